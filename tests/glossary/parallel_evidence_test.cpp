// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/parallel/parallel_evidence.h"

#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "glossary/alignment/combiner.h"
#include "glossary/parallel/parallel_check.h"
#include "glossary/parallel/resource_folder.h"
#include "tests/support/command.h"
#include "tests/support/language_world.h"

namespace termknit {
namespace {

using test::lang;
using test::language_resources;
using test::TempFolder;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct Row {
  std::string english{}, german{};
};

const std::vector<Row>& sentences() {
  static const std::vector<Row> kRows{
      {"The customer opens an account at the bank.", "Der Kunde eröffnet ein Konto bei der Bank."},
      {"Every customer has an invoice.", "Jeder Kunde hat eine Rechnung."},
      {"We send the invoice to the customer.", "Wir senden die Rechnung an den Kunden."},
      {"The account was closed yesterday.", "Das Konto wurde gestern geschlossen."},
      {"The bank closes the account of the customer.", "Die Bank schließt das Konto des Kunden."},
      {"The invoice was paid yesterday.", "Die Rechnung wurde gestern bezahlt."},
      {"Customer service answers every question.", "Der Kundenservice beantwortet jede Frage."},
      {"Please call customer service.", "Bitte rufen Sie den Kundenservice an."},
      {"Customer service sends the invoice.", "Der Kundenservice sendet die Rechnung."},
      {"The question was answered by customer service.", "Die Frage wurde vom Kundenservice beantwortet."}};
  return kRows;
}

Segment segment(const std::string& id, const std::string& english, const std::string& german) {
  return {id, {{lang("en"), english}, {lang("de"), german}}};
}

/// A small text, aligned and opened as a project's is.
class World {
 public:
  explicit World(std::vector<ResourceSegments> more = {}) {
    ResourceSegments text{"memory.tmx", ResourceKind::text, {}};
    for (std::size_t i = 0; i < sentences().size(); ++i)
      text.segments.push_back(segment("u" + std::to_string(i), sentences()[i].english, sentences()[i].german));
    more.insert(more.begin(), std::move(text));
    const auto file = folder_.path() / "parallel.bitext";
    write_parallel_text(file, 7, language_resources(), std::move(more), {});
    text_ = ParallelText::open(file, 7);
  }

  const ParallelText& text() const { return *text_; }
  ParallelEvidence evidence(std::vector<EvidenceKind> without = {}) const {
    return {language_resources(), text_, std::move(without)};
  }
  /// The likeliest answer and what is said for it: "Kunde | 5 of 5 segments ...".
  std::string answer(const std::string& term, const char* from = "en", const char* to = "de") const {
    const TermQuery query = make_term_query(language_resources(), lang(from), term);
    std::vector<Equivalent> all = evidence().equivalents(query, lang(to));
    if (all.empty()) return "";
    const auto best = std::max_element(all.begin(), all.end(), [](const Equivalent& a, const Equivalent& b) {
      return a.witnesses.front().strength < b.witnesses.front().strength;
    });
    return best->term + " | " + best->witnesses.front().origin + ": " + best->witnesses.front().detail;
  }

 private:
  TempFolder folder_;
  std::shared_ptr<const ParallelText> text_;
};

class ParallelEvidenceTest : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* code : {"en", "de"}) {
      if (!test::has_dictionary(code)) GTEST_SKIP() << "no dictionary for " << code;
    }
  }
};

TEST_F(ParallelEvidenceTest, AnswersWithTheDictionaryFormAndItsSegments) {
  const World world;
  EXPECT_THAT(world.answer("invoice"), AllOf(testing::StartsWith("Rechnung |"), HasSubstr("memory.tmx: "),
                                             HasSubstr("of 4 segments"), HasSubstr("e.g. u")));
  EXPECT_THAT(world.answer("account"), testing::StartsWith("Konto |"));
}

