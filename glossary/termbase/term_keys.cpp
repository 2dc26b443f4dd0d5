// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/termbase/term_keys.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <map>
#include <mutex>
#include <numeric>
#include <thread>

#include "language/analyzer.h"

namespace termknit {
namespace {

constexpr std::size_t kWorthAThread = 512;  // terms: below it starting a thread costs more than it saves
constexpr std::size_t kPiece = 128;

/// What all threads share: pieces of the sorted list are taken one after the other.
struct Work {
  LanguageResources& resources;
  const std::vector<DesignationIn>& terms;
  std::vector<std::uint32_t> order;  ///< by language, then designation
  std::vector<TermKeys> keys;
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::exception_ptr failure{};

  bool same_as_before(std::size_t at) const {
    const DesignationIn &left = terms[order[at - 1]], &right = terms[order[at]];
    return left.language == right.language && left.designation == right.designation;
  }

  void run() {
    std::map<LanguageTag, Analyzer> analyzers;
    const std::size_t pieces = (order.size() + kPiece - 1) / kPiece;
    for (std::size_t ticket = next++; ticket < pieces; ticket = next++) {
      // From both ends: threads that work on the same language would wait for its one dictionary.
      const std::size_t piece = ticket % 2 == 0 ? ticket / 2 : pieces - 1 - ticket / 2;
      const std::size_t begin = piece * kPiece;
      const std::size_t end = std::min(begin + kPiece, order.size());
      for (std::size_t at = begin; at < end; ++at) {
        const DesignationIn& term = terms[order[at]];
        if (at > begin && same_as_before(at)) {
          keys[order[at]] = keys[order[at - 1]];
          continue;
        }
        auto it = analyzers.find(term.language);
        if (it == analyzers.end()) it = analyzers.emplace(term.language, Analyzer(resources, term.language)).first;
        keys[order[at]] = make_term_keys(it->second, term.designation);
      }
    }
  }

  /// At a thread's boundary: the first exception is kept for the thread that waits.
  void run_and_keep_failure() {
    try {
      run();
    } catch (...) {
      const std::lock_guard lock(mutex);
      if (!failure) failure = std::current_exception();
    }
  }
};

}  // namespace

std::vector<TermKeys> make_keys(LanguageResources& resources, const std::vector<DesignationIn>& terms, unsigned jobs) {
  Work work{.resources = resources, .terms = terms, .order = {}, .keys = {}, .mutex = {}};
  work.keys.resize(terms.size());
  work.order.resize(terms.size());
  std::iota(work.order.begin(), work.order.end(), 0U);
  std::sort(work.order.begin(), work.order.end(), [&](std::uint32_t a, std::uint32_t b) {
    if (terms[a].language != terms[b].language) return terms[a].language < terms[b].language;
    return terms[a].designation < terms[b].designation;
  });
  const auto useful = static_cast<unsigned>(std::min<std::size_t>(terms.size() / kWorthAThread, 64));
  std::vector<std::thread> threads;
  for (unsigned i = 1; i < std::min(std::max(1U, jobs), useful); ++i)
    threads.emplace_back([&work] { work.run_and_keep_failure(); });
  work.run_and_keep_failure();
  for (std::thread& thread : threads) thread.join();
  if (work.failure) std::rethrow_exception(work.failure);
  return std::move(work.keys);
}

}  // namespace termknit
