// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/parallel/segment_readers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "glossary/parallel/message_text.h"
#include "glossary/parallel/resource_folder.h"
#include "tests/support/command.h"

namespace termknit {
namespace {

using test::TempFolder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<LanguageTag> tags(std::initializer_list<const char*> codes) {
  std::vector<LanguageTag> list;
  for (const char* code : codes) list.push_back(LanguageTag::parse(code));
  return list;
}

/// What a file gives: "id: en=..., de=..." per segment, and what was said.
struct Read {
  std::vector<std::string> segments{}, said{};
};

std::string line(const Segment& segment) {
  std::string text = segment.id + ":";
  for (const SegmentText& side : segment.texts) text += " " + side.language.str() + "=" + side.text;
  return text;
}

Read read(const std::string& name, std::string_view bytes, std::vector<LanguageTag> languages = {}) {
  const TempFolder folder;
  Read result;
  read_segments(folder.write(name, bytes),
                {.languages = std::move(languages),
                 .sink = [&](const Diagnostic& diagnostic) { result.said.push_back(diagnostic.message); }},
                [&](const Segment& segment) { result.segments.push_back(line(segment)); });
  return result;
}

ErrorKind failure(const std::string& name, std::string_view bytes, std::vector<LanguageTag> languages = {}) {
  try {
    read(name, bytes, std::move(languages));
  } catch (const Error& error) {
    return error.kind();
  }
  ADD_FAILURE() << "nothing was thrown";
  return ErrorKind::internal;
}

std::string tmx(const std::string& body) {
  return "<?xml version=\"1.0\"?><tmx version=\"1.4\"><header srclang=\"en\"/><body>" + body + "</body></tmx>";
}

TEST(TmxSegments, CodesAreNoTextAndUnitsKeepTheirIds) {
  const Read got = read("m.tmx", tmx("<tu tuid=\"u7\"><note>n</note>"
                                     "<tuv xml:lang=\"en-US\"><seg>Press <bpt i=\"1\">&lt;b&gt;</bpt>Save</seg></tuv>"
                                     "<tuv xml:lang=\"de-DE\"><seg>Speichern  drücken</seg></tuv></tu>"));
  EXPECT_THAT(got.segments, ElementsAre("u7: en=Press Save de=Speichern drücken"));
}

TEST(TmxSegments, MissingAndUnknownLanguagesAreSaidAndTheRestGoesOn) {
  const Read got =
      read("m.tmx", tmx("<tu><tuv xml:lang=\"en\"><seg>alone</seg></tuv></tu>"
                        "<tu><tuv><seg>a</seg></tuv><tuv xml:lang=\"de\"><seg>b</seg></tuv></tu>"
                        "<tu><tuv xml:lang=\"en\"><seg>one</seg></tuv><tuv lang=\"de\"><seg>eins</seg></tuv></tu>"));
  EXPECT_THAT(got.segments, ElementsAre("#3: en=one de=eins"));
  EXPECT_THAT(got.said,
              testing::UnorderedElementsAre(HasSubstr("fewer than two languages"), HasSubstr("no language is stated")));
}

TEST(TmxSegments, OtherXmlAndBrokenXmlAreRefused) {
  EXPECT_EQ(failure("m.tmx", "<html/>"), ErrorKind::malformed);
  EXPECT_EQ(failure("m.tmx", tmx("<tu>")), ErrorKind::malformed);
}

TEST(XliffSegments, Version1And2) {
  const Read one = read("a.xlf",
                        "<xliff version=\"1.2\"><file source-language=\"en\" target-language=\"lv-LV\"><body>"
                        "<trans-unit id=\"t1\"><source>Sales <g id=\"1\">order</g></source><target>Pasūtījums</target>"
                        "<alt-trans><target>other</target></alt-trans></trans-unit>"
                        "<trans-unit id=\"t2\"><source>New</source><target state=\"needs-translation\">New</target>"
                        "</trans-unit></body></file></xliff>");
  EXPECT_THAT(one.segments, ElementsAre("t1: en=Sales order lv=Pasūtījums"));
  EXPECT_THAT(one.said, ElementsAre(HasSubstr("needing work")));
  const Read two =
      read("b.xlf",
           "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.0\" srcLang=\"en\" "
           "trgLang=\"fi\"><file id=\"f\"><unit id=\"u\"><segment><source>Order</source>"
           "<target>Tilaus</target></segment><segment><source>Two</source></segment></unit></file></xliff>");
  EXPECT_THAT(two.segments, ElementsAre("u: en=Order fi=Tilaus"));
}

TEST(XliffSegments, WithoutATargetLanguageItAsksForIt) {
  const std::string text =
      "<xliff version=\"1.2\"><file source-language=\"en\"><body><trans-unit id=\"1\"><source>Order</source>"
      "<target>Tilaus</target></trans-unit></body></file></xliff>";
  EXPECT_EQ(failure("a.xlf", text), ErrorKind::unsupported);
  EXPECT_THAT(read("a.xlf", text, tags({"en", "fi"})).segments, ElementsAre("1: en=Order fi=Tilaus"));
}

constexpr const char* kPo =
    "msgid \"\"\nmsgstr \"Language: cs\\nContent-Type: text/plain; charset=UTF-8\\n\"\n\n"
    "msgctxt \"menu\"\nmsgid \"_Open account...\"\nmsgstr \"_Otevřít \"\n\"účet...\"\n\n"
    "#, fuzzy\nmsgid \"Guess\"\nmsgstr \"Hádat\"\n\n"
    "msgid \"%d of %s\"\nmsgstr \"%d\"\n\n"
    "msgid \"Untranslated\"\nmsgstr \"\"\n\n"
    "msgid \"%d file\"\nmsgid_plural \"%d files\"\nmsgstr[0] \"%d soubor\"\nmsgstr[1] \"%d soubory\"\n";

TEST(PoSegments, AcceleratorsContextsAndPlurals) {
  const Read got = read("x.po", kPo);
  EXPECT_THAT(got.segments, ElementsAre("“menu: _Open account...”: en=Open account cs=Otevřít účet",
                                        "“%d file”: en=file cs=soubor", "“%d file”: en=files cs=soubory"));
}

TEST(PoSegments, WrongPlaceholdersAreSaid) {
  EXPECT_THAT(read("x.po", kPo).said, testing::Contains(HasSubstr("other placeholders")));
}

TEST(PoSegments, WhatIsNoPoIsRefused) {
  EXPECT_EQ(failure("de.po", "Dear reader"), ErrorKind::malformed);
}

std::string mo(const std::vector<std::pair<std::string, std::string>>& messages) {
  std::string head, strings;
  const auto number = [](std::uint32_t value) { return std::string(reinterpret_cast<const char*>(&value), 4); };
  const auto count = static_cast<std::uint32_t>(messages.size());
  std::uint32_t at = 28 + 16 * count;
  std::string originals, translations;
  for (const auto& [original, translation] : messages) {
    originals += number(static_cast<std::uint32_t>(original.size())) + number(at);
    strings += original + '\0';
    at += static_cast<std::uint32_t>(original.size()) + 1;
    translations += number(static_cast<std::uint32_t>(translation.size())) + number(at);
    strings += translation + '\0';
    at += static_cast<std::uint32_t>(translation.size()) + 1;
  }
  head = number(0x950412DE) + number(0) + number(count) + number(28) + number(28 + 8 * count) + number(0) + number(0);
  return head + originals + translations + strings;
}

TEST(MoSegments, TheFolderNamesTheLanguage) {
  const std::string bytes = mo({{"", "Content-Type: text/plain; charset=UTF-8\n"},
                                {std::string("verb\x04", 5) + "Book", "Grāmatot"},
                                {std::string("%d day\0%d days", 14), std::string("%d diena\0%d dienas", 18)}});
  EXPECT_THAT(
      read("lv/LC_MESSAGES/prog.mo", bytes).segments,
      ElementsAre("“verb: Book”: en=Book lv=Grāmatot", "“%d day”: en=day lv=diena", "“%d day”: en=days lv=dienas"));
}

TEST(MoSegments, CutShortItIsRefused) {
  const std::string bytes = mo({{"a", "b"}, {"c", "d"}});
  for (const std::size_t size : {std::size_t{3}, std::size_t{30}, bytes.size() - 3})
    EXPECT_EQ(failure("de/LC_MESSAGES/p.mo", bytes.substr(0, size)), ErrorKind::malformed) << size;
}

TEST(TableSegments, TheHeaderNamesTheLanguages) {
  const Read got = read("t.tsv", "source\tkey\ten\tde\tlv\na\tk1\tSales order\tAuftrag\t\nb\tk2\tonly\t\t\n");
  EXPECT_THAT(got.segments, ElementsAre("k1: en=Sales order de=Auftrag"));
  EXPECT_THAT(got.said, ElementsAre(HasSubstr("1 row left out")));
}

TEST(TableSegments, WithoutAHeaderTheLanguagesAreTold) {
  const std::string text = "Say \"yes\"\tSagen Sie „ja“\n";
  EXPECT_THAT(read("t.tsv", text, tags({"en", "de"})).segments, ElementsAre("#1: en=Say \"yes\" de=Sagen Sie „ja“"));
  EXPECT_EQ(failure("t.tsv", text), ErrorKind::unsupported);
}

TEST(TableSegments, TwoColumnsOfOneLanguageAreRefused) {
  EXPECT_EQ(failure("t.tsv", "en\ten\tde\na\tb\tc\n"), ErrorKind::malformed);
}

TEST(TableSegments, CommasAndQuotes) {
  EXPECT_THAT(read("t.csv", "en,fi\n\"Orders, open\",\"Tilaukset, avoimet\"\n").segments,
              ElementsAre("#1: en=Orders, open fi=Tilaukset, avoimet"));
}

TEST(Bundles, PropertiesArePairedByKey) {
  const TempFolder folder;
  const auto en =
      folder.write("messages_en.properties", "# c\napp.title=Order list\napp.only : x\nbroken\nlong=one \\\n  two\n");
  const auto de = folder.write("messages_de.properties", "app.title = Auftr\\u00e4ge\nlong=eins zwei\n");
  std::vector<AddedResource> groups = group_files({en, de}, {}, {}, {});
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_EQ(groups[0].name, "messages");
  std::vector<std::string> segments, said;
  for (const Segment& segment :
       read_resource_files(groups[0], [&](const Diagnostic& d) { said.push_back(d.message); }).segments)
    segments.push_back(line(segment));
  EXPECT_THAT(segments, ElementsAre("app.title: en=Order list de=Aufträge", "long: en=one two de=eins zwei"));
  EXPECT_THAT(said, ElementsAre(HasSubstr("1 line without")));
}

TEST(Bundles, JsonOfAFolderPerLanguage) {
  const TempFolder folder;
  const auto en = folder.write("en/app.json", R"({"menu":{"open":"Open {file}","@open":{"x":"y"}},"list":["One"]})");
  const auto cs = folder.write("cs/app.json", R"({"menu":{"open":"Otevřít {file}"},"list":["Jedna"]})");
  const std::vector<AddedResource> groups = group_files({en, cs}, {}, {}, {});
  ASSERT_EQ(groups.size(), 1U);
  std::vector<std::string> segments;
  for (const Segment& segment : read_resource_files(groups[0], {}).segments) segments.push_back(line(segment));
  EXPECT_THAT(segments, ElementsAre("list[0]: en=One cs=Jedna", "menu.open: en=Open cs=Otevřít"));
}

TEST(Bundles, OneLanguageAloneIsRefused) {
  const TempFolder folder;
  const auto file = folder.write("messages_en.properties", "a=b\n");
  EXPECT_THROW(group_files({file}, {}, {}, {}), Error);
}

TEST(Bundles, BrokenJsonIsRefused) {
  const TempFolder folder;
  const auto file = folder.write("en.json", "{\"a\": ");
  try {
    read_bundle(folder.write("de.json", "{\n  \"a\": 1,,\n}\n"), {});
    FAIL() << "broken JSON was read";
  } catch (const Error& error) {
    EXPECT_EQ(error.message(), "is no JSON from here on");
    EXPECT_EQ(error.place().line, 2U);
    EXPECT_EQ(error.place().column, 10U);
  }
  EXPECT_THROW(read_bundle(file, {}), Error);
}

TEST(Bundles, WrongPlaceholdersAreSaidAndTheMessageLeftOut) {
  const TempFolder folder;
  const auto en = folder.write("m_en.properties", "a=Total {0}\nb=Page {0}\n");
  const auto lv = folder.write("m_lv.properties", "a=Kopā\nb=Lapa {0}\n");
  const std::vector<AddedResource> groups = group_files({en, lv}, {}, {}, {});
  std::vector<std::string> segments, said;
  for (const Segment& segment :
       read_resource_files(groups[0], [&](const Diagnostic& d) { said.push_back(d.message); }).segments)
    segments.push_back(line(segment));
  EXPECT_THAT(segments, ElementsAre("b: en=Page lv=Lapa"));
  EXPECT_THAT(said, ElementsAre(HasSubstr("1 message left out: the translation has other placeholders, e.g. of 'a'")));
}

TEST(Catalogues, OneProgramInTwoLanguagesGivesThreePairs) {
  const TempFolder folder;
  const auto cs =
      folder.write("cs.po", "msgid \"\"\nmsgstr \"Language: cs\\n\"\n\nmsgid \"Account\"\nmsgstr \"Účet\"\n");
  const auto fi =
      folder.write("fi.po", "msgid \"\"\nmsgstr \"Language: fi\\n\"\n\nmsgid \"Account\"\nmsgstr \"Tili\"\n");
  std::vector<AddedResource> groups = group_files({cs, fi}, {}, {}, {});
  ASSERT_EQ(groups.size(), 1U);
  const ReadResource got = read_resource_files(groups[0], {});
  ASSERT_EQ(got.segments.size(), 1U);
  EXPECT_EQ(line(got.segments[0]), "“Account”: en=Account cs=Účet fi=Tili");
}

TEST(Languages, SwappedColumnsAreReadTheRightWayRound) {
  const TempFolder folder;
  std::string text = "en\tde\n";
  for (const char* row :
       {"Die Bestellung wurde gestern an den Kunden geliefert.\tThe order was delivered to the customer yesterday.\n",
        "Bitte wählen Sie zuerst ein Konto aus der Liste.\tPlease choose an account from the list first.\n",
        "Der Bericht zeigt alle Rechnungen dieses Monats.\tThe report shows all invoices of this month.\n",
        "Es gibt keine offenen Aufträge für diesen Lieferanten.\tThere are no open orders for this supplier.\n",
        "Sie können die Einstellungen jederzeit wieder ändern.\tYou can change the settings again at any time.\n"})
    text += row;
  const auto file = folder.write("t.tsv", text);
  std::vector<std::string> said;
  const AddedResource resource = group_files({file}, {}, {}, {}).front();
  const ReadResource got = read_resource_files(resource, [&](const Diagnostic& d) { said.push_back(d.message); });
  EXPECT_THAT(said, ElementsAre(HasSubstr("swapped")));
  EXPECT_THAT(*got.segments[0].text(LanguageTag::parse("de")), HasSubstr("Bestellung"));
}

TEST(Languages, OfPaths) {
  for (const auto& [path, language] :
       std::vector<std::pair<std::string, std::string>>{{"a/de/LC_MESSAGES/x.mo", "de"},
                                                        {"messages_pt_BR.properties", "pt-BR"},
                                                        {"locale/lv/x.json", "lv"},
                                                        {"po/fi.po", "fi"}}) {
    const auto tag = language_of_path(path);
    ASSERT_TRUE(tag) << path;
    EXPECT_EQ(tag->str(), language);
  }
  EXPECT_FALSE(language_of_path("app.json"));
}

TEST(MessageText, PlaceholdersMarkupAndAcceleratorsGo) {
  EXPECT_EQ(message_text("_Save %s to <b>{folder}</b> (100%)..."), "Save to (100%)");
  EXPECT_EQ(message_text("&Datei öffnen…"), "Datei öffnen");
  EXPECT_EQ(message_text("snake_case_name & co"), "snake_case_name & co");
  EXPECT_EQ(message_text("${x}$(y)%1$d%(name)s"), "");
}

TEST(MessageText, PlaceholdersAreComparedByWhatTheyTake) {
  EXPECT_EQ(placeholders("%s of %d"), placeholders("%2$d / %1$s"));
  EXPECT_NE(placeholders("%s"), placeholders("%d"));
  EXPECT_THAT(placeholders("100 %"), IsEmpty());
}

}  // namespace
}  // namespace termknit
