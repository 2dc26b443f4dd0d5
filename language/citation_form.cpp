// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/citation_form.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <tuple>

#include "language/agreement.h"
#include "language/text.h"

namespace termknit {
namespace {

using Seen = std::function<bool(const std::string&)>;

/// A variant with the analyses of its words.
struct Analysed {
  const ObservedVariant* variant;
  std::vector<std::shared_ptr<const WordAnalysis>> words;
};

bool is_plain_noun(const WordAnalysis& word) {
  return word.parts_of_speech.contains(PartOfSpeech::noun) && !word.parts_of_speech.contains(PartOfSpeech::adjective);
}

/// The head, and what stands between it and the end the agreement runs over.
std::size_t head_of(const Analysed& term, const LanguageProfile& profile) {
  if (profile.head == HeadPosition::first) return 0;
  // "sales of products": the head stands before the first inner function word.
  std::size_t end = term.words.size();
  for (std::size_t i = 1; i < term.words.size(); ++i) {
    if (profile.is_inner_word(fold(term.variant->words[i]))) {
      end = i;
      break;
    }
  }
  if (profile.head == HeadPosition::before_genitive) {
    // adjective + noun + noun in the genitive: the first noun
    for (std::size_t i = 0; i < end; ++i) {
      if (is_plain_noun(*term.words[i])) return i;
    }
  }
  return end - 1;
}

/// The word as a dictionary cases it: a capital of the sentence's beginning or of a heading is undone.
std::string dictionary_case(const std::string& form, const WordAnalysis& analysis, bool nouns_capitalised) {
  const std::string& lemma = analysis.lemma();
  const bool lemma_small = to_lower(lemma) == lemma;
  const bool form_small = to_lower(form) == form;
  if (form_small && !lemma_small && nouns_capitalised && analysis.known() && fold(lemma) == fold(form)) return lemma;
  if (form_small || !lemma_small || !(analysis.known() || analysis.source == AnalysisSource::guesser)) return form;
  // CRM stays CRM: only a first capital is undone, and text in capitals.
  return to_lower(form);
}

/// The last letter without its diacritic: what agreeing words share in many languages.
char last_letter(const std::string& form) {
  const std::string plain = strip_diacritics(fold(form));
  return plain.empty() ? '\0' : plain.back();
}

class CitationForm {
 public:
  CitationForm(LanguageResources& resources, const LanguageTag& language, std::span<const ObservedVariant> variants,
               const Seen& seen)
      : resources_(resources), language_(language), profile_(resources.profile(language)), seen_(seen) {
    for (const ObservedVariant& variant : variants) {
      Analysed analysed{&variant, {}};
      for (const std::string& word : variant.words) analysed.words.push_back(resources.analyze_word(language, word));
      variants_.push_back(std::move(analysed));
    }
  }

  std::vector<std::string> make() {
    head_ = likeliest_head();
    lemma_ = likeliest_lemma(head_);
    gender_ = likeliest_gender();
    const Analysed& best = *std::max_element(variants_.begin(), variants_.end(),
                                             [&](const Analysed& a, const Analysed& b) { return merit(a) < merit(b); });
    std::vector<std::string> words;
    for (std::size_t i = 0; i < best.words.size(); ++i)
      words.push_back(dictionary_case(best.variant->words[i], *best.words[i], profile_.nouns_capitalised));
    if (stays_plural(best)) return words;
    // A stem is a key, and no word to be shown: then the form seen most often stays. So does a foreign word that a
    // guess would give an ending (lv: Management, Managements).
    if (best.words[head_]->source != AnalysisSource::stemmer && !gains_ending(best))
      words[head_] = is_nominative(best) ? cased_lemma(best) : lemma_;
    for (std::size_t i = 0; i < head_; ++i) {
      if (auto agreeing = agreeing_modifier(best, i)) words[i] = std::move(*agreeing);
    }
    return words;
  }

 private:
  /// Adjectives behind a head that was seen in the plural alone would have to be changed with it, which no rule here
  /// does (fr: sanctions dissuasives).
  bool stays_plural(const Analysed& term) const {
    if (profile_.head != HeadPosition::first || term.words.size() < 2 || is_nominative(term)) return false;
    return std::any_of(term.words.begin() + 1, term.words.end(),
                       [](const auto& word) { return word->parts_of_speech.contains(PartOfSpeech::adjective); });
  }

