// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/extraction/frequency_list.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/error.h"
#include "core/file.h"
#include "core/tsv.h"

namespace termknit {

FrequencyList FrequencyList::read(const std::filesystem::path& file) {
  FrequencyList list;
  double rarest = 0;
  for_each_line(read_file(file), [&](std::string_view line, std::size_t number) {
    if (line.empty() || line.front() == '#') return;
    const std::size_t tab = line.find('\t');
    double zipf = 0;
    const auto parsed = std::from_chars(line.data(), line.data() + std::min(tab, line.size()), zipf);
    if (tab == std::string_view::npos || parsed.ec != std::errc{} || parsed.ptr != line.data() + tab) {
      throw Error(ErrorKind::malformed, "a line is a Zipf value, a tab, and words with blanks between",
                  {file.string(), number});
    }
    const double share = std::pow(10.0, zipf - 9);
    rarest = rarest == 0 ? share : std::min(rarest, share);
    for (const std::string_view word : split(line.substr(tab + 1), ' ')) list.shares_.emplace(word, share);
  });
  if (rarest > 0) list.unseen_ = rarest / 2;
  return list;
}

void FrequencyList::read_written(const std::filesystem::path& file) {
  for_each_line(read_file(file), [&](std::string_view line, std::size_t) {
    if (line.empty() || line.front() == '#') return;
    for (const std::string_view word : split(line, ' ')) {
      if (!word.empty()) written_.emplace(word);
    }
  });
}

void FrequencyList::add_reference(const WordCounts& counts) {
  std::uint64_t total = 0;
  for (const auto& [word, count] : counts) total += count;
  for (const auto& [word, count] : counts) {
    if (count < 2) continue;
    double& share = shares_[word];
    share = std::max(share, static_cast<double>(count) / static_cast<double>(total));
  }
}

double FrequencyList::probability(std::string_view folded) const {
  const auto it = shares_.find(folded);
  return it == shares_.end() ? unseen_ : it->second;
}

FrequencyLists::FrequencyLists(std::filesystem::path data_folder) : folder_(std::move(data_folder)) {}

FrequencyList& FrequencyLists::list(const LanguageTag& language) const {
  const std::string code = language.language().str();
  std::unique_ptr<FrequencyList>& loaded = lists_[code];
  if (!loaded) {
    const auto file = folder_ / "frequency" / (code + ".tsv");
    const auto written = folder_ / "frequency" / "written" / (code + ".txt");
    std::error_code ignored;
    loaded = std::make_unique<FrequencyList>(std::filesystem::exists(file, ignored) ? FrequencyList::read(file)
                                                                                    : FrequencyList());
    if (std::filesystem::exists(written, ignored)) loaded->read_written(written);
  }
  return *loaded;
}

const FrequencyList& FrequencyLists::of(const LanguageTag& language) const {
  const std::lock_guard lock(mutex_);
  return list(language);
}

void FrequencyLists::add_reference(const LanguageTag& language, const WordCounts& counts) {
  const std::lock_guard lock(mutex_);
  list(language).add_reference(counts);
}

}  // namespace termknit
