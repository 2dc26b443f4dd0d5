// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The only writer of the Xapian database.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/article.h"
#include "indexer/dictionary_maker.h"
#include "indexer/index_document.h"
#include "indexer/vocabulary_entry.h"

namespace termknit {

/// What the index knows of a file without reading it.
struct IndexedFile {
  std::string path{};
  std::uint64_t size = 0;
  std::int64_t modified_ns = 0;
  std::uint64_t content_hash = 0;
};

/// True for a format that this program no longer reads: it is made again. False for a newer one. Throws Error(corrupt).
bool is_of_older_format(const std::filesystem::path& database);
/// The folders and files the user named so far, as stored paths; of an index of any format. Throws Error(corrupt).
std::vector<std::string> stored_roots(const std::filesystem::path& database);

struct IndexWriterOptions {
  unsigned shards = 1;                                 ///< databases that a new index is made of
  std::uint32_t first_number = 1;                      ///< no article gets a lower one
  std::size_t commit_bytes = 1 << 20;                  ///< of text: put() commits by itself after so much
  bool sync = true;                                    ///< a commit survives a loss of power
  std::shared_ptr<DictionaryMaker> dictionaries = {};  ///< shared with other writers; null: its own
};

/// Not thread-safe. Xapian's errors become Error: io (disk full), corrupt, locked.
class IndexWriter {
 public:
  /// Opens `database`, making it if it is not there: then commits survive the end of the process, but a loss of power
  /// only once it has been compacted. Throws Error(too_new) for another format version.
  explicit IndexWriter(const std::filesystem::path& database, const IndexWriterOptions& options = {});
  ~IndexWriter();
  IndexWriter(IndexWriter&&) noexcept;
  IndexWriter& operator=(IndexWriter&&) noexcept;

  std::vector<IndexedFile> files() const;
  std::uint64_t article_count() const;
  std::string fingerprint(const LanguageTag& language) const;
  void set_fingerprint(const LanguageTag& language, const std::string& fingerprint);
  /// The folders and files the user named so far, as stored paths.
  std::vector<std::string> roots() const;
  void set_roots(const std::vector<std::string>& roots);
  /// Languages that have a fingerprint.
  std::vector<LanguageTag> fingerprinted() const;
  /// What indexer/repeat_tracker.h needs: whether the marks of repeated blocks are true everywhere.
  bool unsettled() const;
  void set_unsettled(bool unsettled);
  /// Articles have numbers, ascending as they came in, and keep them when they are replaced.
  std::vector<std::uint32_t> numbers() const;
  std::optional<std::uint32_t> number_of(std::string_view path) const;
  Article article(std::uint32_t number) const;

  /// Paths of the articles that have text in `language`.
  std::vector<std::string> articles_in(const LanguageTag& language) const;

  /// Before an article is packed: stores the dictionary that is for it, if that is new.
  void keep_dictionary(const Article& article);
  /// Adds a form to the vocabulary: before the article is put that has it.
  void keep(const VocabularyEntry& form);
  /// Adds the article, or replaces the one with its path. Returns its number.
  std::uint32_t put(const Article& article, const IndexDocument& document);
  /// Notes a new time or size of a file whose content did not change.
  void touch(const IndexedFile& file);
  /// The article of `from` is the one of `to.path` from now on. False if there is none.
  bool rename(std::string_view from, const IndexedFile& to);
  void remove(std::string_view path);
  /// Everything put so far is on disk when this returns.
  void commit();
  /// Writes the checksums of what is committed, if anything has changed (indexer/index_checksums.h).
  void seal();
  /// Takes out of the vocabulary, and commits, the words that are in no article any more. Reads all of it.
  void drop_unused_words();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace termknit
