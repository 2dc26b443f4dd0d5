// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/compound_pieces.h"

#include <algorithm>
#include <string>

#include "language/text.h"

namespace termknit {
namespace {

bool is_understood(const CompoundFlags& flags) {
  return !flags.has_conditions && std::all_of(kCompoundPlaces.begin(), kCompoundPlaces.end(),
                                              [&](CompoundPlace place) { return flags.of(place).size() == 1; });
}

}  // namespace

/// What is asked of one piece, and what was found.
struct CompoundPieces::Question {
  Place place;
  char flag;  ///< that allows the place
  bool is_found = false, is_unknown = false;
  bool is_refused = false;  ///< an entry as it stands has the flag, but may not be the piece
};

CompoundPieces::CompoundPieces(const AffixFile& affixes, const FormReach& reach, const AffixCutter& cutter)
    : affixes_(affixes), reach_(reach), cutter_(cutter), is_usable_(is_understood(affixes.compounds())) {}

std::optional<bool> CompoundPieces::make_up(Text word) const {
  const std::size_t size = word.lower.size();
  if (!is_usable_ || size > FormReach::kLongestCompound) return std::nullopt;
  FormReach::Ends reached;
  reached.set(0);
  bool is_unknown = false;
  for (std::size_t from = 0; from < size; ++from) {
    if (!reached[from]) continue;
    FormReach::Ends ends;
    reach_.find_piece_ends(word.lower, from, ends);
    for (std::size_t to = from + 1; to <= size; ++to) {
      if (!ends[to] || reached[to]) continue;
      const Text piece{word.as_is.substr(from, to - from), word.lower.substr(from, to - from)};
      const Place place = to == size ? Place::end : from == 0 ? Place::beginning : Place::middle;
      const Answer answer = may_stand(piece, place);
      if (answer == Answer::unknown) is_unknown = true;
      if (answer == Answer::yes) reached.set(to);
    }
    if (reached[size]) break;
  }
  return is_unknown ? std::nullopt : std::optional<bool>(reached[size]);
}

bool CompoundPieces::is_long_enough(std::string_view piece) const {
  return code_points(piece) >= affixes_.compounds().least_letters;
}

CompoundPieces::Answer CompoundPieces::may_stand(Text piece, Place place) const {
  if (!is_long_enough(piece.lower)) return Answer::no;
  Question question{.place = place, .flag = affixes_.compounds().of(place).front()};
  try_entry(piece, question);
  if (question.is_unknown) return Answer::unknown;
  if (question.is_found) return Answer::yes;
  // Then affixes are not tried.
  if (question.is_refused) return Answer::no;
  AffixCutter::Cuts cuts;
  cutter_.cut(piece.lower, cuts);
  try_suffixes(piece, cuts, nullptr, question);
  try_prefixes(piece, question);
  if (question.is_unknown) return Answer::unknown;
  return question.is_found ? Answer::yes : Answer::no;
}

bool CompoundPieces::is_no_word(const Entry& entry) const {
  return entry.is_hidden || entry.has(affixes_.forbidding().forbidden);
}

/// That `entry` was found: of one that is no word Hunspell refuses more than the piece, and of one that keeps its case
/// other cases of the whole.
void CompoundPieces::take(const Entry& entry, Question& question) const {
  if (is_no_word(entry) || entry.has(affixes_.forbidding().keeps_case)) {
    question.is_unknown = true;
  } else {
    question.is_found = true;
  }
}

/// The first entry that has the flag says it.
void CompoundPieces::try_entry(Text piece, Question& question) const {
  reach_.entries().for_each_as_hunspell(piece.as_is, piece.lower, [&](const Entry& entry) {
    if (question.is_found || question.is_unknown || question.is_refused) return;
    if (!entry.has(question.flag) || entry.has(affixes_.forbidding().needs_affix)) return;
    if (question.place != Place::end && is_no_word(entry)) {
      question.is_refused = true;
    } else {
      take(entry, question);
    }
  });
}

/// Whether `suffix` may stand there, behind `prefix` if there is one.
bool CompoundPieces::allows(const SuffixRule& suffix, const Prefix* prefix, const Question& question) const {
  const ForbiddingFlags& flags = affixes_.forbidding();
  const std::string_view own = suffix.continuation;
  const std::string_view behind = prefix ? std::string_view(prefix->rule->continuation) : std::string_view();
  if (question.place != Place::end && !has_flag(own, affixes_.compounds().permit)) return false;
  if (has_flag(own, flags.circumfix) != has_flag(behind, flags.circumfix)) return false;
  if (question.place == Place::end && !prefix && !suffix.add.empty() && has_flag(own, flags.only_in_compound))
    return false;
  return !has_flag(own, flags.needs_affix) || (prefix && !has_flag(behind, flags.needs_affix));
}

void CompoundPieces::try_suffixes(Text word, const AffixCutter::Cuts& cuts, const Prefix* prefix,
                                  Question& question) const {
  const std::string_view behind = prefix ? std::string_view(prefix->rule->continuation) : std::string_view();
  AffixCutter::Stem buffer;
  for (const AffixCutter::Cut& cut : cuts.cuts) {
    // Two suffixes.
    if (cut.may_be_inner && question.place == Place::end) question.is_unknown = true;
    if (!cut.may_be_entry) continue;
    const std::string_view added = word.as_is.substr(word.as_is.size() - cut.size);
    const Text stem = buffer.set(word.without_last(cut.size), cut.ending->strips[cut.strip]);
    for (const Suffix& suffix : cut.ending->suffixes) {
      const SuffixRule& rule = *suffix.rule;
      if (suffix.strip != cut.strip || rule.add != added || (prefix && !rule.crosses) ||
          !allows(rule, prefix, question) || !rule.applies_to(stem.as_is))
        continue;
      reach_.entries().for_each_as_hunspell(stem.as_is, stem.lower, [&](const Entry& entry) {
        if (!entry.has(suffix.flag) && !has_flag(behind, suffix.flag)) return;
        if (prefix && !entry.has(prefix->flag) && !has_flag(rule.continuation, prefix->flag)) return;
        if (entry.has(question.flag) || has_flag(rule.continuation, question.flag)) take(entry, question);
      });
    }
  }
}

void CompoundPieces::try_prefixes(Text piece, Question& question) const {
  std::string as_is, lower;
  cutter_.for_each_prefix(piece.lower, [&](const Prefix& prefix) {
    const PrefixRule& rule = *prefix.rule;
    if (!piece.as_is.starts_with(rule.add)) return;
    if (question.place == Place::end && !has_flag(rule.continuation, affixes_.compounds().permit)) return;
    as_is.assign(rule.strip).append(piece.as_is.substr(rule.add.size()));
    const Text rest{as_is, to_lower(as_is, lower)};
    if (!rule.condition.empty() || rest.lower.size() != rest.as_is.size()) {
      question.is_unknown = true;
      return;
    }
    if (!has_flag(rule.continuation, affixes_.forbidding().needs_affix)) {
      reach_.entries().for_each_as_hunspell(rest.as_is, rest.lower, [&](const Entry& entry) {
        if (entry.has(prefix.flag) && (entry.has(question.flag) || has_flag(rule.continuation, question.flag)))
          take(entry, question);
      });
    }
    if (!rule.crosses) return;
    AffixCutter::Cuts cuts;
    cutter_.cut(rest.lower, cuts);
    try_suffixes(rest, cuts, &prefix, question);
  });
}

}  // namespace termknit
