// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/entry_table.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include "core/tsv.h"
#include "language/letter_case.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr std::size_t kAhead = 16;

/// "word/flags po:noun", or with a tabulator.
EntryTable::Entry entry_of(std::string_view line) {
  // A description begins at the first "xx:" behind a blank.
  std::size_t data = line.npos;
  for (std::size_t colon = line.find(':'); colon != line.npos; colon = line.find(':', colon + 1)) {
    if (colon <= 3 || (line[colon - 3] != ' ' && line[colon - 3] != '\t')) continue;
    data = colon - 2;
    break;
  }
  std::size_t end = line.size();
  if (data != line.npos) {
    end = line.find_last_not_of(" \t", data - 1) + 1;
    data = end + 1;
  }
  if (const std::size_t tab = line.find('\t'); tab != line.npos && tab + 1 <= std::min(data, line.size())) {
    end = tab;
    data = tab + 1;
  }
  EntryTable::Entry entry{line.substr(0, end), {}, data < line.size() ? line.substr(data) : std::string_view()};
  if (const std::size_t slash = entry.word.find('/'); slash != entry.word.npos) {
    entry.flags = entry.word.substr(slash + 1);
    entry.word = entry.word.substr(0, slash);
  }
  return entry;
}

}  // namespace

EntryTable::EntryTable(std::string list, char forbidden, const std::function<void(const Entry& entry)>& f)
    : text_(std::move(list)), forbidden_(forbidden) {
  slots_.resize(std::bit_ceil(2 * static_cast<std::size_t>(std::count(text_.begin(), text_.end(), '\n')) + 2));
  bits_.resize(std::max<std::size_t>(1, slots_.size() * 4 / 64));
  std::string lower;
  // The memory that an entry goes to is asked for some entries ahead.
  std::array<std::pair<std::uint64_t, std::size_t>, kAhead> waiting;
  std::size_t count = 0;
  for_each_line(text_, [&](std::string_view line, std::size_t number) {
    if (number == 1 || line.empty()) return;
    const Entry entry = entry_of(line);
    if (entry.word.empty() || entry.word.find(' ') != entry.word.npos) return;
    auto& place = waiting[count % kAhead];
    if (count++ >= kAhead) note(place.first, place.second);
    place = {TextHash(to_lower(entry.word, lower)).value(), static_cast<std::size_t>(line.data() - text_.data())};
    __builtin_prefetch(&slots_[place.first & (slots_.size() - 1)], 1);
    f(entry);
  });
  for (std::size_t i = count - std::min(count, kAhead); i < count; ++i)
    note(waiting[i % kAhead].first, waiting[i % kAhead].second);
}

std::uint64_t EntryTable::hash_of(std::string_view word) {
  return TextHash(to_lower(word)).value();
}

void EntryTable::note(std::uint64_t hash, std::size_t line) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  while (slots_[at] != 0) at = (at + 1) & mask;
  slots_[at] = (hash & ~kLineMask) | line;
  bits_[(hash >> 6) & (bits_.size() - 1)] |= std::uint64_t{1} << (hash & 63);
}

EntryTable::Entry EntryTable::entry_at(std::size_t line) const {
  std::string_view rest = std::string_view(text_).substr(line);
  rest = rest.substr(0, rest.find('\n'));
  if (rest.ends_with('\r')) rest.remove_suffix(1);
  return entry_of(rest);
}

EntryTable::Flags EntryTable::flags(std::uint64_t hash) const {
  Flags found;
  for_each(hash, [&](const Entry& entry) {
    for (const char flag : entry.flags) found.set(static_cast<unsigned char>(flag));
  });
  return found;
}

bool EntryTable::has_small_letters_behind_first(std::string_view word, std::string_view lower) {
  const std::size_t first = first_letter_bytes(word);
  if (word.size() != lower.size() || word.substr(first) != lower.substr(first)) return false;
  // Digits and signs are neither small nor capital.
  return first > 1 ? word.substr(0, first) != lower.substr(0, first) : !(word[0] >= 'a' && word[0] <= 'z');
}

/// Capitals only have to be flagged as well: CIA's becomes CIA'S.
bool EntryTable::is_hiding(const Entry& entry) const {
  if (entry.has(forbidden_)) return false;
  const std::string lower = to_lower(entry.word);
  if (lower.size() != entry.word.size()) return false;
  const LetterCase letter_case = letter_case_of(entry.word, lower);
  return letter_case == LetterCase::mixed || (letter_case == LetterCase::all_capitals && !entry.flags.empty());
}

}  // namespace termknit
