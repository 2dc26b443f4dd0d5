// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>

#include <fmt/format.h>

#include "core/checksum.h"
#include "core/file.h"
#include "core/tsv.h"
#include "language/affix_file.h"
#include "language/dictionary.h"
#include "language/hunspell_engine.h"
#include "language/text.h"
#include "language/word_list.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kLargestFile = 256 << 20;

/// One line of analyze(): " ver st:folgen fl:V" in its parts.
struct Analysis {
  std::string prefix;                             // text in front of st:
  std::string prefix_flags;                       // fl: in front of st:
  std::string stem, flags, part_tag, inflection;  // of several po: and is: the last, which is the form's own
  std::string other_tag;                          // the po: right in front of it
  std::string tail;                               // pa: the last part of a compound, as it stands in the word
  bool has_stem = false;
};

std::vector<Analysis> parse_analyses(std::string_view line) {
  std::vector<Analysis> all;
  Analysis current;
  for (const std::string_view field : split(line, ' ')) {
    if (field.starts_with("st:")) {
      if (current.has_stem) {  // a compound's next part
        all.push_back(current);
        current = {};
      }
      current.stem = field.substr(3);
      current.has_stem = true;
    } else if (field.starts_with("fl:")) {
      (current.has_stem ? current.flags : current.prefix_flags) += field.substr(3);
    } else if (field.starts_with("po:")) {
      current.other_tag = current.inflection.empty() ? current.part_tag : std::string();
      current.part_tag = field.substr(3);
      current.inflection.clear();
    } else if (field.starts_with("is:")) {
      current.inflection = field.substr(3);
    } else if (field.starts_with("pa:")) {
      current.tail = field.substr(3);
      if (!current.has_stem) continue;
      // "pa:natur st:natur pa:kontakt": the last part of a compound, uninflected, has no stem of its own. Flags say
      // that the first part is one that only compounds have; its word is our splitter's to find.
      current.stem = current.tail;
      current.has_stem = current.flags.empty();
    } else if (field.find(':') == field.npos && !current.has_stem) {
      current.prefix += field;
    }
  }
  if (current.has_stem) all.push_back(current);
  return all;
}

/// "?" in the pattern is any character.
bool matches_pattern(std::string_view pattern, std::string_view text) {
  return pattern.size() == text.size() && std::equal(pattern.begin(), pattern.end(), text.begin(),
                                                     [](char want, char have) { return want == '?' || want == have; });
}

bool contains(const std::string& flags, char flag) {
  return flags.find(flag) != flags.npos;
}

