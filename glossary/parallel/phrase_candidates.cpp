// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/parallel/phrase_candidates.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include "core/tsv.h"
#include "glossary/dictionaries/compiled_dictionary.h"
#include "glossary/parallel/attested_form.h"
#include "glossary/parallel/term_occurrences.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr std::size_t kLongestPhrase = 8;  // words
constexpr std::size_t kRescued = 8;        // phrases that only stand beside the term
constexpr std::size_t kLongestRescued = 3;
constexpr std::size_t kConflictsShown = 3;
constexpr std::size_t kEnoughAsAsked = 5;  // segments
constexpr double kLeastLog = -9.2;         // ln 0.0001

struct SequenceHash {
  std::size_t operator()(const std::vector<Unit>& units) const {
    std::size_t hash = 0xCBF29CE484222325U;
    for (const Unit unit : units) hash = (hash ^ unit) * 0x100000001B3U;
    return hash;
  }
};

/// What is known of a phrase while occurrences are looked at.
struct Found {
  double linked = 0, sure = 0, loose = 0, part = 0;
  std::map<std::size_t, std::uint32_t> whole_of;  // resource, entries
  std::uint32_t whole = 0, together = 0, last_segment = UINT32_MAX, last_together = UINT32_MAX;
  std::vector<std::pair<double, std::uint32_t>> segments;  // how sure, which
  AttestedForms forms;
};

class Collector {
 public:
  Collector(const ParallelText& text, const ParallelLanguage& source, const ParallelLanguage& target,
            const ParallelPair& pair, bool swapped, const LanguageProfile& source_profile,
            const LanguageProfile& target_profile, const TermQuery& query, bool own_word)
      : text_(text),
        source_(source),
        target_(target),
        pair_(pair),
        swapped_(swapped),
        source_profile_(source_profile),
        target_profile_(target_profile),
        asked_(dictionary_key(query.term)),
        base_form_asked_(is_base_form(asked_)),
        own_word_(own_word) {}

  PhraseCandidates collect(const std::vector<Unit>& term) {
    term_ = term;
    TermOccurrences occurrences = find_occurrences(source_, target_, term_);
    if (own_word_) keep_as_asked(occurrences);
    occurrences_ = std::move(occurrences.looked_at);
    segments_ = occurrences.segments;
    PhraseCandidates result;
    result.segments = segments_;
    result.looked_at = occurrences_.size();
    result.base_form_asked = base_form_asked_;
    if (occurrences_.empty()) return result;
    for (const TermOccurrence& occurrence : occurrences_) look_at(occurrence);
    count_together();
    for (auto& [units, found] : found_) {
      if (found.linked + found.loose + found.part + found.together <= 0) continue;
      result.phrases.push_back(finish(units, found));
      PhraseCandidate& candidate = result.phrases.back();
      candidate.untranslated = dictionary_key(candidate.term) == asked_ && !found.forms.is_known(target_);
      if (candidate.untranslated) result.untranslated = candidate.count;
    }
    add_conflicts(result.phrases);
    return result;
  }

 private:
  /// Where the text has the very form that was asked for often enough, that alone is what was asked.
  void keep_as_asked(TermOccurrences& occurrences) const {
    std::vector<TermOccurrence> same;
    for (const TermOccurrence& occurrence : occurrences.looked_at) {
      if (occurrence.surface == asked_) same.push_back(occurrence);
    }
    if (same.size() < kEnoughAsAsked) return;
    occurrences.segments = std::max(same.size(), occurrences.segments * same.size() / occurrences.looked_at.size());
    occurrences.looked_at = std::move(same);
  }

  struct Link {
    std::uint16_t source, target;
    double weight;
    bool both;
  };

  std::vector<Link> links_of(std::uint32_t segment) const {
    std::vector<Link> links;
    for (const StoredAlignment& link : pair_.links_of(segment)) {
      const std::uint16_t a = swapped_ ? link.second : link.first, b = swapped_ ? link.first : link.second;
      links.push_back({a, b, link.weight / 255.0, link.both != 0});
    }
    return links;
  }

