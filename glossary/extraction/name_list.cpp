// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/extraction/name_list.h"

#include "core/file.h"
#include "core/tsv.h"
#include "glossary/extraction/word_shape.h"
#include "language/region_names.h"
#include "language/text.h"

namespace termknit {
namespace {

/// The words of a file, '#' before a comment; none if it is not there.
StringSet read_words(const std::filesystem::path& file) {
  StringSet words;
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return words;
  for_each_line(read_file(file), [&](std::string_view line, std::size_t) {
    if (line.starts_with('#')) return;
    for (const std::string_view word : split(line, ' ')) {
      if (!word.empty()) words.emplace(word);
    }
  });
  return words;
}

}  // namespace

NameList::NameList(const std::filesystem::path& data_folder, const LanguageTag& language)
    : units_(read_words(data_folder / "names" / "units.txt")),
      acronyms_(read_words(data_folder / "names" / "organisations.txt")) {
  for (const std::string& name : region_names(language)) {
    if (name.find_first_of(" (") == std::string::npos) countries_.insert(fold(name));
  }
}

bool NameList::contains(std::string_view form, std::string_view lemma) const {
  const WordShape shape = word_shape(form, true);
  if (!shape.capital) return false;
  if (acronyms_.contains(std::string(form.substr(0, form.find('-'))))) return true;
  return countries_.contains(fold(form)) || countries_.contains(std::string(lemma));
}

}  // namespace termknit
