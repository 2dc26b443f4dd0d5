// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/reader_worker.h"

#include <algorithm>
#include <csignal>
#include <new>

#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "indexer/worker/message_socket.h"
#include "indexer/worker/reader_protocol.h"
#include "language/text.h"

namespace termknit {
namespace {

// AddressSanitizer maps terabytes for its own books.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool kLimitsMemory = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr bool kLimitsMemory = false;
#else
constexpr bool kLimitsMemory = true;
#endif
#else
constexpr bool kLimitsMemory = true;
#endif

constexpr rlim_t kMostFiles = 16;  // poppler reads its tables of Asian characters
constexpr std::uint64_t kMostRequestBytes = std::uint64_t{1} << 31;

void limit(decltype(RLIMIT_CPU) what, rlim_t most) {
  const rlimit value{most, most};
  ::setrlimit(what, &value);
}

/// For the process's life: no files written, few opened, no core, no privileges, and Ctrl-C is for the one that asks.
void set_process_limits() {
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_NOFILE, kMostFiles);
  limit(RLIMIT_CORE, 0);
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  for (const int signal : {SIGINT, SIGQUIT, SIGHUP, SIGXFSZ}) std::signal(signal, SIG_IGN);
  for (const int signal : {SIGPIPE, SIGTERM, SIGALRM, SIGXCPU}) std::signal(signal, SIG_DFL);
}

/// CPU time counts for the whole process: each file's share begins at what is used already.
void set_file_limits(const ReaderLimits& limits) {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  rlimit cpu{};
  ::getrlimit(RLIMIT_CPU, &cpu);
  cpu.rlim_cur = static_cast<rlim_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + 1 + limits.cpu_seconds;
  cpu.rlim_cur = std::min(cpu.rlim_cur, cpu.rlim_max);
  ::setrlimit(RLIMIT_CPU, &cpu);
  if (kLimitsMemory) limit(RLIMIT_AS, limits.memory_bytes);
  ::alarm(limits.wall_seconds);  // for the case that nobody is left to end a process that waits
}

ReadAnswer failed(ErrorKind kind, std::string_view message) {
  ReadAnswer answer;
  answer.failure = kind;
  answer.message = replace_invalid_utf8(message);
  return answer;
}

ReadAnswer answer_to(const ReadRequest& request, const ReadFunction& read) {
  std::vector<Diagnostic> diagnostics;
  const DiagnosticSink sink = [&](const Diagnostic& diagnostic) {
    diagnostics.push_back(diagnostic);
    diagnostics.back().message = replace_invalid_utf8(diagnostic.message);
  };
  ReadAnswer answer;
  try {
    answer.article = read(request.bytes, request.format, request.options, sink);
  } catch (const Error& error) {
    const Place place{{}, error.place().line, error.place().column};
    answer = failed(error.kind(),
                    place.line == 0 ? error.message() : fmt::format("{} (line {})", error.message(), place.line));
  } catch (const std::bad_alloc&) {
    answer =
        failed(ErrorKind::limit, fmt::format("needs more than {} MB of memory", request.limits.memory_bytes >> 20));
  } catch (const std::exception& error) {
    answer = failed(ErrorKind::malformed, fmt::format("cannot be read: {}", error.what()));
  }
  answer.diagnostics = std::move(diagnostics);
  return answer;
}

}  // namespace

int run_reader_worker(int descriptor, const ReadFunction& read) {
  set_process_limits();
  MessageSocket socket(descriptor);
  std::string message;
  while (socket.receive(message, kMostRequestBytes) == SendResult::sent) {
    const auto request = unpack_request(message);
    if (!request) return 1;
    set_file_limits(request->limits);
    const std::string answer = pack(answer_to(*request, read));
    ::alarm(0);
    if (socket.send(answer) != SendResult::sent) return 1;
    if (message.capacity() > (1U << 20)) message = {};
  }
  return 0;
}

}  // namespace termknit
