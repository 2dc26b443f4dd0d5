// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/extraction/candidate_collector.h"

#include <algorithm>
#include <cmath>

#include "core/checksum.h"
#include "glossary/extraction/abbreviations.h"
#include "glossary/extraction/term_variants.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr std::size_t kKeptOccurrences = 6;
constexpr std::uint8_t kKeptOpenings = 6;  // and so many more near the beginning of a sentence, which may define
constexpr std::size_t kOpeningWords = 3;
constexpr std::size_t kSampleBytes = 16384;
/// In a language without a stop list its commonest 200 words or so delimit terms: hand-made lists do no better
/// (.412 against .416 best F1 over eight ACTER corpora).
constexpr double kVeryCommon = 5e-4;

/// Only blanks between two tokens: anything else (a comma, a bracket) ends a term.
bool joined(std::string_view text, const Token& left, const Token& right) {
  const std::string_view between = text.substr(left.range.end, right.range.begin - left.range.end);
  return between.find_first_not_of(" \t\n") == std::string_view::npos && between.size() <= 2;
}

bool has_letter(std::string_view folded) {
  // After folding, ASCII letters are small and every other letter is outside ASCII.
  return std::any_of(folded.begin(), folded.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; });
}

/// "[!NOTE]" of Markdown.
bool is_callout(std::string_view text, const Token& token) {
  return token.range.begin >= 2 && text.substr(token.range.begin - 2, 2) == "[!";
}

constexpr std::size_t kLettersBehindFigure = 3, kWordBehindFigure = 8;

/// Of "6-minute": 6. Bytes; 0 if it is no such word.
std::size_t letters_behind_figure(std::string_view folded) {
  const std::size_t end = folded.find_first_not_of("0123456789");
  return end == 0 || end == folded.npos || folded[end] != '-' || !has_letter(folded.substr(end + 1, 1))
             ? 0
             : folded.size() - end - 1;
}

/// II, VII, XIV; not IV, which medicine writes for "intravenous".
bool is_roman_numeral(std::string_view form) {
  return form.size() > 1 && form != "IV" && form.find_first_not_of("IVX") == std::string_view::npos;
}

std::filesystem::path language_folder(const LanguageResources& resources, const LanguageTag& language) {
  return resources.options().data_folder / "languages" / language.language().str();
}

/// A capital behind a small letter begins a name or a label: "lapu Debitors" is no term.
bool begins_name(const WordInfo& before, const WordInfo& word) {
  return word.shape.capital && !word.shape.all_capitals && !word.shape.acronym && !before.shape.capital;
}

bool only(const PartOfSpeechSet& set, std::initializer_list<PartOfSpeech> allowed) {
  return !set.empty() && (set.bits() & ~PartOfSpeechSet(allowed).bits()) == 0;
}

}  // namespace

std::size_t CandidateCollector::KeyHash::operator()(const std::vector<std::uint32_t>& key) const {
  return checksum({reinterpret_cast<const char*>(key.data()), key.size() * sizeof(std::uint32_t)});
}

const std::vector<std::uint32_t>& main_form(const CandidateGroup& group) {
  auto best = group.forms.begin();
  for (auto it = group.forms.begin(); it != group.forms.end(); ++it) {
    if (it->second > best->second) best = it;
  }
  return best->first;
}

CandidateCollector::CandidateCollector(LanguageResources& resources, LanguageTag language, const FrequencyList& general,
                                       std::size_t max_groups)
    : language_(std::move(language)),
      profile_(resources.profile(language_)),
      general_(general),
      names_(resources.options().data_folder, language_),
      cues_(language_folder(resources, language_) / "cues.tsv", resources.options().sink),
      spellings_(read_spellings(language_folder(resources, language_) / "spellings.tsv")),
      max_groups_(max_groups),
      window_words_(std::max<std::size_t>(max_groups / 12, 1)) {}

