// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// "Can Hunspell know this word at all?" in less than a microsecond, where Hunspell takes ten to thirty to say no. Two
// of three words it is asked for are none: other letter cases, guessed diacritics, parts of compounds, foreign words.
// An affix is taken off as Hunspell would, and what is left is looked for among the entries with the affix's class, the
// pieces of compounds in a Bloom filter; conditions and letter case are not looked at.
// docs/decisions/words-hunspell-cannot-know.md

#include <array>
#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "language/affix_file.h"
#include "language/entry_table.h"
#include "language/language_profile.h"

namespace termknit {

class FormReach {
 public:
  /// Of the word list `entries` (a .dic file as it is). `affixes` must outlive this object.
  FormReach(const AffixFile& affixes, std::string_view entries);

  /// The last answer: a form is asked for in several cases, one after the other. Each thread has its own.
  struct Last {
    std::string word{};
    bool answer = true;
  };

  /// False only if Hunspell does not analyse `word` (UTF-8).
  bool may_analyze(std::string_view word, Last& last) const;
  /// False only if Hunspell does not accept `word` as spelt right, whole or in pieces between signs.
  bool may_accept(std::string_view word, Last& last) const;
  /// False only if no analysis names `entry` as its stem and `flag` as what made the form of it.
  bool may_have_flag(std::string_view entry, char flag) const;
  /// Letters, and signs that Hunspell has no rules of its own for.
  bool is_plain(std::string_view word) const;
  const EntryTable& entries() const { return entries_; }
  /// Rules and list are of a kind that we understand; else everything may be.
  bool is_usable() const { return usable_; }
  /// Affixes bring `flag` along.
  bool is_put_on(char flag) const { return is_put_on_[static_cast<unsigned char>(flag)]; }
  /// False only if no pieces make up `word`, in small letters.
  bool may_be_compound(std::string_view word) const;
  static constexpr std::size_t kLongestCompound = 200;  ///< bytes: longer ones are Hunspell's to refuse
  using Ends = std::bitset<kLongestCompound + 1>;       ///< between the bytes of a word
  /// Adds to `ends` where pieces may end that begin `from` bytes behind the beginning of `word`, in small letters and
  /// no longer than a compound; those at the end of the word are such as may stand last.
  void find_piece_ends(std::string_view word, std::size_t from, Ends& ends) const;
  /// False only if `stem`, in small letters, is no form whose affix allows the suffixes of `flag`.
  bool may_be_made_of_made(std::string_view stem, char flag) const;

 private:
  using Place = CompoundPlace;
  using PlaceSet = std::bitset<kCompoundPlaces.size()>;
  /// A Bloom filter, a word of 64 bits a piece.
  class Pieces {
   public:
    void make_room(std::size_t pieces);
    void add(std::uint64_t hash, Place place);
    bool contains(std::uint64_t hash, Place place) const;

   private:
    std::vector<std::uint64_t> words_{};
  };
  struct Suffix {
    char flag;
    std::string continuation;
  };
  /// Suffixes that stand in front of one ending and cut off the same.
  struct Group {
    std::string strip;
    std::vector<Suffix> suffixes;
    std::string outer{};  ///< flags of those that other suffixes put on
  };
  struct Prefix {
    char flag;
    std::string strip, add;
    std::string continuation;
  };
  /// Rules with one text to strip and to add that put a flag on what they make.
  struct Inner {
    std::string strip, add;
    EntryTable::Flags flags{};  ///< their own
  };

  void take_rules();
  void take_prefix(char flag, const PrefixRule& rule, std::string_view pieces);
  bool brings_suffixes(const PrefixRule& rule) const;
  void take_suffix(char flag, const SuffixRule& rule);
  bool leads_to_pieces(std::string_view flags) const;
  void take_entries(std::string text);
  void take_compound_pieces(const std::string& entry, std::string_view flags);
  void add_piece(std::string_view form, PlaceSet places);
  PlaceSet places_of(std::string_view flags) const;
  void take_letters(std::string_view text);
  bool has_known_letters(std::string_view word) const;
  bool is_readable(std::string_view word) const;
  bool may_have_sharps(std::string_view word, std::string_view lower) const;
  bool may_be_form(const std::string& lower, Last& last) const;
  bool is_reachable(std::string_view word) const;
  bool may_be_inflected(std::string_view word, const Prefix* prefix) const;
  bool may_be_made(std::string_view stem, const Group& group, const Prefix* prefix) const;
  void reach_ends(std::string_view rest, std::size_t prefix, TextHash beginning, std::size_t from, Ends& reached) const;

  const AffixFile& affixes_;
  bool usable_ = false;
  bool stems_are_entries_ = true;  ///< no line of the list names another stem
  EntryTable entries_;
  std::vector<bool> letters_;  ///< by code point: those of two or three bytes in list and affixes
  Pieces pieces_;
  std::unordered_map<std::string, std::vector<Group>, StringHash, std::equal_to<>> suffixes_;  ///< by what they add
  std::size_t longest_suffix_ = 0;                                                             ///< bytes
  std::vector<Prefix> empty_prefixes_;                                                         ///< that add nothing
  std::array<std::vector<Prefix>, 256> prefixes_{};          ///< the others, by the first byte of what they add
  std::array<std::string, 256> put_on_by_prefix_{};          ///< flags that a prefix flag brings along
  std::array<const std::vector<SuffixRule>*, 256> rules_{};  ///< of a suffix flag; null: none
  std::array<std::vector<Inner>, 256> inner_{};              ///< by a suffix flag among those they put on
  std::array<PlaceSet, 256> places_{};                       ///< that a flag allows
  std::array<bool, 256> is_affix_{};
  bool prefixes_bring_suffixes_ = false;     ///< whether an entry has their flags or not
  std::array<bool, 256> is_put_on_{};        ///< by affixes
  std::array<bool, 256> leads_to_pieces_{};  ///< flags of entries that, or whose forms, are pieces of compounds
  std::vector<std::pair<std::uint64_t, Place>> found_pieces_{};  ///< until there is room for them
};

}  // namespace termknit
