// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <utility>

#include "language/voikko_transducer.h"

namespace termknit {
namespace {

// libvoikko makes at most 100,000 steps down and up to the next path, on a stack of 2,000, and writes 2,000 letters.
constexpr std::uint32_t kMostArcs = 49'000;
constexpr std::uint32_t kDeepest = 1'800;
constexpr std::uint32_t kLongestSilence = 190;  // arcs in a row that read nothing
constexpr std::size_t kMostBytes = 1'900;

constexpr std::uint32_t kMostExplored = 300'000;             // no dictionary needs so many
constexpr std::uint32_t kFew = 16;                           // arcs of a state that are looked through one by one
constexpr unsigned kKeptAheadBits = 12, kKeptPairBits = 13;  // how many answers are kept: 256 KB
constexpr std::uint32_t kOpen = 0xFFFFFFFF;
constexpr std::uint32_t kSpread = 0x9E3779B1, kSpread2 = 0x85EBCA6B;  // odd, for hash values

}  // namespace

/// One search through the graph. Nearly all ways end before the word does: of 484 arcs a word that libvoikko goes
/// along, 46 lead to its end. So before a row of arcs that read nothing is gone along, it is asked whether the two
/// letters after it can be read there.
class VoikkoTransducer::Walk {
 public:
  Walk(const VoikkoTransducer& transducer, Scratch& scratch, const std::function<bool(Path)>& found)
      : transducer_(transducer),
        arcs_(transducer.arcs_.data()),
        first_letter_(transducer.first_letter_),
        scratch_(scratch),
        found_(found) {
    scratch_.flags.assign(transducer.features_, kNeutral);
    scratch_.written.resize(kDeepest);
    scratch_.changes.resize(kDeepest);
    scratch_.ahead.resize(std::size_t{1} << kKeptAheadBits);
    scratch_.pairs.resize(std::size_t{1} << kKeptPairBits);
    written_ = scratch_.written.data();
    changes_ = scratch_.changes.data();
    ahead_ = scratch_.ahead.data();
  }

  bool run() {
    const Letter* const word = scratch_.word.data();
    const Arc* const first = way_on(0, word, 0, false);
    if (first) walk(first, word, 0);
    return !gave_up_ && arcs_left_ >= 0;
  }

 private:
  /// Goes along an arc, which may be gone along, and all that follow it, and back. `word` is what is left to read.
  void walk(const Arc* arc, const Letter* word, std::uint32_t depth) {
    std::uint16_t* const written = written_;
    Change* const changes = changes_;
    do {
      const bool is_silent = arc->reads < first_letter_;
      if (is_silent) {
        if (arc->reads != 0 && !pass(transducer_.flags_[arc->reads])) break;
      } else if (word->number == kEndOfWord) {
        report();
        break;
      } else {
        ++word;
      }
      if (arc->writes >= first_letter_) *written_++ = arc->writes;
      pass_by(1);
      arc = way_on(arc->target(), word, ++depth, is_silent);
    } while (arc);
    written_ = written;
    while (changes_ != changes) {
      --changes_;
      scratch_.flags[changes_->feature] = changes_->before;
    }
  }

  /// The only arc that may be gone along from a state, or the last one after all others were; null if there is none.
  const Arc* way_on(std::uint32_t state, const Letter* word, std::uint32_t depth, bool after_silence) {
    if (depth >= kDeepest || arcs_left_ < 0) return give_up();
    const Arc& arc = arcs_[state];
    if (arc.more() > 0) return last_of_several(state, word, depth);
    // Of arcs in a row that read nothing the end was looked at before the first.
    if (arc.reads == word->number || (after_silence && arc.reads < first_letter_)) return &arc;
    return is_open(arc, word) ? &arc : nullptr;
  }

  const Arc* last_of_several(std::uint32_t state, const Letter* word, std::uint32_t depth) {
    const Arc* last = nullptr;
    find_way(state, word->number, [&](const Arc& arc) {
      if (arc.reads == word->number ? is_dead_end(arc, word) : !is_open(arc, word)) return false;
      if (last) walk(last, word, depth);
      last = &arc;
      return stopped_;
    });
    return stopped_ ? nullptr : last;
  }

