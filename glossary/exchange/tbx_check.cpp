// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/tbx_check.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include <expat.h>
#include <fmt/format.h>

#include "core/tsv.h"

namespace termknit {
namespace {

constexpr std::size_t kDeepest = 256;

/// Where an element may stand, and in which place of its parent's order; children of one rank may come in any order.
struct Rule {
  std::map<std::string, int, std::less<>> children;
  bool text = false;
};

const std::map<std::string, Rule, std::less<>>& rules() {
  static const std::map<std::string, int, std::less<>> kAux{{"admin", 0},      {"adminGrp", 0},  {"descrip", 0},
                                                            {"descripGrp", 0}, {"note", 0},      {"ref", 0},
                                                            {"xref", 0},       {"transacGrp", 0}};
  const auto with = [](std::map<std::string, int, std::less<>> base,
                       std::initializer_list<std::pair<const std::string, int>> more) {
    base.insert(more);
    return base;
  };
  std::map<std::string, int, std::less<>> term_section{{"term", 0}, {"termNote", 1}, {"termNoteGrp", 1}};
  for (const auto& [name, rank] : kAux) term_section.emplace(name, 2);
  static const std::map<std::string, Rule, std::less<>> kRules{
      {"", {{{"tbx", 0}}}},
      {"tbx", {{{"tbxHeader", 0}, {"text", 1}}}},
      {"tbxHeader", {{{"fileDesc", 0}, {"encodingDesc", 1}, {"revisionDesc", 2}}}},
      {"fileDesc", {{{"publicationStmt", 0}, {"titleStmt", 1}, {"sourceDesc", 2}}}},
      {"titleStmt", {{{"title", 0}, {"note", 1}}}},
      {"title", {{}, true}},
      {"sourceDesc", {{{"p", 0}}}},
      {"p", {{}, true}},
      {"text", {{{"body", 0}, {"back", 1}}}},
      {"body", {{{"conceptEntry", 0}}}},
      {"conceptEntry", {with(kAux, {{"langSec", 1}})}},
      {"langSec", {with(kAux, {{"termSec", 1}})}},
      {"termSec", {term_section}},
      {"descripGrp",
       {{{"descrip", 0},
         {"admin", 1},
         {"adminGrp", 1},
         {"descripNote", 1},
         {"note", 1},
         {"ref", 1},
         {"transacGrp", 1},
         {"xref", 1}}}},
      {"transacGrp", {{{"transac", 0}, {"date", 1}, {"note", 1}, {"ref", 1}, {"transacNote", 1}, {"xref", 1}}}},
      {"term", {{{"hi", 0}}, true}},
      {"hi", {{}, true}},
      {"termNote", {{{"hi", 0}}, true}},
      {"descrip", {{{"hi", 0}}, true}},
      {"admin", {{{"hi", 0}}, true}},
      {"note", {{{"hi", 0}}, true}},
      {"ref", {{}, true}},
      {"xref", {{}, true}},
      {"transac", {{}, true}},
      {"transacNote", {{}, true}},
      {"date", {{}, true}},
  };
  return kRules;
}

/// Data categories of TBX-Basic: element and type -> levels they may stand at, and the values allowed (empty: any
/// text).
struct Category {
  std::set<std::string, std::less<>> levels;
  std::set<std::string, std::less<>> values;
};

const std::map<std::pair<std::string, std::string>, Category>& categories() {
  static const std::map<std::pair<std::string, std::string>, Category> kCategories{
      {{"descrip", "subjectField"}, {{"conceptEntry"}, {}}},
      {{"descrip", "definition"}, {{"conceptEntry", "langSec"}, {}}},
      {{"descrip", "context"}, {{"termSec"}, {}}},
      {{"admin", "customerSubset"}, {{"conceptEntry", "termSec"}, {}}},
      {{"admin", "projectSubset"}, {{"conceptEntry", "termSec"}, {}}},
      {{"admin", "source"}, {{"conceptEntry", "langSec", "termSec"}, {}}},
      {{"termNote", "partOfSpeech"}, {{"termSec"}, {"noun", "verb", "adjective", "adverb", "other"}}},
      {{"termNote", "administrativeStatus"},
       {{"termSec"},
        {"preferredTerm-admn-sts", "admittedTerm-admn-sts", "deprecatedTerm-admn-sts", "supersededTerm-admn-sts"}}},
      {{"termNote", "grammaticalGender"}, {{"termSec"}, {"masculine", "feminine", "neuter", "other"}}},
      {{"termNote", "geographicalUsage"}, {{"termSec"}, {}}},
      {{"termNote", "termType"},
       {{"termSec"}, {"fullForm", "acronym", "abbreviation", "shortForm", "variant", "phrase"}}},
      {{"termNote", "termLocation"},
       {{"termSec"},
        {"checkBox", "comboBox", "comboBoxElement", "dialogBox", "groupBox", "informativeMessage", "interactiveMessage",
         "menuItem", "progressBar", "pushButton", "radioButton", "slider", "spinBox", "tab", "tableText", "textBox",
         "toolTip", "user-definedType"}}},
      {{"xref", "externalCrossReference"}, {{"conceptEntry", "langSec", "termSec"}, {}}},
      {{"xref", "xGraphic"}, {{"conceptEntry", "langSec"}, {}}},
      {{"ref", "crossReference"}, {{"conceptEntry", "termSec"}, {}}},
      {{"transac", "transactionType"}, {{"conceptEntry", "langSec", "termSec"}, {"origination", "modification"}}},
      {{"transacNote", "responsibility"}, {{"conceptEntry", "langSec", "termSec"}, {}}},
  };
  return kCategories;
}

struct Open {
  std::string name, type, text;
  int rank = 0;
  std::size_t descrips = 0, children = 0, language_sections = 0, terms = 0;
  std::set<std::string> languages;
};

class Checker {
 public:
  Checker(std::string_view bytes, std::string name) : bytes_(bytes), name_(std::move(name)) {}

