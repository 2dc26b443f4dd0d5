// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Runs the termknit program as a user does: a fresh folder, exit code, stdout and stderr apart.

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace termknit::test {

/// A folder of its own that is removed at the end.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }
  /// Writes `bytes` to `name` below the folder, making folders on the way. Returns the path.
  std::filesystem::path write(const std::filesystem::path& name, std::string_view bytes) const;
  std::string read(const std::filesystem::path& name) const;

 private:
  std::filesystem::path path_;
};

struct CommandResult {
  int exit_code = -1;  ///< 128 + n when ended by signal n
  std::string out{}, err{};
  double seconds = 0;  ///< wall time
};

struct RunOptions {
  std::string input{};                               ///< stdin
  std::map<std::string, std::string> environment{};  ///< on top of the test's own
  int kill_after_ms = -1;                            ///< send `kill_signal` after this time
  int kill_signal = 9;
  std::string out_file{};            ///< where stdout goes instead ("/dev/full")
  std::uint64_t max_file_bytes = 0;  ///< RLIMIT_FSIZE; 0: none
};

/// Runs `termknit ARGUMENTS` in `folder`, with a cache folder shared by the tests of a build and no settings of the
/// user's.
CommandResult run(const std::filesystem::path& folder, const std::vector<std::string>& arguments,
                  const RunOptions& options = {});

/// Any other program by its path or name.
CommandResult run_program(const std::filesystem::path& folder, const std::vector<std::string>& command,
                          const RunOptions& options = {});

/// Compares with tests/data/golden/NAME; with TERMKNIT_UPDATE_GOLDEN=1 in the environment the file is written instead.
/// Returns an empty string when equal, else a readable difference.
std::string compare_with_golden(const std::string& name, const std::string& actual);

/// The folder ../shared beside the checkout, or an empty path: tests that use it skip with a word when it is not there.
std::filesystem::path shared_folder();

std::filesystem::path source_folder();

}  // namespace termknit::test
