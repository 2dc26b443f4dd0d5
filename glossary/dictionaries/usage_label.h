// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What dictionaries print in brackets: a subject ([econ.], [med]) or how a word is used ([coll.], [vulg], [obs.]).

#include <string>
#include <string_view>
#include <vector>

namespace termknit {

/// The label says that the word is slang, vulgar, obsolete or a joke: not what a text calls the thing.
bool is_marked_usage(std::string_view label);

/// A term of an entry and what its labels say.
struct LabelledTerm {
  std::string term{};
  std::vector<std::string> labels{};
  bool marked() const;
};

/// Terms without a mark first, otherwise in their order.
std::vector<std::string> usual_first(const std::vector<LabelledTerm>& terms);

/// The labels to show with the terms, each once, ", " between them. Marks of usage and regions stand among them only
/// where every term has one: a mark on one of several synonyms says nothing of the others.
std::string labels_of(const std::vector<LabelledTerm>& terms);

}  // namespace termknit
