// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/termbase/reference_glossaries.h"

#include <algorithm>

#include <fmt/format.h>

namespace termknit {
namespace fs = std::filesystem;

std::vector<std::string> ReferenceGlossaries::list(const fs::path& project) {
  std::vector<std::string> names;
  std::error_code none;
  for (const auto& file : fs::directory_iterator(project / "glossaries", none)) {
    if (file.path().extension() == ".db") names.push_back(file.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

fs::path ReferenceGlossaries::file_of(const fs::path& project, std::string_view name) {
  const bool plain = !name.empty() && name.size() <= 100 && name.front() != '.' && name.front() != '-' &&
                     std::none_of(name.begin(), name.end(),
                                  [](char c) { return c == '/' || c == '\\' || static_cast<unsigned char>(c) < 0x20; });
  if (!plain) {
    throw Error(ErrorKind::usage,
                fmt::format("'{}' cannot name a glossary; use letters, digits and '-', as in 'iate'", name));
  }
  return project / "glossaries" / (std::string(name) + ".db");
}

ReferenceGlossaries ReferenceGlossaries::open(const fs::path& project, LanguageResources& resources,
                                              const DiagnosticSink& sink) {
  ReferenceGlossaries opened;
  for (const std::string& name : list(project)) {
    try {
      opened.glossaries_.emplace_back(name, Termbase::open(file_of(project, name), resources, false, true));
    } catch (const Error& error) {
      report(sink, Severity::error, fmt::format("glossary '{}' is left out: {}", name, error.message()), error.place());
    }
  }
  return opened;
}

std::vector<TermbaseHit> ReferenceGlossaries::look_up(const LanguageTag& language, std::string_view term) const {
  std::vector<TermbaseHit> all;
  for (const auto& [name, termbase] : glossaries_) {
    for (TermbaseHit& hit : termbase.look_up(language, term)) {
      hit.glossary = name;
      all.push_back(std::move(hit));
    }
  }
  return all;
}

std::vector<TermbaseHit> ReferenceGlossaries::look_up_parts(const LanguageTag& language, std::string_view term,
                                                            std::size_t limit) const {
  std::vector<TermbaseHit> all;
  for (const auto& [name, termbase] : glossaries_) {
    for (TermbaseHit& hit : termbase.look_up_parts(language, term, limit)) {
      hit.glossary = name;
      all.push_back(std::move(hit));
    }
  }
  return all;
}

bool ReferenceGlossaries::has_key(const LanguageTag& language, const std::vector<std::string>& keys) const {
  return std::any_of(glossaries_.begin(), glossaries_.end(),
                     [&](const auto& glossary) { return glossary.second.has_key(language, keys); });
}

std::optional<ConceptEntry> ReferenceGlossaries::find(const TermbaseHit& hit) const {
  for (const auto& [name, termbase] : glossaries_) {
    if (name == hit.glossary) return termbase.find(hit.concept_id);
  }
  return std::nullopt;
}

}  // namespace termknit
