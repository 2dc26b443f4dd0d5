// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/json.h"
#include "cli/knowledge.h"
#include "cli/session.h"
#include "core/tsv.h"
#include "search/searcher.h"

namespace termknit {
namespace {

class SearchCommand : public Command {
 public:
  std::string name() const override { return "search"; }
  std::string summary() const override { return "Full-text search over the articles, in every inflected form"; }
  std::string examples() const override {
    return "  termknit search pardosana                    # finds pārdošana, pārdošanas, pārdošanu\n"
           "  termknit search Ergebnis --lang de           # finds Kundenergebnisse too\n"
           "  termknit search '\"zákaznický servis\" -prodej'  # a phrase in any inflection, without a word\n";
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
            {.names = "--limit", .value_name = "N", .help = "At most N articles (default 20)", .target = &limit_},
            {.names = "--offset", .value_name = "N", .help = "Leave out the first N", .target = &offset_},
            {.names = "--explain", .help = "Show the query as understood on stderr", .target = &explain_}};
  }

  int run(Session& session) override {
    const QueryNode query = parse_query(join(words_, " "));
    if (limit_ < 1 || offset_ < 0) throw Error(ErrorKind::usage, "--limit takes a number from 1, --offset one from 0");
    Knowledge knowledge(session);
    const ArticleIndex* index = knowledge.index();
    if (!index) {
      session.console.note("nothing indexed here yet; try 'termknit index FOLDER'");
      return kExitNothingFound;
    }
    SearchOptions options;
    options.languages = parse_languages(languages_);
    options.limit = static_cast<std::size_t>(limit_);
    options.offset = static_cast<std::size_t>(offset_);
    const SearchResult result = Searcher(*index, session.resources()).search(query, options);
    if (explain_) session.console.note("query: " + result.explained);
    print(session.console, result);
    if (!result.hits.empty()) return kExitDone;
    session.console.note(fmt::format("nothing for '{}'", join(words_, " ")));
    return kExitNothingFound;
  }

 private:
  static void print(Console& console, const SearchResult& result) {
    if (console.mode == OutputMode::tsv) console.row({"rank", "article", "lang", "title", "score", "snippet"});
    std::vector<Json> hits;
    for (const SearchHit& hit : result.hits) {
      const std::string score = fmt::format("{:.3f}", hit.score);
      if (console.mode == OutputMode::tsv) {
        console.row({std::to_string(hit.rank), hit.article, hit.language.str(), hit.title, score,
                     mark_matches(hit.snippet, "**", "**")});
      } else if (console.mode == OutputMode::json) {
        hits.push_back(Json::object({{"rank", std::uint64_t{hit.rank}},
                                     {"article", hit.article},
                                     {"lang", hit.language.str()},
                                     {"title", hit.title},
                                     {"score", hit.score},
                                     {"snippet", mark_matches(hit.snippet, "**", "**")}}));
      } else {
        console.line(fmt::format("{:3}  {}  [{}]  {}", hit.rank, console.bold(escape_for_terminal(hit.title)),
                                 hit.language.str(), console.dim(escape_for_terminal(hit.article))));
        const std::string plain = escape_for_terminal(hit.snippet);
        // The marks are painted after escaping, so that a document cannot bring its own.
        console.line("     " + mark_matches(plain, console.mark_begin(), console.mark_end()));
      }
    }
    if (console.mode == OutputMode::json) {
      console.line(
          Json::object({{"schema", 1}, {"total", std::uint64_t{result.total}}, {"hits", Json::array(hits)}}).str());
    }
  }

  std::vector<std::string> words_, languages_;
  int limit_ = 20, offset_ = 0;
  bool explain_ = false;
};

}  // namespace

std::unique_ptr<Command> make_search_command() {
  return std::make_unique<SearchCommand>();
}

}  // namespace termknit
