// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/lookup.h"

#include <algorithm>

#include <fmt/format.h>

#include "glossary/alignment/combiner.h"
#include "glossary/alignment/composition_evidence.h"
#include "glossary/dictionaries/compiled_dictionary.h"
#include "language/language_identifier.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr double kLeastConfidence = 0.08;  // of evidence found on the spot: a list to choose from, not a proposal
constexpr double kSureEnough = 0.6;        // with an answer this good, parts need not be composed

const std::vector<LanguageTag>& all_languages() {
  static const std::vector<LanguageTag> kAll = [] {
    std::vector<LanguageTag> tags;
    for (const char* code : {"de", "lv", "cs", "fi", "en"}) tags.push_back(LanguageTag::parse(code));
    return tags;
  }();
  return kAll;
}

/// The termbase's own answers before those of the glossaries beside it.
bool is_own(const Equivalent& equivalent) {
  return std::any_of(equivalent.witnesses.begin(), equivalent.witnesses.end(),
                     [](const Witness& witness) { return witness.kind == EvidenceKind::decision; });
}

/// preferred and admitted first, what a person deprecated last.
int status_rank(const std::string& status) {
  if (status == "preferred") return 0;
  if (status == "admitted" || status == "unspecified") return 1;
  if (status == "deprecated" || status == "superseded") return 4;
  return 2;
}

Equivalent& entry(std::vector<Equivalent>& found, const std::string& term) {
  const std::string key = dictionary_key(term);
  const auto it =
      std::find_if(found.begin(), found.end(), [&](const Equivalent& equivalent) { return equivalent.key == key; });
  if (it != found.end()) return *it;
  found.emplace_back();
  found.back().term = term;
  found.back().key = key;
  return found.back();
}

bool left_out(const LookupOptions& options, EvidenceKind kind) {
  return std::find(options.without.begin(), options.without.end(), kind) != options.without.end();
}

}  // namespace

Lookup::Lookup(LanguageResources& resources, const DictionaryEvidence& dictionaries, const ProposalStore* proposals,
               const Termbase* termbase, const ReferenceGlossaries* glossaries, const ParallelEvidence* parallel,
               const VectorSets* vectors)
    : resources_(resources),
      dictionaries_(dictionaries),
      composer_(resources, dictionaries),
      proposals_(proposals),
      termbase_(termbase),
      glossaries_(glossaries),
      parallel_(parallel),
      vectors_(vectors) {
  if (termbase_) rejected_ = RejectedPairs(termbase_->rejected());
}

Lookup::~Lookup() = default;

bool Lookup::is_known(const LanguageTag& language, const std::vector<std::string>& keys) const {
  if (proposals_ && !proposals_->find(language, keys).empty()) return true;
  if (parallel_ && parallel_->is_known(language, keys)) return true;
  return std::any_of(keys.begin(), keys.end(), [&](const std::string& key) {
    return std::any_of(
        dictionaries_.resources().begin(), dictionaries_.resources().end(), [&](const DictionaryResource& resource) {
          const bool has =
              std::find(resource.languages.begin(), resource.languages.end(), language) != resource.languages.end();
          return resource.compiled && has && resource.languages.size() > 1 &&
                 !resource.compiled->find(language, key).empty();
        });
  });
}

/// The project's own or one beside it.
bool Lookup::is_in_termbase(const LanguageTag& language, const std::vector<std::string>& keys) const {
  return (termbase_ && termbase_->has_key(language, keys)) || (glossaries_ && glossaries_->has_key(language, keys));
}

/// True if the index's vocabulary has every word of the term: then analysing it loads no dictionary.
bool Lookup::has_all_words(const LanguageTag& language, std::string_view term) const {
  std::size_t words = 0;
  for (std::size_t at = 0; at < term.size();) {
    const std::size_t end = std::min(term.find(' ', at), term.size());
    if (end > at) {
      if (!resources_.analyze_known_word(language, term.substr(at, end - at))) return false;
      ++words;
    }
    at = end + 1;
  }
  return words > 0;
}

std::vector<LanguageTag> Lookup::source_languages(std::string_view term, const LookupOptions& options) {
  if (options.from) return {*options.from};
  // A language counts when something there knows the term as typed, or by its lemmas where these cost no dictionary.
  std::vector<LanguageTag> languages;
  for (const LanguageTag& language : all_languages()) {
    const bool cheap = has_all_words(language, term);
    const std::vector<std::string> keys =
        cheap ? make_term_query(resources_, language, term).keys : std::vector<std::string>{dictionary_key(term)};
    if (is_known(language, keys) || is_in_termbase(language, keys)) languages.push_back(language);
  }
  if (!languages.empty()) return languages;
  // Inflected and in no article: the languages whose dictionaries know it, the likeliest alone if it is known there.
  const LanguageGuess guess = identify_language(term);
  std::vector<LanguageTag> order = all_languages();
  std::stable_partition(order.begin(), order.end(),
                        [&](const LanguageTag& language) { return language == guess.language; });
  for (const LanguageTag& language : order) {
    if (!is_known(language, make_term_query(resources_, language, term).keys)) continue;
    languages.push_back(language);
    if (language == guess.language) return languages;
  }
  return languages.empty() ? order : languages;
}

