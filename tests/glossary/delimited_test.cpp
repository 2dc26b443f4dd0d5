// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/tsv.h"
#include "glossary/exchange/cell_list.h"
#include "glossary/exchange/delimited_reader.h"
#include "glossary/exchange/delimited_text.h"
#include "glossary/exchange/delimited_writer.h"
#include "tests/support/sample_glossary.h"

namespace termknit {
namespace {

using test::read;
using test::summary;
using test::written;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string csv(const std::string& bytes, const std::vector<std::string>& languages = {}) {
  return summary(read(read_csv, bytes, languages).entries);
}

TEST(CellList, GivesBackAnyValues) {
  for (const std::vector<std::string>& values : std::vector<std::vector<std::string>>{
           {"a"}, {"a", "b"}, {" a ", " ", "b "}, {"a | b", "\\", "\\|", "|"}, {"", "x", ""}, {"C:\\path"}}) {
    EXPECT_EQ(parse_cell_list(format_cell_list(values)), values) << format_cell_list(values);
  }
  EXPECT_THAT(parse_cell_list("a|b | c"), ElementsAre("a", "b", "c"));
  EXPECT_THAT(parse_cell_list("C:\\new"), ElementsAre("C:\\new"));
  EXPECT_EQ(parse_cell_records("a\\; b; c | d", 2), (std::vector<CellRecord>{{"a; b", "c"}, {"d", ""}}));
  EXPECT_EQ(parse_cell_records("a; b; c", 2), (std::vector<CellRecord>{{"a", "b; c"}}));
}

TEST(FormulaGuard, IsUndoneExactly) {
  for (const char* value :
       {"=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "\t=1", "\n=1", " =1", "＝1", "'=1", "''=1"}) {
    EXPECT_EQ(formula_guarded(value), std::string("'") + value);
    EXPECT_EQ(without_formula_guard(formula_guarded(value)), value);
  }
  for (const char* value : {"", "'", "'tis", "Kunde", "a=1", "'n'", " x"}) {
    EXPECT_EQ(formula_guarded(value), value);
    EXPECT_EQ(without_formula_guard(value), value);
  }
}

TEST(Csv, GivesBackEverythingThatIsWritten) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    const auto entries = test::sample_entries(seed, 30);
    const auto result = read(read_csv, written(make_csv_writer, entries));
    EXPECT_EQ(test::difference(entries, result.entries), "") << "seed " << seed;
    EXPECT_THAT(result.repairs, IsEmpty());
  }
}

TEST(Tsv, GivesBackEverythingThatIsWritten) {
  for (unsigned seed = 21; seed <= 40; ++seed) {
    const auto entries = test::sample_entries(seed, 30);
    const auto result = read(read_tsv, written(make_tsv_writer, entries));
    EXPECT_EQ(test::difference(entries, result.entries), "") << "seed " << seed;
    EXPECT_THAT(result.repairs, IsEmpty());
  }
}

TEST(Csv, HasOneRowPerTermAndStatesSharedDataOnce) {
  ConceptEntry entry = test::pair_entry("c1", "Kunde", "customer");
  entry.languages[0].terms.emplace_back().designation = "Klient";
  entry.subject_fields = {"sales", "service"};
  const std::string text = written(make_csv_writer, {entry});
  std::vector<std::string> starts;
  for (const std::string_view line : split(text, '\n')) starts.emplace_back(line.substr(0, 30));
  EXPECT_THAT(starts,
              ElementsAre("concept_id,language,term,part_", "c1,de,Kunde,,,,,sales | servic",
                          testing::StartsWith("c1,de,Klient,,,,,,"), testing::StartsWith("c1,en,customer,,"), ""));
}

TEST(Csv, NeutralisesFormulasInEveryCell) {
  ConceptEntry entry = test::pair_entry("=c", "=1+1", "\t=1");
  entry.notes = {"+cmd|' /C calc'!A0"};
  entry.languages[0].definitions = {{"@SUM(A1)", "-2+3"}};
  const std::string text = written(make_csv_writer, {entry});
  for (const char sign : {'=', '+', '-', '@'}) {
    for (const std::string& before : {std::string(","), std::string("\n"), std::string(",\""), std::string("\n\"")})
      EXPECT_EQ(text.find(before + sign), text.npos) << before << sign;
  }
  EXPECT_THAT(text, HasSubstr("'=1+1"));
  EXPECT_EQ(test::difference({entry}, read(read_csv, text).entries), "");
}

TEST(Csv, IsSoundForTextThatNoImportLetsIn) {
  ConceptEntry entry = test::pair_entry("c1", "a\x01\x1B[2J\r]]>--\"<&'", "b\xC0\xAF");
  EXPECT_EQ(csv(written(make_csv_writer, {entry})), "c1: de a[2J\n]]>--\"<&'; en b\uFFFD\uFFFD\n");
}

TEST(Csv, ReadsAColumnPerLanguageByCodeOrName) {
  EXPECT_EQ(csv("de,en-us,lv_LV\nKunde,customer,klients\n"), ": de Kunde; en-US customer; lv-LV klients\n");
  EXPECT_EQ(csv("German;English;Latviešu\nKunde;customer;klients\n"), ": de Kunde; en customer; lv klients\n");
  EXPECT_EQ(csv("Deutsch\tEnglish (United Kingdom)\nKunde\tcustomer\n"), ": de Kunde; en-GB customer\n");
  EXPECT_EQ(csv("ID,Term (de),Term [en]\n7,Kunde|Klient,customer\n"), "7: de Kunde, Klient; en customer\n");
}

TEST(Csv, GivesDataToTheColumnItFollows) {
  const auto entries = read(read_csv,
                            "Subject,English,Definition,Status,German,Definition,Note\n"
                            "sales,customer,who buys,preferred,Kunde,wer kauft,m\n")
                           .entries;
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_THAT(entries[0].subject_fields, ElementsAre("sales"));
  const auto* english = entries[0].find(LanguageTag::parse("en"));
  EXPECT_EQ(english->definitions, (std::vector<SourcedText>{{"who buys", ""}}));
  EXPECT_EQ(english->terms[0].status, AdministrativeStatus::preferred);
  EXPECT_THAT(entries[0].find(LanguageTag::parse("de"))->terms[0].notes, ElementsAre("m"));
}

TEST(Csv, GivesDataBehindAllLanguagesToTheConcept) {
  const auto entries = read(read_csv, "en,de,definition,status,Owner\ncustomer,Kunde,who buys,admitted,me\n").entries;
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].definitions, (std::vector<SourcedText>{{"who buys", ""}}));
  EXPECT_EQ(entries[0].languages[1].terms[0].status, AdministrativeStatus::admitted);
  EXPECT_EQ(entries[0].other, (std::vector<DataCategory>{{"note", "Owner", "me", ""}}));
}

