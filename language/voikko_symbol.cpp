// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/voikko_symbol.h"

#include <algorithm>
#include <iterator>

namespace termknit {
namespace {

using Kind = VoikkoSymbol::Kind;

struct Tag {
  std::string_view text;
  Kind kind;
  std::string_view value{};
};

constexpr Tag kTags[] = {
    {"Ln", Kind::word_class, "nimisana"},
    {"Ll", Kind::word_class, "laatusana"},
    {"Lnl", Kind::word_class, "nimisana_laatusana"},
    {"Lh", Kind::word_class, "huudahdussana"},
    {"Lee", Kind::word_class, "etunimi"},
    {"Les", Kind::word_class, "sukunimi"},
    {"Lep", Kind::word_class, "paikannimi"},
    {"Lem", Kind::word_class, "nimi"},
    {"Lt", Kind::word_class, "teonsana"},
    {"La", Kind::word_class, "lyhenne"},
    {"Ls", Kind::word_class, "seikkasana"},
    {"Lu", Kind::word_class, "lukusana"},
    {"Lur", Kind::word_class, "lukusana"},
    {"Lr", Kind::word_class, "asemosana"},
    {"Lc", Kind::word_class, "sidesana"},
    {"Ld", Kind::word_class, "suhdesana"},
    {"Lk", Kind::word_class, "kieltosana"},
    {"Lp", Kind::word_class, "etuliite"},
    {"Ny", Kind::number, "singular"},
    {"Nm", Kind::number, "plural"},
    {"Sn", Kind::noun_case, "nimento"},
    {"Sg", Kind::noun_case, "omanto"},
    {"Sp", Kind::noun_case, "osanto"},
    {"Ses", Kind::noun_case, "olento"},
    {"Str", Kind::noun_case, "tulento"},
    {"Sine", Kind::noun_case, "sisaolento"},
    {"Sela", Kind::noun_case, "sisaeronto"},
    {"Sill", Kind::noun_case, "sisatulento"},
    {"Sade", Kind::noun_case, "ulkoolento"},
    {"Sabl", Kind::noun_case, "ulkoeronto"},
    {"Sall", Kind::noun_case, "ulkotulento"},
    {"Sab", Kind::noun_case, "vajanto"},
    {"Sko", Kind::noun_case, "seuranto"},
    {"Sin", Kind::noun_case, "keinonto"},
    {"Ssti", Kind::noun_case, "kerrontosti"},
    {"Sak", Kind::noun_case, "kohdanto"},
    {"Tn1", Kind::mood, "A-infinitive"},
    {"Tn2", Kind::mood, "E-infinitive"},
    {"Tn3", Kind::mood, "MA-infinitive"},
    {"Tn4", Kind::mood, "MINEN-infinitive"},
    {"Tn5", Kind::mood, "MAINEN-infinitive"},
    {"Tt", Kind::mood, "indicative"},
    {"Te", Kind::mood, "conditional"},
    {"Tk", Kind::mood, "imperative"},
    {"Tm", Kind::mood, "potential"},
    {"Cc", Kind::comparison, "comparative"},
    {"Cs", Kind::comparison, "superlative"},
    {"Rv", Kind::participle, "present_active"},
    {"Ra", Kind::participle, "present_passive"},
    {"Ru", Kind::participle, "past_active"},
    {"Rt", Kind::participle, "past_passive"},
    {"Rm", Kind::participle, "agent"},
    {"Re", Kind::participle, "negation"},
    {"Xp", Kind::base_form},
    {"Xj", Kind::suffix_base},
    {"Xr", Kind::hints},
    {"X", Kind::end},
    {"Bc", Kind::part_start},
    {"Bm", Kind::part_start},
    {"Bh", Kind::hyphen_place},
    {"Isf", Kind::free_hyphen},
    {"Icu", Kind::hyphen_needed},
    {"Ica", Kind::place_name_end},
    {"Ion", Kind::organization},
    {"De", Kind::inflected_start},
    {"Dg", Kind::no_name},
};

Kind kind_of_unlisted(std::string_view tag) {
  // libvoikko looks at the first two letters of a flag.
  for (const std::string_view listed : {"Isf", "Icu", "Ica"})
    if (tag.starts_with(listed)) return Kind::unknown;
  // Tense, person, focus, possessive, negation, flags for the grammar checker.
  return std::string_view("APFOEI").find(tag.front()) != std::string_view::npos ? Kind::other : Kind::unknown;
}

bool is_ascii_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

}  // namespace

VoikkoSymbol::VoikkoSymbol(const VoikkoTransducer::Symbol& symbol) : letter(symbol.letter) {
  const std::string_view text = symbol.text;
  if (letter != 0) {
    length = 1;
    kind = letter == U'[' || letter == U']' ? Kind::unknown : Kind::letter;
    return;
  }
  if (text.size() < 3 || !text.starts_with('[') || !text.ends_with(']')) return;
  tag = text.substr(1, text.size() - 2);
  if (!std::all_of(tag.begin(), tag.end(), is_ascii_alphanumeric)) return;
  length = static_cast<std::uint16_t>(text.size());
  const Tag* listed = std::find_if(std::begin(kTags), std::end(kTags), [&](const Tag& t) { return t.text == tag; });
  kind = listed != std::end(kTags) ? listed->kind : kind_of_unlisted(tag);
  if (listed != std::end(kTags)) value = listed->value;
}

}  // namespace termknit
