// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/voikko_output.h"

#include <algorithm>
#include <array>
#include <span>

#include <unicode/utf8.h>

#include "language/voikko_structure.h"

namespace termknit {
namespace {

using Kind = VoikkoSymbol::Kind;
using Piece = VoikkoPiece;
using Role = VoikkoPiece::Role;

bool is_vowel(char32_t c) {
  return std::u32string_view(U"aeiouyäö").find(c) != std::u32string_view::npos;
}

void append(std::string& text, char32_t letter) {
  std::array<char, U8_MAX_LENGTH> bytes{};
  std::size_t size = 0;
  U8_APPEND_UNSAFE(bytes.data(), size, letter);
  text.append(bytes.data(), size);
}

/// Whole pieces, and what stands between [X...] and [X] is letters only: then libvoikko, which looks at characters,
/// sees the same.
bool split(VoikkoTransducer::Path path, const std::vector<VoikkoSymbol>& symbols, std::vector<Piece>& pieces) {
  pieces.clear();
  std::uint16_t at = 0;
  Role role = Role::word;
  for (const std::uint16_t number : path) {
    const VoikkoSymbol& symbol = symbols[number];
    switch (symbol.kind) {
      case Kind::letter:
        break;
      case Kind::unknown:
        return false;
      case Kind::end:
        if (role == Role::word) return false;
        role = Role::word;
        break;
      default:
        if (role != Role::word) return false;
        if (symbol.kind == Kind::base_form || symbol.kind == Kind::suffix_base) role = Role::base;
        if (symbol.kind == Kind::hints) role = Role::hint;
    }
    pieces.push_back({&symbol, at, role});
    at = static_cast<std::uint16_t>(at + symbol.length);
  }
  return !pieces.empty() && role == Role::word;
}

/// One output of the transducer.
class Output {
 public:
  explicit Output(std::span<const Piece> pieces) : pieces_(pieces) {}

  bool is_word() const;
  std::optional<std::string> structure(std::size_t letters) const;
  void read_attributes(VoikkoAnalysis& analysis) const;
  std::string base_form(std::string_view structure) const;
  std::string word_bases() const;
  bool may_be_organization() const;

 private:
  const VoikkoSymbol& symbol(std::size_t i) const { return *pieces_[i].symbol; }
  Kind kind(std::size_t i) const { return symbol(i).kind; }
  std::string_view tag(std::size_t i) const { return symbol(i).tag; }
  /// The letter of the word there; 0 for all else.
  char32_t letter(std::size_t i) const { return pieces_[i].role == Role::word ? symbol(i).letter : 0; }
  std::size_t length() const { return std::size_t{pieces_.back().at} + pieces_.back().symbol->length; }
  bool is_place_name_after(std::size_t i) const {
    return std::any_of(pieces_.begin() + static_cast<std::ptrdiff_t>(i), pieces_.end(),
                       [](const Piece& piece) { return piece.symbol->tag == "Lep"; });
  }
  void correct_capitals(std::string& structure) const;
  bool is_prefix_part(std::size_t i) const;
  bool append_numeral(std::size_t from, std::string& base) const;
  void append_base(std::size_t from, bool with_capital, std::string& base) const;

