// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/utx.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "core/tsv.h"
#include "glossary/exchange/flat_terms.h"
#include "glossary/exchange/table_columns.h"
#include "glossary/exchange/term_values.h"
#include "glossary/exchange/text_lines.h"

namespace termknit {
namespace {

std::string_view status_word(AdministrativeStatus status) {
  switch (status) {
    case AdministrativeStatus::preferred:
      return "approved";
    case AdministrativeStatus::admitted:
      return "provisional";
    case AdministrativeStatus::superseded:
      return "non-standard";
    case AdministrativeStatus::deprecated:
      return "forbidden";
    case AdministrativeStatus::unspecified:
      break;
  }
  return {};
}

AdministrativeStatus status_of(std::string_view word) {
  const std::string key = name_key(word);
  if (key == "provisional") return AdministrativeStatus::admitted;
  if (key == "nonstandard") return AdministrativeStatus::superseded;
  return parse_status(word).value_or(AdministrativeStatus::unspecified);
}

std::string_view class_word(PartOfSpeech part_of_speech) {
  if (part_of_speech == PartOfSpeech::proper_noun) return "properNoun";
  const std::string_view name = tbx_name(part_of_speech);
  return name == "other" ? std::string_view{} : name;
}

class UtxWriter : public GlossaryWriter {
 public:
  UtxWriter(std::FILE* file, GlossaryWriteOptions options) : file_(file), languages_(std::move(options.languages)) {
    if (languages_.size() == 1)
      throw Error(ErrorKind::usage,
                  fmt::format("a UTX glossary has two languages, and all entries are in '{}'", languages_[0].str()));
    languages_.resize(std::max<std::size_t>(2, languages_.size()));
    put(fmt::format("#UTX 1.20; {}/{};", languages_[0].str(), languages_[1].str()));
    if (const std::string title = one_line_text(options.header.title); !title.empty())
      put("#description: " + title + ";");
    put("#src\ttgt\tsrc:pos\ttgt:pos\tterm status\tsrc:comment\ttgt:comment\tconcept ID");
  }

  void write(const ConceptEntry& entry) override {
    const LanguageSection* source = entry.find(languages_[0]);
    const LanguageSection* target = entry.find(languages_[1]);
    if (!source || !target) return;
    std::vector<const Term*> targets = usable_terms(*target);
    const std::vector<const Term*> retired = retired_terms(*target);
    targets.insert(targets.end(), retired.begin(), retired.end());
    for (const Term* from : usable_terms(*source)) {
      for (const Term* to : targets) pair(entry, *source, *target, *from, *to);
    }
  }
  void finish() override {}

 private:
  void pair(const ConceptEntry& entry, const LanguageSection& source, const LanguageSection& target, const Term& from,
            const Term& to) {
    std::vector<std::string> cells{from.designation,
                                   to.designation,
                                   std::string(class_word(from.part_of_speech)),
                                   std::string(class_word(to.part_of_speech)),
                                   std::string(status_word(to.status)),
                                   source.definitions.empty() ? join(from.notes, "; ") : source.definitions[0].text,
                                   target.definitions.empty() ? join(to.notes, "; ") : target.definitions[0].text,
                                   entry.id};
    for (std::string& cell : cells) cell = one_line_text(cell);
    // A line that begins with "#" is a header.
    if (cells[0].starts_with('#')) cells[0].insert(0, 1, ' ');
    put(join(cells, "\t"));
  }

  void put(const std::string& line) {
    const std::string bytes = line + "\r\n";
    std::fwrite(bytes.data(), 1, bytes.size(), file_);
  }

  std::FILE* file_;
  std::vector<LanguageTag> languages_;
};

class UtxReader {
 public:
  UtxReader(std::string file, const GlossaryReadOptions& options, const GlossarySink& sink)
      : file_(std::move(file)), languages_(options.languages), sink_(sink) {}

  /// False when the sink asked to stop.
  bool line(std::string_view text, std::uint64_t number) {
    if (sink_.stop && sink_.stop()) return false;
    if (trim(text).empty()) return true;
    if (text.starts_with('#')) {
      header_line(text.substr(1));
    } else {
      pair(text, number);
    }
    return true;
  }

  GlossaryHeader finish() {
    flush();
    if (columns_.empty())
      throw Error(ErrorKind::malformed, "is no UTX glossary: a line '#src <tab> tgt ...' is missing", {file_});
    return header_;
  }

