// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article_spool.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "core/error.h"
#include "core/parallel.h"
#include "tests/support/command.h"

namespace termknit::test {
namespace {

Article article(std::size_t number) {
  Article article;
  article.path = "de/" + std::to_string(number) + ".txt";
  article.language = LanguageTag::parse("de");
  for (std::size_t i = 0; i <= number; ++i) article.text += "Zeile " + std::to_string(i) + "\n";
  article.blocks.push_back(
      {BlockKind::paragraph, {0, static_cast<std::uint32_t>(article.text.size())}, article.language});
  article.content_hash = number;
  return article;
}

/// As they are, packed, and some of each.
class ArticleSpools : public testing::TestWithParam<std::uint64_t> {};
INSTANTIATE_TEST_SUITE_P(Unpacked, ArticleSpools, testing::Values(64 << 20, 0, 100'000));

TEST_P(ArticleSpools, GiveBackWhatManyThreadsKept) {
  const TempFolder folder;
  ArticleSpool spool(folder.path(), GetParam());
  EXPECT_TRUE(std::filesystem::is_empty(folder.path())) << "its file has no name that a killed run could leave";
  constexpr std::size_t kArticles = 300;
  std::vector<ArticleSpool::Place> places(kArticles);
  parallel_for(kArticles, 4, [&](std::size_t i, unsigned) {
    places[i] = spool.keep(article(i), std::vector<std::uint64_t>(i % 3, i));
  });
  parallel_for(kArticles, 4, [&](std::size_t i, unsigned) {
    Article taken;
    std::vector<std::uint64_t> blocks{7};
    spool.take(places[i], taken, blocks);
    EXPECT_EQ(taken, article(i));
    EXPECT_EQ(blocks, std::vector<std::uint64_t>(i % 3, i));
  });
}

TEST_P(ArticleSpools, KeepWhatComesAfterTheForgotten) {
  const TempFolder folder;
  ArticleSpool spool(folder.path(), GetParam());
  spool.keep(article(5'000), {});
  const ArticleSpool::Place place = spool.keep(article(2), {1, 2});
  spool.forget_before(place.offset);
  Article taken;
  std::vector<std::uint64_t> blocks;
  spool.take(place, taken, blocks);
  EXPECT_EQ(taken, article(2));
}

TEST_P(ArticleSpools, SayWhatIsNotThere) {
  const TempFolder folder;
  ArticleSpool spool(folder.path(), GetParam());
  const ArticleSpool::Place place = spool.keep(article(2), {});
  Article taken;
  std::vector<std::uint64_t> blocks;
  EXPECT_THROW(spool.take({place.offset + 1, place.bytes, place.is_packed}, taken, blocks), Error) << "beyond the end";
  EXPECT_THROW(spool.take({place.offset + 1, place.bytes - 1, place.is_packed}, taken, blocks), Error) << "no record";
  EXPECT_THROW(ArticleSpool(folder.path() / "missing"), Error);
}

}  // namespace
}  // namespace termknit::test
