// SPDX-License-Identifier: GPL-3.0-or-later
// words_and_stems FOLDER DATABASE: a minimal Xapian indexer with ICU words, case folded, and Hunspell stems from a
// cache; words and first stems ("Z") posted with positions, text stored, default commits. The language of a file is the
// name of the folder right below FOLDER; Finnish, which has no Hunspell dictionary here, is stemmed by Snowball.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <hunspell.hxx>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>

#include <unicode/brkiter.h>
#include <unicode/casemap.h>
#include <unicode/ucnv.h>
#include <unicode/utext.h>
#include <xapian.h>

#include "bench/peers/corpus.h"

namespace fs = std::filesystem;

namespace {

const std::map<std::string, std::string> kDictionaries{
    {"de", "de_DE"}, {"lv", "lv_LV"}, {"cs", "cs_CZ"}, {"en", "en_US"}};

class Stemmer {
 public:
  explicit Stemmer(const std::string& language) {
    const auto name = kDictionaries.find(language);
    if (name == kDictionaries.end()) {
      snowball_ = Xapian::Stem(language == "fi" ? "finnish" : "none");
      return;
    }
    const std::string path = "/usr/share/hunspell/" + name->second;
    hunspell_ = std::make_unique<Hunspell>((path + ".aff").c_str(), (path + ".dic").c_str());
    UErrorCode status = U_ZERO_ERROR;
    converter_ = ucnv_open(hunspell_->get_dic_encoding(), &status);
  }

  const std::string& stem(const std::string& word) {
    const auto known = cache_.find(word);
    if (known != cache_.end()) return known->second;
    std::string result = word;
    if (!hunspell_) {
      result = snowball_(word);
    } else {
      const auto stems = hunspell_->stem(encode(word));
      if (!stems.empty()) result = decode(stems.front());
    }
    return cache_.emplace(word, std::move(result)).first->second;
  }

 private:
  std::string encode(const std::string& utf8) {
    const auto text = icu::UnicodeString::fromUTF8(utf8);
    std::string out(utf8.size() * 2 + 8, '\0');
    UErrorCode status = U_ZERO_ERROR;
    out.resize(
        static_cast<std::size_t>(text.extract(out.data(), static_cast<int32_t>(out.size()), converter_, status)));
    return out;
  }
  std::string decode(const std::string& bytes) {
    UErrorCode status = U_ZERO_ERROR;
    std::string out;
    icu::UnicodeString(bytes.data(), static_cast<int32_t>(bytes.size()), converter_, status).toUTF8String(out);
    return out;
  }

  std::unique_ptr<Hunspell> hunspell_;
  Xapian::Stem snowball_;
  UConverter* converter_ = nullptr;
  std::unordered_map<std::string, std::string> cache_;
};

std::string fold(std::string_view word) {
  const bool ascii = std::all_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  std::string out;
  if (ascii) {
    for (const char c : word) out += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    return out;
  }
  UErrorCode status = U_ZERO_ERROR;
  icu::StringByteSink<std::string> sink(&out);
  icu::CaseMap::utf8Fold(0, icu::StringPiece(word.data(), static_cast<int32_t>(word.size())), sink, nullptr, status);
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const fs::path root = argv[1];
  std::map<std::string, Stemmer> stemmers;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> words(
      icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  Xapian::WritableDatabase database(argv[2], Xapian::DB_CREATE_OR_OVERWRITE);
  for (const fs::path& file : corpus::files_below(root)) {
    const std::string language = file.lexically_relative(root).begin()->string();
    Stemmer& stemmer = stemmers.try_emplace(language, language).first->second;
    const std::string text = corpus::text_of(file);
    Xapian::Document document;
    document.set_data(text);
    document.add_boolean_term("Q" + file.string().substr(0, 200));
    UText* utext = utext_openUTF8(nullptr, text.data(), static_cast<int64_t>(text.size()), &status);
    words->setText(utext, status);
    Xapian::termpos position = 0;
    int32_t from = words->first();
    for (int32_t to = words->next(); to != icu::BreakIterator::DONE; from = to, to = words->next()) {
      if (words->getRuleStatus() < UBRK_WORD_NONE_LIMIT || to - from > 64) continue;
      const std::string word =
          fold(std::string_view(text).substr(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from)));
      if (word.empty() || word.size() > 200) continue;
      document.add_posting(word, ++position);
      const std::string& stem = stemmer.stem(word);
      if (stem.size() < 200) document.add_posting("Z" + stem, position);
    }
    utext_close(utext);
    database.add_document(document);
  }
  database.commit();
}