bool has(const std::vector<std::string>& list, const std::string& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

class HunspellDictionary : public Dictionary {
 public:
  HunspellDictionary(const LanguageSettings& settings, const fs::path& affix_file, const DiagnosticSink& sink)
      : HunspellDictionary(settings, std::make_shared<Files>(settings, affix_file, sink)) {}

  std::unique_ptr<Dictionary> twin() const override {
    return std::unique_ptr<Dictionary>(new HunspellDictionary(settings_, files_));
  }

  bool rest() override { return engine_.rest(); }

  std::vector<Reading> readings(std::string_view form) override {
    std::vector<Reading> found, rare;
    for (const std::string& line : engine_.analyze(form, last_)) {
      const std::vector<Analysis> analyses = parse_analyses(line);
      if (analyses.size() != 1) continue;  // Hunspell's own compounds come without the first part's stem
      if (auto reading = read(analyses.front(), to_lower(form)))
        add(is_rare(analyses.front()) ? rare : found, std::move(*reading));
    }
    if (found.empty()) return rare;
    if (settings_.frozen_last && found.size() > 1) mark_frozen(found, form);
    return found;
  }

  bool accepts(std::string_view word) override { return is_word(word); }

  void for_each_form(std::size_t limit, const std::function<void(const std::string&, const std::string&)>& f) override;
  void for_every_form(const std::function<void(const std::string&, const std::string&)>& f) const override;
  std::vector<std::pair<char, std::string>> prefixes() const override;

 private:
  /// What twins share.
  struct Files {
    Files(const LanguageSettings& settings, const fs::path& affix_file, const DiagnosticSink& sink)
        : word_list(fs::path(affix_file).replace_extension(".dic")),
          affixes(AffixFile::read(affix_file, sink)),
          engine(affix_file, word_list, affixes, !settings.splits_compounds) {
      check_word_list(read_file(word_list, kLargestFile), word_list.string(), affixes.encoding(), sink);
    }
    const fs::path word_list;
    const AffixFile affixes;
    HunspellEngine engine;
  };

  HunspellDictionary(const LanguageSettings& settings, std::shared_ptr<Files> files)
      : settings_(settings),
        files_(std::move(files)),
        affixes_(files_->affixes),
        engine_(files_->engine),
        flags_speak_(affixes_.single_letter_flags() && settings.single_letter_flags) {}

  void add_inflected(const std::string& word, std::string_view flags, std::vector<std::string>& forms) const {
    for (const char flag : flags) {
      for (const SuffixRule& rule : affixes_.suffixes(flag)) {
        if (auto form = rule.apply(word)) forms.push_back(std::move(*form));
      }
    }
  }

  void for_each_entry(std::size_t step, const std::function<void(const std::string&, std::string_view)>& f) const;

  std::optional<Reading> read(const Analysis& analysis, const std::string& form) {
    if (!settings_.ghost_flags.empty() && analysis.flags.size() == 1 &&
        contains(settings_.ghost_flags, analysis.flags[0]))
      return std::nullopt;
    Reading reading;
    const HeadwordRule* rule = nullptr;
    const auto headword = headword_of(analysis, form, rule);
    reading.lemma = headword ? *headword : lemma_without_prefix(analysis);
    // cleaner is clean's comparative, and what cleans.
    if (rule && (rule->both || !rule->also_end.empty())) reading.other_key = lemma_without_prefix(analysis);
    if (rule && rule->beside) {
      reading.lemma = lemma_without_prefix(analysis);
      reading.other_key = *headword;
      rule = nullptr;
    }
    // A rule without a tag tells nothing of the headword's own class.
    const bool own_tag = rule ? rule->tag != "-" : reading.lemma == analysis.stem;
    describe(analysis, own_tag, reading);
    if (own_tag && analysis.flags.empty()) describe_bare_entry(analysis.stem, reading);
    if (own_tag && reading.parts_of_speech.empty()) reading.parts_of_speech = classes_of_entry(analysis.stem);
    reading.hidden = rule && own_tag;
    add_front_of_compound(analysis, form, reading);
    for (const std::string& prefix : prefixes(analysis, form)) {
      if (rule && rule->keeps_prefix())
        remove_prefix(prefix, reading);
      else
        add_prefix(prefix, reading);
    }
    add_by_suffix(settings_, reading);
    return reading;
  }

  void mark_frozen(std::vector<Reading>& found, std::string_view form) {
    for (Reading& reading : found) {
      if (reading.lemma == form) reading.frozen = without_paradigm(reading.lemma);
    }
  }

  bool without_paradigm(const std::string& entry) {
    if (const auto entries = engine_.entries()) {
      bool found = false;
      entries->for_each_of_word(entry, [&](const EntryTable::Entry& listed) { found |= listed.flags.empty(); });
      return found;
    }
    if (unflagged_.empty()) {
      for_each_entry(1, [this](const std::string& word, std::string_view flags) {
        if (flags.empty()) unflagged_.insert(word);
      });
    }
    return unflagged_.contains(entry);
  }

  bool is_rare(const Analysis& analysis) const {
    return std::any_of(settings_.rare_readings.begin(), settings_.rare_readings.end(), [&](const auto& rare) {
      return analysis.part_tag.starts_with(rare.first) && matches_pattern(rare.second, analysis.inflection);
    });
  }

  std::optional<std::string> headword_of(const Analysis& analysis, const std::string& form,
                                         const HeadwordRule*& used) const {
    for (const HeadwordRule& rule : settings_.headword_rules) {
      auto found = rule.apply(form, analysis.stem, analysis.part_tag, analysis.inflection, analysis.flags);
      if (!found || (rule.known && !is_word(*found))) continue;
      if (const std::string other = rule.also_word(form); !other.empty() && !is_word(other)) continue;
      used = &rule;
      return found;
    }
    return std::nullopt;
  }

  /// The derived word where a derivational flag made the form, else the entry.
  std::string lemma_without_prefix(const Analysis& analysis) const {
    if (!flags_speak_) return analysis.stem;
    for (char flag : analysis.flags) {
      if (const auto alias = settings_.flag_aliases.find(flag); alias != settings_.flag_aliases.end())
        flag = alias->second;
      if (!derives(flag, analysis.stem)) continue;
      if (auto derived = affixes_.shortest_form(flag, analysis.stem)) return *derived;
    }
    return analysis.stem;
  }

  bool derives(char flag, const std::string& entry) const {
    if (!contains(settings_.derive_flags, flag)) return false;
    const auto ends = settings_.derive_entry_ends.find(flag);
    return ends == settings_.derive_entry_ends.end() ||
           std::any_of(ends->second.begin(), ends->second.end(),
                       [&](const std::string& end) { return entry.ends_with(end); });
  }

  bool is_word(std::string_view word) const { return engine_.spell(word, last_); }

  /// `tagged`: the tag is the lemma's own, not that of the word it is derived from.
  void describe(const Analysis& analysis, bool tagged, Reading& reading) const {
    for (const auto& [tag, pos] : settings_.pos_tags) {
      if (tagged && analysis.part_tag.starts_with(tag)) reading.parts_of_speech.insert(pos);
    }
    if (tagged && is_noun_too(analysis, reading)) reading.parts_of_speech.insert(PartOfSpeech::noun);
    for (const auto& [tag, gender] : settings_.gender_tags) {
      if (tagged && analysis.part_tag.starts_with(tag)) reading.gender = gender;
    }
    if (!flags_speak_) return;
    for (const auto& [flag, pos] : settings_.pos_flags) {
      if (contains(analysis.flags, flag)) reading.parts_of_speech.insert(pos);
    }
    for (const auto& [flag, gender] : settings_.gender_flags) {
      if (contains(analysis.flags, flag)) reading.gender = gender;
    }
  }

  /// "po:nom po:adj" (fr: patient, malade).
  bool is_noun_too(const Analysis& analysis, const Reading& reading) const {
    return reading.parts_of_speech.contains(PartOfSpeech::adjective) &&
           std::any_of(settings_.pos_tags.begin(), settings_.pos_tags.end(), [&](const auto& tag) {
             return tag.second == PartOfSpeech::noun && analysis.other_tag.starts_with(tag.first);
           });
  }

  /// Of an entry as it stands Hunspell does not say the flags. They are found by their forms: what makes objemu of
  /// objem makes objem a noun. What derives another word says nothing of the entry: společnost does not make společný a
  /// noun.
  void describe_bare_entry(const std::string& entry, Reading& reading) const {
    if (!flags_speak_ || !settings_.classes_by_forms || !reading.parts_of_speech.empty()) return;
    for (const auto& [flag, pos] : settings_.pos_flags) {
      if (derives(flag, entry) || !has_flag(entry, flag)) continue;
      reading.parts_of_speech.insert(pos);
      for (const auto& [gender_flag, gender] : settings_.gender_flags) {
        if (gender_flag == flag && reading.gender == Gender::unspecified) reading.gender = gender;
      }
    }
  }

  /// By the flags the word list gives the entry, which Hunspell does not say.
  PartOfSpeechSet classes_of_entry(const std::string& entry) {
    if (settings_.entry_flags.empty()) return {};
    const auto entries = engine_.entries();
    const PartOfSpeechSet found = entries ? listed_classes(*entries, entry) : kept_classes(entry);
    // natural, commercial: nouns at times, adjectives first.
    const PartOfSpeech* by_end = settings_.pos_suffixes.longest(entry);
    if (by_end && *by_end == PartOfSpeech::adjective && found.contains(PartOfSpeech::adjective)) {
      return {PartOfSpeech::adjective};
    }
    return found;
  }

  PartOfSpeechSet listed_classes(const EntryTable& entries, const std::string& entry) const {
    PartOfSpeechSet found;
    entries.for_each_of_word(entry, [&](const EntryTable::Entry& listed) { add_classes(listed.flags, found); });
    // The list has wind's beside wind where its affixes do not make it.
    entries.for_each_of_word(entry + "'s", [&](const EntryTable::Entry&) { found.insert(PartOfSpeech::noun); });
    return found;
  }

  /// The list is read when first asked for.
  PartOfSpeechSet kept_classes(const std::string& entry) {
    if (entry_classes_.empty()) read_entry_classes();
    const std::uint64_t sum = checksum(entry);
    PartOfSpeechSet found;
    for (auto it = std::lower_bound(entry_classes_.begin(), entry_classes_.end(), std::pair{sum, std::uint8_t{0}});
         it != entry_classes_.end() && it->first == sum; ++it) {
      found = PartOfSpeechSet::from_bits(found.bits() | it->second);
    }
    return found;
  }

  void add_classes(std::string_view flags, PartOfSpeechSet& classes) const {
    const std::size_t length = affixes_.single_letter_flags() ? 1 : 2;
    for (std::size_t at = 0; at + length <= flags.size(); at += length) {
      for (const auto& [begin, pos] : settings_.entry_flags) {
        if (flags.substr(at, length).starts_with(begin)) classes.insert(pos);
      }
    }
  }

  void read_entry_classes() {
    for_each_entry(1, [&](const std::string& entry, std::string_view flags) {
      PartOfSpeechSet classes;
      add_classes(flags, classes);
      if (entry.ends_with("'s")) {
        entry_classes_.emplace_back(checksum(std::string_view(entry).substr(0, entry.size() - 2)),
                                    PartOfSpeechSet{PartOfSpeech::noun}.bits());
      }
      if (!classes.empty()) entry_classes_.emplace_back(checksum(entry), classes.bits());
    });
    std::sort(entry_classes_.begin(), entry_classes_.end());
  }

  bool has_flag(const std::string& entry, char flag) const {
    if (!engine_.may_have_flag(entry, flag)) return false;
    for (const SuffixRule& rule : affixes_.suffixes(flag)) {
      const auto form = rule.apply(entry);
      if (!form || *form == entry) continue;
      const std::vector<std::string> lines = engine_.analyze(*form, last_);
      return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
        const std::vector<Analysis> analyses = parse_analyses(line);
        return analyses.size() == 1 && analyses.front().stem == entry && contains(analyses.front().flags, flag);
      });
    }
    return false;
  }

  /// Hunspell gives the stem of a compound's last part only; what stands before it belongs to the lemma.
  void add_front_of_compound(const Analysis& analysis, const std::string& form, Reading& reading) const {
    if (analysis.tail.empty() || analysis.tail.size() >= form.size() || !form.ends_with(analysis.tail)) return;
    const std::string front = form.substr(0, form.size() - analysis.tail.size());
    // The Dutch dictionary names the first part's stem instead (klachtenpatroon: klacht).
    const std::string& stem = reading.lemma;
    if (front.starts_with(stem.substr(0, 3)) && !analysis.tail.starts_with(stem.substr(0, 2))) {
      reading.lemma = simple_lemma(analysis.tail);
    }
    reading.parts = {{front, front}, {analysis.tail, reading.lemma}};
    reading.lemma = front + reading.lemma;
  }

  /// The entry a word without parts belongs to; the word itself if the dictionary has none.
  std::string simple_lemma(const std::string& word) const {
    for (const std::string& line : engine_.analyze(word, last_)) {
      const std::vector<Analysis> analyses = parse_analyses(line);
      if (analyses.size() == 1 && analyses.front().tail.empty()) return lemma_without_prefix(analyses.front());
    }
    return word;
  }

  /// Innermost last: "ne" of "nejne..." stands at the word.
  std::vector<std::string> prefixes(const Analysis& analysis, const std::string& form) const {
    std::vector<std::string> found;
    if (!analysis.prefix.empty()) found.push_back(analysis.prefix);
    if (!flags_speak_ || !analysis.prefix.empty()) return found;
    for (const char flag : analysis.prefix_flags) {
      if (std::string prefix = affixes_.prefix_of(flag, form); !prefix.empty()) found.push_back(std::move(prefix));
    }
    return found;
  }

  bool is_verb(Reading reading) const {
    add_by_suffix(settings_, reading);
    return reading.parts_of_speech.contains(PartOfSpeech::verb) &&
           !reading.parts_of_speech.contains(PartOfSpeech::noun) &&
           !reading.parts_of_speech.contains(PartOfSpeech::adjective);
  }

  /// The headword was made of the form as it stands.
  void remove_prefix(const std::string& prefix, Reading& reading) const {
    if (prefix.empty() || !reading.lemma.starts_with(prefix)) return;
    if (has(settings_.strip_prefixes, prefix) || (has(settings_.verb_prefixes, prefix) && is_verb(reading)))
      reading.lemma.erase(0, prefix.size());
  }

  void add_prefix(const std::string& prefix, Reading& reading) const {
    if (prefix.empty() || has(settings_.strip_prefixes, prefix)) return;
    if (!settings_.keep_prefixes && !has(settings_.verb_prefixes, prefix)) return;
    if (has(settings_.verb_prefixes, prefix)) {
      if (is_verb(reading)) return;
      // nespokojený is found by spokojený; nedostatek and dostatek are two things.
      Reading positive = reading;
      add_by_suffix(settings_, positive);
      if (settings_.positive_as_key && !positive.parts_of_speech.contains(PartOfSpeech::noun))
        reading.other_key = reading.lemma;
    }
    reading.lemma = prefix + reading.lemma;
  }

  static void add(std::vector<Reading>& found, Reading reading) {
    for (Reading& other : found) {
      if (other.lemma != reading.lemma) continue;
      other.parts_of_speech = PartOfSpeechSet::from_bits(other.parts_of_speech.bits() | reading.parts_of_speech.bits());
      if (other.gender == Gender::unspecified) other.gender = reading.gender;
      return;
    }
    found.push_back(std::move(reading));
  }

  const LanguageSettings& settings_;
  const std::shared_ptr<Files> files_;
  const AffixFile& affixes_;
  HunspellEngine& engine_;
  const bool flags_speak_;
  mutable HunspellEngine::Last last_;
  std::vector<std::pair<std::uint64_t, std::uint8_t>> entry_classes_;  ///< checksum of an entry, its classes; sorted
  StringSet unflagged_;  ///< entries without flags, where the engine has none; read when first asked for
};

