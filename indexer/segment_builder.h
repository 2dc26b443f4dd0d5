// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/glass/database_writer.h"
#include "indexer/vocabulary_buffer.h"
#include "indexer/vocabulary_entry.h"

namespace termknit {

/// A segment of a new index while it is in memory: written once, whole, as a Xapian database.
class SegmentBuilder {
 public:
  /// `folder` is there when it is written. Until then there is "FOLDER.part", from the first article on.
  SegmentBuilder(std::filesystem::path folder, std::uint32_t first_number);

  /// Metadata. An empty text takes it away.
  void set(const std::string& key, const std::string& text);
  std::string get(const std::string& key) const;
  void keep(const VocabularyEntry& form);
  /// The number that the article got.
  std::uint32_t put(const IndexDocument& document);

  std::size_t article_count() const { return articles_ ? articles_->size() : 0; }
  /// Of memory, nearly.
  std::size_t bytes() const { return (articles_ ? articles_->bytes() : 0) + vocabulary_.bytes(); }

  /// Nothing can be done afterwards. Throws Error(io).
  void write();

 private:
  glass::DatabaseWriter& articles();

  std::filesystem::path folder_, part_;
  std::uint32_t next_number_;
  std::map<std::string, std::string> metadata_;
  VocabularyBuffer vocabulary_;
  std::optional<glass::DatabaseWriter> articles_;
};

}  // namespace termknit
