// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/termbase.h"

#include <algorithm>
#include <chrono>
#include <random>
#include <set>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "glossary/dictionaries/compiled_dictionary.h"
#include "glossary/entry_json.h"
#include "glossary/evidence.h"
#include "glossary/sqlite.h"
#include "language/text.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

constexpr int kApplicationId = 0x546B6E74;  // "Tknt": what file(1) and we know a termbase by
constexpr int kSchemaVersion = 1;

// Every released schema's step to the next; forward only.
constexpr const char* kMigrations[kSchemaVersion] = {R"sql(
  CREATE TABLE entry(id TEXT PRIMARY KEY, revision INTEGER NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE term_key(language TEXT NOT NULL, key TEXT NOT NULL, entry TEXT NOT NULL REFERENCES entry ON DELETE CASCADE,
                        designation TEXT NOT NULL, status INTEGER NOT NULL, rank INTEGER NOT NULL,
                        PRIMARY KEY(language, key, entry, designation)) STRICT, WITHOUT ROWID;
  CREATE INDEX term_key_entry ON term_key(entry);
  CREATE TABLE change(number INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, entry TEXT NOT NULL,
                      before TEXT NOT NULL, after TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0) STRICT;
  CREATE INDEX change_entry ON change(entry);
  CREATE TABLE rejected(first_language TEXT NOT NULL, first_key TEXT NOT NULL, second_language TEXT NOT NULL, second_key TEXT NOT NULL,
                        PRIMARY KEY(first_language, first_key, second_language, second_key)) STRICT, WITHOUT ROWID;
  CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
)sql"};

std::string now() {
  const auto seconds = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(seconds)));
}

/// Sortable by time, unique without a counter that merges could break: "c" + milliseconds and 40 random bits in base 32
/// (as in ULID).
std::string new_id() {
  constexpr std::string_view kDigits = "0123456789abcdefghjkmnpqrstvwxyz";
  static std::mt19937_64 random{std::random_device{}()};
  const auto milliseconds =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
          .count();
  auto time = static_cast<std::uint64_t>(milliseconds);
  std::uint64_t noise = random();
  std::string id(18, '0');
  for (std::size_t i = 10; i-- > 0; time /= 32) id[i] = kDigits[time % 32];
  for (std::size_t i = 10; i < 18; ++i, noise /= 32) id[i] = kDigits[noise % 32];
  return "c" + id;
}

void check(const ConceptEntry& entry) {
  if (entry.languages.empty())
    throw Error(ErrorKind::usage, fmt::format("concept entry '{}' has no language section", entry.id));
  std::set<LanguageTag> seen;
  for (const LanguageSection& section : entry.languages) {
    if (section.terms.empty())
      throw Error(ErrorKind::usage,
                  fmt::format("language section '{}' of '{}' has no term", section.language.str(), entry.id));
    if (!seen.insert(section.language).second) {
      throw Error(ErrorKind::usage,
                  fmt::format("concept entry '{}' has two sections of '{}'", entry.id, section.language.str()));
    }
    for (const Term& term : section.terms) {
      if (term.designation.empty())
        throw Error(ErrorKind::usage, fmt::format("an empty term in '{}' of '{}'", section.language.str(), entry.id));
    }
  }
}

}  // namespace

struct Termbase::Impl {
  sqlite::Connection database;
  LanguageResources& resources;
  bool read_only;
  int depth = 0;  // of nested transactions

  Impl(const fs::path& file, sqlite::Connection::Mode mode, LanguageResources& r, bool ro)
      : database(file, mode), resources(r), read_only(ro) {}

  std::int64_t pragma(const char* sql) {
    sqlite::Statement statement(database, sql);
    return statement.step() ? statement.integer(0) : 0;
  }

