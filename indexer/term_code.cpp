// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/term_code.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>

namespace termknit {
namespace {

// Made by tools/make_term_code.py. With another table kFormatVersion is another.
constexpr std::string_view kSequences =
    "en er st in ä at it í an ch ā ie al re on as un is ar ro te le á ka ī or ta es ē el us ti ý la š li "
    "ra po ko be ent um ě no de pro ne il ak to ver lo ung va ut sa ní ř si se inen den ma ce ge tu ist "
    "od ja pa ž ati ö č ve ku ke do vat vi so ter co asi je vo im su iz sta me tä di pr ik sch da yy ts "
    "ir ing pe ba ks em lu ci ü ot ap ab asiak ů uf du ig ation dz př ten kun ho mu ný ic ār vä ņ et gen "
    "der na th kon ur vý pie mä tie per ed ity ly tr ums é val ein īg ich pre jo men lä zá ēt inā ty";

constexpr char kEscape = 1;  // before a byte that stands for itself
constexpr std::string_view kPunctuation = " '-._";

unsigned char byte_of(char letter) {
  return static_cast<unsigned char>(letter);
}

bool leads(unsigned char byte) {
  return byte >= 0xC2 && byte <= 0xF4;
}

std::size_t length_of(unsigned char leading) {
  return leading < 0xE0 ? 2 : leading < 0xF0 ? 3 : 4;
}

/// Letters, digits and what stands in words are their own code.
bool is_plain(unsigned char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
         kPunctuation.find(static_cast<char>(byte)) != kPunctuation.npos;
}

bool is_free(unsigned char byte) {
  return byte != 0 && byte != byte_of(kEscape) && !is_plain(byte) && !leads(byte) &&
         kPrefixLetters.find(static_cast<char>(byte)) == kPrefixLetters.npos;
}

struct Sequence {
  std::string_view letters;
  char code = 0;
};

/// The sequences as a tree of their bytes: every token of every article goes through it.
class SequenceTree {
 public:
  void add(const Sequence& sequence) {
    std::size_t node = 0;
    for (const char letter : sequence.letters) {
      const std::size_t column = this->column(letter);
      if (nodes_[node].next[column] == 0) {
        assert(nodes_.size() <= 0xFF);
        nodes_[node].next[column] = static_cast<std::uint8_t>(nodes_.size());
        nodes_.emplace_back();
      }
      node = nodes_[node].next[column];
    }
    nodes_[node].code = sequence.code;
  }

  /// The longest one that `text` begins with; no letters if there is none.
  Sequence find(std::string_view text) const {
    Sequence found;
    std::size_t node = 0;
    for (std::size_t size = 0; size < text.size(); ++size) {
      node = nodes_[node].next[columns_[byte_of(text[size])]];
      if (node == 0) break;
      if (nodes_[node].code != 0) found = {text.substr(0, size + 1), nodes_[node].code};
    }
    return found;
  }

 private:
  static constexpr std::size_t kColumns = 64;  // of the bytes that are in sequences; the first is of all others
  struct Node {
    std::array<std::uint8_t, kColumns> next{};
    char code = 0;
  };

  std::uint8_t column(char letter) {
    std::uint8_t& column = columns_[byte_of(letter)];
    if (column == 0) column = ++last_column_;
    assert(column < kColumns);
    return column;
  }

  std::vector<Node> nodes_ = std::vector<Node>(1);
  std::array<std::uint8_t, 256> columns_{};
  std::uint8_t last_column_ = 0;
};

struct Table {
  std::array<std::vector<Sequence>, 256> by_first_byte;  // the longest first
  std::array<std::string_view, 256> of_code;
  SequenceTree tree;

  Table() {
    unsigned code = 0;
    for (std::size_t begin = 0, end = 0; begin < kSequences.size(); begin = end + 1) {
      end = std::min(kSequences.find(' ', begin), kSequences.size());
      while (!is_free(static_cast<unsigned char>(++code))) continue;
      const std::string_view letters = kSequences.substr(begin, end - begin);
      of_code[code] = letters;
      by_first_byte[byte_of(letters.front())].push_back({letters, static_cast<char>(code)});
      tree.add({letters, static_cast<char>(code)});
    }
    for (auto& sequences : by_first_byte) {
      std::stable_sort(sequences.begin(), sequences.end(),
                       [](const Sequence& a, const Sequence& b) { return a.letters.size() > b.letters.size(); });
    }
  }
};

const Table& table() {
  static const Table kTable;
  return kTable;
}

/// Bytes of the character that `text` begins with, as far as it is one of several bytes; else 1.
std::size_t character_length(std::string_view text) {
  const unsigned char first = byte_of(text.front());
  if (!leads(first) || text.size() < length_of(first)) return 1;
  for (std::size_t i = 1; i < length_of(first); ++i) {
    if ((byte_of(text[i]) & 0xC0U) != 0x80) return 1;
  }
  return length_of(first);
}

/// Takes the first piece off `word` and adds its code.
void append_piece(std::string& out, std::string_view& word) {
  if (const Sequence sequence = table().tree.find(word); !sequence.letters.empty()) {
    out += sequence.code;
    word.remove_prefix(sequence.letters.size());
    return;
  }
  const std::size_t length = character_length(word);
  if (word.front() == '\0') {
    out += ' ';
  } else {
    if (length == 1 && !is_plain(byte_of(word.front()))) out += kEscape;
    out += word.substr(0, length);
  }
  word.remove_prefix(length);
}

}  // namespace

void append_word_code(std::string& out, std::string_view word) {
  while (!word.empty()) append_piece(out, word);
}

std::string word_code(std::string_view word) {
  std::string code;
  append_word_code(code, word);
  return code;
}

std::string word_of_code(std::string_view code) {
  std::string word;
  while (!code.empty()) {
    const unsigned char first = byte_of(code.front());
    if (const std::string_view letters = table().of_code[first]; !letters.empty()) {
      word += letters;
      code.remove_prefix(1);
      continue;
    }
    if (first == byte_of(kEscape)) code.remove_prefix(1);
    const std::size_t length = first != byte_of(kEscape) && leads(first) ? std::min(length_of(first), code.size()) : 1;
    word += code.substr(0, length);
    code.remove_prefix(std::min(length, code.size()));
  }
  return word;
}

std::vector<std::string> prefix_codes(std::string_view prefix) {
  std::vector<std::string> codes;
  std::string before;  // the code of what `prefix` has lost
  while (!prefix.empty()) {
    // A word that goes on may be coded otherwise from here: by a sequence that reaches beyond the prefix.
    for (const Sequence& sequence : table().by_first_byte[byte_of(prefix.front())]) {
      if (sequence.letters.size() > prefix.size() && sequence.letters.starts_with(prefix))
        codes.push_back(before + sequence.code);
    }
    append_piece(before, prefix);
  }
  codes.push_back(std::move(before));
  return codes;
}

}  // namespace termknit
