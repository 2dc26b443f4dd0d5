// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <fmt/format.h>

#include "core/file.h"
#include "core/tsv.h"
#include "glossary/dictionaries/dictionary_readers.h"
#include "glossary/dictionaries/usage_label.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr std::size_t kLongestTerm = 60;  // bytes: longer ones are example sentences
constexpr std::size_t kMaxWords = 6;

/// One term of a side without its labels; its part of speech goes into `group`.
LabelledTerm take_term(std::string_view text, TranslationGroup& group) {
  LabelledTerm taken;
  std::string out, label;
  char closing = 0;
  for (const char c : text) {
    if (closing != 0) {
      if (c != closing) {
        label += c;
        continue;
      }
      if (closing == '}') {
        const bool noun = label == "m" || label == "f" || label == "n" || label == "pl" || label.starts_with("m,") ||
                          label.starts_with("f,") || label.starts_with("n,");
        if (noun) group.part_of_speech = PartOfSpeech::noun;
        if (label.starts_with("v")) group.part_of_speech = PartOfSpeech::verb;
        if (label.starts_with("adj")) group.part_of_speech = PartOfSpeech::adjective;
        if (label.starts_with("adv")) group.part_of_speech = PartOfSpeech::adverb;
      } else if (closing == ']' && label.ends_with(".")) {
        taken.labels.push_back(label);
      }
      closing = 0;
      label.clear();
    } else if (c == '{' || c == '[' || c == '(' || c == '<') {
      closing = c == '{' ? '}' : c == '[' ? ']' : c == '(' ? ')' : '>';
    } else if (c == '/' && out.size() > 1 && out.back() == ' ') {
      closing = '/';  // "/TTS/": an abbreviation of the term before
    } else {
      out += c;
    }
  }
  const std::string_view term = trim(out);
  const auto words = static_cast<std::size_t>(std::count(term.begin(), term.end(), ' ')) + 1;
  const bool usable = !term.empty() && term.size() <= kLongestTerm && words <= kMaxWords &&
                      term.find_first_of("…!?;") == term.npos && term.find(" ...") == term.npos &&
                      term.find('/') == term.npos;
  if (!usable) return taken;
  std::string clean;
  for (const char c : term) {
    if (c != ' ' || clean.back() != ' ') clean += c;
  }
  taken.term = to_nfc(clean);
  return taken;
}

/// English infinitives stand with "to".
void strip_infinitive_marker(std::string& term) {
  if (term.starts_with("to ")) term.erase(0, 3);
}

void read_group(std::string_view german, std::string_view english, const GroupSink& groups) {
  TranslationGroup group;
  std::vector<LabelledTerm> de, en;
  for (const std::string_view piece : split(german, ';')) {
    if (LabelledTerm term = take_term(piece, group); !term.term.empty()) de.push_back(std::move(term));
  }
  for (const std::string_view piece : split(english, ';')) {
    LabelledTerm term = take_term(piece, group);
    if (term.term.empty()) continue;
    if (term.term.starts_with("to ") && group.part_of_speech == PartOfSpeech::other)
      group.part_of_speech = PartOfSpeech::verb;
    strip_infinitive_marker(term.term);
    en.push_back(std::move(term));
  }
  if (de.empty() || en.empty()) return;
  group.sides = {{LanguageTag::parse("de"), usual_first(de)}, {LanguageTag::parse("en"), usual_first(en)}};
  group.label = labels_of(de);
  if (const std::string labels = labels_of(en); !labels.empty() && labels != group.label)
    group.label += (group.label.empty() ? "" : ", ") + labels;
  groups(std::move(group));
}

}  // namespace

void read_ding(const std::filesystem::path& file, const GroupSink& groups, const DiagnosticSink& sink) {
  const std::string text = read_file(file);
  std::size_t entries = 0, bad = 0, first_bad = 0;
  for_each_line(text, [&](std::string_view line, std::size_t number) {
    if (line.empty() || line.front() == '#') return;
    const std::size_t middle = line.find(" :: ");
    const auto note_bad = [&] {
      if (++bad == 1) first_bad = number;
    };
    if (middle == line.npos || !is_valid_utf8(line)) return note_bad();
    const auto german = split(line.substr(0, middle), '|');
    const auto english = split(line.substr(middle + 4), '|');
    if (german.size() != english.size()) return note_bad();
    for (std::size_t i = 0; i < german.size(); ++i) read_group(german[i], english[i], groups);
    ++entries;
  });
  if (entries == 0) throw Error(ErrorKind::malformed, "is not a Ding word list ('de :: en' lines)", {file.string()});
  if (bad > 0)
    report(sink, Severity::note, fmt::format("{} lines left out: their two sides do not match", bad),
           {file.string(), first_bad});
}

}  // namespace termknit
