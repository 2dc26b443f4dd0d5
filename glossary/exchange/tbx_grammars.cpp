// SPDX-License-Identifier: GPL-3.0-or-later
// The grammars of ISO 30042:2019 (v3), ISO 30042:2008 (v2) and the TBX-Min of 2013, one line an element.
#include "glossary/exchange/tbx_grammar.h"

namespace termknit {
namespace {

constexpr ElementText kCore3[] = {
    {"@idlang", "id=ID xml:lang=language", ""},
    {"@category", "id=ID xml:lang=language target=IDREF datatype=string", ""},
    {"@inline", "", "#mixed ec foreign hi ph sc"},
    {"@info", "", "(admin|adminGrp|descrip|descripGrp|note|ref|transacGrp|xref|+inline)*"},
    {"@links", "", "(admin|adminGrp|note|ref|transacGrp|xref|+inline)*"},
    {"tbx", "xml:lang=language! type=dialect! style=dca|dct!", "tbxHeader text"},
    {"tbxHeader", "id=ID", "fileDesc encodingDesc? revisionDesc?"},
    {"fileDesc", "id=ID", "publicationStmt? titleStmt? sourceDesc"},
    {"titleStmt", "@idlang", "title note*"},
    {"title", "@idlang", "#text"},
    {"publicationStmt", "id=ID", "p+"},
    {"sourceDesc", "@idlang", "p+"},
    {"encodingDesc", "id=ID", "p+"},
    {"revisionDesc", "@idlang", "change+"},
    {"change", "@idlang", "p+"},
    {"p", "@idlang type=string", "@inline"},
    {"text", "id=ID", "body? back?"},
    {"body", "id=ID", "conceptEntry+"},
    {"back", "id=ID", "refObjectSec*"},
    {"refObjectSec", "id=ID type=string!", "refObject+"},
    {"refObject", "id=ID", "(itemSet|itemGrp|item)+"},
    {"itemSet", "id=ID type=string", "(itemGrp|item)+"},
    {"itemGrp", "id=ID", "item @links"},
    {"item", "id=ID type=string", "@inline"},
    {"conceptEntry", "id=ID!", "@info langSec+"},
    {"langSec", "xml:lang=language!", "@info termSec+"},
    {"termSec", "id=ID", "term (termNote|termNoteGrp|+inline)* @info"},
    {"term", "id=ID", "#mixed hi"},
    {"termNote", "@category type=string!", "@inline"},
    {"termNoteGrp", "id=ID", "(termNote|+inline) @links"},
    {"descrip", "@category type=string!", "@inline"},
    {"descripGrp", "id=ID", "(descrip|+inline) (admin|adminGrp|descripNote|note|ref|transacGrp|xref|+inline)*"},
    {"descripNote", "@category type=string!", "#text"},
    {"admin", "@category type=string!", "@inline"},
    {"adminGrp", "id=ID", "(admin|+inline) (adminNote|note|ref|xref|+plain)*"},
    {"adminNote", "@category type=string!", "#text"},
    {"transacGrp", "id=ID", "(transac|+plain) (date|note|ref|transacNote|xref|+plain)*"},
    {"transac", "@category type=string!", "#text"},
    {"transacNote", "@category type=string!", "#text"},
    {"date", "id=ID", "#date-or-time"},
    {"note", "@idlang", "@inline"},
    {"ref", "@category type=string!", "#text"},
    {"xref", "id=ID target=URI! type=string!", "#text"},
    {"foreign", "@idlang", "@inline"},
    {"hi", "target=IDREF type=entailedTerm|hotkey|italics|bold|superscript|subscript|math", "#text"},
    {"ph", "type=string", "#empty"},
    {"sc", "id=ID! isolated=yes|no", "#empty"},
    {"ec",
     "startRef=IDREF isolated=yes|no disp=string equiv=string id=ID type=fmt|ui|quote|link|image|other "
     "subtype=string target=string",
     "#empty"},
};

constexpr ElementText kDefault2[] = {
    // v2 does not say what a language tag looks like.
    {"@idlang", "id=ID xml:lang=string", ""},
    {"@category", "id=ID xml:lang=string target=IDREF datatype=string", ""},
    {"@inline", "", "#mixed hi foreign bpt ept ph"},
    {"@info", "", "(descrip|descripGrp|admin|adminGrp|transacGrp|note|ref|xref)*"},
    {"@links", "", "(admin|adminGrp|transacGrp|note|ref|xref)*"},
    {"martif", "type=string! xml:lang=string!", "martifHeader text"},
    {"martifHeader", "id=ID", "fileDesc encodingDesc? revisionDesc?"},
    {"fileDesc", "id=ID", "titleStmt? publicationStmt? sourceDesc+"},
    {"titleStmt", "@idlang", "title note*"},
    {"title", "@idlang", "#text"},
    {"publicationStmt", "id=ID", "p+"},
    {"sourceDesc", "@idlang", "p+"},
    {"encodingDesc", "id=ID", "p+"},
    {"revisionDesc", "@idlang", "change+"},
    {"change", "@idlang", "p+"},
    {"p", "@idlang type=DCSName|XCSURI|XCSContent", "@inline"},
    {"text", "id=ID", "body back?"},
    {"body", "id=ID", "termEntry+"},
    {"back", "id=ID", "refObjectList*"},
    {"refObjectList", "id=ID type=string!", "refObject+"},
    {"refObject", "id=ID", "(itemSet|itemGrp|item)+"},
    {"itemSet", "id=ID type=string", "(item|itemGrp)+"},
    {"itemGrp", "id=ID", "item @links"},
    {"item", "id=ID type=string", "@inline"},
    {"termEntry", "id=ID", "@info langSet+"},
    {"langSet", "id=ID xml:lang=string!", "@info (tig|ntig)+"},
    {"tig", "id=ID", "term termNote* @info"},
    {"ntig", "id=ID", "termGrp @info"},
    {"termGrp", "id=ID", "term (termNote|termNoteGrp)* termCompList*"},
    {"term", "id=ID", "#mixed hi"},
    {"termNote", "@category type=string!", "@inline"},
    {"termNoteGrp", "id=ID", "termNote @links"},
    {"termCompList", "id=ID type=string!", "@info (termComp|termCompGrp)+"},
    {"termCompGrp", "id=ID", "termComp (termNote|termNoteGrp)* @links"},
    {"termComp", "@idlang", "#text"},
    {"descrip", "@category type=string!", "@inline"},
    {"descripGrp", "id=ID", "descrip (descripNote|admin|adminGrp|transacGrp|note|ref|xref)*"},
    {"descripNote", "@category type=string!", "#text"},
    {"admin", "@category type=string!", "@inline"},
    {"adminGrp", "id=ID", "admin (adminNote|note|ref|xref)*"},
    {"adminNote", "@category type=string!", "#text"},
    {"transacGrp", "id=ID", "transac (transacNote|date|note|ref|xref)*"},
    {"transac", "@category type=string!", "#text"},
    {"transacNote", "@category type=string!", "#text"},
    {"date", "id=ID", "#text"},
    {"note", "@idlang", "@inline"},
    {"ref", "@category type=string!", "#text"},
    {"xref", "id=ID type=string target=URI!", "#text"},
    {"foreign", "@idlang", "@inline"},
    {"hi", "type=string target=IDREF xml:lang=string", "#text"},
    {"bpt", "i=string type=string", "#text"},
    {"ept", "i=string", "#text"},
    {"ph", "type=string", "#text"},
};

constexpr ElementText kBasic2[] = {
    {"@idlang", "id=ID xml:lang=string", ""},
    {"@category", "id=ID xml:lang=string target=IDREF datatype=string", ""},
    {"@inline", "", "#mixed hi foreign bpt ept ph"},
    {"@info", "", "(descrip|descripGrp|admin|transacGrp|note|ref|xref)*"},
    {"martif", "type=string! xml:lang=string!", "martifHeader text"},
    {"martifHeader", "id=ID", "fileDesc encodingDesc? revisionDesc?"},
    {"fileDesc", "id=ID", "titleStmt? publicationStmt? sourceDesc+"},
    {"titleStmt", "@idlang", "title note*"},
    {"title", "@idlang", "#text"},
    {"publicationStmt", "id=ID", "p+"},
    {"sourceDesc", "@idlang", "p+"},
    {"encodingDesc", "id=ID", "p+"},
    {"revisionDesc", "@idlang", "change+"},
    {"change", "@idlang", "p+"},
    {"p", "@idlang type=XCSURI", "@inline"},
    {"text", "id=ID", "body back?"},
    {"body", "id=ID", "termEntry+"},
    {"back", "id=ID", "refObjectList*"},
    {"refObjectList", "id=ID type=string!", "refObject+"},
    {"refObject", "id=ID", "item+"},
    {"item", "id=ID type=string", "@inline"},
    {"termEntry", "id=ID", "@info langSet+"},
    {"langSet", "xml:lang=string!", "@info tig+"},
    {"tig", "id=ID", "term termNote* @info"},
    {"term", "id=ID", "#mixed hi"},
    {"termNote",
     "@category type=administrativeStatus|geographicalUsage|grammaticalGender|partOfSpeech|termLocation|termType!",
     "@inline"},
    {"descrip", "@category type=context|definition|subjectField!", "@inline"},
    {"descripGrp", "id=ID", "descrip admin*"},
    {"admin", "@category type=customerSubset|projectSubset|source!", "@inline"},
    {"transacGrp", "id=ID", "transac (transacNote|date)*"},
    {"transac", "@category type=transactionType!", "#text"},
    {"transacNote", "@category type=responsibility!", "#text"},
    {"date", "id=ID", "#date"},
    {"note", "@idlang", "@inline"},
    {"ref", "@category type=crossReference!", "#text"},
    {"xref", "id=ID target=string! type=externalCrossReference|xGraphic!", "#text"},
    {"foreign", "@idlang", "@inline"},
    {"hi", "target=IDREF xml:lang=string type=entailedTerm|hotkey|italics|bold|superscript|subscript|math", "#text"},
    {"bpt", "i=string type=string", "#text"},
    {"ept", "i=string", "#text"},
    {"ph", "type=string", "#text"},
};

constexpr ElementText kMin2013[] = {
    {"TBX", "dialect=TBX-Min!", "header body"},
    {"header", "", "#any-order id languages dateCreated? creator? license? description? directionality?"},
    {"id", "", "#text"},
    {"languages", "source=string! target=string!", "#empty"},
    {"dateCreated", "", "#date-time"},
    {"creator", "", "#text"},
    {"license", "", "#text"},
    {"description", "", "#text"},
    {"directionality", "", "#values bidirectional monodirectional"},
    {"body", "", "termEntry+"},
    {"termEntry", "id=ID!", "#any-order subjectField? langSet+"},
    {"subjectField", "", "#text"},
    {"langSet", "xml:lang=string!", "tig+"},
    {"tig", "", "#any-order term noteGrp* termStatus? customer? partOfSpeech?"},
    {"term", "", "#text"},
    {"termStatus", "", "#values admitted preferred notRecommended obsolete"},
    {"customer", "", "#text"},
    {"partOfSpeech", "", "#values noun properNoun verb adjective adverb other"},
    {"noteGrp", "", "note*"},
    {"note", "", "#any-order noteKey? noteValue"},
    {"noteKey", "", "#text"},
    {"noteValue", "", "#text"},
};

constexpr ElementText kForeign[] = {
    {"inline", "", "#mixed ec foreign hi ph sc"},
    {"plain", "", "#text"},
};

}  // namespace

const TbxGrammar& tbx3_grammar() {
  static const TbxGrammar grammar(kCore3);
  return grammar;
}
const TbxGrammar& tbx2_grammar() {
  static const TbxGrammar grammar(kDefault2);
  return grammar;
}
const TbxGrammar& tbx2_basic_grammar() {
  static const TbxGrammar grammar(kBasic2);
  return grammar;
}
const TbxGrammar& tbx_min2013_grammar() {
  static const TbxGrammar grammar(kMin2013);
  return grammar;
}

const ElementRule& foreign_rule(ForeignSlot slot) {
  static const TbxGrammar grammar(kForeign);
  return *grammar.find(slot == ForeignSlot::inline_markup ? "inline" : "plain");
}

}  // namespace termknit
