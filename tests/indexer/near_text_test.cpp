// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/near_text.h"

#include <gtest/gtest.h>

#include "core/error.h"

namespace termknit {
namespace {

TEST(NearText, IsReadAsItWasWritten) {
  const std::string most(300, 'a');
  for (const std::string& known : {std::string(), std::string("ergebnis"), std::string("předchozí"), most}) {
    for (const std::string& text :
         {std::string(), std::string("a"), std::string("kundenergebnisse"), std::string("předchozími"),
          std::string("113\x1Fpředchozí\x1E"), most + "b" + most}) {
      const std::string coded = text_near(known, text);
      EXPECT_EQ(near_text(known, coded), text) << known;
      EXPECT_LE(coded.size(), text.size());
      EXPECT_EQ(coded.find('\t'), std::string::npos);
    }
  }
}

TEST(NearText, WordsThatShareLettersAreShort) {
  EXPECT_EQ(text_near("zákaznický", "zákaznického").size(), 5U);
  EXPECT_EQ(text_near("ergebnis", "kundenergebnisse").size(), 6U + 2U + 2U);
}

TEST(NearText, DamageIsAnError) {
  const std::string coded = text_near("ergebnis", "kundenergebnisse");
  EXPECT_THROW(near_text("erg", coded), Error);
  EXPECT_THROW(near_text("ergebnis", "\xFE"), Error);
  EXPECT_THROW(near_text("ergebnis", "\xFF\x21"), Error);
  EXPECT_THROW(near_text("ergebnis", "\xFE\x01"), Error);
}

}  // namespace
}  // namespace termknit
