// SPDX-License-Identifier: GPL-3.0-or-later
// Parallel text as a user adds it, and what look-ups make of it.

#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/command.h"
#include "tests/support/language_world.h"

namespace termknit::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// Invented words: no dictionary knows them, so that every answer comes from the text.
std::string invented_text() {
  const std::pair<const char*, const char*> words[] = {{"blorvin", "Quasterei"}, {"trindle", "Wumpfel"},
                                                       {"garble", "Strinze"},    {"plonk", "Drabsel"},
                                                       {"swoffle", "Mirgel"},    {"crumbat", "Zofte"}};
  const std::pair<const char*, const char*> frames[] = {{"The %s is ready.", "%s ist bereit."},
                                                        {"We need a %s today.", "Wir brauchen heute %s."},
                                                        {"Delete %s and wait.", "%s löschen und warten."},
                                                        {"Where is my %s?", "Wo ist %s?"},
                                                        {"This %s was sold.", "%s wurde verkauft."},
                                                        {"He paid for the %s.", "Er bezahlte %s."},
                                                        {"Open the %s now.", "%s jetzt öffnen."},
                                                        {"No %s was found.", "%s wurde nicht gefunden."}};
  std::string text;
  const auto put = [](std::string frame, const char* word) { return frame.replace(frame.find("%s"), 2, word); };
  for (const auto& [english, german] : words) {
    for (const auto& [frame, german_frame] : frames)
      text += put(frame, english) + '\t' + put(german_frame, german) + '\n';
  }
  return text;
}

class Resources : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* code : {"en", "de"}) {
      if (!has_dictionary(code)) GTEST_SKIP() << "no dictionary for " << code;
    }
  }
  CommandResult tk(const std::vector<std::string>& arguments) const { return run(folder_.path(), arguments); }
  TempFolder folder_;
};

TEST_F(Resources, AddedTextAnswersALookupWithItsSegments) {
  folder_.write("t.tsv", invented_text());
  const CommandResult added = tk({"resources", "add", "t.tsv", "--languages", "en,de"});
  EXPECT_EQ(added.exit_code, 0) << added.err;
  EXPECT_THAT(added.err, HasSubstr("added t.tsv: text, 48 segments, de en"));
  const CommandResult found = tk({"lookup", "trindle", "--from", "en", "--to", "de", "--tsv"});
  EXPECT_EQ(found.exit_code, 0);
  EXPECT_THAT(found.out, AllOf(HasSubstr("trindle\tde\tWumpfel\t"), HasSubstr("of 8 segments"), HasSubstr("t.tsv")));
  const CommandResult without =
      tk({"lookup", "trindle", "--from", "en", "--to", "de", "--without", "parallel", "--tsv"});
  EXPECT_THAT(without.out, Not(HasSubstr("Wumpfel")));
}

TEST_F(Resources, WordVectorsTellADictionarysAnswersApart) {
  folder_.write("text.de.vec", "2 3\nKunde 0.1 1 0\nAbnehmer 1 0.1 0\n");
  folder_.write("text.en.vec", "1 3\ncustomer 1 0 0\n");
  const auto confidences = [&] { return tk({"lookup", "customer", "--from", "en", "--to", "de", "--tsv"}).out; };
  const std::string before = confidences();
  const CommandResult added = tk({"resources", "add", "text.de.vec", "text.en.vec"});
  EXPECT_EQ(added.exit_code, 0) << added.err;
  EXPECT_THAT(added.err, HasSubstr("added text.de.vec: word vectors, 3 words, de en"));
  EXPECT_THAT(tk({"resources", "--tsv"}).out, HasSubstr("text.de.vec\tvectors\tde,en\tadded"));
  const std::string with = confidences();
  EXPECT_THAT(with, AllOf(HasSubstr("word vectors: alike by 0.10; Abnehmer by 0.99"), Not(HasSubstr(before))));
  EXPECT_EQ(tk({"lookup", "customer", "--from", "en", "--to", "de", "--tsv", "--without", "vectors"}).out, before);
  EXPECT_EQ(tk({"resources", "remove", "text.de.vec"}).exit_code, 0);
  EXPECT_EQ(confidences(), before);
}

TEST_F(Resources, WordVectorsThatCannotBeUsedAreRefusedClearly) {
  folder_.write("a.vec", "Kunde 1 0\n");
  folder_.write("b.vec", "customer 1 0 0\n");
  folder_.write("letter.vec", "Dear Sir,\n");
  EXPECT_THAT(tk({"resources", "add", "a.vec"}).err, HasSubstr("does not name its language"));
  EXPECT_THAT(tk({"resources", "add", "a.vec", "b.vec", "--languages", "de"}).err,
              HasSubstr("one --languages code a file"));
  EXPECT_THAT(tk({"resources", "add", "a.vec", "b.vec", "--languages", "de,en"}).err,
              HasSubstr("the two share no space"));
  EXPECT_THAT(tk({"resources", "add", "letter.vec", "--languages", "de"}).err, HasSubstr("is no file of word vectors"));
  EXPECT_THAT(tk({"resources", "add", "a.vec", "c.tmx", "--languages", "de"}).err, HasSubstr("added by themselves"));
}

