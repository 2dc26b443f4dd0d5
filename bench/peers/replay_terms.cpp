// SPDX-License-Identifier: GPL-3.0-or-later
// replay_terms FILE DATABASE: a minimal Xapian indexer for the term stream of write_term_stream: one thread, no
// analysis, a commit after every 1 MB of text, compacted at the end into DATABASE.

#include <cstdlib>

#include <xapian.h>

#include "bench/peers/term_stream.h"

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  std::FILE* in = std::fopen(argv[1], "rb");
  if (!in) return 4;
  term_stream::Reader reader(in);
  const std::string target = argv[2], work = target + ".new";
  {
    Xapian::WritableDatabase database(work, Xapian::DB_CREATE_OR_OVERWRITE);
    std::string data, text;
    std::size_t pending = 0;
    std::uint32_t text_bytes = 0;
    while (reader.number(text_bytes) && reader.text(data)) {
      Xapian::Document document;
      document.set_data(data);
      std::uint32_t count = 0, slot = 0, position = 0, weight = 0;
      reader.number(count);
      while (count-- > 0 && reader.number(slot) && reader.text(text)) document.add_value(slot, text);
      reader.number(count);
      while (count-- > 0 && reader.number(position) && reader.number(weight) && reader.text(text)) {
        if (position > 0) {
          document.add_posting(text, position, weight);
        } else {
          document.add_term(text, weight);
        }
      }
      database.add_document(document);
      pending += text_bytes;
      if (pending >= (1U << 20)) {
        database.commit();
        pending = 0;
      }
    }
    database.commit();
    database.compact(target, Xapian::DBCOMPACT_NO_RENUMBER);
  }
  std::fclose(in);
}
