// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lazy_library.h"

#include <string>

#include <dlfcn.h>

#include "core/error.h"

namespace termknit {

void* LazyLibrary::find(const char* function) {
  const std::lock_guard lock(mutex_);
  if (!handle_) handle_ = ::dlopen(file_, RTLD_LAZY | RTLD_LOCAL);
  void* found = handle_ ? ::dlsym(handle_, function) : nullptr;
  if (found) return found;
  const char* reason = ::dlerror();
  throw Error(ErrorKind::io, std::string("the library ") + file_ + " cannot be used (" +
                                 (reason ? reason : "unknown reason") + "); install package " + package_);
}

}  // namespace termknit
