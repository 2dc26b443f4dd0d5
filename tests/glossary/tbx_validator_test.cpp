// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/tbx_validator.h"

#include <chrono>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/command.h"

namespace termknit {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kBasic = R"(<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
<tbxHeader><fileDesc><sourceDesc><p>A test</p></sourceDesc></fileDesc></tbxHeader>
<text><body>
<conceptEntry id="c1">
<descrip type="subjectField">sales</descrip>
<ref type="crossReference" target="c2">see</ref>
<langSec xml:lang="de">
<descripGrp><descrip type="definition">wer kauft</descrip><admin type="source">own</admin></descripGrp>
<termSec>
<term>Kunde</term>
<termNote type="partOfSpeech">noun</termNote>
<termNote type="grammaticalGender">masculine</termNote>
<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
<descrip type="context">Der Kunde kauft.</descrip>
</termSec>
</langSec>
<langSec xml:lang="lv"><termSec><term>klients</term><termNote type="partOfSpeech">noun</termNote></termSec></langSec>
</conceptEntry>
<conceptEntry id="c2">
<langSec xml:lang="de"><termSec><term>Kauf</term><termNote type="partOfSpeech">noun</termNote></termSec></langSec>
</conceptEntry>
</body></text>
</tbx>
)";

const std::string kDct = R"(<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
 xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
<tbxHeader><fileDesc><sourceDesc><p>A test</p></sourceDesc></fileDesc></tbxHeader>
<text><body><conceptEntry id="c1">
<min:subjectField>sales</min:subjectField>
<langSec xml:lang="de"><basic:definition>wer kauft</basic:definition>
<termSec><term>Kunde</term><min:partOfSpeech>noun</min:partOfSpeech></termSec></langSec>
</conceptEntry></body></text></tbx>
)";

const std::string kVersion2 = R"(<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en">
<martifHeader><fileDesc><sourceDesc><p>A test</p></sourceDesc></fileDesc></martifHeader>
<text><body><termEntry id="c1">
<descrip type="subjectField">sales</descrip>
<langSet xml:lang="de">
<tig><term>Kunde</term><termNote type="partOfSpeech">noun</termNote></tig></langSet>
</termEntry></body></text></martif>
)";

const std::string kMin2013 = R"(<TBX dialect="TBX-Min"><header><id>g</id><languages source="de" target="en"/></header>
<body><termEntry id="c1"><langSet xml:lang="de"><tig><term>Kunde</term></tig></langSet></termEntry></body></TBX>
)";

struct Findings {
  TbxVerdict verdict{};
  std::vector<std::string> errors{}, warnings{};  ///< "line: rule: message"
};

Findings check(const std::string& tbx, bool strict = false) {
  Findings found;
  found.verdict = validate_tbx(tbx, "g.tbx", {.strict = strict}, [&](const TbxFinding& finding) {
    (finding.severity == Severity::error ? found.errors : found.warnings)
        .push_back(std::to_string(finding.place.line) + ": " + finding.rule + ": " + finding.message);
    EXPECT_FALSE(finding.message.empty());
  });
  EXPECT_EQ(found.verdict.errors, found.errors.size());
  EXPECT_EQ(found.verdict.warnings, found.warnings.size());
  return found;
}

std::string changed(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, text.npos) << from;
  return at == text.npos ? text : text.replace(at, from.size(), to);
}

std::vector<std::string> errors_after(const std::string& from, const std::string& to, const std::string& of = kBasic) {
  return check(changed(of, from, to)).errors;
}
std::vector<std::string> warnings_after(const std::string& from, const std::string& to,
                                        const std::string& of = kBasic) {
  const Findings found = check(changed(of, from, to));
  EXPECT_THAT(found.errors, IsEmpty());
  return found.warnings;
}

