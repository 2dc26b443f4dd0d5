// SPDX-License-Identifier: GPL-3.0-or-later
// What is answered without Hunspell has to be what Hunspell answers.

#include "language/affix_analyzer.h"

#include <array>
#include <filesystem>
#include <hunspell/hunspell.hxx>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "core/file.h"
#include "language/form_reach.h"
#include "language/hunspell_engine.h"
#include "language/letter_case.h"
#include "language/text.h"
#include "tests/support/command.h"

namespace termknit {
namespace {

namespace fs = std::filesystem;

constexpr const char* kInflecting =
    "SET UTF-8\nFULLSTRIP\nNEEDAFFIX {\nCIRCUMFIX |\nFORBIDDENWORD q\n"
    "PFX N Y 2\nPFX N 0 ne .\nPFX N 0 nej .\n"
    "PFX ] Y 1\nPFX ] 0 vis/| .\n"
    "PFX U N 1\nPFX U z uz z\n"
    "SFX P Y 5\nSFX P 0 y .\nSFX P a ami [^i]a\nSFX P a y [kn]a\nSFX P 0 ů/Y [^a]\nSFX P 0 0 .\n"
    "SFX Y Y 2\nSFX Y 0 m ů\nSFX Y ů ův ů\n"
    "SFX S N 2\nSFX S 0 us . is:super\nSFX S is ējs/|] is\n"
    "SFX I Y 1\nSFX I iet eju iet\n"
    "SFX í Y 1\nSFX í a ie a\n";
constexpr const char* kInflectingWords =
    "14\nžena/NPí\nzahrada/NPU\nservis/PS po:noun st:service\nSlovo/P po:noun\nslovo/N\nnebe/P\niet/I\nkniha/{P\n"
    "OpenTerm/P\nbad/qP\nservis/NSP\nPraha/P\nhrad/S]P\nABC/P\n";

constexpr const char* kCompounding =
    "SET UTF-8\nCHECKSHARPS\nCOMPOUNDMIN 2\nCOMPOUNDBEGIN x\nCOMPOUNDMIDDLE y\nCOMPOUNDEND z\n"
    "COMPOUNDPERMITFLAG c\nONLYINCOMPOUND o\nNEEDAFFIX h\n"
    "ICONV 1\nICONV ’ '\n"
    "PFX V Y 1\nPFX V 0 ver .\n"
    "PFX k Y 1\nPFX k 0 0/coy .\n"
    "SFX j Y 2\nSFX j 0 0/xoc .\nSFX j 0 s/xoc .\n"
    "SFX N Y 2\nSFX N 0 n e\nSFX N 0 en [^e]\n";
constexpr const char* kCompoundingWords =
    "10\nKunde/N\nkunde/Nozj\ndienst/Nzj\nDienst/N\nzeit/Nkjoz\nZeit/Nj\narbeiten/V\nStraße/N\nei/hj\nlos\n";

/// Every text of up to three of the pieces, in three letter cases.
std::set<std::string> words_of(const std::vector<std::string>& pieces) {
  std::set<std::string> words;
  for (const std::string& first : pieces) {
    for (const std::string& second : pieces) {
      for (const std::string& third : pieces) {
        const std::string word = first + second + third;
        if (word.empty()) continue;
        words.insert(word);
        words.insert(to_title(word));
        words.insert(to_title(to_lower(word)));
      }
    }
  }
  return words;
}

class AffixAnalyzerTest : public testing::Test {
 protected:
  void open(const std::string& affixes, const std::string& words) {
    write_file(folder_.path() / "xx.aff", affixes);
    write_file(folder_.path() / "xx.dic", words);
    affixes_ = AffixFile::parse(affixes, "xx.aff", {});
    reach_ = std::make_unique<FormReach>(affixes_, words);
    analyzer_ = std::make_unique<AffixAnalyzer>(affixes_, *reach_);
    hunspell_ = std::make_unique<Hunspell>((folder_.path() / "xx.aff").c_str(), (folder_.path() / "xx.dic").c_str());
  }

