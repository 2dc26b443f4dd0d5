// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The termbase's tables of terms and of their lemma keys: what a look-up by an inflected form reads. An import adds
// hundreds of thousands of terms in one transaction, so keys are made in batches, each on a thread of its own, and
// written in their own order at the end.

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "glossary/entries/concept_entry.h"
#include "glossary/termbase/sqlite.h"
#include "language/language_resources.h"

namespace termknit {

/// Ranks in `term_key` from here on are of the parts of a term's compounds; below, of the term itself.
constexpr std::int64_t kPartRank = 100;

/// Works inside the transactions of its owner.
class TermIndex {
 public:
  /// `jobs`: batches under way at a time; 0: as many as there are cores.
  TermIndex(const sqlite::Connection& database, LanguageResources& resources, unsigned jobs);
  ~TermIndex();

  /// Notes the terms of an entry; they can be found after `flush`.
  void add(std::int64_t entry_number, const ConceptEntry& entry);
  void remove(std::int64_t entry_number);
  /// Writes everything noted. Called before a commit and before any look-up.
  void flush();
  /// Forgets what was noted: the transaction is rolled back.
  void discard();

  /// Languages whose keys were made by another analysis than today's, so that inflected forms may not be found.
  std::vector<LanguageTag> outdated();
  void rekey(const LanguageTag& language);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace termknit
