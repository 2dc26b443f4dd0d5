// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/query.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "core/error.h"
#include "core/tsv.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr std::size_t kMostCharacters = 1000;
constexpr std::size_t kMostWords = 64;
constexpr int kDeepest = 32;
constexpr std::size_t kShortestPrefix = 2;
constexpr std::uint32_t kNearDistance = 10, kMostNear = 100;

struct Lexeme {
  enum class Kind { word, phrase, open, close, end } kind = Kind::end;
  std::string text{};
  std::size_t at = 0;  // byte of its beginning
};

[[noreturn]] void fail(std::string message, std::size_t at) {
  throw Error(ErrorKind::usage, std::move(message), {"query", 1, at + 1});
}

constexpr std::array<std::pair<std::string_view, QueryNode::Kind>, 3> kFields{
    {{"lang:", QueryNode::Kind::language}, {"title:", QueryNode::Kind::title}, {"path:", QueryNode::Kind::path}}};

/// "title:" itself, or "-title:".
bool is_field(std::string_view word) {
  if (word.starts_with('-')) word.remove_prefix(1);
  return std::any_of(kFields.begin(), kFields.end(), [&](const auto& field) { return field.first == word; });
}

std::vector<Lexeme> lex(std::string_view text) {
  std::vector<Lexeme> lexemes;
  std::size_t i = 0;
  while (i < text.size()) {
    const char c = text[i];
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      ++i;
    } else if (c == '(' || c == ')') {
      lexemes.push_back({c == '(' ? Lexeme::Kind::open : Lexeme::Kind::close, std::string(1, c), i});
      ++i;
    } else if (c == '"') {
      const std::size_t end = text.find('"', i + 1);
      if (end == text.npos) fail("quotation mark without its partner", i);
      lexemes.push_back({Lexeme::Kind::phrase, std::string(text.substr(i + 1, end - i - 1)), i});
      i = end + 1;
    } else {
      std::size_t end = std::min(text.find_first_of(" \t\r\n()\"", i), text.size());
      std::string word(text.substr(i, end - i));
      if (end < text.size() && text[end] == '"' && is_field(word)) {  // title:"two words"
        const std::size_t close = text.find('"', end + 1);
        if (close == text.npos) fail("quotation mark without its partner", end);
        word += text.substr(end + 1, close - end - 1);
        end = close + 1;
      }
      lexemes.push_back({Lexeme::Kind::word, std::move(word), i});
      i = end;
    }
  }
  lexemes.push_back({Lexeme::Kind::end, "", text.size()});
  return lexemes;
}

std::vector<std::string> split_blanks(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n", i);
    if (begin == text.npos) break;
    const std::size_t end = std::min(text.find_first_of(" \t\r\n", begin), text.size());
    words.emplace_back(text.substr(begin, end - begin));
    i = end;
  }
  return words;
}

class Parser {
 public:
  explicit Parser(std::string_view text) : lexemes_(lex(text)) {}

  QueryNode parse() {
    if (peek().kind == Lexeme::Kind::end) fail("the query is empty; give a word to search for", 0);
    QueryNode node = any_of(0);
    if (peek().kind == Lexeme::Kind::close) fail("closing parenthesis without its partner", peek().at);
    return node;
  }

 private:
  const Lexeme& peek(std::size_t ahead = 0) const { return lexemes_[std::min(next_ + ahead, lexemes_.size() - 1)]; }
  bool at_operator(std::string_view name) const { return peek().kind == Lexeme::Kind::word && peek().text == name; }
  bool at_operand() const {
    if (peek().kind == Lexeme::Kind::word) return !at_operator("AND") && !at_operator("OR") && !is_near(peek().text);
    return peek().kind == Lexeme::Kind::phrase || peek().kind == Lexeme::Kind::open;
  }
  static bool is_near(std::string_view word) { return word == "NEAR" || word.starts_with("NEAR/"); }

  static QueryNode join(QueryNode::Kind kind, std::vector<QueryNode> children) {
    if (children.size() == 1) return std::move(children.front());
    QueryNode node;
    node.kind = kind;
    node.children = std::move(children);
    return node;
  }

  QueryNode any_of(int depth) {
    if (depth > kDeepest) fail(fmt::format("parentheses deeper than {}", kDeepest), peek().at);
    std::vector<QueryNode> children;
    children.push_back(all_of(depth));
    while (at_operator("OR")) {
      ++next_;
      children.push_back(all_of(depth));
    }
    return join(QueryNode::Kind::any_of, std::move(children));
  }

  QueryNode all_of(int depth) {
    std::vector<QueryNode> children;
    children.push_back(near(depth));
    while (at_operator("AND") || at_operand()) {
      if (at_operator("AND")) ++next_;
      children.push_back(near(depth));
    }
    const bool only_negative = std::all_of(
        children.begin(), children.end(), [](const QueryNode& child) { return child.kind == QueryNode::Kind::not_of; });
    if (only_negative) fail("nothing to search for but what to leave out; add a word", children.front().at);
    return join(QueryNode::Kind::all_of, std::move(children));
  }

  QueryNode near(int depth) {
    QueryNode left = operand(depth);
    if (!at_near()) return left;
    QueryNode node;
    node.kind = QueryNode::Kind::near;
    node.at = left.at;
    node.children.push_back(std::move(left));
    while (at_near()) {
      const Lexeme op = peek();
      node.distance = std::max(node.distance, near_distance(op));
      ++next_;
      node.children.push_back(operand(depth));
      for (const QueryNode& child : node.children) {
        if (child.kind != QueryNode::Kind::word && child.kind != QueryNode::Kind::prefix)
          fail("NEAR stands between two words", op.at);
      }
    }
    return node;
  }

