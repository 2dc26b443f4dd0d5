// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// All parallel text of a project, aligned and indexed for looking terms up: .termknit/parallel.bitext. Each language is
// one stream of units (lemmas; a compound is its parts), sorted by suffixes, so that any term is found without a table
// of phrases (Callison-Burch, Bannard & Schroeder 2005); each pair of languages has the links between its units and its
// translation probabilities.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.h"
#include "glossary/parallel/mapped_sections.h"
#include "glossary/parallel/segment.h"
#include "glossary/parallel/translation_table.h"
#include "language/language_resources.h"

namespace termknit {

/// A link as stored: places in the two segments' units.
struct StoredAlignment {
  std::uint16_t first = 0, second = 0;
  std::uint8_t weight = 0, both = 0;
};

/// A pair of units and how likely each translates the other.
struct UnitTranslation {
  Unit unit = 0;
  float forward = 0;   ///< this unit given the row's
  float backward = 0;  ///< the row's given this
};

struct ParallelTextOptions {
  unsigned jobs = 1;
  StopRequested stop{};
  std::function<void(std::string_view what)> progress{};
};

/// What a resource is: sentences of a text, messages of a program, or terms that somebody put down as equivalent.
enum class ResourceKind : std::uint8_t { text, catalogue, glossary };

/// "text", "catalogue", "glossary".
std::string_view kind_name(ResourceKind kind);
std::optional<ResourceKind> parse_resource_kind(std::string_view name);

/// What goes in.
struct ResourceSegments {
  std::string name{};
  ResourceKind kind = ResourceKind::text;
  std::vector<Segment> segments{};
};

/// Analyses, aligns and writes. Equal segments count once. Throws Error(io).
void write_parallel_text(const std::filesystem::path& file, std::uint64_t stamp, LanguageResources& resources,
                         std::vector<ResourceSegments> text, const ParallelTextOptions& options);

/// One language's side. Places are positions in `stream`; every segment ends with unit 0.
struct ParallelLanguage {
  LanguageTag tag{};
  MappedTexts units{};     ///< by number, sorted; number 0 is the empty text
  MappedTexts forms{};     ///< word forms as printed, sorted by their folded text
  MappedTexts folded{};    ///< the same, folded
  MappedTexts analyses{};  ///< format_analysis() of each form
  MappedTexts lemmas{};    ///< display lemma of each form, as a dictionary prints it
  std::span<const std::uint32_t> form_counts{};
  std::span<const std::uint32_t> form_unit_ends{};
  std::span<const Unit> form_units{};
  std::span<const Unit> stream{};
  std::span<const std::uint32_t> stream_forms{};  ///< the form each unit is of
  std::span<const std::uint8_t> stream_parts{};   ///< its number among the form's units
  std::span<const std::uint32_t> starts{};        ///< of each segment, and one more
  std::span<const std::uint32_t> suffixes{};      ///< places sorted by what begins there

  std::span<const Unit> units_of_form(std::uint32_t form) const;
  /// The form printed or, failing that, folded like `word`; the most frequent of several.
  std::optional<std::uint32_t> find_form(std::string_view word) const;
  std::optional<Unit> find_unit(std::string_view folded_lemma) const;
  /// Places where the units begin, word boundaries not looked at.
  std::span<const std::uint32_t> find(std::span<const Unit> units) const;
  std::size_t segment_of(std::uint32_t place) const;
  /// In units.
  std::uint32_t segment_size(std::size_t segment) const { return starts[segment + 1] - starts[segment] - 1; }
  bool begins_word(std::uint32_t place) const { return stream_parts[place] == 0; }
  bool ends_word(std::uint32_t place) const { return stream[place + 1] == 0 || stream_parts[place + 1] == 0; }
};

/// Two languages' alignment, the first before the second by tag.
struct ParallelPair {
  std::span<const std::uint32_t> link_ends{};  ///< per segment
  std::span<const StoredAlignment> links{};
  std::span<const std::uint32_t> row_ends{};  ///< per unit of the first language
  std::span<const UnitTranslation> rows{};
  std::span<const std::uint32_t> back_row_ends{};  ///< per unit of the second
  std::span<const UnitTranslation> back_rows{};

  std::span<const StoredAlignment> links_of(std::size_t segment) const;
  /// Translations of a unit of the first (or, `swapped`, the second) language.
  std::span<const UnitTranslation> translations(Unit unit, bool swapped) const;
};

/// Immutable; any number of threads may read.
class ParallelText : public Vocabulary {
 public:
  /// Null if there is none, or it was made from other resources or by another analysis than `stamp` says.
  static std::shared_ptr<const ParallelText> open(const std::filesystem::path& file, std::uint64_t stamp);

  const std::vector<ParallelLanguage>& languages() const { return languages_; }
  const ParallelLanguage* language(const LanguageTag& tag) const;
  /// Null if no segment has both.
  const ParallelPair* pair(const LanguageTag& first, const LanguageTag& second) const;

  std::size_t segments() const { return segment_resources_.size(); }
  std::string_view segment_id(std::size_t segment) const { return segment_ids_[segment]; }
  std::size_t resource_of(std::size_t segment) const { return segment_resources_[segment]; }
  std::string_view resource_name(std::size_t resource) const { return resource_names_[resource]; }
  ResourceKind resource_kind(std::size_t resource) const { return resource_kinds_[resource]; }
  /// False if the segment is one sentence of several of a longer one.
  bool is_whole(std::size_t segment) const { return segment_whole_[segment] != 0; }

  /// Analyses of the words that stand here: a look-up that brings no others loads no dictionary.
  std::shared_ptr<const WordAnalysis> find(const LanguageTag& language, std::string_view form) const override;

 private:
  ParallelText() = default;
  std::shared_ptr<const MappedSections> sections_;
  std::vector<ParallelLanguage> languages_;
  std::vector<std::pair<std::pair<LanguageTag, LanguageTag>, ParallelPair>> pairs_;
  MappedTexts segment_ids_, resource_names_;
  std::span<const std::uint16_t> segment_resources_;
  std::span<const std::uint8_t> segment_whole_;
  std::span<const ResourceKind> resource_kinds_;
};

}  // namespace termknit
