// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/tbx_entry_builder.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "core/tsv.h"
#include "glossary/exchange/tbx_vocabulary.h"
#include "glossary/exchange/term_values.h"
#include "glossary/exchange/xml_names.h"
#include "language/text.h"

namespace termknit {
namespace {

/// What a data category belongs to: the entry, one of its languages or one of that language's terms.
struct Owner {
  ConceptEntry& entry;
  LanguageSection* section = nullptr;
  Term* term = nullptr;

  bool is_entry() const { return !section; }
  bool is_language() const { return section && !term; }

  /// The member of that name, which all three have.
  auto& notes() const { return term ? term->notes : section ? section->notes : entry.notes; }
  auto& other() const { return term ? term->other : section ? section->other : entry.other; }
  auto& source() const { return term ? term->source : section ? section->source : entry.source; }
  auto& transactions() const {
    return term ? term->transactions : section ? section->transactions : entry.transactions;
  }
  auto& external_references() const {
    return term ? term->external_references : section ? section->external_references : entry.external_references;
  }
  /// Terms keep no definitions and no pictures of their own.
  auto& definitions() const { return section ? section->definitions : entry.definitions; }
  auto& graphics() const { return section ? section->graphics : entry.graphics; }
};

/// One data category with what its group says beside it.
struct Category {
  const XmlNode* node = nullptr;
  std::string kind{};  ///< admin, descrip, termNote, ref, xref, note, transac
  std::string type{};
  std::string value{};
  std::string target{};
  std::string source{};  ///< admin source of the same group
};

std::string plain(std::string_view text) {
  return std::string(trim(clean_text(text)));
}

/// White space inside a designation is one blank, whatever it was.
std::string designation_of(std::string_view text) {
  std::string out;
  for (const char c : plain(text)) {
    const char shown = c == '\n' || c == '\t' || c == '\r' ? ' ' : c;
    if (shown != ' ' || (!out.empty() && out.back() != ' ')) out += shown;
  }
  return out;
}

bool is_group(std::string_view name) {
  return name == "descripGrp" || name == "adminGrp" || name == "termNoteGrp" || name == "termGrp" || name == "noteGrp";
}

bool is_section(std::string_view name) {
  return name == "langSec" || name == "langSet" || name == "langGroup";
}

bool is_term_section(std::string_view name) {
  return name == "termSec" || name == "tig" || name == "ntig" || name == "termGroup";
}

/// The DCA element of a category that is written as an element of its own (DCT, TBX-Min of 2013).
std::string_view kind_of(std::string_view type) {
  static const std::map<std::string_view, std::string_view> kKinds{{"subjectField", "descrip"},
                                                                   {"definition", "descrip"},
                                                                   {"context", "descrip"},
                                                                   {"partOfSpeech", "termNote"},
                                                                   {"grammaticalGender", "termNote"},
                                                                   {"grammaticalNumber", "termNote"},
                                                                   {"termType", "termNote"},
                                                                   {"administrativeStatus", "termNote"},
                                                                   {"termStatus", "termNote"},
                                                                   {"geographicalUsage", "termNote"},
                                                                   {"termLocation", "termNote"},
                                                                   {"register", "termNote"},
                                                                   {"customerSubset", "admin"},
                                                                   {"customer", "admin"},
                                                                   {"projectSubset", "admin"},
                                                                   {"source", "admin"},
                                                                   {"crossReference", "ref"},
                                                                   {"externalCrossReference", "xref"},
                                                                   {"xGraphic", "xref"},
                                                                   {"transferComment", "termNote"},
                                                                   {"reliabilityCode", "descrip"}};
  const auto it = kKinds.find(type);
  return it == kKinds.end() ? std::string_view("descrip") : it->second;
}

/// "2005-04-22" of "2005-04-22", "2005-04-22T10:57:25" and "20050422T105725Z"; empty if it is no date.
std::string date_of(std::string_view text) {
  std::string digits;
  for (const char c : text.substr(0, 10)) {
    if (c >= '0' && c <= '9') digits += c;
  }
  const bool dashed = text.size() >= 10 && text[4] == '-' && text[7] == '-';
  if (digits.size() < 8 || (!dashed && (text.size() < 8 || text.find('-') < 8))) return {};
  digits.resize(8);
  const int month = std::stoi(digits.substr(4, 2)), day = std::stoi(digits.substr(6, 2));
  if (month < 1 || month > 12 || day < 1 || day > 31) return {};
  return digits.substr(0, 4) + '-' + digits.substr(4, 2) + '-' + digits.substr(6, 2);
}

class EntryBuilder {
 public:
  EntryBuilder(const std::string& file, const std::function<void(Repair)>& repair, std::set<std::string>& told)
      : file_(file), repair_(repair), told_(told) {}

