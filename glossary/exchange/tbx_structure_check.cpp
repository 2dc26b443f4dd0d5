// SPDX-License-Identifier: GPL-3.0-or-later
// Which element may stand where, and its attributes.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "glossary/exchange/tbx_document_check.h"
#include "glossary/exchange/xml_datatypes.h"

namespace termknit {
namespace {

/// What the elements of one version are called in the other.
std::string_view renamed(std::string_view name, bool v3) {
  static const std::pair<std::string_view, std::string_view> kNames[] = {
      {"termEntry", "conceptEntry"}, {"langSet", "langSec"},        {"tig", "termSec"},
      {"ntig", "termSec"},           {"martifHeader", "tbxHeader"}, {"refObjectList", "refObjectSec"}};
  for (const auto& [old, now] : kNames) {
    if (name == (v3 ? old : now)) return v3 ? now : old;
  }
  return {};
}

bool takes(const Particle& particle, const std::string& name, bool foreign) {
  if (foreign) return particle.foreign != ForeignSlot::none;
  return std::find(particle.names.begin(), particle.names.end(), name) != particle.names.end();
}

std::string tags(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += fmt::format("{}<{}>", out.empty() ? "" : " or ", name);
  return out;
}

bool has_sequence(const ElementRule& rule) {
  return rule.content == ElementRule::Content::sequence || rule.content == ElementRule::Content::any_order;
}

}  // namespace

const ElementRule* TbxDocumentCheck::place_child(const XmlElement& element, const std::string& name, bool foreign) {
  Frame& parent = open_.back();
  const ElementRule* own = foreign ? nullptr : grammar_->find(element.name);
  if (!parent.rule) return nullptr;  // told of the parent already
  if (parent.category && parent.foreign) {
    report("structure", fmt::format("<{}> in <{}>, which holds text only", name, parent.name), "keep its text alone");
    return nullptr;
  }
  if (has_sequence(*parent.rule)) {
    const ElementRule* slot = place_in_sequence(parent, name, foreign);
    return foreign ? slot : own;
  }
  if (parent.rule->content == ElementRule::Content::mixed && !foreign && parent.rule->find_particle(name)) return own;
  tell_misplaced(parent, name, foreign);
  return own;
}

/// Moves on in the parent's content model. Gives what a foreign element may hold; null if it may not stand there.
const ElementRule* TbxDocumentCheck::place_in_sequence(Frame& parent, const std::string& name, bool foreign) {
  const auto& particles = parent.rule->particles;
  const bool any_order = parent.rule->content == ElementRule::Content::any_order;
  for (std::size_t i = any_order ? 0 : parent.particle; i < particles.size(); ++i) {
    if (!takes(particles[i], name, foreign) || parent.counts[i] >= particles[i].most) continue;
    if (!any_order) {
      for (std::size_t skipped = parent.particle; skipped < i; ++skipped) {
        if (parent.counts[skipped] >= particles[skipped].least) continue;
        report("structure", fmt::format("<{}> before {} in <{}>", name, tags(particles[skipped].names), parent.name),
               fmt::format("{} must come first", tags(particles[skipped].names)));
        parent.counts[skipped] = particles[skipped].least;
      }
      parent.particle = i;
    }
    ++parent.counts[i];
    parent.last_child = name;
    return &foreign_rule(particles[i].foreign);
  }
  tell_misplaced(parent, name, foreign);
  return nullptr;
}

void TbxDocumentCheck::tell_misplaced(Frame& parent, const std::string& name, bool foreign) {
  const auto& particles = parent.rule->particles;
  if (foreign && (dialect_ != TbxDialect::other || !v3())) {
    if (!v3()) {
      report("structure", fmt::format("<{}> is of another namespace, and TBX v2 has none", name), "take it out");
    } else {
      report("structure", fmt::format("<{}> may not stand in <{}>", name, parent.name), "move or delete it");
    }
    return;
  }
  for (std::size_t i = 0; has_sequence(*parent.rule) && i < particles.size(); ++i) {
    if (!takes(particles[i], name, foreign)) continue;
    if (parent.counts[i] >= particles[i].most) {
      return report("structure", fmt::format("a second <{}> in one <{}>", name, parent.name),
                    fmt::format("give it a <{}> of its own", parent.name));
    }
    return report("structure", fmt::format("<{}> comes too late in <{}>", name, parent.name),
                  fmt::format("move it before {}", tags(std::vector<std::string>{parent.last_child})));
  }
  if (const auto other = renamed(name, v3()); !other.empty()) {
    // It stands for what should be here: that this is missing need not be told as well.
    if (const auto particle = parent.rule->find_particle(other)) ++parent.counts[*particle];
    return report("structure", fmt::format("<{}> is of TBX {}", name, v3() ? "v2" : "v3"),
                  fmt::format("TBX {} calls it <{}>", v3() ? "v3" : "v2", other));
  }
  if (name == "ntig" && dialect_ == TbxDialect::v2_basic) {
    if (const auto particle = parent.rule->find_particle("tig")) ++parent.counts[*particle];
    return report("structure", "TBX-Basic v2 has no <ntig>", "write <tig>, without the <termGrp> in it");
  }
  if (!foreign && grammar_->find(name)) {
    const auto parents = grammar_->parents_of(name);
    return report("structure", fmt::format("<{}> may not stand in <{}>", name, parent.name),
                  parents.empty() ? "there is one only, the root" : fmt::format("it belongs into {}", tags(parents)));
  }
  const std::string element = categories_ ? categories_->element_of(name) : std::string();
  if (!element.empty()) {
    return report("structure", fmt::format("<{}> is a data category, no element, in this style", name),
                  fmt::format("write <{} type=\"{}\">", element, name));
  }
  report("structure", fmt::format("{} has no element <{}>", dialect_name_, name),
         "make its text a <note>, or take it out");
}

void TbxDocumentCheck::tell_missing(const Frame& frame) {
  if (!has_sequence(*frame.rule)) return;
  const bool any_order = frame.rule->content == ElementRule::Content::any_order;
  for (std::size_t i = any_order ? 0 : frame.particle; i < frame.rule->particles.size(); ++i) {
    const Particle& particle = frame.rule->particles[i];
    if (frame.counts[i] >= particle.least) continue;
    report_at(frame.line, frame.column, "structure", fmt::format("<{}> without {}", frame.name, tags(particle.names)),
              fmt::format("add it, or delete the <{}>", frame.name));
  }
}

void TbxDocumentCheck::check_attributes(const XmlElement& element, const ElementRule& rule, const std::string& name) {
  for (const XmlAttribute& attribute : element.attributes) {
    const AttributeRule* known = attribute.space.empty() ? rule.find_attribute(attribute.name) : nullptr;
    if (!known) {
      report("attribute", fmt::format("<{}> takes no attribute '{}'", name, attribute.name), "take it out");
    } else {
      check_attribute(*known, attribute.value, name);
    }
  }
  for (const AttributeRule& known : rule.attributes) {
    if (!known.required || element.find(known.name)) continue;
    report("attribute", fmt::format("<{}> has no attribute '{}'", name, known.name),
           known.name == "xml:lang" ? "say which language it is, such as xml:lang=\"de\""
           : known.name == "id"     ? "give it a name of its own, such as id=\"c1\""
           : known.values.empty()   ? "add it"
                                    : fmt::format("write one of: {}", fmt::join(known.values, ", ")));
  }
}

void TbxDocumentCheck::check_attribute(const AttributeRule& rule, std::string_view value, const std::string& element) {
  if (!rule.values.empty()) {
    if (std::find(rule.values.begin(), rule.values.end(), collapse_blanks(value)) == rule.values.end()) {
      report("attribute", fmt::format("'{}' is no {} of <{}>", value, rule.name, element),
             fmt::format("write one of: {}", fmt::join(rule.values, ", ")));
    }
    return;
  }
  const Place place = stream_->place();
  switch (rule.type) {
    case XmlType::id:
      return check_id(value, element);
    case XmlType::id_reference:
      if (!is_xs_id(value)) {
        return report("target",
                      fmt::format("the {} of <{}> is '{}', and must be an id in this file", rule.name, element, value),
                      "web addresses go into an <xref>");
      }
      if (!modular())
        links_.require_declared({rule.name, element, collapse_blanks(value), entry_, place.line, place.column});
      return;
    case XmlType::language:
      if (!is_xs_language(value)) {
        report("language", fmt::format("'{}' is no language tag", value),
               "write letters and digits with hyphens, such as 'de' or 'pt-BR'");
      }
      return;
    case XmlType::any_uri:
      if (!is_xs_any_uri(value)) report("target", fmt::format("the {} '{}' is no web address", rule.name, value));
      return;
    case XmlType::dialect:
      if (!value.starts_with("TBX-") || value.size() == 4 || value.find_first_of("\n\r") != value.npos)
        report("dialect", fmt::format("the type of <tbx> is '{}'", value), "write the name of a dialect: TBX-Basic");
      return;
    default:
      return;
  }
}

void TbxDocumentCheck::check_id(std::string_view value, const std::string& element) {
  const Place place = stream_->place();
  if (!is_xs_id(value)) {
    return report("id", fmt::format("'{}' cannot be the id of <{}>", value, element),
                  "an id begins with a letter and has letters, digits, '.', '-' and '_' only");
  }
  const std::uint64_t line = links_.declare(collapse_blanks(value), place.line);
  if (line == 0) return;
  report("id", fmt::format("the id '{}' is used twice, first in line {}", collapse_blanks(value), line),
         "give one of them another id", modular() ? Severity::warning : Severity::error);
}

}  // namespace termknit
