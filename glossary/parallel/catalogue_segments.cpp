// SPDX-License-Identifier: GPL-3.0-or-later
// Gettext catalogues, PO and MO: https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html
#include <cstring>

#include <fmt/format.h>

#include "core/file.h"
#include "core/tsv.h"
#include "glossary/parallel/format_readers.h"
#include "language/encoding.h"
#include "language/text.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kLargest = std::uint64_t{512} << 20;

std::string header_field(std::string_view header, std::string_view name) {
  std::string value;
  for_each_line(header, [&](std::string_view line, std::size_t) {
    if (line.starts_with(name)) value = std::string(trim(line.substr(name.size())));
  });
  return value;
}

std::string header_charset(std::string_view header) {
  const std::string type = header_field(header, "Content-Type:");
  const std::size_t at = type.find("charset=");
  return at == std::string::npos ? std::string() : std::string(trim(type.substr(at + 8)));
}

/// A string's context, original and translation; plural forms apart.
struct Message {
  std::string context{}, original{}, plural{};
  std::vector<std::string> translations{};
  std::uint64_t line = 0;
  bool fuzzy = false;
};

/// Hands out a catalogue's messages as segments; the header comes first.
class Catalogue {
 public:
  Catalogue(const fs::path& file, const SegmentReadOptions& options, const SegmentSink& sink)
      : file_(file), options_(options), sink_(sink) {}

  void header(std::string_view text) {
    languages_ = catalogue_languages(file_, options_, header_field(text, "Language:"));
  }

  void add(const Message& message) {
    if (message.translations.empty()) return;
    if (message.original.empty() && message.context.empty()) return header(message.translations.front());
    if (message.fuzzy) {
      if (!message.translations.front().empty()) ++fuzzy_;
      return;
    }
    if (!languages_) header({});
    const std::string id = message.context.empty() ? message.original : message.context + ": " + message.original;
    one(message, id, message.original, message.translations.front());
    if (!message.plural.empty() && message.translations.size() > 1)
      one(message, id, message.plural, message.translations.back());
  }

  void finish() const {
    if (fuzzy_ > 0)
      report(options_.sink, Severity::note, fmt::format("{} fuzzy translations left out", fuzzy_), {file_.string()});
    if (wrong_ > 0) {
      report(
          options_.sink, Severity::warning,
          fmt::format("{} message{} left out: the translation has other placeholders", wrong_, wrong_ == 1 ? "" : "s"),
          {file_.string(), first_wrong_});
    }
  }

 private:
  void one(const Message& message, const std::string& id, const std::string& original, const std::string& translation) {
    if (trim(original).empty() || trim(translation).empty()) return;
    std::string shown = std::string(truncate_at_code_point(id, 60));
    if (shown.size() < id.size()) shown += "…";
    if (!add_message(options_, sink_, {file_.string(), message.line}, "“" + tsv_cell(shown) + "”", languages_->first,
                     original, languages_->second, translation)) {
      if (++wrong_ == 1) first_wrong_ = message.line;
    }
  }

  const fs::path& file_;
  const SegmentReadOptions& options_;
  const SegmentSink& sink_;
  std::optional<std::pair<LanguageTag, LanguageTag>> languages_;
  std::size_t fuzzy_ = 0, wrong_ = 0;
  std::uint64_t first_wrong_ = 0;
};

/// The C string between the first and the last quotation mark of a line.
std::string unquoted(std::string_view line) {
  const std::size_t open = line.find('"'), close = line.rfind('"');
  std::string out;
  if (open == std::string_view::npos || close <= open) return out;
  const std::string_view inside = line.substr(open + 1, close - open - 1);
  for (std::size_t i = 0; i < inside.size(); ++i) {
    if (inside[i] != '\\' || i + 1 == inside.size()) {
      out += inside[i];
      continue;
    }
    const char c = inside[++i];
    out += c == 'n' ? '\n' : c == 'r' || c == 't' ? ' ' : c;
  }
  return out;
}

class PoParser {
 public:
  explicit PoParser(Catalogue& catalogue) : catalogue_(catalogue) {}

  void line(std::string_view raw, std::size_t number) {
    const std::string_view line = trim(raw);
    if (line.starts_with("#,")) {
      flush();
      message_.fuzzy = message_.fuzzy || line.find("fuzzy") != std::string_view::npos;
    } else if (line.empty() || line.starts_with("#")) {
      flush();
    } else if (line.starts_with("\"")) {
      if (current_) *current_ += unquoted(line);
    } else {
      keyword(line, number);
    }
  }

  void flush() {
    current_ = nullptr;
    if (!started_) return;
    catalogue_.add(message_);
    message_ = {};
    started_ = false;
  }