  /// Variants may differ in what they could be; most of them are right.
  std::size_t likeliest_head() const {
    std::map<std::size_t, std::uint64_t> votes;
    for (const Analysed& term : variants_) votes[head_of(term, profile_)] += term.variant->count;
    const auto best =
        std::max_element(votes.begin(), votes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return best->first;
  }

  struct LemmaVote {
    double weight = 0;
    std::map<std::string, double> spellings{};
  };

  /// The lemma that most variants of word `i` can have: päätökseen is of päätös or päättö, päätöstä of päätös alone. Of
  /// spellings that differ in capitals only, which are one lemma, that of most: Dienst, once "dienste" in the text.
  std::string likeliest_lemma(std::size_t i) const {
    std::map<std::string, LemmaVote> votes;
    std::set<std::string> forms;
    for (const Analysed& term : variants_) forms.insert(fold(term.variant->words[i]));
    for (const Analysed& term : variants_) {
      const double count = std::max<std::uint32_t>(1, term.variant->count);
      double weight = 1;
      std::set<std::string> counted;
      for (const std::string& lemma : term.words[i]->lemmas) {
        const std::string key = fold(lemma);
        if (!counted.insert(key).second) continue;
        // Of another reading than the first it says nothing that a form of the term is seen: podmínky may be a plural,
        // and Zielen is no verb for standing beside Ziele.
        const bool is_form = weight < 1 && forms.contains(key);
        const double vote = count * weight * (!seen_ || (!is_form && seen_(key)) ? 1 : kNeverSeen);
        votes[key].weight += vote;
        votes[key].spellings[lemma] += vote;
        weight = 0.9;  // the first is the likeliest
      }
    }
    const auto best = std::max_element(votes.begin(), votes.end(),
                                       [](const auto& a, const auto& b) { return a.second.weight < b.second.weight; });
    const auto& spellings = best->second.spellings;
    return std::max_element(spellings.begin(), spellings.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; })
        ->first;
  }

  /// What the lemma says, else what its forms do: a dictionary may tell more of them.
  Gender likeliest_gender() const {
    Gender found = resources_.analyze_word(language_, lemma_)->gender;
    for (const Analysed& term : variants_) {
      if (found == Gender::unspecified && term.words[head_]->lemma() == lemma_) found = term.words[head_]->gender;
    }
    return found;
  }

  bool gains_ending(const Analysed& term) const {
    const std::string form = fold(term.variant->words[head_]);
    return !term.words[head_]->known() && lemma_.size() > form.size() && fold(lemma_).starts_with(form) &&
           !profile_.agreement.empty();
  }

  bool is_nominative(const Analysed& term) const { return fold(term.variant->words[head_]) == fold(lemma_); }

  /// The head in its dictionary form, then the modifiers in theirs, then frequency; ties by text, for a stable choice:
  /// small letters and later in the alphabet.
  std::tuple<bool, int, std::uint32_t, std::vector<std::string>> merit(const Analysed& term) const {
    int agreeing = 0;
    for (std::size_t i = 0; i < term.words.size(); ++i) agreeing += i != head_ && agrees(term, i);
    return {is_nominative(term), agreeing, term.variant->count, term.variant->words};
  }

  /// Modifier `i` as it stands could belong to the head's nominative.
  bool agrees(const Analysed& term, std::size_t i) const {
    const std::string form = fold(term.variant->words[i]);
    for (const std::string& lemma : term.words[i]->lemmas) {
      if (!is_modifying_adjective(term, i)) {
        if (fold(lemma) == form) return true;
        continue;
      }
      const auto expected = agreeing_adjective(profile_, lemma, lemma_, gender_, definiteness(i));
      if (fold(expected.value_or(lemma)) == form) return true;
    }
    return false;
  }

  bool is_modifying_adjective(const Analysed& term, std::size_t i) const {
    if (i >= head_ || profile_.agreement.empty()) return false;
    const PartOfSpeechSet parts = classes(*term.words[i]);
    if (!parts.contains(PartOfSpeech::adjective) || is_fixed(i) || belongs_to_inner_noun(i)) return false;
    // What may be a noun too is an adjective where nouns stand behind their heads, or where it ends like the head.
    return !parts.contains(PartOfSpeech::noun) || profile_.head == HeadPosition::before_genitive ||
           last_letter(term.variant->words[i]) == last_letter(term.variant->words[head_]);
  }

  /// A compound is what its last part is, though the dictionary may not say so of the whole (fi: raharikas).
  PartOfSpeechSet classes(const WordAnalysis& word) const {
    if (is_definite_by_itself(word)) return {PartOfSpeech::adjective};
    if (word.parts_of_speech.contains(PartOfSpeech::adjective) || word.parts.empty()) return word.parts_of_speech;
    const auto last = resources_.analyze_word(language_, word.parts.back().lemma);
    return PartOfSpeechSet::from_bits(word.parts_of_speech.bits() | last->parts_of_speech.bits());
  }

  /// Ordinals and the like, which have definite forms only and are no adjectives to the dictionary (lv: pirmais).
  bool is_definite_by_itself(const WordAnalysis& word) const {
    const PartOfSpeechSet& parts = word.parts_of_speech;
    return (parts.empty() || parts == PartOfSpeechSet{PartOfSpeech::number}) && word.known() &&
           definiteness_of(profile_, fold(word.lemma())) == Definiteness::definite;
  }

