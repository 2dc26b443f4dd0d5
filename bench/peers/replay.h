// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A minimal Xapian indexer for the term stream of write_term_stream: one thread, no analysis, a commit after every 1 MB
// of text, compacted at the end.

#include <cstdint>
#include <cstdio>
#include <string>

#include <xapian.h>

#include "bench/peers/term_stream.h"

namespace term_stream {

/// False at the end.
inline bool read_document(Reader& reader, std::uint32_t& text_bytes, Xapian::Document& document) {
  std::string text;
  if (!reader.number(text_bytes) || !reader.text(text)) return false;
  document.set_data(text);
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
  return true;
}

/// `before_each()` is called before each article. False if there is no such file.
template <typename F>
bool replay(const std::string& file, const std::string& target, F&& before_each) {
  std::FILE* in = std::fopen(file.c_str(), "rb");
  if (!in) return false;
  Reader reader(in);
  Xapian::WritableDatabase database(target + ".new", Xapian::DB_CREATE_OR_OVERWRITE);
  std::size_t pending = 0;
  for (;;) {
    before_each();
    std::uint32_t text_bytes = 0;
    Xapian::Document document;
    if (!read_document(reader, text_bytes, document)) break;
    database.add_document(document);
    pending += text_bytes;
    if (pending < (1U << 20)) continue;
    database.commit();
    pending = 0;
  }
  database.commit();
  database.compact(target, Xapian::DBCOMPACT_NO_RENUMBER);
  std::fclose(in);
  return true;
}

}  // namespace term_stream
