// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index_articles.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "core/checksum.h"
#include "core/file.h"
#include "core/file_lock.h"
#include "core/parallel.h"
#include "indexer/article_builder.h"
#include "indexer/article_document.h"
#include "indexer/article_pipeline.h"
#include "indexer/article_reader.h"
#include "indexer/boilerplate.h"
#include "indexer/folder_walk.h"
#include "indexer/index_checksums.h"
#include "indexer/index_compaction.h"
#include "indexer/index_database.h"
#include "indexer/index_location.h"
#include "indexer/index_schema.h"
#include "indexer/index_segments.h"
#include "indexer/posting_list.h"
#include "indexer/repeat_tracker.h"
#include "indexer/repeated_blocks.h"
#include "indexer/stored_path.h"
#include "indexer/worker/reader_pool.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kMostSegments = 128;  // each has files that are open
constexpr unsigned kMostWriters = 8;

/// What the index knows of a file, and whether it is still there.
struct Known {
  IndexedFile file;  // its path is the key
  bool found = false;
};

class IndexRun : private PipelineSteps {
 public:
  IndexRun(const fs::path& project, LanguageResources& resources, const IndexOptions& options,
           const DiagnosticSink& sink)
      : project_(project),
        base_(project.parent_path()),
        resources_(resources),
        options_(options),
        sink_(sink),
        readers_(options.reader_command, options.reader_limits, options.stop),
        phrases_(BoilerplatePhrases::read(resources.options().data_folder, sink)) {}

  IndexSummary run() {
    const FileLock lock(project_ / "index.lock", options_.wait_seconds, options_.stop);
    find_index();
    const std::vector<std::string> roots = all_roots();
    walk_roots(roots);
    if (!fresh_) remember();
    find_work();
    if (fresh_) make_index();
    if (roots != old_roots_ || fresh_) index_->set_roots(roots);
    analyse_and_write();
    remove_vanished();
    finish();
    return summary_;
  }

 private:
  void find_index() {
    try {
      current_ = current_database(project_);
    } catch (const Error&) {
      if (!rebuild_) throw;
    }
    if (!rebuild_ && current_ && is_of_older_format(*current_)) {
      report(sink_, Severity::warning, "the index was made by an older version; it is made again");
      rebuild_ = true;
    }
    if (rebuild_ && current_) {
      // The folders to read again; a damaged index may not be able to say.
      try {
        old_roots_ = stored_roots(*current_);
      } catch (const Error& error) {
        report(sink_, Severity::warning,
               fmt::format("the old index cannot be read ({}); name the folders to index", error.message()));
      }
    }
    fresh_ = rebuild_ || !current_;
    shards_ = shards();
    if (fresh_) return;
    if (is_segmented(*current_)) join_segments();
    database_ = *current_;
    index_.emplace(database_);
    old_roots_ = index_->only().roots();
  }

  /// Of a first run that did not come to its end.
  void join_segments() {
    const fs::path joined = next_database(project_);
    compact_index(*current_, joined);
    write_checksums(joined);
    switch_database(project_, joined);
    current_ = joined;
  }

  void make_index() {
    database_ = next_database(project_);
    if (shards_ > 1) {
      index_.emplace(database_, shards_);
      show();
    } else {
      split_work();
      std::vector<std::uint32_t> most_articles;
      for (const auto& files : work_) most_articles.push_back(static_cast<std::uint32_t>(files.size()));
      index_.emplace(database_, most_articles, options_.segment_memory);
    }
  }

  /// Without an old index a reader may as well see this one grow.
  void show() {
    const std::lock_guard lock(counting_);
    if (!current_) switch_database(project_, database_);
  }

  /// Into runs of about the same size.
  void split_work() {
    std::vector<FileToIndex> files = std::move(work_.front());
    std::uint64_t bytes = 0, before = 0;
    for (const FileToIndex& each : files) bytes += each.file.size;
    const std::uint64_t count = segment_count(bytes);
    work_.assign(count, {});
    for (FileToIndex& each : files) {
      const std::uint64_t segment = std::min(count - 1, before * count / std::max<std::uint64_t>(1, bytes));
      before += each.file.size;
      work_[segment].push_back(std::move(each));
    }
  }

