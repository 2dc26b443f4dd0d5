// SPDX-License-Identifier: GPL-3.0-or-later
// Parallel text as a table: TSV as this project and aligners write it (one segment a line, nothing quoted), CSV after
// RFC 4180.
#include <algorithm>

#include <fmt/format.h>

#include "core/file.h"
#include "core/tsv.h"
#include "glossary/exchange/delimited_text.h"
#include "glossary/parallel/format_readers.h"
#include "glossary/parallel/message_text.h"
#include "language/encoding.h"
#include "language/text.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kLargest = std::uint64_t{1} << 30;

struct Columns {
  std::vector<std::pair<std::size_t, LanguageTag>> languages{};
  std::optional<std::size_t> id{};
  bool header = false;  ///< the first row names them
};

/// A column's name as a language: "en", "de-AT", "en_US"; not "source", "key", "id".
std::optional<LanguageTag> column_language(std::string_view name) {
  name = trim(name);
  const std::size_t letters = std::min(name.find_first_of("-_"), name.size());
  if (letters != 2 && letters != 3) return std::nullopt;
  const auto tag = LanguageTag::try_parse(name);
  if (!tag || tag->language().str().size() != 2) return std::nullopt;
  return tag->language();
}

bool is_id_name(std::string_view name) {
  const std::string folded = fold(trim(name));
  return folded == "id" || folded == "key" || folded == "concept" || folded == "tuid";
}

/// A first row is a header if two of its cells or more are languages, each another one.
Columns columns_of(const std::vector<std::string>& first, const SegmentReadOptions& options, const std::string& file) {
  Columns columns;
  for (std::size_t i = 0; i < first.size(); ++i) {
    // A first column "id" is seldom Indonesian.
    const auto tag = i == 0 && is_id_name(first[i]) ? std::nullopt : column_language(first[i]);
    if (tag) {
      const bool twice = std::any_of(columns.languages.begin(), columns.languages.end(),
                                     [&](const auto& known) { return known.second == *tag; });
      if (twice) throw Error(ErrorKind::malformed, fmt::format("two columns are '{}'", tag->str()), {file, 1});
      columns.languages.emplace_back(i, *tag);
    } else if (is_id_name(first[i]) && !columns.id) {
      columns.id = i;
    }
  }
  if (columns.languages.size() >= 2) {
    columns.header = true;
    if (!options.languages.empty()) {
      std::erase_if(columns.languages, [&](const auto& column) {
        return std::none_of(options.languages.begin(), options.languages.end(),
                            [&](const LanguageTag& tag) { return tag.language() == column.second; });
      });
      if (columns.languages.size() < 2)
        throw Error(ErrorKind::usage, "the header has not the languages of --languages", {file, 1});
    }
    return columns;
  }
  if (options.languages.size() < 2) {
    throw Error(ErrorKind::unsupported,
                "the first line names no languages: give it a header like 'en<TAB>de', or say --languages en,de",
                {file});
  }
  columns = {};
  // "id TAB en TAB de" without header: the last columns are the text.
  const std::size_t extra = first.size() > options.languages.size() ? first.size() - options.languages.size() : 0;
  if (extra > 0) columns.id = 0;
  for (std::size_t i = 0; i < options.languages.size(); ++i)
    columns.languages.emplace_back(extra + i, options.languages[i].language());
  return columns;
}

class TableRows {
 public:
  TableRows(const fs::path& file, const SegmentReadOptions& options, const SegmentSink& sink)
      : file_(file), options_(options), sink_(sink) {}

  void row(const std::vector<std::string>& cells, std::uint64_t line) {
    if (!columns_) {
      columns_ = columns_of(cells, options_, file_.string());
      if (columns_->header) return;
    }
    ++number_;
    Segment segment;
    if (columns_->id && *columns_->id < cells.size()) segment.id = trim(cells[*columns_->id]);
    if (segment.id.empty()) segment.id = fmt::format("#{}", number_);
    for (const auto& [column, language] : columns_->languages) {
      if (column >= cells.size()) continue;
      std::string text = message_text(cells[column]);
      if (!text.empty()) segment.texts.push_back({language, std::move(text)});
    }
    if (segment.texts.size() >= 2) {
      sink_(std::move(segment));
    } else {
      if (++short_ == 1) first_short_ = line;
    }
  }

  void fault(const std::string& what, std::uint64_t line) const {
    report(options_.sink, Severity::warning, what + "; the row is left out", {file_.string(), line});
  }

  void finish() const {
    if (short_ == 0) return;
    report(options_.sink, Severity::warning,
           fmt::format("{} row{} left out: text in fewer than two languages", short_, short_ == 1 ? "" : "s"),
           {file_.string(), first_short_});
  }

 private:
  const fs::path& file_;
  const SegmentReadOptions& options_;
  const SegmentSink& sink_;
  std::optional<Columns> columns_;
  std::size_t number_ = 0, short_ = 0;
  std::uint64_t first_short_ = 0;
};

}  // namespace

void read_table_segments(const fs::path& file, const SegmentReadOptions& options, const SegmentSink& sink) {
  const DecodedText decoded = decode_text(read_file(file, kLargest));
  if (decoded.binary) throw Error(ErrorKind::malformed, "is not text", {file.string()});
  TableRows rows(file, options, sink);
  const std::string& text = decoded.utf8;
  const bool tabs = text.substr(0, text.find('\n')).find('\t') != std::string::npos;
  if (tabs) {
    // A quotation mark in a sentence is a quotation mark.
    for_each_line(text, [&](std::string_view line, std::size_t number) {
      if (trim(line).empty()) return;
      std::vector<std::string> cells;
      for (const std::string_view cell : split(line, '\t')) cells.emplace_back(cell);
      rows.row(cells, number);
    });
  } else {
    bool given = false;
    DelimitedParser parser(
        [&](std::string& more) {
          if (given) return false;
          given = true;
          more += text;
          return true;
        },
        std::nullopt);
    for (DelimitedRow row; parser.next(row);) {
      if (!row.fault.empty()) {
        rows.fault(row.fault, row.line);
      } else {
        rows.row(row.cells, row.line);
      }
    }
  }
  rows.finish();
}

}  // namespace termknit