  void look_at(const TermOccurrence& occurrence) {
    const std::vector<Link> links = links_of(occurrence.segment);
    const std::uint32_t size = target_.segment_size(occurrence.segment), start = target_.starts[occurrence.segment];
    const bool whole = occurrence.begin == 0 && occurrence.end == source_.segment_size(occurrence.segment) &&
                       text_.is_whole(occurrence.segment) && (!own_word_ || occurrence.surface == asked_);
    if (whole) {
      whole_terms_ += 1;
      ++whole_of_[text_.resource_of(occurrence.segment)];
      if (size <= kLongestPhrase) add(occurrence, 0, size, 1, 1, Kind::whole);
    }
    std::vector<int> linked_outside(size, 0), linked_inside(size, 0);
    double weight = 0;
    int count = 0;
    for (const Link& link : links) {
      const bool inside = link.source >= occurrence.begin && link.source < occurrence.end;
      if (!inside) {
        linked_outside[link.target] |= link.both || link.weight > 0.25 ? 3 : 1;
        continue;
      }
      linked_inside[link.target] |= link.both || link.weight > 0.25 ? 3 : 1;
      weight += link.weight;
      ++count;
    }
    if (count == 0) return;
    weight /= count;
    if (!phrase(occurrence, linked_inside, linked_outside, 1, weight, 1))
      // What only one direction believes is left out.
      if (!phrase(occurrence, linked_inside, linked_outside, 2, weight, 0.6))
        compound_part(occurrence, linked_inside, linked_outside, start);
  }

  /// The words that links of at least `level` lead to, if no other word of the source leads there.
  bool phrase(const TermOccurrence& occurrence, const std::vector<int>& inside, const std::vector<int>& outside,
              int level, double weight, double value) {
    const std::uint32_t size = target_.segment_size(occurrence.segment), start = target_.starts[occurrence.segment];
    std::uint32_t begin = size, end = 0;
    for (std::uint32_t j = 0; j < size; ++j) {
      if ((inside[j] & level) == 0) continue;
      begin = std::min(begin, j);
      end = j + 1;
    }
    if (begin >= end) return false;
    while (begin > 0 && !target_.begins_word(start + begin)) --begin;
    while (end < size && !target_.begins_word(start + end)) ++end;
    if (words(start + begin, start + end) > kLongestPhrase) return false;
    for (std::uint32_t j = begin; j < end; ++j) {
      if ((outside[j] & level) != 0) return false;
    }
    add(occurrence, begin, end, value, weight, Kind::linked);
    // One word beside it that is linked to nothing may belong to it.
    std::uint32_t left = begin, right = end;
    if (left > 0) {
      for (--left; left > 0 && !target_.begins_word(start + left);) --left;
      if (free(inside, outside, left, begin)) add(occurrence, left, end, value, weight, Kind::loose);
    }
    if (right < size) {
      for (++right; right < size && !target_.begins_word(start + right);) ++right;
      if (free(inside, outside, end, right)) add(occurrence, begin, right, value, weight, Kind::loose);
    }
    return true;
  }

  static bool free(const std::vector<int>& inside, const std::vector<int>& outside, std::uint32_t from,
                   std::uint32_t to) {
    for (std::uint32_t j = from; j < to; ++j) {
      if (inside[j] != 0 || outside[j] != 0) return false;
    }
    return true;
  }

  std::size_t words(std::uint32_t from, std::uint32_t to) const {
    std::size_t count = 0;
    for (std::uint32_t place = from; place < to; ++place) count += target_.begins_word(place);
    return count;
  }

  /// "customer" in "Kundenservice": the part that it is linked to, where that is a word of the text by itself.
  void compound_part(const TermOccurrence& occurrence, const std::vector<int>& inside, const std::vector<int>& outside,
                     std::uint32_t start) {
    const std::uint32_t size = target_.segment_size(occurrence.segment);
    std::uint32_t begin = size, end = 0;
    for (std::uint32_t j = 0; j < size; ++j) {
      if ((inside[j] & 2) == 0) continue;
      begin = std::min(begin, j);
      end = j + 1;
    }
    if (begin >= end) return;
    for (std::uint32_t j = begin; j < end; ++j) {
      if ((outside[j] & 2) != 0 || (j > begin && target_.begins_word(start + j))) return;
    }
    const std::span<const Unit> units = target_.stream.subspan(start + begin, end - begin);
    const std::vector<std::uint32_t> places = sampled(target_.find(units), 50);
    for (const std::uint32_t place : places) {
      if (!target_.begins_word(place) || !target_.ends_word(place + (end - begin) - 1)) continue;
      Found& found = found_[{units.begin(), units.end()}];
      found.part += 1;
      found.forms.all[forms_at(place, place + (end - begin))] += 0.01;
      return;
    }
  }

