// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/json.h"
#include "cli/knowledge.h"
#include "cli/searched_indexes.h"
#include "cli/session.h"
#include "core/tsv.h"
#include "search/cross_query.h"
#include "search/searcher.h"

namespace termknit {
namespace {

SortOrder parse_order(const std::string& name) {
  if (name == "article") return SortOrder::article;
  if (name == "newest") return SortOrder::newest;
  if (name == "oldest") return SortOrder::oldest;
  return SortOrder::relevance;
}

std::string languages_line(const SearchResult& result) {
  std::vector<std::pair<std::uint32_t, std::string>> order;
  for (const auto& [language, count] : result.by_language) order.emplace_back(count, language.str());
  std::sort(order.begin(), order.end(),
            [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  std::string line;
  for (const auto& [count, language] : order) line += fmt::format("{}{} {}", line.empty() ? "" : ", ", language, count);
  return line;
}

class SearchCommand : public Command {
 public:
  std::string name() const override { return "search"; }
  std::string summary() const override { return "Full-text search over the articles, in every inflected form"; }
  std::string examples() const override {
    return "  termknit search pardosana                    # finds pārdošana, pārdošanas, pārdošanu\n"
           "  termknit search Ergebnis --lang de           # finds Kundenergebnisse too\n"
           "  termknit search '\"zákaznický servis\" -prodej'  # a phrase in any inflection, without a word\n"
           "  termknit search Kundenservice --cross        # and what it is called in the other languages\n";
  }
  std::vector<OptionSpec> options() override {
    return {{.names = "query",
             .help = "Words, \"phrases\", prefix*, lang:, title:, path:, AND OR NOT, NEAR",
             .target = &words_,
             .required = true},
            {.names = "--lang",
             .value_name = "CODE",
             .help = "Only articles in this language (repeatable)",
             .target = &languages_,
             .comma_list = true},
            {.names = "--cross",
             .help = "Search for the query's equivalents in the other languages too",
             .target = &cross_},
            {.names = "--limit", .value_name = "N", .help = "At most N articles (default 20)", .target = &limit_},
            {.names = "--offset", .value_name = "N", .help = "Leave out the first N", .target = &offset_},
            {.names = "--sort",
             .value_name = "ORDER",
             .help = "relevance (default), article, newest or oldest",
             .target = &sort_,
             .choices = {"relevance", "article", "newest", "oldest"}},
            index_option(indexes_),
            {.names = "--explain", .help = "Show the query as understood on stderr", .target = &explain_}};
  }

  int run(Session& session) override {
    const std::string text = join(words_, " ");
    QueryNode query = parse_query(text);
    if (limit_ < 1 || offset_ < 0) throw Error(ErrorKind::usage, "--limit takes a number from 1, --offset one from 0");
    SearchOptions options;
    options.languages = parse_languages(languages_);
    options.limit = static_cast<std::size_t>(limit_);
    options.offset = static_cast<std::size_t>(offset_);
    options.sort = parse_order(sort_);
    options.count_all = true;
    options.explain = true;
    auto indexes = open_indexes(session, indexes_);
    if (!indexes) return kExitNothingFound;

    std::vector<LookupRow> equivalents;
    if (cross_) {
      CrossQuery crossed = cross(session, query, *indexes, options.languages);
      query = std::move(crossed.query);
      equivalents = std::move(crossed.equivalents);
      options.only_in_languages = false;
    }
    const SearchResult result = Searcher(*indexes, session.resources()).search(query, options);
    if (explain_) session.console.note("query: " + result.explained);
    print(session.console, result, equivalents);
    if (!result.hits.empty()) return kExitDone;
    if (result.total > 0) {
      session.console.note(fmt::format("only {} articles match '{}'", result.total, text));
    } else {
      std::string offer;
      for (const std::string& suggestion : result.suggestions)
        offer += fmt::format("{}'{}'", offer.empty() ? "; did you mean " : " or ", suggestion);
      session.console.note(fmt::format("nothing for '{}'{}{}", text, offer, offer.empty() ? "" : "?"));
    }
    return kExitNothingFound;
  }

 private:
  static CrossQuery cross(Session& session, const QueryNode& query, IndexSet& indexes,
                          const std::vector<LanguageTag>& from) {
    Knowledge knowledge(session);
    Lookup lookup(session.resources(), knowledge.dictionaries(), knowledge.proposals(), knowledge.termbase(),
                  knowledge.glossaries());
    CrossOptions options{.from = from};
    for (const auto& [language, count] : indexes.languages()) {
      if (std::find(from.begin(), from.end(), language) == from.end()) options.to.push_back(language);
    }
    return add_equivalents(query, lookup, options);
  }

  static void print(Console& console, const SearchResult& result, const std::vector<LookupRow>& equivalents) {
    if (console.mode == OutputMode::json) return print_json(console, result, equivalents);
    if (console.mode == OutputMode::tsv) {
      print_equivalents(console, equivalents, true);
      return print_rows(console, result);
    }
    print_equivalents(console, equivalents, false);
    for (const SearchHit& hit : result.hits) {
      console.line(fmt::format("{:3}  {}  [{}]  {}{}", hit.rank, console.bold(escape_for_terminal(hit.title)),
                               hit.language.str(), console.dim(escape_for_terminal(hit.article)),
                               hit.matches > 1 ? fmt::format("  {} hits", hit.matches) : ""));
      const std::string plain = escape_for_terminal(hit.snippet);
      // The marks are painted after escaping, so that a document cannot bring its own.
      console.line("     " + mark_matches(plain, console.mark_begin(), console.mark_end()));
    }
    if (!result.hits.empty()) {
      console.note(
          fmt::format("{} article{} ({})", result.total, result.total == 1 ? "" : "s", languages_line(result)));
    }
  }

  static void print_equivalents(Console& console, const std::vector<LookupRow>& equivalents, bool as_talk) {
    std::string line;
    for (const LookupRow& row : equivalents) {
      line += fmt::format("{}{} {} ({:.2f} {})", line.empty() ? "also searched: " : ", ", row.target_language.str(),
                          row.equivalent.term, row.equivalent.confidence, row.equivalent.status);
    }
    if (line.empty()) return;
    if (as_talk) {
      console.note(line);
    } else {
      console.line(console.dim(escape_for_terminal(line)));
    }
  }

  static void print_rows(Console& console, const SearchResult& result) {
    console.row({"rank", "article", "lang", "title", "score", "snippet", "matches"});
    for (const SearchHit& hit : result.hits) {
      console.row({std::to_string(hit.rank), hit.article, hit.language.str(), hit.title,
                   fmt::format("{:.3f}", hit.score), mark_matches(hit.snippet, "**", "**"),
                   std::to_string(hit.matches)});
    }
  }

  static void print_json(Console& console, const SearchResult& result, const std::vector<LookupRow>& equivalents) {
    std::vector<Json> hits, terms;
    for (const SearchHit& hit : result.hits) {
      hits.push_back(Json::object({{"rank", std::uint64_t{hit.rank}},
                                   {"article", hit.article},
                                   {"lang", hit.language.str()},
                                   {"title", hit.title},
                                   {"score", hit.score},
                                   {"matches", std::uint64_t{hit.matches}},
                                   {"snippet", mark_matches(hit.snippet, "**", "**")}}));
    }
    for (const LookupRow& row : equivalents) {
      terms.push_back(Json::object({{"source_lang", row.source_language.str()},
                                    {"source", row.source},
                                    {"target_lang", row.target_language.str()},
                                    {"target", row.equivalent.term},
                                    {"confidence", row.equivalent.confidence},
                                    {"status", row.equivalent.status}}));
    }
    Json languages = Json::object({});
    for (const auto& [language, count] : result.by_language) languages.add(language.str(), count);
    Json json = Json::object({{"schema", 1},
                              {"total", std::uint64_t{result.total}},
                              {"languages", languages},
                              {"hits", Json::array(hits)},
                              {"equivalents", Json::array(terms)},
                              {"suggestions", Json::strings(result.suggestions)},
                              {"partial", !result.missing.empty()},
                              {"missing", Json::strings(result.missing)},
                              {"query", result.explained}});
    console.line(json.str());
  }

  std::vector<std::string> words_, languages_, indexes_;
  std::string sort_ = "relevance";
  int limit_ = 20, offset_ = 0;
  bool explain_ = false, cross_ = false;
};

}  // namespace

std::unique_ptr<Command> make_search_command() {
  return std::make_unique<SearchCommand>();
}

}  // namespace termknit
