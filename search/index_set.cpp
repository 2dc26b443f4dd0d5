// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/index_set.h"

#include <algorithm>
#include <charconv>
#include <mutex>
#include <optional>
#include <set>

#include <fmt/format.h>
#include <xapian.h>

#include "core/file.h"
#include "core/parallel.h"
#include "core/tsv.h"
#include "indexer/article_record.h"
#include "indexer/index_database.h"
#include "indexer/index_location.h"
#include "indexer/index_schema.h"
#include "indexer/packed_text.h"
#include "indexer/term_code.h"
#include "indexer/vocabulary_entry.h"
#include "indexer/xapian_error.h"
#include "language/text.h"

namespace termknit {
namespace fs = std::filesystem;
namespace schema = index_schema;

namespace {

constexpr int kTries = 5;
constexpr unsigned kFingerprintJobs = 2;
constexpr unsigned kConnectMs = 3'000, kAnswerMs = 30'000;
constexpr std::uint64_t kLongestStub = 1 << 16;

struct Address {
  std::string host;
  unsigned port = 0;
  Xapian::Database open() const { return Xapian::Remote::open(host, port, kAnswerMs, kConnectMs); }
};

struct Member {
  std::string name;
  Xapian::Database database;
  std::optional<Address> address;  // of a served one
  bool keeps_vocabulary = false;
};

/// "HOST:PORT".
std::optional<Address> parse_address(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == text.npos || colon == 0 || text.find('/') != text.npos) return std::nullopt;
  Address address{std::string(text.substr(0, colon)), 0};
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data() + colon + 1, end, address.port);
  if (parsed.ec != std::errc{} || parsed.ptr != end || address.port == 0 || address.port > 65535) return std::nullopt;
  if (address.host.starts_with('[') && address.host.ends_with(']'))
    address.host = address.host.substr(1, address.host.size() - 2);
  return address;
}

std::string problem(const Xapian::Error& error) {
  const char* reason = error.get_error_string();
  return reason ? fmt::format("{}: {}", error.get_msg(), reason) : error.get_msg();
}

bool is_database(const fs::path& folder) {
  std::error_code ignored;
  return fs::exists(databases_of(folder).front() / "iamglass", ignored);
}

}  // namespace

struct IndexSet::Impl {
  DiagnosticSink sink;
  std::vector<Member> members;
  std::vector<std::string> missing;
  std::optional<Error> first_problem;
  Xapian::Database all;
  std::uint64_t openings = 0;
  std::optional<std::map<LanguageTag, std::uint32_t>> languages;  // of `all` as it is open
  TextUnpacker unpacker{[this](std::uint64_t name) { return dictionary(name); }};

  void lose(const std::string& name, const Error& error) {
    missing.push_back(name);
    if (!first_problem) first_problem = error;
    report(sink, Severity::error, fmt::format("not searched: {}", error.message()), {name});
  }

  void add(const std::string& name, Xapian::Database database, std::optional<Address> address = {}) {
    const std::string version = database.get_metadata(schema::kVersionKey);
    if (version != std::to_string(schema::kFormatVersion)) {
      throw Error(ErrorKind::too_new,
                  fmt::format("index made by format version {}, this program reads {}; run 'termknit index'",
                              version.empty() ? "?" : version, schema::kFormatVersion),
                  {name});
    }
    const bool keeps_vocabulary = !database.get_metadata(schema::kRootsKey).empty();
    members.push_back({name, std::move(database), std::move(address), keeps_vocabulary});
  }

  void open_served(const std::string& name, const Address& address) {
    try {
      add(name, address.open(), address);
    } catch (const Xapian::Error& error) {
      lose(name, Error(ErrorKind::io, problem(error), {name}));
    } catch (const Error& error) {
      lose(name, error);
    }
  }

  /// Of an index that is still being made each segment is a member: it has a vocabulary of its own.
  void add_folder(const std::string& name, const fs::path& folder) {
    with_xapian_errors(folder, [&] {
      std::vector<Xapian::Database> segments;
      for (const fs::path& segment : segments_of(folder)) segments.push_back(open_database(segment));
      for (Xapian::Database& segment : segments) add(name, std::move(segment));
    });
  }

