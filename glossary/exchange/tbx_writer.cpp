// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/tbx_writer.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <tinyxml2.h>

#include "core/tsv.h"
#include "glossary/exchange/seen_ids.h"
#include "glossary/exchange/tbx_vocabulary.h"
#include "glossary/exchange/term_values.h"
#include "glossary/exchange/xml_names.h"
#include "language/text.h"

namespace termknit {
namespace {

/// White space inside a designation is one blank, whatever it was.
std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : xml_text(text)) {
    const char shown = c == '\n' || c == '\t' ? ' ' : c;
    if (shown != ' ' || (!out.empty() && out.back() != ' ')) out += shown;
  }
  return out;
}

std::string with_target(const std::string& text, const std::string& target) {
  return target.empty() ? text : text + " (" + target + ")";
}

class TbxWriter : public GlossaryWriter {
 public:
  TbxWriter(const TbxVocabulary& dialect, std::FILE* file, GlossaryWriteOptions options)
      : dialect_(dialect), options_(std::move(options)), printer_(file, false) {
    for (const Person& person : options_.header.people) {
      if (is_writable(person) && ids_.insert(person.id)) people_.emplace(person.id, name_of(person));
    }
    printer_.PushHeader(false, true);
    root();
    header();
    printer_.OpenElement("text");
  }

  void write(const ConceptEntry& entry) override {
    if (!body_open_) printer_.OpenElement("body");
    body_open_ = true;
    concept_entry(entry);
  }

  void finish() override {
    if (body_open_) printer_.CloseElement();
    back_matter();
    printer_.CloseElement();
    printer_.CloseElement();
  }

 private:
  // -- the frame

  void root() {
    const LanguageTag& language = options_.header.working_language;
    printer_.OpenElement(dialect_.version2 ? "martif" : "tbx");
    printer_.PushAttribute("type", dialect_.type);
    if (!dialect_.version2) printer_.PushAttribute("style", dialect_.category_elements ? "dct" : "dca");
    printer_.PushAttribute("xml:lang", language.undetermined() ? "en" : language.str().c_str());
    if (!dialect_.version2) printer_.PushAttribute("xmlns", "urn:iso:std:iso:30042:ed-2");
    if (!dialect_.category_elements) return;
    printer_.PushAttribute("xmlns:min", "http://www.tbxinfo.net/ns/min");
    printer_.PushAttribute("xmlns:basic", "http://www.tbxinfo.net/ns/basic");
  }

  void header() {
    const GlossaryHeader& header = options_.header;
    printer_.OpenElement(dialect_.version2 ? "martifHeader" : "tbxHeader");
    printer_.OpenElement("fileDesc");
    // titleStmt alone: with publicationStmt beside it no order satisfies both generations of the schema.
    printer_.OpenElement("titleStmt");
    element("title", nullptr, header.title.empty() ? "Glossary" : header.title);
    printer_.CloseElement();
    printer_.OpenElement("sourceDesc");
    element("p", nullptr, header.source_description.empty() ? "Made by termknit" : header.source_description);
    printer_.CloseElement();
    printer_.CloseElement();
    if (dialect_.version2) {
      printer_.OpenElement("encodingDesc");
      element("p", "XCSURI", "TBXBasicXCSV02.xcs");
      printer_.CloseElement();
    }
    printer_.CloseElement();
  }

  bool is_exported(std::string_view id) const { return options_.is_exported && options_.is_exported(id); }

  bool is_writable(const Person& person) const {
    return !dialect_.version2 && dialect_.allows("responsibility") && !is_exported(person.id) &&
           person.type == "respPerson" && !person.id.empty() && !trim(name_of(person)).empty();
  }

  static std::string name_of(const Person& person) {
    const auto it =
        std::find_if(person.items.begin(), person.items.end(), [](const auto& item) { return item.first == "fn"; });
    return it == person.items.end() ? std::string() : it->second;
  }

  void back_matter() {
    if (people_.empty()) return;
    printer_.OpenElement("back");
    printer_.OpenElement("refObjectSec");
    printer_.PushAttribute("type", "respPerson");
    SeenIds written;
    for (const Person& person : options_.header.people) {
      if (!people_.contains(person.id) || !written.insert(person.id)) continue;
      printer_.OpenElement("refObject");
      printer_.PushAttribute("id", xml_id(person.id).c_str());
      for (const auto& [type, value] : person.items) {
        if (type == "fn") element("item", "fn", value);
      }
      printer_.CloseElement();
    }
    printer_.CloseElement();
    printer_.CloseElement();
  }

