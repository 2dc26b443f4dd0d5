// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/main_text.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>
#include <vector>

namespace termknit {
namespace {

constexpr std::size_t kProse = 80;       // bytes: a block of this size that ends like a sentence is running text
constexpr std::size_t kShortProse = 25;  // the same on a page without any longer ones
constexpr std::size_t kCard = 400;       // an article with less text and a linked heading is a teaser
constexpr std::size_t kLead = 300;       // of the text after a link in a list of teasers
constexpr std::size_t kFewest = 3;       // links with their leads make a list of teasers, cells a table

bool ends_sentence(std::string_view text) {
  constexpr std::array<std::string_view, 9> kMarks{".", "!", "?", "…", ":", "\"", "”", "“", "»"};
  return std::any_of(kMarks.begin(), kMarks.end(), [&](std::string_view mark) { return text.ends_with(mark); });
}

std::size_t prose(const HtmlBlock& html) {
  return html.block.text.size() - html.link_bytes;
}

/// Nearly all of it is links: a menu, a headline of another article.
bool is_link(const HtmlBlock& html) {
  return html.link_bytes * 10 >= html.block.text.size() * 8;
}

bool is_running_text(const HtmlBlock& html, std::size_t least) {
  return html.heading_level == 0 && html.block.text.size() >= least && ends_sentence(html.block.text) &&
         html.link_bytes * 3 <= html.block.text.size();
}

/// Which sections of a page are left out, which ones hold the article.
class Sections {
 public:
  explicit Sections(HtmlPage& page) : page_(page), left_out_(page.sections.size()), facts_(page.sections.size()) {
    look_at_blocks();
    for (std::size_t i = 0; i < left_out_.size(); ++i) left_out_[i] = page_.sections[i].hint == HtmlHint::aside;
    choose_doubtful();
    choose_articles();
  }

  /// Does an element say that this is no part of the article?
  bool is_outside(const HtmlBlock& html) const {
    if (is_left_out(html.section)) return true;
    if (articles_.empty()) return false;
    // The article's headline may stand above its element.
    return !is_in_article(html.section) && (html.heading_level != 1 || is_link(html) || has_headline_);
  }
  bool is_aside(const HtmlBlock& html) const {
    return any_outer(html.section, [&](int s) { return page_.sections[at(s)].hint == HtmlHint::aside; });
  }
  bool knows_articles() const { return !articles_.empty(); }

 private:
  struct Facts {
    std::size_t prose = 0;
    bool has_main = false, has_headline = false, has_heading = false, linked_heading = false;
  };

  static std::size_t at(int section) { return static_cast<std::size_t>(section); }

  template <typename F>
  bool any_outer(int section, F&& f) const {
    for (; section >= 0; section = page_.sections[at(section)].outer) {
      if (f(section)) return true;
    }
    return false;
  }
  bool is_left_out(int section) const {
    return any_outer(section, [&](int s) { return left_out_[at(s)]; });
  }
  bool is_in_article(int section) const {
    return any_outer(section, [&](int s) { return articles_.contains(s); });
  }

  void look_at_blocks() {
    bool headline_seen = false;
    for (const HtmlBlock& html : page_.blocks) {
      // A linked one is the name of the site.
      const bool headline = html.heading_level == 1 && !is_link(html) && !std::exchange(headline_seen, true);
      any_outer(html.section, [&](int s) {
        Facts& facts = facts_[at(s)];
        facts.prose += prose(html);
        facts.has_headline = facts.has_headline || headline;
        if (html.heading_level > 0 && !std::exchange(facts.has_heading, true)) facts.linked_heading = is_link(html);
        return false;
      });
    }
    for (std::size_t i = 0; i < page_.sections.size(); ++i) {
      if (page_.sections[i].hint != HtmlHint::main || facts_[i].prose == 0) continue;
      any_outer(page_.sections[i].outer, [&](int s) {
        facts_[at(s)].has_main = true;
        return false;
      });
    }
  }

  /// A form may hold the whole page, and a class name may speak of something else: who holds the headline or the only
  /// text of the page is the article.
  void choose_doubtful() {
    std::vector<int> doubtful;
    for (std::size_t i = 0; i < page_.sections.size(); ++i) {
      if (page_.sections[i].hint != HtmlHint::doubtful || facts_[i].has_main || facts_[i].has_headline) continue;
      left_out_[i] = true;
      doubtful.push_back(static_cast<int>(i));
    }
    // Inner ones last: a page in a form has forms in it, too.
    std::stable_sort(doubtful.begin(), doubtful.end(),
                     [&](int a, int b) { return facts_[at(a)].prose > facts_[at(b)].prose; });
    for (auto section = doubtful.begin(); section != doubtful.end() && !says_anything(); ++section)
      left_out_[at(*section)] = false;
  }

