// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Libraries that are loaded when one of their functions is first called. Most commands call none, and loading one with
// all that it needs takes every command a millisecond or more.

#include <atomic>
#include <mutex>

namespace termknit {

class LazyLibrary {
 public:
  /// `file` is looked for as the system does; `package` is what to install where it is missing.
  constexpr LazyLibrary(const char* file, const char* package) : file_(file), package_(package) {}
  LazyLibrary(const LazyLibrary&) = delete;
  LazyLibrary& operator=(const LazyLibrary&) = delete;

  /// Throws Error(io) if the library or the function is missing. Stays loaded.
  void* find(const char* function);

 private:
  const char *file_, *package_;
  std::mutex mutex_;
  void* handle_ = nullptr;
};

/// A function of such a library, called like the function itself: TERMKNIT_LAZY_FUNCTION(library, f);
template <typename Function>
class LazyFunction {
 public:
  constexpr LazyFunction(LazyLibrary& library, const char* name) : library_(library), name_(name) {}

  template <typename... Arguments>
  auto operator()(Arguments... arguments) {
    return address()(arguments...);
  }

  Function* address() {
    Function* function = function_.load(std::memory_order_relaxed);
    if (!function) {
      function = reinterpret_cast<Function*>(library_.find(name_));
      function_.store(function, std::memory_order_relaxed);
    }
    return function;
  }

 private:
  LazyLibrary& library_;
  const char* name_;
  std::atomic<Function*> function_ = nullptr;
};

}  // namespace termknit

/// In the source that includes the library's header, in a namespace of its own.
#define TERMKNIT_LAZY_FUNCTION(library, name)                 \
  constinit ::termknit::LazyFunction<decltype(::name)> name { \
    library, #name                                            \
  }