  void open_folder(const std::string& name, const fs::path& folder) {
    try {
      add_folder(name, folder);
    } catch (const Error& error) {
      lose(name, error);
    }
  }

  /// The stub of a project is switched by its writer, which then removes the old database: if that happens between
  /// reading and opening, the stub names another one now.
  void open_project(const std::string& name, const fs::path& project) {
    try {
      for (int tries = 0;; ++tries) {
        const auto folder = current_database(project);
        if (!folder) throw Error(ErrorKind::not_found, "nothing is indexed there", {name});
        try {
          add_folder(name, *folder);
          return;
        } catch (const Error&) {
          if (tries == kTries || current_database(project) == folder) throw;
        }
      }
    } catch (const Error& error) {
      lose(name, error);
    }
  }

  void open_stub(const std::string& name, const fs::path& stub) {
    const std::string text = read_file(stub, kLongestStub);
    for_each_line(text, [&](std::string_view line, std::size_t number) {
      line = trim(line);
      if (line.empty() || line.starts_with('#')) return;
      const std::size_t blank = line.find(' ');
      const std::string_view type = line.substr(0, blank);
      const std::string target(blank == line.npos ? "" : trim(line.substr(blank)));
      if (type == "remote") {
        if (const auto address = parse_address(target)) return open_served(target, *address);
      } else if ((type == "auto" || type == "glass") && !target.empty()) {
        return open_folder(target, stub.parent_path() / target);
      }
      throw Error(ErrorKind::usage, "a stub line is 'auto FOLDER', 'glass FOLDER' or 'remote HOST:PORT'",
                  {name, number});
    });
  }

  void open(const std::string& name) {
    const fs::path path(name);
    std::error_code ignored;
    if (!fs::exists(path, ignored)) {
      if (const auto address = parse_address(name)) return open_served(name, *address);
      return lose(name, Error(ErrorKind::not_found, "is not there", {name}));
    }
    if (!fs::is_directory(path, ignored)) return open_stub(name, path);
    if (is_database(path)) return open_folder(name, path);
    open_project(name, fs::is_directory(path / ".termknit", ignored) ? path / ".termknit" : path);
  }

  void join() {
    if (members.empty()) throw first_problem ? *first_problem : Error(ErrorKind::not_found, "no index to search");
    languages.reset();
    ++openings;
    all = Xapian::Database();
    for (const Member& member : members) all.add_database(member.database);
  }

  /// Connects to the served indexes again, as answers of the failed attempt may still be under way, and leaves out
  /// those that do not answer.
  void connect_again() {
    std::vector<Member> reachable;
    for (Member& member : members) {
      try {
        if (member.address) member.database = member.address->open();
        reachable.push_back(std::move(member));
      } catch (const Xapian::Error& error) {
        lose(member.name, Error(ErrorKind::io, problem(error), {member.name}));
      }
    }
    members = std::move(reachable);
    join();
  }

  std::string place() const { return members.size() == 1 ? members.front().name : "the indexes"; }

  void read(const std::function<void(Xapian::Database&)>& f) {
    with_xapian_errors(place(), [&] {
      for (int tries = 0;; ++tries) {
        try {
          f(all);
          return;
        } catch (const Xapian::DatabaseModifiedError&) {
          if (tries == kTries) throw;
          languages.reset();
          ++openings;
          all.reopen();
        } catch (const Xapian::NetworkError& error) {
          const std::string what = problem(error);
          if (tries == kTries) throw Error(ErrorKind::io, "a served index does not answer: " + what, {place()});
          connect_again();
        }
      }
    });
  }

  /// Any of them may have it: a dictionary's name is its checksum.
  std::string dictionary(std::uint64_t name) {
    const std::string key = schema::dictionary_key(name);
    for (const Member& member : members) {
      if (std::string text = member.database.get_metadata(key); !text.empty()) return text;
    }
    return {};
  }

  /// The forms that all of them have in a list.
  std::vector<std::string> stored_forms(const std::string& key);

