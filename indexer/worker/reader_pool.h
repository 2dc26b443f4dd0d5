// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The reading processes of one run: as many as threads ask at once, each kept for many files.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "indexer/article_reader.h"
#include "indexer/worker/reader_protocol.h"

namespace termknit {

/// The path of `termknit-reader`, a program of its own so that no other one loads the libraries of the risky formats:
/// beside this program or in a folder above it (build tree), in `libexec/termknit` of its prefix, or where it was to be
/// installed.
std::string reader_program();

/// May be shared between threads.
class ReaderPool {
 public:
  /// `command` runs run_reader_worker(0); empty: reader_program(). `stop` is asked while a file is read.
  explicit ReaderPool(std::vector<std::string> command = {}, ReaderLimits limits = {}, StopRequested stop = {});
  ~ReaderPool();
  ReaderPool(const ReaderPool&) = delete;
  ReaderPool& operator=(const ReaderPool&) = delete;

  /// read_article() in a reading process for the risky formats, in this one for the others. Besides its errors: limit
  /// ("took longer than 30 s"), malformed ("crashed its reader"), internal (no process can be started:
  /// `termknit-reader` is not there). After one of these a new process is started for the next file.
  ReadArticle read(std::string_view bytes, ArticleFormat format, const ReadOptions& options,
                   const DiagnosticSink& sink);

  /// Processes started so far.
  std::size_t started() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace termknit
