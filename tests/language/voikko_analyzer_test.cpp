// SPDX-License-Identifier: GPL-3.0-or-later
// What is answered without libvoikko has to be what libvoikko answers.

#include "language/voikko_analyzer.h"

#include <memory>
#include <ostream>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <libvoikko/voikko.h>

#include "core/error.h"
#include "core/lazy_library.h"
#include "core/tsv.h"
#include "language/text.h"

namespace termknit {

void PrintTo(const VoikkoAnalysis& analysis, std::ostream* out) {
  for (const std::string* part : {&analysis.structure, &analysis.base_form, &analysis.word_class, &analysis.mood,
                                  &analysis.number, &analysis.participle, &analysis.noun_case, &analysis.word_bases})
    *out << *part << '|';
}

namespace {

constinit LazyLibrary libvoikko{"libvoikko.so.1", "libvoikko1"};
TERMKNIT_LAZY_FUNCTION(libvoikko, voikkoInit);
TERMKNIT_LAZY_FUNCTION(libvoikko, voikkoTerminate);
TERMKNIT_LAZY_FUNCTION(libvoikko, voikkoGetVersion);
TERMKNIT_LAZY_FUNCTION(libvoikko, voikkoAnalyzeWordCstr);
TERMKNIT_LAZY_FUNCTION(libvoikko, voikko_free_mor_analysis);
TERMKNIT_LAZY_FUNCTION(libvoikko, voikko_free_mor_analysis_value_cstr);
TERMKNIT_LAZY_FUNCTION(libvoikko, voikko_mor_analysis_value_cstr);

class VoikkoAnalyzerTest : public testing::Test {
 protected:
  void SetUp() override {
    try {
      const char* error = nullptr;
      handle_ = voikkoInit(&error, "fi", nullptr);
      if (!handle_) GTEST_SKIP() << "no Voikko dictionary: " << error;
      if (voikkoGetVersion() != VoikkoAnalyzer::kVersion) GTEST_SKIP() << "another libvoikko: " << voikkoGetVersion();
    } catch (const Error& missing) {
      GTEST_SKIP() << missing.message();
    }
    analyzer_ = VoikkoAnalyzer::open(VoikkoTransducer::find_mapped());
    if (!analyzer_) GTEST_SKIP() << "a dictionary of another kind: " << VoikkoTransducer::find_mapped();
  }

  void TearDown() override {
    if (handle_) voikkoTerminate(handle_);
  }

  std::vector<VoikkoAnalysis> ask_libvoikko(const std::string& word) {
    std::vector<VoikkoAnalysis> made;
    voikko_mor_analysis** analyses = voikkoAnalyzeWordCstr(handle_, word.c_str());
    if (!analyses) return made;
    for (voikko_mor_analysis** it = analyses; *it; ++it) {
      const auto value = [&](const char* key) {
        char* text = voikko_mor_analysis_value_cstr(*it, key);
        std::string out = text ? text : "";
        voikko_free_mor_analysis_value_cstr(text);
        return out;
      };
      made.push_back({.structure = value("STRUCTURE"),
                      .base_form = value("BASEFORM"),
                      .word_class = value("CLASS"),
                      .mood = value("MOOD"),
                      .number = value("NUMBER"),
                      .participle = value("PARTICIPLE"),
                      .noun_case = value("SIJAMUOTO"),
                      .word_bases = value("PARTICIPLE").empty() ? "" : value("WORDBASES")});
    }
    voikko_free_mor_analysis(analyses);
    return made;
  }

  void expect_same(const std::string& word) {
    const auto own = analyzer_->analyze(word, scratch_);
    ++asked_;
    if (!own) {
      ++left_to_libvoikko_;
    } else {
      EXPECT_EQ(*own, ask_libvoikko(word)) << word;
    }
  }