  enum class Kind { linked, loose, whole };

  FormSequence forms_at(std::uint32_t from, std::uint32_t to) const {
    FormSequence forms;
    for (std::uint32_t place = from; place < to; ++place) {
      if (target_.begins_word(place)) forms.push_back(target_.stream_forms[place]);
    }
    return forms;
  }

  bool is_edge(std::uint32_t form) const {
    const std::string_view folded = target_.folded[form];
    return !target_profile_.is_stop_word(folded) && !target_profile_.is_inner_word(folded);
  }

  void add(const TermOccurrence& occurrence, std::uint32_t begin, std::uint32_t end, double value, double weight,
           Kind kind) {
    const std::uint32_t start = target_.starts[occurrence.segment];
    FormSequence forms = forms_at(start + begin, start + end);
    if (forms.empty()) return;
    if (!source_has_stop_word_edge() && (kind != Kind::whole || forms.size() > 1) &&
        (!is_edge(forms.front()) || !is_edge(forms.back()))) {
      // "die Kunden": the article is no part of the term.
      if (kind != Kind::linked) return;
      while (begin < end && !is_edge(target_.stream_forms[start + begin])) ++begin;
      while (end > begin && !is_edge(target_.stream_forms[start + end - 1])) --end;
      if (begin == end) return;
      forms = forms_at(start + begin, start + end);
    }
    const std::span<const Unit> units = target_.stream.subspan(start + begin, end - begin);
    Found& found = found_[{units.begin(), units.end()}];
    if (kind == Kind::whole) {
      ++found.whole;
      ++found.whole_of[text_.resource_of(occurrence.segment)];
      (occurrence.surface == asked_ ? found.forms.whole : found.forms.whole_inflected)[forms] += 1;
      found.forms.of_glossary |= text_.resource_kind(text_.resource_of(occurrence.segment)) == ResourceKind::glossary;
    }
    if (kind == Kind::loose) {
      found.loose += value;
    } else if (found.last_segment != occurrence.segment) {
      found.last_segment = occurrence.segment;
      found.linked += value;
      found.sure += value * weight;
      found.segments.emplace_back(value * weight, occurrence.segment);
    }
    const double counted = kind == Kind::loose ? 0.3 : 1;
    found.forms.all[forms] += counted;
    if (occurrence.surface == asked_) found.forms.as_asked[forms] += counted;
  }

  bool source_has_stop_word_edge() const {
    const auto is_stop = [&](Unit unit) {
      const std::string_view name = source_.units[unit];
      return source_profile_.is_stop_word(name) || source_profile_.is_inner_word(name);
    };
    return is_stop(term_.front()) || is_stop(term_.back());
  }

  /// In how many of the term's segments each phrase stands, links or not; and phrases that no link led to.
  void count_together() {
    std::unordered_map<std::vector<Unit>, std::uint32_t, SequenceHash> beside;
    std::unordered_map<std::vector<Unit>, std::uint32_t, SequenceHash> last;
    std::unordered_map<std::vector<Unit>, std::uint32_t, SequenceHash> place_of;
    const bool rescue = occurrences_.size() >= 2;
    std::size_t longest = kLongestRescued;
    for (const auto& [units, found] : found_) longest = std::max(longest, units.size());
    std::vector<Unit> units;
    for (const TermOccurrence& occurrence : occurrences_) {
      const std::uint32_t start = target_.starts[occurrence.segment], size = target_.segment_size(occurrence.segment);
      for (std::uint32_t i = 0; i < size; ++i) {
        if (!target_.begins_word(start + i)) continue;
        units.clear();
        std::size_t word_count = 0;
        for (std::uint32_t j = i; j < size && units.size() < longest; ++j) {
          units.push_back(target_.stream[start + j]);
          if (!target_.ends_word(start + j)) continue;
          ++word_count;
          if (const auto it = found_.find(units); it != found_.end()) {
            if (it->second.last_together != occurrence.segment) {
              it->second.last_together = occurrence.segment;
              ++it->second.together;
            }
            continue;
          }
          if (!rescue || word_count > kLongestRescued) continue;
          if (!is_edge(target_.stream_forms[start + i]) || !is_edge(target_.stream_forms[start + j])) continue;
          auto [it, fresh] = last.try_emplace(units, UINT32_MAX);
          if (it->second == occurrence.segment) continue;
          it->second = occurrence.segment;
          if (++beside[units] == 1) place_of[units] = start + i;
        }
      }
    }
    rescue_best(beside, place_of);
  }

