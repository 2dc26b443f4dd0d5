// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/alignment/translated_articles.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <numeric>
#include <unordered_map>

namespace termknit {
namespace {

constexpr double kLeastLikeness = 0.35;    // of the anchors of two articles, weighted by rarity
constexpr double kLeastAnchors = 8;        // fewer anchors tell nothing
constexpr std::size_t kCommonAnchor = 12;  // an anchor of more articles of a language says too little to be followed

bool separates(char c) {
  return c == '/' || c == '.' || c == '-' || c == '_' || c == ' ';
}

/// The path without what names the language: "de/a.md" and "lv/a.md", "a_de-DE.md" and "a_lv-LV.md" come to the same.
/// Empty if the path does not name it.
std::string path_without_language(const std::string& path, const LanguageTag& language) {
  const std::string code = language.language().str();
  std::string key;
  bool named = false;
  for (std::size_t at = 0; at < path.size();) {
    std::size_t end = at;
    while (end < path.size() && !separates(path[end])) ++end;
    std::string word = path.substr(at, end - at);
    std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) { return std::tolower(c); });
    if (word == code) {
      named = true;
      word.assign(1, '*');  // of a character: GCC 12 warns of the literal
      // A region after it belongs to the language: "de-DE".
      if (end + 3 <= path.size() && (path[end] == '-' || path[end] == '_') && std::isupper(path[end + 1]) &&
          std::isupper(path[end + 2]) && (end + 3 == path.size() || separates(path[end + 3])))
        end += 3;
    }
    key += word;
    if (end < path.size()) key += path[end];
    at = end + 1;
  }
  return named ? key : std::string{};
}

class Grouping {
 public:
  explicit Grouping(const std::vector<ArticleFeatures>& articles) : articles_(articles), group_of_(articles.size()) {
    std::iota(group_of_.begin(), group_of_.end(), 0U);
    for (std::uint32_t i = 0; i < articles.size(); ++i) members_.push_back({i});
  }

  std::vector<std::vector<std::uint32_t>> run() {
    by_path();
    by_anchors();
    std::vector<std::vector<std::uint32_t>> groups;
    for (auto& group : members_) {
      if (group.size() < 2) continue;
      std::sort(group.begin(), group.end());
      groups.push_back(std::move(group));
    }
    return groups;
  }

 private:
  void by_path() {
    std::map<std::string, std::vector<std::uint32_t>> of_key;
    for (std::uint32_t i = 0; i < articles_.size(); ++i) {
      const std::string key = path_without_language(articles_[i].path, articles_[i].language);
      if (!key.empty()) of_key[key].push_back(i);
    }
    for (const auto& [key, members] : of_key) {
      for (const std::uint32_t member : members) join(members.front(), member);
    }
  }

  /// Articles that each find their likest in each other, of those that no path has paired.
  void by_anchors() {
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> holders;
    std::vector<bool> alone(articles_.size());
    for (std::uint32_t i = 0; i < articles_.size(); ++i) {
      alone[i] = members_[group_of_[i]].size() == 1 && !articles_[i].language.undetermined();
      if (!alone[i]) continue;
      for (const std::uint64_t anchor : articles_[i].anchors) holders[anchor].push_back(i);
    }
    std::vector<double> mass(articles_.size());
    for (const auto& [anchor, articles] : holders) {
      for (const std::uint32_t i : articles) mass[i] += weight(articles.size());
    }
    using Best = std::map<LanguageTag, std::pair<double, std::uint32_t>>;
    std::vector<Best> best(articles_.size());
    for (std::uint32_t i = 0; i < articles_.size(); ++i) {
      if (!alone[i] || static_cast<double>(articles_[i].anchors.size()) < kLeastAnchors) continue;
      std::map<std::uint32_t, double> shared;
      for (const std::uint64_t anchor : articles_[i].anchors) {
        const auto& others = holders.at(anchor);
        if (others.size() > kCommonAnchor) continue;
        for (const std::uint32_t other : others) {
          if (articles_[other].language != articles_[i].language) shared[other] += weight(others.size());
        }
      }
      for (const auto& [other, sum] : shared) {
        const double likeness = sum / (mass[i] + mass[other] - sum);
        auto& [most, number] = best[i][articles_[other].language];
        if (likeness > most) {
          most = likeness;
          number = other;
        }
      }
    }
    for (std::uint32_t i = 0; i < articles_.size(); ++i) {
      for (const auto& [language, found] : best[i]) {
        const auto back = best[found.second].find(articles_[i].language);
        if (found.first >= kLeastLikeness && back != best[found.second].end() && back->second.second == i)
          join(i, found.second);
      }
    }
  }

  static double weight(std::size_t articles) { return 1 / (1 + std::log(static_cast<double>(articles))); }

  /// Two articles of one language never come into one group.
  void join(std::uint32_t a, std::uint32_t b) {
    const std::uint32_t into = std::min(group_of_[a], group_of_[b]), from = std::max(group_of_[a], group_of_[b]);
    if (into == from) return;
    for (const std::uint32_t x : members_[into]) {
      for (const std::uint32_t y : members_[from]) {
        if (articles_[x].language == articles_[y].language) return;
      }
    }
    for (const std::uint32_t member : members_[from]) group_of_[member] = into;
    members_[into].insert(members_[into].end(), members_[from].begin(), members_[from].end());
    members_[from].clear();
  }

  const std::vector<ArticleFeatures>& articles_;
  std::vector<std::uint32_t> group_of_;
  std::vector<std::vector<std::uint32_t>> members_;  ///< by the group's first article
};

}  // namespace

std::vector<std::vector<std::uint32_t>> translated_articles(const std::vector<ArticleFeatures>& articles) {
  return Grouping(articles).run();
}

}  // namespace termknit
