// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/form_reach.h"

#include <algorithm>
#include <bit>
#include <optional>

#include "core/tsv.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr std::size_t kBitsPerPiece = 24;
constexpr std::size_t kMostPieces = 12;  // between signs

unsigned char index_of(char flag) {
  return static_cast<unsigned char>(flag);
}

bool shares_flag(std::string_view some, std::string_view others) {
  return some.find_first_of(others) != some.npos;
}

bool is_inside(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

/// Letters whose two cases are each other's image and nothing else's, for Hunspell and for us: those of the Latin
/// alphabets in the first 384 code points, without ª µ º İ ı ŉ ſ.
bool is_plain_letter(std::string_view letter) {
  const auto lead = static_cast<unsigned char>(letter[0]);
  if (letter.size() == 1) return (lead | 0x20U) >= 'a' && (lead | 0x20U) <= 'z';
  if (letter.size() != 2 || lead < 0xC3 || lead > 0xC5) return false;
  const unsigned code = (lead & 0x1FU) << 6 | (static_cast<unsigned char>(letter[1]) & 0x3FU);
  return code != 0xD7 && code != 0xF7 && code != 0x130 && code != 0x131 && code != 0x149 && code != 0x17F;
}

constexpr std::size_t kEndOfThreeBytes = 0x10000;  // code points

/// The code point that `text` begins with, of two or three bytes; 0 for others.
std::size_t code_of(std::string_view text) {
  if (text.size() < 2) return 0;
  const auto byte = [&](std::size_t at) { return static_cast<std::size_t>(static_cast<unsigned char>(text[at])); };
  const std::size_t size = byte(0) < 0xE0 ? 2 : 3;
  if (byte(0) >= 0xF0 || text.size() < size) return 0;
  if (size == 2) return (byte(0) & 0x1FU) << 6 | (byte(1) & 0x3FU);
  return (byte(0) & 0x0FU) << 12 | (byte(1) & 0x3FU) << 6 | (byte(2) & 0x3FU);
}

bool is_letter_byte(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/// ASCII that is neither letter nor digit, blank or stroke: pieces may be accepted between such signs.
bool is_sign(char c) {
  return c > ' ' && c < '\x7f' && !is_letter_byte(c) && !(c >= '0' && c <= '9') && c != '/' && c != '\\';
}

/// Calls `f(text)` for each letter until it says no.
template <typename F>
bool all_letters(std::string_view word, const F& f) {
  for (std::size_t at = 0; at < word.size();) {
    std::size_t size = 1;
    while (is_inside(word, at + size)) ++size;
    if (!f(word.substr(at, size), at)) return false;
    at += size;
  }
  return !word.empty();
}

bool is_of_letters_and_signs(std::string_view word) {
  return all_letters(word, [](std::string_view letter, std::size_t) {
    return is_plain_letter(letter) || (letter[0] >= '0' && letter[0] <= '9') || is_sign(letter[0]);
  });
}

/// µm: as long as nothing is a capital it does not matter which letter is which one's.
bool is_small_with_odd_letters(std::string_view word) {
  std::string buffer;
  return all_letters(word, [](std::string_view letter,
                              std::size_t) { return letter.size() == 2 || is_of_letters_and_signs(letter); }) &&
         to_lower(word, buffer) == word;
}

/// Calls `f(stem)` for `word` without its last `cut` bytes and with `add` behind it.
template <typename F>
auto with_stem(std::string_view word, std::size_t cut, std::string_view add, const F& f) {
  thread_local std::string stem;
  std::string mine = std::move(stem);  // f may come here again
  mine.assign(word.substr(0, word.size() - cut)).append(add);
  const auto answer = f(std::string_view(mine));
  stem = std::move(mine);
  return answer;
}

}  // namespace

void FormReach::Pieces::make_room(std::size_t pieces) {
  words_.assign(std::bit_ceil(pieces * kBitsPerPiece / 64 + 1), 0);
}

namespace {
/// Which word, and five of its bits.
std::pair<std::uint64_t, std::uint64_t> bits_of(std::uint64_t hash, std::uint64_t place) {
  std::uint64_t mixed = (hash ^ (place + 1) * 0x9E3779B97F4A7C15U) * 0xD6E8FEB86659FD93U;
  mixed ^= mixed >> 32;
  mixed *= 0xD6E8FEB86659FD93U;
  std::uint64_t bits = 0;
  for (int i = 0; i < 5; ++i) bits |= std::uint64_t{1} << (mixed >> (6 * i) & 63);
  return {mixed >> 32, bits};
}
}  // namespace

void FormReach::Pieces::add(std::uint64_t hash, Place place) {
  const auto [word, bits] = bits_of(hash, static_cast<std::uint64_t>(place));
  words_[word & (words_.size() - 1)] |= bits;
}

bool FormReach::Pieces::contains(std::uint64_t hash, Place place) const {
  const auto [word, bits] = bits_of(hash, static_cast<std::uint64_t>(place));
  return (words_[word & (words_.size() - 1)] & bits) == bits;
}

FormReach::FormReach(const AffixFile& affixes, std::string_view entries) : affixes_(affixes) {
  if (!affixes_.reach_is_known()) return;
  auto text = dictionary_text(entries, affixes_.encoding());
  if (!text) return;
  for (const InputConversion& conversion : affixes_.conversions()) take_letters(conversion.from);
  stems_are_entries_ = text->find("st:") == text->npos;
  take_rules();
  take_entries(*std::move(text));
  usable_ = true;
}

void FormReach::take_rules() {
  const CompoundFlags& compounds = affixes_.compounds();
  const std::string pieces = compounds.all();
  for (const char flag : pieces) leads_to_pieces_[index_of(flag)] = true;
  for (const Place place : kCompoundPlaces) {
    for (const char flag : compounds.of(place)) places_[index_of(flag)].set(static_cast<std::size_t>(place));
  }
  for (const auto* classes : {&affixes_.prefix_classes(), &affixes_.half_letter_prefixes()}) {
    for (const auto& [flag, rules] : *classes) {
      for (const PrefixRule& rule : rules) take_prefix(flag, rule, pieces);
    }
  }
  const auto suffix_classes = {&affixes_.suffix_classes(), &affixes_.half_letter_suffixes()};
  for (const auto& [flag, rules] : affixes_.suffix_classes()) rules_[index_of(flag)] = &rules;
  for (const auto* classes : suffix_classes) {
    for (const auto& [flag, rules] : *classes) {
      for (const SuffixRule& rule : rules) take_suffix(flag, rule);
    }
  }
  for (auto& [ending, groups] : suffixes_) {
    for (Group& group : groups) {
      for (const Suffix& suffix : group.suffixes) {
        if (!inner_[index_of(suffix.flag)].empty() && group.outer.find(suffix.flag) == std::string::npos)
          group.outer += suffix.flag;
      }
    }
  }
  // Twice: a rule's flag may lead to one that leads to pieces.
  for (int level = 0; level < 2; ++level) {
    for (const auto& [flag, rules] : affixes_.suffix_classes()) {
      for (const SuffixRule& rule : rules) {
        if (leads_to_pieces(rule.continuation)) leads_to_pieces_[index_of(flag)] = true;
      }
    }
  }
}

void FormReach::take_prefix(char flag, const PrefixRule& rule, std::string_view pieces) {
  const std::string strip = to_lower(rule.strip), add = to_lower(rule.add);
  put_on_by_prefix_[index_of(flag)] += rule.continuation;
  for (const char put_on : rule.continuation) is_put_on_[index_of(put_on)] = true;
  if (shares_flag(rule.continuation, pieces)) leads_to_pieces_[index_of(flag)] = true;
  is_affix_[index_of(flag)] = true;
  take_letters(rule.add);
  const bool brings = brings_suffixes(rule);
  prefixes_bring_suffixes_ = prefixes_bring_suffixes_ || brings;
  // One that changes nothing but the letter case makes no other words than there are without it.
  if (strip == add && !brings) return;
  std::vector<Prefix>& prefixes = add.empty() ? empty_prefixes_ : prefixes_[index_of(add.front())];
  prefixes.push_back({flag, strip, add, rule.continuation});
}

bool FormReach::brings_suffixes(const PrefixRule& rule) const {
  return std::any_of(rule.continuation.begin(), rule.continuation.end(), [this](char flag) {
    return affixes_.suffix_classes().contains(flag) || affixes_.half_letter_suffixes().contains(flag);
  });
}

void FormReach::take_suffix(char flag, const SuffixRule& rule) {
  const std::string ending = to_lower(rule.add), strip = to_lower(rule.strip);
  take_letters(rule.add);
  longest_suffix_ = std::max(longest_suffix_, ending.size());
  std::vector<Group>& groups = suffixes_[ending];
  auto group = std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return g.strip == strip; });
  if (group == groups.end()) group = groups.insert(group, {strip, {}});
  const bool known = std::any_of(group->suffixes.begin(), group->suffixes.end(), [&](const Suffix& s) {
    return s.flag == flag && s.continuation == rule.continuation;
  });
  if (!known) group->suffixes.push_back({flag, rule.continuation});
  for (const char outer : rule.continuation) {
    is_put_on_[index_of(outer)] = true;
    auto& inner = inner_[index_of(outer)];
    auto same =
        std::find_if(inner.begin(), inner.end(), [&](const Inner& i) { return i.strip == strip && i.add == ending; });
    if (same == inner.end()) same = inner.insert(same, {strip, ending});
    same->flags.set(index_of(flag));
  }
  is_affix_[index_of(flag)] = true;
}

