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
constexpr std::uint16_t kNoLetter = 0;

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
  return arcs_are_right();
}

/// The states follow each other, the arcs of each are in order, and each leads to the first arc of a state. That reads
/// the whole file, but only once: the search believes it then.
bool VoikkoTransducer::arcs_are_right() const {
  const auto size = static_cast<std::uint32_t>(arcs_.size());
  std::vector<char> is_state(size);
  for (std::uint32_t state = 0; state < size;) {
    is_state[state] = true;
    if (arcs_[state].more() == kOverflow && state + 1 == size) return false;
    const std::uint32_t others = others_in(state), from = first_other(state);
    if (others > size - from) return false;
    std::uint16_t last = arcs_[state].reads;
    for (std::uint32_t arc = from; arc < from + others; ++arc)
      if (arcs_[arc].reads < std::exchange(last, arcs_[arc].reads)) return false;
    state = from + others;
  }
  const auto is_right = [&](const Arc& arc) {
    return arc.reads == kEndOfWord || (arc.target() < size && is_state[arc.target()]);
  };
  for (std::uint32_t arc = 0; arc < size; ++arc) {
    const bool is_overflow_cell = arc > 0 && is_state[arc - 1] && arcs_[arc - 1].more() == kOverflow;
    if (!is_overflow_cell && !is_right(arcs_[arc])) return false;
  }
  return size > 0;
}

/// Arcs of a state after its first one.
std::uint32_t VoikkoTransducer::others_in(std::uint32_t state) const {
  std::uint32_t count = arcs_[state].more();
  if (count == kOverflow) std::memcpy(&count, &arcs_[state + 1], sizeof count);
  return count;
}

/// Where they begin: an overflow cell stands before them.
std::uint32_t VoikkoTransducer::first_other(std::uint32_t state) const {
  return state + (arcs_[state].more() == kOverflow ? 2 : 1);
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

}  // namespace termknit
