// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/word_slice.h"

#include <array>
#include <map>

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "core/tsv.h"
#include "language/text.h"

namespace termknit {
namespace {

std::string_view first_letter(std::string_view text) {
  std::size_t size = text.empty() ? 0 : 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) ++size;
  return text.substr(0, size);
}

std::string base_letter(std::string_view text) {
  return std::string(first_letter(strip_diacritics(fold(first_letter(text)))));
}

bool is_all_letters(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t at = 0; at < size;) {
    UChar32 letter = 0;
    U8_NEXT(bytes, at, size, letter);
    if (letter < 0 || !u_isalpha(letter)) return false;
  }
  return size > 0;
}

/// Is a line's entry one of the slice? Each first letter is looked up once.
class Chooser {
 public:
  Chooser(const StringSet& letters, const AffixFile& affixes) : letters_(letters), encoding_(affixes.encoding()) {
    for (const std::string& entry : affixes.whole_strips()) {
      if (auto bytes = dictionary_bytes(entry, encoding_)) whole_strips_.insert(std::move(*bytes));
    }
  }

  bool wants(std::string_view line) {
    return has_letter(encoding_ == "UTF-8" ? first_letter(line) : line.substr(0, 1)) || is_whole_strip(line);
  }

 private:
  bool has_letter(std::string_view letter) {
    if (letter.size() != 1) return known(letter);
    char& answer = of_byte_[static_cast<unsigned char>(letter[0])];
    if (answer == 0) answer = known(letter) ? 'y' : 'n';
    return answer == 'y';
  }

  bool known(std::string_view letter) {
    if (const auto it = of_letter_.find(letter); it != of_letter_.end()) return it->second;
    const auto text = dictionary_text(letter, encoding_);
    // What cannot be read belongs to every slice, as Hunspell would have it.
    const bool wanted = !text || text->empty() || letters_.contains(base_letter(*text));
    return of_letter_.emplace(letter, wanted).first->second;
  }

  bool is_whole_strip(std::string_view line) const {
    return !whole_strips_.empty() && whole_strips_.contains(line.substr(0, line.find_first_of("/ \t\r")));
  }

  const StringSet& letters_;
  const std::string& encoding_;
  std::array<char, 256> of_byte_{};
  std::map<std::string, bool, std::less<>> of_letter_;
  StringSet whole_strips_;
};

}  // namespace

std::optional<StringSet> entry_letters(std::string_view form, const AffixFile& affixes) {
  if (!affixes.only_affixes() || !is_all_letters(form)) return std::nullopt;
  const std::string lower = to_lower(form);
  StringSet letters{base_letter(lower)};
  for (const PrefixRule& rule : affixes.all_prefixes()) {
    const std::string prefix = to_lower(rule.add);
    if (!lower.starts_with(prefix) || lower.size() == prefix.size()) continue;
    letters.insert(base_letter(rule.strip.empty() ? std::string_view(lower).substr(prefix.size()) : rule.strip));
  }
  return letters;
}

std::string slice_of(std::string_view word_list, const StringSet& letters, const AffixFile& affixes) {
  Chooser chooser(letters, affixes);
  std::string lines;
  std::size_t count = 0;
  for_each_line(word_list, [&](std::string_view line, std::size_t number) {
    if (number == 1 || line.empty() || !chooser.wants(line)) return;
    lines.append(line) += '\n';
    ++count;
  });
  return fmt::format("{}\n", count) + lines;
}

}  // namespace termknit
