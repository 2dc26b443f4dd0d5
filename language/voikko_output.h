// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The output of a Voikko transducer, "[Lee][Xp]pekka[X]peka[Sg][Ny]lle", read as libvoikko 4.3.1 reads it: whether it
// is a word at all, and its attributes.

#include <string>
#include <vector>

#include "language/voikko_symbol.h"

namespace termknit {

/// Attributes with libvoikko's values; empty where it gives none.
struct VoikkoAnalysis {
  std::string structure{};   ///< STRUCTURE
  std::string base_form{};   ///< BASEFORM
  std::string word_class{};  ///< CLASS
  std::string mood{};        ///< MOOD
  std::string number{};      ///< NUMBER
  std::string participle{};  ///< PARTICIPLE
  std::string noun_case{};   ///< SIJAMUOTO
  std::string word_bases{};  ///< WORDBASES, where there is a participle
  bool operator==(const VoikkoAnalysis&) const = default;
};

/// Adds what libvoikko says of a word of `letters` code points for which the transducer wrote `path`: nothing, one
/// analysis or two. False where libvoikko has to be asked. `pieces` is for use again.
bool add_voikko_analyses(VoikkoTransducer::Path path, const std::vector<VoikkoSymbol>& symbols, std::size_t letters,
                         std::vector<VoikkoPiece>& pieces, std::vector<VoikkoAnalysis>& analyses);

}  // namespace termknit
