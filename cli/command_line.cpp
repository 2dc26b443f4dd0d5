// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_line.h"

#include <algorithm>
#include <cstdio>
#include <exception>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/command.h"
#include "cli/exit_code.h"
#include "cli/session.h"
#include "cli/suggestion.h"
#include "language/text.h"

namespace termknit {
namespace {

struct GlobalOptions {
  bool json = false, tsv = false;
  std::string color = "auto";
};

void add_option(CLI::App& app, const OptionSpec& spec) {
  CLI::Option* option = std::visit(
      [&](auto* target) -> CLI::Option* {
        using Target = std::remove_pointer_t<decltype(target)>;
        if constexpr (std::is_same_v<Target, bool>) {
          return app.add_flag(spec.names, *target, spec.help);
        } else {
          return app.add_option(spec.names, *target, spec.help);
        }
      },
      spec.target);
  if (!spec.value_name.empty()) option->type_name(spec.value_name);
  if (spec.required) option->required();
  if (spec.comma_list) option->delimiter(',');
  if (!spec.choices.empty()) option->check(CLI::IsMember(spec.choices));
  // "--lang de --lang fi term": an option takes one value at a time, positionals take the rest.
  if (spec.names.starts_with("-") && std::holds_alternative<std::vector<std::string>*>(spec.target)) {
    option->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  }
}

void add_global_options(CLI::App& app, Session& session, GlobalOptions& global) {
  app.add_option("--project", session.settings.project, "Folder that holds .termknit (default: found upwards)")
      ->type_name("DIR");
  app.add_option("--jobs", session.settings.jobs, "Threads (default: all cores)")
      ->type_name("N")
      ->check(CLI::Range(1, 1024));
  app.add_option("--wait", session.settings.wait_seconds, "Seconds to wait for another writer (default 5)")
      ->type_name("SECONDS");
  app.add_flag("--strict", session.settings.strict, "Exit 4 instead of 3 when inputs were skipped");
  app.add_flag("--json", global.json, "Machine-readable output: JSON");
  app.add_flag("--tsv", global.tsv, "Machine-readable output: tab-separated, with a header line");
  app.add_flag("-q,--quiet", session.console.quiet, "Only errors on stderr");
  app.add_flag("-v,--verbose", session.console.verbose, "More talk on stderr");
  app.add_option("--color", global.color, "auto, always or never")
      ->type_name("WHEN")
      ->check(CLI::IsMember({"auto", "always", "never"}));
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* level = &app; level; level = level->get_parent()) {
    for (const CLI::Option* option : level->get_options()) {
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
  }
  return names;
}

/// CLI11's own words ("The following argument was not expected") help nobody: ours name the nearest verb or option.
int report_usage(const CLI::App& app, const CLI::ParseError& error, const std::vector<std::string>& verbs, int argc,
                 char** argv) {
  const CLI::App* used = &app;
  if (!app.get_subcommands().empty()) used = app.get_subcommands().front();
  std::string message = error.what();
  std::string hint;
  if (used == &app) {
    const auto word = std::find_if(argv + 1, argv + argc, [](const char* argument) { return argument[0] != '-'; });
    if (word != argv + argc && std::find(verbs.begin(), verbs.end(), *word) == verbs.end()) {
      message = fmt::format("unknown verb '{}'", *word);
      hint = suggestion(*word, verbs);
    }
  } else if (const std::vector<std::string> extra = app.remaining(true); !extra.empty()) {
    message = fmt::format("unknown option or argument '{}'", extra.front());
    hint = suggestion(extra.front().substr(0, extra.front().find('=')), option_names(*used));
    if (hint.empty() && used->get_option_no_throw("query")) message += "; what begins with '-' is text after '--'";
  }
  for (char& c : message) {
    if (c == '\n') c = ' ';
  }
  std::string text = fmt::format("error: {}", message);
  if (!hint.empty()) text += fmt::format("; did you mean '{}'?", hint);
  const std::string verb = used == &app ? "" : " " + used->get_name();
  text += fmt::format("\ntry 'termknit{} --help'\n", verb);
  std::fputs(escape_for_terminal(replace_invalid_utf8(text)).c_str(), stderr);
  return kExitUsage;
}

int exit_code(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::usage:
      return kExitUsage;
    case ErrorKind::internal:
      return kExitBug;
    default:
      return kExitData;
  }
}

int run_command(Command& command, Session& session) {
  int code = kExitBug;
  try {
    code = command.run(session);
    session.console.finish();
  } catch (const Error& error) {
    session.console.progress("");
    session.console.diagnostic({Severity::error, error.message(), error.place()});
    return exit_code(error.kind());
  } catch (const std::filesystem::filesystem_error& error) {
    session.console.diagnostic({Severity::error, failure_reason(error.code().value()), {error.path1().string()}});
    return kExitData;
  } catch (const std::bad_alloc&) {
    session.console.diagnostic({Severity::error, "out of memory", {}});
    return kExitData;
  } catch (const std::exception& error) {
    session.console.diagnostic(
        {Severity::error, fmt::format("a bug in termknit: {}; please report it", error.what()), {}});
    return kExitBug;
  }
  if (const int signal = Session::stop_signal()) return 128 + signal;
  if (code == kExitDone && session.skipped() > 0) return session.settings.strict ? kExitData : kExitSkipped;
  return code;
}

}  // namespace

