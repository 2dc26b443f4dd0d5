// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <vector>

#include "core/tsv.h"
#include "indexer/readers.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr std::size_t kWrapColumn = 50;  // shorter lines were ended on purpose
constexpr std::size_t kLongestHeading = 120;

/// Bytes of a leading bullet or list number with its blanks; 0 if there is none.
std::size_t list_marker(std::string_view line) {
  for (const std::string_view bullet : {"•", "◦", "▪", "‣", "–", "-", "*", "·"}) {
    if (line.starts_with(bullet) && line.size() > bullet.size() &&
        (line[bullet.size()] == ' ' || line[bullet.size()] == '\t')) {
      return bullet.size() + 1;
    }
  }
  std::size_t digits = 0;
  while (digits < line.size() && digits < 3 && line[digits] >= '0' && line[digits] <= '9') ++digits;
  const bool numbered =
      digits > 0 && digits + 1 < line.size() && (line[digits] == '.' || line[digits] == ')') && line[digits + 1] == ' ';
  return numbered ? digits + 2 : 0;
}

bool ends_sentence(std::string_view line) {
  for (const std::string_view mark : {".", "!", "?", "…", ":", ";", "\"", "”", "“", ")"}) {
    if (line.ends_with(mark)) return true;
  }
  return false;
}

/// True for prose that was wrapped at a column: all lines but the last are long and of like length.
bool is_wrapped(const std::vector<std::string_view>& lines) {
  constexpr std::size_t kSpread = 35;
  std::size_t shortest = SIZE_MAX, longest = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    if (list_marker(lines[i + 1]) != 0) return false;
    const std::size_t width = code_points(lines[i]);
    shortest = std::min(shortest, width);
    longest = std::max(longest, width);
  }
  return lines.size() > 1 && shortest >= kWrapColumn && longest <= 130 && longest - shortest <= kSpread;
}

class TextBlocks {
 public:
  void line(std::string_view line) {
    const std::string_view text = trim(line);
    if (text.empty()) {
      end_paragraph();
    } else {
      lines_.push_back(text);
    }
  }

  ReadArticle finish() {
    end_paragraph();
    mark_headings();
    return std::move(article_);
  }

 private:
  void end_paragraph() {
    if (is_wrapped(lines_)) {
      std::string joined;
      for (const std::string_view line : lines_) joined.append(line).append(" ");
      add(joined);
    } else {
      for (const std::string_view line : lines_) add(line);
    }
    if (!article_.blocks.empty() && !lines_.empty()) alone_.back() = lines_.size() == 1;
    lines_.clear();
  }

  void add(std::string_view text) {
    const std::size_t marker = list_marker(text);
    std::string clean = fold_white_space(text.substr(marker));
    if (clean.empty()) return;
    article_.blocks.push_back({marker != 0 ? BlockKind::list_item : BlockKind::paragraph, std::move(clean), false});
    alone_.push_back(false);
  }

  /// A short line of its own that ends no sentence is a heading; the first one is the title.
  void mark_headings() {
    for (std::size_t i = 0; i < article_.blocks.size(); ++i) {
      ReadBlock& block = article_.blocks[i];
      const bool short_line = alone_[i] && block.text.size() <= kLongestHeading && block.kind == BlockKind::paragraph;
      if (!short_line) continue;
      if (i == 0) {
        block.kind = BlockKind::title;
        article_.title = block.text;
      } else if (!ends_sentence(block.text) || block.text.ends_with("?")) {
        block.kind = BlockKind::heading;
      }
    }
  }

  ReadArticle article_;
  std::vector<bool> alone_;  ///< per block: the only line of its paragraph
  std::vector<std::string_view> lines_;
};

}  // namespace

ReadArticle read_text(std::string_view utf8) {
  TextBlocks blocks;
  for_each_line(utf8, [&](std::string_view line, std::size_t) { blocks.line(line); });
  return blocks.finish();
}

}  // namespace termknit
