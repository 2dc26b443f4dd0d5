// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a Voikko transducer writes, symbol by symbol: letters, and tags like [Ln].

#include <cstdint>
#include <string_view>

#include "language/voikko_transducer.h"

namespace termknit {

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

  /// [Lee], [Les], [Lep], [Lem].
  bool is_proper_noun() const { return kind == Kind::word_class && tag.starts_with("Le"); }

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

inline bool is_ascii_digit(char32_t c) {
  return c >= U'0' && c <= U'9';
}

}  // namespace termknit
