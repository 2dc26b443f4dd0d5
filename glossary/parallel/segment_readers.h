// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Readers of parallel text and message catalogues. What is not right is told to the sink and left out: a segment
// without a second language, a translation that is marked as doubtful, placeholders that differ.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "glossary/parallel/segment.h"

namespace termknit {

/// What a file holds: segments of several languages, or messages of one.
enum class SegmentFormat { tmx, xliff, po, mo, table, properties, json };

/// "TMX", "PO", ...: for people.
std::string_view format_name(SegmentFormat format);
/// By extension: tmx; xlf, xliff, sdlxliff, mqxliff; po; mo, gmo; tsv, csv, tab, txt; properties, lang, strings; json,
/// arb. Empty if unknown.
std::optional<SegmentFormat> segment_format(const std::filesystem::path& file);

/// True for files of one language, whose messages are paired by key with those of another file.
bool is_bundle(SegmentFormat format);
/// True for .po and .mo: the messages of the program's own language are the keys.
bool is_catalogue(SegmentFormat format);

struct SegmentReadOptions {
  /// Told by the user: the columns of a table without header; source and target of a catalogue or a file that names
  /// none; the one language of a bundle. Also a check: a TMX that has none of them is refused.
  std::vector<LanguageTag> languages{};
  DiagnosticSink sink{};
};

/// Reads one file of segments, or a catalogue. Throws Error: io, malformed (with the line), limit, unsupported (a
/// bundle; no language can be told).
void read_segments(const std::filesystem::path& file, const SegmentReadOptions& options, const SegmentSink& sink);

/// The messages of a bundle by key. Throws Error as above.
std::map<std::string, std::string> read_bundle(const std::filesystem::path& file, const SegmentReadOptions& options);

/// The language that a path names: "de/LC_MESSAGES/x.mo", "messages_de.properties", "locale/de/x.json", "de.po".
/// Empty if it names none.
std::optional<LanguageTag> language_of_path(const std::filesystem::path& file);
/// The path without what names the language, for telling which bundles belong together.
std::string stem_without_language(const std::filesystem::path& file);

}  // namespace termknit
