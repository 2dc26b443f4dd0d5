// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/xapian_error.h"

#include <cerrno>
#include <cstring>
#include <stdexcept>

#include <fmt/format.h>
#include <xapian.h>

#include "core/error.h"

namespace termknit {
namespace {

/// errno, of which Xapian tells only the words; 0 if it is the tables that are wrong.
int io_failure(const Xapian::Error& error) {
  const char* reason = error.get_error_string();
  if (!reason) return 0;
  for (const int code : {ENOSPC, EDQUOT, EACCES, EPERM, EROFS, EIO, EMFILE, ENFILE, EFBIG}) {
    if (std::strcmp(reason, std::strerror(code)) == 0) return code;
  }
  return 0;
}

}  // namespace

void with_xapian_errors(const std::filesystem::path& database, const std::function<void()>& f) {
  const std::string place = database.string();
  try {
    f();
  } catch (const Xapian::DatabaseLockError&) {
    throw Error(ErrorKind::locked, "the index is being written by another process; wait for it, or use --wait SECONDS",
                {place});
  } catch (const Xapian::DatabaseVersionError& error) {
    throw Error(ErrorKind::too_new,
                fmt::format("index format not supported ({}); run 'termknit index --rebuild'", error.get_msg()),
                {place});
  } catch (const Xapian::Error& error) {
    if (const int code = io_failure(error)) {
      throw Error(ErrorKind::io, fmt::format("index cannot be written or read: {}", failure_reason(code)), {place});
    }
    throw Error(ErrorKind::corrupt, fmt::format("index damaged ({}); run 'termknit index --rebuild'", error.get_msg()),
                {place});
  } catch (const std::length_error& error) {
    // Xapian believes the sizes in its tables: zeroes there make it append what cannot be.
    throw Error(ErrorKind::corrupt, fmt::format("index damaged ({}); run 'termknit index --rebuild'", error.what()),
                {place});
  }
}

}  // namespace termknit
