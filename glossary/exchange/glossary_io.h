// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What every reader and writer of a glossary format has in common. A reader hands out entries one by one as it meets
// them, a writer takes them one by one: memory does not grow with the file.

#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "glossary/entries/glossary.h"

namespace termknit {

/// tbx: v3 TBX-Basic DCA; tbx_dct: v3 TBX-Basic DCT; tbx_min, tbx_core: v3 DCA; tbx2: v2 TBX-Basic (martif);
/// multiterm is read only.
enum class GlossaryFormat {
  tbx,
  tbx_dct,
  tbx_min,
  tbx_core,
  tbx2,
  omegat,
  memoq,
  csv,
  tsv,
  xlsx,
  jsonl,
  tmx,
  utx,
  skos,
  multiterm
};

/// "tbx-dct", ...: the word of --format.
std::string_view format_name(GlossaryFormat format);
std::optional<GlossaryFormat> parse_glossary_format(std::string_view name);
/// By extension; .xml is TBX, .txt and .utf8 are OmegaT's. Empty if unknown.
std::optional<GlossaryFormat> format_of_file(const std::filesystem::path& file);

/// One thing a reader mended or left out, for the repair report.
struct Repair {
  std::string entry{};    ///< id as in the file; empty if the file gives none
  Place place{};          ///< file, line, column (or row) of the element concerned
  std::string message{};  ///< what was wrong and what was done, lower-case
  bool operator==(const Repair&) const = default;
};

/// Where a reader puts what it finds. `entry` must be set.
struct GlossarySink {
  std::function<void(ConceptEntry entry)> entry{};
  std::function<void(Repair repair)> repair{};
  StopRequested stop{};
};

struct GlossaryReadOptions {
  /// For files that name no languages (OmegaT's text, a table without language columns): source, then target.
  std::vector<LanguageTag> languages{};
};

struct GlossaryWriteOptions {
  GlossaryHeader header{};
  /// Languages of the whole export in order of tag: the columns of flat formats; the first is the source of formats
  /// that know two.
  std::vector<LanguageTag> languages{};
  /// Whether the entry of an id is in this file; cross references to others are kept as text.
  std::function<bool(std::string_view id)> is_exported{};
};

class GlossaryWriter {
 public:
  virtual ~GlossaryWriter() = default;
  virtual void write(const ConceptEntry& entry) = 0;
  /// Ends the file. Without it the file is not complete.
  virtual void finish() = 0;
};

/// Reads a glossary file. TBX and MultiTerm XML are told apart by their root element, whichever was said. Throws Error:
/// io, malformed (with line and column; entries already handed out must then be dropped by the caller), limit,
/// unsupported.
GlossaryHeader read_glossary(const std::filesystem::path& file, GlossaryFormat format,
                             const GlossaryReadOptions& options, const GlossarySink& sink);

/// `file` stays the caller's; the writer only writes to it. Throws Error(unsupported) for a format that is only read.
std::unique_ptr<GlossaryWriter> make_glossary_writer(GlossaryFormat format, std::FILE* file,
                                                     GlossaryWriteOptions options);

}  // namespace termknit