  bool says_anything() const {
    return std::any_of(page_.blocks.begin(), page_.blocks.end(), [&](const HtmlBlock& html) {
      return is_running_text(html, kShortProse) && !is_left_out(html.section);
    });
  }

  void choose_articles() {
    for (std::size_t i = 0; i < page_.sections.size(); ++i) {
      if (page_.sections[i].hint == HtmlHint::main && facts_[i].prose > 0 && !is_left_out(static_cast<int>(i)))
        articles_.insert(static_cast<int>(i));
    }
    std::vector<int> articles, cards;
    bool any_unlinked = false;
    for (std::size_t i = 0; i < page_.sections.size(); ++i) {
      const int section = static_cast<int>(i);
      if (page_.sections[i].hint != HtmlHint::article || is_left_out(section) || facts_[i].prose == 0) continue;
      articles.push_back(section);
      any_unlinked = any_unlinked || !facts_[i].linked_heading;
      if (facts_[i].linked_heading && facts_[i].prose < kCard) cards.push_back(section);
    }
    // Where all headings are links the page is a list of articles.
    if (any_unlinked) {
      for (const int card : cards) left_out_[at(card)] = true;
    }
    if (articles_.empty()) take_articles(articles);
    for (const int section : articles_) has_headline_ = has_headline_ || facts_[at(section)].has_headline;
  }

  /// Articles are the main text if they hold the better part of what the page says.
  void take_articles(const std::vector<int>& candidates) {
    articles_.insert(candidates.begin(), candidates.end());
    std::size_t inside = 0, all = 0;
    for (const HtmlBlock& html : page_.blocks) {
      if (is_left_out(html.section) || is_link(html)) continue;
      all += prose(html);
      if (is_in_article(html.section)) inside += prose(html);
    }
    if (inside * 2 < all) articles_.clear();
  }

  const HtmlPage& page_;
  std::vector<bool> left_out_;
  std::vector<Facts> facts_;
  std::set<int> articles_;
  bool has_headline_ = false;
};

class MainText {
 public:
  explicit MainText(HtmlPage& page) : blocks_(page.blocks), sections_(page) {}

  void mark() {
    for (HtmlBlock& html : blocks_) html.block.boilerplate = sections_.is_outside(html);
    mark_links();
    mark_teasers();
    if (!sections_.knows_articles()) mark_edges();
    mark_empty_headings();
    keep_something();
  }

 private:
  bool kept(std::size_t i) const { return !blocks_[i].block.boilerplate; }

  void mark_links() {
    links_.resize(blocks_.size());
    listed_.resize(blocks_.size());
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      links_[i] = kept(i) && is_link(blocks_[i]);
      // The headline of this page may be a link to itself.
      if (links_[i] && blocks_[i].heading_level == 0) blocks_[i].block.boilerplate = true;
    }
  }

  /// Lists of links with a lead after each: other articles, unless there is nothing else. Then this is a page of
  /// products, of results, of news, and the links are what it says.
  void mark_teasers() {
    std::size_t said = 0;
    for (std::size_t i = 0; i < blocks_.size(); ++i) said += said_by(i);
    for (std::size_t begin = 0; begin < blocks_.size(); ++begin) {
      if (!links_[begin]) continue;
      const auto [end, teasers] = teasers_from(begin);
      if (teasers < kFewest) continue;
      std::size_t leads = 0, said_by_leads = 0;
      for (std::size_t i = begin; i < end; ++i) {
        leads += links_[i] ? 0 : blocks_[i].block.text.size();
        said_by_leads += said_by(i);
      }
      const bool of_others = said - said_by_leads >= leads;
      for (std::size_t i = begin; i < end; ++i) {
        blocks_[i].block.boilerplate = of_others;
        listed_[i] = !of_others;
      }
      begin = end - 1;
    }
  }

  /// Bytes of running text.
  std::size_t said_by(std::size_t i) const {
    return kept(i) && is_running_text(blocks_[i], kShortProse) ? prose(blocks_[i]) : 0;
  }

  struct Teasers {
    std::size_t end = 0, count = 0;
  };

