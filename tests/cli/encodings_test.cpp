// SPDX-License-Identifier: GPL-3.0-or-later
// Text and encodings as users have them: cases A01 to A09 of the robustness catalogue, through the command itself.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iconv.h>

#include "tests/cli/texts.h"
#include "tests/support/command.h"

namespace termknit::test {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string encode(const std::string& utf8, const char* encoding) {
  const iconv_t converter = iconv_open(encoding, "UTF-8");
  EXPECT_NE(converter, iconv_t(-1)) << encoding;
  std::string out(utf8.size() * 4 + 16, '\0');
  char* in = const_cast<char*>(utf8.data());
  char* to = out.data();
  std::size_t in_left = utf8.size(), out_left = out.size();
  EXPECT_NE(iconv(converter, &in, &in_left, &to, &out_left), std::size_t(-1)) << encoding;
  iconv_close(converter);
  out.resize(out.size() - out_left);
  return out;
}

/// The terms that `bytes` as a file give.
std::string terms(const std::string& bytes, CommandResult* indexed = nullptr) {
  const TempFolder folder;
  folder.write("texts/article.txt", bytes);
  const CommandResult result = run(folder.path(), {"index", "texts"});
  if (indexed) *indexed = result;
  return run(folder.path(), {"extract", "--all", "--tsv"}).out;
}

TEST(Encodings, GiveTheTermsOfUtf8) {  // A01, A02, A03, A04
  const std::string latvian = terms(kLatvianText), czech = terms(kCzechText), german = terms(kGermanText);
  EXPECT_THAT(latvian, HasSubstr("pārdošana"));
  EXPECT_EQ(terms(encode(kLatvianText, "WINDOWS-1257")), latvian);
  EXPECT_EQ(terms(encode(kCzechText, "WINDOWS-1250")), czech);
  EXPECT_EQ(terms(encode(kCzechText, "ISO-8859-2")), czech);
  EXPECT_EQ(terms(encode(kGermanText, "UTF-16LE")), german);
  EXPECT_EQ(terms("\xEF\xBB\xBF" + kGermanText), german);
  EXPECT_EQ(terms(encode(kGermanText, "UTF-16")), german);
}

TEST(Encodings, ReplaceStrayBytesAndSayWhere) {  // A05
  std::string text;
  for (int i = 0; i < 40; ++i) text += kLatvianText + "\n";
  const std::size_t middle = text.find("\n\n", text.size() / 2);
  text.insert(middle, "\xFF\xFE\x80");
  CommandResult indexed;
  terms(text, &indexed);
  EXPECT_EQ(indexed.exit_code, 0) << indexed.err;
  EXPECT_THAT(indexed.err, HasSubstr("at byte " + std::to_string(middle)));
}

TEST(Encodings, SurviveIllFormedUtf8) {  // A06
  for (const char* bad : {"\xC0\xAF", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xE2\x82"}) {
    CommandResult indexed;
    terms(kLatvianText + kLatvianText + bad, &indexed);
    EXPECT_EQ(indexed.exit_code, 0) << indexed.err;
  }
}

TEST(Encodings, SkipBinaryFiles) {  // A07
  const TempFolder folder;
  folder.write("texts/picture.txt", std::string_view("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16));
  folder.write("texts/program.txt", std::string_view("\x7F"
                                                     "ELF\2\1\1\0\0\0\0\0\0\0\0\0",
                                                     16));
  folder.write("texts/packed.txt", "\x1F\x8B\x08\x01\x02\x03");
  folder.write("texts/good.txt", kGermanText);
  const CommandResult result = run(folder.path(), {"index", "texts"});
  EXPECT_EQ(result.exit_code, 3);
  for (const char* name : {"picture.txt", "program.txt", "packed.txt"}) EXPECT_THAT(result.err, HasSubstr(name));
  EXPECT_THAT(result.out, HasSubstr("1 articles"));
  EXPECT_EQ(run(folder.path(), {"index", "texts", "--strict"}).exit_code, 4);
}

TEST(Encodings, AcceptNextToNothing) {  // A08
  const TempFolder folder;
  folder.write("texts/empty.txt", "");
  folder.write("texts/blanks.txt", " \n\t \n");
  folder.write("texts/bom.txt", "\xEF\xBB\xBF");
  folder.write("texts/letter.txt", "a");
  folder.write("texts/good.txt", kGermanText);
  const CommandResult result = run(folder.path(), {"index", "texts"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, HasSubstr("empty.txt: skipped: holds no text"));
  EXPECT_THAT(result.out, HasSubstr("2 articles"));
}

TEST(Encodings, TreatNfdAsNfc) {  // A09
  const TempFolder folder;
  folder.write("texts/nfc.txt", "Pārdošana un pārdošanas plāns. " + kLatvianText);
  folder.write("texts/nfd.txt", "Pa\u0304rdos\u030Cana un pa\u0304rdos\u030Canas plāns. " + kLatvianText);
  run(folder.path(), {"index", "texts"});
  for (const char* query : {"pārdošanas", "pa\u0304rdos\u030Canas"}) {
    const CommandResult result = run(folder.path(), {"search", query, "--tsv"});
    EXPECT_EQ(result.exit_code, 0) << query;
    EXPECT_THAT(result.out, HasSubstr("nfc.txt"));
    EXPECT_THAT(result.out, HasSubstr("nfd.txt"));
  }
  EXPECT_THAT(run(folder.path(), {"extract", "--all", "--tsv"}).out, Not(HasSubstr("\u0304")));
}

}  // namespace
}  // namespace termknit::test
