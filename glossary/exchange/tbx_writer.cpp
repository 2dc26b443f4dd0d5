// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/tbx_writer.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>
#include <tinyxml2.h>

#include "core/tsv.h"
#include "language/text.h"

namespace termknit {
namespace {

bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool is_name_char(char c) {
  return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

bool is_url(std::string_view text) {
  const bool http = text.starts_with("http://") || text.starts_with("https://");
  return http && text.find_first_of(" \t\n<>\"{}|\\^`") == text.npos && text.size() > 8;
}

bool is_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (const std::size_t i : {0U, 1U, 2U, 3U, 5U, 6U, 8U, 9U}) {
    if (text[i] < '0' || text[i] > '9') return false;
  }
  const int month = (text[5] - '0') * 10 + text[6] - '0', day = (text[8] - '0') * 10 + text[9] - '0';
  constexpr std::array<int, 13> kDays{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1 || day > kDays[static_cast<std::size_t>(month)]) return false;
  const int year = (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + text[3] - '0';
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return year > 0 && (month != 2 || day < 29 || leap);
}

const char* status_value(AdministrativeStatus status) {
  switch (status) {
    case AdministrativeStatus::preferred:
      return "preferredTerm-admn-sts";
    case AdministrativeStatus::admitted:
      return "admittedTerm-admn-sts";
    case AdministrativeStatus::deprecated:
      return "deprecatedTerm-admn-sts";
    case AdministrativeStatus::superseded:
      return "supersededTerm-admn-sts";
    case AdministrativeStatus::unspecified:
      break;
  }
  return nullptr;
}

const char* gender_value(Gender gender) {
  switch (gender) {
    case Gender::masculine:
      return "masculine";
    case Gender::feminine:
      return "feminine";
    case Gender::neuter:
      return "neuter";
    case Gender::other:
      return "other";
    case Gender::unspecified:
      break;
  }
  return nullptr;
}

const char* type_value(TermType type) {
  switch (type) {
    case TermType::full_form:
      return "fullForm";
    case TermType::acronym:
      return "acronym";
    case TermType::abbreviation:
      return "abbreviation";
    case TermType::short_form:
      return "shortForm";
    case TermType::variant:
      return "variant";
    case TermType::phrase:
      return "phrase";
    case TermType::unspecified:
      break;
  }
  return nullptr;
}

bool is_term_location(std::string_view value) {
  static const std::set<std::string_view> kValues{"checkBox",
                                                  "comboBox",
                                                  "comboBoxElement",
                                                  "dialogBox",
                                                  "groupBox",
                                                  "informativeMessage",
                                                  "interactiveMessage",
                                                  "menuItem",
                                                  "progressBar",
                                                  "pushButton",
                                                  "radioButton",
                                                  "slider",
                                                  "spinBox",
                                                  "tab",
                                                  "tableText",
                                                  "textBox",
                                                  "toolTip",
                                                  "user-definedType"};
  return kValues.contains(value);
}

}  // namespace

std::string xml_id(std::string_view id) {
  const bool good =
      !id.empty() && is_name_start(id[0]) && std::all_of(id.begin(), id.end(), is_name_char) && !id.starts_with("c_");
  if (good) return std::string(id);
  std::string out = "c_";
  for (const char c : id) {
    if (is_name_char(c) && c != '-') {
      out += c;
    } else {
      out += fmt::format("-{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

std::string xml_text(std::string_view text) {
  const std::string valid = is_valid_utf8(text) ? std::string(text) : replace_invalid_utf8(text);
  std::string out;
  for (std::size_t i = 0; i < valid.size(); ++i) {
    const auto byte = static_cast<unsigned char>(valid[i]);
    if (byte == '\r') {
      if (i + 1 == valid.size() || valid[i + 1] != '\n') out += '\n';
    } else if (byte == '\t' || byte == '\n' || (byte >= 0x20 && byte != 0x7F)) {
      // U+FFFE and U+FFFF are valid UTF-8, but no XML.
      const std::string_view three = std::string_view(valid).substr(i, 3);
      if (three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF") {
        i += 2;
      } else {
        out += valid[i];
      }
    }
  }
  return to_nfc(out);
}

struct TbxWriter::Impl {
  tinyxml2::XMLPrinter printer;
  std::function<bool(std::string_view)> is_exported;
  bool body_open = false;

  Impl(std::FILE* file, std::function<bool(std::string_view)> exported)
      : printer(file, false), is_exported(std::move(exported)) {}

  void element(const char* name, const char* type, std::string_view text, std::string_view target = {}) {
    printer.OpenElement(name, false);
    if (type) printer.PushAttribute("type", type);
    if (!target.empty()) printer.PushAttribute("target", xml_text(target).c_str());
    printer.PushText(xml_text(text).c_str());
    printer.CloseElement();
  }

  void note(std::string_view text) {
    if (!trim(text).empty()) element("note", nullptr, text);
  }

  /// What TBX-Basic has no place for stays readable, and comes back as a note.
  void note_of(std::string_view name, std::string_view value) { note(fmt::format("{}: {}", name, value)); }

  void admin(const char* type, const std::string& value) {
    if (!trim(value).empty()) element("admin", type, value);
  }

  void sourced(const char* type, const SourcedText& text) {
    if (trim(text.text).empty()) return;
    printer.OpenElement("descripGrp", false);
    element("descrip", type, text.text);
    admin("source", text.source);
    printer.CloseElement();
  }

  void external(const char* type, const CrossReference& reference) {
    if (is_url(reference.target)) {
      element("xref", type, reference.text.empty() ? reference.target : reference.text, reference.target);
    } else {
      note_of(type, reference.text + (reference.target.empty() ? "" : " (" + reference.target + ")"));
    }
  }

  void cross(const CrossReference& reference) {
    if (is_exported && is_exported(reference.target)) {
      element("ref", "crossReference", reference.text.empty() ? reference.target : reference.text,
              xml_id(reference.target));
    } else {
      note_of("crossReference", reference.text + (reference.target.empty() ? "" : " (" + reference.target + ")"));
    }
  }

  void transaction(const Transaction& t) {
    printer.OpenElement("transacGrp", false);
    element("transac", "transactionType", t.type == Transaction::Type::origination ? "origination" : "modification");
    if (is_date(t.date)) element("date", nullptr, t.date);
    if (!trim(t.responsibility).empty()) element("transacNote", "responsibility", t.responsibility);
    printer.CloseElement();
  }

  void other(const std::vector<DataCategory>& categories) {
    for (const DataCategory& category : categories) {
      note_of(category.type.empty() ? category.kind : category.type,
              category.value + (category.target.empty() ? "" : " (" + category.target + ")"));
    }
  }

  void term_section(const Term& term) {
    printer.OpenElement("termSec", false);
    if (!term.id.empty()) printer.PushAttribute("id", xml_id(term.id).c_str());
    // White space inside a designation is one blank, whatever it was.
    std::string designation;
    for (const char c : xml_text(term.designation)) {
      const char shown = c == '\n' || c == '\t' ? ' ' : c;
      if (shown != ' ' || (!designation.empty() && designation.back() != ' ')) designation += shown;
    }
    element("term", nullptr, designation);
    element("termNote", "partOfSpeech", tbx_name(term.part_of_speech));
    if (const char* value = gender_value(term.gender)) element("termNote", "grammaticalGender", value);
    if (const char* value = status_value(term.status)) element("termNote", "administrativeStatus", value);
    if (const char* value = type_value(term.type)) element("termNote", "termType", value);
    if (!trim(term.geographical_usage).empty()) element("termNote", "geographicalUsage", term.geographical_usage);
    if (is_term_location(term.term_location)) element("termNote", "termLocation", term.term_location);
    for (const std::string& subset : term.customer_subsets) admin("customerSubset", subset);
    for (const std::string& subset : term.project_subsets) admin("projectSubset", subset);
    for (const SourcedText& context : term.contexts) sourced("context", context);
    admin("source", term.source);
    for (const CrossReference& reference : term.cross_references) cross(reference);
    for (const CrossReference& reference : term.external_references) external("externalCrossReference", reference);
    for (const std::string& text : term.notes) note(text);
    if (!term.term_location.empty() && !is_term_location(term.term_location))
      note_of("termLocation", term.term_location);
    other(term.other);
    for (const Transaction& t : term.transactions) transaction(t);
    printer.CloseElement();
  }

  void language_section(const LanguageSection& section) {
    printer.OpenElement("langSec", false);
    printer.PushAttribute("xml:lang", section.language.str().c_str());
    for (const SourcedText& definition : section.definitions) sourced("definition", definition);
    admin("source", section.source);
    for (const CrossReference& reference : section.external_references) external("externalCrossReference", reference);
    for (const CrossReference& reference : section.graphics) external("xGraphic", reference);
    for (const std::string& text : section.notes) note(text);
    other(section.other);
    for (const Transaction& t : section.transactions) transaction(t);
    // Preferred first, deprecated last: readers that take one term take the first.
    std::vector<const Term*> terms;
    for (const Term& term : section.terms) terms.push_back(&term);
    const auto rank = [](const Term* term) {
      return term->status == AdministrativeStatus::preferred                                                        ? 0
             : term->status == AdministrativeStatus::deprecated || term->status == AdministrativeStatus::superseded ? 2
                                                                                                                    : 1;
    };
    std::stable_sort(terms.begin(), terms.end(), [&](const Term* a, const Term* b) { return rank(a) < rank(b); });
    for (const Term* term : terms) term_section(*term);
    printer.CloseElement();
  }

  void concept_entry(const ConceptEntry& entry) {
    printer.OpenElement("conceptEntry", false);
    printer.PushAttribute("id", xml_id(entry.id).c_str());
    for (const std::string& subject : entry.subject_fields) {
      if (!trim(subject).empty()) element("descrip", "subjectField", subject);
    }
    for (const SourcedText& definition : entry.definitions) sourced("definition", definition);
    admin("source", entry.source);
    for (const std::string& subset : entry.customer_subsets) admin("customerSubset", subset);
    for (const std::string& subset : entry.project_subsets) admin("projectSubset", subset);
    for (const CrossReference& reference : entry.cross_references) cross(reference);
    for (const CrossReference& reference : entry.external_references) external("externalCrossReference", reference);
    for (const CrossReference& reference : entry.graphics) external("xGraphic", reference);
    for (const std::string& text : entry.notes) note(text);
    other(entry.other);
    for (const Transaction& t : entry.transactions) transaction(t);
    std::vector<const LanguageSection*> sections;
    for (const LanguageSection& section : entry.languages) sections.push_back(&section);
    std::stable_sort(sections.begin(), sections.end(),
                     [](const LanguageSection* a, const LanguageSection* b) { return a->language < b->language; });
    for (const LanguageSection* section : sections) language_section(*section);
    printer.CloseElement();
  }
};

TbxWriter::TbxWriter(std::FILE* file, const GlossaryHeader& header, std::function<bool(std::string_view)> is_exported)
    : impl_(std::make_unique<Impl>(file, std::move(is_exported))) {
  tinyxml2::XMLPrinter& printer = impl_->printer;
  printer.PushHeader(false, true);
  printer.OpenElement("tbx");
  printer.PushAttribute("type", "TBX-Basic");
  printer.PushAttribute("style", "dca");
  printer.PushAttribute("xml:lang",
                        header.working_language.undetermined() ? "en" : header.working_language.str().c_str());
  printer.PushAttribute("xmlns", "urn:iso:std:iso:30042:ed-2");
  printer.OpenElement("tbxHeader");
  printer.OpenElement("fileDesc");
  // titleStmt alone: with publicationStmt beside it no order satisfies both generations of the schema.
  printer.OpenElement("titleStmt");
  impl_->element("title", nullptr, header.title.empty() ? "Glossary" : header.title);
  printer.CloseElement();
  printer.OpenElement("sourceDesc");
  impl_->element("p", nullptr, header.source_description.empty() ? "Made by termknit" : header.source_description);
  printer.CloseElement();
  printer.CloseElement();
  printer.CloseElement();
  printer.OpenElement("text");
}

TbxWriter::~TbxWriter() = default;

void TbxWriter::write(const ConceptEntry& entry) {
  if (!impl_->body_open) impl_->printer.OpenElement("body");
  impl_->body_open = true;
  impl_->concept_entry(entry);
}

void TbxWriter::finish() {
  if (impl_->body_open) impl_->printer.CloseElement();
  impl_->printer.CloseElement();
  impl_->printer.CloseElement();
}

}  // namespace termknit
