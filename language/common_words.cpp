// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/common_words.h"

#include <algorithm>
#include <fstream>
#include <string>

#include "language/word_hash.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {
constexpr std::size_t kWordsOfLanguage = 3'000;
}

CommonWords::CommonWords(const fs::path& folder) {
  std::vector<fs::path> lists;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    if (entry.path().extension() == ".tsv") lists.push_back(entry.path());
  }
  std::sort(lists.begin(), lists.end());
  slots_.resize(std::size_t{1} << kPlaceBits);
  for (const fs::path& list : lists) {
    const auto language = LanguageTag::try_parse(list.stem().string());
    if (!language || languages_.size() == kMostLanguages) continue;
    const Languages bit = Languages{1} << languages_.size();
    languages_.push_back(*language);
    std::ifstream in(list);
    std::size_t words = 0;
    for (std::string line; words < kWordsOfLanguage && std::getline(in, line);) {
      if (line.starts_with('#')) continue;
      word_hash::for_each(std::string_view(line).substr(std::min(line.find('\t'), line.size())),
                          [&](std::uint64_t hash) {
                            add(hash, bit);
                            ++words;
                          });
    }
  }
}

std::optional<unsigned> CommonWords::number_of(const LanguageTag& language) const {
  const auto it = std::find(languages_.begin(), languages_.end(), language.language());
  if (it == languages_.end()) return std::nullopt;
  return static_cast<unsigned>(it - languages_.begin());
}

/// Never more than half full: the rest of longer lists is left out.
void CommonWords::add(std::uint64_t hash, Languages language) {
  std::size_t at = place_of(hash);
  while (slots_[at] != 0 && (slots_[at] & ~kMask) != tag_of(hash)) at = (at + 1) & (slots_.size() - 1);
  if (slots_[at] == 0) {
    if (2 * words_ >= slots_.size()) return;
    ++words_;
    slots_[at] = tag_of(hash);
  }
  slots_[at] |= language;
}

}  // namespace termknit
