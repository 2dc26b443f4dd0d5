// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/termbase/duplicates.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include <fmt/format.h>

#include "core/checksum.h"
#include "language/text.h"

namespace termknit {
namespace {

// Weights are probabilities that are combined as independent: two shared languages make 0.75, three 0.88.
constexpr float kSameTerm = 0.5F, kOtherReading = 0.25F, kSameDefinition = 0.7F;
constexpr std::size_t kAllPairs = 12;             // entries of one key up to which every pair is compared
constexpr std::size_t kLeastDefinition = 15;      // bytes: "see above" says nothing
constexpr std::uint16_t kDefinitionLanguage = 0;  // stands where a shared term has its language

/// That two entries share something.
struct Shared {
  std::uint32_t first = 0, second = 0;
  std::uint16_t language = 0;
  float weight = 0;
};

/// Numbers for strings, and back.
class Names {
 public:
  std::uint32_t number(const std::string& name) {
    const auto [it, is_new] = numbers_.try_emplace(name, static_cast<std::uint32_t>(names_.size()));
    if (is_new) names_.push_back(&it->first);
    return it->second;
  }
  const std::string& name(std::uint32_t number) const { return *names_[number]; }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<const std::string*> names_;
};

bool compatible(PartOfSpeech a, PartOfSpeech b) {
  return a == b || a == PartOfSpeech::other || b == PartOfSpeech::other;
}

float weight(const KeyedTerm& a, const KeyedTerm& b) {
  if (a.concept_id == b.concept_id || !compatible(a.part_of_speech, b.part_of_speech)) return 0;
  return std::max(a.rank, b.rank) <= 1 ? kSameTerm : kOtherReading;
}

/// All pairs of a small group, neighbours of a large one.
template <typename T, typename F>
void for_each_pair(const std::vector<T>& group, F&& f) {
  for (std::size_t i = 0; i < group.size(); ++i) {
    const std::size_t end = group.size() <= kAllPairs ? group.size() : std::min(i + 2, group.size());
    for (std::size_t j = i + 1; j < end; ++j) f(group[i], group[j]);
  }
}

class DuplicateSearch {
 public:
  explicit DuplicateSearch(const Termbase& termbase) : termbase_(termbase) { languages_.number(""); }

  std::vector<DuplicatePair> run(const DuplicateOptions& options) {
    collect_shared_terms();
    collect_shared_definitions();
    std::vector<DuplicatePair> pairs = scored(options.least_score);
    const auto better = [](const DuplicatePair& a, const DuplicatePair& b) {
      if (a.score != b.score) return a.score > b.score;
      return std::tie(a.first, a.second) < std::tie(b.first, b.second);
    };
    std::sort(pairs.begin(), pairs.end(), better);
    if (options.limit > 0 && pairs.size() > options.limit) pairs.resize(options.limit);
    add_reasons(pairs);
    return pairs;
  }

 private:
  void note(std::uint32_t a, std::uint32_t b, std::uint16_t language, float shared_weight) {
    shared_.push_back({std::min(a, b), std::max(a, b), language, shared_weight});
  }

  void collect_shared_terms() {
    termbase_.for_each_shared_key(
        [&](const LanguageTag& language, const std::string&, const std::vector<KeyedTerm>& terms) {
          const auto number = static_cast<std::uint16_t>(languages_.number(language.str()));
          for_each_pair(terms, [&](const KeyedTerm& a, const KeyedTerm& b) {
            if (const float w = weight(a, b); w > 0)
              note(ids_.number(a.concept_id), ids_.number(b.concept_id), number, w);
          });
        });
  }

