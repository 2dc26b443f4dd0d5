// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A web page between its parser (indexer/html_reader.cpp) and the classifier of its blocks (indexer/main_text.h).

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/article_reader.h"

namespace termknit {

/// What an element says of the text in it.
enum class HtmlHint : std::uint8_t {
  none,
  aside,     ///< surely no part of the article: <nav>, role="navigation"
  doubtful,  ///< probably none: <footer>, <form>, class="sidebar"; but some pages stand in such an element as a whole
  article,   ///< an article, or the teaser of another one: <article>, itemtype=".../Recipe"
  main,      ///< <main>, role="main"
};

/// The hint of an element, from its name, its classes, id, role and microdata. Names are compared without case.
HtmlHint html_hint(std::string_view element, std::string_view classes_and_id, std::string_view role,
                   std::string_view item_type, std::string_view item_property);

/// An element with a hint.
struct HtmlSection {
  int outer = -1;  ///< the section around it, -1 if none
  int depth = 0;   ///< number of sections around it
  HtmlHint hint = HtmlHint::none;
};

/// A block with what the classifier needs to know of it.
struct HtmlBlock {
  ReadBlock block{};
  std::size_t link_bytes = 0;   ///< of its text, inside links
  int section = -1;             ///< the innermost, -1 if none
  int heading_level = 0;        ///< 1 to 6; 0: no heading
  std::uint32_t container = 0;  ///< number of the element whose paragraphs, lists and tables stand side by side
};

struct HtmlPage {
  std::string title{}, language{};
  std::vector<HtmlBlock> blocks{};
  std::vector<HtmlSection> sections{};  ///< ascending: an outer one before those in it
};

}  // namespace termknit
