// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// From the elements of one TBX entry, of any version and dialect, to the data model.

#include <functional>
#include <string>

#include "glossary/concept_entry.h"
#include "glossary/exchange/glossary_io.h"
#include "glossary/exchange/xml_tree.h"

namespace termknit {

/// Builds the concept entry of a conceptEntry or termEntry element. Empty if no term is left in it; what was mended or
/// left out goes to `repair`, with `file` as the place's file.
std::optional<ConceptEntry> build_tbx_entry(const XmlNode& element, const std::string& file,
                                            const std::function<void(Repair)>& repair);

}  // namespace termknit
