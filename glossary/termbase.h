// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The termbase: what people decided. SQLite (STRICT, WAL, foreign keys); every change is kept with who, when, before
// and after. Decisions and their reasons: docs/termbase-format.md.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "glossary/concept_entry.h"
#include "language/language_resources.h"

namespace termknit {

/// A term of the termbase that a look-up found.
struct TermbaseHit {
  std::string concept_id{};
  LanguageTag language{};
  std::string designation{};
  AdministrativeStatus status = AdministrativeStatus::unspecified;
  bool operator==(const TermbaseHit&) const = default;
};

/// A pair of terms that a person said are not equivalent; kept by content so that it is never proposed again.
struct RejectedPair {
  LanguageTag first_language{};
  std::string first_key{};
  LanguageTag second_language{};
  std::string second_key{};
  bool operator==(const RejectedPair&) const = default;
};

struct ChangeRecord {
  std::uint64_t number = 0;
  std::string when{};  ///< ISO 8601, UTC
  std::string who{};
  std::string action{};  ///< add, edit, delete, merge, split, import, reject, undo
  std::string concept_id{};
  std::string before{}, after{};  ///< the entry as JSON; empty if it was not there
};

/// One connection; not thread-safe. Any number of processes may read while one writes.
class Termbase {
 public:
  /// Opens or (with `create`) makes the termbase. Lemma keys made by another analyser are made again when writing is
  /// possible. Throws Error: not_found, corrupt, too_new, locked, io.
  static Termbase open(const std::filesystem::path& file, LanguageResources& resources, bool create,
                       bool read_only = false);
  ~Termbase();
  Termbase(Termbase&&) noexcept;
  Termbase& operator=(Termbase&&) noexcept;

  /// Stores a new entry; an empty id is given one. Returns the id. Throws Error(conflict) if the id is taken.
  std::string add(ConceptEntry entry, std::string_view who, std::string_view action = "add");
  /// Throws Error: not_found; conflict if `entry.revision` is not the stored one.
  void replace(const ConceptEntry& entry, std::string_view who, std::string_view action = "edit");
  void remove(std::string_view id, std::string_view who);
  /// Runs `f` in one transaction: all of it is stored, or nothing.
  void transaction(const std::function<void()>& f);

  std::optional<ConceptEntry> find(std::string_view id) const;
  /// In order of id. `f` returning false ends the walk.
  void for_each(const std::function<bool(const ConceptEntry&)>& f) const;
  std::uint64_t entry_count() const;

  /// Terms of `language` whose lemma key, or failing that folded form, is that of `term` in any inflection.
  std::vector<TermbaseHit> look_up(const LanguageTag& language, std::string_view term) const;

  /// True if a term of `language` has one of these keys; analyses nothing.
  bool has_key(const LanguageTag& language, const std::vector<std::string>& keys) const;

  void reject(const RejectedPair& pair, std::string_view who);
  std::vector<RejectedPair> rejected() const;

  std::vector<ChangeRecord> history(std::optional<std::string> id = std::nullopt) const;
  /// Reverts the last change that is not undone yet. Returns what it was; empty if there is nothing to undo.
  std::optional<ChangeRecord> undo(std::string_view who);

  /// Everything stored, one line an item, in canonical order.
  void dump(const std::function<void(std::string_view line)>& sink) const;
  void backup(const std::filesystem::path& file) const;

 private:
  struct Impl;
  explicit Termbase(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace termknit
