// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/tbx_document_check.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/tsv.h"
#include "glossary/exchange/xml_datatypes.h"

namespace termknit {
namespace {

constexpr std::string_view kTbx3Namespace = "urn:iso:std:iso:30042:ed-2";
constexpr std::size_t kLongestKeptText = 64 * 1024;  // no value that is compared is longer

std::string_view attribute_or_empty(const XmlElement& element, std::string_view name) {
  const std::string_view* value = element.find(name);
  return value ? *value : std::string_view{};
}

bool is_blank(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_xml_blank);
}

std::string listed(const std::vector<std::string>& values) {
  return fmt::format("{}", fmt::join(values, ", "));
}

}  // namespace

TbxDocumentCheck::TbxDocumentCheck(std::string name)
    : name_(std::move(name)),
      advice_(
          [this](std::string rule, std::string message, std::string mend, std::uint64_t line, std::uint64_t column) {
            report_at(line, column, std::move(rule), std::move(message), std::move(mend), Severity::warning);
          }) {}

std::vector<TbxFinding> TbxDocumentCheck::take_findings() {
  return std::exchange(findings_, {});
}

std::string TbxDocumentCheck::dialect() const {
  return dialect_name_;
}

void TbxDocumentCheck::report(std::string rule, std::string message, std::string mend, Severity severity) {
  const Place place = stream_->place();
  report_at(place.line, place.column, std::move(rule), std::move(message), std::move(mend), severity);
}

void TbxDocumentCheck::report_at(std::uint64_t line, std::uint64_t column, std::string rule, std::string message,
                                 std::string mend, Severity severity) {
  findings_.push_back({.severity = severity,
                       .rule = std::move(rule),
                       .entry = entry_,
                       .message = std::move(message),
                       .mend = std::move(mend),
                       .place = {name_, line, column}});
}

const TbxDocumentCheck::Frame* TbxDocumentCheck::ancestor(std::size_t generations) const {
  return open_.size() < generations ? nullptr : &open_[open_.size() - generations];
}

bool TbxDocumentCheck::within(std::string_view ancestor) const {
  return std::any_of(open_.begin(), open_.end(), [&](const Frame& frame) { return frame.name == ancestor; });
}

/// Of v2: the level that the innermost open element stands at; empty outside of entries.
std::string_view TbxDocumentCheck::level() const {
  for (auto it = open_.rbegin(); it != open_.rend(); ++it) {
    if (it->name == "tig" || it->name == "ntig") return "term";
    if (it->name == "termEntry" || it->name == "langSet") return it->name;
  }
  return {};
}

void TbxDocumentCheck::start_v3(const XmlElement& element) {
  namespace_ = element.space;
  grammar_ = &tbx3_grammar();
  if (namespace_ != kTbx3Namespace) {
    report("dialect", fmt::format("the namespace of <tbx> is '{}'", namespace_),
           fmt::format("write xmlns=\"{}\"", kTbx3Namespace));
  }
  const std::string_view* style = element.find("style");
  const bool known_style = style && (*style == "dca" || *style == "dct");
  if (style && !known_style && (collapse_blanks(*style) == "dca" || collapse_blanks(*style) == "dct"))
    report("dialect", fmt::format("the style '{}' has blanks around it", *style), "write 'dca' or 'dct'");
  dct_ = known_style && *style == "dct";
  static const std::pair<std::string_view, TbxDialect> kDialects[] = {{"TBX-Core", TbxDialect::core},
                                                                      {"TBX-Min", TbxDialect::min},
                                                                      {"TBX-Basic", TbxDialect::basic},
                                                                      {"TBX-Linguist", TbxDialect::linguist}};
  for (const auto& [name, dialect] : kDialects) {
    if (known_style && type_ == name) dialect_ = dialect;
  }
  categories_ = &TbxCategories::dca(dct_ ? TbxDialect::other : dialect_);
  dialect_name_ = fmt::format("{} v3 {}", type_.empty() ? "TBX" : type_, dct_ ? "DCT" : "DCA");
  if (dialect_ == TbxDialect::other && type_.starts_with("TBX-") && known_style) {
    report("private-dialect", fmt::format("'{}' is a private dialect: only the core structure was checked", type_),
           "use TBX-Basic for exchange with others", Severity::warning);
  }
}

