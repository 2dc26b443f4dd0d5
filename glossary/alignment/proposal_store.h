// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// evidence.db: what extraction and alignment found, with every witness. Derived, never decided: written whole by
// `align` and replaced whole.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "glossary/alignment/align.h"
#include "glossary/extraction/term_candidate.h"

namespace termknit {

/// A term of the store with its number.
struct StoredTerm {
  std::uint32_t number = 0;
  TermCandidate candidate{};
};

/// A proposed equivalent of a term.
struct StoredLink {
  std::uint32_t term = 0;  ///< the other term's number
  double confidence = 0;
  bool same_concept = false;  ///< clustering put both into one concept
  std::vector<Witness> witnesses{};
};

/// Read-only once open; one connection, not thread-safe.
class ProposalStore {
 public:
  /// Writes `file` whole or not at all. Numbers of terms are positions in `candidates`. Throws Error(io).
  static void write(const std::filesystem::path& file, const AttestedTerms& attested,
                    const std::vector<TermCandidate>& candidates, const Alignment& alignment,
                    const std::string& index_revision);
  /// Empty if there is no store, or one of another version or damaged: it is made again by the next `align`.
  static std::optional<ProposalStore> open(const std::filesystem::path& file);
  ~ProposalStore();
  ProposalStore(ProposalStore&&) noexcept;
  ProposalStore& operator=(ProposalStore&&) noexcept;

  std::string index_revision() const;
  std::vector<StoredTerm> terms() const;
  std::optional<StoredTerm> term(std::uint32_t number) const;
  /// Terms of `language` that have one of `keys`, in the order of the keys.
  std::vector<std::uint32_t> find(const LanguageTag& language, const std::vector<std::string>& keys) const;
  /// Links of a term to terms of `language`, best first.
  std::vector<StoredLink> links(std::uint32_t term, const LanguageTag& language) const;
  std::vector<ProposedConcept> concepts() const;
  /// The terms of one language as composition needs them.
  void load_attested(const LanguageTag& language, AttestedTerms& attested) const;
  /// Everything stored, one line an item, in canonical order.
  void dump(const std::function<void(std::string_view line)>& sink) const;

 private:
  struct Impl;
  explicit ProposalStore(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace termknit
