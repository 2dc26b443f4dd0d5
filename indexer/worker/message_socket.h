// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Length-prefixed messages over a stream socket, without signals and with a deadline.

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace termknit {

enum class SendResult { sent, closed, timed_out };

/// Owns nothing but the socket's descriptor.
class MessageSocket {
 public:
  /// Asked while waiting, about five times a second; true ends the wait as if the time were up.
  using GiveUp = std::function<bool()>;
  using Deadline = std::optional<std::chrono::steady_clock::time_point>;  ///< empty: waits for ever

  explicit MessageSocket(int descriptor = -1) : descriptor_(descriptor) {}
  ~MessageSocket();
  MessageSocket(MessageSocket&& other) noexcept;
  MessageSocket& operator=(MessageSocket&& other) noexcept;

  SendResult send(std::string_view message, Deadline deadline = {}, const GiveUp& give_up = {});
  /// `closed` also for a message of more than `max_bytes`.
  SendResult receive(std::string& message, std::uint64_t max_bytes, Deadline deadline = {}, const GiveUp& give_up = {});

 private:
  SendResult wait(short events, const Deadline& deadline, const GiveUp& give_up) const;
  SendResult send_all(std::string_view bytes, const Deadline& deadline, const GiveUp& give_up);
  SendResult receive_all(char* bytes, std::size_t size, const Deadline& deadline, const GiveUp& give_up);
  int descriptor_;
};

}  // namespace termknit
