// SPDX-License-Identifier: GPL-3.0-or-later
// A reading process whose parser does what the file's text says: what a hostile file would make a real one do.

#include <chrono>
#include <cstdlib>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "indexer/worker/reader_worker.h"

namespace termknit {
namespace {

volatile char g_sink = 0;

int recurse(int depth) {
  volatile char frame[1024];
  frame[0] = static_cast<char>(depth);
  return depth < 100'000'000 ? recurse(depth + 1) + frame[0] : 0;
}

void eat_memory() {
  std::vector<std::vector<char>> eaten;
  for (;;) eaten.emplace_back(16 << 20, 'x');
}

ReadArticle faulty_read(std::string_view bytes, ArticleFormat format, const ReadOptions& options,
                        const DiagnosticSink& sink) {
  if (bytes == "crash") std::abort();
  if (bytes == "overflow") g_sink = static_cast<char>(recurse(0));
  if (bytes == "exit") ::_exit(3);
  if (bytes == "loop") {
    for (;;) g_sink = g_sink + 1;
  }
  if (bytes == "sleep") std::this_thread::sleep_for(std::chrono::hours(1));
  if (bytes == "eat") eat_memory();
  if (bytes == "lie") {
    ReadArticle article;
    article.blocks.push_back({BlockKind::paragraph, "\xFF\xFE", false, {}});
    return article;
  }
  if (bytes == "write") {
    const int file = ::open("written-by-a-parser", O_WRONLY | O_CREAT, 0600);
    const bool written = file >= 0 && ::write(file, "x", 1) == 1;
    ::unlink("written-by-a-parser");
    throw Error(ErrorKind::malformed, written ? "could write" : "could not write");
  }
  return read_article(bytes, format, options, sink);
}

}  // namespace
}  // namespace termknit

int main() {
  return termknit::run_reader_worker(0, termknit::faulty_read);
}
