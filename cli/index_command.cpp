// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/index_run.h"
#include "cli/session.h"
#include "indexer/index_articles.h"

namespace termknit {

namespace {

/// "indexing 1.2 MB/s, 0:31 left".
std::string pace(std::uint64_t done, std::uint64_t total, std::uint64_t bytes, double seconds) {
  if (done == 0 || seconds <= 0) return "indexing";
  const double rate = static_cast<double>(bytes) / 1e6 / seconds;
  const auto left = static_cast<std::uint64_t>(seconds * static_cast<double>(total - done) / static_cast<double>(done));
  return fmt::format("indexing {:.1f} MB/s, {}:{:02} left", rate, left / 60, left % 60);
}

}  // namespace

IndexSummary run_index(Session& session, const std::filesystem::path& project, IndexOptions options) {
  options.jobs = session.jobs();
  options.wait_seconds = session.settings.wait_seconds;
  options.stop = Session::stop_requested;
  const auto start = std::chrono::steady_clock::now();
  options.progress = [&session, start](std::uint64_t done, std::uint64_t total, std::uint64_t bytes) {
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    session.console.progress(pace(done, total, bytes, seconds), done, total);
  };
  IndexSummary summary = index_articles(project, session.resources(), options, session.sink());
  session.console.progress("");
  return summary;
}

std::string summary_line(const IndexSummary& summary) {
  std::string line = fmt::format("{} articles: {} added, {} changed, {} removed, {} unchanged", summary.articles,
                                 summary.added, summary.changed, summary.removed, summary.unchanged);
  if (summary.renamed > 0) line += fmt::format(", {} renamed", summary.renamed);
  if (summary.skipped > 0) line += fmt::format(" ({} skipped, see above)", summary.skipped);
  if (summary.stopped) line += "; stopped early, run it again to go on";
  return line;
}

namespace {

class IndexCommand : public Command {
 public:
  std::string name() const override { return "index"; }
  std::string summary() const override {
    return "Add, update and remove articles so that the index is what the folders hold";
  }
  std::string examples() const override {
    return "  termknit index articles/               # a folder\n"
           "  termknit index                         # everything indexed before, updated\n"
           "  termknit index notes.txt --lang lv     # one file in a known language\n";
  }
  std::vector<OptionSpec> options() override {
    return {{.names = "path", .help = "Files and folders (default: what was indexed before)", .target = &paths_},
            {.names = "--lang",
             .value_name = "CODE",
             .help = "Language of all articles (default: found out)",
             .target = &language_},
            {.names = "--encoding",
             .value_name = "NAME",
             .help = "Encoding of all files (default: found out)",
             .target = &encoding_},
            {.names = "--exclude",
             .value_name = "GLOB",
             .help = "Leave out what matches, as in .gitignore (repeatable; a .termknitignore file says it for good)",
             .target = &exclude_},
            {.names = "--follow", .help = "Follow symbolic links", .target = &follow_},
            {.names = "--all-text", .help = "Keep menus, comments and forms as text", .target = &all_text_},
            {.names = "--rebuild", .help = "Make the index again from nothing", .target = &rebuild_},
            {.names = "--shards",
             .value_name = "N",
             .help = "Make a new index of N databases, for several disks or servers (docs/scaling.md)",
             .target = &shards_}};
  }

  int run(Session& session) override {
    IndexOptions options;
    options.paths.assign(paths_.begin(), paths_.end());
    if (!language_.empty()) options.language = parse_languages({language_}).front();
    if (!encoding_.empty()) options.encoding = encoding_;
    options.exclude = exclude_;
    options.follow_links = follow_;
    options.all_text = all_text_;
    options.rebuild = rebuild_;
    if (shards_ < 0 || shards_ > kMostShards)
      throw Error(ErrorKind::usage, fmt::format("--shards takes a number from 1 to {}", kMostShards));
    options.shards = static_cast<unsigned>(shards_);
    if (paths_.empty() && !session.find_project()) {
      throw Error(ErrorKind::usage, "no project here yet: name the folders to index, as in 'termknit index articles/'");
    }
    const IndexSummary summary = run_index(session, session.make_project(), std::move(options));
    if (session.console.mode == OutputMode::json) {
      session.console.line(index_summary_json(summary).str());
    } else if (session.console.mode == OutputMode::tsv) {
      session.console.row({"articles", "added", "changed", "removed", "unchanged", "skipped", "renamed"});
      session.console.row({std::to_string(summary.articles), std::to_string(summary.added),
                           std::to_string(summary.changed), std::to_string(summary.removed),
                           std::to_string(summary.unchanged), std::to_string(summary.skipped),
                           std::to_string(summary.renamed)});
    } else {
      session.console.line(summary_line(summary));
    }
    return kExitDone;
  }

 private:
  static constexpr int kMostShards = 256;
  int shards_ = 0;
  std::vector<std::string> paths_, exclude_;
  std::string language_, encoding_;
  bool follow_ = false, all_text_ = false, rebuild_ = false;
};

}  // namespace

Json index_summary_json(const IndexSummary& summary) {
  return Json::object({{"schema", 1},
                       {"articles", summary.articles},
                       {"added", summary.added},
                       {"changed", summary.changed},
                       {"removed", summary.removed},
                       {"renamed", summary.renamed},
                       {"unchanged", summary.unchanged},
                       {"skipped", summary.skipped},
                       {"text_bytes", summary.text_bytes},
                       {"stopped", summary.stopped}});
}

std::unique_ptr<Command> make_index_command() {
  return std::make_unique<IndexCommand>();
}

}  // namespace termknit
