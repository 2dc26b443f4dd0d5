// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/alignment/concept_clusters.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <unordered_map>

namespace termknit {
namespace {

class Clustering {
 public:
  Clustering(const std::vector<std::uint32_t>& languages, const std::vector<ConceptLink>& links,
             const std::function<double(std::uint32_t, std::uint32_t)>& synonymy,
             const std::function<bool(std::uint32_t, std::uint32_t)>& forbidden, const ClusterOptions& options)
      : languages_(languages),
        synonymy_(synonymy),
        forbidden_(forbidden),
        options_(options),
        cluster_of_(languages.size()) {
    std::iota(cluster_of_.begin(), cluster_of_.end(), 0U);
    members_.resize(languages.size());
    for (std::uint32_t i = 0; i < languages.size(); ++i) members_[i] = {i};
    for (const ConceptLink& link : links) confidence_[pair(link.first, link.second)] = link.confidence;
    order_.reserve(links.size());
    for (const ConceptLink& link : links) {
      if (link.confidence >= options.least_link) order_.push_back(&link);
    }
    std::sort(order_.begin(), order_.end(), [](const ConceptLink* a, const ConceptLink* b) {
      if (a->confidence != b->confidence) return a->confidence > b->confidence;
      return std::pair(a->first, a->second) < std::pair(b->first, b->second);
    });
  }

  std::vector<ConceptCluster> run() {
    std::vector<double> weakest(languages_.size(), 1);
    for (const ConceptLink* link : order_) {
      const std::uint32_t a = cluster_of_[link->first], b = cluster_of_[link->second];
      if (a == b || !may_merge(members_[a], members_[b])) continue;
      const std::uint32_t into = std::min(a, b), from = std::max(a, b);
      // Links come strongest first, so this one is the weakest of the spanning tree so far.
      weakest[into] = link->confidence;
      for (const std::uint32_t node : members_[from]) cluster_of_[node] = into;
      members_[into].insert(members_[into].end(), members_[from].begin(), members_[from].end());
      members_[from].clear();
    }
    std::vector<ConceptCluster> clusters;
    for (std::uint32_t i = 0; i < members_.size(); ++i) {
      if (members_[i].size() < 2) continue;
      std::sort(members_[i].begin(), members_[i].end());
      clusters.push_back({members_[i], weakest[i]});
    }
    return clusters;
  }

 private:
  static std::uint64_t pair(std::uint32_t a, std::uint32_t b) {
    return (std::uint64_t{std::min(a, b)} << 32) | std::max(a, b);
  }

  bool may_merge(const std::vector<std::uint32_t>& left, const std::vector<std::uint32_t>& right) const {
    double sum = 0;
    std::size_t pairs = 0;
    for (const std::uint32_t a : left) {
      for (const std::uint32_t b : right) {
        if (forbidden_ && forbidden_(a, b)) return false;
        if (languages_[a] == languages_[b]) {
          if (synonymy_(a, b) < options_.least_synonymy) return false;
          continue;
        }
        const auto it = confidence_.find(pair(a, b));
        sum += it == confidence_.end() ? options_.missing_link : it->second;
        ++pairs;
      }
    }
    return pairs > 0 && sum / static_cast<double>(pairs) >= options_.least_average;
  }

  const std::vector<std::uint32_t>& languages_;
  const std::function<double(std::uint32_t, std::uint32_t)>& synonymy_;
  const std::function<bool(std::uint32_t, std::uint32_t)>& forbidden_;
  const ClusterOptions& options_;
  std::unordered_map<std::uint64_t, double> confidence_;
  std::vector<const ConceptLink*> order_;
  std::vector<std::uint32_t> cluster_of_;
  std::vector<std::vector<std::uint32_t>> members_;
};

}  // namespace

std::vector<ConceptCluster> cluster_concepts(const std::vector<std::uint32_t>& languages,
                                             const std::vector<ConceptLink>& links,
                                             const std::function<double(std::uint32_t, std::uint32_t)>& synonymy,
                                             const std::function<bool(std::uint32_t, std::uint32_t)>& forbidden,
                                             const ClusterOptions& options) {
  return Clustering(languages, links, synonymy, forbidden, options).run();
}

}  // namespace termknit
