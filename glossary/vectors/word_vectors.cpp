// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/vectors/word_vectors.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <string>
#include <unordered_map>

#include "core/tsv.h"
#include "glossary/vectors/vec_reader.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr std::uint64_t kStamp = 0x7665'6374'6f72'7301;  // and the version of the layout
constexpr std::uint32_t kWords = 1, kNumbers = 3, kDimensions = 4;

/// The largest number becomes 127: what vectors are compared by is their direction.
void append_bytes(std::span<const float> numbers, std::vector<std::int8_t>& bytes) {
  float largest = 0;
  for (const float number : numbers) largest = std::max(largest, std::abs(number));
  for (const float number : numbers)
    bytes.push_back(largest == 0 ? std::int8_t{0} : static_cast<std::int8_t>(std::lround(number / largest * 127)));
}

/// False if it is all zero.
bool to_unit_length(std::vector<float>& vector) {
  double sum = 0;
  for (const float number : vector) sum += static_cast<double>(number) * number;
  if (sum == 0) return false;
  for (float& number : vector) number = static_cast<float>(number / std::sqrt(sum));
  return true;
}

}  // namespace

CompiledVectors compile_vectors(const std::filesystem::path& vec, const std::filesystem::path& compiled,
                                const DiagnosticSink& sink) {
  std::unordered_map<std::string, std::size_t> place;
  std::vector<std::int8_t> read;
  const VecSummary summary = read_vec(
      vec, kMostVectorWords,
      [&](std::string_view word, std::span<const float> numbers) {
        if (place.try_emplace(fold(word), place.size()).second) append_bytes(numbers, read);
      },
      sink);
  std::vector<std::string> words;
  for (const auto& [word, number] : place) words.push_back(word);
  std::sort(words.begin(), words.end());
  std::vector<std::int8_t> sorted;
  sorted.reserve(read.size());
  for (const std::string& word : words) {
    const auto begin = read.begin() + static_cast<std::ptrdiff_t>(place.at(word) * summary.dimensions);
    sorted.insert(sorted.end(), begin, begin + static_cast<std::ptrdiff_t>(summary.dimensions));
  }
  SectionWriter writer;
  writer.add_texts(kWords, words);
  writer.add(kNumbers, sorted);
  writer.add(kDimensions, std::vector<std::uint32_t>{static_cast<std::uint32_t>(summary.dimensions)});
  writer.write(compiled, kStamp);
  return {words.size(), summary.dimensions};
}

std::shared_ptr<const WordVectors> WordVectors::open(const std::filesystem::path& compiled) {
  const auto file = MappedSections::open(compiled, kStamp);
  if (!file) return nullptr;
  const auto dimensions = file->get<std::uint32_t>(kDimensions);
  auto vectors = std::make_shared<WordVectors>();
  vectors->file_ = file;
  vectors->words_ = file->texts(kWords);
  vectors->numbers_ = file->get<std::int8_t>(kNumbers);
  if (dimensions.size() != 1 || dimensions[0] < kLeastDimensions || dimensions[0] > kMostDimensions) return nullptr;
  vectors->dimensions_ = dimensions[0];
  if (vectors->numbers_.size() != vectors->words_.size() * vectors->dimensions_) return nullptr;
  const auto ends = file->get<std::uint32_t>(kWords + 1);
  if (!std::is_sorted(ends.begin(), ends.end()) || (!ends.empty() && ends.back() > file->text(kWords).size()))
    return nullptr;
  return vectors;
}

std::span<const std::int8_t> WordVectors::find(std::string_view word) const {
  std::size_t low = 0, high = words_.size();
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (words_[middle] < word) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == words_.size() || words_[low] != word) return {};
  return numbers_.subspan(low * dimensions_, dimensions_);
}

std::optional<std::vector<float>> WordVectors::of_term(std::string_view term) const {
  std::vector<float> sum(dimensions_);
  std::vector<float> own(dimensions_);
  for (const std::string_view word : split(term, ' ')) {
    const std::span<const std::int8_t> numbers = find(word);
    std::copy(numbers.begin(), numbers.end(), own.begin());
    if (numbers.empty() || !to_unit_length(own)) return std::nullopt;
    for (std::size_t i = 0; i < dimensions_; ++i) sum[i] += own[i];
  }
  if (!to_unit_length(sum)) return std::nullopt;
  return sum;
}

double cosine(const std::vector<float>& a, const std::vector<float>& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

}  // namespace termknit
