// SPDX-License-Identifier: GPL-3.0-or-later
// Data categories, link targets, and the inline codes of v3.
#include <algorithm>

#include <fmt/format.h>

#include "glossary/exchange/tbx_document_check.h"
#include "glossary/exchange/xml_datatypes.h"

namespace termknit {
namespace {

/// White space as v2 picklists forgive it around a value: all of Unicode's.
std::string_view strip(std::string_view text) {
  static const std::string_view kBlanks[] = {" ",      "\t",     "\n",     "\r",     "\u0085", "\u00A0",
                                             "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004",
                                             "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200A",
                                             "\u2028", "\u2029", "\u202F", "\u205F", "\u3000"};
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view blank : kBlanks) {
      if (text.starts_with(blank)) {
        text.remove_prefix(blank.size());
        again = true;
      }
      if (text.ends_with(blank)) {
        text.remove_suffix(blank.size());
        again = true;
      }
    }
  }
  return text;
}

std::string level_of(std::string_view parent) {
  if (parent == "conceptEntry" || parent == "termEntry") return "the concept entry";
  if (parent == "langSec" || parent == "langSet") return "the language section";
  if (parent == "termSec" || parent == "term") return "the term section";
  return fmt::format("<{}>", parent);
}

}  // namespace

void TbxDocumentCheck::check_category(Frame& frame, const XmlElement& element) {
  if (const std::string_view* type = element.find("type")) frame.type = *type;
  if (frame.foreign) {
    frame.type = element.name;
    return check_dct(frame, element, dct_module(element.space));
  }
  const std::string& name = frame.name;
  if (name == "term" || name == "note" || name == "descrip" || name == "admin" || name == "p" || name == "partOfSpeech")
    frame.keeps_text = true;
  if (v2()) {
    if (categories_->knows(name)) frame.keeps_text = true;
    return;
  }
  if (!v3()) return;
  if (name == "sc" || name == "ec") check_inline_code(element, frame);
  if (!element.find("type")) return;
  if (frame.type.empty())
    return report("category", fmt::format("<{}> has an empty type", name), "name the data category");
  if (open_.empty()) return;
  if (dct_ && dialect_ != TbxDialect::other && dialect_ != TbxDialect::core) {
    if (!within("back") && !within("tbxHeader")) {
      report("category", fmt::format("<{} type=\"{}\"> is DCA, but the file says style=\"dct\"", name, frame.type),
             "write the category as an element of its module, or style=\"dca\"");
    }
    return;
  }
  frame.category = categories_->find(name, frame.type);
  if (frame.category) {
    frame.keeps_text = true;
    const Frame* parent = ancestor(1);
    const Frame* grandparent = ancestor(2);
    if (stands_at(*frame.category, parent->name, grandparent ? grandparent->name : std::string_view{})) return;
    const bool group = parent->name.find("Grp") != std::string::npos && grandparent;
    report("place",
           fmt::format("'{}' may not stand in {}{}", frame.type, group ? fmt::format("a <{}> of ", parent->name) : "",
                       level_of(group ? grandparent->name : parent->name)),
           "move it to " + describe_places(*frame.category));
    return;
  }
  const auto allowed = categories_->closed_list(name);
  if (allowed.empty()) return;
  const std::string other = categories_->element_of(frame.type);
  report("category", fmt::format("<{}> has no data category '{}' in {}", name, frame.type, type_),
         other.empty() ? fmt::format("use one of: {}; or make it a <note>", fmt::join(allowed, ", "))
                       : fmt::format("write <{} type=\"{}\">", other, frame.type));
}

void TbxDocumentCheck::check_dct(Frame& frame, const XmlElement& element, std::string_view module) {
  if (!v3() || dialect_ == TbxDialect::other) return;  // v2: told as misplaced; private dialects: anything
  if (!dct_ || dialect_ == TbxDialect::core) {
    return report("category", fmt::format("<{}> is of another namespace", frame.name),
                  dct_ ? "TBX-Core has no data categories of its own"
                       : fmt::format("in DCA style write <... type=\"{}\">, or style=\"dct\" on <tbx>", element.name));
  }
  if (!dialect_has_module(dialect_, module)) {
    return report(
        "category",
        fmt::format("<{}> is of the namespace '{}', which {} does not have", element.name, element.space, type_),
        "use a module of this dialect, or a larger dialect");
  }
  frame.category = TbxCategories::dct().find(module, element.name);
  if (!frame.category) {
    return report("category", fmt::format("the module '{}' has no data category '{}'", module, element.name),
                  "correct its name, or make it a <note>");
  }
  frame.keeps_text = true;
  using Target = CategoryRule::Target;
  const Target wanted = frame.category->target;
  for (const XmlAttribute& attribute : element.attributes) {
    if (wanted == Target::none || !attribute.space.empty() || attribute.name != "target") {
      report("attribute", fmt::format("<{}> takes no attribute '{}'", frame.name, attribute.name), "take it out");
    } else if (wanted == Target::web) {
      const std::string value = collapse_blanks(attribute.value);
      if (!has_web_scheme(value) || !is_xs_any_uri(value) || value.find_first_of("\n\r") != value.npos)
        report("target", fmt::format("the target '{}' is no web address", attribute.value), "write http(s)://...");
    } else if (!is_xs_id(attribute.value)) {
      report("target", fmt::format("the target '{}' cannot be an id", attribute.value), "write the id of an entry");
    }
  }
  if ((wanted == Target::web || wanted == Target::id_required) && !element.find("target"))
    report("attribute", fmt::format("<{}> has no attribute 'target'", frame.name), "add it");
  const Frame* parent = ancestor(1);
  const Frame* grandparent = ancestor(2);
  if (parent && !stands_at(*frame.category, parent->name, grandparent ? grandparent->name : std::string_view{})) {
    report("place", fmt::format("'{}' may not stand in <{}>", element.name, parent->name),
           "move it to " + describe_places(*frame.category));
  }
}

