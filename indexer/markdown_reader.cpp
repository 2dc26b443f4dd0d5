// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <exception>
#include <vector>

#include <md4c.h>

#include "core/error.h"
#include "core/tsv.h"
#include "indexer/readers.h"

namespace termknit {
namespace {

/// Bytes of a YAML or TOML front matter at the start; 0 if there is none.
std::size_t front_matter_size(std::string_view text) {
  for (const std::string_view fence : {"---\n", "+++\n"}) {
    if (!text.starts_with(fence)) continue;
    const std::string end = "\n" + std::string(fence.substr(0, 3));
    std::size_t at = text.find(end, fence.size() - 1);
    // The closing fence stands alone on its line.
    while (at != std::string_view::npos) {
      const std::size_t after = at + end.size();
      if (after == text.size() || text[after] == '\n') return std::min(after + 1, text.size());
      at = text.find(end, after);
    }
  }
  return 0;
}

/// "title: ..." of a front matter.
std::string front_matter_title(std::string_view front_matter) {
  std::string title;
  for_each_line(front_matter, [&](std::string_view line, std::size_t) {
    if (!line.starts_with("title:") || !title.empty()) return;
    std::string_view value = trim(line.substr(6));
    if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front()) {
      value = value.substr(1, value.size() - 2);
    }
    title = fold_white_space(value);
  });
  return title;
}

class MarkdownBlocks {
 public:
  ReadArticle article;

  void enter(MD_BLOCKTYPE type, void* detail) {
    switch (type) {
      case MD_BLOCK_H:
        begin(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level == 1 && !has_title_ ? BlockKind::title
                                                                                 : BlockKind::heading);
        break;
      case MD_BLOCK_P:
        begin(items_ > 0 ? BlockKind::list_item : BlockKind::paragraph);
        break;
      case MD_BLOCK_LI:
        flush();
        ++items_;
        begin(BlockKind::list_item);
        break;
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        begin(BlockKind::table_cell);
        break;
      case MD_BLOCK_CODE:
      case MD_BLOCK_HTML:
        ++skipped_;
        break;
      default:
        flush();
        break;
    }
  }

  void leave(MD_BLOCKTYPE type) {
    if (type == MD_BLOCK_CODE || type == MD_BLOCK_HTML) --skipped_;
    flush();
    if (type == MD_BLOCK_LI) --items_;
  }

  void enter_span(MD_SPANTYPE type) {
    if (type == MD_SPAN_CODE) ++code_spans_;
    if (type == MD_SPAN_IMG) ++images_;
  }
  void leave_span(MD_SPANTYPE type) {
    if (type == MD_SPAN_CODE) --code_spans_;
    if (type == MD_SPAN_IMG) --images_;
  }

  void text(MD_TEXTTYPE type, std::string_view piece) {
    if (skipped_ > 0 || images_ > 0 || type == MD_TEXT_HTML) return;
    if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR) {
      text_ += ' ';
    } else if (type == MD_TEXT_CODE) {
      // Code inside a sentence breaks a term but must not join its neighbours.
      text_ += piece;
    } else if (type != MD_TEXT_NULLCHAR) {
      text_ += piece;
    }
  }

 private:
  void begin(BlockKind kind) {
    flush();
    kind_ = kind;
  }

  void flush() {
    std::string clean = fold_white_space(text_);
    text_.clear();
    if (clean.empty()) return;
    if (kind_ == BlockKind::title) {
      has_title_ = true;
      article.title = clean;
    }
    article.blocks.push_back({kind_, std::move(clean), false});
    kind_ = BlockKind::paragraph;
  }

  std::string text_;
  BlockKind kind_ = BlockKind::paragraph;
  int items_ = 0, skipped_ = 0, code_spans_ = 0, images_ = 0;
  bool has_title_ = false;
};

/// md4c keeps entities as they are written.
std::string decode_entity(std::string_view entity) {
  // A small page of HTML gives the text of one entity without a second table of names.
  const ReadArticle article = read_html("<p>x" + std::string(entity) + "x</p>");
  if (article.blocks.empty() || article.blocks.front().text.size() < 2) return std::string(entity);
  const std::string& text = article.blocks.front().text;
  return text.substr(1, text.size() - 2);
}

}  // namespace

ReadArticle read_markdown(std::string_view utf8) {
  const std::size_t front_matter = front_matter_size(utf8);
  const std::string title = front_matter_title(utf8.substr(0, front_matter));
  const std::string_view body = utf8.substr(front_matter);

  MarkdownBlocks blocks;
  MD_PARSER parser{};
  parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_PERMISSIVEAUTOLINKS;
  parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* user) {
    static_cast<MarkdownBlocks*>(user)->enter(type, detail);
    return 0;
  };
  parser.leave_block = [](MD_BLOCKTYPE type, void*, void* user) {
    static_cast<MarkdownBlocks*>(user)->leave(type);
    return 0;
  };
  parser.enter_span = [](MD_SPANTYPE type, void*, void* user) {
    static_cast<MarkdownBlocks*>(user)->enter_span(type);
    return 0;
  };
  parser.leave_span = [](MD_SPANTYPE type, void*, void* user) {
    static_cast<MarkdownBlocks*>(user)->leave_span(type);
    return 0;
  };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* user) {
    auto& target = *static_cast<MarkdownBlocks*>(user);
    const std::string_view piece(text, size);
    if (type == MD_TEXT_ENTITY) {
      target.text(MD_TEXT_NORMAL, decode_entity(piece));
    } else {
      target.text(type, piece);
    }
    return 0;
  };
  if (md_parse(body.data(), static_cast<MD_SIZE>(body.size()), &parser, &blocks) != 0) {
    throw Error(ErrorKind::malformed, "cannot be read as Markdown");
  }
  if (!title.empty()) {
    blocks.article.title = title;
    blocks.article.blocks.insert(blocks.article.blocks.begin(), {BlockKind::title, title, false});
  }
  return std::move(blocks.article);
}

}  // namespace termknit
