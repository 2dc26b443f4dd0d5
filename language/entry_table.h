// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The entries of a Hunspell word list (a .dic file), found by the TextHash of their word in small letters.

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "language/text_hash.h"

namespace termknit {

class EntryTable {
 public:
  struct Entry {
    std::string_view word, flags, data;
    bool is_hidden = false;  ///< the list has it with other capitals only
    bool has(char flag) const { return flag != '\0' && flags.find(flag) != flags.npos; }
  };
  using Flags = std::bitset<256>;  ///< by their byte

  EntryTable() = default;
  /// Of `list` in UTF-8, where the flag `forbidden` marks entries that are no words; calls `f(entry)` for each.
  EntryTable(std::string list, char forbidden, const std::function<void(const Entry& entry)>& f);

  bool contains(std::uint64_t hash) const { return may_contain(hash) && slots_[slot_of(hash)] != 0; }
  /// Those of all entries with that hash.
  Flags flags(std::uint64_t hash) const;
  /// Calls `f(entry)` for each with that hash, in the order of the list.
  template <typename F>
  void for_each(std::uint64_t hash, const F& f) const {
    if (!may_contain(hash)) return;
    for (std::size_t at = slot_of(hash); slots_[at] != 0; at = slot_of(hash, at + 1))
      f(entry_at(static_cast<std::size_t>(slots_[at] & kLineMask)));
  }
  /// Those whose word is `word` as it stands.
  template <typename F>
  void for_each_of_word(std::string_view word, const F& f) const {
    for_each(hash_of(word), [&](const Entry& entry) {
      if (entry.word == word) f(entry);
    });
  }
  /// As Hunspell has them: an entry with capitals inside (OpenTerm, ABC/S) also with the first letter as a capital only
  /// (Openterm), where the list has no such word: that one's text is then `word` itself, and it is hidden. `lower` is
  /// `word` in small letters.
  template <typename F>
  void for_each_as_hunspell(std::string_view word, std::string_view lower, const F& f) const {
    const std::uint64_t hash = TextHash(lower).value();
    if (!may_contain(hash)) return;
    const bool may_hide = has_small_letters_behind_first(word, lower);
    bool listed = false;
    std::optional<Entry> hidden;
    for_each(hash, [&](Entry entry) {
      if (entry.word == word) {
        if (hidden && !listed) entry.data = hidden->data;  // the place of the hidden one is taken, but not its data
        listed = true;
        f(entry);
      } else if (may_hide && !listed && !hidden && is_hiding(entry)) {
        hidden = Entry{word, entry.flags, entry.data, true};
      }
    });
    if (hidden && !listed) f(*hidden);
  }

 private:
  static constexpr std::uint64_t kLineMask = 0xFFFFFFFFU;

  /// Most texts that are asked for are no entries: a bit says so, and the bits stay in the processor's cache.
  bool may_contain(std::uint64_t hash) const {
    return !bits_.empty() && (bits_[(hash >> 6) & (bits_.size() - 1)] >> (hash & 63) & 1) != 0;
  }
  static std::uint64_t hash_of(std::string_view word);
  /// `word` begins with no small letter.
  static bool has_small_letters_behind_first(std::string_view word, std::string_view lower);
  bool is_hiding(const Entry& entry) const;
  std::size_t slot_of(std::uint64_t hash) const { return slot_of(hash, hash); }
  /// From `at` on, the slot of an entry with that hash, or an empty one.
  std::size_t slot_of(std::uint64_t hash, std::size_t at) const {
    const std::size_t mask = slots_.size() - 1;
    at &= mask;
    while (slots_[at] != 0 && ((slots_[at] ^ hash) & ~kLineMask) != 0) at = (at + 1) & mask;
    return at;
  }
  Entry entry_at(std::size_t line) const;
  void note(std::uint64_t hash, std::size_t line);

  std::string text_;
  std::vector<std::uint64_t> slots_;  ///< place of a line in its lower half, a part of its entry's hash in the other
  std::vector<std::uint64_t> bits_;   ///< set for the hashes of entries, eight to sixteen an entry
  char forbidden_ = '\0';
};

}  // namespace termknit