  void rescue_best(const std::unordered_map<std::vector<Unit>, std::uint32_t, SequenceHash>& beside,
                   const std::unordered_map<std::vector<Unit>, std::uint32_t, SequenceHash>& place_of) {
    std::vector<std::pair<double, const std::vector<Unit>*>> best;
    const std::uint32_t least = std::max<std::uint32_t>(2, static_cast<std::uint32_t>(occurrences_.size() / 10));
    for (const auto& [units, count] : beside) {
      if (count < least) continue;
      const double dice =
          2.0 * count /
          (static_cast<double>(occurrences_.size()) + std::max<double>(count, segments_with(target_, units)));
      if (dice >= 0.1) best.emplace_back(dice, &units);
    }
    std::sort(best.begin(), best.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : *a.second < *b.second;
    });
    if (best.size() > kRescued) best.resize(kRescued);
    for (const auto& [dice, units] : best) {
      Found& found = found_[*units];
      found.together = beside.at(*units);
      const std::uint32_t place = place_of.at(*units);
      found.forms.all[forms_at(place, place + static_cast<std::uint32_t>(units->size()))] += 0.01;
      found.segments.emplace_back(0.01, static_cast<std::uint32_t>(target_.segment_of(place)));
    }
  }

  double translation(Unit source, Unit target, bool backward) const {
    for (const UnitTranslation& translation : pair_.translations(source, swapped_)) {
      if (translation.unit == target) return backward ? translation.backward : translation.forward;
    }
    return 0;
  }

  double mean_log(const std::vector<Unit>& units, bool backward) const {
    double sum = 0;
    const std::vector<Unit>& outer = backward ? term_ : units;
    const std::vector<Unit>& inner = backward ? units : term_;
    for (const Unit x : outer) {
      double best = 0;
      for (const Unit y : inner) best = std::max(best, backward ? translation(x, y, true) : translation(y, x, false));
      sum += std::max(kLeastLog, std::log(std::max(best, 1e-6)));
    }
    return sum / static_cast<double>(outer.size());
  }

  PhraseCandidate finish(const std::vector<Unit>& units, Found& found) const {
    const auto n = static_cast<double>(occurrences_.size());
    PhraseCandidate candidate;
    candidate.units = units;
    PhraseFeatures& features = candidate.features;
    features.segments = n;
    features.linked = found.linked / n;
    features.sure = found.sure / n;
    features.loose = found.loose / n;
    features.part = found.part / n;
    features.together = found.together / n;
    const double of_phrase = std::max<double>(segments_with(target_, units), found.together);
    features.dice = 2 * found.together / (n + of_phrase * n / static_cast<double>(segments_));
    features.forward = mean_log(units, false);
    features.backward = mean_log(units, true);
    features.whole = found.whole;
    features.whole_share = whole_terms_ > 0 ? found.whole / whole_terms_ : 0;
    features.length = static_cast<double>(units.size()) - static_cast<double>(term_.size());
    std::sort(found.segments.begin(), found.segments.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    candidate.count = static_cast<std::uint32_t>(std::lround(found.linked));
    for (const auto& [sure, segment] : found.segments) {
      if (candidate.examples.size() < 3) candidate.examples.push_back(segment);
    }
    candidate.term = attested_citation_form(found.forms, target_, target_profile_, base_form_asked_);
    candidate.part_of_speech = part_of_speech(found.forms);
    for (const auto& [resource, count] : found.whole_of)
      candidate.whole.push_back({resource, count, whole_of_.at(resource), {}});
    features.words = static_cast<double>(std::count(candidate.term.begin(), candidate.term.end(), ' ') + 1);
    return candidate;
  }

  /// One source and several targets in one resource: each names the others.
  static void add_conflicts(std::vector<PhraseCandidate>& phrases) {
    for (PhraseCandidate& phrase : phrases) {
      for (WholeEntries& whole : phrase.whole) {
        for (const PhraseCandidate& other : phrases) {
          if (&other == &phrase || whole.others.size() >= kConflictsShown) continue;
          const bool same_resource =
              std::any_of(other.whole.begin(), other.whole.end(),
                          [&](const WholeEntries& entries) { return entries.resource == whole.resource; });
          if (same_resource) whole.others.push_back(other.term);
        }
      }
    }
  }

  bool is_base_form(const std::string& asked) const {
    const auto words = split(asked, ' ');
    const auto form = source_.find_form(words.back());
    return !form || fold(source_.lemmas[*form]) == words.back();
  }

  /// Of one word that can be nothing else; a word that may be a noun is one.
  PartOfSpeech part_of_speech(const AttestedForms& forms) const {
    if (forms.all.empty() || forms.all.begin()->first.size() != 1) return PartOfSpeech::other;
    const FormSequence& best = std::max_element(forms.all.begin(), forms.all.end(), [](const auto& x, const auto& y) {
                                 return x.second < y.second;
                               })->first;
    const PartOfSpeechSet parts = parse_analysis(target_.analyses[best.front()]).parts_of_speech;
    for (const PartOfSpeech part : {PartOfSpeech::noun, PartOfSpeech::verb, PartOfSpeech::adjective}) {
      if (parts.contains(part)) return part;
    }
    return PartOfSpeech::other;
  }

  const ParallelText& text_;
  const ParallelLanguage& source_;
  const ParallelLanguage& target_;
  const ParallelPair& pair_;
  const bool swapped_;
  const LanguageProfile& source_profile_;
  const LanguageProfile& target_profile_;
  const std::string asked_;
  const bool base_form_asked_;
  const bool own_word_;
  std::vector<Unit> term_;
  std::vector<TermOccurrence> occurrences_;
  std::size_t segments_ = 0;
  double whole_terms_ = 0;
  std::map<std::size_t, std::uint32_t> whole_of_;  ///< resource, segments that are nothing but the term
  std::map<std::vector<Unit>, Found> found_;
};

}  // namespace