  // -- elements

  void element(const char* name, const char* type, std::string_view text, std::string_view target = {}) {
    printer_.OpenElement(name, false);
    if (type) printer_.PushAttribute("type", type);
    if (!target.empty()) printer_.PushAttribute("target", xml_text(target).c_str());
    printer_.PushText(xml_text(text).c_str());
    printer_.CloseElement();
  }

  /// A data category the dialect has, in its style.
  void category(const char* kind, const char* type, std::string_view text, std::string_view target = {}) {
    if (dialect_.category_elements) {
      element(dialect_.element_of(type).c_str(), nullptr, text, target);
    } else {
      element(kind, type, text, target);
    }
  }

  void note(std::string_view text) {
    if (!trim(text).empty()) element("note", nullptr, text);
  }

  /// What the dialect has no place for stays readable, and comes back as a note.
  void note_of(std::string_view name, std::string_view value) { note(fmt::format("{}: {}", name, value)); }

  void optional(const char* kind, const char* type, const std::string& value) {
    if (trim(value).empty()) return;
    if (dialect_.allows(type)) {
      category(kind, type, value);
    } else {
      note_of(type, value);
    }
  }

  void sourced(const char* type, const SourcedText& text) {
    if (trim(text.text).empty()) return;
    if (!dialect_.allows(type)) return note_of(type, with_target(text.text, text.source));
    printer_.OpenElement("descripGrp", false);
    category("descrip", type, text.text);
    optional("admin", "source", text.source);
    printer_.CloseElement();
  }

  void external(const char* type, const CrossReference& reference) {
    if (dialect_.allows(type) && is_web_address(reference.target)) {
      category("xref", type, reference.text.empty() ? reference.target : reference.text, reference.target);
    } else {
      note_of(type, with_target(reference.text, reference.target));
    }
  }

  void cross(const CrossReference& reference) {
    if (dialect_.allows("crossReference") && is_exported(reference.target)) {
      category("ref", "crossReference", reference.text.empty() ? reference.target : reference.text,
               xml_id(reference.target));
    } else {
      note_of("crossReference", with_target(reference.text, reference.target));
    }
  }

  void transaction(const Transaction& t) {
    const char* type = t.type == Transaction::Type::origination ? "origination" : "modification";
    if (!dialect_.allows("transactionType")) return note_of(type, trim(t.date + ' ' + t.responsibility));
    printer_.OpenElement("transacGrp", false);
    category("transac", "transactionType", type);
    if (is_iso_date(t.date)) element("date", nullptr, t.date);
    const auto person = people_.find(t.target);
    const bool known = person != people_.end();
    const std::string& who = known && trim(t.responsibility).empty() ? person->second : t.responsibility;
    if (!trim(who).empty()) category("transacNote", "responsibility", who, known ? xml_id(t.target) : std::string());
    printer_.CloseElement();
  }

  /// Categories without a field of the model.
  void other(const std::vector<DataCategory>& categories) {
    for (const DataCategory& c : categories) note_of(c.type.empty() ? c.kind : c.type, with_target(c.value, c.target));
  }

  // -- levels

  void term_notes(const Term& term) {
    bool exact = true;
    const std::string_view part_of_speech = dialect_.part_of_speech(term.part_of_speech, exact);
    if (dialect_.allows("partOfSpeech")) category("termNote", "partOfSpeech", part_of_speech);
    const auto chosen = [&](const char* type, const char* value) {
      if (value && dialect_.allows(type)) category("termNote", type, value);
    };
    chosen("grammaticalGender", tbx_value(term.gender));
    chosen("administrativeStatus", tbx_value(term.status));
    chosen("termType", tbx_value(term.type));
    if (dialect_.allows("geographicalUsage")) optional("termNote", "geographicalUsage", term.geographical_usage);
    if (has_place_for_location(term)) optional("termNote", "termLocation", term.term_location);
  }

  bool has_place_for_location(const Term& term) const {
    return dialect_.allows("termLocation") && is_tbx_term_location(term.term_location);
  }

