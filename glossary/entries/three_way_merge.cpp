// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/entries/three_way_merge.h"

#include <algorithm>
#include <optional>

#include "glossary/entries/entry_difference.h"
#include "glossary/entries/entry_fields.h"
#include "glossary/entries/entry_matching.h"
#include "glossary/entries/field_text.h"
#include "glossary/entries/term_pairs.h"

namespace termknit {
namespace {

template <typename T>
bool has(const std::vector<T>& values, const T& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

template <typename T>
std::vector<T> without(const std::vector<T>& values, const std::vector<T>& others) {
  std::vector<T> rest;
  for (const T& value : values) {
    if (!has(others, value)) rest.push_back(value);
  }
  return rest;
}

template <typename T>
std::string texts(const std::vector<T>& values) {
  std::string text;
  for (const T& value : values) text += (text.empty() ? "" : " | ") + field_text(value);
  return text;
}

/// Merges one field into `merged`, which holds ours.
struct FieldMerge {
  std::vector<MergeConflict>& conflicts;
  std::string id, place;

  template <typename T>
  void operator()(const char* field, T& merged, const T& base, const T& theirs) const {
    if (merged == theirs || theirs == base) return;
    if (merged == base) {
      merged = theirs;
      return;
    }
    conflicts.push_back({id, place, field, field_text(base), field_text(merged), field_text(theirs)});
  }

  template <typename T>
  void operator()(const char* field, std::vector<T>& merged, const std::vector<T>& base,
                  const std::vector<T>& theirs) const {
    const std::vector<T> gone_here = without(base, merged), gone_there = without(base, theirs);
    const std::vector<T> come_here = without(merged, base), come_there = without(theirs, base);
    // Both replaced the same value, each by another one.
    const bool same_place =
        std::any_of(gone_here.begin(), gone_here.end(), [&](const T& value) { return has(gone_there, value); });
    if (same_place && !come_here.empty() && !come_there.empty() && come_here != come_there) {
      conflicts.push_back({id, place, field, texts(gone_here), texts(come_here), texts(come_there)});
      return;
    }
    std::erase_if(merged, [&](const T& value) { return has(gone_there, value); });
    for (const T& value : come_there) {
      if (!has(merged, value)) merged.push_back(value);
    }
  }
};

class EntryMerge {
 public:
  EntryMerge(std::vector<MergeConflict>& conflicts, std::string id) : conflicts_(conflicts), id_(std::move(id)) {}

  /// `merged` holds ours.
  void merge(ConceptEntry& merged, const ConceptEntry& base, const ConceptEntry& theirs) {
    for_each_concept_field(FieldMerge{conflicts_, id_, ""}, merged, base, theirs);
    std::vector<LanguageTag> languages;
    for (const ConceptEntry* entry : {static_cast<const ConceptEntry*>(&merged), &theirs}) {
      for (const LanguageSection& section : entry->languages) {
        if (!has(languages, section.language)) languages.push_back(section.language);
      }
    }
    for (const LanguageTag& language : languages) merge_section(language, merged, base, theirs);
    std::erase_if(merged.languages, [](const LanguageSection& section) { return section.terms.empty(); });
  }

 private:
  void merge_section(const LanguageTag& language, ConceptEntry& merged, const ConceptEntry& base,
                     const ConceptEntry& theirs) {
    LanguageSection none;
    none.language = language;
    const LanguageSection* old = base.find(language);
    const LanguageSection* other = theirs.find(language);
    LanguageSection& section = merged.section(language);
    for_each_section_field(FieldMerge{conflicts_, id_, language.str()}, section, old ? *old : none,
                           other ? *other : none);
    merge_terms(section, old ? *old : none, other ? *other : none);
  }

  void merge_terms(LanguageSection& section, const LanguageSection& base, const LanguageSection& theirs) {
    const std::vector<Term> ours = section.terms;
    std::vector<Term> merged;
    for (std::size_t i = 0; i < ours.size(); ++i) {
      const Term* old = same_term(base.terms, ours, i);
      const Term* other = same_term(theirs.terms, ours, i);
      if (!other && old) {  // they deleted it
        if (ours[i] == *old) continue;
        note_deletion(section, ours[i].designation, false);
      }
      merged.push_back(ours[i]);
      if (other) {
        const std::string place = section.language.str() + ":" + ours[i].designation;
        const Term nothing;
        for_each_term_field(FieldMerge{conflicts_, id_, place}, merged.back(), old ? *old : nothing, *other);
      }
    }
    for (std::size_t i = 0; i < theirs.terms.size(); ++i) {
      if (same_term(ours, theirs.terms, i)) continue;
      const Term* old = same_term(base.terms, theirs.terms, i);
      if (old && *old == theirs.terms[i]) continue;  // we deleted it
      if (old) note_deletion(section, theirs.terms[i].designation, true);
      merged.push_back(theirs.terms[i]);
    }
    section.terms = std::move(merged);
  }

  void note_deletion(const LanguageSection& section, const std::string& designation, bool ours_deleted) {
    conflicts_.push_back({id_, section.language.str(), "term", designation, ours_deleted ? "deleted" : "changed",
                          ours_deleted ? "changed" : "deleted"});
  }

  std::vector<MergeConflict>& conflicts_;
  std::string id_;
};

using Partners = std::vector<std::optional<std::size_t>>;

/// From an entry of `b` to its partner in `a`.
Partners inverse(const Partners& partners, std::size_t size) {
  Partners back(size);
  for (std::size_t i = 0; i < partners.size(); ++i) {
    if (partners[i]) back[*partners[i]] = i;
  }
  return back;
}

bool is_unchanged(const ConceptEntry& before, const ConceptEntry& after) {
  return compare_entries(before, after).empty();
}

class GlossaryMerge {
 public:
  GlossaryMerge(const Glossary& base, const Glossary& ours, const Glossary& theirs)
      : base_(base),
        ours_(ours),
        theirs_(theirs),
        ours_of_base_(match_entries(base.entries, ours.entries)),
        theirs_of_base_(match_entries(base.entries, theirs.entries)),
        base_of_ours_(inverse(ours_of_base_, ours.entries.size())),
        base_of_theirs_(inverse(theirs_of_base_, theirs.entries.size())),
        theirs_of_ours_(match_entries(ours.entries, theirs.entries)),
        done_(theirs.entries.size()) {}

  struct Result {
    std::vector<std::optional<ConceptEntry>> of_ours{};
    std::vector<ConceptEntry> of_theirs{};
    std::vector<MergeConflict> conflicts{};
  };

  Result run() {
    for (std::size_t i = 0; i < ours_.entries.size(); ++i) {
      std::optional<ConceptEntry> merged = merge_ours(i);
      if (merged && merged->languages.empty()) merged.reset();
      result_.of_ours.push_back(std::move(merged));
    }
    for (std::size_t i = 0; i < theirs_.entries.size(); ++i) {
      if (!done_[i]) take_theirs(i);
    }
    return std::move(result_);
  }

 private:
  std::optional<ConceptEntry> merge_ours(std::size_t number) {
    ConceptEntry merged = ours_.entries[number];
    const std::optional<std::size_t> old = base_of_ours_[number];
    const std::optional<std::size_t> other = old ? theirs_of_base_[*old] : added_by_both(number);
    if (old && !other) {  // they deleted it
      if (is_unchanged(base_.entries[*old], merged)) return std::nullopt;
      result_.conflicts.push_back({merged.id, "", "concept", entry_label(merged), "changed", "deleted"});
    }
    if (other) {
      done_[*other] = true;
      const ConceptEntry none;
      EntryMerge(result_.conflicts, merged.id).merge(merged, old ? base_.entries[*old] : none, theirs_.entries[*other]);
    }
    return merged;
  }

  std::optional<std::size_t> added_by_both(std::size_t number) const {
    const std::optional<std::size_t> other = theirs_of_ours_[number];
    return other && !base_of_theirs_[*other] ? other : std::nullopt;
  }

  void take_theirs(std::size_t number) {
    const ConceptEntry& entry = theirs_.entries[number];
    if (const std::optional<std::size_t> old = base_of_theirs_[number]) {  // we deleted it
      if (is_unchanged(base_.entries[*old], entry)) return;
      result_.conflicts.push_back({entry.id, "", "concept", entry_label(entry), "deleted", "changed"});
    }
    if (!entry.languages.empty()) result_.of_theirs.push_back(entry);
  }

  const Glossary &base_, &ours_, &theirs_;
  Partners ours_of_base_, theirs_of_base_, base_of_ours_, base_of_theirs_, theirs_of_ours_;
  std::vector<bool> done_;
  Result result_;
};

}  // namespace

ThreeWayMerge::ThreeWayMerge(const GlossarySource& base, const GlossarySource& ours, const GlossarySource& theirs)
    : ours_(ours), common_({base, ours, theirs}) {
  const Glossary old = common_.rest_of(base), mine = common_.rest_of(ours), other = common_.rest_of(theirs);
  GlossaryMerge::Result result = GlossaryMerge(old, mine, other).run();
  of_ours_ = std::move(result.of_ours);
  of_theirs_ = std::move(result.of_theirs);
  conflicts_ = std::move(result.conflicts);
}

GlossaryHeader ThreeWayMerge::for_each(const std::function<void(const ConceptEntry&)>& f) const {
  auto next = of_ours_.begin();
  const auto merged = [&](const ConceptEntry&) {
    if (const std::optional<ConceptEntry>& entry = *next++) f(*entry);
  };
  GlossaryHeader header = common_.tell_apart(ours_, f, merged);
  for (const ConceptEntry& entry : of_theirs_) f(entry);
  return header;
}

}  // namespace termknit
