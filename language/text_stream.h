// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A text file of any size, decoded piece by piece: what language/encoding.h does for a text in memory.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace termknit {

/// Decodes a file in pieces. The file is read twice: once to learn its encoding (BOM, strict UTF-8 over the whole file,
/// else language/encoding.h over a sample of the lines outside ASCII), once for the text.
class TextStream {
 public:
  /// Throws Error: io; malformed if the file is not text (a spreadsheet, a picture).
  explicit TextStream(const std::filesystem::path& file);
  ~TextStream();
  TextStream(const TextStream&) = delete;
  TextStream& operator=(const TextStream&) = delete;

  /// Appends the next piece to `out`: valid UTF-8, whole code points, line ends as in the file, no BOM. False at the
  /// end of the file. Throws Error(io).
  bool read(std::string& out);

  /// IANA name: "UTF-8", "windows-1257", ...
  const std::string& encoding() const;
  /// True if the encoding is neither UTF-8 nor told by a BOM.
  bool guessed() const;
  /// True once bytes that are no text of the encoding became U+FFFD.
  bool damaged() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace termknit
