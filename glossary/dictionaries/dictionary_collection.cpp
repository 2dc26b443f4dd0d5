// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/dictionaries/dictionary_collection.h"

#include <algorithm>
#include <map>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "core/checksum.h"
#include "core/parallel.h"
#include "glossary/dictionaries/dictionary_readers.h"
#include "glossary/dictionaries/part_patterns.h"
#include "language/analyzer.h"
#include "language/text.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

/// Raised when compiled files must be made again although their sources did not change.
constexpr std::uint64_t kCompilerVersion = 10;

struct KnownDictionary {
  const char* file;
  const char* source;
  const char* target;
  const char* name;
  const char* package;
  const char* origin;
};

// FreeDict's eng-deu and deu-eng are made from Ding; the others from WikDict and the Czech project of their own.
constexpr KnownDictionary kKnown[] = {
    {"de-en", "de", "en", "Ding", "trans-de-en", "Ding"},
    {"freedict-eng-deu.index", "en", "de", "FreeDict eng-deu", "dict-freedict-eng-deu", "Ding"},
    {"freedict-deu-eng.index", "de", "en", "FreeDict deu-eng", "dict-freedict-deu-eng", "Ding"},
    {"freedict-eng-ces.index", "en", "cs", "FreeDict eng-ces", "dict-freedict-eng-ces", "FreeDict eng-ces"},
    {"freedict-eng-fin.index", "en", "fi", "FreeDict eng-fin", "dict-freedict-eng-fin", "FreeDict eng-fin"},
    {"freedict-fin-eng.index", "fi", "en", "FreeDict fin-eng", "dict-freedict-fin-eng", "FreeDict fin-eng"},
    {"freedict-deu-fin.index", "de", "fi", "FreeDict deu-fin", "dict-freedict-deu-fin", "FreeDict deu-fin"},
    {"freedict-fin-deu.index", "fi", "de", "FreeDict fin-deu", "dict-freedict-fin-deu", "FreeDict fin-deu"},
};

/// Synonyms of one language; broader words stand among them, so they are weak witnesses.
struct KnownThesaurus {
  const char* file_start;
  const char* language;
  const char* name;
  const char* package;
};
constexpr KnownThesaurus kThesauri[] = {{"data.noun", "en", "WordNet", "wordnet-base"},
                                        {"th_en_US", "en", "MyThes en", "mythes-en-us"},
                                        {"th_de_DE", "de", "MyThes de", "mythes-de"},
                                        {"th_cs_CZ", "cs", "MyThes cs", "mythes-cs"}};

/// The file of a thesaurus in `folder`, its version not known; WordNet is the folder itself. Empty if it is not there.
fs::path find_thesaurus(const fs::path& folder, const KnownThesaurus& known) {
  std::vector<fs::path> found;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    const std::string name = entry.path().filename().string();
    if (name == known.file_start) return folder;
    if (name.starts_with(known.file_start) && name.ends_with(".dat")) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found.empty() ? fs::path() : found.back();
}

/// Pairs of FreeDict that the table does not name, with three-letter codes in their file names.
void add_other_freedict(const DictionaryOptions& options, std::vector<DictionaryResource>& all) {
  constexpr std::string_view kStart = "freedict-", kEnd = ".index";
  std::map<std::string, fs::path> found;
  std::error_code ignored;
  for (const fs::path& folder : options.folders) {
    for (const auto& entry : fs::directory_iterator(folder, ignored))
      found.try_emplace(entry.path().filename().string(), entry.path());
  }
  for (const auto& [file, path] : found) {
    if (!file.starts_with(kStart) || !file.ends_with(kEnd) || file.size() != kStart.size() + 7 + kEnd.size()) continue;
    if (std::any_of(std::begin(kKnown), std::end(kKnown),
                    [&](const KnownDictionary& known) { return file == known.file; }))
      continue;
    const std::string pair = file.substr(kStart.size(), 7);
    const auto source = LanguageTag::try_parse(pair.substr(0, 3)), target = LanguageTag::try_parse(pair.substr(4));
    if (pair[3] != '-' || !source || !target) continue;
    DictionaryResource resource;
    resource.name = resource.origin = "FreeDict " + pair;
    resource.languages = {*source, *target};
    resource.package = "dict-freedict-" + pair;
    resource.source = path;
    resource.found = true;
    all.push_back(std::move(resource));
  }
}

