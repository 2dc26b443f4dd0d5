// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/parallel/term_occurrences.h"

#include <algorithm>

namespace termknit {
namespace {

constexpr std::size_t kLookedAt = 400;     // occurrences of a term
constexpr std::size_t kSegmentEnds = 200;  // of them, those at the end of their segments
constexpr std::size_t kCounted = 4000;     // occurrences of a phrase

std::vector<std::uint32_t> places_to_look_at(std::span<const std::uint32_t> places) {
  std::vector<std::uint32_t> some = sampled(places, kLookedAt);
  if (places.size() > kLookedAt) {
    // What ends its segment sorts first: segments that are nothing but the term are never missed.
    some.insert(some.end(), places.begin(), places.begin() + kSegmentEnds);
  }
  std::sort(some.begin(), some.end());
  some.erase(std::unique(some.begin(), some.end()), some.end());
  return some;
}

std::string folded_words(const ParallelLanguage& language, std::uint32_t from, std::uint32_t to) {
  std::string words;
  for (std::uint32_t place = from; place < to; ++place) {
    if (!language.begins_word(place)) continue;
    if (!words.empty()) words += ' ';
    words += language.folded[language.stream_forms[place]];
  }
  return words;
}

bool is_whole_words(const ParallelLanguage& language, std::uint32_t place, std::size_t size) {
  return language.begins_word(place) && language.ends_word(place + static_cast<std::uint32_t>(size) - 1);
}

double scaled(std::size_t found, std::size_t all, std::size_t looked_at) {
  return static_cast<double>(found) * static_cast<double>(all) / static_cast<double>(looked_at);
}

}  // namespace

std::vector<std::uint32_t> sampled(std::span<const std::uint32_t> places, std::size_t most) {
  std::vector<std::uint32_t> some;
  const double step = std::max(1.0, static_cast<double>(places.size()) / static_cast<double>(most));
  for (double at = 0; at < static_cast<double>(places.size()); at += step)
    some.push_back(places[static_cast<std::size_t>(at)]);
  return some;
}

TermOccurrences find_occurrences(const ParallelLanguage& source, const ParallelLanguage& target,
                                 std::span<const Unit> term) {
  const std::span<const std::uint32_t> places = source.find(term);
  const std::vector<std::uint32_t> some = places_to_look_at(places);
  const auto size = static_cast<std::uint32_t>(term.size());
  TermOccurrences result;
  std::uint32_t last = UINT32_MAX;
  for (const std::uint32_t place : some) {
    if (!is_whole_words(source, place, size)) continue;
    const auto segment = static_cast<std::uint32_t>(source.segment_of(place));
    if (target.segment_size(segment) == 0 || segment == last) continue;
    last = segment;
    const std::uint32_t begin = place - source.starts[segment];
    if (begin + size > UINT16_MAX) continue;
    result.looked_at.push_back({segment, static_cast<std::uint16_t>(begin), static_cast<std::uint16_t>(begin + size),
                                folded_words(source, place, place + size)});
  }
  result.segments = result.looked_at.size();
  if (places.size() > kLookedAt)
    result.segments = static_cast<std::size_t>(scaled(result.looked_at.size(), places.size(), some.size()));
  return result;
}

double segments_with(const ParallelLanguage& language, std::span<const Unit> phrase) {
  const std::span<const std::uint32_t> places = language.find(phrase);
  const std::vector<std::uint32_t> some = sampled(places, kCounted);
  if (some.empty()) return 0;
  std::vector<std::size_t> segments;
  for (const std::uint32_t place : some) {
    if (is_whole_words(language, place, phrase.size())) segments.push_back(language.segment_of(place));
  }
  std::sort(segments.begin(), segments.end());
  segments.erase(std::unique(segments.begin(), segments.end()), segments.end());
  return scaled(segments.size(), places.size(), some.size());
}

}  // namespace termknit
