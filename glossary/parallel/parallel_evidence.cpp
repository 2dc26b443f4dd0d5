// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/parallel/parallel_evidence.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "core/tsv.h"
#include "glossary/dictionaries/compiled_dictionary.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr double kLeastLogOdds = -4;  // below it a phrase is no answer
constexpr double kMostLogOdds = 4;    // .98: the text itself may be wrong
constexpr std::size_t kMostAnswers = 8;
constexpr std::size_t kSeldom = 2, kFrequent = 5;  // segments: enough to doubt other answers, to speak against them
constexpr double kDoubt = 0.35;                    // of speaking against
// Log-odds. A text that leaves a word as it is has a product's name as often as a loan word; and where a noun is asked
// for, a verb of the text is what the same word is called as a verb (offer).
constexpr double kUntranslated = -1.0, kOtherPartOfSpeech = -1.2;

double shifted(double probability, double log_odds) {
  return 1 / (1 + std::exp(-(std::log(probability / (1 - probability)) + log_odds)));
}

/// One word that has a lemma, and is listed by itself all the same: the lexicon has "pricing = Preisgestaltung".
bool is_own_word(const TermQuery& query, const std::vector<Equivalent>& evidence) {
  if (query.keys.size() < 2 || query.term.find(' ') != std::string::npos) return false;
  const std::string start = query.keys.front() + " = ";
  return std::any_of(evidence.begin(), evidence.end(), [&](const Equivalent& equivalent) {
    return std::any_of(equivalent.witnesses.begin(), equivalent.witnesses.end(), [&](const Witness& witness) {
      return witness.kind == EvidenceKind::lexicon && witness.strength > 0 && fold(witness.detail).starts_with(start);
    });
  });
}

/// What is listed for the term is a noun.
bool is_listed_as_noun(const TermQuery& query, const std::vector<Equivalent>& evidence) {
  if (query.part_of_speech != PartOfSpeech::other) return query.part_of_speech == PartOfSpeech::noun;
  return std::any_of(evidence.begin(), evidence.end(), [](const Equivalent& equivalent) {
    return equivalent.part_of_speech == PartOfSpeech::noun && !equivalent.witnesses.empty() &&
           equivalent.witnesses.front().kind == EvidenceKind::lexicon && equivalent.witnesses.front().strength > 0;
  });
}

}  // namespace

double phrase_log_odds(const PhraseFeatures& f) {
  const double count = f.linked * f.segments;
  double sum = -2.1 + 1.25 * f.linked + 0.75 * f.sure + 4 * f.loose + 2.1 * f.dice - 0.9 * f.together;
  sum += 0.08 * f.backward + 0.03 * f.forward + 4.5 * f.part;
  const double length = std::clamp(f.length, -3.0, 3.0);
  sum += 0.2 * length - 0.6 * std::abs(length) - 0.45 * (f.words - 1);
  sum += 0.35 * std::log1p(count) - 1.5 / (1 + count) - 0.26 * std::log(f.segments);
  return f.linked > 0 ? sum + 1.45 : sum;
}

ParallelEvidence::ParallelEvidence(LanguageResources& resources, std::shared_ptr<const ParallelText> text,
                                   std::vector<EvidenceKind> without)
    : resources_(resources), text_(std::move(text)), without_(std::move(without)) {}

bool ParallelEvidence::left_out(EvidenceKind kind) const {
  return std::find(without_.begin(), without_.end(), kind) != without_.end();
}

bool ParallelEvidence::is_known(const LanguageTag& language, const std::vector<std::string>& keys) const {
  const ParallelLanguage* const side = text_->language(language);
  if (!side) return false;
  TermQuery query;
  query.language = language;
  query.keys = keys;
  const auto sequences = unit_sequences(*side, query);
  return std::any_of(sequences.begin(), sequences.end(),
                     [&](const std::vector<Unit>& units) { return !side->find(units).empty(); });
}

PhraseCandidates ParallelEvidence::candidates(const TermQuery& query, const LanguageTag& target, bool own_word) const {
  return phrase_candidates(*text_, query, target, resources_.profile(query.language), resources_.profile(target),
                           own_word);
}

std::vector<Equivalent> ParallelEvidence::equivalents(const TermQuery& query, const LanguageTag& target) const {
  return answers(query, candidates(query, target, false));
}

void ParallelEvidence::add_to(const TermQuery& query, const LanguageTag& target,
                              std::vector<Equivalent>& evidence) const {
  PhraseCandidates all = candidates(query, target, is_own_word(query, evidence));
  const std::vector<bool> said = take_listed_forms(target, evidence, all);
  std::vector<Equivalent> own = answers(query, all);
  object(all, own, evidence, said);
  lower_doubtful(query, all, evidence, own);
  name_listed(query, evidence, own);
  std::move(own.begin(), own.end(), std::back_inserter(evidence));
}

