// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/voikko_transducer.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "language/voikko_analyzer.h"
#include "tests/support/command.h"

namespace termknit {
namespace {

using test::TempFolder;

/// A transducer file by hand.
class Vfst {
 public:
  explicit Vfst(std::vector<std::string> symbols) : symbols_(std::move(symbols)) {}

  struct Arc {
    std::string_view reads, writes;
    std::uint32_t target;
  };
  /// The next state; its number is that of its first arc. A state without arcs is a final one.
  std::uint32_t add(std::vector<Arc> arcs) {
    const auto state = static_cast<std::uint32_t>(cells_.size() / 8);
    if (arcs.empty()) add_cell(0xFFFF, 0, 0);
    std::stable_sort(arcs.begin(), arcs.end(),
                     [&](const Arc& a, const Arc& b) { return number(a.reads) < number(b.reads); });
    for (std::size_t i = 0; i < arcs.size(); ++i) {
      const auto more = static_cast<std::uint32_t>(i > 0 ? 0 : std::min<std::size_t>(arcs.size() - 1, 255));
      add_cell(number(arcs[i].reads), number(arcs[i].writes), arcs[i].target | more << 24);
      if (more == 255) {
        append(static_cast<std::uint32_t>(arcs.size() - 1), 4);
        append(0, 4);
      }
    }
    return state;
  }

  std::string bytes() const {
    std::string out("\x6E\x3A\x01\x00\xFA\x51\x03\x00\0\0\0\0\0\0\0\0", 16);
    out += static_cast<char>(symbols_.size() & 0xFF);
    out += static_cast<char>(symbols_.size() >> 8);
    for (const std::string& symbol : symbols_) out += symbol + '\0';
    out.resize((out.size() + 7) / 8 * 8);
    return out + cells_;
  }

 private:
  std::uint16_t number(std::string_view symbol) const {
    return static_cast<std::uint16_t>(std::find(symbols_.begin(), symbols_.end(), symbol) - symbols_.begin());
  }
  void add_cell(std::uint16_t reads, std::uint16_t writes, std::uint32_t rest) {
    append(reads, 2);
    append(writes, 2);
    append(rest, 4);
  }
  void append(std::uint32_t value, int bytes) {
    for (; bytes > 0; --bytes, value >>= 8) cells_ += static_cast<char>(value & 0xFF);
  }

  std::vector<std::string> symbols_;
  std::string cells_;
};

/// "ab" and "aab" are nouns; so is "b", but not after "a". "aa" has no end.
Vfst small() {
  Vfst vfst({"", "@P.X.ON@", "@D.X@", "a", "b", "[Bc]", "[Ln]", "[Ny]", "[Sn]", "[X]", "[Xp]"});
  // By their numbers: 0 start (3 arcs), 3, 4, 5, 7, 9, 10, 11 the end.
  vfst.add({{"", "[Ln]", 3}, {"@P.X.ON@", "@P.X.ON@", 5}, {"a", "[Ln]", 9}});
  vfst.add({{"@D.X@", "@D.X@", 4}});
  vfst.add({{"b", "b", 10}});
  vfst.add({{"a", "a", 7}, {"b", "[Ln]", 3}});
  vfst.add({{"a", "a", 7}, {"b", "b", 3}});
  vfst.add({{"b", "a", 10}});
  vfst.add({{"", "[Ny]", 11}});
  vfst.add({});
  return vfst;
}

class VoikkoTransducerTest : public testing::Test {
 protected:
  std::shared_ptr<const VoikkoTransducer> open(std::string_view bytes) const {
    return VoikkoTransducer::open(folder_.write("file.vfst", bytes));
  }

  /// What the paths write, with a sign at the end if libvoikko has to be asked.
  static std::string paths(const VoikkoTransducer& transducer, std::string_view word) {
    VoikkoTransducer::Scratch scratch;
    std::string out;
    const bool complete = transducer.for_each_path(word, scratch, [&](VoikkoTransducer::Path path) {
      for (const std::uint16_t symbol : path) out += transducer.symbols()[symbol].text;
      out += ' ';
      return true;
    });
    return complete ? out : out + "?";
  }

