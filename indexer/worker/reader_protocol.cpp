// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/reader_protocol.h"

#include <cstring>

#include "language/text.h"

namespace termknit {
namespace {

class Packer {
 public:
  void number(std::uint64_t value) {
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    out.append(bytes, sizeof value);
  }
  void text(std::string_view value) {
    number(value.size());
    out.append(value);
  }
  std::string out;
};

class Unpacker {
 public:
  explicit Unpacker(std::string_view message) : rest_(message) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    if (rest_.size() < sizeof value) {
      good_ = false;
      rest_ = {};
      return 0;
    }
    std::memcpy(&value, rest_.data(), sizeof value);
    rest_.remove_prefix(sizeof value);
    return value;
  }

  std::string_view bytes() {
    const std::uint64_t size = number();
    if (size > rest_.size()) {
      good_ = false;
      rest_ = {};
      return {};
    }
    const std::string_view value = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return value;
  }

  std::string text() {
    const std::string_view value = bytes();
    good_ = good_ && is_valid_utf8(value);
    return std::string(value);
  }

  /// A number of at most `last`.
  template <typename Enum>
  Enum one_of(Enum last) {
    const std::uint64_t value = number();
    if (value > static_cast<std::uint64_t>(last)) good_ = false;
    return good_ ? static_cast<Enum>(value) : Enum{};
  }

  /// How many items follow; none can be shorter than a number.
  std::uint64_t count() {
    const std::uint64_t value = number();
    if (value > rest_.size() / sizeof value) good_ = false;
    return good_ ? value : 0;
  }

  bool good() const { return good_; }
  bool done() const { return good_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool good_ = true;
};

void pack_article(Packer& packer, const ReadArticle& article) {
  packer.text(article.title);
  packer.text(article.declared_language);
  packer.text(article.encoding);
  packer.number(article.encoding_guessed);
  packer.number(article.blocks.size());
  for (const ReadBlock& block : article.blocks) {
    packer.number(static_cast<std::uint64_t>(block.kind));
    packer.number(block.boilerplate);
    packer.text(block.text);
    packer.text(block.language);
  }
}

ReadArticle unpack_article(Unpacker& unpacker) {
  ReadArticle article;
  article.title = unpacker.text();
  article.declared_language = unpacker.text();
  article.encoding = unpacker.text();
  article.encoding_guessed = unpacker.number() != 0;
  for (std::uint64_t count = unpacker.count(); count > 0 && unpacker.good(); --count) {
    ReadBlock block;
    block.kind = unpacker.one_of(BlockKind::caption);
    block.boilerplate = unpacker.number() != 0;
    block.text = unpacker.text();
    block.language = unpacker.text();
    article.blocks.push_back(std::move(block));
  }
  return article;
}

}  // namespace

std::string pack(const ReadRequest& request) {
  Packer packer;
  packer.out.reserve(request.bytes.size() + 256);
  packer.number(static_cast<std::uint64_t>(request.format));
  packer.text(request.options.name);
  packer.text(request.options.encoding.value_or(""));
  packer.number(request.options.all_text);
  packer.number(request.limits.cpu_seconds);
  packer.number(request.limits.wall_seconds);
  packer.number(request.limits.memory_bytes);
  packer.text(request.bytes);
  return std::move(packer.out);
}

std::optional<ReadRequest> unpack_request(std::string_view message) {
  Unpacker unpacker(message);
  ReadRequest request;
  request.format = unpacker.one_of(ArticleFormat::po);
  request.options.name = unpacker.text();
  if (std::string encoding = unpacker.text(); !encoding.empty()) request.options.encoding = std::move(encoding);
  request.options.all_text = unpacker.number() != 0;
  request.limits.cpu_seconds = static_cast<unsigned>(unpacker.number());
  request.limits.wall_seconds = static_cast<unsigned>(unpacker.number());
  request.limits.memory_bytes = unpacker.number();
  request.bytes = unpacker.bytes();
  if (!unpacker.done()) return std::nullopt;
  return request;
}

std::string pack(const ReadAnswer& answer) {
  Packer packer;
  packer.number(answer.article.has_value());
  packer.number(static_cast<std::uint64_t>(answer.failure));
  packer.text(answer.message);
  packer.number(answer.diagnostics.size());
  for (const Diagnostic& diagnostic : answer.diagnostics) {
    packer.number(static_cast<std::uint64_t>(diagnostic.severity));
    packer.text(diagnostic.message);
    packer.text(diagnostic.place.file);
    packer.number(diagnostic.place.line);
    packer.number(diagnostic.place.column);
  }
  if (answer.article) pack_article(packer, *answer.article);
  return std::move(packer.out);
}

std::optional<ReadAnswer> unpack_answer(std::string_view message) {
  Unpacker unpacker(message);
  ReadAnswer answer;
  const bool has_article = unpacker.number() != 0;
  answer.failure = unpacker.one_of(ErrorKind::internal);
  answer.message = unpacker.text();
  for (std::uint64_t count = unpacker.count(); count > 0 && unpacker.good(); --count) {
    Diagnostic diagnostic;
    diagnostic.severity = unpacker.one_of(Severity::error);
    diagnostic.message = unpacker.text();
    diagnostic.place.file = unpacker.text();
    diagnostic.place.line = unpacker.number();
    diagnostic.place.column = unpacker.number();
    answer.diagnostics.push_back(std::move(diagnostic));
  }
  if (has_article) answer.article = unpack_article(unpacker);
  if (!unpacker.done()) return std::nullopt;
  return answer;
}

}  // namespace termknit