TEST_F(ParallelEvidenceTest, TwoWordsMeetTheirCompoundInBothDirections) {
  const World world;
  EXPECT_THAT(world.answer("customer service"), testing::StartsWith("Kundenservice |"));
  EXPECT_THAT(world.answer("Kundenservice", "de", "en"), testing::StartsWith("customer service |"));
}

TEST_F(ParallelEvidenceTest, AnUnknownTermHasNoAnswer) {
  const World world;
  EXPECT_EQ(world.answer("helicopter"), "");
  EXPECT_FALSE(world.evidence().is_known(lang("en"), {"helicopter"}));
  EXPECT_TRUE(world.evidence().is_known(lang("en"), {"customer service"}));
  EXPECT_EQ(world.answer("invoice", "en", "lv"), "");
}

TEST_F(ParallelEvidenceTest, AWholeMessageIsAWitnessOfItsOwnAndNamesWhatContradictsIt) {
  ResourceSegments catalogue{"prog", ResourceKind::catalogue, {}};
  catalogue.segments = {segment("“Due date”", "Due date", "Fälligkeitsdatum"),
                        segment("“Due date”", "Due date", "Stichtag")};
  const World world({catalogue});
  const TermQuery query = make_term_query(language_resources(), lang("en"), "due date");
  std::vector<std::string> details;
  for (const Equivalent& equivalent : world.evidence({EvidenceKind::parallel}).equivalents(query, lang("de"))) {
    for (const Witness& witness : equivalent.witnesses) {
      EXPECT_EQ(witness.kind, EvidenceKind::catalogue);
      EXPECT_EQ(witness.origin, "prog");
      details.push_back(witness.detail);
    }
  }
  EXPECT_THAT(details, Contains("due date = Fälligkeitsdatum, 1 of 2 entries (also: Stichtag)"));
  EXPECT_THAT(world.evidence({EvidenceKind::parallel, EvidenceKind::catalogue}).equivalents(query, lang("de")),
              IsEmpty());
}

TEST_F(ParallelEvidenceTest, ObjectsToWhatAFrequentTermIsNeverCalled) {
  const World world;
  const TermQuery query = make_term_query(language_resources(), lang("en"), "customer");
  Equivalent wrong;
  wrong.term = "Brauch";
  wrong.key = "brauch";
  std::vector<Equivalent> evidence{wrong};
  world.evidence().object(query, lang("de"), evidence);
  ASSERT_EQ(evidence[0].witnesses.size(), 1U);
  EXPECT_LT(evidence[0].witnesses[0].strength, 0);
}

TEST_F(ParallelEvidenceTest, APhraseThatIsListedInAnotherFormIsCalledAsItIsListed) {
  ResourceSegments more{"law.tmx", ResourceKind::text, {}};
  const std::vector<Row> rows{{"We protect personal data.", "Wir schützen die Sicherheit von personenbezogenen Daten."},
                              {"Personal data are deleted.", "Das Löschen von personenbezogenen Daten."},
                              {"The bank asks for personal data.", "Die Bank fragt nach personenbezogenen Daten."},
                              {"No personal data were found.", "Von personenbezogenen Daten keine Spur."},
                              {"Send no personal data.", "Keine Sendung von personenbezogenen Daten."},
                              {"Some details are his own.", "Einige personenbezogene Angaben sind seine."}};
  for (std::size_t i = 0; i < rows.size(); ++i)
    more.segments.push_back(segment("d" + std::to_string(i), rows[i].english, rows[i].german));
  const World world({more});
  const TermQuery query = make_term_query(language_resources(), lang("en"), "personal data");
  const auto listed = [](const char* term, const char* key) {
    return Equivalent{
        .term = term, .key = key, .witnesses = {{.kind = EvidenceKind::lexicon, .strength = 1, .forward = 1}}};
  };
  std::vector<Equivalent> answers{listed("personenbezogene Daten", "personenbezogene daten"),
                                  listed("persönliche Angaben", "persönliche angaben")};
  world.evidence().add_to(query, lang("de"), answers);
  const auto objections = [](const Equivalent& answer) {
    return std::count_if(answer.witnesses.begin(), answer.witnesses.end(),
                         [](const Witness& witness) { return witness.strength < 0; });
  };
  EXPECT_EQ(objections(answers[0]), 0) << "said, in the dative";
  EXPECT_EQ(objections(answers[1]), 1) << "never said";
  std::vector<std::string> terms;
  for (std::size_t i = 2; i < answers.size(); ++i) terms.push_back(answers[i].term);
  EXPECT_THAT(terms, Contains("personenbezogene Daten"));
  EXPECT_THAT(terms, Not(Contains("personenbezogenen Daten")));
}

