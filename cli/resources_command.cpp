// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/json.h"
#include "cli/session.h"
#include "core/tsv.h"
#include "glossary/dictionaries/dictionary_collection.h"

namespace termknit {
namespace {

class ResourcesCommand : public Command {
 public:
  std::string name() const override { return "resources"; }
  std::string summary() const override { return "The bilingual evidence at hand, and what could be installed"; }
  std::string examples() const override { return "  termknit resources          # what is there, what is missing\n"; }
  std::vector<OptionSpec> options() override {
    return {{.names = "action", .help = "list (default)", .target = &action_, .choices = {"list"}}};
  }

  int run(Session& session) override {
    Console& console = session.console;
    if (console.mode == OutputMode::tsv) console.row({"name", "kind", "languages", "state", "source", "package"});
    for (const DictionaryResource& resource : find_dictionaries(session.resources(), {})) {
      std::vector<std::string> languages;
      for (const LanguageTag& language : resource.languages) languages.push_back(language.str());
      const std::string state = resource.found ? "found" : resource.source.empty() ? "not installed" : "not needed";
      if (console.mode == OutputMode::tsv) {
        console.row({resource.name, std::string(kind_name(resource.kind)), join(languages, ","), state,
                     resource.source.string(), resource.package});
      } else if (console.mode == OutputMode::json) {
        console.line(Json::object({{"schema", 1},
                                   {"name", resource.name},
                                   {"kind", kind_name(resource.kind)},
                                   {"languages", Json::strings(languages)},
                                   {"state", state},
                                   {"source", resource.source.string()},
                                   {"package", resource.package}})
                         .str());
      } else {
        const std::string hint = resource.found            ? resource.source.string()
                                 : resource.source.empty() ? fmt::format("apt-get install {}", resource.package)
                                                           : "Ding has its content";
        console.line(fmt::format("{:<18} {:<16} {:<14} {}", resource.name, join(languages, ","), state, hint));
      }
    }
    return kExitDone;
  }

 private:
  std::string action_ = "list";
};

}  // namespace

std::unique_ptr<Command> make_resources_command() {
  return std::make_unique<ResourcesCommand>();
}

}  // namespace termknit
