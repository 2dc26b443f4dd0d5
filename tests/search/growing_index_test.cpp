// SPDX-License-Identifier: GPL-3.0-or-later
// An index that is made in segments: while it is, when that was stopped, and when they are joined.

#include <algorithm>
#include <atomic>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/article_index.h"
#include "indexer/index_articles.h"
#include "indexer/index_checksums.h"
#include "indexer/index_database.h"
#include "indexer/index_location.h"
#include "search/query.h"
#include "search/searcher.h"
#include "tests/support/language_world.h"
#include "tests/support/temp_index.h"

namespace termknit::test {
namespace {

namespace fs = std::filesystem;
using testing::IsEmpty;
using testing::SizeIs;

constexpr int kArticles = 60;

/// Three folders of two languages; the last lines are the same in each article of a folder.
class Folder {
 public:
  /// `more`: bytes of text that each article has beside.
  explicit Folder(int articles = kArticles, std::size_t more = 0) {
    for (int i = 0; i < articles; ++i) {
      const std::string n = std::to_string(100 + i);
      std::string text = "\n\n";
      while (text.size() < more) text += "Report " + n + " has numbers of it. ";
      folder_.write("articles/a-en/" + n + ".txt",
                    "The customer of region number " + n + " asked for cheaper service and circuit breakers." + text +
                        "\n\n"
                        "Bestellungen und Kundenergebnisse\n\nAll rights of this page are reserved by its owners.\n");
      folder_.write("articles/b-de/" + n + ".txt", "Die Kundenergebnisse der Region Nummer " + n +
                                                       " sind gut für den Verkauf." + text +
                                                       "\n\n"
                                                       "Alle Rechte an dieser Seite sind vorbehalten.\n");
      folder_.write("articles/c-en/" + n + ".txt", "The last visitor of page " + n + " asks for the whole report.\n");
    }
  }
  fs::path project(const std::string& name) const { return folder_.path() / name; }
  fs::path articles() const { return folder_.path() / "articles"; }

