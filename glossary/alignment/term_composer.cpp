// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/alignment/term_composer.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include <fmt/format.h>

#include "core/file.h"
#include "core/tsv.h"
#include "glossary/alignment/combiner.h"
#include "language/agreement.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr std::size_t kMostParts = 4, kMostChoices = 8, kMostTerms = 10;
constexpr double kPatternWeight =
    0.7;  // of what the lexicon's compounds say of a part, against what the part means by itself
constexpr double kLeastPart = 0.03;

/// The parts in the order they modify: "celoživotní hodnota zákazníka" is zákazník, celoživotní, hodnota.
TermQuery head_last(const TermQuery& query) {
  TermQuery ordered = query;
  ordered.parts.clear();
  ordered.forms.clear();
  ordered.glued.clear();
  const auto take = [&](std::size_t i, bool glued) {
    ordered.parts.push_back(query.parts[i]);
    ordered.forms.push_back(query.forms[i]);
    ordered.glued.push_back(glued);
  };
  for (std::size_t i = query.head + 1; i < query.parts.size(); ++i) take(i, false);
  for (std::size_t i = 0; i <= query.head; ++i) take(i, query.glued[i]);
  ordered.head = ordered.parts.size() - 1;
  return ordered;
}

/// Parts begin..end as a term of its own: "kundenbeziehung", "lifetime value".
TermQuery segment(const TermQuery& query, std::size_t begin, std::size_t end) {
  TermQuery part;
  part.language = query.language;
  std::string as_it_stands, as_one_word, by_lemma;
  for (std::size_t i = begin; i < end; ++i) {
    const std::string_view blank = i == begin || query.glued[i] ? "" : " ";
    const bool ends_word = i + 1 == end || !query.glued[i + 1];
    as_it_stands += fmt::format("{}{}", blank, query.forms[i]);
    as_one_word += fmt::format("{}{}", blank, ends_word ? query.parts[i] : query.forms[i]);
    by_lemma += fmt::format("{}{}", i == begin ? "" : " ", query.parts[i]);
  }
  part.keys = {as_one_word};
  if (by_lemma != as_one_word) part.keys.push_back(by_lemma);
  // What is listed in just this form is not another word's plural: data are no dates.
  const bool end_is_free = end < query.glued.size() ? !query.glued[end] : true;
  if (end_is_free && as_it_stands != as_one_word) part.keys.insert(part.keys.begin(), as_it_stands);
  part.parts = {query.parts.begin() + static_cast<std::ptrdiff_t>(begin),
                query.parts.begin() + static_cast<std::ptrdiff_t>(end)};
  part.term = as_one_word;
  return part;
}

template <typename Item>
void keep_best(std::vector<std::pair<Item, double>>& items) {
  std::stable_sort(items.begin(), items.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  if (items.size() > kMostChoices) items.resize(kMostChoices);
  std::erase_if(items, [](const auto& item) { return item.second < kLeastPart; });
}

template <typename Item>
void add(std::vector<std::pair<Item, double>>& items, Item item, double weight) {
  const auto it = std::find_if(items.begin(), items.end(), [&](const auto& other) { return other.first == item; });
  if (it != items.end()) {
    it->second += weight;
  } else {
    items.emplace_back(std::move(item), weight);
  }
}

}  // namespace

struct TermComposer::Composed {
  std::string term{}, detail{};
  double weight = 0;
};

TermComposer::TermComposer(LanguageResources& resources, const DictionaryEvidence& dictionaries)
    : resources_(resources), dictionaries_(dictionaries) {}

const std::vector<TermComposer::Ending>& TermComposer::endings(const LanguageTag& language) const {
  const auto [it, fresh] = endings_.try_emplace(language);
  const auto file = resources_.options().data_folder / "languages" / language.language().str() / "modifiers.tsv";
  std::error_code ignored;
  if (!fresh || !std::filesystem::exists(file, ignored)) return it->second;
  for_each_line(read_file(file), [&](std::string_view line, std::size_t number) {
    if (line.empty() || line.front() == '#') return;
    const auto cells = split(line, '\t');
    if (cells.size() != 3)
      throw Error(ErrorKind::malformed, "a line is: glued, before or after; ending; what stands in its place",
                  {file.string(), number});
    const Junction junction = cells[0] == "glued"   ? Junction::glued
                              : cells[0] == "after" ? Junction::after
                                                    : Junction::before;
    const auto text = [](std::string_view cell) { return cell == "-" ? std::string{} : std::string(cell); };
    it->second.push_back({junction, text(cells[1]), text(cells[2])});
  });
  return it->second;
}