  const std::span<const Piece> pieces_;
};

/// The transducer lets hyphens stand at most places; they may not, or must: "linja-auto", but "kissatalo".
bool Output::is_word() const {
  char32_t before_last = 0, last = 0;
  bool at_boundary = false, has_hyphen = false;
  bool hyphen_is_free = false, hyphen_was_just_freed = false;
  bool hyphen_is_needed = false, hyphen_is_missing = false;
  bool starts_with_name = false, ends_with_noun = false;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    switch (kind(i)) {
      case Kind::free_hyphen:
        hyphen_is_free = hyphen_was_just_freed = true;
        break;
      case Kind::hyphen_needed:
        at_boundary = false;
        hyphen_is_free = hyphen_is_needed = true;
        break;
      case Kind::place_name_end:
        hyphen_is_missing = ends_with_noun = false;
        break;
      case Kind::word_class:
        if (symbol(i).is_proper_noun()) {
          starts_with_name = true;
          ends_with_noun = false;
        } else if (tag(i).starts_with("Ln")) {
          ends_with_noun = true;
        }
        break;
      case Kind::no_name:
        starts_with_name = false;
        break;
      case Kind::hyphen_place:
        at_boundary = true;
        has_hyphen = false;
        if (hyphen_is_missing) return false;
        hyphen_is_missing = hyphen_is_needed;
        break;
      case Kind::letter:
        if (pieces_[i].role != Role::word) break;
        if (letter(i) == U'-') {
          starts_with_name = ends_with_noun = false;
          if (i + 2 < pieces_.size() && kind(i + 1) == Kind::hyphen_place) {
            at_boundary = has_hyphen = true;
            ++i;
          }
          break;
        }
        if (at_boundary) {
          if (last == 0 || (before_last == U'i' && last == U's')) hyphen_is_free = true;
          if (has_hyphen) hyphen_is_needed = false;
          if (!hyphen_is_free || !has_hyphen) {
            last = voikko_lower(last);
            const bool meets_itself = last == voikko_lower(letter(i)) && is_vowel(last);
            if ((meets_itself || is_ascii_digit(last)) != has_hyphen) return false;
          }
          at_boundary = false;
          hyphen_is_free = hyphen_is_free && hyphen_was_just_freed;
          hyphen_was_just_freed = false;
        }
        before_last = last;
        last = letter(i);
        break;
      default:
        break;
    }
  }
  return !hyphen_is_missing && !(starts_with_name && ends_with_noun);
}

std::optional<std::string> Output::structure(std::size_t letters) const {
  std::optional<std::string> written = voikko_structure(pieces_, letters);
  if (written) correct_capitals(*written);
  return written;
}

/// "pariisilainen" is no name, and the first part of Isolla-Britannialla is one.
void Output::correct_capitals(std::string& structure) const {
  bool starts_inflected = false;
  std::ptrdiff_t hyphens = 0;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    if (kind(i) == Kind::no_name) {
      std::ptrdiff_t before = 0;
      for (char& c : structure) {
        if (c == '-') ++before;
        if (c == 'i' && before == hyphens) c = 'p';
      }
    } else if (kind(i) == Kind::inflected_start) {
      starts_inflected = true;
    } else if (tag(i) == "Ln") {
      starts_inflected = false;
    } else if (symbol(i).letter == U'-') {
      ++hyphens;
      if (!starts_inflected) continue;
      if (symbol(pieces_.size() - 1).letter != U'-' && !is_place_name_after(i)) return;
      const std::size_t first = structure.find_first_of("ip");
      if (first != structure.npos) structure[first] = 'i';
      return;
    }
  }
}

/// "-[Bc]" or "-[Bh][Bc]": what stands before the hyphen is all there is.
bool Output::is_prefix_part(std::size_t i) const {
  if (i == 0) return false;
  if (symbol(i - 1).letter == U'-') return true;
  return i > 1 && kind(i - 1) == Kind::hyphen_place && symbol(i - 2).letter == U'-';
}

/// The last part decides.
void Output::read_attributes(VoikkoAnalysis& analysis) const {
  bool is_compared = false, is_adverb_in_sti = false, in_last_part = true, has_class = false;
  const auto set = [](std::string& attribute, std::string_view value) {
    if (attribute.empty()) attribute = value;
  };
  const auto is_inflected = [&] { return analysis.word_class != "etuliite" && analysis.word_class != "seikkasana"; };
  for (std::size_t i = pieces_.size(); i-- > 0;) {
    const std::string_view value = symbol(i).value;
    switch (kind(i)) {
      case Kind::word_class: {
        const bool is_adjective = tag(i) == "Lnl" && (is_adverb_in_sti || is_compared || tag(0) == "Lu");
        if (!has_class) analysis.word_class = is_adjective ? "laatusana" : value;
        has_class = true;
        break;
      }
      case Kind::number:
        if (is_inflected()) set(analysis.number, value);
        break;
      case Kind::noun_case:
        if (!is_inflected()) break;
        set(analysis.noun_case, value);
        is_adverb_in_sti |= tag(i) == "Ssti";
        break;
      case Kind::mood:
        if (!has_class) set(analysis.mood, value);
        break;
      case Kind::comparison:
        is_compared |= !has_class;
        break;
      case Kind::participle:
        if (in_last_part && (!has_class || analysis.word_class == "laatusana" || tag(pieces_.size() - 1) == "Ln"))
          set(analysis.participle, value);
        break;
      case Kind::part_start:
        if (tag(i) != "Bc" || pieces_[i].at < 5) break;
        in_last_part = false;
        if (!has_class && is_prefix_part(i)) {
          analysis.word_class = "etuliite";
          has_class = true;
        }
        break;
      default:
        break;
    }
  }
  if (analysis.participle == "past_passive") analysis.word_class = "laatusana";
  if (analysis.noun_case == "kerrontosti") analysis.number.clear();
}