TEST_F(Resources, AddedTextAlignsTheTermsOfArticles) {
  folder_.write("t.tsv", invented_text());
  // Articles that are no translations of each other: only the text knows that the two words are the same.
  std::string english, german;
  for (int i = 0; i < 12; ++i) {
    english += "The trindle came late again. A trindle costs nothing. We love every trindle here.\n\n";
    german += "Das Wumpfel fehlte gestern. Jedes Wumpfel gehört in den Schrank. Dieses Wumpfel ist grün.\n\n";
  }
  folder_.write("texts/about-things.txt", english);
  folder_.write("texts/ueber-sachen.txt", german);
  const auto links = [&] { return tk({"align", "--min-confidence", "0.2", "--tsv"}).out; };
  EXPECT_EQ(tk({"build", "texts", "--output", "without.tbx"}).exit_code, 0);
  EXPECT_THAT(links(), Not(HasSubstr("trindle")));
  EXPECT_EQ(tk({"resources", "add", "t.tsv", "--languages", "en,de"}).exit_code, 0);
  EXPECT_EQ(tk({"build", "texts", "--output", "with.tbx", "--min-confidence", "0.2"}).exit_code, 0);
  EXPECT_THAT(links(), AllOf(HasSubstr("trindle\tde\tWumpfel\t"), HasSubstr("t.tsv: 8 of 8 segments")));
  EXPECT_THAT(tk({"align", "--without", "parallel", "--min-confidence", "0.2", "--tsv"}).out,
              Not(HasSubstr("Wumpfel")));
}

TEST_F(Resources, ListAndRemove) {
  folder_.write("t.tsv", invented_text());
  tk({"resources", "add", "t.tsv", "--languages", "en,de"});
  EXPECT_THAT(tk({"resources", "--tsv"}).out, HasSubstr("t.tsv\ttext\tde,en\tadded\t"));
  EXPECT_EQ(tk({"resources", "remove", "t.tsv"}).exit_code, 0);
  EXPECT_THAT(tk({"resources", "--tsv"}).out, Not(HasSubstr("t.tsv")));
  EXPECT_THAT(tk({"lookup", "trindle", "--from", "en", "--to", "de", "--tsv"}).out, Not(HasSubstr("Wumpfel")));
  EXPECT_NE(tk({"resources", "remove", "t.tsv"}).exit_code, 0);
}

TEST_F(Resources, TextThatIsNotParallelIsRefusedAndSaid) {
  // The same lines, each with another one's German.
  std::vector<std::pair<std::string, std::string>> rows;
  const std::string text = invented_text();
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t tab = text.find('\t', at), end = text.find('\n', at);
    rows.emplace_back(text.substr(at, tab - at), text.substr(tab + 1, end - tab - 1));
    at = end + 1;
  }
  std::mt19937 random(5);
  std::string shuffled;
  for (int i = 0; i < 300; ++i)
    shuffled += rows[random() % rows.size()].first + "\t" + rows[random() % rows.size()].second + "\n";
  folder_.write("s.tsv", shuffled);
  const CommandResult refused = tk({"resources", "add", "s.tsv", "--languages", "en,de"});
  EXPECT_NE(refused.exit_code, 0);
  EXPECT_THAT(refused.err, HasSubstr("do not look parallel"));
  EXPECT_EQ(tk({"resources", "add", "s.tsv", "--languages", "en,de", "--anyway"}).exit_code, 0);
}

TEST_F(Resources, OneBadFileDoesNotKeepTheOthersOut) {
  folder_.write("t.tsv", invented_text());
  folder_.write("bad.tmx", "<tmx><body><tu>");
  const CommandResult result = tk({"resources", "add", "bad.tmx", "t.tsv", "--languages", "en,de"});
  EXPECT_EQ(result.exit_code, 3) << result.err;
  EXPECT_THAT(result.err, AllOf(HasSubstr("'bad.tmx' is not added"), HasSubstr("added t.tsv")));
}

TEST_F(Resources, AGlossaryIsEvidenceAndLeavesTheTermbaseAlone) {
  folder_.write("g.csv", "en,de\ntrindle,Wumpfel\n");
  EXPECT_EQ(tk({"resources", "add", "g.csv", "--kind", "glossary"}).exit_code, 0);
  EXPECT_THAT(tk({"lookup", "trindle", "--from", "en", "--to", "de", "--tsv"}).out,
              AllOf(HasSubstr("Wumpfel\t0.9"), HasSubstr("g.csv: trindle = Wumpfel")));
}

TEST_F(Resources, WithoutAFileOrWithAnUnknownKindItIsWrongUsage) {
  EXPECT_EQ(tk({"resources", "add"}).exit_code, 2);
  folder_.write("x.bin", "x");
  EXPECT_EQ(tk({"resources", "add", "x.bin"}).exit_code, 2);
}

}  // namespace
}  // namespace termknit::test
