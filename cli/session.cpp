// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/session.h"

#include <csignal>
#include <cstdlib>
#include <string_view>
#include <thread>

#include <fmt/format.h>
#include <unistd.h>

namespace termknit {
namespace fs = std::filesystem;

namespace {

volatile std::sig_atomic_t g_stop_signal = 0;

extern "C" void on_stop_signal(int signal) {
  // The second request does not wait for the current file: stores survive that (tests/cli/faults_test.cpp).
  if (g_stop_signal != 0) ::_exit(128 + signal);
  g_stop_signal = signal;
}

const char* environment(const char* name) {
  const char* value = std::getenv(name);
  return value && *value ? value : nullptr;
}

}  // namespace

Session::Session() = default;
Session::~Session() = default;

void Session::install_signal_handlers() {
  struct sigaction action {};
  action.sa_handler = on_stop_signal;
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

bool Session::stop_requested() {
  return g_stop_signal != 0;
}

int Session::stop_signal() {
  return g_stop_signal;
}

unsigned Session::jobs() const {
  if (settings.jobs > 0) return static_cast<unsigned>(settings.jobs);
  return std::max(1U, std::thread::hardware_concurrency());
}

std::optional<fs::path> Session::find_project() const {
  std::error_code ignored;
  const char* from_environment = environment("TERMKNIT_PROJECT");
  const std::string given = !settings.project.empty() ? settings.project : from_environment ? from_environment : "";
  if (!given.empty()) {
    fs::path folder = fs::absolute(given).lexically_normal();
    if (!folder.has_filename()) folder = folder.parent_path();
    if (folder.filename() != ".termknit") folder /= ".termknit";
    if (fs::is_directory(folder, ignored)) return folder;
    return std::nullopt;
  }
  for (fs::path folder = fs::current_path();; folder = folder.parent_path()) {
    if (fs::is_directory(folder / ".termknit", ignored)) return folder / ".termknit";
    if (folder == folder.root_path()) return std::nullopt;
  }
}

fs::path Session::make_project() const {
  if (auto found = find_project()) return *found;
  const char* from_environment = environment("TERMKNIT_PROJECT");
  const std::string given = !settings.project.empty() ? settings.project : from_environment ? from_environment : "";
  fs::path folder = given.empty() ? fs::current_path() : fs::absolute(given).lexically_normal();
  if (!folder.has_filename()) folder = folder.parent_path();
  if (folder.filename() != ".termknit") folder /= ".termknit";
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw Error(ErrorKind::io, "project folder cannot be made: " + error.message(), {folder.string()});
  return folder;
}

fs::path Session::data_folder() const {
  if (const char* given = environment("TERMKNIT_DATA")) {
    if (fs::is_directory(fs::path(given) / "languages")) return given;
    throw Error(ErrorKind::not_found, "TERMKNIT_DATA names a folder without 'languages/'", {given});
  }
  for (const char* candidate : {TERMKNIT_INSTALL_DATA, TERMKNIT_SOURCE_DATA}) {
    std::error_code ignored;
    if (fs::is_directory(fs::path(candidate) / "languages", ignored)) return candidate;
  }
  throw Error(ErrorKind::not_found,
              "the data files (languages/, lexicon/) are not found; set TERMKNIT_DATA to the project's data folder");
}

fs::path Session::cache_folder() const {
  fs::path folder;
  if (const char* xdg = environment("XDG_CACHE_HOME")) {
    folder = fs::path(xdg) / "termknit";
  } else if (const char* home = environment("HOME")) {
    folder = fs::path(home) / ".cache" / "termknit";
  } else {
    return {};
  }
  std::error_code error;
  fs::create_directories(folder, error);
  return error || ::access(folder.c_str(), W_OK) != 0 ? fs::path{} : folder;
}

fs::path Session::prepared_folder() const {
  if (const char* given = environment("TERMKNIT_PREPARED")) return given;
  for (const fs::path& candidate : {fs::path(TERMKNIT_INSTALL_DATA) / "prepared", fs::path(TERMKNIT_PREPARED)}) {
    std::error_code ignored;
    if (fs::is_directory(candidate, ignored)) return candidate;
  }
  return {};
}

LanguageResourcesOptions Session::resources_options() {
  LanguageResourcesOptions options;
  options.data_folder = data_folder();
  options.cache_folder = cache_folder();
  options.prepared_folder = prepared_folder();
  const char* keep = environment("TERMKNIT_KEEP_WORDS");
  options.keep_analyses = !uses_words_once_ && (!keep || std::string_view(keep) != "0");
  if (const char* folder = environment("TERMKNIT_DICTIONARIES")) options.dictionary_folders = {folder};
  // A dictionary problem is told, but no input is skipped by it.
  options.sink = [this](const Diagnostic& diagnostic) {
    Diagnostic told = diagnostic;
    if (told.severity == Severity::error) told.severity = Severity::warning;
    console.diagnostic(told);
  };
  return options;
}

LanguageResources& Session::resources() {
  if (!resources_) resources_ = std::make_unique<LanguageResources>(resources_options());
  return *resources_;
}

void Session::keep_analyses() {
  if (resources_) resources_->keep_analyses();
}

DiagnosticSink Session::sink() {
  return [this](const Diagnostic& diagnostic) {
    if (diagnostic.severity == Severity::error) ++skipped_;
    console.diagnostic(diagnostic);
  };
}

std::vector<LanguageTag> parse_languages(const std::vector<std::string>& codes) {
  std::vector<LanguageTag> languages;
  for (const std::string& code : codes) {
    const auto tag = LanguageTag::try_parse(code);
    if (!tag) {
      throw Error(ErrorKind::usage, fmt::format("'{}' is not a language code; use one like 'de' or 'pt-BR'", code));
    }
    languages.push_back(*tag);
  }
  return languages;
}

}  // namespace termknit
