// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/language_tag.h"

#include <algorithm>
#include <array>
#include <vector>

#include <unicode/uloc.h>

#include "core/error.h"

namespace termknit {
namespace {

bool is_alpha(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

std::vector<std::string> subtags(std::string_view text) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == '-' || c == '_') {
      parts.emplace_back();
    } else {
      parts.back() += lower(c);
    }
  }
  return parts;
}

bool all(const std::string& text, bool (*test)(char)) {
  return std::all_of(text.begin(), text.end(), test);
}

/// ISO 639-2 and withdrawn codes to the ones of BCP 47.
std::string canonical_language(const std::string& code) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kOld{{{"iw", "he"},
                                                                                       {"in", "id"},
                                                                                       {"ji", "yi"},
                                                                                       {"mo", "ro"},
                                                                                       {"ger", "de"},
                                                                                       {"cze", "cs"},
                                                                                       {"fre", "fr"},
                                                                                       {"dut", "nl"},
                                                                                       {"gre", "el"},
                                                                                       {"slo", "sk"},
                                                                                       {"rum", "ro"},
                                                                                       {"chi", "zh"}}};
  for (const auto& [old, now] : kOld) {
    if (code == old) return std::string(now);
  }
  if (code.size() != 3) return code;
  char canonical[ULOC_FULLNAME_CAPACITY];
  UErrorCode status = U_ZERO_ERROR;
  const int32_t length = uloc_getLanguage(code.c_str(), canonical, sizeof canonical, &status);
  // ICU shortens "deu" to "de" where there is a two-letter code.
  return U_SUCCESS(status) && length > 0 ? std::string(canonical, static_cast<std::size_t>(length)) : code;
}

}  // namespace

std::optional<LanguageTag> LanguageTag::try_parse(std::string_view text) {
  // POSIX locales carry an encoding or a modifier: de_DE.UTF-8, nan_TW@latin.
  text = text.substr(0, text.find_first_of(".@"));
  if (text.empty() || text.size() > 64) return std::nullopt;
  const std::vector<std::string> parts = subtags(text);
  if (parts[0].size() < 2 || parts[0].size() > 3 || !all(parts[0], is_alpha)) return std::nullopt;
  LanguageTag tag;
  tag.tag_ = canonical_language(parts[0]);
  bool private_use = false;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    std::string part = parts[i];
    const bool well_formed = !part.empty() && part.size() <= 8 &&
                             std::all_of(part.begin(), part.end(), [](char c) { return is_alpha(c) || is_digit(c); });
    if (!well_formed) return std::nullopt;
    if (part.size() == 1) private_use = true;
    if (!private_use && part.size() == 4 && all(part, is_alpha)) part[0] = upper(part[0]);
    if (!private_use && part.size() == 2 && all(part, is_alpha))
      std::transform(part.begin(), part.end(), part.begin(), upper);
    tag.tag_ += '-' + part;
  }
  return tag;
}

LanguageTag LanguageTag::parse(std::string_view text) {
  if (auto tag = try_parse(text)) return *tag;
  throw Error(ErrorKind::malformed, "'" + std::string(text) + "' is not a language tag");
}

LanguageTag LanguageTag::language() const {
  const std::size_t end = tag_.find('-');
  if (end == tag_.npos) return *this;
  LanguageTag tag;
  tag.tag_.assign(tag_, 0, end);
  return tag;
}

}  // namespace termknit
