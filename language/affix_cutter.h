// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The affixes of a Hunspell dictionary, as they are taken off a word: where it can be cut so that an entry may be left.

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "language/affix_file.h"
#include "language/ending_trie.h"
#include "language/form_reach.h"

namespace termknit {

class AffixCutter {
 public:
  struct Suffix {
    char flag;
    const SuffixRule* rule;
    std::size_t strip;  ///< its number
  };
  /// The rules that add one text, letter case apart.
  struct Ending {
    struct Strip {
      std::string text, lower;
      std::string outer_flags{};  ///< of its rules that other affixes put on
    };
    std::vector<Strip> strips{};
    std::vector<Suffix> suffixes{};  ///< in Hunspell's order
  };
  struct Prefix {
    char flag;
    const PrefixRule* rule;
    std::string add{}, strip{};  ///< in small letters
    bool changes_nothing() const { return add.empty() && strip.empty(); }
  };
  using Prefixes = std::vector<Prefix>;

  /// Where a word was cut in front of an ending, and what stood there put back: an entry may be left.
  struct Cut {
    std::size_t size;  ///< bytes of the ending
    const Ending* ending;
    std::size_t strip;  ///< number of what is put back
    bool may_be_entry, may_be_inner;
  };
  struct Cuts {
    bool may_be_entry = false;  ///< with no ending cut off
    std::vector<Cut> cuts{};    ///< those of one ending one behind the other
    bool is_empty() const { return !may_be_entry && cuts.empty(); }
  };

  /// A text as it stands and in small letters, of the same size.
  struct Text {
    std::string_view as_is, lower;
    Text without_last(std::size_t bytes) const {
      return {as_is.substr(0, as_is.size() - bytes), lower.substr(0, lower.size() - bytes)};
    }
  };
  /// A text that a suffix was taken off, and what it stood for put back. One object for many: its memory is used again.
  class Stem {
   public:
    /// What `rest` is with `strip` behind it.
    Text set(Text rest, const Ending::Strip& strip);
    std::string_view set_lower(std::string_view rest, const Ending::Strip& strip);

   private:
    std::string as_is_, lower_;
  };

  /// Both must outlive this object.
  AffixCutter(const AffixFile& affixes, const FormReach& reach);
  AffixCutter(const AffixCutter&) = delete;
  AffixCutter& operator=(const AffixCutter&) = delete;

  /// Where `lower`, in small letters, can be cut, in place of what `cuts` held.
  void cut(std::string_view lower, Cuts& cuts) const;
  /// Calls `f(prefix)` for those that `lower` begins with, and that leave something of it, in Hunspell's order.
  template <typename F>
  void for_each_prefix(std::string_view lower, const F& f) const {
    if (lower.empty()) return;
    for (const Prefixes* prefixes : {&empty_prefixes_, &prefixes_[static_cast<unsigned char>(lower.front())]}) {
      for (const Prefix& prefix : *prefixes) {
        if (lower.starts_with(prefix.add) && lower.size() > prefix.add.size()) f(prefix);
      }
    }
  }
  /// Calls `f(cuts)`, a span, for the cuts of each ending until it says no; true if it never did.
  template <typename F>
  static bool for_each_ending(const std::vector<Cut>& cuts, const F& f) {
    for (auto it = cuts.begin(); it != cuts.end();) {
      const auto end = std::find_if(it, cuts.end(), [&](const Cut& cut) { return cut.ending != it->ending; });
      if (!f(std::span(it, end))) return false;
      it = end;
    }
    return true;
  }

 private:
  void take_suffix(char flag, const SuffixRule& rule);
  void take_prefix(char flag, const PrefixRule& rule);
  bool may_be_inner(std::string_view stem, std::string_view outer_flags) const;

  const FormReach& reach_;
  const bool may_be_cut_whole_;
  EndingTrie<Ending> endings_;
  Prefixes empty_prefixes_;               ///< that add nothing; Hunspell takes them first
  std::array<Prefixes, 256> prefixes_{};  ///< the others, by the first byte of what they add
};

}  // namespace termknit