void TbxDocumentCheck::start_root(const XmlElement& element) {
  type_ = attribute_or_empty(element, "type");
  known_ = true;
  if (element.name == "tbx") {
    start_v3(element);
  } else if (element.name == "martif" && element.space.empty()) {
    const bool basic = type_ == "TBX-Basic";
    dialect_ = basic ? TbxDialect::v2_basic : TbxDialect::v2_default;
    grammar_ = basic ? &tbx2_basic_grammar() : &tbx2_grammar();
    categories_ = basic ? &TbxCategories::v2_basic() : &TbxCategories::v2_default();
    dialect_name_ = fmt::format("{} v2", basic ? "TBX-Basic" : "TBX");
    if (!basic && !type_.starts_with("TBX"))
      report("dialect", fmt::format("the type of <martif> is '{}'", type_), "write 'TBX' or 'TBX-Basic'");
  } else if (element.name == "TBX" && element.space.empty()) {
    dialect_ = TbxDialect::min2013;
    grammar_ = &tbx_min2013_grammar();
    dialect_name_ = "TBX-Min 2013";
  } else {
    known_ = false;
    report("dialect", fmt::format("the root element is <{}>: this is no TBX file", element.name),
           element.name == "martif" || element.name == "TBX" ? "take the namespace (xmlns) out"
                                                             : "TBX begins with <tbx> (v3) or <martif> (v2)");
  }
}

void TbxDocumentCheck::start(const XmlElement& element) {
  const bool root = open_.empty();
  if (root) start_root(element);
  const bool foreign = !own_namespace(element);
  const std::string_view module = foreign ? dct_module(element.space) : std::string_view{};
  Frame frame;
  frame.foreign = foreign;
  frame.name =
      foreign ? fmt::format("{}:{}", module.empty() ? "other" : module, element.name) : std::string(element.name);
  const Place place = stream_->place();
  frame.line = place.line;
  frame.column = place.column;
  if (known_) {
    if (const std::string_view* id = element.find("id")) links_.add_id(*id);
    frame.rule = root ? grammar_->find(element.name) : place_child(element, frame.name, foreign);
    if (!foreign && (frame.name == "conceptEntry" || frame.name == "termEntry")) {
      ++entries_;
      entry_ = attribute_or_empty(element, "id");
    }
    if (frame.rule) {
      frame.counts.resize(frame.rule->particles.size());
      frame.keeps_text = frame.rule->content == ElementRule::Content::value;
      if (!foreign) check_attributes(element, *frame.rule, frame.name);
      check_category(frame, element);
      if (v3()) check_target(element, frame);
      advise_start(frame, element);
    }
  }
  if (!open_.empty()) open_.back().has_children = true;
  open_.push_back(std::move(frame));
}

void TbxDocumentCheck::check_text(Frame& frame, std::string_view piece) {
  using Content = ElementRule::Content;
  if (!frame.rule || frame.text_told) return;
  const bool takes_text = frame.rule->content == Content::text || frame.rule->content == Content::mixed ||
                          frame.rule->content == Content::value;
  if (takes_text || is_blank(piece)) return;
  frame.text_told = true;
  report("structure", fmt::format("text directly in <{}>", frame.name),
         frame.rule->content == Content::nothing ? "this element has no text" : "put it into a <note>, or take it out");
}

void TbxDocumentCheck::text(std::string_view piece) {
  if (!known_ || open_.empty()) return;
  check_text(open_.back(), piece);
  // The value of an element is the text of all that is in it.
  for (auto it = open_.rbegin(); it != open_.rend() && it->rule; ++it) {
    const bool behind_child = it->name == "p" && it->has_children;  // only what comes first names the categories
    if (it->keeps_text && !behind_child && it->text.size() < kLongestKeptText) it->text += piece;
    if (it->rule->content == ElementRule::Content::sequence) break;
  }
}

