// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/alignment/align.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <deque>
#include <map>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "core/parallel.h"
#include "glossary/alignment/combiner.h"
#include "glossary/alignment/composition_evidence.h"
#include "glossary/alignment/corpus_evidence.h"
#include "language/text.h"

namespace termknit {
namespace {

/// A directed finding: candidate `source` has `target` as an equivalent.
struct Finding {
  std::uint32_t target = 0;
  double log_odds = 0;
  std::vector<Witness> witnesses;
};

bool left_out(const AlignOptions& options, EvidenceKind kind) {
  return std::find(options.without.begin(), options.without.end(), kind) != options.without.end();
}

class Aligner {
 public:
  Aligner(LanguageResources& resources, const DictionaryEvidence& dictionaries,
          const std::vector<TermCandidate>& candidates, const AlignOptions& options)
      : dictionaries_(dictionaries),
        candidates_(candidates),
        options_(options),
        attested_(attested_terms(resources, candidates)) {
    std::map<LanguageTag, std::uint32_t> next;
    for (const TermCandidate& candidate : candidates) {
      const std::uint32_t number = next[candidate.language]++;
      const AttestedTerm& term = attested_.all(candidate.language)[number];
      queries_.push_back(&term.query);
      classes_.push_back(term.classes);
      candidate_of_[candidate.language].push_back(static_cast<std::uint32_t>(candidate_languages_.size()));
      candidate_languages_.push_back(language_number(candidate.language));
    }
    if (options.segments && !options.segments->empty() && !left_out(options, EvidenceKind::corpus)) {
      std::vector<LanguageTag> languages;
      for (const TermCandidate& candidate : candidates) languages.push_back(candidate.language);
      corpus_.emplace(*options.segments, languages, std::max(1U, options.jobs));
      find_fragments();
    }
    if (!left_out(options, EvidenceKind::composition))
      sources_.push_back(&composition_.emplace_back(dictionaries_, attested_));
    if (options.parallel) sources_.push_back(options.parallel);
    if (!left_out(options, EvidenceKind::cognate)) sources_.push_back(&cognates_.emplace_back(attested_));
  }

  Alignment run() {
    std::vector<std::vector<Finding>> findings(candidates_.size());
    std::atomic<std::uint64_t> done{0};
    parallel_for(candidates_.size(), options_.jobs, [&](std::size_t i, unsigned worker) {
      if (options_.stop && options_.stop()) return;
      findings[i] = find(static_cast<std::uint32_t>(i));
      const std::uint64_t count = ++done;
      if (worker == 0 && options_.progress) options_.progress(count, candidates_.size());
    });
    if (options_.contexts && !options_.contexts->empty() && !left_out(options_, EvidenceKind::contexts))
      compare_contexts(findings);
    Alignment alignment;
    alignment.links = link(findings);
    build_concepts(alignment);
    return alignment;
  }

 private:
  std::uint32_t language_number(const LanguageTag& language) {
    return language_numbers_.try_emplace(language, static_cast<std::uint32_t>(language_numbers_.size())).first->second;
  }

  std::vector<Finding> find(std::uint32_t source) const {
    const TermQuery& query = *queries_[source];
    std::vector<Finding> findings;
    for (const auto& candidates : candidate_of_) {
      // Names of their own: Clang 14 lets no lambda use a structured binding.
      const LanguageTag& target = candidates.first;
      const auto& numbers = candidates.second;
      if (target == query.language) continue;
      // Several dictionary terms may be forms of one attested term: their witnesses belong together.
      std::map<std::uint32_t, Equivalent> by_term;
      const auto add = [&](std::vector<Equivalent> equivalents) {
        for (Equivalent& equivalent : equivalents) {
          const AttestedTerm* term = attested_.find(target, {equivalent.key});
          if (!term || is_participle_of(*term, equivalent)) continue;
          Equivalent& merged = by_term[numbers[static_cast<std::size_t>(term - attested_.all(target).data())]];
          std::move(equivalent.witnesses.begin(), equivalent.witnesses.end(), std::back_inserter(merged.witnesses));
        }
      };
      add(dictionaries_.equivalents(query, target,
                                    [&](const std::string& key) { return attested_.find(target, {key}) != nullptr; }));
      for (const EvidenceSource* evidence : sources_) add(evidence->equivalents(query, target));
      if (corpus_) add_corpus(source, target, by_term);
      if (options_.vectors) compare_vectors(query, target, by_term);
      for (auto& [number, equivalent] : by_term) {
        equivalent.part_of_speech = queries_[number]->part_of_speech;
        const double doubt = termhood_doubt(source, number, equivalent.witnesses);
        findings.push_back({number, log_odds(query, equivalent) - doubt, std::move(equivalent.witnesses)});
      }
    }
    return findings;
  }

