// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <memory>
#include <mutex>
#include <set>
#include <unordered_map>

#include <fmt/format.h>
#include <libvoikko/voikko.h>

#include "core/checksum.h"
#include "core/error.h"
#include "core/lazy_library.h"
#include "core/tsv.h"
#include "language/dictionary.h"
#include "language/text.h"
#include "language/voikko_analyzer.h"

namespace termknit {
namespace {

// It brings ten libraries along.
constinit LazyLibrary libvoikko{"libvoikko.so.1", "libvoikko1"};
TERMKNIT_LAZY_FUNCTION(libvoikko, voikkoInit);
TERMKNIT_LAZY_FUNCTION(libvoikko, voikkoTerminate);
TERMKNIT_LAZY_FUNCTION(libvoikko, voikkoGetVersion);
TERMKNIT_LAZY_FUNCTION(libvoikko, voikkoSpellCstr);
TERMKNIT_LAZY_FUNCTION(libvoikko, voikkoAnalyzeWordCstr);
TERMKNIT_LAZY_FUNCTION(libvoikko, voikko_free_mor_analysis);
TERMKNIT_LAZY_FUNCTION(libvoikko, voikko_free_mor_analysis_value_cstr);
TERMKNIT_LAZY_FUNCTION(libvoikko, voikko_mor_analysis_value_cstr);

constexpr std::size_t kLongestWord = 200;  // bytes
constexpr std::size_t kKeptParts = 20'000;

struct FreeHandle {
  void operator()(VoikkoHandle* handle) const { voikkoTerminate(handle); }
};

std::string value(const voikko_mor_analysis* analysis, const char* key) {
  char* text = voikko_mor_analysis_value_cstr(analysis, key);
  std::string out = text ? text : "";
  voikko_free_mor_analysis_value_cstr(text);
  return out;
}

PartOfSpeechSet parts_of_speech(const std::string& voikko_class) {
  using enum PartOfSpeech;
  if (voikko_class == "nimisana") return {noun};
  if (voikko_class == "laatusana") return {adjective};
  if (voikko_class == "nimisana_laatusana") return {noun, adjective};
  if (voikko_class == "teonsana") return {verb};
  if (voikko_class == "seikkasana") return {adverb};
  if (voikko_class == "etunimi" || voikko_class == "sukunimi" || voikko_class == "paikannimi" || voikko_class == "nimi")
    return {proper_noun};
  if (voikko_class == "lukusana") return {number};
  if (voikko_class == "asemosana" || voikko_class == "sidesana" || voikko_class == "suhdesana" ||
      voikko_class == "huudahdussana" || voikko_class == "kieltosana") {
    return {function_word};
  }
  return {};
}

/// Byte lengths of the parts: STRUCTURE is "=ppppp=ppppp", one letter a letter of the word.
std::vector<std::size_t> part_lengths(const std::string& structure) {
  std::vector<std::size_t> lengths;
  for (const char c : structure) {
    if (c == '=') {
      lengths.push_back(0);
    } else if (!lengths.empty()) {
      ++lengths.back();
    }
  }
  std::erase(lengths, 0U);
  return lengths;
}

std::vector<std::string> surfaces(std::string_view word, const std::string& structure) {
  std::vector<std::string> parts;
  std::size_t at = 0;
  for (const std::size_t letters : part_lengths(structure)) {
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < letters && at + bytes < word.size(); ++i) {
      ++bytes;
      while (at + bytes < word.size() && (static_cast<unsigned char>(word[at + bytes]) & 0xC0) == 0x80) ++bytes;
    }
    parts.emplace_back(word.substr(at, bytes));
    at += bytes;
  }
  if (at != word.size()) parts.clear();
  return parts;
}

/// "+teh(tehdä)+nyt(+nyt)": the first base in parentheses.
std::string first_word_base(const std::string& bases) {
  const std::size_t open = bases.find('(');
  const std::size_t close = bases.find(')', open);
  if (open == bases.npos || close == bases.npos || bases[open + 1] == '+') return {};
  std::string base = bases.substr(open + 1, close - open - 1);
  std::erase(base, '=');  // alle=kirjoittaa
  return base;
}

class Voikko {
 public:
  explicit Voikko(std::unique_ptr<VoikkoHandle, FreeHandle> opened) : handle(std::move(opened)) {}

  /// Gives wrong answers to two threads at once, without a word.
  const std::unique_ptr<VoikkoHandle, FreeHandle> handle;
  std::mutex mutex{};

  /// Answers in its place, to any thread. Null while few questions were asked, and if libvoikko or its dictionary are
  /// not those whose answers it knows.
  const VoikkoAnalyzer* analyzer() {
    if (asked_.load(std::memory_order_relaxed) < kAskedBefore) {
      ++asked_;
      return nullptr;
    }
    std::call_once(opened_, [this] {
      if (voikkoGetVersion() == VoikkoAnalyzer::kVersion)
        analyzer_ = VoikkoAnalyzer::open(VoikkoTransducer::find_mapped());
    });
    return analyzer_.get();
  }

