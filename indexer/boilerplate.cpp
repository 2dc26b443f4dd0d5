// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/boilerplate.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <unordered_set>

#include <fmt/format.h>

#include "core/checksum.h"
#include "core/file.h"
#include "core/tsv.h"
#include "language/text.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kLongestLine = 120;  // bytes: a longer block is prose and no caption, menu item or reply link
constexpr std::size_t kReplyLines = 4;     // a short line this often between paragraphs is a reply link
constexpr std::size_t kArticleSaid = 500;  // bytes: no section of comments begins before the article has said anything
constexpr std::size_t kThreadAfter = 200;  // bytes before a thread of replies that make it one about an article

/// Folded, without the marks a line may end with.
std::string line_key(std::string_view text) {
  std::string key = fold(text);
  while (!key.empty() && std::string_view(" .:*!?…-–").find(key.back()) != std::string_view::npos) key.pop_back();
  return key;
}

/// Of such phrases only the last that is not after `text` can be its beginning.
bool begins_with_any(const std::vector<std::string>& phrases, std::string_view text) {
  const auto after = std::upper_bound(phrases.begin(), phrases.end(), text);
  return after != phrases.begin() && text.starts_with(*std::prev(after));
}

/// Adds to sorted phrases none of which begins another: who begins with the longer one begins with the shorter one.
void add_beginning(std::vector<std::string>& phrases, std::string phrase) {
  if (begins_with_any(phrases, phrase)) return;
  std::erase_if(phrases, [&](const std::string& longer) { return longer.starts_with(phrase); });
  phrases.insert(std::upper_bound(phrases.begin(), phrases.end(), phrase), std::move(phrase));
}

}  // namespace

bool BoilerplatePhrases::add(std::string_view kind, std::string_view phrase) {
  std::vector<std::string>* list = kind == "section" ? &sections_
                                   : kind == "line"  ? &starts_
                                   : kind == "whole" ? &wholes_
                                                     : nullptr;
  if (!list || trim(phrase).empty()) return false;
  std::string key = line_key(trim(phrase));
  if (list == &wholes_) {
    wholes_.insert(std::upper_bound(wholes_.begin(), wholes_.end(), key), std::move(key));
  } else {
    add_beginning(*list, std::move(key));
  }
  return true;
}

BoilerplatePhrases BoilerplatePhrases::read(const fs::path& data_folder, const DiagnosticSink& sink) {
  BoilerplatePhrases phrases;
  std::vector<fs::path> files;
  std::error_code ignored;
  for (const auto& folder : fs::directory_iterator(data_folder / "languages", ignored)) {
    if (fs::exists(folder.path() / "boilerplate.txt", ignored)) files.push_back(folder.path() / "boilerplate.txt");
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    for_each_line(read_file(file), [&](std::string_view line, std::size_t number) {
      if (trim(line).empty() || line[0] == '#') return;
      const std::size_t tab = line.find('\t');
      if (tab == std::string_view::npos || !phrases.add(line.substr(0, tab), line.substr(tab + 1))) {
        report(sink, Severity::warning, "ignored: a line is 'section', 'line' or 'whole', a tab, and a phrase",
               {file.string(), number});
      }
    });
  }
  return phrases;
}

bool BoilerplatePhrases::begins_section(std::string_view key) const {
  return begins_with_any(sections_, key);
}

bool BoilerplatePhrases::is_line(std::string_view key) const {
  return begins_with_any(starts_, key) || std::binary_search(wholes_.begin(), wholes_.end(), key);
}

namespace {

using Blocks = std::vector<ReadBlock>;
using Keys = std::vector<std::string>;  // line_key() of each block

/// Headings that open a section that is no part of the article, to its end: comments, forms, related pages. Such a
/// section cannot open before the article has said anything.
void mark_sections(Blocks& blocks, const Keys& keys, const BoilerplatePhrases& phrases) {
  std::size_t said = 0;
  bool inside = false;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    ReadBlock& block = blocks[i];
    const std::size_t size = block.text.size();
    // A table of contents names the sections, too.
    inside = inside ||
             (said > kArticleSaid && !block.boilerplate && size <= kLongestLine && phrases.begins_section(keys[i]));
    said += block.boilerplate ? 0 : size;
    // A sentence may begin like a caption: only lines are looked at.
    if (inside || (size <= 2 * kLongestLine && phrases.is_line(keys[i]))) block.boilerplate = true;
  }
}

/// A short line that was there before (a caption under its picture, a title twice) says nothing new: only its first
/// occurrence counts. Long blocks are compared too: flattened pages repeat whole paragraphs. What a menu says does not
/// count: it names the page's own title.
void mark_repeated(Blocks& blocks, const Keys& keys) {
  std::unordered_set<std::uint64_t> seen;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (!blocks[i].boilerplate && !seen.insert(checksum(keys[i])).second) blocks[i].boilerplate = true;
  }
}

std::size_t said_before(const Blocks& blocks, std::size_t end) {
  std::size_t said = 0;
  for (std::size_t i = 0; i < end; ++i) said += blocks[i].boilerplate ? 0 : blocks[i].text.size();
  return said;
}

/// Reader comments: one short line ("reply") stands again and again between other blocks. Everything from the first to
/// the last of them, and the block before the first, is the comment section. A page that begins with them is a forum's.
void mark_reply_threads(Blocks& blocks, const Keys& keys) {
  std::map<std::string_view, std::vector<std::size_t>> lines;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (blocks[i].text.size() <= 30 && blocks[i].kind != BlockKind::table_cell) lines[keys[i]].push_back(i);
  }
  for (const auto& [line, places] : lines) {
    if (places.size() < kReplyLines) continue;
    const std::size_t span = places.back() - places.front();
    const bool regular = span >= places.size() && span <= 4 * places.size();
    // Replies follow each other at short distances; a word that heads many sections does not.
    if (!regular) continue;
    const std::size_t first = places.front() == 0 ? 0 : places.front() - 1;
    if (said_before(blocks, first) < kThreadAfter) continue;
    for (std::size_t i = first; i <= places.back(); ++i) blocks[i].boilerplate = true;
  }
}

}  // namespace

void mark_boilerplate(Blocks& blocks, const BoilerplatePhrases& phrases) {
  Keys keys;
  keys.reserve(blocks.size());
  for (const ReadBlock& block : blocks) keys.push_back(line_key(block.text));
  mark_sections(blocks, keys, phrases);
  mark_reply_threads(blocks, keys);
  mark_repeated(blocks, keys);
  for (ReadBlock& block : blocks) {
    if (block.kind == BlockKind::caption) block.boilerplate = true;
  }
}

}  // namespace termknit
