// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article_index.h"

#include <algorithm>
#include <deque>
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

/// One for each segment of an index, which are several only while it is made.
std::deque<Connection> connect(const fs::path& database) {
  std::deque<Connection> connections;
  for (const fs::path& segment : segments_of(database)) connections.emplace_back(segment);
  return connections;
}

/// The first that one of them has under `key`; empty if none has.
std::string metadata(std::deque<Connection>& connections, const std::string& key) {
  std::string stored;
  for (auto it = connections.begin(); it != connections.end() && stored.empty(); ++it)
    it->read([&](Xapian::Database& database) { stored = database.get_metadata(key); });
  return stored;
}

class IndexVocabulary : public Vocabulary {
 public:
  explicit IndexVocabulary(const fs::path& database) : connections_(connect(database)) {}

  std::shared_ptr<const WordAnalysis> find(const LanguageTag& language, std::string_view form) const override {
    if (form.empty()) return nullptr;
    const std::string key = schema::vocabulary_key(language, form);
    std::string stored;
    {
      const std::lock_guard lock(mutex_);
      stored = metadata(connections_, key);
    }
    if (stored.empty()) return nullptr;
    return std::make_shared<const WordAnalysis>(parse_stored_analysis(key, stored));
  }

 private:
  mutable std::mutex mutex_;
  mutable std::deque<Connection> connections_;
};

}  // namespace

struct ArticleIndex::Impl {
  fs::path path;
  mutable std::deque<Connection> segments;
  mutable TextUnpacker unpacker;

  explicit Impl(const fs::path& database)
      : path(database),
        segments(connect(database)),
        unpacker([this](std::uint64_t name) { return metadata(segments, schema::dictionary_key(name)); }) {}

  Article article(const Xapian::Database& db, Xapian::docid number) const {
    return parse_article(unpacker.unpack(db.get_document(number).get_value(schema::kText)));
  }

  struct Place {
    std::string path{};
    Connection* segment = nullptr;
    Xapian::docid number = 0;
    bool operator<(const Place& other) const { return path < other.path; }
  };

  /// Of all articles, in order of path.
  std::vector<Place> places() const {
    std::vector<Place> places;
    for (Connection& segment : segments) {
      const std::size_t before = places.size();
      segment.read([&](Xapian::Database& db) {
        places.resize(before);
        for (auto it = db.postlist_begin(""); it != db.postlist_end(""); ++it) {
          places.push_back(
              {std::string(path_of_head(db.get_document(*it, Xapian::DOC_ASSUME_VALID).get_value(schema::kHead))),
               &segment, *it});
        }
      });
    }
    std::sort(places.begin(), places.end());
    return places;
  }

  /// `f(database, key)` for each key that begins so, once.
  template <typename F>
  void for_each_key(std::string_view begin, const F& f) const {
    const std::string prefix(begin);
    for (auto segment = segments.begin(); segment != segments.end(); ++segment) {
      segment->read([&](Xapian::Database& db) {
        for (auto it = db.metadata_keys_begin(prefix); it != db.metadata_keys_end(prefix); ++it) {
          const std::string key = *it;
          if (!is_known_to(segments.begin(), segment, key)) f(db, key);
        }
      });
    }
  }

  using Iterator = std::deque<Connection>::iterator;
  static bool is_known_to(Iterator begin, Iterator end, const std::string& key) {
    return std::any_of(begin, end, [&](Connection& segment) {
      bool known = false;
      segment.read([&](Xapian::Database& db) { known = !db.get_metadata(key).empty(); });
      return known;
    });
  }

