// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/language_name.h"

#include <array>
#include <map>
#include <string>

#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include "core/tsv.h"
#include "language/text.h"

namespace termknit {
namespace {

using Names = std::map<std::string, std::string, std::less<>>;
using DisplayName = int32_t (*)(const char*, const char*, UChar*, int32_t, UErrorCode*);

/// The name of a locale, its language or its country in the language `in`; empty if CLDR has none.
std::string display_name(DisplayName function, const std::string& locale, const char* in) {
  std::array<UChar, 200> buffer{};
  UErrorCode status = U_ZERO_ERROR;
  const int32_t length = function(locale.c_str(), in, buffer.data(), static_cast<int32_t>(buffer.size()), &status);
  // U_USING_DEFAULT_WARNING: no name, the code itself came back.
  if (U_FAILURE(status) || status == U_USING_DEFAULT_WARNING) return {};
  std::string name;
  icu::UnicodeString(buffer.data(), length).toUTF8String(name);
  return name;
}

/// Blanks for what stands between a language and its region: "English_United_States", "English (United States)".
std::string words_of(std::string_view text) {
  std::string out;
  for (const char c : fold(clean_text(text))) {
    const bool blank = std::string_view(" \t\n_()[],-/").find(c) != std::string_view::npos;
    if (!blank) out += c;
    if (blank && !out.empty() && out.back() != ' ') out += ' ';
  }
  return std::string(trim(out));
}

const Names& language_names() {
  static const Names names = [] {
    Names all;
    for (const char* in : {"en", "de", ""}) {
      for (const char* const* code = uloc_getISOLanguages(); *code; ++code) {
        if (std::string_view(*code).size() != 2) continue;
        const std::string name = display_name(uloc_getDisplayLanguage, *code, *in ? in : *code);
        if (!name.empty()) all.emplace(words_of(name), *code);
      }
    }
    return all;
  }();
  return names;
}

const Names& region_names() {
  static const Names names = [] {
    Names all{{"prc", "CN"}, {"us", "US"}, {"usa", "US"}, {"uk", "GB"}};
    for (const char* in : {"en", "de"}) {
      for (const char* const* code = uloc_getISOCountries(); *code; ++code) {
        const std::string name = display_name(uloc_getDisplayCountry, std::string("und_") + *code, in);
        if (!name.empty()) all.emplace(words_of(name), *code);
      }
    }
    return all;
  }();
  return names;
}

}  // namespace

std::optional<LanguageTag> language_by_name(std::string_view text) {
  text = trim(text);
  if (text.empty() || text.size() > 80 || !is_valid_utf8(text)) return std::nullopt;
  if (auto tag = LanguageTag::try_parse(text); tag && text.find_first_of(".@") == text.npos) {
    if (!display_name(uloc_getDisplayLanguage, tag->language().str(), "en").empty()) return tag;
  }
  const std::string words = words_of(text);
  for (std::size_t end = words.size(); end != words.npos && end > 0; end = words.rfind(' ', end - 1)) {
    const auto language = language_names().find(std::string_view(words).substr(0, end));
    if (language == language_names().end()) continue;
    if (end == words.size()) return LanguageTag::parse(language->second);
    const auto region = region_names().find(std::string_view(words).substr(end + 1));
    if (region != region_names().end()) return LanguageTag::parse(language->second + "-" + region->second);
  }
  return std::nullopt;
}

std::string english_name(const LanguageTag& language) {
  if (display_name(uloc_getDisplayLanguage, language.language().str(), "en").empty()) return language.str();
  const std::string name = display_name(uloc_getDisplayName, language.str(), "en");
  return name.empty() ? language.str() : name;
}

}  // namespace termknit
