// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/entries/glossary_diff.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "glossary/entries/entry_matching.h"
#include "glossary/entries/field_text.h"

namespace termknit {
namespace {

/// Terms that came to or went from concepts, to find those that did both.
class TermMoves {
 public:
  void note(const FieldChange& change, const std::string& id_a, const std::string& id_b) {
    if (change.field != "term") return;
    if (!change.before.empty()) gone_[{change.place, change.before}] = id_a;
    if (!change.after.empty()) come_[{change.place, change.after}] = id_b;
  }

  void note_all(const ConceptEntry& entry, bool gone) {
    for (const LanguageSection& section : entry.languages) {
      for (const Term& term : section.terms)
        (gone ? gone_ : come_)[{section.language.str(), term.designation}] = entry.id;
    }
  }

  std::vector<MovedTerm> moved() const {
    std::vector<MovedTerm> found;
    for (const auto& [term, from] : gone_) {
      const auto it = come_.find(term);
      if (it != come_.end()) found.push_back({LanguageTag::parse(term.first), term.second, from, it->second});
    }
    return found;
  }

 private:
  std::map<std::pair<std::string, std::string>, std::string> gone_, come_;
};

GlossaryDifference compare_all(const Glossary& a, const Glossary& b) {
  GlossaryDifference difference;
  TermMoves moves;
  const auto partners = match_entries(a.entries, b.entries);
  std::vector<bool> matched(b.entries.size());
  for (std::size_t i = 0; i < a.entries.size(); ++i) {
    const ConceptEntry& before = a.entries[i];
    if (!partners[i]) {
      difference.concepts.push_back({ConceptChange::Kind::removed, before.id, entry_label(before), {}});
      moves.note_all(before, true);
      continue;
    }
    matched[*partners[i]] = true;
    const ConceptEntry& after = b.entries[*partners[i]];
    std::vector<FieldChange> fields = compare_entries(before, after);
    if (fields.empty()) continue;
    for (const FieldChange& change : fields) moves.note(change, before.id, after.id);
    difference.concepts.push_back({ConceptChange::Kind::changed, after.id, entry_label(after), std::move(fields)});
  }
  for (std::size_t i = 0; i < b.entries.size(); ++i) {
    if (matched[i]) continue;
    difference.concepts.push_back({ConceptChange::Kind::added, b.entries[i].id, entry_label(b.entries[i]), {}});
    moves.note_all(b.entries[i], false);
  }
  std::stable_sort(difference.concepts.begin(), difference.concepts.end(),
                   [](const ConceptChange& x, const ConceptChange& y) {
                     return std::tie(x.id, x.label, x.kind) < std::tie(y.id, y.label, y.kind);
                   });
  difference.moved = moves.moved();
  return difference;
}

}  // namespace

std::string_view kind_name(ConceptChange::Kind kind) {
  switch (kind) {
    case ConceptChange::Kind::added:
      return "added";
    case ConceptChange::Kind::removed:
      return "removed";
    case ConceptChange::Kind::changed:
      break;
  }
  return "changed";
}

GlossaryDifference compare_glossaries(const GlossarySource& a, const GlossarySource& b) {
  const CommonEntries common({a, b});
  if (common.are_all()) return {};
  return compare_all(common.rest_of(a), common.rest_of(b));
}

}  // namespace termknit
