// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/tbx_categories.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace termknit {
namespace {

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

bool matches(std::string_view pattern, std::string_view name) {
  if (pattern == "*") return name.find(':') == name.npos;
  const bool group = name.find("Grp") != name.npos && name.find(':') == name.npos;
  if (pattern == "*anyGrp") return group;
  if (pattern == "*Grp") return group && name != "transacGrp";
  return pattern == name;
}

}  // namespace

TbxCategories::TbxCategories(const CategoryText* lines, std::size_t count, char dialect, std::string_view closed)
    : closed_(words(closed)) {
  for (std::size_t i = 0; i < count; ++i) {
    const CategoryText& line = lines[i];
    if (dialect != 0 && line.dialects.find(dialect) == line.dialects.npos) continue;
    for (const std::string& name : words(line.names)) {
      rules_.push_back({.element = std::string(line.element),
                        .name = name,
                        .places = words(line.places),
                        .values = words(line.values),
                        .target = line.target,
                        .values_binding = line.values_binding});
    }
  }
}

const CategoryRule* TbxCategories::find(std::string_view element, std::string_view name) const {
  const auto it = std::find_if(rules_.begin(), rules_.end(),
                               [&](const CategoryRule& rule) { return rule.element == element && rule.name == name; });
  return it == rules_.end() ? nullptr : &*it;
}

std::vector<std::string> TbxCategories::closed_list(std::string_view element) const {
  std::vector<std::string> names;
  if (std::find(closed_.begin(), closed_.end(), element) == closed_.end()) return names;
  for (const CategoryRule& rule : rules_) {
    if (rule.element == element) names.push_back(rule.name);
  }
  return names;
}

bool TbxCategories::knows(std::string_view element) const {
  return std::any_of(rules_.begin(), rules_.end(), [&](const CategoryRule& rule) { return rule.element == element; });
}

std::string TbxCategories::element_of(std::string_view name) const {
  const auto it =
      std::find_if(rules_.begin(), rules_.end(), [&](const CategoryRule& rule) { return rule.name == name; });
  return it == rules_.end() ? std::string() : it->element;
}

std::string_view dct_module(std::string_view xml_namespace) {
  constexpr std::string_view kBase = "http://www.tbxinfo.net/ns/";
  if (!xml_namespace.starts_with(kBase)) return {};
  const std::string_view name = xml_namespace.substr(kBase.size());
  if (name == "min" || name == "basic") return name;
  return name == "linguist" ? std::string_view("ling") : std::string_view();
}

bool dialect_has_module(TbxDialect dialect, std::string_view module) {
  if (module == "min")
    return dialect == TbxDialect::min || dialect == TbxDialect::basic || dialect == TbxDialect::linguist;
  if (module == "basic") return dialect == TbxDialect::basic || dialect == TbxDialect::linguist;
  return module == "ling" && dialect == TbxDialect::linguist;
}

bool stands_at(const CategoryRule& rule, std::string_view parent, std::string_view grandparent) {
  if (rule.places.empty()) return true;
  return std::any_of(rule.places.begin(), rule.places.end(), [&](std::string_view place) {
    const std::size_t slash = place.find('/');
    if (slash == place.npos) return place == parent;
    return matches(place.substr(0, slash), parent) && place.substr(slash + 1) == grandparent;
  });
}

std::string describe_places(const CategoryRule& rule) {
  static const std::map<std::string_view, std::string_view> kWords{
      {"conceptEntry", "the concept entry"}, {"termEntry", "the concept entry"}, {"langSec", "the language section"},
      {"langSet", "the language section"},   {"termSec", "the term section"},    {"term", "the term section"}};
  std::vector<std::string_view> levels;
  for (const std::string_view place : rule.places) {
    const auto level = kWords.find(place.substr(place.find('/') + 1));
    if (level != kWords.end() && std::find(levels.begin(), levels.end(), level->second) == levels.end())
      levels.push_back(level->second);
  }
  return fmt::format("{}", fmt::join(levels, " or "));
}

}  // namespace termknit