TEST(Csv, ReadsMemoq) {
  const auto entries = read(read_csv,
                            "Entry_ID,Entry_Subject,Entry_Domain,Entry_Note,English_United_States_Def,"
                            "English_United_States,Term_Info,Term_Example,German_Def,German,Term_Info,Term_Example\n"
                            "0,sales,,hero,who buys,customer,CasePermissive;HalfPrefix,A customer called.,,Kunde,,\n"
                            "1,,,,,client,CasePermissive;Forbidden,,,,,\n")
                           .entries;
  EXPECT_EQ(summary(entries), "0: en-US customer; de Kunde\n1: en-US client\n");
  EXPECT_EQ(entries[0].languages[0].definitions, (std::vector<SourcedText>{{"who buys", ""}}));
  EXPECT_EQ(entries[0].languages[0].terms[0].contexts, (std::vector<SourcedText>{{"A customer called.", ""}}));
  EXPECT_THAT(entries[0].notes, ElementsAre("hero"));
  EXPECT_EQ(entries[1].languages[0].terms[0].status, AdministrativeStatus::deprecated);
}

TEST(Csv, ReadsWeblateAndTranslateToolkit) {
  const std::string weblate =
      "\"location\",\"source\",\"target\",\"id\",\"fuzzy\",\"context\",\"translator_comments\",\"developer_comments\"\n"
      "\"\",\"customer\",\"Kunde\",\"\",\"False\",\"\",\"\",\"who buys\"\n";
  EXPECT_EQ(csv(weblate, {"en", "de"}), ": en customer; de Kunde\n");
  EXPECT_THAT(read(read_csv, weblate, {"en", "de"}).entries[0].notes, ElementsAre("who buys"));
}

