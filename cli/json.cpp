// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/json.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "language/text.h"

namespace termknit {
namespace {

/// Nothing to be escaped: the case of nearly all words and of all field names.
bool is_plain(std::string_view text) {
  const bool escaped = std::any_of(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; });
  return !escaped && is_valid_utf8(text);
}

std::string quoted(std::string_view text) {
  if (is_plain(text)) return '"' + std::string(text) + '"';
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

Json::Json(std::string_view text) : text_(quoted(text)) {}

// Four digits are more than any of our figures means, and the same bytes on every machine.
Json::Json(double value) : text_(fmt::format("{:.4f}", value)) {}

Json Json::object(std::initializer_list<std::pair<std::string_view, Json>> fields) {
  Json json;
  json.text_ = "{}";
  for (const auto& [name, value] : fields) json.add(name, value);
  return json;
}

Json Json::array(const std::vector<Json>& items) {
  Json json;
  json.text_ = "[";
  for (const Json& item : items) {
    if (&item != &items.front()) json.text_ += ',';
    json.text_ += item.text_;
  }
  json.text_ += ']';
  return json;
}

Json Json::strings(const std::vector<std::string>& items) {
  return array({items.begin(), items.end()});
}

Json& Json::add(std::string_view name, const Json& value) {
  text_.pop_back();
  if (text_.size() > 1) text_ += ',';
  text_ += quoted(name) + ':' + value.text_ + '}';
  return *this;
}

}  // namespace termknit
