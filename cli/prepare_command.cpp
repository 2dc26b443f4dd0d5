// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/session.h"
#include "core/file.h"
#include "core/parallel.h"
#include "core/tsv.h"
#include "glossary/dictionaries/dictionary_readers.h"
#include "language/text.h"

namespace termknit {
namespace {

namespace fs = std::filesystem;

void add_word(const std::string& word, std::vector<std::string>& words) {
  if (word.empty()) return;
  words.push_back(word);
  if (std::string capital = to_title(word); capital != word) words.push_back(std::move(capital));
}

/// The words of a list of data/frequency, which are in small letters, and each as it begins a sentence (a German noun
/// is written so).
std::vector<std::string> common_words(const fs::path& file) {
  std::vector<std::string> words;
  std::error_code ignored;
  if (!fs::exists(file, ignored)) return words;
  for_each_line(read_file(file), [&](std::string_view line, std::size_t) {
    if (line.starts_with('#')) return;
    for (std::string_view rest = line.substr(std::min(line.find('\t'), line.size())); !rest.empty();) {
      rest.remove_prefix(std::min(rest.find_first_not_of("\t "), rest.size()));
      const std::string word(rest.substr(0, rest.find(' ')));
      rest.remove_prefix(word.size());
      if (word.empty()) continue;
      add_word(word, words);
    }
  });
  return words;
}

using WordsOfLanguages = std::map<LanguageTag, std::vector<std::string>>;

/// The words of the lexicon, of which texts that have terms are full.
WordsOfLanguages lexicon_words(const fs::path& folder, const DiagnosticSink& sink) {
  WordsOfLanguages words;
  std::error_code ignored;
  if (!fs::exists(folder, ignored)) return words;
  read_lexicon(
      folder,
      [&](const TranslationGroup& group) {
        for (const GroupSide& side : group.sides) {
          for (const std::string& term : side.terms) {
            for (const std::string_view word : split(term, ' ')) add_word(std::string(word), words[side.language]);
          }
        }
      },
      sink);
  return words;
}

/// So that others may read it who do not own it: it holds no word of anybody's documents.
void let_others_read(const fs::path& folder) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".words") continue;
    std::error_code ignored;
    fs::permissions(entry.path(), fs::perms::group_read | fs::perms::others_read, fs::perm_options::add, ignored);
  }
}

class PrepareCommand : public Command {
 public:
  std::string name() const override { return "prepare"; }
  std::string summary() const override { return "Compile the dictionaries now, which else the first commands do"; }
  std::string examples() const override {
    return "  termknit prepare                   # every language with an installed dictionary, in the user's cache\n"
           "  termknit prepare --lang de,cs      # after 'apt-get install hunspell-de-de hunspell-cs'\n";
  }
  std::vector<OptionSpec> options() override {
    return {{.names = "--lang",
             .value_name = "CODES",
             .help = "Only these languages",
             .target = &languages_,
             .comma_list = true},
            {.names = "--output",
             .value_name = "FOLDER",
             .help = "Where to (default: the user's cache); the installed program reads share/termknit/prepared",
             .target = &output_}};
  }

  int run(Session& session) override {
    LanguageResourcesOptions options = session.resources_options();
    if (!output_.empty()) {
      make_folder();
      options.cache_folder = output_;
      options.prepared_folder.clear();
    }
    if (options.cache_folder.empty())
      throw Error(ErrorKind::io, "no cache folder can be written to; name one with --output");
    options.keep_analyses = true;
    const fs::path folder = options.cache_folder;
    LanguageResources resources(std::move(options));
    const std::vector<LanguageTag> languages =
        languages_.empty() ? resources.profiled_languages() : parse_languages(languages_);
    const WordsOfLanguages of_lexicon =
        lexicon_words(session.data_folder() / "lexicon",
                      [&](const Diagnostic& diagnostic) { session.console.diagnostic(diagnostic); });
    std::vector<Outcome> outcomes(languages.size());
    parallel_for(languages.size(), session.jobs(), [&](std::size_t i, unsigned) {
      const std::string list = languages[i].language().str() + ".tsv";
      std::vector<std::string> words = common_words(session.data_folder() / "frequency" / list);
      if (const auto more = of_lexicon.find(languages[i].language()); more != of_lexicon.end())
        words.insert(words.end(), more->second.begin(), more->second.end());
      if (!resources.prepare(languages[i], words)) return;
      std::error_code ignored;
      const bool kept =
          words.empty() || fs::is_regular_file(folder / (languages[i].language().str() + ".words"), ignored);
      outcomes[i] = kept ? Outcome::prepared : Outcome::not_kept;
    });
    if (!output_.empty()) let_others_read(output_);
    return say(session, languages, outcomes, folder);
  }

 private:
  /// Of one language.
  enum class Outcome { no_dictionary, prepared, not_kept };

  void make_folder() const {
    std::error_code error;
    fs::create_directories(output_, error);
    if (error) throw Error(ErrorKind::io, "cannot be made: " + error.message(), {output_});
  }

  int say(Session& session, const std::vector<LanguageTag>& languages, const std::vector<Outcome>& outcomes,
          const fs::path& folder) const {
    std::vector<std::string> done;
    bool all_kept = true;
    for (std::size_t i = 0; i < languages.size(); ++i) {
      if (outcomes[i] == Outcome::prepared) {
        done.push_back(languages[i].str());
      } else if (outcomes[i] == Outcome::not_kept) {
        all_kept = false;
        session.console.diagnostic({Severity::error,
                                    "not kept: the folder cannot be written to, or the dictionary has faults",
                                    {(folder / (languages[i].language().str() + ".words")).string()}});
      } else if (!languages_.empty()) {
        session.console.note(
            fmt::format("'{}' has no installed dictionary; 'termknit doctor' names the package", languages[i].str()));
      }
    }
    if (!done.empty()) session.console.note("prepared: " + join(done, ", "));
    if (!all_kept) return kExitData;
    if (!done.empty()) return kExitDone;
    session.console.note("no dictionary is installed; 'termknit doctor' names the packages");
    return kExitNothingFound;
  }

  std::vector<std::string> languages_;
  std::string output_;
};

}  // namespace

std::unique_ptr<Command> make_prepare_command() {
  return std::make_unique<PrepareCommand>();
}

}  // namespace termknit