  std::vector<Diagnostic> run() {
    const std::unique_ptr<std::remove_pointer_t<XML_Parser>, decltype(&XML_ParserFree)> parser(
        XML_ParserCreateNS(nullptr, '|'), XML_ParserFree);
    parser_ = parser.get();
    XML_SetUserData(parser_, this);
    XML_SetElementHandler(
        parser_,
        [](void* self, const XML_Char* name, const XML_Char** attributes) {
          static_cast<Checker*>(self)->start(name, attributes);
        },
        [](void* self, const XML_Char*) { static_cast<Checker*>(self)->end(); });
    XML_SetCharacterDataHandler(parser_, [](void* self, const XML_Char* text, int size) {
      static_cast<Checker*>(self)->text({text, static_cast<std::size_t>(size)});
    });
    XML_SetEntityDeclHandler(parser_, [](void* self, const XML_Char*, int, const XML_Char*, int, const XML_Char*,
                                         const XML_Char*, const XML_Char*, const XML_Char*) {
      static_cast<Checker*>(self)->refuse("declares entities, which no glossary needs");
    });
    open_.push_back({});
    if (XML_Parse(parser_, bytes_.data(), static_cast<int>(bytes_.size()), 1) == XML_STATUS_ERROR && !refused_) {
      fault(fmt::format("not well-formed XML: {}", XML_ErrorString(XML_GetErrorCode(parser_))));
      return std::move(faults_);
    }
    if (refused_) return std::move(faults_);
    for (const auto& [target, place] : targets_) {
      if (!ids_.contains(target))
        faults_.push_back(
            {Severity::error, fmt::format("cross reference to '{}', which is not in the file", target), place});
    }
    return std::move(faults_);
  }

 private:
  Place place() const { return {name_, XML_GetCurrentLineNumber(parser_), XML_GetCurrentColumnNumber(parser_) + 1}; }
  void fault(std::string message) { faults_.push_back({Severity::error, std::move(message), place()}); }
  void refuse(std::string message) {
    if (!refused_) fault(std::move(message));
    refused_ = true;
    XML_StopParser(parser_, XML_FALSE);
  }

  static std::string_view attribute(const XML_Char** attributes, std::string_view wanted) {
    for (; *attributes; attributes += 2) {
      if (attributes[0] == wanted) return attributes[1];
    }
    return {};
  }

  void start(std::string_view qualified, const XML_Char** attributes) {
    if (open_.size() > kDeepest) return refuse(fmt::format("nested deeper than {}", kDeepest));
    const std::size_t bar = qualified.find('|');
    const std::string_view space = bar == qualified.npos ? std::string_view{} : qualified.substr(0, bar);
    Open element;
    element.name = bar == qualified.npos ? qualified : qualified.substr(bar + 1);
    element.type = attribute(attributes, "type");
    if (space != "urn:iso:std:iso:30042:ed-2")
      fault(fmt::format("<{}> is not in the namespace of TBX v3", element.name));
    check_place(element);
    check_attributes(element, attributes);
    open_.push_back(std::move(element));
  }

