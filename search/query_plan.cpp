// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/query_plan.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fnmatch.h>

#include "core/tsv.h"
#include "indexer/index_schema.h"
#include "language/analyzer.h"
#include "language/text.h"

namespace termknit {
namespace schema = index_schema;

namespace {

constexpr std::size_t kPrefixTerms = 100, kFoldedPrefixes = 30;
constexpr std::size_t kShortestStar = 3;  // bytes of "ab*" within a phrase

void add_unique(std::vector<std::string>& list, std::string value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(std::move(value));
}

/// Latin, Greek, Cyrillic and Armenian letters and ASCII digits: surely one token in every language.
bool is_plain_word(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) {
      const bool alphanumeric =
          (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
      if (!alphanumeric) return false;
      ++i;
      continue;
    }
    if (byte < 0xC3 || byte > 0xD5 || i + 1 >= text.size()) return false;
    const std::string_view letter = text.substr(i, 2);
    if (letter == "×" || letter == "÷" || letter == "\u037E" || letter == "\u0387") return false;
    i += 2;
  }
  return true;
}

class Planner {
 public:
  Planner(IndexSet& indexes, LanguageResources& resources, const std::vector<LanguageTag>& languages, Closeness widest)
      : indexes_(indexes), resources_(resources), all_languages_(languages), widest_(widest) {}

  QueryPlan plan(const QueryNode& node) {
    using enum QueryNode::Kind;
    switch (node.kind) {
      case word:
        return text({node.text}, languages_of(node));
      case phrase:
        return text(node.words, languages_of(node));
      case prefix: {
        QueryPlan plan{.kind = QueryPlan::Kind::sequence};
        plan.words.push_back(prefix_word(node.text));
        return plan;
      }
      case language:
        return filter({schema::term(schema::kLanguage, LanguageTag::parse(node.text).str())});
      case title:
        return title_plan(node);
      case path:
        return filter(path_terms(node.text));
      case near:
        return near_plan(node);
      case not_of: {
        const Closeness before = std::exchange(widest_, Closeness::folded);
        QueryPlan plan = group(QueryPlan::Kind::except, node);
        widest_ = before;
        return plan;
      }
      case any_of:
        return group(QueryPlan::Kind::any_of, node);
      case all_of:
        break;
    }
    return group(QueryPlan::Kind::all_of, node);
  }

 private:
  std::vector<LanguageTag> languages_of(const QueryNode& node) const {
    return node.language.undetermined() ? all_languages_ : std::vector<LanguageTag>{node.language};
  }

  QueryPlan group(QueryPlan::Kind kind, const QueryNode& node) {
    QueryPlan plan{.kind = kind};
    for (const QueryNode& child : node.children) plan.children.push_back(this->plan(child));
    if (kind == QueryPlan::Kind::all_of) pass_over_punctuation(plan.children);
    return plan;
  }

  /// "this & that" asks for two words.
  static void pass_over_punctuation(std::vector<QueryPlan>& children) {
    const auto empty = [](const QueryPlan& child) {
      return child.words.size() == 1 && !child.words.front().searchable;
    };
    if (!std::all_of(children.begin(), children.end(), empty))
      children.erase(std::remove_if(children.begin(), children.end(), empty), children.end());
  }

  static QueryPlan filter(std::vector<std::string> terms) {
    QueryPlan plan{.kind = QueryPlan::Kind::filter};
    plan.filters = std::move(terms);
    return plan;
  }

  QueryPlan title_plan(const QueryNode& node) {
    const Closeness before = std::exchange(widest_, Closeness::folded);
    in_title_ = true;
    QueryPlan plan = text(node.words, languages_of(node));
    in_title_ = false;
    widest_ = before;
    make_title(plan);
    return plan;
  }

  QueryPlan near_plan(const QueryNode& node) {
    QueryPlan plan{.kind = QueryPlan::Kind::near};
    plan.distance = node.distance;
    for (const QueryNode& child : node.children) {
      plan.words.push_back(child.kind == QueryNode::Kind::prefix ? prefix_word(child.text)
                                                                 : word(child.text, languages_of(child), false));
    }
    return plan;
  }