std::uint64_t folder_stamp(const fs::path& folder) {
  std::vector<std::string> stamps;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    if (entry.path().extension() == ".tsv") stamps.push_back(to_hex(file_stamp(entry.path())));
  }
  std::sort(stamps.begin(), stamps.end());
  std::string all;
  for (const std::string& stamp : stamps) all += stamp;
  return checksum(all);
}

std::uint64_t source_stamp(const DictionaryResource& resource) {
  const std::uint64_t stamp =
      resource.kind == EvidenceKind::lexicon ? folder_stamp(resource.source) : file_stamp(resource.source);
  return stamp ^ (kCompilerVersion * 0x9E3779B97F4A7C15U);
}

/// Keys by lemma beside the folded form, for multiword terms whose words a query may bring in another form and for
/// words that a dictionary prints in the plural; and the terms of two parts.
struct AnalysedSide {
  std::vector<std::vector<std::string>> keys{};  ///< per term
  std::vector<TwoPartTerm> two_parts{};
};

std::vector<std::string> lemma_keys(Analyzer& analyzer, const std::string& term) {
  std::string key;
  for (const Token& token : analyzer.analyze(term)) {
    if (!key.empty()) key += ' ';
    key += fold(token.analysis->lemma());
  }
  if (key.empty() || key == dictionary_key(term)) return {};
  return {key};
}

AnalysedSide analyse_side(Analyzer& analyzer, const GroupSide& side) {
  AnalysedSide analysed;
  for (const std::string& term : side.terms) {
    analysed.keys.push_back(lemma_keys(analyzer, term));
    if (auto two_parts = split_term(analyzer, term)) analysed.two_parts.push_back(std::move(*two_parts));
  }
  return analysed;
}

/// Adds the lexicon's groups with their lemma keys, and how their terms of two parts are made as groups of their own.
/// Languages are analysed side by side: loading their dictionaries and training their guessers takes most of the time.
void add_by_lemma(LanguageResources& resources, const std::vector<LanguageTag>& languages,
                  const std::vector<TranslationGroup>& groups, DictionaryBuilder& builder) {
  std::vector<std::map<LanguageTag, AnalysedSide>> analysed(groups.size());
  for (std::size_t g = 0; g < groups.size(); ++g) {
    for (const GroupSide& side : groups[g].sides) analysed[g][side.language];
  }
  parallel_for(languages.size(), std::thread::hardware_concurrency(), [&](std::size_t l, unsigned) {
    Analyzer analyzer(resources, languages[l]);
    for (std::size_t g = 0; g < groups.size(); ++g) {
      if (const GroupSide* side = groups[g].side(languages[l]))
        analysed[g].at(languages[l]) = analyse_side(analyzer, *side);
    }
  });
  for (std::size_t g = 0; g < groups.size(); ++g) {
    std::vector<std::vector<std::vector<std::string>>> keys;
    std::vector<std::pair<LanguageTag, std::vector<TwoPartTerm>>> two_parts;
    for (const GroupSide& side : groups[g].sides) {
      AnalysedSide& of_side = analysed[g].at(side.language);
      keys.push_back(std::move(of_side.keys));
      two_parts.emplace_back(side.language, std::move(of_side.two_parts));
    }
    builder.add(groups[g], keys);
    const PartGroups parts = part_groups(two_parts);
    if (parts.modifiers.sides.size() < 2) continue;
    builder.add(parts.modifiers, parts.modifier_keys);
    builder.add(parts.heads, parts.head_keys);
  }
}

void read_resource(const DictionaryResource& resource, const GroupSink& groups, const DiagnosticSink& sink) {
  if (resource.kind == EvidenceKind::lexicon) return read_lexicon(resource.source, groups, sink);
  if (resource.name == "WordNet") return read_wordnet(resource.source, groups, sink);
  if (resource.name.starts_with("MyThes"))
    return read_mythes(resource.source, resource.languages.front(), groups, sink);
  if (resource.name == "Ding") return read_ding(resource.source, groups, sink);
  read_dictd(resource.source, resource.languages[0], resource.languages[1], groups, sink);
}

