// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/tmx.h"

#include <algorithm>

#include <fmt/format.h>
#include <tinyxml2.h>

#include "core/tsv.h"
#include "glossary/exchange/flat_terms.h"
#include "glossary/exchange/term_values.h"
#include "glossary/exchange/xml_events.h"
#include "glossary/exchange/xml_names.h"
#include "language/text.h"

namespace termknit {
namespace {

using Kind = XmlEvent::Kind;

constexpr std::size_t kMostWords = 8;
constexpr std::size_t kMostCharacters = 100;

class TmxWriter : public GlossaryWriter {
 public:
  TmxWriter(std::FILE* file, const GlossaryWriteOptions& options) : printer_(file, false) {
    printer_.PushHeader(false, true);
    printer_.OpenElement("tmx");
    printer_.PushAttribute("version", "1.4");
    printer_.OpenElement("header");
    const std::string source = options.languages.empty() ? "*all*" : options.languages.front().str();
    for (const auto& [name, value] : {std::pair<const char*, const char*>{"creationtool", "termknit"},
                                      {"creationtoolversion", "1"},
                                      {"segtype", "phrase"},
                                      {"o-tmf", "termknit"},
                                      {"adminlang", "en"},
                                      {"srclang", source.c_str()},
                                      {"datatype", "plaintext"}})
      printer_.PushAttribute(name, value);
    prop("x-title", options.header.title);
    printer_.CloseElement();
    printer_.OpenElement("body");
  }

  void write(const ConceptEntry& entry) override {
    const bool any = std::any_of(entry.languages.begin(), entry.languages.end(),
                                 [](const LanguageSection& section) { return !usable_terms(section).empty(); });
    if (!any) return;
    printer_.OpenElement("tu");
    if (!entry.id.empty()) printer_.PushAttribute("tuid", xml_text(entry.id).c_str());
    for (const std::string& note : entry.notes) element("note", note);
    for (const SourcedText& definition : entry.definitions) element("note", definition.text);
    for (const std::string& subject : entry.subject_fields) prop("x-subject-field", subject);
    for (const LanguageSection& section : entry.languages) {
      for (const Term* term : usable_terms(section)) variant(section, *term);
    }
    printer_.CloseElement();
  }

  void finish() override {
    printer_.CloseElement();
    printer_.CloseElement();
  }

 private:
  void element(const char* name, const std::string& text) {
    if (trim(text).empty()) return;
    printer_.OpenElement(name);
    printer_.PushText(xml_text(text).c_str());
    printer_.CloseElement();
  }

  void prop(const char* type, std::string_view text) {
    if (trim(text).empty()) return;
    printer_.OpenElement("prop");
    printer_.PushAttribute("type", type);
    printer_.PushText(xml_text(text).c_str());
    printer_.CloseElement();
  }

  void variant(const LanguageSection& section, const Term& term) {
    printer_.OpenElement("tuv");
    printer_.PushAttribute("xml:lang", section.language.str().c_str());
    for (const std::string& note : term.notes) element("note", note);
    if (term.status != AdministrativeStatus::unspecified) prop("x-status", status_name(term.status));
    prop("x-part-of-speech", part_of_speech_name(term.part_of_speech));
    printer_.OpenElement("seg");
    printer_.PushText(xml_text(one_line_text(term.designation)).c_str());
    printer_.CloseElement();
    printer_.CloseElement();
  }

  tinyxml2::XMLPrinter printer_;
};

bool short_enough(const std::string& segment) {
  return code_points(segment) <= kMostCharacters &&
         static_cast<std::size_t>(std::count(segment.begin(), segment.end(), ' ')) < kMostWords;
}

class TmxReader {
 public:
  TmxReader(const std::string& file, XmlEventReader& xml, const GlossarySink& sink)
      : file_(file), xml_(xml), sink_(sink) {}

  GlossaryHeader read() {
    bool root = true;
    while (const auto event = xml_.next()) {
      if (event->kind != Kind::start) continue;
      if (root && event->name != "tmx") throw xml_.error(ErrorKind::malformed, "is no TMX file", *event);
      root = false;
      if (event->name == "prop" && event->attribute("type") == "x-title") header_.title = text_of("prop");
      if (event->name != "tu") continue;
      if (sink_.stop && sink_.stop()) return header_;
      unit(*event);
    }
    if (too_long_ > 0) report({}, 0, fmt::format("{} units are longer than a term; skipped", too_long_));
    return header_;
  }

