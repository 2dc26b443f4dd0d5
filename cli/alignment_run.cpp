// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/alignment_run.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "core/file.h"
#include "core/file_lock.h"
#include "core/tsv.h"
#include "glossary/alignment/rejected_pairs.h"
#include "glossary/exchange/tbx_writer.h"

namespace termknit {
namespace {

/// What the termbase may know a candidate by.
std::vector<std::string> keys_of(const TermCandidate& candidate) {
  return {join(candidate.key, " "), dictionary_key(candidate.term)};
}

}  // namespace

AlignmentSummary run_alignment(Session& session, Knowledge& knowledge, const std::filesystem::path& project,
                               const std::vector<LanguageTag>& languages, const std::vector<EvidenceKind>& without) {
  const ArticleIndex* index = knowledge.index();
  if (!index) throw Error(ErrorKind::not_found, "nothing is indexed here yet; run 'termknit index FOLDER'");
  const FileLock lock(project / "evidence.lock", session.settings.wait_seconds, Session::stop_requested);
  ExtractionOptions extraction;
  extraction.languages = languages;
  extraction.deep = true;
  extraction.jobs = session.jobs();
  extraction.stop = Session::stop_requested;
  const DictionaryEvidence& dictionaries = knowledge.dictionaries(without);
  extraction.listed = [&](const LanguageTag& language, std::string_view key) {
    return dictionaries.names_a_concept(language, key);
  };
  session.console.progress("extracting terms");
  std::vector<TermCandidate> candidates = knowledge.extract(*index, extraction);

  std::set<LanguageTag> met;
  for (const TermCandidate& candidate : candidates) met.insert(candidate.language);
  if (met.size() == 1) {
    session.console.note(
        fmt::format("all terms are in one language ({}): nothing can be aligned; 'termknit lookup' gives equivalents",
                    met.begin()->str()));
  }

  TranslatedSegments segments;
  if (std::find(without.begin(), without.end(), EvidenceKind::corpus) == without.end()) {
    session.console.progress("comparing translated articles");
    segments = translated_segments(*index, session.resources(), candidates, session.jobs(), Session::stop_requested);
    if (segments.refused > 0)
      session.console.note(fmt::format("{} articles have the name of a translation but not the text; they count alone",
                                       segments.refused));
  }

  // Translated sentences say more than company does.
  ContextVectors contexts;
  if (segments.empty() && std::find(without.begin(), without.end(), EvidenceKind::contexts) == without.end()) {
    session.console.progress("reading contexts");
    contexts = context_vectors(*index, session.resources(), candidates, session.jobs(), Session::stop_requested);
  }

  AlignOptions options;
  options.segments = &segments;
  options.contexts = &contexts;
  options.parallel = knowledge.parallel(without);
  options.vectors = knowledge.vectors(without);
  options.without = without;
  options.jobs = session.jobs();
  options.stop = Session::stop_requested;
  options.progress = [&session](std::uint64_t done, std::uint64_t total) {
    session.console.progress("aligning", done, total);
  };
  RejectedPairs rejected;
  if (const Termbase* termbase = knowledge.termbase()) rejected = RejectedPairs(termbase->rejected());
  if (!rejected.empty()) {
    options.rejected = [&](std::uint32_t a, std::uint32_t b) {
      return rejected.contains(candidates[a].language, keys_of(candidates[a]), candidates[b].language,
                               keys_of(candidates[b]));
    };
  }
  Alignment alignment = align_terms(session.resources(), dictionaries, candidates, options);
  session.console.progress("");
  // What a stopped run found is not everything: the proposals of before stay.
  if (Session::stop_requested()) return {};
  drop_unaligned(candidates, alignment);
  ProposalStore::write(project / "evidence.db", attested_terms(session.resources(), candidates), candidates, alignment,
                       index->revision());
  knowledge.forget_proposals();
  return {candidates.size(), alignment.links.size(), alignment.concepts.size()};
}

}  // namespace termknit
