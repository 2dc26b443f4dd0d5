// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The index as it is written: one database, or the segments of one that is made for the first time
// (docs/decisions/segments.md).

#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "indexer/form_table.h"
#include "indexer/index_document.h"
#include "indexer/index_writer.h"
#include "indexer/segment_builder.h"

namespace termknit {

/// A new segment is in memory until commit(), or until it gets too large; what comes after that is written as it is to
/// an index that is there.
class IndexSegment {
 public:
  /// Of an index that is there, or of several shards.
  IndexSegment(const std::filesystem::path& database, const IndexWriterOptions& options);
  struct New {
    std::filesystem::path folder{};
    std::uint32_t first_number = 1;
    std::size_t most_bytes = 0;  ///< in memory
    std::shared_ptr<DictionaryMaker> dictionaries{};
  };
  explicit IndexSegment(New segment);

  FormTable forms{};  ///< that its vocabulary has got in this run

  /// Before an article is packed: stores the dictionary that is for it, if that is new.
  void keep_dictionary(const Article& article);
  void keep(const VocabularyEntry& form);
  std::uint32_t put(const Article& article, const IndexDocument& document);
  void set_fingerprint(const LanguageTag& language, const std::string& fingerprint);
  void set_roots(const std::vector<std::string>& roots);
  bool unsettled();
  void set_unsettled(bool unsettled);
  std::uint64_t article_count();
  std::uint32_t first_number() const { return new_.first_number; }
  void commit();
  void seal();

  /// What can be done with everything that is in a database; commits a new segment.
  IndexWriter& writer();

 private:
  void write_to_disk();

  New new_;
  std::optional<SegmentBuilder> builder_;
  std::set<std::uint64_t> stored_dictionaries_;  ///< of the builder
  bool is_sealed_ = true;                        ///< or the writer's own affair
  std::optional<IndexWriter> writer_;
};

/// Segments may be written by a thread each. What is said of all of them here is not thread-safe.
class IndexSegments {
 public:
  /// Opens the database, making it of `shards` databases if it is not there. Throws as IndexWriter.
  explicit IndexSegments(const std::filesystem::path& database, unsigned shards = 1);
  /// A new database of one segment for each of `most_articles`, which is how many numbers it has to give away; of each
  /// `most_bytes` in memory.
  IndexSegments(const std::filesystem::path& database, const std::vector<std::uint32_t>& most_articles,
                std::size_t most_bytes);

  std::size_t size() const { return segments_.size(); }
  IndexSegment& at(std::size_t i) { return segments_[i]; }
  /// Which of them holds the article with this number.
  std::size_t place_of(std::uint32_t number) const;
  /// Of an index that is there, and so is one segment.
  IndexWriter& only() { return segments_.front().writer(); }
  /// That all texts are packed with.
  DictionaryMaker& dictionaries() { return *dictionaries_; }

  std::uint64_t article_count();
  std::vector<std::uint32_t> numbers();
  bool unsettled();
  void set_unsettled(bool unsettled);
  void set_roots(const std::vector<std::string>& roots);
  /// By up to `jobs` threads.
  void commit(unsigned jobs);
  void seal();

 private:
  std::shared_ptr<DictionaryMaker> dictionaries_ = std::make_shared<DictionaryMaker>();
  std::deque<IndexSegment> segments_;
};

}  // namespace termknit