bool FormReach::leads_to_pieces(std::string_view flags) const {
  return std::any_of(flags.begin(), flags.end(), [this](char flag) { return leads_to_pieces_[index_of(flag)]; });
}

void FormReach::take_letters(std::string_view text) {
  if (letters_.empty()) letters_.resize(kEndOfThreeBytes);
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (static_cast<unsigned char>(text[at]) < 0xC0) continue;
    const std::size_t code = code_of(text.substr(at));
    if (letters_[code]) continue;
    letters_[code] = true;
    const std::string_view letter = text.substr(at, code < 0x800 ? 2 : 3);
    if (letter == "µ") continue;  // its capital is the Greek letter's
    for (const std::string& other : {to_lower(letter), to_title(letter)}) letters_[code_of(other)] = true;
  }
}

/// Not so of words in other scripts. Hunspell cuts words off at letters of four bytes, so these are its own to judge.
bool FormReach::has_known_letters(std::string_view word) const {
  const auto is_known = [this](std::string_view letter) {
    return static_cast<unsigned char>(letter[0]) < 0x80 || letters_[code_of(letter)];
  };
  return !usable_ || word.empty() || all_letters(word, [&](std::string_view letter, std::size_t) {
    return letter.size() > 3 || is_known(letter) || is_known(to_lower(letter)) || is_known(to_title(letter));
  });
}