/// v2 after the list of categories (XCS): at the end of the element, when its text is known.
void TbxDocumentCheck::check_v2_category(const Frame& frame) {
  if (!categories_->knows(frame.name)) return;
  const std::string_view at = level();
  if (at.empty()) return;
  const bool binding = dialect_ == TbxDialect::v2_basic || names_default_categories_;
  const auto tell = [&](const char* rule, std::string message, std::string mend) {
    report_at(frame.line, frame.column, rule, std::move(message), std::move(mend),
              binding ? Severity::error : Severity::warning);
  };
  const CategoryRule* rule = categories_->find(frame.name, frame.type);
  if (!rule) {
    const std::string other = categories_->element_of(frame.type);
    return tell("category", fmt::format("<{}> has no data category '{}' in {}", frame.name, frame.type, dialect_name_),
                other.empty() ? "use a category of the dialect, or make it a <note>"
                              : fmt::format("write <{} type=\"{}\">", other, frame.type));
  }
  const std::string value(strip(frame.text));
  if (!rule->values.empty() && std::find(rule->values.begin(), rule->values.end(), value) == rule->values.end()) {
    tell("value", fmt::format("'{}' is no value of '{}'", value, frame.type),
         fmt::format("write one of: {}", fmt::join(rule->values, ", ")));
  }
  if (!rule->places.empty() && std::find(rule->places.begin(), rule->places.end(), at) == rule->places.end()) {
    tell("place", fmt::format("'{}' may not stand in {}", frame.type, level_of(at)),
         "move it to " + describe_places(*rule));
  }
}

/// v3: whatever has a target points into the file or to the web; the public rules never reach the typed elements.
void TbxDocumentCheck::check_target(const XmlElement& element, const Frame& frame) {
  const std::string_view* target = element.find("target");
  if (!target || has_web_scheme(*target)) return;
  const AttributeRule* known = frame.foreign || !frame.rule ? nullptr : frame.rule->find_attribute("target");
  if (known && known->type == XmlType::id_reference && !is_xs_id(*target)) return;  // told already
  links_.require_any({"target", frame.name, std::string(*target), entry_, frame.line, frame.column});
}

/// `<sc/>` and `<ec/>` in one text belong together; without its other half a code is isolated (as in XLIFF 2).
void TbxDocumentCheck::check_inline_code(const XmlElement& element, const Frame& frame) {
  if (dialect_ == TbxDialect::other) return;
  Frame& parent = open_.back();
  const std::string_view* isolated = element.find("isolated");
  if (frame.name == "sc") {
    parent.codes_opened = true;
    if (isolated) parent.openings.push_back({std::string(*isolated), true, frame.line, frame.column});
    return;
  }
  check_openings(parent, true);
  const std::string_view wanted = parent.codes_opened ? "no" : "yes";
  if (isolated && *isolated != wanted) {
    report("inline-code",
           fmt::format("isolated=\"{}\" on an <ec> {} an <sc> in the same text", *isolated,
                       parent.codes_opened ? "with" : "without"),
           fmt::format("write '{}', or take it out", wanted));
  }
  if (parent.codes_opened && !element.find("startRef"))
    report("inline-code", "<ec> without startRef behind an <sc>", "write the id of the <sc>");
  if (!parent.codes_opened && !element.find("id"))
    report("inline-code", "<ec> without id, and no <sc> before it", "give it an id");
}

/// `closed`: an `<ec/>` follows.
void TbxDocumentCheck::check_openings(Frame& parent, bool closed) {
  const std::string_view wanted = closed ? "no" : "yes";
  for (const Opening& opening : parent.openings) {
    if (opening.isolated == wanted) continue;
    report_at(opening.line, opening.column, "inline-code",
              fmt::format("isolated=\"{}\" on an <sc> {} an <ec> in the same text", opening.isolated,
                          closed ? "with" : "without"),
              fmt::format("write '{}', or take it out", wanted));
  }
  parent.openings.clear();
}

}  // namespace termknit
