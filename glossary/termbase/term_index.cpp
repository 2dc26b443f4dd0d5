// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/termbase/term_index.h"

#include <algorithm>
#include <future>
#include <memory>
#include <thread>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "core/error.h"
#include "glossary/termbase/term_keys.h"

namespace termknit {
namespace {

constexpr std::size_t kBatch = 8'192;  // terms analysed at a time
constexpr std::size_t kKeptRows =
    32'768;  // beyond it the keys of a transaction are sorted by SQLite, on disk if need be

struct KeyRow {
  std::string language, key;
  std::int64_t term = 0, rank = 0;
};

struct NotedTerm {
  std::int64_t entry = 0;
  std::string designation{};
  LanguageTag language{};
  AdministrativeStatus status = AdministrativeStatus::unspecified;
  PartOfSpeech part_of_speech = PartOfSpeech::other;
};

/// Terms whose keys are made on other threads while the caller reads on.
struct Batch {
  std::vector<NotedTerm> terms{};
  std::vector<DesignationIn> designations{};
  std::future<std::vector<TermKeys>> keys{};
};

/// A JSON array of strings; keys are folded text, so a quotation mark is rare but possible.
std::string json_array(const std::vector<std::string>& keys) {
  std::string text = "[";
  for (const std::string& key : keys) {
    if (text.size() > 1) text += ',';
    text += '"';
    for (const char c : key) {
      if (static_cast<unsigned char>(c) < 0x20) {
        text += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        continue;
      }
      if (c == '"' || c == '\\') text += '\\';
      text += c;
    }
    text += '"';
  }
  return text + "]";
}

/// The rows that `term_key` has for the terms of a condition.
std::string select_keys_of(std::string_view condition) {
  return fmt::format(
      "SELECT base, k.value AS key, number, k.key AS rank FROM term, json_each(keys) AS k WHERE {0} UNION ALL "
      "SELECT base, p.value, number, {1} + p.key FROM term, json_each(parts) AS p WHERE {0}",
      condition, kPartRank);
}

/// In the order of the table, so that every page of it is touched once; of equal keys the one of the lowest rank stays.
std::string insert_keys_of(std::string_view condition) {
  return fmt::format("INSERT OR IGNORE INTO term_key {} ORDER BY 1, 2, 3, 4", select_keys_of(condition));
}

}  // namespace

struct TermIndex::Impl {
  const sqlite::Connection& database;
  sqlite::StatementCache statements;
  LanguageResources& resources;
  unsigned jobs;
  std::vector<NotedTerm> noted{};         // in no table yet
  std::unique_ptr<Batch> running{};       // noted before those; their keys are being made
  std::vector<KeyRow> rows{};             // of terms in the table `term`, themselves in no table yet
  std::int64_t next_term = 0;             // 0: not asked for yet
  std::int64_t first_unkeyed = 0;         // terms from this number have no rows in `term_key` yet; 0: all have
  bool many = false;                      // `rows` was given up: `term.keys` of the unkeyed terms has them
  std::set<std::string> fingerprinted{};  // languages whose fingerprint is known to be stored

  Impl(const sqlite::Connection& d, LanguageResources& r, unsigned j)
      : database(d), statements(d), resources(r), jobs(j > 0 ? j : std::max(1U, std::thread::hardware_concurrency())) {}

  std::int64_t take_number() {
    if (next_term == 0) {
      auto query = statements.lend("SELECT coalesce(max(number), 0) + 1 FROM term");
      next_term = query->step() ? query->integer(0) : 1;
    }
    return next_term++;
  }

