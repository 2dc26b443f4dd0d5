// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/tbx_grammar.h"

#include <algorithm>
#include <cassert>

namespace termknit {
namespace {

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (end > 0) parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

/// "id=ID", "type=string!", "style=dca|dct!".
AttributeRule parse_attribute(std::string_view text) {
  AttributeRule rule;
  rule.required = text.ends_with('!');
  if (rule.required) text.remove_suffix(1);
  const std::size_t equals = text.find('=');
  assert(equals != text.npos);
  rule.name = text.substr(0, equals);
  const std::string_view type = text.substr(equals + 1);
  static const std::map<std::string_view, XmlType> kTypes{
      {"string", XmlType::text},       {"ID", XmlType::id},       {"IDREF", XmlType::id_reference},
      {"language", XmlType::language}, {"URI", XmlType::any_uri}, {"dialect", XmlType::dialect}};
  if (const auto known = kTypes.find(type); known != kTypes.end()) {
    rule.type = known->second;
  } else {
    rule.values = split(type, '|');
  }
  return rule;
}

/// "term", "langSec+", "(termNote|+inline)*".
Particle parse_particle(std::string_view text) {
  Particle particle{.least = 1, .most = 1};
  if (text.ends_with('?') || text.ends_with('*')) particle.least = 0;
  if (text.ends_with('+') || text.ends_with('*')) particle.most = SIZE_MAX;
  if (text.ends_with('?') || text.ends_with('*') || text.ends_with('+')) text.remove_suffix(1);
  if (text.starts_with('(')) text = text.substr(1, text.size() - 2);
  for (std::string& name : split(text, '|')) {
    if (name == "+inline") {
      particle.foreign = ForeignSlot::inline_markup;
    } else if (name == "+plain") {
      if (particle.foreign == ForeignSlot::none) particle.foreign = ForeignSlot::text_only;
    } else {
      particle.names.push_back(std::move(name));
    }
  }
  return particle;
}

void parse_content(std::vector<std::string> words, ElementRule& rule) {
  using Content = ElementRule::Content;
  const std::string first = words.empty() ? "#empty" : words.front();
  if (first.starts_with('#')) words.erase(words.begin(), words.begin() + (words.empty() ? 0 : 1));
  static const std::map<std::string_view, XmlType> kValueTypes{
      {"#date", XmlType::date}, {"#date-or-time", XmlType::date_or_time}, {"#date-time", XmlType::date_time}};
  if (first == "#empty") {
    rule.content = Content::nothing;
  } else if (first == "#text") {
    rule.content = Content::text;
  } else if (first == "#mixed") {
    rule.content = Content::mixed;
    rule.particles = {{.names = std::move(words)}};
  } else if (first == "#values") {
    rule.content = Content::value;
    rule.values = std::move(words);
  } else if (const auto type = kValueTypes.find(first); type != kValueTypes.end()) {
    rule.content = Content::value;
    rule.type = type->second;
  } else {
    rule.content = first == "#any-order" ? Content::any_order : Content::sequence;
    for (const std::string& word : words) rule.particles.push_back(parse_particle(word));
  }
}

}  // namespace

const AttributeRule* ElementRule::find_attribute(std::string_view attribute) const {
  const auto it = std::find_if(attributes.begin(), attributes.end(),
                               [&](const AttributeRule& rule) { return rule.name == attribute; });
  return it == attributes.end() ? nullptr : &*it;
}

std::optional<std::size_t> ElementRule::find_particle(std::string_view element) const {
  for (std::size_t i = 0; i < particles.size(); ++i) {
    const auto& names = particles[i].names;
    if (std::find(names.begin(), names.end(), element) != names.end()) return i;
  }
  return std::nullopt;
}

TbxGrammar::TbxGrammar(const ElementText* lines, std::size_t count) {
  std::map<std::string, ElementText, std::less<>> groups;
  const auto expand = [&groups](std::string_view text, std::string_view ElementText::*part) {
    std::vector<std::string> words;
    for (std::string& word : split(text, ' ')) {
      if (!word.starts_with('@')) {
        words.push_back(std::move(word));
      } else {
        for (std::string& inner : split(groups.at(word).*part, ' ')) words.push_back(std::move(inner));
      }
    }
    return words;
  };
  for (std::size_t i = 0; i < count; ++i) {
    if (lines[i].name.starts_with('@')) {
      groups.emplace(lines[i].name, lines[i]);
      continue;
    }
    ElementRule rule;
    rule.name = lines[i].name;
    for (const std::string& attribute : expand(lines[i].attributes, &ElementText::attributes))
      rule.attributes.push_back(parse_attribute(attribute));
    parse_content(expand(lines[i].content, &ElementText::content), rule);
    rules_.emplace(rule.name, std::move(rule));
  }
}

const ElementRule* TbxGrammar::find(std::string_view element) const {
  const auto it = rules_.find(element);
  return it == rules_.end() ? nullptr : &it->second;
}

std::vector<std::string> TbxGrammar::parents_of(std::string_view element) const {
  std::vector<std::string> parents;
  for (const auto& [name, rule] : rules_) {
    if (rule.find_particle(element)) parents.push_back(name);
  }
  return parents;
}

}  // namespace termknit