 private:
  void header_line(std::string_view text) {
    if (name_key(text).starts_with("src") && text.find('\t') != text.npos) {
      columns_.clear();
      for (const std::string_view cell : split(text, '\t')) columns_.push_back(name_key(cell));
      return;
    }
    for (const std::string_view raw : split(text, ';')) {
      const std::string_view item = trim(raw);
      if (item.starts_with("description:")) header_.title = one_line_text(item.substr(12));
      const std::size_t slash = item.find('/');
      if (!columns_.empty() || slash == item.npos || languages_known_) continue;
      const auto source = LanguageTag::try_parse(trim(item.substr(0, slash)));
      const auto target = LanguageTag::try_parse(trim(item.substr(slash + 1)));
      if (!source || !target) continue;
      languages_ = {*source, *target};
      languages_known_ = true;
    }
  }

  void pair(std::string_view text, std::uint64_t number) {
    if (columns_.empty() || languages_.size() < 2) {
      throw Error(ErrorKind::malformed,
                  columns_.empty() ? "is no UTX glossary: a line '#src <tab> tgt ...' is missing"
                                   : "the UTX header names no languages; say --languages en,de",
                  {file_, number});
    }
    const std::vector<std::string_view> cells = split(text, '\t');
    Term source, target;
    ConceptEntry entry;
    for (std::size_t i = 0; i < std::min(cells.size(), columns_.size()); ++i) {
      std::string value = one_line_text(cells[i]);
      // "-" is how UTX writes an empty cell.
      if (!value.empty() && value != "-") read_cell(columns_[i], std::move(value), source, target, entry);
    }
    if (source.designation.empty() || target.designation.empty()) {
      if (sink_.repair)
        sink_.repair({entry.id, {file_, number}, fmt::format("line {} is no pair of terms; skipped", number)});
      return;
    }
    add(std::move(entry), std::move(source), std::move(target));
  }

  static void read_cell(const std::string& column, std::string value, Term& source, Term& target, ConceptEntry& entry) {
    if (column == "src")
      source.designation = std::move(value);
    else if (column == "tgt")
      target.designation = std::move(value);
    else if (column == "srcpos")
      source.part_of_speech = parse_part_of_speech(value).value_or(PartOfSpeech::other);
    else if (column == "tgtpos")
      target.part_of_speech = parse_part_of_speech(value).value_or(PartOfSpeech::other);
    else if (column == "termstatus" || column == "tgttermstatus")
      target.status = status_of(value);
    else if (column == "srccomment")
      source.notes.push_back(std::move(value));
    else if (column == "tgtcomment" || column == "comment")
      target.notes.push_back(std::move(value));
    else if (column == "conceptid")
      entry.id = std::move(value);
    else
      (column.starts_with("src") ? source : target).other.push_back({"note", column, std::move(value), ""});
  }

  /// Terms are multiplied out in the file; each is taken once.
  void add(ConceptEntry entry, Term source, Term target) {
    if (!current_ || entry.id.empty() || current_->id != entry.id) {
      flush();
      current_ = std::move(entry);
    }
    add_term(current_->section(languages_[0]), std::move(source));
    add_term(current_->section(languages_[1]), std::move(target));
  }

  static void add_term(LanguageSection& section, Term term) {
    for (const Term& there : section.terms) {
      if (there.designation == term.designation) return;
    }
    section.terms.push_back(std::move(term));
  }

  void flush() {
    if (!current_) return;
    ConceptEntry entry = std::move(*current_);
    current_.reset();
    sink_.entry(std::move(entry));
  }

  std::string file_;
  std::vector<LanguageTag> languages_;
  const GlossarySink& sink_;
  bool languages_known_ = false;
  std::vector<std::string> columns_{};
  GlossaryHeader header_{};
  std::optional<ConceptEntry> current_{};
};

}  // namespace

std::unique_ptr<GlossaryWriter> make_utx_writer(std::FILE* file, GlossaryWriteOptions options) {
  return std::make_unique<UtxWriter>(file, std::move(options));
}

GlossaryHeader read_utx(const std::filesystem::path& file, const GlossaryReadOptions& options,
                        const GlossarySink& sink) {
  UtxReader reader(file.string(), options, sink);
  for_each_text_line(file, sink,
                     [&](std::string_view line, std::uint64_t number) { return reader.line(line, number); });
  return reader.finish();
}

}  // namespace termknit