  /// A multiple of the threads that write, so that each has always one.
  std::uint64_t segment_count(std::uint64_t bytes) const {
    const std::uint64_t least = std::max<std::uint64_t>(1, options_.least_segment_bytes);
    const std::uint64_t writers = at_once(bytes / least);
    return std::clamp<std::uint64_t>(bytes / std::max<std::uint64_t>(1, options_.most_segment_bytes) / writers, 1,
                                     kMostSegments / writers) *
           writers;
  }

  /// Of so many segments, those that are written at the same time. Writing is half of all work.
  std::size_t at_once(std::size_t segments) const {
    return std::clamp<std::size_t>(segments, 1, std::min(jobs(), kMostWriters));
  }

  unsigned jobs() const { return std::max(1U, options_.jobs); }

  /// As asked for; else as the old index has them.
  unsigned shards() const {
    const auto old = current_ ? static_cast<unsigned>(shards_of(*current_).size()) : 1U;
    if (options_.shards == 0 || options_.shards == old) return old;
    if (fresh_) return options_.shards;
    throw Error(ErrorKind::usage,
                fmt::format("the index has {} shards; to have {}, run 'termknit index --rebuild --shards {}'", old,
                            options_.shards, options_.shards));
  }

  std::vector<std::string> all_roots() const {
    std::vector<std::string> roots = old_roots_;
    for (const fs::path& path : options_.paths) {
      std::string root = stored_path(base_, path);
      if (std::find(roots.begin(), roots.end(), root) == roots.end()) roots.push_back(std::move(root));
    }
    return roots;
  }

  void walk_roots(const std::vector<std::string>& roots) {
    WalkOptions walk_options{
        .follow_links = options_.follow_links, .exclude = options_.exclude, .base = base_, .stop = options_.stop};
    std::vector<fs::path> paths = options_.paths;
    if (paths.empty() || rebuild_) {
      paths.clear();
      for (const std::string& root : roots) {
        fs::path path = file_path(base_, root);
        std::error_code ignored;
        if (fs::exists(fs::symlink_status(path, ignored))) {
          paths.push_back(path);
        } else if (named_now(path)) {
          throw Error(ErrorKind::not_found, "is not there", {path.string()});
        }
      }
    }
    for (const fs::path& path : paths) walked_.push_back(stored_path(base_, path));
    for (const std::string& root : roots) {
      if (options_.paths.empty() && std::find(walked_.begin(), walked_.end(), root) == walked_.end())
        walked_.push_back(root);  // vanished
    }
    // Named as everywhere else, also where the roots are those of an earlier run.
    found_ = walk(paths, walk_options, [this](Diagnostic diagnostic) {
      if (!diagnostic.place.file.empty()) diagnostic.place.file = stored_path(base_, diagnostic.place.file);
      if (sink_) sink_(diagnostic);
    });
  }

  bool named_now(const fs::path& path) const {
    return std::any_of(options_.paths.begin(), options_.paths.end(), [&](const fs::path& named) {
      return fs::absolute(named).lexically_normal() == path.lexically_normal();
    });
  }

  void remember() {
    const IndexWriter& writer = index_->only();
    std::vector<IndexedFile> files = writer.files();
    known_.reserve(files.size());
    for (IndexedFile& file : files) {
      std::string path = std::move(file.path);
      known_.emplace(std::move(path), Known{std::move(file)});
    }
    for (const LanguageTag& language : writer.fingerprinted()) {
      if (writer.fingerprint(language) == resources_.fingerprint(language)) {
        current_fingerprints_.insert(language);
        continue;
      }
      report(sink_, Severity::note,
             fmt::format("the analysis of '{}' has changed; its articles are indexed again", language.str()));
      outdated_.insert(language);
      for (std::string& path : writer.articles_in(language)) must_analyse_.insert(std::move(path));
    }
  }

