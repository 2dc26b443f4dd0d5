// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/parallel/parallel_text.h"

#include <algorithm>

#include "glossary/parallel/parallel_sections.h"
#include "language/text.h"

namespace termknit {
namespace {

template <typename T>
std::span<const T> row(std::span<const T> all, std::span<const std::uint32_t> ends, std::size_t i) {
  const std::uint32_t begin = i == 0 ? 0 : ends[i - 1];
  return all.subspan(begin, ends[i] - begin);
}

/// First index of `texts` that is not less than `wanted`.
std::size_t lower_bound(const MappedTexts& texts, std::string_view wanted) {
  std::size_t low = 0, high = texts.size();
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (texts[middle] < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

ParallelLanguage language_of(const MappedSections& sections, std::size_t number, const LanguageTag& tag) {
  using namespace parallel_sections;
  const auto at = [&](OfLanguage section) { return of_language(number, section); };
  ParallelLanguage language;
  language.tag = tag;
  language.units = sections.texts(at(kUnits));
  language.forms = sections.texts(at(kForms));
  language.folded = sections.texts(at(kFolded));
  language.analyses = sections.texts(at(kAnalyses));
  language.lemmas = sections.texts(at(kLemmas));
  language.form_counts = sections.get<std::uint32_t>(at(kFormCounts));
  language.form_unit_ends = sections.get<std::uint32_t>(at(kFormUnitEnds));
  language.form_units = sections.get<Unit>(at(kFormUnits));
  language.stream = sections.get<Unit>(at(kStream));
  language.stream_forms = sections.get<std::uint32_t>(at(kStreamForms));
  language.stream_parts = sections.get<std::uint8_t>(at(kStreamParts));
  language.starts = sections.get<std::uint32_t>(at(kStarts));
  language.suffixes = sections.get<std::uint32_t>(at(kSuffixes));
  return language;
}

ParallelPair pair_of(const MappedSections& sections, std::size_t first, std::size_t second) {
  using namespace parallel_sections;
  const auto at = [&](OfPair section) { return of_pair(first, second, section); };
  ParallelPair pair;
  pair.link_ends = sections.get<std::uint32_t>(at(kLinkEnds));
  pair.links = sections.get<StoredAlignment>(at(kLinks));
  pair.row_ends = sections.get<std::uint32_t>(at(kRowEnds));
  pair.rows = sections.get<UnitTranslation>(at(kRows));
  pair.back_row_ends = sections.get<std::uint32_t>(at(kBackRowEnds));
  pair.back_rows = sections.get<UnitTranslation>(at(kBackRows));
  return pair;
}

}  // namespace

std::string_view kind_name(ResourceKind kind) {
  switch (kind) {
    case ResourceKind::text:
      return "text";
    case ResourceKind::catalogue:
      return "catalogue";
    case ResourceKind::glossary:
      break;
  }
  return "glossary";
}

std::optional<ResourceKind> parse_resource_kind(std::string_view name) {
  for (const ResourceKind kind : {ResourceKind::text, ResourceKind::catalogue, ResourceKind::glossary}) {
    if (kind_name(kind) == name) return kind;
  }
  return std::nullopt;
}

std::span<const Unit> ParallelLanguage::units_of_form(std::uint32_t form) const {
  return row(form_units, form_unit_ends, form);
}

std::optional<std::uint32_t> ParallelLanguage::find_form(std::string_view word) const {
  const std::string wanted = fold(word);
  std::optional<std::uint32_t> best;
  for (std::size_t i = lower_bound(folded, wanted); i < folded.size() && folded[i] == wanted; ++i) {
    const auto form = static_cast<std::uint32_t>(i);
    if (forms[i] == word) return form;
    if (!best || form_counts[i] > form_counts[*best]) best = form;
  }
  return best;
}

std::optional<Unit> ParallelLanguage::find_unit(std::string_view folded_lemma) const {
  const std::size_t i = lower_bound(units, folded_lemma);
  if (i == 0 || i == units.size() || units[i] != folded_lemma) return std::nullopt;
  return static_cast<Unit>(i);
}

std::span<const std::uint32_t> ParallelLanguage::find(std::span<const Unit> wanted) const {
  // Every segment ends with unit 0, which is in no query: the comparison never leaves the stream.
  const auto compare = [&](std::uint32_t place) {
    for (std::size_t k = 0; k < wanted.size(); ++k) {
      if (stream[place + k] != wanted[k]) return stream[place + k] < wanted[k] ? -1 : 1;
    }
    return 0;
  };
  const auto begin =
      std::partition_point(suffixes.begin(), suffixes.end(), [&](std::uint32_t place) { return compare(place) < 0; });
  const auto end =
      std::partition_point(begin, suffixes.end(), [&](std::uint32_t place) { return compare(place) == 0; });
  return suffixes.subspan(static_cast<std::size_t>(begin - suffixes.begin()), static_cast<std::size_t>(end - begin));
}

std::size_t ParallelLanguage::segment_of(std::uint32_t place) const {
  return static_cast<std::size_t>(std::upper_bound(starts.begin(), starts.end(), place) - starts.begin()) - 1;
}

std::span<const StoredAlignment> ParallelPair::links_of(std::size_t segment) const {
  return row(links, link_ends, segment);
}

std::span<const UnitTranslation> ParallelPair::translations(Unit unit, bool swapped) const {
  const auto ends = swapped ? back_row_ends : row_ends;
  return unit < ends.size() ? row(swapped ? back_rows : rows, ends, unit) : std::span<const UnitTranslation>{};
}

std::shared_ptr<const ParallelText> ParallelText::open(const std::filesystem::path& file, std::uint64_t stamp) {
  using namespace parallel_sections;
  std::shared_ptr<ParallelText> text(new ParallelText);
  text->sections_ = MappedSections::open(file, stamp);
  if (!text->sections_) return nullptr;
  const MappedSections& sections = *text->sections_;
  const MappedTexts tags = sections.texts(kLanguages);
  for (std::size_t i = 0; i < tags.size(); ++i)
    text->languages_.push_back(language_of(sections, i, LanguageTag::parse(tags[i])));
  for (std::size_t a = 0; a < tags.size(); ++a) {
    for (std::size_t b = a + 1; b < tags.size(); ++b) {
      ParallelPair pair = pair_of(sections, a, b);
      if (pair.links.empty()) continue;
      text->pairs_.push_back({{text->languages_[a].tag, text->languages_[b].tag}, pair});
    }
  }
  text->segment_ids_ = sections.texts(kSegmentIds);
  text->segment_resources_ = sections.get<std::uint16_t>(kSegmentResources);
  text->segment_whole_ = sections.get<std::uint8_t>(kSegmentWhole);
  text->resource_names_ = sections.texts(kResourceNames);
  text->resource_kinds_ = sections.get<ResourceKind>(kResourceKinds);
  return text;
}

const ParallelLanguage* ParallelText::language(const LanguageTag& tag) const {
  for (const ParallelLanguage& language : languages_) {
    if (language.tag == tag.language()) return &language;
  }
  return nullptr;
}

const ParallelPair* ParallelText::pair(const LanguageTag& first, const LanguageTag& second) const {
  const std::pair<LanguageTag, LanguageTag> wanted = std::minmax(first.language(), second.language());
  for (const auto& [tags, pair] : pairs_) {
    if (tags == wanted) return &pair;
  }
  return nullptr;
}

std::shared_ptr<const WordAnalysis> ParallelText::find(const LanguageTag& tag, std::string_view form) const {
  const ParallelLanguage* side = language(tag);
  if (!side) return nullptr;
  const auto found = side->find_form(form);
  if (!found || side->forms[*found] != form) return nullptr;
  return std::make_shared<const WordAnalysis>(parse_analysis(side->analyses[*found]));
}

}  // namespace termknit
