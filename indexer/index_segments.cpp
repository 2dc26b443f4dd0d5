// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index_segments.h"

#include <algorithm>

#include "core/parallel.h"
#include "indexer/index_database.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

/// Of text: more makes Xapian's memory grow and its caches miss. One of several segments is small, and its commits cost
/// little.
constexpr std::size_t kCommitBytes = 1 << 20, kSegmentCommitBytes = 512 << 10;

}  // namespace

IndexSegments::IndexSegments(const fs::path& database, unsigned shards) {
  const IndexWriterOptions options{.shards = shards, .commit_bytes = kCommitBytes, .dictionaries = dictionaries_};
  segments_.push_back({{IndexWriter(database, options)}});
}

IndexSegments::IndexSegments(const fs::path& database, const std::vector<std::uint32_t>& most_articles) {
  const auto count = static_cast<unsigned>(most_articles.size());
  if (count > 1) fs::create_directory(database);
  IndexWriterOptions options{.commit_bytes = count > 1 ? kSegmentCommitBytes : kCommitBytes,
                             .dictionaries = dictionaries_};
  for (unsigned i = 0; i < count; ++i) {
    segments_.push_back({{IndexWriter(segment_path(database, i + 1, count), options)}, options.first_number});
    options.first_number += most_articles[i];
  }
}

std::size_t IndexSegments::place_of(std::uint32_t number) const {
  const auto after = std::upper_bound(segments_.begin() + 1, segments_.end(), number,
                                      [](std::uint32_t n, const Numbered& each) { return n < each.first_number; });
  return static_cast<std::size_t>(after - segments_.begin()) - 1;
}

std::uint64_t IndexSegments::article_count() const {
  std::uint64_t count = 0;
  for (const Numbered& each : segments_) count += each.segment.writer.article_count();
  return count;
}

std::vector<std::uint32_t> IndexSegments::numbers() const {
  std::vector<std::uint32_t> numbers;
  for (const Numbered& each : segments_) {
    const std::vector<std::uint32_t> more = each.segment.writer.numbers();
    numbers.insert(numbers.end(), more.begin(), more.end());
  }
  return numbers;
}

std::optional<std::uint32_t> IndexSegments::number_of(std::string_view path) const {
  for (const Numbered& each : segments_) {
    if (const auto number = each.segment.writer.number_of(path)) return number;
  }
  return std::nullopt;
}

bool IndexSegments::unsettled() const {
  return std::any_of(segments_.begin(), segments_.end(),
                     [](const Numbered& each) { return each.segment.writer.unsettled(); });
}

void IndexSegments::set_unsettled(bool unsettled) {
  for (Numbered& each : segments_) each.segment.writer.set_unsettled(unsettled);
}

void IndexSegments::set_roots(const std::vector<std::string>& roots) {
  for (Numbered& each : segments_) each.segment.writer.set_roots(roots);
}

void IndexSegments::commit(unsigned jobs) {
  parallel_for(segments_.size(), jobs, [&](std::size_t i, unsigned) { segments_[i].segment.writer.commit(); });
}

void IndexSegments::seal() {
  for (Numbered& each : segments_) each.segment.writer.seal();
}

}  // namespace termknit