void TbxDocumentCheck::check_value(const Frame& frame) {
  const ElementRule& rule = *frame.rule;
  if (rule.content != ElementRule::Content::value) return;
  const std::string value = collapse_blanks(frame.text);
  if (!rule.values.empty()) {
    if (std::find(rule.values.begin(), rule.values.end(), value) == rule.values.end()) {
      report_at(frame.line, frame.column, "value", fmt::format("'{}' is no value of <{}>", value, frame.name),
                "write one of: " + listed(rule.values));
    }
    return;
  }
  const bool date = rule.type != XmlType::date_time && is_xs_date(value);
  const bool time = rule.type != XmlType::date && is_xs_date_time(value);
  if (date || time) return;
  report_at(frame.line, frame.column, "date", fmt::format("'{}' is no date, or no day there ever was", value),
            rule.type == XmlType::date_time ? "write it like 2026-11-22T12:00:00" : "write it like 2026-11-22");
}

void TbxDocumentCheck::end() {
  if (open_.empty()) return;
  Frame frame = std::move(open_.back());
  open_.pop_back();
  if (!known_ || !frame.rule) return;
  tell_missing(frame);
  check_value(frame);
  if (v2() && frame.name == "p" && (frame.type == "XCSURI" || frame.type == "XCSContent") &&
      frame.text.find("TBXXCSV02") != std::string::npos) {
    names_default_categories_ = true;
  }
  if (!frame.openings.empty()) check_openings(frame, false);
  if (v2()) {
    check_v2_category(frame);
  } else if (frame.category && !frame.category->values.empty()) {
    const std::string value = frame.foreign ? collapse_blanks(frame.text) : frame.text;
    const auto& values = frame.category->values;
    if (std::find(values.begin(), values.end(), value) == values.end()) {
      report_at(frame.line, frame.column, "value", fmt::format("'{}' is no value of '{}'", value, frame.category->name),
                "write one of: " + listed(values),
                frame.category->values_binding ? Severity::error : Severity::warning);
    }
  }
  advise_end(frame);
  if (frame.name == "conceptEntry" || frame.name == "termEntry") entry_.clear();
}

void TbxDocumentCheck::finish() {
  links_.finish([this](const TbxLink& link) {
    entry_ = link.entry;
    report_at(
        link.line, link.column, "target",
        fmt::format("the {} of <{}> is '{}', which is no id in this file", link.attribute, link.element, link.value),
        "correct it, or take the link out");
  });
  entry_.clear();
}

void TbxDocumentCheck::advise_start(const Frame& frame, const XmlElement& element) {
  if (frame.foreign) return;
  const std::string& name = frame.name;
  if (name == "conceptEntry" || name == "termEntry") advice_.start_entry();
  if (name == "langSec" || name == "langSet") {
    if (const std::string_view* tag = element.find("xml:lang")) advice_.start_language(*tag, frame.line, frame.column);
  }
  if (name == "termSec" || name == "tig" || name == "ntig") advice_.start_term_section();
}

void TbxDocumentCheck::advise_end(const Frame& frame) {
  const std::string& name = frame.name;
  if (frame.foreign) {
    if (name == "min:partOfSpeech") advice_.part_of_speech(frame.text, false, frame.line, frame.column);
  } else if (name == "term") {
    advice_.term(frame.text, frame.line, frame.column);
  } else if (name == "partOfSpeech" || (name == "termNote" && frame.type == "partOfSpeech")) {
    advice_.part_of_speech(frame.text, !v3(), frame.line, frame.column);
  } else if (name == "termSec" || name == "tig" || name == "ntig") {
    advice_.end_term_section();
  } else if (name == "note" || name == "descrip" || name == "admin") {
    advice_.value(name == "note" ? "note" : frame.type, frame.text, frame.line, frame.column);
  }
}

}  // namespace termknit
