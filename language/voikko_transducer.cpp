// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/voikko_transducer.h"

#include <bit>
#include <cstring>
#include <map>
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
constexpr std::uint32_t kDeepest = 1'900;
constexpr std::size_t kMostBytes = 1'900;

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
  arcs_ = {reinterpret_cast<const Arc*>(file_->bytes().data() + from),
           (file_->bytes().size() - from) / sizeof(Arc)};
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
    flags_.push_back({static_cast<Operation>(operation), feature,
                      number(values, dot == text.npos ? "@" : text.substr(dot + 1))});
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

/// False if a letter of the word is in no word of the dictionary, or the word is not valid UTF-8.
bool VoikkoTransducer::read_word(std::string_view word, std::vector<std::uint16_t>& numbers) const {
  numbers.clear();
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
    numbers.push_back(number);
  }
  numbers.push_back(kEndOfWord);
  return true;
}

/// One search through the graph.
class VoikkoTransducer::Walk {
 public:
  Walk(const VoikkoTransducer& transducer, Scratch& scratch, const std::function<bool(Path)>& found)
      : arcs_(transducer.arcs_),
        flags_(transducer.flags_),
        first_letter_(transducer.first_letter_),
        symbols_(transducer.symbols_),
        scratch_(scratch),
        found_(found) {
    scratch_.written.clear();
    scratch_.changes.clear();
    scratch_.flags.assign(transducer.features_, kNeutral);
  }

  bool run() {
    visit(0, scratch_.word.data(), 0);
    return !gave_up_;
  }

 private:
  /// Everything that goes on from a state, `word` being what is left to read.
  void visit(std::uint32_t state, const std::uint16_t* word, std::uint32_t depth) {
    // Most states have one arc.
    while (!stopped_) {
      if (state >= arcs_.size() || ++depth > kDeepest) return give_up();
      const Arc& arc = arcs_[state];
      if (arc.more() > 0) return visit_all(state, word, depth);
      if (!take(arc, word)) return;
      state = arc.target();
    }
  }

  void visit_all(std::uint32_t state, const std::uint16_t* word, std::uint32_t depth) {
    std::size_t count = arcs_[state].more(), others = state + 1;
    if (count == kOverflow) {
      if (others >= arcs_.size()) return give_up();
      std::uint32_t more = 0;
      std::memcpy(&more, &arcs_[others++], sizeof more);
      count = more;
    }
    if (count > arcs_.size() - others) return give_up();
    branch(arcs_[state], word, depth);
    for (const Arc& arc : arcs_.subspan(others, count)) {
      if (stopped_) return;
      if (arc.reads < first_letter_ || arc.reads == *word) branch(arc, word, depth);
    }
  }

  void branch(const Arc& arc, const std::uint16_t* word, std::uint32_t depth) {
    const std::size_t written = scratch_.written.size(), changes = scratch_.changes.size();
    if (take(arc, word)) visit(arc.target(), word, depth);
    scratch_.written.resize(written);
    for (; scratch_.changes.size() > changes; scratch_.changes.pop_back())
      scratch_.flags[scratch_.changes.back().first] = scratch_.changes.back().second;
  }

  /// Goes along an arc, if that is possible.
  bool take(const Arc& arc, const std::uint16_t*& word) {
    if (arc.reads == *word) {
      if (*word == kEndOfWord) {
        report();
        return false;
      }
      ++word;
    } else if (arc.reads >= first_letter_ || !pass(arc.reads)) {
      return false;
    }
    if (++arcs_taken_ > kMostArcs) give_up();
    if (arc.writes >= first_letter_) scratch_.written.push_back(arc.writes);
    return !stopped_;
  }

  /// Whether a flag, if it is one, lets us go on; sets it.
  bool pass(std::uint16_t symbol) {
    if (symbol == 0) return true;
    const Flag& flag = flags_[symbol];
    std::uint16_t& value = scratch_.flags[flag.feature];
    std::uint16_t next = value;
    switch (flag.operation) {
      case Operation::set: next = flag.value; break;
      case Operation::clear: next = kNeutral; break;
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
    if (next != value) scratch_.changes.emplace_back(flag.feature, std::exchange(value, next));
    return true;
  }

  void report() {
    std::size_t bytes = 0;
    for (const std::uint16_t symbol : scratch_.written) {
      if (symbol >= symbols_.size()) return give_up();
      bytes += symbols_[symbol].text.size();
    }
    if (bytes > kMostBytes) return give_up();
    if (!found_(scratch_.written)) stopped_ = true;
  }

  void give_up() { gave_up_ = stopped_ = true; }

  const std::span<const Arc> arcs_;
  const std::span<const Flag> flags_;
  const std::uint16_t first_letter_;
  const std::span<const Symbol> symbols_;
  Scratch& scratch_;
  const std::function<bool(Path)>& found_;
  std::uint32_t arcs_taken_ = 0;
  bool stopped_ = false, gave_up_ = false;
};

bool VoikkoTransducer::for_each_path(std::string_view word, Scratch& scratch,
                                     const std::function<bool(Path)>& found) const {
  if (!read_word(word, scratch.word)) return true;
  return Walk(*this, scratch, found).run();
}

}  // namespace termknit
