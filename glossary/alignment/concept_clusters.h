// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Concepts over all languages from pairwise links: agglomerative, average link, strongest links first. A second term of
// one language joins only as a synonym; a homonym alone never merges two concepts.

#include <cstdint>
#include <functional>
#include <vector>

#include "glossary/evidence.h"

namespace termknit {

/// A link between two nodes; `first` < `second`.
struct ConceptLink {
  std::uint32_t first = 0, second = 0;
  double confidence = 0;
  std::vector<Witness> witnesses{};
};

struct ConceptCluster {
  std::vector<std::uint32_t> nodes{};  ///< ascending
  double weakest_link = 1;             ///< the weakest link of the strongest spanning tree
};

struct ClusterOptions {
  double least_link = 0.35;  ///< weaker links start no merge
  double least_average =
      0.35;  ///< over all cross-language pairs of the merged cluster, pairs without a link counting as `missing_link`
  double missing_link = 0.12;
  double least_synonymy = 0.35;
};

/// `languages[i]` numbers the language of node i. `synonymy(i, j)` says how alike two nodes of one language are, 0 to
/// 1; `forbidden(i, j)` is true for pairs that a person rejected. Clusters of one node are left out; order by smallest
/// node.
std::vector<ConceptCluster> cluster_concepts(const std::vector<std::uint32_t>& languages,
                                             const std::vector<ConceptLink>& links,
                                             const std::function<double(std::uint32_t, std::uint32_t)>& synonymy,
                                             const std::function<bool(std::uint32_t, std::uint32_t)>& forbidden,
                                             const ClusterOptions& options = {});

}  // namespace termknit
