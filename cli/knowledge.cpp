// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/knowledge.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "cli/index_run.h"
#include "cli/private_folder.h"
#include "glossary/extraction/reference_words.h"
#include "glossary/parallel/resource_folder.h"
#include "indexer/lemma_vote.h"
#include "language/text.h"

namespace termknit {

Knowledge::Knowledge(Session& session) : session_(session) {}

const ArticleIndex* Knowledge::index() {
  if (!index_tried_) {
    index_tried_ = true;
    if (const auto project = session_.find_project()) index_ = ArticleIndex::open(*project);
    if (index_ && index_->article_count() == 0) index_.reset();
    if (index_) {
      const std::vector<LanguageTag> outdated = index_->outdated(session_.resources());
      index_is_current_ = outdated.empty();
      if (index_is_current_) {
        session_.resources().set_vocabulary(index_->vocabulary());
      } else {
        session_.sink()(
            {Severity::warning,
             fmt::format(
                 "the index was made with another analysis of '{}'; run 'termknit index' to bring it up to date",
                 outdated.front().str()),
             {}});
      }
    }
  }
  return index_ ? &*index_ : nullptr;
}

FrequencyLists& Knowledge::frequencies() {
  if (!frequencies_) frequencies_ = std::make_unique<FrequencyLists>(session_.data_folder());
  return *frequencies_;
}

const DictionaryEvidence& Knowledge::dictionaries(const std::vector<EvidenceKind>& without) {
  if (!dictionaries_) {
    DictionaryOptions options;
    options.without = without;
    const auto progress = [this](std::string_view name) {
      session_.console.progress(fmt::format("compiling {} (once)", name));
    };
    dictionaries_ = std::make_unique<DictionaryEvidence>(open_dictionaries(
        session_.resources(), options,
        [this](const Diagnostic& diagnostic) { session_.console.diagnostic(diagnostic); }, progress));
    session_.console.progress("");
  }
  return *dictionaries_;
}

namespace {

/// The index's words, then those of parallel text.
class ChainedVocabulary : public Vocabulary {
 public:
  ChainedVocabulary(std::shared_ptr<const Vocabulary> first, std::shared_ptr<const Vocabulary> second)
      : first_(std::move(first)), second_(std::move(second)) {}
  std::shared_ptr<const WordAnalysis> find(const LanguageTag& language, std::string_view form) const override {
    auto found = first_ ? first_->find(language, form) : nullptr;
    return found ? found : second_->find(language, form);
  }