const AttestedTerms& Lookup::attested(const LanguageTag& language) {
  if (proposals_ &&
      std::find(attested_languages_.begin(), attested_languages_.end(), language) == attested_languages_.end()) {
    proposals_->load_attested(language, attested_);
    attested_languages_.push_back(language);
  }
  return attested_;
}

namespace {

/// The terms of `target` in an entry that a hit led to. A status that is decided already stays.
void add_terms(const ConceptEntry& entry_found, const TermbaseHit& hit, const LanguageTag& target,
               std::vector<Equivalent>& found) {
  for (const LanguageSection& section : entry_found.languages) {
    if (section.language.language() != target.language()) continue;
    for (const Term& term : section.terms) {
      Equivalent& equivalent = entry(found, term.designation);
      if (hit.glossary.empty() || equivalent.witnesses.empty()) {
        equivalent.term = term.designation;
        equivalent.part_of_speech = term.part_of_speech;
        equivalent.status = status_name(term.status);
      }
      const std::string origin = hit.glossary.empty() ? "termbase" : "glossary " + hit.glossary;
      equivalent.witnesses.push_back({.kind = hit.glossary.empty() ? EvidenceKind::decision : EvidenceKind::glossary,
                                      .origin = origin,
                                      .detail = fmt::format("{} ({})", entry_found.id, hit.designation),
                                      .strength = 1,
                                      .pivot = {}});
    }
  }
}

}  // namespace

void Lookup::add_from_termbase(const TermQuery& query, const LanguageTag& target, std::vector<Equivalent>& found) {
  if (!termbase_) return;
  for (const TermbaseHit& hit : termbase_->look_up(query.language, query.term)) {
    if (const auto concept_entry = termbase_->find(hit.concept_id)) add_terms(*concept_entry, hit, target, found);
  }
}

void Lookup::add_from_glossaries(const TermQuery& query, const LanguageTag& target, std::vector<Equivalent>& found) {
  if (!glossaries_) return;
  for (const TermbaseHit& hit : glossaries_->look_up(query.language, query.term)) {
    if (const auto concept_entry = glossaries_->find(hit)) add_terms(*concept_entry, hit, target, found);
  }
}

void Lookup::add_from_proposals(const TermQuery& query, const LanguageTag& target, std::vector<Equivalent>& found) {
  if (!proposals_) return;
  for (const std::uint32_t number : proposals_->find(query.language, query.keys)) {
    for (const StoredLink& link : proposals_->links(number, target)) {
      const auto other = proposals_->term(link.term);
      if (!other) continue;
      Equivalent& equivalent = entry(found, other->candidate.term);
      if (equivalent.status == "evidence") equivalent.status = "proposed";
      equivalent.confidence =
          std::max(equivalent.confidence, link.same_concept ? link.confidence : link.confidence * 0.9);
      equivalent.part_of_speech = other->candidate.part_of_speech;
      equivalent.witnesses.insert(equivalent.witnesses.end(), link.witnesses.begin(), link.witnesses.end());
    }
  }
}

std::vector<Equivalent> Lookup::evidence_for(const TermQuery& query, const LanguageTag& target) const {
  std::vector<Equivalent> found = dictionaries_.equivalents(query, target);
  if (parallel_) {
    parallel_->add_to(query, target, found);
    found = merge_equivalents(std::move(found));
  }
  rank_equivalents(query, found);
  return found;
}

