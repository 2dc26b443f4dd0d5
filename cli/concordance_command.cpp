// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/json.h"
#include "cli/searched_indexes.h"
#include "cli/session.h"
#include "core/tsv.h"
#include "language/text.h"
#include "search/concordance.h"

namespace termknit {
namespace {

constexpr int kWidest = 2000;

/// True if `utf8` has a Hebrew, Arabic, Syriac or Thaana letter, or one of their presentation forms.
bool runs_right_to_left(std::string_view utf8) {
  for (std::size_t i = 0; i + 1 < utf8.size(); ++i) {
    const auto a = static_cast<unsigned char>(utf8[i]), b = static_cast<unsigned char>(utf8[i + 1]);
    if ((a >= 0xD7 && a <= 0xDF) || (a == 0xD6 && b >= 0x90) || (a == 0xE0 && b >= 0xA0 && b <= 0xA3) ||
        (a == 0xEF && ((b >= 0xAC && b <= 0xB7) || b == 0xB9 || b == 0xBA || b == 0xBB)))
      return true;
  }
  return false;
}

/// Kept apart from its neighbours (UAX #9), so that columns stay in their order whatever script is in them.
std::string isolated(std::string text, bool needed) {
  return needed ? "\u2068" + std::move(text) + "\u2069" : std::move(text);
}

class ConcordanceCommand : public Command {
 public:
  std::string name() const override { return "concordance"; }
  std::string summary() const override {
    return "Every occurrence in the articles, with the words before and after it";
  }
  std::string examples() const override {
    return "  termknit concordance Kundenservice                  # in every inflected form\n"
           "  termknit concordance '\"zákaznický servis\"' --sort right  # ordered by what follows\n"
           "  termknit concordance 'klient*' --lang lv --width 60\n";
  }
  std::vector<OptionSpec> options() override {
    return {{.names = "query", .help = "As for search", .target = &words_, .required = true},
            {.names = "--lang",
             .value_name = "CODE",
             .help = "Only text in this language (repeatable)",
             .target = &languages_,
             .comma_list = true},
            {.names = "--width", .value_name = "N", .help = "Columns before and after (default 40)", .target = &width_},
            {.names = "--sort",
             .value_name = "ORDER",
             .help = "article (default), left or right: by the words before or after, nearest first",
             .target = &sort_,
             .choices = {"article", "left", "right"}},
            {.names = "--limit", .value_name = "N", .help = "At most N lines (default: all)", .target = &limit_},
            {.names = "--all-text", .help = "Lines from menus and repeated blocks too", .target = &all_text_},
            index_option(indexes_)};
  }

  int run(Session& session) override {
    const std::string text = join(words_, " ");
    const QueryNode query = parse_query(text);
    if (width_ < 1 || width_ > kWidest)
      throw Error(ErrorKind::usage, fmt::format("--width takes a number from 1 to {}", kWidest));
    if (limit_ < 0) throw Error(ErrorKind::usage, "--limit takes a number from 0");
    auto indexes = open_indexes(session, indexes_);
    if (!indexes) return kExitNothingFound;
    ConcordanceOptions options;
    options.languages = parse_languages(languages_);
    options.width = static_cast<std::size_t>(width_);
    options.limit = static_cast<std::size_t>(limit_);
    options.boilerplate = all_text_;
    options.order = sort_ == "left"    ? ConcordanceOrder::left
                    : sort_ == "right" ? ConcordanceOrder::right
                                       : ConcordanceOrder::article;
    Console& console = session.console;
    options.stop = [&console] { return Session::stop_requested() || !console.is_heard(); };
    if (console.mode == OutputMode::tsv) console.row({"article", "lang", "sentence", "left", "keyword", "right"});
    const ConcordanceSummary summary =
        Concordance(*indexes, session.resources()).find(query, options, [&](const ConcordanceLine& line) {
          print(console, line);
        });
    if (summary.lines == 0) {
      console.note(fmt::format("nothing for '{}'; 'termknit search' offers other spellings", text));
      return kExitNothingFound;
    }
    if (console.mode == OutputMode::people && console.is_heard()) {
      console.note(fmt::format("{} line{} from {} article{}", summary.lines, summary.lines == 1 ? "" : "s",
                               summary.articles, summary.articles == 1 ? "" : "s"));
    }
    return kExitDone;
  }

 private:
  void print(Console& console, const ConcordanceLine& line) const {
    if (console.mode == OutputMode::tsv) {
      console.row(
          {line.article, line.language.str(), std::to_string(line.sentence), line.left, line.keyword, line.right});
    } else if (console.mode == OutputMode::json) {
      console.line(Json::object({{"schema", 1},
                                 {"article", line.article},
                                 {"lang", line.language.str()},
                                 {"sentence", line.sentence},
                                 {"begin", line.range.begin},
                                 {"end", line.range.end},
                                 {"left", line.left},
                                 {"keyword", line.keyword},
                                 {"right", line.right}})
                       .str());
    } else {
      print_columns(console, line);
    }
  }

  void print_columns(Console& console, const ConcordanceLine& line) const {
    const auto width = static_cast<std::size_t>(width_);
    const std::string left = escape_for_terminal(line.left), right = escape_for_terminal(line.right);
    const std::size_t left_width = display_width(left), right_width = display_width(right);
    const bool isolate = runs_right_to_left(line.left + line.keyword + line.right);
    console.line(fmt::format("{}{}{}{}{}{}{}  {}", std::string(width > left_width ? width - left_width : 0, ' '),
                             isolated(left, isolate), console.mark_begin(),
                             isolated(escape_for_terminal(line.keyword), isolate), console.mark_end(),
                             isolated(right, isolate), std::string(width > right_width ? width - right_width : 0, ' '),
                             console.dim(escape_for_terminal(line.article))));
  }

  std::vector<std::string> words_, languages_, indexes_;
  std::string sort_ = "article";
  int width_ = 40, limit_ = 0;
  bool all_text_ = false;
};

}  // namespace

std::unique_ptr<Command> make_concordance_command() {
  return std::make_unique<ConcordanceCommand>();
}

}  // namespace termknit