 private:
  std::shared_ptr<const Vocabulary> first_, second_;
};

std::shared_ptr<const ParallelText> open_parallel_text(Session& session) {
  const auto project = session.find_project();
  if (!project) return nullptr;
  ParallelTextOptions options;
  options.jobs = session.jobs();
  options.stop = Session::stop_requested;
  options.progress = [&session](std::string_view what) { session.console.progress(what); };
  auto text = ResourceFolder(*project).open_text(session.resources(), options, session.sink());
  session.console.progress("");
  return text;
}

}  // namespace

const ParallelEvidence* Knowledge::parallel(const std::vector<EvidenceKind>& without) {
  if (!parallel_tried_) {
    parallel_tried_ = true;
    if (auto text = open_parallel_text(session_)) {
      const ArticleIndex* articles = index();
      session_.resources().set_vocabulary(
          std::make_shared<ChainedVocabulary>(articles && index_is_current_ ? articles->vocabulary() : nullptr, text));
      parallel_.emplace(session_.resources(), std::move(text), without);
      voted_ = false;
    }
  }
  return parallel_ ? &*parallel_ : nullptr;
}

void Knowledge::compile_parallel_text() {
  open_parallel_text(session_);
}

const VectorSets* Knowledge::vectors(const std::vector<EvidenceKind>& without) {
  if (std::find(without.begin(), without.end(), EvidenceKind::vectors) != without.end()) return nullptr;
  if (!vectors_) {
    const auto project = session_.find_project();
    vectors_ = project ? VectorSets::open(*project, session_.sink()) : VectorSets();
  }
  return vectors_->empty() ? nullptr : &*vectors_;
}

const ProposalStore* Knowledge::proposals() {
  if (!proposals_tried_) {
    proposals_tried_ = true;
    if (const auto project = session_.find_project()) proposals_ = ProposalStore::open(*project / "evidence.db");
  }
  return proposals_ ? &*proposals_ : nullptr;
}

void Knowledge::forget_proposals() {
  proposals_.reset();
  proposals_tried_ = false;
}

const Termbase* Knowledge::termbase() {
  if (!termbase_tried_) {
    termbase_tried_ = true;
    const auto project = session_.find_project();
    std::error_code ignored;
    if (project && std::filesystem::exists(*project / "termbase.db", ignored)) {
      termbase_.emplace(Termbase::open(*project / "termbase.db", session_.resources(), false, true,
                                       {.wait_seconds = session_.settings.wait_seconds}));
    }
  }
  return termbase_ ? &*termbase_ : nullptr;
}

const ReferenceGlossaries* Knowledge::glossaries() {
  if (!glossaries_) {
    const auto project = session_.find_project();
    glossaries_ =
        project ? ReferenceGlossaries::open(*project, session_.resources(), session_.sink()) : ReferenceGlossaries();
  }
  return glossaries_->empty() ? nullptr : &*glossaries_;
}

RejectedPair no_term(const LanguageTag& language, std::string_view text) {
  return {language, fold(text), language, {}};
}

std::vector<TermCandidate> Knowledge::extract(const ArticleIndex& index, ExtractionOptions options) {
  if (index_is_current_ && !voted_) {
    session_.resources().set_vocabulary(vocabulary_with_voted_lemmas(index, session_.resources()));
    voted_ = true;
  }
  if (!options.sink) options.sink = [this](const Diagnostic& diagnostic) { session_.console.diagnostic(diagnostic); };
  const Termbase* known = termbase();
  if (!known) return extract_terms(index, session_.resources(), frequencies(), options);

  std::set<std::pair<LanguageTag, std::string>> refused;
  for (const RejectedPair& pair : known->rejected()) {
    if (pair.second_key.empty()) refused.emplace(pair.first_language, pair.first_key);
  }
  if (!refused.empty()) {
    options.rejected = [refused = std::move(refused)](const TermCandidate& candidate) {
      const auto has = [&](std::string_view text) { return refused.contains({candidate.language, fold(text)}); };
      return has(candidate.term) || std::any_of(candidate.forms.begin(), candidate.forms.end(),
                                                [&](const auto& form) { return has(form.first); });
    };
  }
  std::vector<TermCandidate> candidates = extract_terms(index, session_.resources(), frequencies(), options);
  for (TermCandidate& candidate : candidates) {
    const std::vector<TermbaseHit> hits = known->look_up(candidate.language, candidate.term);
    if (!hits.empty()) candidate.known = status_name(hits.front().status);
  }
  return candidates;
}

void Knowledge::add_reference(const std::filesystem::path& folder) {
  const PrivateFolder project;
  IndexOptions options;
  options.paths = {folder};
  options.all_text = true;
  run_index(session_, project.path(), std::move(options));
  const std::optional<ArticleIndex> reference = ArticleIndex::open(project.path());
  if (!reference) return;
  for (const auto& [language, counts] : count_words(*reference, session_.resources())) {
    frequencies().add_reference(language, counts);
  }
}

std::vector<EvidenceKind> parse_evidence_kinds(const std::vector<std::string>& names) {
  std::vector<EvidenceKind> kinds;
  for (const std::string& name : names) {
    bool found = false;
    for (int i = 0; i <= static_cast<int>(kLastEvidenceKind); ++i) {
      const auto kind = static_cast<EvidenceKind>(i);
      if (kind_name(kind) != name) continue;
      kinds.push_back(kind);
      found = true;
    }
    if (!found) {
      throw Error(ErrorKind::usage, fmt::format("'{}' is no source of evidence; use lexicon, dictionaries, catalogues, "
                                                "parallel, corpus, composition, cognates, contexts or vectors",
                                                name));
    }
  }
  return kinds;
}

}  // namespace termknit
