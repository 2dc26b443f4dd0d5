// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/termbase/termbase_schema.h"

#include <fmt/format.h>

#include "core/error.h"

namespace termknit {
namespace {

constexpr int kApplicationId = 0x546B6E74;  // "Tknt": what file(1) and we know a termbase by

// Every schema's step to the next; forward only.
constexpr const char* kMigrations[kTermbaseSchemaVersion] = {
    R"sql(
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
)sql",
    // Entries by number, terms in a table of their own, changes in groups. Without fingerprints in `meta` the keys of
    // all languages count as outdated and are made at the next opening.
    R"sql(
  DROP TABLE term_key;
  ALTER TABLE entry RENAME TO entry_1;
  CREATE TABLE entry(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, revision INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
  INSERT INTO entry(id, revision, body) SELECT id, revision, body FROM entry_1 ORDER BY id;
  DROP TABLE entry_1;
  CREATE TABLE term(number INTEGER PRIMARY KEY, entry INTEGER NOT NULL, base TEXT NOT NULL, language TEXT NOT NULL,
                    designation TEXT NOT NULL, status INTEGER NOT NULL, part_of_speech INTEGER NOT NULL, keys TEXT NOT NULL) STRICT;
  INSERT INTO term(entry, base, language, designation, status, part_of_speech, keys)
    SELECT e.number, substr(s.value ->> 'lang', 1, instr((s.value ->> 'lang') || '-', '-') - 1), s.value ->> 'lang',
           t.value ->> 'term', coalesce(t.value ->> 'status', 0), coalesce(t.value ->> 'pos', 7), '[]'
    FROM entry AS e, json_each(e.body, '$.languages') AS s, json_each(s.value, '$.terms') AS t ORDER BY e.number, s.key, t.key;
  CREATE INDEX term_entry ON term(entry);
  CREATE TABLE term_key(language TEXT NOT NULL, key TEXT NOT NULL, term INTEGER NOT NULL, rank INTEGER NOT NULL,
                        PRIMARY KEY(language, key, term)) STRICT, WITHOUT ROWID;
  ALTER TABLE change ADD COLUMN batch INTEGER NOT NULL DEFAULT 0;
  UPDATE change SET batch = number;
  DELETE FROM meta WHERE name = 'keys';
  INSERT INTO meta SELECT DISTINCT 'keys:' || base, '' FROM term;
)sql",
    // No term without its entry. `term_key` is derived and written in bulk in its own order: to check every row of it
    // against `term` would cost more than writing it.
    R"sql(
  CREATE TABLE term_3(number INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entry, base TEXT NOT NULL, language TEXT NOT NULL,
                      designation TEXT NOT NULL, status INTEGER NOT NULL, part_of_speech INTEGER NOT NULL, keys TEXT NOT NULL) STRICT;
  INSERT INTO term_3 SELECT number, entry, base, language, designation, status, part_of_speech, keys FROM term;
  DROP TABLE term;
  ALTER TABLE term_3 RENAME TO term;
  CREATE INDEX term_entry ON term(entry);
)sql",
    // Terms are found by the parts of their compounds too; all keys are made at the next opening.
    R"sql(
  ALTER TABLE term ADD COLUMN parts TEXT NOT NULL DEFAULT '[]';
  UPDATE meta SET value = '' WHERE name LIKE 'keys:%';
)sql"};

std::int64_t number(const sqlite::Connection& database, const char* sql) {
  sqlite::Statement statement(database, sql);
  return statement.step() ? statement.integer(0) : 0;
}

}  // namespace

TermbaseFileState examine_termbase_file(const sqlite::Connection& database) {
  const std::string file = database.file().string();
  TermbaseFileState state;
  state.version = static_cast<int>(number(database, "PRAGMA user_version"));
  const std::int64_t application = number(database, "PRAGMA application_id");
  state.empty = state.version == 0 && application == 0 && number(database, "SELECT count(*) FROM sqlite_master") == 0;
  if (!state.empty && application != kApplicationId)
    throw Error(ErrorKind::corrupt, "is not a termknit termbase", {file});
  if (state.version > kTermbaseSchemaVersion) {
    throw Error(ErrorKind::too_new,
                fmt::format("termbase of schema {}, this program knows {}; use a newer termknit", state.version,
                            kTermbaseSchemaVersion),
                {file});
  }
  return state;
}

void migrate_termbase(sqlite::Connection& database, int version) {
  for (; version < kTermbaseSchemaVersion; ++version) {
    database.execute("BEGIN IMMEDIATE");
    // Another process may have been faster.
    const auto now = static_cast<int>(number(database, "PRAGMA user_version"));
    if (now == version) {
      database.execute(kMigrations[version]);
      database.execute(
          fmt::format("PRAGMA user_version = {}; PRAGMA application_id = {}", version + 1, kApplicationId).c_str());
    }
    database.execute("COMMIT");
  }
}

}  // namespace termknit