void FormReach::take_entries(std::string text) {
  take_letters(text);
  entries_ = EntryTable(std::move(text), affixes_.forbidding().forbidden, [this](const EntryTable::Entry& entry) {
    if (leads_to_pieces(entry.flags)) take_compound_pieces(std::string(entry.word), entry.flags);
  });
  pieces_.make_room(found_pieces_.size());
  for (const auto& [hash, place] : found_pieces_) pieces_.add(hash, place);
  found_pieces_ = {};
}

/// With all that affixes allow, whether Hunspell lets them stand inside a compound or not.
void FormReach::take_compound_pieces(const std::string& entry, std::string_view flags) {
  std::string all(flags);
  for (const char flag : flags) all += put_on_by_prefix_[index_of(flag)];
  const PlaceSet places = places_of(all);
  add_piece(entry, places);
  for (const char flag : all) {
    if (!rules_[index_of(flag)]) continue;
    for (const SuffixRule& rule : *rules_[index_of(flag)]) {
      const PlaceSet with_rule = places | places_of(rule.continuation);
      if (with_rule.none() && !leads_to_pieces(rule.continuation)) continue;
      const auto form = rule.apply(entry);
      if (!form) continue;
      add_piece(*form, with_rule);
      for (const char outer : rule.continuation) {
        if (!rules_[index_of(outer)]) continue;
        for (const SuffixRule& second : *rules_[index_of(outer)]) {
          const PlaceSet with_both = with_rule | places_of(second.continuation);
          if (with_both.none()) continue;
          if (const auto longer = second.apply(*form)) add_piece(*longer, with_both);
        }
      }
    }
  }
}

