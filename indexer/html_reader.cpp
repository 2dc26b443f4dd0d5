// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <vector>

#include <libxml/HTMLparser.h>

#include "core/error.h"
#include "core/tsv.h"
#include "indexer/readers.h"

namespace termknit {
namespace {

constexpr std::size_t kMaxTagBytes = 65536;  // libxml2 is quadratic in the attributes of one tag

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<std::string_view, 14> kLeftOut{"script", "style",  "noscript", "template", "svg",
                                                    "math",   "object", "iframe",   "select",   "textarea",
                                                    "button", "canvas", "audio",    "video"};
constexpr std::array<std::string_view, 7> kBoilerplate{"nav", "header", "footer", "aside", "form", "menu", "dialog"};
constexpr std::array<std::string_view, 12> kBoilerplateWords{"cookie", "comment", "sidebar", "breadcrumb",
                                                             "menu",   "navbar",  "footer",  "share",
                                                             "social", "related", "banner",  "newsletter"};
constexpr std::array<std::string_view, 27> kInline{
    "a",    "abbr", "b", "bdi",  "bdo",   "cite", "code",   "data", "del", "dfn",  "em", "i",   "ins", "kbd",
    "mark", "q",    "s", "samp", "small", "span", "strong", "sub",  "sup", "time", "u",  "var", "font"};
constexpr std::array<std::string_view, 10> kVoid{"br",   "hr",  "img",  "input", "link",
                                                 "meta", "wbr", "area", "base",  "col"};

/// What an open element means for the text inside it.
struct Element {
  std::string name;
  bool left_out = false, boilerplate = false, main = false;
};

/// A block with what the classifier needs to know of it.
struct HtmlBlock {
  ReadBlock block;
  std::size_t link_bytes = 0;
  bool in_main = false;
};

class HtmlBlocks {
 public:
  std::string language;

  void start(std::string_view name, const xmlChar** attributes) {
    if (name == "html" && language.empty()) language = attribute(attributes, "lang");
    if (name == "br" || name == "hr") text_ += ' ';
    if (is_one_of(name, kVoid)) return;
    const bool is_inline = is_one_of(name, kInline);
    if (!is_inline) flush();
    Element element{std::string(name)};
    element.left_out = left_out_ > 0 || is_one_of(name, kLeftOut) || is_hidden(attributes);
    element.boilerplate = is_one_of(name, kBoilerplate) && !(name == "header" && main_ > 0);
    if (!is_inline && name != "body" && name != "html" && name != "main" && name != "article") {
      element.boilerplate = element.boilerplate || has_boilerplate_name(attributes);
    }
    element.main = name == "main" || name == "article";
    if (element.main) has_main_ = true;
    left_out_ += element.left_out;
    boilerplate_ += element.boilerplate;
    main_ += element.main;
    links_ += name == "a";
    if (!is_inline) kind_ = block_kind(name);
    in_title_ = name == "title";
    open_.push_back(std::move(element));
  }

  void end(std::string_view name) {
    if (is_one_of(name, kVoid)) return;
    // Mis-nested tags: close up to the nearest open element of that name, if there is one.
    const auto it =
        std::find_if(open_.rbegin(), open_.rend(), [&](const Element& element) { return element.name == name; });
    if (it == open_.rend()) return;
    if (!is_one_of(name, kInline)) flush();
    for (auto count = it - open_.rbegin() + 1; count > 0; --count) {
      const Element& element = open_.back();
      left_out_ -= element.left_out;
      boilerplate_ -= element.boilerplate;
      main_ -= element.main;
      links_ -= element.name == "a";
      open_.pop_back();
    }
    in_title_ = false;
    kind_ = open_.empty() ? BlockKind::paragraph : block_kind(open_.back().name);
  }

  void characters(std::string_view text) {
    if (in_title_) {
      title_ += text;
    } else if (left_out_ == 0) {
      text_ += text;
      if (links_ > 0) link_bytes_ += text.size();
    }
  }

  ReadArticle finish() {
    flush();
    ReadArticle article;
    article.declared_language = language;
    article.title = fold_white_space(title_);
    for (HtmlBlock& html : blocks_) {
      const bool outside = has_main_ && !html.in_main;
      html.block.boilerplate = html.block.boilerplate || outside || is_link_list(html);
      if (html.block.kind == BlockKind::title && !html.block.boilerplate) article.title = html.block.text;
      article.blocks.push_back(std::move(html.block));
    }
    return article;
  }

 private:
  static std::string attribute(const xmlChar** attributes, std::string_view wanted) {
    for (const xmlChar** a = attributes; a && *a; a += 2) {
      if (reinterpret_cast<const char*>(a[0]) == wanted) return a[1] ? reinterpret_cast<const char*>(a[1]) : "";
    }
    return {};
  }

  static bool has_attribute(const xmlChar** attributes, std::string_view wanted) {
    for (const xmlChar** a = attributes; a && *a; a += 2) {
      if (reinterpret_cast<const char*>(a[0]) == wanted) return true;
    }
    return false;
  }

  static bool is_hidden(const xmlChar** attributes) {
    if (!attributes) return false;
    const std::string style = attribute(attributes, "style");
    return has_attribute(attributes, "hidden") || attribute(attributes, "aria-hidden") == "true" ||
           style.find("display:none") != std::string::npos || style.find("display: none") != std::string::npos;
  }

