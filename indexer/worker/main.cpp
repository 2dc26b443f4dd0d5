// SPDX-License-Identifier: GPL-3.0-or-later
// termknit-reader: reads risky formats for `termknit`, which starts it (reader_pool.h). Not for people.
#include "indexer/worker/reader_worker.h"

int main() {
  return termknit::run_reader_worker(0);
}
