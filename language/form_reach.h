// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// "Can Hunspell know this word at all?" in less than a microsecond, where Hunspell takes ten to thirty to say no. Two
// of three words it is asked for are none: other letter cases, guessed diacritics, parts of compounds, foreign words.
// An affix is taken off as Hunspell would, and what is left is looked for among the entries with the affix's class, in
// a Bloom filter; conditions and letter case are not looked at. docs/decisions/words-hunspell-cannot-know.md

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "language/affix_file.h"
#include "language/language_profile.h"

namespace termknit {

class FormReach {
 public:
  /// Of the word list `entries` (a .dic file as it is). `affixes` must outlive this object.
  FormReach(const AffixFile& affixes, std::string_view entries);

  /// False only if Hunspell neither analyses nor accepts `word` (UTF-8).
  bool may_know(std::string_view word);
  /// False only if no analysis names `entry` as its stem and `flag` as what made the form of it.
  bool may_have_flag(std::string_view entry, char flag) const;
  /// Letters, and signs that Hunspell has no rules of its own for.
  bool is_plain(std::string_view word) const;
  /// Affixes bring `flag` along.
  bool is_put_on(char flag) const { return is_put_on_[static_cast<unsigned char>(flag)]; }
  /// False only if no pieces make up `word`, in small letters.
  bool may_be_compound(std::string_view word) const;
  /// False only if `stem`, in small letters, is no form whose affix allows the suffixes of `flag`.
  bool may_be_made_of_made(std::string_view stem, char flag) const;

 private:
  /// One Bloom filter for texts of every kind, a word of 64 bits a text.
  class Texts {
   public:
    void make_room(std::size_t texts);
    void add(std::uint64_t hash, char kind);
    bool contains(std::uint64_t hash, char kind) const;

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
  };
  struct Prefix {
    char flag;
    std::string strip, add;
    std::string continuation;
  };
  /// A rule that puts its flags on what it makes.
  struct Inner {
    char flag;
    std::string strip, add;
  };

  void take_rules();
  void take_prefix(char flag, const PrefixRule& rule, std::string_view pieces);
  void take_suffix(char flag, const SuffixRule& rule);
  bool leads_to_pieces(std::string_view flags) const;
  void take_entries(std::string_view text);
  void take_compound_pieces(const std::string& entry, std::string_view flags);
  void add_piece(std::string_view form, std::string_view flags);
  bool is_reachable(std::string_view word) const;
  bool may_be_inflected(std::string_view word, const Prefix* prefix) const;
  bool may_be_made(std::string_view stem, const Group& group, const Prefix* prefix) const;
  bool may_be_piece(std::string_view text, char kind) const;

  const AffixFile& affixes_;
  bool usable_ = false;
  bool stems_are_entries_ = true;  ///< no line of the list names another stem
  Texts texts_;
  std::unordered_map<std::string, std::vector<Group>, StringHash, std::equal_to<>> suffixes_;  ///< by what they add
  std::size_t longest_suffix_ = 0;                                                             ///< bytes
  std::vector<Prefix> prefixes_;
  std::array<std::vector<Inner>, 256> inner_{};  ///< by a suffix flag among those they put on
  std::array<bool, 256> is_affix_{};
  bool prefixes_bring_suffixes_ = false;     ///< whether an entry has their flags or not
  std::array<bool, 256> is_put_on_{};        ///< by affixes
  std::array<bool, 256> leads_to_pieces_{};  ///< flags of entries that, or whose forms, are pieces of compounds
  std::vector<std::pair<std::uint64_t, char>> pieces_{};  ///< of compounds, until there is room for them
  std::string last_word_{};
  bool last_answer_ = true;
};

}  // namespace termknit
