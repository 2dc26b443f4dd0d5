// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a glossary of any size to stdout, for measuring the whole command: make_glossary ENTRIES [FORMAT] > FILE. The
// same number gives the same bytes.

#include <cstdio>
#include <cstdlib>
#include <exception>

#include "bench/glossary_generator.h"
#include "glossary/exchange/glossary_io.h"

int main(int argc, char** argv) try {
  using namespace termknit;
  const auto format = argc > 2 ? parse_glossary_format(argv[2]) : GlossaryFormat::tbx;
  if (argc < 2 || !format) {
    std::fputs("usage: make_glossary ENTRIES [FORMAT] > FILE\n", stderr);
    return 2;
  }
  GlossaryGenerator generator(TERMKNIT_BENCH_DATA);
  GlossaryWriteOptions options;
  options.header = {.title = "Generated", .source_description = "bench/glossary_generator.h"};
  for (const char* code : {"cs", "de", "en", "fi", "lv"}) options.languages.push_back(LanguageTag::parse(code));
  const auto writer = make_glossary_writer(*format, stdout, std::move(options));
  for (long left = std::strtol(argv[1], nullptr, 10); left > 0; --left) writer->write(generator.next());
  writer->finish();
  return std::fflush(stdout) == 0 ? 0 : 4;
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 70;
}