WordInfo CandidateCollector::classify(std::string_view form, const Token& token) const {
  WordInfo info;
  const std::string& folded = token.folded;
  info.stop = profile_.stop_words.empty() ? !general_.empty() && general_.probability(folded) >= kVeryCommon
                                          : profile_.is_stop_word(folded);
  if (names_.is_unit(form)) info.stop = true;
  info.opening = info.stop && cues_.may_open(folded);
  info.inner = profile_.is_inner_word(folded);
  info.joint = info.inner && cues_.is_joint(folded);
  info.number = !has_letter(folded) || (folded[0] >= '0' && folded[0] <= '9') || is_roman_numeral(form);
  // "6-minute" opens a term, but is none; "6-minutenlooptest" is one.
  if (const std::size_t letters = letters_behind_figure(folded); info.number && letters >= kLettersBehindFigure) {
    info.number = false;
    info.opening = info.stop = letters < kWordBehindFigure;
  }
  // "cf", "Vol", "incl" have lost their full stop to the sentence; what the dictionary knows is a word as well ("Art").
  if (!token.analysis->known() && profile_.abbreviations.contains(folded + ".")) info.stop = true;
  // A nominative may end like a case (lista); what the dictionary knows in that form is its own lemma then.
  if (token.analysis->known() && fold(token.analysis->lemma()) != folded) {
    const bool noun = only(token.analysis->parts_of_speech, {PartOfSpeech::noun});
    info.case_ending = static_cast<std::uint8_t>(cues_.case_ending(folded, noun));
  }
  info.shape = word_shape(form, token.analysis->known());
  // One letter is a name, a variable or a list mark.
  if (code_points(folded) < 2) info.stop = true;
  const PartOfSpeechSet& parts = token.analysis->parts_of_speech;
  using enum PartOfSpeech;
  if (only(parts, {function_word})) info.stop = true;
  judge_parts_of_speech(token, info);
  info.noun = info.verb || parts.empty() || parts.contains(noun) || parts.contains(proper_noun);
  if (profile_.nouns_capitalised) {
    if (!info.shape.capital) info.noun = false;
    // A capital makes a noun of everything but the first word: "der Vertrieb", though the dictionary knows a verb form.
    if (info.shape.capital && !info.stop && !info.can_be_modifier) {
      info.noun = info.can_be_head = info.can_be_modifier = info.unless_first = true;
    }
  }
  return info;
}

/// What the form may be in a term, by the dictionary's classes and its ending.
void CandidateCollector::judge_parts_of_speech(const Token& token, WordInfo& info) const {
  using enum PartOfSpeech;
  const PartOfSpeechSet& parts = token.analysis->parts_of_speech;
  const std::string& folded = token.folded;
  const std::string lemma = fold(token.analysis->lemma());
  if (only(parts, {adjective, adverb, verb})) info.can_be_head = false;
  if (only(parts, {verb, adverb, function_word, number, other})) {
    info.can_be_head = false;
    info.participle = info.can_be_modifier = parts.contains(verb) && cues_.is_participle(folded);
    info.alone = parts.contains(verb) && cues_.is_infinitive(folded);
  }
  const bool sure_verb =
      parts.contains(verb) && !parts.contains(noun) && lemma == folded && cues_.is_infinitive(folded);
  const bool predicate =
      lemma != folded && cues_.is_predicate(folded) && (!parts.contains(noun) || token.analysis->lemmas.size() > 1);
  if (sure_verb || predicate) info.can_be_head = info.can_be_modifier = false;
  if (sure_verb) info.alone = true;
  if (only(parts, {verb}) && cues_.tell_verbs()) {
    // The words around it decide: offshore is a verb to the dictionary.
    info.verb = info.can_be_head = info.can_be_modifier = true;
    info.alone = info.participle = false;
  }
}