  /// Articles that have the term.
  std::uint32_t frequency(const std::string& term) const {
    std::uint32_t articles = 0;
    for (Connection& segment : segments)
      segment.read([&, before = articles](Xapian::Database& db) { articles = before + db.get_termfreq(term); });
    return articles;
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
  const std::string version = metadata(impl->segments, schema::kVersionKey);
  if (version != std::to_string(schema::kFormatVersion)) {
    throw Error(ErrorKind::too_new,
                fmt::format("index made by format version {}, this program reads {}; run 'termknit index'",
                            version.empty() ? "?" : version, schema::kFormatVersion),
                {database->string()});
  }
  return ArticleIndex(std::move(impl));
}

std::uint32_t ArticleIndex::article_count() const {
  return impl_->frequency("");
}

std::map<LanguageTag, std::uint32_t> ArticleIndex::languages() const {
  std::map<LanguageTag, std::uint32_t> languages;
  for (Connection& segment : impl_->segments) {
    std::map<LanguageTag, std::uint32_t> more;
    segment.read([&](Xapian::Database& db) {
      more.clear();
      const auto end = db.valuestream_end(schema::kLanguageSlot);
      for (auto it = db.valuestream_begin(schema::kLanguageSlot); it != end; ++it) {
        if (const auto tag = LanguageTag::try_parse(*it)) ++more[*tag];
      }
    });
    for (const auto& [tag, count] : more) languages[tag] += count;
  }
  return languages;
}

void ArticleIndex::for_each_article(const std::function<bool(const Article&)>& f) const {
  for (const auto& [path, segment, number] : impl_->places()) {
    std::optional<Article> article;
    segment->read([&, id = number](Xapian::Database& db) {
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
  const std::string id = schema::term(schema::kUniqueId, path);
  std::optional<Article> article;
  for (auto segment = impl_->segments.begin(); segment != impl_->segments.end() && !article; ++segment) {
    segment->read([&](Xapian::Database& db) {
      const auto it = db.postlist_begin(id);
      if (it != db.postlist_end(id)) article = impl_->article(db, *it);
    });
  }
  return article;
}

std::shared_ptr<const Vocabulary> ArticleIndex::vocabulary() const {
  return std::make_shared<IndexVocabulary>(database_path());
}

void ArticleIndex::for_each_form(const LanguageTag& language,
                                 const std::function<void(const WordAnalysis&, std::uint32_t)>& f) const {
  impl_->for_each_key(schema::kVocabularyKey, [&](const Xapian::Database& db, const std::string& key) {
    const auto word = schema::parse_vocabulary_key(key);
    if (!word || word->language != language.language()) return;
    const std::uint32_t articles = impl_->frequency(schema::word_term("", fold(word->form)));
    if (articles > 0) f(parse_stored_analysis(key, db.get_metadata(key)), articles);
  });
}

std::vector<std::pair<LanguageTag, std::string>> ArticleIndex::forms_without_diacritics(std::string_view form) const {
  const std::string plain = strip_diacritics(fold(form));
  if (plain.empty()) return {};
  std::vector<std::pair<LanguageTag, std::string>> forms;
  for (Connection& segment : impl_->segments) {
    std::string stored;
    segment.read([&](Xapian::Database& db) { stored = db.get_metadata(schema::term(schema::kFoldedFormsKey, plain)); });
    for (const std::string_view piece : split(stored, '\t')) {
      const std::size_t blank = piece.find(' ');
      const auto tag = blank == piece.npos ? std::nullopt : LanguageTag::try_parse(piece.substr(0, blank));
      if (!tag) continue;
      std::pair found(*tag, std::string(piece.substr(blank + 1)));
      if (std::find(forms.begin(), forms.end(), found) == forms.end()) forms.push_back(std::move(found));
    }
  }
  return forms;
}

std::vector<LanguageTag> ArticleIndex::outdated(LanguageResources& resources) const {
  std::set<LanguageTag> outdated;
  for (Connection& segment : impl_->segments) {
    std::map<LanguageTag, std::string> stored;
    segment.read([&](Xapian::Database& db) {
      stored.clear();
      const std::string prefix(schema::kFingerprintKey);
      for (auto it = db.metadata_keys_begin(prefix); it != db.metadata_keys_end(prefix); ++it) {
        if (const auto tag = LanguageTag::try_parse((*it).substr(prefix.size()))) stored[*tag] = db.get_metadata(*it);
      }
    });
    for (const auto& [language, fingerprint] : stored) {
      if (fingerprint != resources.fingerprint(language)) outdated.insert(language);
    }
  }
  return {outdated.begin(), outdated.end()};
}

std::string ArticleIndex::revision() const {
  std::string revisions;
  for (Connection& segment : impl_->segments) {
    std::string revision;
    segment.read([&](Xapian::Database& db) {
      db.reopen();
      revision = fmt::format("{}-{}", db.get_uuid(), db.get_revision());
    });
    revisions += (revisions.empty() ? "" : " ") + revision;
  }
  return revisions;
}

bool ArticleIndex::unfinished() const {
  return impl_->segments.size() > 1;
}

fs::path ArticleIndex::database_path() const {
  return impl_->path;
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
  for (Connection& segment : impl_->segments) segment.read([](Xapian::Database& db) { db.reopen(); });
  for (const auto& [path, segment, number] : impl_->places()) {
    segment->read([this, &sink, &path = path, id = number](Xapian::Database& db) {
      Article article = impl_->article(db, id);
      article.modified_ns = 0;  // a copy of the folder is the same state
      sink(fmt::format("article\t{}\t{}", path, format_article(article)));
      dump_terms(db, id, path, sink);
    });
  }
  // The vocabulary may keep forms of articles that are gone until the next rebuild: those whose words are in no article
  // are not part of the state.
  impl_->for_each_key(schema::kVocabularyKey, [&](const Xapian::Database& db, const std::string& key) {
    const auto word = schema::parse_vocabulary_key(key);
    if (!word || impl_->frequency(schema::word_term("", fold(word->form))) == 0) return;
    const WordAnalysis analysis = parse_stored_analysis(key, db.get_metadata(key));
    sink(fmt::format("vocabulary\t{}\t{}", key.substr(schema::kVocabularyKey.size()), format_analysis(analysis)));
  });
  impl_->for_each_key(schema::kFingerprintKey, [&](const Xapian::Database& db, const std::string& key) {
    sink(fmt::format("{}\t{}", key, db.get_metadata(key)));
  });
}

}  // namespace termknit
