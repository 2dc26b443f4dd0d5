// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The writing side: bring the index into the state of the folders on disk.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "indexer/worker/reader_protocol.h"
#include "language/language_resources.h"

namespace termknit {

struct IndexOptions {
  std::vector<std::filesystem::path> paths{};  ///< files and folders; empty: what is known already
  std::optional<LanguageTag> language{};       ///< told by the user for all articles
  std::optional<std::string> encoding{};
  std::vector<std::string> exclude{};  ///< as in indexer/ignore_rules.h
  bool follow_links = false;
  bool all_text = false;
  bool rebuild = false;
  unsigned shards = 0;  ///< databases a new index is made of; 0: as before, or one
  unsigned jobs = 1;
  /// Of files: a new index has no smaller segments, and no much larger ones while they are few enough
  /// (indexer/index_segments.h).
  std::uint64_t least_segment_bytes = 1 << 20, most_segment_bytes = 8 << 20;
  /// Of each segment that is made, nearly; what a segment has beside is written as it is to an index that is there.
  std::size_t segment_memory = std::size_t{32} << 20;
  double wait_seconds = 0;  ///< for another writer's lock
  std::uint64_t max_file_bytes = std::uint64_t{64} << 20;
  std::vector<std::string> reader_command{};  ///< see ReaderPool
  ReaderLimits reader_limits{};
  StopRequested stop{};
  /// (files done, files in all, bytes done); called now and then from the calling thread.
  std::function<void(std::uint64_t, std::uint64_t, std::uint64_t)> progress{};
};

struct IndexSummary {
  std::uint64_t added = 0, changed = 0, removed = 0, renamed = 0, unchanged = 0, skipped = 0;
  std::uint64_t text_bytes = 0;  ///< of added and changed articles
  std::uint64_t articles = 0;    ///< in the index now
  bool stopped = false;          ///< `stop` ended the run early; what was committed stays
};

/// Adds, replaces and removes articles so that the index in `project` (the `.termknit` folder) holds what
/// `options.paths` hold. Article paths are stored relative to the parent of `project`. Skipped inputs are errors in
/// `sink`, guesses are warnings. Throws Error: locked (another writer), io (disk full), corrupt, not_found (a named
/// path is not there).
IndexSummary index_articles(const std::filesystem::path& project, LanguageResources& resources,
                            const IndexOptions& options, const DiagnosticSink& sink);

}  // namespace termknit
