// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// German compounds that the dictionary accepts without saying their parts: cut at every place, every part checked with
// the dictionary (after Koehn & Knight 2003, with dictionary classes for frequencies; research: fewest parts, then the
// longest shortest part, then the longest head). A word has a hundred pieces; the form filter says of nearly all that
// they are nothing, before a string is made of them.

#include <array>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/error.h"
#include "language/dictionary.h"
#include "language/language_profile.h"

namespace termknit {

/// What the splitter asks of its language.
struct WordsOfLanguage {
  /// Of a word as cased; stays where it is until the word to be split is another.
  std::function<const std::vector<Reading>&(const std::string&)> readings{};
  std::function<bool(const std::string&)> accepts{};  ///< it is spelt right
  /// False only if a word, in small letters, has no readings. Cheap.
  std::function<bool(std::string_view)> may_have_readings{};
  /// The same of several.
  std::function<bool(std::span<const std::string_view>)> any_may_have_readings{};
  /// False only if no such word begins so; asked for longer and longer beginnings. Cheap.
  std::function<bool(std::string_view)> may_begin{};
};

struct CompoundSplit {
  std::vector<CompoundPart> parts{};  ///< two or more
  Reading head{};                     ///< reading of the last part
};

/// Not thread-safe; used under the language's mutex.
class CompoundSplitter {
 public:
  /// Linking elements are those of `settings`, which must outlive this object. Reads not_parts.txt and
  /// compound_exceptions.tsv of `folder`, where there.
  CompoundSplitter(WordsOfLanguage words, const LanguageSettings& settings, const std::filesystem::path& folder,
                   const DiagnosticSink& sink);

  /// Splits a word of any case; empty if it is no compound of known words.
  std::optional<CompoundSplit> split(std::string_view word);

 private:
  struct Modifier {
    bool possible = false;
    std::string lemma{};
    bool odd = false;  ///< a rarer way to join words: Hund-e-, Schreib-
  };
  struct Candidate;
  struct Word;
  bool may_be_noun(std::string_view piece);
  void begin_question(std::string_view piece);
  void add_words_of_noun(std::string_view base, std::string_view ending);
  bool any_word_may_be_form();
  bool may_be_modifier(std::string_view piece);
  bool may_begin_modifier(std::string_view piece) const;
  const Modifier& modifier(std::string_view piece);
  Modifier make_modifier(const std::string& piece);
  const std::optional<Reading>& head(std::string_view piece);
  std::optional<Reading> make_head(const std::string& piece);
  std::optional<Reading> noun(const std::string& piece);
  std::optional<Reading> particle_noun(const std::string& piece);
  bool accepts(const std::string& lower) const;
  bool is_short_part(std::string_view piece) const;
  bool lacks_link(const std::string& piece) const;
  std::optional<Reading> unanalysed_noun(const std::string& piece);
  std::vector<std::string> best_pieces(Word& word);
  void extend(Word& word, std::size_t from, std::vector<std::string>& pieces, Candidate& best);

  const WordsOfLanguage words_;
  const LanguageSettings& settings_;
  std::array<std::vector<std::string>, 256> particles_;  ///< by their first byte
  std::size_t longest_cut_ = 0;                          ///< bytes of the longest linking element
  bool unanalysed_allowed_ = false;
  StringSet not_parts_;
  std::unordered_map<std::string, std::vector<std::string>> exceptions_;
  // What the form filter is asked for at once; their memory is used again.
  std::vector<std::string_view> possible_particles_;  ///< of words that are made of the piece
  std::string text_;
  std::vector<std::pair<std::size_t, std::size_t>> words_of_text_;  ///< where they begin in it, and their size
  std::vector<std::string_view> asked_;
  // What a piece can be; the second of each with unanalysed nouns.
  template <typename Value>
  using OfPiece = std::unordered_map<std::string, Value, StringHash, std::equal_to<>>;
  std::array<OfPiece<Modifier>, 2> modifiers_;
  std::array<OfPiece<std::optional<Reading>>, 2> heads_;
};

}  // namespace termknit