  /// But for what is no text, and compounds of numbers where there are no others.
  std::vector<std::string> lines_of_hunspell(const std::string& word) {
    std::vector<std::string> lines = hunspell_->analyze(word);
    std::erase_if(lines, [this](const std::string& line) {
      return !is_valid_utf8(line) || (affixes_.compounds().of_numbers_only() && line.starts_with(" pa:"));
    });
    return lines;
  }

  void compare(const std::set<std::string>& words, std::size_t least_answered, std::size_t least_refused) {
    std::size_t answered = 0, refused = 0, spelt = 0;
    for (const std::string& word : words) {
      if (const auto lines = analyzer_->analyze(word, last_.analyzer)) {
        EXPECT_EQ(*lines, lines_of_hunspell(word)) << word;
        answered += !lines->empty();
      }
      if (!reach_->may_analyze(word, last_.reach)) {
        EXPECT_TRUE(lines_of_hunspell(word).empty()) << word;
        ++refused;
      }
      if (!reach_->may_accept(word, last_.reach)) {
        EXPECT_FALSE(hunspell_->spell(word)) << word;
      }
      if (const auto accepted = analyzer_->accepts(word, last_.analyzer)) {
        EXPECT_EQ(*accepted, hunspell_->spell(word)) << word;
        spelt += *accepted;
      }
    }
    EXPECT_GE(spelt, least_answered / 4);
    EXPECT_GE(answered, least_answered);
    EXPECT_GE(refused, least_refused);
  }