/// Calls `f(entry, flags)` for every `step`-th line of the word list.
void HunspellDictionary::for_each_entry(std::size_t step,
                                        const std::function<void(const std::string&, std::string_view)>& f) const {
  const std::string bytes = read_file(files_->word_list, kLargestFile);
  for_each_line(bytes, [&](std::string_view raw, std::size_t number) {
    if (number == 1 || number % step != 0 || raw.empty() || raw.front() == '\t' || raw.front() == '#') return;
    const std::size_t end = std::min(raw.find_first_of(" \t\r"), raw.size());
    const std::size_t slash = std::min(raw.find('/'), end);
    const auto entry = dictionary_text(raw.substr(0, slash), affixes_.encoding());
    if (entry && !entry->empty()) f(*entry, slash < end ? raw.substr(slash + 1, end - slash - 1) : std::string_view{});
  });
}

void HunspellDictionary::for_each_form(std::size_t limit,
                                       const std::function<void(const std::string&, const std::string&)>& f) {
  if (!flags_speak_) return;
  // About ten forms to an entry of some twelve bytes: every n-th entry, so that the sample is spread over the alphabet.
  const std::size_t entries = fs::file_size(files_->word_list) / 12 + 1;
  std::size_t made = 0;
  for_each_entry(std::max<std::size_t>(1, entries * 10 / limit), [&](const std::string& entry, std::string_view flags) {
    if (flags.empty() || made >= limit) return;
    f(entry, entry);
    for (const char flag : flags) {
      const auto lemma = derives(flag, entry) ? affixes_.shortest_form(flag, entry) : std::optional(entry);
      if (!lemma || settings_.flag_aliases.contains(flag)) continue;
      for (const SuffixRule& rule : affixes_.suffixes(flag)) {
        if (const auto form = rule.apply(entry)) {
          f(*form, *lemma);
          ++made;
        }
      }
    }
  });
}

