// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/tbx_mend.h"

#include <utility>

#include <fmt/format.h>

#include "glossary/exchange/seen_ids.h"
#include "glossary/exchange/tbx_reader.h"

namespace termknit {
namespace {

class Mending {
 public:
  Mending(const std::filesystem::path& file, const std::function<void(Repair)>& repair)
      : file_(file), repair_(repair) {}

  MendReport run(GlossaryFormat format, std::FILE* output) {
    GlossaryWriteOptions options;
    // Links may point forward, and the people that transactions name stand at the end.
    options.header = read_tbx(file_, {.entry = [this](const ConceptEntry& entry) { given_.insert(entry.id); }});
    options.is_exported = [this](std::string_view id) { return given_.contains(id); };
    const auto writer = make_glossary_writer(format, output, std::move(options));
    read_tbx(file_, {.entry =
                         [&](ConceptEntry entry) {
                           ++report_.entries;
                           make_id_unique(entry);
                           writer->write(entry);
                         },
                     .repair = [this](Repair repair) { tell(std::move(repair)); }});
    writer->finish();
    return report_;
  }

 private:
  void tell(Repair repair) {
    ++report_.repairs;
    if (repair_) repair_(std::move(repair));
  }

  void make_id_unique(ConceptEntry& entry) {
    if (!entry.id.empty() && written_.insert(entry.id)) return;
    const std::string before = std::exchange(entry.id, {});
    for (std::uint64_t number = report_.entries; entry.id.empty(); ++number) {
      const std::string id = before.empty() ? fmt::format("e{}", number) : fmt::format("{}-{}", before, number);
      if (!given_.contains(id) && written_.insert(id)) entry.id = id;
    }
    if (!before.empty())
      tell({before, {file_.string()}, fmt::format("the id is there twice; the second entry is now '{}'", entry.id)});
  }

  const std::filesystem::path& file_;
  const std::function<void(Repair)>& repair_;
  SeenIds given_, written_;
  MendReport report_;
};

}  // namespace

GlossaryFormat mended_format(std::string_view dialect) {
  if (dialect.ends_with(" v2")) return GlossaryFormat::tbx2;
  if (dialect.starts_with("TBX-Min")) return GlossaryFormat::tbx_min;
  return dialect.ends_with(" DCT") ? GlossaryFormat::tbx_dct : GlossaryFormat::tbx;
}

MendReport mend_tbx(const std::filesystem::path& file, GlossaryFormat format, std::FILE* output,
                    const std::function<void(Repair)>& repair) {
  return Mending(file, repair).run(format, output);
}

}  // namespace termknit
