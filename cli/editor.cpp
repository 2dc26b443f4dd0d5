// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/editor.h"

#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/private_folder.h"
#include "core/error.h"
#include "core/file.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

std::string editor() {
  for (const char* name : {"VISUAL", "EDITOR"}) {
    if (const char* value = std::getenv(name); value && *value) return value;
  }
  return "vi";
}

}  // namespace

std::string edit_text(const std::string& text, std::string_view extension) {
  const PrivateFolder folder;
  const fs::path file = folder.path() / ("entry" + std::string(extension));
  write_file(file, text);
  const std::string command = editor();
  // The shell, because the variable may hold options ("code --wait"); the file's name is an argument of its own.
  const std::string script = command + " \"$1\"";
  const pid_t child = ::fork();
  if (child == 0) {
    ::execl("/bin/sh", "sh", "-c", script.c_str(), "sh", file.c_str(), static_cast<char*>(nullptr));
    ::_exit(127);
  }
  int status = 0;
  if (child < 0 || ::waitpid(child, &status, 0) < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
    throw Error(ErrorKind::io, fmt::format("the editor '{}' failed; nothing was changed", command));
  return read_file(file);
}

std::string pretty_json(const std::string& json) {
  return nlohmann::ordered_json::parse(json).dump(2) + "\n";
}

}  // namespace termknit