std::vector<Equivalent> Lookup::equivalents(TermQuery& query, const LanguageTag& target, const LookupOptions& options) {
  std::vector<Equivalent> found;
  add_from_termbase(query, target, found);
  if (!left_out(options, EvidenceKind::glossary)) add_from_glossaries(query, target, found);
  const bool decided = !found.empty();
  add_from_proposals(query, target, found);

  std::vector<Equivalent> evidence = evidence_for(query, target);
  bool sure = !evidence.empty() && evidence.front().confidence >= kSureEnough;
  if (!decided && !sure && query.parts.empty()) {
    query = make_term_query(resources_, query.language, query.term);
    evidence = evidence_for(query, target);
    sure = !evidence.empty() && evidence.front().confidence >= kSureEnough;
  }
  if (!sure && query.parts.size() > 1 && !left_out(options, EvidenceKind::composition)) {
    std::vector<Equivalent> composed = composer_.equivalents(query, target);
    if (proposals_) {
      for (Equivalent& attested_one : CompositionEvidence(dictionaries_, attested(target)).equivalents(query, target))
        composed.push_back(std::move(attested_one));
    }
    if (parallel_) parallel_->object(query, target, composed);
    std::move(composed.begin(), composed.end(), std::back_inserter(evidence));
    evidence = merge_equivalents(std::move(evidence));
    rank_equivalents(query, evidence);
  }
  if (vectors_) {
    vectors_->add_to(query, target, evidence);
    rank_equivalents(query, evidence);
  }
  for (Equivalent& equivalent : evidence) {
    Equivalent& known = entry(found, equivalent.term);
    if (known.witnesses.empty()) {
      if (equivalent.confidence >= kLeastConfidence) {
        known = std::move(equivalent);
      } else {
        found.pop_back();
      }
    }
  }
  const bool any_open = std::any_of(found.begin(), found.end(),
                                    [](const Equivalent& equivalent) { return status_rank(equivalent.status) == 2; });
  if (any_open && !rejected_.empty()) {
    const std::vector<std::string> own = make_term_query(resources_, query.language, query.term).keys;
    std::erase_if(found, [&](const Equivalent& equivalent) {
      return status_rank(equivalent.status) == 2 &&
             rejected_.contains(query.language, own, target, make_term_query(resources_, target, equivalent.term).keys);
    });
  }
  for (Equivalent& equivalent : found) {
    if (status_rank(equivalent.status) < 2) equivalent.confidence = 1;
  }
  std::stable_sort(found.begin(), found.end(), [](const Equivalent& a, const Equivalent& b) {
    const int left = status_rank(a.status), right = status_rank(b.status);
    if (left != right) return left < right;
    if (left != 2 && is_own(a) != is_own(b)) return is_own(a);
    if (a.confidence != b.confidence) return a.confidence > b.confidence;
    return a.term < b.term;
  });
  if (found.size() > options.limit) found.resize(options.limit);
  return found;
}

std::vector<LookupRow> Lookup::look_up(std::string_view term, const LookupOptions& options) {
  std::vector<LookupRow> rows;
  for (const LanguageTag& source : source_languages(term, options)) {
    const std::string key = dictionary_key(term);
    // Where a dictionary or the termbase lists the term as typed, its analysis would load a spelling dictionary for
    // nothing.
    const bool listed = !has_all_words(source, term) && (is_known(source, {key}) || is_in_termbase(source, {key}));
    TermQuery query;
    if (listed) {
      query.language = source;
      query.term = term;
      query.keys = {key};
    } else {
      query = make_term_query(resources_, source, term);
    }
    for (const LanguageTag& target : options.to.empty() ? all_languages() : options.to) {
      if (target == source) continue;
      for (Equivalent& equivalent : equivalents(query, target, options)) {
        LookupRow row{.source_language = source,
                      .source = std::string(term),
                      .source_part_of_speech = query.part_of_speech,
                      .target_language = target,
                      .equivalent = std::move(equivalent),
                      .compound = {},
                      .contexts = {}};
        if (proposals_) {
          const auto numbers = proposals_->find(target, {row.equivalent.key});
          if (!numbers.empty()) {
            const auto stored = proposals_->term(numbers.front());
            if (stored && !stored->candidate.contexts.empty()) row.contexts = {stored->candidate.contexts.front()};
          }
        }
        rows.push_back(std::move(row));
      }
      std::vector<LookupRow> compounds = rows_of_compounds(query, target, options);
      std::move(compounds.begin(), compounds.end(), std::back_inserter(rows));
    }
  }
  return rows;
}

std::vector<LookupRow> Lookup::rows_of_compounds(const TermQuery& query, const LanguageTag& target,
                                                 const LookupOptions& options) const {
  const std::size_t limit = options.limit / 2;
  std::vector<LookupRow> rows;
  const auto add = [&](const TermbaseHit& hit, const std::optional<ConceptEntry>& found) {
    std::vector<Equivalent> terms;
    if (found) add_terms(*found, hit, target, terms);
    for (Equivalent& term : terms) {
      if (rows.size() == limit) return;
      term.confidence = status_rank(term.status) < 2 ? 1 : 0;
      rows.push_back({.source_language = query.language,
                      .source = query.term,
                      .target_language = target,
                      .equivalent = std::move(term),
                      .compound = hit.designation});
    }
  };
  if (termbase_) {
    for (const TermbaseHit& hit : termbase_->look_up_parts(query.language, query.term, limit))
      add(hit, termbase_->find(hit.concept_id));
  }
  if (glossaries_ && !left_out(options, EvidenceKind::glossary)) {
    for (const TermbaseHit& hit : glossaries_->look_up_parts(query.language, query.term, limit))
      add(hit, glossaries_->find(hit));
  }
  return rows;
}

}  // namespace termknit
