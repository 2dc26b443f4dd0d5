// SPDX-License-Identifier: GPL-3.0-or-later
// From files to segments: which files belong together, what kind they are, and which way round their languages are.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "glossary/exchange/glossary_io.h"
#include "glossary/parallel/message_text.h"
#include "glossary/parallel/resource_folder.h"
#include "glossary/parallel/segment_readers.h"
#include "language/language_identifier.h"
#include "language/text.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kIdentified = 20'000;  // bytes of each language

std::string unique_name(const std::string& wanted, std::set<std::string>& taken) {
  std::string name = wanted;
  for (int i = 2; !taken.insert(name).second; ++i) name = fmt::format("{}-{}", wanted, i);
  return name;
}

ResourceKind kind_of(const fs::path& file, std::optional<ResourceKind> told) {
  if (told) return *told;
  const auto format = segment_format(file);
  if (format && (is_bundle(*format) || is_catalogue(*format))) return ResourceKind::catalogue;
  if (format) return ResourceKind::text;
  if (format_of_file(file)) return ResourceKind::glossary;
  throw Error(ErrorKind::usage,
              "is of no kind this program reads; it reads TMX, XLIFF, PO, MO, TSV, CSV, .properties, JSON, TBX, SKOS",
              {file.string()});
}

/// Terms of each entry, first with first, second with second: synonyms make further segments.
ReadResource read_glossary_file(const fs::path& file, const SegmentReadOptions& options) {
  const auto format = format_of_file(file);
  if (!format) throw Error(ErrorKind::unsupported, "is no glossary of a known format", {file.string()});
  ReadResource result;
  GlossarySink sink;
  sink.entry = [&](const ConceptEntry& entry) {
    std::size_t rows = 0;
    std::vector<std::pair<LanguageTag, std::vector<std::string>>> sides;
    for (const LanguageSection& section : entry.languages) {
      std::vector<std::string> terms;
      for (const Term& term : section.terms) {
        if (term.status != AdministrativeStatus::deprecated && term.status != AdministrativeStatus::superseded)
          terms.push_back(term.designation);
      }
      if (terms.empty()) continue;
      rows = std::max(rows, terms.size());
      sides.emplace_back(section.language.language(), std::move(terms));
    }
    if (sides.size() < 2) return;
    for (std::size_t i = 0; i < rows; ++i) {
      Segment segment{entry.id, {}};
      for (const auto& [language, terms] : sides) {
        std::string text = message_text(terms[std::min(i, terms.size() - 1)]);
        if (!text.empty() && !segment.text(language)) segment.texts.push_back({language, std::move(text)});
      }
      if (segment.texts.size() > 1) result.segments.push_back(std::move(segment));
    }
  };
  sink.repair = [&](const Repair& repair) { report(options.sink, Severity::note, repair.message, repair.place); };
  read_glossary(file, *format, {.languages = options.languages}, sink);
  return result;
}

/// Messages of several bundles by key.
ReadResource read_bundles(const AddedResource& resource, const DiagnosticSink& sink) {
  std::map<std::string, Segment> by_key;
  std::map<std::string, std::vector<std::string>> placeholders_of;
  for (std::size_t i = 0; i < resource.files.size(); ++i) {
    const auto language =
        i < resource.told.size() ? std::optional(resource.told[i]) : language_of_path(resource.files[i]);
    if (!language)
      throw Error(ErrorKind::unsupported, "does not name its language; give one --languages code a file",
                  {resource.files[i].string()});
    std::size_t wrong = 0;
    std::string first_wrong;
    for (auto& [key, message] : read_bundle(resource.files[i], {.languages = {}, .sink = sink})) {
      Segment& segment = by_key[key];
      segment.id = key;
      const std::string* first = segment.texts.empty() ? nullptr : &segment.texts.front().text;
      std::string text = message_text(message);
      const auto [expected, fresh] = placeholders_of.try_emplace(key, placeholders(message));
      if (!fresh && expected->second != placeholders(message)) {
        if (++wrong == 1) first_wrong = key;
        continue;
      }
      // A translation that is the original's text is not made yet.
      if (text.empty() || segment.text(language->language()) || (first && *first == text)) continue;
      segment.texts.push_back({language->language(), std::move(text)});
    }
    if (wrong > 0) {
      report(sink, Severity::warning,
             fmt::format("{} message{} left out: the translation has other placeholders, e.g. of '{}'", wrong,
                         wrong == 1 ? "" : "s", first_wrong),
             {resource.files[i].string()});
    }
  }
  ReadResource result;
  for (auto& [key, segment] : by_key) {
    if (segment.texts.size() > 1) result.segments.push_back(std::move(segment));
  }
  return result;
}

