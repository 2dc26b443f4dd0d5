// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/word_list.h"

#include <charconv>

#include <fmt/format.h>

#include "core/tsv.h"
#include "language/affix_file.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr std::size_t kSample = 256 * 1024;  // bytes looked at for the encoding
constexpr double kLeastShare = 0.9;          // of the promised words: first lines are off by a few everywhere

std::size_t promised_words(std::string_view bytes, const std::string& name) {
  const std::size_t mark = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  std::size_t words = 0;
  const auto [end, error] = std::from_chars(bytes.data() + mark, bytes.data() + bytes.size(), words);
  if (error != std::errc{} || words == 0)
    throw Error(ErrorKind::malformed, "does not begin with the number of its words", {name, 1});
  return words;
}

/// By memchr: std::count takes ten times as long over the four MB of a big list.
std::size_t line_ends(std::string_view bytes) {
  std::size_t ends = 0;
  for (std::size_t at = bytes.find('\n'); at != bytes.npos; at = bytes.find('\n', at + 1)) ++ends;
  return ends;
}

}  // namespace

void check_word_list(std::string_view bytes, const std::string& name, const std::string& encoding,
                     const DiagnosticSink& sink) {
  const std::size_t promised = promised_words(bytes, name);
  // Every line but the first is a word; the last may lack its end.
  const std::size_t ends = line_ends(bytes);
  const std::size_t words = ends - (ends > 0 && bytes.back() == '\n');
  if (words == 0) throw Error(ErrorKind::malformed, "holds no words", {name, 1});
  if (static_cast<double>(words) < kLeastShare * static_cast<double>(promised)) {
    report(sink, Severity::warning, fmt::format("ends after {} of {} words; it seems to be cut off", words, promised),
           {name, words + 1});
  }
  std::size_t seen = 0, bad = 0, first_bad = 0;
  for_each_line(bytes.substr(0, kSample), [&](std::string_view line, std::size_t number) {
    ++seen;
    if (is_dictionary_text(line, encoding)) return;
    if (++bad == 1) first_bad = number;
  });
  // The sample may end inside a letter.
  if (bad == 0 || (bad == 1 && first_bad == seen && bytes.size() > kSample)) return;
  const std::string message = fmt::format("{} of its first {} words are not in the encoding {}", bad, seen, encoding);
  if (bad * 20 > seen) throw Error(ErrorKind::malformed, message, {name, first_bad});
  report(sink, Severity::warning, message + " and ignored", {name, first_bad});
}

}  // namespace termknit
