// SPDX-License-Identifier: GPL-3.0-or-later
// replay_terms FILE DATABASE: a term stream (replay.h) into DATABASE, and nothing else.

#include "bench/peers/replay.h"

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  return term_stream::replay(argv[1], argv[2], [] {}) ? 0 : 4;
}