void HunspellDictionary::for_every_form(const std::function<void(const std::string&, const std::string&)>& f) const {
  if (!flags_speak_) return;
  for_each_entry(1, [&](const std::string& printed, std::string_view flags) {
    const std::string entry = to_lower(printed);
    std::vector<std::string> forms{entry};
    for (const char flag : flags) {
      for (const SuffixRule& rule : affixes_.suffixes(flag)) {
        auto form = rule.apply(entry);
        if (!form) continue;
        // Derived words inflect; participles would be millions, and are no parts of compounds.
        if (derives(flag, entry)) add_inflected(*form, rule.continuation, forms);
        forms.push_back(std::move(*form));
      }
    }
    std::string in_front;
    std::copy_if(flags.begin(), flags.end(), std::back_inserter(in_front),
                 [this](char flag) { return !affixes_.prefixes(flag).empty(); });
    for (const std::string& form : forms) f(form, in_front);
  });
}

std::vector<std::pair<char, std::string>> HunspellDictionary::prefixes() const {
  std::vector<std::pair<char, std::string>> found;
  for (int code = 0; code < 256; ++code) {
    const auto flag = static_cast<char>(code);
    for (const PrefixRule& prefix : affixes_.prefixes(flag)) {
      if (!prefix.add.empty()) found.emplace_back(flag, prefix.add);
    }
  }
  return found;
}

}  // namespace

