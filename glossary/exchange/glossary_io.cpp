// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/glossary_io.h"

#include <algorithm>
#include <array>
#include <utility>

#include "glossary/exchange/delimited_reader.h"
#include "glossary/exchange/delimited_writer.h"
#include "glossary/exchange/jsonl.h"
#include "glossary/exchange/multiterm.h"
#include "glossary/exchange/omegat_text.h"
#include "glossary/exchange/skos.h"
#include "glossary/exchange/tbx_reader.h"
#include "glossary/exchange/tbx_writer.h"
#include "glossary/exchange/tmx.h"
#include "glossary/exchange/utx.h"
#include "glossary/exchange/xlsx_reader.h"
#include "glossary/exchange/xlsx_writer.h"
#include "glossary/exchange/xml_events.h"
#include "language/text.h"

namespace termknit {
namespace {

using enum GlossaryFormat;

constexpr std::array<std::pair<std::string_view, GlossaryFormat>, 15> kNames{{{"tbx", tbx},
                                                                              {"tbx-dct", tbx_dct},
                                                                              {"tbx-min", tbx_min},
                                                                              {"tbx-core", tbx_core},
                                                                              {"tbx2", tbx2},
                                                                              {"omegat", omegat},
                                                                              {"memoq", memoq},
                                                                              {"csv", csv},
                                                                              {"tsv", tsv},
                                                                              {"xlsx", xlsx},
                                                                              {"jsonl", jsonl},
                                                                              {"tmx", tmx},
                                                                              {"utx", utx},
                                                                              {"skos", skos},
                                                                              {"multiterm", multiterm}}};

constexpr std::array<std::pair<std::string_view, GlossaryFormat>, 16> kExtensions{{{".tbx", tbx},
                                                                                   {".xml", tbx},
                                                                                   {".martif", tbx2},
                                                                                   {".csv", csv},
                                                                                   {".tsv", tsv},
                                                                                   {".xlsx", xlsx},
                                                                                   {".jsonl", jsonl},
                                                                                   {".ndjson", jsonl},
                                                                                   {".tmx", tmx},
                                                                                   {".utx", utx},
                                                                                   {".ttl", skos},
                                                                                   {".txt", omegat},
                                                                                   {".utf8", omegat},
                                                                                   {".tab", omegat},
                                                                                   {".mtf", multiterm},
                                                                                   {".skos", skos}}};

}  // namespace

std::string_view format_name(GlossaryFormat format) {
  for (const auto& [name, value] : kNames) {
    if (value == format) return name;
  }
  return {};
}

std::optional<GlossaryFormat> parse_glossary_format(std::string_view name) {
  for (const auto& [known, value] : kNames) {
    if (known == name) return value;
  }
  return std::nullopt;
}

std::optional<GlossaryFormat> format_of_file(const std::filesystem::path& file) {
  const std::string extension = to_lower(file.extension().string());
  for (const auto& [known, value] : kExtensions) {
    if (known == extension) return value;
  }
  return std::nullopt;
}

GlossaryHeader read_glossary(const std::filesystem::path& file, GlossaryFormat format,
                             const GlossaryReadOptions& options, const GlossarySink& sink) {
  switch (format) {
    case tbx:
    case tbx_dct:
    case tbx_min:
    case tbx_core:
    case tbx2:
    case multiterm:
      return first_element(file) == "mtf" ? read_multiterm(file, sink) : read_tbx(file, sink);
    case csv:
    case memoq:
      return read_csv(file, options, sink);
    case tsv:
      return read_tsv(file, options, sink);
    case xlsx:
      return read_xlsx(file, options, sink);
    case jsonl:
      return read_jsonl(file, options, sink);
    case omegat:
      return read_omegat(file, options, sink);
    case tmx:
      return read_tmx(file, options, sink);
    case utx:
      return read_utx(file, options, sink);
    case skos:
      return read_skos(file, options, sink);
  }
  throw Error(ErrorKind::internal, "a format without a reader", {file.string()});
}

std::unique_ptr<GlossaryWriter> make_glossary_writer(GlossaryFormat format, std::FILE* file,
                                                     GlossaryWriteOptions options) {
  switch (format) {
    case tbx:
    case tbx_dct:
    case tbx_min:
    case tbx_core:
    case tbx2:
      return make_tbx_writer(format, file, std::move(options));
    case memoq:
      return make_memoq_writer(file, std::move(options));
    case csv:
      return make_csv_writer(file, std::move(options));
    case tsv:
      return make_tsv_writer(file, std::move(options));
    case xlsx:
      return make_xlsx_writer(file, std::move(options));
    case jsonl:
      return make_jsonl_writer(file, std::move(options));
    case omegat:
      return make_omegat_writer(file, std::move(options));
    case tmx:
      return make_tmx_writer(file, std::move(options));
    case utx:
      return make_utx_writer(file, std::move(options));
    case skos:
      return make_skos_writer(file, std::move(options));
    case multiterm:
      throw Error(ErrorKind::unsupported, "MultiTerm XML is read, not written; MultiTerm takes tbx, tbx2 and xlsx");
  }
  throw Error(ErrorKind::internal, "a format without a writer");
}

}  // namespace termknit
