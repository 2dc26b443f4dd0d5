// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// German compounds that the dictionary accepts without saying their parts: cut at every place, every part checked with
// the dictionary (after Koehn & Knight 2003, with dictionary classes for frequencies; research: fewest parts, then the
// longest shortest part, then the longest head).

#include <array>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/error.h"
#include "language/dictionary.h"
#include "language/language_profile.h"

namespace termknit {

struct CompoundSplit {
  std::vector<CompoundPart> parts{};  ///< two or more
  Reading head{};                     ///< reading of the last part
};

/// Not thread-safe; used under the language's mutex.
class CompoundSplitter {
 public:
  /// `lookup` gives the readings of a word as cased, `accepts` whether it is spelt right; linking elements are those of
  /// `settings`, which must outlive this object. Reads not_parts.txt and compound_exceptions.tsv of `folder`, where
  /// there.
  CompoundSplitter(std::function<std::vector<Reading>(const std::string&)> lookup,
                   std::function<bool(const std::string&)> accepts, const LanguageSettings& settings,
                   const std::filesystem::path& folder, const DiagnosticSink& sink);

  /// Splits a word of any case; empty if it is no compound of known words.
  std::optional<CompoundSplit> split(std::string_view word);

 private:
  struct Modifier {
    bool possible = false;
    std::string lemma{};
    bool odd = false;  ///< a rarer way to join words: Hund-e-, Schreib-
  };
  struct Candidate;
  const Modifier& modifier(const std::string& piece);
  const std::optional<Reading>& head(const std::string& piece);
  std::optional<Reading> noun(const std::string& piece);
  std::optional<Reading> particle_noun(const std::string& piece);
  bool long_enough(const std::string& piece) const;
  bool lacks_link(const std::string& piece) const;
  std::optional<Reading> unanalysed_noun(const std::string& piece);
  std::vector<std::string> best_pieces(const std::string& word, const std::vector<std::size_t>& starts);
  void extend(const std::string& word, const std::vector<std::size_t>& cuts, std::size_t from,
              std::vector<std::string>& pieces, Candidate& best);

  std::function<std::vector<Reading>(const std::string&)> lookup_;
  std::function<bool(const std::string&)> accepts_;
  const LanguageSettings& settings_;
  bool unanalysed_allowed_ = false;
  StringSet not_parts_;
  std::unordered_map<std::string, std::vector<std::string>> exceptions_;
  // What a piece can be; the second of each with unanalysed nouns.
  std::array<std::unordered_map<std::string, Modifier>, 2> modifiers_;
  std::array<std::unordered_map<std::string, std::optional<Reading>>, 2> heads_;
};

}  // namespace termknit
