// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/command.h"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace termknit::test {
namespace fs = std::filesystem;

TempFolder::TempFolder() {
  std::string pattern = (fs::temp_directory_path() / "termknit-test-XXXXXX").string();
  if (!::mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
  path_ = pattern;
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

fs::path TempFolder::write(const fs::path& name, std::string_view bytes) const {
  const fs::path file = path_ / name;
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return file;
}

std::string TempFolder::read(const fs::path& name) const {
  std::ifstream file(path_ / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

namespace {

struct Pipe {
  int ends[2] = {-1, -1};
  Pipe() {
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  }
  ~Pipe() {
    close_end(0);
    close_end(1);
  }
  void close_end(int i) {
    if (ends[i] >= 0) ::close(ends[i]);
    ends[i] = -1;
  }
};

/// A sanitizer's report ends a program with 1 by itself, which would pass for "nothing found".
void tell_sanitizers_apart() {
  for (const char* name : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"}) {
    const char* before = std::getenv(name);
    const std::string value = (before && *before ? std::string(before) + ":" : "") + "exitcode=99";
    ::setenv(name, value.c_str(), 1);
  }
}

void become(const fs::path& folder, const std::vector<std::string>& command, const RunOptions& options, Pipe& in,
            Pipe& out, Pipe& err) {
  ::dup2(in.ends[0], 0);
  if (options.out_file.empty()) {
    ::dup2(out.ends[1], 1);
  } else {
    const int file = ::open(options.out_file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    ::dup2(file, 1);
  }
  ::dup2(err.ends[1], 2);
  if (options.max_file_bytes != 0) {
    const rlimit limit{options.max_file_bytes, options.max_file_bytes};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    ::signal(SIGXFSZ, SIG_IGN);
  }
  if (::chdir(folder.c_str()) != 0) ::_exit(126);
  tell_sanitizers_apart();
  for (const auto& [name, value] : options.environment) ::setenv(name.c_str(), value.c_str(), 1);
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  ::execvp(arguments[0], arguments.data());
  ::_exit(127);
}

}  // namespace

CommandResult run_program(const fs::path& folder, const std::vector<std::string>& command, const RunOptions& options) {
  Pipe in, out, err;
  const auto start = std::chrono::steady_clock::now();
  const auto elapsed_ms = [&] {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start).count();
  };
  const pid_t child = ::fork();
  if (child == 0) become(folder, command, options, in, out, err);
  in.close_end(0);
  out.close_end(1);
  err.close_end(1);
  ::signal(SIGPIPE, SIG_IGN);
  ::fcntl(in.ends[1], F_SETFL, O_NONBLOCK);

  CommandResult result;
  std::string_view rest = options.input;
  bool killed = false;
  if (rest.empty()) in.close_end(1);
  while (out.ends[0] >= 0 || err.ends[0] >= 0) {
    pollfd fds[3] = {{out.ends[0], POLLIN, 0}, {err.ends[0], POLLIN, 0}, {in.ends[1], POLLOUT, 0}};
    ::poll(fds, 3, 10);
    if (options.kill_after_ms >= 0 && !killed && elapsed_ms() >= options.kill_after_ms) {
      ::kill(child, options.kill_signal);
      killed = true;
    }
    char buffer[65536];
    for (int i = 0; i < 2; ++i) {
      if ((fds[i].revents & (POLLIN | POLLHUP)) == 0) continue;
      Pipe& pipe = i == 0 ? out : err;
      const ssize_t got = ::read(pipe.ends[0], buffer, sizeof buffer);
      if (got > 0) {
        (i == 0 ? result.out : result.err).append(buffer, static_cast<std::size_t>(got));
      } else {
        pipe.close_end(0);
      }
    }
    if (fds[2].revents & (POLLOUT | POLLERR)) {
      const ssize_t put = ::write(in.ends[1], rest.data(), rest.size());
      if (put > 0) rest.remove_prefix(static_cast<std::size_t>(put));
      if (put < 0 && errno != EAGAIN) rest = {};
      if (rest.empty()) in.close_end(1);
    }
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  result.seconds = static_cast<double>(elapsed_ms()) / 1000;
  result.exit_code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  return result;
}

CommandResult run(const fs::path& folder, const std::vector<std::string>& arguments, const RunOptions& options) {
  RunOptions own = options;
  const auto set = [&own](const char* name, const std::string& value) { own.environment.try_emplace(name, value); };
  set("TERMKNIT_DATA", (source_folder() / "data").string());
  set("TERMKNIT_PREPARED", "/nothing-prepared");  // whatever an installed program has
  set("XDG_CACHE_HOME", (fs::path(TERMKNIT_TEST_BINARY_DIR) / "test-cache").string());
  set("TERMKNIT_PROJECT", "");
  set("LSAN_OPTIONS", "print_suppressions=0:suppressions=" + (source_folder() / "tests/lsan.supp").string());
  // Xapian 1.4's check of a database frees objects by their base class's size.
  set("ASAN_OPTIONS", "new_delete_type_mismatch=0");
  std::vector<std::string> command{TERMKNIT_TEST_PROGRAM};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return run_program(folder, command, own);
}

std::string compare_with_golden(const std::string& name, const std::string& actual) {
  const fs::path file = source_folder() / "tests/data/golden" / name;
  if (const char* update = std::getenv("TERMKNIT_UPDATE_GOLDEN"); update && *update == '1') {
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << actual;
    return {};
  }
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return fmt::format("no golden file {}; set TERMKNIT_UPDATE_GOLDEN=1 to make it", name);
  const std::string expected{std::istreambuf_iterator<char>(stream), {}};
  if (expected == actual) return {};
  std::istringstream wanted(expected), got(actual);
  std::string wanted_line, got_line;
  for (int line = 1;; ++line) {
    const bool more_wanted = static_cast<bool>(std::getline(wanted, wanted_line));
    const bool more_got = static_cast<bool>(std::getline(got, got_line));
    if (!more_wanted && !more_got) return "the texts differ in their line ends";
    if (!more_wanted) wanted_line = "(end)";
    if (!more_got) got_line = "(end)";
    if (wanted_line != got_line)
      return fmt::format("{}:{}: expected\n  {}\ngot\n  {}", name, line, wanted_line, got_line);
  }
}

fs::path source_folder() {
  return TERMKNIT_TEST_SOURCE_DIR;
}

fs::path shared_folder() {
  const fs::path folder = source_folder().parent_path() / "shared";
  return fs::is_directory(folder / "eval") ? folder : fs::path{};
}

}  // namespace termknit::test
