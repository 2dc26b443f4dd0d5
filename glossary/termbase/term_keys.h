// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Look-up keys of many terms at once.

#include <string>
#include <vector>

#include "glossary/evidence.h"
#include "language/language_resources.h"

namespace termknit {

struct DesignationIn {
  LanguageTag language{};
  std::string designation{};
};

/// The keys of each term. Equal terms are analysed once, large batches on `jobs` threads; the result does not depend on
/// their number.
std::vector<TermKeys> make_keys(LanguageResources& resources, const std::vector<DesignationIn>& terms, unsigned jobs);

}  // namespace termknit
