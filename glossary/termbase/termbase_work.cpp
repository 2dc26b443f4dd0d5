// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/termbase/termbase_work.h"

#include <set>

#include <fmt/format.h>

#include "glossary/entries/field_text.h"

namespace termknit {
namespace {

ConceptEntry find_or_fail(const Termbase& termbase, const std::string& id) {
  auto entry = termbase.find(id);
  if (!entry) throw Error(ErrorKind::not_found, fmt::format("there is no concept entry '{}'", id));
  return std::move(*entry);
}

/// True if something changed.
bool redirect(std::vector<CrossReference>& references, const std::set<std::string>& from, const std::string& to) {
  bool changed = false;
  std::vector<CrossReference> kept;
  for (CrossReference reference : references) {
    if (from.contains(reference.target)) {
      reference.target = to;
      changed = true;
    }
    if (std::find(kept.begin(), kept.end(), reference) == kept.end()) kept.push_back(std::move(reference));
  }
  if (changed) references = std::move(kept);
  return changed;
}

bool redirect(ConceptEntry& entry, const std::set<std::string>& from, const std::string& to) {
  bool changed = redirect(entry.cross_references, from, to);
  for (LanguageSection& section : entry.languages) {
    for (Term& term : section.terms) changed = redirect(term.cross_references, from, to) || changed;
  }
  return changed;
}

}  // namespace

ConceptEntry merge_in_termbase(Termbase& termbase, LanguageResources& resources, const std::vector<std::string>& ids,
                               std::string_view who) {
  if (ids.size() < 2) throw Error(ErrorKind::usage, "merging takes two entries or more: 'termknit merge ID ID...'");
  if (std::set<std::string>(ids.begin(), ids.end()).size() != ids.size())
    throw Error(ErrorKind::usage, "an entry is named twice; it cannot be merged with itself");
  ConceptEntry merged;
  termbase.transaction([&] {
    std::vector<ConceptEntry> entries;
    for (const std::string& id : ids) entries.push_back(find_or_fail(termbase, id));
    merged = merge_entries(entries, resources);
    termbase.replace(merged, who, "merge");
    const std::set<std::string> gone(ids.begin() + 1, ids.end());
    for (const std::string& id : gone) termbase.remove(id, who, "merge");
    for (const std::string& id : termbase.referring_to({gone.begin(), gone.end()})) {
      ConceptEntry entry = find_or_fail(termbase, id);
      if (redirect(entry, gone, ids.front())) termbase.replace(entry, who, "merge");
    }
    merged = find_or_fail(termbase, ids.front());
  });
  return merged;
}

std::string split_in_termbase(Termbase& termbase, const std::string& id, const std::vector<TermName>& terms,
                              std::string_view who) {
  std::string new_id;
  termbase.transaction([&] {
    SplitEntry split = split_entry(find_or_fail(termbase, id), terms);
    split.moved.cross_references.push_back({entry_label(split.rest, 1), id});
    const std::string moved_label = entry_label(split.moved, 1);
    new_id = termbase.add(std::move(split.moved), who, "split");
    split.rest.cross_references.push_back({moved_label, new_id});
    termbase.replace(split.rest, who, "split");
  });
  return new_id;
}

}  // namespace termknit
