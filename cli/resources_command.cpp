// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/json.h"
#include "cli/knowledge.h"
#include "cli/session.h"
#include "core/file_lock.h"
#include "core/tsv.h"
#include "glossary/dictionaries/dictionary_collection.h"
#include "glossary/parallel/parallel_check.h"
#include "glossary/parallel/resource_folder.h"
#include "glossary/parallel/segment_readers.h"
#include "glossary/vectors/vector_sets.h"
#include "indexer/article_index.h"
#include "language/text.h"

namespace termknit {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kConflictsShown = 3;

std::vector<std::string> codes(const std::vector<LanguageTag>& languages) {
  std::vector<std::string> texts;
  for (const LanguageTag& language : languages) texts.push_back(language.str());
  return texts;
}

class ResourcesCommand : public Command {
 public:
  std::string name() const override { return "resources"; }
  std::string summary() const override { return "The bilingual evidence at hand; add and remove your own"; }
  std::string examples() const override {
    return "  termknit resources                                    # what is there, what is missing\n"
           "  termknit resources add memory.tmx glossary.tbx        # parallel text and glossaries as evidence\n"
           "  termknit resources add text.tsv --languages en,de     # a table without a header\n"
           "  termknit resources add --installed gnucash            # catalogues of an installed program\n"
           "  termknit resources add wiki.de.vec wiki.fi.vec        # aligned word vectors, to tell answers apart\n"
           "  termknit resources remove memory.tmx\n";
  }
  std::vector<OptionSpec> options() override {
    return {{.names = "action",
             .help = "list (default), add or remove",
             .target = &action_,
             .choices = {"list", "add", "remove"}},
            {.names = "files", .help = "Files to add; names to remove", .target = &files_},
            {.names = "--languages",
             .value_name = "CODES",
             .help = "Languages of a table's columns, of source and target, or of the bundles, in order",
             .target = &languages_,
             .comma_list = true},
            {.names = "--kind",
             .value_name = "WORD",
             .help = "What the files hold: text, catalogue, glossary or vectors (default: by extension)",
             .target = &kind_,
             .choices = {"text", "catalogue", "glossary", "vectors"}},
            {.names = "--installed",
             .help = "The files are names of installed programs, whose catalogues are added",
             .target = &installed_},
            {.names = "--anyway", .help = "Add text that does not look parallel", .target = &anyway_}};
  }

  int run(Session& session) override {
    if (action_ == "add") return add(session);
    if (action_ == "remove") return remove(session);
    if (!files_.empty()) throw Error(ErrorKind::usage, "'resources list' takes no file");
    return list(session);
  }

 private:
  /// The languages asked for, else those of the project's articles, else those of the core lexicon. English is what
  /// messages are written in.
  std::vector<std::string> languages_of_catalogues(Session& session) const {
    std::vector<std::string> wanted = languages_;
    if (wanted.empty()) {
      Knowledge knowledge(session);
      if (const ArticleIndex* index = knowledge.index()) {
        for (const auto& [language, count] : index->languages()) {
          if (!language.undetermined()) wanted.push_back(language.str());
        }
      }
    }
    std::erase(wanted, "en");
    return wanted.empty() ? std::vector<std::string>{"de", "lv", "cs", "fi"} : wanted;
  }

  /// /usr/share/locale/LANG/LC_MESSAGES/NAME.mo of `languages`.
  static std::vector<fs::path> installed_catalogues(const std::string& program,
                                                    const std::vector<std::string>& languages) {
    std::vector<fs::path> found;
    for (const std::string& language : languages) {
      const fs::path file = fs::path("/usr/share/locale") / language / "LC_MESSAGES" / (program + ".mo");
      std::error_code ignored;
      if (fs::exists(file, ignored)) found.push_back(file);
    }
    if (found.empty()) {
      throw Error(ErrorKind::not_found,
                  fmt::format("'{}' has no installed catalogue in {}", program, join(languages, ", ")));
    }
    return found;
  }

  int add(Session& session) {
    if (files_.empty()) throw Error(ErrorKind::usage, "no file to add; try 'termknit resources add memory.tmx'");
    std::vector<fs::path> files;
    for (const std::string& file : files_) {
      if (installed_) {
        const std::vector<fs::path> found = installed_catalogues(file, languages_of_catalogues(session));
        files.insert(files.end(), found.begin(), found.end());
      } else {
        files.emplace_back(file);
      }
    }
    const fs::path project = session.make_project();
    const FileLock lock(project / "evidence.lock", session.settings.wait_seconds, Session::stop_requested);
    const ResourceFolder folder(project);
    std::vector<std::string> taken;
    for (const AddedResource& resource : folder.list(session.sink())) taken.push_back(resource.name);
    for (const VectorSetAbout& set : list_vector_sets(project)) taken.push_back(set.name);
    if (holds_vectors(files)) return add_vectors(session, project, files, taken);
    const std::vector<LanguageTag> told = installed_ ? std::vector<LanguageTag>{} : parse_languages(languages_);
    std::size_t added = 0;
    for (AddedResource& resource : group_files(files, told, parse_resource_kind(kind_), taken)) {
      if (Session::stop_requested()) break;
      try {
        if (add_one(session, folder, resource)) ++added;
      } catch (const Error& error) {
        session.sink()(
            {Severity::error, fmt::format("'{}' is not added: {}", resource.name, error.message()), error.place()});
      }
    }
    if (added > 0) Knowledge(session).compile_parallel_text();
    return added > 0 ? kExitDone : kExitData;
  }