  std::optional<ConceptEntry> build(const XmlNode& element) {
    entry_.id = id_of_xml(plain(element.attribute("id")));
    if (entry_.id.empty()) mended(element, "has no id; it is given one");
    for (const XmlNode& child : element.children) {
      if (is_section(child.name)) {
        section(child);
      } else {
        read(child, {entry_});
      }
    }
    if (entry_.languages.empty()) {
      mended(element, "left out: there is no term in it");
      return std::nullopt;
    }
    return std::move(entry_);
  }

 private:
  void mended(const XmlNode& node, std::string message) {
    if (repair_) repair_({entry_.id, {file_, node.line, node.column}, std::move(message)});
  }

  // -- structure

  void section(const XmlNode& node) {
    const LanguageTag language = language_of(node);
    LanguageSection read_section;
    read_section.language = language;
    std::optional<XmlNode> loose;  // a term section made for a term that stands outside of one
    const auto end_loose = [&] {
      if (loose) term_section(*loose, read_section);
      loose.reset();
    };
    for (const XmlNode& child : node.children) {
      if (is_term_section(child.name) && loose && !has_term(child)) {
        loose->children.insert(loose->children.end(), child.children.begin(), child.children.end());
        end_loose();
      } else if (is_term_section(child.name)) {
        end_loose();
        term_section(child, read_section);
      } else if (child.name == "term") {
        end_loose();
        mended(child, "a term stands outside of a term section; it is given one");
        loose = XmlNode{.name = "termSec", .children = {child}, .line = child.line, .column = child.column};
      } else if (loose && (child.name == "termNote" || child.name == "termNoteGrp")) {
        loose->children.push_back(child);
      } else {
        read(child, {entry_, &read_section});
      }
    }
    end_loose();
    if (read_section.terms.empty() && !entry_.find(language)) {
      mended(node, fmt::format("the section '{}' has no term; what it says is kept with the entry", language.str()));
      keep_without_terms(read_section);
      return;
    }
    merge(node, std::move(read_section));
  }

  LanguageTag language_of(const XmlNode& node) {
    std::string_view written = node.attribute("xml:lang");
    if (written.empty()) written = node.attribute("lang");
    const auto language = LanguageTag::try_parse(written);
    if (!language) {
      mended(node, written.empty() ? "a language section without a language is kept as 'und'"
                                   : fmt::format("'{}' is no language code; kept as 'und'", written));
      return {};
    }
    if (to_lower(language->str()) != to_lower(written) && told_.insert(std::string(written)).second)
      mended(node, fmt::format("the language '{}' is read as '{}'", written, language->str()));
    return *language;
  }

  void merge(const XmlNode& node, LanguageSection from) {
    const bool there = entry_.find(from.language) != nullptr;
    LanguageSection& into = entry_.section(from.language);
    if (!there) {
      into = std::move(from);
      return;
    }
    const auto same = std::count_if(from.terms.begin(), from.terms.end(), [&](const Term& term) {
      return std::find(into.terms.begin(), into.terms.end(), term) != into.terms.end();
    });
    mended(node, fmt::format("a second section of '{}' is merged into the first{}", into.language.str(),
                             same == 0 ? "" : fmt::format("; {} of its terms are there already", same)));
    const auto append = [](auto& to, auto& list) {
      for (auto& item : list) {
        if (std::find(to.begin(), to.end(), item) == to.end()) to.push_back(std::move(item));
      }
    };
    append(into.definitions, from.definitions);
    append(into.external_references, from.external_references);
    append(into.graphics, from.graphics);
    append(into.notes, from.notes);
    append(into.transactions, from.transactions);
    append(into.other, from.other);
    append(into.terms, from.terms);
    if (into.source.empty()) {
      into.source = std::move(from.source);
    } else if (!from.source.empty() && from.source != into.source) {
      into.other.push_back({"admin", "source", std::move(from.source), {}});
    }
  }

