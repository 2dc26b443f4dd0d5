// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/packed_text.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "indexer/dictionary_maker.h"

namespace termknit {
namespace {

std::string sentences(int from, int to) {
  std::string text;
  for (int i = from; i < to; ++i) text += "Die Rechnung Nummer " + std::to_string(i * 7919) + " wird morgen bezahlt. ";
  return text;
}

TEST(PackedText, UnpacksWhatWasPackedWithAndWithoutADictionary) {
  const TextDictionary dictionary = make_text_dictionary(sentences(0, 500).substr(0, kDictionaryBytes));
  TextUnpacker unpacker([&](std::uint64_t name) { return name == dictionary.name ? dictionary.text : ""; });
  for (const std::string& text : {std::string(), std::string("a"), std::string("\0\xFF\n", 3), sentences(900, 1200)}) {
    EXPECT_EQ(unpacker.unpack(pack_text(text, {})), text);
    EXPECT_EQ(unpacker.unpack(pack_text(text, dictionary)), text);
  }
  const std::string brief = sentences(900, 905);
  EXPECT_LT(pack_text(brief, dictionary).size() * 3, pack_text(brief, {}).size() * 2);
}

TEST(PackedText, DamageIsAnErrorOrAnotherTextOfTheSameSize) {
  const TextDictionary dictionary = make_text_dictionary(sentences(0, 50));
  TextUnpacker unpacker([&](std::uint64_t name) { return name == dictionary.name ? dictionary.text : ""; });
  const std::string text = sentences(900, 910), packed = pack_text(text, dictionary);
  for (std::size_t size = 0; size < packed.size(); ++size)
    EXPECT_THROW(unpacker.unpack(std::string_view(packed).substr(0, size)), Error) << size;
  for (std::size_t at = 0; at < packed.size(); ++at) {
    std::string damaged = packed;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
    try {
      EXPECT_LE(unpacker.unpack(damaged).size(), 256U << 20) << at;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::corrupt);
    }
  }
}

TEST(PackedText, AnUnknownDictionaryIsAnError) {
  TextUnpacker unpacker([](std::uint64_t) { return std::string(); });
  EXPECT_THROW(unpacker.unpack(pack_text("text", make_text_dictionary("some text"))), Error);
}

TEST(DictionaryMaker, ALanguageHasOneWhenItsArticlesHaveBroughtEnough) {
  DictionaryMaker maker;
  Article german{.language = LanguageTag::parse("de-AT"), .text = sentences(0, 40)};
  Article czech{.language = LanguageTag::parse("cs"), .text = "Krátký text."};
  int made = 0;
  for (int i = 0; i < 40; ++i) made += maker.learn(german) ? 1 : 0;
  EXPECT_EQ(made, 1);
  EXPECT_EQ(maker.dictionary_for(german).text.size(), kDictionaryBytes);
  EXPECT_FALSE(maker.learn(czech));
  EXPECT_EQ(maker.dictionary_for(czech).name, 0U);
  DictionaryMaker next;
  next.know(LanguageTag::parse("de"), maker.dictionary_for(german));
  EXPECT_FALSE(next.learn(german));
  EXPECT_EQ(next.dictionary_for(german).name, maker.dictionary_for(german).name);
}

}  // namespace
}  // namespace termknit