  /// True for files of word vectors alone. Throws Error(usage) where only some are.
  bool holds_vectors(const std::vector<fs::path>& files) const {
    const auto vectors = [&](const fs::path& file) {
      return kind_.empty() ? file.extension() == ".vec" : kind_ == "vectors";
    };
    const auto count = std::count_if(files.begin(), files.end(), vectors);
    if (count != 0 && static_cast<std::size_t>(count) != files.size())
      throw Error(ErrorKind::usage, "word vectors are added by themselves: files of one command share a space");
    return count != 0;
  }

  int add_vectors(Session& session, const fs::path& project, const std::vector<fs::path>& files,
                  const std::vector<std::string>& taken) const {
    std::vector<LanguageTag> languages = parse_languages(languages_);
    for (std::size_t i = 0; languages_.empty() && i < files.size(); ++i) {
      const auto language = language_of_path(files[i]);
      if (!language)
        throw Error(ErrorKind::usage, "does not name its language; give one --languages code a file",
                    {files[i].string()});
      languages.push_back(language->language());
    }
    if (languages.size() != files.size())
      throw Error(ErrorKind::usage, "word vectors take one --languages code a file", {files.front().string()});
    const std::string wanted = replace_invalid_utf8(files.front().filename().string());
    std::string name = wanted;
    for (int i = 2; std::find(taken.begin(), taken.end(), name) != taken.end(); ++i)
      name = fmt::format("{}-{}", wanted, i);
    session.console.progress(fmt::format("reading {}", name));
    VectorSetAbout about;
    try {
      about = add_vector_set(project, name, files, languages, session.sink());
    } catch (const Error& error) {
      session.console.progress("");
      session.sink()({Severity::error, fmt::format("'{}' is not added: {}", name, error.message()), error.place()});
      return kExitData;
    }
    session.console.progress("");
    if (session.console.mode == OutputMode::json) {
      session.console.line(Json::object({{"schema", 1},
                                         {"name", name},
                                         {"kind", "vectors"},
                                         {"languages", Json::strings(codes(about.languages))},
                                         {"words", std::uint64_t{about.words}}})
                               .str());
    } else {
      session.console.note(
          fmt::format("added {}: word vectors, {} words, {}", name, about.words, join(codes(about.languages), " ")));
    }
    return kExitDone;
  }

  bool add_one(Session& session, const ResourceFolder& folder, AddedResource& resource) {
    Console& console = session.console;
    console.progress(fmt::format("reading {}", resource.name));
    const ReadResource read = read_resource_files(resource, session.sink());
    console.progress("");
    resource.languages = read.languages;
    resource.segments = read.segments.size();
    const LanguageTag& first = hub(read.languages);
    if (resource.kind != ResourceKind::glossary && !check(session, resource, read, first)) return false;
    folder.add(resource);
    std::vector<std::string> conflicts;
    std::size_t conflict_count = 0;
    for (const LanguageTag& second : read.languages) {
      if (second == first) continue;
      for (const TranslationConflict& conflict : translation_conflicts(read.segments, first, second)) {
        ++conflict_count;
        if (conflicts.size() < kConflictsShown)
          conflicts.push_back(fmt::format("{}: {}", conflict.source, join(conflict.targets, " / ")));
      }
    }
    if (console.mode == OutputMode::json) {
      console.line(Json::object({{"schema", 1},
                                 {"name", resource.name},
                                 {"kind", kind_name(resource.kind)},
                                 {"languages", Json::strings(codes(resource.languages))},
                                 {"segments", std::uint64_t{resource.segments}},
                                 {"conflicts", std::uint64_t{conflict_count}}})
                       .str());
    } else {
      console.note(fmt::format("added {}: {}, {} segments, {}", resource.name, kind_name(resource.kind),
                               resource.segments, join(codes(resource.languages), " ")));
      if (conflict_count > 0) {
        console.note(
            fmt::format("{} short texts have several translations, e.g. {}", conflict_count, join(conflicts, "; ")));
      }
    }
    return true;
  }

  static const LanguageTag& hub(const std::vector<LanguageTag>& languages) {
    const auto english =
        std::find_if(languages.begin(), languages.end(), [](const LanguageTag& tag) { return tag.str() == "en"; });
    return english == languages.end() ? languages.front() : *english;
  }