/// Base form without its "=", from the piece after [Xp] on.
void Output::append_base(std::size_t from, bool with_capital, std::string& base) const {
  for (std::size_t i = from; kind(i) == Kind::letter; ++i) {
    if (symbol(i).letter == U'=') continue;
    append(base, with_capital && i == from ? voikko_upper(symbol(i).letter) : symbol(i).letter);
  }
}

/// Of a number every part is put into its base form: kahdellekymmenelle, kaksikymmentä. False if it is something else
/// that starts with one.
bool Output::append_numeral(std::size_t from, std::string& base) const {
  const std::size_t end = length(), start = base.size();
  bool in_base = false, base_passed = false;
  bool in_digits = from < pieces_.size() && (is_ascii_digit(letter(from)) || letter(from) == U'-');
  for (std::size_t i = from; i < pieces_.size(); ++i) {
    if (kind(i) == Kind::letter) {
      if (pieces_[i].role == Role::hint) continue;
      if (in_base || in_digits || !base_passed || symbol(i).letter == U'-') append(base, symbol(i).letter);
      continue;
    }
    if (in_digits) {
      in_digits = false;
      base_passed = true;
    }
    const bool goes_on = pieces_[i].at + 6U < end;
    if (kind(i) == Kind::base_form || kind(i) == Kind::suffix_base) {
      in_base = true;
    } else if (kind(i) == Kind::end) {
      if (in_base) base_passed = true;
      in_base = false;
    } else if (tag(i) == "Bc" && (goes_on || i + 1 == pieces_.size())) {
      if (!goes_on) {
        base.resize(start);
        return false;
      }
      base_passed = false;
    } else if (goes_on && (tag(i) == "Ln" || tag(i) == "Ll" || tag(i) == "Lnl")) {
      base.resize(start);
      return false;
    }
  }
  return true;
}

/// All parts as they stand, but the last in its base form.
std::string Output::base_form(std::string_view structure) const {
  std::string base;
  std::size_t last_base = 0, before_last_base = 0;  // where the last [Xp] begins, and how much stood before it
  std::size_t hyphens_in_base = 0;
  bool may_start_inflected = true, starts_inflected = false, has_class = false;
  std::size_t in_structure = 0;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    switch (kind(i)) {
      case Kind::base_form:
      case Kind::suffix_base:
        last_base = i + 1;
        before_last_base = base.size();
        hyphens_in_base = 0;
        break;
      case Kind::inflected_start:
        starts_inflected = may_start_inflected;
        break;
      case Kind::word_class:
        if (!has_class && tag(i) == "Lu" && pieces_[i].at + 6U < length()) {
          if (append_numeral(i + 1, base)) return base;
        } else {
          starts_inflected = false;
          may_start_inflected = tag(i).starts_with("Ll") || tag(i) == "Lnl";
        }
        has_class = true;
        break;
      case Kind::letter: {
        if (pieces_[i].role == Role::base && symbol(i).letter == U'-') ++hyphens_in_base;
        if (pieces_[i].role != Role::word) break;
        char32_t next = letter(i);
        if (next == U'-') {
          if (hyphens_in_base > 0) {
            --hyphens_in_base;
          } else {
            // Iso-Britannia, but Pohjois-Suomi.
            const bool ends_in_is = i >= 2 && symbol(i - 2).letter == U'i' && symbol(i - 1).letter == U's';
            if (starts_inflected && last_base != 0 && !ends_in_is && is_place_name_after(i)) {
              base.resize(before_last_base);
              append_base(last_base, true, base);
            }
            last_base = 0;
          }
          starts_inflected = false;
        }
        while (in_structure < structure.size() && structure[in_structure] == '=') ++in_structure;
        if (in_structure < structure.size()) {
          const char shape = structure[in_structure++];
          if (shape == 'i' || shape == 'j') next = voikko_upper(next);
        }
        append(base, next);
        break;
      }
      default:
        break;
    }
  }
  if (last_base != 0) {
    base.resize(before_last_base);
    append_base(last_base, false, base);
  }
  return base;
}

