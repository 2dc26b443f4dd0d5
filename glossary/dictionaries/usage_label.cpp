// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/dictionaries/usage_label.h"

#include <algorithm>

#include "core/tsv.h"

namespace termknit {
namespace {

// Ding and its offspring abbreviate with a full stop, the Czech FreeDict without.
constexpr std::string_view kMarks[] = {"arch", "bás", "coll",     "euphem", "expr", "humor", "hovor",
                                       "iron", "obs", "obsc",     "pej",    "poet", "sex",   "slang",
                                       "sl",   "ugs", "veraltet", "vulg",   "zast", "žert"};

constexpr std::string_view kRegions[] = {"Am.",  "amer", "Aus.", "Austr.", "Bayr.", "Br.", "brit", "Can.", "Dt.",
                                         "eAm.", "eBr.", "Ir.",  "Lie.",   "Lux.",  "Ös.", "Sc.",  "Schw."};

/// "Norddt.", "Mittelostdt." are regions, too.
bool is_region(std::string_view label) {
  return label.ends_with("dt.") || std::find(std::begin(kRegions), std::end(kRegions), label) != std::end(kRegions);
}

}  // namespace

bool is_marked_usage(std::string_view label) {
  for (std::string_view piece : split(label, ',')) {
    piece = trim(piece);
    if (piece.ends_with('.')) piece.remove_suffix(1);
    if (std::find(std::begin(kMarks), std::end(kMarks), piece) != std::end(kMarks)) return true;
  }
  return false;
}

bool LabelledTerm::marked() const {
  return std::any_of(labels.begin(), labels.end(), is_marked_usage);
}

std::vector<std::string> usual_first(const std::vector<LabelledTerm>& terms) {
  std::vector<std::string> usual, marked;
  for (const LabelledTerm& term : terms) (term.marked() ? marked : usual).push_back(term.term);
  usual.insert(usual.end(), marked.begin(), marked.end());
  return usual;
}

std::string labels_of(const std::vector<LabelledTerm>& terms) {
  const auto every_term = [&](const auto& holds) {
    return std::all_of(terms.begin(), terms.end(), [&](const LabelledTerm& term) {
      return std::any_of(term.labels.begin(), term.labels.end(), holds);
    });
  };
  const bool marked = every_term(is_marked_usage), regional = every_term(is_region);
  std::vector<std::string> labels;
  for (const LabelledTerm& term : terms) {
    for (const std::string& label : term.labels) {
      if ((is_marked_usage(label) && !marked) || (is_region(label) && !regional)) continue;
      if (std::find(labels.begin(), labels.end(), label) == labels.end()) labels.push_back(label);
    }
  }
  return join(labels, ", ");
}

}  // namespace termknit
