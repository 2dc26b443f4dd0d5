// SPDX-License-Identifier: GPL-3.0-or-later
// The categories of TBX v3: the modules Min, Basic and Linguist. The public rules differ in places between dialects and
// styles; the differences are kept, so that "valid" means the same here and there.
#include "glossary/exchange/tbx_categories.h"

namespace termknit {
namespace {

constexpr std::string_view kStatuses =
    "preferredTerm-admn-sts admittedTerm-admn-sts deprecatedTerm-admn-sts supersededTerm-admn-sts";
constexpr std::string_view kPartsOfSpeech = "noun verb adjective adverb other";
constexpr std::string_view kGenders = "masculine feminine neuter other";
constexpr std::string_view kTermTypes = "fullForm acronym abbreviation shortForm variant phrase";
constexpr std::string_view kLocations =
    "checkBox comboBox comboBoxElement dialogBox groupBox informativeMessage interactiveMessage menuItem progressBar "
    "pushButton radioButton slider spinBox tab tableText textBox toolTip user-definedType";
constexpr std::string_view kTransactions = "origination modification";
constexpr std::string_view kNumbers = "singular plural dual mass otherNumber";
constexpr std::string_view kRegisters =
    "colloquialRegister neutralRegister technicalRegister in-houseRegister bench-levelRegister slangRegister "
    "vulgarRegister";

// Levels, and the groups through which a category may stand there.
constexpr std::string_view kEntryOrTerm = "conceptEntry termSec *Grp/conceptEntry *Grp/termSec";
constexpr std::string_view kAllLevels = "conceptEntry langSec termSec *Grp/conceptEntry *Grp/langSec *Grp/termSec";
constexpr std::string_view kAllOrDescripGrp =
    "conceptEntry langSec termSec descripGrp/conceptEntry descripGrp/langSec descripGrp/termSec";
constexpr std::string_view kAllOrTransacGrp =
    "conceptEntry langSec termSec transacGrp/conceptEntry transacGrp/langSec transacGrp/termSec";
constexpr std::string_view kDescripAtEntry = "conceptEntry descripGrp/conceptEntry";
constexpr std::string_view kDescripAtTerm = "termSec descripGrp/termSec";
constexpr std::string_view kDescripAtEntryOrLanguage =
    "conceptEntry langSec descripGrp/conceptEntry descripGrp/langSec";
constexpr std::string_view kTermNoteAtTerm = "termSec termNoteGrp/termSec";

using Target = CategoryRule::Target;
constexpr CategoryText kDca[] = {
    {"MB", "admin", "customerSubset", kEntryOrTerm, ""},
    {"L", "admin", "customerSubset", "conceptEntry termSec adminGrp/termSec", ""},
    {"B", "admin", "projectSubset", kEntryOrTerm, ""},
    {"L", "admin", "projectSubset", "conceptEntry termSec", ""},
    {"B", "admin", "source", kAllLevels, ""},
    {"L", "admin", "source", kAllOrDescripGrp, ""},
    {"L", "admin", "reading", "termSec adminGrp/termSec", ""},
    {"L", "adminNote", "readingNote", "adminGrp/termSec", ""},
    {"MBL", "descrip", "subjectField", kDescripAtEntry, ""},
    {"BL", "descrip", "definition", kDescripAtEntryOrLanguage, ""},
    {"BL", "descrip", "context", kDescripAtTerm, ""},
    {"MBL", "termNote", "partOfSpeech", "", kPartsOfSpeech},
    {"MBL", "termNote", "administrativeStatus", "", kStatuses},
    {"BL", "termNote", "geographicalUsage", "", ""},
    {"BL", "termNote", "grammaticalGender", "", kGenders},
    {"BL", "termNote", "termLocation", "", kLocations},
    {"BL", "termNote", "termType", "", kTermTypes},
    {"L", "termNote", "grammaticalNumber", "", kNumbers},
    {"L", "termNote", "register", "", kRegisters},
    {"L", "termNote", "transferComment", "", ""},
    {"B", "ref", "crossReference", "conceptEntry termSec *anyGrp/conceptEntry *anyGrp/termSec", ""},
    {"L", "ref", "crossReference", "conceptEntry termSec */conceptEntry */termSec", ""},
    {"MB", "xref", "externalCrossReference", "conceptEntry langSec termSec", ""},
    {"L", "xref", "externalCrossReference", "conceptEntry termSec */conceptEntry */termSec", ""},
    {"BL", "xref", "xGraphic", "conceptEntry langSec", ""},
    // The public rules of TBX-Basic list the values, in a rule that never fires.
    {"B", "transac", "transactionType", kAllOrTransacGrp, kTransactions, Target::none, false},
    {"L", "transac", "transactionType", "", kTransactions},
    {"B", "transacNote", "responsibility", kAllOrTransacGrp, ""},
    {"L", "transacNote", "responsibility", "", ""},
};

constexpr CategoryText kDct[] = {
    {"", "min", "customerSubset", "conceptEntry termSec adminGrp/termSec", ""},
    {"", "min", "subjectField", kDescripAtEntry, ""},
    {"", "min", "partOfSpeech", "termSec", kPartsOfSpeech},
    {"", "min", "administrativeStatus", "termSec", kStatuses},
    {"", "min", "externalCrossReference", "", "", Target::web},
    {"", "basic", "projectSubset", "conceptEntry termSec adminGrp/conceptEntry adminGrp/termSec", ""},
    {"", "basic", "source", kAllOrDescripGrp, ""},
    {"", "basic", "definition", kDescripAtEntryOrLanguage, ""},
    {"", "basic", "context", kDescripAtTerm, ""},
    {"", "basic", "grammaticalGender", kTermNoteAtTerm, kGenders},
    {"", "basic", "geographicalUsage", "", ""},
    {"", "basic", "termLocation", kTermNoteAtTerm, kLocations},
    {"", "basic", "termType", kTermNoteAtTerm, kTermTypes},
    {"", "basic", "transactionType", kAllOrTransacGrp, kTransactions},
    {"", "basic", "responsibility", "transacGrp/conceptEntry transacGrp/langSec transacGrp/termSec", "", Target::id},
    {"", "basic", "crossReference", "conceptEntry termSec */conceptEntry */termSec", "", Target::id_required},
    {"", "basic", "xGraphic", "conceptEntry langSec", "", Target::web},
    {"", "ling", "reading", "termSec adminGrp/termSec", ""},
    {"", "ling", "readingNote", "adminGrp/termSec", ""},
    {"", "ling", "grammaticalNumber", kTermNoteAtTerm, kNumbers},
    {"", "ling", "register", kTermNoteAtTerm, kRegisters},
    {"", "ling", "transferComment", kTermNoteAtTerm, ""},
};

}  // namespace

const TbxCategories& TbxCategories::dca(TbxDialect dialect) {
  static const TbxCategories min(kDca, std::size(kDca), 'M', "admin descrip termNote xref");
  static const TbxCategories basic(kDca, std::size(kDca), 'B', "admin descrip ref termNote transac transacNote xref");
  static const TbxCategories linguist(kDca, std::size(kDca), 'L', "");
  static const TbxCategories none(kDca, 0, 0, "");
  switch (dialect) {
    case TbxDialect::min:
      return min;
    case TbxDialect::basic:
      return basic;
    case TbxDialect::linguist:
      return linguist;
    default:
      return none;
  }
}

const TbxCategories& TbxCategories::dct() {
  static const TbxCategories modules(kDct, std::size(kDct), 0, "min basic ling");
  return modules;
}

}  // namespace termknit
