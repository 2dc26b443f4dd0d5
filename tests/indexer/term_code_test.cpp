// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/term_code.h"

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "core/checksum.h"
#include "indexer/index_schema.h"

namespace termknit {
namespace {

std::string utf8(char32_t letter) {
  std::string out;
  if (letter < 0x80) {
    out += static_cast<char>(letter);
  } else if (letter < 0x800) {
    out += static_cast<char>(0xC0 | (letter >> 6));
    out += static_cast<char>(0x80 | (letter & 0x3F));
  } else if (letter < 0x10000) {
    out += static_cast<char>(0xE0 | (letter >> 12));
    out += static_cast<char>(0x80 | ((letter >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (letter & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (letter >> 18));
    out += static_cast<char>(0x80 | ((letter >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((letter >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (letter & 0x3F));
  }
  return out;
}

/// Made of what the code has bytes for, and of what it has not.
std::string random_word(std::mt19937& random) {
  constexpr std::string_view kLetters[] = {"a", "e",  "n",  "r", "s", "t", "c", "h", "i", "u", "ä",
                                           "š", "ий", "中", "𝄞", "9", "-", "'", "Q", "S", "+"};
  std::string word;
  for (unsigned length = 1 + random() % 9; length > 0; --length) word += kLetters[random() % std::size(kLetters)];
  return word;
}

bool is_covered(const std::vector<std::string>& prefixes, const std::string& code) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](const std::string& prefix) { return code.starts_with(prefix); });
}

TEST(TermCode, BringsBackEveryCharacterOfUnicode) {
  for (char32_t letter = 1; letter < 0x110000; ++letter) {
    if (letter >= 0xD800 && letter < 0xE000) continue;
    const std::string word = "n" + utf8(letter) + "e", code = word_code(word);
    ASSERT_EQ(word_of_code(code), word) << std::hex << static_cast<unsigned>(letter);
    ASSERT_EQ(code.find('\0'), code.npos);
  }
}

TEST(TermCode, BringsBackBytesThatAreNoUtf8) {
  std::mt19937 random(1);
  for (int i = 0; i < 100'000; ++i) {
    std::string word;
    for (unsigned length = 1 + random() % 6; length > 0; --length) word += static_cast<char>(1 + random() % 255);
    ASSERT_EQ(word_of_code(word_code(word)), word);
  }
  EXPECT_EQ(word_of_code(word_code(std::string_view("a\0b", 3))), "a b");
}

TEST(TermCode, OfAWordNeverBeginsLikeATermThatIsNone) {
  for (unsigned byte = 1; byte < 256; ++byte) {
    const std::string code = word_code(std::string(1, static_cast<char>(byte)) + "x");
    EXPECT_EQ(kPrefixLetters.find(code.front()), kPrefixLetters.npos) << byte;
  }
}

TEST(TermCode, ReadsDamagedCodesToTheirEnd) {
  EXPECT_EQ(word_of_code("\xC4"), "\xC4");
  EXPECT_EQ(word_of_code("\xE4\xB8"), "\xE4\xB8");
  EXPECT_EQ(word_of_code("\x01"), "");
  EXPECT_EQ(word_of_code(""), "");
}

TEST(TermCode, OfDifferentWordsIsDifferentAndFindsThemByTheirBeginnings) {
  std::mt19937 random(2);
  std::vector<std::string> words;
  for (int i = 0; i < 3'000; ++i) words.push_back(random_word(random));
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  std::vector<std::string> codes;
  for (const std::string& word : words) codes.push_back(word_code(word));
  std::vector<std::string> sorted = codes;
  std::sort(sorted.begin(), sorted.end());
  EXPECT_EQ(std::unique(sorted.begin(), sorted.end()), sorted.end());
  for (std::size_t i = 0; i < words.size(); i += 7) {
    for (std::size_t end = 1; end <= words[i].size(); ++end) {
      if (end < words[i].size() && (static_cast<unsigned char>(words[i][end]) & 0xC0) == 0x80) continue;
      const std::string beginning = words[i].substr(0, end);
      const std::vector<std::string> prefixes = prefix_codes(beginning);
      for (std::size_t j = 0; j < words.size(); ++j)
        ASSERT_EQ(is_covered(prefixes, codes[j]), words[j].starts_with(beginning)) << beginning << ' ' << words[j];
    }
  }
}

TEST(TermCode, NoBeginningCoversAnother) {
  for (const std::string_view letters : {"k", "ku", "kun", "s", "asia", "in", "zá", "мо", "x"}) {
    const std::vector<std::string> prefixes = prefix_codes(letters);
    for (const std::string& one : prefixes) {
      for (const std::string& other : prefixes) EXPECT_TRUE(&one == &other || !other.starts_with(one)) << letters;
    }
  }
}

TEST(TermCode, MakesWordsOfTheProjectsLanguagesShorterAndNoOthersLonger) {
  const std::vector<std::string> words{"kundenorientierung", "uzņēmums", "zákazník", "asiakaspalvelu", "information"};
  for (const std::string& word : words) EXPECT_LE(word_code(word).size() * 10, word.size() * 7) << word;
  const std::vector<std::string> others{"компания", "επιχείρηση", "会社", "don't", "x-1.5"};
  for (const std::string& word : others) EXPECT_LE(word_code(word).size(), word.size()) << word;
}

// With another table the words of an index that is there are not found: index_schema::kFormatVersion goes with it.
TEST(TermCode, IsThatOfFormatVersion9) {
  std::string codes;
  for (char32_t a = 'a'; a < 0x180; ++a) {
    for (char32_t b = 'a'; b < 0x180; ++b) append_word_code(codes, utf8(a) + utf8(b) + "en");
  }
  for (const std::string_view word : {"asiakas", "kunden", "verwaltung", "information", "inātyžnä"})
    append_word_code(codes, word);
  EXPECT_EQ(to_hex(checksum(codes)), "daddee458cdd8820");
}

TEST(WordTerm, OfAVeryLongWordFitsAndDiffersFromThatOfAnotherWithTheSameBeginning) {
  const std::string a(5'000, '+'), b(5'001, '+');
  const std::string term = index_schema::word_term("S", a);
  EXPECT_LE(term.size(), index_schema::kMaxTermBytes);
  EXPECT_NE(term, index_schema::word_term("S", b));
  EXPECT_TRUE(index_schema::word_of_term("S", term).starts_with(a.substr(0, 80) + '#'));
  EXPECT_EQ(index_schema::word_of_term("", index_schema::word_term("", std::string(200, 'q'))), std::string(200, 'q'));
}

TEST(WordTerm, IsReadableWithItsPrefix) {
  EXPECT_EQ(index_schema::readable(index_schema::word_term("", "kunden")), "kunden");
  EXPECT_EQ(index_schema::readable(index_schema::word_term("XC", "kunde")), "XCkunde");
  EXPECT_EQ(index_schema::readable(index_schema::word_term("S", "asiakas")), "Sasiakas");
  EXPECT_EQ(index_schema::readable(index_schema::term("Q", "/a/Kunde.txt")), "Q/a/Kunde.txt");
  EXPECT_EQ(index_schema::readable(index_schema::term("L", "de-AT")), "Lde-AT");
}

}  // namespace
}  // namespace termknit