 private:
  TempFolder folder_;
};

constexpr int kToTheEnd = 1'000'000;
constexpr std::size_t kMemory = 16 << 20;

/// In segments of `segment_bytes`, by `jobs` threads. `stop_after`: files that are to be done before it is stopped.
/// `memory`: of each segment.
IndexSummary index(const Folder& folder, const fs::path& project, std::uint64_t segment_bytes, unsigned jobs,
                   int stop_after = kToTheEnd, std::size_t memory = kMemory) {
  fs::create_directory(project);
  std::atomic<int> left{stop_after};
  IndexOptions options;
  options.paths = {folder.articles()};
  options.jobs = jobs;
  options.least_segment_bytes = segment_bytes;
  options.segment_memory = memory;
  options.progress = [&](std::uint64_t files, std::uint64_t, std::uint64_t) {
    if (static_cast<int>(files) >= stop_after) left = 0;
  };
  options.stop = [&] { return left == 0; };
  language_resources().set_vocabulary(nullptr);
  return index_articles(project, language_resources(), options, {});
}

std::vector<std::string> dump(const fs::path& project) {
  std::vector<std::string> lines;
  ArticleIndex::open(project)->dump([&](std::string_view line) { lines.emplace_back(line); });
  return lines;
}

std::size_t segments(const fs::path& project) {
  return segments_of(*current_database(project)).size();
}

std::size_t hits(const fs::path& project, const std::string& query) {
  IndexSet indexes({project.string()}, {});
  language_resources().set_vocabulary(indexes.vocabulary());
  return Searcher(indexes, language_resources()).search(parse_query(query), {.count_all = true}).total;
}

TEST(GrowingIndex, OfAnyNumberOfSegmentsItBecomesTheSame) {
  const Folder folder;
  const IndexSummary one = index(folder, folder.project("one"), 1 << 20, 4);
  EXPECT_EQ(one.added, 3U * kArticles);
  const std::vector<std::string> expected = dump(folder.project("one"));
  for (const unsigned jobs : {2U, 3U, 4U}) {
    const fs::path project = folder.project("by" + std::to_string(jobs));
    const IndexSummary summary = index(folder, project, 2'000, jobs);
    EXPECT_EQ(summary.added, 3U * kArticles);
    EXPECT_EQ(summary.articles, 3U * kArticles);
    EXPECT_EQ(segments(project), 1U);
    EXPECT_EQ(dump(project), expected) << jobs << " threads";
    EXPECT_THAT(find_damage(*current_database(project)), IsEmpty());
    // Of both vocabularies: the German form is in English articles, too.
    EXPECT_EQ(hits(project, "Kundenergebnis"), 2U * kArticles);
    EXPECT_EQ(hits(project, "Kunde"), hits(folder.project("one"), "Kunde"));
    EXPECT_EQ(hits(project, "\"circuit breaker\""), 1U * kArticles);
    // Of its forms one is in one segment ("asked"), one in the other ("asks").
    EXPECT_EQ(hits(project, "ask"), 2U * kArticles);
    EXPECT_EQ(hits(project, "asked"), 2U * kArticles);
  }
}

TEST(GrowingIndex, SegmentsAreSeenBeforeTheLastIsWritten) {
  const Folder folder(100, 2'000);
  index(folder, folder.project("one"), 10 << 20, 1);
  const fs::path project = folder.project("many");
  fs::create_directory(project);
  std::set<std::size_t> seen;  // how many there were
  IndexOptions options;
  options.paths = {folder.articles()};
  options.jobs = 2;
  options.least_segment_bytes = 2'000;
  options.most_segment_bytes = 20'000;
  options.progress = [&](std::uint64_t, std::uint64_t, std::uint64_t) {
    if (current_database(project)) seen.insert(segments(project));
  };
  EXPECT_EQ(index_articles(project, language_resources(), options, {}).articles, 300U);
  EXPECT_GT(seen.size(), 5U);
  EXPECT_GT(*seen.rbegin(), 10U);
  EXPECT_EQ(dump(project), dump(folder.project("one")));
  EXPECT_THAT(find_damage(*current_database(project)), IsEmpty());
}

TEST(GrowingIndex, WhatIsTooLargeForMemoryBecomesTheSame) {
  const Folder folder(200, 2'000);
  index(folder, folder.project("one"), 10 << 20, 1);
  const fs::path project = folder.project("small");
  // Two segments of 350 KB and 150 KB; more is in memory after a few articles.
  const IndexSummary summary = index(folder, project, 2'000, 2, kToTheEnd, 200'000);
  EXPECT_EQ(summary.articles, 600U);
  EXPECT_EQ(dump(project), dump(folder.project("one")));
  EXPECT_THAT(find_damage(*current_database(project)), IsEmpty());
}

TEST(GrowingIndex, WhatAKilledRunHadNotFinishedIsInNobodysWay) {
  const Folder folder;
  index(folder, folder.project("one"), 10 << 20, 1);
  const std::vector<std::string> expected = dump(folder.project("one"));
  // Killed before there was a segment.
  const fs::path early = folder.project("early");
  fs::create_directories(early / "index.1" / "segment.1.part");
  EXPECT_FALSE(ArticleIndex::open(early));
  EXPECT_EQ(index(folder, early, 2'000, 2).added, 3U * kArticles);
  EXPECT_EQ(dump(early), expected);
  EXPECT_FALSE(fs::exists(early / "index.1"));
  // Killed when the second of three segments was the only one that was written.
  const fs::path late = folder.project("late");
  const IndexSummary stopped = index(folder, late, 2'000, 2, 3 * kArticles / 2);
  ASSERT_TRUE(stopped.stopped);
  const fs::path database = *current_database(late);
  fs::rename(database / "segment.1", database / "segment.1.part");
  switch_database(late, database);
  const std::uint64_t kept = ArticleIndex::open(late)->article_count();
  EXPECT_LT(kept, stopped.articles);
  EXPECT_EQ(index(folder, late, 2'000, 2).added, 3U * kArticles - kept);
  std::vector<std::string> found = dump(late),
                           all = expected;  // those of the first were added after those of the second
  std::sort(found.begin(), found.end());
  std::sort(all.begin(), all.end());
  EXPECT_EQ(found, all);
}

TEST(GrowingIndex, StoppedItIsReadWholeAndGoneOnWith) {
  constexpr int kMore = 200;
  const Folder folder(kMore, 6'000);
  index(folder, folder.project("one"), 10 << 20, 1);
  const fs::path project = folder.project("stopped");
  const IndexSummary stopped = index(folder, project, 2'000, 2, 3 * kMore / 4 + 75);
  ASSERT_TRUE(stopped.stopped);
  ASSERT_EQ(segments(project), 2U);
  EXPECT_GT(stopped.articles, 0U);
  EXPECT_LT(stopped.articles, 3U * kMore);
  EXPECT_THAT(find_damage(*current_database(project)), IsEmpty());

  const auto half = ArticleIndex::open(project);
  ASSERT_TRUE(half);
  EXPECT_TRUE(half->unfinished());
  EXPECT_EQ(half->article_count(), stopped.articles);
  std::vector<std::string> paths;
  half->for_each_article([&](const Article& article) {
    paths.push_back(article.path);
    EXPECT_EQ(half->find_article(article.path), article);
    return true;
  });
  EXPECT_THAT(paths, SizeIs(stopped.articles));
  EXPECT_TRUE(std::is_sorted(paths.begin(), paths.end()));
  std::size_t german = 0;
  for (const std::string& path : paths) german += path.find("b-de") != path.npos;
  EXPECT_GT(german, 0U) << "the second segment has grown, too";
  EXPECT_LT(german, paths.size());
  EXPECT_EQ(hits(project, "Region"), paths.size());

  const IndexSummary rest = index(folder, project, 2'000, 2);
  EXPECT_EQ(rest.added, 3U * kMore - stopped.articles);
  EXPECT_EQ(segments(project), 1U);
  EXPECT_EQ(dump(project), dump(folder.project("one")));
}

TEST(GrowingIndex, NothingInASegmentIsNoHindrance) {
  const TempFolder folder;
  const fs::path project = folder.path() / "project";
  fs::create_directory(project);
  // What is in the first segment cannot be read as text.
  for (int i = 0; i < 20; ++i) folder.write("articles/a" + std::to_string(i) + ".txt", std::string(200, '\n'));
  for (int i = 0; i < 20; ++i)
    folder.write("articles/b" + std::to_string(i) + ".txt", std::string(150, ' ') + "The customer is number one here.");
  IndexOptions options;
  options.paths = {folder.path() / "articles"};
  options.jobs = 2;
  options.least_segment_bytes = 1'000;
  const IndexSummary summary = index_articles(project, language_resources(), options, {});
  EXPECT_EQ(summary.skipped, 20U);
  EXPECT_EQ(summary.articles, 20U);
  EXPECT_EQ(segments(project), 1U);
  EXPECT_EQ(hits(project, "customers"), 20U);
}

}  // namespace
}  // namespace termknit::test
