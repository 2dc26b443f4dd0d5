// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/near_text.h"

#include <algorithm>

#include "core/error.h"

namespace termknit {
namespace {

// Bytes that UTF-8 never has: the beginning of the known text follows, or a piece from the middle of it.
constexpr char kBeginning = '\xFE', kPiece = '\xFF';
constexpr std::size_t kBeginningSize = 2, kPieceSize = 3;
constexpr std::size_t kFirstNumber = 0x20, kMost = 0xFF - kFirstNumber;

char number(std::size_t value) {
  return static_cast<char>(value + kFirstNumber);
}

struct Match {
  std::size_t begin = 0, size = 0;
};

std::size_t common_size(std::string_view a, std::string_view b) {
  const std::size_t most = std::min({a.size(), b.size(), kMost});
  return static_cast<std::size_t>(
      std::mismatch(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(most), b.begin()).first - a.begin());
}

/// The longest beginning of `text` that is anywhere in `known`.
Match longest(std::string_view known, std::string_view text) {
  Match best;
  const std::size_t end = std::min(known.size(), kMost);
  for (std::size_t begin = 0; begin < end && known.size() - begin > best.size; ++begin) {
    if (known[begin] != text.front()) continue;
    const std::size_t size = common_size(known.substr(begin), text);
    if (size > best.size) best = {begin, size};
  }
  return best;
}

}  // namespace

std::string text_near(std::string_view known, std::string_view text) {
  std::string coded;
  while (!text.empty()) {
    const Match match = longest(known, text);
    if (match.size > (match.begin == 0 ? kBeginningSize : kPieceSize)) {
      coded += match.begin == 0 ? kBeginning : kPiece;
      if (match.begin > 0) coded += number(match.begin);
      coded += number(match.size);
      text.remove_prefix(match.size);
    } else {
      coded += text.front();
      text.remove_prefix(1);
    }
  }
  return coded;
}

std::string near_text(std::string_view known, std::string_view coded) {
  std::string text;
  const auto take_number = [&] {
    if (coded.empty() || static_cast<unsigned char>(coded.front()) < kFirstNumber)
      throw Error(ErrorKind::corrupt, "a word in the index is damaged; run 'termknit index --rebuild'");
    const std::size_t value = static_cast<unsigned char>(coded.front()) - kFirstNumber;
    coded.remove_prefix(1);
    return value;
  };
  while (!coded.empty()) {
    const char first = coded.front();
    coded.remove_prefix(1);
    if (first != kBeginning && first != kPiece) {
      text += first;
      continue;
    }
    const std::size_t begin = first == kPiece ? take_number() : 0;
    const std::size_t size = take_number();
    if (begin + size > known.size())
      throw Error(ErrorKind::corrupt, "a word in the index is damaged; run 'termknit index --rebuild'");
    text += known.substr(begin, size);
  }
  return text;
}

}  // namespace termknit
