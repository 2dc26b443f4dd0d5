// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/analysis_version.h"

#include <dlfcn.h>
#include <hunspell/hunspell.h>
#include <libstemmer.h>

#include "core/checksum.h"
#include "language/dictionary.h"

namespace termknit {

extern const char* const kLanguageSources;  // written by the build: cmake/sources_checksum.cmake

namespace {

/// Of the library file that holds `address`.
std::string library_stamp(const void* address) {
  Dl_info info{};
  if (!address || ::dladdr(address, &info) == 0 || !info.dli_fname) return "-";
  return to_hex(file_stamp(info.dli_fname));
}

template <typename Function>
std::string library_stamp(Function* function) {
  return library_stamp(reinterpret_cast<const void*>(function));
}

}  // namespace

std::string analysis_version(bool asks_voikko) {
  std::string version = kLanguageSources + library_stamp(&Hunspell_create) + library_stamp(&sb_stemmer_new);
  if (asks_voikko) version += library_stamp(address_in_voikko());
  return version;
}

}  // namespace termknit
