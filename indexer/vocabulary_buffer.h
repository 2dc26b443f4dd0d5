// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "core/text_arena.h"
#include "indexer/index_schema.h"
#include "indexer/sort_prefix.h"

namespace termknit {

/// Metadata that waits to be stored, in as little memory as it takes: a large index brings hundreds of thousands of
/// pieces.
class VocabularyBuffer {
 public:
  /// What stands under `key`, or one piece of the list that does (index_schema::is_list()).
  void add(std::string_view key, std::string_view text) {
    char* const place = bytes_.allot(key.size() + text.size());
    key.copy(place, key.size());
    text.copy(place + key.size(), text.size());
    pieces_.push_back({place, static_cast<std::uint32_t>(key.size()), static_cast<std::uint32_t>(text.size())});
  }
  std::size_t bytes() const { return bytes_.bytes() + pieces_.size() * sizeof(Piece); }

  /// `f(key, texts)` for each key in ascending order, then forgets them. Texts are those of a list in the order they
  /// came, or the last.
  template <typename F>
  void flush(F&& f) {
    const auto key_of = [this](std::uint32_t i) { return key(pieces_[i]); };
    const std::vector<std::uint32_t> sorted = sorted_numbers(pieces_.size(), key_of);
    std::vector<std::string_view> texts;
    for (std::size_t i = 0; i < sorted.size();) {
      const std::string_view key = key_of(sorted[i]);
      texts.clear();
      for (; i < sorted.size() && key_of(sorted[i]) == key; ++i) texts.push_back(text(pieces_[sorted[i]]));
      if (!index_schema::is_list(key)) texts.assign(1, texts.back());
      f(key, texts);
    }
    pieces_.clear();
    bytes_.clear();
  }

 private:
  struct Piece {
    const char* place = nullptr;  ///< of the key; the text follows it
    std::uint32_t key_bytes = 0, text_bytes = 0;
  };
  static std::string_view key(const Piece& piece) { return {piece.place, piece.key_bytes}; }
  static std::string_view text(const Piece& piece) { return {piece.place + piece.key_bytes, piece.text_bytes}; }

  TextArena bytes_;
  std::deque<Piece> pieces_;
};

/// The pieces of all lists (tab between), each once, in their order.
std::string joined_lists(const std::vector<std::string_view>& lists);

}  // namespace termknit
