// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/extraction/term_ranking.h"

#include <algorithm>
#include <cmath>

namespace termknit {
namespace {

constexpr double kLeastWeirdness = -2, kMostWeirdness = 8, kFloor = 0.01;
constexpr double kFrequencyPower = 1.2;   // between the logarithm and its square: what is frequent comes first
constexpr double kSpread = 0.15;          // per e-fold of the articles: one author's own words stay in one article
constexpr double kDependent = 0.4;        // always between words of the same unit
constexpr double kOnceFactor = 0.7;       // per word after the first: a multiword seen once is mostly chance
constexpr double kTwiceFactor = 0.85;     // per word after the second
constexpr double kInnerWordFactor = 0.3;  // "share of market" is a term less often than "market share"
constexpr double kJointFactor = 0.6;      // "fraction d'éjection"
constexpr double kFragmentFactor = 0.3;   // "supply chain" where it always stands in "supply chain management"
constexpr double kFragmentShare = 0.8;    // of its occurrences
constexpr double kNoNounFactor = 0.6;     // a lone adjective, participle
constexpr double kAttributeFactor = 0.5;  // and where it hardly ever stands alone
constexpr double kAgreeingAttributeFactor = 0.2;  // where adjectives bend with their nouns they are cited with them
constexpr double kAloneShare = 0.2;
constexpr double kForeignAdjectiveFactor = 0.85;
constexpr double kNoHeadFactor = 0.3;  // a multiword whose head is no noun
constexpr double kVerbFactor = 0.3;    // by the words in front of it
constexpr std::uint32_t kSureVerb = 4;
constexpr double kNounShare = 0.2;  // of an infinitive's occurrences, that it is a noun
constexpr double kVerbFrontFactor = 0.5;
constexpr double kWrittenFactor = 0.3;         // nothing but words of no subject in particular
constexpr double kSymbolFactor = 0.2;          // variables, reading errors
constexpr std::uint32_t kRareRunTogether = 2;  // oftener it is a name (PowerPoint) rather than two cells of a table
constexpr double kNameFactor = 0.4;            // a name is wanted less often than a term
constexpr std::uint64_t kSmallCorpus = 5000;   // words
constexpr double kSmallTermScore = 1.5, kTermScoreGrowth = 0.75, kMostTermScore = 3;
constexpr double kNameShare = 0.9;  // of the occurrences inside sentences

}  // namespace

bool is_proper_name(const CandidateCollector& collector, const CandidateGroup& group) {
  if (collector.profile().nouns_capitalised) {
    const std::vector<std::uint32_t>& form = main_form(group);
    return std::all_of(form.begin(), form.end(), [&](std::uint32_t word) {
      return collector.info(word).inner ||
             collector.analysis(word).parts_of_speech == PartOfSpeechSet{PartOfSpeech::proper_noun};
    });
  }
  return group.within > 0 && group.within_names >= kNameShare * group.within;
}

TermRanking::TermRanking(const CandidateCollector& collector, const Spellings& spellings)
    : collector_(collector),
      variants_(collector, spellings),
      short_forms_(collector.short_forms()),
      longer_(collector.groups().size()) {
  find_name_acronyms();
  find_longer();
}

/// New York Heart Association (NYHA) makes NYHA a name, ejection fraction (EF) makes EF a term.
void TermRanking::find_name_acronyms() {
  if (collector_.profile().nouns_capitalised) return;
  for (const auto& [key, lemma] : short_forms_) {
    const std::uint32_t* group = collector_.find(key);
    if (!group) continue;
    (is_proper_name(collector_, collector_.groups()[*group]) ? name_acronyms_ : term_acronyms_).insert(lemma);
  }
}

bool TermRanking::is_name_word(std::uint32_t form) const {
  const WordInfo& word = collector_.info(form);
  if (term_acronyms_.contains(word.lemma)) return false;
  return word.name || name_acronyms_.contains(word.lemma);
}

bool TermRanking::is_name(const CandidateGroup& group) const {
  const std::vector<std::uint32_t>& form = main_form(group);
  return is_proper_name(collector_, group) ||
         std::all_of(form.begin(), form.end(), [&](std::uint32_t word) { return is_name_word(word); });
}

/// Mean over the content words; a name among them says nothing about the subject (EU level).
double TermRanking::mean_weirdness(const CandidateGroup& group, const std::vector<std::uint32_t>& form) const {
  double sum = 0, sum_of_names = 0;
  int words = 0, names = 0;
  for (std::size_t i = 0; i < group.key.size(); ++i) {
    const WordInfo& word = collector_.info(form[i]);
    if (word.inner || (word.stop && !word.opening)) continue;
    const double weirdness = std::clamp(collector_.weirdness(group.key[i]), kLeastWeirdness, kMostWeirdness);
    const bool name = is_name_word(form[i]);
    (name ? sum_of_names : sum) += weirdness;
    ++(name ? names : words);
  }
  if (words > 0) return std::max(sum / words, kFloor);
  return std::max(names == 0 ? 0 : sum_of_names / names, kFloor);
}

void TermRanking::find_longer() {
  for (const CandidateGroup& group : collector_.groups()) {
    if (group.key.size() < 2 || group.frequency < 2) continue;
    for (std::size_t i = 1; i < group.key.size(); ++i) {
      const auto middle = group.key.begin() + static_cast<std::ptrdiff_t>(i);
      for (const std::vector<std::uint32_t>& part : {std::vector<std::uint32_t>(group.key.begin(), middle),
                                                     std::vector<std::uint32_t>(middle, group.key.end())}) {
        if (const std::uint32_t* found = collector_.find(part)) {
          longer_[*found] = std::max(longer_[*found], group.frequency);
        }
      }
    }
  }
}

/// "Le piaffer" is a term, "apprécier" hardly ever one.
bool TermRanking::is_infinitive(const CandidateGroup& group, const WordInfo& word) {
  return word.alone && word.noun_cues < kNounShare * group.frequency;
}

/// Of several words the head, or one that the dictionary knows as a verb alone ("furosemide relieves dyspnoea").
bool TermRanking::is_verb(const CandidateGroup& group, const std::vector<std::uint32_t>& form,
                          std::uint32_t head) const {
  const WordInfo& word = collector_.info(head);
  if (form.size() == 1) return collector_.is_verb_here(head) || is_infinitive(group, word);
  if (word.verb_cues > kSureVerb * word.noun_cues) return true;
  return std::any_of(form.begin() + 1, form.end(),
                     [&](std::uint32_t each) { return collector_.info(each).verb && collector_.is_verb_here(each); });
}

double TermRanking::score(const CandidateGroup& group, std::uint32_t longer, std::vector<ScorePart>* why) const {
  const std::vector<std::uint32_t>& form = main_form(group);
  const bool multiword = group.key.size() > 1;
  const double frequency = group.frequency;
  double score = 1;
  const auto part = [&](const char* name, double value) {
    score *= value;
    if (why && value != 1) why->push_back({name, value});
  };
  const auto content = [&](auto&& has) {
    return [&, has](std::uint32_t word) { return collector_.info(word).inner || has(word); };
  };
  part("weirdness", mean_weirdness(group, form));
  part("frequency", std::pow(std::log1p(frequency), kFrequencyPower));
  part("articles", 1 + kSpread * std::log(std::max(group.articles, 1U)));
  part("independence", kDependent + (1 - kDependent) * group.independent / frequency);
  const auto words = static_cast<double>(group.key.size());
  if (multiword && group.frequency == 1) part("seen once", std::pow(kOnceFactor, words - 1));
  if (words > 2 && group.frequency == 2) part("seen twice", std::pow(kTwiceFactor, words - 2));
  // What the author gives a short form is a term, whatever stands in it.
  if (group.inner != InnerWords::none && !short_forms_.contains(group.key)) {
    part("inner function word", group.inner == InnerWords::joint ? kJointFactor : kInnerWordFactor);
  }
  if (group.frequency > 1 && longer >= kFragmentShare * frequency) part("part of a longer term", kFragmentFactor);
  const std::uint32_t head = collector_.profile().head == HeadPosition::first ? form.front() : form.back();
  const bool verb = is_verb(group, form, head);
  if (verb) part("verb", kVerbFactor);
  if (multiword && collector_.is_verb_here(form.front())) part("verb in front", kVerbFrontFactor);
  if (!verb && !collector_.info(head).noun) {
    // An adjective of the subject's own (systolic) is a term sooner than a common one.
    const bool foreign = collector_.is_foreign(collector_.info(head).lemma);
    part("no noun", multiword ? kNoHeadFactor : foreign ? kForeignAdjectiveFactor : kNoNounFactor);
    if (!multiword && !foreign && group.independent < kAloneShare * frequency) {
      part("attribute", collector_.profile().agreement.empty() ? kAttributeFactor : kAgreeingAttributeFactor);
    }
  }
  // A name makes no term of them: "EU level".
  if (std::all_of(form.begin(), form.end(), content([&](std::uint32_t w) {
                    return collector_.is_written(collector_.info(w).lemma) || (multiword && is_name_word(w));
                  }))) {
    part("words of any subject", kWrittenFactor);
  }
  const auto is_noise = [&](std::uint32_t word) {
    const WordShape& shape = collector_.info(word).shape;
    return shape.symbol || (shape.run_together && group.frequency <= kRareRunTogether);
  };
  if (std::any_of(form.begin(), form.end(), is_noise)) part("symbol", kSymbolFactor);
  if (is_name(group)) part("name", kNameFactor);
  return score;
}

CandidateGroup TermRanking::with_variants(std::uint32_t number) const {
  CandidateGroup group = collector_.groups()[number];
  for (const std::uint32_t variant : variants_.of(number)) {
    const CandidateGroup& other = collector_.groups()[variant];
    group.frequency += other.frequency;
    group.articles = std::max(group.articles, other.articles);
    group.independent += other.independent;
  }
  return group;
}

std::vector<RankedGroup> TermRanking::rank() const {
  const auto& groups = collector_.groups();
  std::vector<RankedGroup> ranked;
  ranked.reserve(groups.size());
  const double least = term_score(collector_.running_words());
  for (std::uint32_t i = 0; i < groups.size(); ++i) {
    if (variants_.is_variant(i)) continue;
    const std::vector<std::uint32_t>& variants = variants_.of(i);
    const CandidateGroup joined = variants.empty() ? CandidateGroup() : with_variants(i);
    const CandidateGroup& group = variants.empty() ? groups[i] : joined;
    const double score_here = score(group, longer_[i], nullptr);
    // Names stand behind terms, but are no less sure.
    const bool term = score_here >= least * (is_name(group) ? kNameFactor : 1);
    ranked.push_back({i, score_here, term, variants});
  }
  const auto before = [&](const RankedGroup& a, const RankedGroup& b) {
    if (a.score != b.score) return a.score > b.score;
    const auto& left = groups[a.group].key;
    const auto& right = groups[b.group].key;
    return std::lexicographical_compare(
        left.begin(), left.end(), right.begin(), right.end(),
        [&](std::uint32_t x, std::uint32_t y) { return collector_.lemma(x) < collector_.lemma(y); });
  };
  std::sort(ranked.begin(), ranked.end(), before);
  return ranked;
}

double term_score(std::uint64_t running_words) {
  const double times = static_cast<double>(std::max(running_words, kSmallCorpus)) / static_cast<double>(kSmallCorpus);
  return std::min(kSmallTermScore + kTermScoreGrowth * std::log10(times), kMostTermScore);
}

std::vector<ScorePart> TermRanking::explain(const RankedGroup& ranked) const {
  std::vector<ScorePart> why;
  score(with_variants(ranked.group), longer_[ranked.group], &why);
  return why;
}

}  // namespace termknit
