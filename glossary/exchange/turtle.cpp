// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/turtle.h"

#include <map>

#include <fmt/format.h>

#include "core/error.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr std::size_t kLongest = std::size_t{64} << 20;
constexpr std::size_t kCompactFrom = std::size_t{1} << 20;
constexpr std::size_t kDeepest = 64;
constexpr std::string_view kRdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
constexpr std::string_view kLiteralForm = "http://www.w3.org/2008/05/skos-xl#literalForm";

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
/// What ends a name; a full stop does too, but only at its end.
bool ends_name(char c) {
  return is_blank(c) || std::string_view("<>\"'()[];,#").find(c) != std::string_view::npos;
}

void append_code_point(std::string& out, std::uint32_t c) {
  const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | (c >> 6));
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | (c >> 12));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | (c >> 18));
    put(0x80 | ((c >> 12) & 0x3F));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

bool is_absolute(std::string_view iri) {
  const std::size_t colon = iri.find(':');
  return colon != iri.npos && colon > 0 && iri.find_first_of("/?#") > colon;
}

}  // namespace

struct TurtleReader::Impl {
  std::string name;
  std::function<bool(std::string&)> more;
  std::string text{};
  std::size_t at = 0, statement_begin = 0, depth = 0;
  std::uint64_t line = 1;
  bool ended = false;
  std::map<std::string, std::string, std::less<>> prefixes{};
  std::string base{};

  [[noreturn]] void fail(const std::string& message) const {
    throw Error(ErrorKind::malformed, "not well-formed Turtle: " + message, {name, line});
  }

  bool has(std::size_t ahead = 0) {
    while (at + ahead >= text.size() && !ended) ended = !more(text);
    if (at - statement_begin > kLongest)
      throw Error(ErrorKind::limit, "a statement is longer than 64 MiB", {name, line});
    return at + ahead < text.size();
  }
  char peek() { return has() ? text[at] : '\0'; }
  char take() {
    if (!has()) fail("the file ends in the middle of a statement");
    if (text[at] == '\n') ++line;
    return text[at++];
  }
  bool looks_at(std::string_view word) {
    has(word.size());
    return std::string_view(text).substr(at, word.size()) == word;
  }

  void skip_blanks() {
    while (has() && (is_blank(text[at]) || text[at] == '#')) {
      if (take() != '#') continue;
      while (has() && text[at] != '\n') ++at;
    }
  }
  void expect(char c) {
    skip_blanks();
    if (peek() != c) fail(fmt::format("'{}' expected", c));
    take();
  }

  std::uint32_t hex(int digits) {
    std::uint32_t value = 0;
    for (int i = 0; i < digits; ++i) {
      const char c = take();
      const int digit = c >= '0' && c <= '9'   ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;
      if (digit < 0) fail("a \\u escape without its digits");
      value = value * 16 + static_cast<std::uint32_t>(digit);
    }
    return value > 0x10FFFF || (value >= 0xD800 && value < 0xE000) ? 0xFFFD : value;
  }

  void escape(std::string& out) {
    const char c = take();
    constexpr std::string_view kLetters = "tbnrf\"'\\", kValues = "\t\b\n\r\f\"'\\";
    if (c == 'u') return append_code_point(out, hex(4));
    if (c == 'U') return append_code_point(out, hex(8));
    const std::size_t which = kLetters.find(c);
    if (which == kLetters.npos) fail(fmt::format("unknown escape '\\{}'", c));
    out += kValues[which];
  }

  std::string iri_reference() {
    take();
    std::string iri;
    for (;;) {
      const char c = take();
      if (c == '>') break;
      if (c == '\n') fail("a line end in an IRI");
      if (c != '\\') {
        iri += c;
      } else {
        const char kind = take();
        if (kind != 'u' && kind != 'U') fail("an escape in an IRI that is not \\u");
        append_code_point(iri, hex(kind == 'u' ? 4 : 8));
      }
    }
    return is_absolute(iri) ? iri : base + iri;
  }

  std::string word() {
    std::string out;
    while (has() && !ends_name(text[at])) {
      if (text[at] == '\\') {
        ++at;
        out += take();
      } else {
        out += take();
      }
    }
    // The full stop behind a name ends the statement.
    while (!out.empty() && out.back() == '.') {
      out.pop_back();
      --at;
    }
    return out;
  }

  std::string expanded(const std::string& prefixed) const {
    const std::size_t colon = prefixed.find(':');
    if (colon == prefixed.npos) fail(fmt::format("'{}' is no name", truncate_at_code_point(prefixed, 100)));
    const auto prefix = prefixes.find(std::string_view(prefixed).substr(0, colon));
    if (prefix == prefixes.end())
      fail(fmt::format("the prefix '{}' is not declared", truncate_at_code_point(prefixed.substr(0, colon), 100)));
    return prefix->second + prefixed.substr(colon + 1);
  }

  std::string literal_text() {
    const char quote = take();
    const bool is_long = has(1) && text[at] == quote && text[at + 1] == quote;
    if (is_long) at += 2;
    std::string out;
    for (;;) {
      if (!is_long && peek() == '\n') fail("a line end in a short literal");
      const char c = take();
      if (c == '\\') {
        escape(out);
      } else if (c != quote) {
        out += c;
      } else if (!is_long) {
        return out;
      } else if (has(1) && text[at] == quote && text[at + 1] == quote) {
        at += 2;
        // Up to two quotation marks may stand right before the closing three.
        while (peek() == quote) out += take();
        return out;
      } else {
        out += c;
      }
    }
  }

