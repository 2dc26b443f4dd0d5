// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The reading side of the article index: articles with their blocks, and the analyses of their words.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "indexer/article.h"
#include "language/language_resources.h"

namespace termknit {

/// Not thread-safe; `vocabulary()` is. Reopens itself when a writer has moved on (DatabaseModifiedError).
class ArticleIndex {
 public:
  /// Opens `project/index`. Empty optional if there is no index. Throws Error: corrupt ("run 'termknit index
  /// --rebuild'"), too_new.
  static std::optional<ArticleIndex> open(const std::filesystem::path& project);
  ~ArticleIndex();
  ArticleIndex(ArticleIndex&&) noexcept;
  ArticleIndex& operator=(ArticleIndex&&) noexcept;

  std::uint32_t article_count() const;
  /// Articles per language of the article.
  std::map<LanguageTag, std::uint32_t> languages() const;
  /// In order of path. `f` returning false ends the walk.
  void for_each_article(const std::function<bool(const Article&)>& f) const;
  std::optional<Article> find_article(std::string_view path) const;

  /// The stored analyses of every indexed word; keeps its own connection and may outlive this object.
  std::shared_ptr<const Vocabulary> vocabulary() const;
  /// Every indexed form of a language: its stored analysis and the number of articles it stands in (in any language).
  void for_each_form(const LanguageTag& language,
                     const std::function<void(const WordAnalysis& analysis, std::uint32_t articles)>& f) const;
  /// Languages and indexed forms whose fold without diacritics is that of `form`: "pardosana" gives lv "pārdošana".
  std::vector<std::pair<LanguageTag, std::string>> forms_without_diacritics(std::string_view form) const;

  /// Languages whose stored fingerprint is not that of `resources`: their articles should be indexed again.
  std::vector<LanguageTag> outdated(LanguageResources& resources) const;
  /// Changes with every commit.
  std::string revision() const;

  /// Everything stored, one line an item, in canonical order: for comparing states.
  void dump(const std::function<void(std::string_view line)>& sink) const;
  /// True while it is made for the first time, or when that was stopped: the marks of repeated blocks may be wrong, and
  /// more articles are to come.
  bool unfinished() const;
  /// Where the database files are; used by search/.
  std::filesystem::path database_path() const;

 private:
  struct Impl;
  explicit ArticleIndex(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace termknit