  /// The same splitting as that of articles, which may differ between languages (l'eau): one sequence for each way.
  QueryPlan text(const std::vector<std::string>& words, const std::vector<LanguageTag>& languages) {
    std::map<std::vector<std::string>, std::vector<LanguageTag>> ways;
    for (const LanguageTag& language : languages) {
      std::vector<std::string> pieces;
      for (const std::string& word : words) split_word(word, language, pieces);
      ways[pieces].push_back(language);
    }
    QueryPlan any{.kind = QueryPlan::Kind::any_of};
    for (const auto& [pieces, spoken] : ways) {
      QueryPlan sequence{.kind = QueryPlan::Kind::sequence};
      for (const std::string& piece : pieces) {
        const bool starred = piece.size() >= kShortestStar && piece.back() == '*';
        sequence.words.push_back(starred ? prefix_word(piece.substr(0, piece.size() - 1))
                                         : word(piece, spoken, pieces.size() == 1));
      }
      if (sequence.words.empty()) sequence.words.push_back({.text = join(words, " "), .searchable = false});
      any.children.push_back(std::move(sequence));
    }
    return any.children.size() == 1 ? std::move(any.children.front()) : any;
  }

  void split_word(const std::string& word, const LanguageTag& language, std::vector<std::string>& pieces) {
    if (is_plain_word(word)) {
      pieces.push_back(word);
      return;
    }
    auto it = analyzers_.find(language);
    if (it == analyzers_.end()) it = analyzers_.emplace(language, Analyzer(resources_, language)).first;
    const std::size_t before = pieces.size();
    for (const Token& token : it->second.segment(word)) pieces.emplace_back(token.range.of(word));
    if (pieces.size() > before && word.size() >= kShortestStar && word.back() == '*') pieces.back() += '*';
  }

  static bool is_spoken(const LanguageTag& language, const std::vector<LanguageTag>& languages) {
    return language.undetermined() || std::any_of(languages.begin(), languages.end(), [&](const LanguageTag& spoken) {
             return spoken.language() == language;
           });
  }

  using Lemmas = std::vector<std::pair<LanguageTag, std::string>>;
  struct Meaning {
    Lemmas of_form, of_folded;  // in their languages, folded
  };

  static void add_lemma(Lemmas& list, const LanguageTag& language, std::string lemma) {
    std::pair<LanguageTag, std::string> item(language, std::move(lemma));
    if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(std::move(item));
  }

  /// What the index knows costs no dictionary: as typed, with a capital, or with the diacritics that were left out.
  Meaning meaning(const std::string& typed, const std::string& form, const std::string& plain,
                  const std::vector<LanguageTag>& languages) {
    Meaning meaning;
    bool known = false;
    const auto add = [](Lemmas& list, const LanguageTag& language, const WordAnalysis& analysis) {
      for (const std::string& lemma : analysis.lemmas) add_lemma(list, language, fold(lemma));
    };
    const std::string lower = to_lower(typed);
    std::vector<std::string> spellings{typed};
    add_unique(spellings, lower);
    add_unique(spellings, to_title(lower));
    // What stands side by side in the index is asked for together: one block is read.
    std::vector<std::vector<std::shared_ptr<const WordAnalysis>>> analyses(languages.size());
    for (const std::string& spelling : spellings) {
      for (std::size_t i = 0; i < languages.size(); ++i)
        analyses[i].push_back(resources_.analyze_known_word(languages[i], spelling));
    }
    for (std::size_t i = 0; i < languages.size(); ++i) {
      for (const auto& analysis : analyses[i]) {
        if (!analysis) continue;
        add(meaning.of_form, languages[i], *analysis);
        known = true;
      }
      // A lemma that is known by its other forms.
      if (!indexes_.forms_of(languages[i], form).empty()) {
        add_lemma(meaning.of_form, languages[i], form);
        known = true;
      }
    }
    for (const auto& [language, spelling] : indexes_.forms_without_diacritics(typed)) {
      if (!is_spoken(language, languages)) continue;
      add_lemma(meaning.of_folded, language, spelling);
      for (const std::string& cased : {spelling, to_title(spelling)}) {
        if (const auto analysis = resources_.analyze_known_word(language, cased))
          add(meaning.of_folded, language, *analysis);
      }
      known = known || plain == form;
    }
    if (known) return meaning;
    for (const LanguageTag& language : languages)
      add(meaning.of_form, language, *resources_.analyze_word(language, typed));
    return meaning;
  }

  /// A part of a compound is not next to its neighbour's word: it counts where the word stands `alone`.
  PlannedWord word(const std::string& typed, const std::vector<LanguageTag>& languages, bool alone) {
    PlannedWord word{.text = typed};
    const std::string form = fold(typed);
    if (form.empty()) return word;
    add(word, "", form, Closeness::exact);
    add_title(word, form, Closeness::exact);
    if (widest_ == Closeness::exact) return word;  // the search will say whether an article has it
    add_other_forms(word, typed, form, languages, alone);
    keep_known(word.terms);
    return word;
  }

