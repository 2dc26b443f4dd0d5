// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/frequency_list.h"

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

double FrequencyList::probability(std::string_view folded) const {
  const auto it = shares_.find(folded);
  return it == shares_.end() ? unseen_ : it->second;
}

FrequencyLists::FrequencyLists(std::filesystem::path data_folder) : folder_(std::move(data_folder)) {}

const FrequencyList& FrequencyLists::of(const LanguageTag& language) const {
  const std::string code = language.language().str();
  const std::lock_guard lock(mutex_);
  std::unique_ptr<FrequencyList>& list = lists_[code];
  if (!list) {
    const auto file = folder_ / "frequency" / (code + ".tsv");
    std::error_code ignored;
    list = std::make_unique<FrequencyList>(std::filesystem::exists(file, ignored) ? FrequencyList::read(file)
                                                                                  : FrequencyList());
  }
  return *list;
}

}  // namespace termknit
