// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/posting_list.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_set>
#include <utility>

#include "core/checksum.h"
#include "indexer/index_schema.h"
#include "indexer/repeated_blocks.h"
#include "language/text.h"

namespace termknit {
namespace {

class PostingMaker {
 public:
  PostingMaker(Article& article, LanguageResources& resources, const KnownForms& known)
      : article_(article), resources_(resources), known_forms_(known), is_copy_(is_copy(article)) {}

  ArticlePostings make() {
    std::set<LanguageTag> languages{article_.language};
    for (ArticleBlock& block : article_.blocks) {
      add_block(block);
      languages.insert(block.language);
    }
    add_title();
    for (const LanguageTag& language : languages) {
      if (language.undetermined()) continue;
      result_.filters.push_back(index_schema::term(index_schema::kLanguage, language.str()));
      if (language.language() != language) {
        result_.filters.push_back(index_schema::term(index_schema::kLanguage, language.language().str()));
      }
    }
    std::sort(result_.filters.begin(), result_.filters.end());
    result_.filters.erase(std::unique(result_.filters.begin(), result_.filters.end()), result_.filters.end());
    return std::move(result_);
  }

 private:
  Analyzer& analyzer(const LanguageTag& language) {
    const auto it = analyzers_.find(language);
    return it != analyzers_.end() ? it->second
                                  : analyzers_.emplace(language, Analyzer(resources_, language)).first->second;
  }

  void add_block(ArticleBlock& block) {
    const std::string_view text = block.range.of(article_.text);
    const bool counts = !block.boilerplate && (!block.repeated || is_copy_);
    const std::uint64_t seed = checksum(block.language.language().str());
    const std::vector<Token> tokens = analyzer(block.language).analyze(text);
    for (const Token& token : tokens) {
      add_token(token, index_position(base_, token), counts);
      remember(block.language, seed, token.range.of(text), token);
    }
    block.words = static_cast<std::uint32_t>(tokens.size());
    block.sentences = tokens.empty() ? 0 : tokens.back().sentence + 1;
    base_ = next_block_position(base_, block);
  }

  void add(std::string_view prefix, std::string_view text, std::uint32_t position, bool counts) {
    if (!text.empty()) result_.postings.push_back({index_schema::term(prefix, text), position, counts});
  }

  void add_token(const Token& token, std::uint32_t position, bool counts) {
    add("", token.folded, position, counts);
    for (const CompoundPart& part : token.analysis->parts) add(index_schema::kPart, fold(part.lemma), position, counts);
  }

  void remember(const LanguageTag& language, std::uint64_t seed, std::string_view form, const Token& token) {
    const std::uint64_t key = checksum(form, seed);
    if (!remembered_.insert(key).second || (known_forms_ && known_forms_(key))) return;
    result_.vocabulary.push_back({language.language(), std::string(form), token.analysis, key});
  }

  void add_title() {
    if (article_.title.empty()) return;
    std::uint32_t position = 1;
    for (const Token& token : analyzer(article_.language).analyze(article_.title)) {
      add(index_schema::kTitle, token.folded, position, true);
      for (const std::string& lemma : token.analysis->lemmas) {
        if (std::string folded = fold(lemma); folded != token.folded) add(index_schema::kTitle, folded, position, true);
      }
      ++position;
    }
  }

  Article& article_;
  LanguageResources& resources_;
  const KnownForms& known_forms_;
  const bool is_copy_;
  std::map<LanguageTag, Analyzer> analyzers_;
  std::unordered_set<std::uint64_t> remembered_;
  std::uint32_t base_ = kFirstPosition;
  ArticlePostings result_;
};

}  // namespace

std::uint32_t index_position(std::uint32_t base, const Token& token) {
  return base + token.position + token.sentence * index_schema::kSentenceGap;
}

std::uint32_t next_block_position(std::uint32_t base, const ArticleBlock& block) {
  return base + block.words + block.sentences * index_schema::kSentenceGap;
}

void add_filters(ArticlePostings& postings, const std::vector<std::string>& terms) {
  std::set<std::string> all(postings.filters.begin(), postings.filters.end());
  all.insert(terms.begin(), terms.end());
  all.erase("");
  postings.filters.assign(all.begin(), all.end());
}

ArticlePostings make_postings(Article& article, LanguageResources& resources, const KnownForms& known) {
  return PostingMaker(article, resources, known).make();
}

}  // namespace termknit
