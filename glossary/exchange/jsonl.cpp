// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/jsonl.h"

#include <fmt/format.h>

#include "core/tsv.h"
#include "glossary/entries/clean_entry.h"
#include "glossary/entries/entry_json.h"
#include "glossary/exchange/flat_terms.h"
#include "glossary/exchange/text_lines.h"

namespace termknit {
namespace {

class JsonlWriter : public GlossaryWriter {
 public:
  explicit JsonlWriter(std::FILE* file) : file_(file) {}
  void write(const ConceptEntry& entry) override {
    const std::string line = format_entry(entry) + "\n";
    std::fwrite(line.data(), 1, line.size(), file_);
  }
  void finish() override {}

 private:
  std::FILE* file_;
};

}  // namespace

GlossaryHeader read_jsonl(const std::filesystem::path& file, const GlossaryReadOptions&, const GlossarySink& sink) {
  std::uint64_t entries = 0, faulty = 0;
  for_each_text_line(file, sink, [&](std::string_view line, std::uint64_t number) {
    if (sink.stop && sink.stop()) return false;
    if (trim(line).empty()) return true;
    const auto skip = [&](const std::string& entry, const std::string& why) {
      ++faulty;
      if (sink.repair) sink.repair({entry, {file.string(), number}, fmt::format("line {}: {}; skipped", number, why)});
      return true;
    };
    ConceptEntry entry;
    try {
      entry = parse_entry(line);
    } catch (const Error& error) {
      return skip({}, error.message());
    }
    entry = clean_entry(std::move(entry));
    if (!has_terms(entry)) return skip(entry.id, "no term");
    ++entries;
    sink.entry(std::move(entry));
    return true;
  });
  if (entries == 0 && faulty > 0) throw Error(ErrorKind::malformed, "no line is a concept entry", {file.string()});
  return {};
}

std::unique_ptr<GlossaryWriter> make_jsonl_writer(std::FILE* file, GlossaryWriteOptions) {
  return std::make_unique<JsonlWriter>(file);
}

}  // namespace termknit
