// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/tbx_advice.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/checksum.h"
#include "core/tsv.h"
#include "language/language_tag.h"
#include "language/text.h"

namespace termknit {
namespace {

std::string shortened(std::string_view text) {
  constexpr std::size_t kMost = 60;
  return text.size() <= kMost ? std::string(text) : std::string(truncate_at_code_point(text, kMost)) + "...";
}

}  // namespace

void TbxAdvice::start_entry() {
  ++entry_;
  languages_.clear();
}

void TbxAdvice::start_language(std::string_view tag, std::uint64_t line, std::uint64_t column) {
  const auto parsed = LanguageTag::try_parse(tag);
  language_ = parsed ? parsed->str() : std::string(tag);
  designations_.clear();
  if (!parsed) {
    report_("language-tag", fmt::format("'{}' is no language tag", tag),
            "write one after BCP 47, such as 'de' or 'pt-BR'", line, column);
  } else if (tag.find('_') != tag.npos) {
    report_("language-tag", fmt::format("the language tag '{}' has an underscore", tag),
            fmt::format("write '{}'", language_), line, column);
  }
  if (languages_.contains(language_)) {
    report_("same-language-twice", fmt::format("two language sections of '{}' in one concept entry", tag),
            "put their terms into one section", line, column);
  } else if (languages_.size() < kMostRememberedTerms) {
    languages_.insert(language_);
  }
}

void TbxAdvice::start_term_section() {
  designation_.clear();
  has_part_of_speech_ = false;
  line_ = 0;
}

void TbxAdvice::check_characters(std::string_view text, std::uint64_t line, std::uint64_t column) {
  if (text != trim(text) || text.find_first_of("\n\t\r") != text.npos || text.find("  ") != text.npos) {
    report_("term-blanks",
            fmt::format("the term '{}' has blanks around it, or several in a row", shortened(trim(text))),
            "take them out: look-ups compare terms letter by letter", line, column);
  }
  std::string visible(text);
  std::replace_if(
      visible.begin(), visible.end(), [](char c) { return c == '\n' || c == '\t' || c == '\r'; }, ' ');
  // clean_text also composes; only what it takes out counts.
  if (to_nfc(visible) != clean_text(visible)) {
    report_("term-characters",
            fmt::format("the term '{}' holds invisible control characters", shortened(trim(clean_text(visible)))),
            "take them out, such as soft hyphens and direction marks", line, column);
  } else if (to_nfc(visible) != visible) {
    report_("term-characters", fmt::format("the term '{}' has letters split in parts", shortened(trim(text))),
            "store composed letters (Unicode NFC)", line, column);
  }
}

void TbxAdvice::term(std::string_view text, std::uint64_t line, std::uint64_t column) {
  if (trim(text).empty()) {
    report_("empty-term", "an empty term", "write the term, or delete its section", line, column);
    return;
  }
  check_characters(text, line, column);
  designation_ = to_nfc(trim(text));
  line_ = line;
  column_ = column;
  if (designations_.contains(checksum(designation_))) {
    report_("same-term-twice",
            fmt::format("the term '{}' stands twice in this language section", shortened(designation_)),
            "merge the two term sections", line, column);
  } else if (designations_.size() < kMostRememberedTerms) {
    designations_.insert(checksum(designation_));
  }
}

void TbxAdvice::part_of_speech(std::string_view value, bool v2, std::uint64_t line, std::uint64_t column) {
  has_part_of_speech_ = true;
  if (v2 && trim(value) == "properNoun") {
    report_("proper-noun", "the part of speech 'properNoun' is unknown to TBX v3",
            "write 'noun' if the file is to be read as v3", line, column);
  }
}

void TbxAdvice::end_term_section() {
  if (line_ == 0) return;
  const std::uint64_t key = checksum(language_ + '\0' + designation_);
  const auto it = terms_.find(key);
  if (it == terms_.end()) {
    if (terms_.size() < kMostRememberedTerms) terms_.emplace(key, Seen{line_, entry_, has_part_of_speech_});
    return;
  }
  if (it->second.entry == entry_ || (it->second.has_part_of_speech && has_part_of_speech_)) return;
  report_(
      "homonym",
      fmt::format("the term '{}' is also in another concept entry (line {}), and without a part of speech nobody can "
                  "tell the two apart",
                  shortened(designation_), it->second.line),
      "give both a part of speech, or merge the entries", line_, column_);
}

void TbxAdvice::value(std::string_view name, std::string_view text, std::uint64_t line, std::uint64_t column) {
  if (trim(text).empty())
    report_("empty-value", fmt::format("'{}' has no text", name), "write it, or delete the element", line, column);
}

}  // namespace termknit
