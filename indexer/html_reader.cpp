// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <utility>
#include <vector>

#include <libxml/HTMLparser.h>

#include "core/error.h"
#include "core/tsv.h"
#include "indexer/main_text.h"
#include "indexer/readers.h"

namespace termknit {
namespace {

constexpr std::size_t kMaxTagBytes = 65536;  // libxml2 is quadratic in the attributes of one tag
constexpr int kDeepestSection = 64;          // for every block its sections are gone through

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<std::string_view, 14> kLeftOut{"script", "style",  "noscript", "template", "svg",
                                                    "math",   "object", "iframe",   "select",   "textarea",
                                                    "button", "canvas", "audio",    "video"};
constexpr std::array<std::string_view, 27> kInline{
    "a",    "abbr", "b", "bdi",  "bdo",   "cite", "code",   "data", "del", "dfn",  "em", "i",   "ins", "kbd",
    "mark", "q",    "s", "samp", "small", "span", "strong", "sub",  "sup", "time", "u",  "var", "font"};
constexpr std::array<std::string_view, 10> kVoid{"br",   "hr",  "img",  "input", "link",
                                                 "meta", "wbr", "area", "base",  "col"};
/// Paragraphs, lists and tables stand side by side in the element around these.
constexpr std::array<std::string_view, 16> kNoContainer{"p",     "ul",    "ol", "li", "dl", "dt", "dd", "table",
                                                        "tbody", "thead", "tr", "h1", "h2", "h3", "h4", "blockquote"};
/// Links of the page's maker to a heading itself: "¶", "[edit]".
constexpr std::array<std::string_view, 3> kHeadingLinks{"headerlink", "mw-editsection", "anchorjs-link"};

/// The attributes of a start tag, as libxml2 gives them: names and values in turn.
class HtmlAttributes {
 public:
  explicit HtmlAttributes(const xmlChar** attributes) : attributes_(attributes) {}

  bool has(std::string_view name) const { return find(name) != nullptr; }
  std::string_view operator[](std::string_view name) const {
    const xmlChar** found = find(name);
    return found && found[1] ? reinterpret_cast<const char*>(found[1]) : std::string_view();
  }
  bool empty() const { return !attributes_; }

 private:
  const xmlChar** find(std::string_view name) const {
    for (const xmlChar** a = attributes_; a && *a; a += 2) {
      if (reinterpret_cast<const char*>(a[0]) == name) return a;
    }
    return nullptr;
  }
  const xmlChar** attributes_;
};

/// What an open element means for the text inside it.
struct Element {
  std::string name{};
  bool left_out = false, is_link = false, holds_blocks = false;
  int section = -1;             ///< the innermost with a hint
  std::size_t block = 0;        ///< index of the innermost open element that is not inline
  std::uint32_t container = 0;  ///< number of the innermost that may be a container
};

class HtmlBlocks {
 public:
  void start(std::string_view name, const HtmlAttributes& attributes) {
    if (name == "br" || name == "hr" || (name == "a" && after_link_)) text_ += ' ';
    if (is_one_of(name, kVoid)) return;
    const bool is_inline = is_one_of(name, kInline);
    if (!is_inline) {
      if (!open_.empty()) open_[open_.back().block].holds_blocks = true;
      flush();
    }
    ++elements_;
    Element element{.name = std::string(name),
                    .section = section(),
                    .block = is_inline && !open_.empty() ? open_.back().block : open_.size(),
                    .container = is_inline || is_one_of(name, kNoContainer) ? outer_container() : elements_};
    element.left_out = left_out_ > 0 || is_one_of(name, kLeftOut) || is_hidden(attributes);
    element.is_link = name == "a" && attributes.has("href");
    if (!is_inline) {
      add_section(element, attributes);
      set_kind(name);
    }
    left_out_ += element.left_out;
    links_ += element.is_link;
    in_title_ = name == "title" && left_out_ == 0 && page_.title.empty();
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
      left_out_ -= open_.back().left_out;
      links_ -= open_.back().is_link;
      open_.pop_back();
    }
    in_title_ = false;
    after_link_ = name == "a";
    if (!is_one_of(name, kInline)) set_kind(open_.empty() ? "" : open_[open_.back().block].name);
  }

  void characters(std::string_view text) {
    if (in_title_) {
      page_.title += text;
    } else if (left_out_ == 0) {
      text_ += text;
      if (links_ > 0) link_bytes_ += text.size();
    }
    after_link_ = after_link_ && text.empty();
  }

  HtmlPage finish() {
    flush();
    page_.title = fold_white_space(page_.title);
    return std::move(page_);
  }

 private:
  static bool is_hidden(const HtmlAttributes& attributes) {
    if (attributes.empty()) return false;
    const std::string_view style = attributes["style"];
    return attributes.has("hidden") || attributes["aria-hidden"] == "true" ||
           style.find("display:none") != style.npos || style.find("display: none") != style.npos ||
           is_one_of(attributes["class"], kHeadingLinks);
  }

