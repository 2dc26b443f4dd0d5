// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/alignment/composition_evidence.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "core/tsv.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr std::size_t kMostParts = 4;
constexpr std::size_t kPartEquivalents = 40;
constexpr double kDerivedPenalty = 0.85;  // zákaznický for zákazník

/// What one part of the source may be in the target language, by key.
using PartTranslations = std::map<std::string, double>;

PartTranslations translate_part(const DictionaryEvidence& dictionaries, const LanguageTag& source,
                                const std::string& part, const LanguageTag& target) {
  TermQuery query;
  query.language = source;
  query.term = part;
  query.keys = {part};
  query.parts = {part};
  PartTranslations translations;
  for (const Equivalent& equivalent : dictionaries.equivalents(query, target)) {
    double strength = 0;
    for (const Witness& witness : equivalent.witnesses) {
      if (witness.strength < 0) continue;
      const double trust = witness.kind == EvidenceKind::lexicon ? 1.0 : 0.7;
      strength = std::max(strength, trust * std::sqrt(witness.strength));
    }
    translations[equivalent.key] = strength;
  }
  if (translations.size() > kPartEquivalents) {
    std::vector<double> strengths;
    for (const auto& [key, strength] : translations) strengths.push_back(strength);
    std::nth_element(strengths.begin(), strengths.begin() + kPartEquivalents, strengths.end(), std::greater<>());
    std::erase_if(translations, [&](const auto& item) { return item.second < strengths[kPartEquivalents]; });
  }
  return translations;
}

double match(const PartTranslations& translations, const std::string& part) {
  if (const auto it = translations.find(part); it != translations.end()) return it->second;
  double best = 0;
  for (const auto& [key, strength] : translations) {
    if (strength * kDerivedPenalty > best && derivationally_related(key, part)) best = strength * kDerivedPenalty;
  }
  return best;
}

/// Geometric mean of the best assignment of the modifiers, heads held to each other; 0 if a part stays unmatched.
double match_all(const std::vector<PartTranslations>& translations, std::size_t head, const TermQuery& target) {
  const double heads = match(translations[head], target.parts[target.head]);
  if (heads == 0) return 0;
  std::vector<std::size_t> source, rest;
  for (std::size_t i = 0; i < translations.size(); ++i) {
    if (i != head) source.push_back(i);
    if (i != target.head) rest.push_back(i);
  }
  double best = 0;
  do {
    double product = heads;
    for (std::size_t i = 0; i < source.size() && product > 0; ++i)
      product *= match(translations[source[i]], target.parts[rest[i]]);
    best = std::max(best, product);
  } while (std::next_permutation(rest.begin(), rest.end()));
  return best == 0 ? 0 : std::pow(best, 1.0 / static_cast<double>(translations.size()));
}

}  // namespace

CompositionEvidence::CompositionEvidence(const DictionaryEvidence& dictionaries, const AttestedTerms& attested)
    : dictionaries_(dictionaries), attested_(attested) {}

std::vector<Equivalent> CompositionEvidence::equivalents(const TermQuery& query, const LanguageTag& target) const {
  if (query.parts.size() < 2 || query.parts.size() > kMostParts) return {};
  std::vector<PartTranslations> translations;
  for (const std::string& part : query.parts) {
    translations.push_back(translate_part(dictionaries_, query.language, part, target));
    if (translations.back().empty()) return {};
  }
  std::set<std::uint32_t> candidates;
  for (const auto& [key, strength] : translations[query.head]) {
    for (const std::uint32_t number : attested_.with_part(target, key)) candidates.insert(number);
  }
  std::vector<Equivalent> found;
  for (const std::uint32_t number : candidates) {
    const AttestedTerm& term = attested_.all(target)[number];
    if (term.query.parts.size() != query.parts.size()) continue;
    const double strength = match_all(translations, query.head, term.query);
    if (strength < 0.1) continue;
    Equivalent equivalent;
    equivalent.term = term.query.term;
    equivalent.key = dictionary_key(term.query.term);
    equivalent.part_of_speech = term.query.part_of_speech;
    equivalent.witnesses.push_back(
        {.kind = EvidenceKind::composition,
         .origin = "composition",
         .detail = fmt::format("composed: {} = {}, {}x in the articles", join(query.parts, "+"),
                               join(term.query.parts, "+"), term.frequency),
         .strength = strength,
         .forward = strength,
         .pivot = {}});
    found.push_back(std::move(equivalent));
  }
  return found;
}

