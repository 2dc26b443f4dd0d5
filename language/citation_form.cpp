// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/citation_form.h"

#include <algorithm>
#include <memory>
#include <tuple>

#include "language/agreement.h"
#include "language/text.h"

namespace termknit {
namespace {

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

bool equals_lemma(const std::string& form, const WordAnalysis& analysis) {
  const std::string folded = fold(form);
  return std::any_of(analysis.lemmas.begin(), analysis.lemmas.end(),
                     [&](const std::string& lemma) { return fold(lemma) == folded; });
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

class CitationForm {
 public:
  CitationForm(LanguageResources& resources, const LanguageTag& language, std::span<const ObservedVariant> variants)
      : profile_(resources.profile(language)) {
    for (const ObservedVariant& variant : variants) {
      Analysed analysed{&variant, {}};
      for (const std::string& word : variant.words) analysed.words.push_back(resources.analyze_word(language, word));
      variants_.push_back(std::move(analysed));
    }
  }

  std::string make() {
    const Analysed& best = *std::max_element(variants_.begin(), variants_.end(),
                                             [&](const Analysed& a, const Analysed& b) { return merit(a) < merit(b); });
    const std::size_t head = head_of(best, profile_);
    const bool observed = equals_lemma(best.variant->words[head], *best.words[head]);
    std::vector<std::string> words;
    for (std::size_t i = 0; i < best.words.size(); ++i)
      words.push_back(dictionary_case(best.variant->words[i], *best.words[i], profile_.nouns_capitalised));
    if (best.words.size() == 1) {
      words[0] = observed ? cased_lemma(best, 0) : best.words[0]->lemma();
    } else {
      make_agree(best, head, observed, words);
    }
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
    return out;
  }

 private:
  /// The head in its dictionary form, then the modifiers in theirs, then frequency; ties by text.
  std::tuple<bool, int, std::uint32_t, std::vector<std::string>> merit(const Analysed& term) const {
    const std::size_t head = head_of(term, profile_);
    int agreeing = 0;
    for (std::size_t i = 0; i < term.words.size(); ++i)
      agreeing += i != head && equals_lemma(term.variant->words[i], *term.words[i]);
    std::vector<std::string> inverse =
        term.variant->words;  // a stable choice among equals: small letters and later in the alphabet
    return {equals_lemma(term.variant->words[head], *term.words[head]), agreeing, term.variant->count,
            std::move(inverse)};
  }

  /// The lemma that the observed form equals, with the dictionary's capitals.
  std::string cased_lemma(const Analysed& term, std::size_t i) const {
    const std::string folded = fold(term.variant->words[i]);
    for (const std::string& lemma : term.words[i]->lemmas) {
      if (fold(lemma) == folded)
        return term.words[i]->known() ? lemma : dictionary_case(term.variant->words[i], *term.words[i], false);
    }
    return term.variant->words[i];
  }

  void make_agree(const Analysed& term, std::size_t head, bool observed, std::vector<std::string>& words) const {
    const WordAnalysis& noun = *term.words[head];
    if (!observed) words[head] = noun.lemma();
    for (std::size_t i = 0; i < head; ++i) {
      const WordAnalysis& word = *term.words[i];
      const bool adjective =
          word.parts_of_speech.contains(PartOfSpeech::adjective) && !word.parts_of_speech.contains(PartOfSpeech::noun);
      if (!adjective) continue;  // a genitive modifier stands as it is
      if (const auto agreeing =
              agreeing_adjective(profile_, word.lemma(), words[head], noun.gender, term.variant->words[i]))
        words[i] = *agreeing;
    }
  }

  const LanguageProfile& profile_;
  std::vector<Analysed> variants_;
};

}  // namespace

std::string citation_form(LanguageResources& resources, const LanguageTag& language,
                          std::span<const ObservedVariant> variants) {
  return CitationForm(resources, language, variants).make();
}

}  // namespace termknit