TEST(TbxValidator, AcceptsGoodFilesOfEveryKind) {
  for (const auto& [text, dialect, entries] : {std::tuple{kBasic, "TBX-Basic v3 DCA", 2U},
                                               {kDct, "TBX-Basic v3 DCT", 1U},
                                               {kVersion2, "TBX-Basic v2", 1U},
                                               {kMin2013, "TBX-Min 2013", 1U}}) {
    const Findings found = check(text);
    EXPECT_THAT(found.errors, IsEmpty()) << dialect;
    EXPECT_THAT(found.warnings, IsEmpty()) << dialect;
    EXPECT_EQ(found.verdict.dialect, dialect);
    EXPECT_EQ(found.verdict.entries, entries);
    EXPECT_TRUE(found.verdict.valid());
  }
}

TEST(TbxValidator, NamesTheLineTheEntryAndTheMend) {
  std::vector<std::string> lines;
  validate_tbx(changed(kBasic, ">masculine<", ">male<"), "g.tbx", {},
               [&](const TbxFinding& finding) { lines.push_back(finding.str()); });
  EXPECT_THAT(lines, ElementsAre("g.tbx:13:1: entry c1: 'male' is no value of 'grammaticalGender'; write one of: "
                                 "masculine, feminine, neuter, other"));
}

TEST(TbxValidator, ChecksTheRoot) {
  EXPECT_THAT(errors_after("ed-2", "ed:3.0"), ElementsAre(HasSubstr("2: dialect: the namespace of <tbx>")));
  EXPECT_THAT(errors_after("style=\"dca\" ", ""),
              ElementsAre(HasSubstr("2: attribute: <tbx> has no attribute 'style'")));
  EXPECT_THAT(errors_after("TBX-Basic", "Basic"), Contains(HasSubstr("2: dialect: the type of <tbx> is 'Basic'")));
  EXPECT_THAT(warnings_after("TBX-Basic", "TBX-Ours"), ElementsAre(HasSubstr("private-dialect")));
  EXPECT_THAT(check("<html/>").errors, ElementsAre(HasSubstr("the root element is <html>: this is no TBX file")));
  EXPECT_THAT(check("").errors, ElementsAre(HasSubstr("xml: not well-formed XML: no element found")));
}

TEST(TbxValidator, ChecksOrderAndPlace) {
  EXPECT_THAT(errors_after("<term>klients</term>", ""), Contains(HasSubstr("<termNote> before <term>")));
  EXPECT_THAT(errors_after("<descrip type=\"context\">Der Kunde kauft.</descrip>\n</termSec>",
                           "<descrip type=\"context\">Der Kunde kauft.</descrip>\n"
                           "<termNote type=\"termType\">fullForm</termNote></termSec>"),
              ElementsAre("16: structure: <termNote> comes too late in <termSec>"));
  EXPECT_THAT(errors_after("<descrip type=\"context\">", "<descrip type=\"definition\">"),
              ElementsAre("15: place: 'definition' may not stand in the term section"));
  EXPECT_THAT(errors_after("<admin type=\"source\">own</admin>", "<descrip type=\"definition\">x</descrip>"),
              ElementsAre(HasSubstr("9: structure: a second <descrip> in one <descripGrp>")));
  EXPECT_THAT(errors_after("<tbxHeader><fileDesc><sourceDesc><p>A test</p></sourceDesc></fileDesc></tbxHeader>", ""),
              ElementsAre(HasSubstr("structure: <text> before <tbxHeader>")));
  EXPECT_THAT(errors_after("<langSec xml:lang=\"lv\">", "text<langSec xml:lang=\"lv\">"),
              ElementsAre(HasSubstr("18: structure: text directly in <conceptEntry>")));
  EXPECT_THAT(errors_after("</body>", "<termEntry/></body>"),
              ElementsAre(HasSubstr("structure: <termEntry> is of TBX v2")));
}

