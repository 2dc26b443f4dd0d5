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
