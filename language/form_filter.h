// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// "Can this be a form of the dictionary?" in a few nanoseconds, with no wrong no: a Bloom filter (Bloom 1970) over all
// forms the dictionary makes. The compound splitter asks some hundred times a word, and Hunspell takes ten
// microseconds to say no. Prefixes (German verbs have 58) are not multiplied out: a form is noted once with each class
// of prefixes that it takes, which keeps the filter small and its wrong yes rare.

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace termknit {

class FormFilter {
 public:
  FormFilter();

  /// `prefixes`: classes of those that may stand in front of the form.
  void add(std::string_view form, std::string_view prefixes = {});
  /// Bytes of the longest beginning that is noted; none are at first. Not kept in the file.
  void set_longest_beginning(std::size_t bytes) { longest_beginning_ = bytes; }
  /// Notes how `form` begins, for `may_begin`.
  void add_beginnings(std::string_view form);
  /// The text of every prefix with its class; not kept in the file.
  void set_prefixes(const std::vector<std::pair<char, std::string>>& prefixes);
  /// False only if `form`, or what stands behind a prefix of its class in it, was never added.
  bool may_contain(std::string_view form) const;
  /// False only if none of `forms` may be contained: the memory for all is asked for at once.
  bool may_contain_any(std::span<const std::string_view> forms) const;
  /// False only if no form whose beginnings were added begins like `text`, behind a prefix or without one. Only some
  /// lengths are looked at, and the others are a yes: ask for every one from the shortest on.
  bool may_begin(std::string_view text) const;

  /// Null if the file is not there or of another `stamp`. Throws Error(corrupt) if it is damaged.
  static std::unique_ptr<FormFilter> load(const std::filesystem::path& file, std::uint64_t stamp);
  /// Throws Error(io).
  void save(const std::filesystem::path& file, std::uint64_t stamp) const;

 private:
  void add_bits(std::string_view text, char kind);
  bool contains(std::string_view text, char kind) const;

  std::vector<std::uint64_t> words_;
  std::size_t longest_beginning_ = 0;
  std::array<std::vector<std::pair<char, std::string>>, 256> prefixes_;  ///< by their first byte
};

}  // namespace termknit
