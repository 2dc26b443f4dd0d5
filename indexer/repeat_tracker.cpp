// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/repeat_tracker.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "core/parallel.h"
#include "indexer/index_schema.h"
#include "indexer/posting_list.h"
#include "indexer/repeated_blocks.h"

namespace termknit {
namespace {

constexpr std::size_t kReviewedAtOnce = 256;

std::set<std::string> distinct(const std::vector<std::string>& terms) {
  std::set<std::string> set(terms.begin(), terms.end());
  set.erase("");
  return set;
}

/// An article whose marks may have to change.
struct Reviewed {
  Article article;
  std::vector<std::string> stored_terms;
  ArticlePostings postings;
  bool changed = false;
};

Reviewed review_one(Article article, std::vector<std::string> stored_terms,
                    const std::unordered_set<std::string>& repeated, LanguageResources& resources,
                    const KnownForms& known) {
  Reviewed reviewed{std::move(article), std::move(stored_terms), {}};
  std::vector<std::string> terms = block_terms(reviewed.article);
  for (std::string& term : terms) {
    // An article indexed with --all-text has no terms and keeps its blocks as they are.
    if (!std::binary_search(reviewed.stored_terms.begin(), reviewed.stored_terms.end(), term)) term.clear();
  }
  reviewed.changed = mark_repeated_blocks(reviewed.article, terms, repeated);
  if (!reviewed.changed) return reviewed;
  reviewed.postings = make_postings(reviewed.article, resources, known);
  add_filters(reviewed.postings, reviewed.stored_terms);
  return reviewed;
}

}  // namespace

RepeatTracker::RepeatTracker(IndexWriter& writer) : writer_(writer) {
  for (std::string& term : writer.repeated_terms()) repeated_.insert(std::move(term));
  unsettled_ = writer.unsettled();
}

/// The first change is also the sign, for a run after this one, that the marks are not settled.
void RepeatTracker::begin() {
  if (!begun_) writer_.set_unsettled(true);
  begun_ = true;
}

void RepeatTracker::touch(const std::string& term, char marked) {
  Touched touched{};
  term.copy(touched.data(), kBlockDigits, index_schema::kBlock.size());
  touched[kBlockDigits] = marked;
  touched_.push_back(touched);
}

void RepeatTracker::mark(const std::vector<TrackedArticle>& batch) {
  if (batch.empty()) return;
  begin();
  std::map<std::string, std::size_t> here;
  for (const TrackedArticle& tracked : batch) {
    for (const std::string& term : distinct(*tracked.terms)) ++here[term];
  }
  std::unordered_set<std::string> repeated;
  for (const auto& [term, count] : here) {
    if (count >= kRepeatedArticles || count + writer_.articles_with(term) >= kRepeatedArticles) repeated.insert(term);
    touch(term, repeated.contains(term) ? '1' : '0');
  }
  for (const TrackedArticle& tracked : batch) mark_repeated_blocks(*tracked.article, *tracked.terms, repeated);
}

void RepeatTracker::leaving(std::string_view path) {
  begin();
  for (const std::string& term : writer_.terms_of(path, index_schema::kBlock)) touch(term, '-');
}

/// Paths of articles whose marks may be wrong; `repeated_` becomes what it is now.
std::vector<std::string> RepeatTracker::suspects() {
  if (unsettled_) {
    repeated_.clear();
    for (std::string& term : writer_.terms_in(index_schema::kBlock, kRepeatedArticles))
      repeated_.insert(std::move(term));
    return writer_.paths();
  }
  std::sort(touched_.begin(), touched_.end());
  touched_.erase(std::unique(touched_.begin(), touched_.end()), touched_.end());
  std::set<std::string> paths;
  for (auto it = touched_.begin(); it != touched_.end();) {
    const std::string term = std::string(index_schema::kBlock) + std::string(it->data(), kBlockDigits);
    const bool now = writer_.articles_with(term) >= kRepeatedArticles;
    bool wrong = repeated_.contains(term) != now;
    for (const Touched& first = *it;
         it != touched_.end() && std::equal(first.begin(), first.begin() + kBlockDigits, it->begin()); ++it) {
      wrong = wrong || (*it)[kBlockDigits] == (now ? '0' : '1');
    }
    if (now) {
      repeated_.insert(term);
    } else {
      repeated_.erase(term);
    }
    if (wrong) paths.merge(writer_.paths_with(term));
  }
  return {paths.begin(), paths.end()};
}

std::size_t RepeatTracker::review(std::vector<std::string> paths, LanguageResources& resources, unsigned jobs,
                                  const StopRequested& stop) {
  std::size_t changed = 0;
  std::sort(paths.begin(), paths.end());
  for (std::size_t begin = 0; begin < paths.size() && !(stop && stop()); begin += kReviewedAtOnce) {
    const std::size_t count = std::min(kReviewedAtOnce, paths.size() - begin);
    std::vector<Reviewed> batch(count);
    for (std::size_t i = 0; i < count; ++i) {
      batch[i].article = writer_.article(paths[begin + i]);
      batch[i].stored_terms = writer_.terms_of(paths[begin + i], index_schema::kBlock);
    }
    parallel_for(count, jobs, [&](std::size_t i, unsigned) {
      batch[i] = review_one(std::move(batch[i].article), std::move(batch[i].stored_terms), repeated_, resources,
                            [this](std::uint64_t key) { return writer_.keeps_form(key); });
    });
    for (const Reviewed& reviewed : batch) {
      if (!reviewed.changed) continue;
      writer_.put(reviewed.article, reviewed.postings);
      ++changed;
    }
  }
  return changed;
}

std::size_t RepeatTracker::settle(LanguageResources& resources, unsigned jobs, const StopRequested& stop) {
  if (!begun_ && !unsettled_) return 0;
  const std::size_t changed = review(suspects(), resources, jobs, stop);
  if (stop && stop()) return changed;  // what is left is settled by the next run
  std::vector<std::string> terms(repeated_.begin(), repeated_.end());
  std::sort(terms.begin(), terms.end());
  writer_.set_repeated_terms(terms);
  writer_.set_unsettled(false);
  touched_.clear();
  begun_ = unsettled_ = false;
  return changed;
}

}  // namespace termknit
