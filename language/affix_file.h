// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The affix rules of a Hunspell .aff file: what the dictionary's flags do to a word. Hunspell itself only analyses.

#include <array>
#include <bitset>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"

namespace termknit {

/// "SFX J n ung [bgk]eln": from a word that ends like `condition`, cut `strip` and add `add`.
struct SuffixRule {
  std::string strip{};
  std::string add{};
  std::string continuation{};   ///< flags of the word made: "šana/Ss"
  std::string condition{};      ///< a letter, "." or "[abc]", "[^abc]" for each of the word's last letters
  std::string description{};    ///< what stands behind the condition: "is:dat"
  bool crosses = false;         ///< a prefix may stand in front of what it makes
  std::size_t line = 0;         ///< in the file
  std::bitset<256> excluded{};  ///< last bytes of words that the rule does not apply to: most, for most rules
  bool applies_to(std::string_view word) const;
  /// The word this rule makes of `word`; empty if it does not apply.
  std::optional<std::string> apply(std::string_view word) const;
};

/// "PFX N 0 ne .": before a word without `strip`, put `add`.
struct PrefixRule {
  std::string strip{};
  std::string add{};
  std::string continuation{};
  std::string condition{}, description{};  ///< as of a suffix; of the word's first letters
  bool crosses = false;                    ///< a suffix may stand behind what it makes
  std::size_t line = 0;
};

/// Flags that forbid an entry or an affix to stand where it stands; '\0': there is none.
struct ForbiddingFlags {
  char forbidden = '\0', needs_affix = '\0', circumfix = '\0', only_in_compound = '\0', keeps_case = '\0';
  bool warns = false;  ///< FORBIDWARN: other flags forbid too
};

/// What Hunspell puts for letters of a word before it looks at it (ICONV).
struct InputConversion {
  std::string from{}, to{};
  bool anywhere = true;  ///< not at the word's beginning or end only
};

inline bool has_flag(std::string_view flags, char flag) {
  return flag != '\0' && flags.find(flag) != flags.npos;
}

/// Where a piece stands in a compound.
enum class CompoundPlace : std::uint8_t { beginning, middle, end };
inline constexpr std::array kCompoundPlaces{CompoundPlace::beginning, CompoundPlace::middle, CompoundPlace::end};

/// Flags of what may stand in a compound at its beginning, in its middle and at its end.
struct CompoundFlags {
  std::string begin{}, middle{}, end{};
  char permit = '\0';             ///< of affixes that may stand inside; '\0': there is none
  std::size_t least_letters = 3;  ///< of a piece
  bool by_rules = false;          ///< COMPOUNDRULE: the last piece may be any inflected word (1based)
  bool by_flags = false;          ///< any other way
  bool has_conditions = false;    ///< besides the place of a piece
  const std::string& of(CompoundPlace place) const {
    return place == CompoundPlace::beginning ? begin : place == CompoundPlace::middle ? middle : end;
  }
  std::string all() const { return begin + middle + end; }
  /// As in English: 21st.
  bool of_numbers_only() const { return by_rules && !by_flags; }
};

class AffixFile {
 public:
  /// Reads `SFX` and `PFX` lines, converted to UTF-8 by the file's SET line; other directives are passed over. A line
  /// that cannot be read, a directive nobody knows and a class with rules missing are warnings with their numbers.
  /// Throws Error(io), and Error(malformed) if no line is a directive.
  static AffixFile read(const std::filesystem::path& file, const DiagnosticSink& sink);
  static AffixFile parse(std::string_view bytes, const std::string& name, const DiagnosticSink& sink);

  /// Rules of a one-letter flag.
  const std::vector<SuffixRule>& suffixes(char flag) const;
  /// The shortest word that `flag` makes of `entry`; empty if none applies.
  std::optional<std::string> shortest_form(char flag, std::string_view entry) const;
  /// The text that the prefix `flag` puts in front of `form`; empty if it is none of its own.
  std::string prefix_of(char flag, std::string_view form) const;
  /// Rules of a one-letter prefix flag; empty if it is none.
  const std::vector<PrefixRule>& prefixes(char flag) const;
  /// Rules of all prefix flags.
  const std::vector<PrefixRule>& all_prefixes() const { return all_prefixes_; }
  /// Rules of all one-letter flags.
  const std::map<char, std::vector<SuffixRule>>& suffix_classes() const { return suffixes_; }
  const std::map<char, std::vector<PrefixRule>>& prefix_classes() const { return prefixes_; }
  /// Those of flags that are no ASCII character, by the byte that Hunspell takes for the flag.
  const std::map<char, std::vector<SuffixRule>>& half_letter_suffixes() const { return half_letter_suffixes_; }
  const std::map<char, std::vector<PrefixRule>>& half_letter_prefixes() const { return half_letter_prefixes_; }
  const std::string& encoding() const { return encoding_; }
  bool single_letter_flags() const { return single_letter_flags_; }

  /// Every form is one entry with a prefix and suffixes or without: no compounds, no letters put for others, no rule
  /// that could not be read.
  bool only_affixes() const { return only_affixes_; }
  /// The rules, `compounds()` and `converted()` together say all that Hunspell can make of an entry, letter case and
  /// hyphens apart.
  bool reach_is_known() const { return reach_is_known_; }
  const CompoundFlags& compounds() const { return compounds_; }
  const ForbiddingFlags& forbidding() const { return forbidding_; }
  const std::vector<InputConversion>& conversions() const { return conversions_; }
  /// `word` as Hunspell looks at it, but for what is converted at its beginning or end only.
  std::string converted(std::string_view word) const;
  bool is_converted(std::string_view word) const;
  /// What Hunspell says is converted, too (OCONV).
  bool converts_output() const { return converts_output_; }
  /// SS may stand for ß.
  bool checks_sharps() const { return checks_sharps_; }
  /// Entries that a rule may cut off whole (FULLSTRIP): lv iet, eju. Empty without that directive.
  const std::set<std::string, std::less<>>& whole_strips() const { return whole_strips_; }

 private:
  class Reader;

  std::map<char, std::vector<SuffixRule>> suffixes_;
  std::map<char, std::vector<PrefixRule>> prefixes_;
  std::map<char, std::vector<SuffixRule>> half_letter_suffixes_;
  std::map<char, std::vector<PrefixRule>> half_letter_prefixes_;
  std::vector<PrefixRule> all_prefixes_;
  std::set<std::string, std::less<>> whole_strips_;
  std::string encoding_ = "ISO-8859-1";
  bool single_letter_flags_ = true;
  bool only_affixes_ = true, reach_is_known_ = true, checks_sharps_ = false;
  CompoundFlags compounds_;
  ForbiddingFlags forbidding_;
  std::vector<InputConversion> conversions_;
  bool converts_output_ = false;
};

/// `bytes` in a dictionary's encoding as UTF-8 ("ISO8859-13", "microsoft-cp1251" and the like are understood); null for
/// an unknown encoding.
std::optional<std::string> dictionary_text(std::string_view bytes, const std::string& encoding);
/// True if `bytes` can be text in that encoding; only UTF-8 can be told wrong.
bool is_dictionary_text(std::string_view bytes, const std::string& encoding);
/// The other way; null if a letter is not in the encoding.
std::optional<std::string> dictionary_bytes(std::string_view utf8, const std::string& encoding);

}  // namespace termknit
