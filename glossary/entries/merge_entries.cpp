// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/entries/merge_entries.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "core/error.h"
#include "glossary/entries/entry_fields.h"
#include "glossary/entries/field_text.h"
#include "glossary/evidence.h"
#include "language/analyzer.h"

namespace termknit {
namespace {

/// Adds one field of `from` to `into`; what has no room becomes a note.
struct Fuse {
  std::vector<std::string>& leftover;
  std::string from_id;

  template <typename T>
  void operator()(const char* field, T& into, const T& from) const {
    if (into == from || is_unstated(from)) return;
    if (is_unstated(into)) {
      into = from;
    } else {
      leftover.push_back(fmt::format("{} in {}: {}", field, from_id, field_text(from)));
    }
  }

  template <typename T>
  void operator()(const char*, std::vector<T>& into, const std::vector<T>& from) const {
    for (const T& value : from) {
      if (std::find(into.begin(), into.end(), value) == into.end()) into.push_back(value);
    }
  }
};

void add_notes(std::vector<std::string>& notes, const std::vector<std::string>& more) {
  for (const std::string& note : more) {
    if (std::find(notes.begin(), notes.end(), note) == notes.end()) notes.push_back(note);
  }
}

/// The key by display lemmas; folded as typed where that is the same.
std::string lemma_key(Analyzer& analyzer, const std::string& designation) {
  const std::vector<std::string> keys = make_term_keys(analyzer, designation).keys;
  return keys.empty() ? designation : keys[std::min<std::size_t>(1, keys.size() - 1)];
}

bool compatible(PartOfSpeech a, PartOfSpeech b) {
  return a == b || is_unstated(a) || is_unstated(b);
}

void fuse_terms(Term& into, const Term& from, const std::string& from_id) {
  std::vector<std::string> leftover;
  if (into.designation != from.designation) leftover.push_back(fmt::format("also written: {}", from.designation));
  for_each_term_field(Fuse{leftover, from_id}, into, from);
  if (!from.id.empty() && into.id.empty()) into.id = from.id;
  add_notes(into.notes, leftover);
}

void merge_section(LanguageSection& into, const LanguageSection& from, const std::string& from_id,
                   LanguageResources& resources) {
  std::vector<std::string> leftover;
  for_each_section_field(Fuse{leftover, from_id}, into, from);
  add_notes(into.notes, leftover);
  Analyzer analyzer(resources, into.language);
  std::vector<std::string> keys;
  for (const Term& term : into.terms) keys.push_back(lemma_key(analyzer, term.designation));
  for (const Term& term : from.terms) {
    const std::string key = lemma_key(analyzer, term.designation);
    std::size_t same = 0;
    while (same < keys.size() &&
           (keys[same] != key || !compatible(into.terms[same].part_of_speech, term.part_of_speech)))
      ++same;
    if (same < keys.size()) {
      fuse_terms(into.terms[same], term, from_id);
    } else {
      into.terms.push_back(term);
      keys.push_back(key);
    }
  }
}

template <typename Level>
void drop_references(Level& level, const std::set<std::string>& ids) {
  std::erase_if(level.cross_references,
                [&](const CrossReference& reference) { return ids.contains(reference.target); });
}

}  // namespace

ConceptEntry merge_entries(const std::vector<ConceptEntry>& entries, LanguageResources& resources) {
  ConceptEntry merged = entries.at(0);
  std::set<std::string> ids;
  for (const ConceptEntry& entry : entries) ids.insert(entry.id);
  for (std::size_t i = 1; i < entries.size(); ++i) {
    std::vector<std::string> leftover;
    for_each_concept_field(Fuse{leftover, entries[i].id}, merged, entries[i]);
    add_notes(merged.notes, leftover);
    for (const LanguageSection& section : entries[i].languages)
      merge_section(merged.section(section.language), section, entries[i].id, resources);
  }
  drop_references(merged, ids);
  for (LanguageSection& section : merged.languages) {
    for (Term& term : section.terms) drop_references(term, ids);
  }
  return merged;
}

SplitEntry split_entry(const ConceptEntry& entry, const std::vector<TermName>& terms) {
  if (terms.empty()) throw Error(ErrorKind::usage, "no term is named that should move to a new entry");
  SplitEntry split;
  split.rest = entry;
  split.moved.subject_fields = entry.subject_fields;
  split.moved.customer_subsets = entry.customer_subsets;
  split.moved.project_subsets = entry.project_subsets;
  for (const TermName& name : terms) {
    const auto section = std::find_if(split.rest.languages.begin(), split.rest.languages.end(),
                                      [&](const LanguageSection& s) { return s.language == name.language; });
    const auto found = section == split.rest.languages.end()
                           ? std::vector<Term>::iterator()
                           : std::find_if(section->terms.begin(), section->terms.end(),
                                          [&](const Term& term) { return term.designation == name.designation; });
    if (section == split.rest.languages.end() || found == section->terms.end()) {
      throw Error(ErrorKind::not_found,
                  fmt::format("'{}' has no term '{}:{}'", entry.id, name.language.str(), name.designation));
    }
    LanguageSection& target = split.moved.section(name.language);
    target.terms.push_back(std::move(*found));
    section->terms.erase(found);
    if (!section->terms.empty()) continue;
    std::vector<Term> moved_terms = std::move(target.terms);
    target = std::move(*section);
    target.terms = std::move(moved_terms);
    split.rest.languages.erase(section);
  }
  if (split.rest.languages.empty())
    throw Error(ErrorKind::usage, fmt::format("no term would stay in '{}'; leave out at least one", entry.id));
  return split;
}

}  // namespace termknit
