// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/glass/database_writer.h"

#include <algorithm>
#include <random>
#include <span>
#include <string_view>
#include <utility>

#include "core/file.h"
#include "indexer/glass/encoding.h"

namespace termknit::glass {
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kChunkBytes = 2'000;  // of a list, then another one begins; as Xapian has it
// What keys begin with that are no terms', in the table of posting lists.
constexpr std::string_view kMetadata("\0\xC0", 2), kValueBounds("\0\xD0", 2), kValueChunk("\0\xD8", 2),
    kLengths("\0\xE0", 2);

using Posting = Inverter::Posting;

const fs::path& made(const fs::path& folder) {
  fs::create_directories(folder);
  return folder;
}

/// A list of articles with their weights, in chunks that each say where they end. `key`: of the first chunk; of the
/// others with the number of their first article. `counts`: of articles and weights, as the first chunk says them.
class PostingList {
 public:
  PostingList(TableWriter& table, std::string_view key, bool is_term) : table_(table), key_(key), is_term_(is_term) {}

  void write(std::span<const Posting> postings, std::uint64_t count, std::uint64_t weights) {
    append_number(tag_, count);
    append_number(tag_, weights);
    append_number(tag_, postings.front().article - 1);
    for (bool first = true; !postings.empty(); first = false) {
      const std::size_t taken = take(postings);
      const auto chunk = postings.first(taken);
      postings = postings.subspan(taken);
      tag_ += postings.empty() ? '1' : '0';
      append_number(tag_, chunk.back().article - chunk.front().article);
      table_.add(first ? key_ : key_of(chunk.front().article), tag_ += entries_);
      tag_.clear();
    }
  }

 private:
  /// As many as are a chunk, into `entries_`.
  std::size_t take(std::span<const Posting> postings) {
    entries_.clear();
    std::size_t taken = 0;
    for (; taken < postings.size() && entries_.size() < kChunkBytes; ++taken) {
      if (taken > 0) append_number(entries_, postings[taken].article - postings[taken - 1].article - 1);
      append_number(entries_, postings[taken].weight);
    }
    return taken;
  }

  std::string key_of(std::uint32_t article) const {
    std::string key = key_;
    if (is_term_) key += '\0';
    append_sortable(key, article);
    return key;
  }

  TableWriter& table_;
  const std::string key_;
  const bool is_term_;
  std::string tag_, entries_;
};

constexpr unsigned kLeastDeflated = 4;  // bytes: shorter tags stay as they are

void append_root(std::string& out, const TableRoot& root, unsigned least_deflated) {
  const bool is_empty = root.blocks == 0;
  append_number(out, root.block);
  append_number(out, root.level << 2 | 2U /* written from one end to the other */ | (is_empty ? 1U : 0U));
  append_number(out, root.items);
  append_number(out, kBlockBytes >> 11);
  append_number(out, least_deflated);
  std::string free_blocks;
  if (!is_empty) {
    append_number(free_blocks, 1);  // revision
    append_number(free_blocks, root.blocks);
    free_blocks.append(4, '\0');  // there are none
  }
  append_string(out, free_blocks);
}

std::string random_name() {
  std::random_device random;
  std::string name;
  while (name.size() < 16) name += static_cast<char>(random());
  return name;
}

}  // namespace

DatabaseWriter::DatabaseWriter(const fs::path& folder)
    : folder_(made(folder)), term_lists_(folder / "termlist.glass") {}

void DatabaseWriter::add(std::uint32_t number, const IndexDocument& document) {
  postings_.add(number, document);
  Length length{number};
  for (std::size_t i = 0; i < document.term_count(); ++i) {
    const std::uint32_t weight = document.term(i).weight;
    length.length += weight;
    highest_weight_ = std::max(highest_weight_, weight);
  }
  lengths_.push_back(length);
  all_lengths_ += length.length;
  add_term_list(number, document);
  for (const IndexDocument::Value& value : document.values()) add_value(number, value);
}

/// The length of the article, then its terms, each without what it has in common with the one before. A small weight is
/// in one byte with the length of that. Under a key of its own: the slots that have values.
void DatabaseWriter::add_term_list(std::uint32_t number, const IndexDocument& document) {
  std::string key, tag;
  append_sortable(key, number);
  if (document.term_count() > 0) {
    append_number(tag, lengths_.back().length);
    append_number(tag, document.term_count());
  }
  std::string_view before;
  for (std::size_t i = 0; i < document.term_count(); ++i) {
    const IndexDocument::Term term = document.term(i);
    const std::string_view text = term.text;
    const auto common = static_cast<std::size_t>(
        std::mismatch(text.begin(), text.end(), before.begin(), before.end()).first - text.begin());
    const std::size_t packed = (term.weight + std::size_t{1}) * (before.size() + 1) + common;
    const bool is_packed = i > 0 && packed < 256;
    if (i > 0) tag += static_cast<char>(is_packed ? packed : common);
    tag += static_cast<char>(text.size() - common);
    tag += text.substr(common);
    if (!is_packed) append_number(tag, term.weight);
    before = text;
  }
  // As Xapian's compaction would have to, more slowly, as it takes what is deflated as it is.
  const std::string_view deflated = tag.size() > kLeastDeflated ? deflater_.deflate(tag) : std::string_view();
  term_lists_.add(key, deflated.empty() ? std::string_view(tag) : deflated, !deflated.empty());
  if (document.values().empty()) return;
  std::string slots;
  unsigned next = 0;
  for (const auto& [slot, _] : document.values()) {
    append_number(slots, slot - next);
    next = slot + 1;
  }
  term_lists_.add(key += '\0', slots);
}

