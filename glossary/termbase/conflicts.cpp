// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/termbase/conflicts.h"

#include <algorithm>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "core/tsv.h"

namespace termknit {
namespace {

constexpr std::size_t kAllPairs = 12;  // terms of one key up to which every pair is compared, else neighbours

bool compatible(PartOfSpeech a, PartOfSpeech b) {
  return a == b || a == PartOfSpeech::other || b == PartOfSpeech::other;
}

bool is_discouraged(AdministrativeStatus status) {
  return status == AdministrativeStatus::deprecated || status == AdministrativeStatus::superseded;
}

/// What tells one reading of a term from another.
struct Distinction {
  std::set<std::string> definitions, subjects;
};

Distinction distinction(const Termbase& termbase, const std::string& id, const LanguageTag& language) {
  Distinction found;
  const auto entry = termbase.find(id);
  if (!entry) return found;
  for (const SourcedText& definition : entry->definitions) found.definitions.insert(definition.text);
  for (const LanguageSection& section : entry->languages) {
    if (section.language.language() != language) continue;
    for (const SourcedText& definition : section.definitions) found.definitions.insert(definition.text);
  }
  found.subjects.insert(entry->subject_fields.begin(), entry->subject_fields.end());
  return found;
}

bool differ(const std::set<std::string>& a, const std::set<std::string>& b) {
  return !a.empty() && !b.empty() &&
         std::none_of(a.begin(), a.end(), [&](const auto& text) { return b.contains(text); });
}

class ConflictSearch {
 public:
  explicit ConflictSearch(const Termbase& termbase) : termbase_(termbase) {}

  std::vector<TermConflict> run() {
    termbase_.for_each([&](const ConceptEntry& entry) {
      find_two_preferred(entry);
      return true;
    });
    termbase_.for_each_shared_key([&](const LanguageTag& language, const std::string&,
                                      const std::vector<KeyedTerm>& terms) { compare(language, terms); });
    const auto order = [](const TermConflict& a, const TermConflict& b) {
      return std::tie(a.kind, a.language, a.terms, a.concept_ids) <
             std::tie(b.kind, b.language, b.terms, b.concept_ids);
    };
    std::sort(conflicts_.begin(), conflicts_.end(), order);
    // Two terms may share several keys.
    conflicts_.erase(std::unique(conflicts_.begin(), conflicts_.end()), conflicts_.end());
    return std::move(conflicts_);
  }

 private:
  void find_two_preferred(const ConceptEntry& entry) {
    for (const LanguageSection& section : entry.languages) {
      std::vector<std::string> preferred;
      for (const Term& term : section.terms) {
        if (term.status == AdministrativeStatus::preferred) preferred.push_back(term.designation);
      }
      if (preferred.size() > 1)
        conflicts_.push_back({TermConflict::Kind::two_preferred, section.language, std::move(preferred), {entry.id}});
    }
  }

  void compare(const LanguageTag& language, const std::vector<KeyedTerm>& terms) {
    for (std::size_t i = 0; i < terms.size(); ++i) {
      const std::size_t end = terms.size() <= kAllPairs ? terms.size() : std::min(i + 2, terms.size());
      for (std::size_t j = i + 1; j < end; ++j) compare(language, terms[i], terms[j]);
    }
  }

  void compare(const LanguageTag& language, const KeyedTerm& a, const KeyedTerm& b) {
    // Another reading in common ("Leiter" of "leiten") makes no conflict.
    if (a.concept_id == b.concept_id || a.rank > 1 || b.rank > 1) return;
    if (!compatible(a.part_of_speech, b.part_of_speech)) return;
    const auto preferred = AdministrativeStatus::preferred;
    if ((a.status == preferred && is_discouraged(b.status)) || (b.status == preferred && is_discouraged(a.status)))
      return note(TermConflict::Kind::status, language, a, b);
    if (is_discouraged(a.status) || is_discouraged(b.status)) return;
    const Distinction left = distinction(termbase_, a.concept_id, language);
    const Distinction right = distinction(termbase_, b.concept_id, language);
    if (differ(left.definitions, right.definitions) || differ(left.subjects, right.subjects)) return;
    note(TermConflict::Kind::ambiguous, language, a, b);
  }

  void note(TermConflict::Kind kind, const LanguageTag& language, const KeyedTerm& a, const KeyedTerm& b) {
    const std::set<std::string> terms{a.designation, b.designation}, ids{a.concept_id, b.concept_id};
    conflicts_.push_back({kind, language, {terms.begin(), terms.end()}, {ids.begin(), ids.end()}});
  }

  const Termbase& termbase_;
  std::vector<TermConflict> conflicts_;
};

}  // namespace

std::string_view kind_name(TermConflict::Kind kind) {
  switch (kind) {
    case TermConflict::Kind::two_preferred:
      return "two-preferred";
    case TermConflict::Kind::status:
      return "status";
    case TermConflict::Kind::ambiguous:
      break;
  }
  return "ambiguous";
}

std::string explanation(const TermConflict& conflict) {
  const std::string terms = join(conflict.terms, ", ");
  switch (conflict.kind) {
    case TermConflict::Kind::two_preferred:
      return fmt::format("two preferred terms in one language: {}; make one of them admitted", terms);
    case TermConflict::Kind::status:
      return fmt::format("{} is preferred in one entry and deprecated in another; decide for one status", terms);
    case TermConflict::Kind::ambiguous:
      break;
  }
  return fmt::format(
      "{} stands in two entries that neither part of speech nor definition nor subject field tells apart; merge them, "
      "or "
      "add what differs",
      terms);
}

std::vector<TermConflict> find_conflicts(const Termbase& termbase) {
  return ConflictSearch(termbase).run();
}

}  // namespace termknit