  void insert_term(const NotedTerm& term, const TermKeys& found) {
    const std::int64_t number = take_number();
    const std::string base = term.language.language().str();
    auto insert = statements.lend("INSERT INTO term VALUES(?,?,?,?,?,?,?,?,?)");
    insert->bind(0, number).bind(1, term.entry).bind(2, base).bind(3, term.language.str()).bind(4, term.designation);
    insert->bind(5, static_cast<std::int64_t>(term.status)).bind(6, static_cast<std::int64_t>(term.part_of_speech));
    insert->bind(7, json_array(found.keys)).bind(8, json_array(found.parts)).run();
    if (first_unkeyed == 0) first_unkeyed = number;
    if (many) return;
    std::int64_t rank = 0;
    for (const std::string& key : found.keys) rows.push_back({base, key, number, rank++});
    rank = kPartRank;
    for (const std::string& key : found.parts) rows.push_back({base, key, number, rank++});
    if (rows.size() < kKeptRows) return;
    many = true;
    rows = {};
  }

  /// Begins to make the keys of the noted terms.
  void start() {
    settle();
    if (noted.empty()) return;
    auto batch = std::make_unique<Batch>();
    batch->terms = std::exchange(noted, {});
    batch->designations.reserve(batch->terms.size());
    for (const NotedTerm& term : batch->terms) batch->designations.push_back({term.language, term.designation});
    // A few terms are not worth a thread.
    const auto policy = batch->terms.size() < kBatch ? std::launch::deferred : std::launch::async;
    batch->keys =
        std::async(policy, [this, terms = &batch->designations] { return make_keys(resources, *terms, jobs); });
    running = std::move(batch);
  }

  /// Puts the terms whose keys are being made into the table `term`.
  void settle() {
    if (!running) return;
    const std::unique_ptr<Batch> batch = std::move(running);
    const auto keys = batch->keys.get();
    for (std::size_t i = 0; i < keys.size(); ++i) {
      insert_term(batch->terms[i], keys[i]);
      note_fingerprint(batch->terms[i].language.language());
    }
  }

  void analyse() {
    start();
    settle();
  }

  void note_fingerprint(const LanguageTag& language) {
    if (!fingerprinted.insert(language.str()).second) return;
    auto insert = statements.lend("INSERT OR REPLACE INTO meta VALUES('keys:' || ?, ?)");
    insert->bind(0, language.str()).bind(1, resources.fingerprint(language)).run();
  }

  void write_keys() {
    if (first_unkeyed == 0) return;
    if (many) {
      static const std::string kInsert = insert_keys_of("number >= ?1");
      auto insert = statements.lend(kInsert.c_str());
      insert->bind(0, first_unkeyed).run();
    } else {
      std::sort(rows.begin(), rows.end(), [](const KeyRow& a, const KeyRow& b) {
        return std::tie(a.language, a.key, a.term, a.rank) < std::tie(b.language, b.key, b.term, b.rank);
      });
      auto insert = statements.lend("INSERT OR IGNORE INTO term_key VALUES(?,?,?,?)");
      for (const KeyRow& row : rows)
        insert->bind(0, row.language).bind(1, row.key).bind(2, row.term).bind(3, row.rank).run();
    }
    forget_rows();
  }

  void forget_rows() {
    rows.clear();
    first_unkeyed = 0;
    many = false;
  }

  void remove_keys(std::int64_t entry) {
    std::vector<KeyRow> old;
    {
      static const std::string kSelect = select_keys_of("entry = ?1 AND (number < ?2 OR ?2 = 0)");
      auto query = statements.lend(kSelect.c_str());
      query->bind(0, entry).bind(1, first_unkeyed);
      while (query->step()) old.push_back({query->text(0), query->text(1), query->integer(2), 0});
    }
    auto erase = statements.lend("DELETE FROM term_key WHERE language = ? AND key = ? AND term = ?");
    for (const KeyRow& row : old) erase->bind(0, row.language).bind(1, row.key).bind(2, row.term).run();
  }