int run_command_line(int argc, char** argv) {
  Session::install_signal_handlers();
  // Never destroyed: to free a dictionary word by word takes longer than to answer (Czech: 90 ms), and the process
  // ends.
  static Session& session = *new Session;
  GlobalOptions global;
  CLI::App app("Multilingual terminology: articles in, search, equivalents and valid TBX out.", "termknit");
  app.set_version_flag("--version", fmt::format("termknit {}", TERMKNIT_VERSION));
  app.require_subcommand(0, 1);
  add_global_options(app, session, global);

  const std::vector<std::unique_ptr<Command>> commands = all_commands();
  std::vector<std::string> verbs{"help"};
  Command* chosen = nullptr;
  for (const auto& command : commands) {
    CLI::App* verb = app.add_subcommand(command->name(), command->summary());
    verb->fallthrough();
    verb->footer("");
    verb->description(fmt::format("{}\n\nExamples:\n{}", command->summary(), command->examples()));
    for (const OptionSpec& spec : command->options()) add_option(*verb, spec);
    verb->callback([&chosen, pointer = command.get()] { chosen = pointer; });
    verbs.push_back(command->name());
  }
  // A short list for the overview: the verbs' own descriptions hold their examples.
  const auto overview = [&commands] {
    std::string text =
        "Multilingual terminology: articles in, search, equivalents and valid TBX out.\n\n"
        "Examples:\n"
        "  termknit build articles/ --output glossary.tbx   # index, extract, align, export\n"
        "  termknit lookup Kundenservice --to lv,cs         # equivalents with their evidence\n"
        "  termknit search 'zákaznický servis' --lang cs    # full text, every inflected form\n\n"
        "Verbs:\n";
    for (const auto& command : commands) text += fmt::format("  {:<12} {}\n", command->name(), command->summary());
    return text + "\n'termknit help VERB' has the options of a verb; 'termknit --version' the version.\n";
  };
  std::string help_verb;
  CLI::App* help = app.add_subcommand("help", "Help on a verb");
  help->add_option("verb", help_verb);

  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    const auto used = app.get_subcommands();
    std::fputs(used.empty() ? overview().c_str() : used.front()->help().c_str(), stdout);
    return kExitDone;
  } catch (const CLI::CallForVersion&) {
    std::fputs(fmt::format("termknit {}\n", TERMKNIT_VERSION).c_str(), stdout);
    return kExitDone;
  } catch (const CLI::ParseError& error) {
    return report_usage(app, error, verbs, argc, argv);
  }
  if (*help && !help_verb.empty()) {
    if (std::find(verbs.begin(), verbs.end(), help_verb) == verbs.end()) {
      const std::string hint = suggestion(help_verb, verbs);
      std::fputs(escape_for_terminal(fmt::format("error: unknown verb '{}'{}\n", help_verb,
                                                 hint.empty() ? "" : fmt::format("; did you mean '{}'?", hint)))
                     .c_str(),
                 stderr);
      return kExitUsage;
    }
    std::fputs(app.get_subcommand(help_verb)->help().c_str(), stdout);
    return kExitDone;
  }
  if (!chosen) {
    std::fputs(overview().c_str(), stdout);
    return kExitDone;
  }
  session.console.mode = global.json ? OutputMode::json : global.tsv ? OutputMode::tsv : OutputMode::people;
  session.console.set_color(global.color == "always"  ? ColorMode::always
                            : global.color == "never" ? ColorMode::never
                                                      : ColorMode::automatic);
  const int exit_code = run_command(*chosen, session);
  session.keep_analyses();
  return exit_code;
}

}  // namespace termknit
