// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/voikko_transducer.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <utility>

#include <unicode/utf8.h>

namespace termknit {
namespace {

constexpr std::size_t kHeaderBytes = 16;
constexpr std::uint32_t kCookies[] = {0x00013A6E, 0x000351FA};
constexpr std::uint16_t kEndOfWord = 0xFFFF;  // what the arc of a final state reads
constexpr std::uint16_t kNoLetter = 0;
constexpr std::uint32_t kOverflow = 255;  // the number of arcs stands in a cell of its own
constexpr std::uint16_t kNeutral = 0, kAnyValue = 1;

// libvoikko makes at most 100,000 steps down and up to the next path, on a stack of 2,000, and writes 2,000 letters.
constexpr std::uint32_t kMostArcs = 49'000;
constexpr std::uint32_t kDeepest = 1'800;
constexpr std::uint32_t kLongestSilence = 190;  // arcs in a row that read nothing
constexpr std::size_t kMostBytes = 1'900;

// No dictionary has more: a bound on the time that a damaged file takes.
constexpr std::uint32_t kMostExplored = 300'000, kMostInState = 4'000;

constexpr std::uint32_t kFew = 16;       // arcs of a state that are looked through one by one
constexpr unsigned kKeptAheadBits = 12;  // that many states, 128 KB

/// The next code point, taken off; negative where it is not valid.
UChar32 take_code_point(std::string_view& utf8) {
  std::int32_t at = 0;
  UChar32 c = 0;
  U8_NEXT(utf8.data(), at, static_cast<std::int32_t>(utf8.size()), c);
  utf8.remove_prefix(static_cast<std::size_t>(at));
  return c;
}

}  // namespace

char32_t voikko_lower(char32_t c) {
  const bool even = c % 2 == 0;
  if (c >= U'A' && c <= U'Z') return c + 0x20;
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 0x20;
  if ((c >= 0x100 && c <= 0x136) || (c >= 0x14A && c <= 0x176)) return even ? c + 1 : c;
  if ((c >= 0x139 && c <= 0x147) || (c >= 0x179 && c <= 0x17D)) return even ? c : c + 1;
  return c;
}

char32_t voikko_upper(char32_t c) {
  for (const char32_t distance : {1, 0x20})
    if (c > distance && voikko_lower(c - distance) == c) return c - distance;
  return c;
}

std::filesystem::path VoikkoTransducer::find_mapped() {
  std::set<std::string> found;
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);)
    if (line.ends_with("/mor.vfst")) found.insert(line.substr(line.find('/')));
  return found.size() == 1 ? *found.begin() : "";
}

std::shared_ptr<const VoikkoTransducer> VoikkoTransducer::open(const std::filesystem::path& file) {
  std::shared_ptr<VoikkoTransducer> made(new VoikkoTransducer);
  if (!made->read(MappedFile::open(file))) return nullptr;
  return made;
}

/// A header, the symbols, and on the next multiple of eight bytes the arcs.
bool VoikkoTransducer::read(std::shared_ptr<const MappedFile> file) {
  if (!file || std::endian::native != std::endian::little) return false;
  file_ = std::move(file);
  std::string_view bytes = file_->bytes();
  if (bytes.size() < kHeaderBytes || std::memcmp(bytes.data(), kCookies, sizeof kCookies) != 0) return false;
  const bool weighted = bytes[sizeof kCookies] != 0;
  if (weighted) return false;
  bytes.remove_prefix(kHeaderBytes);
  if (!read_symbols(bytes) || !read_flags() || !read_letters()) return false;
  const std::size_t from = (file_->bytes().size() - bytes.size() + sizeof(Arc) - 1) / sizeof(Arc) * sizeof(Arc);
  if (from >= file_->bytes().size()) return false;
  arcs_ = {reinterpret_cast<const Arc*>(file_->bytes().data() + from), (file_->bytes().size() - from) / sizeof(Arc)};
  return !arcs_.empty();
}

bool VoikkoTransducer::read_symbols(std::string_view& bytes) {
  std::uint16_t count = 0;
  if (bytes.size() < sizeof count) return false;
  std::memcpy(&count, bytes.data(), sizeof count);
  bytes.remove_prefix(sizeof count);
  if (count == 0 || count >= kEndOfWord) return false;
  symbols_.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t end = bytes.find('\0');
    if (end == bytes.npos) return false;
    symbols_.push_back({bytes.substr(0, end), 0});
    bytes.remove_prefix(end + 1);
  }
  return symbols_[0].text.empty();
}

