// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/analyzer.h"

#include <algorithm>
#include <utility>

#include "language/text.h"
#include "language/text_breaks.h"

namespace termknit {
namespace {

constexpr std::size_t kLongestToken = 100;  // letters: longer runs are noise

/// Length of a hyphen between letters at `at`; 0 if there is none.
std::size_t hyphen_length(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  if (text[at] == '-') return 1;
  if (text.substr(at).starts_with("\u2010") || text.substr(at).starts_with("\u2011")) return 3;
  return 0;
}

bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\t';
}

/// Addresses are no words: "https://...", "www...", "name@host".
bool is_address(std::string_view chunk) {
  return chunk.find("://") != chunk.npos || chunk.starts_with("www.") || chunk.starts_with("doi:") ||
         (chunk.find('@') != chunk.npos && chunk.find('@') != 0 && chunk.find('.') != chunk.npos);
}

/// Code points that folding takes out are neither ASCII nor Latin letters.
bool folds_to_something(std::string_view form) {
  const auto first = static_cast<unsigned char>(form.front());
  return first < 0x80 || (first >= 0xC3 && first <= 0xCB) || !fold(form).empty();
}

std::vector<ByteRange> addresses(std::string_view text) {
  std::vector<ByteRange> ranges;
  if (text.find("://") == text.npos && text.find("www.") == text.npos && text.find('@') == text.npos &&
      text.find("doi:") == text.npos)
    return ranges;
  for (std::size_t at = 0; at < text.size();) {
    if (is_blank(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && !is_blank(text[end])) ++end;
    if (is_address(text.substr(at, end - at)))
      ranges.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
    at = end;
  }
  return ranges;
}

}  // namespace

struct Analyzer::Impl {
  LanguageResources& resources;
  LanguageTag language;
  const LanguageProfile& profile;
  TextBreaker breaker;
  enum class Wanted { analyses, folded, places } wanted = Wanted::analyses;

  Impl(LanguageResources& r, LanguageTag l)
      : resources(r), language(std::move(l)), profile(r.profile(language)), breaker(language) {}

  /// Byte offsets at which sentences begin, 0 first.
  std::vector<std::uint32_t> sentence_starts(std::string_view text, const std::vector<std::uint32_t>& breaks) const {
    std::vector<std::uint32_t> starts = breaks;
    std::erase_if(starts, [&](std::uint32_t start) { return start > 0 && after_abbreviation(text.substr(0, start)); });
    return starts;
  }

  /// The text before a supposed sentence start ends in an abbreviation ("z. B. ") or an ordinal ("3. ").
  bool after_abbreviation(std::string_view before) const {
    while (!before.empty() && is_blank(before.back())) {
      if (before.back() == '\n') return false;
      before.remove_suffix(1);
    }
    if (!before.ends_with(".")) return false;
    std::size_t start = before.size();
    while (start > 0 && !is_blank(before[start - 1]) && before[start - 1] != '(') --start;
    const std::string_view last = before.substr(start);
    if (last.size() <= 3 && last[0] >= '0' && last[0] <= '9') return true;
    if (code_points(last) == 2) return true;  // an initial
    return profile.abbreviations.find(fold(last)) != profile.abbreviations.end();
  }

  void add(std::vector<Token>& tokens, std::string_view text, std::size_t begin, std::size_t end,
           std::uint32_t sentence) {
    const std::string_view form = text.substr(begin, end - begin);
    if (form.size() > kLongestToken && code_points(form) > kLongestToken) return;
    Token token;
    token.range = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    token.position = static_cast<std::uint32_t>(tokens.size());
    token.sentence = sentence;
    if (!folds_to_something(form)) return;
    if (wanted != Wanted::places) token.folded = fold(form);
    if (wanted == Wanted::analyses) token.analysis = resources.analyze_word(language, form);
    tokens.push_back(std::move(token));
  }

  std::vector<Token> analyze(std::string_view text) {
    std::vector<Token> tokens;
    if (text.empty()) return tokens;
    const TextBreaks& breaks = breaker.find(text);
    tokens.reserve(breaks.words.size());
    const std::vector<std::uint32_t> starts = sentence_starts(text, breaks.sentences);
    const std::vector<ByteRange> skipped = addresses(text);
    std::size_t sentence = 0, skip = 0;
    std::size_t pending_begin = 0, pending_end = 0;  // a word that a hyphen may lengthen
    const auto flush = [&] {
      if (pending_end == pending_begin) return;
      while (sentence + 1 < starts.size() && starts[sentence + 1] <= pending_begin) ++sentence;
      split_elision(tokens, text, pending_begin, pending_end, static_cast<std::uint32_t>(sentence));
      pending_begin = pending_end = 0;
    };
    for (const ByteRange& word : breaks.words) {
      const std::size_t begin = word.begin, end = word.end;
      while (skip < skipped.size() && skipped[skip].end <= begin) ++skip;
      if (skip < skipped.size() && skipped[skip].begin <= begin) continue;
      const bool joins =
          pending_end > pending_begin && pending_end + hyphen_length(text, pending_end) == begin && begin > pending_end;
      if (joins) {
        pending_end = end;
        continue;
      }
      flush();
      pending_begin = begin;
      pending_end = end;
    }
    flush();
    return tokens;
  }

  /// l'homme: the article is a word of its own.
  void split_elision(std::vector<Token>& tokens, std::string_view text, std::size_t begin, std::size_t end,
                     std::uint32_t sentence) {
    if (profile.elision) {
      const std::string_view form = text.substr(begin, end - begin);
      for (const std::string_view apostrophe : {"'", "’"}) {
        const std::size_t at = form.find(apostrophe);
        if (at == form.npos || at == 0 || code_points(form.substr(0, at)) > 6 || at + apostrophe.size() >= form.size())
          continue;
        const std::string article = fold(form.substr(0, at));
        const bool elided =
            article.size() <= 2 || article.ends_with("qu") || article.ends_with("ll") || article == "un";
        if (!elided) continue;
        add(tokens, text, begin, begin + at + apostrophe.size(), sentence);
        add(tokens, text, begin + at + apostrophe.size(), end, sentence);
        return;
      }
    }
    add(tokens, text, begin, end, sentence);
  }
};

Analyzer::Analyzer(LanguageResources& resources, LanguageTag language)
    : impl_(std::make_unique<Impl>(resources, std::move(language))) {}
Analyzer::~Analyzer() = default;
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;

std::vector<Token> Analyzer::analyze(std::string_view utf8) {
  impl_->wanted = Impl::Wanted::analyses;
  return impl_->analyze(utf8);
}

std::vector<Token> Analyzer::split(std::string_view utf8) {
  impl_->wanted = Impl::Wanted::folded;
  return impl_->analyze(utf8);
}

std::vector<Token> Analyzer::segment(std::string_view utf8) {
  impl_->wanted = Impl::Wanted::places;
  return impl_->analyze(utf8);
}

std::shared_ptr<const WordAnalysis> Analyzer::analyze_word(std::string_view form) {
  return impl_->resources.analyze_word(impl_->language, form);
}

const LanguageTag& Analyzer::language() const {
  return impl_->language;
}

const LanguageProfile& Analyzer::profile() const {
  return impl_->profile;
}

}  // namespace termknit
