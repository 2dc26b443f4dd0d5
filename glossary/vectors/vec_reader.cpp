// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/vectors/vec_reader.h"

#include <charconv>
#include <cmath>
#include <fstream>
#include <vector>

#include <fmt/format.h>

#include "language/text.h"

namespace termknit {
namespace {

constexpr std::size_t kLongestLine = 64 << 10, kLongestWord = 256;

/// False if the file ends. A longer line is read to its end and left empty.
bool next_line(std::istream& in, std::string& line) {
  line.clear();
  bool any = false, too_long = false;
  for (int c = in.get(); c != std::char_traits<char>::eof(); c = in.get()) {
    any = true;
    if (c == '\n') break;
    if (line.size() == kLongestLine) {
      too_long = true;
    } else {
      line += static_cast<char>(c);
    }
  }
  if (too_long) line.clear();
  while (!line.empty() && (line.back() == ' ' || line.back() == '\r' || line.back() == '\t')) line.pop_back();
  return any;
}

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

/// False if a number is none, is not finite, or there are too many.
bool parse_numbers(std::string_view text, std::vector<float>& numbers) {
  numbers.clear();
  for (std::size_t at = 0; at < text.size();) {
    while (at < text.size() && is_blank(text[at])) ++at;
    if (at == text.size()) break;
    float value = 0;
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), value);
    const auto next = static_cast<std::size_t>(end - text.data());
    if (error != std::errc() || (next < text.size() && !is_blank(text[next])) || !std::isfinite(value)) return false;
    if (numbers.size() == kMostDimensions) return false;
    numbers.push_back(value);
    at = next;
  }
  return true;
}

/// The word ends at the first blank behind it.
std::string_view word_of(std::string_view line) {
  std::size_t end = 0;
  while (end < line.size() && !is_blank(line[end])) ++end;
  return line.substr(0, end);
}

}  // namespace

VecSummary read_vec(const std::filesystem::path& file, std::size_t most,
                    const std::function<void(std::string_view word, std::span<const float> numbers)>& word,
                    const DiagnosticSink& sink) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw Error(ErrorKind::io, "cannot be opened", {file.string()});
  VecSummary summary;
  std::string line;
  std::vector<float> numbers;
  const auto skip = [&](std::size_t number, std::string_view why) {
    if (summary.skipped++ == 0)
      report(sink, Severity::warning, fmt::format("{}; the line is left out", why), {file.string(), number});
  };
  for (std::size_t number = 1; summary.words < most && next_line(in, line); ++number) {
    const std::string_view text = line;
    const std::string_view name = word_of(text);
    const bool all_numbers = parse_numbers(text.substr(name.size()), numbers);
    // "2000000 300": how much there is.
    if (number == 1 && all_numbers && numbers.size() == 1 && parse_numbers(name, numbers)) continue;
    if (name.empty() || !all_numbers) {
      skip(number, "is no word with its numbers");
    } else if (name.size() > kLongestWord || !is_valid_utf8(name)) {
      skip(number, "its word is too long or no UTF-8");
    } else if (summary.dimensions == 0 && numbers.size() < kLeastDimensions) {
      skip(number, "has too few numbers");
    } else if (summary.dimensions != 0 && numbers.size() != summary.dimensions) {
      skip(number, fmt::format("has {} numbers and not {}", numbers.size(), summary.dimensions));
    } else {
      summary.dimensions = numbers.size();
      ++summary.words;
      word(name, numbers);
    }
    if (summary.skipped > 100 && summary.skipped > summary.words) break;
  }
  if (in.bad()) throw Error(ErrorKind::io, "cannot be read", {file.string()});
  if (summary.words == 0 || summary.skipped > summary.words)
    throw Error(ErrorKind::malformed, "is no file of word vectors: a line is a word and its numbers, all of one count",
                {file.string()});
  return summary;
}

}  // namespace termknit