  /// Whether `f(arc)` is true for one of the arcs of a state that read nothing or `number`; no further one is asked.
  template <typename F>
  bool find_way(std::uint32_t state, std::uint16_t number, const F& f) const {
    const std::uint32_t silent = first_letter_;
    const Arc* arc = &arcs_[state];
    const Arc* end = arc + arc->more() + 1;
    if (arc->more() == kOverflow) {
      if ((arc->reads == number || arc->reads < silent) && f(*arc)) return true;
      arc = &arcs_[transducer_.first_other(state)];
      end = arc + transducer_.others_in(state);
    }
    for (; arc != end && arc->reads < silent; ++arc)
      if (f(*arc)) return true;
    if (end - arc > std::ptrdiff_t{kFew})
      arc = std::lower_bound(arc, end, number, [](const Arc& a, std::uint16_t wanted) { return a.reads < wanted; });
    for (; arc != end && arc->reads <= number; ++arc)
      if (arc->reads == number && f(*arc)) return true;
    return false;
  }

  /// The letter after the next one is another.
  bool is_dead_end(const Arc& arc, const Letter* word) {
    if (word->number == kEndOfWord) return false;
    const Arc& next = arcs_[arc.target()];
    if (next.more() > 0 || next.reads < first_letter_ || next.reads == word[1].number) return false;
    pass_by(1);
    return true;
  }

  bool is_open(const Arc& arc, const Letter* word) {
    if (arc.reads >= first_letter_) return false;
    const std::uint32_t passed = dead_arcs(arc.target(), word, 2, 1);
    if (passed != kOpen) pass_by(passed + 1);
    return passed == kOpen;
  }

  /// Counts arcs that libvoikko goes along.
  void pass_by(std::uint32_t arcs) { arcs_left_ -= arcs; }

  /// kOpen if the next one or two letters may be read from a state, whatever the flags are; else how many arcs
  /// libvoikko goes along at most until it knows. `silence` is how many arcs in a row have read nothing.
  std::uint32_t dead_arcs(std::uint32_t state, const Letter* word, int letters, std::uint32_t silence) {
    for (std::uint32_t passed = 0; silence < kLongestSilence; ++passed) {
      const Arc& arc = arcs_[state];
      if (arc.more() > 0) {
        const std::uint32_t further =
            silence > 0 ? known_dead_arcs(state, word, letters, silence) : try_each(state, word, letters, silence);
        return further == kOpen ? kOpen : std::min(passed + further, 2 * kMostArcs);
      }
      if (arc.reads == word->number) {
        if (arc.reads == kEndOfWord || --letters == 0) return kOpen;
        ++word;
        silence = 0;
      } else if (arc.reads < first_letter_) {
        ++silence;
      } else {
        return passed;
      }
      state = arc.target();
    }
    return kOpen;  // we shall see
  }

  /// Of a state with several arcs behind one that reads nothing. There are few of them, and the answers are kept.
  std::uint32_t known_dead_arcs(std::uint32_t state, const Letter* word, int letters, std::uint32_t silence) {
    const Ahead& ahead = look_ahead(state, silence);
    if (!ahead.letters[word->bit]) return ahead.passed;
    if (letters == 1 || word->number == kEndOfWord) return kOpen;
    const std::uint16_t first = word->number, second = word[1].number;
    Pair& kept = scratch_.pairs[place(state * kSpread + first * kSpread2 + second, kKeptPairBits)];
    if (kept.state != state || kept.first != first || kept.second != second) {
      const std::uint32_t passed = try_each(state, word, letters, silence);
      if (stopped_) return kOpen;
      kept = {state, first, second, passed};
    }
    return kept.passed;
  }

  [[gnu::noinline]] std::uint32_t try_each(std::uint32_t state, const Letter* word, int letters,
                                           std::uint32_t silence) {
    if (++explored_ > kMostExplored) give_up();
    if (stopped_) return kOpen;
    std::uint32_t passed = 0;
    const bool leads_on = find_way(state, word->number, [&](const Arc& arc) {
      const bool is_silent = arc.reads < first_letter_;
      if (!is_silent && (letters == 1 || arc.reads == kEndOfWord)) return true;
      const std::uint32_t further = is_silent ? dead_arcs(arc.target(), word, letters, silence + 1)
                                              : dead_arcs(arc.target(), word + 1, letters - 1, 0);
      if (further != kOpen) passed = std::min(passed + further + 1, 2 * kMostArcs);
      return further == kOpen;
    });
    return leads_on ? kOpen : passed;
  }

