// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/tbx_vocabulary.h"

#include <set>

namespace termknit {
namespace {

bool is_minimal(std::string_view category) {
  static const std::set<std::string_view> kMinimal{"subjectField", "customerSubset", "partOfSpeech",
                                                   "administrativeStatus", "externalCrossReference"};
  return kMinimal.contains(category);
}

bool is_basic(std::string_view category) {
  static const std::set<std::string_view> kBasic{"definition",    "context",           "crossReference",    "source",
                                                 "projectSubset", "grammaticalGender", "geographicalUsage", "termType",
                                                 "termLocation",  "transactionType",   "responsibility",    "xGraphic"};
  return is_minimal(category) || kBasic.contains(category);
}

}  // namespace

bool TbxVocabulary::allows(std::string_view category) const {
  switch (categories) {
    case Categories::none:
      return false;
    case Categories::minimal:
      // Schemas of the first releases, which tools still ship, do not know it in TBX-Min.
      return is_minimal(category) && category != "externalCrossReference";
    case Categories::basic:
      break;
  }
  return is_basic(category);
}

std::string TbxVocabulary::element_of(std::string_view category) const {
  return (is_minimal(category) ? "min:" : "basic:") + std::string(category);
}

std::string_view TbxVocabulary::part_of_speech(PartOfSpeech value, bool& exact) const {
  using enum PartOfSpeech;
  exact = value == noun || value == verb || value == adjective || value == adverb || value == other;
  if (value == proper_noun && version2) {
    exact = true;
    return "properNoun";
  }
  return tbx_name(value);
}

TbxVocabulary tbx_vocabulary(GlossaryFormat format) {
  switch (format) {
    case GlossaryFormat::tbx_dct:
      return {.category_elements = true};
    case GlossaryFormat::tbx_min:
      return {.type = "TBX-Min", .categories = TbxVocabulary::Categories::minimal};
    case GlossaryFormat::tbx_core:
      return {.type = "TBX-Core", .categories = TbxVocabulary::Categories::none};
    case GlossaryFormat::tbx2:
      return {.version2 = true};
    default:
      return {};
  }
}

const char* tbx_value(AdministrativeStatus status) {
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

const char* tbx_value(Gender gender) {
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

const char* tbx_value(TermType type) {
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

bool is_tbx_term_location(std::string_view value) {
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

}  // namespace termknit
