// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The only writer of the Xapian database.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/article.h"
#include "indexer/posting_list.h"

namespace termknit {

/// What the index knows of a file without reading it.
struct IndexedFile {
  std::string path{};
  std::uint64_t size = 0;
  std::int64_t modified_ns = 0;
  std::uint64_t content_hash = 0;
};

/// Not thread-safe. Xapian's errors become Error: io (disk full), corrupt, locked.
class IndexWriter {
 public:
  /// Opens `database`, making it of `shards` databases if it is not there. Throws Error(too_new) for another format
  /// version.
  explicit IndexWriter(const std::filesystem::path& database, unsigned shards = 1);
  ~IndexWriter();

  std::vector<IndexedFile> files() const;
  std::uint64_t article_count() const;
  std::string fingerprint(const LanguageTag& language) const;
  void set_fingerprint(const LanguageTag& language, const std::string& fingerprint);
  /// The folders and files the user named so far, as stored paths.
  std::vector<std::string> roots() const;
  void set_roots(const std::vector<std::string>& roots);
  /// Languages that have a fingerprint.
  std::vector<LanguageTag> fingerprinted() const;
  /// What indexer/repeat_tracker.h needs: which block terms were repeated, and whether the marks say so everywhere.
  std::vector<std::string> repeated_terms() const;
  void set_repeated_terms(const std::vector<std::string>& terms);
  bool unsettled() const;
  void set_unsettled(bool unsettled);
  /// Counting what was put or removed a moment ago.
  std::size_t articles_with(const std::string& term) const;
  std::set<std::string> paths_with(const std::string& term) const;
  std::vector<std::string> paths() const;
  /// Terms that begin with `prefix`: of the whole index, those in `articles` articles or more; of one article, sorted.
  std::vector<std::string> terms_in(std::string_view prefix, std::size_t articles) const;
  std::vector<std::string> terms_of(std::string_view path, std::string_view prefix) const;
  /// Empty if there is none of that path.
  Article article(std::string_view path) const;

  /// True if the vocabulary holds the form for certain (VocabularyItem::key). May be asked by many threads while none
  /// writes.
  bool keeps_form(std::uint64_t key) const;

  /// Paths of the articles that have text in `language`.
  std::vector<std::string> articles_in(const LanguageTag& language) const;

  /// Adds the article, or replaces the one with its path. Commits by itself after about 1 MB of text: more makes
  /// Xapian's memory grow and its caches miss.
  void put(const Article& article, const ArticlePostings& postings);
  /// Notes a new time or size of a file whose content did not change.
  void touch(const IndexedFile& file);
  /// The article of `from` is the one of `to.path` from now on. False if there is none.
  bool rename(std::string_view from, const IndexedFile& to);
  void remove(std::string_view path);
  /// Everything put so far is on disk when this returns.
  void commit();
  /// Writes the checksums of what is committed, if anything has changed (indexer/index_checksums.h).
  void seal();
  /// Writes a compacted copy of what is committed to `target`.
  void compact_to(const std::filesystem::path& target) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace termknit