std::vector<ModifierPattern> TermComposer::as_modifier(const LanguageTag& language, const std::string& term,
                                                       bool adjective) const {
  const std::string lemma = dictionary_key(term);
  if (adjective)
    return {{resources_.profile(language).agreement.empty() ? Junction::before : Junction::agreeing, lemma, lemma}};
  std::vector<ModifierPattern> found;
  for (const Translation& known : dictionaries_.translations(language, {modifier_key(lemma)}, language)) {
    auto pattern = parse_pattern(known.term);
    if (pattern && pattern->lemma == lemma && found.size() < 2) found.push_back(std::move(*pattern));
  }
  if (!found.empty()) return found;
  std::size_t longest = 0;
  for (const Ending& rule : endings(language)) {
    if (!lemma.ends_with(rule.ending) || rule.ending.size() >= lemma.size() || rule.ending.size() < longest) continue;
    // A compound takes no modifier of several words, and what follows its noun would have to be inflected word by word.
    if (rule.junction != Junction::before && lemma.find(' ') != lemma.npos) continue;
    if (rule.ending.size() > longest) found.clear();
    longest = rule.ending.size();
    found.push_back({rule.junction, lemma.substr(0, lemma.size() - rule.ending.size()) + rule.replacement, lemma});
  }
  return found;
}

TermComposer::Modifiers TermComposer::modifiers(const TermQuery& query, std::size_t begin, std::size_t end,
                                                const LanguageTag& target) const {
  Modifiers choices;
  if (end - begin == 1) {
    for (const Translation& known :
         dictionaries_.translations(query.language, {modifier_key(query.parts[begin])}, target)) {
      if (auto pattern = parse_pattern(known.term)) add(choices, std::move(*pattern), kPatternWeight * known.share);
    }
  }
  const TermQuery part = segment(query, begin, end);
  std::vector<Equivalent> meanings = dictionaries_.equivalents(part, target);
  rank_equivalents(part, meanings);
  if (meanings.size() > kMostChoices) meanings.resize(kMostChoices);
  for (const Equivalent& meaning : meanings) {
    if (meaning.part_of_speech == PartOfSpeech::verb || meaning.part_of_speech == PartOfSpeech::adverb) continue;
    const double weight = (1 - kPatternWeight) * meaning.confidence;
    bool backed = false;
    for (auto& [pattern, sum] : choices) {
      if (pattern.lemma != meaning.key) continue;
      sum += weight;
      backed = true;
    }
    if (backed) continue;
    double share = weight;
    for (ModifierPattern& pattern :
         as_modifier(target, meaning.term, meaning.part_of_speech == PartOfSpeech::adjective)) {
      add(choices, std::move(pattern), share);
      share *= 0.8;
    }
  }
  keep_best(choices);
  return choices;
}

TermComposer::Heads TermComposer::heads(const TermQuery& query, std::size_t begin, std::size_t end,
                                        const LanguageTag& target) const {
  Heads choices;
  if (end - begin == 1) {
    for (const Translation& known :
         dictionaries_.translations(query.language, {head_key(query.parts[begin])}, target)) {
      if (known.term.size() > 1 && known.term.front() == '~')
        add(choices, known.term.substr(1), kPatternWeight * known.share);
    }
  }
  const TermQuery part = segment(query, begin, end);
  std::vector<Equivalent> meanings = dictionaries_.equivalents(part, target);
  rank_equivalents(part, meanings);
  if (meanings.size() > kMostChoices) meanings.resize(kMostChoices);
  for (const Equivalent& meaning : meanings) {
    if (meaning.part_of_speech == PartOfSpeech::verb || meaning.part_of_speech == PartOfSpeech::adverb) continue;
    const double weight = (1 - kPatternWeight) * meaning.confidence;
    const auto known = std::find_if(choices.begin(), choices.end(),
                                    [&](const auto& choice) { return dictionary_key(choice.first) == meaning.key; });
    if (known != choices.end()) {
      known->second += weight;
    } else {
      choices.emplace_back(meaning.term, weight);
    }
  }
  keep_best(choices);
  return choices;
}

