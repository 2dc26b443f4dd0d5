// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/delimited_text.h"

#include <algorithm>
#include <utility>

#include "core/error.h"

namespace termknit {
namespace {

constexpr std::size_t kLongest = std::size_t{64} << 20;
constexpr std::size_t kSample = std::size_t{1} << 16;
constexpr std::size_t kSampleRows = 20;

/// True if a spreadsheet could take `text` for a formula. The full-width signs are those of East Asian input.
bool is_formula(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n\v\f");
  if (begin == text.npos) return false;
  text.remove_prefix(begin);
  for (const char* sign : {"=", "+", "-", "@", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"}) {
    if (text.starts_with(sign)) return true;
  }
  return false;
}

/// A formula behind any number of apostrophes: guarding it twice and undoing it once must give it back.
bool is_guarded_or_formula(std::string_view text) {
  return is_formula(text.substr(std::min(text.find_first_not_of('\''), text.size())));
}

/// How many of the first rows of `sample` have as many cells as the first one; 0 if that has one only.
std::size_t even_rows(const std::string& sample, char separator, std::size_t& cells) {
  bool given = false;
  DelimitedParser parser(
      [&](std::string& out) {
        if (std::exchange(given, true)) return false;
        out += sample;
        return true;
      },
      separator);
  DelimitedRow row;
  std::size_t even = 0;
  cells = 0;
  for (std::size_t i = 0; i < kSampleRows && parser.next(row); ++i) {
    if (i == 0) cells = row.cells.size();
    even += row.cells.size() == cells;
  }
  return cells > 1 ? even : 0;
}

}  // namespace

std::string formula_guarded(std::string_view value) {
  return is_guarded_or_formula(value) ? "'" + std::string(value) : std::string(value);
}

std::string_view without_formula_guard(std::string_view cell) {
  return cell.starts_with('\'') && is_guarded_or_formula(cell.substr(1)) ? cell.substr(1) : cell;
}

std::string quoted_cell(std::string_view cell, char separator) {
  const auto blank = [](char c) { return c == ' ' || c == '\t'; };
  const bool plain = cell.find_first_of("\"\r\n") == cell.npos && cell.find(separator) == cell.npos &&
                     (cell.empty() || (!blank(cell.front()) && !blank(cell.back())));
  if (plain) return std::string(cell);
  std::string out = "\"";
  for (const char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

DelimitedParser::DelimitedParser(std::function<bool(std::string&)> more, std::optional<char> separator)
    : more_(std::move(more)), separator_(separator) {}

/// True if the text has a character at `at`; reads more if need be.
bool DelimitedParser::has(std::size_t at) {
  while (at >= text_.size() && !ended_) ended_ = !more_(text_);
  return at < text_.size();
}

void DelimitedParser::compact() {
  if (at_ < kSample) return;
  text_.erase(0, at_);
  at_ = 0;
}

void DelimitedParser::settle_separator() {
  has(kSample);
  if (text_.starts_with("sep=") && text_.size() > 5 && (text_[5] == '\r' || text_[5] == '\n')) {
    separator_ = text_[4];
    skip_line();
    ++row_;
  }
  if (separator_) return;
  std::string sample = text_.substr(0, kSample);
  // The last line may be cut.
  if (text_.size() > kSample) sample.erase(std::min(sample.rfind('\n'), sample.size()));
  separator_ = ',';
  std::size_t best = 0, best_cells = 0;
  for (const char candidate : {'\t', ';', ',', '|'}) {
    std::size_t cells = 0;
    const std::size_t even = even_rows(sample, candidate, cells);
    if (even < best || (even == best && cells <= best_cells)) continue;
    best = even;
    best_cells = cells;
    separator_ = candidate;
  }
}

bool DelimitedParser::next(DelimitedRow& row) {
  if (!separator_) settle_separator();
  compact();
  row = {};
  if (!has(at_)) return false;
  row.line = line_;
  row.row = ++row_;
  for (;;) {
    const Ending ending = cell(row.cells.emplace_back());
    if (ending == Ending::cell) continue;
    if (ending == Ending::fault) {
      row.cells.clear();
      row.fault = "a quotation mark is not closed";
      skip_line();
    }
    return true;
  }
}

DelimitedParser::Ending DelimitedParser::cell(std::string& out) {
  while (has(at_) && text_[at_] == ' ') ++at_;
  if (!has(at_) || text_[at_] != '"') return plain(out);
  const std::size_t begin = at_;
  const std::uint64_t line = line_;
  const Ending ending = quoted(out);
  if (ending != Ending::fault) return ending;
  const bool several_lines = line_ != line || !has(at_);
  at_ = begin;
  line_ = line;
  if (several_lines) return Ending::fault;
  // A cell that only begins with a quotation mark: "Foo" bar
  out.clear();
  return plain(out);
}

DelimitedParser::Ending DelimitedParser::quoted(std::string& out) {
  const std::size_t begin = at_++;
  for (; has(at_); ++at_) {
    const char c = text_[at_];
    if (c == '"') {
      ++at_;
      if (!has(at_) || text_[at_] != '"') {
        while (has(at_) && text_[at_] == ' ' && *separator_ != ' ') ++at_;
        const bool closed = !has(at_) || text_[at_] == *separator_ || text_[at_] == '\n' || text_[at_] == '\r';
        return closed ? end_of_cell() : Ending::fault;
      }
    }
    if (c == '\n' || (c == '\r' && !(has(at_ + 1) && text_[at_ + 1] == '\n'))) ++line_;
    if (at_ - begin > kLongest) {
      ++line_;  // by far more than one line
      return Ending::fault;
    }
    out += c;
  }
  return Ending::fault;
}

DelimitedParser::Ending DelimitedParser::plain(std::string& out) {
  const std::size_t begin = at_;
  while (has(at_) && text_[at_] != *separator_ && text_[at_] != '\n' && text_[at_] != '\r') {
    if (++at_ - begin > kLongest) throw Error(ErrorKind::limit, "a line is longer than 64 MiB", {{}, line_});
  }
  out.append(text_, begin, at_ - begin);
  while (!out.empty() && (out.back() == ' ' || out.back() == '\t')) out.pop_back();
  return end_of_cell();
}

/// Steps over the separator or the line end at the current place.
DelimitedParser::Ending DelimitedParser::end_of_cell() {
  if (!has(at_)) return Ending::row;
  const char c = text_[at_++];
  if (c == *separator_) return Ending::cell;
  if (c == '\r' && has(at_) && text_[at_] == '\n') ++at_;
  ++line_;
  return Ending::row;
}

void DelimitedParser::skip_line() {
  while (has(at_) && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
  if (has(at_)) end_of_cell();
}

}  // namespace termknit