/// Catalogues of several languages: one message, all its translations.
ReadResource read_catalogues(const AddedResource& resource, const DiagnosticSink& sink) {
  std::map<std::string, std::size_t> number;
  ReadResource result;
  for (std::size_t i = 0; i < resource.files.size(); ++i) {
    SegmentReadOptions options{.languages = {}, .sink = sink};
    if (resource.files.size() == 1) options.languages = resource.told;
    read_segments(resource.files[i], options, [&](Segment segment) {
      const std::string key = segment.id + '\t' + segment.texts.front().text;
      const auto [it, fresh] = number.try_emplace(key, result.segments.size());
      if (fresh) {
        result.segments.push_back(std::move(segment));
        return;
      }
      Segment& known = result.segments[it->second];
      for (SegmentText& text : segment.texts) {
        if (!known.text(text.language)) known.texts.push_back(std::move(text));
      }
    });
  }
  return result;
}

/// Two languages whose texts are each in the other's language are exchanged.
void mend_swapped_languages(ReadResource& resource, const std::string& file, const DiagnosticSink& sink) {
  std::map<LanguageTag, std::string> samples;
  for (const Segment& segment : resource.segments) {
    for (const SegmentText& text : segment.texts) {
      std::string& sample = samples[text.language];
      if (sample.size() < kIdentified) sample += text.text + ". ";
    }
  }
  std::map<LanguageTag, LanguageTag> really;
  for (const auto& [stated, sample] : samples) {
    const LanguageGuess guess = identify_language(sample);
    if (guess.reliable && guess.language != stated && sample.size() > 200) really[stated] = guess.language;
  }
  std::map<LanguageTag, LanguageTag> exchange;
  for (const auto& [stated, seen] : really) {
    const auto other = really.find(seen);
    if (other != really.end() && other->second == stated) {
      exchange[stated] = seen;
      if (stated < seen) {
        report(sink, Severity::warning,
               fmt::format("'{}' and '{}' are swapped: read the other way round", stated.str(), seen.str()), {file});
      }
    } else {
      report(sink, Severity::warning,
             fmt::format("what is said to be '{}' looks like '{}'; if it is, add it again with --languages",
                         stated.str(), seen.str()),
             {file});
    }
  }
  if (exchange.empty()) return;
  for (Segment& segment : resource.segments) {
    for (SegmentText& text : segment.texts) {
      if (const auto it = exchange.find(text.language); it != exchange.end()) text.language = it->second;
    }
  }
}

}  // namespace

std::vector<AddedResource> group_files(const std::vector<fs::path>& files, const std::vector<LanguageTag>& told,
                                       std::optional<ResourceKind> kind, const std::vector<std::string>& taken) {
  std::set<std::string> names(taken.begin(), taken.end());
  std::vector<AddedResource> all;
  std::map<std::string, std::size_t> groups;
  for (const fs::path& file : files) {
    const auto format = segment_format(file);
    const ResourceKind of_file = kind_of(file, kind);
    const bool grouped = of_file == ResourceKind::catalogue && format && (is_bundle(*format) || is_catalogue(*format));
    const std::string stem = grouped ? stem_without_language(file) : std::string();
    // Bundles for which --languages names one language a file belong together whatever their names.
    const bool by_order = grouped && is_bundle(*format) && told.size() == files.size();
    const std::string key = by_order ? "told" : stem + file.extension().string();
    if (grouped && groups.contains(key)) {
      AddedResource& group = all[groups[key]];
      group.files.push_back(file);
      continue;
    }
    AddedResource resource;
    resource.kind = of_file;
    resource.files = {file};
    resource.told = told;
    if (grouped) groups[key] = all.size();
    const std::string name = grouped ? stem : replace_invalid_utf8(file.filename().string());
    resource.name = unique_name(name, names);
    all.push_back(std::move(resource));
  }
  for (const AddedResource& resource : all) {
    const auto format = segment_format(resource.files.front());
    if (format && is_bundle(*format) && resource.files.size() == 1 && resource.kind == ResourceKind::catalogue) {
      throw Error(ErrorKind::usage, "holds one language only: add the same messages in another language with it",
                  {resource.files.front().string()});
    }
  }
  return all;
}

ReadResource read_resource_files(const AddedResource& resource, const DiagnosticSink& sink) {
  const fs::path& first = resource.files.front();
  const auto format = segment_format(first);
  ReadResource result;
  if (resource.kind == ResourceKind::glossary && format_of_file(first)) {
    result = read_glossary_file(first, {.languages = resource.told, .sink = sink});
  } else if (format && is_bundle(*format)) {
    result = read_bundles(resource, sink);
  } else if (format && is_catalogue(*format)) {
    result = read_catalogues(resource, sink);
  } else {
    read_segments(first, {.languages = resource.told, .sink = sink},
                  [&](Segment segment) { result.segments.push_back(std::move(segment)); });
  }
  if (result.segments.empty())
    throw Error(ErrorKind::malformed, "holds no segment with text in two languages", {first.string()});
  mend_swapped_languages(result, first.string(), sink);
  std::set<LanguageTag> languages;
  for (const Segment& segment : result.segments) {
    for (const SegmentText& text : segment.texts) languages.insert(text.language);
  }
  result.languages.assign(languages.begin(), languages.end());
  return result;
}

}  // namespace termknit
