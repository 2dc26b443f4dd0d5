// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/extraction/abbreviations.h"

#include <algorithm>
#include <string>

#include "core/tsv.h"
#include "glossary/extraction/word_shape.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr std::size_t kLongestShortForm = 10;  // letters
constexpr std::size_t kLeastLongForm = 5;  // words that are looked at for two letters; two more than letters for more

bool is_short_form(std::string_view form) {
  if (code_points(form) > kLongestShortForm) return false;
  const WordShape shape = word_shape(form, true);
  return shape.all_capitals || (shape.acronym && shape.capital && form.find('-') == std::string_view::npos);
}

std::string_view between(std::string_view text, const Token& left, const Token& right) {
  return trim(text.substr(left.range.end, right.range.begin - left.range.end));
}

/// Where the long form that ends with token `last` begins: every letter of the short form stands in it, in order, and
/// the first begins a word. Negative if it does not match.
std::ptrdiff_t long_form_begin(const std::vector<Token>& tokens, std::size_t last, std::string_view short_form,
                               std::size_t max_words) {
  const std::string letters = strip_diacritics(fold(short_form));
  std::size_t left = letters.size();
  max_words = std::min(max_words, std::max(kLeastLongForm, left + 2));
  for (std::size_t i = last + 1; i-- > 0 && last - i < max_words;) {
    if (tokens[i].sentence != tokens[last].sentence) break;
    const std::string word = strip_diacritics(tokens[i].folded);
    for (std::size_t at = word.size(); at-- > 0 && left > 0;) {
      if (word[at] != letters[left - 1]) continue;
      if (left == 1 && at != 0) continue;
      --left;
    }
    if (left == 0) return static_cast<std::ptrdiff_t>(i);
  }
  return -1;
}

bool means_or(std::string_view folded) {
  for (const std::string_view word : {"jeb", "eli", "neboli", "čili", "alias"}) {
    if (folded == word) return true;
  }
  return false;
}

}  // namespace

std::vector<AbbreviationDefinition> find_abbreviations(std::string_view text, const std::vector<Token>& tokens,
                                                       std::size_t max_words) {
  std::vector<AbbreviationDefinition> found;
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    const std::string_view form = tokens[i].range.of(text);
    if (!is_short_form(form)) continue;
    const std::string_view before = between(text, tokens[i - 1], tokens[i]);
    const std::string_view after = text.substr(tokens[i].range.end);
    if (before == "(" && (after.starts_with(')') || after.starts_with(',') || after.starts_with(';'))) {
      // "long form (SHORT)"
      const std::ptrdiff_t first = long_form_begin(tokens, i - 1, form, max_words);
      if (first >= 0) found.push_back({static_cast<std::size_t>(first), i - 1, i});
    } else if (before == "," && (after.starts_with(')') || after.starts_with(','))) {
      // "(long form, SHORT)"
      const std::ptrdiff_t first = long_form_begin(tokens, i - 1, form, max_words);
      if (first >= 0 && first + 1 < static_cast<std::ptrdiff_t>(i)) {
        found.push_back({static_cast<std::size_t>(first), i - 1, i});
      }
    } else if (i >= 2 && means_or(tokens[i - 1].folded)) {
      // "long form eli SHORT": the short form may be of another language, so its letters prove nothing.
      found.push_back({i - 2, i - 2, i, false});
    }
  }
  for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
    const std::string_view form = tokens[i].range.of(text);
    if (!is_short_form(form) || between(text, tokens[i], tokens[i + 1]) != "(") continue;
    // "SHORT (long form)"
    std::size_t last = i + 1;
    while (last + 1 < tokens.size() && last - i <= max_words && between(text, tokens[last], tokens[last + 1]).empty())
      ++last;
    if (!text.substr(tokens[last].range.end).starts_with(')')) continue;
    if (long_form_begin(tokens, last, form, max_words) == static_cast<std::ptrdiff_t>(i + 1)) {
      found.push_back({i + 1, last, i});
    }
  }
  return found;
}

}  // namespace termknit
