// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "core/checksum.h"
#include "core/parallel.h"
#include "glossary/parallel/parallel_sections.h"
#include "glossary/parallel/parallel_text.h"
#include "glossary/parallel/word_aligner.h"
#include "indexer/lemma_vote.h"
#include "language/analyzer.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr float kLeastProbability = 0.003F;  // of a unit translation that is kept
constexpr std::size_t kSortedUnits = 12;     // suffixes are compared this far: longer than any term

/// Words of one language, numbered while text comes in.
class WordList {
 public:
  std::uint32_t add(std::string form, const std::shared_ptr<const WordAnalysis>& analysis) {
    const auto [it, fresh] = numbers_.try_emplace(std::move(form), static_cast<std::uint32_t>(analyses_.size()));
    if (fresh) {
      forms_.push_back(&it->first);
      analyses_.push_back(analysis);
      counts_.push_back(0);
    }
    ++counts_[it->second];
    return it->second;
  }

  /// Of several lemmas the one that most of the text's forms have comes first.
  void vote(double margin) {
    LemmaVote votes(margin);
    for (std::size_t i = 0; i < size(); ++i) votes.add(*analyses_[i], counts_[i]);
    for (auto& analysis : analyses_) {
      const auto winner = static_cast<std::ptrdiff_t>(votes.winner(*analysis));
      if (winner == 0) continue;
      auto voted = std::make_shared<WordAnalysis>(*analysis);
      std::rotate(voted->lemmas.begin(), voted->lemmas.begin() + winner, voted->lemmas.begin() + winner + 1);
      analysis = std::move(voted);
    }
  }

  std::size_t size() const { return analyses_.size(); }
  const std::string& form(std::size_t i) const { return *forms_[i]; }
  const WordAnalysis& analysis(std::size_t i) const { return *analyses_[i]; }
  std::uint32_t count(std::size_t i) const { return counts_[i]; }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<const std::string*> forms_;
  std::vector<std::shared_ptr<const WordAnalysis>> analyses_;
  std::vector<std::uint32_t> counts_;
};

/// The units a form is aligned by: its parts where it is a compound, else its lemma.
std::vector<std::string> unit_names(const WordAnalysis& analysis) {
  std::vector<std::string> names;
  for (const CompoundPart& part : analysis.parts) names.push_back(fold(part.lemma));
  std::erase(names, std::string());
  if (names.size() < 2) names = {fold(analysis.lemma())};
  return names;
}

struct AnalysedSentence {
  std::vector<std::uint32_t> words;  ///< numbers in the word list
};

/// One language of all segments.
class Side {
 public:
  Side(LanguageResources& resources, LanguageTag tag) : tag_(std::move(tag)), analyzer_(resources, tag_) {}

  const LanguageTag& tag() const { return tag_; }

  /// Sentences of each segment, in order; a segment without this language has none.
  void analyse(const std::vector<const Segment*>& segments) {
    sentences_.resize(segments.size());
    for (std::size_t i = 0; i < segments.size(); ++i) {
      const std::string* text = segments[i]->text(tag_);
      if (!text) continue;
      std::uint32_t sentence = UINT32_MAX;
      for (const Token& token : analyzer_.analyze(*text)) {
        if (sentences_[i].empty() || token.sentence != sentence) sentences_[i].emplace_back();
        sentence = token.sentence;
        const std::string form = to_nfc(text->substr(token.range.begin, token.range.end - token.range.begin));
        sentences_[i].back().words.push_back(words_.add(form, token.analysis));
      }
    }
  }

  const std::vector<AnalysedSentence>& sentences(std::size_t segment) const { return sentences_[segment]; }

