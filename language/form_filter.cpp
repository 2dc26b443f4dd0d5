// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/form_filter.h"

#include <cstring>

#include "core/checksum.h"
#include "core/file.h"

namespace termknit {
namespace {

constexpr std::string_view kMagic = "termknit forms 1";
// Half a million forms (German): two hashes into 2^23 bits (1 MiB) leave 1 in 80 wrong yes-answers.
constexpr std::uint64_t kBits = std::uint64_t{1} << 23;

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
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return nullptr;
  const std::string text = read_file(file, 16 << 20);
  const std::string head = std::string(kMagic) + '\n' + to_hex(stamp) + '\n';
  if (!text.starts_with(head) || text.size() != head.size() + 17 + kBits / 8) return nullptr;
  const std::string_view body = std::string_view(text).substr(head.size() + 17);
  if (std::string_view(text).substr(head.size(), 16) != to_hex(checksum(body))) return nullptr;
  auto filter = std::make_unique<FormFilter>();
  std::memcpy(filter->words_.data(), body.data(), body.size());
  return filter;
}

void FormFilter::save(const std::filesystem::path& file, std::uint64_t stamp) const {
  const std::string_view body(reinterpret_cast<const char*>(words_.data()), words_.size() * sizeof(words_[0]));
  write_file(file,
             std::string(kMagic) + '\n' + to_hex(stamp) + '\n' + to_hex(checksum(body)) + '\n' + std::string(body));
}

}  // namespace termknit
