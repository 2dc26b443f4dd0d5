// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The form a dictionary or glossary prints a term in: head noun in the nominative (singular where it was seen or can be
// made), modifiers agreeing with it, genitive modifiers as they stand. Method: docs/decisions/citation-form.md.

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "language/language_resources.h"
#include "language/language_tag.h"

namespace termknit {

/// One surface variant of a term: its word forms as printed, and how often it was seen.
struct ObservedVariant {
  std::vector<std::string> words{};
  std::uint32_t count = 0;
  bool operator==(const ObservedVariant&) const = default;
};

/// `variants` are forms of one term, all with the same number of words; at least one. An observed nominative is
/// preferred, rules make one where none was observed. Sentence-initial capitals are undone where the dictionary writes
/// the word small. `seen`, where given: this (folded) word stands in the text; of several lemmas of a form one that
/// does is the likelier (cs limity: limit, not limita).
std::string citation_form(LanguageResources& resources, const LanguageTag& language,
                          std::span<const ObservedVariant> variants,
                          const std::function<bool(const std::string&)>& seen = {});

/// Words as a term is printed: blanks between, but none behind an elided word (fraction d'éjection).
std::string join_words(std::span<const std::string> words);

}  // namespace termknit