  bool at_near() const { return peek().kind == Lexeme::Kind::word && is_near(peek().text); }

  static std::uint32_t near_distance(const Lexeme& op) {
    constexpr std::string_view kPlain = "NEAR";
    if (op.text == kPlain) return kNearDistance;
    std::uint32_t distance = 0;
    const char* end = op.text.data() + op.text.size();
    const auto parsed = std::from_chars(op.text.data() + kPlain.size() + 1, end, distance);
    if (parsed.ec != std::errc{} || parsed.ptr != end || distance == 0 || distance > kMostNear)
      fail(fmt::format("NEAR/n takes a number from 1 to {}", kMostNear), op.at);
    return distance;
  }

  QueryNode operand(int depth) {
    const Lexeme lexeme = peek();
    if (lexeme.kind == Lexeme::Kind::open) {
      ++next_;
      QueryNode node = any_of(depth + 1);
      if (peek().kind != Lexeme::Kind::close) fail("parenthesis without its partner", lexeme.at);
      ++next_;
      return node;
    }
    if (lexeme.kind == Lexeme::Kind::phrase) {
      ++next_;
      return phrase(lexeme);
    }
    if (!at_operand()) {
      fail(lexeme.kind == Lexeme::Kind::word
               ? fmt::format("{} needs a word on both sides; write it small to search for it", lexeme.text)
               : "a word is missing here",
           lexeme.at);
    }
    ++next_;
    const bool minus_word = lexeme.text.size() > 1 && lexeme.text.front() == '-';
    // -"two words" and -(a OR b): the minus touches what follows.
    const bool minus = lexeme.text == "-" && peek().at == lexeme.at + 1 &&
                       (peek().kind == Lexeme::Kind::phrase || peek().kind == Lexeme::Kind::open);
    if (lexeme.text != "NOT" && !minus && !minus_word) return word(lexeme);
    QueryNode node;
    node.kind = QueryNode::Kind::not_of;
    node.at = lexeme.at;
    node.children.push_back(minus_word ? word({Lexeme::Kind::word, lexeme.text.substr(1), lexeme.at + 1})
                                       : operand(depth));
    return node;
  }

  QueryNode phrase(const Lexeme& lexeme) {
    QueryNode node;
    node.kind = QueryNode::Kind::phrase;
    node.at = lexeme.at;
    node.words = split_blanks(lexeme.text);
    if (node.words.empty()) fail("the quotation marks hold no word", lexeme.at);
    count_words(node.words.size(), lexeme.at);
    return node;
  }

  QueryNode word(const Lexeme& lexeme) {
    QueryNode node;
    node.at = lexeme.at;
    for (const auto& [field, kind] : kFields) {
      if (!lexeme.text.starts_with(field)) continue;
      node.kind = kind;
      node.text = trim(std::string_view(lexeme.text).substr(field.size()));
      if (node.text.empty()) fail(fmt::format("{} needs a value, without a blank between", field), lexeme.at);
      if (kind == QueryNode::Kind::language && !LanguageTag::try_parse(node.text))
        fail(fmt::format("'{}' is not a language code; use one like de or pt-BR", node.text), lexeme.at + field.size());
      if (kind == QueryNode::Kind::title) node.words = split_blanks(node.text);
      count_words(node.words.size(), lexeme.at);
      return node;
    }
    count_words(1, lexeme.at);
    node.text = lexeme.text;
    if (node.text.size() > 1 && node.text.back() == '*') {
      node.text.pop_back();
      node.kind = QueryNode::Kind::prefix;
      if (code_points(node.text) < kShortestPrefix)
        fail(fmt::format("a prefix needs {} letters or more", kShortestPrefix), lexeme.at);
    }
    return node;
  }

  void count_words(std::size_t count, std::size_t at) {
    words_ += count;
    if (words_ > kMostWords) fail(fmt::format("more than {} words", kMostWords), at);
  }

  std::vector<Lexeme> lexemes_;
  std::size_t next_ = 0, words_ = 0;
};

std::string quoted(const std::string& text) {
  return text.find_first_of(" ()") == text.npos ? text : '"' + text + '"';
}

std::string joined(const QueryNode& node, std::string_view separator) {
  std::string out = "(";
  for (const QueryNode& child : node.children) {
    if (&child != &node.children.front()) out += separator;
    out += to_string(child);
  }
  return out + ")";
}

}  // namespace

QueryNode parse_query(std::string_view text) {
  if (!is_valid_utf8(text)) fail("the query is not valid UTF-8", 0);
  const std::string clean = clean_text(text);
  if (code_points(clean) > kMostCharacters)
    fail(fmt::format("the query is longer than {} characters", kMostCharacters), 0);
  try {
    return Parser(clean).parse();
  } catch (const Error& error) {
    // Places are counted in letters, as people do.
    const std::string_view before = truncate_at_code_point(clean, error.place().column - 1);
    throw Error(error.kind(), error.message(), {"query", 1, code_points(before) + 1});
  }
}

std::string to_string(const QueryNode& node) {
  using enum QueryNode::Kind;
  switch (node.kind) {
    case word:
      return node.text;
    case prefix:
      return node.text + "*";
    case language:
      return "lang:" + node.text;
    case title:
      return "title:" + quoted(node.text);
    case path:
      return "path:" + quoted(node.text);
    case not_of:
      return "NOT " + to_string(node.children.front());
    case all_of:
      return joined(node, " AND ");
    case any_of:
      return joined(node, " OR ");
    case near:
      return joined(node, fmt::format(" NEAR/{} ", node.distance));
    case phrase:
      break;
  }
  std::string out = "\"";
  for (const std::string& part : node.words) out += (&part == &node.words.front() ? "" : " ") + part;
  return out + "\"";
}

}  // namespace termknit
