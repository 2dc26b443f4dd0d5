// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Hunspell behind UTF-8. We read the word list ourselves, which answers nearly all; Hunspell loads it when a word is
// left to it.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "language/affix_analyzer.h"
#include "language/affix_file.h"
#include "language/form_reach.h"
#include "language/language_profile.h"

class Hunspell;

namespace termknit {

/// Thread-safe: Hunspell itself has one user at a time, but hardly any word gets that far. Answers are the same whoever
/// gives them.
class HunspellEngine {
 public:
  /// What a thread asked last; each has its own.
  struct Last {
    FormReach::Last reach{};
    AffixAnalyzer::Last analyzer{};
    /// What Hunspell said of spellings: the same pieces of compounds come again.
    std::unordered_map<std::string, bool, StringHash, std::equal_to<>> accepted{};
  };

  /// Loads nothing yet. `affixes` is what `affix_file` says, and outlives the engine. `with_compounds`: analyses of
  /// compounds are wanted.
  HunspellEngine(std::filesystem::path affix_file, std::filesystem::path word_list, const AffixFile& affixes,
                 bool with_compounds = true);
  ~HunspellEngine();
  HunspellEngine(const HunspellEngine&) = delete;
  HunspellEngine& operator=(const HunspellEngine&) = delete;

  /// Morphological analyses of `form` as Hunspell writes them, in UTF-8; empty if it is none of the dictionary's forms,
  /// or longer than any word is. Compounds are left out if they are not wanted, and those of numbers (21st) where the
  /// dictionary has no others: Hunspell takes 1based for a form of 1.
  std::vector<std::string> analyze(std::string_view form, Last& last);
  bool spell(std::string_view word, Last& last);
  /// Those of the list; null where it cannot be understood. Reads it.
  std::shared_ptr<const EntryTable> entries();
  /// Told from time to time, as between two batches of articles. Where nothing was asked since the sixteenth time
  /// before, the word list is let go of (20 to 60 MB); the next question loads it again, in a tenth of a second. True
  /// if that was done now.
  bool rest();
  /// False only if no analysis says that a form is made of `entry` by the affix class `flag`.
  bool may_have_flag(std::string_view entry, char flag) const;

 private:
  struct End {
    void operator()(Hunspell* engine) const;
  };
  /// The word list as we read it ourselves.
  struct Entries {
    Entries(const AffixFile& affixes, std::string_view list, bool with_compounds)
        : reach(affixes, list), analyzer(affixes, reach, with_compounds) {}
    const FormReach reach;
    const AffixAnalyzer analyzer;
  };

  std::optional<std::vector<std::string>> ask(std::string_view form, bool list_was_asked);
  std::shared_ptr<const Entries> own_list() const;
  // Under engine_mutex_:
  void read_entries();
  Hunspell* loaded_engine(bool list_was_asked);
  void load();

  const std::filesystem::path affix_file_, word_list_;
  const AffixFile& affixes_;
  const bool with_compounds_;

  mutable std::shared_mutex entries_mutex_;
  std::shared_ptr<const Entries> entries_;

  std::mutex engine_mutex_;  // for what follows; taken before the other
  std::unique_ptr<Hunspell, End> engine_;
  std::atomic<bool> loaded_{false};  ///< Hunspell has loaded the list
  std::atomic<bool> tried_{false};   ///< to read it ourselves
  std::atomic<std::size_t> questions_{0};
  std::size_t questions_before_ = 0, rests_ = 0;  ///< at the last question's rest(), and how often since
  std::uint64_t stamp_ = 0;                       ///< of the list's file, when it was first read
};

}  // namespace termknit
