// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/diacritics.h"

#include <algorithm>
#include <array>
#include <bit>

#include "language/text.h"

namespace termknit {
namespace {

constexpr std::size_t kMostReplaced = 4, kMostTried = 1000, kMostPlaces = 4;

class Restorer {
 public:
  Restorer(std::string_view word, const std::vector<std::string>& letters,
           const std::function<bool(const std::string&)>& may_be_word,
           const std::function<bool(std::string_view)>& may_begin)
      : word_(word), may_be_word_(may_be_word), may_begin_(may_begin) {
    for (const std::string& letter : letters) {
      const std::string base = strip_diacritics(letter);
      if (base.size() == 1) variants_[static_cast<unsigned char>(base[0])].push_back(letter);
    }
  }

  std::vector<std::string> found() {
    for (std::size_t replaced = 1; replaced <= kMostReplaced && tried_ < kMostTried; ++replaced) extend(0, replaced);
    return std::move(found_);
  }

 private:
  /// Behind the text, which is the word's first `at` letters, puts the others with exactly `left` of them replaced.
  void extend(std::size_t at, std::size_t left) {
    if (tried_ >= kMostTried) return;
    const std::size_t size = text_.size();
    if (left == 0) {
      ++tried_;
      text_.append(word_.substr(at));
      if (may_be_word_(text_)) found_.push_back(text_);
      text_.resize(size);
      return;
    }
    for (; at < word_.size(); ++at) {
      const std::size_t before = text_.size();
      for (const std::string& letter : variants_[static_cast<unsigned char>(word_[at])]) {
        text_.append(letter);
        if (begins_word()) extend(at + 1, left - 1);
        text_.resize(before);
      }
      text_.push_back(word_[at]);
      if (!begins_word()) break;
    }
    text_.resize(size);
  }

  bool begins_word() {
    const bool begins = !may_begin_ || may_begin_(text_);
    tried_ += !begins;
    return begins;
  }

  std::string_view word_;
  std::string text_;
  const std::function<bool(const std::string&)>& may_be_word_;
  const std::function<bool(std::string_view)>& may_begin_;
  std::array<std::vector<std::string>, 256> variants_{};  ///< by the letter they are of
  std::vector<std::string> found_;
  std::size_t tried_ = 0;
};

}  // namespace

std::vector<std::string> with_diacritics(std::string_view word, const std::vector<std::string>& letters,
                                         const std::function<bool(const std::string&)>& may_be_word,
                                         const std::function<bool(std::string_view)>& may_begin) {
  const bool plain = std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return plain && !letters.empty() ? Restorer(word, letters, may_be_word, may_begin).found()
                                   : std::vector<std::string>();
}

std::vector<std::string> spelling_variants(const std::string& word,
                                           const std::vector<std::pair<std::string, std::string>>& replacements) {
  struct Place {
    std::size_t at = 0;
    const std::pair<std::string, std::string>* replacement = nullptr;
  };
  std::vector<Place> places;
  for (std::size_t at = 0; at < word.size() && places.size() < kMostPlaces;) {
    std::size_t step = 1;
    for (const auto& replacement : replacements) {
      if (word.compare(at, replacement.first.size(), replacement.first) != 0) continue;
      places.push_back({at, &replacement});
      step = replacement.first.size();
      break;
    }
    at += step;
  }
  std::vector<unsigned> choices;
  for (unsigned choice = 1; choice < (1U << places.size()); ++choice) choices.push_back(choice);
  std::stable_sort(choices.begin(), choices.end(),
                   [](unsigned a, unsigned b) { return std::popcount(a) > std::popcount(b); });
  std::vector<std::string> variants;
  for (const unsigned choice : choices) {
    std::string variant = word;
    for (std::size_t i = places.size(); i-- > 0;) {
      if ((choice >> i & 1) != 0)
        variant.replace(places[i].at, places[i].replacement->first.size(), places[i].replacement->second);
    }
    variants.push_back(std::move(variant));
  }
  return variants;
}

}  // namespace termknit
