// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/termbase/sqlite.h"

#include <algorithm>

#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include "core/error.h"

namespace termknit::sqlite {

namespace {

/// What a person can do about it, in front of SQLite's own words.
std::string advice(int code, const std::string& message) {
  switch (code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "is in use by another process; try again, or wait longer with --wait SECONDS";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return fmt::format("is damaged ({}); restore a backup", message);
    case SQLITE_FULL:
      return "cannot be written: no space left on the disk";
    case SQLITE_READONLY:
      return "is read-only here: nothing can be changed";
    case SQLITE_CANTOPEN:
      return "cannot be opened; are file and folder readable and writable?";
    default:
      return message;
  }
}

/// In a folder where nothing can be written, SQLite cannot make the shared memory file of a WAL database: without a log
/// to read it may take the file as unchanging.
bool is_immutable_here(const std::filesystem::path& file) {
  const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  if (::access(folder.c_str(), W_OK) == 0) return false;
  std::error_code error;
  const auto log_bytes = std::filesystem::file_size(file.string() + "-wal", error);
  return error || log_bytes == 0;
}

std::string immutable_uri(const std::filesystem::path& file) {
  std::string uri = "file:";
  for (const char c : file.string()) {
    if (c == '%' || c == '?' || c == '#') {
      uri += fmt::format("%{:02x}", static_cast<unsigned>(c));
    } else {
      uri += c;
    }
  }
  return uri + "?immutable=1";
}

}  // namespace

Connection::Connection(const std::filesystem::path& file, Mode mode, double wait_seconds) : file_(file) {
  const int flags = mode == Mode::read_only    ? SQLITE_OPEN_READONLY
                    : mode == Mode::read_write ? SQLITE_OPEN_READWRITE
                                               : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  const bool immutable = mode == Mode::read_only && is_immutable_here(file);
  const std::string name = immutable ? immutable_uri(file) : file.string();
  if (sqlite3_open_v2(name.c_str(), &handle_, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI * (immutable ? 1 : 0),
                      nullptr) != SQLITE_OK) {
    const std::string message =
        handle_ ? advice(sqlite3_errcode(handle_) & 0xFF, sqlite3_errmsg(handle_)) : "out of memory";
    sqlite3_close(handle_);
    throw Error(ErrorKind::io, message, {file.string()});
  }
  sqlite3_busy_timeout(handle_, static_cast<int>(std::clamp(wait_seconds, 0.0, 1e6) * 1000));
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  execute("PRAGMA trusted_schema = OFF");
}

Connection::~Connection() {
  sqlite3_close(handle_);
}

void Connection::fail() const {
  const int code = sqlite3_errcode(handle_) & 0xFF;
  const std::string message = sqlite3_errmsg(handle_);
  const ErrorKind kind = code == SQLITE_BUSY || code == SQLITE_LOCKED      ? ErrorKind::locked
                         : code == SQLITE_CORRUPT || code == SQLITE_NOTADB ? ErrorKind::corrupt
                         : code == SQLITE_ERROR || code == SQLITE_MISUSE   ? ErrorKind::internal
                                                                           : ErrorKind::io;
  throw Error(kind, advice(code, message), {file_.string()});
}

std::int64_t Connection::last_row() const {
  return sqlite3_last_insert_rowid(handle_);
}

void Connection::execute(const char* sql) {
  if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail();
}

Statement::Statement(const Connection& connection, std::string_view sql) : connection_(connection) {
  if (sqlite3_prepare_v2(connection.handle(), sql.data(), static_cast<int>(sql.size()), &statement_, nullptr) !=
      SQLITE_OK)
    connection.fail();
}

Statement::~Statement() {
  sqlite3_finalize(statement_);
}

Statement& Statement::bind(int parameter, std::int64_t value) {
  if (sqlite3_bind_int64(statement_, parameter + 1, value) != SQLITE_OK) connection_.fail();
  return *this;
}

Statement& Statement::bind(int parameter, double value) {
  if (sqlite3_bind_double(statement_, parameter + 1, value) != SQLITE_OK) connection_.fail();
  return *this;
}

Statement& Statement::bind(int parameter, std::string_view value) {
  // Copied: callers bind temporaries.
  if (sqlite3_bind_text64(statement_, parameter + 1, value.data(), value.size(), SQLITE_TRANSIENT, SQLITE_UTF8) !=
      SQLITE_OK)
    connection_.fail();
  return *this;
}

bool Statement::step() {
  const int result = sqlite3_step(statement_);
  if (result == SQLITE_ROW) return true;
  if (result != SQLITE_DONE) connection_.fail();
  return false;
}

void Statement::run() {
  while (step()) {
  }
  reset();
}

void Statement::reset() {
  sqlite3_reset(statement_);
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

double Statement::real(int column) const {
  return sqlite3_column_double(statement_, column);
}

std::string Statement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  return bytes ? std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))) : std::string();
}

StatementCache::Loan StatementCache::lend(const char* sql) {
  const auto it = idle_.find(sql);
  if (it == idle_.end() || !it->second) return {*this, sql, std::make_unique<Statement>(connection_, sql)};
  return {*this, sql, std::move(it->second)};
}

StatementCache::Loan::~Loan() {
  statement_->reset();
  cache_.idle_[sql_] = std::move(statement_);
}

}  // namespace termknit::sqlite
