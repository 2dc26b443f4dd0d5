// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/parallel/attested_form.h"

#include <algorithm>

#include "language/text.h"

namespace termknit {
namespace {

const FormSequence& most_frequent(const std::map<FormSequence, double>& forms) {
  return std::max_element(forms.begin(), forms.end(), [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

class FormPrinter {
 public:
  FormPrinter(const ParallelLanguage& language, const LanguageProfile& profile)
      : language_(language), profile_(profile) {}

  std::string as_printed(const FormSequence& forms) const {
    std::string text;
    for (const std::uint32_t form : forms) {
      if (!text.empty()) text += ' ';
      text += language_.forms[form];
    }
    return text;
  }

  /// Sentence-initial capitals are undone where the dictionary writes the word small.
  std::string as_in_a_sentence(const FormSequence& forms) const {
    std::string text;
    for (const std::uint32_t form : forms) {
      if (!text.empty()) text += ' ';
      const std::string_view lemma = language_.lemmas[form];
      const std::string lower = to_lower(language_.forms[form]);
      // An unknown German noun keeps its capital.
      const bool small = to_lower(lemma) == lemma && (!profile_.nouns_capitalised || is_known(form));
      text += small && to_title(lower) == language_.forms[form] ? lower : std::string(language_.forms[form]);
    }
    return text;
  }

  /// In the nominative the head is as the dictionary has it.
  bool head_is_dictionary_form(const FormSequence& forms) const {
    const std::uint32_t head = head_of(forms);
    return fold(language_.lemmas[head]) == language_.folded[head];
  }

  bool is_known(std::uint32_t form) const { return parse_analysis(language_.analyses[form]).known(); }

 private:
  std::uint32_t head_of(const FormSequence& forms) const {
    if (profile_.head == HeadPosition::first) return forms.front();
    if (profile_.head == HeadPosition::before_genitive) {
      // "zůstatek účtu": the first noun.
      for (const std::uint32_t form : forms) {
        const PartOfSpeechSet parts = parse_analysis(language_.analyses[form]).parts_of_speech;
        if (parts.contains(PartOfSpeech::noun) && !parts.contains(PartOfSpeech::adjective)) return form;
      }
    }
    return forms.back();
  }

  const ParallelLanguage& language_;
  const LanguageProfile& profile_;
};

}  // namespace

bool AttestedForms::is_known(const ParallelLanguage& language) const {
  return std::all_of(all.begin(), all.end(), [&](const auto& met) {
    return std::all_of(met.first.begin(), met.first.end(),
                       [&](std::uint32_t form) { return parse_analysis(language.analyses[form]).known(); });
  });
}

std::string attested_citation_form(const AttestedForms& forms, const ParallelLanguage& language,
                                   const LanguageProfile& profile, bool base_form_asked) {
  const FormPrinter printer(language, profile);
  const auto of_whole = [&](const FormSequence& sequence) {
    return forms.of_glossary ? printer.as_printed(sequence) : printer.as_in_a_sentence(sequence);
  };
  if (!forms.whole.empty()) return of_whole(most_frequent(forms.whole));
  if (!forms.whole_inflected.empty()) {
    const FormSequence& sequence = most_frequent(forms.whole_inflected);
    return sequence.size() == 1 && printer.is_known(sequence.front()) ? std::string(language.lemmas[sequence.front()])
                                                                      : of_whole(sequence);
  }
  if (!base_form_asked && !forms.as_asked.empty()) return printer.as_in_a_sentence(most_frequent(forms.as_asked));
  if (forms.all.empty()) return {};
  if (!base_form_asked) return printer.as_in_a_sentence(most_frequent(forms.all));
  std::map<FormSequence, double> dictionary_forms;
  for (const auto& [sequence, count] : forms.all) {
    if (printer.head_is_dictionary_form(sequence)) dictionary_forms.emplace(sequence, count);
  }
  if (!dictionary_forms.empty()) return printer.as_in_a_sentence(most_frequent(dictionary_forms));
  const FormSequence& best = most_frequent(forms.all);
  if (forms.all.begin()->first.size() == 1 && printer.is_known(best.front()))
    return std::string(language.lemmas[best.front()]);
  return printer.as_in_a_sentence(best);
}

}  // namespace termknit