TEST(TbxValidator, ChecksCategoriesAndValues) {
  EXPECT_THAT(errors_after("type=\"subjectField\"", "type=\"subject\""),
              ElementsAre("6: category: <descrip> has no data category 'subject' in TBX-Basic"));
  EXPECT_THAT(errors_after("preferredTerm-admn-sts", "preferred"),
              ElementsAre(HasSubstr("14: value: 'preferred' is no value of 'administrativeStatus'")));
  EXPECT_THAT(
      errors_after("<min:partOfSpeech>noun</min:partOfSpeech>", "<min:partOfSpeech>name</min:partOfSpeech>", kDct),
      ElementsAre(HasSubstr("'name' is no value of 'partOfSpeech'")));
  EXPECT_THAT(
      errors_after("<min:subjectField>sales</min:subjectField>", "<descrip type=\"subjectField\">s</descrip>", kDct),
      ElementsAre(HasSubstr("is DCA, but the file says style=\"dct\"")));
  EXPECT_THAT(errors_after(">noun<", ">Noun<", kVersion2), ElementsAre(HasSubstr("value: 'Noun' is no value")));
}

TEST(TbxValidator, ChecksIdsLanguagesAndTargets) {
  EXPECT_THAT(errors_after("id=\"c1\"", "id=\"1\""), Contains(HasSubstr("5: id: '1' cannot be the id")));
  EXPECT_THAT(errors_after("id=\"c1\"", "id=\"c2\""),
              ElementsAre(HasSubstr("the id 'c2' is used twice, first in line 5")));
  EXPECT_THAT(errors_after(" id=\"c1\"", ""), ElementsAre(HasSubstr("<conceptEntry> has no attribute 'id'")));
  EXPECT_THAT(errors_after("xml:lang=\"lv\"", "xml:lang=\"lv_LV\""),
              ElementsAre("18: language: 'lv_LV' is no language tag"));
  EXPECT_THAT(errors_after("target=\"c2\"", "target=\"c9\""),
              ElementsAre("7: target: the target of <ref> is 'c9', which is no id in this file"));
}

TEST(TbxValidator, WarnsOfWhatTheSchemasMiss) {
  EXPECT_THAT(warnings_after("xml:lang=\"lv\"", "xml:lang=\"de\""),
              ElementsAre("18: same-language-twice: two language sections of 'de' in one concept entry"));
  EXPECT_THAT(warnings_after("<term>klients</term>", "<term> </term>"), ElementsAre("18: empty-term: an empty term"));
  EXPECT_THAT(warnings_after("<term>Kauf</term><termNote type=\"partOfSpeech\">noun</termNote>", "<term>Kunde</term>"),
              ElementsAre(AllOf(HasSubstr("21: homonym: the term 'Kunde'"), HasSubstr("line 11"))));
  EXPECT_THAT(warnings_after("</langSec>\n<langSec xml:lang=\"lv\">",
                             "<termSec><term>Kunde</term><termNote type=\"partOfSpeech\">noun</termNote></termSec>"
                             "</langSec>\n<langSec xml:lang=\"lv\">"),
              ElementsAre(HasSubstr("same-term-twice")));
  EXPECT_THAT(warnings_after("<term>klients</term>", "<term>klien\u00ADts</term>"),
              ElementsAre(HasSubstr("term-characters")));
  EXPECT_THAT(warnings_after("<term>klients</term>", "<term> klients</term>"), ElementsAre(HasSubstr("term-blanks")));
  EXPECT_THAT(warnings_after("wer kauft", " "), ElementsAre(HasSubstr("empty-value")));
  EXPECT_THAT(check(changed(kBasic, "xml:lang=\"lv\"", "xml:lang=\"de\""), true).errors,
              ElementsAre(HasSubstr("same-language-twice")))
      << "--strict";
}

TEST(TbxValidator, RefusesWhatIsNotWellFormedWithItsPlace) {
  EXPECT_THAT(errors_after("</termSec>", "</termsec>"), ElementsAre("16: xml: not well-formed XML: mismatched tag"));
  EXPECT_THAT(errors_after("Kunde<", "Kunde&#27;<"), ElementsAre(HasSubstr("11: xml: not well-formed XML")));
  EXPECT_THAT(errors_after("Kunde<", "Kunde\xC0\xAF<"), ElementsAre(HasSubstr("11: xml: not well-formed XML")));
  EXPECT_THAT(errors_after("Kunde<", "&nosuch;<"),
              ElementsAre(HasSubstr("11: xml: not well-formed XML: undefined entity")));
}

