// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the public rules of TBX let pass and a terminologist would not: the same language twice in an entry, a term
// without text, homonyms nobody can tell apart. Every finding is a warning.

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace termknit {

constexpr std::size_t kMostRememberedTerms = 1'000'000;  ///< repeated terms are sought among so many

class TbxAdvice {
 public:
  /// Rule, message, mend, and the line and column concerned.
  using Report = std::function<void(std::string rule, std::string message, std::string mend, std::uint64_t line,
                                    std::uint64_t column)>;
  explicit TbxAdvice(Report report) : report_(std::move(report)) {}

  void start_entry();
  void start_language(std::string_view tag, std::uint64_t line, std::uint64_t column);
  void start_term_section();
  void term(std::string_view text, std::uint64_t line, std::uint64_t column);
  void part_of_speech(std::string_view value, bool v2, std::uint64_t line, std::uint64_t column);
  void end_term_section();
  /// A category's text, or a note.
  void value(std::string_view name, std::string_view text, std::uint64_t line, std::uint64_t column);

 private:
  struct Seen {
    std::uint64_t line = 0, entry = 0;
    bool has_part_of_speech = false;
  };
  void check_characters(std::string_view text, std::uint64_t line, std::uint64_t column);

  Report report_;
  std::uint64_t entry_ = 0;
  std::string language_;
  std::set<std::string> languages_;                 // of this entry
  std::unordered_set<std::uint64_t> designations_;  // of this language section, hashed
  std::string designation_;
  std::uint64_t line_ = 0, column_ = 0;
  bool has_part_of_speech_ = false;
  std::unordered_map<std::uint64_t, Seen> terms_;  // by hash of language and designation
};

}  // namespace termknit