  void keep_without_terms(const LanguageSection& section) {
    const std::string language = section.language.str();
    const auto keep = [&](const char* kind, std::string_view type, const std::string& value, std::string target = {}) {
      entry_.other.push_back({kind, fmt::format("{} ({})", type, language), value, std::move(target)});
    };
    for (const SourcedText& definition : section.definitions) {
      keep("descrip", "definition", definition.text);
      if (!definition.source.empty()) keep("admin", "source", definition.source);
    }
    if (!section.source.empty()) keep("admin", "source", section.source);
    for (const CrossReference& reference : section.external_references)
      keep("xref", "externalCrossReference", reference.text, reference.target);
    for (const CrossReference& reference : section.graphics) keep("xref", "xGraphic", reference.text, reference.target);
    for (const std::string& note : section.notes) entry_.notes.push_back(fmt::format("{}: {}", language, note));
    for (const DataCategory& category : section.other) entry_.other.push_back(category);
    for (const Transaction& transaction : section.transactions) entry_.transactions.push_back(transaction);
  }

  static bool has_term(const XmlNode& node) {
    const XmlNode* group = node.child("termGrp");
    return node.child("term") || (group && group->child("term"));
  }

  void term_section(const XmlNode& node, LanguageSection& section) {
    Term term;
    term.id = id_of_xml(plain(node.attribute("id")));
    bool found = false;
    for (const XmlNode& child : node.children) designation(child, term, found);
    if (!found || term.designation.empty()) {
      mended(node, fmt::format("an empty term in '{}' is left out", section.language.str()));
      return;
    }
    for (const XmlNode& child : node.children) read(child, {entry_, &section, &term});
    section.terms.push_back(std::move(term));
  }

  void designation(const XmlNode& node, Term& term, bool& found) {
    if (node.name == "termGrp") {
      for (const XmlNode& child : node.children) designation(child, term, found);
    }
    if (node.name != "term") return;
    if (found) {
      mended(node, "a second term in one term section is kept as a note");
      term.notes.push_back(designation_of(node.text));
      return;
    }
    found = true;
    term.designation = designation_of(node.text);
    if (term.id.empty()) term.id = id_of_xml(plain(node.attribute("id")));
  }

  // -- data categories

  void read(const XmlNode& node, const Owner& owner) {
    if (node.name == "term") {
      if (owner.term) return;  // it is the designation
      mended(node, "a term outside of every language section is kept as a note");
      owner.notes().push_back(designation_of(node.text));
    } else if (node.name == "transacGrp" || node.name == "transac") {
      transaction(node, owner);
    } else if (node.name == "termCompList") {
      components(node, owner);
    } else if (node.name == "note" && node.child("noteKey")) {
      keyed_note(node, owner);
    } else if (is_group(node.name) || holds_elements_only(node)) {
      group(node, owner);
    } else {
      apply(category_of(node), owner);
    }
  }

  /// A group that only a private dialect knows.
  static bool holds_elements_only(const XmlNode& node) { return !node.children.empty() && trim(node.text).empty(); }

  static Category category_of(const XmlNode& node) {
    Category category{.node = &node, .value = plain(node.text), .target = plain(node.attribute("target"))};
    const bool by_attribute = node.name == "descrip" || node.name == "admin" || node.name == "termNote" ||
                              node.name == "ref" || node.name == "xref" || node.name == "descripNote" ||
                              node.name == "adminNote" || node.name == "note" || node.name == "date";
    category.kind = by_attribute ? node.name : std::string(kind_of(node.name));
    category.type = by_attribute ? plain(node.attribute("type")) : node.name;
    return category;
  }

