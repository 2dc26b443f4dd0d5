// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/entries/entry_matching.h"

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>

#include "language/text.h"

namespace termknit {
namespace {

constexpr std::size_t kMostHomonyms = 32;  // entries looked at for one term: more would make matching quadratic

using TermTable = std::unordered_map<std::string, std::vector<std::size_t>>;

template <typename F>
void for_each_key(const ConceptEntry& entry, F&& f) {
  for (const LanguageSection& section : entry.languages) {
    for (const Term& term : section.terms) f(section.language.language().str() + '\t' + fold(term.designation));
  }
}

std::size_t term_count(const ConceptEntry& entry) {
  std::size_t count = 0;
  for (const LanguageSection& section : entry.languages) count += section.terms.size();
  return count;
}

std::optional<std::size_t> best_by_terms(const ConceptEntry& entry, const std::vector<ConceptEntry>& others,
                                         const TermTable& table, const std::vector<bool>& taken) {
  std::map<std::size_t, std::size_t> shared;
  for_each_key(entry, [&](const std::string& key) {
    const auto it = table.find(key);
    if (it == table.end()) return;
    std::size_t looked_at = 0;
    for (const std::size_t other : it->second) {
      if (taken[other]) continue;
      ++shared[other];
      if (++looked_at == kMostHomonyms) break;
    }
  });
  std::optional<std::size_t> best;
  std::size_t most = 0;
  for (const auto& [other, count] : shared) {
    const std::size_t needed = std::min<std::size_t>(2, std::min(term_count(entry), term_count(others[other])));
    if (count < needed || count <= most) continue;
    best = other;
    most = count;
  }
  return best;
}

}  // namespace

std::vector<std::optional<std::size_t>> match_entries(const std::vector<ConceptEntry>& a,
                                                      const std::vector<ConceptEntry>& b) {
  std::vector<std::optional<std::size_t>> partners(a.size());
  std::vector<bool> taken(b.size());
  std::unordered_map<std::string, std::size_t> by_id;
  for (std::size_t i = 0; i < b.size(); ++i) {
    if (!b[i].id.empty()) by_id.emplace(b[i].id, i);
  }
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto it = by_id.find(a[i].id);
    if (it == by_id.end() || taken[it->second]) continue;
    partners[i] = it->second;
    taken[it->second] = true;
  }
  TermTable table;
  for (std::size_t i = 0; i < b.size(); ++i) {
    if (!taken[i]) for_each_key(b[i], [&](std::string key) { table[std::move(key)].push_back(i); });
  }
  if (table.empty()) return partners;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (partners[i]) continue;
    partners[i] = best_by_terms(a[i], b, table, taken);
    if (partners[i]) taken[*partners[i]] = true;
  }
  return partners;
}

}  // namespace termknit
