// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>

#include "indexer/html_page.h"

namespace termknit {
namespace {

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<std::string_view, 4> kAsides{"nav", "aside", "menu", "dialog"};
constexpr std::array<std::string_view, 7> kAsideRoles{"navigation", "banner", "contentinfo", "complementary",
                                                      "search",     "dialog", "alertdialog"};
constexpr std::array<std::string_view, 3> kDoubtful{"header", "footer", "form"};
/// Words of class names and ids as makers of web pages use them, in English and the languages of the project.
constexpr std::array<std::string_view, 36> kDoubtfulNames{
    "cookie",      "cookies", "consent", "gdpr",       "comment",    "comments",  "sidebar",    "breadcrumb",
    "breadcrumbs", "menu",    "nav",     "navbar",     "navbox",     "footer",    "share",      "sharing",
    "social",      "related", "banner",  "newsletter", "pagination", "pager",     "popup",      "modal",
    "advert",      "ads",     "toc",     "masthead",   "topbar",     "copyright", "kommentare", "komentari",
    "kommentit",   "diskuse", "paticka", "navigation"};
/// Long enough to be known as the beginning or the end of a run-together word: "commentlist", "pagefooter".
constexpr std::array<std::string_view, 11> kDoubtfulPieces{"cookie",     "comment", "sidebar",    "breadcrumb",
                                                           "footer",     "navbar",  "newsletter", "navigation",
                                                           "sharedaddy", "navbox",  "catlinks"};
/// "has-sidebar", "no-comments" and "comments-open" speak of something elsewhere.
constexpr std::array<std::string_view, 8> kBefore{"has", "with", "no", "without", "is", "not", "show", "hide"};
constexpr std::array<std::string_view, 4> kAfter{"open", "closed", "enabled", "disabled"};
constexpr std::array<std::string_view, 9> kArticleTypes{"article", "newsarticle", "blogposting", "recipe", "product",
                                                        "report",  "techarticle", "event",       "book"};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// The words of one name: "siteFooter", "site-footer", "site_footer".
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words(1);
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = lower(name[i]);
    const bool letter = (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
    const bool hump = i > 0 && c != name[i] && lower(name[i - 1]) == name[i - 1];
    if ((!letter || hump) && !words.back().empty()) words.emplace_back();
    if (letter) words.back() += c;
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

bool is_doubtful_word(std::string_view word) {
  return is_one_of(word, kDoubtfulNames) ||
         std::any_of(kDoubtfulPieces.begin(), kDoubtfulPieces.end(),
                     [&](std::string_view piece) { return word.starts_with(piece) || word.ends_with(piece); });
}

bool is_doubtful_name(std::string_view name) {
  const std::vector<std::string> words = words_of(name);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!is_doubtful_word(words[i])) continue;
    const bool of_another =
        (i > 0 && is_one_of(words[i - 1], kBefore)) || (i + 1 < words.size() && is_one_of(words[i + 1], kAfter));
    if (!of_another) return true;
  }
  return false;
}

bool has_doubtful_name(std::string_view names) {
  while (!names.empty()) {
    const std::size_t end = std::min(names.find_first_of(" \t\r\n"), names.size());
    if (is_doubtful_name(names.substr(0, end))) return true;
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return false;
}

/// "Recipe" of "https://schema.org/Recipe".
std::string type_name(std::string_view item_type) {
  std::string name(item_type.substr(item_type.find_last_of("/:") + 1));
  std::transform(name.begin(), name.end(), name.begin(), lower);
  return name;
}

}  // namespace

HtmlHint html_hint(std::string_view element, std::string_view classes_and_id, std::string_view role,
                   std::string_view item_type, std::string_view item_property) {
  if (is_one_of(element, kAsides) || is_one_of(role, kAsideRoles)) return HtmlHint::aside;
  if (element == "main" || role == "main") return HtmlHint::main;
  if (element == "article" || role == "article" || item_property == "articleBody")
    return has_doubtful_name(classes_and_id) ? HtmlHint::doubtful : HtmlHint::article;
  if (is_one_of(element, kDoubtful)) return HtmlHint::doubtful;
  if (element == "body" || element == "html") return HtmlHint::none;
  if (has_doubtful_name(classes_and_id)) return HtmlHint::doubtful;
  return is_one_of(type_name(item_type), kArticleTypes) ? HtmlHint::article : HtmlHint::none;
}

}  // namespace termknit