  /// The rows kept for terms of `entry` that were added in this transaction.
  void forget_rows_of(std::int64_t entry) {
    if (rows.empty()) return;
    std::set<std::int64_t> terms;
    auto query = statements.lend("SELECT number FROM term WHERE entry = ? AND number >= ?");
    query->bind(0, entry).bind(1, first_unkeyed);
    while (query->step()) terms.insert(query->integer(0));
    if (!terms.empty()) std::erase_if(rows, [&](const KeyRow& row) { return terms.contains(row.term); });
  }

  std::vector<std::pair<std::int64_t, std::string>> next_terms_of(const std::string& base, std::int64_t after) {
    std::vector<std::pair<std::int64_t, std::string>> found;
    auto query = statements.lend(
        "SELECT number, designation FROM term WHERE base = ? AND number > ? ORDER BY number LIMIT 16384");
    query->bind(0, base).bind(1, after);
    while (query->step()) found.emplace_back(query->integer(0), query->text(1));
    return found;
  }
};

TermIndex::TermIndex(const sqlite::Connection& database, LanguageResources& resources, unsigned jobs)
    : impl_(std::make_unique<Impl>(database, resources, jobs)) {}
TermIndex::~TermIndex() = default;

void TermIndex::add(std::int64_t entry_number, const ConceptEntry& entry) {
  for (const LanguageSection& section : entry.languages) {
    for (const Term& term : section.terms)
      impl_->noted.push_back({entry_number, term.designation, section.language, term.status, term.part_of_speech});
  }
  if (impl_->noted.size() >= kBatch) impl_->start();
}

void TermIndex::remove(std::int64_t entry_number) {
  std::erase_if(impl_->noted, [&](const NotedTerm& term) { return term.entry == entry_number; });
  impl_->settle();
  impl_->remove_keys(entry_number);
  impl_->forget_rows_of(entry_number);
  impl_->statements.lend("DELETE FROM term WHERE entry = ?")->bind(0, entry_number).run();
}

void TermIndex::flush() {
  impl_->analyse();
  impl_->write_keys();
}

void TermIndex::discard() {
  impl_->running.reset();  // waits
  impl_->noted.clear();
  impl_->forget_rows();
  impl_->next_term = 0;
  impl_->fingerprinted.clear();
}

std::vector<LanguageTag> TermIndex::outdated() {
  std::vector<std::pair<std::string, std::string>> stored;
  {
    auto query = impl_->statements.lend("SELECT substr(name, 6), value FROM meta WHERE name LIKE 'keys:%'");
    while (query->step()) stored.emplace_back(query->text(0), query->text(1));
  }
  std::vector<LanguageTag> languages;
  for (const auto& [name, fingerprint] : stored) {
    const LanguageTag language = LanguageTag::parse(name);
    if (impl_->resources.fingerprint(language) != fingerprint) languages.push_back(language);
  }
  return languages;
}

void TermIndex::rekey(const LanguageTag& language) {
  const std::string base = language.str();
  impl_->statements.lend("DELETE FROM term_key WHERE language = ?")->bind(0, base).run();
  for (std::int64_t after = 0;;) {
    const auto terms = impl_->next_terms_of(base, after);
    if (terms.empty()) break;
    after = terms.back().first;
    std::vector<DesignationIn> designations;
    for (const auto& [number, designation] : terms) designations.push_back({language, designation});
    const auto keys = make_keys(impl_->resources, designations, impl_->jobs);
    auto update = impl_->statements.lend("UPDATE term SET keys = ?, parts = ? WHERE number = ?");
    for (std::size_t i = 0; i < terms.size(); ++i) {
      update->bind(0, json_array(keys[i].keys)).bind(1, json_array(keys[i].parts));
      update->bind(2, terms[i].first).run();
    }
  }
  static const std::string kInsert = insert_keys_of("base = ?1");
  auto insert = impl_->statements.lend(kInsert.c_str());
  insert->bind(0, base).run();
  impl_->fingerprinted.erase(base);
  impl_->note_fingerprint(language);
}

}  // namespace termknit
