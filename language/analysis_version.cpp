// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/analysis_version.h"

#include <dlfcn.h>
#include <hunspell/hunspell.h>
#include <libstemmer.h>

#include "core/checksum.h"
#include "core/error.h"
#include "language/voikko_library.h"

namespace termknit {

extern const char* const kLanguageSources;  // written by the build: cmake/sources_checksum.cmake

namespace {

/// Of the file that `function` was loaded from.
template <typename Function>
std::string library_stamp(Function* function) {
  Dl_info info{};
  if (::dladdr(reinterpret_cast<const void*>(function), &info) == 0 || !info.dli_fname) return {};
  return to_hex(file_stamp(info.dli_fname));
}

}  // namespace

std::string analysis_version(bool asks_voikko) {
  std::string version = kLanguageSources + library_stamp(&Hunspell_create) + library_stamp(&sb_stemmer_new);
  if (asks_voikko) {
    try {
      version += library_stamp(voikkoInit.address());
    } catch (const Error&) {
      version += '-';  // not installed
    }
  }
  return version;
}

}  // namespace termknit
