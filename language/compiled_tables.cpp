// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/compiled_tables.h"

#include <utility>

#include <fmt/format.h>

#include "core/checksum.h"
#include "core/file.h"
#include "language/analysis_version.h"
#include "language/text.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kLongestBeginning = 16, kBeginningOfWord = 8;  // bytes
constexpr std::size_t kTrainingForms = 250'000;

/// Of the content of the dictionary's files, the language's settings and our code: what guesser and form filter are
/// made of. About a millisecond.
std::uint64_t tables_stamp(const fs::path& affix_file, const fs::path& folder) {
  std::string sources = analysis_version(false);
  for (const fs::path& file : {affix_file, fs::path(affix_file).replace_extension(".dic"), folder / "language.tsv"}) {
    std::error_code ignored;
    sources += fs::exists(file, ignored) ? to_hex(checksum(read_file(file))) : "-";
  }
  return checksum(sources);
}

}  // namespace

std::uint64_t CompiledTables::stamp(const fs::path& affix_file) const {
  std::call_once(stamp_once_, [&] { stamp_ = tables_stamp(affix_file, folder_); });
  return stamp_;
}

/// Null if there is none of this stamp.
template <typename Made>
std::unique_ptr<Made> CompiledTables::load_kept(const fs::path& folder, const std::string& name,
                                                std::uint64_t stamp) const {
  if (folder.empty()) return nullptr;
  try {
    return Made::load(folder / name, stamp);
  } catch (const Error& error) {
    report(options_.sink, Severity::warning, error.message() + "; made again", error.place());
  }
  return nullptr;
}

template <typename Made>
std::unique_ptr<Made> CompiledTables::load_or_make(std::string_view extension,
                                                   const std::function<std::unique_ptr<Made>()>& make) const {
  const fs::path source = find_hunspell_file(settings_, options_.dictionary_folders);
  if (source.empty()) return nullptr;
  const std::string name = fmt::format("{}.{}", language_.str(), extension);
  const std::uint64_t stamp = this->stamp(source);
  for (const fs::path& folder : {options_.cache_folder, options_.prepared_folder}) {
    if (auto kept = load_kept<Made>(folder, name, stamp)) return kept;
  }
  std::unique_ptr<Made> made;
  {
    // One language at a time: reading a whole dictionary takes more memory than all that is kept of it.
    static std::mutex making;
    const std::lock_guard lock(making);
    made = make();
  }
  if (options_.cache_folder.empty()) return made;
  try {
    made->save(options_.cache_folder / name, stamp);
  } catch (const Error& error) {
    report(options_.sink, Severity::note, fmt::format("{} not kept: {}", extension, error.message()), error.place());
  }
  return made;
}

const SuffixGuesser* CompiledTables::guesser(Dictionary* dictionary) {
  if (!dictionary) return nullptr;
  std::call_once(guesser_once_, [&] {
    guesser_ = load_or_make<SuffixGuesser>("guesser", [&] {
      return std::make_unique<SuffixGuesser>(SuffixGuesser::train([&](const auto& f) {
        dictionary->for_each_form(kTrainingForms, [&](const std::string& form, const std::string& lemma) {
          f(to_lower(form), to_lower(lemma));
        });
      }));
    });
  });
  return guesser_.get();
}

const FormFilter* CompiledTables::forms(Dictionary* dictionary) {
  if (!dictionary) return nullptr;
  std::call_once(forms_once_, [&] {
    // Compounds are cut where no word begins as what is left of them; words typed without diacritics need less.
    const std::size_t longest_beginning = settings_.splits_compounds ? kLongestBeginning : kBeginningOfWord;
    auto filter = load_or_make<FormFilter>("forms", [&] {
      auto made = std::make_unique<FormFilter>();
      made->set_longest_beginning(longest_beginning);
      dictionary->for_every_form([&](const std::string& form, const std::string& prefixes) {
        made->add(form, prefixes);
        made->add_beginnings(form);
      });
      return made;
    });
    if (filter) {
      filter->set_longest_beginning(longest_beginning);
      filter->set_prefixes(dictionary->prefixes());
    }
    forms_ = std::move(filter);
  });
  return forms_.get();
}

}  // namespace termknit