std::vector<std::vector<Unit>> unit_sequences(const ParallelLanguage& language, const TermQuery& query) {
  std::vector<std::vector<Unit>> sequences;
  const auto add = [&](std::vector<Unit> units) {
    if (!units.empty() && std::find(sequences.begin(), sequences.end(), units) == sequences.end())
      sequences.push_back(std::move(units));
  };
  for (const std::string& key : query.keys) {
    std::vector<Unit> units;
    for (const std::string_view word : split(key, ' ')) {
      if (const auto form = language.find_form(word)) {
        const auto of_form = language.units_of_form(*form);
        units.insert(units.end(), of_form.begin(), of_form.end());
      } else if (const auto unit = language.find_unit(word)) {
        units.push_back(*unit);
      } else {
        units.clear();
        break;
      }
    }
    add(std::move(units));
  }
  std::vector<Unit> parts;
  for (const std::string& part : query.parts) {
    const auto unit = language.find_unit(part);
    if (!unit) return sequences;
    parts.push_back(*unit);
  }
  add(std::move(parts));
  return sequences;
}

PhraseCandidates phrase_candidates(const ParallelText& text, const TermQuery& query, const LanguageTag& target,
                                   const LanguageProfile& source_profile, const LanguageProfile& target_profile,
                                   bool own_word) {
  const ParallelLanguage* const from = text.language(query.language);
  const ParallelLanguage* const to = text.language(target);
  const ParallelPair* const pair = from && to ? text.pair(query.language, target) : nullptr;
  if (!pair) return {};
  for (const std::vector<Unit>& units : unit_sequences(*from, query)) {
    Collector collector(text, *from, *to, *pair, to->tag < from->tag, source_profile, target_profile, query, own_word);
    PhraseCandidates candidates = collector.collect(units);
    if (!candidates.phrases.empty()) return candidates;
  }
  return {};
}

}  // namespace termknit
