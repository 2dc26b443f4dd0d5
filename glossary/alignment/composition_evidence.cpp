// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/alignment/composition_evidence.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/tsv.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr std::size_t kMostParts = 4;
constexpr std::size_t kPartEquivalents = 40;
constexpr std::size_t kCachedParts = 40'000;
constexpr std::size_t kStartLetters = 3;  // that cognates share
constexpr double kDerivedPenalty = 0.85;  // zákaznický for zákazník

/// What one part of the source may be in the target language, by key, best first.
std::vector<std::pair<std::string, double>> translate_part(const DictionaryEvidence& dictionaries,
                                                           const LanguageTag& source, const std::string& part,
                                                           const LanguageTag& target) {
  TermQuery query;
  query.language = source;
  query.term = part;
  query.keys = {part};
  query.parts = {part};
  std::vector<std::pair<std::string, double>> translations;
  for (const Equivalent& equivalent : dictionaries.equivalents(query, target)) {
    double strength = 0;
    for (const Witness& witness : equivalent.witnesses) {
      if (witness.strength < 0) continue;
      const double trust = witness.kind == EvidenceKind::lexicon ? 1.0 : 0.7;
      strength = std::max(strength, trust * std::sqrt(witness.strength));
    }
    translations.emplace_back(equivalent.key, strength);
  }
  std::sort(translations.begin(), translations.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  if (translations.size() > kPartEquivalents) translations.resize(kPartEquivalents);
  return translations;
}

double match(const PartMatches& matches, std::uint32_t part) {
  const auto it = matches.parts.find(part);
  return it == matches.parts.end() ? 0 : it->second;
}

/// Geometric mean of the best assignment of the modifiers, heads held to each other; 0 if a part stays unmatched.
double match_all(const std::vector<std::shared_ptr<const PartMatches>>& matches, std::size_t head,
                 const std::vector<std::uint32_t>& parts, std::size_t target_head) {
  const double heads = match(*matches[head], parts[target_head]);
  if (heads == 0) return 0;
  std::vector<std::size_t> source, rest;
  for (std::size_t i = 0; i < matches.size(); ++i) {
    if (i != head) source.push_back(i);
    if (i != target_head) rest.push_back(i);
  }
  double best = 0;
  do {
    double product = heads;
    for (std::size_t i = 0; i < source.size() && product > 0; ++i)
      product *= match(*matches[source[i]], parts[rest[i]]);
    best = std::max(best, product);
  } while (std::next_permutation(rest.begin(), rest.end()));
  return best == 0 ? 0 : std::pow(best, 1.0 / static_cast<double>(matches.size()));
}

/// Terms that have something of every part, ascending.
std::vector<std::uint32_t> holders_of_all(const std::vector<std::shared_ptr<const PartMatches>>& matches) {
  const auto fewest = std::min_element(matches.begin(), matches.end(), [](const auto& a, const auto& b) {
    return a->holders.size() < b->holders.size();
  });
  std::vector<std::uint32_t> all;
  for (const std::uint32_t number : (*fewest)->holders) {
    const bool everywhere = std::all_of(matches.begin(), matches.end(), [&](const auto& part) {
      return std::binary_search(part->holders.begin(), part->holders.end(), number);
    });
    if (everywhere) all.push_back(number);
  }
  return all;
}

}  // namespace

CompositionEvidence::CompositionEvidence(const DictionaryEvidence& dictionaries, const AttestedTerms& attested)
    : dictionaries_(dictionaries), attested_(attested) {}

