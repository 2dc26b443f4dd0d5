// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A thin skin over SQLite for the termbase and evidence.db: statements that clean up after themselves, and errors as
// Error.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace termknit::sqlite {

class Connection {
 public:
  enum class Mode { read_only, read_write, create };
  /// Waits up to `wait_seconds` for another writer before it throws Error(locked).
  Connection(const std::filesystem::path& file, Mode mode, double wait_seconds = 5);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  /// Runs statements without results.
  void execute(const char* sql);
  sqlite3* handle() const { return handle_; }
  const std::filesystem::path& file() const { return file_; }
  /// The number that the last INSERT gave its row.
  std::int64_t last_row() const;
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

/// Prepared statements kept for the next time. A statement is lent out, and reset when the loan ends, so that none
/// keeps a read transaction open. Must not outlive its connection.
class StatementCache {
 public:
  explicit StatementCache(const Connection& connection) : connection_(connection) {}
  StatementCache(const StatementCache&) = delete;
  StatementCache& operator=(const StatementCache&) = delete;

  class Loan {
   public:
    Loan(StatementCache& cache, const char* sql, std::unique_ptr<Statement> statement)
        : cache_(cache), sql_(sql), statement_(std::move(statement)) {}
    ~Loan();
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    Statement* operator->() { return statement_.get(); }
    Statement& operator*() { return *statement_; }

   private:
    StatementCache& cache_;
    const char* sql_;
    std::unique_ptr<Statement> statement_;
  };

  /// `sql` must be a string literal or static: statements are kept by its address.
  Loan lend(const char* sql);

 private:
  const Connection& connection_;
  std::unordered_map<const char*, std::unique_ptr<Statement>> idle_;
};

}  // namespace termknit::sqlite
