// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/text.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "language/language_tag.h"

namespace termknit {
namespace {

TEST(Text, ReplacesIllFormedPiecesOnceEach) {
  EXPECT_EQ(replace_invalid_utf8("a\xC0\xAF"
                                 "b"),
            "a\uFFFD\uFFFDb");                                            // overlong
  EXPECT_EQ(replace_invalid_utf8("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");  // lone surrogate
  EXPECT_EQ(replace_invalid_utf8("x\xE2\x82"), "x\uFFFD");                // cut at the end
  EXPECT_EQ(replace_invalid_utf8("\xF5\x80\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD");
  EXPECT_FALSE(is_valid_utf8("\xC0\xAF"));
  EXPECT_TRUE(is_valid_utf8("pārdošana"));
}

TEST(Text, CleansControlsButKeepsJoiners) {
  EXPECT_EQ(clean_text("a\u202E b\u200B c\u00AD d\uFEFF\x1B[2J\r\nz\rq"), "a b c d[2J\nz\nq");
  EXPECT_EQ(clean_text("a\u200Db"), "a\u200Db");
  EXPECT_EQ(clean_text("pa\u0304r"), "pār");
}

std::string character(unsigned code_point) {
  std::string out;
  if (code_point < 0x80) {
    out += static_cast<char>(code_point);
  } else if (code_point < 0x800) {
    out += static_cast<char>(0xC0 | code_point >> 6);
    out += static_cast<char>(0x80 | (code_point & 0x3F));
  } else {
    out += static_cast<char>(0xE0 | code_point >> 12);
    out += static_cast<char>(0x80 | (code_point >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code_point & 0x3F));
  }
  return out;
}

// Text of other scripts is cleaned and stripped character by character: beside such a character all have to come out as
// they do in the quick ways.
TEST(Text, EveryCharacterIsCleanedAlikeWhereverItStands) {
  const std::string slow = "あ";
  for (unsigned code_point = 1; code_point < 0x3000; ++code_point) {
    if (code_point == 0x0A || code_point == 0x0D) continue;  // CR looks at its neighbour
    for (std::size_t before : {0U, 1U, 14U, 15U, 16U, 17U, 31U}) {
      const std::string text = std::string(before, 'x') + character(code_point) + "e";
      ASSERT_EQ(clean_text(slow + text), slow + clean_text(text)) << std::hex << code_point << " after " << before;
    }
  }
}

TEST(Text, EveryLatinLetterLosesItsMarksAlikeWhereverItStands) {
  const std::string slow = "あ";
  for (unsigned code_point = 1; code_point < 0x300; ++code_point) {
    const std::string text = "x" + character(code_point) + "e";
    EXPECT_EQ(strip_diacritics(slow + text), slow + strip_diacritics(text)) << std::hex << code_point;
  }
}

TEST(Text, BrokenUtf8IsBrokenWhereverItStands) {
  for (const std::string_view bad : {"\xC4", "\x80", "\xC4\x80\x80", "\xC1\xBF", "\xE2\x80", "\xE2\x80\x90\x80", "\xE2",
                                     "\xE0\x80\x80", "\xFF", "\xC4\xC4\x80"}) {
    for (std::size_t before = 0; before < 40; ++before) {
      const std::string text = std::string(before, 'x').append(bad);
      EXPECT_FALSE(is_valid_utf8(text)) << before;
      EXPECT_FALSE(is_valid_utf8(text + "y")) << before;
    }
  }
  for (std::size_t before = 0; before < 40; ++before)
    EXPECT_TRUE(is_valid_utf8(std::string(before, 'x') + "ā–\u2fffz\u00ff")) << before;
}

TEST(Text, FoldsForComparing) {
  EXPECT_EQ(fold("Straße"), "strasse");
  EXPECT_EQ(fold("PĀRDOŠANA"), "pārdošana");
  EXPECT_EQ(strip_diacritics("pārdošana"), "pardosana");
  EXPECT_EQ(strip_diacritics("łódź"), "lodz");
}

TEST(Text, CutsOnCodePoints) {
  EXPECT_EQ(truncate_at_code_point("aāb", 2), "a");
  EXPECT_EQ(truncate_at_code_point("aāb", 3), "aā");
  EXPECT_EQ(code_points("aāb"), 3U);
  EXPECT_EQ(display_width("日本e\u0301"), 5U);
}

TEST(Text, NoticesMixedScripts) {
  EXPECT_TRUE(mixes_scripts("Kundеn"));  // a Cyrillic е
  EXPECT_FALSE(mixes_scripts("Kunden"));
}

TEST(LanguageTag, MakesTagsCanonical) {
  EXPECT_EQ(LanguageTag::parse("de_AT").str(), "de-AT");
  EXPECT_EQ(LanguageTag::parse("deu").str(), "de");
  EXPECT_EQ(LanguageTag::parse("iw").str(), "he");
  EXPECT_EQ(LanguageTag::parse("zh-hant-tw").str(), "zh-Hant-TW");
  EXPECT_EQ(LanguageTag::parse("lv_LV.UTF-8").str(), "lv-LV");
  EXPECT_EQ(LanguageTag::parse("de-AT").language().str(), "de");
  EXPECT_FALSE(LanguageTag::try_parse("xx-!!"));
  EXPECT_FALSE(LanguageTag::try_parse(""));
  EXPECT_FALSE(LanguageTag::try_parse("german"));
  EXPECT_THROW(LanguageTag::parse("1"), Error);
}

TEST(Text, LatinLettersFoldAsAnyOthers) {
  EXPECT_EQ(fold("Straße ŉ ǅ ŀ İ ª"), "strasse \u02BCn d\u017E l\u00B7 i\u0307 a");
  EXPECT_EQ(to_lower("ÄÖÜ ẞ Ž İ"), "äöü ß ž i\u0307");
  EXPECT_EQ(fold("e\u0301\u00C4"), "éä") << "a combining mark is not Latin alone";
  EXPECT_EQ(fold("ſ"), "s");
}

TEST(Text, CleansLatinTextAsAnyOther) {
  EXPECT_EQ(clean_text("Käse\u0085\u00ADbrot\u007F\r\nGuß\t"), "Käsebrot\nGuß\t");
  EXPECT_EQ(clean_text("©2026 « é »"), "©2026 « é »") << "C2 leads signs too";
  EXPECT_EQ(to_nfc("a\u0308\u00E9"), "äé");
}

}  // namespace
}  // namespace termknit
