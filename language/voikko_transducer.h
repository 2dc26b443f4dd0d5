// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The transducer of a Voikko dictionary (mor.vfst, format 5, unweighted): a graph whose arcs read the letters of a word
// and write its analysis. Read in place from the mapped file; nothing in it is believed, so that a damaged file gives
// no answer rather than a crash. Many threads may walk it at once.
// The format is that of libvoikko's voikkovfstc; flags on the way are those of Beesley and Karttunen, "Finite State
// Morphology" (2003), chapter 7.

#include <array>
#include <bitset>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "core/mapped_file.h"

namespace termknit {

class VoikkoTransducer {
 public:
  /// The mor.vfst that libvoikko has opened in this process. Which of several dictionaries that is depends on the
  /// environment, on folders that were compiled into it, and on their order on the disk: so the system is asked what
  /// is mapped. Empty if that is none, or several.
  static std::filesystem::path find_mapped();

  /// Null if the file is missing or not of this kind: weighted, of a machine with another byte order, with letters
  /// whose capitals this class does not know.
  static std::shared_ptr<const VoikkoTransducer> open(const std::filesystem::path& file);

  /// A symbol that an arc writes: one letter, or a tag like [Ln].
  struct Symbol {
    std::string_view text;  ///< UTF-8
    char32_t letter;        ///< 0 for a tag
  };
  /// By number. The first ones, flags and nothing, are never written.
  const std::vector<Symbol>& symbols() const { return symbols_; }

  /// A letter to read.
  struct Letter {
    std::uint16_t number;  ///< of its symbol
    std::uint16_t bit;     ///< in Ahead::letters
  };
  /// What may be read next in a state with several arcs, at once or after arcs that read nothing.
  struct Ahead {
    std::uint32_t state = 0xFFFFFFFF;
    std::uint32_t passed = 0;    ///< arcs that read nothing, on all ways together
    std::bitset<128> letters{};  ///< several may share a bit
  };
  /// Whether two letters may be read next in such a state.
  struct Pair {
    std::uint32_t state = 0xFFFFFFFF;
    std::uint16_t first = 0, second = 0;
    std::uint32_t passed = 0;  ///< arcs on all ways, if they may not
  };
  /// A flag was set.
  struct Change {
    std::uint16_t feature, before;
  };
  /// What a walk needs. Each thread has its own, for one transducer; no walk after the first few allocates.
  struct Scratch {
    std::vector<Letter> word{};
    std::vector<std::uint16_t> written{}, flags{};
    std::vector<Change> changes{};
    std::vector<Ahead> ahead{};  ///< of the states that were asked for last, by a hash value
    std::vector<Pair> pairs{};   ///< also
  };
  using Path = std::span<const std::uint16_t>;  ///< numbers of symbols

  /// Calls `found` for every path that reads `word` in any letter case, in libvoikko's order, until it returns false.
  /// False if libvoikko might end its search before this one (it bounds its steps and its depth), or the file is
  /// damaged: what was found may be wrong then.
  bool for_each_path(std::string_view word, Scratch& scratch, const std::function<bool(Path)>& found) const;

 private:
  /// One arc as it stands in the file. Those of a state follow each other, ordered by what they read.
  struct Arc {
    std::uint16_t reads, writes;
    std::uint32_t target_and_more;
    std::uint32_t target() const { return target_and_more & 0xFFFFFF; }
    std::uint32_t more() const { return target_and_more >> 24; }
  };
  static_assert(sizeof(Arc) == 8);

  static constexpr std::uint16_t kEndOfWord = 0xFFFF;          ///< what the arc of a final state reads
  static constexpr std::uint32_t kOverflow = 255;              ///< the number of arcs stands in a cell of its own
  static constexpr std::uint16_t kNeutral = 0, kAnyValue = 1;  ///< of flags

  enum class Operation : std::uint8_t { set, clear, unify, require, disallow };
  struct Flag {
    Operation operation;
    std::uint16_t feature, value;
  };
  class Walk;

  VoikkoTransducer() = default;
  bool read(std::shared_ptr<const MappedFile> file);
  bool read_symbols(std::string_view& bytes);
  bool read_flags();
  bool read_letters();
  bool arcs_are_right() const;
  std::uint32_t others_in(std::uint32_t state) const;
  std::uint32_t first_other(std::uint32_t state) const;
  bool read_word(std::string_view word, std::vector<Letter>& letters) const;
  Letter letter_of(std::uint16_t number) const;

  std::shared_ptr<const MappedFile> file_;
  std::span<const Arc> arcs_;
  std::vector<Symbol> symbols_;
  std::vector<Flag> flags_;  ///< by symbol; the first is no flag
  std::size_t features_ = 0;
  std::uint16_t first_letter_ = 0, first_tag_ = 0;
  std::array<std::uint16_t, 0x180> letters_{};  ///< symbols by code point, capitals under their small letter
  std::vector<std::pair<char32_t, std::uint16_t>> other_letters_;
};

/// Letter case as libvoikko sees it: Latin-1 and Latin Extended-A, letter by letter.
char32_t voikko_lower(char32_t letter);
char32_t voikko_upper(char32_t letter);

}  // namespace termknit