void ParallelEvidence::name_listed(const TermQuery& query, const std::vector<Equivalent>& evidence,
                                   std::vector<Equivalent>& own) {
  const Witness* best = nullptr;
  const Equivalent* rather = nullptr;
  std::set<std::string_view> listed;
  for (const Equivalent& equivalent : evidence) {
    for (const Witness& witness : equivalent.witnesses) {
      if (witness.kind != EvidenceKind::lexicon || witness.strength < 0) continue;
      listed.insert(equivalent.key);
      if (best && best->forward >= witness.forward) continue;
      best = &witness;
      rather = &equivalent;
    }
  }
  if (!best) return;
  for (Equivalent& equivalent : own) {
    if (listed.contains(equivalent.key)) continue;
    equivalent.witnesses.push_back({.kind = EvidenceKind::lexicon,
                                    .origin = best->origin,
                                    .detail = fmt::format("{} is rather {}", query.term, rather->term),
                                    .strength = -1});
  }
}

void ParallelEvidence::lower_doubtful(const TermQuery& query, const PhraseCandidates& all,
                                      const std::vector<Equivalent>& evidence, std::vector<Equivalent>& own) {
  const bool noun = is_listed_as_noun(query, evidence);
  for (Equivalent& equivalent : own) {
    const bool untranslated = std::any_of(all.phrases.begin(), all.phrases.end(), [&](const PhraseCandidate& phrase) {
      return phrase.untranslated && dictionary_key(phrase.term) == equivalent.key;
    });
    double doubt = untranslated ? kUntranslated : 0;
    if (noun &&
        (equivalent.part_of_speech == PartOfSpeech::verb || equivalent.part_of_speech == PartOfSpeech::adjective))
      doubt += kOtherPartOfSpeech;
    for (Witness& witness : equivalent.witnesses) {
      if (witness.kind == EvidenceKind::parallel && doubt != 0) witness.strength = shifted(witness.strength, doubt);
    }
  }
}

void ParallelEvidence::object(const TermQuery& query, const LanguageTag& target,
                              std::vector<Equivalent>& evidence) const {
  PhraseCandidates all = candidates(query, target, is_own_word(query, evidence));
  const std::vector<bool> said = take_listed_forms(target, evidence, all);
  object(all, answers(query, all), evidence, said);
}

namespace {

/// How many words of the two, place by place, are the same.
std::size_t same_words(std::string_view a, std::string_view b) {
  const auto left = split(a, ' '), right = split(b, ' ');
  std::size_t same = 0;
  for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i) same += left[i] == right[i];
  return same;
}

}  // namespace

namespace {

bool is_listed(const std::string& term, const std::vector<Equivalent>& evidence) {
  const std::string key = dictionary_key(term);
  return std::any_of(evidence.begin(), evidence.end(), [&](const Equivalent& known) { return known.key == key; });
}

}  // namespace

std::vector<bool> ParallelEvidence::take_listed_forms(const LanguageTag& target,
                                                      const std::vector<Equivalent>& evidence,
                                                      PhraseCandidates& all) const {
  std::vector<bool> said(evidence.size(), false);
  const ParallelLanguage* const side = text_->language(target);
  if (!side) return said;
  std::vector<const Equivalent*> taken(all.phrases.size(), nullptr);
  for (std::size_t e = 0; e < evidence.size(); ++e) {
    TermQuery listed;
    listed.language = target;
    listed.keys = {evidence[e].key};
    const auto sequences = unit_sequences(*side, listed);
    for (std::size_t p = 0; p < all.phrases.size(); ++p) {
      const PhraseCandidate& phrase = all.phrases[p];
      // One word has its dictionary form already, unless the analysis made one up ("Preislist"), or the form that was
      // asked for.
      if (phrase.term.find(' ') == std::string::npos && (!all.base_form_asked || is_listed(phrase.term, evidence)))
        continue;
      if (std::find(sequences.begin(), sequences.end(), phrase.units) == sequences.end()) continue;
      said[e] = true;
      const std::string key = dictionary_key(phrase.term);
      if (!taken[p] || same_words(evidence[e].key, key) > same_words(taken[p]->key, key)) taken[p] = &evidence[e];
    }
  }
  for (std::size_t p = 0; p < taken.size(); ++p) {
    if (taken[p]) all.phrases[p].term = taken[p]->term;
  }
  return said;
}