  static bool has_boilerplate_name(const xmlChar** attributes) {
    if (!attributes) return false;
    std::string names =
        attribute(attributes, "class") + ' ' + attribute(attributes, "id") + ' ' + attribute(attributes, "role");
    for (char& c : names) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return std::any_of(kBoilerplateWords.begin(), kBoilerplateWords.end(),
                       [&](std::string_view word) { return names.find(word) != std::string::npos; }) ||
           names.find("navigation") != std::string::npos;
  }

  static BlockKind block_kind(std::string_view name) {
    if (name == "h1") return BlockKind::title;
    if (name.size() == 2 && name[0] == 'h' && name[1] >= '2' && name[1] <= '6') return BlockKind::heading;
    if (name == "li" || name == "dd" || name == "dt") return BlockKind::list_item;
    if (name == "td" || name == "th") return BlockKind::table_cell;
    if (name == "figcaption" || name == "caption") return BlockKind::caption;
    return BlockKind::paragraph;
  }

  /// Nearly all of a short block is links: a menu, a list of related pages.
  static bool is_link_list(const HtmlBlock& html) {
    return html.block.text.size() < 200 && html.link_bytes * 10 >= html.block.text.size() * 8;
  }

  void flush() {
    std::string clean = fold_white_space(text_);
    const std::size_t link_bytes = link_bytes_;
    text_.clear();
    link_bytes_ = 0;
    if (clean.empty()) return;
    blocks_.push_back({{kind_, std::move(clean), boilerplate_ > 0}, link_bytes, main_ > 0});
  }

  std::vector<Element> open_;
  std::vector<HtmlBlock> blocks_;
  std::string text_, title_;
  std::size_t link_bytes_ = 0;
  BlockKind kind_ = BlockKind::paragraph;
  int left_out_ = 0, boilerplate_ = 0, main_ = 0, links_ = 0;
  bool has_main_ = false, in_title_ = false;
};

/// Copies of tags longer than `kMaxTagBytes` lose their attributes: "<div a b c ...>" becomes "<div>".
std::string cut_long_tags(std::string_view html) {
  std::string out;
  std::size_t copied = 0;
  for (std::size_t open = html.find('<'); open != std::string_view::npos; open = html.find('<', open + 1)) {
    const std::size_t close = html.find('>', open);
    if (close == std::string_view::npos) break;
    if (close - open <= kMaxTagBytes) continue;
    const std::size_t name_end = std::min(html.find_first_of(" \t\r\n/>", open + 1), close);
    out.append(html.substr(copied, name_end - copied));
    copied = close;
    open = close;
  }
  if (copied == 0) return std::string(html);
  out.append(html.substr(copied));
  return out;
}

struct FreeContext {
  void operator()(htmlParserCtxt* context) const {
    if (context->myDoc) xmlFreeDoc(context->myDoc);
    context->myDoc = nullptr;
    htmlFreeParserCtxt(context);
  }
};

std::string_view view(const xmlChar* text) {
  return reinterpret_cast<const char*>(text);
}

}  // namespace

ReadArticle read_html(std::string_view utf8) {
  const std::string html = cut_long_tags(utf8);
  HtmlBlocks blocks;
  htmlSAXHandler handler;
  std::memset(&handler, 0, sizeof handler);
  handler.startElement = [](void* user, const xmlChar* name, const xmlChar** attributes) {
    static_cast<HtmlBlocks*>(user)->start(view(name), attributes);
  };
  handler.endElement = [](void* user, const xmlChar* name) { static_cast<HtmlBlocks*>(user)->end(view(name)); };
  handler.characters = [](void* user, const xmlChar* text, int size) {
    static_cast<HtmlBlocks*>(user)->characters({reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)});
  };
  handler.ignorableWhitespace = handler.characters;
  const std::unique_ptr<htmlParserCtxt, FreeContext> parser(
      htmlCreatePushParserCtxt(&handler, &blocks, nullptr, 0, nullptr, XML_CHAR_ENCODING_UTF8));
  if (!parser) throw Error(ErrorKind::internal, "the HTML parser cannot be made");
  htmlCtxtUseOptions(parser.get(), HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                                       HTML_PARSE_NOIMPLIED | HTML_PARSE_IGNORE_ENC);
  constexpr std::size_t kChunk = 1 << 16;
  for (std::size_t at = 0; at < html.size(); at += kChunk) {
    const std::size_t size = std::min(kChunk, html.size() - at);
    htmlParseChunk(parser.get(), html.data() + at, static_cast<int>(size), 0);
  }
  htmlParseChunk(parser.get(), nullptr, 0, 1);
  return blocks.finish();
}

std::string declared_html_charset(std::string_view bytes) {
  std::string head(bytes.substr(0, 1024));
  for (char& c : head) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  std::size_t at = head.find("charset=");
  if (at == std::string::npos) return {};
  at += 8;
  if (at < head.size() && (head[at] == '"' || head[at] == '\'')) ++at;
  const std::size_t end = head.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_:.", at);
  return head.substr(at, end == std::string::npos ? std::string::npos : end - at);
}

}  // namespace termknit
