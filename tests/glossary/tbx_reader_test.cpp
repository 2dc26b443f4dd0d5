// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/tbx_reader.h"

#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/file.h"
#include "tests/support/command.h"
#include "tests/support/entries.h"
#include "tests/support/sample_glossary.h"

namespace termknit {
namespace {

using test::summary;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

GlossaryHeader reader(const std::filesystem::path& file, const GlossaryReadOptions&, const GlossarySink& sink) {
  return read_tbx(file, sink);
}

test::ReadResult read(const std::string& bytes) {
  return test::read(reader, bytes);
}

std::string error_of(const std::string& bytes) {
  try {
    read(bytes);
  } catch (const Error& error) {
    return std::to_string(error.place().line) + ":" + std::to_string(error.place().column) + ": " + error.message();
  }
  return "none";
}

/// A v3 file around `body`.
std::string v3(const std::string& body, const std::string& declaration = "", const std::string& doctype = "") {
  return declaration + doctype +
         "<tbx type=\"TBX-Basic\" style=\"dca\" xml:lang=\"en\" xmlns=\"urn:iso:std:iso:30042:ed-2\">\n"
         "<tbxHeader><fileDesc><titleStmt><title>T</title></titleStmt><sourceDesc><p>S</p></sourceDesc></fileDesc>"
         "</tbxHeader>\n<text><body>\n" +
         body + "</body></text></tbx>\n";
}

/// An entry with one German term section around `inside`.
std::string entry(const std::string& inside, const std::string& id = "c1") {
  return "<conceptEntry id=\"" + id + "\"><langSec xml:lang=\"de\"><termSec>" + inside +
         "</termSec></langSec></conceptEntry>\n";
}

TEST(TbxReader, ReadsEveryCategoryOfBasic) {
  const auto result = read(
      v3("<conceptEntry id=\"c1\"><descrip type=\"subjectField\">sales</descrip>"
         "<admin type=\"customerSubset\">ACME</admin><admin type=\"projectSubset\">P</admin>"
         "<ref type=\"crossReference\" target=\"c1\">itself</ref>"
         "<xref type=\"xGraphic\" target=\"https://example.org/a.png\">picture</xref>"
         "<transacGrp><transac type=\"transactionType\">origination</transac><date>2026-01-31</date>"
         "<transacNote type=\"responsibility\" target=\"p1\">Ann</transacNote></transacGrp><note>n</note>\n"
         "<langSec xml:lang=\"de\"><descripGrp><descrip type=\"definition\">wer <hi>kauft</hi></descrip>"
         "<admin type=\"source\">own</admin></descripGrp>"
         "<termSec id=\"t1\"><term>Kunde</term><termNote type=\"partOfSpeech\">noun</termNote>"
         "<termNote type=\"grammaticalGender\">masculine</termNote><termNote type=\"termType\">fullForm</termNote>"
         "<termNote type=\"administrativeStatus\">deprecatedTerm-admn-sts</termNote>"
         "<termNote type=\"geographicalUsage\">AT</termNote><termNote type=\"termLocation\">menuItem</termNote>"
         "<descripGrp><descrip type=\"context\">Der Kunde.</descrip><admin type=\"source\">a.txt</admin></descripGrp>"
         "<admin type=\"source\">book</admin><note>old</note>"
         "<xref type=\"externalCrossReference\" target=\"https://example.org/\">page</xref></termSec></langSec>"
         "</conceptEntry></body><back><refObjectSec type=\"respPerson\"><refObject id=\"p1\"><item type=\"fn\">Ann B."
         "</item></refObject></refObjectSec></back><body>"));
  EXPECT_THAT(result.repairs, IsEmpty());
  ConceptEntry expected;
  expected.id = "c1";
  expected.subject_fields = {"sales"};
  expected.customer_subsets = {"ACME"};
  expected.project_subsets = {"P"};
  expected.cross_references = {{"itself", "c1"}};
  expected.graphics = {{"picture", "https://example.org/a.png"}};
  expected.transactions = {{Transaction::Type::origination, "2026-01-31", "Ann", "p1"}};
  expected.notes = {"n"};
  LanguageSection& german = expected.section(LanguageTag::parse("de"));
  german.definitions = {{"wer kauft", "own"}};
  Term& term = german.terms.emplace_back();
  term.id = "t1";
  term.designation = "Kunde";
  term.part_of_speech = PartOfSpeech::noun;
  term.gender = Gender::masculine;
  term.type = TermType::full_form;
  term.status = AdministrativeStatus::deprecated;
  term.geographical_usage = "AT";
  term.term_location = "menuItem";
  term.contexts = {{"Der Kunde.", "a.txt"}};
  term.source = "book";
  term.notes = {"old"};
  term.external_references = {{"page", "https://example.org/"}};
  EXPECT_EQ(test::difference({expected}, result.entries), "");
  EXPECT_EQ(result.header.title, "T");
  ASSERT_EQ(result.header.people.size(), 1U);
  EXPECT_EQ(result.header.people[0].items, (std::vector<std::pair<std::string, std::string>>{{"fn", "Ann B."}}));
}

TEST(TbxReader, ReadsCategoriesWrittenAsElements) {
  const auto result = read(
      "<tbx type=\"TBX-Basic\" style=\"dct\" xml:lang=\"en\" xmlns=\"urn:iso:std:iso:30042:ed-2\" "
      "xmlns:m=\"http://www.tbxinfo.net/ns/min\" xmlns:b=\"http://www.tbxinfo.net/ns/basic\"><text><body>"
      "<conceptEntry id=\"c1\"><m:subjectField>sales</m:subjectField><langSec xml:lang=\"de\">"
      "<b:definition>wer kauft</b:definition><termSec><term>Kunde</term><m:partOfSpeech>noun</m:partOfSpeech>"
      "<m:administrativeStatus>preferredTerm-admn-sts</m:administrativeStatus></termSec></langSec></conceptEntry>"
      "</body></text></tbx>");
  ASSERT_EQ(result.entries.size(), 1U);
  EXPECT_THAT(result.entries[0].subject_fields, ElementsAre("sales"));
  EXPECT_EQ(result.entries[0].languages[0].definitions, (std::vector<SourcedText>{{"wer kauft", ""}}));
  EXPECT_EQ(result.entries[0].languages[0].terms[0].part_of_speech, PartOfSpeech::noun);
  EXPECT_EQ(result.entries[0].languages[0].terms[0].status, AdministrativeStatus::preferred);
  EXPECT_THAT(result.repairs, IsEmpty());
}

TEST(TbxReader, ReadsVersion2AndTheMinOf2013) {
  EXPECT_EQ(
      summary(read("<martif type=\"TBX\" xml:lang=\"en_US\"><text><body>"
                   "<termEntry><descrip type=\"subjectField\">s</descrip><langSet xml:lang=\"en_US\"><ntig><termGrp>"
                   "<term>customer</term><termNote type=\"partOfSpeech\">Noun</termNote></termGrp></ntig></langSet>"
                   "<langSet lang=\"de\"><tig><term>Kunde</term></tig></langSet></termEntry></body></text></martif>")
                  .entries),
      ": de Kunde; en-US customer\n");
  const auto min = read(
      "<TBX dialect=\"TBX-Min\"><header><id>My glossary</id></header><body><entry/><termEntry id=\"C1\">"
      "<subjectField>s</subjectField><langGroup xml:lang=\"de\"><termGroup><term>Kunde</term>"
      "<termStatus>obsolete</termStatus><noteGrp><note><noteKey>origin</noteKey><noteValue>x</noteValue></note></"
      "noteGrp>"
      "</termGroup></langGroup></termEntry></body></TBX>");
  EXPECT_EQ(summary(min.entries), "C1: de Kunde\n");
  EXPECT_EQ(min.header.title, "My glossary");
  EXPECT_EQ(min.entries[0].languages[0].terms[0].status, AdministrativeStatus::superseded);
  EXPECT_THAT(min.entries[0].languages[0].terms[0].notes, ElementsAre("origin: x"));
}

TEST(TbxReader, MendsAndSaysWhere) {
  const auto result =
      read(v3("<conceptEntry><langSec xml:lang=\"de_DE\"><termSec><term>Kunde</term></termSec></langSec>\n"
              "<langSec xml:lang=\"de-de\"><termSec><term>Klient</term></termSec>\n"
              "<termSec><term> </term></termSec></langSec>\n"
              "<langSec><termSec><term>x</term></termSec></langSec>\n"
              "<langSec xml:lang=\"xx-!!\"><termSec><term>y</term></termSec></langSec></conceptEntry>\n"));
  EXPECT_EQ(summary(result.entries), ": de-DE Kunde, Klient; und x, y\n");
  EXPECT_THAT(result.repairs, ElementsAre("4: has no id; it is given one", "4: the language 'de_DE' is read as 'de-DE'",
                                          "6: an empty term in 'de-DE' is left out",
                                          "5: a second section of 'de-DE' is merged into the first",
                                          "7: a language section without a language is kept as 'und'",
                                          "8: 'xx-!!' is no language code; kept as 'und'",
                                          "8: a second section of 'und' is merged into the first"));
}

TEST(TbxReader, NormalisesLanguageCodes) {  // A49
  const auto language_of = [](const std::string& written) {
    const auto result = read(v3("<conceptEntry id=\"c\"><langSec xml:lang=\"" + written +
                                "\"><termSec><term>x</term></termSec></langSec></conceptEntry>"));
    return result.entries.at(0).languages.at(0).language.str();
  };
  for (const auto& [written, tag] : {std::pair{"deu", "de"}, {"de_DE", "de-DE"}, {"DE", "de"}, {"zh-Hant", "zh-Hant"}})
    EXPECT_EQ(language_of(written), tag);
}

TEST(TbxReader, KeepsWhatItDoesNotKnow) {
  const auto result =
      read(v3(entry("<term>Kunde</term><termNote type=\"register\">slang</termNote>"
                    "<descrip type=\"ranking\">7</descrip><b:colour xmlns:b=\"urn:b\">red</b:colour>"
                    "<admin type=\"x\" target=\"t\">y</admin><termNote type=\"partOfSpeech\">idiom</termNote>")));
  ASSERT_EQ(result.entries.size(), 1U);
  EXPECT_EQ(result.entries[0].languages[0].terms[0].other,
            (std::vector<DataCategory>{{"termNote", "register", "slang", ""},
                                       {"descrip", "ranking", "7", ""},
                                       {"descrip", "colour", "red", ""},
                                       {"admin", "x", "y", "t"},
                                       {"termNote", "partOfSpeech", "idiom", ""}}));
  EXPECT_THAT(result.repairs, Contains(HasSubstr("'register' is no category of TBX-Basic; kept")));
  EXPECT_THAT(result.repairs, Contains(HasSubstr("'idiom' is no value of partOfSpeech; kept")));
}

TEST(TbxReader, MovesDataToTheLevelItBelongsTo) {
  const auto result = read(v3(
      entry("<term>Kunde</term><descrip type=\"definition\">d</descrip><descrip type=\"subjectField\">s</descrip>")));
  EXPECT_EQ(result.entries[0].languages[0].definitions, (std::vector<SourcedText>{{"d", ""}}));
  EXPECT_THAT(result.entries[0].subject_fields, ElementsAre("s"));
  EXPECT_EQ(result.repairs.size(), 2U);
}

TEST(TbxReader, GivesATermOutsideOfItsSectionOne) {
  const auto result =
      read(v3("<conceptEntry id=\"c1\"><langSec xml:lang=\"de\"><term>Kunde</term>"
              "<termSec><termNote type=\"partOfSpeech\">noun</termNote></termSec>"
              "<termSec><term>Klient</term></termSec><term>Abnehmer</term></langSec></conceptEntry>"));
  EXPECT_EQ(summary(result.entries), "c1: de Kunde, Klient, Abnehmer\n");
  EXPECT_EQ(result.entries[0].languages[0].terms[0].part_of_speech, PartOfSpeech::noun);
  EXPECT_EQ(result.repairs.size(), 2U);
}

TEST(TbxReader, GivesATermOutsideOfItsSectionTheNotesBehindIt) {
  const auto result =
      read(v3("<conceptEntry id=\"c1\"><langSec xml:lang=\"fi\"><term>lukko</term>"
              "<termNote type=\"partOfSpeech\">noun</termNote><note>n</note></langSec></conceptEntry>"));
  const LanguageSection& section = result.entries.at(0).languages[0];
  EXPECT_EQ(section.terms.at(0).part_of_speech, PartOfSpeech::noun);
  EXPECT_THAT(section.notes, ElementsAre("n"));
}

TEST(TbxReader, KeepsTheTextOfWhateverStandsInAText) {
  const auto result = read(
      v3("<conceptEntry id=\"c1\"><langSec xml:lang=\"en\"><descripGrp><descrip type=\"definition\">a <b>bold</b> word"
         "</descrip><admin type=\"source\">Directive <xref target=\"https://example.org/\">2001/18</xref>, annex"
         "</admin></descripGrp><termSec><term>x</term></termSec></langSec></conceptEntry>"));
  EXPECT_EQ(result.entries.at(0).languages[0].definitions,
            (std::vector<SourcedText>{{"a bold word", "Directive 2001/18, annex"}}));
}

TEST(TbxReader, KeepsTheComponentsOfATermAndGroupsThatNobodyKnows) {
  const auto result = read(
      "<martif type=\"TBX\" xml:lang=\"en\"><text><body><termEntry id=\"c1\"><ownerGrp><owner>Anna</owner><date>2026"
      "</date></ownerGrp><term>stray</term><langSet xml:lang=\"en\"><ntig><termGrp><term>drill bit</term>"
      "<termCompList type=\"hyphenation\"><termComp>drill</termComp><termCompGrp><termComp>bit</termComp></termCompGrp>"
      "</termCompList></termGrp></ntig></langSet></termEntry></body></text></martif>");
  const ConceptEntry& entry = result.entries.at(0);
  EXPECT_EQ(entry.other, (std::vector<DataCategory>{{"descrip", "owner", "Anna", ""}, {"date", "", "2026", ""}}));
  EXPECT_THAT(entry.notes, ElementsAre("stray"));
  EXPECT_EQ(entry.languages[0].terms[0].other,
            (std::vector<DataCategory>{{"termNote", "hyphenation", "drill | bit", ""}}));
}

TEST(TbxReader, TakesACrossReferenceToAPageForAnExternalOne) {
  const auto result =
      read(v3("<conceptEntry id=\"c1\"><xref type=\"crossReference\" target=\"https://iate.example/1\">see</xref>"
              "<langSec xml:lang=\"en\"><termSec><term>x</term></termSec></langSec></conceptEntry>"));
  EXPECT_EQ(result.entries.at(0).external_references, (std::vector<CrossReference>{{"see", "https://iate.example/1"}}));
}

TEST(TbxReader, UnderstandsOtherSpellingsOfStatuses) {
  const auto status_of = [](const std::string& type, const std::string& value) {
    const auto result = read(v3(entry("<term>x</term><termNote type=\"" + type + "\">" + value + "</termNote>")));
    return std::string(status_name(result.entries.at(0).languages[0].terms[0].status));
  };
  EXPECT_EQ(status_of("administrativeStatus", "preferredTerm-admn-sts"), "preferred");
  EXPECT_EQ(status_of("usageStatus", "deprecated"), "deprecated");
  EXPECT_EQ(status_of("normativeAuthorization", "admittedTerm"), "admitted");
  EXPECT_EQ(status_of("administrativeStatus", "forbidden"), "deprecated");
  EXPECT_EQ(status_of("administrativeStatus", "Obsolete"), "superseded");
  EXPECT_EQ(status_of("administrativeStatus", "verboten"), "deprecated");
  EXPECT_EQ(status_of("administrativeStatus", "Toléré"), "admitted");
}

TEST(TbxReader, FoldsBlanksAndKeepsTheTextOfMarkup) {  // A50
  const auto result = read(v3(entry("<term> Kunden\n\t<hi type=\"bold\">ser</hi>vice<![CDATA[ & mehr]]> </term>")));
  EXPECT_EQ(summary(result.entries), "c1: de Kunden service & mehr\n");
  const auto large = read(v3(entry("<term>" + std::string(10'000, 'x') + "</term>")));
  EXPECT_EQ(large.entries.at(0).languages[0].terms[0].designation.size(), 10'000U);
}

TEST(TbxReader, RefusesFilesWholeWithTheirPlace) {
  EXPECT_EQ(error_of(v3(entry("<term>x</trem>"))), "4:64: not well-formed XML: mismatched tag");
  EXPECT_THAT(error_of(v3(entry("<term>&#27;</term>"))), HasSubstr("4:61: not well-formed XML: reference to invalid"));
  EXPECT_THAT(error_of("<html/>"), HasSubstr("is not TBX: it begins with <html>"));
  EXPECT_THAT(error_of(""), HasSubstr("not well-formed XML: no element found"));
  const std::string good = v3(entry("<term>Kunde</term>"));
  EXPECT_THAT(error_of(good.substr(0, good.size() * 7 / 10)), HasSubstr("not well-formed XML"));  // A46
}

TEST(TbxReader, OpensNothingOutsideAndExpandsNoBomb) {  // A41 to A44
  const auto with = [](const std::string& declarations, const std::string& term) {
    return v3(entry("<term>" + term + "</term>"), "", "<!DOCTYPE tbx [" + declarations + "]>");
  };
  EXPECT_THAT(error_of(with("<!ENTITY e SYSTEM 'file:///etc/passwd'>", "&e;")), HasSubstr("which is never opened"));
  EXPECT_THAT(error_of(with("<!ENTITY % d SYSTEM 'http://localhost:9/x.dtd'> %d;", "x")), HasSubstr("never opened"));
  EXPECT_EQ(
      summary(read(v3(entry("<term>Kunde</term>"), "", "<!DOCTYPE tbx SYSTEM 'http://localhost:9/x.dtd'>")).entries),
      "c1: de Kunde\n");
  std::string laughs = "<!ENTITY a0 'ha'>", uses;
  for (int i = 1; i < 10; ++i) {
    laughs += "<!ENTITY a" + std::to_string(i) + " '";
    for (int j = 0; j < 10; ++j) laughs += "&a" + std::to_string(i - 1) + ";";
    laughs += "'>";
  }
  for (int i = 0; i < 20'000; ++i) uses += "&x;";
  const auto start = std::chrono::steady_clock::now();
  EXPECT_THAT(error_of(with(laughs, "&a9;")), HasSubstr("its entities expand"));
  EXPECT_THAT(error_of(with("<!ENTITY x '" + std::string(100'000, 'x') + "'>", uses)),
              HasSubstr("its entities expand"));
  std::string deep, attributes;
  for (int i = 0; i < 200'000; ++i) deep += "<a>";
  for (int i = 0; i < 100'000; ++i) attributes += " a" + std::to_string(i) + "=''";
  EXPECT_THAT(error_of(v3(deep)), HasSubstr("elements nested deeper than 256"));
  EXPECT_THAT(error_of(v3(entry("<term" + attributes + ">x</term>"))), HasSubstr("more than 256 attributes"));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

TEST(TbxReader, ReadsEveryEncoding) {  // A51
  const std::string text = v3(entry("<term>Kunde</term>"), "<?xml version=\"1.0\" encoding=\"UTF-16\"?>");
  std::string little = "\xFF\xFE", big = "\xFE\xFF";
  for (const char c : text) {
    little += {c, '\0'};
    big += {'\0', c};
  }
  EXPECT_EQ(summary(read(little).entries), "c1: de Kunde\n");
  EXPECT_EQ(summary(read(big).entries), "c1: de Kunde\n");
  const std::string baltic = v3(entry("<term>p\xE2rdo\xF0"
                                      "ana</term>"),
                                "<?xml version=\"1.0\" encoding=\"windows-1257\"?>");
  EXPECT_EQ(summary(read(baltic).entries), "c1: de pārdošana\n");
  EXPECT_EQ(summary(read("\xEF\xBB\xBF" + v3(entry("<term>Kunde</term>"))).entries), "c1: de Kunde\n");
}

TEST(TbxReader, ToleratesNamespacesAndNamesOfOtherVersions) {  // A47
  const auto result = read(
      "<tbx type=\"TBX-Basic\"><text><body><termEntry id=\"c1\"><langSet xml:lang=\"de\"><tig>"
      "<term>Kunde</term></tig></langSet></termEntry><odd><x/></odd></body></text></tbx>");
  EXPECT_EQ(summary(result.entries), "c1: de Kunde\n");
  EXPECT_THAT(result.repairs, ElementsAre(HasSubstr("its namespace '' is not that of TBX v3"),
                                          HasSubstr("<termEntry> is the name of TBX v2"),
                                          HasSubstr("<odd> has no place here"), HasSubstr("<x> has no place here")));
  EXPECT_EQ(summary(read("<t:tbx xmlns:t=\"urn:iso:std:iso:30042:ed-2\"><t:text><t:body><t:conceptEntry id=\"c1\">"
                         "<t:langSec xml:lang=\"de\"><t:termSec><t:term>Kunde</t:term></t:termSec></t:langSec>"
                         "</t:conceptEntry></t:body></t:text></t:tbx>")
                        .entries),
            "c1: de Kunde\n");
  EXPECT_THAT(read(v3("")).repairs, ElementsAre("0: has no concept entry"));
}

TEST(TbxReader, ReadsEverySampleWithTheRightCounts) {
  const auto shared = test::shared_folder();
  if (shared.empty()) GTEST_SKIP() << "no ../shared here";
  std::size_t files = 0;
  for (const char* folder : {"official/valid", "official/contradictory", "real"}) {
    for (const auto& file : std::filesystem::directory_iterator(shared / "tbx/samples" / folder)) {
      const std::string text = read_file(file.path());
      const auto count = [&](std::initializer_list<const char*> tags) {
        std::size_t found = 0;
        for (const std::string tag : tags) {
          for (std::size_t at = text.find(tag); at != text.npos; at = text.find(tag, at + 1)) ++found;
        }
        return found;
      };
      std::size_t entries = 0, terms = 0;
      const auto told = [&](const std::string& message) {
        if (message.starts_with("left out: ")) ++entries;
        if (message.starts_with("an empty term")) ++terms;
        if (const std::size_t at = message.find("the first; "); at != message.npos)
          terms += std::stoul(message.substr(at + 11));
      };
      read_tbx(file.path(), {.entry =
                                 [&](const ConceptEntry& entry) {
                                   ++entries;
                                   for (const LanguageSection& section : entry.languages) terms += section.terms.size();
                                 },
                             .repair = [&](const Repair& repair) { told(repair.message); }});
      EXPECT_EQ(entries, count({"<conceptEntry ", "<conceptEntry>", "<termEntry ", "<termEntry>"})) << file.path();
      EXPECT_EQ(terms, count({"<term ", "<term>", "<term/>"})) << file.path();
      ++files;
    }
  }
  EXPECT_EQ(files, 29U);
}

}  // namespace
}  // namespace termknit
