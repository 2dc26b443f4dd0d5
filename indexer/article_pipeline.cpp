// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article_pipeline.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/parallel.h"

namespace termknit {
namespace {

// For each thread:
constexpr std::uint64_t kBatchBytes = 512 << 10;  // of files that go through a stage together
constexpr std::size_t kBatchFiles = 32;
constexpr std::uint64_t kMostWaitingBytes = 256 << 10;  // of files that are analysed, but not written
/// Of files read before the first of them is analysed. What turns out to be repeated only after that has to be indexed
/// twice.
constexpr std::uint64_t kBytesAhead = 256 << 20;

std::uint64_t bytes_of(const PipelineBatch& batch) {
  std::uint64_t bytes = 0;
  for (const PipelineItem& item : batch) bytes += item.file.size;
  return bytes;
}

/// A batch whose items are handed out one by one.
struct Tasks {
  PipelineBatch batch{};
  std::atomic<std::size_t> taken{0};

  void set(PipelineBatch next) {
    batch = std::move(next);
    taken = 0;
  }
  PipelineItem* next() {
    if (taken >= batch.size()) return nullptr;
    const std::size_t i = taken++;
    return i < batch.size() ? &batch[i] : nullptr;
  }
};

}  // namespace

struct ArticlePipeline::Segment {
  std::size_t number = 0;
  std::vector<FileToIndex> files{};
  std::size_t taken = 0;  ///< of `files`, to be read
  std::size_t left() const { return files.size() - taken; }
  std::optional<ArticleSpool> spool{};
  std::deque<std::size_t> ahead{};  ///< batches that are read: how many files of each are in `files` again
  std::size_t taken_again = 0;      ///< of `files`, to be analysed
  Tasks to_read{}, to_keep{}, to_analyse{}, to_pack{};
  bool has_tasks() const {
    return !(to_read.batch.empty() && to_keep.batch.empty() && to_analyse.batch.empty() && to_pack.batch.empty());
  }
  // Of who writes:
  std::mutex writing{};
  std::deque<PipelineBatch> to_write{};
  std::size_t written_of_first = 0, written = 0, packed = 0;
  std::uint64_t bytes_waiting = 0;
};

struct ArticlePipeline::Stage {
  std::uint64_t most_waiting = 0;  ///< bytes of a segment
  std::atomic<bool> begun{false};
  std::atomic<unsigned> working{0};  ///< workers that may still find a task
};

ArticlePipeline::ArticlePipeline(PipelineSteps& steps, std::vector<std::vector<FileToIndex>> files_of,
                                 const PipelineOptions& options)
    : steps_(steps),
      folder_(options.folder),
      jobs_(std::max(1U, options.jobs)),
      at_once_(std::max<std::size_t>(1, options.at_once)),
      stop_(options.stop) {
  for (std::vector<FileToIndex>& files : files_of) {
    auto segment = std::make_unique<Segment>();
    segment->number = segments_.size();
    segment->files = std::move(files);
    segments_.push_back(std::move(segment));
  }
}

ArticlePipeline::~ArticlePipeline() = default;

bool ArticlePipeline::advance() {
  if (stopped()) return false;
  const bool reads = take_batches();
  choose_to_analyse(!reads);
  busy_.clear();
  bool any_task = false;
  for (const auto& segment : segments_) {
    any_task = any_task || segment->has_tasks();
    if (segment->has_tasks() || !segment->to_write.empty()) busy_.push_back(segment.get());
  }
  if (busy_.empty()) return false;
  run_stage(any_task ? kMostWaitingBytes * jobs_ / at_once_ : 0);
  if (stopped()) return false;
  for (Segment* segment : busy_) pass_on(*segment);
  for (Segment* segment : busy_) steps_.before_packing(segment->to_pack.batch);
  return true;
}

/// The first that `want` something.
template <typename Want>
std::vector<ArticlePipeline::Segment*> ArticlePipeline::next_segments(const Want& want) const {
  std::vector<Segment*> next;
  for (const auto& segment : segments_) {
    if (next.size() < at_once_ && want(*segment)) next.push_back(segment.get());
  }
  return next;
}

/// Of each segment by its share of what is left, so that they come to their end together. False if nothing is left.
bool ArticlePipeline::take_batches() {
  const std::vector<Segment*> segments = next_segments([](const Segment& segment) { return segment.left() > 0; });
  std::size_t left = 0;
  for (const Segment* segment : segments) left += segment->left();
  for (Segment* segment : segments)
    segment->to_read.set(take(*segment, (kBatchFiles * jobs_ * segment->left() + left - 1) / left));
  return left > 0;
}

PipelineProgress ArticlePipeline::progress() const {
  const auto done = [](std::uint64_t read, std::uint64_t written) { return (read + 3 * written) / 4; };
  return {done(read_, written_), done(read_bytes_, written_bytes_)};
}

PipelineBatch ArticlePipeline::take(Segment& segment, std::size_t most_files) const {
  PipelineBatch batch;
  const std::uint64_t most_bytes = kBatchBytes * jobs_ / at_once_;
  for (std::uint64_t bytes = 0; segment.left() > 0 && batch.size() < most_files && bytes < most_bytes;
       ++segment.taken) {
    FileToIndex& file = segment.files[segment.taken];
    bytes += file.file.size;
    PipelineItem& item = batch.emplace_back();
    static_cast<FileToIndex&>(item) = std::move(file);
    item.segment = segment.number;
  }
  return batch;
}

void ArticlePipeline::choose_to_analyse(bool all_is_read) {
  const auto keeps = [](const auto& segment) { return !segment->to_keep.batch.empty(); };
  all_is_read = all_is_read && std::none_of(segments_.begin(), segments_.end(), keeps);
  if (bytes_ahead_ < kBytesAhead && !all_is_read) return;
  const std::vector<Segment*> segments = next_segments([](const Segment& segment) { return !segment.ahead.empty(); });
  for (Segment* segment : segments) {
    PipelineBatch batch = take_again(*segment);
    bytes_ahead_ -= bytes_of(batch);
    segment->to_analyse.set(std::move(batch));
  }
}

/// What went through a stage is for the next one.
void ArticlePipeline::pass_on(Segment& segment) {
  if (PipelineBatch packed = std::move(segment.to_pack.batch); !packed.empty()) {
    segment.bytes_waiting += bytes_of(packed);
    segment.packed += packed.size();
    segment.to_write.push_back(std::move(packed));
  }
  PipelineBatch analysed = std::move(segment.to_analyse.batch), read = std::move(segment.to_read.batch);
  segment.to_analyse.set({});
  if (!analysed.empty()) {
    steps_.have_analysed(analysed);
    forget_kept(segment, analysed);
  }
  segment.to_pack.set(std::move(analysed));
  put_aside(segment);
  if (!read.empty()) {
    if (!segment.spool) segment.spool.emplace(folder_);
    steps_.have_read(read);
    read_ += read.size();
    read_bytes_ += bytes_of(read);
  }
  segment.to_keep.set(std::move(read));
}

/// Of what was taken again. What comes after it was kept after it.
void ArticlePipeline::forget_kept(Segment& segment, const PipelineBatch& batch) {
  if (segment.taken_again == segment.files.size()) {
    segment.spool.reset();
    return;
  }
  std::uint64_t end = 0;
  for (const PipelineItem& item : batch) end = std::max(end, item.kept.offset + item.kept.bytes);
  if (end > 0) segment.spool->forget_before(end);
}

/// What is kept on disk is a file of the list again.
void ArticlePipeline::put_aside(Segment& segment) {
  const PipelineBatch kept = std::move(segment.to_keep.batch);
  if (kept.empty()) return;
  bytes_ahead_ += bytes_of(kept);
  std::size_t at = segment.taken_again;
  for (const std::size_t files : segment.ahead) at += files;
  for (const PipelineItem& item : kept) segment.files[at++] = item;
  segment.ahead.push_back(kept.size());
}

PipelineBatch ArticlePipeline::take_again(Segment& segment) {
  PipelineBatch batch(segment.ahead.front());
  segment.ahead.pop_front();
  for (PipelineItem& item : batch) {
    static_cast<FileToIndex&>(item) = std::move(segment.files[segment.taken_again++]);
    item.segment = segment.number;
  }
  return batch;
}

void ArticlePipeline::run_stage(std::uint64_t most_waiting) {
  Stage stage;
  stage.most_waiting = most_waiting;
  stage.working = jobs_;
  parallel_for(jobs_, jobs_, [&](std::size_t, unsigned worker) { work(stage, worker); });
}

/// Writes first what is too much to wait. Who has nothing else to do writes until the others are done.
void ArticlePipeline::work(Stage& stage, unsigned worker) {
  if (!stage.begun.exchange(true)) steps_.stage_begins();
  while (write_waiting(stage, worker) || do_task(worker)) {
  }
  --stage.working;
  while (stage.working > 0 && write_one(worker)) {
  }
}

/// Of those that have anything to do each worker begins with another one: two that begin with the same would both wait
/// for its dictionary.
ArticlePipeline::Segment& ArticlePipeline::segment_for(unsigned worker, std::size_t i) const {
  return *busy_[(worker + i) % busy_.size()];
}

bool ArticlePipeline::do_task(unsigned worker) {
  const auto give = [&](Tasks Segment::*tasks, const auto& step) {
    PipelineItem* item = nullptr;
    for (std::size_t i = 0; i < busy_.size() && !item; ++i) item = (segment_for(worker, i).*tasks).next();
    if (item && !stopped()) step(*item);
    return item != nullptr;
  };
  return give(&Segment::to_pack, [&](PipelineItem& item) { steps_.pack(item); }) ||
         give(&Segment::to_analyse, [&](PipelineItem& item) { analyse(item, worker); }) ||
         give(&Segment::to_keep, [&](PipelineItem& item) { keep(item); }) ||
         give(&Segment::to_read, [&](PipelineItem& item) { steps_.read(item); });
}

void ArticlePipeline::keep(PipelineItem& item) {
  if (!item.has_article()) return;
  item.kept = segments_[item.segment]->spool->keep(item.article, item.blocks);
  item.article = {};
  item.blocks = {};
}

void ArticlePipeline::analyse(PipelineItem& item, unsigned worker) {
  if (item.has_article()) segments_[item.segment]->spool->take(item.kept, item.article, item.blocks);
  steps_.analyse(item, worker);
}

/// Half of what may wait is left, so that one thread writes for a while; but nothing of a segment to which no more will
/// come, as it is in memory until it is written whole. Where there are more threads than segments one
/// writes as long as others have something else to do: then it is the writing that everybody will wait for.
bool ArticlePipeline::write_waiting(const Stage& stage, unsigned worker) {
  const bool spare = jobs_ > busy_.size();
  for (std::size_t i = 0; i < busy_.size(); ++i) {
    Segment& segment = segment_for(worker, i);
    const std::unique_lock lock(segment.writing, std::try_to_lock);
    if (!lock || segment.to_write.empty()) continue;
    const auto goes_on = [&](std::uint64_t most_waiting) {
      return !segment.to_write.empty() && (segment.bytes_waiting > most_waiting || (spare && stage.working > 1));
    };
    const std::uint64_t most_waiting = segment.packed < segment.files.size() ? stage.most_waiting : 0;
    if (!goes_on(most_waiting)) continue;
    while (goes_on(most_waiting / 2)) write_next(segment);
    return true;
  }
  return false;
}

bool ArticlePipeline::write_one(unsigned worker) {
  for (std::size_t i = 0; i < busy_.size(); ++i) {
    Segment& segment = segment_for(worker, i);
    const std::unique_lock lock(segment.writing, std::try_to_lock);
    if (!lock || segment.to_write.empty()) continue;
    write_next(segment);
    return true;
  }
  return false;
}

void ArticlePipeline::write_next(Segment& segment) {
  PipelineBatch& batch = segment.to_write.front();
  PipelineItem& item = batch[segment.written_of_first];
  steps_.write(item);
  segment.bytes_waiting -= item.file.size;
  written_bytes_ += item.file.size;
  ++written_;
  ++segment.written;
  if (++segment.written_of_first < batch.size()) return;
  segment.to_write.pop_front();
  segment.written_of_first = 0;
  if (segment.written == segment.files.size()) steps_.segment_is_written(segment.number);
}

}  // namespace termknit