std::uint32_t CandidateCollector::form_number(std::string_view form, const Token& token) {
  if (const auto it = form_numbers_.find(form); it != form_numbers_.end()) return it->second;
  const auto number = static_cast<std::uint32_t>(forms_.size());
  WordInfo info = classify(form, token);
  const std::string lemma = fold(token.analysis->lemma());
  const auto [it, fresh] = lemma_numbers_.emplace(lemma, static_cast<std::uint32_t>(lemmas_.size()));
  if (fresh) {
    lemmas_.push_back(lemma);
    lemma_counts_.push_back(0);
    lemma_general_.push_back(0);
    lemma_written_.push_back(false);
  }
  info.lemma = it->second;
  info.name = names_.contains(form, lemma);
  // Two spellings of one folded form (Kunde, KUNDE) must not count its general frequency twice.
  if (counted_.insert(token.folded).second) lemma_general_[info.lemma] += general_share(token.folded);
  const std::vector<std::string>& lemmas = token.analysis->lemmas;
  if (general_.is_written(token.folded) || std::any_of(lemmas.begin(), lemmas.end(), [&](const std::string& each) {
        return general_.is_written(fold(each));
      })) {
    lemma_written_[info.lemma] = true;
  }
  form_numbers_.emplace(form, number);
  forms_.emplace_back(form);
  infos_.push_back(info);
  analyses_.push_back(token.analysis);
  return number;
}

/// A list counted from American films says little about "organisation" itself.
double CandidateCollector::general_share(const std::string& folded) const {
  const double share = general_.probability(folded);
  const std::string other = respell(folded, spellings_);
  return other != folded && general_.contains(other) ? std::max(share, general_.probability(other)) : share;
}

void CandidateCollector::count_cues(std::string_view text, const std::vector<Token>& tokens) {
  if (cues_.empty()) return;
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    if (tokens[i].sentence != tokens[i - 1].sentence || !joined(text, tokens[i - 1], tokens[i])) continue;
    infos_[numbers_[i]].verb_cues += cues_.before_verb(tokens[i - 1].folded);
    infos_[numbers_[i]].noun_cues += cues_.before_noun(tokens[i - 1].folded);
    infos_[numbers_[i - 1]].noun_cues += cues_.after_noun(tokens[i].folded);
    infos_[numbers_[i - 1]].verb_cues += cues_.after_verb(tokens[i].folded);
  }
}

void CandidateCollector::add_block(std::string_view text, const std::vector<Token>& tokens, std::uint32_t article,
                                   std::uint32_t block) {
  numbers_.clear();
  for (const Token& token : tokens) {
    const std::uint32_t number = form_number(token.range.of(text), token);
    numbers_.push_back(number);
    ++lemma_counts_[infos_[number].lemma];
    stop_words_ += profile_.is_stop_word(token.folded);
  }
  count_cues(text, tokens);
  running_words_ += tokens.size();
  if (sample_.size() < kSampleBytes) sample_.append(truncate_at_code_point(text, kSampleBytes)).push_back('\n');
  std::size_t begin = 0;
  while (begin < tokens.size()) {
    std::size_t end = begin + 1;
    while (end < tokens.size() && tokens[end].sentence == tokens[begin].sentence) ++end;
    add_candidates(text, tokens, begin, end, {article, block, tokens[begin].sentence});
    begin = end;
  }
  add_abbreviations(text, tokens, article, block);
  if (groups_.size() > max_groups_ && groups_.size() > groups_kept_ + max_groups_ / 4) forget_rare();
}

/// An adjective belongs to the noun behind it ("řádek prodejní" of "řádek prodejní objednávky"), a participle to its
/// preposition ("faktury vytvořené z dohod").
bool CandidateCollector::leans_on_next(std::string_view text, const std::vector<Token>& tokens, std::size_t at) const {
  const WordInfo& next = infos_[numbers_[at + 1]];
  if (!joined(text, tokens[at], tokens[at + 1]) || next.number) return false;
  if (next.inner) return !profile_.is_conjunction(tokens[at + 1].folded);
  return !next.stop && next.can_be_modifier;
}

