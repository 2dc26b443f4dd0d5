// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/termbase/term_index.h"

#include <algorithm>
#include <deque>
#include <future>
#include <limits>
#include <memory>
#include <thread>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "core/error.h"
#include "glossary/termbase/key_rows.h"
#include "glossary/termbase/term_keys.h"

namespace termknit {
namespace {

constexpr std::size_t kBatch = 8'192;  // terms analysed at a time

/// What `term` says of a term beside its designation and language.
struct TermRow {
  std::int64_t entry = 0;
  AdministrativeStatus status = AdministrativeStatus::unspecified;
  PartOfSpeech part_of_speech = PartOfSpeech::other;
};

/// Terms whose keys are made on another thread while the caller reads on.
struct Batch {
  std::vector<TermRow> rows{};
  std::vector<DesignationIn> designations{};
  std::unordered_set<std::int64_t> entries{};
  std::future<std::vector<TermKeys>> keys{};

  void add(std::int64_t entry, const LanguageTag& language, const Term& term) {
    rows.push_back({entry, term.status, term.part_of_speech});
    designations.push_back({language, term.designation});
    entries.insert(entry);
  }
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

/// The rows that `term_key` has for the terms of entry ?1 whose number is below ?2.
constexpr const char* kSelectKeysOfEntry =
    "SELECT base, k.value, number FROM term, json_each(keys) AS k WHERE entry = ?1 AND number < ?2 UNION ALL "
    "SELECT base, p.value, number FROM term, json_each(parts) AS p WHERE entry = ?1 AND number < ?2";

}  // namespace

struct TermIndex::Impl {
  const sqlite::Connection& database;
  sqlite::StatementCache statements;
  LanguageResources& resources;
  unsigned jobs;
  std::unique_ptr<Batch> noted = std::make_unique<Batch>();  // in no table yet
  std::deque<std::unique_ptr<Batch>> running{};              // noted before those; their keys are being made
  KeyRows rows{};                                            // of terms in the table `term`; in no table yet
  std::int64_t next_term = 0;                                // 0: not asked for yet
  std::int64_t first_unkeyed = 0;         // terms from this number have no rows in `term_key` yet; 0: all have
  std::set<std::string> fingerprinted{};  // languages whose fingerprint is known to be stored
  bool backwards = false;                 // the next batch

  Impl(const sqlite::Connection& d, LanguageResources& r, unsigned j)
      : database(d), statements(d), resources(r), jobs(j > 0 ? j : std::max(1U, std::thread::hardware_concurrency())) {}

  std::int64_t take_number() {
    if (next_term == 0) {
      auto query = statements.lend("SELECT coalesce(max(number), 0) + 1 FROM term");
      next_term = query->step() ? query->integer(0) : 1;
    }
    return next_term++;
  }

  void insert_term(const TermRow& term, const DesignationIn& in, const TermKeys& found) {
    const std::int64_t number = take_number();
    const std::string base = in.language.language().str();
    auto insert = statements.lend("INSERT INTO term VALUES(?,?,?,?,?,?,?,?,?)");
    insert->bind(0, number).bind(1, term.entry).bind(2, base).bind(3, in.language.str()).bind(4, in.designation);
    insert->bind(5, static_cast<std::int64_t>(term.status)).bind(6, static_cast<std::int64_t>(term.part_of_speech));
    insert->bind(7, json_array(found.keys)).bind(8, json_array(found.parts)).run();
    if (first_unkeyed == 0) first_unkeyed = number;
    add_rows(base, number, found);
  }

  void add_rows(const std::string& base, std::int64_t number, const TermKeys& found) {
    std::int64_t rank = 0;
    for (const std::string& key : found.keys) rows.add({base, key, number, rank++});
    rank = kPartRank;
    for (const std::string& key : found.parts) rows.add({base, key, number, rank++});
  }

  /// Begins to make the keys of the noted terms. As many batches run at a time as there are jobs.
  void start() {
    if (noted->rows.empty()) return;
    while (running.size() >= jobs) settle_first();
    std::unique_ptr<Batch> batch = std::exchange(noted, std::make_unique<Batch>());
    // A few terms are not worth a thread.
    const auto policy = batch->rows.size() < kBatch ? std::launch::deferred : std::launch::async;
    const LanguageOrder order = backwards ? LanguageOrder::backwards : LanguageOrder::forwards;
    backwards = !backwards;
    batch->keys =
        std::async(policy, [this, terms = &batch->designations, order] { return make_keys(resources, *terms, order); });
    running.push_back(std::move(batch));
  }

