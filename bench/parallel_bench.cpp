// SPDX-License-Identifier: GPL-3.0-or-later
// The word aligner, both directions, on 2 threads: source tokens a second and the memory it takes. The text is made up:
// words by Zipf's law, a translation for each, word order disturbed, some words without a counterpart. With
// TERMKNIT_BENCH_BITEXT=FILE (a TSV without header, English and German) real text is aligned as well.
#include <cmath>
#include <cstdlib>
#include <random>
#include <string>
#include <unordered_map>

#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include "glossary/parallel/segment_readers.h"
#include "glossary/parallel/word_aligner.h"
#include "language/analyzer.h"
#include "language/text.h"

namespace termknit {
namespace {

struct Bitext {
  UnitText source, target;
};

Bitext made_up(std::size_t tokens) {
  std::mt19937 random(7);
  const auto zipf = [&](Unit words) {
    const double u = std::uniform_real_distribution<double>(0, 1)(random);
    return static_cast<Unit>(std::exp(u * std::log(static_cast<double>(words))));
  };
  Bitext text;
  while (text.source.units.size() < tokens) {
    std::vector<Unit> source, target;
    const std::size_t length = 4 + random() % 18;
    for (std::size_t i = 0; i < length; ++i) {
      source.push_back(zipf(30'000));
      if (random() % 10 != 0) target.push_back(source.back());
      if (random() % 10 == 0) target.push_back(zipf(200));
      if (target.size() > 1 && random() % 8 == 0) std::swap(target.back(), target[target.size() - 2]);
    }
    if (target.empty()) continue;
    text.source.add(source);
    text.target.add(target);
  }
  return text;
}

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

void align(benchmark::State& state, const Bitext& text) {
  std::size_t bytes = 0;
  for (auto _ : state) {
    WordAlignerOptions options;
    options.jobs = 2;
    const WordAlignment alignment = align_words(text.source, text.target, options);
    bytes = alignment.forward.bytes() + alignment.backward.bytes();
    benchmark::DoNotOptimize(alignment.links.data());
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * text.source.units.size()));
  state.counters["source tokens"] = static_cast<double>(text.source.units.size());
  state.counters["tables MB"] = static_cast<double>(bytes) / (1 << 20);
  state.counters["peak MB"] = peak_megabytes();
}

void BM_AlignMadeUpText(benchmark::State& state) {
  align(state, made_up(static_cast<std::size_t>(state.range(0))));
}
BENCHMARK(BM_AlignMadeUpText)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond)->UseRealTime();

void BM_AlignBitext(benchmark::State& state) {
  const char* file = std::getenv("TERMKNIT_BENCH_BITEXT");
  if (!file) {
    state.SkipWithError("TERMKNIT_BENCH_BITEXT is not set");
    return;
  }
  LanguageResources resources({.data_folder = TERMKNIT_BENCH_DATA, .cache_folder = {}});
  Analyzer english(resources, LanguageTag::parse("en")), german(resources, LanguageTag::parse("de"));
  std::unordered_map<std::string, Unit> words, german_words;
  const auto numbers = [](Analyzer& analyzer, const std::string& text, std::unordered_map<std::string, Unit>& known) {
    std::vector<Unit> units;
    for (const Token& token : analyzer.analyze(text))
      units.push_back(
          known.try_emplace(fold(token.analysis->lemma()), static_cast<Unit>(known.size() + 1)).first->second);
    return units;
  };
  Bitext text;
  read_segments(file, {.languages = {LanguageTag::parse("en"), LanguageTag::parse("de")}, .sink = {}},
                [&](const Segment& segment) {
                  text.source.add(numbers(english, segment.texts[0].text, words));
                  text.target.add(numbers(german, segment.texts[1].text, german_words));
                });
  align(state, text);
}
BENCHMARK(BM_AlignBitext)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace termknit
