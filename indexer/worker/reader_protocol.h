// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the program and a reading process say to each other: length-prefixed messages over a socket, one request and
// one answer a file.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/article_reader.h"

namespace termknit {

/// What one file may cost. Past it the reading process is ended and the file given up.
struct ReaderLimits {
  unsigned cpu_seconds = 30;
  unsigned wall_seconds = 120;                            ///< for a parser that waits instead of working
  std::uint64_t memory_bytes = std::uint64_t{768} << 20;  ///< address space: 512 MiB for the file and what the
                                                          ///< reader's libraries take
};

struct ReadRequest {
  ArticleFormat format = ArticleFormat::text;
  ReadOptions options{};
  ReaderLimits limits{};
  std::string_view bytes{};  ///< of the file; a view of the message when unpacked
};

struct ReadAnswer {
  std::optional<ReadArticle> article{};  ///< empty: it failed
  ErrorKind failure = ErrorKind::malformed;
  std::string message{};  ///< of the failure
  std::vector<Diagnostic> diagnostics{};
};

std::string pack(const ReadRequest& request);
std::string pack(const ReadAnswer& answer);

/// Empty if `message` is not what pack() makes: the other side is not trusted. All strings of an answer are valid
/// UTF-8.
std::optional<ReadRequest> unpack_request(std::string_view message);
std::optional<ReadAnswer> unpack_answer(std::string_view message);

}  // namespace termknit