void CandidateCollector::add_candidates(std::string_view text, const std::vector<Token>& tokens, std::size_t begin,
                                        std::size_t end, Occurrence where) {
  // True if the word at i (or the sentence's edge, or punctuation) cannot be part of a term together with its
  // neighbour.
  const auto delimits = [&](std::size_t i) { return infos_[numbers_[i]].stop || infos_[numbers_[i]].number; };
  const bool inflected = !profile_.agreement.empty();
  for (std::size_t first = begin; first < end; ++first) {
    const WordInfo& start = infos_[numbers_[first]];
    if ((start.stop && !start.opening) || start.inner || start.number) continue;
    if (!start.can_be_modifier && !start.alone && !start.opening) continue;
    if ((start.unless_first && first == begin) || is_callout(text, tokens[first])) continue;
    const bool left_free = first == begin || !joined(text, tokens[first - 1], tokens[first]) || delimits(first - 1);
    InnerWords inner = InnerWords::none;
    std::uint8_t case_so_far = 0;
    std::size_t content = 0;
    for (std::size_t last = first; last < std::min(end, first + kMaxTermTokens); ++last) {
      if (last > first && !joined(text, tokens[last - 1], tokens[last])) break;
      const WordInfo& word = infos_[numbers_[last]];
      if (last > first) {
        if (word.inner) {
          inner = std::max(inner, word.joint ? InnerWords::joint : InnerWords::other);
          if (!profile_.is_conjunction(tokens[last].folded)) case_so_far = 0;  // the preposition has its own case
          continue;
        }
        if (word.stop || !word.can_be_modifier) break;
        if (inflected && !profile_.nouns_capitalised && begins_name(infos_[numbers_[last - 1]], word)) break;
      } else if (word.opening) {
        continue;
      }
      if (word.number || word.inner) continue;
      if (++content > kMaxTermWords) break;
      if (case_so_far != 0 && word.case_ending != case_so_far) break;
      case_so_far = word.case_ending;
      const bool single = first == last;
      if (!single && start.alone && !start.can_be_modifier) break;
      if (single && word.participle) continue;
      if (!single && !word.can_be_head && (start.opening || !start.can_be_head)) continue;
      if (!single && !word.can_be_head && inflected && last + 1 < end && leans_on_next(text, tokens, last)) continue;
      const bool right_free = last + 1 == end || !joined(text, tokens[last], tokens[last + 1]) || delimits(last + 1);
      count(&numbers_[first], last - first + 1,
            {.inner = inner,
             .independent = left_free && right_free,
             .first = first == begin,
             .opening = first - begin < kOpeningWords},
            where);
    }
  }
}

void CandidateCollector::count(const std::uint32_t* forms, std::size_t size, Surroundings around, Occurrence where) {
  std::vector<std::uint32_t> key(size);
  for (std::size_t i = 0; i < size; ++i) key[i] = infos_[forms[i]].lemma;
  const auto [it, fresh] = group_numbers_.emplace(std::move(key), static_cast<std::uint32_t>(groups_.size()));
  if (fresh) groups_.emplace_back().key = it->first;
  CandidateGroup& group = groups_[it->second];
  ++group.forms[std::vector<std::uint32_t>(forms, forms + size)];
  ++group.frequency;
  group.independent += around.independent;
  group.inner = std::max(group.inner, around.inner);
  if (!around.first) count_name_evidence(forms, size, group);
  const bool new_article = group.last_article != where.article;
  if (new_article) ++group.articles;
  group.last_article = where.article;
  group.last_window = static_cast<std::uint32_t>(running_words_ / window_words_);
  if (group.occurrences.size() < kKeptOccurrences && (new_article || group.occurrences.size() < kKeptOccurrences / 2)) {
    group.occurrences.push_back(where);
  } else if (around.opening && group.openings < kKeptOpenings) {
    ++group.openings;
    group.occurrences.push_back(where);
  }
}

