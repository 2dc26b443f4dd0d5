// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/xapian_query.h"

#include <algorithm>
#include <array>
#include <set>

#include <xapian.h>

#include "indexer/index_schema.h"

namespace termknit {
namespace {

using Query = Xapian::Query;

// Within one level of closeness: what a word weighs that is less close than the level's name says.
constexpr std::array<double, kClosenessLevels> kFactor{1.0, 1.0, 0.4, 0.25};
constexpr double kTitleBoost = 0.5;

Query any_of(const std::vector<Query>& queries) {
  if (queries.empty()) return Query::MatchNothing;
  return queries.size() == 1 ? queries.front() : Query(Query::OP_OR, queries.begin(), queries.end());
}

Query any_of(const std::vector<std::string>& terms) {
  return terms.empty() ? Query::MatchNothing : Query(Query::OP_OR, terms.begin(), terms.end());
}

Query any_of(const std::vector<PlannedTerm>& planned, Closeness widest) {
  std::vector<std::string> terms;
  for (const PlannedTerm& term : planned) {
    if (term.closeness <= widest) terms.push_back(term.term);
  }
  return any_of(terms);
}

/// The forms of a word count as one term, so that a rare form ranks no higher than a common one.
Query word_query(const PlannedWord& word, Closeness widest) {
  std::array<std::vector<std::string>, kClosenessLevels> terms;
  for (const PlannedTerm& term : word.terms) {
    const Closeness group = term.closeness == Closeness::exact ? Closeness::form : term.closeness;
    if (term.closeness <= widest) terms[static_cast<std::size_t>(group)].push_back(term.term);
  }
  std::vector<Query> alternatives;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    if (terms[i].empty()) continue;
    const Query query =
        terms[i].size() == 1 ? Query(terms[i].front()) : Query(Query::OP_SYNONYM, terms[i].begin(), terms[i].end());
    alternatives.push_back(kFactor[i] < 1 ? Query(Query::OP_SCALE_WEIGHT, query, kFactor[i]) : query);
  }
  // Not OP_MAX: Xapian 1.4.22 crashes when a member of it is empty in one of several databases.
  const Query anywhere = any_of(alternatives);
  // OR, so that Xapian can pass over the articles that cannot come in any more: AND_MAYBE makes it open every one.
  const Query in_title = any_of(word.title_terms, widest);
  if (in_title.empty()) return anywhere;
  return Query(Query::OP_OR, anywhere, Query(Query::OP_SCALE_WEIGHT, in_title, kTitleBoost));
}

/// For phrases: OP_PHRASE takes OR as a member, but not OP_SYNONYM.
Query positional(const PlannedWord& word, Closeness widest) {
  return any_of(word.terms, widest);
}

Query words_query(const QueryPlan& plan, Closeness widest) {
  if (plan.words.size() == 1) return word_query(plan.words.front(), widest);
  std::vector<Query> members;
  for (const PlannedWord& word : plan.words) {
    members.push_back(positional(word, widest));
    if (members.back().empty()) return Query::MatchNothing;
  }
  const auto count = static_cast<Xapian::termcount>(members.size());
  if (plan.kind == QueryPlan::Kind::near)
    return Query(Query::OP_NEAR, members.begin(), members.end(), plan.distance + count - 1);
  return Query(Query::OP_PHRASE, members.begin(), members.end(), count);
}

Query title_query(const QueryPlan& plan) {
  std::vector<Query> members;
  for (const PlannedWord& word : plan.words) {
    members.push_back(any_of(word.title_terms, Closeness::folded));
    if (members.back().empty()) return Query::MatchNothing;
  }
  return members.size() == 1
             ? members.front()
             : Query(Query::OP_PHRASE, members.begin(), members.end(), static_cast<Xapian::termcount>(members.size()));
}

Query all_of(const QueryPlan& plan, Closeness widest) {
  std::vector<Query> wanted, unwanted;
  for (const QueryPlan& child : plan.children) {
    if (child.kind == QueryPlan::Kind::except) {
      // What is left out is left out in every form.
      for (const QueryPlan& inner : child.children) unwanted.push_back(to_xapian(inner, Closeness::folded));
    } else {
      wanted.push_back(to_xapian(child, widest));
    }
  }
  const Query query = wanted.empty() ? Query::MatchAll : Query(Query::OP_AND, wanted.begin(), wanted.end());
  return unwanted.empty() ? query : Query(Query::OP_AND_NOT, query, any_of(unwanted));
}

void collect_levels(const QueryPlan& plan, std::set<Closeness>& levels) {
  if (plan.kind == QueryPlan::Kind::except || plan.kind == QueryPlan::Kind::title) return;
  for (const PlannedWord& word : plan.words) {
    for (const PlannedTerm& term : word.terms) levels.insert(term.closeness);
  }
  for (const QueryPlan& child : plan.children) collect_levels(child, levels);
}

}  // namespace

Query to_xapian(const QueryPlan& plan, Closeness widest) {
  switch (plan.kind) {
    case QueryPlan::Kind::sequence:
    case QueryPlan::Kind::near:
      return words_query(plan, widest);
    case QueryPlan::Kind::title:
      return title_query(plan);
    case QueryPlan::Kind::filter:
      return Query(Query::OP_SCALE_WEIGHT, any_of(plan.filters), 0.0);
    case QueryPlan::Kind::any_of: {
      std::vector<Query> children;
      for (const QueryPlan& child : plan.children) children.push_back(to_xapian(child, widest));
      return any_of(children);
    }
    case QueryPlan::Kind::all_of:
    case QueryPlan::Kind::except:
      break;
  }
  return all_of(plan, widest);
}

std::vector<Closeness> levels_of(const QueryPlan& plan) {
  std::set<Closeness> levels;
  collect_levels(plan, levels);
  if (levels.empty()) levels.insert(Closeness::exact);
  return {levels.begin(), levels.end()};
}

Query in_languages(const Query& query, const std::vector<LanguageTag>& languages) {
  if (languages.empty()) return query;
  std::vector<std::string> terms;
  for (const LanguageTag& language : languages)
    terms.push_back(index_schema::term(index_schema::kLanguage, language.str()));
  return Query(Query::OP_FILTER, query, any_of(terms));
}

}  // namespace termknit
