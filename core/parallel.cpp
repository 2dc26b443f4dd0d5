// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/parallel.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <latch>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace termknit {
namespace {

/// Threads that wait for work. They are kept because each has memory of its own (mimalloc): what an ended thread leaves
/// behind has to be taken over by others, page by page.
class Threads {
 public:
  ~Threads() {
    {
      const std::lock_guard lock(mutex_);
      ending_ = true;
    }
    given_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

  /// `work` begins at once: there is a thread for each piece, so that work may wait for other work.
  void run(std::function<void()> work) {
    const std::lock_guard lock(mutex_);
    work_.push_back(std::move(work));
    if (work_.size() > idle_) threads_.emplace_back([this] { wait_for_work(); });
    given_.notify_one();
  }

 private:
  void wait_for_work() {
    std::unique_lock lock(mutex_);
    for (;;) {
      ++idle_;
      given_.wait(lock, [this] { return ending_ || !work_.empty(); });
      --idle_;
      if (work_.empty()) return;
      const std::function<void()> work = std::move(work_.front());
      work_.pop_front();
      lock.unlock();
      work();
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable given_;
  std::deque<std::function<void()>> work_;
  std::vector<std::thread> threads_;
  std::size_t idle_ = 0;
  bool ending_ = false;
};

Threads& threads() {
  static Threads threads;
  return threads;
}

}  // namespace

void parallel_for(std::size_t count, unsigned jobs, const std::function<void(std::size_t, unsigned)>& work) {
  jobs = static_cast<unsigned>(std::min<std::size_t>(std::max(jobs, 1U), count));
  if (jobs <= 1) {
    for (std::size_t i = 0; i < count; ++i) work(i, 0);
    return;
  }
  std::atomic<std::size_t> next{0};
  std::mutex failure_mutex;
  std::exception_ptr failure;
  const auto run = [&](unsigned worker) {
    try {
      for (std::size_t i = next++; i < count; i = next++) work(i, worker);
    } catch (...) {  // thread boundary: handed to the caller below
      const std::lock_guard lock(failure_mutex);
      if (!failure) failure = std::current_exception();
      next = count;
    }
  };
  // Shared: the last to count may still be at it when the caller has gone on.
  const auto others = std::make_shared<std::latch>(jobs - 1);
  for (unsigned worker = 1; worker < jobs; ++worker) {
    threads().run([&run, others, worker] {
      run(worker);
      others->count_down();
    });
  }
  run(0);
  others->wait();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace termknit