 private:
  static constexpr int kAskedBefore = 200;  // opening the analyzer takes as long

  std::atomic<int> asked_ = 0;
  std::once_flag opened_;
  std::shared_ptr<const VoikkoAnalyzer> analyzer_;
};

class VoikkoDictionary : public Dictionary {
 public:
  VoikkoDictionary(const LanguageSettings& settings, std::shared_ptr<Voikko> voikko)
      : settings_(settings), voikko_(std::move(voikko)) {}

  std::unique_ptr<Dictionary> twin() const override { return std::make_unique<VoikkoDictionary>(settings_, voikko_); }

  std::vector<Reading> readings(std::string_view form) override {
    if (form.empty() || form.size() > kLongestWord || form.find('\0') != form.npos) return {};
    const std::string word(form);
    return readings(word, analyze(word), true);
  }

  bool accepts(std::string_view word) override {
    if (word.empty() || word.size() > kLongestWord || word.find('\0') != word.npos) return false;
    const std::lock_guard lock(voikko_->mutex);
    return voikkoSpellCstr(voikko_->handle.get(), std::string(word).c_str()) == VOIKKO_SPELL_OK;
  }

  void for_each_form(std::size_t, const std::function<void(const std::string&, const std::string&)>&) override {}
  void for_every_form(const std::function<void(const std::string&, const std::string&)>&) const override {}
  std::vector<std::pair<char, std::string>> prefixes() const override { return {}; }

 private:
  /// What Voikko says of a word, whatever its letter case.
  const std::vector<VoikkoAnalysis>& analyze(const std::string& form) {
    std::string lower = to_lower(form);
    if (lower.size() != form.size()) lower = form;  // İ, ẞ: Voikko's small letters may be others
    if (lower != last_word_) {
      last_analyses_ = make_analyses(lower);
      last_word_ = std::move(lower);
    }
    return last_analyses_;
  }

  std::vector<VoikkoAnalysis> make_analyses(const std::string& word) {
    if (const VoikkoAnalyzer* analyzer = voikko_->analyzer()) {
      if (auto known = analyzer->analyze(word, scratch_)) return *std::move(known);
    }
    return ask_libvoikko(word);
  }

  std::vector<VoikkoAnalysis> ask_libvoikko(const std::string& word) {
    std::vector<VoikkoAnalysis> made;
    const std::lock_guard lock(voikko_->mutex);
    voikko_mor_analysis** analyses = voikkoAnalyzeWordCstr(voikko_->handle.get(), word.c_str());
    if (!analyses) return made;
    for (voikko_mor_analysis** it = analyses; *it; ++it) {
      VoikkoAnalysis& analysis = made.emplace_back();
      analysis.structure = value(*it, "STRUCTURE");
      analysis.base_form = value(*it, "BASEFORM");
      analysis.word_class = value(*it, "CLASS");
      analysis.mood = value(*it, "MOOD");
      analysis.number = value(*it, "NUMBER");
      analysis.participle = value(*it, "PARTICIPLE");
      analysis.noun_case = value(*it, "SIJAMUOTO");
      if (!analysis.participle.empty()) analysis.word_bases = value(*it, "WORDBASES");
    }
    voikko_free_mor_analysis(analyses);
    return made;
  }

  std::vector<Reading> readings(const std::string& form, const std::vector<VoikkoAnalysis>& analyses, bool with_parts) {
    std::vector<Reading> found, rare;
    // Several analyses of a compound differ in how finely they cut it: the coarsest is the one people mean.
    std::size_t fewest = std::numeric_limits<std::size_t>::max();
    for (const VoikkoAnalysis& analysis : analyses) fewest = std::min(fewest, part_lengths(analysis.structure).size());
    for (const VoikkoAnalysis& analysis : analyses) {
      if (analysis.base_form.empty() || part_lengths(analysis.structure).size() > fewest) continue;
      Reading reading{.lemma = analysis.base_form, .parts_of_speech = parts_of_speech(analysis.word_class)};
      use_headword_rules(to_lower(form), analysis, reading);
      // Voikko's base form of a participle is the participle; whoever searches the verb wants it too.
      if (!analysis.participle.empty()) reading.other_key = first_word_base(analysis.word_bases);
      if (with_parts) reading.parts = parts(form, analysis.structure, reading.lemma);
      add(is_rare(analysis) ? rare : found, std::move(reading));
    }
    for (Reading& reading : rare) add(found, std::move(reading));
    return found;
  }

