// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A file of numbered sections of plain numbers and characters, read through a memory map: opening costs nothing, and
// only what is looked at is read.

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace termknit {

/// Collects sections and writes the file whole or not at all.
class SectionWriter {
 public:
  template <typename T>
  void add(std::uint32_t number, const std::vector<T>& values) {
    static_assert(std::is_trivially_copyable_v<T>);
    add_bytes(number, values.data(), values.size() * sizeof(T));
  }
  void add(std::uint32_t number, std::string_view text) { add_bytes(number, text.data(), text.size()); }
  /// Texts one after the other in `number`, their ends in `number` + 1.
  void add_texts(std::uint32_t number, const std::vector<std::string>& texts);
  /// Throws Error(io).
  void write(const std::filesystem::path& file, std::uint64_t stamp) const;

 private:
  void add_bytes(std::uint32_t number, const void* data, std::size_t size);
  std::map<std::uint32_t, std::string> sections_;
};

/// Texts of a file's sections; valid as long as the file is open.
class MappedTexts {
 public:
  MappedTexts() = default;
  MappedTexts(std::string_view all, std::span<const std::uint32_t> ends) : all_(all), ends_(ends) {}
  std::size_t size() const { return ends_.size(); }
  std::string_view operator[](std::size_t i) const {
    const std::uint32_t begin = i == 0 ? 0 : ends_[i - 1];
    return all_.substr(begin, ends_[i] - begin);
  }

 private:
  std::string_view all_;
  std::span<const std::uint32_t> ends_;
};

/// Immutable; any number of threads may read.
class MappedSections {
 public:
  /// Null if the file is not there, is no such file, is cut short, or has another stamp.
  static std::shared_ptr<const MappedSections> open(const std::filesystem::path& file, std::uint64_t stamp);
  ~MappedSections();
  MappedSections(const MappedSections&) = delete;
  MappedSections& operator=(const MappedSections&) = delete;

  /// Empty if there is no such section.
  template <typename T>
  std::span<const T> get(std::uint32_t number) const {
    static_assert(std::is_trivially_copyable_v<T>);
    const std::string_view bytes = get_bytes(number);
    return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};  // sections begin at multiples of 16
  }
  std::string_view text(std::uint32_t number) const { return get_bytes(number); }
  MappedTexts texts(std::uint32_t number) const { return {text(number), get<std::uint32_t>(number + 1)}; }

 private:
  MappedSections() = default;
  bool check(std::uint64_t stamp);
  std::string_view get_bytes(std::uint32_t number) const;
  void* map_ = nullptr;
  std::size_t size_ = 0;
  std::map<std::uint32_t, std::string_view> sections_;
};

}  // namespace termknit
