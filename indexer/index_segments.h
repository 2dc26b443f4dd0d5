// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The index as it is written: one segment, or several while it is made for the first time (docs/decisions/segments.md).

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "indexer/form_table.h"
#include "indexer/index_writer.h"

namespace termknit {

struct IndexSegment {
  IndexWriter writer;
  FormTable forms{};  ///< that its vocabulary has got in this run
};

/// Segments may be written by a thread each. What is said of all of them here is not thread-safe.
class IndexSegments {
 public:
  /// Opens the database, making it of `shards` databases if it is not there. Throws as IndexWriter.
  explicit IndexSegments(const std::filesystem::path& database, unsigned shards = 1);
  /// Makes a database of one segment for each of `most_articles`, which is how many numbers it has to give away.
  IndexSegments(const std::filesystem::path& database, const std::vector<std::uint32_t>& most_articles);

  std::size_t size() const { return segments_.size(); }
  IndexSegment& at(std::size_t i) { return segments_[i].segment; }
  /// Which of them holds the article with this number.
  std::size_t place_of(std::uint32_t number) const;
  /// Of an index that is there, and so is one segment.
  IndexWriter& only() { return segments_.front().segment.writer; }
  /// That all texts are packed with.
  DictionaryMaker& dictionaries() { return *dictionaries_; }

  std::uint64_t article_count() const;
  std::vector<std::uint32_t> numbers() const;
  std::optional<std::uint32_t> number_of(std::string_view path) const;
  bool unsettled() const;
  void set_unsettled(bool unsettled);
  void set_roots(const std::vector<std::string>& roots);
  /// By up to `jobs` threads.
  void commit(unsigned jobs);
  void seal();

 private:
  struct Numbered {
    IndexSegment segment;
    std::uint32_t first_number = 1;
  };
  std::shared_ptr<DictionaryMaker> dictionaries_ = std::make_shared<DictionaryMaker>();
  std::vector<Numbered> segments_;
};

}  // namespace termknit
