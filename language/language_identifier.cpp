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
#include <array>
#include <cstdint>
#include <map>

namespace termknit {
namespace {

constexpr std::size_t kLongEnough = 120;  // bytes: cld2 was right in all paragraphs above, in 95 % above 40
constexpr std::size_t kTooShort = 40;
constexpr std::size_t kLargestSample = 100'000;  // bytes of an article that has no block from which to tell

/// Letters by their bytes, ASCII capitals as small ones; 0: no letter.
constexpr auto kLetters = [] {
  std::array<std::uint8_t, 256> letters{};
  for (unsigned byte = 0; byte < 256; ++byte) {
    const bool capital = byte >= 'A' && byte <= 'Z', small = byte >= 'a' && byte <= 'z';
    if (capital || small || byte >= 0x80) letters[byte] = static_cast<std::uint8_t>(capital ? byte + 'a' - 'A' : byte);
  }
  return letters;
}();

unsigned letter(char c) {
  return kLetters[static_cast<unsigned char>(c)];
}

/// Letters among the bytes, without URLs' worth of digits and marks.
bool has_words(std::string_view text) {
  std::size_t letters = 0, blanks = 0;
  for (const char c : text) {
    letters += letter(c) != 0;
    blanks += c == ' ';
  }
  const std::size_t others = text.size() - letters - blanks;
  const bool url = blanks == 0 && text.find("://") != text.npos;
  return letters >= 3 && letters > others && !url;
}

/// By cld2's numbers.
std::vector<std::optional<LanguageTag>> cld2_languages() {
  std::vector<std::optional<LanguageTag>> languages;
  for (int i = 0; i < CLD2::NUM_LANGUAGES; ++i) {
    auto tag = LanguageTag::try_parse(CLD2::LanguageCode(static_cast<CLD2::Language>(i)));
    if (tag && tag->str() == "no") tag = LanguageTag::parse("nb");
    languages.push_back(std::move(tag));
  }
  return languages;
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
  static const std::vector<std::optional<LanguageTag>> tags = cld2_languages();
  const auto& tag = tags.at(static_cast<std::size_t>(found));
  if (!tag) return guess;
  guess.language = *tag;
  guess.confidence = percents[0] / 100.0;
  guess.reliable = reliable;
  return guess;
}

namespace {

/// The words of some text, to know other text of the same article by: a bit for each, so a word in twenty may pass for
/// seen that was not.
class SeenWords {
 public:
  void add(std::string_view text) {
    if (bytes_ > kMostSeen) return;
    bytes_ += text.size();
    for_each_word(text, [this](std::uint64_t bit) { bits_[bit / 64] |= std::uint64_t{1} << (bit % 64); });
  }

  std::size_t bytes() const { return bytes_; }

  bool has_many_of(std::string_view text) const {
    std::size_t words = 0, seen = 0;
    for_each_word(text, [&](std::uint64_t bit) {
      ++words;
      seen += bits_[bit / 64] >> (bit % 64) & 1;
    });
    return words > 0 && static_cast<double>(seen) >= kManyWords * static_cast<double>(words);
  }

 private:
  static constexpr std::uint64_t kBits = 1 << 16;
  static constexpr std::size_t kMostSeen = 16'000;  // bytes of text
  static constexpr double kManyWords = 0.4;

  /// Letters in a row.
  template <typename F>
  static void for_each_word(std::string_view text, const F& f) {
    std::uint64_t hash = 0;
    for (const char c : text) {
      if (const unsigned small = letter(c)) {
        hash = (hash + small) * 0x9E3779B97F4A7C15U;
      } else if (hash != 0) {
        f(hash >> 48);
        hash = 0;
      }
    }
    if (hash != 0) f(hash >> 48);
  }

  std::array<std::uint64_t, kBits / 64> bits_{};
  std::size_t bytes_ = 0;
};

/// Of the blocks of one article. As long as its long blocks are all of one language, another block is taken to be of
/// that language too if they have two in five of its words: to look words up costs a tenth of cld2, and a heading with
/// foreign names in it is not taken for foreign.
class BlockGuesses {
 public:
  BlockGuesses(std::span<const std::string_view> blocks, const std::optional<LanguageTag>& declared)
      : declared_(declared), guesses_(blocks.size()) {
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      if (blocks[i].size() >= kLongEnough) guesses_[i] = guess(blocks[i]);
    }
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      if (blocks[i].size() >= kTooShort && blocks[i].size() < kLongEnough) guesses_[i] = guess(blocks[i]);
    }
  }

  /// Of a block that is too short no more is said than that.
  const LanguageGuess& operator[](std::size_t i) const { return guesses_[i]; }

 private:
  LanguageGuess guess(std::string_view block) {
    const bool is_long = block.size() >= kLongEnough;
    if (!mixed_ && seen_.bytes() >= kEnoughSeen && seen_.has_many_of(block)) {
      if (is_long) seen_.add(block);
      return {language_, 1, true};
    }
    LanguageGuess guess = identify_language(block, declared_);
    if (!is_long || !guess.reliable) return guess;
    mixed_ = mixed_ || (seen_.bytes() > 0 && guess.language != language_);
    language_ = guess.language;
    seen_.add(block);
    return guess;
  }

  static constexpr std::size_t kEnoughSeen = 400;  // bytes

  const std::optional<LanguageTag>& declared_;
  std::vector<LanguageGuess> guesses_;
  SeenWords seen_;
  LanguageTag language_{};  ///< of the long blocks so far
  bool mixed_ = false;      ///< they are of several
};

std::string joined(std::span<const std::string_view> blocks, std::size_t most_bytes) {
  std::string all;
  for (const std::string_view block : blocks) {
    if (all.size() < most_bytes) all.append(block).append("\n\n");
  }
  return all;
}

}  // namespace

ArticleLanguages identify_article(std::span<const std::string_view> blocks,
                                  const std::optional<LanguageTag>& declared) {
  ArticleLanguages result;
  const BlockGuesses guesses(blocks, declared);
  std::map<LanguageTag, double> bytes;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (guesses[i].reliable) bytes[guesses[i].language] += static_cast<double>(blocks[i].size());
  }
  const auto best =
      std::max_element(bytes.begin(), bytes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  result.article =
      best != bytes.end() ? best->first : identify_language(joined(blocks, kLargestSample), declared).language;
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
