// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/packed_text.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "indexer/dictionary_maker.h"
#include "indexer/varint.h"

namespace termknit {
namespace {

std::string sentences(int from, int to) {
  std::string text;
  for (int i = from; i < to; ++i) text += "Die Rechnung Nummer " + std::to_string(i * 7919) + " wird morgen bezahlt. ";
  return text;
}

TEST(PackedText, UnpacksWhatWasPackedWithAndWithoutADictionary) {
  const TextDictionary dictionary = make_text_dictionary(sentences(0, 500));
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

TEST(PackedText, ADictionaryWithTablesPacksBetterThanItsTextAlone) {
  const std::string text = sentences(0, 500);
  std::vector<std::string> samples;
  for (int i = 600; i < 640; ++i) samples.push_back(sentences(i, i + 5));
  const TextDictionary plain = make_text_dictionary(text), made = make_text_dictionary(text, samples);
  const std::string brief = sentences(900, 905), packed = pack_text(brief, made);
  EXPECT_LT(packed.size(), pack_text(brief, plain).size());
  TextUnpacker unpacker([&](std::uint64_t name) { return name == made.name ? made.text : ""; });
  EXPECT_EQ(unpacker.unpack(packed), brief);
}

TEST(PackedText, ADamagedDictionaryIsAnError) {
  std::vector<std::string> samples;
  for (int i = 600; i < 640; ++i) samples.push_back(sentences(i, i + 5));
  const TextDictionary made = make_text_dictionary(sentences(0, 500), samples);
  std::string damaged = made.text;
  for (std::size_t at = 8; at < 60; ++at) damaged[at] = '\xFF';
  TextUnpacker unpacker([&](std::uint64_t) { return damaged; });
  EXPECT_THROW(unpacker.unpack(pack_text(sentences(900, 905), made)), Error);
}

TEST(PackedText, ALengthThatIsNotThatOfTheTextIsAnErrorBeforeMemoryIsTaken) {
  std::string packed;
  append_varint(packed, 0);
  append_varint(packed, std::uint64_t{1} << 40);
  TextUnpacker unpacker([](std::uint64_t) { return std::string(); });
  EXPECT_THROW(unpacker.unpack(packed + pack_text("text", {}).substr(2)), Error);
}

TEST(PackedText, AnUnknownDictionaryIsAnError) {
  TextUnpacker unpacker([](std::uint64_t) { return std::string(); });
  EXPECT_THROW(unpacker.unpack(pack_text("text", make_text_dictionary("some text"))), Error);
}

Article article_in(const char* language, std::size_t bytes) {
  return {.language = LanguageTag::parse(language), .text = sentences(0, 2'000).substr(0, bytes)};
}

TEST(DictionaryMaker, ALanguageHasASmallOneWhenItsArticlesHaveBroughtEnough) {
  DictionaryMaker maker;
  const Article german = article_in("de-AT", 1'500), czech = article_in("cs", 1'500);
  maker.learn(czech);
  for (int i = 0; i < 20; ++i) maker.learn(german);
  EXPECT_FALSE(maker.renew(german));
  for (int i = 0; i < 20; ++i) maker.learn(german);
  EXPECT_TRUE(maker.renew(german));
  EXPECT_FALSE(maker.renew(german));
  EXPECT_GT(maker.dictionary_for(german).text.size(), 30'000U);
  EXPECT_LT(maker.dictionary_for(german).text.size(), 40'000U);
  EXPECT_FALSE(maker.renew(czech));
  EXPECT_EQ(maker.dictionary_for(czech).name, 0U);
}

TEST(DictionaryMaker, ALanguageOfWhichThereIsMuchTextGetsALargeOneAfterTheSmallOne) {
  DictionaryMaker maker;
  const Article small = article_in("de", 1'500), large = article_in("de", 40'000);
  for (int i = 0; i < 40; ++i) maker.learn(small);
  ASSERT_TRUE(maker.renew(small));
  DictionaryMaker next;  // of a later run
  next.know(LanguageTag::parse("de"), maker.dictionary_for(small));
  for (int i = 0; i < 40; ++i) next.learn(small);
  EXPECT_FALSE(next.renew(small));
  for (int i = 0; i < 80; ++i) next.learn(large);
  EXPECT_TRUE(next.renew(small));
  EXPECT_GT(next.dictionary_for(small).text.size(), 100'000U);
  for (int i = 0; i < 200; ++i) next.learn(large);
  EXPECT_FALSE(next.renew(small));
}

}  // namespace
}  // namespace termknit
