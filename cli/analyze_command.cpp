// SPDX-License-Identifier: GPL-3.0-or-later
#include <iostream>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/json.h"
#include "cli/session.h"
#include "core/tsv.h"
#include "language/analyzer.h"
#include "language/encoding.h"
#include "language/text.h"

namespace termknit {
namespace {

class AnalyzeCommand : public Command {
 public:
  std::string name() const override { return "analyze"; }
  std::string summary() const override { return "What the language analysis makes of stdin"; }
  std::string examples() const override {
    return "  echo Kundenergebnissen | termknit analyze --lang de                      # lemmas of each line's word\n"
           "  echo asiakaspalvelussa | termknit analyze --lang fi --format compounds   # parts of compounds\n"
           "  termknit analyze --lang lv --format tokens < text.txt                    # JSON Lines for running text\n";
  }
  std::vector<OptionSpec> options() override {
    return {{.names = "--lang", .value_name = "CODE", .help = "The language", .target = &language_, .required = true},
            {.names = "--format",
             .value_name = "NAME",
             .help = "keys (default), compounds or tokens",
             .target = &format_,
             .choices = {"keys", "compounds", "tokens"}}};
  }

  int run(Session& session) override {
    Analyzer analyzer(session.resources(), parse_languages({language_}).front());
    if (format_ == "tokens") {
      const std::string bytes(std::istreambuf_iterator<char>(std::cin), {});
      tokens(session.console, analyzer, decode_text(bytes).utf8);
      return kExitDone;
    }
    for (std::string line; std::getline(std::cin, line);) {
      if (!line.empty() && line.back() == '\r') line.pop_back();
      const std::string word = clean_text(replace_invalid_utf8(line));
      if (trim(word).empty()) continue;
      session.console.line(format_ == "compounds" ? compound(analyzer, word) : keys(analyzer, word));
    }
    return kExitDone;
  }

 private:
  static std::string keys(Analyzer& analyzer, const std::string& word) {
    const auto analysis = analyzer.analyze_word(word);
    std::vector<std::string> lemmas;
    for (const std::string& lemma : analysis->lemmas) {
      if (lemma.find(' ') == lemma.npos) lemmas.push_back(lemma);
    }
    return fmt::format("{}\t{}\t{}", tsv_cell(word), join(lemmas, " "), analysis->known() ? "" : "o");
  }

  static std::string compound(Analyzer& analyzer, const std::string& word) {
    const auto analysis = analyzer.analyze_word(word);
    std::vector<std::string> parts;
    for (const CompoundPart& part : analysis->parts) parts.push_back(part.surface);
    return fmt::format("{}\t{}", tsv_cell(word), parts.empty() ? tsv_cell(word) : join(parts, " "));
  }

  static void tokens(Console& console, Analyzer& analyzer, const std::string& text) {
    for (const Token& token : analyzer.analyze(text)) {
      std::vector<Json> parts;
      for (const CompoundPart& part : token.analysis->parts)
        parts.push_back(Json::object({{"surface", part.surface}, {"lemma", part.lemma}}));
      Json line = Json::object({{"form", token.range.of(text)},
                                {"begin", token.range.begin},
                                {"end", token.range.end},
                                {"position", token.position},
                                {"sentence", token.sentence},
                                {"lemmas", Json::strings(token.analysis->lemmas)}});
      if (!parts.empty()) line.add("parts", Json::array(parts));
      line.add("known", token.analysis->known());
      console.line(line.str());
    }
  }

  std::string language_, format_ = "keys";
};

}  // namespace

std::unique_ptr<Command> make_analyze_command() {
  return std::make_unique<AnalyzeCommand>();
}

}  // namespace termknit
