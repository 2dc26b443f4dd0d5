// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Language tags after BCP 47 (RFC 5646), in canonical form. The one place where a language's name is parsed.

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace termknit {

/// A well-formed tag: "de", "de-AT", "zh-Hant". The default is "und": not determined.
class LanguageTag {
 public:
  LanguageTag() = default;
  /// Accepts what tools write ("de_AT", "DE", "deu", "iw", "zh-hant-tw") and makes it canonical ("de-AT", "de", "de",
  /// "he", "zh-Hant-TW"). Throws Error(malformed) for anything that is not a tag.
  static LanguageTag parse(std::string_view text);
  static std::optional<LanguageTag> try_parse(std::string_view text);

  const std::string& str() const { return tag_; }
  /// The language alone, without script and region: "de" of "de-AT".
  LanguageTag language() const;
  bool undetermined() const { return tag_ == "und"; }

  auto operator<=>(const LanguageTag&) const = default;

 private:
  std::string tag_ = "und";
};

}  // namespace termknit
