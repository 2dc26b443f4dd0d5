// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What every verb needs: the settings of this run, the project folder, and the language resources, made when first
// asked for.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/console.h"
#include "core/error.h"
#include "language/language_resources.h"

namespace termknit {

struct Settings {
  std::string
      project{};  ///< --project or TERMKNIT_PROJECT: the folder that holds or is `.termknit`; empty: search upwards
  int jobs = 0;   ///< 0: all cores
  double wait_seconds = 5;
  bool strict = false;  ///< exit 4 instead of 3
};

class Session {
 public:
  Session();
  ~Session();
  Settings settings{};
  Console console{};

  unsigned jobs() const;

  /// The `.termknit` folder: given, or found upwards from the working directory as git finds its own. Empty if there is
  /// none.
  std::optional<std::filesystem::path> find_project() const;
  /// The same, made in the working directory (or where --project says) if there is none. Throws Error(io).
  std::filesystem::path make_project() const;

  /// TERMKNIT_DATA, else below the install prefix, else the source tree. Throws Error(not_found).
  std::filesystem::path data_folder() const;
  /// $XDG_CACHE_HOME/termknit or ~/.cache/termknit, made if possible; empty if it cannot be written to.
  std::filesystem::path cache_folder() const;

  /// Made beforehand for all users (`prepare`): TERMKNIT_PREPARED, else beside the installed data, else in the build
  /// folder; empty if neither is there.
  std::filesystem::path prepared_folder() const;

  /// What resources() is made with.
  LanguageResourcesOptions resources_options();
  LanguageResources& resources();
  /// For a run whose words hardly any other will meet: analyses are neither read nor kept. Before the first
  /// resources().
  void use_words_once() { uses_words_once_ = true; }
  /// At the end of a run: what was analysed, for later runs, unless TERMKNIT_KEEP_WORDS is 0.
  void keep_analyses();

  /// Prints diagnostics and counts the errors among them as skipped inputs.
  DiagnosticSink sink();
  std::uint64_t skipped() const { return skipped_; }

  /// True once the user has asked to stop (Ctrl-C, SIGTERM).
  static bool stop_requested();
  /// 0 or the signal that asked to stop.
  static int stop_signal();
  static void install_signal_handlers();

 private:
  std::unique_ptr<LanguageResources> resources_;
  std::uint64_t skipped_ = 0;
  bool uses_words_once_ = false;
};

/// Parses a list of language codes. Throws Error(usage) naming the bad one.
std::vector<LanguageTag> parse_languages(const std::vector<std::string>& codes);

}  // namespace termknit
