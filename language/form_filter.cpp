// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/form_filter.h"

#include <cstring>

#include "core/checksum.h"
#include "core/error.h"
#include "language/cache_file.h"

namespace termknit {
namespace {

constexpr std::string_view kKind = "forms 5";
// Two hashes into 2^24 bits (2 MiB) leave 1 in 300 wrong yes-answers for half a million forms (German), 1 in 15 for two
// and a half million (Czech).
constexpr std::uint64_t kBits = std::uint64_t{1} << 24;

}  // namespace

FormFilter::FormFilter() : words_(kBits / 64) {}

void FormFilter::add(std::string_view form) {
  const std::uint64_t hash = checksum(form);
  for (const std::uint64_t bit : {hash % kBits, (hash >> 32) % kBits})
    words_[bit / 64] |= std::uint64_t{1} << (bit % 64);
}

bool FormFilter::may_contain(std::string_view form) const {
  const std::uint64_t hash = checksum(form);
  for (const std::uint64_t bit : {hash % kBits, (hash >> 32) % kBits}) {
    if ((words_[bit / 64] >> (bit % 64) & 1) == 0) return false;
  }
  return true;
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
