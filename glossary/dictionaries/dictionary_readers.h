// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Readers of dictionary files. Each hands groups to a sink one by one; a bad entry is a diagnostic, a file that is not
// what it should be an Error.

#include <filesystem>

#include "core/error.h"
#include "glossary/dictionaries/translation_group.h"

namespace termknit {

/// dictd format (RFC 2229's servers; FreeDict): NAME.index (headword TAB offset TAB length, base 64) beside
/// NAME.dict.dz or NAME.dict. Throws Error: io, malformed.
void read_dictd(const std::filesystem::path& index_file, const LanguageTag& source, const LanguageTag& target,
                const GroupSink& groups, const DiagnosticSink& sink);

/// Ding's word list (trans-de-en): "de; de | de :: en; en | en", labels in {} [] (). Throws Error: io, malformed.
void read_ding(const std::filesystem::path& file, const GroupSink& groups, const DiagnosticSink& sink);

/// A thesaurus in MyThes format (th_de_DE_v2.dat): first line its encoding, then "headword|meanings" and a line a
/// meaning, "part of speech|synonym|...". Groups of one side. Throws Error(io).
void read_mythes(const std::filesystem::path& file, const LanguageTag& language, const GroupSink& groups,
                 const DiagnosticSink& sink);

/// Princeton WordNet's data files; a group of one side a synset. Throws Error: io; malformed if none is there.
void read_wordnet(const std::filesystem::path& folder, const GroupSink& groups, const DiagnosticSink& sink);

/// The core lexicon: every .tsv of the folder, header "id pos LANGUAGE... sense", synonyms separated by " | ". A line
/// with a missing column and a file without the header are diagnostics with their place. Throws Error(io).
void read_lexicon(const std::filesystem::path& folder, const GroupSink& groups, const DiagnosticSink& sink);

}  // namespace termknit