std::string TermComposer::join_parts(const LanguageTag& language, const ModifierPattern& modifier,
                                     const std::string& head) const {
  const LanguageProfile& profile = resources_.profile(language);
  switch (modifier.junction) {
    case Junction::glued: {
      if (head.find(' ') != head.npos) return {};
      const std::string tail = profile.nouns_capitalised ? to_lower(head) : head;
      // Equal vowels do not meet: data-analyysi.
      const bool vowels = std::string_view("aeiouy").find(tail.front()) != std::string_view::npos &&
                          modifier.form.back() == tail.front();
      const std::string word = modifier.form + (vowels && !profile.nouns_capitalised ? "-" : "") + tail;
      return profile.nouns_capitalised ? to_title(word) : word;
    }
    case Junction::before:
      return modifier.form + ' ' + head;
    case Junction::after:
      return head + ' ' + modifier.form;
    case Junction::agreeing:
      break;
  }
  const std::string noun = head.substr(0, head.find(' '));
  const Gender gender = resources_.analyze_word(language, noun)->gender;
  const std::string observed = profile.definite_endings.empty() ? modifier.form : profile.definite_endings.front();
  const auto adjective = agreeing_adjective(profile, modifier.form, noun, gender, observed);
  return adjective ? *adjective + ' ' + head : std::string{};
}

bool TermComposer::words_exist(const LanguageTag& language, const std::string& term) const {
  for (const std::string_view word : split(term, ' ')) {
    if (!resources_.accepts(language, word) && !resources_.accepts(language, to_title(word))) return false;
  }
  return true;
}

std::vector<Equivalent> TermComposer::equivalents(const TermQuery& query, const LanguageTag& target) const {
  if (query.parts.size() < 2 || query.parts.size() > kMostParts || query.forms.size() != query.parts.size()) return {};
  const TermQuery ordered = head_last(query);
  std::map<std::string, Composed> composed;
  for (std::size_t cut = 1; cut < ordered.parts.size(); ++cut) {
    const Heads head_choices = heads(ordered, cut, ordered.parts.size(), target);
    if (head_choices.empty()) continue;
    for (const auto& [modifier, modifier_weight] : modifiers(ordered, 0, cut, target)) {
      for (const auto& [head, head_weight] : head_choices) {
        const std::string term = join_parts(target, modifier, head);
        if (term.empty()) continue;
        Composed& best = composed[dictionary_key(term)];
        const double weight = std::min(1.0, modifier_weight) * std::min(1.0, head_weight);
        if (weight <= best.weight) continue;
        best = {term,
                fmt::format("{} = {} + {} = {}", segment(ordered, 0, cut).term, modifier.form,
                            segment(ordered, cut, ordered.parts.size()).term, head),
                weight};
      }
    }
  }
  std::vector<Composed> best;
  for (auto& [key, one] : composed) best.push_back(std::move(one));
  std::stable_sort(best.begin(), best.end(), [](const Composed& a, const Composed& b) { return a.weight > b.weight; });
  if (best.size() > kMostTerms) best.resize(kMostTerms);
  std::vector<Equivalent> found;
  for (Composed& one : best) {
    Equivalent equivalent;
    equivalent.key = dictionary_key(one.term);
    equivalent.part_of_speech = query.part_of_speech;
    const bool exists = words_exist(target, one.term);
    equivalent.witnesses.push_back({.kind = EvidenceKind::composition,
                                    .origin = std::string(exists ? kComposedOrigin : kComposedUnknownOrigin),
                                    .detail = std::move(one.detail),
                                    .strength = one.weight,
                                    .forward = one.weight,
                                    .pivot = {}});
    equivalent.term = std::move(one.term);
    found.push_back(std::move(equivalent));
  }
  return found;
}

}  // namespace termknit
