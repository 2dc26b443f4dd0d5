// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The analyses of a language's word forms from one run to the next, so that a form is analysed once per user and a
// command whose words are known loads no dictionary. Why and how: docs/decisions/analysis-store.md.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>

#include "core/error.h"
#include "language/record_table.h"
#include "language/word_analysis.h"

namespace termknit {

/// Thread-safe. Two files: `file`, and beside it a small one of what is new, so that a run that brings one word writes
/// little. Both are replaced whole, never changed; what is lost is analysed again. A third one may have been prepared
/// for all users (`termknit prepare`); it is read only.
class AnalysisStore {
 public:
  /// `stamp`: of everything that an analysis depends on; files of another one are not used, and `file` is replaced. A
  /// damaged file is told in `sink` and not used any more. Nothing is kept if `file` is empty.
  AnalysisStore(std::filesystem::path file, const std::filesystem::path& prepared, std::uint64_t stamp,
                DiagnosticSink sink);

  std::optional<WordAnalysis> find(std::string_view form);
  /// What `find` did not know. Kept in memory until `save()`, which it calls itself when that is too much.
  void add(std::string_view form, const WordAnalysis& analysis);
  /// Whether the dictionary vouches for `word`, likewise.
  std::optional<bool> accepted(std::string_view word);
  void add_accepted(std::string_view word, bool accepted);

  /// Adds what is new to the files. A folder that cannot be written to, or that another process holds, is no error:
  /// nothing is kept then. `in_one_file`: for others to read, whatever that costs.
  void save(bool in_one_file = false);

 private:
  struct Part {
    std::filesystem::path path;
    std::shared_ptr<const RecordFile> file{};
    std::size_t bytes() const { return file ? file->bytes() : 0; }
  };

  void open();
  std::optional<std::string_view> find_bytes(std::string_view key);
  std::optional<std::string_view> find_in(Part& part, std::string_view key);
  void add_bytes(std::string_view key, std::string_view bytes);
  void forget(Part& part);
  void write(bool in_one_file);
  void write_files(const RecordTable& fresh, bool in_one_file);

  const std::uint64_t stamp_;
  const DiagnosticSink sink_;
  std::mutex mutex_;
  Part all_, recent_, prepared_;
  RecordTable added_;
  bool keeps_ = true;  ///< false after what is new could not be written
};

}  // namespace termknit