  void prepare(bool create) {
    database.execute("PRAGMA foreign_keys = ON");
    std::int64_t version = 0;
    try {
      version = pragma("PRAGMA user_version");
    } catch (const Error& error) {
      throw Error(error.kind() == ErrorKind::locked ? ErrorKind::locked : ErrorKind::corrupt,
                  fmt::format("termbase damaged ({}); restore a backup", error.message()), {database.file().string()});
    }
    const std::int64_t application = pragma("PRAGMA application_id");
    const bool empty = version == 0 && application == 0 && pragma("SELECT count(*) FROM sqlite_master") == 0;
    if (!empty && application != kApplicationId)
      throw Error(ErrorKind::corrupt, "is not a termknit termbase", {database.file().string()});
    if (version > kSchemaVersion) {
      throw Error(
          ErrorKind::too_new,
          fmt::format("termbase of schema {}, this program knows {}; use a newer termknit", version, kSchemaVersion),
          {database.file().string()});
    }
    if (read_only) {
      if (empty) throw Error(ErrorKind::corrupt, "is an empty file, not a termbase", {database.file().string()});
      return;
    }
    database.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    if (!create && empty)
      throw Error(ErrorKind::corrupt, "is an empty file, not a termbase", {database.file().string()});
    for (; version < kSchemaVersion; ++version) {
      transaction([&] {
        database.execute(kMigrations[version]);
        database.execute(
            fmt::format("PRAGMA user_version = {}; PRAGMA application_id = {}", version + 1, kApplicationId).c_str());
      });
    }
  }

  /// Rolls back unless it was told that everything is committed: whatever ends the transaction early, nothing of it may
  /// stay.
  struct Rollback {
    Impl& impl;
    bool committed = false;
    ~Rollback() {
      impl.depth = 0;
      if (committed) return;
      try {
        impl.database.execute("ROLLBACK");
      } catch (const Error&) {
        // a failed COMMIT has rolled back by itself
      }
    }
  };

  void transaction(const std::function<void()>& f) {
    if (depth > 0) return f();
    database.execute("BEGIN IMMEDIATE");
    Rollback rollback{*this};
    depth = 1;
    f();
    database.execute("COMMIT");
    rollback.committed = true;
  }

  std::string fingerprint(const std::set<LanguageTag>& languages) {
    std::string all;
    for (const LanguageTag& language : languages) all += language.str() + '=' + resources.fingerprint(language) + ' ';
    return all;
  }

  std::set<LanguageTag> key_languages() {
    std::set<LanguageTag> languages;
    sqlite::Statement query(database, "SELECT DISTINCT language FROM term_key");
    while (query.step()) languages.insert(LanguageTag::parse(query.text(0)));
    return languages;
  }

  /// Lemma keys of another analyser would not find inflected forms: they are made again.
  void rekey_if_outdated() {
    if (read_only) return;
    sqlite::Statement query(database, "SELECT value FROM meta WHERE name = 'keys'");
    const std::string stored = query.step() ? query.text(0) : "";
    query.reset();
    const std::string current = fingerprint(key_languages());
    if (stored == current) return;
    transaction([&] {
      database.execute("DELETE FROM term_key");
      std::vector<ConceptEntry> entries;
      sqlite::Statement all(database, "SELECT body FROM entry ORDER BY id");
      while (all.step()) add_keys(parse_entry(all.text(0)));
      note_fingerprint();
    });
  }

  void note_fingerprint() {
    sqlite::Statement(database, "INSERT OR REPLACE INTO meta VALUES('keys', ?)")
        .bind(0, fingerprint(key_languages()))
        .run();
  }

  void add_keys(const ConceptEntry& entry) {
    sqlite::Statement insert(database, "INSERT OR IGNORE INTO term_key VALUES(?,?,?,?,?,?)");
    for (const LanguageSection& section : entry.languages) {
      for (const Term& term : section.terms) {
        const TermQuery query = make_term_query(resources, section.language, term.designation);
        std::int64_t rank = 0;
        for (const std::string& key : query.keys) {
          insert.bind(0, section.language.language().str()).bind(1, key).bind(2, entry.id).bind(3, term.designation);
          insert.bind(4, static_cast<std::int64_t>(term.status)).bind(5, rank++).run();
        }
      }
    }
  }

  void remove_keys(std::string_view id) {
    sqlite::Statement(database, "DELETE FROM term_key WHERE entry = ?").bind(0, id).run();
  }

  void record(std::string_view who, std::string_view action, std::string_view id, const std::string& before,
              const std::string& after) {
    sqlite::Statement(database, "INSERT INTO change(at, who, action, entry, before, after) VALUES(?,?,?,?,?,?)")
        .bind(0, now())
        .bind(1, who)
        .bind(2, action)
        .bind(3, id)
        .bind(4, before)
        .bind(5, after)
        .run();
  }

  std::string body(std::string_view id) {
    sqlite::Statement query(database, "SELECT body FROM entry WHERE id = ?");
    query.bind(0, id);
    return query.step() ? query.text(0) : std::string();
  }

