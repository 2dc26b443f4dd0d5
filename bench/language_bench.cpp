// SPDX-License-Identifier: GPL-3.0-or-later
// Analysis of running text, and of single words nobody has asked for before. Texts: TERMKNIT_BENCH_TEXTS/CODE/*,
// default the sample articles.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "language/analyzer.h"
#include "language/encoding.h"

namespace termknit {
namespace {

std::string texts(const char* code) {
  const char* folder = std::getenv("TERMKNIT_BENCH_TEXTS");
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(
           std::filesystem::path(folder ? folder : TERMKNIT_BENCH_DATA "/articles") / code)) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::string all;
  for (const auto& path : files) {
    std::ifstream file(path, std::ios::binary);
    all += decode_text(std::string(std::istreambuf_iterator<char>(file), {})).utf8 + "\n\n";
  }
  return all;
}

LanguageResourcesOptions options() {
  LanguageResourcesOptions made;
  made.data_folder = TERMKNIT_BENCH_DATA;
  return made;
}

constexpr const char* kCodes[] = {"de", "lv", "cs", "fi", "en"};

/// Tokens a second once the types of the text are cached, as they are in a corpus of several MB.
void BM_RunningText(benchmark::State& state) {
  const char* code = kCodes[state.range(0)];
  LanguageResources resources(options());
  Analyzer analyzer(resources, LanguageTag::parse(code));
  const std::string text = texts(code);
  analyzer.analyze(text);
  std::size_t tokens = 0;
  for (auto _ : state) {
    const std::vector<Token> found = analyzer.analyze(text);
    tokens += found.size();
    benchmark::DoNotOptimize(found.data());
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(tokens));
  state.SetLabel(code);
}
BENCHMARK(BM_RunningText)->DenseRange(0, 4)->Unit(benchmark::kMillisecond);

/// Tokens a second of a text read for the first time, dictionary loading included.
void BM_FirstReading(benchmark::State& state) {
  const char* code = kCodes[state.range(0)];
  const std::string text = texts(code);
  std::size_t tokens = 0;
  for (auto _ : state) {
    LanguageResources resources(options());
    tokens += Analyzer(resources, LanguageTag::parse(code)).analyze(text).size();
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(tokens));
  state.SetLabel(code);
}
BENCHMARK(BM_FirstReading)->DenseRange(0, 4)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
}  // namespace termknit
