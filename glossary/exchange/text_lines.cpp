// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/text_lines.h"

#include <fmt/format.h>

#include "language/text_stream.h"

namespace termknit {
namespace {

constexpr std::size_t kLongest = std::size_t{64} << 20;

}  // namespace

void for_each_text_line(const std::filesystem::path& file, const GlossarySink& sink,
                        const std::function<bool(std::string_view line, std::uint64_t number)>& f) {
  TextStream text(file);
  const auto report = [&](std::string message) {
    if (sink.repair) sink.repair({{}, {file.string()}, std::move(message)});
  };
  if (text.guessed()) report(fmt::format("not UTF-8; read as '{}'", text.encoding()));
  std::string buffer;
  std::size_t searched = 0;
  std::uint64_t number = 0;
  bool more = true, going = true;
  while (going && (more || !buffer.empty())) {
    more = more && text.read(buffer);
    std::size_t begin = 0;
    for (std::size_t end = buffer.find_first_of("\r\n", searched); going; end = buffer.find_first_of("\r\n", begin)) {
      // A CR at the end of the piece may be the first half of a CRLF.
      const bool unsure = end == buffer.npos || (buffer[end] == '\r' && end + 1 == buffer.size());
      if (unsure && more) break;
      if (end == buffer.npos) {
        if (begin < buffer.size()) going = f(std::string_view(buffer).substr(begin), ++number);
        begin = buffer.size();
        break;
      }
      going = f(std::string_view(buffer).substr(begin, end - begin), ++number);
      begin = end + (buffer.compare(end, 2, "\r\n") == 0 ? 2 : 1);
    }
    buffer.erase(0, begin);
    searched = buffer.empty() ? 0 : buffer.size() - 1;
    if (buffer.size() > kLongest)
      throw Error(ErrorKind::limit, "a line is longer than 64 MiB", {file.string(), number + 1});
  }
  if (text.damaged()) report(fmt::format("bytes that are no {} text became U+FFFD", text.encoding()));
}

}  // namespace termknit