namespace {

/// Letters as they sound in loan words, without what languages add at the end.
std::string loan_skeleton(std::string_view term) {
  const std::string plain = strip_diacritics(fold(term));
  std::string out;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    char c = plain[i];
    if (c == 'p' && i + 1 < plain.size() && plain[i + 1] == 'h') {
      c = 'f';
      ++i;
    } else if (c == 'c' && i + 1 < plain.size() && (plain[i + 1] == 'k' || plain[i + 1] == 'h')) {
      c = 'k';
      ++i;
    } else if (c == 'c') {
      const char next = i + 1 < plain.size() ? plain[i + 1] : 0;
      c = next == 'e' || next == 'i' || next == 'y' || next == 'j' ? 's' : 'k';
    } else if (c == 'z') {
      c = 's';
    } else if (c == 'w') {
      c = 'v';
    } else if (c == 'y' || c == 'j') {
      c = 'i';
    } else if (c == 'q') {
      c = 'k';
    }
    if (out.empty() || out.back() != c) out += c;
  }
  return out;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
      diagonal = above;
    }
  }
  return row[b.size()];
}

}  // namespace

double cognate_similarity(std::string_view a, std::string_view b) {
  const std::string left = loan_skeleton(a), right = loan_skeleton(b);
  const std::size_t longest = std::max(left.size(), right.size());
  const std::size_t shortest = std::min(left.size(), right.size());
  if (shortest < 4 || shortest * 10 < longest * 6) return 0;
  // Endings differ by language (-e, -s, -ija, -ce): what stands before them decides.
  const std::size_t stem = shortest > 6 ? shortest - 2 : shortest;
  const auto similarity = [](std::string_view x, std::string_view y) {
    return 1 - static_cast<double>(edit_distance(x, y)) / static_cast<double>(std::max(x.size(), y.size()));
  };
  return std::max(similarity(left, right), similarity(left.substr(0, stem), right.substr(0, stem)) - 0.05);
}

CognateEvidence::CognateEvidence(const AttestedTerms& attested) : attested_(attested) {
  for (const LanguageTag& language : attested.languages()) {
    const auto& terms = attested.all(language);
    for (std::uint32_t i = 0; i < terms.size(); ++i) {
      if (terms[i].above_cut_off) by_start_[language][loan_skeleton(terms[i].query.term).substr(0, 2)].push_back(i);
    }
  }
}

std::vector<Equivalent> CognateEvidence::equivalents(const TermQuery& query, const LanguageTag& target) const {
  constexpr double kLeast = 0.72;
  std::vector<Equivalent> found;
  const auto language = by_start_.find(target);
  if (language == by_start_.end()) return found;
  const auto numbers = language->second.find(loan_skeleton(query.term).substr(0, 2));
  if (numbers == language->second.end()) return found;
  const auto words = std::count(query.term.begin(), query.term.end(), ' ');
  for (const std::uint32_t number : numbers->second) {
    const AttestedTerm& term = attested_.all(target)[number];
    if (std::count(term.query.term.begin(), term.query.term.end(), ' ') != words) continue;
    const double similarity = cognate_similarity(query.term, term.query.term);
    if (similarity < kLeast) continue;
    Equivalent equivalent;
    equivalent.term = term.query.term;
    equivalent.key = dictionary_key(term.query.term);
    equivalent.part_of_speech = term.query.part_of_speech;
    equivalent.witnesses.push_back({.kind = EvidenceKind::cognate,
                                    .origin = "cognate",
                                    .detail = fmt::format("cognate: {} ~ {}", query.term, term.query.term),
                                    .strength = similarity,
                                    .pivot = {}});
    found.push_back(std::move(equivalent));
  }
  return found;
}

}  // namespace termknit
