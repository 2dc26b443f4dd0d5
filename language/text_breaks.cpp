// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/text_breaks.h"

#include <string>

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "core/error.h"
#include "language/simple_breaks.h"

namespace termknit {
namespace {

struct CloseText {
  void operator()(UText* text) const { utext_close(text); }
};
struct CloseBreaks {
  void operator()(UBreakIterator* breaks) const { ubrk_close(breaks); }
};
using Breaks = std::unique_ptr<UBreakIterator, CloseBreaks>;

Breaks open_breaks(UBreakIteratorType type, const LanguageTag& language) {
  UErrorCode status = U_ZERO_ERROR;
  const std::string locale = language.undetermined() ? "" : language.str();
  Breaks breaks(ubrk_open(type, locale.c_str(), nullptr, 0, &status));
  if (U_FAILURE(status)) throw Error(ErrorKind::internal, "ICU's segmentation data cannot be loaded");
  return breaks;
}

}  // namespace

struct TextBreaker::Impl {
  Breaks words, sentences;
  bool is_simple;  ///< the language ends its sentences as most do
  SimpleBreaks simple{};
  TextBreaks found{};

  explicit Impl(const LanguageTag& language)
      : words(open_breaks(UBRK_WORD, language)),
        sentences(open_breaks(UBRK_SENTENCE, language)),
        is_simple(language.language().str() != "el") {}  // in Greek a semicolon asks

  void find_by_icu(std::string_view text) {
    found.words.clear();
    found.sentences.assign(1, 0);
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UText, CloseText> utext(
        utext_openUTF8(nullptr, text.data(), static_cast<int64_t>(text.size()), &status));
    ubrk_setUText(sentences.get(), utext.get(), &status);
    if (U_FAILURE(status)) throw Error(ErrorKind::internal, "ICU cannot read a text");
    for (int32_t at = ubrk_next(sentences.get()); at != UBRK_DONE; at = ubrk_next(sentences.get())) {
      const auto offset = static_cast<std::uint32_t>(at);
      if (offset < text.size()) found.sentences.push_back(offset);
    }
    ubrk_setUText(words.get(), utext.get(), &status);
    if (U_FAILURE(status)) throw Error(ErrorKind::internal, "ICU cannot read a text");
    int32_t from = ubrk_first(words.get());
    for (int32_t to = ubrk_next(words.get()); to != UBRK_DONE; from = to, to = ubrk_next(words.get())) {
      if (ubrk_getRuleStatus(words.get()) < UBRK_WORD_NONE_LIMIT) continue;
      found.words.push_back({static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)});
    }
  }
};

TextBreaker::TextBreaker(const LanguageTag& language) : impl_(std::make_unique<Impl>(language)) {}
TextBreaker::~TextBreaker() = default;
TextBreaker::TextBreaker(TextBreaker&&) noexcept = default;
TextBreaker& TextBreaker::operator=(TextBreaker&&) noexcept = default;

const TextBreaks& TextBreaker::find(std::string_view text) {
  if (!impl_->is_simple || !impl_->simple.find(text, impl_->found)) impl_->find_by_icu(text);
  return impl_->found;
}

const TextBreaks& TextBreaker::find_by_icu(std::string_view text) {
  impl_->find_by_icu(text);
  return impl_->found;
}

}  // namespace termknit
