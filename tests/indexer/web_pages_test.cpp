// SPDX-License-Identifier: GPL-3.0-or-later
// The pages of tests/data/pages: written for this test after the ways of content management systems, shops, forums and
// hand-made pages. Comments, which no reader sees, say what is <!--main--> text and what is <!--other-->.
#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/file.h"
#include "indexer/boilerplate.h"
#include "indexer/readers.h"
#include "language/encoding.h"
#include "tests/support/command.h"

namespace termknit::test {
namespace {

namespace fs = std::filesystem;

std::string without_tags(std::string_view html) {
  std::string text;
  bool inside = false;
  for (const char c : html) {
    if (c == '<') inside = true;
    if (!inside) text += c;
    if (c == '>') inside = false;
  }
  return fold_white_space(text);
}

std::vector<std::string> marked_as(const std::string& mark, std::string_view page) {
  const std::string begin = "<!--" + mark + "-->", end = "<!--/" + mark + "-->";
  std::vector<std::string> texts;
  for (std::size_t at = page.find(begin); at != page.npos; at = page.find(begin, at)) {
    at += begin.size();
    texts.push_back(without_tags(page.substr(at, page.find(end, at) - at)));
  }
  return texts;
}

/// The page's kept blocks, one a line.
std::string kept_text(const std::string& bytes) {
  ReadArticle article = read_article(bytes, ArticleFormat::html, {}, {});
  mark_boilerplate(article.blocks, BoilerplatePhrases::read(source_folder() / "data", {}));
  std::string text;
  for (const ReadBlock& block : article.blocks) text += block.boilerplate ? "" : block.text + '\n';
  return text;
}

/// How many of `texts` are in `text`, each taken out of it; the others are named in `missing`.
std::size_t take_out(const std::vector<std::string>& texts, std::string& text, std::string& missing) {
  std::size_t found = 0;
  for (const std::string& wanted : texts) {
    const std::size_t at = text.find(wanted);
    if (at == text.npos) {
      missing += wanted + '\n';
    } else {
      text.replace(at, wanted.size(), "|");
      ++found;
    }
  }
  return found;
}

TEST(WebPages, KeepTheirMainTextAndLoseTheRest) {
  std::size_t pages = 0, main = 0, kept = 0, other = 0, left = 0;
  std::string lost, dropped;
  for (const auto& entry : fs::directory_iterator(source_folder() / "tests/data/pages")) {
    const std::string bytes = read_file(entry.path());
    const std::string page = decode_text(bytes, {.declared = declared_html_charset(bytes)}).utf8;
    std::string text = kept_text(bytes);
    ++pages;
    main += marked_as("main", page).size();
    other += marked_as("other", page).size();
    kept += take_out(marked_as("main", page), text, lost);
    left += take_out(marked_as("other", page), text, dropped);
  }
  EXPECT_EQ(pages, 14U);
  EXPECT_GE(kept * 100, main * 95) << kept << " of " << main << " kept\n" << lost;
  EXPECT_LE(left * 100, other * 15) << left << " of " << other << " left";
}

}  // namespace
}  // namespace termknit::test
