// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/glossary_export.h"

#include <algorithm>
#include <functional>
#include <optional>

#include "core/file.h"
#include "language/text.h"

namespace termknit {
namespace {

using EntryVisitor = std::function<bool(const ConceptEntry&)>;

class Export {
 public:
  Export(Knowledge& knowledge, const ExportRequest& request) : request_(request) {
    if (request.with_decisions) termbase_ = knowledge.termbase();
    if (termbase_ && !request.since.empty()) find_changed();
    if (!request.with_proposals || !knowledge.proposals()) return;
    for (ConceptEntry& entry : proposal_entries(*knowledge.proposals(), knowledge.termbase(), request.proposals)) {
      if (!has_subject(entry)) continue;
      proposal_ids_.insert(entry.id);
      proposals_.push_back(std::move(entry));
    }
  }

  ExportSummary run() {
    if (!any()) return {};
    if (request_.file == "-") {
      write(stdout);
    } else {
      AtomicFile output(request_.file);
      write(output.stream());
      output.commit();
    }
    return summary_;
  }

 private:
  /// What the filters leave of a decision.
  std::optional<ConceptEntry> filtered(const ConceptEntry& entry) const {
    if (changed_ && !changed_->contains(entry.id)) return std::nullopt;
    if (!has_subject(entry)) return std::nullopt;
    ConceptEntry kept = entry;
    const auto& languages = request_.proposals.languages;
    std::erase_if(kept.languages, [&](LanguageSection& section) {
      const bool wanted =
          languages.empty() || std::any_of(languages.begin(), languages.end(), [&](const LanguageTag& tag) {
            return tag == section.language || tag == section.language.language();
          });
      if (!wanted) return true;
      std::erase_if(section.terms, [&](const Term& term) {
        return !request_.statuses.empty() && !request_.statuses.contains(term.status);
      });
      return section.terms.empty();
    });
    if (kept.languages.empty() || (request_.proposals.aligned_only && kept.languages.size() < 2)) return std::nullopt;
    return kept;
  }

  bool has_subject(const ConceptEntry& entry) const {
    if (request_.subjects.empty()) return true;
    return std::any_of(entry.subject_fields.begin(), entry.subject_fields.end(), [&](const std::string& subject) {
      return std::any_of(request_.subjects.begin(), request_.subjects.end(),
                         [&](const std::string& wanted) { return fold(wanted) == fold(subject); });
    });
  }

  void find_changed() {
    changed_.emplace();
    termbase_->for_each_change({.newest_first = true}, [&](const ChangeRecord& change) {
      if (change.when.substr(0, request_.since.size()) < request_.since) return false;
      changed_->insert(change.concept_id);
      return true;
    });
  }

  void for_each(const EntryVisitor& f) const {
    bool go_on = true;
    if (termbase_) {
      termbase_->for_each([&](const ConceptEntry& entry) {
        if (const auto kept = filtered(entry)) go_on = f(*kept);
        return go_on;
      });
    }
    for (std::size_t i = 0; go_on && i < proposals_.size(); ++i) go_on = f(proposals_[i]);
  }

  bool any() const {
    bool found = false;
    for_each([&](const ConceptEntry&) {
      found = true;
      return false;
    });
    return found;
  }

  /// Formats that write row by row must know their columns before the first.
  std::vector<LanguageTag> languages() const {
    switch (request_.format) {
      case GlossaryFormat::tbx:
      case GlossaryFormat::tbx_dct:
      case GlossaryFormat::tbx_min:
      case GlossaryFormat::tbx_core:
      case GlossaryFormat::tbx2:
      case GlossaryFormat::jsonl:
        return {};
      default:
        break;
    }
    // In the order asked for: the first is the source of formats that know two.
    if (!request_.proposals.languages.empty()) return request_.proposals.languages;
    std::set<LanguageTag> found;
    for_each([&](const ConceptEntry& entry) {
      for (const LanguageSection& section : entry.languages) found.insert(section.language);
      return true;
    });
    return {found.begin(), found.end()};
  }

  bool is_exported(std::string_view id) const {
    if (proposal_ids_.contains(id)) return true;
    if (!termbase_) return false;
    const auto entry = termbase_->find(id);
    return entry && filtered(*entry);
  }

  void write(std::FILE* stream) {
    GlossaryWriteOptions options;
    options.header.title = "Glossary";
    options.header.source_description =
        "Made by termknit: decisions of the termbase, and proposals with their evidence in notes";
    if (termbase_) options.header.people = termbase_->people();
    options.languages = languages();
    options.is_exported = [this](std::string_view id) { return is_exported(id); };
    const auto writer = make_glossary_writer(request_.format, stream, std::move(options));
    for_each([&](const ConceptEntry& entry) {
      writer->write(entry);
      ++summary_.entries;
      summary_.aligned += entry.languages.size() > 1;
      return true;
    });
    writer->finish();
  }

  const ExportRequest& request_;
  const Termbase* termbase_ = nullptr;
  std::vector<ConceptEntry> proposals_;
  std::set<std::string, std::less<>> proposal_ids_;
  std::optional<std::set<std::string>> changed_;
  ExportSummary summary_;
};

}  // namespace

ExportSummary export_glossary(Knowledge& knowledge, const ExportRequest& request) {
  return Export(knowledge, request).run();
}

}  // namespace termknit
