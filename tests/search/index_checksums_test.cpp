// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index_checksums.h"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <xapian.h>

#include "indexer/index_articles.h"
#include "indexer/index_location.h"
#include "tests/support/language_world.h"
#include "tests/support/temp_index.h"

namespace termknit::test {
namespace {

namespace fs = std::filesystem;

TEST(IndexChecksums, AnArticleOfNothingButBoilerplateIsNoDamage) {
  const TempFolder folder;
  folder.write("articles/1.txt", "***\n\nWe use cookies. Accept all cookies.\n");
  folder.write("articles/2.txt", "The customer asks for cheaper service.\n");
  const fs::path project = folder.path() / "project";
  fs::create_directory(project);
  IndexOptions options;
  options.paths = {folder.path() / "articles"};
  index_articles(project, language_resources(), options, {});
  const fs::path database = *current_database(project);
  ASSERT_GT(Xapian::Database::check(database.string()), 0U) << "Xapian no longer takes it for damage";
  EXPECT_THAT(find_damage(database), testing::IsEmpty());
}

}  // namespace
}  // namespace termknit::test