 private:
  void keyword(std::string_view line, std::size_t number) {
    current_ = nullptr;
    const bool begins = line.starts_with("msgctxt") || (line.starts_with("msgid") && !line.starts_with("msgid_plural"));
    if (begins && !message_.translations.empty()) flush();
    if (begins) started_ = true;
    if (line.starts_with("msgctxt")) {
      current_ = &message_.context;
    } else if (line.starts_with("msgid_plural")) {
      current_ = &message_.plural;
    } else if (line.starts_with("msgid")) {
      message_.line = number;
      current_ = &message_.original;
    } else if (line.starts_with("msgstr")) {
      current_ = &message_.translations.emplace_back();
    }
    if (current_) *current_ = unquoted(line);
  }

  Catalogue& catalogue_;
  Message message_;
  std::string* current_ = nullptr;
  bool started_ = false;
};

/// The tables of an MO file: numbers in the byte order of the machine that wrote it.
class MoTables {
 public:
  MoTables(const std::string& bytes, std::string file) : bytes_(bytes), file_(std::move(file)) {
    std::uint32_t magic = 0;
    if (bytes.size() >= 28) std::memcpy(&magic, bytes.data(), 4);
    if (magic != kMagic && magic != kSwapped)
      throw Error(ErrorKind::malformed, "is no gettext catalogue (.mo)", {file_});
    swap_ = magic == kSwapped;
  }

  std::uint32_t count() const { return number(8); }
  std::string_view original(std::uint32_t i) const { return text(number(12), i); }
  std::string_view translation(std::uint32_t i) const { return text(number(16), i); }

 private:
  static constexpr std::uint32_t kMagic = 0x950412DE, kSwapped = 0xDE120495;

  std::uint32_t number(std::uint64_t at) const {
    if (at + 4 > bytes_.size()) throw Error(ErrorKind::malformed, "is damaged: it ends too early", {file_});
    std::uint32_t value = 0;
    std::memcpy(&value, bytes_.data() + at, 4);
    return swap_ ? __builtin_bswap32(value) : value;
  }

  std::string_view text(std::uint32_t table, std::uint32_t i) const {
    const std::uint64_t entry = table + std::uint64_t{8} * i;
    const std::uint64_t length = number(entry), offset = number(entry + 4);
    if (offset + length > bytes_.size()) throw Error(ErrorKind::malformed, "is damaged: it ends too early", {file_});
    return std::string_view(bytes_).substr(offset, length);
  }

  const std::string& bytes_;
  std::string file_;
  bool swap_ = false;
};

std::string decoded(std::string_view bytes, const std::string& charset) {
  DecodeOptions options;
  if (!charset.empty() && charset != "CHARSET") options.declared = charset;
  return decode_text(bytes, options).utf8;
}

}  // namespace

void read_po_segments(const fs::path& file, const SegmentReadOptions& options, const SegmentSink& sink) {
  const std::string bytes = read_file(file, kLargest);
  const std::string_view head = std::string_view(bytes).substr(0, 8192);
  const std::size_t at = head.find("charset=");
  std::string charset;
  if (at != std::string_view::npos) charset = head.substr(at + 8, head.find_first_of("\\\" \n", at) - at - 8);
  const std::string text = decoded(bytes, charset);
  if (text.find("msgid") == std::string::npos)
    throw Error(ErrorKind::malformed, "is no PO file: it has no msgid", {file.string()});
  Catalogue catalogue(file, options, sink);
  PoParser parser(catalogue);
  for_each_line(text, [&](std::string_view line, std::size_t number) { parser.line(line, number); });
  parser.flush();
  catalogue.finish();
}

void read_mo_segments(const fs::path& file, const SegmentReadOptions& options, const SegmentSink& sink) {
  const std::string bytes = read_file(file, kLargest);
  const MoTables tables(bytes, file.string());
  Catalogue catalogue(file, options, sink);
  std::string charset;
  for (std::uint32_t i = 0; i < tables.count(); ++i) {
    const std::string_view original = tables.original(i), translation = tables.translation(i);
    if (original.empty()) charset = header_charset(translation);
    Message message;
    const std::size_t context = original.find('\x04');
    if (context != std::string_view::npos) message.context = decoded(original.substr(0, context), charset);
    const auto originals = split(original.substr(context == std::string_view::npos ? 0 : context + 1), '\0');
    message.original = decoded(originals[0], charset);
    if (originals.size() > 1) message.plural = decoded(originals[1], charset);
    for (const std::string_view form : split(translation, '\0'))
      message.translations.push_back(original.empty() ? std::string(form) : decoded(form, charset));
    catalogue.add(message);
  }
  catalogue.finish();
}

}  // namespace termknit