  TurtleObject literal() {
    TurtleObject object{.kind = TurtleObject::Kind::literal, .text = literal_text()};
    if (peek() == '@') {
      take();
      object.language = word();
    } else if (looks_at("^^")) {
      at += 2;
      peek() == '<' ? iri_reference() : expanded(word());
    }
    return object;
  }

  TurtleObject nameless() {
    take();
    TurtleStatement inner;
    property_list(inner, ']');
    expect(']');
    for (auto& [predicate, object] : inner.properties) {
      const bool value = predicate == kLiteralForm || (predicate.starts_with(kRdf) && predicate.ends_with("#value"));
      if (value && object.kind == TurtleObject::Kind::literal) return std::move(object);
    }
    return {};
  }

  TurtleObject object() {
    skip_blanks();
    if (++depth > kDeepest) throw Error(ErrorKind::limit, "nodes are nested too deeply", {name, line});
    TurtleObject out;
    const char c = peek();
    if (c == '<') {
      out = {TurtleObject::Kind::iri, iri_reference(), {}};
    } else if (c == '"' || c == '\'') {
      out = literal();
    } else if (c == '[') {
      out = nameless();
    } else if (c == '(') {
      take();
      for (skip_blanks(); peek() != ')'; skip_blanks()) object();
      take();
    } else {
      out = named_object();
    }
    --depth;
    return out;
  }

  TurtleObject named_object() {
    const std::string value = word();
    if (value.empty()) fail("an object is missing");
    if (value.starts_with("_:")) return {};
    const bool number = value.find_first_not_of("+-.0123456789eE") == value.npos;
    if (number || value == "true" || value == "false") return {TurtleObject::Kind::literal, value, {}};
    return {TurtleObject::Kind::iri, expanded(value), {}};
  }

  std::string predicate() {
    if (peek() == '<') return iri_reference();
    const std::string value = word();
    return value == "a" ? std::string(kRdf) + "type" : expanded(value);
  }

  void property_list(TurtleStatement& statement, char end) {
    for (skip_blanks(); peek() != end; skip_blanks()) {
      if (peek() == ';') {
        take();
        continue;
      }
      const std::string of = predicate();
      do {
        statement.properties.emplace_back(of, object());
        skip_blanks();
      } while (peek() == ',' && take() == ',');
      if (peek() != ';' && peek() != end) fail(fmt::format("';' or '{}' expected", end));
    }
  }

  /// "@prefix x: <y> ." and "@base <y> .", or as SPARQL writes them, without "@" and full stop.
  bool directive() {
    const bool at_sign = peek() == '@';
    if (!at_sign && !looks_at("PREFIX") && !looks_at("prefix") && !looks_at("BASE") && !looks_at("base")) return false;
    const std::size_t begin = at;
    const std::string kind = fold(word());
    if (kind != "@prefix" && kind != "prefix" && kind != "@base" && kind != "base") {
      if (at_sign) fail(fmt::format("'{}' is no directive", truncate_at_code_point(kind, 100)));
      at = begin;
      return false;
    }
    skip_blanks();
    std::string prefix;
    if (kind.ends_with("prefix")) {
      prefix = word();
      if (!prefix.ends_with(':')) fail("a prefix without colon");
      prefix.pop_back();
      skip_blanks();
    }
    if (peek() != '<') fail("an IRI expected");
    (kind.ends_with("prefix") ? prefixes[prefix] : base) = iri_reference();
    if (at_sign) expect('.');
    return true;
  }

  std::string subject() {
    const char c = peek();
    if (c == '<') return iri_reference();
    if (c == '[' || c == '(') {
      object();
      return {};
    }
    const std::string value = word();
    if (value.starts_with("_:")) return {};
    return expanded(value);
  }

  void compact() {
    if (at > kCompactFrom) {
      text.erase(0, at);
      at = 0;
    }
    statement_begin = at;
  }
};

TurtleReader::TurtleReader(std::string name, std::function<bool(std::string&)> more)
    : impl_(std::make_unique<Impl>(Impl{std::move(name), std::move(more)})) {}

TurtleReader::~TurtleReader() = default;

bool TurtleReader::next(TurtleStatement& statement) {
  for (;;) {
    impl_->compact();
    impl_->skip_blanks();
    if (!impl_->has()) return false;
    if (!impl_->directive()) break;
  }
  statement = {};
  statement.line = impl_->line;
  statement.subject = impl_->subject();
  impl_->property_list(statement, '.');
  impl_->expect('.');
  return true;
}

std::string turtle_literal(std::string_view text, std::string_view language) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n')
      out += "\\n";
    else if (c == '\r')
      out += "\\r";
    else if (c == '\t')
      out += "\\t";
    else
      out += c;
  }
  out += '"';
  if (!language.empty()) out += "@" + std::string(language);
  return out;
}

std::string turtle_iri(std::string_view iri) {
  std::string out = "<";
  for (const char c : iri) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte == 0x7F || std::string_view("<>\"{}|\\^`").find(c) != std::string_view::npos) {
      out += fmt::format("%{:02X}", byte);
    } else {
      out += c;
    }
  }
  return out + '>';
}

}  // namespace termknit
