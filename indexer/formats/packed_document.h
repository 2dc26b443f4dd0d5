// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The members of a zip archive in memory (libzip). Nothing is written to disk, so names like "../../x" are only names.
// Bytes are counted while they are unpacked; the sizes a file declares are its writer's word.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"

namespace termknit {

struct PackedLimits {
  std::uint64_t member_bytes = std::uint64_t{64} << 20;  ///< of one member, unpacked
  std::uint64_t total_bytes = std::uint64_t{256} << 20;  ///< of all members that are read, unpacked
  std::uint64_t members = 2'000;
  std::uint64_t ratio = 200;  ///< unpacked to packed; counts above 1 MiB only: a blank picture packs 160:1 honestly
};

class PackedDocument {
 public:
  /// `bytes` must outlive this object. `what` ("DOCX") and `name` are for messages; a member name that comes twice is a
  /// warning, and the first is read. Throws Error: malformed ("is not a readable DOCX: ..."), limit.
  PackedDocument(std::string_view bytes, std::string what, std::string name, const DiagnosticSink& sink,
                 PackedLimits limits = {});
  ~PackedDocument();
  PackedDocument(const PackedDocument&) = delete;
  PackedDocument& operator=(const PackedDocument&) = delete;

  bool contains(std::string_view member) const;
  /// In the order of the archive.
  std::vector<std::string> members() const;

  /// Gives the member to `f` piece by piece. False if there is none of that name. Throws Error: malformed (damaged),
  /// limit ("too large when unpacked"), unsupported (encrypted).
  bool unpack(std::string_view member, const std::function<void(std::string_view)>& f);
  std::optional<std::string> read(std::string_view member);

  /// "is not a readable DOCX: `why`", for the readers.
  [[noreturn]] void refuse(std::string_view why) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace termknit
