// SPDX-License-Identifier: GPL-3.0-or-later
// Gettext PO: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
#include <string>
#include <string_view>
#include <vector>

#include "core/tsv.h"
#include "indexer/block_collector.h"
#include "indexer/readers.h"

namespace termknit {
namespace {

/// The C string between the first and the last quotation mark of a line.
std::string unquoted(std::string_view line) {
  const std::size_t open = line.find('"');
  const std::size_t close = line.rfind('"');
  std::string out;
  if (open == std::string_view::npos || close <= open) return out;
  const std::string_view inside = line.substr(open + 1, close - open - 1);
  for (std::size_t i = 0; i < inside.size(); ++i) {
    if (inside[i] != '\\' || i + 1 == inside.size()) {
      out += inside[i];
      continue;
    }
    const char c = inside[++i];
    out += c == 'n' || c == 'r' || c == 't' ? ' ' : c;
  }
  return out;
}

std::string header_field(std::string_view header, std::string_view name) {
  const std::size_t at = header.find(name);
  if (at == std::string_view::npos) return {};
  const std::string_view value = trim(header.substr(at + name.size()));
  return std::string(value.substr(0, value.find_first_of(" \\\"\r\n;")));
}

class PoEntries {
 public:
  void line(std::string_view raw) {
    const std::string_view line = trim(raw);
    if (line.starts_with("#,") && line.find("fuzzy") != std::string_view::npos) {
      finish_entry();
      fuzzy_ = true;
    } else if (line.empty() || line.starts_with("#")) {
      finish_entry();
    } else if (line.starts_with("\"")) {
      if (current_) *current_ += unquoted(line);
    } else {
      keyword(line);
    }
  }

  ReadArticle finish() {
    finish_entry();
    return std::move(blocks_.article);
  }

 private:
  void keyword(std::string_view line) {
    current_ = nullptr;
    if (line.starts_with("msgid_plural")) {
      sources_.emplace_back();
      current_ = &sources_.back();
    } else if (line.starts_with("msgid") || line.starts_with("msgctxt")) {
      if (!targets_.empty()) finish_entry();
      if (line.starts_with("msgctxt")) return;
      sources_.assign(1, {});
      current_ = &sources_.back();
    } else if (line.starts_with("msgstr")) {
      targets_.emplace_back();
      current_ = &targets_.back();
    }
    if (current_) *current_ = unquoted(line);
  }

  void finish_entry() {
    if (sources_.empty() && targets_.empty()) return;
    const bool header = !sources_.empty() && sources_.front().empty();
    if (header && !targets_.empty()) {
      language_ = header_field(targets_.front(), "Language:");
    } else {
      for (const std::string& source : sources_) blocks_.add(BlockKind::paragraph, source);
      for (const std::string& target : targets_) {
        if (!fuzzy_) blocks_.add(BlockKind::paragraph, target, false, language_);
      }
    }
    sources_.clear();
    targets_.clear();
    current_ = nullptr;
    fuzzy_ = false;
  }

  BlockCollector blocks_{"PO"};
  std::vector<std::string> sources_, targets_;
  std::string language_;
  std::string* current_ = nullptr;
  bool fuzzy_ = false;
};

}  // namespace

ReadArticle read_po(std::string_view utf8) {
  PoEntries entries;
  for_each_line(utf8, [&](std::string_view line, std::size_t) { entries.line(line); });
  return entries.finish();
}

std::string declared_po_charset(std::string_view bytes) {
  std::string charset = header_field(bytes.substr(0, 8192), "charset=");
  return charset == "CHARSET" ? std::string() : charset;
}

}  // namespace termknit
