// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the language analysis knows about one word form.

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace termknit {

/// Values as in TBX-Basic, with `function_word` for what never is a term by itself.
enum class PartOfSpeech : std::uint8_t { noun, proper_noun, verb, adjective, adverb, function_word, number, other };

/// "noun", "verb", "adjective", "adverb" or "other": the values TBX-Basic allows.
std::string_view tbx_name(PartOfSpeech part_of_speech);

/// A set of possible parts of speech; empty means: not known.
class PartOfSpeechSet {
 public:
  PartOfSpeechSet() = default;
  PartOfSpeechSet(std::initializer_list<PartOfSpeech> values) {
    for (const PartOfSpeech value : values) insert(value);
  }
  void insert(PartOfSpeech value) { bits_ = static_cast<std::uint8_t>(bits_ | bit(value)); }
  bool contains(PartOfSpeech value) const { return (bits_ & bit(value)) != 0; }
  bool empty() const { return bits_ == 0; }
  std::uint8_t bits() const { return bits_; }
  static PartOfSpeechSet from_bits(std::uint8_t bits) {
    PartOfSpeechSet set;
    set.bits_ = bits;
    return set;
  }
  bool operator==(const PartOfSpeechSet&) const = default;

 private:
  static constexpr std::uint8_t bit(PartOfSpeech value) {
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(value));
  }
  std::uint8_t bits_ = 0;
};

enum class Gender : std::uint8_t { unspecified, masculine, feminine, neuter, other };

/// One part of a compound: `surface` as it stands in the word (linking element included), `lemma` as a dictionary
/// prints it.
struct CompoundPart {
  std::string surface;
  std::string lemma;
  bool operator==(const CompoundPart&) const = default;
};

/// Where an analysis comes from, best first.
enum class AnalysisSource : std::uint8_t { exception, dictionary, compound, guesser, stemmer, none };

struct WordAnalysis {
  /// Dictionary forms, cased as a dictionary prints them. Never empty. The first is the one to display; all are search
  /// keys.
  std::vector<std::string> lemmas;
  /// Parts of a compound in order; their surfaces concatenated are the word. Empty if it is not a compound.
  std::vector<CompoundPart> parts;
  PartOfSpeechSet parts_of_speech;  ///< by the dictionary's classes; empty if unknown
  Gender gender = Gender::unspecified;
  AnalysisSource source = AnalysisSource::none;
  /// The dictionary, an exception or compound splitting vouches for the word.
  bool known() const { return source <= AnalysisSource::compound; }
  const std::string& lemma() const { return lemmas.front(); }
  bool operator==(const WordAnalysis&) const = default;
};

/// One line without tab or line feed, for storing beside an index; `parse_analysis(format_analysis(a)) == a`.
std::string format_analysis(const WordAnalysis& analysis);
/// Throws Error(malformed).
WordAnalysis parse_analysis(std::string_view text);

}  // namespace termknit