  void add_other_forms(PlannedWord& word, const std::string& typed, const std::string& form,
                       const std::vector<LanguageTag>& languages, bool alone) {
    const std::string plain = strip_diacritics(form);
    const Meaning meaning = this->meaning(typed, form, plain, languages);
    for (const auto& [language, lemma] : meaning.of_form) {
      add_unique(word.lemmas, lemma);
      add_forms(word, language, lemma, Closeness::form);
    }
    if (alone) add(word, schema::kPart, form, Closeness::part);
    for (const auto& [language, lemma] : meaning.of_form) {
      if (alone) add(word, schema::kPart, lemma, Closeness::part);
    }
    add(word, "", plain, Closeness::folded);
    for (const auto& [language, lemma] : meaning.of_folded) {
      add_forms(word, language, lemma, Closeness::folded);
      if (alone) add(word, schema::kPart, lemma, Closeness::folded);
    }
  }

  /// Leaves out what is in no article, asking in the order of the index for what it has not told.
  void keep_known(std::vector<PlannedTerm>& terms) {
    std::vector<const PlannedTerm*> order;
    for (const PlannedTerm& term : terms) order.push_back(&term);
    std::sort(order.begin(), order.end(), [](const auto* a, const auto* b) { return a->term < b->term; });
    std::set<std::string_view> unknown;
    for (const PlannedTerm* term : order) {
      if (!indexed_.contains(term->term) && indexes_.articles_with(term->term) == 0) unknown.insert(term->term);
    }
    std::vector<PlannedTerm> known;
    for (const PlannedTerm& term : terms) {
      if (!unknown.contains(term.term)) known.push_back(term);
    }
    terms = std::move(known);
    indexed_.clear();
  }

  void add_forms(PlannedWord& word, const LanguageTag& language, const std::string& lemma, Closeness closeness) {
    add(word, "", lemma, closeness);
    add_title(word, lemma, closeness);
    for (const std::string& form : indexes_.forms_of(language, lemma)) {
      std::string term = schema::word_term("", form);
      indexed_.insert(term);
      add_term(word, std::move(term), closeness);
      add_title(word, form, closeness);
    }
  }

  static void add(PlannedWord& word, std::string_view prefix, const std::string& text, Closeness closeness) {
    if (!text.empty()) add_term(word, schema::word_term(prefix, text), closeness);
  }

  static void add_term(PlannedWord& word, std::string term, Closeness closeness) {
    if (!has(word.terms, term)) word.terms.push_back({std::move(term), closeness});
  }

  /// Whether a title has it is not asked: few queries come to need it.
  static void add_title(PlannedWord& word, const std::string& text, Closeness closeness) {
    std::string term = schema::word_term(schema::kTitle, text);
    if (!has(word.title_terms, term)) word.title_terms.push_back({std::move(term), closeness});
  }

  static bool has(const std::vector<PlannedTerm>& terms, const std::string& term) {
    return std::any_of(terms.begin(), terms.end(), [&](const PlannedTerm& planned) { return planned.term == term; });
  }

  PlannedWord prefix_word(const std::string& typed) {
    PlannedWord word{.text = typed + "*"};
    const std::string form = fold(typed), plain = strip_diacritics(form);
    if (form.empty()) return word;
    for (std::string& term : indexes_.frequent_words("", form, kPrefixTerms))
      word.terms.push_back({std::move(term), Closeness::exact});
    const std::size_t frequent = word.terms.size();
    if (in_title_) {
      for (std::string& term : indexes_.frequent_words(schema::kTitle, form, kPrefixTerms))
        word.title_terms.push_back({std::move(term), Closeness::exact});
    }
    if (widest_ == Closeness::exact) return word;
    for (const auto& [language, spelling] : indexes_.forms_without_diacritics_from(plain, kFoldedPrefixes))
      add(word, "", spelling, Closeness::folded);
    for (std::size_t i = 0; i < frequent; ++i) indexed_.insert(word.terms[i].term);
    keep_known(word.terms);
    return word;
  }

  static void make_title(QueryPlan& plan) {
    for (QueryPlan& child : plan.children) make_title(child);
    if (plan.kind == QueryPlan::Kind::sequence) plan.kind = QueryPlan::Kind::title;
  }

