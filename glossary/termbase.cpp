// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/termbase.h"

#include <algorithm>
#include <chrono>
#include <random>
#include <set>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "core/tsv.h"
#include "glossary/dictionaries/compiled_dictionary.h"
#include "glossary/entry_json.h"
#include "glossary/evidence.h"
#include "glossary/sqlite.h"
#include "glossary/term_index.h"
#include "glossary/termbase_schema.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

/// Stands in `change.after` for: the entry as the next change found it, or else as it is now. An import need not store
/// every entry twice.
constexpr std::string_view kAsStored = "@";

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

bool same_terms(const ConceptEntry& a, const ConceptEntry& b) {
  const auto same = [](const Term& x, const Term& y) {
    return x.designation == y.designation && x.status == y.status && x.part_of_speech == y.part_of_speech;
  };
  return std::equal(a.languages.begin(), a.languages.end(), b.languages.begin(), b.languages.end(),
                    [&](const LanguageSection& x, const LanguageSection& y) {
                      return x.language == y.language &&
                             std::equal(x.terms.begin(), x.terms.end(), y.terms.begin(), y.terms.end(), same);
                    });
}

}  // namespace

struct Termbase::Impl {
  sqlite::Connection database;
  mutable sqlite::StatementCache statements{database};
  LanguageResources& resources;
  TermIndex terms;
  int depth = 0;                 // of nested transactions
  std::int64_t group = 0;        // number of the transaction's first change; 0: none yet
  std::time_t clock_second = 0;  // the second that `clock_text` names
  std::string clock_text{};

  Impl(const fs::path& file, sqlite::Connection::Mode mode, LanguageResources& r, const TermbaseSettings& settings)
      : database(file, mode, settings.wait_seconds), resources(r), terms(database, r, settings.jobs) {}

