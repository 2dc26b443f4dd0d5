// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <cstdint>

#include "fuzz/targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static termknit::LanguageResources resources([] {
    termknit::LanguageResourcesOptions options;
    options.data_folder = TERMKNIT_FUZZ_DATA;
    return options;
  }());
  termknit::fuzz::analyze(resources, {reinterpret_cast<const char*>(data), size});
  return 0;
}
