// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The evidence that a user added to a project: .termknit/resources/NAME/ holds the files as given and `about.tsv`,
// which says what they are. From all of them together .termknit/parallel.bitext is compiled; it can be deleted at any
// time.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "glossary/parallel/parallel_text.h"

namespace termknit {

/// One added resource: a file, or the files that belong together (a bundle or catalogue in several languages).
struct AddedResource {
  std::string name{};
  ResourceKind kind = ResourceKind::text;
  std::vector<std::filesystem::path> files{};
  std::vector<LanguageTag> told{};       ///< --languages; for a bundle one per file
  std::vector<LanguageTag> languages{};  ///< that it holds, by tag
  std::size_t segments = 0;
  bool operator==(const AddedResource&) const = default;
};

struct ReadResource {
  std::vector<Segment> segments{};
  std::vector<LanguageTag> languages{};
};

/// Files that belong together become one resource each: bundles and catalogues of one name in several languages. Names
/// are file names, made unique against `taken`. Throws Error(usage) for a bundle without a second language, or files
/// whose kind cannot be told.
std::vector<AddedResource> group_files(const std::vector<std::filesystem::path>& files,
                                       const std::vector<LanguageTag>& told, std::optional<ResourceKind> kind,
                                       const std::vector<std::string>& taken);

/// Reads all segments. Columns that state each other's language are read the right way round, and said. Throws Error:
/// as the readers do, and malformed where no segment has two languages.
ReadResource read_resource_files(const AddedResource& resource, const DiagnosticSink& sink);

class ResourceFolder {
 public:
  /// `project` is the `.termknit` folder.
  explicit ResourceFolder(std::filesystem::path project);

  /// Sorted by name. One whose `about.tsv` cannot be read is reported and left out.
  std::vector<AddedResource> list(const DiagnosticSink& sink) const;
  /// Copies the files in. Throws Error(io); nothing is left behind then.
  void add(const AddedResource& resource) const;
  /// False if there is none of that name. Throws Error(io).
  bool remove(const std::string& name) const;

  /// The compiled text of all resources; null if there are none. Compiled first if it is not up to date: a resource
  /// that cannot be read is reported and left out.
  std::shared_ptr<const ParallelText> open_text(LanguageResources& resources, const ParallelTextOptions& options,
                                                const DiagnosticSink& sink) const;

 private:
  std::filesystem::path folder_of(const std::string& name) const;
  std::uint64_t stamp(LanguageResources& resources, const std::vector<AddedResource>& all) const;

  std::filesystem::path project_;
};

}  // namespace termknit