  const std::string& now() {
    const std::time_t second = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    if (second != clock_second) {
      clock_second = second;
      clock_text = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(second));
    }
    return clock_text;
  }

  void prepare_for_writing(bool create) {
    const TermbaseFileState state = examine_termbase_file(database);
    if (state.empty && !create) fail_as_empty();
    database.execute(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -8192; PRAGMA foreign_keys = ON");
    migrate_termbase(database, state.version);
    const std::vector<LanguageTag> outdated = terms.outdated();
    if (outdated.empty()) return;
    transaction([&] {
      for (const LanguageTag& language : outdated) terms.rekey(language);
    });
  }

  /// False if the schema is an older one.
  bool is_ready_for_reading() const {
    const TermbaseFileState state = examine_termbase_file(database);
    if (state.empty) fail_as_empty();
    return state.version == kTermbaseSchemaVersion;
  }

  [[noreturn]] void fail_as_empty() const {
    throw Error(ErrorKind::corrupt, "is an empty file, not a termbase; restore a backup, or delete it to begin anew",
                {database.file().string()});
  }

  /// Rolls back unless it was told that everything is committed: whatever ends the transaction early, nothing of it may
  /// stay.
  struct Rollback {
    Impl& impl;
    bool committed = false;
    ~Rollback() {
      impl.depth = 0;
      impl.group = 0;
      if (committed) return;
      impl.terms.discard();
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
    // Another process may have added terms since.
    terms.discard();
    f();
    terms.flush();
    database.execute("COMMIT");
    rollback.committed = true;
  }

  /// `after` is kAsStored for an entry that is there after the change, empty for one that is not.
  void record(std::string_view who, std::string_view action, std::string_view id, std::string_view before,
              std::string_view after) {
    auto insert =
        statements.lend("INSERT INTO change(at, who, action, entry, before, after, batch) VALUES(?,?,?,?,?,?,?)");
    insert->bind(0, now()).bind(1, who).bind(2, action).bind(3, id).bind(4, before).bind(5, after);
    insert->bind(6, group).run();
    if (group != 0) return;
    group = database.last_row();
    statements.lend("UPDATE change SET batch = number WHERE number = ?")->bind(0, group).run();
  }

  struct Stored {
    std::int64_t number = 0;  // 0: not there
    std::uint64_t revision = 0;
    std::string body{};
  };

  Stored find(std::string_view id) const {
    auto query = statements.lend("SELECT number, revision, body FROM entry WHERE id = ?");
    query->bind(0, id);
    if (!query->step()) return {};
    return {query->integer(0), static_cast<std::uint64_t>(query->integer(1)), query->text(2)};
  }

  Stored find_or_fail(std::string_view id) const {
    Stored stored = find(id);
    if (stored.number == 0) throw Error(ErrorKind::not_found, fmt::format("there is no concept entry '{}'", id));
    return stored;
  }

  std::string id_of(std::int64_t number) const {
    auto query = statements.lend("SELECT id FROM entry WHERE number = ?");
    query->bind(0, number);
    return query->step() ? query->text(0) : std::string();
  }

  void insert(const ConceptEntry& entry) {
    auto insert = statements.lend("INSERT INTO entry(id, revision, body) VALUES(?,?,?)");
    insert->bind(0, entry.id).bind(1, static_cast<std::int64_t>(entry.revision)).bind(2, format_entry(entry)).run();
    terms.add(database.last_row(), entry);
  }

  void update(const Stored& stored, const ConceptEntry& before, const ConceptEntry& entry) {
    auto update = statements.lend("UPDATE entry SET revision = ?, body = ? WHERE number = ?");
    update->bind(0, static_cast<std::int64_t>(entry.revision)).bind(1, format_entry(entry)).bind(2, stored.number);
    update->run();
    if (same_terms(before, entry)) return;
    terms.remove(stored.number);
    terms.add(stored.number, entry);
  }

  void erase(const Stored& stored) {
    terms.remove(stored.number);
    statements.lend("DELETE FROM entry WHERE number = ?")->bind(0, stored.number).run();
  }

  /// The terms of a key, if they are of two or more entries.
  std::vector<KeyedTerm> terms_of_entries(const std::vector<std::pair<std::int64_t, std::int64_t>>& group_rows) const {
    std::vector<KeyedTerm> found;
    std::vector<std::int64_t> entries;
    for (const auto& [term, rank] : group_rows) {
      auto query =
          statements.lend("SELECT entry, language, designation, part_of_speech, status FROM term WHERE number = ?");
      query->bind(0, term);
      if (!query->step()) continue;
      entries.push_back(query->integer(0));
      found.push_back({.concept_id = {},
                       .language = LanguageTag::parse(query->text(1)),
                       .designation = query->text(2),
                       .part_of_speech = static_cast<PartOfSpeech>(query->integer(3)),
                       .status = static_cast<AdministrativeStatus>(query->integer(4)),
                       .rank = static_cast<std::size_t>(rank)});
    }
    const bool shared = std::adjacent_find(entries.begin(), entries.end(), std::not_equal_to<>()) != entries.end();
    if (!shared) return {};
    for (std::size_t i = 0; i < found.size(); ++i) found[i].concept_id = id_of(entries[i]);
    return found;
  }

  /// `change.after` with what kAsStored stands for.
  std::string resolve_after(std::string after, std::int64_t number, std::string_view id) const {
    if (after != kAsStored) return after;
    auto next = statements.lend("SELECT before FROM change WHERE entry = ? AND number > ? ORDER BY number LIMIT 1");
    next->bind(0, id).bind(1, number);
    return next->step() ? next->text(0) : find(id).body;
  }

  /// Puts the entry back as it was before a change; the revision goes on upwards, so that somebody who holds the undone
  /// one notices.
  void revert(const ChangeRecord& record, std::string_view who) {
    if (record.action == "reject") {
      revert_rejection(record);
      this->record(who, "undo", "", "", "");
      return;
    }
    const Stored stored = find(record.concept_id);
    if (record.before.empty()) {
      if (stored.number != 0) erase(stored);
    } else {
      ConceptEntry entry = parse_entry(record.before);
      if (stored.number == 0) {
        insert(entry);
      } else {
        entry.revision = stored.revision + 1;
        update(stored, parse_entry(stored.body), entry);
      }
    }
    this->record(who, "undo", record.concept_id, stored.body, record.before.empty() ? "" : kAsStored);
  }

  void revert_rejection(const ChangeRecord& record) {
    const std::vector<std::string_view> parts = split(record.after, '\t');
    auto erase = statements.lend(
        "DELETE FROM rejected WHERE first_language = ? AND first_key = ? AND second_language = ? AND second_key = ?");
    erase->bind(0, parts.at(0)).bind(1, parts.at(1)).bind(2, parts.at(2)).bind(3, parts.at(3)).run();
  }

  /// The last change below `number` that belongs to `group` and is not undone.
  std::optional<ChangeRecord> last_change(std::int64_t group_number, std::int64_t below) const {
    auto query = statements.lend(
        "SELECT number, batch, at, who, action, entry, before, after FROM change WHERE number >= ? AND number < ? AND "
        "batch = ? AND NOT undone ORDER BY number DESC LIMIT 1");
    query->bind(0, group_number).bind(1, below).bind(2, group_number);
    if (!query->step()) return std::nullopt;
    return change(*query);
  }

  static ChangeRecord change(const sqlite::Statement& row) {
    return {.number = static_cast<std::uint64_t>(row.integer(0)),
            .group = static_cast<std::uint64_t>(row.integer(1)),
            .when = row.text(2),
            .who = row.text(3),
            .action = row.text(4),
            .concept_id = row.text(5),
            .before = row.text(6),
            .after = row.text(7)};
  }
};

Termbase::Termbase(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Termbase::~Termbase() = default;
Termbase::Termbase(Termbase&&) noexcept = default;
Termbase& Termbase::operator=(Termbase&&) noexcept = default;

Termbase Termbase::open(const fs::path& file, LanguageResources& resources, bool create, bool read_only,
                        const TermbaseSettings& settings) {
  std::error_code ignored;
  if (!create && !fs::exists(file, ignored)) throw Error(ErrorKind::not_found, "there is no termbase", {file.string()});
  using Mode = sqlite::Connection::Mode;
  if (!read_only) {
    auto impl = std::make_unique<Impl>(file, create ? Mode::create : Mode::read_write, resources, settings);
    impl->prepare_for_writing(create);
    return Termbase(std::move(impl));
  }
  auto impl = std::make_unique<Impl>(file, Mode::read_only, resources, settings);
  if (!impl->is_ready_for_reading()) {
    impl.reset();
    open(file, resources, false, false, settings);  // brings it up to date
    impl = std::make_unique<Impl>(file, Mode::read_only, resources, settings);
  }
  return Termbase(std::move(impl));
}

std::string Termbase::add(ConceptEntry entry, std::string_view who, std::string_view action) {
  check(entry);
  if (entry.id.empty()) entry.id = new_id();
  entry.revision = 1;
  impl_->transaction([&] {
    if (impl_->find(entry.id).number != 0)
      throw Error(ErrorKind::conflict, fmt::format("there is a concept entry '{}' already", entry.id));
    impl_->insert(entry);
    impl_->record(who, action, entry.id, "", kAsStored);
  });
  return std::move(entry.id);
}

void Termbase::replace(const ConceptEntry& entry, std::string_view who, std::string_view action) {
  check(entry);
  impl_->transaction([&] {
    const Impl::Stored stored = impl_->find_or_fail(entry.id);
    if (stored.revision != entry.revision) {
      throw Error(ErrorKind::conflict,
                  fmt::format("concept entry '{}' was changed by somebody else (revision {}, not {}); look at it again",
                              entry.id, stored.revision, entry.revision));
    }
    ConceptEntry next = entry;
    ++next.revision;
    impl_->update(stored, parse_entry(stored.body), next);
    impl_->record(who, action, entry.id, stored.body, kAsStored);
  });
}

void Termbase::remove(std::string_view id, std::string_view who, std::string_view action) {
  impl_->transaction([&] {
    const Impl::Stored stored = impl_->find_or_fail(id);
    impl_->erase(stored);
    impl_->record(who, action, id, stored.body, "");
  });
}

ImportedEntry Termbase::import(ConceptEntry entry, std::string_view who, ImportPolicy policy) {
  check(entry);
  ImportedEntry imported;
  impl_->transaction([&] {
    const Impl::Stored stored = entry.id.empty() ? Impl::Stored{} : impl_->find(entry.id);
    if (stored.number != 0) {
      const ConceptEntry before = parse_entry(stored.body);
      entry.revision = before.revision;
      imported = {ImportOutcome::unchanged, entry.id};
      if (entry == before) return;
      imported.outcome = ImportOutcome::skipped;
      if (policy == ImportPolicy::skip) return;
      if (policy == ImportPolicy::replace) {
        ++entry.revision;
        impl_->update(stored, before, entry);
        impl_->record(who, "import", entry.id, stored.body, kAsStored);
        imported.outcome = ImportOutcome::replaced;
        return;
      }
      entry.id.clear();
    }
    imported.outcome = stored.number != 0 ? ImportOutcome::kept_both : ImportOutcome::added;
    if (entry.id.empty()) entry.id = new_id();
    entry.revision = 1;
    impl_->insert(entry);
    impl_->record(who, "import", entry.id, "", kAsStored);
    imported.id = std::move(entry.id);
  });
  return imported;
}

void Termbase::transaction(const std::function<void()>& f) {
  impl_->transaction(f);
}

std::optional<ConceptEntry> Termbase::find(std::string_view id) const {
  const Impl::Stored stored = impl_->find(id);
  if (stored.number == 0) return std::nullopt;
  return parse_entry(stored.body);
}

void Termbase::for_each(const std::function<bool(const ConceptEntry&)>& f) const {
  sqlite::Statement query(impl_->database, "SELECT body FROM entry ORDER BY id");
  while (query.step()) {
    if (!f(parse_entry(query.text(0)))) return;
  }
}

std::uint64_t Termbase::entry_count() const {
  auto query = impl_->statements.lend("SELECT count(*) FROM entry");
  return query->step() ? static_cast<std::uint64_t>(query->integer(0)) : 0;
}

std::vector<TermbaseHit> Termbase::look_up(const LanguageTag& language, std::string_view term) const {
  impl_->terms.flush();
  std::vector<TermbaseHit> hits;
  auto query = impl_->statements.lend(
      "SELECT e.id, t.language, t.designation, t.status FROM term_key AS k JOIN term AS t ON t.number = k.term JOIN "
      "entry AS e ON e.number = t.entry WHERE k.language = ? AND k.key = ? ORDER BY k.rank, e.id, t.designation");
  const auto probe = [&](const std::string& key) {
    query->bind(0, language.language().str()).bind(1, key);
    while (query->step()) {
      TermbaseHit hit{.concept_id = query->text(0),
                      .language = LanguageTag::parse(query->text(1)),
                      .designation = query->text(2),
                      .status = static_cast<AdministrativeStatus>(query->integer(3))};
      if (std::find(hits.begin(), hits.end(), hit) == hits.end()) hits.push_back(std::move(hit));
    }
    query->reset();
  };
  // The form as typed needs no analysis; only what is not found so loads a dictionary.
  probe(dictionary_key(term));
  if (hits.empty()) {
    for (const std::string& key : make_term_query(impl_->resources, language, term).keys) probe(key);
  }
  return hits;
}

bool Termbase::has_key(const LanguageTag& language, const std::vector<std::string>& keys) const {
  impl_->terms.flush();
  auto query = impl_->statements.lend("SELECT 1 FROM term_key WHERE language = ? AND key = ? LIMIT 1");
  for (const std::string& key : keys) {
    query->bind(0, language.language().str()).bind(1, key);
    const bool found = query->step();
    query->reset();
    if (found) return true;
  }
  return false;
}

void Termbase::keep_people(const std::vector<Person>& people) {
  if (people.empty()) return;
  impl_->transaction([&] {
    auto insert = impl_->statements.lend("INSERT OR REPLACE INTO meta VALUES('person:' || ?, ?)");
    for (const Person& person : people) insert->bind(0, person.id).bind(1, format_person(person)).run();
  });
}

std::vector<Person> Termbase::people() const {
  std::vector<Person> people;
  auto query = impl_->statements.lend("SELECT value FROM meta WHERE name LIKE 'person:%' ORDER BY name");
  while (query->step()) people.push_back(parse_person(query->text(0)));
  return people;
}

std::vector<std::string> Termbase::referring_to(const std::vector<std::string>& ids) const {
  std::set<std::string> found;
  auto query = impl_->statements.lend("SELECT id FROM entry WHERE instr(body, ',' || json_quote(?) || ']') > 0");
  for (const std::string& id : ids) {
    query->bind(0, id);
    while (query->step()) found.insert(query->text(0));
    query->reset();
  }
  return {found.begin(), found.end()};
}

void Termbase::for_each_shared_key(
    const std::function<void(const LanguageTag&, const std::string&, const std::vector<KeyedTerm>&)>& f) const {
  impl_->terms.flush();
  sqlite::Statement keys(impl_->database,
                         "SELECT language, key, term, rank FROM term_key ORDER BY language, key, term");
  std::string language, key;
  std::vector<std::pair<std::int64_t, std::int64_t>> group;  // term, rank
  const auto end_group = [&] {
    if (group.size() > 1) {
      const std::vector<KeyedTerm> terms = impl_->terms_of_entries(group);
      if (!terms.empty()) f(LanguageTag::parse(language), key, terms);
    }
    group.clear();
  };
  while (keys.step()) {
    std::string next_language = keys.text(0), next_key = keys.text(1);
    if (next_key != key || next_language != language) {
      end_group();
      language = std::move(next_language);
      key = std::move(next_key);
    }
    group.emplace_back(keys.integer(2), keys.integer(3));
  }
  end_group();
}

void Termbase::reject(const RejectedPair& pair, std::string_view who) {
  const std::string pair_text = fmt::format("{}\t{}\t{}\t{}", pair.first_language.str(), pair.first_key,
                                            pair.second_language.str(), pair.second_key);
  impl_->transaction([&] {
    {
      auto insert = impl_->statements.lend("INSERT INTO rejected VALUES(?,?,?,?) ON CONFLICT DO NOTHING RETURNING 1");
      insert->bind(0, pair.first_language.str()).bind(1, pair.first_key);
      insert->bind(2, pair.second_language.str()).bind(3, pair.second_key);
      if (!insert->step()) return;
    }
    impl_->record(who, "reject", "", "", pair_text);
  });
}

std::vector<RejectedPair> Termbase::rejected() const {
  std::vector<RejectedPair> pairs;
  auto query = impl_->statements.lend("SELECT first_language, first_key, second_language, second_key FROM rejected");
  while (query->step()) {
    pairs.push_back(
        {LanguageTag::parse(query->text(0)), query->text(1), LanguageTag::parse(query->text(2)), query->text(3)});
  }
  return pairs;
}

void Termbase::for_each_change(const HistoryOptions& options, const std::function<bool(const ChangeRecord&)>& f) const {
  const std::string sql = fmt::format(
      "SELECT number, batch, at, who, action, entry, before, after, undone FROM change {} ORDER BY number {} LIMIT {}",
      options.id ? "WHERE entry = ?" : "", options.newest_first ? "DESC" : "ASC",
      options.limit > 0 ? static_cast<std::int64_t>(options.limit) : -1);
  sqlite::Statement query(impl_->database, sql);
  if (options.id) query.bind(0, *options.id);
  while (query.step()) {
    ChangeRecord record = Impl::change(query);
    record.undone = query.integer(8) != 0;
    record.after = impl_->resolve_after(std::move(record.after), query.integer(0), record.concept_id);
    if (!f(record)) return;
  }
}

std::vector<ChangeRecord> Termbase::history(std::optional<std::string> id) const {
  std::vector<ChangeRecord> records;
  for_each_change({.id = std::move(id)}, [&](const ChangeRecord& record) {
    records.push_back(record);
    return true;
  });
  return records;
}

std::optional<UndoneStep> Termbase::undo(std::string_view who) {
  std::optional<UndoneStep> undone;
  impl_->transaction([&] {
    std::int64_t group = 0, below = 0;
    {
      // Rejections of the first schema cannot be told apart into their parts.
      auto query = impl_->statements.lend(
          "SELECT batch, number + 1 FROM change WHERE NOT undone AND action <> 'undo' AND NOT (action = 'reject' AND "
          "instr(after, char(9)) = 0) ORDER BY number DESC LIMIT 1");
      if (!query->step()) return;
      group = query->integer(0);
      below = query->integer(1);
    }
    undone.emplace();
    undone->group = static_cast<std::uint64_t>(group);
    while (const auto record = impl_->last_change(group, below)) {
      below = static_cast<std::int64_t>(record->number);
      impl_->revert(*record, who);
      impl_->statements.lend("UPDATE change SET undone = 1 WHERE number = ?")->bind(0, below).run();
      undone->when = record->when;
      undone->who = record->who;
      undone->action = record->action;
      undone->concept_ids.push_back(record->concept_id);
    }
  });
  return undone;
}

void Termbase::dump(const std::function<void(std::string_view)>& sink) const {
  for_each([&](const ConceptEntry& entry) {
    sink("entry\t" + format_entry(entry));
    return true;
  });
  for (const Person& person : people()) sink("person\t" + format_person(person));
  for (const RejectedPair& pair : rejected()) {
    sink(fmt::format("rejected\t{}\t{}\t{}\t{}", pair.first_language.str(), pair.first_key, pair.second_language.str(),
                     pair.second_key));
  }
}

void Termbase::backup(const fs::path& file) const {
  std::error_code error;
  if (fs::exists(file, error))
    throw Error(ErrorKind::io, "is there already; a backup overwrites nothing", {file.string()});
  // Under another name first: a copy that was cut short must not look like a backup.
  const fs::path unfinished = file.string() + ".tmp";
  fs::remove(unfinished, error);
  try {
    sqlite::Statement(impl_->database, "VACUUM INTO ?").bind(0, unfinished.string()).run();
  } catch (const Error& failure) {
    fs::remove(unfinished, error);
    throw Error(ErrorKind::io, fmt::format("the backup cannot be made: {}", failure.message()), {file.string()});
  }
  fs::rename(unfinished, file);
}

std::string Termbase::damage() const {
  sqlite::Statement check(impl_->database, "PRAGMA integrity_check(1)");
  const std::string finding = check.step() ? check.text(0) : "no answer";
  return finding == "ok" ? "" : finding;
}

}  // namespace termknit
