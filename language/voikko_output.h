// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The output of a Voikko transducer, "[Lee][Xp]pekka[X]peka[Sg][Ny]lle", read as libvoikko 4.3.1 reads it: whether it
// is a word at all, and its attributes.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "language/voikko_transducer.h"

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

/// A symbol that is written, and what it means.
struct VoikkoSymbol {
  enum class Kind : std::uint8_t {
    letter,           ///< of the word, or in base forms and hints
    base_form,        ///< [Xp]: up to [X] the base form of what follows
    suffix_base,      ///< [Xj]: the same, of a suffix that makes another word
    hints,            ///< [Xr]: up to [X] how the word is divided and where it has capitals
    end,              ///< [X]
    part_start,       ///< [Bc], [Bm]
    hyphen_place,     ///< [Bh]
    word_class,       ///< [L...]
    number,           ///< [N...]
    noun_case,        ///< [S...]
    mood,             ///< [T...]
    comparison,       ///< [C...]
    participle,       ///< [R...]
    free_hyphen,      ///< [Isf]: a hyphen may or may not stand at the next part
    hyphen_needed,    ///< [Icu]
    place_name_end,   ///< [Ica]
    organization,     ///< [Ion]: a name, if it is a compound
    inflected_start,  ///< [De]: Isolla-Britannialla
    no_name,          ///< [Dg]: pariisilainen
    other,            ///< says nothing of interest here
    unknown,          ///< nobody knows what libvoikko makes of it
  };

  VoikkoSymbol() = default;
  explicit VoikkoSymbol(const VoikkoTransducer::Symbol& symbol);

  Kind kind = Kind::unknown;
  char32_t letter = 0;
  std::uint16_t length = 0;  ///< code points
  std::string_view tag{};    ///< without brackets
  std::string_view value{};  ///< libvoikko's word for it
};

/// A symbol at its place.
struct VoikkoPiece {
  enum class Role : std::uint8_t { word, base, hint };
  const VoikkoSymbol* symbol;
  std::uint16_t at;  ///< code points before it
  Role role;         ///< of a letter
};

/// Adds what libvoikko says of a word of `letters` code points for which the transducer wrote `path`: nothing, one
/// analysis or two. False where libvoikko has to be asked. `pieces` is for use again.
bool add_voikko_analyses(VoikkoTransducer::Path path, const std::vector<VoikkoSymbol>& symbols, std::size_t letters,
                         std::vector<VoikkoPiece>& pieces, std::vector<VoikkoAnalysis>& analyses);

}  // namespace termknit
