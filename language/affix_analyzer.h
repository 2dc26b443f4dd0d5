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
  /// Of the entries of `reach`. Both must outlive this object.
  AffixAnalyzer(const AffixFile& affixes, const FormReach& reach);

  /// What was said of the last small word: it is asked for in several cases, one after the other. Each thread has its
  /// own.
  struct Last {
    std::string word{};
    std::vector<std::string> lines{};
  };

  /// What Hunspell's analyze() gives, in UTF-8; null where Hunspell has to be asked.
  std::optional<std::vector<std::string>> analyze(std::string_view word, Last& last) const;

 private:
  using Entry = EntryTable::Entry;
  /// A text as it stands and in small letters, of the same size.
  struct Text {
    std::string_view as_is, lower;
    Text without_last(std::size_t bytes) const {
      return {as_is.substr(0, as_is.size() - bytes), lower.substr(0, lower.size() - bytes)};
    }
  };
  struct Suffix {
    char flag;
    const SuffixRule* rule;
    std::size_t strip;  ///< its number
  };
  /// The rules that add one text.
  struct Ending {
    struct Strip {
      std::string text, lower;
      std::string outer_flags{};  ///< of its rules that other affixes put on
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
  template <typename F>
  void for_each_entry(Text word, const F& f) const;
  bool add_lines(Text word, std::vector<std::string>& lines) const;
  void add_entry_lines(Text word, std::vector<std::string>& lines) const;
  bool add_prefix_lines(Text word, const std::vector<Prefix>& prefixes, std::vector<std::string>& lines) const;
  bool add_suffix_lines(Text word, const Prefix* prefix, std::vector<std::string>& lines) const;
  using Stems = std::vector<std::pair<std::size_t, Entry>>;  ///< with the number of the strip that leads there
  bool find_stems(Text rest, const Ending& ending, Stems& stems) const;
  static bool takes(const Entry& entry, const Suffix& suffix, const Prefix* prefix);
  bool may_stand(const SuffixRule& suffix, const Prefix* prefix) const;

  const AffixFile& affixes_;
  const FormReach& reach_;
  bool usable_ = false;
  std::unordered_map<std::string, Ending, StringHash, std::equal_to<>> endings_;
  std::size_t longest_suffix_ = 0;                   ///< bytes
  std::vector<Prefix> empty_prefixes_;               ///< that add nothing; Hunspell takes them first
  std::array<std::vector<Prefix>, 256> prefixes_{};  ///< the others, by the first byte of what they add
};

}  // namespace termknit
