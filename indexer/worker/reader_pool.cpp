// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/reader_pool.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <mutex>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "indexer/worker/message_socket.h"

namespace termknit {
namespace {

constexpr std::uint64_t kMostAnswerBytes = std::uint64_t{1} << 30;
constexpr std::size_t kFilesPerProcess = 5'000;  // what a parser leaks ends with its process

/// One reading process. Ended and reaped by the destructor.
struct ReaderProcess {
  pid_t id = -1;
  MessageSocket socket{};
  std::size_t files = 0;

  ReaderProcess() = default;
  ReaderProcess(const ReaderProcess&) = delete;
  ReaderProcess& operator=(const ReaderProcess&) = delete;
  ~ReaderProcess() { end(); }

  /// Closes the socket, kills what still runs and returns the wait status.
  int end() {
    int status = 0;
    if (id <= 0) return status;
    socket = MessageSocket();
    ::kill(id, SIGKILL);
    while (::waitpid(id, &status, 0) < 0 && errno == EINTR) continue;
    id = -1;
    return status;
  }

  /// The wait status of a process that closed its end by itself.
  int reap() {
    for (int tries = 0; tries < 100; ++tries) {
      int status = 0;
      if (const pid_t done = ::waitpid(id, &status, WNOHANG); done == id) {
        id = -1;
        return status;
      }
      ::usleep(1'000);
    }
    return end();
  }
};

class SpawnActions {
 public:
  explicit SpawnActions(int socket) {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawn_file_actions_adddup2(&actions_, socket, 0);
    ::posix_spawn_file_actions_addopen(&actions_, 1, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions_, 2, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addclosefrom_np(&actions_, 3);
  }
  ~SpawnActions() { ::posix_spawn_file_actions_destroy(&actions_); }
  SpawnActions(const SpawnActions&) = delete;
  SpawnActions& operator=(const SpawnActions&) = delete;
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

std::unique_ptr<ReaderProcess> start(const std::vector<std::string>& command) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    throw Error(ErrorKind::internal, fmt::format("no socket for a reading process: {}", std::strerror(errno)));
  auto process = std::make_unique<ReaderProcess>();
  process->socket = MessageSocket(ends[0]);
  const MessageSocket theirs(ends[1]);
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const SpawnActions actions(ends[1]);
  // Executed anew, not forked: other threads may hold locks at this moment, and the parent's memory is none of the
  // parser's business.
  const int failure = ::posix_spawn(&process->id, arguments[0], actions.get(), nullptr, arguments.data(), environ);
  if (failure != 0) {
    process->id = -1;
    throw Error(ErrorKind::internal, fmt::format("a reading process cannot be started: {}", std::strerror(failure)),
                {command.front()});
  }
  return process;
}

}  // namespace

std::string reader_program() {
  namespace fs = std::filesystem;
  constexpr const char* kName = "termknit-reader";
  std::error_code ignored;
  const fs::path folder = fs::read_symlink("/proc/self/exe", ignored).parent_path();
  const fs::path installed = fs::path(TERMKNIT_LIBEXEC) / kName;
  for (const fs::path& path : {folder / kName, folder.parent_path() / "libexec/termknit" / kName,
                               folder.parent_path() / kName, folder.parent_path().parent_path() / kName}) {
    if (fs::exists(path, ignored)) return path.string();
  }
  return installed.string();
}

struct ReaderPool::Impl {
  std::vector<std::string> command;
  ReaderLimits limits;
  StopRequested stop;
  mutable std::mutex mutex;
  std::vector<std::unique_ptr<ReaderProcess>> idle;
  std::size_t started = 0;

  std::unique_ptr<ReaderProcess> take() {
    {
      const std::lock_guard lock(mutex);
      if (!idle.empty()) {
        std::unique_ptr<ReaderProcess> process = std::move(idle.back());
        idle.pop_back();
        return process;
      }
      ++started;
    }
    return start(command);
  }

  void give_back(std::unique_ptr<ReaderProcess> process) {
    if (++process->files >= kFilesPerProcess) return;
    const std::lock_guard lock(mutex);
    idle.push_back(std::move(process));
  }

  [[noreturn]] void took_too_long(const std::string& name) const {
    throw Error(ErrorKind::limit, fmt::format("took longer than {} s to read", limits.cpu_seconds), {name});
  }

  /// The process closed the connection: why?
  [[noreturn]] void ended(ReaderProcess& process, const std::string& name) const {
    const int status = process.reap();
    if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGALRM)) took_too_long(name);
    const std::string how = WIFSIGNALED(status) ? fmt::format("signal {}", WTERMSIG(status))
                                                : fmt::format("exit code {}", WEXITSTATUS(status));
    throw Error(ErrorKind::malformed, fmt::format("crashed its reader ({})", how), {name});
  }

  ReadAnswer ask(ReaderProcess& process, const ReadRequest& request) const {
    const std::string& name = request.options.name;
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(limits.wall_seconds);
    std::string message;
    SendResult result = process.socket.send(pack(request), deadline, stop);
    if (result == SendResult::sent) result = process.socket.receive(message, kMostAnswerBytes, deadline, stop);
    if (result == SendResult::timed_out) took_too_long(name);
    if (result == SendResult::closed) ended(process, name);
    auto answer = unpack_answer(message);
    if (!answer) throw Error(ErrorKind::malformed, "crashed its reader (no sensible answer)", {name});
    return std::move(*answer);
  }
};

ReaderPool::ReaderPool(std::vector<std::string> command, ReaderLimits limits, StopRequested stop)
    : impl_(std::make_unique<Impl>()) {
  impl_->command = command.empty() ? std::vector{reader_program()} : std::move(command);
  impl_->limits = limits;
  impl_->stop = std::move(stop);
}

ReaderPool::~ReaderPool() = default;

std::size_t ReaderPool::started() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->started;
}

ReadArticle ReaderPool::read(std::string_view bytes, ArticleFormat format, const ReadOptions& options,
                             const DiagnosticSink& sink) {
  if (!is_risky(format)) return read_plain_article(bytes, format, options, sink);
  std::unique_ptr<ReaderProcess> process = impl_->take();
  ReadAnswer answer =
      impl_->ask(*process, {.format = format, .options = options, .limits = impl_->limits, .bytes = bytes});
  impl_->give_back(std::move(process));
  if (sink) {
    for (const Diagnostic& diagnostic : answer.diagnostics) sink(diagnostic);
  }
  if (!answer.article) {
    // A bug over there (a parser that could not be made) is one file's trouble here.
    const ErrorKind kind = answer.failure == ErrorKind::internal ? ErrorKind::malformed : answer.failure;
    throw Error(kind, answer.message, {options.name});
  }
  return std::move(*answer.article);
}

}  // namespace termknit
