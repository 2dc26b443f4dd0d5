// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/parallel/resource_folder.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include <fmt/format.h>

#include "core/checksum.h"
#include "core/file.h"
#include "core/tsv.h"
#include "glossary/parallel/segment_readers.h"
#include "language/text.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kTextVersion = 1;  // of the compiled file and of what goes into it
constexpr std::string_view kAbout = "about.tsv";

std::string tags_text(const std::vector<LanguageTag>& tags) {
  std::vector<std::string> names;
  for (const LanguageTag& tag : tags) names.push_back(tag.str());
  return join(names, ",");
}

std::vector<LanguageTag> parse_tags(std::string_view text) {
  std::vector<LanguageTag> tags;
  for (const std::string_view piece : split(text, ',')) {
    if (const auto tag = LanguageTag::try_parse(piece)) tags.push_back(*tag);
  }
  return tags;
}

AddedResource read_about(const fs::path& folder) {
  AddedResource resource;
  resource.name = folder.filename().string();
  const fs::path about = folder / kAbout;
  for_each_line(read_file(about), [&](std::string_view line, std::size_t number) {
    const auto cells = split(line, '\t');
    if (cells.size() != 2) throw Error(ErrorKind::corrupt, "is damaged", {about.string(), number});
    if (cells[0] == "kind") {
      const auto kind = parse_resource_kind(cells[1]);
      if (!kind) throw Error(ErrorKind::too_new, "was written by a newer version", {about.string(), number});
      resource.kind = *kind;
    } else if (cells[0] == "told") {
      resource.told = parse_tags(cells[1]);
    } else if (cells[0] == "languages") {
      resource.languages = parse_tags(cells[1]);
    } else if (cells[0] == "segments") {
      resource.segments = std::strtoul(std::string(cells[1]).c_str(), nullptr, 10);
    } else if (cells[0] == "file") {
      resource.files.push_back(folder / fs::path(std::string(cells[1])));
    }
  });
  if (resource.files.empty()) throw Error(ErrorKind::corrupt, "names no file", {about.string()});
  return resource;
}

/// A file's name below its resource's folder: catalogues in several languages have the same, and some say in their
/// path alone which language they are in.
fs::path stored_name(const AddedResource& resource, std::size_t i) {
  const fs::path& file = resource.files[i];
  const bool alone = resource.files.size() == 1;
  const auto tag = !alone && i < resource.told.size() ? std::optional(resource.told[i]) : language_of_path(file);
  if (alone && (!tag || resource.kind != ResourceKind::catalogue)) return file.filename();
  return fs::path(tag ? tag->str() : fmt::format("{}", i)) / file.filename();
}

}  // namespace

ResourceFolder::ResourceFolder(fs::path project) : project_(std::move(project)) {}

fs::path ResourceFolder::folder_of(const std::string& name) const {
  if (name.empty() || name == "." || name == ".." || name.find('/') != std::string::npos)
    throw Error(ErrorKind::usage, fmt::format("'{}' is no name of a resource", name));
  return project_ / "resources" / name;
}

std::vector<AddedResource> ResourceFolder::list(const DiagnosticSink& sink) const {
  std::vector<AddedResource> all;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(project_ / "resources", ignored)) {
    // A name with a dot in front is a copy that was not finished.
    if (!entry.is_directory(ignored) || entry.path().filename().string().starts_with(".")) continue;
    try {
      all.push_back(read_about(entry.path()));
    } catch (const Error& error) {
      report(sink, Severity::warning, fmt::format("not used: {}", error.message()), error.place());
    }
  }
  std::sort(all.begin(), all.end(), [](const AddedResource& a, const AddedResource& b) { return a.name < b.name; });
  return all;
}

void ResourceFolder::add(const AddedResource& resource) const {
  const fs::path folder = folder_of(resource.name);
  const fs::path unfinished = folder_of("." + resource.name + ".new");
  std::error_code ignored;
  fs::remove_all(unfinished, ignored);
  try {
    std::string about = fmt::format("kind\t{}\ntold\t{}\nlanguages\t{}\nsegments\t{}\n", kind_name(resource.kind),
                                    tags_text(resource.told), tags_text(resource.languages), resource.segments);
    fs::create_directories(unfinished);
    for (std::size_t i = 0; i < resource.files.size(); ++i) {
      const fs::path name = stored_name(resource, i);
      fs::create_directories((unfinished / name).parent_path());
      fs::copy_file(resource.files[i], unfinished / name);
      about += fmt::format("file\t{}\n", name.generic_string());
    }
    write_file(unfinished / kAbout, about);
    fs::rename(unfinished, folder);
  } catch (const fs::filesystem_error& error) {
    fs::remove_all(unfinished, ignored);
    throw Error(ErrorKind::io, fmt::format("cannot be copied in: {}", error.code().message()),
                {error.path1().string()});
  } catch (const Error&) {
    fs::remove_all(unfinished, ignored);
    throw;
  }
}

bool ResourceFolder::remove(const std::string& name) const {
  const fs::path folder = folder_of(name);
  std::error_code error;
  if (!fs::is_directory(folder, error)) return false;
  fs::remove_all(folder, error);
  if (error) throw Error(ErrorKind::io, fmt::format("cannot be removed: {}", error.message()), {folder.string()});
  return true;
}

std::uint64_t ResourceFolder::stamp(LanguageResources& resources, const std::vector<AddedResource>& all) const {
  std::uint64_t sum = kTextVersion;
  std::set<LanguageTag> tags;
  for (const AddedResource& resource : all) {
    sum = checksum(resource.name + tags_text(resource.told) + std::string(kind_name(resource.kind)), sum);
    for (const fs::path& file : resource.files) sum = checksum(to_hex(file_stamp(file)), sum);
    tags.insert(resource.languages.begin(), resource.languages.end());
  }
  for (const LanguageTag& tag : tags) sum = checksum(resources.fingerprint(tag), sum);
  return sum;
}

std::shared_ptr<const ParallelText> ResourceFolder::open_text(LanguageResources& resources,
                                                              const ParallelTextOptions& options,
                                                              const DiagnosticSink& sink) const {
  const std::vector<AddedResource> all = list(sink);
  const fs::path file = project_ / "parallel.bitext";
  std::error_code ignored;
  if (all.empty()) {
    fs::remove(file, ignored);
    return nullptr;
  }
  const std::uint64_t wanted = stamp(resources, all);
  if (auto text = ParallelText::open(file, wanted)) return text;
  std::vector<ResourceSegments> segments;
  for (const AddedResource& resource : all) {
    if (options.progress) options.progress(fmt::format("reading {}", resource.name));
    try {
      segments.push_back({resource.name, resource.kind, read_resource_files(resource, {}).segments});
    } catch (const Error& error) {
      report(sink, Severity::warning, fmt::format("'{}' is not used: {}", resource.name, error.message()),
             error.place());
    }
  }
  write_parallel_text(file, wanted, resources, std::move(segments), options);
  return ParallelText::open(file, wanted);
}

}  // namespace termknit