  /// Sentences `from` to `to` of a segment become the next segment of the stream; none: an empty one.
  void append(std::size_t segment, std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to && i < sentences_[segment].size(); ++i)
      stream_words_.insert(stream_words_.end(), sentences_[segment][i].words.begin(),
                           sentences_[segment][i].words.end());
    word_ends_.push_back(static_cast<std::uint32_t>(stream_words_.size()));
  }

  /// Numbers units and forms in sorted order, and makes the stream of units.
  void finish() {
    sentences_ = {};
    if (const double margin = analyzer_.profile().lemma_vote_margin; margin > 0) words_.vote(margin);
    sort_forms();
    number_units();
    std::vector<Unit> segment;
    for (std::size_t s = 0; s < word_ends_.size(); ++s) {
      segment.clear();
      starts_.push_back(static_cast<std::uint32_t>(stream_.size()));
      for (std::uint32_t i = s == 0 ? 0 : word_ends_[s - 1]; i < word_ends_[s]; ++i) {
        const std::uint32_t form = sorted_number_[stream_words_[i]];
        std::uint8_t part = 0;
        for (const Unit unit : units_of(form)) {
          segment.push_back(unit);
          stream_.push_back(unit);
          stream_forms_.push_back(form);
          stream_parts_.push_back(part++);
        }
      }
      text_.add(segment);
      stream_.push_back(0);
      stream_forms_.push_back(0);
      stream_parts_.push_back(0);
    }
    starts_.push_back(static_cast<std::uint32_t>(stream_.size()));
    stream_words_ = {};
    sort_suffixes();
  }

  const UnitText& text() const { return text_; }
  Unit unit_count() const { return static_cast<Unit>(unit_names_.size()); }

  void write(SectionWriter& out, std::size_t number) {
    using namespace parallel_sections;
    const auto at = [&](OfLanguage section) { return of_language(number, section); };
    std::vector<std::string> forms, folded, analyses, lemmas;
    std::vector<std::uint32_t> counts;
    for (const std::uint32_t i : order_) {
      forms.push_back(words_.form(i));
      folded.push_back(fold(words_.form(i)));
      analyses.push_back(format_analysis(words_.analysis(i)));
      lemmas.push_back(words_.analysis(i).lemma());
      counts.push_back(words_.count(i));
    }
    out.add_texts(at(kUnits), unit_names_);
    out.add_texts(at(kForms), forms);
    out.add_texts(at(kFolded), folded);
    out.add_texts(at(kAnalyses), analyses);
    out.add_texts(at(kLemmas), lemmas);
    out.add(at(kFormCounts), counts);
    out.add(at(kFormUnitEnds), form_unit_ends_);
    out.add(at(kFormUnits), form_units_);
    out.add(at(kStream), stream_);
    out.add(at(kStreamForms), stream_forms_);
    out.add(at(kStreamParts), stream_parts_);
    out.add(at(kStarts), starts_);
    out.add(at(kSuffixes), suffixes_);
  }

 private:
  std::span<const Unit> units_of(std::uint32_t form) const {
    const std::uint32_t begin = form == 0 ? 0 : form_unit_ends_[form - 1];
    return std::span(form_units_).subspan(begin, form_unit_ends_[form] - begin);
  }

  void sort_forms() {
    std::vector<std::pair<std::string, std::uint32_t>> keys;
    for (std::uint32_t i = 0; i < words_.size(); ++i)
      keys.emplace_back(fold(words_.form(i)) + '\t' + words_.form(i), i);
    std::sort(keys.begin(), keys.end());
    sorted_number_.resize(keys.size());
    for (std::uint32_t i = 0; i < keys.size(); ++i) {
      order_.push_back(keys[i].second);
      sorted_number_[keys[i].second] = i;
    }
  }

  void number_units() {
    std::set<std::string> names;
    for (const std::uint32_t i : order_) {
      for (std::string& name : unit_names(words_.analysis(i))) names.insert(std::move(name));
    }
    unit_names_.emplace_back();
    unit_names_.insert(unit_names_.end(), names.begin(), names.end());
    for (const std::uint32_t i : order_) {
      for (const std::string& name : unit_names(words_.analysis(i))) {
        const auto it = std::lower_bound(unit_names_.begin() + 1, unit_names_.end(), name);
        form_units_.push_back(static_cast<Unit>(it - unit_names_.begin()));
      }
      form_unit_ends_.push_back(static_cast<std::uint32_t>(form_units_.size()));
    }
  }

  void sort_suffixes() {
    for (std::uint32_t place = 0; place < stream_.size(); ++place) {
      if (stream_[place] != 0) suffixes_.push_back(place);
    }
    std::sort(suffixes_.begin(), suffixes_.end(), [&](std::uint32_t a, std::uint32_t b) {
      for (std::size_t k = 0; k < kSortedUnits; ++k) {
        const Unit x = stream_[a + k], y = stream_[b + k];
        if (x != y) return x < y;
        if (x == 0) break;
      }
      return a < b;
    });
  }

  LanguageTag tag_;
  Analyzer analyzer_;
  WordList words_;
  std::vector<std::vector<AnalysedSentence>> sentences_;
  std::vector<std::uint32_t> stream_words_, word_ends_;
  std::vector<std::uint32_t> order_, sorted_number_;
  std::vector<std::string> unit_names_;
  std::vector<std::uint32_t> form_unit_ends_;
  std::vector<Unit> form_units_, stream_;
  std::vector<std::uint32_t> stream_forms_, starts_, suffixes_;
  std::vector<std::uint8_t> stream_parts_;
  UnitText text_;
};

std::uint64_t content_of(const Segment& segment) {
  std::uint64_t sum = 0;
  for (const SegmentText& text : segment.texts) sum ^= checksum(text.text, checksum(text.language.str()));
  return sum;
}

