// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/common_words.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/file.h"
#include "language/language_identifier.h"
#include "language/word_hash.h"
#include "tests/support/command.h"

namespace termknit {
namespace {

CommonWords::Languages languages_of(const CommonWords& words, std::string_view word) {
  CommonWords::Languages found = 0;
  word_hash::for_each(word, [&](std::uint64_t hash) { found = words.languages_of(hash); });
  return found;
}

std::string list(const std::string& prefix, int words) {
  std::string text = "# a list\n";
  for (int i = 0; i < words; ++i) {
    std::string word = prefix;
    for (int rest = i; rest > 0; rest /= 26) word += static_cast<char>('a' + rest % 26);
    text += "5.0\t" + word + "\n";
  }
  return text;
}

TEST(CommonWords, KnowWhichLanguagesHaveAWord) {
  const test::TempFolder folder;
  folder.write("da.tsv", "# Zipf\n7.0\tog er\n6.9\tikke\n");
  folder.write("de.tsv", "7.0\tund er\n6.9\tfür\n");
  folder.write("notes.txt", "7.0\tund\n");
  const CommonWords words(folder.path());
  ASSERT_EQ(words.languages(), 2U);
  const auto danish = words.number_of(LanguageTag::parse("da")), german = words.number_of(LanguageTag::parse("de-AT"));
  ASSERT_TRUE(danish && german);
  EXPECT_EQ(words.number_of(LanguageTag::parse("nb")), std::nullopt);
  const CommonWords::Languages da = CommonWords::Languages{1} << *danish, de = CommonWords::Languages{1} << *german;
  EXPECT_EQ(languages_of(words, "er"), da | de);
  EXPECT_EQ(languages_of(words, "Ikke"), da) << "ASCII capitals are small letters";
  EXPECT_EQ(languages_of(words, "für"), de);
  EXPECT_EQ(languages_of(words, "ogg"), 0U);
}

TEST(CommonWords, WithoutListsThereAreNone) {
  const test::TempFolder folder;
  EXPECT_EQ(CommonWords(folder.path() / "missing").languages(), 0U);
  EXPECT_EQ(languages_of(CommonWords(folder.path() / "missing"), "und"), 0U);
  EXPECT_EQ(languages_of(CommonWords(), "und"), 0U);
}

TEST(CommonWords, ManyAndLongAndDamagedListsDoNoHarm) {
  const test::TempFolder folder;
  for (char first = 'a'; first <= 'b'; ++first) {
    for (char second = 'a'; second <= 'z'; ++second) {
      const std::string code{first, second};
      folder.write(code + ".tsv", list(code, 4'000));
    }
  }
  folder.write("de.tsv", std::string("\xFF\xFE\0\t\t\n\n", 7) + std::string(100'000, 'x') + "\nno tabulator und\n");
  const CommonWords words(folder.path());
  EXPECT_EQ(words.languages(), CommonWords::kMostLanguages);
  EXPECT_EQ(languages_of(words, "aab"), CommonWords::Languages{1});
  EXPECT_EQ(languages_of(words, "aa" + std::string("zzz")), 0U) << "not among the first";
}

/// The lists that the project has.
class BlocksWithCommonWords : public testing::Test {
 protected:
  std::vector<std::string> languages_of_blocks(const std::vector<std::string_view>& blocks) const {
    std::vector<std::string> found;
    for (const LanguageTag& language : identify_article(blocks, std::nullopt, words_).blocks)
      found.push_back(language.str());
    return found;
  }
  const CommonWords words_{test::source_folder() / "data" / "frequency"};
  const std::string_view danish_ =
      "Du kan altid se, hvor meget plads der er på disken, og du behøver ikke at gøre noget for det, hvis der er nok "
      "til alle dine billeder og de breve, som du har fået i de sidste år.";
  const std::string_view german_ =
      "Sie können jederzeit sehen, wie viel Platz es auf der Platte noch gibt, und müssen nichts dafür tun, wenn er "
      "für alle Ihre Bilder reicht und für die Briefe, die Sie in den letzten Jahren bekommen haben.";
};

TEST_F(BlocksWithCommonWords, AreOfTheArticlesLanguage) {
  EXPECT_EQ(languages_of_blocks({german_, "Wie man Dateien und Ordner im Supply Chain Management findet", german_}),
            (std::vector<std::string>{"de", "de", "de"}));
}

TEST_F(BlocksWithCommonWords, OfAnotherLanguageAreKnown) {
  const std::string_view english =
      "You can always see how much space there is left on the disk, and you need not do anything about it as long as "
      "there is enough for all of your pictures and the letters that you got in the last years.";
  const std::string_view swedish =
      "Du kan alltid se hur mycket plats det finns kvar på disken, och du behöver inte göra något åt det så länge det "
      "räcker till alla dina bilder och de brev som du har fått under de senaste åren.";
  const std::string_view norwegian =
      "Du kan alltid se hvor mye plass det er igjen på disken, og du trenger ikke å gjøre noe med det så lenge det er "
      "nok til alle bildene dine og brevene som du har fått de siste årene.";
  EXPECT_EQ(languages_of_blocks({german_, english, german_}), (std::vector<std::string>{"de", "en", "de"}));
  EXPECT_EQ(languages_of_blocks({danish_, swedish, danish_}), (std::vector<std::string>{"da", "sv", "da"}));
  EXPECT_EQ(languages_of_blocks({danish_, norwegian, german_}), (std::vector<std::string>{"da", "nb", "de"}));
}

}  // namespace
}  // namespace termknit