  /// A group's descriptions get its source; everything else in it stands by itself.
  void group(const XmlNode& node, const Owner& owner) {
    std::string source;
    bool described = false;
    for (const XmlNode& child : node.children) {
      const Category category = category_of(child);
      described = described || category.kind == "descrip";
      if (category.kind == "admin" && name_key(category.type) == "source" && source.empty()) source = category.value;
    }
    bool source_used = false;
    for (const XmlNode& child : node.children) {
      if (child.name == "transac" || child.name == "transacGrp" || !child.children.empty() || child.name == "term") {
        read(child, owner);
        continue;
      }
      Category category = category_of(child);
      const bool is_source = category.kind == "admin" && name_key(category.type) == "source";
      if (is_source && described && category.value == source && !source_used) {
        source_used = true;
        continue;
      }
      if (category.kind == "descrip") category.source = source;
      apply(std::move(category), owner);
    }
  }

  /// TBX-Min of 2013: noteKey and noteValue.
  void keyed_note(const XmlNode& node, const Owner& owner) {
    const XmlNode* value = node.child("noteValue");
    Category category{.node = &node, .kind = "note"};
    category.value = fmt::format("{}: {}", plain(node.child("noteKey")->text), value ? plain(value->text) : "");
    apply(std::move(category), owner);
  }

  void components(const XmlNode& node, const Owner& owner) {
    std::string parts;
    for (const XmlNode& child : node.children) {
      const XmlNode* component = child.name == "termComp" ? &child : child.child("termComp");
      if (component) parts += (parts.empty() ? "" : " | ") + plain(component->text);
    }
    if (!parts.empty()) owner.other().push_back({"termNote", plain(node.attribute("type")), parts, {}});
  }

  void transaction(const XmlNode& node, const Owner& owner) {
    Transaction read_transaction;
    std::string type, raw_date;
    std::vector<Category> rest;
    const auto take = [&](const XmlNode& child) {
      if (child.name == "transac" || child.name == "transactionType") {
        type = plain(child.text);
      } else if (child.name == "date") {
        raw_date = plain(child.text);
      } else if (child.name == "responsibility" || child.name == "transacNote") {
        read_transaction.responsibility = plain(child.text);
        read_transaction.target = plain(child.attribute("target"));
      } else {
        rest.push_back(category_of(child));
      }
    };
    if (node.name == "transac") take(node);
    for (const XmlNode& child : node.children) take(child);
    read_transaction.date = date_of(raw_date);
    const std::string key = name_key(type);
    const bool origin = key == "origination" || key == "creation" || key == "input" || key == "importation";
    if (!origin && key != "modification") {
      owner.other().push_back({"transac", type, join_parts({raw_date, read_transaction.responsibility}), {}});
    } else {
      read_transaction.type = origin ? Transaction::Type::origination : Transaction::Type::modification;
      if (read_transaction.date.empty() && !raw_date.empty()) {
        mended(node, fmt::format("'{}' is no date; kept as a note", raw_date));
        owner.notes().push_back(fmt::format("date: {}", raw_date));
      }
      owner.transactions().push_back(std::move(read_transaction));
    }
    for (Category& category : rest) apply(std::move(category), owner);
  }

  static std::string join_parts(const std::vector<std::string>& parts) {
    std::string out;
    for (const std::string& part : parts) {
      if (!part.empty()) out += (out.empty() ? "" : " ") + part;
    }
    return out;
  }

  void apply(Category category, const Owner& owner) {
    if (category.value.empty() && category.target.empty()) return;
    if (category.kind == "note" && category.type.empty()) {
      owner.notes().push_back(category.value);
      return;
    }
    const std::string key = name_key(category.type);
    if (shared_category(category, key, owner)) return;
    if (owner.term && term_category(category, key, *owner.term)) return;
    if (!TbxVocabulary{}.allows(category.type) && told_.insert(category.kind + '/' + category.type).second) {
      mended(*category.node, fmt::format("'{}' is no category of TBX-Basic; kept as it is, and a note in files of "
                                         "that dialect",
                                         category.type.empty() ? category.kind : category.type));
    }
    owner.other().push_back({category.kind, category.type, category.value, category.target});
    if (!category.source.empty())
      owner.other().push_back({"admin", fmt::format("source ({})", category.type), category.source, {}});
  }