  /// Puts the terms of the first running batch into the table `term`.
  void settle_first() {
    const std::unique_ptr<Batch> batch = std::move(running.front());
    running.pop_front();
    const auto keys = batch->keys.get();
    for (std::size_t i = 0; i < keys.size(); ++i) {
      insert_term(batch->rows[i], batch->designations[i], keys[i]);
      note_fingerprint(batch->designations[i].language.language());
    }
  }

  void settle_all() {
    start();
    while (!running.empty()) settle_first();
  }

  bool is_under_way(std::int64_t entry) const {
    return noted->entries.contains(entry) ||
           std::any_of(running.begin(), running.end(),
                       [&](const std::unique_ptr<Batch>& batch) { return batch->entries.contains(entry); });
  }

  void note_fingerprint(const LanguageTag& language) {
    if (!fingerprinted.insert(language.str()).second) return;
    auto insert = statements.lend("INSERT OR REPLACE INTO meta VALUES('keys:' || ?, ?)");
    insert->bind(0, language.str()).bind(1, resources.fingerprint(language)).run();
  }

  void write_keys() {
    auto insert = statements.lend("INSERT INTO term_key VALUES(?,?,?,?)");
    rows.for_each([&](const KeyRow& row) {
      insert->bind(0, row.language).bind(1, row.key).bind(2, row.term).bind(3, row.rank).run();
    });
    forget_rows();
  }

  void forget_rows() {
    rows.clear();
    first_unkeyed = 0;
  }

  void remove_keys(std::int64_t entry) {
    struct Old {
      std::string language, key;
      std::int64_t term = 0;
    };
    std::vector<Old> old;
    {
      auto query = statements.lend(kSelectKeysOfEntry);
      query->bind(0, entry).bind(1, first_unkeyed > 0 ? first_unkeyed : std::numeric_limits<std::int64_t>::max());
      while (query->step()) old.push_back({query->text(0), query->text(1), query->integer(2)});
    }
    auto erase = statements.lend("DELETE FROM term_key WHERE language = ? AND key = ? AND term = ?");
    for (const Old& row : old) erase->bind(0, row.language).bind(1, row.key).bind(2, row.term).run();
  }

  /// The rows kept for terms of `entry` that were added in this transaction.
  void forget_rows_of(std::int64_t entry) {
    if (first_unkeyed == 0) return;
    auto query = statements.lend("SELECT number FROM term WHERE entry = ? AND number >= ?");
    query->bind(0, entry).bind(1, first_unkeyed);
    while (query->step()) rows.drop(query->integer(0));
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
    for (const Term& term : section.terms) impl_->noted->add(entry_number, section.language, term);
  }
  if (impl_->noted->rows.size() >= kBatch) impl_->start();
}

void TermIndex::remove(std::int64_t entry_number) {
  if (impl_->is_under_way(entry_number)) impl_->settle_all();
  impl_->remove_keys(entry_number);
  impl_->forget_rows_of(entry_number);
  impl_->statements.lend("DELETE FROM term WHERE entry = ?")->bind(0, entry_number).run();
}

void TermIndex::flush() {
  impl_->settle_all();
  impl_->write_keys();
}

void TermIndex::discard() {
  impl_->running.clear();  // waits
  impl_->noted = std::make_unique<Batch>();
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
    const auto keys = make_keys(impl_->resources, designations);
    auto update = impl_->statements.lend("UPDATE term SET keys = ?, parts = ? WHERE number = ?");
    for (std::size_t i = 0; i < terms.size(); ++i) {
      update->bind(0, json_array(keys[i].keys)).bind(1, json_array(keys[i].parts));
      update->bind(2, terms[i].first).run();
      impl_->add_rows(base, terms[i].first, keys[i]);
    }
  }
  impl_->write_keys();
  impl_->fingerprinted.erase(base);
  impl_->note_fingerprint(language);
}

}  // namespace termknit
