// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/console.h"

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <fmt/format.h>
#include <unistd.h>

#include "core/tsv.h"
#include "language/text.h"

namespace termknit {
namespace {

bool color_forbidden() {
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  return (no_color && *no_color) || (term && std::strcmp(term, "dumb") == 0);
}

std::int64_t now_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

bool is_bidi_control(std::uint32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x061C;
}

}  // namespace

std::string escape_for_terminal(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) {
      if ((byte < 0x20 && byte != '\t' && byte != '\n') || byte == 0x7F) {
        out += fmt::format("\\x{:02x}", byte);
      } else {
        out += text[i];
      }
      ++i;
      continue;
    }
    // Bidi controls and C1 all have two- or three-byte encodings; other sequences pass through as they are.
    const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
    const std::string_view piece = text.substr(i, length);
    std::uint32_t code = 0;
    if (piece.size() == 2 && length == 2) {
      code = ((byte & 0x1FU) << 6) | (static_cast<unsigned char>(piece[1]) & 0x3FU);
    } else if (piece.size() == 3 && length == 3) {
      code = ((byte & 0x0FU) << 12) | ((static_cast<unsigned char>(piece[1]) & 0x3FU) << 6) |
             (static_cast<unsigned char>(piece[2]) & 0x3FU);
    } else if (length == 1) {
      code = byte;  // a stray continuation byte
    }
    if (length == 1 || (code >= 0x80 && code <= 0x9F)) {
      out += fmt::format("\\x{:02x}", code);
    } else if (is_bidi_control(code)) {
      out += fmt::format("<U+{:04X}>", code);
    } else {
      out += piece;
    }
    i += piece.size();
  }
  return out;
}

Console::Console() : out_terminal_(::isatty(STDOUT_FILENO) != 0), err_terminal_(::isatty(STDERR_FILENO) != 0) {
  set_color(ColorMode::automatic);
}

void Console::set_color(ColorMode color_mode) {
  color_ =
      color_mode == ColorMode::always || (color_mode == ColorMode::automatic && out_terminal_ && !color_forbidden());
}

void Console::out(std::string_view text) {
  if (progress_shown_) progress("");
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() && write_error_ == 0) write_error_ = errno;
}

void Console::line(std::string_view text) {
  out(text);
  out("\n");
}

void Console::row(const std::vector<std::string>& cells) {
  std::string text;
  for (const std::string& cell : cells) {
    if (&cell != &cells.front()) text += '\t';
    text += tsv_cell(cell);
  }
  line(out_terminal_ ? escape_for_terminal(text) : text);
}

void Console::diagnostic(const Diagnostic& diagnostic) {
  const bool wanted = diagnostic.severity == Severity::error || (diagnostic.severity == Severity::warning && !quiet) ||
                      (diagnostic.severity == Severity::note && verbose);
  if (!wanted) return;
  if (progress_shown_) progress("");
  const std::string_view label = diagnostic.severity == Severity::error     ? "error"
                                 : diagnostic.severity == Severity::warning ? "warning"
                                                                            : "note";
  const std::string where = diagnostic.place.str();
  std::string text = where.empty() ? fmt::format("{}: {}", label, diagnostic.message)
                                   : fmt::format("{}: {}: {}", label, where, diagnostic.message);
  for (char& c : text) {
    if (c == '\n') c = ' ';  // one problem, one line
  }
  text = escape_for_terminal(replace_invalid_utf8(text));
  std::fprintf(stderr, "%s\n", text.c_str());
}

void Console::note(std::string_view text) {
  if (quiet) return;
  if (progress_shown_) progress("");
  const std::string escaped = escape_for_terminal(text);
  std::fprintf(stderr, "%s\n", escaped.c_str());
}

void Console::progress(std::string_view text) {
  if (!err_terminal_ || quiet) return;
  if (text.empty()) {
    if (progress_shown_) std::fputs("\r\x1b[K", stderr);
    progress_shown_ = false;
    return;
  }
  const std::int64_t now = now_ms();
  if (now - last_progress_ms_ < 100) return;
  last_progress_ms_ = now;
  progress_shown_ = true;
  std::fprintf(stderr, "\r\x1b[K%s", escape_for_terminal(text).c_str());
  std::fflush(stderr);
}

void Console::progress(std::string_view what, std::uint64_t done, std::uint64_t total) {
  if (total == 0) return progress(what);
  constexpr std::uint64_t kWidth = 24;
  const std::uint64_t filled = done >= total ? kWidth : done * kWidth / total;
  progress(
      fmt::format("{} [{}{}] {}/{}", what, std::string(filled, '#'), std::string(kWidth - filled, '.'), done, total));
}

std::string Console::paint(std::string_view code, std::string_view text) const {
  return color_ ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
}
std::string Console::bold(std::string_view text) const {
  return paint("1", text);
}
std::string Console::dim(std::string_view text) const {
  return paint("2", text);
}
std::string Console::green(std::string_view text) const {
  return paint("32", text);
}
std::string Console::yellow(std::string_view text) const {
  return paint("33", text);
}

void Console::finish() {
  if (progress_shown_) progress("");
  if (std::fflush(stdout) != 0 && write_error_ == 0) write_error_ = errno;
  if (write_error_ != 0 && write_error_ != EPIPE) {
    throw Error(ErrorKind::io, fmt::format("standard output cannot be written: {}", std::strerror(write_error_)));
  }
}

}  // namespace termknit
