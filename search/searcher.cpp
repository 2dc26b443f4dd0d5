// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/searcher.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fnmatch.h>
#include <xapian.h>

#include "indexer/article_record.h"
#include "indexer/index_schema.h"
#include "indexer/xapian_error.h"
#include "language/text.h"
#include "search/query_terms.h"
#include "search/snippet.h"

namespace termknit {
namespace schema = index_schema;

namespace {

// Exact form before lemma before part before folded.
constexpr double kExact = 1.0, kLemma = 0.8, kPart = 0.4, kPlain = 0.25, kTitleBoost = 0.5;
constexpr unsigned kPrefixExpansion = 100;
constexpr unsigned kCheckAtLeast = 1000;
constexpr int kReopenTries = 5;

Xapian::Query scaled(const std::string& term, double factor) {
  return Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, Xapian::Query(term), factor);
}

/// Matches articles by a glob over their path.
class PathDecider : public Xapian::MatchDecider {
 public:
  explicit PathDecider(std::vector<std::string> globs) : globs_(std::move(globs)) {}
  bool operator()(const Xapian::Document& document) const override {
    const std::string path = parse_article_head(document.get_data()).path;
    return std::all_of(globs_.begin(), globs_.end(), [&](const std::string& glob) {
      const bool has_star = glob.find_first_of("*?[") != glob.npos;
      return has_star ? ::fnmatch(glob.c_str(), path.c_str(), 0) == 0 : path.find(glob) != path.npos;
    });
  }

 private:
  std::vector<std::string> globs_;
};

/// Turns the tree into a Xapian query and collects what snippets mark.
class QueryBuilder {
 public:
  QueryBuilder(const ArticleIndex& index, LanguageResources& resources, const std::vector<LanguageTag>& languages)
      : index_(index), resources_(resources), languages_(languages) {}

  MatchSet matches;
  std::vector<std::string> path_globs;

  Xapian::Query build(const QueryNode& node) {
    using enum QueryNode::Kind;
    switch (node.kind) {
      case word:
        return word_query(node.text, true);
      case phrase:
        return phrase_query(node.words);
      case prefix:
        return prefix_query(node.text);
      case language:
        return Xapian::Query(0.0, Xapian::Query(schema::term(schema::kLanguage, canonical_language(node.text))));
      case title:
        return title_query(node.text);
      case path:
        path_globs.push_back(node.text);
        return Xapian::Query::MatchAll;
      case all_of:
        return all_of_query(node);
      case any_of:
        return combine(Xapian::Query::OP_OR, node);
      case not_of:
        return Xapian::Query(Xapian::Query::OP_AND_NOT, Xapian::Query::MatchAll, build(node.children.front()));
      case near:
        break;
    }
    std::vector<Xapian::Query> parts;
    for (const QueryNode& child : node.children) parts.push_back(positional(child.text));
    return Xapian::Query(Xapian::Query::OP_NEAR, parts.begin(), parts.end(),
                         node.distance + static_cast<unsigned>(parts.size()) - 1);
  }

 private:
  static std::string canonical_language(const std::string& code) {
    const auto tag = LanguageTag::try_parse(code);
    return tag ? tag->str() : code;
  }

  WordTerms terms_of(const std::string& text) {
    WordTerms terms = query_word_terms(index_, resources_, languages_, text);
    matches.add(terms);
    return terms;
  }

  Xapian::Query word_query(const std::string& text, bool with_title) {
    const WordTerms terms = terms_of(text);
    if (terms.form.empty()) return Xapian::Query::MatchNothing;
    std::vector<Xapian::Query> alternatives{scaled(schema::term("", terms.form), kExact)};
    for (const std::string& lemma : terms.lemmas) {
      alternatives.push_back(scaled(schema::term(schema::kLemma, lemma), kLemma));
      // A form that is its own lemma has no lemma term.
      if (lemma != terms.form) alternatives.push_back(scaled(schema::term("", lemma), kLemma));
      alternatives.push_back(scaled(schema::term(schema::kPart, lemma), kPart));
    }
    alternatives.push_back(scaled(schema::term(schema::kPart, terms.form), kPart));
    alternatives.push_back(scaled(schema::term(schema::kWithoutDiacritics, terms.plain), kPlain));
    if (terms.plain != terms.form) alternatives.push_back(scaled(schema::term("", terms.plain), kPlain));
    const Xapian::Query any(Xapian::Query::OP_MAX, alternatives.begin(), alternatives.end());
    if (!with_title) return any;
    return Xapian::Query(Xapian::Query::OP_AND_MAYBE, any,
                         Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, title_query(text), kTitleBoost));
  }

  /// For phrases: OP_PHRASE takes OR as a member, but not OP_MAX.
  Xapian::Query positional(const std::string& text) {
    const WordTerms terms = terms_of(text);
    std::vector<Xapian::Query> alternatives{Xapian::Query(schema::term("", terms.form))};
    for (const std::string& lemma : terms.lemmas) {
      alternatives.emplace_back(schema::term(schema::kLemma, lemma));
      if (lemma != terms.form) alternatives.emplace_back(schema::term("", lemma));
    }
    alternatives.emplace_back(schema::term(schema::kWithoutDiacritics, terms.plain));
    return Xapian::Query(Xapian::Query::OP_OR, alternatives.begin(), alternatives.end());
  }

