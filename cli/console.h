// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the command prints: data on stdout, talk and progress on stderr. Text from documents never reaches a terminal as
// a control sequence; in pipes the data stay exact.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"

namespace termknit {

enum class OutputMode { people, tsv, json };
enum class ColorMode { automatic, always, never };

class Console {
 public:
  Console();
  OutputMode mode = OutputMode::people;
  bool quiet = false;
  bool verbose = false;
  void set_color(ColorMode mode);

  /// Data for stdout: as it is in a pipe, with control characters escaped on a terminal.
  void out(std::string_view text);
  void line(std::string_view text);
  /// One TSV row; tab, CR and LF inside a value become blanks.
  void row(const std::vector<std::string>& cells);

  /// "warning: place: message" on stderr. Notes only with --verbose, warnings not with --quiet.
  void diagnostic(const Diagnostic& diagnostic);
  /// Talk for people on stderr; nothing with --quiet.
  void note(std::string_view text);
  /// A progress line, redrawn at most ten times a second, only on a terminal; "" clears it.
  void progress(std::string_view text);
  /// The same with a bar; `done` and `total` in any unit, total 0: unknown.
  void progress(std::string_view what, std::uint64_t done, std::uint64_t total);

  std::string bold(std::string_view text) const;
  std::string dim(std::string_view text) const;
  std::string green(std::string_view text) const;
  std::string yellow(std::string_view text) const;

  /// Around a match in a line: colour, or nothing but asterisks without it.
  std::string mark_begin() const { return color_ ? "\x1b[1;32m" : "**"; }
  std::string mark_end() const { return color_ ? "\x1b[0m" : "**"; }

  /// False when what reads stdout has gone (`| head`) or the disk is full: no need to go on.
  bool is_heard() const { return write_error_ == 0; }
  bool out_is_terminal() const { return out_terminal_; }
  /// Flushes stdout. Throws Error(io) when something could not be written; a closed pipe is no error.
  void finish();

 private:
  std::string paint(std::string_view code, std::string_view text) const;
  bool out_terminal_ = false;
  bool err_terminal_ = false;
  bool color_ = false;
  bool progress_shown_ = false;
  std::int64_t last_progress_ms_ = 0;
  int write_error_ = 0;
};

/// C0 (but tab and line feed), DEL, C1 and bidi controls as visible escapes ("\x1b", "<U+202E>").
std::string escape_for_terminal(std::string_view text);

}  // namespace termknit
