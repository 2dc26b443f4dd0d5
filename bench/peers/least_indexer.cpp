// SPDX-License-Identifier: GPL-3.0-or-later
// least_indexer FILE DATABASE CORPUS: what replay_terms does, and beside it the least that an indexer of this kind has
// to do with the libraries it uses, without looking at a single word: each file is read, split into words by ICU, its
// language identified by cld2, once, and its text packed by zstd as the product packs it (level, size of the
// dictionary of a language). How much of "index CPU beside replay_terms" is left for everything else.

// clang-format off: cld2's header does not compile before these three.
#include <cstdio>
#include <string>
#include <vector>

#include <cld2/public/compact_lang_det.h>
// clang-format on

#include <map>
#include <memory>

#include <unicode/brkiter.h>
#include <unicode/utext.h>
#include <zstd.h>

#include "bench/peers/corpus.h"
#include "bench/peers/replay.h"

namespace {

constexpr int kLevel = 5;
constexpr std::size_t kDictionary = 112 << 10;

class LeastWork {
 public:
  explicit LeastWork(const std::string& folder) : files_(corpus::files_below(folder)) {}

  void next_file() {
    if (next_ == files_.size()) return;
    const std::string text = corpus::text_of(files_[next_++]);
    count_words(text);
    pack(text, language_of(text));
  }

  std::size_t words() const { return words_; }

 private:
  void count_words(const std::string& text) {
    UErrorCode status = U_ZERO_ERROR;
    UText* utext = utext_openUTF8(nullptr, text.data(), static_cast<int64_t>(text.size()), &status);
    breaks_->setText(utext, status);
    for (breaks_->first(); breaks_->next() != icu::BreakIterator::DONE;)
      words_ += breaks_->getRuleStatus() >= UBRK_WORD_NONE_LIMIT;
    utext_close(utext);
  }

  static CLD2::Language language_of(const std::string& text) {
    bool reliable = false;
    return CLD2::DetectLanguage(text.data(), static_cast<int>(text.size()), true, &reliable);
  }

  void pack(const std::string& text, CLD2::Language language) {
    Dictionary& dictionary = dictionaries_[language];
    if (!dictionary.made && dictionary.text.size() < kDictionary) dictionary.text += text;
    if (!dictionary.made && dictionary.text.size() >= kDictionary)
      dictionary.made.reset(ZSTD_createCDict(dictionary.text.data(), kDictionary, kLevel), ZSTD_freeCDict);
    ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, kLevel);
    ZSTD_CCtx_refCDict(context_.get(), dictionary.made.get());
    packed_.resize(ZSTD_compressBound(text.size()));
    ZSTD_compress2(context_.get(), packed_.data(), packed_.size(), text.data(), text.size());
  }

  struct Dictionary {
    std::string text{};
    std::shared_ptr<ZSTD_CDict> made{};
  };

  std::vector<std::filesystem::path> files_;
  std::size_t next_ = 0, words_ = 0;
  UErrorCode status_ = U_ZERO_ERROR;
  std::unique_ptr<icu::BreakIterator> breaks_{icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status_)};
  std::shared_ptr<ZSTD_CCtx> context_{ZSTD_createCCtx(), ZSTD_freeCCtx};
  std::map<CLD2::Language, Dictionary> dictionaries_;
  std::string packed_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  LeastWork work(argv[3]);
  const bool done = term_stream::replay(argv[1], argv[2], [&] { work.next_file(); });
  std::printf("%zu words\n", work.words());
  return done ? 0 : 4;
}
