// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/concordance.h"

#include <algorithm>
#include <set>
#include <utility>

#include <xapian.h>

#include "core/checksum.h"
#include "indexer/article_head.h"
#include "indexer/index_schema.h"
#include "language/text.h"
#include "search/match_finder.h"
#include "search/query_plan.h"
#include "search/searched_languages.h"
#include "search/xapian_query.h"

namespace termknit {
namespace schema = index_schema;

namespace {

constexpr std::size_t kBytesAColumn = 16;  // looked at, however many marks a letter carries

struct Matched {
  std::string path;
  Xapian::docid document = 0;
  auto operator<=>(const Matched&) const = default;
};

/// Every matching article, by path. The paths are read along the list of documents, which costs a tenth of opening
/// each.
std::vector<Matched> matched_articles(Xapian::Database& database, const Xapian::Query& query) {
  Xapian::Enquire enquire(database);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_docid_order(Xapian::Enquire::ASCENDING);
  enquire.set_query(query);
  const Xapian::MSet matched = enquire.get_mset(0, database.get_doccount());
  std::vector<Matched> articles;
  articles.reserve(matched.size());
  for (auto it = matched.begin(); it != matched.end(); ++it) {
    const std::string head = database.get_document(*it, Xapian::DOC_ASSUME_VALID).get_value(schema::kHead);
    articles.push_back({std::string(path_of_head(head)), *it});
  }
  std::sort(articles.begin(), articles.end());
  return articles;
}

std::string with_blanks(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c == '\n' || c == '\t') c = ' ';
  }
  return out;
}

/// For sorting: the folded words before the keyword, nearest first.
std::string reversed_words(const std::string& text) {
  const std::string folded = fold(text);
  std::string out;
  for (std::size_t end = folded.size(); end > 0;) {
    const std::size_t blank = folded.rfind(' ', end - 1);
    const std::size_t begin = blank == folded.npos ? 0 : blank + 1;
    if (begin < end) out.append(folded, begin, end - begin).append(1, ' ');
    end = blank == folded.npos ? 0 : blank;
  }
  return out;
}

}  // namespace

std::string_view first_columns(std::string_view text, std::size_t columns) {
  std::string_view cut = truncate_at_code_point(text, columns * kBytesAColumn);
  while (display_width(cut) > columns) {
    const std::size_t over = display_width(cut) - columns;
    const std::string_view shorter =
        truncate_at_code_point(cut, cut.size() - std::min(cut.size(), std::max<std::size_t>(1, over / 2)));
    cut = shorter;
  }
  if (cut.size() == text.size()) return cut;
  // A letter stays with its marks, and a word whole where there is a blank to cut at.
  const std::size_t blank = text[cut.size()] == ' ' ? cut.size() : cut.rfind(' ');
  if (blank != cut.npos && blank > cut.size() / 2) return cut.substr(0, blank);
  while (!cut.empty() && display_width(text.substr(0, cut.size())) ==
                             display_width(truncate_at_code_point(text, std::min(text.size(), cut.size() + 4))))
    cut = truncate_at_code_point(cut, cut.size() - 1);
  return cut;
}

std::string_view last_columns(std::string_view text, std::size_t columns) {
  std::size_t begin = text.size() > columns * kBytesAColumn ? text.size() - columns * kBytesAColumn : 0;
  const auto at_code_point = [&](std::size_t at) {
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
    return at;
  };
  begin = at_code_point(begin);
  while (display_width(text.substr(begin)) > columns) {
    const std::size_t over = display_width(text.substr(begin)) - columns;
    begin = at_code_point(begin + std::max<std::size_t>(1, over / 2));
  }
  if (begin == 0) return text;
  if (text[begin - 1] != ' ') {
    const std::size_t blank = text.find(' ', begin);
    if (blank != text.npos && blank - begin < (text.size() - begin) / 2) begin = blank + 1;
  }
  // No mark without its letter.
  while (begin < text.size()) {
    const std::size_t next = at_code_point(begin + 1);
    if (display_width(text.substr(begin, next - begin)) > 0) break;
    begin = next;
  }
  return text.substr(begin);
}

struct Concordance::Impl {
  IndexSet& indexes;
  LanguageResources& resources;
  ArticleWords words;

  bool wanted(const ArticleBlock& block, const ConcordanceOptions& options, std::set<std::uint64_t>& seen,
              const Article& article) const {
    const auto speaks = [&](const LanguageTag& language) {
      return block.language == language || block.language.language() == language;
    };
    if (!options.languages.empty() && std::none_of(options.languages.begin(), options.languages.end(), speaks))
      return false;
    if (options.boilerplate) return true;
    if (block.boilerplate) return false;
    return !block.repeated || seen.insert(checksum(block.range.of(article.text))).second;
  }