  Xapian::Query phrase_query(const std::vector<std::string>& words) {
    if (words.size() == 1) return word_query(words.front(), true);
    std::vector<Xapian::Query> parts;
    for (const std::string& part : words) parts.push_back(positional(part));
    return Xapian::Query(Xapian::Query::OP_PHRASE, parts.begin(), parts.end(),
                         static_cast<Xapian::termcount>(parts.size()));
  }

  Xapian::Query prefix_query(const std::string& text) {
    const std::string folded = fold(text);
    matches.prefixes.push_back(folded);
    return Xapian::Query(Xapian::Query::OP_WILDCARD, folded, kPrefixExpansion,
                         Xapian::Query::WILDCARD_LIMIT_MOST_FREQUENT);
  }

  Xapian::Query title_query(const std::string& text) {
    const WordTerms terms = terms_of(text);
    std::vector<Xapian::Query> alternatives;
    if (!terms.form.empty()) alternatives.emplace_back(schema::term(schema::kTitle, terms.form));
    for (const std::string& lemma : terms.lemmas) alternatives.emplace_back(schema::term(schema::kTitle, lemma));
    return Xapian::Query(Xapian::Query::OP_OR, alternatives.begin(), alternatives.end());
  }

  Xapian::Query all_of_query(const QueryNode& node) {
    Xapian::Query query = Xapian::Query::MatchAll;
    bool first = true;
    for (const QueryNode& child : node.children) {
      if (child.kind == QueryNode::Kind::not_of) continue;
      const Xapian::Query part = build(child);
      query = first ? part : Xapian::Query(Xapian::Query::OP_AND, query, part);
      first = false;
    }
    for (const QueryNode& child : node.children) {
      if (child.kind == QueryNode::Kind::not_of)
        query = Xapian::Query(Xapian::Query::OP_AND_NOT, query, build(child.children.front()));
    }
    return query;
  }

  Xapian::Query combine(Xapian::Query::op op, const QueryNode& node) {
    std::vector<Xapian::Query> parts;
    for (const QueryNode& child : node.children) parts.push_back(build(child));
    return Xapian::Query(op, parts.begin(), parts.end());
  }

  const ArticleIndex& index_;
  LanguageResources& resources_;
  const std::vector<LanguageTag>& languages_;
};

}  // namespace

struct Searcher::Impl {
  const ArticleIndex& index;
  LanguageResources& resources;
  Xapian::Database database;

  SearchResult search(const QueryNode& tree, const SearchOptions& options) {
    std::vector<LanguageTag> languages = options.languages;
    if (languages.empty()) {
      for (const auto& [language, count] : index.languages()) languages.push_back(language);
    }
    QueryBuilder builder(index, resources, languages);
    Xapian::Query query = builder.build(tree);
    if (!options.languages.empty()) {
      std::vector<Xapian::Query> filters;
      for (const LanguageTag& language : options.languages)
        filters.emplace_back(schema::term(schema::kLanguage, language.str()));
      query = Xapian::Query(Xapian::Query::OP_FILTER, query,
                            Xapian::Query(Xapian::Query::OP_OR, filters.begin(), filters.end()));
    }
    SearchResult result;
    result.explained = to_string(tree) + " = " + query.get_description();
    Xapian::Enquire enquire(database);
    enquire.set_query(query);
    const PathDecider decider(builder.path_globs);
    const Xapian::MSet matched =
        enquire.get_mset(static_cast<Xapian::doccount>(options.offset), static_cast<Xapian::doccount>(options.limit),
                         kCheckAtLeast, nullptr, builder.path_globs.empty() ? nullptr : &decider);
    result.total = matched.get_matches_estimated();
    for (auto it = matched.begin(); it != matched.end(); ++it) {
      const Article article = parse_article(it.get_document().get_data());
      result.hits.push_back({.rank = it.get_rank() + 1,
                             .article = article.path,
                             .language = article.language,
                             .title = article.title,
                             .score = it.get_weight(),
                             .snippet = make_snippet(article, resources, builder.matches)});
    }
    return result;
  }
};

Searcher::Searcher(const ArticleIndex& index, LanguageResources& resources) {
  with_xapian_errors(index.database_path(), [&] {
    impl_ = std::unique_ptr<Impl>(new Impl{index, resources, Xapian::Database(index.database_path().string())});
  });
}
Searcher::~Searcher() = default;
Searcher::Searcher(Searcher&&) noexcept = default;

SearchResult Searcher::search(const QueryNode& query, const SearchOptions& options) {
  SearchResult result;
  with_xapian_errors(impl_->index.database_path(), [&] {
    for (int tries = 0;; ++tries) {
      try {
        result = impl_->search(query, options);
        return;
      } catch (const Xapian::DatabaseModifiedError&) {
        if (tries == kReopenTries) throw;
        impl_->database.reopen();
      }
    }
  });
  return result;
}

}  // namespace termknit
