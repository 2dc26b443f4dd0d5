// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>

namespace termknit {

/// Calls `work(i, worker)` for every i in [0, count) on up to `jobs` threads; `worker` < jobs names the thread.
/// Items are handed out one at a time. The first exception stops handing out and is rethrown when all threads have
/// ended.
void parallel_for(std::size_t count, unsigned jobs, const std::function<void(std::size_t, unsigned)>& work);

}  // namespace termknit