  void store(const ConceptEntry& entry, const std::string& text) {
    remove_keys(entry.id);
    sqlite::Statement(database,
                      "INSERT INTO entry VALUES(?,?,?) ON CONFLICT(id) DO UPDATE SET revision = excluded.revision, "
                      "body = excluded.body")
        .bind(0, entry.id)
        .bind(1, static_cast<std::int64_t>(entry.revision))
        .bind(2, text)
        .run();
    add_keys(entry);
    note_fingerprint();
  }

  void erase(std::string_view id) {
    remove_keys(id);
    sqlite::Statement(database, "DELETE FROM entry WHERE id = ?").bind(0, id).run();
  }
};

Termbase::Termbase(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Termbase::~Termbase() = default;
Termbase::Termbase(Termbase&&) noexcept = default;
Termbase& Termbase::operator=(Termbase&&) noexcept = default;

Termbase Termbase::open(const fs::path& file, LanguageResources& resources, bool create, bool read_only) {
  std::error_code ignored;
  if (!create && !fs::exists(file, ignored)) throw Error(ErrorKind::not_found, "there is no termbase", {file.string()});
  const auto mode = read_only ? sqlite::Connection::Mode::read_only
                    : create  ? sqlite::Connection::Mode::create
                              : sqlite::Connection::Mode::read_write;
  auto impl = std::make_unique<Impl>(file, mode, resources, read_only);
  impl->prepare(create);
  impl->rekey_if_outdated();
  return Termbase(std::move(impl));
}

std::string Termbase::add(ConceptEntry entry, std::string_view who, std::string_view action) {
  check(entry);
  if (entry.id.empty()) entry.id = new_id();
  entry.revision = 1;
  impl_->transaction([&] {
    if (!impl_->body(entry.id).empty())
      throw Error(ErrorKind::conflict, fmt::format("there is a concept entry '{}' already", entry.id));
    const std::string text = format_entry(entry);
    impl_->store(entry, text);
    impl_->record(who, action, entry.id, "", text);
  });
  return entry.id;
}

void Termbase::replace(const ConceptEntry& entry, std::string_view who, std::string_view action) {
  check(entry);
  impl_->transaction([&] {
    const std::string before = impl_->body(entry.id);
    if (before.empty()) throw Error(ErrorKind::not_found, fmt::format("there is no concept entry '{}'", entry.id));
    if (parse_entry(before).revision != entry.revision) {
      throw Error(ErrorKind::conflict,
                  fmt::format("concept entry '{}' was changed by somebody else; look at it again", entry.id));
    }
    ConceptEntry next = entry;
    ++next.revision;
    const std::string after = format_entry(next);
    impl_->store(next, after);
    impl_->record(who, action, entry.id, before, after);
  });
}

void Termbase::remove(std::string_view id, std::string_view who) {
  impl_->transaction([&] {
    const std::string before = impl_->body(id);
    if (before.empty()) throw Error(ErrorKind::not_found, fmt::format("there is no concept entry '{}'", id));
    impl_->erase(id);
    impl_->record(who, "delete", id, before, "");
  });
}

void Termbase::transaction(const std::function<void()>& f) {
  impl_->transaction(f);
}

std::optional<ConceptEntry> Termbase::find(std::string_view id) const {
  const std::string text = impl_->body(id);
  if (text.empty()) return std::nullopt;
  return parse_entry(text);
}

void Termbase::for_each(const std::function<bool(const ConceptEntry&)>& f) const {
  sqlite::Statement query(impl_->database, "SELECT body FROM entry ORDER BY id");
  while (query.step()) {
    if (!f(parse_entry(query.text(0)))) return;
  }
}

std::uint64_t Termbase::entry_count() const {
  return static_cast<std::uint64_t>(impl_->pragma("SELECT count(*) FROM entry"));
}

std::vector<TermbaseHit> Termbase::look_up(const LanguageTag& language, std::string_view term) const {
  std::vector<TermbaseHit> hits;
  sqlite::Statement query(impl_->database,
                          "SELECT entry, designation, status FROM term_key WHERE language = ? AND key = ? ORDER BY "
                          "rank, entry, designation");
  const auto probe = [&](const std::string& key) {
    query.bind(0, language.language().str()).bind(1, key);
    while (query.step()) {
      TermbaseHit hit{.concept_id = query.text(0),
                      .language = language,
                      .designation = query.text(1),
                      .status = static_cast<AdministrativeStatus>(query.integer(2))};
      if (std::find(hits.begin(), hits.end(), hit) == hits.end()) hits.push_back(std::move(hit));
    }
    query.reset();
  };
  // The form as typed needs no analysis; only what is not found so loads a dictionary.
  probe(dictionary_key(term));
  if (hits.empty()) {
    for (const std::string& key : make_term_query(impl_->resources, language, term).keys) probe(key);
  }
  return hits;
}

bool Termbase::has_key(const LanguageTag& language, const std::vector<std::string>& keys) const {
  sqlite::Statement query(impl_->database, "SELECT 1 FROM term_key WHERE language = ? AND key = ? LIMIT 1");
  for (const std::string& key : keys) {
    query.bind(0, language.language().str()).bind(1, key);
    const bool found = query.step();
    query.reset();
    if (found) return true;
  }
  return false;
}

void Termbase::reject(const RejectedPair& pair, std::string_view who) {
  impl_->transaction([&] {
    sqlite::Statement(impl_->database, "INSERT OR IGNORE INTO rejected VALUES(?,?,?,?)")
        .bind(0, pair.first_language.str())
        .bind(1, pair.first_key)
        .bind(2, pair.second_language.str())
        .bind(3, pair.second_key)
        .run();
    impl_->record(who, "reject", "", "",
                  fmt::format("{}:{} {}:{}", pair.first_language.str(), pair.first_key, pair.second_language.str(),
                              pair.second_key));
  });
}

std::vector<RejectedPair> Termbase::rejected() const {
  std::vector<RejectedPair> pairs;
  sqlite::Statement query(impl_->database, "SELECT * FROM rejected");
  while (query.step())
    pairs.push_back(
        {LanguageTag::parse(query.text(0)), query.text(1), LanguageTag::parse(query.text(2)), query.text(3)});
  return pairs;
}

std::vector<ChangeRecord> Termbase::history(std::optional<std::string> id) const {
  std::vector<ChangeRecord> records;
  sqlite::Statement query(
      impl_->database,
      id ? "SELECT number, at, who, action, entry, before, after FROM change WHERE entry = ? ORDER BY number"
         : "SELECT number, at, who, action, entry, before, after FROM change ORDER BY number");
  if (id) query.bind(0, *id);
  while (query.step()) {
    records.push_back({static_cast<std::uint64_t>(query.integer(0)), query.text(1), query.text(2), query.text(3),
                       query.text(4), query.text(5), query.text(6)});
  }
  return records;
}

std::optional<ChangeRecord> Termbase::undo(std::string_view who) {
  std::optional<ChangeRecord> undone;
  impl_->transaction([&] {
    sqlite::Statement query(impl_->database,
                            "SELECT number, at, who, action, entry, before, after FROM change WHERE NOT undone AND "
                            "action NOT IN ('undo', 'reject') "
                            "ORDER BY number DESC LIMIT 1");
    if (!query.step()) return;
    ChangeRecord record{static_cast<std::uint64_t>(query.integer(0)),
                        query.text(1),
                        query.text(2),
                        query.text(3),
                        query.text(4),
                        query.text(5),
                        query.text(6)};
    query.reset();
    std::string restored;
    if (record.before.empty()) {
      impl_->erase(record.concept_id);
    } else {
      ConceptEntry entry = parse_entry(record.before);
      // The revision goes on upwards, so that somebody who holds the undone one notices.
      if (!record.after.empty()) entry.revision = parse_entry(record.after).revision + 1;
      restored = format_entry(entry);
      impl_->store(entry, restored);
    }
    sqlite::Statement(impl_->database, "UPDATE change SET undone = 1 WHERE number = ?")
        .bind(0, static_cast<std::int64_t>(record.number))
        .run();
    impl_->record(who, "undo", record.concept_id, record.after, restored);
    undone = std::move(record);
  });
  return undone;
}

void Termbase::dump(const std::function<void(std::string_view)>& sink) const {
  for_each([&](const ConceptEntry& entry) {
    sink("entry\t" + format_entry(entry));
    return true;
  });
  for (const RejectedPair& pair : rejected()) {
    sink(fmt::format("rejected\t{}\t{}\t{}\t{}", pair.first_language.str(), pair.first_key, pair.second_language.str(),
                     pair.second_key));
  }
}

void Termbase::backup(const fs::path& file) const {
  std::error_code ignored;
  if (fs::exists(file, ignored))
    throw Error(ErrorKind::io, "is there already; a backup overwrites nothing", {file.string()});
  sqlite::Statement(impl_->database, "VACUUM INTO ?").bind(0, file.string()).run();
}

}  // namespace termknit