  bool check(Session& session, const AddedResource& resource, const ReadResource& read, const LanguageTag& first) {
    if (anyway_) return true;
    Knowledge knowledge(session);
    const DictionaryEvidence& dictionaries = knowledge.dictionaries();
    for (const LanguageTag& second : read.languages) {
      if (second == first) continue;
      const LexiconQuestion lexicon = [&](const std::string& a, const std::string& b) {
        const std::vector<Translation>& known = translations_of(dictionaries, first, a, second);
        return std::any_of(known.begin(), known.end(),
                           [&](const Translation& translation) { return dictionary_key(translation.term) == b; });
      };
      translations_.clear();
      const ParallelCheck result =
          check_parallel(session.resources(), read.segments, first, second, lexicon, session.jobs());
      if (!result.is_parallel()) {
        session.sink()(
            {Severity::error,
             fmt::format(
                 "'{}' is not added: its {} and {} do not look parallel: of {} segments only {:.0f} % fit their "
                 "translation better than another one's (lengths correlate by {:.2f}); --anyway adds it",
                 resource.name, first.str(), second.str(), result.compared, 100 * result.fitting,
                 result.length_correlation),
             {resource.files.front().string()}});
        return false;
      }
      if (!result.is_certain())
        session.console.note(fmt::format("{}: too little text to tell whether {} and {} are parallel", resource.name,
                                         first.str(), second.str()));
    }
    return true;
  }

  const std::vector<Translation>& translations_of(const DictionaryEvidence& dictionaries, const LanguageTag& from,
                                                  const std::string& word, const LanguageTag& to) {
    const auto [it, fresh] = translations_.try_emplace(word);
    if (fresh) it->second = dictionaries.translations(from, {word}, to);
    return it->second;
  }

  int remove(Session& session) {
    if (files_.empty()) throw Error(ErrorKind::usage, "no name to remove; 'termknit resources' lists them");
    const auto project = session.find_project();
    if (!project) throw Error(ErrorKind::not_found, "there is no project here, so there is nothing to remove");
    const FileLock lock(*project / "evidence.lock", session.settings.wait_seconds, Session::stop_requested);
    const ResourceFolder folder(*project);
    bool any = false, text = false;
    for (const std::string& name : files_) {
      const bool is_text = folder.remove(name);
      text = text || is_text;
      if (is_text || remove_vector_set(*project, name)) {
        any = true;
        session.console.note(fmt::format("removed {}", name));
      } else {
        session.sink()({Severity::error, fmt::format("no resource '{}' was added here", name), {}});
      }
    }
    if (text) Knowledge(session).compile_parallel_text();
    return any ? kExitDone : kExitNothingFound;
  }

  int list(Session& session) const {
    Console& console = session.console;
    if (console.mode == OutputMode::tsv) console.row({"name", "kind", "languages", "state", "source", "package"});
    for (const DictionaryResource& resource : find_dictionaries(session.resources(), {})) {
      const std::string state = resource.found ? "found" : resource.source.empty() ? "not installed" : "not needed";
      const std::string hint = resource.found            ? resource.source.string()
                               : resource.source.empty() ? fmt::format("apt-get install {}", resource.package)
                                                         : "Ding has its content";
      print(console, resource.name, kind_name(resource.kind), codes(resource.languages), state,
            resource.source.string(), resource.package, hint);
    }
    if (const auto project = session.find_project()) {
      for (const AddedResource& resource : ResourceFolder(*project).list(session.sink())) {
        print(console, resource.name, kind_name(resource.kind), codes(resource.languages), "added",
              resource.files.front().string(), "", fmt::format("{} segments", resource.segments));
      }
      for (const VectorSetAbout& set : list_vector_sets(*project)) {
        print(console, set.name, "vectors", codes(set.languages), "added", (*project / "vectors" / set.name).string(),
              "", fmt::format("{} words", set.words));
      }
    }
    return kExitDone;
  }

  static void print(Console& console, const std::string& name, std::string_view kind,
                    const std::vector<std::string>& languages, const std::string& state, const std::string& source,
                    const std::string& package, const std::string& hint) {
    if (console.mode == OutputMode::tsv) {
      console.row({name, std::string(kind), join(languages, ","), state, source, package});
    } else if (console.mode == OutputMode::json) {
      console.line(Json::object({{"schema", 1},
                                 {"name", name},
                                 {"kind", kind},
                                 {"languages", Json::strings(languages)},
                                 {"state", state},
                                 {"source", source},
                                 {"package", package}})
                       .str());
    } else {
      console.line(fmt::format("{:<18} {:<16} {:<14} {}", name, join(languages, ","), state, hint));
    }
  }

  std::string action_ = "list", kind_;
  std::vector<std::string> files_, languages_;
  std::map<std::string, std::vector<Translation>> translations_;
  bool installed_ = false, anyway_ = false;
};

}  // namespace

std::unique_ptr<Command> make_resources_command() {
  return std::make_unique<ResourcesCommand>();
}

}  // namespace termknit
