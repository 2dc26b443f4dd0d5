// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/parallel/segment_readers.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/tsv.h"
#include "glossary/parallel/format_readers.h"
#include "glossary/parallel/message_text.h"
#include "language/text.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

struct Extension {
  std::string_view name;
  SegmentFormat format;
};

constexpr Extension kExtensions[] = {{".tmx", SegmentFormat::tmx},
                                     {".xlf", SegmentFormat::xliff},
                                     {".xliff", SegmentFormat::xliff},
                                     {".sdlxliff", SegmentFormat::xliff},
                                     {".mqxliff", SegmentFormat::xliff},
                                     {".po", SegmentFormat::po},
                                     {".mo", SegmentFormat::mo},
                                     {".gmo", SegmentFormat::mo},
                                     {".tsv", SegmentFormat::table},
                                     {".csv", SegmentFormat::table},
                                     {".tab", SegmentFormat::table},
                                     {".txt", SegmentFormat::table},
                                     {".properties", SegmentFormat::properties},
                                     {".lang", SegmentFormat::properties},
                                     {".strings", SegmentFormat::properties},
                                     {".json", SegmentFormat::json},
                                     {".arb", SegmentFormat::json}};

/// A piece of a file name as a language that somebody would name a file by: two or three letters, perhaps a region.
std::optional<LanguageTag> language_piece(std::string_view piece) {
  const std::size_t letters = std::min(piece.find_first_of("-_@"), piece.size());
  if (letters < 2 || letters > 3) return std::nullopt;
  const std::string_view region = piece.substr(letters);
  if (!region.empty() && region.size() != 3 && region.size() != 5) return std::nullopt;
  const auto tag = LanguageTag::try_parse(piece);
  // Three letters are a language only where the code has a shorter name: "deu", but not "app".
  if (!tag || (letters == 3 && tag->language().str().size() != 2)) return std::nullopt;
  return tag;
}

/// Where in the stem the language stands: its last piece after '_', '-' or '.'; npos if nowhere.
std::size_t language_in_stem(const std::string& stem) {
  if (language_piece(stem)) return 0;
  for (std::size_t at = 0; at < stem.size(); ++at) {
    if (stem[at] != '_' && stem[at] != '-' && stem[at] != '.') continue;
    if (language_piece(std::string_view(stem).substr(at + 1))) return at + 1;
  }
  return std::string::npos;
}

}  // namespace

const std::string* Segment::text(const LanguageTag& language) const {
  const auto it =
      std::find_if(texts.begin(), texts.end(), [&](const SegmentText& text) { return text.language == language; });
  return it == texts.end() ? nullptr : &it->text;
}

std::string_view format_name(SegmentFormat format) {
  switch (format) {
    case SegmentFormat::tmx:
      return "TMX";
    case SegmentFormat::xliff:
      return "XLIFF";
    case SegmentFormat::po:
      return "PO";
    case SegmentFormat::mo:
      return "MO";
    case SegmentFormat::table:
      return "table";
    case SegmentFormat::properties:
      return "properties";
    case SegmentFormat::json:
      break;
  }
  return "JSON";
}

std::optional<SegmentFormat> segment_format(const fs::path& file) {
  const std::string extension = to_lower(replace_invalid_utf8(file.extension().string()));
  for (const Extension& known : kExtensions) {
    if (extension == known.name) return known.format;
  }
  return std::nullopt;
}

bool is_bundle(SegmentFormat format) {
  return format == SegmentFormat::properties || format == SegmentFormat::json;
}

bool is_catalogue(SegmentFormat format) {
  return format == SegmentFormat::po || format == SegmentFormat::mo;
}

void read_segments(const fs::path& file, const SegmentReadOptions& options, const SegmentSink& sink) {
  const auto format = segment_format(file);
  if (!format) throw Error(ErrorKind::unsupported, "is no kind of parallel text this program knows", {file.string()});
  switch (*format) {
    case SegmentFormat::tmx:
      return read_tmx_segments(file, options, sink);
    case SegmentFormat::xliff:
      return read_xliff_segments(file, options, sink);
    case SegmentFormat::po:
      return read_po_segments(file, options, sink);
    case SegmentFormat::mo:
      return read_mo_segments(file, options, sink);
    case SegmentFormat::table:
      return read_table_segments(file, options, sink);
    case SegmentFormat::properties:
    case SegmentFormat::json:
      break;
  }
  throw Error(ErrorKind::unsupported, "holds one language only: add the file of another language with it",
              {file.string()});
}

std::map<std::string, std::string> read_bundle(const fs::path& file, const SegmentReadOptions& options) {
  return segment_format(file) == SegmentFormat::json ? read_json_bundle(file, options) : read_properties(file, options);
}

std::optional<LanguageTag> language_of_path(const fs::path& file) {
  const std::string stem = replace_invalid_utf8(file.stem().string());
  if (const std::size_t at = language_in_stem(stem); at != std::string::npos)
    return language_piece(std::string_view(stem).substr(at));
  for (fs::path folder = file.parent_path(); folder.has_filename(); folder = folder.parent_path()) {
    if (auto tag = language_piece(folder.filename().string())) return tag;
    if (folder.filename() != "LC_MESSAGES") break;
  }
  return std::nullopt;
}

std::string stem_without_language(const fs::path& file) {
  std::string stem = replace_invalid_utf8(file.stem().string());
  const std::size_t at = language_in_stem(stem);
  if (at == 0) {
    const std::string folder = replace_invalid_utf8(file.parent_path().filename().string());
    return folder.empty() ? "messages" : folder;
  }
  return at == std::string::npos ? stem : stem.substr(0, at - 1);
}

std::pair<LanguageTag, LanguageTag> catalogue_languages(const fs::path& file, const SegmentReadOptions& options,
                                                        std::string_view header_language) {
  if (options.languages.size() > 2)
    throw Error(ErrorKind::usage, "a catalogue has two languages: --languages SOURCE,TARGET", {file.string()});
  if (options.languages.size() == 2) return {options.languages[0], options.languages[1]};
  const LanguageTag source = LanguageTag::parse("en");
  std::optional<LanguageTag> target;
  if (options.languages.size() == 1) target = options.languages[0];
  if (!target) target = LanguageTag::try_parse(header_language);
  if (!target || target->undetermined()) target = language_of_path(file);
  if (!target)
    throw Error(ErrorKind::unsupported, "does not name its language: say --languages en,XX", {file.string()});
  return {source, *target};
}

bool add_message(const SegmentReadOptions& options, const SegmentSink& sink, const Place& place, std::string id,
                 const LanguageTag& source, std::string_view source_text, const LanguageTag& target,
                 std::string_view target_text) {
  if (trim(source_text).empty() || trim(target_text).empty()) return true;
  if (placeholders(source_text) != placeholders(target_text)) {
    report(options.sink, Severity::note, fmt::format("'{}': placeholders differ from the translation's; left out", id),
           place);
    return false;
  }
  Segment segment{std::move(id), {{source, message_text(source_text)}, {target, message_text(target_text)}}};
  if (!segment.texts[0].text.empty() && !segment.texts[1].text.empty()) sink(std::move(segment));
  return true;
}

}  // namespace termknit