void DatabaseWriter::add_value(std::uint32_t number, const IndexDocument::Value& value) {
  Values& values = values_[value.first];
  const std::string& text = value.second;
  if (values.chunks.empty() || values.chunks.back().bytes.size() >= kChunkBytes) {
    values.chunks.push_back({number});
  } else {
    append_number(values.chunks.back().bytes, number - values.last - 1);
  }
  append_string(values.chunks.back().bytes, text);
  values.last = number;
  value_bytes_ += text.size();
  if (values.count++ == 0) {
    values.lowest = values.highest = text;
  } else if (text < values.lowest) {
    values.lowest = text;
  } else if (text > values.highest) {
    values.highest = text;
  }
}

void DatabaseWriter::finish(const std::function<void(const Put&)>& metadata) {
  TableWriter postings(folder_ / "postlist.glass"), positions(folder_ / "position.glass");
  metadata(
      [&](std::string_view key, std::string_view text) { postings.add(std::string(kMetadata).append(key), text); });
  write_values(postings);
  if (!lengths_.empty()) {
    write_lengths(postings);
    write_postings(postings, positions);
  }
  write_version(postings.finish(), term_lists_.finish(), positions.finish());
}

void DatabaseWriter::write_values(TableWriter& table) const {
  for (const auto& [slot, values] : values_) {
    std::string key(kValueBounds), tag;
    for (unsigned rest = slot; rest > 0; rest >>= 8) key += static_cast<char>(rest);
    append_number(tag, values.count);
    append_string(tag, values.lowest);
    if (values.highest != values.lowest) tag += values.highest;
    table.add(key, tag);
  }
  for (const auto& [slot, values] : values_) {
    for (const ValueChunk& chunk : values.chunks) {
      std::string key(kValueChunk);
      append_number(key, slot);
      append_sortable(key, chunk.first);
      table.add(key, chunk.bytes);
    }
  }
}

/// As a posting list without counts.
void DatabaseWriter::write_lengths(TableWriter& table) const {
  std::vector<Posting> lengths;
  for (const Length& length : lengths_) lengths.push_back({length.number, length.length});
  PostingList(table, kLengths, false).write(lengths, 0, 0);
}

void DatabaseWriter::write_postings(TableWriter& table, TableWriter& positions) const {
  std::string key;
  postings_.for_each([&](std::string_view term, std::span<const Posting> postings) {
    std::uint64_t weights = 0;
    for (const Posting& posting : postings) weights += posting.weight;
    PostingList(table, term, true).write(postings, postings.size(), weights);
    for (const Posting& posting : postings) {
      if (posting.positions.empty()) continue;
      (key = term) += '\0';
      append_sortable(key, posting.article);
      positions.add(key, posting.positions);
    }
  });
}

/// Last, as it makes a database of the files.
void DatabaseWriter::write_version(const TableRoot& postings, const TableRoot& term_lists,
                                   const TableRoot& positions) const {
  std::string out("\x0f\x0dXapian Glass\x04\x6e");  // the version: years after 2014, month, day, in 7, 4, 5 bits
  out += random_name();
  append_number(out, 1);  // revision
  append_root(out, postings, 0);
  append_root(out, {}, kLeastDeflated);  // data of documents
  append_root(out, term_lists, kLeastDeflated);
  append_root(out, positions, 0);
  append_root(out, {}, kLeastDeflated);  // spelling
  append_root(out, {}, kLeastDeflated);  // synonyms
  const std::uint32_t last = lengths_.empty() ? 0 : lengths_.back().number;
  std::uint32_t shortest = 0, longest = 0;
  for (const Length& length : lengths_) {
    if (length.length > 0 && (shortest == 0 || length.length < shortest)) shortest = length.length;
    longest = std::max(longest, length.length);
  }
  append_number(out, lengths_.size());
  append_number(out, last - lengths_.size());
  append_number(out, shortest);
  append_number(out, highest_weight_);
  append_number(out, longest - highest_weight_);
  append_number(out, 0);  // changesets
  append_number(out, all_lengths_);
  append_number(out, 0);  // spelling
  write_file(folder_ / "iamglass", out);
}

}  // namespace termknit::glass
