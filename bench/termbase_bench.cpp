// SPDX-License-Identifier: GPL-3.0-or-later
// The termbase at size: importing entries in one transaction, looking terms up, walking over everything. Entries:
// TERMKNIT_BENCH_ENTRIES (default 20,000).

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "bench/glossary_generator.h"
#include "glossary/entries/entry_json.h"
#include "glossary/termbase/term_keys.h"
#include "glossary/termbase/termbase.h"

namespace termknit {
namespace {
namespace fs = std::filesystem;

std::size_t entry_number() {
  const char* given = std::getenv("TERMKNIT_BENCH_ENTRIES");
  return given ? std::strtoul(given, nullptr, 10) : 20'000;
}

/// Guessers are compiled once, as they are for a user.
LanguageResourcesOptions options() {
  LanguageResourcesOptions made;
  made.data_folder = TERMKNIT_BENCH_DATA;
  made.cache_folder = fs::temp_directory_path() / "termknit-bench-cache";
  fs::create_directories(made.cache_folder);
  return made;
}

LanguageResources& resources() {
  static LanguageResources made(options());
  return made;
}

struct TempFile {
  fs::path path = fs::temp_directory_path() / ("termknit-bench-" + std::to_string(std::rand()) + ".db");
  ~TempFile() { remove(); }
  void remove() const {
    for (const char* end : {"", "-wal", "-shm"}) fs::remove(path.string() + end);
  }
};

std::size_t term_count(const ConceptEntry& entry) {
  std::size_t terms = 0;
  for (const LanguageSection& section : entry.languages) terms += section.terms.size();
  return terms;
}

/// Generates as it goes, as a reader hands out entries; returns the number of terms.
std::size_t fill(Termbase& termbase, std::size_t entries) {
  GlossaryGenerator generator(TERMKNIT_BENCH_DATA);
  std::size_t terms = 0;
  termbase.transaction([&] {
    for (std::size_t i = 0; i < entries; ++i) {
      ConceptEntry entry = generator.next();
      terms += term_count(entry);
      termbase.import(std::move(entry), "bench", ImportPolicy::replace);
    }
  });
  return terms;
}

void BM_Generate(benchmark::State& state) {
  GlossaryGenerator generator(TERMKNIT_BENCH_DATA);
  std::size_t terms = 0;
  for (auto _ : state) terms += term_count(generator.next());
  state.SetItemsProcessed(static_cast<std::int64_t>(terms));
}
BENCHMARK(BM_Generate);

void BM_FormatEntry(benchmark::State& state) {
  const ConceptEntry entry = GlossaryGenerator(TERMKNIT_BENCH_DATA).next();
  for (auto _ : state) benchmark::DoNotOptimize(format_entry(entry));
}
BENCHMARK(BM_FormatEntry);

void BM_ParseEntry(benchmark::State& state) {
  const std::string text = format_entry(GlossaryGenerator(TERMKNIT_BENCH_DATA).next());
  for (auto _ : state) benchmark::DoNotOptimize(parse_entry(text));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}
BENCHMARK(BM_ParseEntry);

/// Terms a second, generation included, dictionaries loaded.
void BM_Import(benchmark::State& state) {
  const TempFile file;
  std::size_t terms = 0;
  resources().analyze_word(LanguageTag::parse("de"), "Kunde");
  for (auto _ : state) {
    Termbase termbase =
        Termbase::open(file.path, resources(), true, false, {.jobs = static_cast<unsigned>(state.range(0))});
    terms += fill(termbase, entry_number());
    state.PauseTiming();
    state.counters["MB"] = static_cast<double>(fs::file_size(file.path)) / 1e6;
    file.remove();
    state.ResumeTiming();
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(terms));
}
BENCHMARK(BM_Import)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->Iterations(1)->UseRealTime();

/// Keys of one language's terms met for the first time: what the dictionary analysis alone costs.
void BM_Keys(benchmark::State& state) {
  constexpr const char* kCodes[] = {"de", "lv", "cs", "fi", "en"};
  const LanguageTag language = LanguageTag::parse(kCodes[state.range(0)]);
  GlossaryGenerator generator(TERMKNIT_BENCH_DATA, 7);
  std::vector<DesignationIn> terms;
  for (int i = 0; i < 8000; ++i) {
    const ConceptEntry entry = generator.next();
    if (const LanguageSection* section = entry.find(language))
      terms.push_back({language, section->terms[0].designation});
  }
  LanguageResources fresh(options());
  for (const char* word : {"Xqzyvbnm", "xqzyvbnmq"}) fresh.analyze_word(language, word);  // loads everything
  std::size_t done = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(make_keys(fresh, terms));
    done += terms.size();
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(done));
  state.SetLabel(language.str());
}
BENCHMARK(BM_Keys)->DenseRange(0, 4)->Unit(benchmark::kMillisecond)->Iterations(1);

/// A termbase shared by the benchmarks that read.
const Termbase& filled() {
  static const TempFile file;
  static const std::unique_ptr<Termbase> termbase = [] {
    auto made = std::make_unique<Termbase>(Termbase::open(file.path, resources(), true));
    fill(*made, entry_number());
    return made;
  }();
  return *termbase;
}

/// English plurals of listed terms: found by their lemma keys, analysed before.
void BM_LookUpInflected(benchmark::State& state) {
  const Termbase& termbase = filled();
  const LanguageTag language = LanguageTag::parse("en");
  GlossaryGenerator generator(TERMKNIT_BENCH_DATA);
  std::vector<std::string> terms;
  for (int i = 0; i < 1000; ++i) terms.push_back(generator.next().languages[0].terms[0].designation + "s");
  for (const std::string& term : terms) termbase.look_up(language, term);
  std::size_t hits = 0, at = 0;
  for (auto _ : state) hits += termbase.look_up(language, terms[at++ % terms.size()]).size();
  state.counters["hits"] = static_cast<double>(hits) / static_cast<double>(state.iterations());
}
BENCHMARK(BM_LookUpInflected)->Unit(benchmark::kMicrosecond);

void BM_LookUpAsListed(benchmark::State& state) {
  const Termbase& termbase = filled();
  GlossaryGenerator generator(TERMKNIT_BENCH_DATA);
  std::vector<std::string> terms;
  for (int i = 0; i < 1000; ++i) terms.push_back(generator.next().languages[0].terms[0].designation);
  std::size_t at = 0;
  for (auto _ : state) benchmark::DoNotOptimize(termbase.look_up(LanguageTag::parse("en"), terms[at++ % terms.size()]));
}
BENCHMARK(BM_LookUpAsListed)->Unit(benchmark::kMicrosecond);

void BM_Walk(benchmark::State& state) {
  const Termbase& termbase = filled();
  std::size_t entries = 0;
  for (auto _ : state) {
    termbase.for_each([&](const ConceptEntry&) {
      ++entries;
      return true;
    });
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(entries));
}
BENCHMARK(BM_Walk)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace termknit