FormReach::PlaceSet FormReach::places_of(std::string_view flags) const {
  PlaceSet places;
  for (const char flag : flags) places |= places_[index_of(flag)];
  return places;
}

void FormReach::add_piece(std::string_view form, PlaceSet places) {
  if (places.none()) return;
  thread_local std::string buffer;
  const std::uint64_t hash = TextHash(to_lower(form, buffer)).value();
  for (const Place place : kCompoundPlaces) {
    if (places[static_cast<std::size_t>(place)]) found_pieces_.emplace_back(hash, place);
  }
}

/// Dots at the end are looked at as one and as none.
bool FormReach::is_plain(std::string_view word) const {
  return is_readable(word) && word.back() != '.';
}

/// Words whose letter cases and signs we understand; a stroke in the list is not its entry's.
bool FormReach::is_readable(std::string_view word) const {
  return usable_ && (is_of_letters_and_signs(word) || is_small_with_odd_letters(word)) && !affixes_.is_converted(word);
}

/// STRASSE is straße to Hunspell.
bool FormReach::may_have_sharps(std::string_view word, std::string_view lower) const {
  return affixes_.checks_sharps() && lower != word && lower.find("ss") != lower.npos &&
         to_lower(word.substr(1)) != word.substr(1);
}

bool FormReach::may_be_form(const std::string& lower, Last& last) const {
  if (lower != last.word) {
    last.answer = is_reachable(lower) || may_be_compound(lower);
    last.word = lower;
  }
  return last.answer;
}

bool FormReach::may_analyze(std::string_view word, Last& last) const {
  if (!is_readable(word)) return has_known_letters(word);
  std::string lower = to_lower(word);
  if (may_have_sharps(word, lower)) return true;
  if (!lower.ends_with('.')) return may_be_form(lower, last);
  // Dots at the end are looked at as one, and as none.
  while (lower.ends_with('.')) lower.pop_back();
  return lower.empty() || may_be_form(lower, last) || may_be_form(lower + '.', last);
}

bool FormReach::may_accept(std::string_view word, Last& last) const {
  if (!is_readable(word)) return true;
  const std::string lower = to_lower(word);
  if (may_have_sharps(word, lower)) return true;
  std::vector<std::size_t> ends;  // of pieces
  for (std::size_t at = 0; at < lower.size(); ++at) {
    if (is_sign(lower[at])) ends.push_back(at);
  }
  ends.push_back(lower.size());
  if (ends.size() > kMostPieces) return true;
  const auto may_be_piece_between = [&](std::size_t from, std::size_t to) {
    const std::string_view piece = std::string_view(lower).substr(from, to - from);
    return std::none_of(piece.begin(), piece.end(), is_letter_byte) || may_be_form(std::string(piece), last) ||
           (to < lower.size() && lower[to] == '.' && may_be_form(std::string(piece) + '.', last));
  };
  // From the first piece on, of one or more of these.
  std::vector<std::size_t> begins{0};
  for (const std::size_t end : ends) {
    if (std::any_of(begins.begin(), begins.end(), [&](std::size_t from) { return may_be_piece_between(from, end); })) {
      if (end == lower.size()) return true;
      begins.push_back(end + 1);
    }
  }
  return false;
}

bool FormReach::may_have_flag(std::string_view entry, char flag) const {
  return !usable_ || !stems_are_entries_ || is_put_on_[index_of(flag)] || !is_affix_[index_of(flag)] ||
         entries_.flags(TextHash(to_lower(entry)).value())[index_of(flag)];
}

bool FormReach::is_reachable(std::string_view word) const {
  const auto may_be_prefixed = [&](const Prefix& prefix) {
    return word.starts_with(prefix.add) &&
           with_stem(prefix.strip, 0, word.substr(prefix.add.size()),
                     [&](std::string_view rest) { return may_be_inflected(rest, &prefix); });
  };
  if (word.empty()) return false;
  const std::vector<Prefix>& prefixes = prefixes_[index_of(word.front())];
  return may_be_inflected(word, nullptr) ||
         std::any_of(empty_prefixes_.begin(), empty_prefixes_.end(), may_be_prefixed) ||
         std::any_of(prefixes.begin(), prefixes.end(), may_be_prefixed);
}

