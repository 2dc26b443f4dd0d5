// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Glossaries beside the termbase: an agency's, a client's, a standard's. Each is a file .termknit/glossaries/NAME.db of
// the termbase's schema, written by `import --as NAME` and opened for reading only. Look-ups ask them after the
// project's own termbase and say which one answered.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.h"
#include "glossary/termbase/termbase.h"

namespace termknit {

/// One thread's; the files may be written by others meanwhile.
class ReferenceGlossaries {
 public:
  /// Names of the glossaries in the `.termknit` folder `project`, sorted.
  static std::vector<std::string> list(const std::filesystem::path& project);
  /// Where the glossary of this name is or would be. Throws Error(usage) for a name that is no plain file name.
  static std::filesystem::path file_of(const std::filesystem::path& project, std::string_view name);

  ReferenceGlossaries() = default;
  /// Opens all of them. One that cannot be opened is reported to `sink` and left out.
  static ReferenceGlossaries open(const std::filesystem::path& project, LanguageResources& resources,
                                  const DiagnosticSink& sink);

  bool empty() const { return glossaries_.empty(); }
  /// As Termbase::look_up(), over all of them in order of name, each hit with its glossary's name.
  std::vector<TermbaseHit> look_up(const LanguageTag& language, std::string_view term) const;
  /// As Termbase::look_up_parts(), the first `limit` of each.
  std::vector<TermbaseHit> look_up_parts(const LanguageTag& language, std::string_view term, std::size_t limit) const;
  bool has_key(const LanguageTag& language, const std::vector<std::string>& keys) const;
  /// The entry of a hit. Empty if the glossary was changed meanwhile.
  std::optional<ConceptEntry> find(const TermbaseHit& hit) const;

 private:
  std::vector<std::pair<std::string, Termbase>> glossaries_;
};

}  // namespace termknit
