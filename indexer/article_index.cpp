// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article_index.h"

#include <algorithm>
#include <mutex>
#include <set>

#include <fmt/format.h>
#include <xapian.h>

#include "core/tsv.h"
#include "indexer/article_head.h"
#include "indexer/article_record.h"
#include "indexer/index_database.h"
#include "indexer/index_location.h"
#include "indexer/index_schema.h"
#include "indexer/packed_text.h"
#include "indexer/vocabulary_entry.h"
#include "indexer/xapian_error.h"
#include "language/analyzer.h"
#include "language/text.h"

namespace termknit {
namespace fs = std::filesystem;
namespace schema = index_schema;

namespace {

constexpr int kReopenTries = 5;

/// A read connection that follows the writer: when its revision has been overwritten it reopens and tries again.
class Connection {
 public:
  explicit Connection(fs::path path) : path_(std::move(path)) {
    with_xapian_errors(path_, [&] { database_ = open_database(path_); });
  }

  template <typename F>
  void read(F&& f) {
    with_xapian_errors(path_, [&] {
      for (int tries = 0;; ++tries) {
        try {
          f(database_);
          return;
        } catch (const Xapian::DatabaseModifiedError&) {
          if (tries == kReopenTries) throw;
          database_.reopen();
        }
      }
    });
  }

  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
  Xapian::Database database_;
};

class IndexVocabulary : public Vocabulary {
 public:
  explicit IndexVocabulary(const fs::path& database) : connection_(database) {}

  std::shared_ptr<const WordAnalysis> find(const LanguageTag& language, std::string_view form) const override {
    if (form.empty()) return nullptr;
    const std::string key = schema::vocabulary_key(language, form);
    std::string stored;
    {
      const std::lock_guard lock(mutex_);
      connection_.read([&](Xapian::Database& database) { stored = database.get_metadata(key); });
    }
    if (stored.empty()) return nullptr;
    return std::make_shared<const WordAnalysis>(parse_stored_analysis(key, stored));
  }

 private:
  mutable std::mutex mutex_;
  mutable Connection connection_;
};

}  // namespace

struct ArticleIndex::Impl {
  mutable Connection connection;
  mutable TextUnpacker unpacker;

  explicit Impl(const fs::path& database)
      : connection(database), unpacker([this](std::uint64_t name) {
          std::string text;
          connection.read([&](Xapian::Database& db) { text = db.get_metadata(schema::dictionary_key(name)); });
          return text;
        }) {}