  /// The last of them ends where its like before it did.
  Teasers teasers_from(std::size_t begin) const {
    constexpr std::size_t kMostLeads = 3;
    Teasers found{begin, 0};
    std::size_t leads = kMostLeads;
    while (found.end < blocks_.size() && links_[found.end]) {
      std::size_t next = found.end + 1;
      while (next < blocks_.size() && next - found.end <= kMostLeads && is_lead(next)) ++next;
      if (next == found.end + 1) break;  // a link without a lead
      if (next == blocks_.size() || !links_[next]) next = std::min(next, found.end + 1 + leads);
      leads = next - found.end - 1;
      ++found.count;
      found.end = next;
    }
    return found;
  }

  bool is_lead(std::size_t i) const {
    return kept(i) && !links_[i] && blocks_[i].heading_level == 0 && blocks_[i].block.text.size() < kLead;
  }

  /// Short lines before the first and after the last running text that stand beside none of it.
  void mark_edges() {
    std::size_t least = kProse;
    std::set<std::uint32_t> containers = containers_of_running_text(least);
    if (containers.empty()) containers = containers_of_running_text(least = kShortProse);
    if (containers.empty()) return;
    const auto speaks = [&](std::size_t i) { return listed_[i] || (kept(i) && is_running_text(blocks_[i], least)); };
    std::size_t first = blocks_.size(), last = 0;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (!speaks(i)) continue;
      first = std::min(first, i);
      last = i;
    }
    first = headline_before(first);
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if ((i >= first && i <= last) || blocks_[i].heading_level > 0 || speaks(i)) continue;
      if (!containers.contains(blocks_[i].container) && !is_in_table(i)) blocks_[i].block.boilerplate = true;
    }
  }

  /// The last heading of the first level before `block`, else the last of any; `block` if there is none.
  std::size_t headline_before(std::size_t block) const {
    std::size_t heading = block;
    for (std::size_t i = block; i-- > 0;) {
      if (blocks_[i].heading_level == 1) return i;
      if (blocks_[i].heading_level > 0 && heading == block) heading = i;
    }
    return heading;
  }

  std::set<std::uint32_t> containers_of_running_text(std::size_t least) const {
    std::set<std::uint32_t> containers;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (kept(i) && is_running_text(blocks_[i], least)) containers.insert(blocks_[i].container);
    }
    return containers;
  }

  /// One of several items or cells in a row, and none of them a link.
  bool is_in_table(std::size_t i) const {
    const BlockKind kind = blocks_[i].block.kind;
    if (kind != BlockKind::list_item && kind != BlockKind::table_cell) return false;
    const auto alike = [&](std::size_t other) {
      return blocks_[other].block.kind == kind && blocks_[other].container == blocks_[i].container && !links_[other];
    };
    std::size_t count = 1;
    for (std::size_t before = i; before > 0 && count < kFewest && alike(before - 1); --before) ++count;
    for (std::size_t after = i + 1; after < blocks_.size() && count < kFewest && alike(after); ++after) ++count;
    return count >= kFewest;
  }

  /// A heading over nothing but boilerplate ("More news") is of its kind. From the end: what is over such a heading may
  /// be another.
  void mark_empty_headings() {
    constexpr std::size_t kLevels = 6;
    std::size_t text = blocks_.size();  // the nearest kept one behind, and the nearest heading of each level
    std::array<std::size_t, kLevels + 1> headings{};
    headings.fill(blocks_.size());
    for (std::size_t i = blocks_.size(); i-- > 0;) {
      const int level = blocks_[i].heading_level;
      if (level >= 2 && kept(i)) {
        const std::size_t over = *std::min_element(headings.begin() + 1, headings.begin() + level + 1);
        const bool stands_alone = !links_[i] && (i + 1 == blocks_.size() || over == i + 1);
        if (text >= over && !stands_alone) blocks_[i].block.boilerplate = true;
      }
      if (kept(i)) (level == 0 ? text : headings[static_cast<std::size_t>(level)]) = i;
    }
  }

  /// An article that is a menu is better than none.
  void keep_something() {
    const auto any_kept = [&] {
      return std::any_of(blocks_.begin(), blocks_.end(), [](const HtmlBlock& html) { return !html.block.boilerplate; });
    };
    if (any_kept()) return;
    for (HtmlBlock& html : blocks_) html.block.boilerplate = sections_.is_aside(html);
    if (any_kept()) return;
    for (HtmlBlock& html : blocks_) html.block.boilerplate = false;
  }

  std::vector<HtmlBlock>& blocks_;
  Sections sections_;
  std::vector<bool> links_;   // that no element puts outside
  std::vector<bool> listed_;  // in a list of links with leads that is the page's text
};

}  // namespace

void mark_outside_main_text(HtmlPage& page) {
  MainText(page).mark();
}

}  // namespace termknit
