// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/evidence.h"

#include <algorithm>

#include "glossary/dictionaries/compiled_dictionary.h"
#include "language/analyzer.h"
#include "language/text.h"

namespace termknit {

std::string_view kind_name(EvidenceKind kind) {
  switch (kind) {
    case EvidenceKind::decision:
      return "termbase";
    case EvidenceKind::glossary:
      return "glossaries";
    case EvidenceKind::lexicon:
      return "lexicon";
    case EvidenceKind::dictionary:
      return "dictionaries";
    case EvidenceKind::catalogue:
      return "catalogues";
    case EvidenceKind::parallel:
      return "parallel";
    case EvidenceKind::corpus:
      return "corpus";
    case EvidenceKind::composition:
      return "composition";
    case EvidenceKind::cognate:
      return "cognates";
    case EvidenceKind::contexts:
      return "contexts";
    case EvidenceKind::vectors:
      break;
  }
  return "vectors";
}

bool lacks_beginning(std::string_view lemma, std::string_view word) {
  constexpr std::size_t kLeastLemma = 4, kLongestPrefix = 3;
  const std::size_t at = lemma.size() < kLeastLemma ? 0 : word.find(lemma);
  return at != std::string_view::npos && at > 0 && code_points(word.substr(0, at)) <= kLongestPrefix;
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

/// "celoživotní hodnota zákazníka": where a genitive follows its noun, the first noun is the head.
std::size_t head_word_of(const LanguageProfile& profile, const std::vector<Token>& words) {
  if (words.empty() || profile.head == HeadPosition::first) return 0;
  if (profile.head == HeadPosition::before_genitive) {
    const auto is = [&](std::size_t i, PartOfSpeech part) { return words[i].analysis->parts_of_speech.contains(part); };
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (is(i, PartOfSpeech::noun) && !is(i, PartOfSpeech::adjective)) return i;
    }
    // Not every dictionary tells parts of speech: then what is no adjective counts.
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (!is(i, PartOfSpeech::adjective)) return i;
    }
  }
  return words.size() - 1;
}

/// Folded as typed, by display lemmas, and for a single word by its other lemmas.
std::vector<std::string> keys_of(std::string_view term, const std::vector<Token>& tokens) {
  std::vector<std::string> keys;
  add_key(keys, dictionary_key(term));
  std::string lemma_key;
  for (const Token& token : tokens) {
    if (!lemma_key.empty()) lemma_key += ' ';
    lemma_key += fold(token.analysis->lemma());
  }
  if (tokens.size() > 1) {
    add_key(keys, std::move(lemma_key));
  } else if (tokens.size() == 1) {
    const WordAnalysis& word = *tokens.front().analysis;
    for (const std::string& lemma : word.lemmas) {
      const std::string key = fold(lemma);
      if (!lacks_beginning(key, tokens.front().folded) && !lacks_beginning(key, lemma_key)) add_key(keys, key);
    }
  }
  // Loan words are written in three ways: Customer-Journey, Customer Journey; up-selling, upselling.
  if (!keys.empty() && keys.front().find('-') != std::string::npos) {
    std::string apart = keys.front(), together = keys.front();
    std::replace(apart.begin(), apart.end(), '-', ' ');
    std::erase(together, '-');
    add_key(keys, std::move(apart));
    add_key(keys, std::move(together));
  }
  return keys;
}

}  // namespace

TermKeys make_term_keys(Analyzer& analyzer, std::string_view term) {
  const std::vector<Token> tokens = analyzer.analyze(term);
  TermKeys found{.keys = keys_of(term, tokens)};
  for (const Token& token : tokens) {
    for (const CompoundPart& part : token.analysis->parts) add_key(found.parts, fold(part.lemma));
  }
  return found;
}

TermQuery make_term_query(LanguageResources& resources, const LanguageTag& language, std::string_view term) {
  TermQuery query;
  query.language = language;
  query.term = term;
  Analyzer analyzer(resources, language);
  const std::vector<Token> tokens = analyzer.analyze(term);
  std::vector<Token> content;
  std::size_t before_preposition = 0;  // content words in front of the first function word: its object modifies them
  query.keys = keys_of(term, tokens);
  for (const Token& token : tokens) {
    if (!analyzer.profile().is_inner_word(token.folded) || tokens.size() == 1) {
      content.push_back(token);
    } else if (before_preposition == 0) {
      before_preposition = content.size();
    }
  }
  if (tokens.size() == 1) {
    query.part_of_speech = one_part_of_speech(tokens.front().analysis->parts_of_speech);
  } else if (tokens.size() > 1) {
    query.part_of_speech = PartOfSpeech::noun;
  }
  std::size_t head_word = head_word_of(analyzer.profile(), content);
  if (before_preposition > 0) head_word = std::min(head_word, before_preposition - 1);
  for (std::size_t i = 0; i < content.size(); ++i) {
    const WordAnalysis& analysis = *content[i].analysis;
    const auto add = [&](const std::string& lemma, const std::string& form, bool glued) {
      query.parts.push_back(fold(lemma));
      query.forms.push_back(fold(form));
      query.glued.push_back(glued);
    };
    if (analysis.parts.empty()) {
      add(analysis.lemma(), content[i].folded, false);
    } else {
      for (const CompoundPart& part : analysis.parts) add(part.lemma, part.surface, &part != &analysis.parts.front());
    }
    if (i == head_word) query.head = query.parts.size() - 1;
  }
  return query;
}

}  // namespace termknit
