// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/form_filter.h"

#include <algorithm>
#include <cstring>

#include "core/checksum.h"
#include "core/error.h"
#include "language/cache_file.h"

namespace termknit {
namespace {

constexpr std::string_view kKind = "forms 11";
// Four hashes into 2^25 bits (4 MiB): wrong yes-answers are 1 in 24,000 for 0.4 million forms with their classes of
// prefixes (German), 1 in 290 for 2 million (Latvian), 1 in 33 for 3.8 million (Czech), each of which is looked up.
constexpr std::size_t kHashes = 4;
constexpr std::uint64_t kBits = std::uint64_t{1} << 25;

constexpr char kNoPrefix = '\0', kBeginning = '\1';  // beside the classes of prefixes, which are printed characters

/// Bytes of the beginnings that are noted: 4, 6, 8...
constexpr std::size_t kShortestBeginning = 4;

/// In one line of the processor's cache, so that an answer waits for memory once (Putze, Sanders & Singler 2007).
constexpr unsigned kLineBits = 9;

std::array<std::uint64_t, kHashes> bits_of(std::string_view text, char kind) {
  const std::uint64_t hash = checksum(text, static_cast<unsigned char>(kind));
  const std::uint64_t line = (hash >> 40) % (kBits >> kLineBits);
  std::array<std::uint64_t, kHashes> bits{};
  for (std::size_t i = 0; i < kHashes; ++i)
    bits[i] = line << kLineBits | (hash >> i * kLineBits & ((1U << kLineBits) - 1));
  return bits;
}

}  // namespace

FormFilter::FormFilter() : words_(kBits / 64) {}

void FormFilter::add_bits(std::string_view text, char kind) {
  for (const std::uint64_t bit : bits_of(text, kind)) words_[bit / 64] |= std::uint64_t{1} << (bit % 64);
}

void FormFilter::add(std::string_view form, std::string_view prefixes) {
  add_bits(form, kNoPrefix);
  for (const char prefix : prefixes) add_bits(form, prefix);
}

void FormFilter::add_beginnings(std::string_view form) {
  for (std::size_t size = kShortestBeginning; size <= std::min(longest_beginning_, form.size()); size += 2)
    add_bits(form.substr(0, size), kBeginning);
}

void FormFilter::set_prefixes(const std::vector<std::pair<char, std::string>>& prefixes) {
  for (const auto& [prefix, text] : prefixes)
    prefixes_[static_cast<unsigned char>(text.at(0))].emplace_back(prefix, text);
}

bool FormFilter::contains(std::string_view text, char kind) const {
  const auto bits = bits_of(text, kind);
  return std::all_of(bits.begin(), bits.end(),
                     [this](std::uint64_t bit) { return (words_[bit / 64] >> (bit % 64) & 1) != 0; });
}

bool FormFilter::may_contain(std::string_view form) const {
  if (form.empty()) return false;
  if (contains(form, kNoPrefix)) return true;
  const auto& prefixes = prefixes_[static_cast<unsigned char>(form.front())];
  return std::any_of(prefixes.begin(), prefixes.end(), [&](const auto& prefix) {
    return form.starts_with(prefix.second) && contains(form.substr(prefix.second.size()), prefix.first);
  });
}

bool FormFilter::may_contain_any(std::span<const std::string_view> forms) const {
  for (const std::string_view form : forms) __builtin_prefetch(&words_[bits_of(form, kNoPrefix)[0] / 64]);
  return std::any_of(forms.begin(), forms.end(), [this](std::string_view form) { return may_contain(form); });
}

bool FormFilter::may_begin(std::string_view text) const {
  const auto may = [this](std::string_view beginning) {
    return beginning.size() < kShortestBeginning || beginning.size() > longest_beginning_ ||
           beginning.size() % 2 != 0 || contains(beginning, kBeginning);
  };
  if (may(text)) return true;
  const auto& prefixes = prefixes_[static_cast<unsigned char>(text.front())];
  return std::any_of(prefixes.begin(), prefixes.end(), [&](const auto& prefix) {
    return text.starts_with(prefix.second) && may(text.substr(prefix.second.size()));
  });
}

std::unique_ptr<FormFilter> FormFilter::load(const std::filesystem::path& file, std::uint64_t stamp) {
  const auto body = read_cache_file(file, kKind, stamp);
  if (!body) return nullptr;
  if (body->size() != kBits / 8) throw Error(ErrorKind::corrupt, "is of another size", {file.string()});
  auto filter = std::make_unique<FormFilter>();
  std::memcpy(filter->words_.data(), body->data(), body->size());
  return filter;
}

void FormFilter::save(const std::filesystem::path& file, std::uint64_t stamp) const {
  write_cache_file(file, kKind, stamp,
                   {reinterpret_cast<const char*>(words_.data()), words_.size() * sizeof(words_[0])});
}

}  // namespace termknit
