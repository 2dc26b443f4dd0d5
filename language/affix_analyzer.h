// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Hunspell's analysis of plain words, line by line the same, at a tenth of its time: one prefix and one suffix are
// taken off an entry as it stands in the word list. What takes more (compounds, two suffixes, capitals inside a word,
// hyphens, numbers) is left to Hunspell.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "language/affix_file.h"
#include "language/form_reach.h"
#include "language/language_profile.h"

namespace termknit {

class AffixAnalyzer {
 public:
  /// Of the word list `entries` (a .dic file as it is). `affixes` and `reach`, which is of the same list, must outlive
  /// this object.
  AffixAnalyzer(const AffixFile& affixes, const FormReach& reach, std::string_view entries);

  /// What Hunspell's analyze() gives, in UTF-8; null where Hunspell has to be asked.
  std::optional<std::vector<std::string>> analyze(std::string_view word);

 private:
  struct Entry {
    std::string_view word, flags, data;
    bool has(char flag) const { return flag != '\0' && flags.find(flag) != flags.npos; }
  };
  struct Suffix {
    char flag;
    const SuffixRule* rule;
    std::size_t strip;  ///< its number
  };
  /// The rules that add one text.
  struct Ending {
    struct Strip {
      std::string text, outer_flags;  ///< flags of its rules that other affixes put on
    };
    std::vector<Strip> strips{};
    std::vector<Suffix> suffixes{};  ///< in Hunspell's order
  };
  struct Prefix {
    char flag;
    const PrefixRule* rule;
  };

  void take_rules();
  void take_suffix(char flag, const SuffixRule& rule);
  void take_entries();
  void note(std::uint64_t hash, std::size_t line);
  Entry entry_at(std::size_t line) const;
  template <typename F>
  void for_each_entry(std::string_view word, const F& f) const;
  bool is_hidden(std::string_view word) const;
  bool add_lines(const std::string& word, std::vector<std::string>& lines) const;
  void add_entry_lines(std::string_view word, std::vector<std::string>& lines) const;
  bool add_prefix_lines(std::string_view word, std::vector<std::string>& lines) const;
  bool add_suffix_lines(std::string_view word, const Prefix* prefix, std::vector<std::string>& lines) const;
  using Stems = std::vector<std::pair<std::size_t, Entry>>;  ///< with the number of the strip that leads there
  bool find_stems(std::string_view rest, const Ending& ending, Stems& stems) const;
  static bool takes(const Entry& entry, const Suffix& suffix, const Prefix* prefix);
  bool may_stand(const SuffixRule& suffix, const Prefix* prefix) const;

  const AffixFile& affixes_;
  const FormReach& reach_;
  bool usable_ = false;
  std::string text_;                  ///< the list in UTF-8
  std::vector<std::uint64_t> slots_;  ///< place of a line in its lower half, a part of its entry's hash in the other
  std::unordered_map<std::string, Ending, StringHash, std::equal_to<>> endings_;
  std::size_t longest_suffix_ = 0;  ///< bytes
  std::vector<Prefix> prefixes_;
  struct {
    std::string word{};
    std::vector<std::string> lines{};
  } last_small_;      ///< a word is asked for in several cases, one after the other
  StringSet hidden_;  ///< words that Hunspell knows for capitals inside an entry
};

}  // namespace termknit