bool FormReach::may_be_inflected(std::string_view word, const Prefix* prefix) const {
  const std::uint64_t hash = TextHash(word).value();
  if (prefix ? entries_.flags(hash)[index_of(prefix->flag)] : entries_.contains(hash)) return true;
  for (std::size_t size = 0; size <= std::min(longest_suffix_, word.size()); ++size) {
    const auto groups = suffixes_.find(word.substr(word.size() - size));
    if (groups == suffixes_.end()) continue;
    for (const Group& group : groups->second) {
      if (with_stem(word, size, group.strip, [&](std::string_view stem) { return may_be_made(stem, group, prefix); }))
        return true;
    }
  }
  return false;
}

/// A suffix may stand at an entry that has its flag, or behind a prefix that brings it; the prefix, where the entry or
/// the suffix allows it.
bool FormReach::may_be_made(std::string_view stem, const Group& group, const Prefix* prefix) const {
  if (std::any_of(group.outer.begin(), group.outer.end(), [&](char flag) { return may_be_made_of_made(stem, flag); }))
    return true;
  const std::uint64_t hash = TextHash(stem).value();
  if (!entries_.contains(hash)) return false;
  const EntryTable::Flags flags = entries_.flags(hash);
  return std::any_of(group.suffixes.begin(), group.suffixes.end(), [&](const Suffix& suffix) {
    if (prefix && prefix->continuation.find(suffix.flag) != std::string::npos) return true;
    return flags[index_of(suffix.flag)] &&
           (!prefix || flags[index_of(prefix->flag)] || suffix.continuation.find(prefix->flag) != std::string::npos);
  });
}

/// The stem of a suffix that another suffix allows.
bool FormReach::may_be_made_of_made(std::string_view stem, char flag) const {
  return std::any_of(inner_[index_of(flag)].begin(), inner_[index_of(flag)].end(), [&](const Inner& inner) {
    return stem.ends_with(inner.add) && with_stem(stem, inner.add.size(), inner.strip, [&](std::string_view entry) {
             const std::uint64_t hash = TextHash(entry).value();
             return entries_.contains(hash) && (prefixes_bring_suffixes_ || (entries_.flags(hash) & inner.flags).any());
           });
  });
}

/// Pieces one behind the other, the first and the last of which may stand there.
bool FormReach::may_be_compound(std::string_view word) const {
  if (affixes_.compounds().all().empty()) return false;
  if (word.size() > kLongestCompound) return true;
  Ends reached;
  reached.set(0);
  for (std::size_t from = 0; from < word.size(); ++from) {
    if (!reached[from]) continue;
    if (from > 0 && affixes_.compounds().by_rules && is_reachable(word.substr(from))) return true;
    find_piece_ends(word, from, reached);
    if (reached[word.size()]) return true;
  }
  return false;
}

void FormReach::find_piece_ends(std::string_view word, std::size_t from, Ends& ends) const {
  const std::string_view rest = word.substr(from);
  reach_ends(rest, 0, {}, from, ends);
  for (const Prefix& prefix : prefixes_[index_of(rest.front())]) {
    if (!rest.starts_with(prefix.add)) continue;
    reach_ends(rest, prefix.add.size(), TextHash(prefix.strip), from, ends);
  }
}

/// Notes in `reached` where pieces may end that begin with the first byte of `rest`, which is `from` bytes behind the
/// word's beginning. What stands behind the first `prefix` bytes is hashed, after what `beginning` has hashed.
void FormReach::reach_ends(std::string_view rest, std::size_t prefix, TextHash beginning, std::size_t from,
                           Ends& reached) const {
  const Place place = from == 0 ? Place::beginning : Place::middle;
  for (std::size_t size = prefix; size < rest.size(); ++size) {
    beginning.add(rest[size]);
    const std::size_t end = size + 1;
    const bool is_last = end == rest.size();
    if (is_last && from == 0) return;
    if (reached[from + end] || is_inside(rest, end)) continue;
    if (pieces_.contains(beginning.value(), is_last ? Place::end : place)) reached.set(from + end);
  }
}

}  // namespace termknit
