// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The resources at hand: the core lexicon and what is installed (FreeDict in dictd format, Ding; WordNet and MyThes for
// synonyms), found by themselves and compiled once into the user's cache.

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/error.h"
#include "glossary/dictionaries/compiled_dictionary.h"
#include "glossary/evidence.h"
#include "language/language_resources.h"

namespace termknit {

struct DictionaryResource {
  std::string name{};  ///< "FreeDict eng-fin", "Ding", "core lexicon"
  EvidenceKind kind = EvidenceKind::dictionary;
  std::vector<LanguageTag> languages{};
  std::filesystem::path source{};  ///< the file or folder it was found in
  std::string package{};           ///< Debian package that installs it; empty for the lexicon
  bool found = false;
  /// Resources with the same origin are one witness: FreeDict's eng-deu was made from Ding.
  std::string origin{};
  std::shared_ptr<const CompiledDictionary> compiled{};  ///< null if not found or left out
};

struct DictionaryOptions {
  std::vector<std::filesystem::path> folders{"/usr/share/dictd", "/usr/share/trans", "/usr/share/mythes",
                                             "/usr/share/wordnet"};
  std::vector<EvidenceKind> without{};
};

/// Everything that could be there, found or not, in a fixed order. Compiles what is not in the cache; `progress` is
/// told the name. A resource that cannot be read is a warning in `sink` and counts as not found.
std::vector<DictionaryResource> open_dictionaries(LanguageResources& resources, const DictionaryOptions& options,
                                                  const DiagnosticSink& sink,
                                                  const std::function<void(std::string_view name)>& progress = {});

/// What could be there and where, without reading or compiling.
std::vector<DictionaryResource> find_dictionaries(const LanguageResources& resources, const DictionaryOptions& options);

}  // namespace termknit