  void collect_shared_definitions() {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> definitions;
    termbase_.for_each([&](const ConceptEntry& entry) {
      const auto add = [&](const SourcedText& definition) {
        if (definition.text.size() >= kLeastDefinition)
          definitions.emplace_back(checksum(fold(definition.text)), ids_.number(entry.id));
      };
      for (const SourcedText& definition : entry.definitions) add(definition);
      for (const LanguageSection& section : entry.languages) {
        for (const SourcedText& definition : section.definitions) add(definition);
      }
      return true;
    });
    std::sort(definitions.begin(), definitions.end());
    definitions.erase(std::unique(definitions.begin(), definitions.end()), definitions.end());
    for (std::size_t begin = 0, end = 0; begin < definitions.size(); begin = end) {
      std::vector<std::uint32_t> group;
      for (; end < definitions.size() && definitions[end].first == definitions[begin].first; ++end)
        group.push_back(definitions[end].second);
      for_each_pair(group, [&](std::uint32_t a, std::uint32_t b) { note(a, b, kDefinitionLanguage, kSameDefinition); });
    }
  }

  std::vector<DuplicatePair> scored(double least_score) {
    std::sort(shared_.begin(), shared_.end(), [](const Shared& a, const Shared& b) {
      return std::tie(a.first, a.second, a.language, b.weight) < std::tie(b.first, b.second, b.language, a.weight);
    });
    std::vector<DuplicatePair> pairs;
    for (std::size_t begin = 0, end = 0; begin < shared_.size(); begin = end) {
      double against = 1;
      for (; end < shared_.size() && shared_[end].first == shared_[begin].first &&
             shared_[end].second == shared_[begin].second;
           ++end) {
        // The heaviest of a language stands first and alone counts.
        if (end == begin || shared_[end].language != shared_[end - 1].language)
          against *= 1 - static_cast<double>(shared_[end].weight);
      }
      if (1 - against < least_score) continue;
      DuplicatePair pair{
          .first = ids_.name(shared_[begin].first), .second = ids_.name(shared_[begin].second), .score = 1 - against};
      if (pair.second < pair.first) std::swap(pair.first, pair.second);
      pairs.push_back(std::move(pair));
    }
    return pairs;
  }

  /// A second pass: reasons are kept for the pairs that are told only.
  void add_reasons(std::vector<DuplicatePair>& pairs) const {
    using Ids = std::pair<std::string_view, std::string_view>;
    std::map<Ids, DuplicatePair*> wanted;
    for (DuplicatePair& pair : pairs) wanted.emplace(Ids(pair.first, pair.second), &pair);
    termbase_.for_each_shared_key([&](const LanguageTag& language, const std::string&,
                                      const std::vector<KeyedTerm>& terms) {
      for_each_pair(terms, [&](const KeyedTerm& a, const KeyedTerm& b) {
        if (weight(a, b) <= 0) return;
        const bool swapped = b.concept_id < a.concept_id;
        const auto it = wanted.find(swapped ? Ids(b.concept_id, a.concept_id) : Ids(a.concept_id, b.concept_id));
        if (it == wanted.end()) return;
        const std::string reason =
            fmt::format("{}: {} = {}", language.str(), (swapped ? b : a).designation, (swapped ? a : b).designation);
        std::vector<std::string>& why = it->second->why;
        if (std::find(why.begin(), why.end(), reason) == why.end()) why.push_back(reason);
      });
    });
    for (DuplicatePair& pair : pairs) add_definition_reason(pair);
  }

  void add_definition_reason(DuplicatePair& pair) const {
    const auto definitions = [&](const std::string& id) {
      std::map<std::string, std::string> found;
      const auto entry = termbase_.find(id);
      if (!entry) return found;
      for (const SourcedText& definition : entry->definitions) found.emplace(fold(definition.text), definition.text);
      for (const LanguageSection& section : entry->languages) {
        for (const SourcedText& definition : section.definitions) found.emplace(fold(definition.text), definition.text);
      }
      return found;
    };
    const auto first = definitions(pair.first), second = definitions(pair.second);
    for (const auto& [folded, text] : first) {
      if (text.size() >= kLeastDefinition && second.contains(folded))
        pair.why.push_back(fmt::format("same definition: {}", text));
    }
  }

  const Termbase& termbase_;
  Names ids_, languages_;
  std::vector<Shared> shared_;
};

}  // namespace

std::vector<DuplicatePair> find_duplicates(const Termbase& termbase, const DuplicateOptions& options) {
  return DuplicateSearch(termbase).run(options);
}

}  // namespace termknit