  /// Size and time first: an unchanged file is not opened.
  void find_work() {
    PathStore paths(base_);
    for (FoundFile& file : found_.files) {
      FileToIndex item;
      item.path = paths.stored(file.path);
      const auto known = known_.find(item.path);
      item.must_analyse = rebuild_ || must_analyse_.contains(item.path);
      item.is_new = known == known_.end();
      if (!item.is_new) {
        known->second.found = true;
        const IndexedFile& before = known->second.file;
        if (!item.must_analyse && before.size == file.size && before.modified_ns == file.modified_ns) {
          ++summary_.unchanged;
          continue;
        }
        item.known_hash = before.content_hash;
      }
      item.file = std::move(file);
      work_.front().push_back(std::move(item));
    }
    found_.files = {};
    for (const auto& [path, known] : known_) {
      if (!known.found && was_walked(path)) vanished_.push_back(path);
    }
    std::sort(vanished_.begin(), vanished_.end());
    for (const std::string& path : vanished_) {
      if (!must_analyse_.contains(path)) vanished_by_hash_[known_.at(path).file.content_hash].push_back(path);
    }
  }

  /// Below a folder that was walked and could be read: then a file that was not found is gone.
  bool was_walked(const std::string& path) const {
    const auto below = [&](const std::string& folder) {
      return folder == "." || path == folder || (path.starts_with(folder) && path[folder.size()] == '/');
    };
    if (!std::any_of(walked_.begin(), walked_.end(), below)) return false;
    return std::none_of(found_.unreadable.begin(), found_.unreadable.end(),
                        [&](const fs::path& folder) { return below(stored_path(base_, folder)); });
  }

  bool stop() {
    if (!summary_.stopped && options_.stop && options_.stop()) summary_.stopped = true;
    return summary_.stopped;
  }

  void analyse_and_write() {
    repeats_.emplace(*index_, database_);
    std::uint64_t files = 0;
    for (const auto& of_segment : work_) files += of_segment.size();
    while (makers_.size() < jobs()) makers_.emplace_back(resources_);
    fingerprints_.assign(index_->size(), current_fingerprints_);
    ArticlePipeline pipeline(
        *this, std::move(work_),
        {.folder = database_, .jobs = jobs(), .at_once = at_once(index_->size()), .stop = options_.stop});
    while (pipeline.advance()) {
      const PipelineProgress done = pipeline.progress();
      if (options_.progress && done.files > 0) options_.progress(done.files, files, done.bytes);
    }
    stop();
  }

  void stage_begins() override {
    resources_.forget_words();  // what the batches before brought is among the forms by now
  }

  void read(PipelineItem& item) override { read(item, true); }

  void have_read(PipelineBatch& batch) override {
    find_renamed(batch);
    note_blocks(batch);
    for (PipelineItem& item : batch) {
      for (const Diagnostic& diagnostic : item.diagnostics) {
        if (sink_) sink_(diagnostic);
      }
      item.diagnostics = {};
      if (item.has_article()) index_->dictionaries().learn(item.article);
    }
  }

  void analyse(PipelineItem& item, unsigned worker) override {
    if (!item.has_article()) return;
    repeats_->mark(item.article, item.blocks);
    ArticlePostings postings = makers_[worker].make(item.article, index_->at(item.segment).forms);
    item.document = article_document(item.article, postings);
    item.new_forms = std::move(postings.vocabulary);
  }

  /// Of the forms that the batch brought each is kept, and left for the writer to store, once.
  void have_analysed(PipelineBatch& batch) override {
    for (PipelineItem& item : batch) {
      FormTable& forms = index_->at(item.segment).forms;
      std::erase_if(item.new_forms,
                    [&](const VocabularyItem& form) { return !forms.add(form.key, parts_of(*form.analysis)); });
      if (item.has_article()) index_->dictionaries().renew(item.article);
    }
    resources_.rest();
  }

  void before_packing(PipelineBatch& batch) override {
    for (const PipelineItem& item : batch) {
      if (item.has_article()) segment_of(item).keep_dictionary(item.article);
    }
  }

  /// One article after the other: zstd's tables stay in the cache.
  void pack(PipelineItem& item) override {
    if (!item.has_article()) return;
    item.document.add_value(index_schema::kText, index_->dictionaries().pack(item.article));
    item.entries = vocabulary_entries(item.new_forms);
    item.new_forms = {};
  }