  /// The term is found by its verb, and is no verb: what is said of luottaa is not said of luotettava.
  static bool is_participle_of(const AttestedTerm& term, const Equivalent& verb) {
    return verb.part_of_speech == PartOfSpeech::verb && term.query.part_of_speech != PartOfSpeech::verb &&
           dictionary_key(term.query.term) != verb.key;
  }

  /// Which of a term's answers are near it in word vectors?
  void compare_vectors(const TermQuery& query, const LanguageTag& target,
                       std::map<std::uint32_t, Equivalent>& by_term) const {
    std::vector<Equivalent*> answers;
    std::vector<std::optional<double>> similarities;
    for (auto& [number, equivalent] : by_term) {
      equivalent.term = queries_[number]->term;
      answers.push_back(&equivalent);
      similarities.push_back(options_.vectors->similarity(query.language, query.keys, target, queries_[number]->keys));
    }
    add_nearness(EvidenceKind::vectors, "word vectors", answers, similarities);
  }

  /// Which of a term's answers keep the same company? Words are carried over by what the dictionaries list.
  void compare_contexts(std::vector<std::vector<Finding>>& findings) const {
    const std::size_t languages = language_numbers_.size();
    std::vector<std::optional<std::uint32_t>> carried(findings.size() * languages);
    for (std::size_t i = 0; i < findings.size(); ++i) {
      std::vector<double> best(languages, kLeastCarried);
      for (const Finding& finding : findings[i]) {
        const std::uint32_t language = candidate_languages_[finding.target];
        if (finding.log_odds <= best[language] || !is_listed(finding.witnesses)) continue;
        best[language] = finding.log_odds;
        carried[i * languages + language] = finding.target;
      }
    }
    parallel_for(findings.size(), options_.jobs, [&](std::size_t i, unsigned) {
      for (std::uint32_t language = 0; language < languages; ++language)
        compare_contexts(static_cast<std::uint32_t>(i), language, findings[i],
                         [&](std::uint32_t word) { return carried[word * languages + language]; });
    });
  }

  void compare_contexts(std::uint32_t source, std::uint32_t language, std::vector<Finding>& findings,
                        const ContextVectors::Carry& carry) const {
    std::vector<std::size_t> places;
    std::vector<Equivalent> answers;
    std::vector<std::optional<double>> similarities;
    for (std::size_t i = 0; i < findings.size(); ++i) {
      const std::uint32_t target = findings[i].target;
      if (candidate_languages_[target] != language) continue;
      places.push_back(i);
      answers.push_back({.term = queries_[target]->term});
      similarities.push_back(options_.contexts->similarity(source, target, carry));
    }
    std::vector<Equivalent*> pointers;
    for (Equivalent& answer : answers) pointers.push_back(&answer);
    add_nearness(EvidenceKind::contexts, "the articles", pointers, similarities);
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (answers[i].witnesses.empty()) continue;
      Finding& finding = findings[places[i]];
      const double before = log_odds(*queries_[source], {.witnesses = finding.witnesses});
      finding.witnesses.push_back(std::move(answers[i].witnesses.front()));
      finding.log_odds += log_odds(*queries_[source], {.witnesses = finding.witnesses}) - before;
    }
  }

  /// Extraction does not take a candidate below the cut-off for a term, and a piece of a longer one is none
  /// ("Management" of "Supply Chain Management"); a dictionary that lists it does.
  double termhood_doubt(std::uint32_t a, std::uint32_t b, const std::vector<Witness>& witnesses) const {
    if (is_listed(witnesses)) return 0;
    if (is_left_as_it_stands(a, b, witnesses)) return kLeftAsItStands;
    const bool piece = !is_fragment_.empty() && (is_fragment_[a] || is_fragment_[b]);
    if (piece && !has_kind(witnesses, EvidenceKind::composition)) return kPieceOfLonger;
    return kBelowCutOff * (!candidates_[a].above_cut_off + !candidates_[b].above_cut_off);
  }