  int section() const { return open_.empty() ? -1 : open_.back().section; }

  void add_section(Element& element, const HtmlAttributes& attributes) {
    std::string names(attributes["class"]);
    (names += ' ') += attributes["id"];
    const HtmlHint hint =
        html_hint(element.name, names, attributes["role"], attributes["itemtype"], attributes["itemprop"]);
    const int depth = element.section < 0 ? 0 : page_.sections[static_cast<std::size_t>(element.section)].depth + 1;
    if (hint == HtmlHint::none || depth > kDeepestSection) return;
    page_.sections.push_back({.outer = element.section, .depth = depth, .hint = hint});
    element.section = static_cast<int>(page_.sections.size()) - 1;
  }

  void set_kind(std::string_view name) {
    heading_level_ = name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' ? name[1] - '0' : 0;
    kind_ = heading_level_ == 1                            ? BlockKind::title
            : heading_level_ > 1                           ? BlockKind::heading
            : name == "li" || name == "dd" || name == "dt" ? BlockKind::list_item
            : name == "td" || name == "th"                 ? BlockKind::table_cell
            : name == "figcaption"                         ? BlockKind::caption
                                                           : BlockKind::paragraph;
  }

  std::uint32_t outer_container() const { return open_.empty() ? 0 : open_.back().container; }

  /// The element whose paragraphs and lists stand beside the text that ends here: the one around its own, or its own
  /// where that holds other blocks as well.
  std::uint32_t container() const {
    if (open_.empty()) return 0;
    const std::size_t own = open_.back().block;
    if (open_[own].holds_blocks) return open_[own].container;
    return own == 0 ? 0 : open_[own - 1].container;
  }

  void flush() {
    std::string clean = fold_white_space(text_);
    const std::size_t link_bytes = std::min(link_bytes_, clean.size());
    text_.clear();
    link_bytes_ = 0;
    after_link_ = false;
    if (clean.empty()) return;
    page_.blocks.push_back({.block = {kind_, std::move(clean), false},
                            .link_bytes = link_bytes,
                            .section = section(),
                            .heading_level = heading_level_,
                            .container = container()});
  }

  HtmlPage page_;
  std::vector<Element> open_;
  std::string text_;
  std::size_t link_bytes_ = 0;
  BlockKind kind_ = BlockKind::paragraph;
  std::uint32_t elements_ = 0;
  int left_out_ = 0, links_ = 0, heading_level_ = 0;
  bool in_title_ = false, after_link_ = false;
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

/// The language that the <html> tag names.
std::string declared_language(std::string_view html) {
  constexpr std::size_t kHead = 4096;
  std::string head(html.substr(0, kHead));
  std::transform(head.begin(), head.end(), head.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  const std::size_t tag = head.find("<html");
  if (tag == head.npos) return {};
  const std::string_view attributes = std::string_view(head).substr(tag, head.find('>', tag) - tag);
  for (const std::string_view before : {" lang=", "\tlang=", "\nlang=", "xml:lang="}) {
    std::size_t at = attributes.find(before);
    if (at == attributes.npos) continue;
    at = attributes.find_first_not_of("\"' ", at + before.size());
    if (at == attributes.npos) continue;
    const std::size_t end = attributes.find_first_of("\"' \t\r\n/", at);
    return std::string(html.substr(tag + at, std::min(end, attributes.size()) - at));
  }
  return {};
}

}  // namespace

namespace {

HtmlPage parse_html(std::string_view utf8) {
  const std::string html = cut_long_tags(utf8);
  HtmlBlocks blocks;
  htmlSAXHandler handler;
  std::memset(&handler, 0, sizeof handler);
  handler.startElement = [](void* user, const xmlChar* name, const xmlChar** attributes) {
    static_cast<HtmlBlocks*>(user)->start(view(name), HtmlAttributes(attributes));
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
  // One element around everything: the parser drops what follows the end of the first one (a page without <html>,
  // text after </html>).
  constexpr std::string_view kAround = "<div>";
  htmlParseChunk(parser.get(), kAround.data(), static_cast<int>(kAround.size()), 0);
  constexpr std::size_t kChunk = 1 << 16;
  for (std::size_t at = 0; at < html.size(); at += kChunk) {
    const std::size_t size = std::min(kChunk, html.size() - at);
    htmlParseChunk(parser.get(), html.data() + at, static_cast<int>(size), 0);
  }
  htmlParseChunk(parser.get(), nullptr, 0, 1);
  return blocks.finish();
}

}  // namespace

ReadArticle read_html(std::string_view utf8) {
  HtmlPage page = parse_html(utf8);
  mark_outside_main_text(page);
  ReadArticle article;
  article.declared_language = declared_language(utf8);
  article.title = page.title;
  bool titled = false;
  for (HtmlBlock& html : page.blocks) {
    if (html.block.kind == BlockKind::title && !html.block.boilerplate && !std::exchange(titled, true))
      article.title = html.block.text;
    article.blocks.push_back(std::move(html.block));
  }
  return article;
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