  /// What term_notes() could not say; notes stand behind all termNotes.
  void left_over_notes(const Term& term) {
    bool exact = true;
    const std::string_view said = dialect_.part_of_speech(term.part_of_speech, exact);
    if (!exact || (!dialect_.allows("partOfSpeech") && said != "other"))
      note_of("partOfSpeech", part_of_speech_name(term.part_of_speech));
    const auto left = [&](const char* type, const char* value) {
      if (value && !dialect_.allows(type)) note_of(type, value);
    };
    left("grammaticalGender", tbx_value(term.gender));
    left("administrativeStatus", tbx_value(term.status));
    left("termType", tbx_value(term.type));
    if (!dialect_.allows("geographicalUsage") && !trim(term.geographical_usage).empty())
      note_of("geographicalUsage", term.geographical_usage);
    if (!has_place_for_location(term) && !trim(term.term_location).empty()) note_of("termLocation", term.term_location);
  }

  void term_section(const Term& term) {
    printer_.OpenElement(dialect_.term_section(), false);
    // An id is there once in a file; entries have theirs in any case.
    if (!term.id.empty() && !is_exported(term.id) && ids_.insert(term.id))
      printer_.PushAttribute("id", xml_id(term.id).c_str());
    element("term", nullptr, one_line(term.designation));
    term_notes(term);
    for (const std::string& subset : term.customer_subsets) optional("admin", "customerSubset", subset);
    for (const std::string& subset : term.project_subsets) optional("admin", "projectSubset", subset);
    for (const SourcedText& context : term.contexts) sourced("context", context);
    optional("admin", "source", term.source);
    for (const CrossReference& reference : term.cross_references) cross(reference);
    for (const CrossReference& reference : term.external_references) external("externalCrossReference", reference);
    for (const std::string& text : term.notes) note(text);
    left_over_notes(term);
    other(term.other);
    for (const Transaction& t : term.transactions) transaction(t);
    printer_.CloseElement();
  }

  void language_section(const LanguageSection& section) {
    printer_.OpenElement(dialect_.language_section(), false);
    printer_.PushAttribute("xml:lang", section.language.str().c_str());
    for (const SourcedText& definition : section.definitions) sourced("definition", definition);
    optional("admin", "source", section.source);
    for (const CrossReference& reference : section.external_references) external("externalCrossReference", reference);
    for (const CrossReference& reference : section.graphics) external("xGraphic", reference);
    for (const std::string& text : section.notes) note(text);
    other(section.other);
    for (const Transaction& t : section.transactions) transaction(t);
    for (const Term& term : section.terms) term_section(term);
    printer_.CloseElement();
  }

  void concept_entry(const ConceptEntry& unordered) {
    ConceptEntry entry = unordered;
    put_in_order(entry);
    printer_.OpenElement(dialect_.entry(), false);
    printer_.PushAttribute("id", xml_id(entry.id).c_str());
    for (const std::string& subject : entry.subject_fields) optional("descrip", "subjectField", subject);
    for (const SourcedText& definition : entry.definitions) sourced("definition", definition);
    optional("admin", "source", entry.source);
    for (const std::string& subset : entry.customer_subsets) optional("admin", "customerSubset", subset);
    for (const std::string& subset : entry.project_subsets) optional("admin", "projectSubset", subset);
    for (const CrossReference& reference : entry.cross_references) cross(reference);
    for (const CrossReference& reference : entry.external_references) external("externalCrossReference", reference);
    for (const CrossReference& reference : entry.graphics) external("xGraphic", reference);
    for (const std::string& text : entry.notes) note(text);
    other(entry.other);
    for (const Transaction& t : entry.transactions) transaction(t);
    for (const LanguageSection& section : entry.languages) language_section(section);
    printer_.CloseElement();
  }

  const TbxVocabulary dialect_;
  const GlossaryWriteOptions options_;
  tinyxml2::XMLPrinter printer_;
  std::map<std::string, std::string, std::less<>> people_;  ///< names by the ids that transactions may point to
  SeenIds ids_;                                             ///< of people and terms
  bool body_open_ = false;
};

}  // namespace

std::unique_ptr<GlossaryWriter> make_tbx_writer(GlossaryFormat format, std::FILE* file, GlossaryWriteOptions options) {
  return std::make_unique<TbxWriter>(tbx_vocabulary(format), file, std::move(options));
}

}  // namespace termknit
