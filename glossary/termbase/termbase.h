// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The termbase: what people decided. SQLite (STRICT, WAL, foreign keys); every change is kept with who, when, before
// and after. docs/termbase.md describes the tables.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "glossary/entries/glossary.h"
#include "language/language_resources.h"

namespace termknit {

/// A term of the termbase, or of a glossary beside it, that a look-up found.
struct TermbaseHit {
  std::string concept_id{};
  LanguageTag language{};  ///< of the section it stands in: "de-AT" where "de" was asked for
  std::string designation{};
  AdministrativeStatus status = AdministrativeStatus::unspecified;
  std::string glossary{};  ///< name of the read-only glossary; empty: the project's own termbase
  bool operator==(const TermbaseHit&) const = default;
};

/// A term with what tells it from others without reading its entry.
struct KeyedTerm {
  std::string concept_id{};
  LanguageTag language{};
  std::string designation{};
  PartOfSpeech part_of_speech = PartOfSpeech::other;
  AdministrativeStatus status = AdministrativeStatus::unspecified;
  std::size_t rank = 0;  ///< of the key in question: 0 folded as typed, 1 display lemmas, more: other readings
  bool operator==(const KeyedTerm&) const = default;
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
  std::uint64_t group = 0;  ///< changes of one transaction have the same; what undo() reverts together
  std::string when{};       ///< ISO 8601, UTC
  std::string who{};
  std::string action{};  ///< add, edit, delete, merge, split, import, reject, undo
  std::string concept_id{};
  std::string before{}, after{};  ///< the entry as JSON; empty if it was not there
  bool undone = false;
};

struct HistoryOptions {
  std::optional<std::string> id{};  ///< of one entry only
  bool newest_first = false;
  std::size_t limit = 0;  ///< 0: all
};

/// What one undo() reverted.
struct UndoneStep {
  std::uint64_t group = 0;
  std::string when{}, who{}, action{};  ///< of its first change
  std::vector<std::string> concept_ids{};
};

/// What an import does with an entry whose id is there already, with other content.
enum class ImportPolicy { skip, replace, keep_both };
enum class ImportOutcome { added, replaced, unchanged, skipped, kept_both };
struct ImportedEntry {
  ImportOutcome outcome = ImportOutcome::added;
  std::string id{};           ///< under which the entry is stored
  bool added_before = false;  ///< an entry of its id was added earlier in the same transaction: both are kept
};

struct TermbaseSettings {
  double wait_seconds = 5;  ///< for another writer
  unsigned jobs = 0;        ///< threads that analyse the terms of large additions; 0: all cores
};

/// One connection; not thread-safe. Any number of processes may read while one writes.
class Termbase {
 public:
  /// Opens or (with `create`) makes the termbase. A file of an older schema is brought up to date, even for reading;
  /// lemma keys made by another analyser are made again when it is opened for writing. Throws Error: not_found, corrupt
  /// (damaged, empty, no termbase), too_new, locked, io.
  static Termbase open(const std::filesystem::path& file, LanguageResources& resources, bool create,
                       bool read_only = false, const TermbaseSettings& settings = {});
  ~Termbase();
  Termbase(Termbase&&) noexcept;
  Termbase& operator=(Termbase&&) noexcept;

  /// Stores a new entry; an empty id is given one. Returns the id. Throws Error(conflict) if the id is taken.
  std::string add(ConceptEntry entry, std::string_view who, std::string_view action = "add");
  /// Throws Error: not_found; conflict if `entry.revision` is not the stored one.
  void replace(const ConceptEntry& entry, std::string_view who, std::string_view action = "edit");
  void remove(std::string_view id, std::string_view who, std::string_view action = "delete");
  /// An entry from a file: stored if its id is new (or empty), else by `policy`; where an entry of its id was added in
  /// the same transaction, both are kept, for they are of one file. For many entries in one transaction:
  /// lemma keys are made in batches, and a look-up in between costs writing them.
  ImportedEntry import(ConceptEntry entry, std::string_view who, ImportPolicy policy);
  /// Runs `f` in one transaction: all of it is stored, or nothing. Its changes are one step of undo().
  void transaction(const std::function<void()>& f);

  std::optional<ConceptEntry> find(std::string_view id) const;
  /// In order of id. `f` returning false ends the walk.
  void for_each(const std::function<bool(const ConceptEntry&)>& f) const;
  std::uint64_t entry_count() const;

  /// Terms of `language` whose lemma key, or failing that folded form, is that of `term` in any inflection.
  std::vector<TermbaseHit> look_up(const LanguageTag& language, std::string_view term) const;

  /// Terms of `language` that have `term`, in any inflection, as a part of a compound: Kundenergebnis for Ergebnis. The
  /// first `limit` that were stored. A form that is itself listed as a term is not analysed.
  std::vector<TermbaseHit> look_up_parts(const LanguageTag& language, std::string_view term, std::size_t limit) const;

  /// True if a term of `language` has one of these keys; analyses nothing.
  bool has_key(const LanguageTag& language, const std::vector<std::string>& keys) const;

  /// Keeps the people that transactions point to; one of the same id is replaced.
  void keep_people(const std::vector<Person>& people);
  /// In order of id.
  std::vector<Person> people() const;

  /// Ids of the entries that may refer to one of `ids` (whose JSON mentions it as a target), in order. Reads
  /// everything.
  std::vector<std::string> referring_to(const std::vector<std::string>& ids) const;

  /// Every lemma key that terms of two or more entries share, in order of language and key; the terms in order of
  /// entry. One pass over the keys.
  void for_each_shared_key(const std::function<void(const LanguageTag& language, const std::string& key,
                                                    const std::vector<KeyedTerm>& terms)>& f) const;

  void reject(const RejectedPair& pair, std::string_view who);
  std::vector<RejectedPair> rejected() const;

  /// In order of time. `f` returning false ends the walk.
  void for_each_change(const HistoryOptions& options, const std::function<bool(const ChangeRecord&)>& f) const;
  std::vector<ChangeRecord> history(std::optional<std::string> id = std::nullopt) const;
  /// Reverts the last group of changes that is not undone yet. Returns what it was; empty if there is nothing to undo.
  std::optional<UndoneStep> undo(std::string_view who);

  /// Everything stored, one line an item, in canonical order.
  void dump(const std::function<void(std::string_view line)>& sink) const;
  /// A consistent copy, also while another process writes. Throws Error(io) if `file` is there.
  void backup(const std::filesystem::path& file) const;
  /// Reads every page. Empty if the file is sound, else SQLite's finding.
  std::string damage() const;

 private:
  struct Impl;
  explicit Termbase(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace termknit
