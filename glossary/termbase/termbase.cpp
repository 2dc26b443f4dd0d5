// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/termbase/termbase.h"

#include <algorithm>
#include <chrono>
#include <random>
#include <set>

#include <fmt/format.h>

#include "glossary/entries/entry_json.h"
#include "glossary/termbase/termbase_impl.h"
#include "glossary/termbase/termbase_schema.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

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

void Termbase::Impl::prepare_for_writing(bool create) {
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

bool Termbase::Impl::is_ready_for_reading() const {
  const TermbaseFileState state = examine_termbase_file(database);
  if (state.empty) fail_as_empty();
  return state.version == kTermbaseSchemaVersion;
}

void Termbase::Impl::fail_as_empty() const {
  throw Error(ErrorKind::corrupt, "is an empty file, not a termbase; restore a backup, or delete it to begin anew",
              {database.file().string()});
}

/// Rolls back unless it was told that everything is committed: whatever ends the transaction early, nothing of it may
/// stay.
struct Termbase::Impl::Rollback {
  Impl& impl;
  bool committed = false;
  ~Rollback() {
    impl.depth = 0;
    impl.group = 0;
    impl.first_added = 0;
    if (committed) return;
    impl.terms.discard();
    try {
      impl.database.execute("ROLLBACK");
    } catch (const Error&) {
      // a failed COMMIT has rolled back by itself
    }
  }
};

void Termbase::Impl::transaction(const std::function<void()>& f) {
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

Termbase::Impl::Stored Termbase::Impl::find(std::string_view id) const {
  auto query = statements.lend("SELECT number, revision, body FROM entry WHERE id = ?");
  query->bind(0, id);
  if (!query->step()) return {};
  return {query->integer(0), static_cast<std::uint64_t>(query->integer(1)), query->text(2)};
}

Termbase::Impl::Stored Termbase::Impl::find_or_fail(std::string_view id) const {
  Stored stored = find(id);
  if (stored.number == 0) throw Error(ErrorKind::not_found, fmt::format("there is no concept entry '{}'", id));
  return stored;
}

std::string Termbase::Impl::id_of(std::int64_t number) const {
  auto query = statements.lend("SELECT id FROM entry WHERE number = ?");
  query->bind(0, number);
  return query->step() ? query->text(0) : std::string();
}

void Termbase::Impl::insert(const ConceptEntry& entry) {
  auto insert = statements.lend("INSERT INTO entry(id, revision, body) VALUES(?,?,?)");
  insert->bind(0, entry.id).bind(1, static_cast<std::int64_t>(entry.revision)).bind(2, format_entry(entry)).run();
  const std::int64_t number = database.last_row();
  if (first_added == 0) first_added = number;
  terms.add(number, entry);
}

void Termbase::Impl::update(const Stored& stored, const ConceptEntry& before, const ConceptEntry& entry) {
  auto update = statements.lend("UPDATE entry SET revision = ?, body = ? WHERE number = ?");
  update->bind(0, static_cast<std::int64_t>(entry.revision)).bind(1, format_entry(entry)).bind(2, stored.number);
  update->run();
  if (same_terms(before, entry)) return;
  terms.remove(stored.number);
  terms.add(stored.number, entry);
}

void Termbase::Impl::erase(const Stored& stored) {
  terms.remove(stored.number);
  statements.lend("DELETE FROM entry WHERE number = ?")->bind(0, stored.number).run();
}

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
      imported = {.outcome = ImportOutcome::unchanged, .id = entry.id};
      if (entry == before) return;
      imported.added_before = impl_->first_added != 0 && stored.number >= impl_->first_added;
      if (imported.added_before) policy = ImportPolicy::keep_both;
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
