// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/dictionary_maker.h"

#include <utility>

#include "indexer/article_record.h"

namespace termknit {
namespace {

constexpr std::size_t kSmall = 32 << 10, kLarge = 112 << 10;  // of text
constexpr std::size_t kWorthLarge = 1 << 20;  // bytes of articles: with twice that it saves more than it takes
constexpr std::size_t kBeginning = 2 << 10;   // of an article as it is packed: a dictionary is of many
constexpr std::size_t kSample = 8 << 10;
constexpr std::size_t kSampledOf = 4;  // articles: one is a sample, the others are text
constexpr std::size_t kMostSamples = 24;

bool is_large(const TextDictionary& dictionary) {
  return dictionary.text.size() > 2 * kSmall;
}

}  // namespace

void DictionaryMaker::know(const LanguageTag& language, TextDictionary dictionary) {
  dictionaries_.insert_or_assign(language, std::move(dictionary));
}

void DictionaryMaker::learn(const Article& article) {
  if (is_large(dictionary_for(article))) return;
  Learnt& learnt = learnt_[article.language.language()];
  learnt.bytes += article.text.size();
  if (learnt.text.size() >= kLarge && learnt.samples.size() >= kMostSamples) return;
  const std::string record = format_article(article);
  const bool is_sample = ++learnt.articles % kSampledOf == 0 && learnt.samples.size() < kMostSamples;
  if (is_sample) {
    learnt.samples.push_back(record.substr(0, kSample));
  } else if (learnt.text.size() < kLarge) {
    learnt.text.append(record, 0, kBeginning);
  }
}

bool DictionaryMaker::renew(const Article& article) {
  const LanguageTag language = article.language.language();
  const auto found = learnt_.find(language);
  if (found == learnt_.end()) return false;
  const Learnt& learnt = found->second;
  const bool large = learnt.text.size() >= kLarge && learnt.bytes >= kWorthLarge;
  const bool small = learnt.text.size() >= kSmall && dictionary_for(article).text.empty();
  if (!large && !small) return false;
  TextDictionary made =
      make_text_dictionary(std::string_view(learnt.text).substr(0, large ? kLarge : kSmall), learnt.samples);
  if (large) learnt_.erase(found);
  if (made.text.empty()) return false;
  know(language, std::move(made));
  return true;
}

const TextDictionary& DictionaryMaker::dictionary_for(const Article& article) const {
  static const TextDictionary kNone;
  const auto it = dictionaries_.find(article.language.language());
  return it == dictionaries_.end() ? kNone : it->second;
}

std::string DictionaryMaker::pack(const Article& article) const {
  return pack_text(format_article(article), dictionary_for(article));
}

}  // namespace termknit
