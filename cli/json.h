// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// JSON text for --json, without the library's header in ours.

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace termknit {

/// A JSON value, built up and printed; invalid UTF-8 becomes U+FFFD. Objects keep the order of their fields.
class Json {
 public:
  Json(std::string_view text);  // NOLINT(google-explicit-constructor): written as literals
  Json(const char* text) : Json(std::string_view(text)) {}
  Json(const std::string& text) : Json(std::string_view(text)) {}
  Json(bool value) : text_(value ? "true" : "false") {}
  Json(double value);
  Json(int value) : text_(std::to_string(value)) {}
  Json(unsigned value) : text_(std::to_string(value)) {}
  Json(std::uint64_t value) : text_(std::to_string(value)) {}
  Json(std::int64_t value) : text_(std::to_string(value)) {}
  static Json object(std::initializer_list<std::pair<std::string_view, Json>> fields);
  static Json array(const std::vector<Json>& items);
  static Json strings(const std::vector<std::string>& items);
  /// Appends a field to an object.
  Json& add(std::string_view name, const Json& value);
  const std::string& str() const { return text_; }

 private:
  Json() = default;
  std::string text_;
};

}  // namespace termknit
