// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Hunspell's analysis of a word, line by line the same, at a tenth of its time: one prefix and one or two suffixes are
// taken off an entry as it stands in the word list. What takes more (compounds, conditions of prefixes, foreign
// scripts) is left to Hunspell.

#include <forward_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "language/affix_cutter.h"
#include "language/affix_file.h"
#include "language/compound_pieces.h"
#include "language/form_reach.h"

namespace termknit {

class AffixAnalyzer {
  using Cut = AffixCutter::Cut;
  using Ending = AffixCutter::Ending;
  using Prefix = AffixCutter::Prefix;
  using Stem = AffixCutter::Stem;
  using Suffix = AffixCutter::Suffix;
  using Text = AffixCutter::Text;
  /// A word, or what is left of it behind a prefix.
  struct Part : AffixCutter::Cuts {
    const Prefix* prefix = nullptr;
    bool is_cut_as_word = false;  ///< the cuts are those of the whole word
  };

 public:
  /// Of the entries of `reach`. Both must outlive this object. `with_compounds`: lines of compounds are wanted, too.
  AffixAnalyzer(const AffixFile& affixes, const FormReach& reach, bool with_compounds = true);

  /// The last word in small letters, and how it can be cut: it is asked for in several cases, one after the other. Each
  /// thread has its own.
  class Last {
   private:
    friend AffixAnalyzer;
    std::string word_{};
    std::vector<Part> parts_{};  ///< the whole word first; their memory is used again
    std::size_t used_ = 0;       ///< of the parts
    std::optional<bool> may_be_compound_{};
  };

  /// What Hunspell's analyze() gives, in UTF-8; null where Hunspell has to be asked, as it has for words that may be
  /// compounds, if these are wanted. Compounds of numbers (21st, in English) never are.
  std::optional<std::vector<std::string>> analyze(std::string_view word, Last& last) const;
  /// A word that `accepts` may know more of than that Hunspell has to be asked.
  bool judges(std::string_view word) const;
  /// Whether Hunspell accepts `word` as spelt right; null where it has to be asked.
  std::optional<bool> accepts(std::string_view word, Last& last) const;

 private:
  using Entry = EntryTable::Entry;
  /// What is said of a word in one letter case.
  struct Lines {
    std::vector<std::string> texts{};
    bool is_accepted = false;  ///< some line is of an entry that may be a word by itself
    /// Hunspell may still refuse the word (of an entry that is forbidden, or that has other capitals), or accept it
    /// for a line that is no text and was left out.
    bool is_doubtful = false;
    bool keeps_case = false;  ///< some entry may only be written with its own capitals
  };
  struct Stems {
    std::vector<std::pair<std::size_t, Entry>> entries{};  ///< with the number of the strip that leads there
    std::forward_list<std::string> unlisted{};             ///< words of entries that the list has with other capitals
  };

  void cut(std::string_view lower, Last& last) const;
  bool may_be_compound(Last& last) const;
  std::optional<bool> accepts_as_is(Text word, bool has_other_capitals, Last& last) const;
  std::optional<Lines> lines_of(Text word, const Last& last) const;
  void note(const Entry& entry, Lines& lines) const;
  void add_entry_lines(Text word, Lines& lines) const;
  bool add_prefix_lines(Text word, const Last& last, bool twice, Lines& lines) const;
  void add_prefixed_entry(Text rest, const Prefix& prefix, Lines& lines) const;
  void add_suffix_lines(Text word, const Part& part, const Prefix* prefix, char outer, Lines& lines) const;
  bool add_double_suffix_lines(Text word, const Part& part, const Prefix* prefix, Lines& lines) const;
  bool add_inner_lines(Text stem, const Prefix* prefix, const Suffix& outer, bool is_empty, Lines& lines) const;
  void find_stems(Text rest, const Cut& cut, Stems& stems) const;
  static bool takes(const Entry& entry, const Suffix& suffix, const Prefix* prefix);
  bool may_stand(const SuffixRule& suffix, const Prefix* prefix, char outer) const;

  const AffixFile& affixes_;
  const FormReach& reach_;
  const bool with_compounds_;
  const AffixCutter cutter_;
  const CompoundPieces pieces_;
  const bool usable_;
};

}  // namespace termknit