/// The words that the parts come from: "+teh(tehdä)+nyt(+nyt)".
std::string Output::word_bases() const {
  std::string bases, base;
  std::size_t content = 0;  // where the last part begins
  bool in_content = false, in_suffix_base = false;
  const auto end_content = [&] {
    if (!base.empty()) bases += '(' + base + ')';
    base.clear();
  };
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    const bool is_hyphen_between = letter(i) == U'-' && i + 1 < pieces_.size() && tag(i + 1).starts_with('B');
    if (kind(i) == Kind::word_class || is_hyphen_between) {
      in_content = false;
      end_content();
      if (is_hyphen_between) bases += "+-";
    } else if (kind(i) == Kind::base_form) {
      base.clear();
      in_suffix_base = false;
    } else if (kind(i) == Kind::suffix_base) {
      if (in_content) {
        end_content();
        content = bases.size();
      }
      base.clear();
      in_suffix_base = true;
    } else if (kind(i) == Kind::letter && pieces_[i].role == Role::base) {
      if (in_suffix_base && base.empty()) base += '+';
      append(base, symbol(i).letter);
    } else if (letter(i) != 0) {
      if (!in_content) {
        bases += '+';
        content = bases.size();
        in_content = true;
      }
      append(bases, letter(i));
    }
  }
  if (base.empty()) return bases;
  bases.resize(content);
  if (base.front() == '+' && bases.ends_with('+')) bases.pop_back();
  for (const char c : base)
    if (c != '=') bases += c;
  end_content();
  return bases;
}

/// A compound with a noun like "yhtiö" at its end may be a name.
bool Output::may_be_organization() const {
  const std::size_t end = length();
  if (end < 13 || symbol(0).letter == U'-' || tag(0) == "La") return false;
  for (std::size_t i = pieces_.size(); i-- > 0 && pieces_[i].at >= 8;) {
    if (tag(i) == "Bc" && pieces_[i].at + 5U <= end) return false;
    if (kind(i) != Kind::organization) continue;
    while (i-- > 0 && pieces_[i].at >= 4)
      if (tag(i) == "Bc") return true;
    return false;
  }
  return false;
}

}  // namespace

bool add_voikko_analyses(VoikkoTransducer::Path path, const std::vector<VoikkoSymbol>& symbols, std::size_t letters,
                         std::vector<VoikkoPiece>& pieces, std::vector<VoikkoAnalysis>& analyses) {
  if (!split(path, symbols, pieces)) return false;
  const Output output(pieces);
  if (!output.is_word()) return true;
  std::optional<std::string> structure = output.structure(letters);
  if (!structure) return false;
  VoikkoAnalysis& analysis = analyses.emplace_back();
  analysis.structure = *std::move(structure);
  output.read_attributes(analysis);
  analysis.base_form = output.base_form(analysis.structure);
  if (!analysis.participle.empty()) analysis.word_bases = output.word_bases();
  if (analysis.word_class != "nimisana" || !output.may_be_organization()) return true;
  VoikkoAnalysis organization = analysis;
  organization.word_class = "nimi";
  organization.word_bases.clear();
  if (organization.structure.size() < 2) return false;
  organization.structure[1] = 'i';
  organization.base_form = output.base_form(organization.structure);
  analyses.push_back(std::move(organization));
  return true;
}

}  // namespace termknit
