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
#include <bit>
#include <cstdint>
#include <map>

#include "language/word_hash.h"

namespace termknit {
namespace {

constexpr std::size_t kLongEnough = 120;  // bytes: cld2 was right in all paragraphs above, in 95 % above 40
constexpr std::size_t kTooShort = 40;
constexpr std::size_t kLargestSample = 100'000;  // bytes of an article that has no block from which to tell

/// Letters among the bytes, without URLs' worth of digits and marks.
bool has_words(std::string_view text) {
  std::size_t letters = 0, blanks = 0;
  for (const char c : text) {
    letters += word_hash::letter(c) != 0;
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
    word_hash::for_each(text, [this](std::uint64_t hash) {
      const std::uint64_t bit = hash >> kShift;
      bits_[bit / 64] |= std::uint64_t{1} << (bit % 64);
    });
  }
  bool contains(std::uint64_t hash) const {
    const std::uint64_t bit = hash >> kShift;
    return (bits_[bit / 64] >> (bit % 64) & 1) != 0;
  }
  std::size_t bytes() const { return bytes_; }

 private:
  static constexpr int kShift = 48;
  static constexpr std::size_t kMostSeen = 16'000;  // bytes of text

  std::array<std::uint64_t, (std::size_t{1} << (64 - kShift)) / 64> bits_{};
  std::size_t bytes_ = 0;
};

/// What the words of a block say about a language.
class WordEvidence {
 public:
  WordEvidence(std::string_view block, const SeenWords& seen, const CommonWords& common,
               std::optional<unsigned> language) {
    const CommonWords::Languages own = language ? CommonWords::Languages{1} << *language : 0;
    word_hash::for_each(block, [&](std::uint64_t hash) {
      ++words_;
      const bool was_seen = seen.contains(hash);
      seen_ += was_seen;
      if (own == 0) return;
      const CommonWords::Languages having = common.languages_of(hash);
      const bool is_own = was_seen || (having & own) != 0;
      own_ += is_own;
      for (CommonWords::Languages rest = having & ~own; rest != 0; rest &= rest - 1)
        ++(is_own ? shared_ : foreign_)[static_cast<std::size_t>(std::countr_zero(rest))];
    });
  }

  /// Many of its words are the article's.
  bool is_of_article() const { return is_many(seen_); }
  /// Many are the article's or the language's, and no other language has as many of the rest.
  bool is_of_language() const {
    if (!is_many(own_)) return false;
    for (std::size_t i = 0; i < foreign_.size(); ++i) {
      if (2 * foreign_[i] > own_ - shared_[i]) return false;
    }
    return true;
  }

 private:
  static constexpr double kManyWords = 0.4;

  bool is_many(std::size_t words) const {
    return words_ > 0 && static_cast<double>(words) >= kManyWords * static_cast<double>(words_);
  }

  std::size_t words_ = 0, seen_ = 0, own_ = 0;  ///< all; those of the article; these and those of the language
  /// By language: of the article's and its language's words those that it has, too, and of the others.
  std::array<std::size_t, CommonWords::kMostLanguages> shared_{}, foreign_{};
};

/// Of the blocks of one article. As long as its long blocks are all of one language, another block is taken to be of
/// that language too if two in five of its words are theirs, or common ones of the language: to look words up costs a
/// tenth of cld2, and a heading with foreign names in it is not taken for foreign.
class BlockGuesses {
 public:
  BlockGuesses(std::span<const std::string_view> blocks, const std::optional<LanguageTag>& declared,
               const CommonWords& common)
      : declared_(declared), common_(common), guesses_(blocks.size()) {
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
    if (is_like_the_others(block)) {
      if (is_long) seen_.add(block);
      return {language_, 1, true};
    }
    LanguageGuess guess = identify_language(block, declared_);
    if (!is_long || !guess.reliable) return guess;
    mixed_ = mixed_ || (seen_.bytes() > 0 && guess.language != language_);
    if (guess.language != language_) number_ = common_.number_of(guess.language);
    language_ = guess.language;
    seen_.add(block);
    return guess;
  }

  bool is_like_the_others(std::string_view block) const {
    if (mixed_ || seen_.bytes() == 0) return false;
    const WordEvidence evidence(block, seen_, common_, number_);
    return (seen_.bytes() >= kEnoughSeen && evidence.is_of_article()) || evidence.is_of_language();
  }

  static constexpr std::size_t kEnoughSeen = 400;  // bytes

  const std::optional<LanguageTag>& declared_;
  const CommonWords& common_;
  std::vector<LanguageGuess> guesses_;
  SeenWords seen_;
  LanguageTag language_{};            ///< of the long blocks so far
  std::optional<unsigned> number_{};  ///< among the common words
  bool mixed_ = false;                ///< they are of several
};

std::string joined(std::span<const std::string_view> blocks, std::size_t most_bytes) {
  std::string all;
  for (const std::string_view block : blocks) {
    if (all.size() < most_bytes) all.append(block).append("\n\n");
  }
  return all;
}

}  // namespace

ArticleLanguages identify_article(std::span<const std::string_view> blocks, const std::optional<LanguageTag>& declared,
                                  const CommonWords& common) {
  ArticleLanguages result;
  const BlockGuesses guesses(blocks, declared, common);
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
