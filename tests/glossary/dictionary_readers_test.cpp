// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/dictionaries/dictionary_readers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "glossary/dictionaries/usage_label.h"
#include "tests/support/command.h"
#include "tests/support/language_world.h"

namespace termknit {
namespace {

using test::lang;
using test::TempFolder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// What a reader gives: "en a, b = de c", one a group; and what it complains of.
struct Given {
  std::vector<std::string> groups{};
  std::vector<Diagnostic> diagnostics{};

  GroupSink groups_sink() {
    return [this](const TranslationGroup& group) {
      std::string text;
      for (const GroupSide& side : group.sides) {
        text += (text.empty() ? "" : " = ") + side.language.str();
        for (const std::string& term : side.terms) {
          text += &term == &side.terms.front() ? " " : ", ";
          text += term;
        }
      }
      groups.push_back(std::move(text));
    };
  }
  DiagnosticSink sink() {
    return [this](const Diagnostic& diagnostic) { diagnostics.push_back(diagnostic); };
  }
};

constexpr const char* kHeader = "id\tpos\ten\tde\tlv\tcs\tfi\tsense\n";

TEST(Lexicon, SynonymsOfAllLanguagesAreOneGroup) {
  const TempFolder folder;
  folder.write("a.tsv", std::string(kHeader) + "a1\tnoun\tcustomer | client\tKunde\tklients\tzákazník\tasiakas\t\n");
  Given given;
  read_lexicon(folder.path(), given.groups_sink(), given.sink());
  EXPECT_THAT(given.groups, ElementsAre("en customer, client = de Kunde = lv klients = cs zákazník = fi asiakas"));
  EXPECT_THAT(given.diagnostics, IsEmpty());
}

TEST(Lexicon, LineWithAMissingColumnIsLeftOutWithItsPlaceAndTheRestGoesOn) {
  const TempFolder folder;
  // A column too few in the middle would make Czech words Latvian ones.
  folder.write("a.tsv", std::string(kHeader) + "a1\tnoun\tprice\tPreis\tcena\thinta\t\n" +
                            "a2\tnoun\tinvoice\tRechnung\trēķins\tfaktura\tlasku\t\n");
  Given given;
  read_lexicon(folder.path(), given.groups_sink(), given.sink());
  EXPECT_THAT(given.groups, ElementsAre("en invoice = de Rechnung = lv rēķins = cs faktura = fi lasku"));
  ASSERT_EQ(given.diagnostics.size(), 1U);
  EXPECT_EQ(given.diagnostics[0].place.line, 2U);
  EXPECT_THAT(given.diagnostics[0].message, HasSubstr("7 columns, not 8"));
}

TEST(Lexicon, LanguageWithoutAWordIsNoSide) {
  const TempFolder folder;
  folder.write("a.tsv", std::string(kHeader) + "a1\tnoun\tprice\tPreis\t\t\t\t\n");
  Given given;
  read_lexicon(folder.path(), given.groups_sink(), given.sink());
  EXPECT_THAT(given.groups, ElementsAre("en price = de Preis"));
}

TEST(Lexicon, FileWithAByteOrderMarkAndWindowsLineEndsIsRead) {
  const TempFolder folder;
  folder.write("a.tsv", "\xEF\xBB\xBFid\tpos\ten\tlv\tsense\r\na1\tnoun\tprice\tcena\t\r\n\r\n");
  Given given;
  read_lexicon(folder.path(), given.groups_sink(), given.sink());
  EXPECT_THAT(given.groups, ElementsAre("en price = lv cena"));
  EXPECT_THAT(given.diagnostics, IsEmpty());
}

TEST(Lexicon, BrokenFileCostsItselfAndNotTheOthers) {
  const TempFolder folder;
  folder.write("a.tsv", "something else altogether\nx\ty\n");
  folder.write("b.tsv", std::string(kHeader) + "a1\tnoun\tprice\tPreis\t\t\t\t\n");
  Given given;
  read_lexicon(folder.path(), given.groups_sink(), given.sink());
  EXPECT_THAT(given.groups, ElementsAre("en price = de Preis"));
  ASSERT_EQ(given.diagnostics.size(), 1U);
  EXPECT_THAT(given.diagnostics[0].message, HasSubstr("the file is left out"));
  EXPECT_THAT(given.diagnostics[0].place.file, HasSubstr("a.tsv"));
}

TEST(Lexicon, WordThatIsNoPartOfSpeechIsToldWithLineAndColumn) {
  const TempFolder folder;
  folder.write("a.tsv", std::string(kHeader) + "a1\tnuon\tprice\tPreis\t\t\t\t\na2\tnoun\tonly\t\t\t\t\t\n" +
                            "a3\tnoun\tcaf\xE9\tCaf\xE9\t\t\t\t\n");
  Given given;
  read_lexicon(folder.path(), given.groups_sink(), given.sink());
  EXPECT_THAT(given.groups, ElementsAre("en price = de Preis"));
  ASSERT_EQ(given.diagnostics.size(), 3U);
  EXPECT_EQ(given.diagnostics[0].place.line, 2U);
  EXPECT_EQ(given.diagnostics[0].place.column, 4U);
  EXPECT_THAT(given.diagnostics[1].message, HasSubstr("fewer than two languages"));
  EXPECT_THAT(given.diagnostics[2].message, HasSubstr("not UTF-8"));
}

TEST(Dictd, IndexWithoutItsDictionarySaysWhatToDo) {
  const TempFolder folder;
  const auto index = folder.write("freedict-eng-fin.index", "price\tA\tK\n");
  Given given;
  try {
    read_dictd(index, lang("en"), lang("fi"), given.groups_sink(), given.sink());
    FAIL() << "a half-installed dictionary was read";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::malformed);
    EXPECT_THAT(error.message(), HasSubstr("install its package again"));
  }
}

TEST(Dictd, EntriesOutsideACutOffDictionaryAreLeftOut) {
  const TempFolder folder;
  folder.write("eng-deu.dict", "price /praɪs/ <n>\nPreis\n");
  const auto index = folder.write("eng-deu.index", "price\tA\tZ\nprize\tBB\tBA\nprod\t//\tBA\nbad\t!\t?\n");
  Given given;
  read_dictd(index, lang("en"), lang("de"), given.groups_sink(), given.sink());
  EXPECT_THAT(given.groups, ElementsAre("en price = de Preis"));
  EXPECT_THAT(given.diagnostics.size(), 2U);
}

TEST(Dictd, DamagedPackedDictionaryIsAnErrorAndNoCrash) {
  const TempFolder folder;
  folder.write("eng-deu.dict.dz", std::string("\x1f\x8b\x08\x00gibberish that no one packed", 32));
  const auto index = folder.write("eng-deu.index", "price\tA\tZ\n");
  Given given;
  EXPECT_THROW(read_dictd(index, lang("en"), lang("de"), given.groups_sink(), given.sink()), Error);
  EXPECT_THAT(given.groups, IsEmpty());
}

TEST(Dictd, GlossesOfWikDictAreLabelsAndANumberAloneIsNoTranslation) {
  const TempFolder folder;
  const std::string about = "English-suomi WikDict\n";
  const std::string entry = "denier <n>\ndenier 2.\nunit of fineness\n 3.\ncoin\n";
  folder.write("eng-fin.dict", about + entry);
  const auto index = folder.write("eng-fin.index", "denier\tW\tv\n");
  ASSERT_EQ(about.size(), 22U);
  Given given;
  std::vector<std::string> labels;
  const GroupSink sink = [&](const TranslationGroup& group) {
    labels.push_back(group.label);
    given.groups_sink()(group);
  };
  read_dictd(index, lang("en"), lang("fi"), sink, given.sink());
  EXPECT_THAT(given.groups, ElementsAre("en denier = fi denier"));
  EXPECT_THAT(labels, ElementsAre("unit of fineness"));
}

TEST(Dictd, LabelsAreKeptAndMarkedTermsStandLast) {
  const TempFolder folder;
  folder.write("eng-deu.dict", "cop <n>\nBulle [ugs.], Polizist [adm.]\n [vulg.] Fick\n");
  const auto index = folder.write("eng-deu.index", "cop\tA\t0\n");
  Given given;
  std::vector<std::string> labels;
  const GroupSink sink = [&](const TranslationGroup& group) {
    labels.push_back(group.label);
    given.groups_sink()(group);
  };
  read_dictd(index, lang("en"), lang("de"), sink, given.sink());
  EXPECT_THAT(given.groups, ElementsAre("en cop = de Polizist, Bulle", "en cop = de Fick"));
  EXPECT_THAT(labels, ElementsAre("adm.", "vulg."));
  EXPECT_TRUE(is_marked_usage(labels[1]));
  EXPECT_FALSE(is_marked_usage(labels[0]));
}

TEST(Dictd, EntriesInAnotherEncodingAreCounted) {
  const TempFolder folder;
  folder.write("eng-deu.dict", "sales\nVerk\xE4ufe\nprice\nPreis\n");
  const auto index = folder.write("eng-deu.index", "sales\tA\tP\nprice\tP\tM\n");
  Given given;
  read_dictd(index, lang("en"), lang("de"), given.groups_sink(), given.sink());
  EXPECT_THAT(given.groups, ElementsAre("en price = de Preis"));
  ASSERT_EQ(given.diagnostics.size(), 1U);
  EXPECT_THAT(given.diagnostics[0].message, HasSubstr("not UTF-8"));
}

TEST(Ding, RegionOfOneSynonymIsNoLabelOfTheOthers) {
  const TempFolder folder;
  const auto file =
      folder.write("de-en", "Rechnung {f}; Faktura {f} [Ös.] [econ.] :: invoice\nBulle {m} [ugs.] :: cop [coll.]\n");
  std::vector<std::string> labels;
  read_ding(file, [&](const TranslationGroup& group) { labels.push_back(group.label); }, {});
  EXPECT_THAT(labels, ElementsAre("econ.", "ugs., coll."));
}

TEST(MyThes, SynonymsOfAMeaningAreOneGroupWithoutBroaderWords) {
  const TempFolder folder;
  const auto file = folder.write("th_de_DE_v2.dat",
                                 "UTF-8\nKunde|2\n-|Kunde|Käufer|Person (Oberbegriff)\n-|Auftraggeber (fachspr.)\n");
  Given given;
  read_mythes(file, lang("de"), given.groups_sink(), given.sink());
  EXPECT_THAT(given.groups, ElementsAre("de Kunde, Käufer", "de Kunde, Auftraggeber"));
}

TEST(MyThes, OlderEncodingsAreReadAndBrokenEntriesLeftOut) {
  const TempFolder folder;
  const auto file =
      folder.write("th_cs_CZ_v3.dat", "ISO8859-2\nno number here\nz\xe1kazn\xedk|1\n(podst.)|klient|odb\xecratel\n");
  Given given;
  read_mythes(file, lang("cs"), given.groups_sink(), given.sink());
  EXPECT_THAT(given.groups, ElementsAre("cs zákazník, klient, odběratel"));
  EXPECT_THAT(given.diagnostics.size(), 1U);
}

TEST(WordNet, SynsetIsAGroup) {
  const TempFolder folder;
  folder.write("data.noun",
               "  1 This software\n09984659 18 n 02 customer 0 client 1 002 @ 09963320 n 0000 | someone who pays\n"
               "00001740 03 n 01 entity 0 000 | alone\n06473563 14 n 02 customer_service 0 support(a) 0 000 | x\n");
  Given given;
  read_wordnet(folder.path(), given.groups_sink(), given.sink());
  EXPECT_THAT(given.groups, ElementsAre("en customer, client", "en customer service, support"));
  EXPECT_EQ(given.diagnostics.size(), 3U);  // the three other files are not there
  const TempFolder empty;
  EXPECT_THROW(read_wordnet(empty.path(), given.groups_sink(), given.sink()), Error);
}

TEST(Ding, LinesThatAreNoEntriesAreIgnored) {
  const TempFolder folder;
  const auto file = folder.write("de-en", "# a remark\nPreis {m} :: price\nno separator here\n :: \n");
  Given given;
  read_ding(file, given.groups_sink(), given.sink());
  EXPECT_THAT(given.groups, ElementsAre("de Preis = en price"));
}

}  // namespace
}  // namespace termknit
