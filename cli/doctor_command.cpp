// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/knowledge.h"
#include "cli/session.h"
#include "core/tsv.h"
#include "glossary/dictionaries/dictionary_collection.h"
#include "indexer/index_checksums.h"
#include "indexer/index_location.h"
#include "language/text.h"

namespace termknit {
namespace {

std::string_view level_name(AnalysisLevel level) {
  switch (level) {
    case AnalysisLevel::dictionary_with_rules:
      return "dictionary with rules";
    case AnalysisLevel::dictionary:
      return "dictionary";
    case AnalysisLevel::stemmer:
      return "stemmer";
    case AnalysisLevel::rules:
      return "rules";
    case AnalysisLevel::segmentation:
      break;
  }
  return "words only";
}

/// Control characters but the tab, and bytes that are no text, as \\n or \\xNN: a dump is for terminals and diffs too.
std::string escaped(std::string_view line) {
  std::string out;
  while (!line.empty()) {
    const auto byte = static_cast<unsigned char>(line.front());
    const std::size_t size = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
    if (byte == '\\' || byte == '\n') {
      out += byte == '\n' ? "\\n" : "\\\\";
    } else if ((byte < 0x20 && byte != '\t') || byte == 0x7F || !is_valid_utf8(line.substr(0, size))) {
      out += fmt::format("\\x{:02x}", byte);
      line.remove_prefix(1);
      continue;
    } else {
      out += line.substr(0, size);
    }
    line.remove_prefix(size);
  }
  return out;
}

class DoctorCommand : public Command {
 public:
  std::string name() const override { return "doctor"; }
  std::string summary() const override { return "Is everything in order? What is missing, and how to mend it"; }
  std::string examples() const override {
    return "  termknit doctor          # languages, dictionaries, index, termbase\n"
           "  termknit doctor --dump   # everything stored, one line an item, for comparing states\n";
  }
  std::vector<OptionSpec> options() override {
    return {{.names = "--dump", .help = "Print everything stored in canonical order", .target = &dump_}};
  }

  int run(Session& session) override { return dump_ ? dump(session) : check(session); }

 private:
  static int dump(Session& session) {
    Knowledge knowledge(session);
    const auto print = [&session](std::string_view line) { session.console.line(escaped(line)); };
    bool any = false;
    if (const ArticleIndex* index = knowledge.index()) {
      index->dump(print);
      any = true;
    }
    if (const Termbase* termbase = knowledge.termbase()) {
      termbase->dump(print);
      any = true;
    }
    if (const ProposalStore* proposals = knowledge.proposals()) {
      proposals->dump(print);
      any = true;
    }
    return any ? kExitDone : kExitNothingFound;
  }

  static int check(Session& session) {
    Console& console = session.console;
    bool sound = true;
    console.line(console.bold("languages"));
    for (const LanguageTag& language : session.resources().profiled_languages()) {
      // An installed dictionary is opened: a broken one is told, and does not count.
      if (session.resources().level(language) <= AnalysisLevel::dictionary)
        session.resources().open_dictionary(language);
      const std::string advice = session.resources().advice(language);
      console.line(fmt::format("  {:<4} {}{}", language.str(), level_name(session.resources().level(language)),
                               advice.empty() ? "" : fmt::format("; better with package {}", advice)));
    }
    console.line(console.bold("bilingual resources"));
    for (const DictionaryResource& resource : find_dictionaries(session.resources(), {})) {
      if (resource.found) console.line(fmt::format("  {:<18} {}", resource.name, resource.source.string()));
      if (!resource.found && resource.source.empty())
        console.line(fmt::format("  {:<18} missing; package {}", resource.name, resource.package));
    }
    console.line(console.bold("project"));
    const auto project = session.find_project();
    if (!project) {
      console.line("  none here");
      return kExitDone;
    }
    console.line(fmt::format("  {}", project->string()));
    Knowledge knowledge(session);
    sound = examine(console, "index",
                    [&] {
                      throw_if_damaged(*project);
                      const ArticleIndex* index = knowledge.index();
                      if (!index) return std::string("none");
                      std::size_t articles = 0;
                      index->for_each_article([&](const Article&) {
                        ++articles;
                        return true;
                      });
                      const auto outdated = index->outdated(session.resources());
                      if (!outdated.empty()) {
                        return fmt::format(
                            "{} articles, all readable; analysed otherwise than now: {}; 'termknit index' "
                            "indexes these again",
                            articles, outdated.front().str());
                      }
                      return fmt::format("{} articles, all readable{}", articles,
                                         index->unfinished() ? "; not finished, 'termknit index' goes on with it" : "");
                    }) &&
            sound;
    sound =
        examine(console, "termbase",
                [&] {
                  const Termbase* termbase = knowledge.termbase();
                  return termbase ? fmt::format("{} concept entries", termbase->entry_count()) : std::string("none");
                }) &&
        sound;
    sound = examine(console, "proposals",
                    [&] {
                      const ProposalStore* proposals = knowledge.proposals();
                      return proposals ? fmt::format("{} concepts", proposals->concepts().size())
                                       : std::string("none; 'termknit align' makes them");
                    }) &&
            sound;
    return sound ? kExitDone : kExitNothingFound;
  }

  /// Before the index is opened: of a damaged block Xapian may read what is not there.
  static void throw_if_damaged(const std::filesystem::path& project) {
    const auto database = current_database(project);
    if (!database) return;
    const std::vector<std::string> damage = find_damage(*database);
    if (damage.empty()) return;
    throw Error(ErrorKind::corrupt,
                fmt::format("index damaged ({}); run 'termknit index --rebuild'", join(damage, "; ")),
                {database->string()});
  }

  static bool examine(Console& console, std::string_view what, const std::function<std::string()>& f) {
    try {
      console.line(fmt::format("  {:<10} {}", what, f()));
      return true;
    } catch (const Error& error) {
      console.line(fmt::format("  {:<10} {}", what, console.yellow(error.what())));
      return false;
    }
  }

  bool dump_ = false;
};

class StatusCommand : public Command {
 public:
  std::string name() const override { return "status"; }
  std::string summary() const override { return "What this project holds, and the next sensible command"; }
  std::string examples() const override { return "  termknit status\n"; }
  std::vector<OptionSpec> options() override { return {}; }

  int run(Session& session) override {
    Knowledge knowledge(session);
    Console& console = session.console;
    const ArticleIndex* index = knowledge.index();
    const Termbase* termbase = knowledge.termbase();
    const ProposalStore* proposals = knowledge.proposals();
    if (!index && !termbase) {
      console.note("nothing here yet; try 'termknit build FOLDER'");
      return kExitNothingFound;
    }
    if (index) {
      std::string languages;
      for (const auto& [language, count] : index->languages())
        languages += fmt::format("{}{} {}", languages.empty() ? "" : ", ", language.str(), count);
      console.line(fmt::format("{} articles ({})", index->article_count(), languages));
    }
    if (termbase) console.line(fmt::format("{} concept entries in the termbase", termbase->entry_count()));
    if (proposals) {
      const bool stale = index && proposals->index_revision() != index->revision();
      console.line(fmt::format("{} proposed concepts{}", proposals->concepts().size(),
                               stale ? ", older than the index; run 'termknit align'" : ""));
    } else if (index) {
      console.line("no proposals yet; run 'termknit align'");
    }
    return kExitDone;
  }
};

}  // namespace

std::unique_ptr<Command> make_doctor_command() {
  return std::make_unique<DoctorCommand>();
}
std::unique_ptr<Command> make_status_command() {
  return std::make_unique<StatusCommand>();
}

}  // namespace termknit
