// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/language_identifier.h"

// clang-format off: cld2's header does not compile before these three.
#include <cstdio>
#include <string>
#include <vector>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>
// clang-format on

#include <algorithm>
#include <map>

namespace termknit {
namespace {

constexpr std::size_t kLongEnough = 120;  // bytes: cld2 was right in all paragraphs above, in 95 % above 40
constexpr std::size_t kTooShort = 40;

/// Letters among the bytes, without URLs' worth of digits and marks.
bool has_words(std::string_view text) {
  std::size_t letters = 0, others = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte >= 0x80;
    if (letter) {
      ++letters;
    } else if (byte != ' ') {
      ++others;
    }
  }
  const bool url = text.find("://") != text.npos && text.find(' ') == text.npos;
  return letters >= 3 && letters > others && !url;
}

}  // namespace

LanguageGuess identify_language(std::string_view utf8, const std::optional<LanguageTag>& prior) {
  LanguageGuess guess;
  if (!has_words(utf8)) return guess;
  std::string hint_code = prior ? prior->language().str() : "";
  CLD2::CLDHints hints{hint_code.empty() ? nullptr : hint_code.c_str(), nullptr, CLD2::UNKNOWN_ENCODING,
                       CLD2::UNKNOWN_LANGUAGE};
  CLD2::Language languages[3];
  int percents[3];
  double scores[3];
  int text_bytes = 0, valid_prefix = 0;
  bool reliable = false;
  const CLD2::Language found =
      CLD2::ExtDetectLanguageSummaryCheckUTF8(utf8.data(), static_cast<int>(utf8.size()), true, &hints, 0, languages,
                                              percents, scores, nullptr, &text_bytes, &reliable, &valid_prefix);
  if (found == CLD2::UNKNOWN_LANGUAGE) return guess;
  const auto tag = LanguageTag::try_parse(CLD2::LanguageCode(found));
  if (!tag) return guess;
  guess.language = tag->str() == "no" ? LanguageTag::parse("nb") : *tag;
  guess.confidence = percents[0] / 100.0;
  guess.reliable = reliable;
  return guess;
}

ArticleLanguages identify_article(std::span<const std::string_view> blocks,
                                  const std::optional<LanguageTag>& declared) {
  ArticleLanguages result;
  std::vector<LanguageGuess> guesses;
  std::map<LanguageTag, double> bytes;
  std::string all;
  for (const std::string_view block : blocks) {
    guesses.push_back(identify_language(block, declared));
    if (guesses.back().reliable && block.size() >= kTooShort)
      bytes[guesses.back().language] += static_cast<double>(block.size());
    if (all.size() < 100'000) all.append(block).append("\n\n");
  }
  const auto best =
      std::max_element(bytes.begin(), bytes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  result.article = best != bytes.end() ? best->first : identify_language(all, declared).language;
  if (result.article.undetermined() && declared) result.article = *declared;

  // A block may be trusted by itself when it is long; a shorter one only where the article has that language in a long
  // block too, or a neighbour agrees.
  result.blocks.resize(blocks.size());
  std::vector<LanguageTag> next_certain(blocks.size(), result.article);
  for (std::size_t i = blocks.size(); i-- > 1;) {
    const bool certain = guesses[i].reliable && blocks[i].size() >= kLongEnough;
    next_certain[i - 1] = certain ? guesses[i].language : next_certain[i];
  }
  LanguageTag current = result.article;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const LanguageGuess& guess = guesses[i];
    if (!has_words(blocks[i])) continue;
    const bool certain = guess.reliable && blocks[i].size() >= kLongEnough;
    const bool likely =
        guess.reliable && blocks[i].size() >= kTooShort && guess.confidence >= 0.9 &&
        (bytes.contains(guess.language) && bytes.at(guess.language) > static_cast<double>(blocks[i].size()));
    if (certain || likely) {
      current = guess.language;
      result.blocks[i] = guess.language;
    } else {
      // Too short to tell: as the block before, if the next long one agrees, else the article's.
      result.blocks[i] = current == next_certain[i] ? current : result.article;
    }
  }
  return result;
}

}  // namespace termknit