  /// Categories of more than one level. True if it was one.
  bool shared_category(const Category& c, const std::string& key, const Owner& owner) {
    if (key == "subjectfield") {
      if (!owner.is_entry()) mended(*c.node, "a subject field belongs to the entry; moved there");
      add_once(entry_.subject_fields, c.value);
    } else if (key == "definition") {
      if (owner.term) mended(*c.node, "a definition may not stand at a term; moved to its language");
      owner.definitions().push_back({c.value, c.source});
    } else if (key == "source" && c.kind == "admin") {
      std::string& source = owner.source();
      if (!source.empty()) return false;
      source = c.value;
    } else if (key == "customersubset" || key == "customer") {
      if (owner.is_language()) return false;
      add_once(owner.term ? owner.term->customer_subsets : entry_.customer_subsets, c.value);
    } else if (key == "projectsubset") {
      if (owner.is_language()) return false;
      add_once(owner.term ? owner.term->project_subsets : entry_.project_subsets, c.value);
    } else if (c.kind != "xref" && (key == "crossreference" || key == "relatedconcept" || key == "relatedterm")) {
      if (owner.is_language() || c.target.empty()) return false;
      (owner.term ? owner.term->cross_references : entry_.cross_references).push_back({c.value, id_of_xml(c.target)});
    } else if (key == "externalcrossreference" || (c.kind == "xref" && key == "crossreference")) {
      owner.external_references().push_back({c.value, c.target});
    } else if (key == "xgraphic") {
      if (owner.term) return false;
      owner.graphics().push_back({c.value, c.target});
    } else {
      return false;
    }
    return true;
  }

  /// Sets a field from one of a closed list of values; a value that is not understood is kept as it is.
  template <typename Value>
  bool choose(const Category& c, Value& field, Value nothing, std::optional<Value> parsed, bool exact) {
    if (!parsed) {
      mended(*c.node, fmt::format("'{}' is no value of {}; kept as it is", c.value, c.type));
      return false;
    }
    if (field != nothing) return false;
    field = *parsed;
    if (!exact && told_.insert(c.type + '=' + c.value).second)
      mended(*c.node, fmt::format("{} '{}' is read as one of TBX-Basic's values", c.type, c.value));
    return true;
  }

  static bool says(const char* official, const std::string& value) { return official && value == official; }

  bool term_category(const Category& c, const std::string& key, Term& term) {
    if (key == "partofspeech") {
      const auto value = parse_part_of_speech(c.value);
      return choose(c, term.part_of_speech, PartOfSpeech::other, value,
                    value && (c.value == tbx_name(*value) || c.value == "properNoun"));
    } else if (key == "grammaticalgender") {
      const auto value = parse_gender(c.value);
      return choose(c, term.gender, Gender::unspecified, value, value && says(tbx_value(*value), c.value));
    } else if (key == "termtype") {
      const auto value = parse_term_type(c.value);
      return choose(c, term.type, TermType::unspecified, value, value && says(tbx_value(*value), c.value));
    } else if (key == "administrativestatus" || key == "usagestatus" || key == "normativeauthorization" ||
               key == "termstatus") {
      const auto status = parse_status(c.value);
      return choose(c, term.status, AdministrativeStatus::unspecified, status,
                    status && says(tbx_value(*status), c.value));
    } else if (key == "geographicalusage") {
      return take(term.geographical_usage, c.value);
    } else if (key == "termlocation") {
      return take(term.term_location, c.value);
    } else if (key == "context") {
      term.contexts.push_back({c.value, c.source});
      return true;
    }
    return false;
  }

  static bool take(std::string& field, const std::string& value) {
    if (!field.empty()) return false;
    field = value;
    return true;
  }

  static void add_once(std::vector<std::string>& list, const std::string& value) {
    if (!value.empty() && std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
  }

  const std::string& file_;
  const std::function<void(Repair)>& repair_;
  ConceptEntry entry_;
  std::set<std::string>& told_;  ///< other spellings reported already
};

}  // namespace

std::optional<ConceptEntry> TbxEntryBuilder::build(const XmlNode& element) {
  auto entry = EntryBuilder(file_, repair_, told_).build(element);
  if (entry) put_in_order(*entry);
  return entry;
}

}  // namespace termknit