  /// A genitive noun between modifier and head may be what is modified: tiešās piegādes noliktava. Then the modifier
  /// does not agree with a head in the nominative, and does not change with the head.
  bool belongs_to_inner_noun(std::size_t i) const {
    if (profile_.head != HeadPosition::last || i + 1 >= head_ || !has_noun_between(i)) return false;
    bool nominative = false;
    std::set<std::string> heads, modifiers;
    for (const Analysed& term : variants_) {
      const std::string form = fold(term.variant->words[i]);
      if (is_nominative(term)) {
        if (is_agreeing_form(term, i)) return false;
        nominative = true;
      }
      heads.insert(fold(term.variant->words[head_]));
      modifiers.insert(form);
    }
    const bool ends_alike =
        last_letter(variants_.front().variant->words[i]) == last_letter(variants_.front().variant->words[i + 1]);
    return nominative || (modifiers.size() == 1 && (heads.size() > 1 || ends_alike));
  }

  bool has_noun_between(std::size_t i) const {
    const auto& words = variants_.front().words;
    return std::any_of(words.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                       words.begin() + static_cast<std::ptrdiff_t>(head_),
                       [](const auto& word) { return is_plain_noun(*word); });
  }

  /// Definite or not: both forms of a Latvian adjective agree.
  bool is_agreeing_form(const Analysed& term, std::size_t i) const {
    const std::string form = fold(term.variant->words[i]);
    const auto fits = [&](const std::string& lemma, const std::string& observed) {
      return fold(agreeing_adjective(profile_, lemma, lemma_, gender_, observed).value_or(lemma)) == form;
    };
    const auto& lemmas = term.words[i]->lemmas;
    return std::any_of(lemmas.begin(), lemmas.end(), [&](const std::string& lemma) {
      return fits(lemma, lemma) || fits(lemma, term.variant->words[i]) ||
             (!profile_.definite_endings.empty() && fits(lemma, profile_.definite_endings.front()));
    });
  }

  /// The head was seen in several forms, the modifier in one: kapitāla tirgus, kapitāla tirgum.
  bool is_fixed(std::size_t i) const {
    const std::string& modifier = variants_.front().variant->words[i];
    if (profile_.nouns_capitalised && to_lower(modifier) == modifier) return false;  // no noun
    std::set<std::string> heads, modifiers;
    for (const Analysed& term : variants_) {
      heads.insert(fold(term.variant->words[head_]));
      modifiers.insert(fold(term.variant->words[i]));
    }
    return modifiers.size() == 1 && heads.size() >= kFixedBesideForms;
  }

  /// A form of modifier `i` that is as definite as most of them.
  const std::string& definiteness(std::size_t i) const {
    const Analysed* definite = nullptr;
    const Analysed* indefinite = nullptr;
    std::int64_t balance = 0;
    for (const Analysed& term : variants_) {
      const auto count = static_cast<std::int64_t>(std::max<std::uint32_t>(1, term.variant->count));
      switch (definiteness_of(profile_, term.variant->words[i])) {
        case Definiteness::definite:
          definite = &term;
          balance += count;
          break;
        case Definiteness::indefinite:
          indefinite = &term;
          balance -= count;
          break;
        case Definiteness::either:
          break;
      }
    }
    if (definite && (!indefinite || balance > 0)) return definite->variant->words[i];
    return (indefinite ? indefinite : &variants_.front())->variant->words[i];
  }

  /// The lemma that the observed form equals, with the dictionary's capitals.
  std::string cased_lemma(const Analysed& term) const {
    const std::string& form = term.variant->words[head_];
    return term.words[head_]->known() ? lemma_ : dictionary_case(form, *term.words[head_], false);
  }

  /// What stands for modifier `i`; empty: it stays as it was seen.
  std::optional<std::string> agreeing_modifier(const Analysed& term, std::size_t i) const {
    if (!is_modifying_adjective(term, i)) return std::nullopt;  // a genitive modifier stands as it is
    if (is_nominative(term) && agrees(term, i)) return std::nullopt;
    const std::string lemma = likeliest_lemma(i);
    if (is_nominative(term) && profile_.definite_endings.empty() &&
        is_other_degree(fold(term.variant->words[i]), fold(lemma)))
      return std::nullopt;
    auto agreeing = agreeing_adjective(profile_, lemma, lemma_, gender_, definiteness(i));
    // Comparatives (augstākā izglītība) have the ending already.
    const std::string form = fold(term.variant->words[i]);
    if (agreeing && is_nominative(term) && fold(lemma) != form && shares_ends(form, *agreeing, lemma))
      return std::nullopt;
    return agreeing;
  }

