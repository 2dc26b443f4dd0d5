// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/language_world.h"

#include <filesystem>

#include "tests/support/command.h"

namespace termknit::test {

LanguageResources& language_resources() {
  static LanguageResources resources([] {
    LanguageResourcesOptions options;
    options.data_folder = source_folder() / "data";
    options.cache_folder = std::filesystem::path(TERMKNIT_TEST_BINARY_DIR) / "test-cache" / "termknit";
    std::filesystem::create_directories(options.cache_folder);
    return options;
  }());
  return resources;
}

LanguageTag lang(const char* code) {
  return LanguageTag::parse(code);
}

bool has_dictionary(const char* code) {
  return language_resources().level(lang(code)) <= AnalysisLevel::dictionary;
}

}  // namespace termknit::test