TEST(Csv, ReadsPairsWithoutHeaderWhenTheLanguagesAreTold) {
  const auto result = read(read_csv, "customer,Kunde,a note\nprice,Preis,\n", {"en", "de"});
  EXPECT_EQ(summary(result.entries), ": en customer; de Kunde\n: en price; de Preis\n");
  EXPECT_THAT(result.entries[0].notes, ElementsAre("a note"));
  try {
    csv("customer,Kunde\n");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::malformed);
    EXPECT_THAT(error.message(), HasSubstr("--languages"));
    EXPECT_EQ(error.place().line, 1U);
  }
}

TEST(Csv, RecognisesSeparatorLineEndAndMark) {
  EXPECT_EQ(csv("\xEF\xBB\xBF"
                "de;en\r\nKunde, der;customer\r\n"),
            ": de Kunde, der; en customer\n");
  EXPECT_EQ(csv("de|en\rKunde|customer\rPreis|price\r"), ": de Kunde; en customer\n: de Preis; en price\n");
  EXPECT_EQ(csv("sep=;\nde;en\nKunde;customer\n"), ": de Kunde; en customer\n");
  EXPECT_EQ(csv("de,en\nKunde,customer"), ": de Kunde; en customer\n");
  EXPECT_EQ(csv("de , en\n Kunde , customer \n\n,\n"), ": de Kunde; en customer\n");
}

TEST(Csv, ReadsQuotedCells) {
  EXPECT_EQ(csv("de,en\n\"Kunde, \"\"K\"\"\",\"a\nb\"\n"), ": de Kunde, \"K\"; en a b\n");
  EXPECT_EQ(csv("de,en\n\"Kunde\" neu,5\" disk\n"), ": de \"Kunde\" neu; en 5\" disk\n");
}

TEST(Csv, NamesFaultyRowsAndGoesOn) {
  const auto result = read(read_csv, "de,en\na,b,c\nKunde,customer\nx\nPreis,price\n");
  EXPECT_EQ(summary(result.entries), ": de Kunde; en customer\n: de Preis; en price\n");
  EXPECT_THAT(result.repairs, ElementsAre("2: row 2 has 3 cells, the first row 2; skipped",
                                          "4: row 4 has 1 cells, the first row 2; skipped"));
}

TEST(Csv, DoesNotLetAnUnclosedQuotationMarkSwallowTheFile) {
  std::string text = "de,en\nKunde,\"customer\n";
  for (int i = 0; i < 1000; ++i) text += "Wort,word\n";
  auto result = read(read_csv, text);
  EXPECT_EQ(result.entries.size(), 1000U);
  EXPECT_THAT(result.repairs, ElementsAre("2: row 2: a quotation mark is not closed; its first line is skipped"));
  result = read(read_csv, text + "\"Preis\",\"price\"\n");
  EXPECT_EQ(result.entries.size(), 1001U);
  EXPECT_EQ(result.repairs.size(), 1U);
  // The end is cut off.
  EXPECT_THAT(read(read_csv, "de,en\nKunde,customer\nPreis,\"pri").repairs, ElementsAre(HasSubstr("3: row 3")));
}

TEST(Csv, TakesUnclosedQuotationMarksInLinearTime) {
  std::string text = "de,en\n";
  for (int i = 0; i < 100000; ++i) text += "a,\"b\n";
  EXPECT_GT(read(read_csv, text).repairs.size(), 1U);
}

TEST(Csv, ReadsAFieldOfFiveMegabytes) {
  const std::string big(5 << 20, 'x');
  const auto result = read(read_csv, "de,en,note\nKunde,customer,\"" + big + "\n" + big + "\"\nPreis,price,\n");
  ASSERT_EQ(result.entries.size(), 2U);
  EXPECT_EQ(result.entries[0].notes[0].size(), 2 * big.size() + 1);
}

