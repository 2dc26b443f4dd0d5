// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/glossary_targets.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include <unistd.h>

#include "core/error.h"
#include "glossary/entries/entry_json.h"
#include "glossary/exchange/delimited_reader.h"
#include "glossary/exchange/flat_terms.h"
#include "glossary/exchange/jsonl.h"
#include "glossary/exchange/multiterm.h"
#include "glossary/exchange/omegat_text.h"
#include "glossary/exchange/skos.h"
#include "glossary/exchange/tbx_mend.h"
#include "glossary/exchange/tbx_reader.h"
#include "glossary/exchange/tbx_validator.h"
#include "glossary/exchange/tmx.h"
#include "glossary/exchange/utx.h"
#include "glossary/exchange/xlsx_reader.h"
#include "language/text.h"

namespace termknit::fuzz {
namespace {

void require(bool property) {
  if (!property) std::abort();
}

/// `bytes` as a file: the readers stream from the disk.
class File {
 public:
  explicit File(std::string_view bytes) {
    const int descriptor = ::mkstemp(path_.data());
    require(descriptor >= 0 && ::write(descriptor, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
    ::close(descriptor);
  }
  ~File() { ::unlink(path_.c_str()); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_ = std::filesystem::temp_directory_path() / "termknit-fuzz-XXXXXX";
};

using Reader = GlossaryHeader (*)(const std::filesystem::path&, const GlossaryReadOptions&, const GlossarySink&);

void read_file(Reader reader, std::string_view bytes) {
  const File file(bytes);
  const GlossarySink sink{.entry =
                              [](const ConceptEntry& entry) {
                                require(has_terms(entry));
                                const std::string json = format_entry(entry);
                                require(is_valid_utf8(json) && parse_entry(json) == entry);
                              },
                          .repair = [](const Repair& repair) { require(!repair.message.empty()); }};
  for (const bool told : {false, true}) {
    GlossaryReadOptions options;
    if (told) options.languages = {LanguageTag::parse("de"), LanguageTag::parse("en")};
    try {
      reader(file.path(), options, sink);
    } catch (const Error& error) {
      require(error.kind() != ErrorKind::internal && !error.message().empty());
    }
  }
}

}  // namespace

void csv(std::string_view bytes) {
  read_file(read_csv, bytes);
}
void jsonl(std::string_view bytes) {
  read_file(read_jsonl, bytes);
}
void xlsx(std::string_view bytes) {
  read_file(read_xlsx, bytes);
}
void omegat_text(std::string_view bytes) {
  read_file(read_omegat, bytes);
}
void utx(std::string_view bytes) {
  read_file(read_utx, bytes);
}
void tmx(std::string_view bytes) {
  read_file(read_tmx, bytes);
}
void skos(std::string_view bytes) {
  read_file(read_skos, bytes);
}
void tbx_reader(std::string_view bytes) {
  read_file([](const auto& file, const GlossaryReadOptions&, const GlossarySink& sink) { return read_tbx(file, sink); },
            bytes);
}
void multiterm(std::string_view bytes) {
  read_file(
      [](const auto& file, const GlossaryReadOptions&, const GlossarySink& sink) { return read_multiterm(file, sink); },
      bytes);
}

void tbx_mend(std::string_view bytes) {
  const File file(bytes);
  for (const GlossaryFormat format : {GlossaryFormat::tbx, GlossaryFormat::tbx_dct, GlossaryFormat::tbx_min,
                                      GlossaryFormat::tbx_core, GlossaryFormat::tbx2}) {
    const File mended("");
    std::FILE* output = std::fopen(mended.path().c_str(), "wb");
    require(output != nullptr);
    // Not every kind of TBX can be a file without entries.
    std::uint64_t entries = 0;
    try {
      entries = termknit::mend_tbx(file.path(), format, output, {}).entries;
    } catch (const Error& error) {
      require(error.kind() != ErrorKind::internal);
      entries = 0;
    }
    std::fclose(output);
    if (entries > 0) require(validate_tbx_file(mended.path(), {}, {}).valid());
  }
}

}  // namespace termknit::fuzz
