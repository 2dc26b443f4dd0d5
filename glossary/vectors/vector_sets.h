// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The word vectors that a user added to a project: .termknit/vectors/NAME/LANGUAGE.vectors. What was added together
// shares a space, so that words of its languages can be compared with one another; a set of one language compares its
// words among themselves. Likeness of vectors breaks ties; alone it is no reason (docs/evidence.md).

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "glossary/evidence.h"
#include "glossary/vectors/word_vectors.h"

namespace termknit {

struct VectorSetAbout {
  std::string name{};
  std::vector<LanguageTag> languages{};
  std::size_t words = 0;
};

/// Compiles one file a language into a set. Throws Error: as read_vec() does; usage where a language comes twice;
/// malformed where the files of a set do not have the same number of dimensions. Nothing is left behind then.
VectorSetAbout add_vector_set(const std::filesystem::path& project, const std::string& name,
                              const std::vector<std::filesystem::path>& files,
                              const std::vector<LanguageTag>& languages, const DiagnosticSink& sink);

/// Sorted by name.
std::vector<VectorSetAbout> list_vector_sets(const std::filesystem::path& project);

/// False if there is none of that name. Throws Error(io).
bool remove_vector_set(const std::filesystem::path& project, const std::string& name);

/// Immutable after opening; any number of threads may ask.
class VectorSets {
 public:
  /// A file that is damaged is reported and left out.
  static VectorSets open(const std::filesystem::path& project, const DiagnosticSink& sink);

  bool empty() const { return sets_.empty(); }
  /// Cosine of two terms by the first of their keys that is known, in the first set that has both; -1 to 1. Nothing
  /// where none has.
  std::optional<double> similarity(const LanguageTag& a, const std::vector<std::string>& a_keys, const LanguageTag& b,
                                   const std::vector<std::string>& b_keys) const;
  /// Tells the answers of one language apart.
  void add_to(const TermQuery& query, const LanguageTag& target, std::vector<Equivalent>& answers) const;

 private:
  struct Set {
    std::string name;
    std::map<LanguageTag, std::shared_ptr<const WordVectors>> languages;
  };
  std::vector<Set> sets_;
};

}  // namespace termknit
