// SPDX-License-Identifier: GPL-3.0-or-later
// The fuzz targets over seeds and seeded mutations of them: what a fuzzer would find first is found by every test run.

#include <functional>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "fuzz/targets.h"
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

void drive(const std::function<void(std::string_view)>& target, int mutations) {
  std::mt19937 random(20261124);
  for (const std::string& seed : kSeeds) {
    target(seed);
    for (int i = 0; i < mutations; ++i) target(mutate(random, seed));
  }
}

TEST(Fuzz, Decode) {
  drive(fuzz::decode, 60);
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
TEST(Fuzz, Analyze) {
  drive([](std::string_view bytes) { fuzz::analyze(test::language_resources(), bytes); }, 20);
}

}  // namespace
}  // namespace termknit
