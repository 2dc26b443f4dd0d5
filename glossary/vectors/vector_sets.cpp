// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/vectors/vector_sets.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "glossary/alignment/combiner.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

constexpr std::string_view kExtension = ".vectors";

fs::path folder_of(const fs::path& project, const std::string& name) {
  if (name.empty() || name.starts_with('.') || name.find('/') != std::string::npos)
    throw Error(ErrorKind::usage, fmt::format("'{}' is no name of a resource", name));
  return project / "vectors" / name;
}

/// The languages of a set by the names of its files.
std::map<LanguageTag, fs::path> files_of(const fs::path& folder) {
  std::map<LanguageTag, fs::path> files;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    const auto language = LanguageTag::try_parse(entry.path().stem().string());
    if (language && entry.path().extension() == kExtension) files[*language] = entry.path();
  }
  return files;
}

std::vector<fs::path> set_folders(const fs::path& project) {
  std::vector<fs::path> folders;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(project / "vectors", ignored)) {
    // A name with a dot in front was not finished.
    if (entry.is_directory(ignored) && !entry.path().filename().string().starts_with("."))
      folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

std::optional<std::vector<float>> vector_of(const WordVectors& vectors, const std::vector<std::string>& keys) {
  for (const std::string& key : keys) {
    if (auto vector = vectors.of_term(key)) return vector;
  }
  return std::nullopt;
}

}  // namespace

VectorSetAbout add_vector_set(const fs::path& project, const std::string& name, const std::vector<fs::path>& files,
                              const std::vector<LanguageTag>& languages, const DiagnosticSink& sink) {
  const fs::path folder = folder_of(project, name);
  const fs::path unfinished = project / "vectors" / ("." + name + ".new");
  if (std::set<LanguageTag>(languages.begin(), languages.end()).size() != files.size())
    throw Error(ErrorKind::usage, "word vectors take one --languages code a file, each once", {files.front().string()});
  VectorSetAbout about{name, languages, 0};
  std::error_code ignored;
  fs::remove_all(unfinished, ignored);
  try {
    fs::create_directories(unfinished);
    std::size_t dimensions = 0;
    for (std::size_t i = 0; i < files.size(); ++i) {
      const CompiledVectors compiled =
          compile_vectors(files[i], unfinished / (languages[i].str() + std::string(kExtension)), sink);
      if (dimensions != 0 && compiled.dimensions != dimensions)
        throw Error(ErrorKind::malformed,
                    fmt::format("has {} numbers a word and {} has {}: the two share no space", compiled.dimensions,
                                files.front().filename().string(), dimensions),
                    {files[i].string()});
      dimensions = compiled.dimensions;
      about.words += compiled.words;
    }
    fs::rename(unfinished, folder);
  } catch (const fs::filesystem_error& error) {
    fs::remove_all(unfinished, ignored);
    throw Error(ErrorKind::io, fmt::format("cannot be written: {}", error.code().message()), {error.path1().string()});
  } catch (const Error&) {
    fs::remove_all(unfinished, ignored);
    throw;
  }
  std::sort(about.languages.begin(), about.languages.end());
  return about;
}

std::vector<VectorSetAbout> list_vector_sets(const fs::path& project) {
  std::vector<VectorSetAbout> all;
  for (const fs::path& folder : set_folders(project)) {
    VectorSetAbout& about = all.emplace_back();
    about.name = folder.filename().string();
    for (const auto& [language, file] : files_of(folder)) {
      about.languages.push_back(language);
      if (const auto vectors = WordVectors::open(file)) about.words += vectors->size();
    }
  }
  return all;
}

bool remove_vector_set(const fs::path& project, const std::string& name) {
  const fs::path folder = folder_of(project, name);
  std::error_code error;
  if (!fs::is_directory(folder, error)) return false;
  fs::remove_all(folder, error);
  if (error) throw Error(ErrorKind::io, fmt::format("cannot be removed: {}", error.message()), {folder.string()});
  return true;
}

VectorSets VectorSets::open(const fs::path& project, const DiagnosticSink& sink) {
  VectorSets sets;
  for (const fs::path& folder : set_folders(project)) {
    Set set{folder.filename().string(), {}};
    for (const auto& [language, file] : files_of(folder)) {
      if (auto vectors = WordVectors::open(file)) {
        set.languages[language] = std::move(vectors);
      } else {
        report(sink, Severity::warning, "word vectors are damaged and not used; add them again", {file.string()});
      }
    }
    if (!set.languages.empty()) sets.sets_.push_back(std::move(set));
  }
  return sets;
}

std::optional<double> VectorSets::similarity(const LanguageTag& a, const std::vector<std::string>& a_keys,
                                             const LanguageTag& b, const std::vector<std::string>& b_keys) const {
  for (const Set& set : sets_) {
    const auto left = set.languages.find(a), right = set.languages.find(b);
    if (left == set.languages.end() || right == set.languages.end()) continue;
    if (left->second->dimensions() != right->second->dimensions()) continue;
    const auto x = vector_of(*left->second, a_keys);
    if (!x) continue;
    if (const auto y = vector_of(*right->second, b_keys)) return cosine(*x, *y);
  }
  return std::nullopt;
}

void VectorSets::add_to(const TermQuery& query, const LanguageTag& target, std::vector<Equivalent>& answers) const {
  if (sets_.empty()) return;
  std::vector<Equivalent*> pointers;
  std::vector<std::optional<double>> similarities;
  for (Equivalent& answer : answers) {
    pointers.push_back(&answer);
    similarities.push_back(similarity(query.language, query.keys, target, {answer.key}));
  }
  add_nearness(EvidenceKind::vectors, "word vectors", pointers, similarities);
}

}  // namespace termknit
