// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/repeat_tracker.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <set>
#include <utility>

#include "core/error.h"
#include "core/parallel.h"
#include "indexer/article_document.h"
#include "indexer/index_schema.h"
#include "indexer/repeated_blocks.h"

namespace termknit {
namespace {

constexpr std::size_t kReviewedAtOnce = 256;
constexpr std::size_t kMostCounted = 780'000;  // 12 MB

std::set<std::uint64_t> distinct(const std::vector<std::uint64_t>& blocks) {
  std::set<std::uint64_t> set(blocks.begin(), blocks.end());
  set.erase(0);
  return set;
}

/// An article whose marks may have to change.
struct Reviewed {
  Article article{};
  std::vector<VocabularyEntry> forms{};
  IndexDocument document{};
  bool changed = false;
};

}  // namespace

RepeatTracker::RepeatTracker(IndexSegments& index, std::filesystem::path folder)
    : index_(index), file_(std::move(folder) / kBlockUsesFile), unsettled_(index.unsettled()), new_uses_(file_) {
  std::error_code ignored;
  unsettled_ = unsettled_ || (index.article_count() > 0) != std::filesystem::exists(file_, ignored);
}

/// The first change is also the sign, for a run after this one, that the marks are not settled.
void RepeatTracker::begin() {
  if (begun_) return;
  begun_ = true;
  index_.set_unsettled(true);
  if (unsettled_) return;
  try {
    const auto uses = read_block_uses(file_);
    while (const auto use = uses->next()) see(use->block);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::corrupt) throw;
    unsettled_ = true;
  }
}

void RepeatTracker::see(std::uint64_t block) {
  if (counts_.size() >= kMostCounted && !counts_.find(block)) {
    FlatTable kept;  // most blocks come once
    counts_.for_each([&](std::uint64_t key, std::uint32_t count) {
      if (count > 1) kept.at(key) = count;
    });
    counts_ = kept.size() < kMostCounted / 2 ? std::move(kept) : FlatTable();
  }
  ++counts_.at(block);
}

void RepeatTracker::seen(const std::vector<std::uint64_t>& blocks) {
  begin();
  for (const std::uint64_t block : distinct(blocks)) see(block);
}

void RepeatTracker::mark(Article& article, const std::vector<std::uint64_t>& blocks) const {
  mark_repeated_blocks(article, blocks, [this](std::uint64_t block) {
    const std::uint32_t* count = counts_.find(block);
    return count && *count >= kRepeatedArticles;
  });
}

void RepeatTracker::stored(std::uint32_t number, const Article& article, const std::vector<std::uint64_t>& blocks) {
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (blocks[i] != 0) new_uses_.add({blocks[i], number, article.blocks[i].repeated});
  }
}

void RepeatTracker::leaving(std::string_view path) {
  begin();
  if (const auto number = index_.only().number_of(path)) left_.insert(*number);
}

/// When nothing is known for certain.
void RepeatTracker::collect_all() {
  left_.clear();
  new_uses_.clear();
  for (const std::uint32_t number : index_.numbers()) {
    const Article article = index_.at(index_.place_of(number)).writer().article(number);
    stored(number, article, block_checksums(article));
  }
}

/// Numbers of the articles whose marks are wrong. The file of uses becomes what it is when they are corrected.
std::vector<std::uint32_t> RepeatTracker::suspects() {
  std::set<std::uint32_t> suspects;
  BlockUseWriter file(file_);
  std::vector<BlockUse> group;
  const auto finish_group = [&] {
    const bool repeated = group.size() >= kRepeatedArticles;
    if (repeated) repeated_.insert(group.front().block);
    for (const BlockUse& use : group) {
      if (use.marked != repeated) suspects.insert(use.article);
      file.add({use.block, use.article, repeated});
    }
    group.clear();
  };
  auto before = unsettled_ ? read_block_uses({}) : read_block_uses(file_);
  const auto uses = merge(without(std::move(before), left_), new_uses_.sorted());
  while (const auto use = uses->next()) {
    if (!group.empty() && group.front().block != use->block) finish_group();
    if (group.empty() || group.back().article != use->article) group.push_back(*use);
  }
  if (!group.empty()) finish_group();
  file.commit();
  return {suspects.begin(), suspects.end()};
}

/// The segments side by side, each with its share of the makers.
std::size_t RepeatTracker::review(const std::vector<std::uint32_t>& numbers, std::span<PostingMaker> makers,
                                  const StopRequested& stop) {
  std::vector<std::vector<std::uint32_t>> numbers_of(index_.size());
  for (const std::uint32_t number : numbers) numbers_of[index_.place_of(number)].push_back(number);
  const std::size_t at_once = std::clamp<std::size_t>(makers.size(), 1, index_.size());
  const std::size_t share = makers.size() / at_once;
  std::atomic<std::size_t> changed{0};
  parallel_for(index_.size(), static_cast<unsigned>(at_once), [&](std::size_t i, unsigned worker) {
    changed += review(index_.at(i), numbers_of[i], makers.subspan(worker * share, share), stop);
  });
  return changed;
}

std::size_t RepeatTracker::review(IndexSegment& segment, const std::vector<std::uint32_t>& numbers,
                                  std::span<PostingMaker> makers, const StopRequested& stop) const {
  std::size_t changed = 0;
  for (std::size_t begin = 0; begin < numbers.size() && !(stop && stop()); begin += kReviewedAtOnce) {
    std::vector<Reviewed> batch(std::min(kReviewedAtOnce, numbers.size() - begin));
    for (std::size_t i = 0; i < batch.size(); ++i) {
      batch[i].article = segment.writer().article(numbers[begin + i]);
      segment.keep_dictionary(batch[i].article);
    }
    parallel_for(batch.size(), static_cast<unsigned>(makers.size()), [&](std::size_t i, unsigned worker) {
      Reviewed& reviewed = batch[i];
      reviewed.changed = mark_repeated_blocks(reviewed.article, block_checksums(reviewed.article),
                                              [this](std::uint64_t block) { return repeated_.contains(block); });
      if (!reviewed.changed) return;
      const ArticlePostings postings = makers[worker].make(reviewed.article, segment.forms);
      reviewed.document = article_document(reviewed.article, postings);
      reviewed.document.add_value(index_schema::kText, index_.dictionaries().pack(reviewed.article));
      reviewed.forms = vocabulary_entries(postings.vocabulary);
    });
    for (Reviewed& reviewed : batch) {
      if (!reviewed.changed) continue;
      for (const VocabularyEntry& form : reviewed.forms) segment.keep(form);
      segment.put(reviewed.article, reviewed.document);
      ++changed;
    }
  }
  return changed;
}

std::size_t RepeatTracker::settle(std::vector<PostingMaker>& makers, const StopRequested& stop) {
  if (!begun_ && !unsettled_) return 0;
  // On disk before the file of uses is another: who is killed in between leaves a sign.
  index_.set_unsettled(true);
  index_.commit(static_cast<unsigned>(makers.size()));
  if (unsettled_) collect_all();
  const std::size_t changed = review(suspects(), makers, stop);
  if (stop && stop()) return changed;  // what is left is settled by the next run
  index_.set_unsettled(false);
  begun_ = unsettled_ = false;
  return changed;
}

}  // namespace termknit
