// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Look-up keys of many terms at once.

#include <cstdint>
#include <string>
#include <vector>

#include "glossary/evidence.h"
#include "language/language_resources.h"

namespace termknit {

struct DesignationIn {
  LanguageTag language{};
  std::string designation{};
};

/// Which language comes first. A language has one dictionary: threads that go opposite ways rarely wait for the same.
enum class LanguageOrder : std::uint8_t { forwards, backwards };

/// The keys of each term, in the order of `terms` whatever the order of languages.
std::vector<TermKeys> make_keys(LanguageResources& resources, const std::vector<DesignationIn>& terms,
                                LanguageOrder order = LanguageOrder::forwards);

}  // namespace termknit
