// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Which pieces a dictionary lets stand one behind the other in a compound (COMPOUNDBEGIN, COMPOUNDMIDDLE, COMPOUNDEND).
// docs/decisions/words-hunspell-cannot-know.md

#include <optional>
#include <string_view>

#include "language/affix_cutter.h"
#include "language/affix_file.h"
#include "language/form_reach.h"

namespace termknit {

class CompoundPieces {
 public:
  /// All must outlive this object.
  CompoundPieces(const AffixFile& affixes, const FormReach& reach, const AffixCutter& cutter);

  /// Whether two or more pieces make up `word`; null where Hunspell has to be asked. Hunspell 1.7.1 says the same.
  /// Later versions refuse words of three pieces and more that a slip of the pen may have made of another word.
  std::optional<bool> make_up(AffixCutter::Text word) const;

 private:
  enum class Answer { no, yes, unknown };
  using Entry = EntryTable::Entry;
  using Place = CompoundPlace;
  using Prefix = AffixCutter::Prefix;
  using Suffix = AffixCutter::Suffix;
  using Text = AffixCutter::Text;
  struct Question;

  bool is_long_enough(std::string_view piece) const;
  Answer may_stand(Text piece, Place place) const;
  void try_entry(Text piece, Question& question) const;
  void try_suffixes(Text stem, const AffixCutter::Cuts& cuts, const Prefix* prefix, Question& question) const;
  void try_prefixes(Text piece, Question& question) const;
  bool allows(const SuffixRule& suffix, const Prefix* prefix, const Question& question) const;
  bool is_no_word(const Entry& entry) const;
  void take(const Entry& entry, Question& question) const;

  const AffixFile& affixes_;
  const FormReach& reach_;
  const AffixCutter& cutter_;
  const bool is_usable_;  ///< rules of a kind that we understand
};

}  // namespace termknit
