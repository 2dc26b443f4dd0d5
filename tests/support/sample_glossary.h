// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Glossaries with everything the model holds and with text that breaks careless formats, for round trips.

#include <functional>
#include <string>
#include <vector>

#include "glossary/exchange/glossary_io.h"

namespace termknit::test {

/// `count` entries, every field filled in some of them; texts with tabs, line feeds, quotation marks, separators,
/// formulas, right-to-left script, combining marks, emoji, CJK. The same seed gives the same entries.
std::vector<ConceptEntry> sample_entries(unsigned seed, std::size_t count);

/// One entry: terms of two languages.
ConceptEntry pair_entry(std::string id, std::string german, std::string english);

using MakeWriter = std::function<std::unique_ptr<GlossaryWriter>(std::FILE*, GlossaryWriteOptions)>;
/// The bytes a writer makes of `entries`; `languages` in its options are those of the entries in order of tag unless
/// told otherwise.
std::string written(const MakeWriter& make, const std::vector<ConceptEntry>& entries, GlossaryHeader header = {},
                    std::vector<LanguageTag> languages = {});

struct ReadResult {
  GlossaryHeader header{};
  std::vector<ConceptEntry> entries{};
  std::vector<std::string> repairs{};  ///< "line: message"
};
using ReadFunction =
    std::function<GlossaryHeader(const std::filesystem::path&, const GlossaryReadOptions&, const GlossarySink&)>;
/// What a reader makes of `bytes`. `languages`: the tags of the options.
ReadResult read(const ReadFunction& reader, const std::string& bytes, const std::vector<std::string>& languages = {});

/// "c1: de Kunde, Klient; en customer" for every entry, one a line: for comparing at a glance.
std::string summary(const std::vector<ConceptEntry>& entries);

/// Where the first entry that differs differs, as JSON; empty if all are equal.
std::string difference(const std::vector<ConceptEntry>& expected, const std::vector<ConceptEntry>& actual);

}  // namespace termknit::test
