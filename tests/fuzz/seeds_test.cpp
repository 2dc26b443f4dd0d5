// SPDX-License-Identifier: GPL-3.0-or-later
// The fuzz targets over seeds and seeded mutations of them: what a fuzzer would find first is found by every test run.

#include <cstdio>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "fuzz/evidence_targets.h"
#include "fuzz/glossary_targets.h"
#include "fuzz/targets.h"
#include "glossary/exchange/zip_archive.h"
#include "tests/support/language_world.h"

namespace termknit {
namespace {

const std::vector<std::string> kSeeds{
    "",
    "Der Kundenservice ist wichtig. Kunden kaufen häufiger.\n\n• Punkt\n\nEnde",
    "# Titel\n\n| a | b |\n|---|---|\n| c | d |\n\n```\ncode\n```\n<b>x</b> &amp; &#xD800;\n",
    "<html lang=de><body><nav>x</nav><main><p>Text &#0; &shy; <b>fett</i></main><script>while(1){</body>",
    "SET UTF-8\nSFX J Y 2\nSFX J n ung [bgk]eln\nSFX J 0 [ö\nPFX U Y 1\nPFX U 0 un .\n",
    "\"zákaznický servis\" OR (prodej -servis) NEAR/3 lang:de title:x kund*",
    "<tbx type=\"TBX-Basic\" style=\"dca\" xml:lang=\"de\" "
    "xmlns=\"urn:iso:std:iso:30042:ed-2\"><text><body><conceptEntry id=\"a\"/></body></text></tbx>",
    "<!DOCTYPE martif [<!ENTITY k 'Kunde'>]><martif type=\"TBX\" xml:lang=\"de_DE\"><text><body><termEntry id=\"1 "
    "x\"><descripGrp><descrip type=\"definition\">a<hi>b</hi></descrip><admin type=\"source\">s</admin></descripGrp>"
    "<transacGrp><transac type=\"transactionType\">input</transac><date>20200131T101010Z</date></transacGrp><ref "
    "type=\"crossReference\" target=\"2\">r</ref><xref type=\"xGraphic\" target=\"http://a.b/c\">x</xref><langSet "
    "xml:lang=\"de\"><ntig><termGrp><term>&k;</term><termNote type=\"partOfSpeech\">Noun</termNote></termGrp>"
    "</ntig></langSet></termEntry></body><back/></text></martif>",
    "<mtf><conceptGrp><concept>1</concept><transacGrp><transac type=\"origination\">a</transac><date>2020-01-31</date>"
    "</transacGrp><languageGrp><language type=\"German\" lang=\"DE\"/><descripGrp><descrip type=\"Definition\">d"
    "</descrip><descripGrp><descrip type=\"Source\">s</descrip></descripGrp></descripGrp><termGrp><term>Kunde</term>"
    "<descripGrp><descrip type=\"Status\">x</descrip></descripGrp></termGrp></languageGrp></conceptGrp></mtf>",
    "concept_id;language;term;status;definition;other\nc1;de;'=1+1;preferred;\"a\n\"\"b\"\" | c\";descrip; x; y | z\n"
    "c1;en-us;customer;odd;;\nc2;lv;\"klients\n",
    "English,Definition,German,Def (de)\ncustomer|client,who,Kunde,wer\na,b\n\"Foo\" bar,,,x\n",
    "{\"id\":\"c1\",\"subjects\":[\"s\"],\"languages\":[{\"lang\":\"de\",\"terms\":[{\"term\":\"Kunde\",\"pos\":0,"
    "\"contexts\":[[\"a\",\"b\"]]}]}]}\n",
    "@prefix s: <http://www.w3.org/2004/02/skos/core#> .\n<a> a s:Concept ; s:prefLabel \"K\"@de, \"k\"@en ; s:note [ "
    "a 5 "
    "] , ( <b> true ) ; s:altLabel \"\\u00e4\"@lv .\n",
    "#UTX 1.20; de/en; x\n#src\ttgt\tsrc:pos\tterm status\tconcept ID\nKunde\tcustomer\tnoun\tapproved\tc1\n",
    "<?xml version=\"1.0\" encoding=\"windows-1257\"?><tmx version=\"1.4\"><body><tu tuid=\"a\"><note>n</note><tuv "
    "xml:lang=\"de\"><seg>K<ph>x</ph>unde</seg></tuv><tuv xml:lang=\"en\"><seg>customer</seg></tuv></tu></body></tmx>",
    std::string("\xFF\xFE"
                "K\0u\0n\0",
                8),
    "\xC0\xAF\xED\xA0\x80\xF5\x80\x80\x80\xE2\x82 пример 日本語 ไทย \u202E\u0301",
};

/// Bytes changed, taken out, doubled, and pieces of two seeds joined.
std::string mutate(std::mt19937& random, const std::string& seed) {
  std::string out = seed;
  for (unsigned i = 0; i < 1 + random() % 8; ++i) {
    const std::size_t at = out.empty() ? 0 : random() % out.size();
    switch (random() % 4) {
      case 0:
        out.insert(at, 1, static_cast<char>(random()));
        break;
      case 1:
        if (!out.empty()) out[at] = static_cast<char>(random());
        break;
      case 2:
        out.erase(at, random() % 5);
        break;
      default:
        out.insert(at, kSeeds[random() % kSeeds.size()].substr(0, 1 + random() % 20));
        break;
    }
  }
  return out;
}

std::string workbook(const std::string& book, const std::string& sheet, const std::string& strings) {
  std::FILE* file = std::tmpfile();
  ZipWriter archive;
  archive.add("xl/workbook.xml", book);
  archive.add("xl/worksheets/sheet1.xml", sheet);
  archive.add("xl/sharedStrings.xml", strings);
  archive.write(file);
  std::string bytes(static_cast<std::size_t>(std::ftell(file)), '\0');
  std::rewind(file);
  EXPECT_EQ(std::fread(bytes.data(), 1, bytes.size(), file), bytes.size());
  std::fclose(file);
  return bytes;
}

void drive(const std::function<void(std::string_view)>& target, int mutations) {
  std::mt19937 random(20261124);
  for (const std::string& seed : kSeeds) {
    target(seed);
    for (int i = 0; i < mutations; ++i) target(mutate(random, seed));
  }
}

/// The seeds of one format alone, with more mutations than all seeds get.
void drive_on(const std::function<void(std::string_view)>& target, const std::vector<std::string>& seeds) {
  std::mt19937 random(20261127);
  for (const std::string& seed : seeds) {
    target(seed);
    for (int i = 0; i < 150; ++i) target(mutate(random, seed));
  }
}

TEST(Fuzz, ReadersOfParallelText) {
  const std::string xliff =
      "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\"><file source-language=\"en\" "
      "target-language=\"de\" original=\"a\"><body><trans-unit id=\"1\"><source>An <g id=\"1\">invoice</g></source>"
      "<target>Eine Rechnung</target></trans-unit></body></file></xliff>";
  const std::string po =
      "msgid \"\"\nmsgstr \"Language: de\\n\"\n\n#, fuzzy\nmsgid \"a\"\nmsgstr \"b\"\n\nmsgctxt \"x\"\nmsgid "
      "\"%d in\"\n\"voices\"\nmsgid_plural \"y\"\nmsgstr[0] \"%s Rechnungen\"\n";
  std::string mo("\xde\x12\x04\x95\0\0\0\0\1\0\0\0\x1c\0\0\0\x24\0\0\0\0\0\0\0\x2c\0\0\0", 28);
  mo += std::string("\5\0\0\0\x2c\0\0\0\7\0\0\0\x32\0\0\0order\0Auftrag\0", 30);
  drive_on(fuzz::tmx_segments, {kSeeds[14], xliff});
  drive_on(fuzz::xliff_segments, {xliff, kSeeds[14]});
  drive_on(fuzz::po_segments, {po, "msgid"});
  drive_on(fuzz::mo_segments, {mo, po});
  drive_on(fuzz::table_segments, {"en\tde\norder\tAuftrag\n", "en;de\n\"a\n\"\"b\";c\n", kSeeds[9]});
  drive_on(fuzz::properties_bundle, {"a.b = c\\\n  d \\u00e4\n# x\n! y\nz:1", "\"a\" = \"b\";\n/* c */"});
  drive_on(fuzz::json_bundle, {"{\"a\":{\"b\":\"c \\ud83d\\ude00\"},\"@x\":[1,null,\"d\"]}", "[[[[[{"});
}

TEST(Fuzz, ReadersOfDictionaries) {
  drive_on(fuzz::dictd, {"order\tA\tr\ntask /o:d/\nAuftrag <masc>, Bestellung <fem>\n", "order\t//////////\tAA\nx"});
  drive_on(fuzz::ding, {"Auftrag {m}; Bestellung {f} [econ.] | Aufträge {pl} :: order; job | orders\n# x\n"});
  drive_on(fuzz::lexicon, {"id\tpos\ten\tde\tlv\tcs\tfi\tsense\na1\tnoun\torder\tAuftrag | Bestellung\tpasūtījums\t"
                           "objednávka\ttilaus\ta request\na2\tnoun\tx\n"});
  drive_on(fuzz::vec, {"2 3\nKunde 0.1 -0.2 1e-3\nPreis 1 0 .5\n", "a 1 2\nb 1 2 3\nc nan 1\n"});
}

TEST(Fuzz, Decode) {
  drive(fuzz::decode, 60);
}
TEST(Fuzz, Detect) {
  drive(fuzz::detect, 60);
}
TEST(Fuzz, AffixFile) {
  drive(fuzz::affix_file, 60);
}
TEST(Fuzz, ReadArticles) {
  drive(fuzz::read_articles, 60);
}
TEST(Fuzz, Query) {
  drive(fuzz::query, 500);
}
TEST(Fuzz, Tbx) {
  drive(fuzz::tbx, 300);
}
TEST(Fuzz, TbxReader) {
  drive(fuzz::tbx_reader, 150);
}
TEST(Fuzz, TbxMend) {
  drive(fuzz::tbx_mend, 60);
}
TEST(Fuzz, MultiTerm) {
  drive(fuzz::multiterm, 60);
}
TEST(Fuzz, Csv) {
  drive(fuzz::csv, 200);
}
TEST(Fuzz, Jsonl) {
  drive(fuzz::jsonl, 100);
}
TEST(Fuzz, OmegatText) {
  drive(fuzz::omegat_text, 50);
}
TEST(Fuzz, Utx) {
  drive(fuzz::utx, 100);
}
TEST(Fuzz, Tmx) {
  drive(fuzz::tmx, 150);
}
TEST(Fuzz, Skos) {
  drive(fuzz::skos, 150);
}
TEST(Fuzz, Xlsx) {
  drive(fuzz::xlsx, 10);
  // A workbook whose sheet or strings are damaged inside the archive, and one whose archive is.
  std::mt19937 random(1);
  const std::string sheet =
      "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" "
      "t=\"inlineStr\"><is><t>en</t></is>"
      "</c></row><row r=\"2\"><c r=\"A2\"><v>7</v></c><c r=\"B2\" t=\"b\"><v>1</v></c></row></sheetData></worksheet>";
  const std::string strings = "<sst><si><r><t>d</t></r><t>e_x0041_</t><rPh><t>x</t></rPh></si></sst>";
  const std::string book = "<workbook><sheets><sheet sheetId=\"1\" id=\"r1\"/></sheets></workbook>";
  for (int i = 0; i < 150; ++i) {
    std::string bytes =
        workbook(book, i % 3 == 0 ? mutate(random, sheet) : sheet, i % 3 == 1 ? mutate(random, strings) : strings);
    fuzz::xlsx(i % 3 == 2 ? mutate(random, bytes) : bytes);
  }
}
TEST(Fuzz, Analyze) {
  drive([](std::string_view bytes) { fuzz::analyze(test::language_resources(), bytes); }, 20);
}

}  // namespace
}  // namespace termknit
