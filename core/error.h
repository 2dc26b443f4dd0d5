// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What can go wrong, and where: the one exception class and the diagnostic that reports one bad item of many.

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>

namespace termknit {

/// What kind of failure an `Error` is; callers branch on it, and `cli/` maps it to an exit code.
enum class ErrorKind {
  usage,        ///< the caller asked for something that makes no sense
  not_found,    ///< a named thing that must exist does not
  malformed,    ///< input that breaks the rules of its format
  io,           ///< reading or writing failed: permission, disk full, vanished
  locked,       ///< another process holds the lock
  corrupt,      ///< one of our own stores is damaged
  too_new,      ///< a store written by a newer version of this program
  limit,        ///< a limit on size, depth or time was passed
  unsupported,  ///< a format or feature this build does not have
  conflict,     ///< changed by somebody else since it was read
  internal,     ///< a bug of ours
};

/// A place in a file. `line` and `column` count from 1 and are 0 when unknown; `column` counts bytes.
struct Place {
  std::string file{};
  std::uint64_t line = 0;
  std::uint64_t column = 0;
  bool operator==(const Place&) const = default;
  /// "file:line:column", leaving out what is unknown; empty for an empty place.
  std::string str() const;
};

/// A call could not do what it promised. Messages are lower-case, name the object and say what to do if that is known.
class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, const std::string& message, Place place = {});
  ErrorKind kind() const { return kind_; }
  const Place& place() const { return place_; }
  /// The message without the place; `what()` is "place: message".
  const std::string& message() const { return message_; }

 private:
  ErrorKind kind_;
  std::string message_;
  Place place_;
};

enum class Severity { note, warning, error };

/// One problem with one item of many; the run goes on. `error` means that the item was skipped.
struct Diagnostic {
  Severity severity = Severity::warning;
  std::string message{};
  Place place{};
  bool operator==(const Diagnostic&) const = default;
};

/// Where diagnostics go. An empty function discards them.
using DiagnosticSink = std::function<void(const Diagnostic&)>;

/// What the system says of a failure (errno), and of a full disk what to do about it.
std::string failure_reason(int code);

/// Calls `sink` if it is set.
void report(const DiagnosticSink& sink, Severity severity, std::string message, Place place = {});

/// Asked between items by long work; true means: finish the current item, keep what is done, and return.
using StopRequested = std::function<bool()>;

}  // namespace termknit
