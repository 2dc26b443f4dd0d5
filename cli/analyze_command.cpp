// SPDX-License-Identifier: GPL-3.0-or-later
#include <iostream>
#include <unordered_map>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/json.h"
#include "cli/session.h"
#include "core/error.h"
#include "core/tsv.h"
#include "language/analyzer.h"
#include "language/citation_form.h"
#include "language/encoding.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr std::size_t kMostKeys = 32;  // of a multiword term

class AnalyzeCommand : public Command {
 public:
  std::string name() const override { return "analyze"; }
  std::string summary() const override { return "What the language analysis makes of stdin"; }
  std::string examples() const override {
    return "  echo Kundenergebnissen | termknit analyze --lang de                      # lemmas of each line's word\n"
           "  echo asiakaspalvelussa | termknit analyze --lang fi --format compounds   # parts of compounds\n"
           "  echo zákaznickým servisem | termknit analyze --lang cs --format citation # zákaznický servis\n"
           "  termknit analyze --lang lv --format tokens < text.txt                    # JSON Lines for running text\n";
  }
  std::vector<OptionSpec> options() override {
    return {{.names = "--lang", .value_name = "CODE", .help = "The language", .target = &language_, .required = true},
            {.names = "--format",
             .value_name = "NAME",
             .help = "keys (default), compounds, citation or tokens",
             .target = &format_,
             .choices = {"keys", "compounds", "citation", "tokens"}}};
  }

  int run(Session& session) override {
    Analyzer analyzer(session.resources(), parse_languages({language_}).front());
    if (format_ == "tokens") {
      const std::string bytes(std::istreambuf_iterator<char>(std::cin), {});
      const DecodedText text = decode_text(bytes);
      if (text.binary) throw Error(ErrorKind::malformed, "not text", {"stdin"});
      tokens(session.console, analyzer, text.utf8);
      return kExitDone;
    }
    for (std::string line; std::getline(std::cin, line);) {
      if (!line.empty() && line.back() == '\r') line.pop_back();
      const std::string word = clean_text(replace_invalid_utf8(line));
      if (trim(word).empty()) continue;
      session.console.line(format_ == "compounds"  ? compound(analyzer, word)
                           : format_ == "citation" ? citation(session, analyzer, word)
                                                   : keys(analyzer, word));
    }
    return kExitDone;
  }

 private:
  static std::string keys(Analyzer& analyzer, const std::string& word) {
    const std::vector<std::string> words = words_of(analyzer, word);
    if (words.size() > 1) {
      bool known = true;
      std::vector<std::string> joined = multiword_keys(analyzer, words, known);
      return fmt::format("{}\t{}\t{}", tsv_cell(word), join(joined, " "), known ? "" : "o");
    }
    const auto analysis = analyzer.analyze_word(word);
    std::vector<std::string> lemmas;
    for (const std::string& lemma : analysis->lemmas) {
      if (lemma.find(' ') == lemma.npos) lemmas.push_back(lemma);
    }
    return fmt::format("{}\t{}\t{}", tsv_cell(word), join(lemmas, " "), analysis->known() ? "" : "o");
  }

  static std::vector<std::string> words_of(Analyzer& analyzer, const std::string& text) {
    if (text.find_first_of(" \t") == text.npos) return {text};
    std::vector<std::string> words;
    for (const Token& token : analyzer.analyze(text)) words.emplace_back(token.range.of(text));
    return words;
  }

  /// One key for every choice of a lemma for each word, "_" between them; the words' first lemmas first.
  static std::vector<std::string> multiword_keys(Analyzer& analyzer, const std::vector<std::string>& words,
                                                 bool& known) {
    std::vector<std::string> keys{""};
    for (const std::string& word : words) {
      const auto analysis = analyzer.analyze_word(word);
      known = known && analysis->known();
      std::vector<std::string> longer;
      for (const std::string& lemma : analysis->lemmas) {
        if (lemma.find(' ') != lemma.npos || longer.size() + keys.size() > kMostKeys) break;
        for (const std::string& key : keys) longer.push_back(key.empty() ? lemma : key + '_' + lemma);
      }
      keys = std::move(longer);
    }
    return keys;
  }

  /// Variants of one term, a tab between them, then the term as a dictionary prints it.
  static std::string citation(Session& session, Analyzer& analyzer, const std::string& line) {
    std::vector<ObservedVariant> variants;
    for (const std::string_view cell : split(line, '\t')) {
      ObservedVariant variant{.words = words_of(analyzer, std::string(cell)), .count = 1};
      if (!variant.words.empty() && (variants.empty() || variants.front().words.size() == variant.words.size()))
        variants.push_back(std::move(variant));
    }
    if (variants.empty()) return line + '\t' + line;
    return line + '\t' + citation_form(session.resources(), analyzer.language(), variants);
  }

  static std::string compound(Analyzer& analyzer, const std::string& word) {
    const auto analysis = analyzer.analyze_word(word);
    std::vector<std::string> parts;
    for (const CompoundPart& part : analysis->parts) parts.push_back(part.surface);
    return fmt::format("{}\t{}", tsv_cell(word), parts.empty() ? tsv_cell(word) : join(parts, " "));
  }

  /// What a token's line says of its word form: the same for all tokens of the form.
  static std::string analysis_fields(const WordAnalysis& analysis) {
    Json fields = Json::object({{"lemmas", Json::strings(analysis.lemmas)}});
    if (!analysis.parts.empty()) {
      std::vector<Json> parts;
      for (const CompoundPart& part : analysis.parts)
        parts.push_back(Json::object({{"surface", part.surface}, {"lemma", part.lemma}}));
      fields.add("parts", Json::array(parts));
    }
    fields.add("known", analysis.known());
    return fields.str().substr(1);
  }

  static void tokens(Console& console, Analyzer& analyzer, const std::string& text) {
    const std::vector<Token> found = analyzer.analyze(text);
    std::unordered_map<const WordAnalysis*, std::string> fields;  // the tokens keep their analyses alive
    for (const Token& token : found) {
      std::string& of_form = fields[token.analysis.get()];
      if (of_form.empty()) of_form = analysis_fields(*token.analysis);
      console.line(fmt::format(R"({{"form":{},"begin":{},"end":{},"position":{},"sentence":{},{})",
                               Json(token.range.of(text)).str(), token.range.begin, token.range.end, token.position,
                               token.sentence, of_form));
    }
  }

  std::string language_, format_ = "keys";
};

}  // namespace

std::unique_ptr<Command> make_analyze_command() {
  return std::make_unique<AnalyzeCommand>();
}

}  // namespace termknit
