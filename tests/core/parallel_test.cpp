// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/parallel.h"

#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace termknit {
namespace {

TEST(ParallelFor, MayBeCalledWithinItself) {
  std::atomic<int> done{0};
  parallel_for(8, 4, [&](std::size_t, unsigned) { parallel_for(100, 3, [&](std::size_t, unsigned) { ++done; }); });
  EXPECT_EQ(done, 800);
}

TEST(ParallelFor, ServesSeveralCallersAtOnce) {
  std::atomic<int> done{0};
  std::vector<std::thread> callers;
  for (int i = 0; i < 6; ++i) {
    callers.emplace_back([&] {
      for (int round = 0; round < 50; ++round) parallel_for(20, 3, [&](std::size_t, unsigned) { ++done; });
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(done, 6 * 50 * 20);
}

TEST(ParallelFor, LetsWorkWaitForOtherWork) {
  std::atomic<unsigned> there{0};
  parallel_for(5, 5, [&](std::size_t, unsigned) {
    ++there;
    while (there < 5) std::this_thread::yield();  // never ends unless all five run at once
  });
  EXPECT_EQ(there, 5U);
}

TEST(ParallelFor, WorksOnAfterAFailure) {
  for (int round = 0; round < 3; ++round) {
    EXPECT_THROW(parallel_for(50, 4,
                              [](std::size_t i, unsigned) {
                                if (i == 7) throw std::runtime_error("seven");
                              }),
                 std::runtime_error);
  }
  std::atomic<int> done{0};
  parallel_for(50, 4, [&](std::size_t, unsigned worker) { done += worker < 4; });
  EXPECT_EQ(done, 50);
}

}  // namespace
}  // namespace termknit
