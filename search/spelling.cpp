// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/spelling.h"

#include <algorithm>
#include <cstdint>
#include <limits>

#include "indexer/index_schema.h"
#include "language/text.h"

namespace termknit {
namespace schema = index_schema;

namespace {

constexpr std::size_t kShortWord = 5, kLongestWord = 40;
constexpr double kDiacritic = 0.25;

/// `utf8` must be valid.
std::u32string decode(std::string_view utf8) {
  std::u32string letters;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto byte = static_cast<unsigned char>(utf8[i]);
    const std::size_t length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
    char32_t letter = length == 1 ? byte : byte & (0x7FU >> length);
    for (std::size_t j = 1; j < length && i + j < utf8.size(); ++j)
      letter = (letter << 6) | (static_cast<unsigned char>(utf8[i + j]) & 0x3FU);
    letters += letter;
    i += length;
  }
  return letters;
}

struct Candidate {
  double distance = 0;
  std::uint32_t articles = 0;
  std::string word;
};

/// The word as articles print it: with a capital where the vocabulary knows only that.
std::string as_printed(const std::string& folded, const Vocabulary& vocabulary,
                       const std::vector<LanguageTag>& languages) {
  const auto known = [&](const std::string& form) {
    return std::any_of(languages.begin(), languages.end(),
                       [&](const LanguageTag& language) { return vocabulary.find(language, form) != nullptr; });
  };
  if (known(folded)) return folded;
  std::string capital = to_title(folded);
  return known(capital) ? capital : folded;
}

/// Replaces the first word of the tree that the index does not hold. False if there is none or nothing is near.
bool replace_unknown(QueryNode& node, IndexSet& indexes, const std::vector<LanguageTag>& languages,
                     std::size_t choice) {
  const auto mend = [&](std::string& word) {
    if (indexes.articles_with(schema::word_term("", fold(word))) > 0) return false;
    const std::vector<std::string> words = suggest_words(word, indexes, languages);
    if (choice >= words.size()) return false;
    word = words[choice];
    return true;
  };
  bool mended = false;
  if (node.kind == QueryNode::Kind::word && !node.text.empty()) mended = mend(node.text);
  if (node.kind == QueryNode::Kind::phrase) {
    for (std::string& word : node.words) mended = mend(word) || mended;
  }
  if (node.kind == QueryNode::Kind::not_of) return false;
  for (QueryNode& child : node.children) mended = replace_unknown(child, indexes, languages, choice) || mended;
  return mended;
}

}  // namespace

double spelling_distance(std::u32string_view a, std::u32string_view b, double limit) {
  const double beyond = limit + 1;
  const auto difference = static_cast<double>(a.size() > b.size() ? a.size() - b.size() : b.size() - a.size());
  if (difference > limit) return beyond;
  const auto plain = [](char32_t letter) {
    // The letters this project's languages decorate are all below U+0250.
    static const std::vector<char32_t> kTable = [] {
      std::vector<char32_t> table(0x250);
      for (char32_t c = 0; c < table.size(); ++c) {
        std::string utf8;
        if (c < 0x80) {
          utf8 += static_cast<char>(c);
        } else {
          utf8 += static_cast<char>(0xC0 | (c >> 6));
          utf8 += static_cast<char>(0x80 | (c & 0x3F));
        }
        const std::u32string stripped = decode(strip_diacritics(utf8));
        table[c] = stripped.size() == 1 ? stripped.front() : c;
      }
      return table;
    }();
    return letter < kTable.size() ? kTable[letter] : letter;
  };
  const auto cost = [&](char32_t x, char32_t y) { return x == y ? 0.0 : plain(x) == plain(y) ? kDiacritic : 1.0; };
  std::vector<double> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = static_cast<double>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<double>(i);
    double least = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + cost(a[i - 1], b[j - 1])});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && a[i - 1] != b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > limit) return beyond;
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

std::vector<std::string> suggest_words(std::string_view word, IndexSet& indexes,
                                       const std::vector<LanguageTag>& languages, std::size_t limit) {
  const std::string folded = fold(word);
  const std::u32string wanted = decode(folded);
  if (wanted.size() < 3 || wanted.size() > kLongestWord) return {};
  const double most = wanted.size() <= kShortWord ? 1 : 2;
  std::vector<Candidate> candidates;
  indexes.for_each_word([&](const std::string& term, std::uint32_t articles) {
    std::string known = schema::word_of_term("", term);
    if (known.size() > folded.size() + 8 || known.size() + 8 < folded.size()) return;
    const double distance = spelling_distance(wanted, decode(known), most);
    if (distance > 0 && distance <= most) candidates.push_back({distance, articles, std::move(known)});
  });
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    if (a.distance != b.distance) return a.distance < b.distance;
    return a.articles != b.articles ? a.articles > b.articles : a.word < b.word;
  });
  const auto vocabulary = indexes.vocabulary();
  std::vector<std::string> words;
  for (const Candidate& candidate : candidates) {
    if (words.size() == limit) break;
    std::string printed = as_printed(candidate.word, *vocabulary, languages);
    if (std::find(words.begin(), words.end(), printed) == words.end()) words.push_back(std::move(printed));
  }
  return words;
}

std::vector<std::string> suggest_queries(const QueryNode& query, IndexSet& indexes,
                                         const std::vector<LanguageTag>& languages) {
  std::vector<std::string> queries;
  for (std::size_t choice = 0; choice < 3; ++choice) {
    QueryNode mended = query;
    if (!replace_unknown(mended, indexes, languages, choice)) break;
    std::string text = to_string(mended);
    if (mended.kind == QueryNode::Kind::all_of || mended.kind == QueryNode::Kind::any_of)
      text = text.substr(1, text.size() - 2);
    if (std::find(queries.begin(), queries.end(), text) == queries.end()) queries.push_back(std::move(text));
  }
  return queries;
}

}  // namespace termknit
