// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/delimited_reader.h"

#include <fmt/format.h>

#include "glossary/exchange/delimited_text.h"
#include "glossary/exchange/table_reader.h"
#include "language/text_stream.h"

namespace termknit {
namespace {

void report_encoding(const TextStream& text, TableReader& table) {
  if (text.guessed()) table.repair(0, fmt::format("not UTF-8; read as '{}'", text.encoding()));
  if (text.damaged()) table.repair(0, fmt::format("bytes that are no {} text became U+FFFD", text.encoding()));
}

}  // namespace

GlossaryHeader read_csv(const std::filesystem::path& file, const GlossaryReadOptions& options,
                        const GlossarySink& sink) {
  TextStream text(file);
  DelimitedParser parser([&](std::string& out) { return text.read(out); }, std::nullopt);
  TableReader table(file.string(), options, sink);
  DelimitedRow row;
  while (!table.stopped() && parser.next(row)) {
    if (!row.fault.empty()) {
      table.repair(row.line, fmt::format("row {}: {}; its first line is skipped", row.row, row.fault));
      continue;
    }
    for (std::string& cell : row.cells) cell = without_formula_guard(cell);
    table.row(std::move(row.cells), row.line, row.row, true);
  }
  table.finish();
  report_encoding(text, table);
  return {};
}

GlossaryHeader read_tsv(const std::filesystem::path& file, const GlossaryReadOptions& options,
                        const GlossarySink& sink) {
  return read_csv(file, options, sink);
}

}  // namespace termknit
