// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Bytes of a declared encoding become UTF-8 piece by piece, for files too large to hold. Nothing is guessed or cleaned:
// for that see language/encoding.h.

#include <memory>
#include <string>
#include <string_view>

namespace termknit {

class StreamDecoder {
 public:
  /// A decoder from `encoding` (a name of the IANA register that ICU knows: "UTF-16LE", "windows-1257",
  /// "Shift_JIS"). Null if it is unknown.
  static std::unique_ptr<StreamDecoder> open(const std::string& encoding);
  ~StreamDecoder();
  StreamDecoder(const StreamDecoder&) = delete;
  StreamDecoder& operator=(const StreamDecoder&) = delete;

  /// The next piece as UTF-8. A character cut at the end of `bytes` waits for the next call; `last` ends the text.
  /// Throws Error(malformed) when bytes are none of the encoding's.
  std::string decode(std::string_view bytes, bool last);

 private:
  struct Impl;
  explicit StreamDecoder(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace termknit
