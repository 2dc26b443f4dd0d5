// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a dictionary engine (Hunspell, Voikko) says of one word form.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.h"
#include "language/language_settings.h"
#include "language/word_analysis.h"

namespace termknit {

/// One reading of a form.
struct Reading {
  std::string lemma{};
  std::vector<CompoundPart> parts{};
  PartOfSpeechSet parts_of_speech{};
  Gender gender = Gender::unspecified;
  /// A headword that the dictionary files under another, likelier one: lv deputāte under deputāts.
  bool hidden = false;
  /// An entry without a paradigm that stands beside an inflected reading: cs cenu, a case of cena in a phrase.
  bool frozen = false;
  /// The positive of a negated word, kept as a search key only: nespokojený -> spokojený.
  std::string other_key{};
};

/// Not thread-safe: each thread has its own, a twin of the first.
class Dictionary {
 public:
  virtual ~Dictionary() = default;
  /// Another one for another thread, which gives the same answers and shares what is large. May be called while this
  /// one is in use.
  virtual std::unique_ptr<Dictionary> twin() const = 0;
  /// Readings of `form` exactly as cased; empty if the dictionary does not know it.
  virtual std::vector<Reading> readings(std::string_view form) = 0;
  /// The word is spelled right, compounds included.
  virtual bool accepts(std::string_view word) = 0;
  /// Told from time to time: a word list that nobody asked for since a while is let go of, until it is asked for again.
  /// True if that was done now.
  virtual bool rest() { return false; }
  /// Calls `f(form, lemma)` for word forms the dictionary makes itself, for training a guesser; at most `limit`, spread
  /// over the whole.
  virtual void for_each_form(std::size_t limit,
                             const std::function<void(const std::string&, const std::string&)>& f) = 0;
  /// Calls `f(form, prefixes)`, in small letters, for every word `readings()` has an answer for, compounds and
  /// inflected participles left out; nothing if that is not known. `prefixes` are the classes of those that may stand
  /// in front of the form.
  virtual void for_every_form(
      const std::function<void(const std::string& form, const std::string& prefixes)>& f) const = 0;
  /// The text of every prefix with its class.
  virtual std::vector<std::pair<char, std::string>> prefixes() const = 0;
};

/// Null with a warning in `sink` if the files are missing or cannot be used. `folders` are searched in order.
std::unique_ptr<Dictionary> open_hunspell(const LanguageSettings& settings,
                                          const std::vector<std::filesystem::path>& folders,
                                          const DiagnosticSink& sink);
std::unique_ptr<Dictionary> open_voikko(const LanguageSettings& settings, const DiagnosticSink& sink);

/// Changes whenever Voikko may open another dictionary: the user's, the system's, or one of their files is another.
std::uint64_t voikko_stamp();
/// In libvoikko, which is loaded; null if it is not installed.
const void* address_in_voikko();

/// The .aff file of `settings.dictionary` in the first folder that has it with its .dic; empty if none.
std::filesystem::path find_hunspell_file(const LanguageSettings& settings,
                                         const std::vector<std::filesystem::path>& folders);

/// "de_DE" for "de": the first, in the order of the alphabet, of CODE and CODE_* that has both files; empty if none.
std::string find_hunspell_name(const std::string& code, const std::vector<std::filesystem::path>& folders);

/// Part of speech and gender by the lemma's ending, where the dictionary's classes say nothing.
void add_by_suffix(const LanguageSettings& settings, Reading& reading);

}  // namespace termknit