std::shared_ptr<const CompiledDictionary> compile(LanguageResources& resources, const DictionaryResource& resource,
                                                  const fs::path& file, std::uint64_t stamp,
                                                  const DiagnosticSink& sink) {
  DictionaryBuilder builder;
  if (resource.kind == EvidenceKind::lexicon) {
    std::vector<TranslationGroup> groups;
    read_resource(
        resource, [&](TranslationGroup group) { groups.push_back(std::move(group)); }, sink);
    add_by_lemma(resources, resource.languages, groups, builder);
  } else {
    read_resource(
        resource, [&](const TranslationGroup& group) { builder.add(group); }, sink);
  }
  if (builder.group_count() == 0)
    throw Error(ErrorKind::malformed, "holds no entry that can be read", {resource.source.string()});
  if (!file.empty()) {
    try {
      builder.write(file, stamp);
      if (auto compiled = CompiledDictionary::open(file, stamp)) return compiled;
    } catch (const Error& error) {
      report(sink, Severity::note, fmt::format("compiled dictionary not kept: {}", error.message()), error.place());
    }
  }
  return CompiledDictionary::from_bytes(builder.bytes(stamp), stamp);
}

bool left_out(const DictionaryOptions& options, EvidenceKind kind) {
  return std::find(options.without.begin(), options.without.end(), kind) != options.without.end();
}

}  // namespace

std::vector<DictionaryResource> find_dictionaries(const LanguageResources& resources,
                                                  const DictionaryOptions& options) {
  std::vector<DictionaryResource> all;
  std::error_code ignored;
  DictionaryResource lexicon;
  lexicon.name = lexicon.origin = "core lexicon";
  lexicon.kind = EvidenceKind::lexicon;
  lexicon.source = resources.options().data_folder / "lexicon";
  lexicon.found = fs::is_directory(lexicon.source, ignored);
  for (const char* code : {"en", "de", "lv", "cs", "fi"}) lexicon.languages.push_back(LanguageTag::parse(code));
  all.push_back(std::move(lexicon));
  bool ding = false;
  for (const KnownDictionary& known : kKnown) {
    DictionaryResource resource;
    resource.name = known.name;
    resource.languages = {LanguageTag::parse(known.source), LanguageTag::parse(known.target)};
    resource.package = known.package;
    resource.origin = known.origin;
    for (const fs::path& folder : options.folders) {
      if (resource.found || !fs::exists(folder / known.file, ignored)) continue;
      resource.source = folder / known.file;
      resource.found = true;
    }
    // The offspring of Ding adds nothing where Ding itself is there, and half a million entries take time.
    if (resource.origin == "Ding" && resource.name != "Ding" && ding) resource.found = false;
    ding = ding || (resource.name == "Ding" && resource.found);
    all.push_back(std::move(resource));
  }
  add_other_freedict(options, all);
  for (const KnownThesaurus& known : kThesauri) {
    DictionaryResource resource;
    resource.name = resource.origin = known.name;
    resource.languages = {LanguageTag::parse(known.language)};
    resource.package = known.package;
    for (const fs::path& folder : options.folders) {
      if (resource.source.empty()) resource.source = find_thesaurus(folder, known);
    }
    resource.found = !resource.source.empty();
    all.push_back(std::move(resource));
  }
  return all;
}

std::vector<DictionaryResource> open_dictionaries(LanguageResources& resources, const DictionaryOptions& options,
                                                  const DiagnosticSink& sink,
                                                  const std::function<void(std::string_view)>& progress) {
  std::vector<DictionaryResource> all = find_dictionaries(resources, options);
  for (DictionaryResource& resource : all) {
    if (!resource.found || left_out(options, resource.kind)) continue;
    const std::uint64_t stamp = source_stamp(resource);
    fs::path file;
    if (!resources.options().cache_folder.empty()) {
      std::string name = resource.name;
      std::replace(name.begin(), name.end(), ' ', '-');
      file = resources.options().cache_folder /
             fmt::format("{}-{}.dictionary", name, to_hex(checksum(resource.source.string())));
      resource.compiled = CompiledDictionary::open(file, stamp);
    }
    if (resource.compiled) continue;
    if (progress) progress(resource.name);
    try {
      resource.compiled = compile(resources, resource, file, stamp, sink);
    } catch (const Error& error) {
      report(sink, Severity::warning, fmt::format("{} is not used: {}", resource.name, error.message()), error.place());
      resource.found = false;
    }
  }
  return all;
}

}  // namespace termknit