  /// Asks the members that keep a vocabulary, until `f` returns false.
  template <typename F>
  void for_each_keeper(const F& f) {
    read([&](Xapian::Database&) {
      for (Member& member : members) {
        if (member.keeps_vocabulary && !f(member.database)) return;
      }
    });
  }
};

namespace {

class SetVocabulary : public Vocabulary {
 public:
  using Find = std::function<std::string(const std::string& key)>;
  explicit SetVocabulary(Find find) : find_(std::move(find)) {}

  std::shared_ptr<const WordAnalysis> find(const LanguageTag& language, std::string_view form) const override {
    if (form.empty()) return nullptr;
    const std::lock_guard lock(mutex_);
    const std::string key = schema::vocabulary_key(language, form), stored = find_(key);
    return stored.empty() ? nullptr : std::make_shared<const WordAnalysis>(parse_stored_analysis(key, stored));
  }

 private:
  mutable std::mutex mutex_;
  Find find_;
};

}  // namespace

IndexSet::IndexSet(const std::vector<std::string>& names, DiagnosticSink sink) : impl_(std::make_shared<Impl>()) {
  impl_->sink = std::move(sink);
  for (const std::string& name : names) impl_->open(name);
  impl_->join();
}
IndexSet::~IndexSet() = default;
IndexSet::IndexSet(IndexSet&&) noexcept = default;

std::uint64_t IndexSet::openings() const {
  return impl_->openings;
}

std::uint32_t IndexSet::article_count() {
  std::uint32_t count = 0;
  read([&](Xapian::Database& database) { count = database.get_doccount(); });
  return count;
}

std::map<LanguageTag, std::uint32_t> IndexSet::languages() {
  if (impl_->languages) return *impl_->languages;
  std::map<LanguageTag, std::uint32_t> languages;
  read([&](Xapian::Database& database) {
    languages.clear();
    const std::string prefix(schema::kLanguage);
    for (auto it = database.allterms_begin(prefix); it != database.allterms_end(prefix); ++it) {
      const auto tag = LanguageTag::try_parse((*it).substr(prefix.size()));
      if (tag && tag->language() == *tag) languages[*tag] = it.get_termfreq();
    }
  });
  impl_->languages = languages;
  return languages;
}

std::vector<std::string> IndexSet::Impl::stored_forms(const std::string& key) {
  std::set<std::string> forms;
  for_each_keeper([&](Xapian::Database& database) {
    for (std::string& form : parse_stored_forms(key, database.get_metadata(key))) forms.insert(std::move(form));
    return true;
  });
  return {forms.begin(), forms.end()};
}

std::vector<std::string> IndexSet::forms_of(const LanguageTag& language, std::string_view lemma) {
  return impl_->stored_forms(schema::forms_key(language, lemma));
}

Article IndexSet::article(const Xapian::Document& document) {
  return parse_article(impl_->unpacker.unpack(document.get_value(schema::kText)));
}

std::vector<std::string> IndexSet::compounds_with(const std::string& term) {
  return impl_->stored_forms(std::string(schema::kCompoundsKey) + schema::word_of_term(schema::kPart, term));
}

namespace {

void add_pieces(const std::string& stored, std::set<std::string>& pieces) {
  for (const std::string_view piece : split(stored, '\t')) pieces.emplace(piece);
}

std::vector<IndexSet::FormOfLanguage> parse_pieces(const std::set<std::string>& pieces) {
  std::vector<IndexSet::FormOfLanguage> forms;
  for (const std::string& piece : pieces) {
    const std::size_t blank = piece.find(' ');
    if (blank == std::string::npos) continue;
    if (const auto tag = LanguageTag::try_parse(piece.substr(0, blank)))
      forms.emplace_back(*tag, piece.substr(blank + 1));
  }
  return forms;
}

}  // namespace

std::vector<IndexSet::FormOfLanguage> IndexSet::forms_without_diacritics(std::string_view form) {
  const std::string plain = strip_diacritics(fold(form));
  if (plain.empty()) return {};
  const std::string key = schema::term(schema::kFoldedFormsKey, plain);
  std::set<std::string> pieces;
  impl_->for_each_keeper([&](Xapian::Database& database) {
    add_pieces(database.get_metadata(key), pieces);
    return true;
  });
  return parse_pieces(pieces);
}