  /// Spelt alike and nothing else known: as a rule a name that the translator left ("Customer Relationship
  /// Management"), which stands in the same sentences of course.
  bool is_left_as_it_stands(std::uint32_t a, std::uint32_t b, const std::vector<Witness>& witnesses) const {
    return fold(queries_[a]->term) == fold(queries_[b]->term) && !has_kind(witnesses, EvidenceKind::composition);
  }

  /// Terms that hardly stand without a longer one ("gift" of "gift card"): where they stand is where that one does.
  void find_fragments() {
    is_fragment_.resize(candidates_.size());
    for (const auto& candidates : candidate_of_) {
      const LanguageTag& language = candidates.first;
      const auto number_of = [&](const std::string& key) -> std::optional<std::uint32_t> {
        const AttestedTerm* term = attested_.find(language, {key});
        if (!term) return std::nullopt;
        return candidates.second[static_cast<std::size_t>(term - attested_.all(language).data())];
      };
      for (const std::uint32_t longer : candidates.second) {
        std::vector<std::string> inside = queries_[longer]->parts;
        if (inside.size() < 2) continue;
        for (const std::string& term : candidates_[longer].nested) inside.push_back(dictionary_key(term));
        for (const std::string& key : inside) {
          const auto part = number_of(key);
          if (part && *part != longer && corpus_->share_with(*part, longer) >= kFragment) is_fragment_[*part] = true;
        }
      }
    }
  }

  bool stands_alone(std::uint32_t number) const { return candidates_[number].above_cut_off && !is_fragment_[number]; }

  /// What translated articles say of the pairs found so far, and the pairs that they alone propose.
  void add_corpus(std::uint32_t source, const LanguageTag& target, std::map<std::uint32_t, Equivalent>& by_term) const {
    for (auto& [number, equivalent] : by_term) {
      if (auto witness = corpus_->judge(source, number)) equivalent.witnesses.push_back(std::move(*witness));
    }
    for (Companion& companion : corpus_->companions(source, target)) {
      const auto [it, fresh] = by_term.try_emplace(companion.candidate);
      if (!fresh) continue;
      // With no other reason the two have to be terms in their own right.
      if (stands_alone(source) && stands_alone(companion.candidate)) {
        it->second.witnesses.push_back(std::move(companion.witness));
      } else {
        by_term.erase(it);
      }
    }
  }

  /// Both directions pooled; the best of each other gain, the second best lose by their distance.
  std::vector<ConceptLink> link(const std::vector<std::vector<Finding>>& findings) const {
    struct Both {
      double forward = kNotFound, backward = kNotFound;
      std::vector<Witness> witnesses;
    };
    std::map<std::pair<std::uint32_t, std::uint32_t>, Both> pairs;
    for (std::uint32_t i = 0; i < findings.size(); ++i) {
      for (const Finding& finding : findings[i]) {
        Both& both = pairs[std::minmax(i, finding.target)];
        (i < finding.target ? both.forward : both.backward) = finding.log_odds;
        // The first direction's witnesses are shown; the other direction's are the same entries read backwards.
        if (both.witnesses.empty()) both.witnesses = finding.witnesses;
      }
    }
    // Best log-odds of each term per target language.
    std::map<std::pair<std::uint32_t, std::uint32_t>, double> best;
    for (auto& [pair, both] : pairs) {
      const double pooled = pool(both.forward, both.backward);
      for (const auto& [a, b] : {std::pair(pair.first, pair.second), std::pair(pair.second, pair.first)}) {
        const auto [it, fresh] = best.try_emplace({a, candidate_languages_[b]}, pooled);
        it->second = std::max(it->second, pooled);
      }
    }
    std::vector<ConceptLink> links;
    for (auto& [pair, both] : pairs) {
      if (options_.rejected && options_.rejected(pair.first, pair.second)) continue;
      const double pooled = pool(both.forward, both.backward);
      const double behind = best.at({pair.first, candidate_languages_[pair.second]}) +
                            best.at({pair.second, candidate_languages_[pair.first]}) - 2 * pooled;
      const double confidence =
          probability(pooled - kBehind * behind -
                      part_of_speech_doubt(pair.first, pair.second, has_kind(both.witnesses, EvidenceKind::lexicon)));
      if (confidence < options_.least_confidence) continue;
      links.push_back({pair.first, pair.second, confidence, std::move(both.witnesses)});
    }
    return links;
  }

