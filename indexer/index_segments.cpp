// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index_segments.h"

#include <algorithm>
#include <utility>

#include "core/checksum.h"
#include "core/parallel.h"
#include "core/tsv.h"
#include "indexer/index_checksums.h"
#include "indexer/index_database.h"
#include "indexer/index_schema.h"

namespace termknit {
namespace fs = std::filesystem;
namespace schema = index_schema;

namespace {

/// Of text: more makes Xapian's memory grow and its caches miss. One of several segments is small, and its commits cost
/// little.
constexpr std::size_t kCommitBytes = 1 << 20, kSegmentCommitBytes = 512 << 10;

}  // namespace

IndexSegment::IndexSegment(const fs::path& database, const IndexWriterOptions& options) {
  writer_.emplace(database, options);
}

IndexSegment::IndexSegment(New segment) : new_(std::move(segment)) {
  builder_.emplace(new_.folder, new_.first_number);
}

void IndexSegment::keep_dictionary(const Article& article) {
  if (!builder_) {
    writer().keep_dictionary(article);
    return;
  }
  const TextDictionary& dictionary = new_.dictionaries->dictionary_for(article);
  if (dictionary.text.empty() || !stored_dictionaries_.insert(dictionary.name).second) return;
  builder_->set(schema::dictionary_key(dictionary.name), dictionary.text);
  builder_->set(schema::dictionary_of_key(article.language), to_hex(dictionary.name));
}

void IndexSegment::keep(const VocabularyEntry& form) {
  if (builder_) {
    builder_->keep(form);
  } else {
    writer().keep(form);
  }
}

std::uint32_t IndexSegment::put(const Article& article, const IndexDocument& document) {
  if (!builder_) return writer().put(article, document);
  const std::uint32_t number = builder_->put(document);
  if (builder_->bytes() > new_.most_bytes) write_to_disk();
  return number;
}

void IndexSegment::set_fingerprint(const LanguageTag& language, const std::string& fingerprint) {
  if (builder_) {
    builder_->set(schema::fingerprint_key(language), fingerprint);
  } else {
    writer().set_fingerprint(language, fingerprint);
  }
}

void IndexSegment::set_roots(const std::vector<std::string>& roots) {
  if (builder_) {
    builder_->set(schema::kRootsKey, join(roots, "\n"));
  } else {
    writer().set_roots(roots);
  }
}

bool IndexSegment::unsettled() {
  return builder_ ? !builder_->get(schema::kUnsettledKey).empty() : writer().unsettled();
}

void IndexSegment::set_unsettled(bool unsettled) {
  if (builder_) {
    builder_->set(schema::kUnsettledKey, unsettled ? "1" : "");
  } else {
    writer().set_unsettled(unsettled);
  }
}

std::uint64_t IndexSegment::article_count() {
  return builder_ ? builder_->article_count() : writer().article_count();
}

void IndexSegment::commit() {
  if (builder_) {
    write_to_disk();
  } else if (writer_) {
    writer_->commit();
  }
}

void IndexSegment::seal() {
  if (!std::exchange(is_sealed_, true)) write_checksums(new_.folder);
  if (writer_) writer_->seal();
}

IndexWriter& IndexSegment::writer() {
  if (builder_) write_to_disk();
  if (!writer_) {
    writer_.emplace(new_.folder, IndexWriterOptions{.first_number = new_.first_number,
                                                    .commit_bytes = kSegmentCommitBytes,
                                                    .sync = false,
                                                    .dictionaries = new_.dictionaries});
  }
  return *writer_;
}

void IndexSegment::write_to_disk() {
  builder_->write();
  builder_.reset();
  is_sealed_ = false;
}

IndexSegments::IndexSegments(const fs::path& database, unsigned shards) {
  segments_.emplace_back(
      database, IndexWriterOptions{.shards = shards, .commit_bytes = kCommitBytes, .dictionaries = dictionaries_});
}

IndexSegments::IndexSegments(const fs::path& database, const std::vector<std::uint32_t>& most_articles,
                             std::size_t most_bytes) {
  fs::create_directory(database);
  std::uint32_t first_number = 1;
  for (std::size_t i = 0; i < most_articles.size(); ++i) {
    segments_.emplace_back(IndexSegment::New{segment_path(database, static_cast<unsigned>(i) + 1), first_number,
                                             most_bytes, dictionaries_});
    first_number += most_articles[i];
  }
}

std::size_t IndexSegments::place_of(std::uint32_t number) const {
  const auto after =
      std::upper_bound(segments_.begin() + 1, segments_.end(), number,
                       [](std::uint32_t n, const IndexSegment& each) { return n < each.first_number(); });
  return static_cast<std::size_t>(after - segments_.begin()) - 1;
}

std::uint64_t IndexSegments::article_count() {
  std::uint64_t count = 0;
  for (IndexSegment& each : segments_) count += each.article_count();
  return count;
}

std::vector<std::uint32_t> IndexSegments::numbers() {
  std::vector<std::uint32_t> numbers;
  for (IndexSegment& each : segments_) {
    const std::vector<std::uint32_t> more = each.writer().numbers();
    numbers.insert(numbers.end(), more.begin(), more.end());
  }
  return numbers;
}

bool IndexSegments::unsettled() {
  return std::any_of(segments_.begin(), segments_.end(), [](IndexSegment& each) { return each.unsettled(); });
}

void IndexSegments::set_unsettled(bool unsettled) {
  for (IndexSegment& each : segments_) each.set_unsettled(unsettled);
}

void IndexSegments::set_roots(const std::vector<std::string>& roots) {
  for (IndexSegment& each : segments_) each.set_roots(roots);
}

void IndexSegments::commit(unsigned jobs) {
  parallel_for(segments_.size(), jobs, [&](std::size_t i, unsigned) { segments_[i].commit(); });
}

void IndexSegments::seal() {
  for (IndexSegment& each : segments_) each.seal();
}

}  // namespace termknit