fs::path find_hunspell_file(const LanguageSettings& settings, const std::vector<fs::path>& folders) {
  std::error_code ignored;
  if (settings.dictionary.empty()) return {};
  for (const fs::path& folder : folders) {
    const fs::path affix = folder / (settings.dictionary + ".aff");
    if (fs::exists(affix, ignored) && fs::exists(folder / (settings.dictionary + ".dic"), ignored)) return affix;
  }
  return {};
}

std::string find_hunspell_name(const std::string& code, const std::vector<fs::path>& folders) {
  std::error_code ignored;
  std::string best;
  for (const fs::path& folder : folders) {
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
      const std::string stem = entry.path().stem().string();
      if (entry.path().extension() != ".aff" || (stem != code && !stem.starts_with(code + "_"))) continue;
      if ((best.empty() || stem < best) && fs::exists(folder / (stem + ".dic"), ignored)) best = stem;
    }
    if (!best.empty()) break;
  }
  return best;
}

std::unique_ptr<Dictionary> open_hunspell(const LanguageSettings& settings, const std::vector<fs::path>& folders,
                                          const DiagnosticSink& sink) {
  const fs::path affix = find_hunspell_file(settings, folders);
  if (affix.empty()) {
    report(sink, Severity::warning,
           fmt::format("the dictionary '{}' is not installed (package {}); its language is analysed by {} only",
                       settings.dictionary, settings.package,
                       settings.snowball.empty() ? "rules" : "its Snowball stemmer"));
    return nullptr;
  }
  try {
    return std::make_unique<HunspellDictionary>(settings, affix, sink);
  } catch (const Error& error) {
    report(sink, Severity::warning,
           fmt::format("dictionary not used: {}; install package {} again", error.message(), settings.package),
           error.place().file.empty() ? Place{affix.string()} : error.place());
  }
  return nullptr;
}

void add_by_suffix(const LanguageSettings& settings, Reading& reading) {
  const bool capital = settings.nouns_capitalised && to_lower(reading.lemma) != reading.lemma;
  if (reading.parts_of_speech.empty() && capital) reading.parts_of_speech.insert(PartOfSpeech::noun);
  if (reading.parts_of_speech.empty()) {
    if (const PartOfSpeech* pos = settings.pos_suffixes.longest(reading.lemma)) reading.parts_of_speech.insert(*pos);
  }
  const PartOfSpeechSet& parts = reading.parts_of_speech;
  if (reading.gender == Gender::unspecified && (parts.empty() || parts.contains(PartOfSpeech::noun))) {
    if (const Gender* gender = settings.gender_suffixes.longest(reading.lemma)) reading.gender = *gender;
  }
}

}  // namespace termknit
