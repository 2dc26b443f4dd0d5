// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/cross_query.h"

#include <algorithm>
#include <utility>

#include "core/tsv.h"

namespace termknit {
namespace {

using Kind = QueryNode::Kind;

QueryNode language_node(const LanguageTag& language) {
  QueryNode node;
  node.kind = Kind::language;
  node.text = language.str();
  return node;
}

QueryNode group(Kind kind, std::vector<QueryNode> children) {
  if (children.size() == 1) return std::move(children.front());
  QueryNode node;
  node.kind = kind;
  node.children = std::move(children);
  return node;
}

/// "lang:lv AND the term", analysed in Latvian.
QueryNode term_node(const LanguageTag& language, const std::string& term) {
  QueryNode node;
  node.language = language;
  for (const std::string_view word : split(term, ' ')) {
    if (!word.empty()) node.words.emplace_back(word);
  }
  node.kind = node.words.size() == 1 ? Kind::word : Kind::phrase;
  if (node.kind == Kind::word) node.text = std::exchange(node.words, {}).front();
  return group(Kind::all_of, {language_node(language), std::move(node)});
}

class Crossing {
 public:
  Crossing(Lookup& lookup, const CrossOptions& options) : lookup_(lookup), options_(options) {}

  QueryNode whole(const QueryNode& query) {
    const std::string text = side_by_side(query);
    if (!text.empty()) {
      std::vector<QueryNode> alternatives = equivalents(text);
      if (!alternatives.empty() || query.kind != Kind::all_of) {
        alternatives.insert(alternatives.begin(), in_own_language(query));
        return group(Kind::any_of, std::move(alternatives));
      }
    }
    return each(query);
  }

  std::vector<LookupRow> rows;

 private:
  /// The text of a query that is nothing but words and phrases; empty for others.
  static std::string side_by_side(const QueryNode& node) {
    if (node.kind == Kind::word) return node.text;
    if (node.kind == Kind::phrase) return join(node.words, " ");
    if (node.kind != Kind::all_of) return {};
    std::string text;
    for (const QueryNode& child : node.children) {
      if (child.kind != Kind::word && child.kind != Kind::phrase) return {};
      text += (text.empty() ? "" : " ") + side_by_side(child);
    }
    return text;
  }

  QueryNode each(const QueryNode& node) {
    if (node.kind == Kind::word || node.kind == Kind::phrase) {
      std::vector<QueryNode> alternatives = equivalents(side_by_side(node));
      alternatives.insert(alternatives.begin(), in_own_language(node));
      return group(Kind::any_of, std::move(alternatives));
    }
    if (node.kind == Kind::not_of) return node;
    QueryNode crossed = node;
    if (node.kind != Kind::near) {
      for (QueryNode& child : crossed.children) child = each(child);
    }
    return node.kind == Kind::near || node.kind == Kind::prefix ? in_own_language(node) : crossed;
  }

  QueryNode in_own_language(const QueryNode& node) const {
    if (options_.from.empty()) return node;
    std::vector<QueryNode> languages;
    for (const LanguageTag& language : options_.from) languages.push_back(language_node(language));
    return group(Kind::all_of, {group(Kind::any_of, std::move(languages)), node});
  }

  std::vector<QueryNode> equivalents(const std::string& text) {
    std::vector<QueryNode> nodes;
    if (options_.from.empty()) {
      add(text, std::nullopt, nodes);
    } else {
      for (const LanguageTag& language : options_.from) add(text, language, nodes);
    }
    return nodes;
  }

  void add(const std::string& text, const std::optional<LanguageTag>& from, std::vector<QueryNode>& nodes) {
    const std::vector<LookupRow> found =
        lookup_.look_up(text, {.from = from, .to = options_.to, .limit = options_.limit});
    const LookupRow* previous = nullptr;
    for (const LookupRow& row : found) {
      if (!row.compound.empty()) continue;
      const bool best = !previous || previous->target_language != row.target_language ||
                        previous->source_language != row.source_language;
      previous = &row;
      const std::string& status = row.equivalent.status;
      const double least = best ? options_.min_confidence / 2 : options_.min_confidence;
      if (status == "deprecated" || status == "superseded" || row.equivalent.confidence < least) continue;
      const bool known = std::any_of(rows.begin(), rows.end(), [&](const LookupRow& other) {
        return other.source == row.source && other.target_language == row.target_language &&
               other.equivalent.term == row.equivalent.term;
      });
      if (known) continue;
      rows.push_back(row);
      nodes.push_back(term_node(row.target_language, row.equivalent.term));
    }
  }

  Lookup& lookup_;
  const CrossOptions& options_;
};

}  // namespace

CrossQuery add_equivalents(const QueryNode& query, Lookup& lookup, const CrossOptions& options) {
  Crossing crossing(lookup, options);
  CrossQuery crossed;
  crossed.query = crossing.whole(query);
  crossed.equivalents = std::move(crossing.rows);
  return crossed;
}

}  // namespace termknit