std::vector<IndexSet::FormOfLanguage> IndexSet::forms_without_diacritics_from(std::string_view prefix,
                                                                              std::size_t limit) {
  const std::string plain = strip_diacritics(fold(prefix));
  if (plain.empty()) return {};
  const std::string key = schema::term(schema::kFoldedFormsKey, plain);
  std::set<std::string> pieces;
  impl_->for_each_keeper([&](Xapian::Database& database) {
    std::size_t left = limit;
    for (auto it = database.metadata_keys_begin(key); it != database.metadata_keys_end(key) && left > 0; ++it, --left)
      add_pieces(database.get_metadata(*it), pieces);
    return true;
  });
  return parse_pieces(pieces);
}

std::shared_ptr<const Vocabulary> IndexSet::vocabulary() {
  return std::make_shared<SetVocabulary>([impl = impl_](const std::string& key) {
    std::string stored;
    impl->for_each_keeper([&](Xapian::Database& database) {
      stored = database.get_metadata(key);
      return stored.empty();
    });
    return stored;
  });
}

void IndexSet::for_each_term(const std::string& prefix, const TermSink& f) {
  read([&](Xapian::Database& database) {
    for (auto it = database.allterms_begin(prefix); it != database.allterms_end(prefix); ++it)
      f(*it, it.get_termfreq());
  });
}

void IndexSet::for_each_word(const TermSink& f) {
  read([&](Xapian::Database& database) {
    for (auto it = database.allterms_begin(); it != database.allterms_end();) {
      const std::string term = *it;
      if (kPrefixLetters.find(term.front()) == kPrefixLetters.npos) {
        f(term, it.get_termfreq());
        ++it;
      } else {
        it.skip_to(std::string(1, static_cast<char>(term.front() + 1)));
      }
    }
  });
}

std::vector<std::string> IndexSet::frequent_words(std::string_view kind, std::string_view letters, std::size_t limit) {
  std::vector<std::pair<std::uint32_t, std::string>> found;
  read([&](Xapian::Database& database) {
    found.clear();
    for (const std::string& code : prefix_codes(letters)) {
      const std::string prefix = std::string(kind) + code;
      for (auto it = database.allterms_begin(prefix); it != database.allterms_end(prefix); ++it)
        found.emplace_back(it.get_termfreq(), *it);
    }
  });
  const auto better = [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  };
  const std::size_t count = std::min(limit, found.size());
  std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count), found.end(), better);
  std::vector<std::string> terms;
  for (std::size_t i = 0; i < count; ++i) terms.push_back(std::move(found[i].second));
  return terms;
}

std::uint32_t IndexSet::articles_with(const std::string& term) {
  std::uint32_t count = 0;
  read([&](Xapian::Database& database) { count = database.get_termfreq(term); });
  return count;
}

std::vector<LanguageTag> IndexSet::outdated(LanguageResources& resources) {
  std::vector<std::pair<LanguageTag, std::string>> stored;
  impl_->for_each_keeper([&](Xapian::Database& database) {
    const std::string prefix(schema::kFingerprintKey);
    for (auto it = database.metadata_keys_begin(prefix); it != database.metadata_keys_end(prefix); ++it) {
      if (const auto tag = LanguageTag::try_parse((*it).substr(prefix.size())))
        stored.emplace_back(*tag, database.get_metadata(*it));
    }
    return true;
  });
  // Each has files of its own to read: a fifth of the time of a search, by one thread.
  std::vector<char> differs(stored.size());
  parallel_for(stored.size(), kFingerprintJobs, [&](std::size_t i, unsigned) {
    differs[i] = stored[i].second != resources.fingerprint(stored[i].first) ? 1 : 0;
  });
  std::set<LanguageTag> outdated;
  for (std::size_t i = 0; i < stored.size(); ++i) {
    if (differs[i]) outdated.insert(stored[i].first);
  }
  return {outdated.begin(), outdated.end()};
}

const std::vector<std::string>& IndexSet::missing() const {
  return impl_->missing;
}

void IndexSet::read(const std::function<void(Xapian::Database&)>& f) {
  impl_->read(f);
}

}  // namespace termknit
