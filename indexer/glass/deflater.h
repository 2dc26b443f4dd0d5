// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct libdeflate_compressor;

namespace termknit::glass {

/// Raw deflate data (RFC 1951), as Xapian keeps the tags of tables that it compresses: as small as zlib makes them, in
/// a third of its time.
class Deflater {
 public:
  Deflater();
  ~Deflater();
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  /// Empty where that would not be smaller than `text`. Until the next call.
  std::string_view deflate(std::string_view text);

 private:
  struct Free {
    void operator()(libdeflate_compressor* compressor) const;
  };
  std::unique_ptr<libdeflate_compressor, Free> compressor_;
  std::string out_;
};

}  // namespace termknit::glass