void ParallelEvidence::object(const PhraseCandidates& all, const std::vector<Equivalent>& own,
                              std::vector<Equivalent>& evidence, const std::vector<bool>& said) const {
  // Where the term is left as it is, nothing is said of what it is called.
  const std::size_t translated = all.looked_at - std::min(all.looked_at, all.untranslated);
  if (translated < kSeldom || left_out(EvidenceKind::parallel)) return;
  for (std::size_t e = 0; e < evidence.size(); ++e) {
    Equivalent& equivalent = evidence[e];
    const bool answered = said[e] || std::any_of(own.begin(), own.end(),
                                                 [&](const Equivalent& other) { return other.key == equivalent.key; });
    if (answered) continue;
    equivalent.witnesses.push_back({.kind = EvidenceKind::parallel,
                                    .origin = "parallel text",
                                    .detail = fmt::format("called otherwise in {} segments", translated),
                                    .strength = translated < kFrequent ? -kDoubt : -1});
  }
}

void ParallelEvidence::add_whole(const PhraseCandidate& phrase, const TermQuery& query, Equivalent& equivalent) const {
  for (const WholeEntries& whole : phrase.whole) {
    const ResourceKind resource_kind = text_->resource_kind(whole.resource);
    const EvidenceKind kind =
        resource_kind == ResourceKind::glossary ? EvidenceKind::glossary : EvidenceKind::catalogue;
    if (left_out(kind)) continue;
    const double share = static_cast<double>(whole.count) / whole.of;
    std::string detail = fmt::format("{} = {}", query.term, phrase.term);
    if (whole.of > 1) detail += fmt::format(", {} of {} entries", whole.count, whole.of);
    if (!whole.others.empty()) detail += fmt::format(" (also: {})", join(whole.others, ", "));
    equivalent.witnesses.push_back({.kind = kind,
                                    .origin = std::string(text_->resource_name(whole.resource)),
                                    .detail = std::move(detail),
                                    .strength = share,
                                    .forward = share,
                                    .backward = 0});
  }
}

void ParallelEvidence::add_aligned(const PhraseCandidate& phrase, const PhraseCandidates& all,
                                   Equivalent& equivalent) const {
  const double log_odds = std::min(phrase_log_odds(phrase.features), kMostLogOdds);
  if (log_odds < kLeastLogOdds) return;
  std::vector<std::string> examples;
  std::vector<std::string> names;
  for (const std::uint32_t segment : phrase.examples) {
    if (const std::string id(text_->segment_id(segment)); !id.empty()) examples.push_back(id);
    const std::string name(text_->resource_name(text_->resource_of(segment)));
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  const std::string counted =
      phrase.count > 0 ? fmt::format("{} of {} segments", phrase.count, all.looked_at)
                       : fmt::format("stands beside it in {:.0f} of {} segments",
                                     phrase.features.together * static_cast<double>(all.looked_at), all.looked_at);
  equivalent.witnesses.push_back({.kind = EvidenceKind::parallel,
                                  .origin = "parallel text",
                                  .detail = fmt::format("{}: {}", join(names, ", "), counted) +
                                            (examples.empty() ? std::string() : ", e.g. " + join(examples, ", ")),
                                  .strength = 1 / (1 + std::exp(-log_odds)),
                                  .forward = phrase.features.linked,
                                  .backward = 0});
}

std::vector<Equivalent> ParallelEvidence::answers(const TermQuery& query, const PhraseCandidates& all) const {
  std::vector<std::pair<double, const PhraseCandidate*>> order;
  for (const PhraseCandidate& phrase : all.phrases)
    order.emplace_back(phrase_log_odds(phrase.features) + (phrase.whole.empty() ? 0 : 100), &phrase);
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second->term < b.second->term;
  });
  std::map<std::string, Equivalent> found;
  for (const auto& [log_odds, phrase] : order) {
    if (found.size() >= kMostAnswers) break;
    if (phrase->term.empty()) continue;
    Equivalent equivalent;
    equivalent.term = phrase->term;
    equivalent.key = dictionary_key(phrase->term);
    equivalent.part_of_speech = phrase->part_of_speech;
    add_whole(*phrase, query, equivalent);
    if (!left_out(EvidenceKind::parallel)) add_aligned(*phrase, all, equivalent);
    if (!equivalent.witnesses.empty()) found.try_emplace(equivalent.key, std::move(equivalent));
  }
  std::vector<Equivalent> list;
  for (auto& [key, equivalent] : found) list.push_back(std::move(equivalent));
  return list;
}

}  // namespace termknit
