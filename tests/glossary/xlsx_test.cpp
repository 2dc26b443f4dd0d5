// SPDX-License-Identifier: GPL-3.0-or-later
#include <functional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "glossary/exchange/xlsx_reader.h"
#include "glossary/exchange/xlsx_text.h"
#include "glossary/exchange/xlsx_writer.h"
#include "glossary/exchange/zip_archive.h"
#include "tests/support/command.h"
#include "tests/support/sample_glossary.h"

namespace termknit {
namespace {

using test::read;
using test::summary;
using test::written;
using testing::AnyOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using Members = std::vector<std::pair<std::string, std::string>>;

std::string zip(const Members& members) {
  const test::TempFolder folder;
  std::FILE* file = std::fopen((folder.path() / "z").c_str(), "wb");
  ZipWriter archive;
  for (const auto& [name, bytes] : members) archive.add(name, bytes);
  archive.write(file);
  std::fclose(file);
  return folder.read("z");
}

std::string sheet(const std::string& rows) {
  return "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>" + rows +
         "</sheetData></worksheet>";
}

const std::string kRows =
    "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>en</t></is></c></row>"
    "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>1</v></c><c r=\"B3\" t=\"str\"><f>A1</f><v>customer</v></c></row>";

/// A workbook whose sheet and strings stand where the relationships say, as Excel names them.
Members workbook(const std::string& rows) {
  return {{"_rels/.rels",
           "<Relationships><Relationship Id=\"r1\" Type=\"http://x/officeDocument\" Target=\"/xl/book.xml\"/>"
           "</Relationships>"},
          {"xl/book.xml",
           "<workbook xmlns:r=\"http://x\"><sheets><sheet name=\"a\" sheetId=\"4\" r:id=\"r9\"/><sheet name=\"b\" "
           "sheetId=\"1\" r:id=\"r8\"/></sheets></workbook>"},
          {"xl/_rels/book.xml.rels",
           "<Relationships><Relationship Id=\"r9\" Type=\"http://x/worksheet\" Target=\"worksheets/first.xml\"/>"
           "<Relationship Id=\"r7\" Type=\"http://x/sharedStrings\" Target=\"strings.xml\"/></Relationships>"},
          {"xl/strings.xml",
           "<sst><si><t>de</t></si><si><r><t>Kun</t></r><r><rPr/><t>de</t></r><rPh><t>x</t></rPh></si></sst>"},
          {"xl/worksheets/first.xml", sheet(rows)}};
}

/// "kind: message" of the error that reading gives.
std::string error_of(const std::string& bytes) {
  try {
    read(read_xlsx, bytes);
  } catch (const Error& error) {
    return std::to_string(static_cast<int>(error.kind())) + ": " + error.message();
  }
  return "none";
}
std::string kind(ErrorKind value) {
  return std::to_string(static_cast<int>(value)) + ": ";
}

TEST(Xlsx, GivesBackEverythingThatIsWritten) {
  for (unsigned seed = 1; seed <= 12; ++seed) {
    const auto entries = test::sample_entries(seed, 30);
    const GlossaryHeader header{"Title <1>", "from \"here\"", LanguageTag::parse("de")};
    const auto result = read(read_xlsx, written(make_xlsx_writer, entries, header));
    EXPECT_EQ(test::difference(entries, result.entries), "") << "seed " << seed;
    EXPECT_EQ(result.header, header);
    EXPECT_THAT(result.repairs, IsEmpty());
  }
}

TEST(Xlsx, IsTheSameForTheSameEntries) {
  const auto entries = test::sample_entries(5, 20);
  EXPECT_EQ(written(make_xlsx_writer, entries), written(make_xlsx_writer, entries));
}

TEST(Xlsx, KeepsFormulasAsText) {
  const test::TempFolder folder;
  const auto path = folder.write("g.xlsx", written(make_xlsx_writer, {test::pair_entry("c1", "=1+1", "\t=1")}));
  ZipArchive archive(path, "XLSX");
  const auto more = archive.open("xl/worksheets/sheet1.xml");
  std::string xml(1 << 16, '\0');
  xml.resize(more(xml.data(), xml.size()));
  EXPECT_THAT(xml, HasSubstr("t=\"inlineStr\"><is><t xml:space=\"preserve\">=1+1</t>"));
  EXPECT_THAT(xml, testing::Not(HasSubstr("<f>")));
  EXPECT_THAT(xml, HasSubstr("state=\"frozen\""));
}

TEST(Xlsx, IsWellFormedForTextThatNoImportLetsIn) {
  const auto entry = test::pair_entry("c1", "a\x01\x1B[2J\r]]>--\"<&'", "b\xC0\xAF");
  EXPECT_EQ(summary(read(read_xlsx, written(make_xlsx_writer, {entry})).entries),
            "c1: de a[2J\n]]>--\"<&'; en b\uFFFD\uFFFD\n");
}

TEST(Xlsx, EscapesAsSpreadsheetsDo) {
  EXPECT_EQ(xlsx_escaped("_x0041_ _x004"), "_x005F_x0041_ _x004");
  EXPECT_EQ(xlsx_unescaped("_x005F_x0041_ a_x000A_b _xD800_"), "_x0041_ a\nb _xD800_");
  EXPECT_EQ(xlsx_column_name(27) + xlsx_column_name(0), "ABA");
  EXPECT_EQ(xlsx_column("AB12"), 27U);
  EXPECT_EQ(xlsx_column("XFE1"), std::string::npos);
}

TEST(Xlsx, RefusesWhatASpreadsheetCannotHold) {
  EXPECT_THROW(written(make_xlsx_writer, {test::pair_entry("c1", std::string(32768, 'x'), "y")}), Error);
  EXPECT_NO_THROW(written(make_xlsx_writer, {test::pair_entry("c1", std::string(32767, 'x'), "y")}));
}

TEST(Xlsx, ReadsTheFirstSheetWithSharedAndInlineText) {
  EXPECT_EQ(summary(read(read_xlsx, zip(workbook(kRows))).entries), ": de Kunde; en customer\n");
}

TEST(Xlsx, NamesRowsAsTheSpreadsheetDoes) {
  const auto result =
      read(read_xlsx, zip(workbook(kRows + "<row r=\"7\"><c r=\"A7\"><v>12</v></c><c r=\"E7\"><v>5</v></c></row>"
                                           "<row r=\"8\"><c r=\"B8\"><v>12.5</v></c></row>")));
  EXPECT_EQ(summary(result.entries), ": de Kunde; en customer\n: en 12.5\n");
  EXPECT_THAT(result.repairs, ElementsAre("7: row 7 has 5 cells, the first row 2; skipped"));
}

TEST(Xlsx, ReadsMembersWithHarmfulNamesToNowhere) {
  Members members = workbook(kRows);
  members.push_back({"../../evil.txt", "x"});
  members.push_back({"/etc/evil.txt", "x"});
  EXPECT_EQ(summary(read(read_xlsx, zip(members)).entries), ": de Kunde; en customer\n");
  members[2].second =
      "<Relationships><Relationship Id=\"r9\" Type=\"x/worksheet\" Target=\"../../../etc/passwd\"/></Relationships>";
  EXPECT_THAT(error_of(zip(members)), HasSubstr("is missing"));
}

TEST(Xlsx, SaysThatAMemberIsThereTwice) {
  Members members = workbook(kRows);
  members.push_back({"xl/worksheets/first.xmm", sheet("")});
  std::string bytes = zip(members);
  for (std::size_t at = 0; (at = bytes.find("first.xmm", at)) != bytes.npos;) bytes.replace(at, 9, "first.xml");
  const auto result = read(read_xlsx, bytes);
  EXPECT_EQ(summary(result.entries), ": de Kunde; en customer\n");
  EXPECT_THAT(result.repairs, ElementsAre(HasSubstr("is there twice; the first is taken")));
}

TEST(Xlsx, RefusesDoctypeAndEntities) {
  Members members = workbook(kRows);
  members[4].second =
      "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>" + sheet("<row><c><v>&b;</v></c></row>");
  EXPECT_THAT(error_of(zip(members)), HasSubstr(kind(ErrorKind::malformed) + "has a DOCTYPE"));
}

TEST(Xlsx, StopsAtWhatIsTooLargeUnpacked) {
  Members members =
      workbook("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>" + std::string(80 << 20, 'A') + "</t></is></c></row>");
  const std::string bytes = zip(members);
  EXPECT_LT(bytes.size(), 1U << 20);
  EXPECT_THAT(error_of(bytes), HasSubstr(kind(ErrorKind::limit)));
}

TEST(ZipArchive, CountsWhatIsUnpackedAndTrustsNoStatedSize) {
  const test::TempFolder folder;
  std::string bytes = zip({{"a", std::string(1 << 20, 'A')}});
  const auto unpack = [&] {
    ZipArchive archive(folder.write("z", bytes), "XLSX", {.ratio = 10, .ratio_counts_from = 1 << 16});
    const auto more = archive.open("a");
    std::string buffer(1 << 14, '\0');
    std::size_t all = 0;
    while (const std::size_t got = more(buffer.data(), buffer.size())) all += got;
    return all;
  };
  EXPECT_THROW(unpack(), Error);
  // The central directory claims 100 bytes.
  const std::size_t central = bytes.find("PK\x01\x02");
  bytes.replace(central + 24, 4, std::string("\x64\0\0\0", 4));
  EXPECT_THROW(unpack(), Error);
}

TEST(Xlsx, SaysWhatIsWrongWithAFile) {
  const std::string good = zip(workbook(kRows));
  EXPECT_THAT(error_of(good.substr(0, good.size() / 2)),
              HasSubstr(kind(ErrorKind::malformed) + "is not a readable XLSX file"));
  EXPECT_THAT(error_of(""), HasSubstr("is not a readable XLSX file: it is empty"));
  EXPECT_THAT(error_of("de,en\nKunde,customer\n"), HasSubstr("it is not a ZIP archive"));
  EXPECT_THAT(error_of(std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) + std::string(512, '\0')),
              HasSubstr(kind(ErrorKind::unsupported) + "is encrypted"));
  EXPECT_THAT(error_of(zip({{"word/document.xml", "<a/>"}})), HasSubstr("'xl/workbook.xml' is missing"));
  Members members = workbook("<row r=\"1\"><c r=\"A1\"><v>x</v></row>");
  EXPECT_THAT(error_of(zip(members)), HasSubstr("not well-formed XML"));
  members = workbook("<row r=\"1\"><c r=\"A1\"><v>x</v></c></row>");
  EXPECT_THAT(error_of(zip(members)), HasSubstr("names no language"));
}

TEST(Xlsx, FindsDamagedBytes) {
  std::string bytes = written(make_xlsx_writer, test::sample_entries(1, 50));
  const std::size_t middle = bytes.find("sheet1.xml") + 400;
  bytes[middle] = static_cast<char>(bytes[middle] ^ 0x55);
  EXPECT_THAT(error_of(bytes), HasSubstr(kind(ErrorKind::malformed)));
}

}  // namespace
}  // namespace termknit
