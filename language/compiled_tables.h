// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What is made of a language's dictionary once and kept in the cache folder, for as long as the dictionary stays what
// it is: the form filter and the suffix guesser.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "language/dictionary.h"
#include "language/form_filter.h"
#include "language/language_resources.h"
#include "language/language_settings.h"
#include "language/language_tag.h"
#include "language/suffix_guesser.h"

namespace termknit {

/// Thread-safe. Each table is loaded, or made, when it is first asked for.
class CompiledTables {
 public:
  /// `folder`: of the language's data. All must outlive this object.
  CompiledTables(const LanguageResourcesOptions& options, const LanguageTag& language,
                 const std::filesystem::path& folder, const LanguageSettings& settings)
      : options_(options), language_(language), folder_(folder), settings_(settings) {}

  /// Null without a dictionary, or where it is none of Hunspell's.
  const FormFilter* forms(Dictionary* dictionary);
  const SuffixGuesser* guesser(Dictionary* dictionary);

 private:
  template <typename Made>
  std::unique_ptr<Made> load_kept(const std::filesystem::path& folder, const std::string& name,
                                  std::uint64_t stamp) const;
  template <typename Made>
  std::unique_ptr<Made> load_or_make(std::string_view extension,
                                     const std::function<std::unique_ptr<Made>()>& make) const;

  const LanguageResourcesOptions& options_;
  const LanguageTag& language_;
  const std::filesystem::path& folder_;
  const LanguageSettings& settings_;
  std::uint64_t stamp(const std::filesystem::path& affix_file) const;

  std::once_flag forms_once_, guesser_once_;
  mutable std::once_flag stamp_once_;
  mutable std::uint64_t stamp_ = 0;
  std::unique_ptr<const SuffixGuesser> guesser_;
  std::unique_ptr<const FormFilter> forms_;
};

}  // namespace termknit