  VoikkoHandle* handle_ = nullptr;
  std::shared_ptr<const VoikkoAnalyzer> analyzer_;
  VoikkoAnalyzer::Scratch scratch_;
  int asked_ = 0, left_to_libvoikko_ = 0;
};

/// Of every class and inflection, names, abbreviations, numbers, loans, words that are none.
constexpr std::string_view kWords =
    "talo taloissammekin asiakaspalvelu asiakaspalvelussa markkinointiviestintä hyvinvointipalveluiden työ- "
    "hyötyajoneuvo "
    "linja-auto linjaauto kuorma-autonkuljettaja maa-ala maaala kissatalo kissa-talo ex-presidentti epäonnistuminen "
    "ei-toivottu yli-ihminen vuotias 5-vuotias 25-vuotiaan viisivuotias kolmasosa kaksikymmentäviisi "
    "kahdellekymmenelle "
    "kahdellesadalle sadas sata tuhatta 1990-luvulla 1990 3:ssa 5. 10,5 xiv kl. esim. eu eu:n eu-maat nato natoon "
    "usa:ssa "
    "helsinki helsingissä helsinkiläinen pariisilainen pekka pekalle virtanen virtasten matti-pekka iso-britannia "
    "isolla-britannialla pohjois-suomi pohjois-suomessa etelä-suomen uusi-seelanti uudessa-seelannissa lappi lapin "
    "osuuspankki kesko osakeyhtiö suomen nokia nokialainen tehdä tekee tekisi tehnee tehköön tehdään tehtiin tehden "
    "tekemällä tekemässä tekemättä tekeminen tekemäisillään tehty tehdyt tehnyt tehneet tekevä tekevien tehtävä tekemä "
    "tekemäni tekemätön tehtyään tehdessään tehdäkseen kuunneltuanne alkaa alle alleviivata allekirjoittaa "
    "allekirjoitettu juoksentelisinkohan juoksentelevat on olla ole enkö ettei ellei että ja mutta joka jotka kenen "
    "mikä minä sinua hän hänelle nopea nopeampi nopein nopeasti nopeammin nopeimmin hyvä parempi paras parhaiten "
    "suuri suurempi suurinta sininen sinisempi sinikeltainen kaunis kauniisti vuotta vuo vuotta kanssa ilman "
    "kautta aina eilen jo ehkä hei voi auts sananlasku sanallisesti kielitoimisto kielitieteellinen äidinkieli "
    "äidinkielenopettaja ääniaalto yöpuku öljynvaihto käyttöliittymä tietokone tietokoneohjelma ohjelmistokehitys "
    "järjestelmällistyttämättömyydellänsäkäänköhän elintarviketurvallisuusvirasto lentokonesuihkuturbiinimoottori "
    "kuusi kuusissa kuin kuinka voin tuuli hauki haen lakkaa lakata sadoin maksaa maksoi maksoimme "
    "šakki žanri crème café façade würth über señor straße æon ångström c++ at&t www.fi a b ä 1 - -- : = . ' "
    "-talo talo- -lainen -inen ton talon-tapainen kymmen- euroa € 5€ %-yksikkö § 25§ °c soft\xC2\xADhyphen "
    "Kundenservice customers zákaznický apkalpošana дом İstanbul ẞ Ÿ ǯ xyzzy qwrtp aaaaaaaa";

std::vector<std::string> words() {
  std::vector<std::string> made;
  for (const std::string_view word : split(kWords, ' ')) made.emplace_back(word);
  return made;
}

TEST_F(VoikkoAnalyzerTest, WordsAsLibvoikkoHasThem) {
  for (const std::string& word : words()) {
    expect_same(word);
    expect_same(to_title(word));
    std::string capitals = word;
    for (char& c : capitals)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    expect_same(capitals);
  }
  EXPECT_LT(left_to_libvoikko_, asked_ / 100);
}

TEST_F(VoikkoAnalyzerTest, JoinedWordsAsLibvoikkoHasThem) {
  const std::vector<std::string> all = words();
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t step = 1; step <= 7; ++step) {
      const std::string& other = all[(i + step * step) % all.size()];
      expect_same(all[i] + other);
      expect_same(all[i] + "-" + other);
      expect_same(all[i] + ":" + other);
      expect_same(all[i] + "-" + other + all[(i + step) % all.size()]);
    }
  }
  EXPECT_LT(left_to_libvoikko_, asked_ / 20);
}

TEST_F(VoikkoAnalyzerTest, NoTextsAtAll) {
  for (const char* text : {"", "\xC3", "talo\xFF", "\xED\xA0\x80", "\xC0\xAFtalo", "ta\xE2\x82", "\xF4\x90\x80\x80"})
    expect_same(text);
  for (const std::size_t length : {100U, 254U, 255U, 256U, 300U, 2000U}) {
    expect_same(std::string(length, 'a'));
    expect_same(std::string(length, '9'));
    std::string compound;
    while (compound.size() < length) compound += "talo";
    expect_same(compound.substr(0, length));
  }
  EXPECT_EQ(analyzer_->analyze(std::string("talo\0n", 6), scratch_), std::nullopt);
}

TEST_F(VoikkoAnalyzerTest, ThreadsAtOnce) {
  const std::vector<std::string> all = words();
  std::vector<std::optional<std::vector<VoikkoAnalysis>>> expected;
  for (const std::string& word : all) expected.push_back(analyzer_->analyze(word, scratch_));
  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t) {
    threads.emplace_back([&] {
      VoikkoAnalyzer::Scratch scratch;
      for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(analyzer_->analyze(all[i], scratch), expected[i]);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace termknit