/// Where everything is in capitals, or all of it is an acronym, capitals say nothing.
void CandidateCollector::count_name_evidence(const std::uint32_t* forms, std::size_t size,
                                             CandidateGroup& group) const {
  bool all_shouted = true, all_capital = true;
  for (std::size_t i = 0; i < size; ++i) {
    const WordInfo& word = infos_[forms[i]];
    if (word.inner || (word.stop && !word.opening)) continue;
    all_shouted = all_shouted && (word.shape.all_capitals || word.shape.acronym);
    all_capital = all_capital && word.shape.capital;
  }
  if (all_shouted) return;
  ++group.within;
  group.within_names += all_capital;
  group.within_titles += infos_[forms[0]].shape.capital;
}

void CandidateCollector::add_abbreviations(std::string_view text, const std::vector<Token>& tokens,
                                           std::uint32_t article, std::uint32_t block) {
  for (AbbreviationDefinition& found : find_abbreviations(text, tokens, kMaxTermTokens)) {
    while (!found.begin_known && found.first > 0 && found.last - found.first + 1 < kMaxTermTokens &&
           tokens[found.first - 1].sentence == tokens[found.last].sentence &&
           joined(text, tokens[found.first - 1], tokens[found.first])) {
      const WordInfo& before = infos_[numbers_[found.first - 1]];
      if (before.stop || before.inner || before.number || !before.can_be_modifier) break;
      --found.first;
    }
    std::vector<std::uint32_t> key;
    for (std::size_t i = found.first; i <= found.last; ++i) key.push_back(infos_[numbers_[i]].lemma);
    if (find(key) == nullptr) count_long_form(found, {article, block, tokens[found.first].sentence});
    ++short_forms_[std::move(key)][infos_[numbers_[found.short_form]].lemma];
  }
}

/// What the text gives a short form is a term though its words do not look like one ("heart failure with preserved
/// ejection fraction").
void CandidateCollector::count_long_form(const AbbreviationDefinition& found, Occurrence where) {
  const auto edge = [&](std::size_t i) { return infos_[numbers_[i]].stop || infos_[numbers_[i]].inner; };
  if (found.first == found.last || edge(found.first) || edge(found.last)) return;
  count(&numbers_[found.first], found.last - found.first + 1, {.inner = InnerWords::other, .independent = true}, where);
}

std::map<std::vector<std::uint32_t>, std::uint32_t> CandidateCollector::short_forms() const {
  std::map<std::vector<std::uint32_t>, std::uint32_t> best;
  for (const auto& [key, lemmas] : short_forms_) {
    const auto most = std::max_element(lemmas.begin(), lemmas.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    best.emplace(key, most->first);
  }
  return best;
}

void CandidateCollector::forget_rare() {
  const auto now = static_cast<std::uint32_t>(running_words_ / window_words_);
  const auto rare = [&](const CandidateGroup& group) {
    return group.frequency == 1 && group.key.size() > 1 && group.last_window + 1 < now;
  };
  groups_.erase(std::remove_if(groups_.begin(), groups_.end(), rare), groups_.end());
  group_numbers_.clear();
  for (std::uint32_t i = 0; i < groups_.size(); ++i) group_numbers_.emplace(groups_[i].key, i);
  groups_kept_ = groups_.size();
}

const std::uint32_t* CandidateCollector::find(const std::vector<std::uint32_t>& key) const {
  const auto it = group_numbers_.find(key);
  return it == group_numbers_.end() ? nullptr : &it->second;
}

double CandidateCollector::stop_word_share() const {
  return running_words_ == 0 ? 0 : static_cast<double>(stop_words_) / static_cast<double>(running_words_);
}

double CandidateCollector::weirdness(std::uint32_t lemma) const {
  const double here =
      static_cast<double>(lemma_counts_[lemma]) / static_cast<double>(std::max<std::uint64_t>(running_words_, 1));
  // The form of another lemma may have taken the general frequency (Eu, EU): then the word is unknown to the list.
  double general = lemma_general_[lemma] > 0 ? lemma_general_[lemma] : general_.probability({});
  if (lemma_written_[lemma]) general = std::max(general, kWrittenShare);
  return std::log(here / general);
}

}  // namespace termknit
