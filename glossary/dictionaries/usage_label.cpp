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
  const bool all = std::all_of(terms.begin(), terms.end(), [](const LabelledTerm& term) { return term.marked(); });
  std::vector<std::string> labels;
  for (const LabelledTerm& term : terms) {
    for (const std::string& label : term.labels) {
      if (is_marked_usage(label) && !all) continue;
      if (std::find(labels.begin(), labels.end(), label) == labels.end()) labels.push_back(label);
    }
  }
  return join(labels, ", ");
}

}  // namespace termknit
