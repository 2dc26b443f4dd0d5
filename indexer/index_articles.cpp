// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index_articles.h"

#include <algorithm>
#include <atomic>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>
#include <xapian.h>

#include "core/checksum.h"
#include "core/file.h"
#include "core/file_lock.h"
#include "core/parallel.h"
#include "indexer/article_builder.h"
#include "indexer/article_reader.h"
#include "indexer/boilerplate.h"
#include "indexer/folder_walk.h"
#include "indexer/index_checksums.h"
#include "indexer/index_database.h"
#include "indexer/index_location.h"
#include "indexer/index_writer.h"
#include "indexer/posting_list.h"
#include "indexer/repeat_tracker.h"
#include "indexer/repeated_blocks.h"
#include "indexer/stored_path.h"
#include "indexer/worker/reader_pool.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kBatchBytes = 2 << 20;  // of files read before their terms are written
constexpr std::size_t kBatchFiles = 128;
constexpr std::uint64_t kMostWaitingBytes = 1 << 20;  // of files that are analysed, but not written
/// Of files read before the first of them is analysed: the more is known of what follows, the fewer articles have to be
/// corrected for blocks that turn out to be repeated.
constexpr std::uint64_t kBytesAhead = 4 << 20;

/// A file that may have to be read. There is one for each file of a folder, so it is small.
struct Work {
  FoundFile file;
  std::string path;  // as stored
  std::uint64_t known_hash = 0;
  bool must_analyse = false, is_new = false;
};

/// What the index knows of a file, and whether it is still there.
struct Known {
  IndexedFile file;  // its path is the key
  bool found = false;
};

/// One file on its way into the index.
struct Item : Work {
  // What a worker makes of it:
  bool same_content = false, failed = false;
  bool perhaps_renamed = false;  // has the content of a file that is gone
  bool renamed = false;          // and is that one

  bool has_article() const { return !same_content && !failed && !renamed; }
  Article article;
  std::vector<std::uint64_t> blocks;  // block_checksums()
  /// Forms that the article brought: whether the run had met one is not known before the whole batch is analysed.
  std::vector<VocabularyItem> new_forms;
  std::vector<VocabularyEntry> entries;  // of those it had not
  std::unique_ptr<Xapian::Document> document;
  std::vector<Diagnostic> diagnostics;
};

/// Files that go through the stages together.
using Batch = std::vector<Item>;

