// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the parts of the termbase share: the connection with its statements, transactions, and the rows of entries.
// termbase.cpp has the entries, termbase_terms.cpp their terms, termbase_history.cpp the changes.

#include <ctime>
#include <string>
#include <utility>
#include <vector>

#include "glossary/termbase/sqlite.h"
#include "glossary/termbase/term_index.h"
#include "glossary/termbase/termbase.h"

namespace termknit {

/// Stands in `change.after` for: the entry as the next change found it, or else as it is now. An import need not store
/// every entry twice.
inline constexpr std::string_view kAsStored = "@";

struct Termbase::Impl {
  sqlite::Connection database;
  mutable sqlite::StatementCache statements{database};
  LanguageResources& resources;
  TermIndex terms;
  int depth = 0;                 // of nested transactions
  std::int64_t group = 0;        // number of the transaction's first change; 0: none yet
  std::int64_t first_added = 0;  // number of the first entry that the transaction added; 0: none yet
  std::time_t clock_second = 0;  // the second that `clock_text` names
  std::string clock_text{};

  struct Stored {
    std::int64_t number = 0;  // 0: not there
    std::uint64_t revision = 0;
    std::string body{};
  };

  struct Rollback;

  Impl(const std::filesystem::path& file, sqlite::Connection::Mode mode, LanguageResources& r,
       const TermbaseSettings& settings)
      : database(file, mode, settings.wait_seconds), resources(r), terms(database, r, settings.jobs) {}

  void prepare_for_writing(bool create);
  /// False if the schema is an older one.
  bool is_ready_for_reading() const;
  [[noreturn]] void fail_as_empty() const;
  void transaction(const std::function<void()>& f);
  Stored find(std::string_view id) const;
  Stored find_or_fail(std::string_view id) const;
  std::string id_of(std::int64_t number) const;
  void insert(const ConceptEntry& entry);
  void update(const Stored& stored, const ConceptEntry& before, const ConceptEntry& entry);
  void erase(const Stored& stored);

  // -- termbase_terms.cpp

  /// The terms of a key, if they are of two or more entries.
  std::vector<KeyedTerm> terms_of_entries(const std::vector<std::pair<std::int64_t, std::int64_t>>& group_rows) const;
  /// Terms that `keys` lead to, by a static statement that begins with kSelectTerms and takes a limit.
  std::vector<TermbaseHit> hits(const LanguageTag& language, const std::vector<std::string>& keys, const char* sql,
                                std::int64_t limit) const;

  // -- termbase_history.cpp

  const std::string& now();
  /// `after` is kAsStored for an entry that is there after the change, empty for one that is not.
  void record(std::string_view who, std::string_view action, std::string_view id, std::string_view before,
              std::string_view after);
  /// `change.after` with what kAsStored stands for.
  std::string resolve_after(std::string after, std::int64_t number, std::string_view id) const;
  /// Puts the entry back as it was before a change; the revision goes on upwards, so that somebody who holds the undone
  /// one notices.
  void revert(const ChangeRecord& record, std::string_view who);
  void revert_rejection(const ChangeRecord& record);
  /// The last change below `number` that belongs to `group` and is not undone.
  std::optional<ChangeRecord> last_change(std::int64_t group_number, std::int64_t below) const;
  static ChangeRecord change(const sqlite::Statement& row);
};

}  // namespace termknit
