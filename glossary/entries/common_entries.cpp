// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/entries/common_entries.h"

#include <algorithm>
#include <iterator>

#include "core/checksum.h"
#include "glossary/entries/entry_json.h"

namespace termknit {
namespace {

std::uint64_t checksum_of(ConceptEntry& entry) {
  const std::uint64_t revision = std::exchange(entry.revision, 0);
  const std::uint64_t sum = checksum(format_entry(entry));
  entry.revision = revision;
  return sum;
}

std::vector<std::uint64_t> checksums_of(const GlossarySource& source) {
  std::vector<std::uint64_t> sums;
  source([&](ConceptEntry entry) { sums.push_back(checksum_of(entry)); });
  std::sort(sums.begin(), sums.end());
  return sums;
}

}  // namespace

GlossarySource source_of(const Glossary& glossary) {
  return [&glossary](const std::function<void(ConceptEntry)>& take) {
    for (const ConceptEntry& entry : glossary.entries) take(entry);
    return glossary.header;
  };
}

CommonEntries::CommonEntries(const std::vector<GlossarySource>& sources) {
  for (const GlossarySource& source : sources) {
    std::vector<std::uint64_t> sums = checksums_of(source);
    if (&source == &sources.front()) {
      checksums_ = std::move(sums);
      continue;
    }
    std::vector<std::uint64_t> both;
    std::set_intersection(checksums_.begin(), checksums_.end(), sums.begin(), sums.end(), std::back_inserter(both));
    are_all_ = are_all_ && both.size() == checksums_.size() && both.size() == sums.size();
    checksums_ = std::move(both);
  }
}

GlossaryHeader CommonEntries::tell_apart(const GlossarySource& source, const std::function<void(ConceptEntry)>& common,
                                         const std::function<void(ConceptEntry)>& other) const {
  std::vector<bool> met(checksums_.size());
  return source([&](ConceptEntry entry) {
    const std::uint64_t sum = checksum_of(entry);
    auto it = std::lower_bound(checksums_.begin(), checksums_.end(), sum);
    while (it != checksums_.end() && *it == sum && met[static_cast<std::size_t>(it - checksums_.begin())]) ++it;
    if (it == checksums_.end() || *it != sum) return other(std::move(entry));
    met[static_cast<std::size_t>(it - checksums_.begin())] = true;
    common(std::move(entry));
  });
}

Glossary CommonEntries::rest_of(const GlossarySource& source) const {
  Glossary rest;
  rest.header = tell_apart(
      source, [](const ConceptEntry&) {}, [&](ConceptEntry entry) { rest.entries.push_back(std::move(entry)); });
  return rest;
}

}  // namespace termknit