  void check_place(const Open& element) {
    Open& parent = open_.back();
    ++parent.children;
    const auto rule = rules().find(parent.name);
    if (rule == rules().end()) return;
    const auto place = rule->second.children.find(element.name);
    if (place == rule->second.children.end()) {
      return fault(fmt::format("<{}> may not stand in <{}>; move it up or make it a note", element.name, parent.name));
    }
    if (place->second < parent.rank)
      fault(fmt::format("<{}> comes too late in <{}>; move it forward", element.name, parent.name));
    parent.rank = std::max(parent.rank, place->second);
    if (element.name == "descrip" && parent.name == "descripGrp" && ++parent.descrips > 1)
      fault("a second <descrip> in one <descripGrp>; give it a group of its own");
    if (element.name == "term" && ++parent.terms > 1)
      fault("a second <term> in one <termSec>; give it a section of its own");
  }

  std::string level() const {
    for (auto it = open_.rbegin(); it != open_.rend(); ++it) {
      if (it->name == "termSec" || it->name == "langSec" || it->name == "conceptEntry") return it->name;
    }
    return {};
  }

  void check_attributes(const Open& element, const XML_Char** attributes) {
    constexpr std::string_view kLanguage = "http://www.w3.org/XML/1998/namespace|lang";
    if (element.name == "tbx") {
      if (element.type != "TBX-Basic") fault("the root's type is not TBX-Basic");
      if (attribute(attributes, "style") != "dca") fault("the root's style is not dca");
      if (attribute(attributes, kLanguage).empty()) fault("the root has no xml:lang");
    }
    if (element.name == "conceptEntry" || (element.name == "termSec" && !attribute(attributes, "id").empty())) {
      const std::string id(attribute(attributes, "id"));
      if (id.empty()) {
        fault("a concept entry without id");
      } else if (!ids_.insert(id).second) {
        fault(fmt::format("the id '{}' is used twice", id));
      }
    }
    if (element.name == "langSec") {
      const std::string language(attribute(attributes, kLanguage));
      if (language.empty())
        fault("a language section without xml:lang");
      else if (!open_.back().languages.insert(language).second)
        fault(fmt::format("two language sections of '{}' in one concept entry", language));
    }
    check_category(element, attributes);
  }

  void check_category(const Open& element, const XML_Char** attributes) {
    static const std::set<std::string, std::less<>> kTyped{"descrip", "admin",   "termNote",   "xref",
                                                           "ref",     "transac", "transacNote"};
    if (!kTyped.contains(element.name)) return;
    const auto it = categories().find({element.name, element.type});
    if (it == categories().end())
      return fault(fmt::format("<{} type=\"{}\"> is no category of TBX-Basic", element.name, element.type));
    if (!it->second.levels.contains(level())) fault(fmt::format("'{}' may not stand at <{}>", element.type, level()));
    const std::string target(attribute(attributes, "target"));
    if (element.name == "xref" && !target.starts_with("http"))
      fault(fmt::format("the target of '{}' is no http address", element.type));
    if (element.name == "ref") targets_.emplace_back(target, place());
  }

  void text(std::string_view piece) {
    Open& element = open_.back();
    element.text += piece;
    const auto rule = rules().find(element.name);
    if (rule != rules().end() && !rule->second.text && !trim(piece).empty())
      fault(fmt::format("text directly in <{}>", element.name));
  }

  void end() {
    const Open element = std::move(open_.back());
    open_.pop_back();
    if (element.name == "term" && trim(element.text).empty()) fault("an empty term");
    static const std::set<std::string, std::less<>> kNotEmpty{"body",     "conceptEntry", "langSec",    "termSec",
                                                              "fileDesc", "sourceDesc",   "descripGrp", "transacGrp"};
    if (kNotEmpty.contains(element.name) && element.children == 0) fault(fmt::format("<{}> is empty", element.name));
    if (element.name == "conceptEntry" && element.rank < 1) fault("a concept entry without language section");
    if (element.name == "langSec" && element.rank < 1) fault("a language section without term section");
    if (element.name == "termSec" && element.terms == 0) fault("a term section without term");
    const auto it = categories().find({element.name, element.type});
    if (it != categories().end() && !it->second.values.empty() &&
        !it->second.values.contains(std::string(trim(element.text)))) {
      fault(fmt::format("'{}' is no value of {}", trim(element.text), element.type));
    }
    if (element.name == "hi") open_.back().text += element.text;
  }

  std::string_view bytes_;
  std::string name_;
  XML_Parser parser_ = nullptr;
  std::vector<Open> open_;
  std::vector<Diagnostic> faults_;
  std::set<std::string> ids_;
  std::vector<std::pair<std::string, Place>> targets_;
  bool refused_ = false;
};

}  // namespace

std::vector<Diagnostic> check_tbx_basic(std::string_view bytes, const std::string& name) {
  return Checker(bytes, name).run();
}

}  // namespace termknit