  const Ahead& look_ahead(std::uint32_t state, std::uint32_t silence) {
    Ahead& kept = ahead_[place(state * kSpread, kKeptAheadBits)];
    if (kept.state != state) {
      const Ahead made = explore(state, silence);  // others may be kept there meanwhile
      kept = stopped_ ? Ahead{} : made;
    }
    return kept;
  }

  static std::size_t place(std::uint32_t mixed, unsigned bits) { return mixed * kSpread >> (32 - bits); }

  [[gnu::noinline]] Ahead explore(std::uint32_t state, std::uint32_t silence) {
    Ahead ahead{.state = state};
    explore(arcs_[state], silence, ahead);
    const Arc* arc = &arcs_[transducer_.first_other(state)];
    for (std::uint32_t others = transducer_.others_in(state); others > 0; --others) explore(*arc++, silence, ahead);
    return ahead;
  }

  void explore(const Arc& arc, std::uint32_t silence, Ahead& ahead) {
    const Arc* on = &arc;
    while (on->reads < first_letter_) {
      if (++explored_ > kMostExplored || ++silence > kLongestSilence) give_up();
      if (stopped_) return;
      ++ahead.passed;
      const std::uint32_t state = on->target();
      on = &arcs_[state];
      if (on->more() == 0) continue;
      const Ahead& next = look_ahead(state, silence);
      ahead.letters |= next.letters;
      ahead.passed = std::min(ahead.passed + next.passed, 2 * kMostArcs);
      return;
    }
    ahead.letters.set(transducer_.letter_of(on->reads).bit);
  }

  /// Whether a flag lets us go on; sets it.
  bool pass(const Flag& flag) {
    std::uint16_t& value = scratch_.flags[flag.feature];
    std::uint16_t next = value;
    switch (flag.operation) {
      case Operation::set:
        next = flag.value;
        break;
      case Operation::clear:
        next = kNeutral;
        break;
      case Operation::unify:
        if (value != kNeutral && value != flag.value) return false;
        next = flag.value;
        break;
      case Operation::require:
        if (flag.value == kAnyValue ? value == kNeutral : value != flag.value) return false;
        break;
      case Operation::disallow:
        if (value == flag.value || (flag.value == kAnyValue && value != kNeutral)) return false;
        break;
    }
    if (next != value) *changes_++ = {flag.feature, std::exchange(value, next)};
    return true;
  }

  void report() {
    const Path path(scratch_.written.data(), written_);
    std::size_t bytes = 0;
    for (const std::uint16_t symbol : path) {
      const bool is_symbol = symbol < transducer_.symbols_.size();
      bytes += is_symbol ? transducer_.symbols_[symbol].text.size() : kMostBytes + 1;
    }
    if (bytes > kMostBytes) give_up();
    if (!stopped_ && !found_(path)) stopped_ = true;
  }

  std::nullptr_t give_up() {
    gave_up_ = stopped_ = true;
    return nullptr;
  }

  const VoikkoTransducer& transducer_;
  const Arc* const arcs_;
  const std::uint32_t first_letter_;  ///< wider than the symbols that are written meanwhile: it stays in a register
  Scratch& scratch_;
  const std::function<bool(Path)>& found_;
  std::uint16_t* written_ = nullptr;  ///< end of what was written
  Change* changes_ = nullptr;         ///< end of those that have to be taken back
  Ahead* ahead_ = nullptr;
  std::int64_t arcs_left_ = kMostArcs;  ///< below 0: libvoikko may have stopped before
  std::uint32_t explored_ = 0;
  bool stopped_ = false, gave_up_ = false;
};

bool VoikkoTransducer::for_each_path(std::string_view word, Scratch& scratch,
                                     const std::function<bool(Path)>& found) const {
  if (!read_word(word, scratch.word)) return true;
  return Walk(*this, scratch, found).run();
}

}  // namespace termknit
