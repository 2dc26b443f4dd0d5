// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Where words and sentences of a text begin and end, as Unicode's UAX #29 has it.

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "core/byte_range.h"
#include "language/language_tag.h"

namespace termknit {

struct TextBreaks {
  std::vector<ByteRange> words{};          ///< of letters and digits: no marks, no blanks
  std::vector<std::uint32_t> sentences{};  ///< where each begins, 0 first
};

/// Finds the breaks of one text after the other. Not thread-safe.
class TextBreaker {
 public:
  explicit TextBreaker(const LanguageTag& language);
  ~TextBreaker();
  TextBreaker(TextBreaker&&) noexcept;
  TextBreaker& operator=(TextBreaker&&) noexcept;

  /// Valid until the next call.
  const TextBreaks& find(std::string_view text);
  /// The same by ICU alone, at three times the cost.
  const TextBreaks& find_by_icu(std::string_view text);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace termknit
