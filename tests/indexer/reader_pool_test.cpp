// SPDX-License-Identifier: GPL-3.0-or-later
// A parser that crashes, hangs, eats memory or lies costs one file.
#include "indexer/worker/reader_pool.h"

#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/parallel.h"
#include "indexer/article_reader.h"
#include "tests/support/command.h"

namespace termknit::test {
namespace {

using testing::HasSubstr;

constexpr const char* kGood = "<p>Der Kundenservice.</p>";
const std::vector<std::string> kFaulty{TERMKNIT_FAULTY_READER};
const ReaderLimits kTight{.cpu_seconds = 1, .wall_seconds = 2, .memory_bytes = std::uint64_t{512} << 20};

std::string read(ReaderPool& pool, std::string_view bytes) {
  try {
    return pool.read(bytes, ArticleFormat::html, {.name = "f.html"}, {}).blocks.at(0).text;
  } catch (const Error& error) {
    return error.what();
  }
}

TEST(ReaderPool, KeepsAProcessForManyFiles) {
  ReaderPool pool;
  for (int i = 0; i < 50; ++i) EXPECT_EQ(read(pool, kGood), "Der Kundenservice.");
  EXPECT_EQ(pool.started(), 1U);
}

TEST(ReaderPool, GivesWhatTheReaderGives) {
  ReaderPool pool;
  const std::string page = "<html lang=lv><title>T</title><nav>x</nav><h1>K\xE2rta</h1></html>";
  std::vector<Diagnostic> direct, piped;
  const ReadOptions options{.name = "f.html"};
  const ReadArticle expected =
      read_article(page, ArticleFormat::html, options, [&](const Diagnostic& d) { direct.push_back(d); });
  EXPECT_EQ(pool.read(page, ArticleFormat::html, options, [&](const Diagnostic& d) { piped.push_back(d); }), expected);
  EXPECT_EQ(piped, direct);
}

TEST(ReaderPool, ACrashCostsOneFile) {
  ReaderPool pool(kFaulty, kTight);
  EXPECT_THAT(read(pool, "crash"), HasSubstr("f.html: crashed its reader (signal 6)"));
  EXPECT_THAT(read(pool, "overflow"), HasSubstr("crashed its reader"));
  EXPECT_THAT(read(pool, "exit"), HasSubstr("crashed its reader (exit code 3)"));
  EXPECT_EQ(read(pool, kGood), "Der Kundenservice.");
  EXPECT_EQ(pool.started(), 4U);
}

TEST(ReaderPool, AnEndlessLoopIsEnded) {
  ReaderPool pool(kFaulty, kTight);
  EXPECT_THAT(read(pool, "loop"), HasSubstr("f.html: took longer than 1 s"));
  EXPECT_THAT(read(pool, "sleep"), HasSubstr("f.html: took longer than 1 s"));
  EXPECT_EQ(read(pool, kGood), "Der Kundenservice.");
}

TEST(ReaderPool, AStopEndsTheWait) {
  bool stop = false;
  ReaderPool pool(kFaulty, {.cpu_seconds = 60, .wall_seconds = 60}, [&] { return std::exchange(stop, true); });
  const auto start = std::chrono::steady_clock::now();
  read(pool, "sleep");
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

TEST(ReaderPool, MemoryIsLimited) {
#if defined(__SANITIZE_ADDRESS__)
  GTEST_SKIP() << "AddressSanitizer needs the address space itself";
#endif
  ReaderPool pool(kFaulty, kTight);
  EXPECT_THAT(read(pool, "eat"), HasSubstr("f.html: needs more than 512 MB"));
  EXPECT_EQ(read(pool, kGood), "Der Kundenservice.");
}

TEST(ReaderPool, AnswersAreNotTrusted) {
  ReaderPool pool(kFaulty, kTight);
  EXPECT_THAT(read(pool, "lie"), HasSubstr("no sensible answer"));
  EXPECT_THAT(read(pool, "write"), HasSubstr("could not write"));
}

TEST(ReaderPool, ServesManyThreads) {
  ReaderPool pool(kFaulty, kTight);
  std::vector<std::string> results(120);
  parallel_for(results.size(), 4, [&](std::size_t i, unsigned) { results[i] = read(pool, i % 20 ? kGood : "crash"); });
  for (std::size_t i = 0; i < results.size(); ++i)
    EXPECT_THAT(results[i], HasSubstr(i % 20 ? "Der Kundenservice." : "crashed its reader"));
  EXPECT_LE(pool.started(), 4U + 6U);
}

TEST(ReaderPool, AMissingProgramIsSaid) {
  ReaderPool pool({"/nowhere/termknit"});
  EXPECT_THAT(read(pool, kGood), HasSubstr("a reading process cannot be started"));
}

TEST(ReaderProtocol, RefusesScraps) {
  const std::string message = pack(ReadAnswer{.article = ReadArticle{.title = "T", .blocks = {{}, {}}}});
  for (std::size_t size = 0; size < message.size(); ++size)
    EXPECT_FALSE(unpack_answer(std::string_view(message).substr(0, size))) << size;
  EXPECT_TRUE(unpack_answer(message));
  EXPECT_FALSE(unpack_answer(message + "x"));
  EXPECT_FALSE(unpack_request(std::string(200, '\xFF')));
}

}  // namespace
}  // namespace termknit::test