TEST_F(ParallelEvidenceTest, AnEntryInThePluralIsCitedInTheSingularWhereTheSingularIsAsked) {
  ResourceSegments catalogue{"prog", ResourceKind::catalogue, {}};
  catalogue.segments = {segment("a", "Companies", "Unternehmen"), segment("b", "Countries", "Länder")};
  const World world({catalogue});
  EXPECT_THAT(world.answer("country"), testing::StartsWith("Land |"));
  EXPECT_THAT(world.answer("countries"), testing::StartsWith("Länder |"));
}

TEST_F(ParallelEvidenceTest, AnEntryOfTheWordItIsMadeOfIsNoEntryOfTheTerm) {
  ResourceSegments catalogue{"prog", ResourceKind::catalogue, {}};
  catalogue.segments = {segment("a", "Price", "Preis"), segment("b", "Invoice", "Rechnung")};
  const World world({catalogue});
  const auto catalogues = [&](const char* term, const char* listed) {
    std::vector<Equivalent> answers{
        {.term = "Antwort",
         .key = "antwort",
         .part_of_speech = PartOfSpeech::noun,
         .witnesses = {{.kind = EvidenceKind::lexicon, .detail = listed, .strength = 1, .forward = 1}}}};
    world.evidence().add_to(make_term_query(language_resources(), lang("en"), term), lang("de"), answers);
    return std::count_if(answers.begin(), answers.end(), [](const Equivalent& answer) {
      return std::any_of(answer.witnesses.begin(), answer.witnesses.end(),
                         [](const Witness& witness) { return witness.kind == EvidenceKind::catalogue; });
    });
  };
  EXPECT_EQ(catalogues("pricing", "pricing = Antwort"), 0) << "a word of its own";
  EXPECT_EQ(catalogues("prices", "price = Antwort"), 1) << "a form of the entry's word";
  EXPECT_THAT(world.answer("price"), testing::StartsWith("Preis | prog"));
}

TEST_F(ParallelEvidenceTest, WhatTheLexiconCallsOtherwiseIsSaidOfTheTextsAnswers) {
  ResourceSegments catalogue{"prog", ResourceKind::catalogue, {}};
  catalogue.segments = {segment("a", "Lead", "Blei")};
  const World world({catalogue});
  const TermQuery query = make_term_query(language_resources(), lang("en"), "lead");
  std::vector<Equivalent> answers{{.term = "Interessent",
                                   .key = "interessent",
                                   .part_of_speech = PartOfSpeech::noun,
                                   .witnesses = {{.kind = EvidenceKind::lexicon, .strength = 1, .forward = 1}}}};
  world.evidence().add_to(query, lang("de"), answers);
  ASSERT_EQ(answers.size(), 2U);
  EXPECT_EQ(answers[1].term, "Blei");
  EXPECT_THAT(answers[1].witnesses.back().detail, "lead is rather Interessent");
  EXPECT_LT(answers[1].witnesses.back().strength, 0);
  rank_equivalents(query, answers);
  EXPECT_EQ(answers[0].term, "Interessent") << "one message of another field does not outvote the lexicon";
}