TEST(Csv, ReadsOtherEncodings) {
  const std::string windows_1257 =
      "lv,en\nklientu apkalpo\xF0"
      "ana,customer service\nuz\xF2\xE7mums,company\np\xE2rdo\xF0"
      "ana,sales\nv\xE7rt\xEE"
      "ba,value\n\xF0\xEC\xE7rslis,obstacle\n";
  const auto result = read(read_csv, windows_1257);
  EXPECT_THAT(summary(result.entries), HasSubstr("lv uzņēmums; en company"));
  EXPECT_THAT(result.repairs, ElementsAre("0: not UTF-8; read as 'windows-1257'"));
  std::string utf16 = "\xFF\xFE";
  for (const char c : std::string("de,en\r\nKunde,customer\r\n")) utf16 += {c, '\0'};
  EXPECT_EQ(csv(utf16), ": de Kunde; en customer\n");
  EXPECT_EQ(csv(utf16.substr(2)), ": de Kunde; en customer\n");
  EXPECT_THROW(csv(std::string("PK\x03\x04\0\0\0\0", 8)), Error);
}

TEST(Csv, FindsTheEncodingWhenOnlyTheEndIsNotAscii) {
  std::string text = "de,en\n";
  for (int i = 0; i < 20000; ++i) text += "Wort,word\n";
  text += "Geb\xFChr,fee\nM\xE4ngelr\xFCge,complaint\nErf\xFCllungsort,place of performance\n";
  EXPECT_THAT(csv(text), HasSubstr("de Gebühr; en fee\n"));
}

TEST(Csv, JoinsFollowingRowsOfOneIdOnly) {
  EXPECT_EQ(csv("concept_id,language,term\nc1,de,Kunde\nc1,en,customer\nc2,de,Preis\nc1,lv,klients\n"),
            "c1: de Kunde; en customer\nc2: de Preis\nc1: lv klients\n");
  EXPECT_EQ(csv("language,term\nde,Kunde\nde,Preis\n"), ": de Kunde\n: de Preis\n");
}

TEST(Csv, ReportsRowsWithoutTermOrLanguage) {
  const auto result =
      read(read_csv, "Concept ID,Language,Term,Status\n1,de,,\n2,!!,x,\n3,German,Kunde,forbidden\n4,de,y,odd\n");
  EXPECT_EQ(summary(result.entries), "3: de Kunde\n4: de y\n");
  EXPECT_EQ(result.entries[0].languages[0].terms[0].status, AdministrativeStatus::deprecated);
  EXPECT_THAT(result.repairs, ElementsAre("2: row 2 has no term; skipped", "3: row 3: '!!' is no language; skipped",
                                          "5: 'odd' is no value of column 'status'; kept as other data"));
}

TEST(Csv, StopsWhenAsked) {
  const GlossarySink sink{.entry = [](const ConceptEntry&) { FAIL(); }, .stop = [] { return true; }};
  read([&](const auto& file, const auto& options, const auto&) { return read_csv(file, options, sink); },
       "de,en\nKunde,customer\n");
}

TEST(Memoq, IsReadBackAndRaw) {
  ConceptEntry entry = test::pair_entry("c1", "=Kunde", "customer\tx");
  entry.languages[0].terms.emplace_back().designation = "Klient";
  entry.languages[0].definitions = {{"wer kauft", ""}};
  const std::string text = written(make_memoq_writer, {entry});
  EXPECT_EQ(text,
            "Entry_ID,Entry_Subject,Entry_Note,German_Def,German,Term_Info,Term_Example,English_Def,English,Term_Info,"
            "Term_Example\nc1,,,wer kauft,=Kunde|Klient,CasePermissive;HalfPrefix,,,customer x,"
            "CasePermissive;HalfPrefix,\n");
  EXPECT_EQ(csv(text), "c1: de =Kunde, Klient; en customer x\n");
}

}  // namespace
}  // namespace termknit
