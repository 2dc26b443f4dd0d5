// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The lemma of a word that no dictionary knows, by its ending: longest-suffix rules "cut n letters, add s", trained on
// the dictionary's own forms.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "language/ending_trie.h"
#include "language/language_profile.h"

namespace termknit {

class SuffixGuesser {
 public:
  using Trainer = std::function<void(const std::function<void(const std::string& form, const std::string& lemma)>&)>;

  /// Trains on what `forms` hands out.
  static SuffixGuesser train(const Trainer& forms);
  /// Null if the file is not there or of another `stamp`. Throws Error(corrupt) if it is damaged.
  static std::unique_ptr<SuffixGuesser> load(const std::filesystem::path& file, std::uint64_t stamp);
  /// Throws Error(io).
  void save(const std::filesystem::path& file, std::uint64_t stamp) const;

  /// The lemma of `form` (small letters); empty if no rule is known. The lemma has the letters of `form` but for its
  /// end.
  std::optional<std::string> lemma(std::string_view form) const;
  std::size_t rule_count() const { return rules_.size(); }

 private:
  struct Rule {
    std::uint8_t cut = 0;  ///< bytes
    std::string add{};
  };
  void make_endings();

  std::unordered_map<std::string, Rule, StringHash, std::equal_to<>> rules_;  ///< by suffix
  EndingTrie<Rule> endings_;                                                  ///< those of rules_ that are asked for
};

}  // namespace termknit
