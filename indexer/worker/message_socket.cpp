// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/message_socket.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <utility>

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace termknit {

MessageSocket::~MessageSocket() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

MessageSocket::MessageSocket(MessageSocket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

MessageSocket& MessageSocket::operator=(MessageSocket&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

SendResult MessageSocket::wait(short events, const Deadline& deadline, const GiveUp& give_up) const {
  using std::chrono::milliseconds;
  for (;;) {
    int timeout = -1;
    if (deadline) {
      const auto left = std::chrono::duration_cast<milliseconds>(*deadline - std::chrono::steady_clock::now()).count();
      if (left <= 0) return SendResult::timed_out;
      timeout = static_cast<int>(std::min<std::int64_t>(left + 1, 200));
    }
    pollfd item{descriptor_, events, 0};
    if (::poll(&item, 1, timeout) > 0) return SendResult::sent;
    if (give_up && give_up()) return SendResult::timed_out;
  }
}

SendResult MessageSocket::send_all(std::string_view bytes, const Deadline& deadline, const GiveUp& give_up) {
  while (!bytes.empty()) {
    const ssize_t put = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (put >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(put));
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      if (const SendResult result = wait(POLLOUT, deadline, give_up); result != SendResult::sent) return result;
    } else if (errno != EINTR) {
      return SendResult::closed;
    }
  }
  return SendResult::sent;
}

SendResult MessageSocket::receive_all(char* bytes, std::size_t size, const Deadline& deadline, const GiveUp& give_up) {
  while (size > 0) {
    const ssize_t got = ::recv(descriptor_, bytes, size, MSG_DONTWAIT);
    if (got > 0) {
      bytes += got;
      size -= static_cast<std::size_t>(got);
    } else if (got == 0) {
      return SendResult::closed;
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      if (const SendResult result = wait(POLLIN, deadline, give_up); result != SendResult::sent) return result;
    } else if (errno != EINTR) {
      return SendResult::closed;
    }
  }
  return SendResult::sent;
}

SendResult MessageSocket::send(std::string_view message, Deadline deadline, const GiveUp& give_up) {
  const std::uint64_t size = message.size();
  char prefix[sizeof size];
  std::memcpy(prefix, &size, sizeof size);
  const SendResult result = send_all({prefix, sizeof prefix}, deadline, give_up);
  return result == SendResult::sent ? send_all(message, deadline, give_up) : result;
}

SendResult MessageSocket::receive(std::string& message, std::uint64_t max_bytes, Deadline deadline,
                                  const GiveUp& give_up) {
  std::uint64_t size = 0;
  char prefix[sizeof size];
  if (const SendResult result = receive_all(prefix, sizeof prefix, deadline, give_up); result != SendResult::sent)
    return result;
  std::memcpy(&size, prefix, sizeof size);
  if (size > max_bytes) return SendResult::closed;
  message.resize(size);
  return receive_all(message.data(), size, deadline, give_up);
}

}  // namespace termknit