 private:
  void report(const std::string& entry, std::uint64_t line, std::string message) const {
    if (sink_.repair) sink_.repair({entry, {file_, line}, std::move(message)});
  }

  /// Text up to the end of `element`. Codes of other formats (bpt, ept, ph, it, ut) are no text.
  std::string text_of(std::string_view element) {
    std::string text;
    std::size_t codes = 0;
    while (const auto event = xml_.next()) {
      if (event->kind == Kind::end && event->name == element) break;
      const std::string& name = event->name;
      const bool code = name == "bpt" || name == "ept" || name == "ph" || name == "it" || name == "ut";
      if (code && event->kind == Kind::start) ++codes;
      if (code && event->kind == Kind::end) --codes;
      if (event->kind == Kind::text && codes == 0) text += event->text;
    }
    return clean_text(text);
  }

  void unit(const XmlEvent& start) {
    ConceptEntry entry;
    entry.id = clean_text(start.attribute("tuid"));
    bool too_long = false;
    while (const auto event = xml_.next()) {
      if (event->kind == Kind::end && event->name == "tu") break;
      if (event->kind != Kind::start) continue;
      if (event->name == "note") {
        add(entry.notes, text_of("note"));
      } else if (event->name == "prop") {
        const std::string type(event->attribute("type"));
        std::string value = text_of("prop");
        if (type == "x-subject-field")
          add(entry.subject_fields, std::move(value));
        else if (!trim(value).empty())
          entry.other.push_back({"note", type, std::move(value), ""});
      } else if (event->name == "tuv") {
        too_long = !variant(entry, *event) || too_long;
      }
    }
    if (too_long) {
      ++too_long_;
    } else if (entry.languages.size() < 2) {
      report(entry.id, start.line, "a unit of fewer than two languages; skipped");
    } else {
      sink_.entry(std::move(entry));
    }
  }

  static void add(std::vector<std::string>& values, std::string value) {
    if (!trim(value).empty()) values.push_back(std::move(value));
  }

  /// False if the segment is too long for a term.
  bool variant(ConceptEntry& entry, const XmlEvent& start) {
    // TMX 1.1 wrote "lang".
    const std::string_view stated =
        start.attribute("xml:lang").empty() ? start.attribute("lang") : start.attribute("xml:lang");
    const auto language = LanguageTag::try_parse(stated);
    if (!language) report(entry.id, start.line, fmt::format("'{}' is no language; the variant is skipped", stated));
    Term term;
    while (const auto event = xml_.next()) {
      if (event->kind == Kind::end && event->name == "tuv") break;
      if (event->kind != Kind::start) continue;
      if (event->name == "seg")
        term.designation = one_line_text(text_of("seg"));
      else if (event->name == "note")
        add(term.notes, text_of("note"));
      else if (event->name == "prop")
        variant_property(term, std::string(event->attribute("type")));
    }
    if (!short_enough(term.designation)) return false;
    if (language && !term.designation.empty()) entry.section(*language).terms.push_back(std::move(term));
    return true;
  }

  void variant_property(Term& term, const std::string& type) {
    std::string value = text_of("prop");
    const auto status = parse_status(value);
    const auto part_of_speech = parse_part_of_speech(value);
    if (type == "x-status" && status) {
      term.status = *status;
    } else if (type == "x-part-of-speech" && part_of_speech) {
      term.part_of_speech = *part_of_speech;
    } else if (!trim(value).empty()) {
      term.other.push_back({"note", type, std::move(value), ""});
    }
  }

  const std::string& file_;
  XmlEventReader& xml_;
  const GlossarySink& sink_;
  GlossaryHeader header_{};
  std::uint64_t too_long_ = 0;
};

}  // namespace

std::unique_ptr<GlossaryWriter> make_tmx_writer(std::FILE* file, GlossaryWriteOptions options) {
  return std::make_unique<TmxWriter>(file, options);
}

GlossaryHeader read_tmx(const std::filesystem::path& file, const GlossaryReadOptions&, const GlossarySink& sink) {
  const std::string name = file.string();
  XmlEventReader xml(name, file_bytes(file));
  return TmxReader(name, xml, sink).read();
}

}  // namespace termknit
