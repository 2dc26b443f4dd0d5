// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A thin skin over SQLite for the termbase and evidence.db: statements that clean up after themselves, and errors as
// Error.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace termknit::sqlite {

class Connection {
 public:
  enum class Mode { read_only, read_write, create };
  Connection(const std::filesystem::path& file, Mode mode);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  /// Runs statements without results.
  void execute(const char* sql);
  sqlite3* handle() const { return handle_; }
  const std::filesystem::path& file() const { return file_; }
  /// Throws the Error for SQLite's result code.
  [[noreturn]] void fail() const;

 private:
  std::filesystem::path file_;
  sqlite3* handle_ = nullptr;
};

/// One prepared statement. Parameters and columns count from 0.
class Statement {
 public:
  Statement(const Connection& connection, std::string_view sql);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  Statement& bind(int parameter, std::int64_t value);
  Statement& bind(int parameter, double value);
  Statement& bind(int parameter, std::string_view value);
  /// True while there is a row.
  bool step();
  /// Runs to the end and makes it ready for new parameters.
  void run();
  void reset();
  std::int64_t integer(int column) const;
  double real(int column) const;
  std::string text(int column) const;

 private:
  const Connection& connection_;
  sqlite3_stmt* statement_ = nullptr;
};

}  // namespace termknit::sqlite
