// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/termbase/import_glossary.h"

#include <fmt/format.h>

#include "glossary/exchange/seen_ids.h"

namespace termknit {
namespace {

/// Ends the transaction without storing; never leaves this file.
struct Stopped {};

class Import {
 public:
  Import(Termbase* termbase, const std::filesystem::path& file, std::string_view who, const ImportOptions& options)
      : termbase_(termbase), file_(file), who_(who), options_(options) {}

  ImportReport run(GlossaryFormat format) {
    const auto read = [&] {
      const GlossaryHeader header = read_glossary(file_, format, options_.read, sink());
      if (termbase_) termbase_->keep_people(header.people);
      report_.stopped = options_.stop && options_.stop();
      if (report_.stopped) throw Stopped{};
    };
    try {
      if (termbase_) {
        termbase_->transaction(read);
      } else {
        read();
      }
    } catch (const Stopped&) {
      report_.added = report_.replaced = report_.unchanged = report_.skipped = report_.kept_both = 0;
    }
    return report_;
  }

 private:
  GlossarySink sink() {
    return {.entry = [this](ConceptEntry entry) { take(std::move(entry)); },
            .repair = [this](Repair repair) { tell(std::move(repair)); },
            .stop = options_.stop};
  }

  void tell(Repair repair) {
    ++report_.repairs;
    if (options_.repair) options_.repair(std::move(repair));
  }

  void take(ConceptEntry entry) {
    ++report_.entries;
    for (const LanguageSection& section : entry.languages) report_.terms += section.terms.size();
    if (options_.progress && report_.entries % 1000 == 0) options_.progress(report_.entries);
    if (termbase_) {
      store(std::move(entry));
    } else if (!entry.id.empty() && !seen_.insert(entry.id)) {
      tell({entry.id, {file_.string()}, "the id is there twice; both entries are kept"});
    }
  }

  /// Ids that were added are known to the termbase; the others are remembered, so that a second entry replaces none.
  void store(ConceptEntry entry) {
    const std::string id = entry.id;
    const bool seen = seen_.contains(id);
    const ImportedEntry stored =
        termbase_->import(std::move(entry), who_, seen ? ImportPolicy::keep_both : options_.policy);
    count(stored.outcome);
    if (!id.empty() && stored.outcome != ImportOutcome::added) seen_.insert(id);
    if (stored.outcome == ImportOutcome::kept_both && (seen || stored.added_before))
      tell({id, {file_.string()}, fmt::format("the id is there twice; the second entry is kept as '{}'", stored.id)});
  }

  void count(ImportOutcome outcome) {
    switch (outcome) {
      case ImportOutcome::added:
        ++report_.added;
        break;
      case ImportOutcome::replaced:
        ++report_.replaced;
        break;
      case ImportOutcome::unchanged:
        ++report_.unchanged;
        break;
      case ImportOutcome::skipped:
        ++report_.skipped;
        break;
      case ImportOutcome::kept_both:
        ++report_.kept_both;
        break;
    }
  }

  Termbase* termbase_;
  const std::filesystem::path& file_;
  const std::string_view who_;
  const ImportOptions& options_;
  ImportReport report_;
  SeenIds seen_;
};

}  // namespace

ImportReport import_glossary(Termbase* termbase, const std::filesystem::path& file, GlossaryFormat format,
                             std::string_view who, const ImportOptions& options) {
  return Import(termbase, file, who, options).run(format);
}

}  // namespace termknit
