// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/omegat_text.h"

#include <fmt/format.h>

#include "core/tsv.h"
#include "glossary/exchange/flat_terms.h"
#include "glossary/exchange/text_lines.h"

namespace termknit {
namespace {

/// What the third column says of a target term.
std::string comment_of(const ConceptEntry& entry, const LanguageSection& target, const Term& term) {
  std::vector<std::string> parts;
  const auto add = [&](std::string_view text) {
    std::string line = one_line_text(text);
    if (!line.empty()) parts.push_back(std::move(line));
  };
  add(definition_of(entry, target));
  for (const std::string& note : term.notes) add(note);
  std::vector<std::string> retired;
  for (const Term* other : retired_terms(target)) retired.push_back(one_line_text(other->designation));
  if (!retired.empty()) parts.push_back("not: " + join(retired, ", "));
  return join(parts, "; ");
}

class OmegatWriter : public GlossaryWriter {
 public:
  OmegatWriter(std::FILE* file, GlossaryWriteOptions options) : file_(file), languages_(std::move(options.languages)) {
    if (languages_.size() == 1)
      throw Error(ErrorKind::usage, fmt::format("an OmegaT glossary has two languages, and all entries are in '{}'",
                                                languages_[0].str()));
    put("# Glossary in tab-separated format -*- coding: utf-8 -*-\n");
  }

  void write(const ConceptEntry& entry) override {
    if (languages_.size() < 2) return;
    const LanguageSection* source = entry.find(languages_[0]);
    const LanguageSection* target = entry.find(languages_[1]);
    if (!source || !target) return;
    for (const Term* from : usable_terms(*source)) {
      for (const Term* to : usable_terms(*target)) {
        std::string line = one_line_text(from->designation);
        // A line that begins with "#" is a comment; OmegaT trims the blank away.
        if (line.starts_with('#')) line.insert(0, 1, ' ');
        line += '\t' + one_line_text(to->designation);
        const std::string comment = comment_of(entry, *target, *to);
        if (!comment.empty()) line += '\t' + comment;
        put(line + '\n');
      }
    }
  }
  void finish() override {}

 private:
  void put(const std::string& text) { std::fwrite(text.data(), 1, text.size(), file_); }

  std::FILE* file_;
  std::vector<LanguageTag> languages_;
};

}  // namespace

std::unique_ptr<GlossaryWriter> make_omegat_writer(std::FILE* file, GlossaryWriteOptions options) {
  return std::make_unique<OmegatWriter>(file, std::move(options));
}

GlossaryHeader read_omegat(const std::filesystem::path& file, const GlossaryReadOptions& options,
                           const GlossarySink& sink) {
  if (options.languages.size() < 2) {
    throw Error(ErrorKind::malformed, "an OmegaT glossary does not name its languages; say --languages en,de",
                {file.string()});
  }
  for_each_text_line(file, sink, [&](std::string_view line, std::uint64_t number) {
    if (sink.stop && sink.stop()) return false;
    if (line.starts_with('#') || trim(line).empty()) return true;
    std::vector<std::string> cells;
    for (const std::string_view cell : split(line, '\t')) cells.push_back(one_line_text(cell));
    if (cells.size() < 2 || cells[0].empty() || cells[1].empty()) {
      if (sink.repair)
        sink.repair({{}, {file.string(), number}, fmt::format("line {} is no pair of terms; skipped", number)});
      return true;
    }
    ConceptEntry entry;
    for (std::size_t i = 0; i < 2; ++i) entry.section(options.languages[i]).terms.emplace_back().designation = cells[i];
    for (std::size_t i = 2; i < cells.size(); ++i) {
      if (!cells[i].empty()) entry.notes.push_back(cells[i]);
    }
    sink.entry(std::move(entry));
    return true;
  });
  return {};
}

}  // namespace termknit
