// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// One or several article indexes searched as one: the project's own, others on this machine, or ones that Xapian's
// server (xapian-tcpsrv) serves. docs/scaling.md.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.h"
#include "indexer/article.h"
#include "language/language_resources.h"

namespace Xapian {
class Database;
class Document;
}  // namespace Xapian

namespace termknit {

/// Not thread-safe. Follows writers: what has been overwritten is opened again.
class IndexSet {
 public:
  /// Opens every name: a folder that holds a project, a project folder (".termknit"), a database folder, a Xapian stub
  /// file ("auto FOLDER", "glass FOLDER", "remote HOST:PORT", one a line), or HOST:PORT. One that cannot be opened is
  /// an error in `sink`, and the rest is searched. Throws Error: not_found or the first problem if none can be opened.
  IndexSet(const std::vector<std::string>& names, DiagnosticSink sink);
  ~IndexSet();
  IndexSet(IndexSet&&) noexcept;

  std::uint32_t article_count();
  /// Articles with text in each language, regions counted with their language.
  std::map<LanguageTag, std::uint32_t> languages();
  /// Folded forms of a folded lemma that articles hold, but for the lemma itself.
  std::vector<std::string> forms_of(const LanguageTag& language, std::string_view lemma);
  /// Folded forms that have the part of a compound which `term` (index_schema::kPart) stands for.
  std::vector<std::string> compounds_with(const std::string& term);
  /// Languages and indexed forms or lemmas with diacritics whose fold without them is that of `form`; of `prefix`:
  /// those that begin so, at most `limit` folds.
  using FormOfLanguage = std::pair<LanguageTag, std::string>;
  std::vector<FormOfLanguage> forms_without_diacritics(std::string_view form);
  std::vector<FormOfLanguage> forms_without_diacritics_from(std::string_view prefix, std::size_t limit);
  /// The stored analyses of the indexed words, over the connections of this object, which it may outlive. Not while
  /// another thread uses this object.
  std::shared_ptr<const Vocabulary> vocabulary();
  /// The `limit` terms of a kind ("" or index_schema::kTitle) whose words begin with `letters` that are in most
  /// articles, most frequent first.
  std::vector<std::string> frequent_words(std::string_view kind, std::string_view letters, std::size_t limit);
  using TermSink = std::function<void(const std::string& term, std::uint32_t articles)>;
  /// Every index term that begins with `prefix`, in order.
  void for_each_term(const std::string& prefix, const TermSink& f);
  /// The term of every word of the texts.
  void for_each_word(const TermSink& f);
  /// The article of a document, which was taken from the database that read() gave.
  Article article(const Xapian::Document& document);
  std::uint32_t articles_with(const std::string& term);
  /// Languages of an index whose analysis is not that of `resources`.
  std::vector<LanguageTag> outdated(LanguageResources& resources);

  /// Names of indexes that were asked for and are not searched, or no longer.
  const std::vector<std::string>& missing() const;

  /// Runs `f` on all indexes as one, again if a writer has moved on, and without those that a network failure takes
  /// away meanwhile. `f` must begin anew when called again. Xapian's errors become Error.
  void read(const std::function<void(Xapian::Database&)>& f);
  /// How often they had to be opened anew: the numbers of documents hold for as long as it is the same.
  std::uint64_t openings() const;

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace termknit