std::shared_ptr<const PartMatches> CompositionEvidence::matches_of(const LanguageTag& source, const std::string& part,
                                                                   const LanguageTag& target) const {
  const std::string key = fmt::format("{}\t{}\t{}", source.str(), target.str(), part);
  {
    const std::lock_guard lock(mutex_);
    if (const auto it = cache_.find(key); it != cache_.end()) return it->second;
  }
  auto matches = std::make_shared<PartMatches>();
  for (const auto& [translation, strength] : translate_part(dictionaries_, source, part, target)) {
    for (const RelatedPart& related : attested_.related_parts(target, translation)) {
      double& best = matches->parts[related.number];
      best = std::max(best, related.same ? strength : strength * kDerivedPenalty);
    }
  }
  for (const auto& [number, strength] : matches->parts) {
    const auto& holders = attested_.holders(target, number);
    matches->holders.insert(matches->holders.end(), holders.begin(), holders.end());
  }
  std::sort(matches->holders.begin(), matches->holders.end());
  matches->holders.erase(std::unique(matches->holders.begin(), matches->holders.end()), matches->holders.end());
  const std::lock_guard lock(mutex_);
  if (cache_.size() >= kCachedParts) cache_.clear();
  return cache_.emplace(key, std::move(matches)).first->second;
}

std::vector<Equivalent> CompositionEvidence::equivalents(const TermQuery& query, const LanguageTag& target) const {
  if (query.parts.size() < 2 || query.parts.size() > kMostParts) return {};
  std::vector<std::shared_ptr<const PartMatches>> matches;
  for (const std::string& part : query.parts) {
    matches.push_back(matches_of(query.language, part, target));
    if (matches.back()->holders.empty()) return {};
  }
  std::vector<Equivalent> found;
  for (const std::uint32_t number : holders_of_all(matches)) {
    const AttestedTerm& term = attested_.all(target)[number];
    if (term.query.parts.size() != query.parts.size()) continue;
    const double strength = match_all(matches, query.head, attested_.parts_of(target, number), term.query.head);
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

namespace {

/// The longest and shortest that two alike skeletons may be.
bool comparable(const std::string& a, const std::string& b) {
  const auto [shortest, longest] = std::minmax({a.size(), b.size()});
  return shortest >= 4 && shortest * 10 >= longest * 6;
}

double skeleton_similarity(const std::string& left, const std::string& right) {
  if (!comparable(left, right)) return 0;
  const std::size_t shortest = std::min(left.size(), right.size());
  // Endings differ by language (-e, -s, -ija, -ce): what stands before them decides.
  const std::size_t stem = shortest > 6 ? shortest - 2 : shortest;
  const auto similarity = [](std::string_view x, std::string_view y) {
    return 1 - static_cast<double>(edit_distance(x, y)) / static_cast<double>(std::max(x.size(), y.size()));
  };
  return std::max(similarity(left, right),
                  similarity(std::string_view(left).substr(0, stem), std::string_view(right).substr(0, stem)) - 0.05);
}

}  // namespace

double cognate_similarity(std::string_view a, std::string_view b) {
  return skeleton_similarity(loan_skeleton(a), loan_skeleton(b));
}

CognateEvidence::CognateEvidence(const AttestedTerms& attested) : attested_(attested) {
  for (const LanguageTag& language : attested.languages()) {
    const auto& terms = attested.all(language);
    for (std::uint32_t i = 0; i < terms.size(); ++i) {
      if (!terms[i].above_cut_off) continue;
      std::string skeleton = loan_skeleton(terms[i].query.term);
      std::string start = skeleton.substr(0, kStartLetters);
      by_start_[language][std::move(start)].push_back({i, std::move(skeleton)});
    }
  }
}

std::vector<Equivalent> CognateEvidence::equivalents(const TermQuery& query, const LanguageTag& target) const {
  constexpr double kLeast = 0.72;
  std::vector<Equivalent> found;
  const auto language = by_start_.find(target);
  if (language == by_start_.end()) return found;
  const std::string own = loan_skeleton(query.term);
  const auto alike = language->second.find(own.substr(0, kStartLetters));
  if (alike == language->second.end()) return found;
  const auto words = std::count(query.term.begin(), query.term.end(), ' ');
  for (const auto& [number, skeleton] : alike->second) {
    if (!comparable(own, skeleton)) continue;
    const AttestedTerm& term = attested_.all(target)[number];
    if (std::count(term.query.term.begin(), term.query.term.end(), ' ') != words) continue;
    const double similarity = skeleton_similarity(own, skeleton);
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