TEST(TbxValidator, ExpandsFewSmallEntitiesAndWarnsOfThem) {
  const std::string with = changed(kBasic, "<tbx ", "<!DOCTYPE tbx [<!ENTITY k 'Kunde'>]>\n<tbx ");
  EXPECT_THAT(warnings_after("<term>Kunde", "<term>&k;", with),
              ElementsAre(HasSubstr("entities: the file declares entities")));
}

TEST(TbxValidator, StopsAtBombsFast) {  // A41 to A44
  const auto with_dtd = [](const std::string& declarations, const std::string& term) {
    return changed(changed(kBasic, "<tbx ", "<!DOCTYPE tbx [" + declarations + "]>\n<tbx "), "<term>Kunde",
                   "<term>" + term);
  };
  std::string laughs = "<!ENTITY a0 'ha'>", uses;
  for (int i = 1; i < 10; ++i) {
    const std::string before = "&a" + std::to_string(i - 1) + ";";
    laughs += "<!ENTITY a" + std::to_string(i) + " '";
    for (int j = 0; j < 10; ++j) laughs += before;
    laughs += "'>";
  }
  for (int i = 0; i < 20'000; ++i) uses += "&x;";
  const auto start = std::chrono::steady_clock::now();
  EXPECT_THAT(check(with_dtd(laughs, "&a9;")).errors, ElementsAre(HasSubstr("limit: its entities expand")));
  EXPECT_THAT(check(with_dtd("<!ENTITY x '" + std::string(100'000, 'x') + "'>", uses)).errors,
              ElementsAre(HasSubstr("limit: its entities expand")));
  EXPECT_THAT(check(with_dtd("<!ENTITY e SYSTEM 'file:///etc/passwd'>", "&e;")).errors,
              ElementsAre(HasSubstr("xml: text of another file is called in, which is never opened")));
  std::string deep, attributes;
  for (int i = 0; i < 200'000; ++i) deep += "<a>";
  for (int i = 0; i < 100'000; ++i) attributes += " a" + std::to_string(i) + "=''";
  EXPECT_THAT(check(deep).errors, Contains(HasSubstr("limit: elements nested deeper than 256")));
  EXPECT_THAT(errors_after("<term>Kunde", "<term" + attributes + ">Kunde"),
              ElementsAre(HasSubstr("limit: more than 256 attributes")));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

TEST(TbxValidator, ReadsOtherEncodings) {  // A51
  std::string utf16 = "\xFF\xFE";
  for (const char c : changed(kBasic, "UTF-8", "UTF-16")) utf16 += {c, '\0'};
  EXPECT_THAT(check(utf16).errors, IsEmpty());
  EXPECT_THAT(check(changed(changed(kBasic, "UTF-8", "windows-1257"), "klients", "klient\xFB")).errors, IsEmpty());
  EXPECT_THAT(errors_after("UTF-8", "x-nonsense"), ElementsAre(HasSubstr("unknown encoding 'x-nonsense'")));
}

TEST(TbxValidator, AgreesWithTheOfficialSchemasOnEverySample) {
  const auto shared = test::shared_folder();
  if (shared.empty()) GTEST_SKIP() << "no ../shared here";
  namespace fs = std::filesystem;
  const auto valid = [](const fs::path& file) { return validate_tbx_file(file, {}, {}).valid(); };
  for (const auto& file : fs::directory_iterator(shared / "tbx/samples/official/valid"))
    EXPECT_TRUE(valid(file.path())) << file.path();
  for (const auto& file : fs::directory_iterator(shared / "tbx/samples/official/invalid"))
    EXPECT_FALSE(valid(file.path())) << file.path();
  for (const auto& file : fs::directory_iterator(shared / "tbx/samples/broken"))
    EXPECT_EQ(valid(file.path()), file.path().filename().string().starts_with("ok-")) << file.path();
}

}  // namespace
}  // namespace termknit