/// @P.FEATURE.VALUE@: these stand after the empty symbol.
bool VoikkoTransducer::read_flags() {
  std::map<std::string_view, std::uint16_t> features;
  std::map<std::string_view, std::uint16_t> values{{"", kNeutral}, {"@", kAnyValue}};
  const auto number = [](auto& numbers, std::string_view name) {
    return numbers.emplace(name, static_cast<std::uint16_t>(numbers.size())).first->second;
  };
  flags_.push_back({});
  first_letter_ = 1;
  for (; first_letter_ < symbols_.size() && symbols_[first_letter_].text.starts_with('@'); ++first_letter_) {
    std::string_view text = symbols_[first_letter_].text;
    if (text.size() <= 4 || text[2] != '.' || !text.ends_with('@')) return false;
    const std::size_t operation = std::string_view("PCURD").find(text[1]);
    if (operation == text.npos) return false;
    text = text.substr(3, text.size() - 4);
    const std::size_t dot = text.find('.');
    const std::uint16_t feature = number(features, text.substr(0, dot));
    flags_.push_back(
        {static_cast<Operation>(operation), feature, number(values, dot == text.npos ? "@" : text.substr(dot + 1))});
  }
  features_ = features.size();
  return first_letter_ < symbols_.size();
}

/// After the flags the letters, then the tags.
bool VoikkoTransducer::read_letters() {
  first_tag_ = first_letter_;
  for (; first_tag_ < symbols_.size() && !symbols_[first_tag_].text.starts_with('['); ++first_tag_) {
    std::string_view text = symbols_[first_tag_].text;
    const UChar32 c = text.empty() ? -1 : take_code_point(text);
    if (c <= 0 || !text.empty()) return false;
    const auto letter = static_cast<char32_t>(c);
    const bool has_unknown_case = letter >= 0x180 && letter < 0x530;
    if (has_unknown_case) return false;
    symbols_[first_tag_].letter = letter;
    // A capital that is a letter of its own is only written: words are read in small letters.
    if (letter >= letters_.size()) {
      other_letters_.emplace_back(letter, first_tag_);
    } else if (voikko_lower(letter) == letter && letters_[letter] == kNoLetter) {
      letters_[letter] = first_tag_;
    }
  }
  for (char32_t c = 0; c < letters_.size(); ++c) letters_[c] = letters_[voikko_lower(c)];
  return first_tag_ > first_letter_;
}

VoikkoTransducer::Letter VoikkoTransducer::letter_of(std::uint16_t number) const {
  constexpr unsigned kLastBit = 127;
  return {number, static_cast<std::uint16_t>(number == kEndOfWord ? kLastBit : (number - first_letter_) % kLastBit)};
}

/// False if a letter of the word is in no word of the dictionary, or the word is not valid UTF-8.
bool VoikkoTransducer::read_word(std::string_view word, std::vector<Letter>& letters) const {
  letters.clear();
  while (!word.empty()) {
    const UChar32 c = take_code_point(word);
    if (c < 0) return false;
    std::uint16_t number = kNoLetter;
    if (static_cast<std::size_t>(c) < letters_.size()) {
      number = letters_[static_cast<std::size_t>(c)];
    } else {
      for (const auto& [letter, its_number] : other_letters_)
        if (letter == static_cast<char32_t>(c) && number == kNoLetter) number = its_number;
    }
    if (number == kNoLetter) return false;
    letters.push_back(letter_of(number));
  }
  letters.push_back(letter_of(kEndOfWord));
  return true;
}