  /// In running text the part of speech is known better than for a word asked about.
  double part_of_speech_doubt(std::uint32_t a, std::uint32_t b, bool in_lexicon) const {
    const PartOfSpeech left = queries_[a]->part_of_speech, right = queries_[b]->part_of_speech;
    const bool known = left != PartOfSpeech::other && right != PartOfSpeech::other;
    if (!known || left == right) return 0;
    if (left == PartOfSpeech::verb || right == PartOfSpeech::verb) return kVerbBesideOther;
    return !in_lexicon && is_noun_beside_other(classes_[a], classes_[b]) ? kNounBesideOther : kOtherPartOfSpeech;
  }

  /// One is a noun and nothing else, the other cannot be one: myynti = prodejní. "current" may be either. Dictionaries
  /// give an attribute a noun's meaning; the lexicon does not, and knows nouns that look like adjectives (cs: nákupčí).
  static bool is_noun_beside_other(const PartOfSpeechSet& a, const PartOfSpeechSet& b) {
    const PartOfSpeechSet nouns{PartOfSpeech::noun, PartOfSpeech::proper_noun};
    const auto never = [&](const PartOfSpeechSet& set) { return !set.empty() && (set.bits() & nouns.bits()) == 0; };
    const auto always = [&](const PartOfSpeechSet& set) { return !set.empty() && (set.bits() & ~nouns.bits()) == 0; };
    return (never(a) && always(b)) || (always(a) && never(b));
  }

  static bool is_listed(const std::vector<Witness>& witnesses) {
    return std::any_of(witnesses.begin(), witnesses.end(), [](const Witness& witness) {
      return witness.kind < EvidenceKind::corpus && witness.strength > 0;
    });
  }

  static bool has_kind(const std::vector<Witness>& witnesses, EvidenceKind kind) {
    return std::any_of(witnesses.begin(), witnesses.end(),
                       [&](const Witness& witness) { return witness.kind == kind && witness.strength > 0; });
  }

  static double pool(double forward, double backward) {
    if (forward == kNotFound) return backward - kOneWay;
    if (backward == kNotFound) return forward - kOneWay;
    return (forward + backward) / 2;
  }

  void build_concepts(Alignment& alignment) const {
    std::map<std::pair<std::uint32_t, std::uint32_t>, double> cache;
    const auto synonymy = [&](std::uint32_t a, std::uint32_t b) {
      const auto [it, fresh] = cache.try_emplace(std::minmax(a, b), 0.0);
      if (!fresh) return it->second;
      it->second = dictionaries_.synonymy(*queries_[a], *queries_[b]);
      // Vectors put opposites and neighbours side by side as well: they count where a dictionary says half of it.
      if (options_.vectors && it->second > 0) {
        const TermQuery &left = *queries_[a], &right = *queries_[b];
        const auto alike = options_.vectors->similarity(left.language, left.keys, right.language, right.keys);
        it->second = std::min(1.0, it->second + kAlike * std::max(0.0, alike.value_or(0)));
      }
      return it->second;
    };
    std::unordered_map<std::uint32_t, std::size_t> concept_of;
    for (const ConceptCluster& cluster :
         cluster_concepts(candidate_languages_, alignment.links, synonymy, options_.rejected)) {
      for (const std::uint32_t node : cluster.nodes) concept_of[node] = alignment.concepts.size();
      alignment.concepts.push_back({cluster.nodes, {}, cluster.weakest_link});
    }
    for (const ConceptLink& link : alignment.links) {
      const auto a = concept_of.find(link.first), b = concept_of.find(link.second);
      if (a != concept_of.end() && b != concept_of.end() && a->second == b->second)
        alignment.concepts[a->second].links.push_back(link);
    }
    for (ProposedConcept& proposed : alignment.concepts) {
      std::stable_sort(proposed.links.begin(), proposed.links.end(),
                       [](const ConceptLink& x, const ConceptLink& y) { return x.confidence > y.confidence; });
    }
  }