  /// The rules' tag is Voikko's CLASS, their inflection its MOOD, or its NUMBER where there is none.
  void use_headword_rules(const std::string& form, const VoikkoAnalysis& analysis, Reading& reading) const {
    const std::string& inflection = analysis.mood.empty() ? analysis.number : analysis.mood;
    for (const HeadwordRule& rule : settings_.headword_rules) {
      auto headword = rule.apply(form, reading.lemma, analysis.word_class, inflection);
      if (!headword) continue;
      reading.lemma = std::move(*headword);
      if (!analysis.mood.empty()) reading.parts_of_speech = {PartOfSpeech::noun};
      return;
    }
  }

  /// Abessive, comitative, instructive and lative nouns (vuo-tta) are hardly ever meant, nor are agent participles
  /// (toteuttam-ista).
  static bool is_rare(const VoikkoAnalysis& analysis) {
    return analysis.noun_case == "vajanto" || analysis.noun_case == "seuranto" || analysis.noun_case == "keinonto" ||
           analysis.noun_case == "tulento" || analysis.participle == "agent";
  }

  /// Surface parts with their lemmas: the last one's is what the word's lemma ends in, the others are analysed by
  /// themselves.
  std::vector<CompoundPart> parts(const std::string& form, const std::string& structure, const std::string& lemma) {
    std::vector<std::string> pieces = surfaces(form, structure);
    std::vector<CompoundPart> out;
    if (pieces.size() < 2) return out;
    std::size_t before = 0;
    for (std::size_t i = 0; i + 1 < pieces.size(); ++i) {
      before += pieces[i].size();
      std::string piece = pieces[i];
      while (!piece.empty() && piece.back() == '-') piece.pop_back();
      out.push_back({pieces[i], lemma_of_part(to_lower(piece))});
    }
    out.push_back({pieces.back(), before < lemma.size() ? lemma.substr(before) : pieces.back()});
    return out;
  }

  /// The parts of compounds are few and come again and again.
  const std::string& lemma_of_part(const std::string& piece) {
    if (const auto it = lemmas_of_parts_.find(piece); it != lemmas_of_parts_.end()) return it->second;
    if (lemmas_of_parts_.size() >= kKeptParts) lemmas_of_parts_.clear();
    const std::vector<Reading> own = readings(piece, make_analyses(piece), false);
    return lemmas_of_parts_.emplace(piece, own.empty() ? piece : own.front().lemma).first->second;
  }

  static void add(std::vector<Reading>& found, Reading reading) {
    for (Reading& other : found) {
      if (other.lemma != reading.lemma) continue;
      other.parts_of_speech = PartOfSpeechSet::from_bits(other.parts_of_speech.bits() | reading.parts_of_speech.bits());
      return;
    }
    found.push_back(std::move(reading));
  }

  const LanguageSettings& settings_;
  const std::shared_ptr<Voikko> voikko_;
  std::unordered_map<std::string, std::string> lemmas_of_parts_;
  // A word is asked for in several letter cases, one after the other.
  std::string last_word_;
  std::vector<VoikkoAnalysis> last_analyses_;
  VoikkoAnalyzer::Scratch scratch_;
};

}  // namespace

std::unique_ptr<Dictionary> open_voikko(const LanguageSettings& settings, const DiagnosticSink& sink) try {
  const char* error = nullptr;
  std::unique_ptr<VoikkoHandle, FreeHandle> handle(voikkoInit(&error, settings.voikko.c_str(), nullptr));
  if (!handle) {
    report(sink, Severity::warning,
           fmt::format("the Voikko dictionary '{}' cannot be used ({}); install package {}", settings.voikko,
                       error ? error : "unknown reason", settings.package));
    return nullptr;
  }
  return std::make_unique<VoikkoDictionary>(settings, std::make_shared<Voikko>(std::move(handle)));
} catch (const Error& missing_library) {
  report(sink, Severity::warning, missing_library.message());
  return nullptr;
}

const void* address_in_voikko() {
  try {
    return reinterpret_cast<const void*>(voikkoInit.address());
  } catch (const Error&) {
    return nullptr;
  }
}

std::uint64_t voikko_stamp() {
  const auto environment = [](const char* name) { return std::string(std::getenv(name) ? std::getenv(name) : ""); };
  std::vector<std::filesystem::path> folders{environment("HOME") + "/.voikko", "/etc/voikko", "/usr/lib/voikko",
                                             "/usr/share/voikko"};
  for (const std::string_view own : split(environment("VOIKKO_DICTIONARY_PATH"), ':')) folders.emplace_back(own);
  std::set<std::string> stamps;
  std::error_code ignored;
  for (const std::filesystem::path& folder : folders) {
    for (const auto& variant : std::filesystem::directory_iterator(folder / "5", ignored)) {
      for (const char* file : {"index.txt", "mor.vfst", "autocorr.vfst"})
        stamps.insert(to_hex(file_stamp(variant.path() / file)));
    }
  }
  std::string all = environment("VOIKKO_DICTIONARY_PATH");
  for (const std::string& stamp : stamps) all += stamp;
  return checksum(all);
}

}  // namespace termknit