  /// The articles whose path matches a glob, or holds the text where it has no star.
  std::vector<std::string> path_terms(const std::string& glob) {
    const std::size_t wild = glob.find_first_of("*?[\\");
    const std::string id(schema::kUniqueId);
    // A longer path is cut in its term; what is left of it decides.
    const std::string prefix = wild == glob.npos ? id : id + glob.substr(0, std::min(wild, std::size_t{100}));
    std::set<std::string> terms;
    indexes_.for_each_term(prefix, [&](const std::string& term, std::uint32_t) {
      const std::string path = term.substr(id.size());
      const bool matches =
          wild == glob.npos ? path.find(glob) != path.npos : ::fnmatch(glob.c_str(), path.c_str(), 0) == 0;
      if (matches) terms.insert(term);
    });
    return {terms.begin(), terms.end()};
  }

  IndexSet& indexes_;
  LanguageResources& resources_;
  const std::vector<LanguageTag>& all_languages_;
  std::map<LanguageTag, Analyzer> analyzers_;
  std::set<std::string> indexed_;  ///< terms of the word being planned that the index itself told
  Closeness widest_;
  bool in_title_ = false;
};

std::string_view name(Closeness closeness) {
  constexpr std::array<std::string_view, kClosenessLevels> kNames{"as typed", "other forms", "in compounds",
                                                                  "without diacritics"};
  return kNames[static_cast<std::size_t>(closeness)];
}

/// "only articles in cs", "only articles at 13 paths: a.txt, b.txt, c.txt, ...".
std::string describe_filter(const std::vector<std::string>& filters) {
  constexpr std::size_t kShown = 3;
  if (filters.empty()) return "no article is there";
  std::string names;
  const bool language = filters.front().starts_with(schema::kLanguage);
  for (std::size_t i = 0; i < std::min(filters.size(), kShown); ++i)
    names += (i == 0 ? "" : ", ") + filters[i].substr(language ? schema::kLanguage.size() : schema::kUniqueId.size());
  if (language) return "only articles in " + names;
  if (filters.size() == 1) return "only the article " + names;
  return fmt::format("only articles at {} paths: {}{}", filters.size(), names, filters.size() > kShown ? ", ..." : "");
}

void describe_words(const QueryPlan& plan, std::string& out) {
  for (const PlannedWord& word : plan.words) {
    out += fmt::format("\n  {}", word.text);
    if (!word.lemmas.empty()) out += fmt::format(": lemma {}", join(word.lemmas, ", "));
    if (plan.kind == QueryPlan::Kind::title) {
      out += word.lemmas.empty() ? ": in a title" : ", in a title";
      continue;
    }
    if (word.terms.empty()) out += word.lemmas.empty() ? ": in no article" : ", in no article";
    const PlannedTerm* previous = nullptr;
    for (const PlannedTerm& term : word.terms) {
      const bool same = previous && previous->closeness == term.closeness;
      out += same ? ", " : fmt::format("\n    {}: ", name(term.closeness));
      const std::string text = schema::readable(term.term);
      out += text.substr(text.starts_with(schema::kPart) ? schema::kPart.size() : 0);
      previous = &term;
    }
  }
  if (plan.kind == QueryPlan::Kind::filter) out += "\n  " + describe_filter(plan.filters);
  for (const QueryPlan& child : plan.children) describe_words(child, out);
}

void collect(const QueryPlan& plan, std::vector<const QueryPlan*>& parts) {
  if (plan.kind == QueryPlan::Kind::sequence || plan.kind == QueryPlan::Kind::near) parts.push_back(&plan);
  if (plan.kind == QueryPlan::Kind::except) return;
  for (const QueryPlan& child : plan.children) collect(child, parts);
}

}  // namespace

QueryPlan plan_query(const QueryNode& query, IndexSet& indexes, LanguageResources& resources,
                     const std::vector<LanguageTag>& languages, Closeness widest) {
  return Planner(indexes, resources, languages, widest).plan(query);
}

void add_compounds(QueryPlan& plan, IndexSet& indexes) {
  for (PlannedWord& word : plan.words) {
    for (const PlannedTerm& term : word.terms) {
      if (!term.term.starts_with(schema::kPart)) continue;
      for (std::string& form : indexes.compounds_with(term.term)) word.compounds.push_back(std::move(form));
    }
  }
  for (QueryPlan& child : plan.children) add_compounds(child, indexes);
}

std::vector<const QueryPlan*> searched_parts(const QueryPlan& plan) {
  std::vector<const QueryPlan*> parts;
  collect(plan, parts);
  return parts;
}

std::string describe(const QueryPlan& plan) {
  std::string out;
  describe_words(plan, out);
  return out.empty() ? out : out.substr(1);
}

}  // namespace termknit
