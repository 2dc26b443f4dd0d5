// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/error.h"

#include <cerrno>
#include <cstring>
#include <utility>

namespace termknit {

std::string Place::str() const {
  std::string out = file;
  if (line == 0) return out;
  if (!out.empty()) out += ':';
  out += std::to_string(line);
  if (column != 0) out += ':' + std::to_string(column);
  return out;
}

namespace {
std::string with_place(const std::string& message, const Place& place) {
  const std::string where = place.str();
  return where.empty() ? message : where + ": " + message;
}
}  // namespace

Error::Error(ErrorKind kind, const std::string& message, Place place)
    : std::runtime_error(with_place(message, place)), kind_(kind), message_(message), place_(std::move(place)) {}

std::string failure_reason(int code) {
  std::string reason = std::strerror(code);
  if (code == ENOSPC || code == EDQUOT) reason += "; make room there and run the command again";
  return reason;
}

void report(const DiagnosticSink& sink, Severity severity, std::string message, Place place) {
  if (sink) sink(Diagnostic{severity, std::move(message), std::move(place)});
}

}  // namespace termknit
