// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A dictionary compiled for look-up: groups as text, and a sorted table from the hash of (language, key) to the groups
// that hold a term with that key. Read through a memory map, so a look-up costs two page faults and no start-up. Kept
// in the user's cache, named by its sources.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "glossary/dictionaries/translation_group.h"

namespace termknit {

/// Collects groups and writes the compiled file.
class DictionaryBuilder {
 public:
  /// `keys[side][term]` are the look-up keys of each term beside its folded form.
  void add(const TranslationGroup& group, const std::vector<std::vector<std::vector<std::string>>>& keys = {});
  std::size_t group_count() const { return count_; }
  /// Throws Error(io).
  void write(const std::filesystem::path& file, std::uint64_t source_stamp) const;
  /// The same bytes without a file.
  std::string bytes(std::uint64_t source_stamp) const;

 private:
  std::string groups_;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> table_;
  std::size_t count_ = 0;
};

/// Immutable; any number of threads may read.
class CompiledDictionary {
 public:
  /// Null if the file is not there, is damaged, or was made from other sources than `source_stamp`.
  static std::shared_ptr<const CompiledDictionary> open(const std::filesystem::path& file, std::uint64_t source_stamp);
  static std::shared_ptr<const CompiledDictionary> from_bytes(std::string bytes, std::uint64_t source_stamp);
  ~CompiledDictionary();
  CompiledDictionary(const CompiledDictionary&) = delete;
  CompiledDictionary& operator=(const CompiledDictionary&) = delete;

  /// Groups with a term of `language` whose key is `key` (folded words with single blanks), in the dictionary's order.
  std::vector<TranslationGroup> find(const LanguageTag& language, std::string_view key) const;
  std::size_t group_count() const;
  /// Walks all groups in order.
  void for_each(const std::function<void(const TranslationGroup&)>& f) const;

 private:
  CompiledDictionary() = default;
  bool check(std::uint64_t source_stamp);
  std::string owned_;
  void* map_ = nullptr;
  std::size_t map_size_ = 0;
  std::string_view bytes_;
};

/// The key of a term as dictionaries print it: folded, single blanks, without a leading article.
std::string dictionary_key(std::string_view term);

}  // namespace termknit
