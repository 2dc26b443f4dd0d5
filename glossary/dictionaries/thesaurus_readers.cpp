// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdlib>
#include <string>

#include "core/file.h"
#include "core/tsv.h"
#include "glossary/dictionaries/dictionary_readers.h"
#include "language/encoding.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr std::size_t kMostSynonyms = 40;  // of a line: more are no synonyms but a topic

/// "Kunde (fachspr.)" without what stands in brackets.
std::string without_brackets(std::string_view text) {
  std::string out;
  int depth = 0;
  for (const char c : text) {
    if (c == '(') ++depth;
    if (depth == 0) out += c;
    if (c == ')' && depth > 0) --depth;
  }
  return std::string(trim(out));
}

void add_term(GroupSide& side, std::string term) {
  if (!term.empty() && std::find(side.terms.begin(), side.terms.end(), term) == side.terms.end())
    side.terms.push_back(std::move(term));
}

/// MyThes marks broader and related words, which are no synonyms.
bool is_synonym(std::string_view term) {
  for (const std::string_view other : {"(Oberbegriff)", "(Unterbegriff)", "(generic term)", "(related term)",
                                       "(antonym)", "(Antonym)", "(Assoziation)", "(similar term)", "(nadřazený)"}) {
    if (term.find(other) != term.npos) return false;
  }
  return true;
}

PartOfSpeech part_of_speech(std::string_view file_name) {
  if (file_name.ends_with("noun")) return PartOfSpeech::noun;
  if (file_name.ends_with("verb")) return PartOfSpeech::verb;
  if (file_name.ends_with("adv")) return PartOfSpeech::adverb;
  return PartOfSpeech::adjective;
}

}  // namespace

void read_mythes(const std::filesystem::path& file, const LanguageTag& language, const GroupSink& groups,
                 const DiagnosticSink& sink) {
  const std::string bytes = read_file(file);
  // The first line names the encoding; names without a hyphen ("ISO8859-2") are older spellings.
  std::string encoding(trim(std::string_view(bytes).substr(0, bytes.find('\n'))));
  if (encoding.starts_with("ISO8859")) encoding.insert(3, "-");
  const std::string text = decode_text(bytes, {.declared = encoding}).utf8;
  std::string headword;
  std::size_t meanings = 0, bad = 0;
  for_each_line(text, [&](std::string_view line, std::size_t number) {
    if (number == 1 || line.empty()) return;
    const auto cells = split(line, '|');
    if (meanings == 0) {
      if (cells.size() != 2 || cells[1].empty() || cells[1].find_first_not_of("0123456789") != cells[1].npos ||
          cells[1].size() > 4) {
        if (++bad == 1)
          report(sink, Severity::warning, "an entry does not say how many meanings it has and is left out",
                 {file.string(), number});
        return;
      }
      headword = cells[0];
      meanings = std::stoul(std::string(cells[1]));
      return;
    }
    --meanings;
    if (cells.size() < 2 || cells.size() > kMostSynonyms) return;
    GroupSide side{language, {}};
    add_term(side, to_nfc(headword));
    for (std::size_t i = 1; i < cells.size(); ++i) {
      if (is_synonym(cells[i])) add_term(side, to_nfc(without_brackets(cells[i])));
    }
    if (side.terms.size() > 1) groups({.sides = {std::move(side)}, .label = {}});
  });
}

void read_wordnet(const std::filesystem::path& folder, const GroupSink& groups, const DiagnosticSink& sink) {
  bool any = false;
  for (const char* name : {"data.noun", "data.verb", "data.adj", "data.adv"}) {
    const std::filesystem::path file = folder / name;
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) {
      report(sink, Severity::warning, "is not there; install its package again", {file.string()});
      continue;
    }
    any = true;
    for_each_line(read_file(file), [&](std::string_view line, std::size_t) {
      if (line.empty() || line.front() == ' ') return;  // the licence
      // offset, file number, kind, number of words (hexadecimal), then word and sense number in turn.
      const auto cells = split(line.substr(0, line.find('|')), ' ');
      if (cells.size() < 6) return;
      const std::size_t words = std::strtoul(std::string(cells[3]).c_str(), nullptr, 16);
      TranslationGroup group{.part_of_speech = part_of_speech(name), .label = {}};
      GroupSide side{LanguageTag::parse("en"), {}};
      for (std::size_t i = 0; i < words && 4 + 2 * i < cells.size(); ++i) {
        std::string word(cells[4 + 2 * i]);
        std::replace(word.begin(), word.end(), '_', ' ');
        add_term(side, word.substr(0, word.find('(')));
      }
      if (side.terms.size() < 2) return;
      group.sides.push_back(std::move(side));
      groups(std::move(group));
    });
  }
  if (!any) throw Error(ErrorKind::malformed, "holds no data file of WordNet", {folder.string()});
}

}  // namespace termknit
