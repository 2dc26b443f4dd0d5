// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "core/tsv.h"
#include "glossary/entries/entry_json.h"
#include "glossary/termbase/termbase_impl.h"

namespace termknit {

const std::string& Termbase::Impl::now() {
  const std::time_t second = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  if (second != clock_second) {
    clock_second = second;
    clock_text = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(second));
  }
  return clock_text;
}

void Termbase::Impl::record(std::string_view who, std::string_view action, std::string_view id, std::string_view before,
                            std::string_view after) {
  auto insert =
      statements.lend("INSERT INTO change(at, who, action, entry, before, after, batch) VALUES(?,?,?,?,?,?,?)");
  insert->bind(0, now()).bind(1, who).bind(2, action).bind(3, id).bind(4, before).bind(5, after);
  insert->bind(6, group).run();
  if (group != 0) return;
  group = database.last_row();
  statements.lend("UPDATE change SET batch = number WHERE number = ?")->bind(0, group).run();
}

std::string Termbase::Impl::resolve_after(std::string after, std::int64_t number, std::string_view id) const {
  if (after != kAsStored) return after;
  auto next = statements.lend("SELECT before FROM change WHERE entry = ? AND number > ? ORDER BY number LIMIT 1");
  next->bind(0, id).bind(1, number);
  return next->step() ? next->text(0) : find(id).body;
}

void Termbase::Impl::revert(const ChangeRecord& record, std::string_view who) {
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

void Termbase::Impl::revert_rejection(const ChangeRecord& record) {
  const std::vector<std::string_view> parts = split(record.after, '\t');
  auto erase = statements.lend(
      "DELETE FROM rejected WHERE first_language = ? AND first_key = ? AND second_language = ? AND second_key = ?");
  erase->bind(0, parts.at(0)).bind(1, parts.at(1)).bind(2, parts.at(2)).bind(3, parts.at(3)).run();
}

std::optional<ChangeRecord> Termbase::Impl::last_change(std::int64_t group_number, std::int64_t below) const {
  auto query = statements.lend(
      "SELECT number, batch, at, who, action, entry, before, after FROM change WHERE number >= ? AND number < ? AND "
      "batch = ? AND NOT undone ORDER BY number DESC LIMIT 1");
  query->bind(0, group_number).bind(1, below).bind(2, group_number);
  if (!query->step()) return std::nullopt;
  return change(*query);
}

ChangeRecord Termbase::Impl::change(const sqlite::Statement& row) {
  return {.number = static_cast<std::uint64_t>(row.integer(0)),
          .group = static_cast<std::uint64_t>(row.integer(1)),
          .when = row.text(2),
          .who = row.text(3),
          .action = row.text(4),
          .concept_id = row.text(5),
          .before = row.text(6),
          .after = row.text(7)};
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

}  // namespace termknit