/// One search through the graph. Most ways end without a word, so before a row of arcs that read nothing is gone along,
/// its end is looked at.
class VoikkoTransducer::Walk {
 public:
  Walk(const VoikkoTransducer& transducer, Scratch& scratch, const std::function<bool(Path)>& found)
      : transducer_(transducer),
        arcs_(transducer.arcs_),
        first_letter_(transducer.first_letter_),
        scratch_(scratch),
        found_(found) {
    scratch_.flags.assign(transducer.features_, kNeutral);
    scratch_.written.resize(kDeepest);
    scratch_.changes.resize(kDeepest);
    scratch_.ahead.resize(std::size_t{1} << kKeptAheadBits);
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
  [[gnu::always_inline]] const Arc* way_on(std::uint32_t state, const Letter* word, std::uint32_t depth,
                                           bool after_silence) {
    if (state >= arcs_.size() || depth >= kDeepest || arcs_left_ < 0) return give_up();
    const Arc& arc = arcs_[state];
    if (arc.more() >= kFew) return last_of_many(state, word, depth);
    if (arc.more() > 0) return last_of_few(state, word, depth);
    // Of arcs in a row that read nothing the end was looked at before the first.
    if (arc.reads == word->number || (after_silence && arc.reads < first_letter_)) return &arc;
    return is_open(arc, *word) ? &arc : nullptr;
  }

  const Arc* last_of_few(std::uint32_t state, const Letter* word, std::uint32_t depth) {
    const std::size_t count = arcs_[state].more() + 1;
    if (count > arcs_.size() - state) return give_up();
    const Arc* last = nullptr;
    const Arc* const end = &arcs_[state] + count;
    for (const Arc* arc = &arcs_[state]; arc != end; ++arc)
      if (may_go(*arc, word)) last = after(last, *arc, word, depth);
    return stopped_ ? nullptr : last;
  }

  const Arc* last_of_many(std::uint32_t state, const Letter* word, std::uint32_t depth) {
    const Ahead& ahead = look_ahead(state, 0);
    if (!ahead.letters[word->bit]) {
      pass_by(ahead.passed);
      return nullptr;
    }
    const std::size_t silent = ahead.silent;  // others may take its place
    const auto [first, others] = arcs_of(state);
    const Arc* last = may_go(first, word) ? &first : nullptr;
    for (const Arc& arc : others.first(silent))
      if (may_go(arc, word)) last = after(last, arc, word, depth);
    const std::span<const Arc> rest = others.subspan(silent);
    auto arc = std::lower_bound(rest.begin(), rest.end(), word->number,
                                [](const Arc& a, std::uint16_t number) { return a.reads < number; });
    for (; arc != rest.end() && arc->reads == word->number; ++arc)
      if (may_go(*arc, word)) last = after(last, *arc, word, depth);
    return stopped_ ? nullptr : last;
  }

  /// `arc`, after what may come before it.
  const Arc* after(const Arc* before, const Arc& arc, const Letter* word, std::uint32_t depth) {
    if (before && !stopped_) walk(before, word, depth);
    return &arc;
  }

  bool may_go(const Arc& arc, const Letter* word) {
    return arc.reads == word->number ? !is_dead_end(arc, word) : is_open(arc, *word);
  }

  /// The letter after the next one is another.
  bool is_dead_end(const Arc& arc, const Letter* word) {
    if (word->number == kEndOfWord || arc.target() >= arcs_.size()) return false;
    const Arc& next = arcs_[arc.target()];
    if (next.more() > 0 || next.reads < first_letter_ || next.reads == word[1].number) return false;
    pass_by(1);
    return true;
  }

  /// The arcs of a state with several: the first, and those that follow it or its overflow cell.
  struct Arcs {
    const Arc& first;
    std::span<const Arc> others;
  };
  Arcs arcs_of(std::uint32_t state) {
    std::uint32_t count = arcs_[state].more();
    std::size_t from = state + 1;
    if (count == kOverflow && from < arcs_.size()) std::memcpy(&count, &arcs_[from++], sizeof count);
    if (count <= kMostInState && count <= arcs_.size() - from) return {arcs_[state], arcs_.subspan(from, count)};
    give_up();
    return {arcs_[state], {}};
  }

  bool is_open(const Arc& arc, const Letter& letter) {
    return arc.reads < first_letter_ && may_lead_on(arc.target(), letter);
  }

  /// Counts arcs that libvoikko goes along.
  void pass_by(std::uint32_t arcs) { arcs_left_ -= arcs; }

  /// Whether `letter` may be read next, whatever the flags are.
  bool may_lead_on(std::uint32_t state, const Letter& letter) {
    for (std::uint32_t passed = 1; passed < kLongestSilence; ++passed) {
      if (state >= arcs_.size()) break;
      const Arc& arc = arcs_[state];
      if (arc.more() > 0) {
        const Ahead& ahead = look_ahead(state, 0);
        if (ahead.letters[letter.bit]) return true;
        pass_by(passed + ahead.passed);
        return false;
      }
      if (arc.reads >= first_letter_) {
        if (arc.reads == letter.number) return true;
        pass_by(passed);
        return false;
      }
      state = arc.target();
    }
    return true;  // we shall see
  }

  const Ahead& look_ahead(std::uint32_t state, std::uint32_t silence) {
    Ahead& kept = ahead_[(state * 0x9E3779B1U) >> (32 - kKeptAheadBits)];
    if (kept.state != state) explore(state, silence, kept);
    return kept;
  }

  [[gnu::noinline]] void explore(std::uint32_t state, std::uint32_t silence, Ahead& kept) {
    Ahead ahead{.state = state};  // others may be kept at the same place meanwhile
    const auto [first, others] = arcs_of(state);
    explore(first, silence, ahead);
    std::uint16_t last = first.reads;
    for (const Arc& arc : others) {
      if (stopped_) break;
      explore(arc, silence, ahead);
      if (arc.reads < first_letter_) ++ahead.silent;
      if (arc.reads < last) give_up();  // out of order
      last = arc.reads;
    }
    if (stopped_) ahead.state = Ahead{}.state;
    kept = ahead;
  }

  void explore(const Arc& arc, std::uint32_t silence, Ahead& ahead) {
    if (arc.reads >= first_letter_) {
      ahead.letters.set(transducer_.letter_of(arc.reads).bit);
      return;
    }
    for (std::uint32_t state = arc.target();; state = arcs_[state].target()) {
      if (state >= arcs_.size() || ++explored_ > kMostExplored || ++silence > kLongestSilence) {
        give_up();
        return;
      }
      ++ahead.passed;
      if (arcs_[state].more() > 0) {
        const Ahead& next = look_ahead(state, silence);
        ahead.letters |= next.letters;
        ahead.passed = std::min(ahead.passed + next.passed, 2 * kMostArcs);
        return;
      }
      if (arcs_[state].reads >= first_letter_) {
        ahead.letters.set(transducer_.letter_of(arcs_[state].reads).bit);
        return;
      }
    }
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
  const std::span<const Arc> arcs_;
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