  static constexpr double kNotFound = -1e9;
  static constexpr double kBelowCutOff = 0.8;
  static constexpr double kBehind = 0.8;  // of the distance to the best, at each end
  // About a tenth of the odds: of the links of .8 or more with this evidence alone one of eight was right when read.
  static constexpr double kPieceOfLonger = 2.5, kLeftAsItStands = 2.5;
  static constexpr double kOtherPartOfSpeech = 1.5, kVerbBesideOther = 2.5, kNounBesideOther = 3.0;
  static constexpr double kLeastCarried = 0;  // log-odds: even
  static constexpr double kAlike = 0.2;       // of the cosine of two terms of one language
  static constexpr double kFragment = 0.85;   // of its occurrences are in one longer term
  static constexpr double kOneWay = 1.0;      // found in one direction only

  const DictionaryEvidence& dictionaries_;
  const std::vector<TermCandidate>& candidates_;
  const AlignOptions& options_;
  AttestedTerms attested_;
  std::vector<const TermQuery*> queries_;
  std::vector<PartOfSpeechSet> classes_;  ///< per candidate, as AttestedTerm has them
  std::map<LanguageTag, std::uint32_t> language_numbers_;
  std::vector<std::uint32_t> candidate_languages_;
  std::map<LanguageTag, std::vector<std::uint32_t>>
      candidate_of_;  ///< number among a language's terms -> candidate number
  std::deque<CompositionEvidence> composition_;
  std::deque<CognateEvidence> cognates_;
  std::optional<CorpusEvidence> corpus_;
  std::vector<bool> is_fragment_;
  std::vector<const EvidenceSource*> sources_;
};

}  // namespace

void drop_unaligned(std::vector<TermCandidate>& candidates, Alignment& alignment) {
  std::vector<bool> keep(candidates.size());
  for (std::size_t i = 0; i < candidates.size(); ++i) keep[i] = candidates[i].above_cut_off;
  for (const ProposedConcept& proposed : alignment.concepts) {
    for (const std::uint32_t term : proposed.terms) keep[term] = true;
  }
  std::vector<std::uint32_t> number(candidates.size());
  std::uint32_t kept = 0;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    number[i] = kept;
    if (!keep[i]) continue;
    if (kept != i) candidates[kept] = std::move(candidates[i]);
    ++kept;
  }
  candidates.resize(kept);
  std::erase_if(alignment.links, [&](const ConceptLink& link) { return !keep[link.first] || !keep[link.second]; });
  const auto renumber = [&](ConceptLink& link) {
    link.first = number[link.first];
    link.second = number[link.second];
  };
  std::for_each(alignment.links.begin(), alignment.links.end(), renumber);
  for (ProposedConcept& proposed : alignment.concepts) {
    for (std::uint32_t& term : proposed.terms) term = number[term];
    std::for_each(proposed.links.begin(), proposed.links.end(), renumber);
  }
}

AttestedTerms attested_terms(LanguageResources& resources, const std::vector<TermCandidate>& candidates) {
  AttestedTerms attested;
  for (const TermCandidate& candidate : candidates) {
    AttestedTerm term;
    term.query = make_term_query(resources, candidate.language, candidate.term);
    term.query.part_of_speech = candidate.part_of_speech;
    std::string key;
    for (const std::string& lemma : candidate.key) key += (key.empty() ? "" : " ") + lemma;
    const bool known = std::find(term.query.keys.begin(), term.query.keys.end(), key) != term.query.keys.end();
    if (!known && !lacks_beginning(key, term.query.keys.front())) term.query.keys.push_back(key);
    if (candidate.key.size() == 1)
      term.classes = resources.analyze_word(candidate.language, candidate.term)->parts_of_speech;
    term.frequency = candidate.frequency;
    term.score = candidate.score;
    term.above_cut_off = candidate.above_cut_off;
    attested.add(std::move(term));
  }
  return attested;
}

Alignment align_terms(LanguageResources& resources, const DictionaryEvidence& dictionaries,
                      const std::vector<TermCandidate>& candidates, const AlignOptions& options) {
  return Aligner(resources, dictionaries, candidates, options).run();
}

}  // namespace termknit
