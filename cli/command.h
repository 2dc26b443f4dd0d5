// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A verb of the command line: one class per file, `cli/NAME_command.cpp`. The options it declares are the one
// definition from which parsing, --help, the man page and completions are made.

#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace termknit {

class Session;

/// Where a parsed value goes. A vector collects repeated options and comma-separated lists.
using OptionTarget = std::variant<bool*, int*, double*, std::string*, std::vector<std::string>*>;

struct OptionSpec {
  std::string names{};       ///< "--limit" or "-l,--limit"; a bare word ("query") is positional
  std::string value_name{};  ///< "N", "CODE"; empty for flags
  std::string help{};
  OptionTarget target{};
  bool required = false;
  bool comma_list = false;             ///< split the values at commas
  std::vector<std::string> choices{};  ///< the only values allowed; empty: any
};

class Command {
 public:
  virtual ~Command() = default;
  virtual std::string name() const = 0;
  virtual std::string summary() const = 0;
  /// One "command  # what it does" a line, shown first by --help.
  virtual std::string examples() const = 0;
  virtual std::vector<OptionSpec> options() = 0;
  /// Returns the exit code before skipped inputs are counted in. Throws Error.
  virtual int run(Session& session) = 0;
};

/// Every verb, in the order of --help.
std::vector<std::unique_ptr<Command>> all_commands();

}  // namespace termknit