void write_pair(SectionWriter& out, std::size_t a, std::size_t b, const Side& first, const Side& second,
                const WordAlignment& alignment) {
  using namespace parallel_sections;
  std::vector<std::uint32_t> ends;
  std::vector<StoredAlignment> links;
  for (const std::vector<AlignmentLink>& of_segment : alignment.links) {
    for (const AlignmentLink& link : of_segment)
      links.push_back({link.source, link.target, link.weight, static_cast<std::uint8_t>(link.both)});
    ends.push_back(static_cast<std::uint32_t>(links.size()));
  }
  out.add(of_pair(a, b, kLinkEnds), ends);
  out.add(of_pair(a, b, kLinks), links);
  const auto rows = [&](const TranslationTable& table, const TranslationTable& back, Unit units, OfPair ends_at,
                        OfPair rows_at) {
    std::vector<std::uint32_t> row_ends;
    std::vector<UnitTranslation> row_list;
    for (Unit unit = 0; unit < units; ++unit) {
      const auto begin = static_cast<std::ptrdiff_t>(row_list.size());
      if (unit > 0 && unit <= table.source_units()) {
        table.for_each(unit, [&](Unit other, float probability) {
          const float backward = other <= back.source_units() ? back.probability_of(other, unit) : 0;
          if (std::max(probability, backward) >= kLeastProbability) row_list.push_back({other, probability, backward});
        });
      }
      std::sort(row_list.begin() + begin, row_list.end(),
                [](const UnitTranslation& x, const UnitTranslation& y) { return x.unit < y.unit; });
      row_ends.push_back(static_cast<std::uint32_t>(row_list.size()));
    }
    out.add(of_pair(a, b, ends_at), row_ends);
    out.add(of_pair(a, b, rows_at), row_list);
  };
  rows(alignment.forward, alignment.backward, first.unit_count(), kRowEnds, kRows);
  rows(alignment.backward, alignment.forward, second.unit_count(), kBackRowEnds, kBackRows);
}

}  // namespace

void write_parallel_text(const std::filesystem::path& file, std::uint64_t stamp, LanguageResources& resources,
                         std::vector<ResourceSegments> text, const ParallelTextOptions& options) {
  const auto say = [&](std::string_view what) {
    if (options.progress) options.progress(what);
  };
  std::vector<const Segment*> segments;
  std::vector<std::uint16_t> of_resource;
  std::set<LanguageTag> tags;
  std::set<std::uint64_t> known;
  for (std::size_t r = 0; r < text.size(); ++r) {
    for (const Segment& segment : text[r].segments) {
      if (!known.insert(content_of(segment)).second) continue;
      segments.push_back(&segment);
      of_resource.push_back(static_cast<std::uint16_t>(r));
      for (const SegmentText& side : segment.texts) tags.insert(side.language);
    }
  }
  known.clear();
  std::vector<Side> sides;
  sides.reserve(tags.size());
  for (const LanguageTag& tag : tags) sides.emplace_back(resources, tag);
  say("analysing parallel text");
  parallel_for(sides.size(), options.jobs, [&](std::size_t i, unsigned) { sides[i].analyse(segments); });

  // A segment of several sentences is as many segments, where all its languages have as many.
  std::vector<std::string> ids;
  std::vector<std::uint16_t> segment_resources;
  std::vector<std::uint8_t> whole;
  for (std::size_t s = 0; s < segments.size(); ++s) {
    std::size_t sentences = 0;
    bool equal = true;
    for (const Side& side : sides) {
      const std::size_t count = side.sentences(s).size();
      if (count == 0) continue;
      equal = equal && (sentences == 0 || count == sentences);
      sentences = count;
    }
    const std::size_t pieces = equal ? std::max<std::size_t>(sentences, 1) : 1;
    for (std::size_t piece = 0; piece < pieces; ++piece) {
      for (Side& side : sides) side.append(s, piece, pieces == 1 ? SIZE_MAX : piece + 1);
      ids.push_back(segments[s]->id);
      segment_resources.push_back(of_resource[s]);
      whole.push_back(pieces == 1);
    }
  }
  std::vector<std::string> names;
  std::vector<ResourceKind> kinds;
  for (const ResourceSegments& resource : text) {
    names.push_back(resource.name);
    kinds.push_back(resource.kind);
  }
  text.clear();
  parallel_for(sides.size(), options.jobs, [&](std::size_t i, unsigned) { sides[i].finish(); });

  SectionWriter out;
  std::vector<std::string> tag_names;
  for (const LanguageTag& tag : tags) tag_names.push_back(tag.str());
  using namespace parallel_sections;
  out.add_texts(kLanguages, tag_names);
  out.add_texts(kSegmentIds, ids);
  out.add(kSegmentResources, segment_resources);
  out.add(kSegmentWhole, whole);
  out.add_texts(kResourceNames, names);
  out.add(kResourceKinds, kinds);
  for (std::size_t a = 0; a < sides.size(); ++a) {
    for (std::size_t b = a + 1; b < sides.size(); ++b) {
      say(fmt::format("aligning {} and {}", sides[a].tag().str(), sides[b].tag().str()));
      WordAlignerOptions aligner;
      aligner.jobs = options.jobs;
      aligner.stop = options.stop;
      write_pair(out, a, b, sides[a], sides[b], align_words(sides[a].text(), sides[b].text(), aligner));
      if (options.stop && options.stop()) return;
    }
  }
  for (std::size_t i = 0; i < sides.size(); ++i) sides[i].write(out, i);
  out.write(file, stamp);
}

}  // namespace termknit