  Article article(const Xapian::Database& db, Xapian::docid number) const {
    return parse_article(unpacker.unpack(db.get_document(number).get_value(schema::kText)));
  }
};

ArticleIndex::ArticleIndex(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ArticleIndex::~ArticleIndex() = default;
ArticleIndex::ArticleIndex(ArticleIndex&&) noexcept = default;
ArticleIndex& ArticleIndex::operator=(ArticleIndex&&) noexcept = default;

std::optional<ArticleIndex> ArticleIndex::open(const fs::path& project) {
  const auto database = current_database(project);
  if (!database) return std::nullopt;
  auto impl = std::make_unique<Impl>(*database);
  std::string version;
  impl->connection.read([&](Xapian::Database& db) { version = db.get_metadata(schema::kVersionKey); });
  if (version != std::to_string(schema::kFormatVersion)) {
    throw Error(ErrorKind::too_new,
                fmt::format("index made by format version {}, this program reads {}; run 'termknit index'",
                            version.empty() ? "?" : version, schema::kFormatVersion),
                {database->string()});
  }
  return ArticleIndex(std::move(impl));
}

std::uint32_t ArticleIndex::article_count() const {
  std::uint32_t count = 0;
  impl_->connection.read([&](Xapian::Database& db) { count = db.get_doccount(); });
  return count;
}

std::map<LanguageTag, std::uint32_t> ArticleIndex::languages() const {
  std::map<LanguageTag, std::uint32_t> languages;
  impl_->connection.read([&](Xapian::Database& db) {
    languages.clear();
    for (auto it = db.valuestream_begin(schema::kLanguageSlot); it != db.valuestream_end(schema::kLanguageSlot); ++it) {
      if (const auto tag = LanguageTag::try_parse(*it)) ++languages[*tag];
    }
  });
  return languages;
}

void ArticleIndex::for_each_article(const std::function<bool(const Article&)>& f) const {
  std::vector<std::pair<std::string, Xapian::docid>> order;
  impl_->connection.read([&](Xapian::Database& db) {
    order.clear();
    for (auto it = db.postlist_begin(""); it != db.postlist_end(""); ++it) {
      order.emplace_back(path_of_head(db.get_document(*it, Xapian::DOC_ASSUME_VALID).get_value(schema::kHead)), *it);
    }
  });
  std::sort(order.begin(), order.end());
  for (const auto& [path, number] : order) {
    std::optional<Article> article;
    impl_->connection.read([&, id = number](Xapian::Database& db) {
      try {
        article = impl_->article(db, id);
      } catch (const Xapian::DocNotFoundError&) {
        article.reset();  // removed by a writer since the walk began
      }
    });
    if (article && !f(*article)) return;
  }
}

std::optional<Article> ArticleIndex::find_article(std::string_view path) const {
  if (path.empty()) return std::nullopt;
  std::optional<Article> article;
  impl_->connection.read([&](Xapian::Database& db) {
    const std::string id = schema::term(schema::kUniqueId, path);
    const auto it = db.postlist_begin(id);
    if (it != db.postlist_end(id)) article = impl_->article(db, *it);
  });
  return article;
}

std::shared_ptr<const Vocabulary> ArticleIndex::vocabulary() const {
  return std::make_shared<IndexVocabulary>(database_path());
}

void ArticleIndex::for_each_form(const LanguageTag& language,
                                 const std::function<void(const WordAnalysis&, std::uint32_t)>& f) const {
  impl_->connection.read([&](Xapian::Database& db) {
    const std::string prefix(schema::kVocabularyKey);
    for (auto it = db.metadata_keys_begin(prefix); it != db.metadata_keys_end(prefix); ++it) {
      const std::string key = *it;
      const auto word = schema::parse_vocabulary_key(key);
      if (!word || word->language != language.language()) continue;
      const std::uint32_t articles = db.get_termfreq(schema::word_term("", fold(word->form)));
      if (articles > 0) f(parse_stored_analysis(key, db.get_metadata(key)), articles);
    }
  });
}

std::vector<std::pair<LanguageTag, std::string>> ArticleIndex::forms_without_diacritics(std::string_view form) const {
  const std::string plain = strip_diacritics(fold(form));
  if (plain.empty()) return {};
  std::string stored;
  impl_->connection.read(
      [&](Xapian::Database& db) { stored = db.get_metadata(schema::term(schema::kFoldedFormsKey, plain)); });
  std::vector<std::pair<LanguageTag, std::string>> forms;
  for (const std::string_view piece : split(stored, '\t')) {
    const std::size_t blank = piece.find(' ');
    if (blank == std::string_view::npos) continue;
    if (const auto tag = LanguageTag::try_parse(piece.substr(0, blank)))
      forms.emplace_back(*tag, std::string(piece.substr(blank + 1)));
  }
  return forms;
}

std::vector<LanguageTag> ArticleIndex::outdated(LanguageResources& resources) const {
  std::map<LanguageTag, std::string> stored;
  impl_->connection.read([&](Xapian::Database& db) {
    stored.clear();
    const std::string prefix(schema::kFingerprintKey);
    for (auto it = db.metadata_keys_begin(prefix); it != db.metadata_keys_end(prefix); ++it) {
      if (const auto tag = LanguageTag::try_parse((*it).substr(prefix.size()))) stored[*tag] = db.get_metadata(*it);
    }
  });
  std::vector<LanguageTag> outdated;
  for (const auto& [language, fingerprint] : stored) {
    if (fingerprint != resources.fingerprint(language)) outdated.push_back(language);
  }
  return outdated;
}

std::string ArticleIndex::revision() const {
  std::string revision;
  impl_->connection.read([&](Xapian::Database& db) {
    db.reopen();
    revision = fmt::format("{}-{}", db.get_uuid(), db.get_revision());
  });
  return revision;
}

fs::path ArticleIndex::database_path() const {
  return impl_->connection.path();
}

namespace {

/// Terms of one document with their positions, in term order.
void dump_terms(const Xapian::Database& db, Xapian::docid number, std::string_view path,
                const std::function<void(std::string_view)>& sink) {
  for (auto term = db.termlist_begin(number); term != db.termlist_end(number); ++term) {
    std::string line = fmt::format("term\t{}\t{}\t{}\t", path, schema::readable(*term), term.get_wdf());
    for (auto position = term.positionlist_begin(); position != term.positionlist_end(); ++position) {
      line += fmt::format("{} ", *position);
    }
    sink(line);
  }
}

}  // namespace

void ArticleIndex::dump(const std::function<void(std::string_view)>& sink) const {
  std::vector<std::pair<std::string, Xapian::docid>> order;
  impl_->connection.read([&](Xapian::Database& db) {
    db.reopen();
    order.clear();
    for (auto it = db.postlist_begin(""); it != db.postlist_end(""); ++it) {
      order.emplace_back(path_of_head(db.get_document(*it).get_value(schema::kHead)), *it);
    }
  });
  std::sort(order.begin(), order.end());
  for (const auto& [path, number] : order) {
    impl_->connection.read([this, &sink, &path = path, id = number](Xapian::Database& db) {
      Article article = impl_->article(db, id);
      article.modified_ns = 0;  // a copy of the folder is the same state
      sink(fmt::format("article\t{}\t{}", path, format_article(article)));
      dump_terms(db, id, path, sink);
    });
  }
  // The vocabulary may keep forms of articles that are gone until the next rebuild: those whose words are in no article
  // are not part of the state.
  impl_->connection.read([&](Xapian::Database& db) {
    const std::string prefix(schema::kVocabularyKey);
    for (auto it = db.metadata_keys_begin(prefix); it != db.metadata_keys_end(prefix); ++it) {
      const std::string key = *it;
      const auto word = schema::parse_vocabulary_key(key);
      if (!word || !db.term_exists(schema::word_term("", fold(word->form)))) continue;
      const WordAnalysis analysis = parse_stored_analysis(key, db.get_metadata(key));
      sink(fmt::format("vocabulary\t{}\t{}", key.substr(prefix.size()), format_analysis(analysis)));
    }
    const std::string fingerprints(schema::kFingerprintKey);
    for (auto it = db.metadata_keys_begin(fingerprints); it != db.metadata_keys_end(fingerprints); ++it) {
      sink(fmt::format("{}\t{}", *it, db.get_metadata(*it)));
    }
  });
}

}  // namespace termknit
