// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/alignment/proposal_entries.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "core/checksum.h"
#include "core/tsv.h"

namespace termknit {
namespace {

bool wanted(const ProposalEntryOptions& options, const LanguageTag& language) {
  return options.languages.empty() ||
         std::find(options.languages.begin(), options.languages.end(), language) != options.languages.end();
}

Term to_term(const TermCandidate& candidate) {
  Term term;
  term.designation = candidate.term;
  term.part_of_speech = candidate.part_of_speech;
  term.gender = candidate.gender;
  term.contexts = candidate.contexts;
  return term;
}

/// The strongest link of each language pair with its reasons.
void add_link_notes(ConceptEntry& entry, const ProposedConcept& proposed,
                    const std::map<std::uint32_t, const TermCandidate*>& terms) {
  std::set<std::pair<LanguageTag, LanguageTag>> noted;
  for (const ConceptLink& link : proposed.links) {
    const auto a = terms.find(link.first), b = terms.find(link.second);
    if (a == terms.end() || b == terms.end()) continue;
    if (!noted.emplace(a->second->language, b->second->language).second) continue;
    std::vector<std::string> reasons;
    for (const Witness& witness : link.witnesses) {
      const std::string reason = fmt::format("{}: {}", witness.origin, witness.detail);
      if (reasons.size() < 3 && std::find(reasons.begin(), reasons.end(), reason) == reasons.end())
        reasons.push_back(reason);
    }
    entry.notes.push_back(fmt::format("proposed {}-{}: {} = {}, confidence {:.2f} ({})", a->second->language.str(),
                                      b->second->language.str(), a->second->term, b->second->term, link.confidence,
                                      join(reasons, "; ")));
  }
}

std::string entry_id(const ConceptEntry& entry) {
  std::string all;
  for (const LanguageSection& section : entry.languages) {
    for (const Term& term : section.terms) all += section.language.str() + '\t' + term.designation + '\n';
  }
  return "p" + to_hex(checksum(all));
}

bool in_termbase(const Termbase* termbase, const TermCandidate& candidate) {
  return termbase && !termbase->look_up(candidate.language, candidate.term).empty();
}

}  // namespace

std::vector<ConceptEntry> proposal_entries(const ProposalStore& store, const Termbase* termbase,
                                           const ProposalEntryOptions& options) {
  const std::vector<StoredTerm> stored = store.terms();
  std::set<std::uint32_t> used;
  std::vector<ConceptEntry> entries;
  const auto add = [&](const std::vector<std::uint32_t>& numbers, const ProposedConcept* proposed) {
    ConceptEntry entry;
    std::map<std::uint32_t, const TermCandidate*> terms;
    for (const std::uint32_t number : numbers) {
      const TermCandidate& candidate = stored[number].candidate;
      if (!wanted(options, candidate.language)) continue;
      terms[number] = &candidate;
      LanguageSection& section = entry.section(candidate.language);
      section.terms.push_back(to_term(candidate));
      for (const SourcedText& definition : candidate.definitions) {
        if (section.definitions.empty()) section.definitions.push_back(definition);
      }
    }
    if (terms.empty()) return;
    if (proposed) add_link_notes(entry, *proposed, terms);
    entry.id = entry_id(entry);
    entries.push_back(std::move(entry));
  };
  for (const ProposedConcept& proposed : store.concepts()) {
    if (proposed.confidence < options.min_confidence) continue;
    const bool all_known = std::all_of(proposed.terms.begin(), proposed.terms.end(), [&](std::uint32_t number) {
      return in_termbase(termbase, stored[number].candidate);
    });
    used.insert(proposed.terms.begin(), proposed.terms.end());
    if (!all_known) add(proposed.terms, &proposed);
  }
  if (!options.aligned_only) {
    for (const StoredTerm& term : stored) {
      if (!used.contains(term.number) && !in_termbase(termbase, term.candidate)) add({term.number}, nullptr);
    }
  }
  std::sort(entries.begin(), entries.end(), [](const ConceptEntry& a, const ConceptEntry& b) { return a.id < b.id; });
  // Two concepts of the same designations (homonyms) must not share an id.
  for (std::size_t i = 1; i < entries.size(); ++i) {
    if (entries[i].id == entries[i - 1].id) entries[i].id += "-2";
  }
  return entries;
}

}  // namespace termknit