  IndexSegment& segment_of(const PipelineItem& item) { return index_->at(item.segment); }

  void read(PipelineItem& item, bool may_be_renamed) const {
    const DiagnosticSink sink = [&item](const Diagnostic& diagnostic) { item.diagnostics.push_back(diagnostic); };
    try {
      const std::string bytes = read_file(item.file.path, options_.max_file_bytes);
      const std::uint64_t hash = checksum(bytes);
      if (!item.must_analyse && item.known_hash != 0 && hash == item.known_hash) {
        item.same_content = true;
        item.article.content_hash = hash;
        return;
      }
      if (may_be_renamed && item.is_new && vanished_by_hash_.contains(hash)) {
        item.perhaps_renamed = true;
        item.article.content_hash = hash;
        return;
      }
      const std::string name = fs::path(item.file.path).filename().string();
      ReadArticle read =
          readers_.read(bytes, article_format(name, bytes),
                        {.name = item.path, .encoding = options_.encoding, .all_text = options_.all_text}, sink);
      if (!options_.all_text) mark_boilerplate(read.blocks, phrases_);
      item.article = build_article(read, options_.language, resources_.common_words());
      if (item.article.blocks.empty()) throw Error(ErrorKind::malformed, "holds no text", {item.path});
      if (item.article.text.size() > kMaxArticleText) {
        throw Error(ErrorKind::limit,
                    fmt::format("holds {} bytes of text; the limit is {}", item.article.text.size(), kMaxArticleText),
                    {item.path});
      }
      item.article.path = item.path;
      item.article.size = bytes.size();  // of what was read: the file may have changed since it was listed
      item.article.modified_ns = item.file.modified_ns;
      item.article.content_hash = hash;
      item.article.all_text = options_.all_text;
      item.blocks = block_checksums(item.article);
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::internal || error.kind() == ErrorKind::usage) throw;
      item.failed = true;
      sink({Severity::error, "skipped: " + error.message(), {item.path}});
    }
  }

  /// Gives the article of a file that is gone to one with the same content and the same kind of name. Of several, the
  /// first in order of path.
  bool rename(const PipelineItem& item) {
    std::vector<std::string>& gone = vanished_by_hash_.at(item.article.content_hash);
    const auto from = std::find_if(gone.begin(), gone.end(), [&](const std::string& path) {
      return fs::path(path).extension() == fs::path(item.path).extension();
    });
    if (from == gone.end()) return false;
    const IndexedFile file{item.path, item.file.size, item.file.modified_ns, item.article.content_hash};
    const bool renamed = index_->only().rename(*from, file);
    if (renamed) {
      report(sink_, Severity::note, fmt::format("renamed from {}", *from), {item.path});
      vanished_.erase(std::find(vanished_.begin(), vanished_.end(), *from));
      ++summary_.renamed;
    }
    gone.erase(from);
    return renamed;
  }

  void find_renamed(PipelineBatch& batch) {
    for (PipelineItem& item : batch) {
      if (!item.perhaps_renamed) continue;
      item.renamed = rename(item);
      if (!item.renamed) read(item, false);
    }
  }

  void note_blocks(const PipelineBatch& batch) {
    for (const PipelineItem& item : batch) {
      if (known_.contains(item.path) && !item.same_content) repeats_->leaving(item.path);
      if (item.has_article()) repeats_->seen(item.blocks);
    }
  }

  void write(PipelineItem& item) override {
    if (item.renamed) return;
    count(item);
    IndexSegment& segment = segment_of(item);
    const bool known = known_.contains(item.path);
    if (item.failed) {
      if (known) segment.writer().remove(item.path);  // what it held before is not what is on disk
    } else if (item.same_content) {
      segment.writer().touch({item.path, item.file.size, item.file.modified_ns, item.known_hash});
    } else {
      note_languages(item);
      for (const VocabularyEntry& form : item.entries) segment.keep(form);
      const std::uint32_t number = segment.put(item.article, item.document);
      item.document = {};
      item.entries = {};
      const std::lock_guard lock(counting_);
      repeats_->stored(number, item.article, item.blocks);
    }
  }

  void segment_is_written(std::size_t segment) override {
    index_->at(segment).commit();
    index_->at(segment).forms = {};
    show();
  }

  void count(const PipelineItem& item) {
    const std::lock_guard lock(counting_);
    const bool known = known_.contains(item.path);
    if (item.failed) {
      ++summary_.skipped;
      if (known) ++summary_.removed;
    } else if (item.same_content) {
      ++summary_.unchanged;
    } else {
      summary_.text_bytes += item.article.text.size();
      ++(known ? summary_.changed : summary_.added);
    }
  }

  /// A language's first article brings its fingerprint; one whose analysis changed gets its new fingerprint when all
  /// its articles are done.
  void note_languages(const PipelineItem& item) {
    std::set<LanguageTag> languages{item.article.language};
    for (const ArticleBlock& block : item.article.blocks) {
      if (block.language != item.article.language) languages.insert(block.language);
    }
    for (const LanguageTag& language : languages) {
      if (language.undetermined() || outdated_.contains(language) ||
          !fingerprints_[item.segment].insert(language).second)
        continue;
      segment_of(item).set_fingerprint(language, resources_.fingerprint(language));
    }
  }

  void remove_vanished() {
    if (summary_.stopped) return;
    for (const std::string& path : vanished_) {
      repeats_->leaving(path);
      index_->only().remove(path);
    }
    summary_.removed += vanished_.size();
    repeats_->settle(makers_, options_.stop);
    stop();
  }

  void finish() {
    if (!summary_.stopped) {
      for (const LanguageTag& language : outdated_)
        index_->only().set_fingerprint(language, resources_.fingerprint(language));
    }
    index_->commit(jobs());
    summary_.articles = index_->article_count();
    if (summary_.stopped && rebuild_) {
      discard();
      return;
    }
    const bool worth_compacting =
        fresh_ || (summary_.added + summary_.changed + summary_.removed) * 5 > summary_.articles;
    const bool changed = fresh_ || summary_.added + summary_.changed + summary_.removed + summary_.renamed > 0;
    if (!summary_.stopped && changed && worth_compacting) {
      const fs::path compacted = next_database(project_);
      if (!fresh_) index_->only().drop_unused_words();
      index_.reset();
      compact_index(database_, compacted);
      write_checksums(compacted);
      switch_database(project_, compacted);
    } else {
      index_->seal();
      index_.reset();
      if (fresh_) switch_database(project_, database_);
    }
  }

  /// A rebuild that was stopped leaves the old index in place.
  void discard() {
    index_.reset();
    std::error_code ignored;
    if (const auto current = current_database(project_); current && *current != database_)
      fs::remove_all(database_, ignored);
  }

  const fs::path project_, base_;
  LanguageResources& resources_;
  const IndexOptions& options_;
  const DiagnosticSink& sink_;
  mutable ReaderPool readers_;
  const BoilerplatePhrases phrases_;
  std::optional<IndexSegments> index_;
  std::optional<RepeatTracker> repeats_;
  std::vector<PostingMaker> makers_;  // one for each worker
  std::optional<fs::path> current_;   // the database there was
  fs::path database_;                 // the one that is written
  unsigned shards_ = 1;
  bool rebuild_ = options_.rebuild;
  bool fresh_ = false;
  std::vector<std::string> old_roots_, walked_, vanished_;
  WalkResult found_;
  std::unordered_map<std::string, Known> known_;
  std::unordered_set<std::string> must_analyse_;
  std::unordered_map<std::uint64_t, std::vector<std::string>> vanished_by_hash_;
  std::set<LanguageTag> outdated_, current_fingerprints_;
  std::vector<std::set<LanguageTag>> fingerprints_;  // that a segment has
  std::vector<std::vector<FileToIndex>> work_{1};    // of each segment
  std::mutex counting_;                              // by those who write: `summary_`, `repeats_`
  IndexSummary summary_;
};

}  // namespace

IndexSummary index_articles(const fs::path& project, LanguageResources& resources, const IndexOptions& options,
                            const DiagnosticSink& sink) {
  return IndexRun(project, resources, options, sink).run();
}

}  // namespace termknit
