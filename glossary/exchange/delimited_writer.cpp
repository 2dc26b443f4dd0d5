// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/delimited_writer.h"

#include <utility>

#include "core/tsv.h"
#include "glossary/exchange/delimited_text.h"
#include "glossary/exchange/flat_terms.h"
#include "glossary/exchange/table_columns.h"
#include "language/language_name.h"

namespace termknit {
namespace {

void put_row(std::FILE* file, const std::vector<std::string>& cells, char separator) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += separator;
    line += quoted_cell(cells[i], separator);
  }
  line += '\n';
  std::fwrite(line.data(), 1, line.size(), file);
}

/// Text as a cell may hold it: valid UTF-8, no control characters but tab and line feed.
std::vector<std::string> guarded(std::vector<std::string> cells) {
  for (std::string& cell : cells) cell = formula_guarded(printable_text(cell));
  return cells;
}

class DelimitedWriter : public GlossaryWriter {
 public:
  DelimitedWriter(std::FILE* file, char separator) : file_(file), separator_(separator) {
    put_row(file_, table_header(), separator_);
  }
  void write(const ConceptEntry& entry) override {
    for_each_table_row(entry,
                       [&](std::vector<std::string> cells) { put_row(file_, guarded(std::move(cells)), separator_); });
  }
  void finish() override {}

 private:
  std::FILE* file_;
  char separator_;
};

/// "English_United_States"
std::string memoq_name(const LanguageTag& language) {
  std::string out;
  for (const char c : english_name(language)) {
    if (c == '(' || c == ')' || c == ',') continue;
    out += c == ' ' ? '_' : c;
  }
  return out;
}

class MemoqWriter : public GlossaryWriter {
 public:
  MemoqWriter(std::FILE* file, GlossaryWriteOptions options) : file_(file), options_(std::move(options)) {
    std::vector<std::string> names{"Entry_ID", "Entry_Subject", "Entry_Note"};
    for (const LanguageTag& language : options_.languages) {
      const std::string name = memoq_name(language);
      names.insert(names.end(), {name + "_Def", name, "Term_Info", "Term_Example"});
    }
    put_row(file_, names, ',');
  }

  void write(const ConceptEntry& entry) override {
    std::vector<std::string> cells{entry.id, join(entry.subject_fields, "; "), one_line_text(join(entry.notes, "; "))};
    for (const LanguageTag& language : options_.languages) add_language(cells, entry.find(language), entry);
    for (std::string& cell : cells) cell = one_line_text(cell);
    put_row(file_, cells, ',');
  }
  void finish() override {}

 private:
  static void add_language(std::vector<std::string>& cells, const LanguageSection* section, const ConceptEntry& entry) {
    std::vector<std::string> terms;
    std::string definition, example;
    if (section) {
      for (const Term* term : usable_terms(*section)) {
        std::string designation = one_line_text(term->designation);
        // The bar stands between terms.
        for (char& c : designation) c = c == '|' ? '/' : c;
        terms.push_back(std::move(designation));
        if (example.empty() && !term->contexts.empty()) example = term->contexts.front().text;
      }
      definition = definition_of(entry, *section);
    }
    cells.insert(cells.end(),
                 {definition, join(terms, "|"), terms.empty() ? "" : "CasePermissive;HalfPrefix", example});
  }

  std::FILE* file_;
  GlossaryWriteOptions options_;
};

}  // namespace

std::unique_ptr<GlossaryWriter> make_csv_writer(std::FILE* file, GlossaryWriteOptions) {
  return std::make_unique<DelimitedWriter>(file, ',');
}

std::unique_ptr<GlossaryWriter> make_tsv_writer(std::FILE* file, GlossaryWriteOptions) {
  return std::make_unique<DelimitedWriter>(file, '\t');
}

std::unique_ptr<GlossaryWriter> make_memoq_writer(std::FILE* file, GlossaryWriteOptions options) {
  return std::make_unique<MemoqWriter>(file, std::move(options));
}

}  // namespace termknit
