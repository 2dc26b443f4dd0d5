// SPDX-License-Identifier: GPL-3.0-or-later
// The folders stand in one line: an include may only point to its own folder or to one on its left.

#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/command.h"

namespace termknit {
namespace {
namespace fs = std::filesystem;

const std::vector<std::string> kOrder{"core", "language", "indexer", "glossary", "search", "cli"};

/// A library's header and the folders whose .cpp files may include it.
const std::map<std::string, std::vector<std::string>> kThirdParty{
    {"xapian", {"indexer", "search"}},
    {"unicode/", {"language"}},
    {"hunspell", {"language"}},
    {"libvoikko", {"language"}},
    {"cld2/", {"language"}},
    {"libstemmer", {"language"}},
    {"tinyxml2", {"glossary"}},
    {"expat", {"indexer", "glossary"}},
    {"libxml/", {"indexer"}},
    {"md4c", {"indexer"}},
    {"poppler", {"indexer"}},
    {"sqlite3", {"glossary"}},
    {"CLI/", {"cli"}},
    {"nlohmann/", {"glossary", "search", "cli"}},
    {"xxhash", {"core"}},
    {"fmt/", {"core", "language", "indexer", "glossary", "search", "cli"}},
    {"zlib", {"indexer", "glossary"}},
    {"zip", {"indexer", "glossary"}},
    {"xlsxwriter", {"glossary"}},
};

struct Include {
  std::string file, folder, target;
  bool header = false, quoted = false;
};

/// The name between the brackets or quotation marks of an include line, with its opening character in front.
std::optional<std::string> included(const std::string& line) {
  const std::size_t hash = line.find_first_not_of(" \t");
  if (hash == line.npos || line[hash] != '#' || line.find("include", hash) != line.find_first_not_of(" \t", hash + 1))
    return std::nullopt;
  const std::size_t open = line.find_first_of("<\"", hash);
  const std::size_t close = open == line.npos ? open : line.find_first_of(">\"", open + 1);
  if (close == line.npos) return std::nullopt;
  return line.substr(open, close - open);
}

std::vector<Include> all_includes() {
  std::vector<Include> includes;
  for (const std::string& folder : kOrder) {
    for (const auto& entry : fs::recursive_directory_iterator(test::source_folder() / folder)) {
      const std::string extension = entry.path().extension().string();
      if (extension != ".h" && extension != ".cpp") continue;
      std::ifstream file(entry.path());
      for (std::string line; std::getline(file, line);) {
        const auto name = included(line);
        if (!name) continue;
        includes.push_back({fs::relative(entry.path(), test::source_folder()).string(), folder, name->substr(1),
                            extension == ".h", name->front() == '"'});
      }
    }
  }
  return includes;
}

std::size_t rank(const std::string& folder) {
  return static_cast<std::size_t>(std::find(kOrder.begin(), kOrder.end(), folder) - kOrder.begin());
}

TEST(Architecture, SourcesAreFound) {
  EXPECT_GT(all_includes().size(), 100U);
}

TEST(Architecture, IncludesPointToTheLeft) {
  for (const Include& include : all_includes()) {
    if (!include.quoted) continue;
    const std::string target = include.target.substr(0, include.target.find('/'));
    ASSERT_LT(rank(target), kOrder.size())
        << include.file << " includes \"" << include.target << "\": name it from the root";
    EXPECT_LE(rank(target), rank(include.folder)) << include.file << " includes " << include.target;
  }
}

TEST(Architecture, HeadersIncludeNoThirdPartyHeader) {
  for (const Include& include : all_includes()) {
    if (!include.header || include.quoted) continue;
    // The standard library's headers have neither a dot nor a slash.
    EXPECT_EQ(include.target.find_first_of("./"), std::string::npos)
        << include.file << " includes <" << include.target << ">";
  }
}

TEST(Architecture, ThirdPartyHeadersStayInTheirFolder) {
  for (const Include& include : all_includes()) {
    if (include.quoted) continue;
    for (const auto& [prefix, folders] : kThirdParty) {
      if (!include.target.starts_with(prefix)) continue;
      EXPECT_THAT(folders, testing::Contains(include.folder)) << include.file << " includes <" << include.target << ">";
    }
  }
}

}  // namespace
}  // namespace termknit
