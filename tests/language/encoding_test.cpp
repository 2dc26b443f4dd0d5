// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/encoding.h"

#include <string>

#include <gtest/gtest.h>
#include <iconv.h>

#include "core/error.h"
#include "language/language_identifier.h"

namespace termknit {
namespace {

const std::string kLatvian =
    "Pārdošana ir process, kurā uzņēmums piedāvā klientiem savus produktus un pakalpojumus. Laba klientu apkalpošana "
    "veicina klientu apmierinātību, un apmierināti "
    "klienti atgriežas. Tāpēc pārdošanas nodaļa un klientu atbalsta dienests sadarbojas ikdienā, lai risinātu sūdzības "
    "un uzlabotu kvalitāti.";
const std::string kCzech =
    "Zákaznický servis je pro každou společnost důležitý. Spokojenost zákazníků zvyšuje prodej a věrní zákazníci "
    "doporučují výrobky svým přátelům. Příliš dlouhá "
    "čekací doba naopak způsobuje, že lidé odcházejí ke konkurenci, a proto se vyplatí řešit stížnosti rychle.";
const std::string kGerman =
    "Der Kundenservice ist für jedes Unternehmen wichtig. Zufriedene Kunden kaufen häufiger und empfehlen die Produkte "
    "weiter. Lange Wartezeiten führen dagegen dazu, "
    "dass die Käufer zur Konkurrenz gehen; Beschwerden sollten daher möglichst schnell gelöst werden.";

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

struct Case {
  const char* encoding;
  const std::string* text;
};

class Legacy : public testing::TestWithParam<Case> {};

TEST_P(Legacy, IsReadAsItWasWritten) {
  const DecodedText decoded = decode_text(encode(*GetParam().text, GetParam().encoding));
  EXPECT_EQ(decoded.utf8, *GetParam().text) << "read as " << decoded.encoding;
}

INSTANTIATE_TEST_SUITE_P(Encodings, Legacy,
                         testing::Values(Case{"WINDOWS-1257", &kLatvian}, Case{"ISO-8859-13", &kLatvian},
                                         Case{"ISO-8859-4", &kLatvian}, Case{"WINDOWS-1250", &kCzech},
                                         Case{"ISO-8859-2", &kCzech}, Case{"WINDOWS-1252", &kGerman},
                                         Case{"ISO-8859-1", &kGerman}, Case{"UTF-16LE", &kGerman},
                                         Case{"UTF-16BE", &kLatvian}, Case{"UTF-16", &kCzech}));

TEST(Encoding, DropsAByteOrderMark) {
  EXPECT_EQ(decode_text("\xEF\xBB\xBF"
                        "Kunde")
                .utf8,
            "Kunde");
  EXPECT_EQ(decode_text(std::string_view("\xFE\xFF\0K\0u", 6)).utf8, "Ku");
}

TEST(Encoding, StaysUtf8DespiteAFewBadBytes) {
  std::string text;
  for (int i = 0; i < 60; ++i) text += kLatvian + "\n";
  const std::size_t middle = text.find('\n', text.size() / 2);
  text.insert(middle, "\xFF\xFE\x80");
  const DecodedText decoded = decode_text(text);
  EXPECT_EQ(decoded.encoding, "UTF-8");
  ASSERT_EQ(decoded.bad_offsets.size(), 3U);
  EXPECT_EQ(decoded.bad_offsets.front(), middle);
  EXPECT_NE(decoded.utf8.find("\uFFFD\uFFFD\uFFFD"), decoded.utf8.npos);
}

TEST(Encoding, KnowsBinaryFiles) {
  EXPECT_TRUE(decode_text(std::string_view("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16)).binary);
  EXPECT_TRUE(decode_text(std::string_view("\x7F"
                                           "ELF\2\1\1\0\0\0\0",
                                           11))
                  .binary);
  EXPECT_TRUE(decode_text("\x1F\x8B\x08 something").binary);
  EXPECT_FALSE(decode_text("").binary);
}

TEST(Encoding, ObeysTheUser) {
  EXPECT_EQ(decode_text("\xE2", {.encoding = "windows-1257", .declared = {}}).utf8, "ā");
  EXPECT_THROW(decode_text("x", {.encoding = "no-such-encoding", .declared = {}}), Error);
}

TEST(LanguageIdentifier, TellsTheFirstLanguagesApart) {
  EXPECT_EQ(identify_language(kLatvian).language.str(), "lv");
  EXPECT_EQ(identify_language(kCzech).language.str(), "cs");
  EXPECT_EQ(identify_language(kGerman).language.str(), "de");
  EXPECT_TRUE(identify_language("10.1007/978-3-8349 123 456").language.undetermined());
  EXPECT_TRUE(identify_language("").language.undetermined());
}

TEST(LanguageIdentifier, GivesEveryBlockItsLanguage) {
  const std::vector<std::string_view> blocks{kGerman, "Kunden", kLatvian, "123 456", kGerman, kGerman};
  const ArticleLanguages languages = identify_article(blocks);
  EXPECT_EQ(languages.article.str(), "de");
  EXPECT_EQ(languages.blocks[2].str(), "lv");
  EXPECT_TRUE(languages.blocks[3].undetermined());
  EXPECT_EQ(languages.blocks[4].str(), "de");
}

TEST(LanguageIdentifier, KnowsABlockByTheWordsOfTheLongOnes) {
  const std::string_view first =
      "Konten können direkt aus Sales in die Anwendung übernommen werden, damit die Kunden in beiden gleich sind. Wer "
      "die "
      "Konten mit einem Produkt verbindet, sollte vorher die Felder prüfen, die von der Vorlage verwendet werden.";
  const std::string_view second =
      "Die Produkte werden nicht kopiert, sondern nur verbunden; direkt nach dem ersten Lauf sind sie in der Liste zu "
      "sehen. Die Vorlagen lassen sich ändern, und das Ergebnis ist in der Ansicht der Aufgaben synchronisieren "
      "genannt.";
  const std::string_view heading = "Konten direkt von Sales mit Konten in Supply Chain Management synchronisieren";
  const std::string_view english =
      "Field Service customers who already have a license may use the mapping without any further configuration of it, "
      "and the accounts of both applications stay the same.";
  EXPECT_EQ(identify_language(heading).language.str(), "en") << "by itself";
  const std::vector<std::string_view> blocks{first, second, heading, english, heading};
  const ArticleLanguages languages = identify_article(blocks);
  EXPECT_EQ(languages.blocks[0].str(), "de");
  EXPECT_EQ(languages.blocks[3].str(), "en");
  const ArticleLanguages german = identify_article(std::span(blocks).first(3));
  EXPECT_EQ(german.blocks[2].str(), "de") << "the article has its words";
}

}  // namespace
}  // namespace termknit