  static ConcordanceLine line(const Article& article, const PlacedMatch& match, std::size_t width) {
    const ArticleBlock& block = article.blocks[match.block];
    const std::string_view text(article.text);
    // Blocks may be as long as the article: no more is copied than can be shown.
    const std::size_t most = width * kBytesAColumn;
    std::size_t begin = match.range.begin - std::min<std::size_t>(match.range.begin - block.range.begin, most);
    while (begin < match.range.begin && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) ++begin;
    const std::string left = with_blanks(text.substr(begin, match.range.begin - begin));
    const std::string right =
        with_blanks(truncate_at_code_point(text.substr(match.range.end, block.range.end - match.range.end), most));
    return {.article = article.path,
            .language = block.language,
            .sentence = match.sentence,
            .range = match.range,
            .left = std::string(last_columns(left, width)),
            .keyword = with_blanks(match.range.of(text)),
            .right = std::string(first_columns(right, width))};
  }

  /// Returns false to stop.
  using Take = std::function<bool(ConcordanceLine)>;

  bool lines_of(const Article& article, const std::vector<BlockMatches>& blocks, const ConcordanceOptions& options,
                std::set<std::uint64_t>& seen, const Take& take) {
    for (const BlockMatches& matches : blocks) {
      if (!wanted(article.blocks[matches.block], options, seen, article)) continue;
      for (const PlacedMatch& match : place_matches(article, matches, words)) {
        if (!take(line(article, match, options.width))) return false;
      }
    }
    return true;
  }
};

Concordance::Concordance(IndexSet& indexes, LanguageResources& resources)
    : impl_(new Impl{indexes, resources, ArticleWords(resources)}) {}
Concordance::~Concordance() = default;

ConcordanceSummary Concordance::find(const QueryNode& query, const ConcordanceOptions& options,
                                     const std::function<void(const ConcordanceLine&)>& give) {
  const std::vector<LanguageTag> languages =
      options.languages.empty() ? searched_languages(impl_->indexes) : options.languages;
  QueryPlan plan = plan_query(query, impl_->indexes, impl_->resources, languages);
  if (searched_parts(plan).empty())
    throw Error(ErrorKind::usage, "a concordance needs a word to show; lang:, title: and path: only say where");
  add_compounds(plan, impl_->indexes);
  std::vector<Matched> articles;
  impl_->indexes.read([&](Xapian::Database& database) {
    articles = matched_articles(database, in_languages(to_xapian(plan, Closeness::folded), options.languages));
  });

  ConcordanceSummary summary;
  const bool sorted = options.order != ConcordanceOrder::article;
  std::vector<std::pair<std::string, ConcordanceLine>> held;
  std::set<std::uint64_t> seen;
  const Impl::Take take = [&](ConcordanceLine line) {
    if (sorted) {
      std::string key = options.order == ConcordanceOrder::left ? reversed_words(line.left) : fold(line.right);
      held.emplace_back(std::move(key), std::move(line));
      return true;
    }
    give(line);
    ++summary.lines;
    return options.limit == 0 || summary.lines < options.limit;
  };
  MatchFinder finder(plan);
  for (const Matched& matched : articles) {
    if (options.stop && options.stop()) break;
    Article article;
    std::vector<BlockMatches> blocks;
    impl_->indexes.read([&](Xapian::Database& database) {
      blocks.clear();
      try {
        article = impl_->indexes.article(database.get_document(matched.document));
        // A writer may have given the number to another article meanwhile.
        if (article.path != matched.path) return;
        impl_->words.open(article);
        blocks = finder.find(database, matched.document, article, impl_->words);
      } catch (const Xapian::DocNotFoundError&) {
        blocks.clear();
      }
    });
    const std::size_t before = sorted ? held.size() : summary.lines;
    const bool more = impl_->lines_of(article, blocks, options, seen, take);
    if ((sorted ? held.size() : summary.lines) > before) ++summary.articles;
    if (!more) break;
  }
  if (sorted) {
    std::stable_sort(held.begin(), held.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    if (options.limit > 0 && held.size() > options.limit) held.resize(options.limit);
    std::set<std::string_view> shown;
    for (const auto& [key, line] : held) {
      give(line);
      shown.insert(line.article);
    }
    summary.lines = held.size();
    summary.articles = shown.size();
  }
  summary.missing = impl_->indexes.missing();
  return summary;
}

}  // namespace termknit
