// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The order in which files become articles of the index, and by which threads. Files are read far ahead of all else, so
// that what is known of all of them (which blocks come again and again) is known before the first is analysed; until
// then their articles are on disk. Four stages at once: while the articles of some batches are written (those of a
// segment by one thread at a time, as Xapian wants it) a batch of each segment is packed, one is analysed and another
// one is read.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/error.h"
#include "indexer/article.h"
#include "indexer/article_spool.h"
#include "indexer/folder_walk.h"
#include "indexer/index_document.h"
#include "indexer/posting_list.h"
#include "indexer/vocabulary_entry.h"

namespace termknit {

/// A file that may have to be read. There is one for each file of a folder, so it is small.
struct FileToIndex {
  FoundFile file;
  std::string path;  ///< as stored
  std::uint64_t known_hash = 0;
  bool must_analyse = false, is_new = false;
  // When it has been read:
  bool same_content = false, failed = false;
  bool perhaps_renamed = false;  ///< has the content of a file that is gone
  bool renamed = false;          ///< and is that one
  ArticleSpool::Place kept{};

  bool has_article() const { return !same_content && !failed && !renamed; }
};

/// One file on its way into the index.
struct PipelineItem : FileToIndex {
  std::size_t segment = 0;
  // What a worker makes of it:
  Article article{};
  std::vector<std::uint64_t> blocks{};  ///< block_checksums()
  /// Forms that the article brought: whether the run had met one is not known before the whole batch is analysed.
  std::vector<VocabularyItem> new_forms{};
  std::vector<VocabularyEntry> entries{};  ///< of those it had not
  IndexDocument document{};
  std::vector<Diagnostic> diagnostics{};
};

/// Files that go through the stages together.
using PipelineBatch = std::vector<PipelineItem>;

/// What is done with each file. Many threads are in read(), analyse() and pack() at once, and in write() one for each
/// segment. What is done with a batch is done while nobody is in any of them.
class PipelineSteps {
 public:
  virtual ~PipelineSteps() = default;
  /// By one thread, beside the others.
  virtual void stage_begins() = 0;
  virtual void read(PipelineItem& item) = 0;
  virtual void have_read(PipelineBatch& batch) = 0;
  virtual void analyse(PipelineItem& item, unsigned worker) = 0;
  virtual void have_analysed(PipelineBatch& batch) = 0;
  /// After have_analysed() of every batch that is packed with it.
  virtual void before_packing(PipelineBatch& batch) = 0;
  virtual void pack(PipelineItem& item) = 0;
  virtual void write(PipelineItem& item) = 0;
  /// By who wrote the last of it.
  virtual void segment_is_written(std::size_t segment) = 0;
};

struct PipelineOptions {
  std::filesystem::path folder{};  ///< where articles that are read are kept
  unsigned jobs = 1;
  std::size_t at_once = 1;  ///< segments that are worked on at the same time
  StopRequested stop{};
};

/// Files, and bytes of files. Reading one counts as a quarter.
struct PipelineProgress {
  std::uint64_t files = 0, bytes = 0;
};

class ArticlePipeline {
 public:
  /// `files_of`: those of each segment in the order to write them.
  ArticlePipeline(PipelineSteps& steps, std::vector<std::vector<FileToIndex>> files_of, const PipelineOptions& options);
  ~ArticlePipeline();

  /// One step further. False when everything is written, or `stop` said so: a batch that was cut short by that is left
  /// out as a whole.
  bool advance();

  PipelineProgress progress() const;

 private:
  struct Segment;
  struct Stage;

  bool stopped() const { return stop_ && stop_(); }
  template <typename Want>
  std::vector<Segment*> next_segments(const Want& want) const;
  bool take_batches();
  PipelineBatch take(Segment& segment, std::size_t most_files) const;
  void put_aside(Segment& segment);
  PipelineBatch take_again(Segment& segment);
  static void forget_kept(Segment& segment, const PipelineBatch& batch);
  void keep(PipelineItem& item);
  void analyse(PipelineItem& item, unsigned worker);
  void choose_to_analyse(bool all_is_read);
  void pass_on(Segment& segment);
  void run_stage(std::uint64_t most_waiting);
  void work(Stage& stage, unsigned worker);
  Segment& segment_for(unsigned worker, std::size_t i) const;
  bool do_task(unsigned worker);
  bool write_waiting(const Stage& stage, unsigned worker);
  bool write_one(unsigned worker);
  void write_next(Segment& segment);

  PipelineSteps& steps_;
  const std::filesystem::path folder_;
  const unsigned jobs_;
  const std::size_t at_once_;
  const StopRequested stop_;
  std::vector<std::unique_ptr<Segment>> segments_;
  std::vector<Segment*> busy_;  ///< those that the stage has work for
  std::uint64_t bytes_ahead_ = 0, read_ = 0, read_bytes_ = 0;
  std::atomic<std::uint64_t> written_{0}, written_bytes_{0};
};

}  // namespace termknit
