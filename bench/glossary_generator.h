// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Glossaries of any size for measurements: concept entries in German, Latvian, Czech, Finnish and English with
// compounds, terms of several words, definitions and contexts. Words are those of the core lexicon (data/lexicon), rare
// ones rarer; the same seed gives the same entries. A term takes about 400 bytes of TBX.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/file.h"
#include "core/tsv.h"
#include "glossary/entries/concept_entry.h"
#include "language/text.h"

namespace termknit {

class GlossaryGenerator {
 public:
  /// `data` is the project's data folder.
  explicit GlossaryGenerator(const std::filesystem::path& data, std::uint64_t seed = 1) : random_(seed) {
    for (const char* code : {"en", "de", "lv", "cs", "fi"}) languages_.push_back(LanguageTag::parse(code));
    std::vector<std::filesystem::path> files;
    for (const auto& file : std::filesystem::directory_iterator(data / "lexicon")) {
      if (file.path().extension() == ".tsv") files.push_back(file.path());
    }
    std::sort(files.begin(), files.end());
    for (const auto& file : files) read(file);
  }

  /// Entries are numbered from 1: "g1", "g2", ...
  ConceptEntry next() {
    ConceptEntry entry;
    entry.id = "g" + std::to_string(++count_);
    entry.subject_fields = {nouns_[pick(std::min<std::size_t>(nouns_.size(), 40))][0]};
    const Shape shape = draw_shape();
    entry.definitions.push_back({sentence(0, 14), "ISO " + std::to_string(1000 + count_ % 9000)});
    // Few glossaries have every language in every entry.
    for (std::size_t language = 0; language < languages_.size(); ++language) {
      if (language > 1 && chance(30)) continue;
      LanguageSection& section = entry.section(languages_[language]);
      section.terms.push_back(term(shape, language, AdministrativeStatus::preferred));
      if (chance(15)) section.terms.push_back(term(draw_shape(), language, AdministrativeStatus::admitted));
    }
    return entry;
  }

 private:
  using Word = std::array<std::string, 5>;  ///< en, de, lv, cs, fi
  struct Shape {
    std::vector<const Word*> nouns{};  ///< the last is the head
    const Word* adjective = nullptr;
  };

  void read(const std::filesystem::path& file) {
    for_each_line(read_file(file), [&](std::string_view line, std::size_t number) {
      const auto cells = split(line, '\t');
      if (number == 1 || cells.size() < 7 || (cells[1] != "noun" && cells[1] != "adjective")) return;
      Word word;
      for (std::size_t i = 0; i < word.size(); ++i) {
        const auto synonyms = split_synonyms(cells[i + 2]);
        if (synonyms.empty() || synonyms.front().find(' ') != std::string_view::npos) return;
        word[i] = synonyms.front();
      }
      (cells[1] == "noun" ? nouns_ : adjectives_).push_back(std::move(word));
    });
  }

  bool chance(unsigned percent) { return random_() % 100 < percent; }

  /// Small numbers more often than large ones, all of them now and then.
  std::size_t pick(std::size_t size) {
    const double uniform = static_cast<double>(random_() >> 11) / static_cast<double>(std::uint64_t{1} << 53);
    return std::min(size - 1, static_cast<std::size_t>(std::pow(uniform, 1.5) * static_cast<double>(size)));
  }

  Shape draw_shape() {
    Shape shape;
    const std::size_t nouns = chance(10) ? 1 : chance(70) ? 2 : 3;
    for (std::size_t i = 0; i < nouns; ++i) shape.nouns.push_back(&nouns_[pick(nouns_.size())]);
    if (chance(35)) shape.adjective = &adjectives_[pick(adjectives_.size())];
    return shape;
  }

  std::string designation(const Shape& shape, std::size_t language) const {
    std::string text;
    const bool glued = language == 1 || language == 4;
    const bool head_first = language == 3;
    for (std::size_t i = 0; i < shape.nouns.size(); ++i) {
      const Word& word = *shape.nouns[head_first ? shape.nouns.size() - 1 - i : i];
      if (!text.empty() && !glued) text += ' ';
      text += glued && !text.empty() ? to_lower(word[language]) : word[language];
      if (language == 1 && i + 1 < shape.nouns.size() && (text.ends_with("ung") || text.ends_with("keit"))) text += 's';
    }
    return shape.adjective ? (*shape.adjective)[language] + " " + text : text;
  }

  std::string sentence(std::size_t language, std::size_t words) {
    std::string text;
    for (std::size_t i = 0; i < words; ++i) {
      const auto& source = i % 3 == 1 ? adjectives_ : nouns_;
      if (!text.empty()) text += ' ';
      text += source[pick(source.size())][language];
    }
    return text + ".";
  }

  Term term(const Shape& shape, std::size_t language, AdministrativeStatus status) {
    Term made;
    made.designation = designation(shape, language);
    made.part_of_speech = PartOfSpeech::noun;
    made.status = status;
    if (chance(40)) made.contexts.push_back({sentence(language, 12), "corpus " + std::to_string(random_() % 1000)});
    return made;
  }

  std::mt19937_64 random_;
  std::vector<LanguageTag> languages_;
  std::vector<Word> nouns_, adjectives_;
  std::uint64_t count_ = 0;
};

}  // namespace termknit