  test::TempFolder folder_;
  HunspellEngine::Last last_{};
  AffixFile affixes_;
  std::unique_ptr<FormReach> reach_;
  std::unique_ptr<AffixAnalyzer> analyzer_;
  std::unique_ptr<Hunspell> hunspell_;
};

TEST_F(AffixAnalyzerTest, SaysOfInflectedWordsWhatHunspellSays) {
  open(kInflecting, kInflectingWords);
  compare(words_of({"",    "žena", "zahrada", "zahrad", "servis", "slovo", "nebe", "iet", "kniha", "OpenTerm",
                    "bad", "hrad", "Praha",   "ABC",    "ne",     "nej",   "vis",  "u",   "y",     "ami",
                    "ů",   "m",    "v",       "us",     "ējs",    "eju",   "žen",  "ie",  "x"}),
          100, 10'000);
}

TEST_F(AffixAnalyzerTest, LeavesAnalysesOfCompoundsToHunspell) {
  open(kCompounding, kCompoundingWords);
  ASSERT_TRUE(hunspell_->spell(std::string("kundedienst"))) << "the rules make compounds";
  compare(words_of({"", "kunde", "kunden", "dienst", "zeit", "s", "n", "en", "arbeiten", "ver", "straße", "STRASSE",
                    "ei", "los", "x"}),
          15, 1'000);
}

struct Spellings {
  std::size_t accepted = 0, refused = 0, left = 0;  ///< compounds; words; words left to Hunspell
};

class CompoundSpellingTest : public AffixAnalyzerTest {
 protected:
  Spellings spell(const std::string& words, const std::vector<std::string>& pieces) {
    open(std::string(kCompounding) +
             "FORBIDDENWORD d\nKEEPCASE w\nCIRCUMFIX f\n"
             "PFX m Y 2\nPFX m D d/co .\nPFX m Z z/cof .\n"
             "SFX q Y 2\nSFX q 0 s/xocf .\nSFX q 0 chen/N .\nSFX r Y 1\nSFX r 0 0/co .\n",
         words);
    Spellings found;
    for (const std::string& word : words_of(pieces)) {
      const LetterCase letter_case = letter_case_of(word, to_lower(word));
      if (const auto answer = analyzer_->accepts(word, last_.analyzer)) {
        EXPECT_EQ(*answer, hunspell_->spell(word)) << word;
        (*answer ? found.accepted : found.refused) += 1;
      } else if (letter_case == LetterCase::small || letter_case == LetterCase::capital) {
        ++found.left;
      }
    }
    return found;
  }
};

TEST_F(CompoundSpellingTest, IsHunspells) {
  const Spellings found = spell(
      "14\nKunde/N\nkunde/Nozjxy\ndienst/Nzj\nDienst/Nmz\nzeit/Nkjoz\nZeit/Njmzq\narbeiten/V\nStraße/Nz\nei/hj\nlos\n"
      "OpenTerm/xyz\nservice/xyzh\nservice/k\nhaus/hrxyz\n",
      {"", "kunde", "kunden", "dienst", "Dienst", "zeit", "Zeit", "s", "n", "ver", "straße", "ei", "los", "Openterm",
       "service", "haus", "d", "x"});
  EXPECT_GT(found.accepted, 300U);
  EXPECT_GT(found.refused, 4'000U);
  EXPECT_LT(found.left, 200U);
}

/// Two suffixes, forbidden entries and such as keep their case may be left to Hunspell.
TEST_F(CompoundSpellingTest, OfForbiddenEntriesIsHunspellsOrLeftToIt) {
  const Spellings found =
      spell("9\nkunde/Nozjxy\nmarkt/xdz\nmarkt/y\nwert/wxz\nwert/y\nZeit/Njmzq\nbild/qz\nbild/xd\nservice/z\n",
            {"", "kunde", "markt", "wert", "Zeit", "zeit", "bild", "bildchen", "n", "service", "s", "x"});
  EXPECT_GT(found.accepted, 20U);
  EXPECT_GT(found.refused, 500U);
  EXPECT_GT(found.left, 20U);
}

TEST_F(AffixAnalyzerTest, LeavesCompoundsWithOddLettersToHunspell) {
  open(std::string(kCompounding) + "PFX m Y 1\nPFX m İ i/co .\nSFX q Y 1\nSFX q 0 chen .\n",
       "3\nİhaus/mqz\nkunde/x\nihaus/q\n");
  for (const char* word : {"kundeihaus", "Kundeihaus", "kundeihauschen"}) {
    const auto answer = analyzer_->accepts(word, last_.analyzer);
    EXPECT_TRUE(!answer || *answer == hunspell_->spell(std::string(word))) << word;
  }
}

TEST_F(AffixAnalyzerTest, LeavesCompoundsWithConditionsToHunspell) {
  for (const char* directive :
       {"CHECKCOMPOUNDDUP\n", "COMPOUNDWORDMAX 2\n", "CHECKCOMPOUNDTRIPLE\n", "CHECKCOMPOUNDCASE\n",
        "CHECKCOMPOUNDREP\nREP 1\nREP nd n\n", "COMPOUNDFORBIDFLAG v\n", "FORCEUCASE u\n", "COMPOUNDFLAG v\n"}) {
    open(std::string(kCompounding) + directive, kCompoundingWords);
    EXPECT_EQ(analyzer_->accepts("kundedienst", last_.analyzer), std::nullopt) << directive;
    EXPECT_EQ(analyzer_->accepts("kundexxx", last_.analyzer), false) << directive;
  }
}

TEST_F(AffixAnalyzerTest, LeavesCompoundsOutWhereTheyAreNotWanted) {
  open(kCompounding, kCompoundingWords);
  const AffixAnalyzer analyzer(affixes_, *reach_, false);
  HunspellEngine engine(folder_.path() / "xx.aff", folder_.path() / "xx.dic", affixes_, false);
  std::size_t compounds = 0;
  for (const std::string& word :
       words_of({"", "kunde", "kunden", "dienst", "zeit", "s", "arbeiten", "ver", "straße", "ei", "los", "x"})) {
    std::vector<std::string> lines = lines_of_hunspell(word);
    compounds += std::erase_if(lines, [](const std::string& line) { return line.starts_with(" pa:"); });
    EXPECT_EQ(analyzer.analyze(word, last_.analyzer), std::optional(lines)) << word;
    EXPECT_EQ(engine.analyze(word, last_), lines) << word;
  }
  EXPECT_GT(compounds, 50U);
}

TEST_F(AffixAnalyzerTest, RefusesWordsWithSignsOnlyWhereHunspellDoes) {
  const std::vector<std::string> pieces{"",  "kunde", "n", "dienst", "KUNDE", "z.B", "-", ".", "..",
                                        "2", ",",     "'", "x",      "_",     "--",  "@", "%", "e-mail"};
  for (const char* breaks : {"", "BREAK 0\n", "BREAK 3\nBREAK '\nBREAK ^.\nBREAK --$\n"}) {
    open(std::string(kCompounding) + breaks, std::string(kCompoundingWords) + "z.B.\ne-mail/N\n'x\n2x/zx\n");
    compare(words_of(pieces), 5, 2'000);
  }
}

TEST_F(AffixAnalyzerTest, LeavesOutCompoundsOfNumbers) {
  open(
      "SET UTF-8\nCOMPOUNDMIN 1\nCOMPOUNDRULE 2\nCOMPOUNDRULE n*1t\nCOMPOUNDRULE n*mp\n"
      "SFX D Y 1\nSFX D 0 d e\n",
      "8\n0/nm\n1/n1\n2/nm\n0th/pt\n1st/p\n2nd/p\nbase/D\nbased\n");
  ASSERT_FALSE(hunspell_->analyze(std::string("1based")).empty()) << "the last piece need not end a compound";
  compare(words_of({"", "0", "1", "2", "th", "st", "nd", "base", "d", "x", "-", "."}), 3, 300);
}

TEST_F(AffixAnalyzerTest, AnEngineSaysWhatHunspellSays) {
  open(kCompounding, kCompoundingWords);
  HunspellEngine engine(folder_.path() / "xx.aff", folder_.path() / "xx.dic", affixes_);
  for (const std::string& word : words_of({"", "kunde", "n", "dienst", "zeit", "straße", "ver", "x", "-", "2"})) {
    if (word.front() == '-') continue;  // never asked
    EXPECT_EQ(engine.analyze(word, last_), lines_of_hunspell(word)) << word;
    EXPECT_EQ(engine.spell(word, last_), hunspell_->spell(word)) << word;
  }
}

/// Where Hunspell answers alone, what it said of a word with a capital says nothing of the small one.
TEST_F(AffixAnalyzerTest, AnEngineSaysTheSameInAnyOrder) {
  const std::string words = "4\ncm/w\nerdbeer/ozj\nkunde/Nozj\nDienst/N\n";
  for (const char* rules : {"KEEPCASE w\n", "KEEPCASE w\nAF 1\nAF w\n", "KEEPCASE w\nLANG tr_TR\n"}) {
    open(std::string(kCompounding) + rules, words);
    HunspellEngine engine(folder_.path() / "xx.aff", folder_.path() / "xx.dic", affixes_);
    HunspellEngine::Last last;
    for (const char* word : {"Cm", "cm", "CM", "Erdbeer", "erdbeer", "Kundedienst", "kundedienst", "Ilik", "ilik"}) {
      EXPECT_EQ(engine.spell(word, last), hunspell_->spell(std::string(word))) << rules << word;
      EXPECT_EQ(engine.analyze(word, last), hunspell_->analyze(std::string(word))) << rules << word;
    }
  }
}

TEST_F(AffixAnalyzerTest, AnEngineSaysTheSameToSeveralThreads) {
  open(kCompounding, kCompoundingWords);
  const std::set<std::string> all = words_of({"", "kunde", "n", "dienst", "zeit", "straße", "ver", "x", "-", "2"});
  const std::vector<std::string> words(all.begin(), all.end());
  HunspellEngine engine(folder_.path() / "xx.aff", folder_.path() / "xx.dic", affixes_);
  const auto answers = [&] {
    HunspellEngine::Last last;
    std::vector<std::pair<std::vector<std::string>, bool>> made;
    for (const std::string& word : words) made.emplace_back(engine.analyze(word, last), engine.spell(word, last));
    return made;
  };
  std::array<decltype(answers()), 4> of_thread;
  std::vector<std::thread> threads;
  for (auto& made : of_thread) threads.emplace_back([&] { made = answers(); });
  for (std::thread& thread : threads) thread.join();
  const auto alone = answers();
  for (const auto& made : of_thread) EXPECT_EQ(made, alone);
}

TEST_F(AffixAnalyzerTest, AnEngineSaysTheSameAfterItLetGoOfItsList) {
  open(kCompounding, kCompoundingWords);
  const std::set<std::string> words = words_of({"", "kunde", "dienst", "zeit", "straße", "ver"});
  HunspellEngine engine(folder_.path() / "xx.aff", folder_.path() / "xx.dic", affixes_);
  std::vector<std::vector<std::string>> first;
  for (int round = 0; round < 4; ++round) {
    std::vector<std::vector<std::string>> lines;
    for (const std::string& word : words) lines.push_back(engine.analyze(word, last_));
    if (round == 0) first = lines;
    EXPECT_EQ(lines, first) << round;
    for (int i = 0; i < 20 * (round % 2); ++i) engine.rest();
  }
}

TEST_F(AffixAnalyzerTest, LooksAtDotsAtTheEndAsNoneAndAsOne) {
  open(kInflecting, std::string(kInflectingWords) + "tel.\nTel/P\nTEL./P\nz.B.\nslovo.\n");
  compare(words_of({"", "tel", "Tel", "TEL", "z.B", "slovo", "slova", "ne", "y", ".", ".."}), 25, 500);
  for (const char* word : {"slovo.", "Slovo...", "SLOVO.", "tel.", "TEL.", "z.B."})
    EXPECT_NE(analyzer_->analyze(word, last_.analyzer), std::nullopt) << word;
}

TEST_F(AffixAnalyzerTest, IsNotAskedWhereHunspellHasRulesOfItsOwn) {
  open(kInflecting, kInflectingWords);
  for (const char* word : {"", "...", "Слово", "Slovó\u0301", "Slovoſ"})
    EXPECT_EQ(analyzer_->analyze(word, last_.analyzer), std::nullopt) << word;
  for (const char* word : {"", "a/b", " slovo", "a\\b", "İx", "..."}) {
    EXPECT_TRUE(reach_->may_analyze(word, last_.reach)) << word;
    EXPECT_TRUE(reach_->may_accept(word, last_.reach)) << word;
  }
}

TEST_F(AffixAnalyzerTest, KnowsTheLettersOfItsLanguage) {
  open(kInflecting, kInflectingWords);
  for (const char* word : {"слово", "Slovó\u0301", "xx–xx", "車"}) {
    EXPECT_FALSE(reach_->may_analyze(word, last_.reach)) << word;
    EXPECT_TRUE(hunspell_->analyze(std::string(word)).empty()) << word;
  }
  for (const char* word : {"Žx", "ŽX", "ů"})
    EXPECT_FALSE(reach_->may_analyze(word, last_.reach)) << "all letters known";
}

TEST_F(AffixAnalyzerTest, TakesTwoSuffixesOffAndCapitalsInside) {
  open(kInflecting, kInflectingWords);
  using Lines = std::vector<std::string>;
  EXPECT_EQ(analyzer_->analyze("servisům", last_.analyzer),
            (Lines{" po:noun st:service fl:P fl:Y", " st:servis fl:P fl:Y"}));
  EXPECT_EQ(analyzer_->analyze("ABCy", last_.analyzer), (Lines{" st:ABC fl:P"}));
  EXPECT_EQ(analyzer_->analyze("Opentermy", last_.analyzer), (Lines{" st:Openterm fl:P"}))
      << "as Hunspell reads OPENTERM";
  EXPECT_EQ(analyzer_->accepts("Opentermy", last_.analyzer), std::nullopt) << "which it does not accept";
  EXPECT_EQ(analyzer_->accepts("servisům", last_.analyzer), true);
  EXPECT_EQ(analyzer_->accepts("servisůů", last_.analyzer), false);
}

/// Of entries of one word the last that is no homonym takes the place of one with other capitals.
TEST_F(AffixAnalyzerTest, KnowsWhichEntriesHideOthers) {
  const std::string rules = "SET UTF-8\nFORBIDDENWORD q\nSFX P Y 1\nSFX P 0 s .\n";
  for (const char* words :
       {"2\nABC/P po:x\nAbc/P po:y\n", "2\nAbc/P po:y\nABC/P po:x\n", "3\nABc/P po:x\naBC/P po:z\nAbc\n",
        "2\nABC po:x\nabc/P\n", "2\nABC/Pq\nABc/P\n", "3\nABC/P po:x\nAbc/P po:y\nAbc/P po:z\n", "1\n4aB/P\n"}) {
    open(rules, words);
    for (const char* word :
         {"abc", "Abc", "ABC", "aBC", "ABc", "abcs", "Abcs", "ABCs", "ABCS", "aBCs", "4ab", "4abs", "4aB"}) {
      const auto lines = analyzer_->analyze(word, last_.analyzer);
      ASSERT_TRUE(lines) << word;
      EXPECT_EQ(*lines, lines_of_hunspell(word)) << words << word;
    }
  }
}

TEST_F(AffixAnalyzerTest, PutsAnotherApostropheAsHunspellDoes) {
  const std::string rules = "SET UTF-8\nICONV 3\nICONV ’ '\nICONV ’’ \"\nICONV _x y\nSFX M Y 1\nSFX M 0 's .\n";
  open(rules, "2\nuser/M\nxuser\n");
  HunspellEngine engine(folder_.path() / "xx.aff", folder_.path() / "xx.dic", affixes_);
  for (const char* word : {"user’s", "user's", "User’s", "user’’s", "xuser", "yuser", "user’"})
    EXPECT_EQ(engine.analyze(word, last_), hunspell_->analyze(std::string(word))) << word;
}

TEST_F(AffixAnalyzerTest, IsNotAskedWhereAnEntryMayBecomeMore) {
  for (const char* directive : {"FLAG long\n", "AF 1\n", "COMPLEXPREFIXES\n", "IGNORE aeiou\n", "SIMPLIFIEDTRIPLE\n",
                                "LANG hu_HU\n", "BREAK 1\nBREAK x\n", "SFX Q Y 3\n", "SFX Q Y 1\nSFX Q 0 .x .\n"}) {
    const std::string rules = std::string(kInflecting) + directive;
    const AffixFile affixes = AffixFile::parse(rules, "xx.aff", {});
    FormReach reach(affixes, kInflectingWords);
    EXPECT_TRUE(reach.may_analyze("xyxyx", last_.reach) && reach.may_accept("xyxyx", last_.reach)) << directive;
    EXPECT_EQ(AffixAnalyzer(affixes, reach).analyze("nebe", last_.analyzer), std::nullopt) << directive;
  }
}

TEST_F(AffixAnalyzerTest, ReadsDamagedListsWithoutHarm) {
  for (const char* words : {"", "x", "1\n", "1\n/\n", "1\n//P\n", "2\n po:noun\n\t\n", "1\nslovo/\n", "1\nžen\xFF/P\n",
                            "1\nxx:yy\n", "1\nslovo/P \n", "3\nslovo/P\r\nnebe\r\n\r\n"}) {
    const AffixFile affixes = AffixFile::parse(kInflecting, "xx.aff", {});
    FormReach reach(affixes, words);
    AffixAnalyzer analyzer(affixes, reach);
    for (const char* word : {"slovo", "slovoy", "nebe", "ne", "x"}) {
      reach.may_analyze(word, last_.reach);
      reach.may_accept(word, last_.reach);
      analyzer.analyze(word, last_.analyzer);
    }
  }
  SUCCEED() << "no crash; the sanitizers watch";
}

}  // namespace
}  // namespace termknit
