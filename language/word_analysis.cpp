// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/word_analysis.h"

#include <charconv>

#include "core/error.h"
#include "core/tsv.h"

namespace termknit {
namespace {

// Separators that no cleaned text holds.
constexpr char kField = '\x1F', kItem = '\x1E', kInner = '\x1D';

int number(std::string_view text) {
  int value = -1;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size() || value < 0 || value > 255) {
    throw Error(ErrorKind::malformed, "a stored word analysis is damaged");
  }
  return value;
}

}  // namespace

std::string_view tbx_name(PartOfSpeech part_of_speech) {
  switch (part_of_speech) {
    case PartOfSpeech::noun:
    case PartOfSpeech::proper_noun:
      return "noun";
    case PartOfSpeech::verb:
      return "verb";
    case PartOfSpeech::adjective:
      return "adjective";
    case PartOfSpeech::adverb:
      return "adverb";
    default:
      return "other";
  }
}

std::string format_analysis(const WordAnalysis& analysis) {
  std::string out = std::to_string(static_cast<int>(analysis.source)) + kField +
                    std::to_string(analysis.parts_of_speech.bits()) + kField +
                    std::to_string(static_cast<int>(analysis.gender)) + kField;
  for (const std::string& lemma : analysis.lemmas) {
    if (&lemma != &analysis.lemmas.front()) out += kItem;
    out += lemma;
  }
  if (analysis.parts.empty()) return out;
  out += kField;
  for (const CompoundPart& part : analysis.parts) {
    if (&part != &analysis.parts.front()) out += kItem;
    out += part.surface + kInner + part.lemma;
  }
  return out;
}

WordAnalysis parse_analysis(std::string_view text) {
  const auto fields = split(text, kField);
  if (fields.size() < 4) throw Error(ErrorKind::malformed, "a stored word analysis is damaged");
  WordAnalysis analysis;
  analysis.source = static_cast<AnalysisSource>(std::min(number(fields[0]), static_cast<int>(AnalysisSource::none)));
  analysis.parts_of_speech = PartOfSpeechSet::from_bits(static_cast<std::uint8_t>(number(fields[1])));
  analysis.gender = static_cast<Gender>(std::min(number(fields[2]), static_cast<int>(Gender::other)));
  for (const std::string_view lemma : split(fields[3], kItem)) analysis.lemmas.emplace_back(lemma);
  if (fields.size() > 4) {
    for (const std::string_view item : split(fields[4], kItem)) {
      const std::size_t inner = item.find(kInner);
      if (inner == item.npos) throw Error(ErrorKind::malformed, "a stored word analysis is damaged");
      analysis.parts.push_back({std::string(item.substr(0, inner)), std::string(item.substr(inner + 1))});
    }
  }
  return analysis;
}

}  // namespace termknit
