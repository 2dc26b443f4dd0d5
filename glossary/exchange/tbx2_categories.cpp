// SPDX-License-Identifier: GPL-3.0-or-later
// The categories of TBX v2: those of the default dialect, and of TBX-Basic.
#include "glossary/exchange/tbx_categories.h"

namespace termknit {
namespace {

// Two values of administrativeStatus are misprinted in the published list ("legalTermadmn- sts"); validators go by it.
constexpr CategoryText kDefault[] = {
    {"", "descrip", "characteristic context quantity range sampleSentence unit", "term", ""},
    {"", "descrip", "antonymConcept subjectField thesaurusDescriptor", "termEntry", ""},
    {"", "descrip",
     "associatedConcept broaderConceptGeneric broaderConceptPartitive conceptPosition "
     "coordinateConceptGeneric coordinateConceptPartitive relatedConcept relatedConceptBroader "
     "relatedConceptNarrower sequentiallyRelatedConcept spatiallyRelatedConcept "
     "subordinateConceptGeneric subordinateConceptPartitive superordinateConceptGeneric "
     "superordinateConceptPartitive temporallyRelatedConcept",
     "termEntry langSet", ""},
    {"", "descrip", "audio classificationCode definition example explanation figure otherBinaryData table video",
     "termEntry langSet term", ""},
    {"", "descrip", "reliabilityCode", "termEntry langSet term", "1 2 3 4 5 6 7 8 9 10"},
    {"", "descripNote", "descriptionType", "", ""},
    {"", "descripNote", "contextType", "",
     "definingContext explanatoryContext associativeContext linguisticContext metalinguisticContext "
     "translatedContext"},
    {"", "descripNote", "definitionType", "",
     "intensionalDefinition extensionalDefinition partitiveDefinition translatedDefinition"},
    {"", "termNote",
     "abbreviatedFormFor antonymTerm etymology falseFriend geographicalUsage grammaticalValency "
     "homograph lionHotkey partOfSpeech pronunciation shortFormFor termLocation termStructure "
     "timeRestriction transferComment usageNote",
     "", ""},
    {"", "termNote", "administrativeStatus", "",
     "standardizedTerm-admn-sts preferredTerm-admn-sts admittedTerm-admn-sts deprecatedTerm-admn-sts "
     "supersededTerm-admn-sts legalTermadmn- sts regulatedTerm-admn-sts"},
    {"", "termNote", "animacy", "", "animate inanimate otherAnimacy"},
    {"", "termNote", "directionality", "", "monodirectional bidirectional incommensurate undetermined"},
    {"", "termNote", "frequency", "", "commonlyUsed infrequentlyUsed rarelyUsed"},
    {"", "termNote", "grammaticalGender", "", "masculine feminine neuter otherGender"},
    {"", "termNote", "grammaticalNumber", "", "singular plural dual mass otherNumber"},
    {"", "termNote", "language-planningQualifier", "", "recommendedTerm nonstandardizedTerm proposedTerm newTerm"},
    {"", "termNote", "normativeAuthorization", "",
     "standardizedTerm preferredTerm admittedTerm deprecatedTerm supersededTerm legalTerm "
     "regulatedTerm"},
    {"", "termNote", "processStatus", "", "unprocessed provisionallyProcessed finalized"},
    {"", "termNote", "proprietaryRestriction", "", "trademark serviceMark tradeName"},
    {"", "termNote", "register", "",
     "colloquialRegister neutralRegister technicalRegister in-houseRegister bench-levelRegister "
     "slangRegister vulgarRegister"},
    {"", "termNote", "temporalQualifier", "", "archaicTerm outdatedTerm obsoleteTerm"},
    {"", "termNote", "termProvenance", "",
     "transdisciplinaryBorrowing translingualBorrowing loanTranslation neologism"},
    {"", "termNote", "termType", "",
     "abbreviation acronym clippedTerm commonName entryTerm equation formula fullForm initialism "
     "internationalScientificTerm internationalism logicalExpression phraseologicalUnit partNumber "
     "shortForm shortcut sku symbol synonym synonymousPhrase standardText string transliteratedForm "
     "transcribedForm variant"},
    {"", "termCompList", "hyphenation lemma morphologicalElement syllabification termElement", "", ""},
    {"", "admin",
     "annotatedNote applicationSubset businessUnitSubset conceptOrigin customerSubset databaseType "
     "domainExpert entrySource environmentSubset indexHeading keyword originatingDatabase "
     "originatingInstitution originatingPerson productSubset projectSubset searchTerm sortKey source "
     "sourceIdentifier subsetOwner",
     "", ""},
    {"", "admin", "elementWorkingStatus", "",
     "starterElement workingElement consolidatedElement archiveElement importedElement "
     "exportedElement"},
    {"", "admin", "securitySubset", "", "public confidential"},
    {"", "adminNote", "noteSource", "", ""},
    {"", "adminNote", "sourceType", "", "parallelText backgroundText"},
    {"", "ref", "crossReference see", "", ""},
    {"", "xref", "corpusTrace externalCrossReference xAudio xGraphic xMathML xSource xVideo", "", ""},
    {"", "transac", "transactionType", "",
     "origination input modification check approval withdrawal standardization exportation "
     "importation proposal userAccess"},
    {"", "transacNote", "responsibility usageCount", "", ""},
    {"", "hi", "bold entailedTerm hotkey italics math subscript superscript", "", ""},
};

constexpr CategoryText kBasic[] = {
    {"", "descrip", "context", "term", ""},
    {"", "descrip", "subjectField", "termEntry", ""},
    {"", "descrip", "definition", "termEntry langSet", ""},
    {"", "termNote", "geographicalUsage termLocation", "", ""},
    {"", "termNote", "administrativeStatus", "",
     "preferredTerm-admn-sts admittedTerm-admn-sts deprecatedTerm-admn-sts supersededTerm-admn-sts"},
    {"", "termNote", "grammaticalGender", "", "masculine feminine neuter other"},
    {"", "termNote", "partOfSpeech", "", "noun verb adjective adverb properNoun other"},
    {"", "termNote", "termType", "", "abbreviation acronym fullForm shortForm variant phrase"},
    {"", "admin", "customerSubset projectSubset source", "", ""},
    {"", "ref", "crossReference", "", ""},
    {"", "xref", "externalCrossReference xGraphic", "", ""},
    {"", "transac", "transactionType", "", "origination modification"},
    {"", "transacNote", "responsibility", "", ""},
};

constexpr std::string_view kElements =
    "descrip descripNote termNote termCompList admin adminNote ref xref transac transacNote hi";

}  // namespace

const TbxCategories& TbxCategories::v2_default() {
  static const TbxCategories categories(kDefault, std::size(kDefault), 0, kElements);
  return categories;
}

const TbxCategories& TbxCategories::v2_basic() {
  static const TbxCategories categories(kBasic, std::size(kBasic), 0, kElements);
  return categories;
}

}  // namespace termknit
