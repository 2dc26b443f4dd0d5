// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// "Can this be a form of the dictionary?" in a few nanoseconds, with no wrong no: a Bloom filter (Bloom 1970) over all
// forms the dictionary makes. The compound splitter asks some seventy times a word, and Hunspell takes ten
// microseconds to say no.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace termknit {

class FormFilter {
 public:
  FormFilter();

  void add(std::string_view form);
  /// False only if `form` was never added.
  bool may_contain(std::string_view form) const;

  /// Null if the file is not there or of another `stamp`. Throws Error(corrupt) if it is damaged.
  static std::unique_ptr<FormFilter> load(const std::filesystem::path& file, std::uint64_t stamp);
  /// Throws Error(io).
  void save(const std::filesystem::path& file, std::uint64_t stamp) const;

 private:
  std::vector<std::uint64_t> words_;
};

}  // namespace termknit
