// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "glossary/dictionaries/compiled_dictionary.h"
#include "glossary/evidence.h"
#include "glossary/termbase/termbase_impl.h"

namespace termknit {
namespace {

constexpr std::string_view kSelectTerms =
    "SELECT e.id, t.language, t.designation, t.status FROM term_key AS k JOIN term AS t ON t.number = k.term JOIN "
    "entry "
    "AS e ON e.number = t.entry WHERE k.language = ? AND k.key = ?";
constexpr std::int64_t kAll = -1;  // what SQLite takes for no limit

}  // namespace

std::vector<KeyedTerm> Termbase::Impl::terms_of_entries(
    const std::vector<std::pair<std::int64_t, std::int64_t>>& group_rows) const {
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

std::vector<TermbaseHit> Termbase::Impl::hits(const LanguageTag& language, const std::vector<std::string>& keys,
                                              const char* sql, std::int64_t limit) const {
  std::vector<TermbaseHit> found;
  auto query = statements.lend(sql);
  for (const std::string& key : keys) {
    query->bind(0, language.language().str()).bind(1, key).bind(2, limit);
    while (query->step()) {
      TermbaseHit hit{.concept_id = query->text(0),
                      .language = LanguageTag::parse(query->text(1)),
                      .designation = query->text(2),
                      .status = static_cast<AdministrativeStatus>(query->integer(3))};
      if (std::find(found.begin(), found.end(), hit) == found.end()) found.push_back(std::move(hit));
    }
    query->reset();
  }
  return found;
}

std::vector<TermbaseHit> Termbase::look_up(const LanguageTag& language, std::string_view term) const {
  static const std::string kSql =
      fmt::format("{} AND k.rank < {} ORDER BY k.rank, e.id, t.designation LIMIT ?", kSelectTerms, kPartRank);
  impl_->terms.flush();
  // The form as typed needs no analysis; only what is not found so loads a dictionary.
  auto found = impl_->hits(language, {dictionary_key(term)}, kSql.c_str(), kAll);
  if (!found.empty()) return found;
  return impl_->hits(language, make_term_query(impl_->resources, language, term).keys, kSql.c_str(), kAll);
}

std::vector<TermbaseHit> Termbase::look_up_parts(const LanguageTag& language, std::string_view term,
                                                 std::size_t limit) const {
  static const std::string kSql = fmt::format("{} AND k.rank >= {} ORDER BY k.term LIMIT ?", kSelectTerms, kPartRank);
  impl_->terms.flush();
  const std::vector<std::string> typed{dictionary_key(term)};
  const auto most = static_cast<std::int64_t>(limit);
  auto found = impl_->hits(language, typed, kSql.c_str(), most);
  if (found.empty() && !has_key(language, typed))
    found = impl_->hits(language, make_term_query(impl_->resources, language, term).keys, kSql.c_str(), most);
  if (found.size() > limit) found.resize(limit);
  return found;
}

bool Termbase::has_key(const LanguageTag& language, const std::vector<std::string>& keys) const {
  impl_->terms.flush();
  auto query = impl_->statements.lend("SELECT 1 FROM term_key WHERE language = ? AND key = ? AND rank < ? LIMIT 1");
  for (const std::string& key : keys) {
    query->bind(0, language.language().str()).bind(1, key).bind(2, kPartRank);
    const bool found = query->step();
    query->reset();
    if (found) return true;
  }
  return false;
}

void Termbase::for_each_shared_key(
    const std::function<void(const LanguageTag&, const std::string&, const std::vector<KeyedTerm>&)>& f) const {
  impl_->terms.flush();
  sqlite::Statement keys(
      impl_->database,
      fmt::format("SELECT language, key, term, rank FROM term_key WHERE rank < {} ORDER BY language, key, term",
                  kPartRank));
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

}  // namespace termknit