  TempFolder folder_;
};

TEST_F(VoikkoTransducerTest, PathsInTheirOrder) {
  const auto transducer = open(small().bytes());
  ASSERT_TRUE(transducer);
  EXPECT_EQ(paths(*transducer, "ab"), "[Ln]a[Ny] ");
  EXPECT_EQ(paths(*transducer, "AB"), "[Ln]a[Ny] ");
  EXPECT_EQ(paths(*transducer, "b"), "[Ln]b[Ny] ");
  EXPECT_EQ(paths(*transducer, "bb"), "");  // the flag
  EXPECT_EQ(paths(*transducer, "aab"), "");
  EXPECT_EQ(paths(*transducer, "aa"), "");
  EXPECT_EQ(paths(*transducer, "c"), "");
  EXPECT_EQ(paths(*transducer, "a\xFF"), "");
}

TEST_F(VoikkoTransducerTest, StatesWithVeryManyArcs) {
  Vfst vfst({"", "a", "b", "c", "[Ln]", "[Ll]"});
  std::vector<Vfst::Arc> arcs;
  for (int i = 0; i < 300; ++i) arcs.push_back({i < 299 ? "a" : "c", i == 7 ? "[Ll]" : "[Ln]", 302});
  vfst.add(arcs);  // and the overflow cell
  vfst.add({});    // 301
  EXPECT_EQ(vfst.add({{"b", "b", 301}}), 302U);
  const auto transducer = open(vfst.bytes());
  ASSERT_TRUE(transducer);
  EXPECT_EQ(paths(*transducer, "cb"), "[Ln]b ");
  const std::string all = paths(*transducer, "ab");
  EXPECT_EQ(all.size(), 299 * std::string_view("[Ln]b ").size());
  EXPECT_EQ(all.find("[Ll]"), 7 * std::string_view("[Ln]b ").size());
  EXPECT_EQ(paths(*transducer, "aa"), "");
}

TEST_F(VoikkoTransducerTest, EndlessWaysAreLeftToLibvoikko) {
  Vfst row({"", "a", "[Ln]"});
  row.add({{"", "[Ln]", 0}});
  EXPECT_EQ(paths(*open(row.bytes()), "a"), "?");
  Vfst choice({"", "a", "[Ln]"});
  choice.add({{"", "[Ln]", 0}, {"", "[Ln]", 0}, {"a", "a", 3}});
  choice.add({});
  EXPECT_EQ(paths(*open(choice.bytes()), "a").back(), '?');
}

TEST_F(VoikkoTransducerTest, OtherFilesAreNotOpened) {
  EXPECT_FALSE(VoikkoTransducer::open(folder_.path() / "none"));
  EXPECT_FALSE(open(""));
  EXPECT_FALSE(open("no transducer at all, but long enough"));
  std::string weighted = small().bytes();
  weighted[8] = 1;
  EXPECT_FALSE(open(weighted));
  EXPECT_FALSE(open(Vfst({"", "@X.A@", "a", "[Ln]"}).bytes()));
  Vfst unknown_case({"", "\xC7\xAF", "[Ln]"});
  unknown_case.add({});
  EXPECT_FALSE(open(unknown_case.bytes()));
}

TEST_F(VoikkoTransducerTest, DamagedFilesDoNoHarm) {
  const std::string good = small().bytes();
  const auto use = [&](const std::string& bytes) {
    const auto analyzer = VoikkoAnalyzer::open(folder_.write("file.vfst", bytes));
    if (!analyzer) return;
    VoikkoAnalyzer::Scratch scratch;
    for (const char* word : {"a", "b", "ab", "bb", "aab", "aaab", "abab", "aaaaaaaaaaaaaaaaaaaaaaaaab"})
      (void)analyzer->analyze(word, scratch);
  };
  for (std::size_t length = 0; length < good.size(); ++length) use(good.substr(0, length));
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (const int damage : {0x01, 0x02, 0x07, 0x10, 0x80, 0xFF}) {
      std::string bad = good;
      bad[at] = static_cast<char>(bad[at] ^ damage);
      use(bad);
    }
  }
}

TEST(VoikkoLetterCase, OfEachLetter) {
  EXPECT_EQ(voikko_lower(U'Ä'), U'ä');
  EXPECT_EQ(voikko_upper(U'ž'), U'Ž');
  EXPECT_EQ(voikko_lower(U'×'), U'×');
  EXPECT_EQ(voikko_upper(U'÷'), U'÷');
  EXPECT_EQ(voikko_lower(U'Ÿ'), U'Ÿ');  // as libvoikko has it
  EXPECT_EQ(voikko_upper(U'ß'), U'ß');
  for (char32_t c = 1; c < 0x250; ++c) {
    EXPECT_EQ(voikko_lower(voikko_lower(c)), voikko_lower(c));
    if (voikko_lower(c) != c) {
      EXPECT_EQ(voikko_upper(voikko_lower(c)), c);
    }
  }
}

}  // namespace
}  // namespace termknit