class IndexRun {
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
    open();
    const std::vector<std::string> roots = all_roots();
    walk_roots(roots);
    remember(roots);
    find_work();
    analyse_and_write();
    remove_vanished();
    finish();
    return summary_;
  }

 private:
  void open() {
    std::optional<fs::path> current;
    try {
      current = current_database(project_);
    } catch (const Error&) {
      if (!rebuild_) throw;
    }
    if (!rebuild_ && current && is_of_older_format(*current)) {
      report(sink_, Severity::warning, "the index was made by an older version; it is made again");
      rebuild_ = true;
    }
    if (rebuild_ && current) {
      // The folders to read again; a damaged index may not be able to say.
      try {
        old_roots_ = stored_roots(*current);
      } catch (const Error& error) {
        report(sink_, Severity::warning,
               fmt::format("the old index cannot be read ({}); name the folders to index", error.message()));
      }
    }
    fresh_ = rebuild_ || !current;
    database_ = fresh_ ? next_database(project_) : *current;
    writer_.emplace(database_, shards(current));
    repeats_.emplace(*writer_, database_);
    makers_.reserve(std::max(1U, options_.jobs));
    while (makers_.size() < std::max(1U, options_.jobs)) makers_.emplace_back(resources_, forms_);
    // Without an old index a reader may as well see this one grow.
    if (fresh_ && !current) switch_database(project_, database_);
    if (!fresh_) old_roots_ = writer_->roots();
  }

  /// As asked for; else as the old index has them.
  unsigned shards(const std::optional<fs::path>& current) const {
    const auto old = current ? static_cast<unsigned>(shards_of(*current).size()) : 1U;
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

  void remember(const std::vector<std::string>& roots) {
    if (roots != writer_->roots()) writer_->set_roots(roots);
    std::vector<IndexedFile> files = writer_->files();
    known_.reserve(files.size());
    for (IndexedFile& file : files) {
      std::string path = std::move(file.path);
      known_.emplace(std::move(path), Known{std::move(file)});
    }
    for (const LanguageTag& language : writer_->fingerprinted()) {
      if (writer_->fingerprint(language) == resources_.fingerprint(language)) {
        current_fingerprints_.insert(language);
        continue;
      }
      report(sink_, Severity::note,
             fmt::format("the analysis of '{}' has changed; its articles are indexed again", language.str()));
      outdated_.insert(language);
      for (std::string& path : writer_->articles_in(language)) must_analyse_.insert(std::move(path));
    }
  }

  /// Size and time first: an unchanged file is not opened.
  void find_work() {
    PathStore paths(base_);
    for (FoundFile& file : found_.files) {
      Work item;
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
      work_.push_back(std::move(item));
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

  /// Four stages at once: while some articles are written (by one thread, as Xapian wants it) a batch is packed, one is
  /// analysed and another one is read.
  void analyse_and_write() {
    std::deque<Batch> ahead, to_write;
    Batch to_pack;
    std::size_t taken = 0;
    std::uint64_t bytes_ahead = 0;
    while (!stop() && written_ < work_.size()) {
      Batch read = take(taken), chosen;
      if (!ahead.empty() && (read.empty() || bytes_ahead >= kBytesAhead)) {
        chosen = std::move(ahead.front());
        ahead.pop_front();
        bytes_ahead -= bytes_of(chosen);
        mark_repeated(chosen);
        renew_dictionaries(chosen);
      }
      run_stages(to_write, to_pack, chosen, read);
      if (options_.progress && written_ > 0) options_.progress(written_, work_.size(), bytes_written_);
      // A batch that was cut short by a stop is left out as a whole: what is not written is done by the next run.
      if (stop()) break;
      bytes_waiting_ += bytes_of(to_pack);
      if (!to_pack.empty()) to_write.push_back(std::move(to_pack));
      keep_forms(chosen);
      to_pack = std::move(chosen);
      if (read.empty()) continue;
      find_renamed(read);
      note_blocks(read);
      learn(read);
      bytes_ahead += bytes_of(read);
      ahead.push_back(std::move(read));
    }
  }

  static std::uint64_t bytes_of(const Batch& batch) {
    std::uint64_t bytes = 0;
    for (const Item& item : batch) bytes += item.file.size;
    return bytes;
  }

  Batch take(std::size_t& taken) {
    Batch batch;
    for (std::uint64_t bytes = 0; taken < work_.size() && batch.size() < kBatchFiles && bytes < kBatchBytes; ++taken) {
      bytes += work_[taken].file.size;
      static_cast<Work&>(batch.emplace_back()) = std::move(work_[taken]);
    }
    return batch;
  }

  /// The next of `batch` that nobody has taken yet is given to `use`; false if there is none.
  template <typename Use>
  static bool take_next(Batch& batch, std::atomic<std::size_t>& taken, const Use& use) {
    const std::size_t i = taken++;
    if (i >= batch.size()) return false;
    use(batch[i]);
    return true;
  }

  /// The worker that writes reads when it is done, the others analyse first: what is analysed decides how long it
  /// takes.
  void run_stages(std::deque<Batch>& to_write, Batch& to_pack, Batch& to_analyse, Batch& to_read) {
    const std::size_t tasks = to_pack.size() + to_analyse.size() + to_read.size();
    std::atomic<std::size_t> packs{0}, analyses{0}, reads{0}, done{0};
    std::atomic<unsigned> writer{0};
    const auto pack_next = [&] { return take_next(to_pack, packs, [&](Item& item) { pack(item); }); };
    const auto read_next = [&] { return take_next(to_read, reads, [&](Item& item) { prepare(item); }); };
    const auto analyse_next = [&](unsigned worker) {
      return take_next(to_analyse, analyses, [&](Item& item) { analyse(item, makers_[worker]); });
    };
    parallel_for(1 + tasks, options_.jobs, [&](std::size_t i, unsigned worker) {
      if (i == 0) {
        writer = worker;
        write_while(to_write, [&] { return tasks == 0 || done < tasks; });
        return;
      }
      if (i == 1) resources_.forget_words();  // what the batch before brought is among the forms by now
      if (!(options_.stop && options_.stop())) {
        if (worker == writer) {
          static_cast<void>(read_next() || analyse_next(worker) || pack_next());
        } else {
          static_cast<void>(pack_next() || analyse_next(worker) || read_next());
        }
      }
      ++done;
    });
  }

  /// In order, as long as `others_work`: a commit takes longer than the others need for their next batch, so something
  /// may be left to write.
  void write_while(std::deque<Batch>& waiting, const std::function<bool()>& others_work) {
    while (!waiting.empty() && (others_work() || bytes_waiting_ > kMostWaitingBytes)) {
      Item& item = waiting.front()[written_of_batch_];
      write(item);
      bytes_waiting_ -= item.file.size;
      bytes_written_ += item.file.size;
      ++written_;
      if (++written_of_batch_ < waiting.front().size()) continue;
      waiting.pop_front();
      written_of_batch_ = 0;
    }
  }

  /// Of the forms that the batch brought each is kept, and left for the writer to store, once.
  void keep_forms(Batch& batch) {
    for (Item& item : batch) {
      std::erase_if(item.new_forms,
                    [&](const VocabularyItem& form) { return !forms_.add(form.key, parts_of(*form.analysis)); });
    }
    resources_.rest();
  }

  /// Runs in a worker, as prepare(). One article after the other: zstd's tables stay in the cache.
  void pack(Item& item) const {
    if (!item.has_article()) return;
    writer_->add_text(*item.document, item.article);
    item.entries = vocabulary_entries(item.new_forms);
    item.new_forms = {};
  }

  /// Runs in a worker: touches nothing but `item`.
  void prepare(Item& item) const { read(item, true); }

  void read(Item& item, bool may_be_renamed) const {
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
      item.article = build_article(read, options_.language);
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
  bool rename(const Item& item) {
    std::vector<std::string>& gone = vanished_by_hash_.at(item.article.content_hash);
    const auto from = std::find_if(gone.begin(), gone.end(), [&](const std::string& path) {
      return fs::path(path).extension() == fs::path(item.path).extension();
    });
    if (from == gone.end()) return false;
    const IndexedFile file{item.path, item.file.size, item.file.modified_ns, item.article.content_hash};
    const bool renamed = writer_->rename(*from, file);
    if (renamed) {
      report(sink_, Severity::note, fmt::format("renamed from {}", *from), {item.path});
      vanished_.erase(std::find(vanished_.begin(), vanished_.end(), *from));
      ++summary_.renamed;
    }
    gone.erase(from);
    return renamed;
  }

  void find_renamed(std::span<Item> batch) {
    for (Item& item : batch) {
      if (!item.perhaps_renamed) continue;
      item.renamed = rename(item);
      if (!item.renamed) read(item, false);
    }
  }

  void note_blocks(std::span<const Item> batch) {
    for (const Item& item : batch) {
      if (known_.contains(item.path) && !item.same_content) repeats_->leaving(item.path);
      if (item.has_article()) repeats_->seen(item.blocks);
    }
  }

  void mark_repeated(std::span<Item> batch) {
    for (Item& item : batch) {
      if (item.has_article()) repeats_->mark(item.article, item.blocks);
    }
  }

  void learn(std::span<const Item> batch) {
    for (const Item& item : batch) {
      if (item.has_article()) writer_->learn(item.article);
    }
  }

  void renew_dictionaries(std::span<const Item> batch) {
    for (const Item& item : batch) {
      if (item.has_article()) writer_->renew_dictionary(item.article);
    }
  }

  /// Runs in a worker, as prepare().
  void analyse(Item& item, PostingMaker& maker) const {
    if (!item.has_article()) return;
    ArticlePostings postings = maker.make(item.article);
    item.document = writer_->document_of(item.article, postings);
    item.new_forms = std::move(postings.vocabulary);
  }

  void write(Item& item) {
    if (item.renamed) return;
    for (const Diagnostic& diagnostic : item.diagnostics) {
      if (sink_) sink_(diagnostic);
    }
    const bool known = known_.contains(item.path);
    if (item.failed) {
      ++summary_.skipped;
      if (known) {
        writer_->remove(item.path);  // what it held before is not what is on disk
        ++summary_.removed;
      }
    } else if (item.same_content) {
      writer_->touch({item.path, item.file.size, item.file.modified_ns, item.article.content_hash});
      ++summary_.unchanged;
    } else {
      note_languages(item.article);
      for (VocabularyEntry& form : item.entries) writer_->keep(std::move(form));
      const std::uint32_t number = writer_->put(item.article, *item.document);
      item.document.reset();
      item.entries = {};
      repeats_->stored(number, item.article, item.blocks);
      summary_.text_bytes += item.article.text.size();
      ++(known ? summary_.changed : summary_.added);
    }
  }

  /// A language's first article brings its fingerprint; one whose analysis changed gets its new fingerprint when all
  /// its articles are done.
  void note_languages(const Article& article) {
    std::set<LanguageTag> languages{article.language};
    for (const ArticleBlock& block : article.blocks) {
      if (block.language != article.language) languages.insert(block.language);
    }
    for (const LanguageTag& language : languages) {
      if (language.undetermined() || outdated_.contains(language) || !current_fingerprints_.insert(language).second)
        continue;
      writer_->set_fingerprint(language, resources_.fingerprint(language));
    }
  }

  void remove_vanished() {
    if (summary_.stopped) return;
    for (const std::string& path : vanished_) {
      repeats_->leaving(path);
      writer_->remove(path);
    }
    summary_.removed += vanished_.size();
    repeats_->settle(makers_, options_.stop);
    stop();
  }

  void finish() {
    if (!summary_.stopped) {
      for (const LanguageTag& language : outdated_)
        writer_->set_fingerprint(language, resources_.fingerprint(language));
    }
    writer_->commit();
    summary_.articles = writer_->article_count();
    if (summary_.stopped && rebuild_) {
      discard();
      return;
    }
    const bool worth_compacting =
        fresh_ || (summary_.added + summary_.changed + summary_.removed) * 5 > summary_.articles;
    const bool changed = summary_.added + summary_.changed + summary_.removed + summary_.renamed > 0;
    if (!summary_.stopped && changed && worth_compacting) {
      const fs::path compacted = next_database(project_);
      if (!fresh_) writer_->drop_unused_words();
      writer_->compact_to(compacted);
      writer_.reset();
      write_checksums(compacted);
      switch_database(project_, compacted);
    } else {
      writer_->seal();
      writer_.reset();
      if (fresh_) switch_database(project_, database_);
    }
  }

  /// A rebuild that was stopped leaves the old index in place.
  void discard() {
    writer_.reset();
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
  std::optional<IndexWriter> writer_;
  std::optional<RepeatTracker> repeats_;
  FormTable forms_;
  std::vector<PostingMaker> makers_;  // one for each worker
  fs::path database_;
  bool rebuild_ = options_.rebuild;
  bool fresh_ = false;
  std::vector<std::string> old_roots_, walked_, vanished_;
  WalkResult found_;
  std::unordered_map<std::string, Known> known_;
  std::unordered_set<std::string> must_analyse_;
  std::unordered_map<std::uint64_t, std::vector<std::string>> vanished_by_hash_;
  std::set<LanguageTag> outdated_, current_fingerprints_;
  std::vector<Work> work_;
  std::size_t written_ = 0, written_of_batch_ = 0;       // articles, and those of the batch that is being written
  std::uint64_t bytes_written_ = 0, bytes_waiting_ = 0;  // of files
  IndexSummary summary_;
};

}  // namespace

IndexSummary index_articles(const fs::path& project, LanguageResources& resources, const IndexOptions& options,
                            const DiagnosticSink& sink) {
  return IndexRun(project, resources, options, sink).run();
}

}  // namespace termknit
