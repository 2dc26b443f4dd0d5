// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/voikko_structure.h"

#include <algorithm>
#include <utility>

namespace termknit {
namespace {

class StructureWriter {
 public:
  StructureWriter(std::span<const VoikkoPiece> pieces, std::size_t letters) : pieces_(pieces), missing_(letters) {}

  /// Null where libvoikko would read on at another place.
  std::optional<std::string> write() {
    for (std::size_t i = 0; i < pieces_.size() && !confused_; ++i) add(i);
    if (confused_) return std::nullopt;
    add_letters(missing_);
    return std::move(text_);
  }

 private:
  void add(std::size_t i) {
    const VoikkoSymbol& symbol = *pieces_[i].symbol;
    switch (symbol.kind) {
      case VoikkoSymbol::Kind::letter:
        if (pieces_[i].role == VoikkoPiece::Role::word) add_letter(symbol.letter, pieces_[i].at == 0);
        if (pieces_[i].role == VoikkoPiece::Role::hint) add_hint(symbol.letter);
        break;
      case VoikkoSymbol::Kind::hints:
        capital_ = false;
        break;
      case VoikkoSymbol::Kind::part_start:
        start_part(i);
        break;
      case VoikkoSymbol::Kind::word_class:
        if (symbol.is_proper_noun()) capital_ = true;
        abbreviation_ = symbol.tag == "La" || is_number_in_signs(i);
        break;
      default:
        break;
    }
  }

  /// 3:ssa, xiv: written like abbreviations.
  bool is_number_in_signs(std::size_t i) const {
    const std::string_view tag = pieces_[i].symbol->tag;
    if (tag == "Lur") return letters_after(i) >= 1;
    return tag == "Lu" && letters_after(i) >= 2 && is_ascii_digit(pieces_[i + 1].symbol->letter);
  }

  /// Code points of all that is written after a piece.
  std::size_t letters_after(std::size_t i) const {
    const VoikkoPiece& last = pieces_.back();
    return std::size_t{last.at} + last.symbol->length - pieces_[i].at - pieces_[i].symbol->length;
  }

  void start_part(std::size_t i) {
    if (pieces_[i].at == 1) text_ += '=';
    settle();
    if (pieces_[i].at != 1 && letters_after(i) >= 2 && text_.back() != '=') text_ += '=';
    seen_ = hinted_ = 0;
  }

  void add_letter(char32_t letter, bool is_first) {
    if (letter == U'-') {
      add_hyphen(is_first);
    } else if (letter == U':') {
      if (abbreviation_ && settle()) seen_ = hinted_ = 0;
      abbreviation_ = false;
      text_ += ':';
      if (missing_ > 0) --missing_;
    } else {
      ++seen_;
    }
  }

  void add_hyphen(bool is_first) {
    if (settle()) {
      text_ += '-';
      seen_ = hinted_ = 0;
    } else if (!is_first) {
      if (seen_ == hinted_) {
        text_ += '-';
      } else {
        ++seen_;
      }
    }
    if (missing_ > 0) --missing_;
    if (text_.size() == 1) text_ = '-';
  }

  void add_hint(char32_t letter) {
    if (missing_ == 0 || letter >= 0x80) {
      confused_ = true;
      return;
    }
    text_ += static_cast<char>(letter);
    if (letter == U'=') return;
    ++hinted_;
    if (letter != U'-') --missing_;
  }

  /// Letters that were seen and have no hint. False if there are none.
  bool settle() {
    if (seen_ <= hinted_) return false;
    const std::size_t letters = seen_ - hinted_;
    add_letters(letters);
    confused_ |= letters > missing_;
    missing_ -= std::min(letters, missing_);
    return true;
  }

  void add_letters(std::size_t count) {
    for (; count > 0; --count, capital_ = false)
      text_ += abbreviation_ ? (capital_ ? 'j' : 'q') : (capital_ ? 'i' : 'p');
  }

  const std::span<const VoikkoPiece> pieces_;
  std::size_t missing_;
  std::size_t seen_ = 0, hinted_ = 0;
  bool capital_ = false, abbreviation_ = false, confused_ = false;
  std::string text_ = "=";
};

}  // namespace

std::optional<std::string> voikko_structure(std::span<const VoikkoPiece> pieces, std::size_t letters) {
  return StructureWriter(pieces, letters).write();
}

}  // namespace termknit
