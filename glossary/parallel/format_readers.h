// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The readers behind read_segments(), one a format.

#include "glossary/parallel/segment_readers.h"

namespace termknit {

void read_tmx_segments(const std::filesystem::path& file, const SegmentReadOptions& options, const SegmentSink& sink);
void read_xliff_segments(const std::filesystem::path& file, const SegmentReadOptions& options, const SegmentSink& sink);
void read_po_segments(const std::filesystem::path& file, const SegmentReadOptions& options, const SegmentSink& sink);
void read_mo_segments(const std::filesystem::path& file, const SegmentReadOptions& options, const SegmentSink& sink);
void read_table_segments(const std::filesystem::path& file, const SegmentReadOptions& options, const SegmentSink& sink);
std::map<std::string, std::string> read_properties(const std::filesystem::path& file,
                                                   const SegmentReadOptions& options);
std::map<std::string, std::string> read_json_bundle(const std::filesystem::path& file,
                                                    const SegmentReadOptions& options);

/// Source and target of a catalogue: told, or English and what the path or the header names. Throws
/// Error(unsupported).
std::pair<LanguageTag, LanguageTag> catalogue_languages(const std::filesystem::path& file,
                                                        const SegmentReadOptions& options,
                                                        std::string_view header_language);

/// Hands out a message and its translation as a segment, unless either is empty. False, with a note, where the
/// placeholders differ.
bool add_message(const SegmentReadOptions& options, const SegmentSink& sink, const Place& place, std::string id,
                 const LanguageTag& source, std::string_view source_text, const LanguageTag& target,
                 std::string_view target_text);

}  // namespace termknit