TEST_F(ParallelEvidenceTest, AProductsNameLeftAsItIsSpeaksAgainstNoTranslation) {
  ResourceSegments more{"manual.tmx", ResourceKind::text, {}};
  const std::vector<Row> rows{{"Xalloy Qwertz opens the invoice.", "Xalloy Qwertz öffnet die Rechnung."},
                              {"Please start Xalloy Qwertz.", "Bitte starten Sie Xalloy Qwertz."},
                              {"Xalloy Qwertz was closed.", "Xalloy Qwertz wurde geschlossen."},
                              {"The bank has Xalloy Qwertz.", "Die Bank hat Xalloy Qwertz."},
                              {"Every customer calls Xalloy Qwertz.", "Jeder Kunde ruft Xalloy Qwertz an."},
                              {"We send Xalloy Qwertz to the customer.", "Wir senden Xalloy Qwertz an den Kunden."}};
  for (std::size_t i = 0; i < rows.size(); ++i)
    more.segments.push_back(segment("n" + std::to_string(i), rows[i].english, rows[i].german));
  const World world({more});
  const TermQuery query = make_term_query(language_resources(), lang("en"), "xalloy qwertz");
  std::vector<Equivalent> answers{{.term = "Lieferkette",
                                   .key = "lieferkette",
                                   .part_of_speech = PartOfSpeech::noun,
                                   .witnesses = {{.kind = EvidenceKind::lexicon, .strength = 1, .forward = 1}}}};
  world.evidence().add_to(query, lang("de"), answers);
  EXPECT_EQ(answers[0].witnesses.size(), 1U) << "no segment says what it is called";
}

TEST(ResourceFolderTest, ACatalogueKeepsTheLanguageThatItsPathTold) {
  const TempFolder folder;
  const auto file = folder.write("share/lv/LC_MESSAGES/prog.po", "msgid \"Account\"\nmsgstr \"Konts\"\n");
  std::vector<AddedResource> groups = group_files({file}, {}, {}, {});
  ASSERT_EQ(groups.size(), 1U);
  const ResourceFolder resources(folder.path());
  resources.add(groups[0]);
  std::vector<std::string> said;
  const auto kept = resources.list([&](const Diagnostic& d) { said.push_back(d.message); });
  ASSERT_EQ(kept.size(), 1U);
  const ReadResource read = read_resource_files(kept[0], {});
  ASSERT_EQ(read.segments.size(), 1U);
  EXPECT_EQ(read.segments[0].texts[1].language.str(), "lv");
  EXPECT_THAT(said, IsEmpty());
}

TEST_F(ParallelEvidenceTest, KnowsTheAnalysesOfItsWords) {
  const World world;
  const auto analysis = world.text().find(lang("de"), "Kunden");
  ASSERT_TRUE(analysis);
  EXPECT_EQ(*analysis, *language_resources().analyze_word(lang("de"), "Kunden"));
  EXPECT_FALSE(world.text().find(lang("de"), "Hubschrauber"));
}

TEST(ParallelTextFile, IsNotOpenedWithAnotherStampOrCutShort) {
  const TempFolder folder;
  const auto file = folder.path() / "p.bitext";
  ResourceSegments text{"t", ResourceKind::text, {segment("1", "one", "eins")}};
  write_parallel_text(file, 1, language_resources(), {text}, {});
  EXPECT_TRUE(ParallelText::open(file, 1));
  EXPECT_FALSE(ParallelText::open(file, 2));
  std::filesystem::resize_file(file, std::filesystem::file_size(file) - 8);
  EXPECT_FALSE(ParallelText::open(file, 1));
  EXPECT_FALSE(ParallelText::open(folder.path() / "none", 1));
}

