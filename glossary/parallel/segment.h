// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Parallel text as it comes out of a file: one message or sentence in two languages or more.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/error.h"
#include "language/language_tag.h"

namespace termknit {

/// One side of a segment; `text` is clean (glossary/parallel/message_text.h) and not empty.
struct SegmentText {
  LanguageTag language{};
  std::string text{};
  bool operator==(const SegmentText&) const = default;
};

struct Segment {
  std::string id{};                  ///< as the file gives it (tuid, key, context), else "#" and the segment's number
  std::vector<SegmentText> texts{};  ///< two languages or more, each once
  bool operator==(const Segment&) const = default;

  const std::string* text(const LanguageTag& language) const;
};

using SegmentSink = std::function<void(Segment)>;

}  // namespace termknit