  /// A comparative or superlative (vyšší stupeň, größten): no case makes an adjective so much longer, or changes its
  /// stem.
  static bool is_other_degree(const std::string& form, const std::string& lemma) {
    std::size_t stem = lemma.size();
    for (int letters = 0; letters < 2 && stem > 0; ++letters) {
      do --stem;
      while (stem > 0 && (static_cast<unsigned char>(lemma[stem]) & 0xC0) == 0x80);
    }
    return !form.starts_with(lemma.substr(0, stem)) || code_points(form) > code_points(lemma) + kLongestCase;
  }

  /// `form` begins like the lemma and ends like the form that agrees.
  static bool shares_ends(const std::string& form, const std::string& agreeing, const std::string& lemma) {
    std::size_t stem = 0;
    while (stem < agreeing.size() && stem < lemma.size() && agreeing[stem] == lemma[stem]) ++stem;
    return stem > 0 && stem < agreeing.size() && form.starts_with(agreeing.substr(0, stem)) &&
           form.ends_with(agreeing.substr(stem)) && form.size() > agreeing.size();
  }

  static constexpr double kNeverSeen = 0.1;  // a lemma that the text never has
  static constexpr std::size_t kFixedBesideForms = 3;
  static constexpr std::size_t kLongestCase =
      2;  // letters that a case adds to an adjective's lemma (cs: -ého, de: -en)

  LanguageResources& resources_;
  const LanguageTag& language_;
  const LanguageProfile& profile_;
  const Seen& seen_;
  std::vector<Analysed> variants_;
  std::size_t head_ = 0;
  std::string lemma_{};  ///< of the head
  Gender gender_ = Gender::unspecified;
};

/// Where "and" or "or" stands inside the term.
std::optional<std::size_t> conjunction_of(const std::vector<std::string>& words, const LanguageProfile& profile) {
  for (std::size_t i = 1; i + 1 < words.size(); ++i) {
    if (profile.is_conjunction(fold(words[i]))) return i;
  }
  return std::nullopt;
}

/// The variants without their words from `begin` to before `end`.
std::vector<ObservedVariant> without(std::span<const ObservedVariant> variants, std::size_t begin, std::size_t end) {
  std::vector<ObservedVariant> rest(variants.begin(), variants.end());
  for (ObservedVariant& variant : rest) {
    const auto first = variant.words.begin();
    variant.words.erase(first + static_cast<std::ptrdiff_t>(begin), first + static_cast<std::ptrdiff_t>(end));
  }
  return rest;
}

/// Where words are inflected, either side of "and" has its own head (cena un atlaides, not cena un atlaidēm); two
/// adjectives share the noun behind them (prodejní a servisní proces).
std::vector<std::string> coordinated(LanguageResources& resources, const LanguageTag& language,
                                     std::span<const ObservedVariant> variants, const Seen& seen) {
  const std::vector<std::string>& first = variants.front().words;
  const auto joint = conjunction_of(first, resources.profile(language));
  if (!joint) return CitationForm(resources, language, variants, seen).make();
  const PartOfSpeechSet last_before = resources.analyze_word(language, first[*joint - 1])->parts_of_speech;
  if (last_before == PartOfSpeechSet{PartOfSpeech::adjective}) {
    std::vector<std::string> words = coordinated(resources, language, without(variants, *joint, *joint + 1), seen);
    words.insert(words.begin() + static_cast<std::ptrdiff_t>(*joint), first[*joint]);
    return words;
  }
  std::vector<std::string> words =
      CitationForm(resources, language, without(variants, *joint, first.size()), seen).make();
  words.push_back(first[*joint]);
  for (std::string& word : coordinated(resources, language, without(variants, 0, *joint + 1), seen))
    words.push_back(std::move(word));
  return words;
}

std::string most_frequent(std::span<const ObservedVariant> variants) {
  const auto best =
      std::max_element(variants.begin(), variants.end(), [](const ObservedVariant& a, const ObservedVariant& b) {
        return std::tie(a.count, a.words) < std::tie(b.count, b.words);
      });
  return join_words(best->words);
}

}  // namespace

std::string join_words(std::span<const std::string> words) {
  std::string out;
  for (const std::string& word : words) {
    if (!out.empty() && !out.ends_with("'") && !out.ends_with("’")) out += ' ';
    out += word;
  }
  return out;
}

std::string citation_form(LanguageResources& resources, const LanguageTag& language,
                          std::span<const ObservedVariant> variants, const Seen& seen) {
  const LanguageProfile& profile = resources.profile(language);
  if (!conjunction_of(variants.front().words, profile)) {
    return join_words(CitationForm(resources, language, variants, seen).make());
  }
  if (profile.agreement.empty()) return most_frequent(variants);
  return join_words(coordinated(resources, language, variants, seen));
}

}  // namespace termknit