std::vector<Segment> many_sentences(bool shuffled) {
  // Enough sentences to judge: each word pair comes back in both halves.
  const std::vector<std::pair<std::string, std::string>> things{
      {"invoice", "Rechnung"}, {"order", "Auftrag"},     {"customer", "Kunde"},  {"account", "Konto"},
      {"bank", "Bank"},        {"price", "Preis"},       {"product", "Produkt"}, {"contract", "Vertrag"},
      {"report", "Bericht"},   {"supplier", "Lieferant"}};
  const std::vector<std::pair<std::string, std::string>> acts{{"was deleted", "wurde gelöscht"},
                                                              {"is missing", "fehlt"},
                                                              {"must be checked", "muss geprüft werden"},
                                                              {"is new", "ist neu"}};
  std::mt19937 random(3);
  std::vector<Segment> segments;
  for (std::size_t i = 0; i < 200; ++i) {
    const auto& thing = things[random() % things.size()];
    const auto& act = acts[random() % acts.size()];
    const auto& other_thing = shuffled ? things[random() % things.size()] : thing;
    const auto& other_act = shuffled ? acts[random() % acts.size()] : act;
    segments.push_back(segment(std::to_string(i), "The " + thing.first + " " + act.first,
                               other_thing.second + " " + other_act.second));
  }
  return segments;
}

TEST(ParallelCheck, TranslationsFitAndShuffledLinesDoNot) {
  const ParallelCheck good = check_parallel(language_resources(), many_sentences(false), lang("en"), lang("de"), {}, 1);
  EXPECT_TRUE(good.is_certain());
  EXPECT_TRUE(good.is_parallel());
  const ParallelCheck bad = check_parallel(language_resources(), many_sentences(true), lang("en"), lang("de"), {}, 1);
  EXPECT_TRUE(bad.is_certain());
  EXPECT_FALSE(bad.is_parallel());
}

TEST(ParallelCheck, AFewSegmentsTellNothing) {
  const ParallelCheck check =
      check_parallel(language_resources(), {segment("1", "one", "zwei")}, lang("en"), lang("de"), {}, 1);
  EXPECT_FALSE(check.is_certain());
  EXPECT_TRUE(check.is_parallel());
}

TEST(TranslationConflicts, AreShortTextsWithSeveralTranslations) {
  const auto conflicts = translation_conflicts(
      {segment("1", "Account", "Konto"), segment("2", "Account", "Benutzerkonto"), segment("3", "Account", "konto"),
       segment("4", "Order", "Auftrag"), segment("5", "Order", "auftrag")},
      lang("en"), lang("de"));
  ASSERT_EQ(conflicts.size(), 1U);
  EXPECT_EQ(conflicts[0].source, "Account");
  EXPECT_THAT(conflicts[0].targets, testing::SizeIs(2));
}

TEST(ResourceFolderTest, KeepsFilesAndForgetsThem) {
  const TempFolder folder;
  const auto file = folder.write("in/memory.tsv", "en\tde\nOrder\tAuftrag\n");
  const ResourceFolder resources(folder.path() / ".termknit");
  AddedResource resource = group_files({file}, {}, {}, {}).front();
  resource.languages = {lang("de"), lang("en")};
  resource.segments = 1;
  resources.add(resource);
  const std::vector<AddedResource> all = resources.list({});
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].name, "memory.tsv");
  EXPECT_EQ(all[0].languages, resource.languages);
  EXPECT_EQ(all[0].segments, 1U);
  EXPECT_TRUE(resources.open_text(language_resources(), {}, {}));
  EXPECT_TRUE(resources.remove("memory.tsv"));
  EXPECT_FALSE(resources.remove("memory.tsv"));
  EXPECT_FALSE(resources.open_text(language_resources(), {}, {}));
  EXPECT_THROW(resources.remove("../memory.tsv"), Error);
}

TEST(ResourceFolderTest, OneThatIsDamagedIsSaidAndTheRestIsUsed) {
  const TempFolder folder;
  const ResourceFolder resources(folder.path() / ".termknit");
  resources.add(group_files({folder.write("a.tsv", "en\tde\nOrder\tAuftrag\n")}, {}, {}, {}).front());
  folder.write(".termknit/resources/b.tsv/about.tsv", "nonsense\n");
  std::vector<std::string> said;
  const auto text =
      resources.open_text(language_resources(), {}, [&](const Diagnostic& d) { said.push_back(d.message); });
  EXPECT_TRUE(text);
  EXPECT_THAT(said, Contains(HasSubstr("not used")));
}

}  // namespace
}  // namespace termknit
