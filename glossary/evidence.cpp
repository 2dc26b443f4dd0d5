// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/evidence.h"

#include <algorithm>

#include "glossary/dictionaries/compiled_dictionary.h"
#include "language/analyzer.h"
#include "language/text.h"

namespace termknit {

std::string_view kind_name(EvidenceKind kind) {
  switch (kind) {
    case EvidenceKind::decision: return "termbase";
    case EvidenceKind::glossary: return "glossaries";
    case EvidenceKind::lexicon: return "lexicon";
    case EvidenceKind::dictionary: return "dictionaries";
    case EvidenceKind::catalogue: return "catalogues";
    case EvidenceKind::parallel: return "parallel";
    case EvidenceKind::composition: return "composition";
    case EvidenceKind::cognate: break;
  }
  return "cognates";
}

namespace {

void add_key(std::vector<std::string>& keys, std::string key) {
  if (!key.empty() && std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(std::move(key));
}

PartOfSpeech one_part_of_speech(const PartOfSpeechSet& set) {
  using enum PartOfSpeech;
  for (const PartOfSpeech value : {noun, proper_noun, adjective, verb, adverb}) {
    if (set.contains(value)) return value == proper_noun ? noun : value;
  }
  return other;
}

bool head_stands_first(const LanguageProfile& profile, const std::vector<Token>& words) {
  if (words.size() < 2 || profile.head == HeadPosition::last) return false;
  if (profile.head == HeadPosition::first) return true;
  const PartOfSpeechSet& first = words.front().analysis->parts_of_speech;
  return first.contains(PartOfSpeech::noun) && !first.contains(PartOfSpeech::adjective);
}

}  // namespace

TermQuery make_term_query(LanguageResources& resources, const LanguageTag& language, std::string_view term) {
  TermQuery query;
  query.language = language;
  query.term = term;
  add_key(query.keys, dictionary_key(term));
  Analyzer analyzer(resources, language);
  const std::vector<Token> tokens = analyzer.analyze(term);
  std::vector<Token> content;
  std::string lemma_key;
  for (const Token& token : tokens) {
    if (!lemma_key.empty()) lemma_key += ' ';
    lemma_key += fold(token.analysis->lemma());
    if (!analyzer.profile().is_inner_word(token.folded) || tokens.size() == 1) content.push_back(token);
  }
  add_key(query.keys, lemma_key);
  if (tokens.size() == 1) {
    for (const std::string& lemma : tokens.front().analysis->lemmas) add_key(query.keys, fold(lemma));
    query.part_of_speech = one_part_of_speech(tokens.front().analysis->parts_of_speech);
  } else if (tokens.size() > 1) {
    query.part_of_speech = PartOfSpeech::noun;
  }
  const bool head_first = head_stands_first(analyzer.profile(), content);
  for (std::size_t i = 0; i < content.size(); ++i) {
    const WordAnalysis& analysis = *content[i].analysis;
    if (analysis.parts.empty()) {
      query.parts.push_back(fold(analysis.lemma()));
    } else {
      for (const CompoundPart& part : analysis.parts) query.parts.push_back(fold(part.lemma));
    }
    if (i == 0 && head_first) query.head = query.parts.size() - 1;
  }
  if (!head_first && !query.parts.empty()) query.head = query.parts.size() - 1;
  return query;
}

}  // namespace termknit
