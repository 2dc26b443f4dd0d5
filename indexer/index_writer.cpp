// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index_writer.h"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <xapian.h>

#include "core/checksum.h"
#include "core/error.h"
#include "core/tsv.h"
#include "indexer/article_document.h"
#include "indexer/article_head.h"
#include "indexer/article_record.h"
#include "indexer/block_uses.h"
#include "indexer/flat_table.h"
#include "indexer/index_checksums.h"
#include "indexer/index_database.h"
#include "indexer/index_schema.h"
#include "indexer/packed_text.h"
#include "indexer/vocabulary_writer.h"
#include "indexer/xapian_error.h"
#include "language/text.h"

namespace termknit {
namespace schema = index_schema;

namespace {

constexpr std::size_t kCommitArticles = 5'000;  // before Xapian does it by itself, without their words

std::uint64_t number(const std::string& text) {
  return text.empty() ? 0 : std::stoull(text);
}

/// One value slot read along with the list of all documents: ten times as fast as opening each document.
class ValueColumn {
 public:
  ValueColumn(const Xapian::Database& database, schema::Slot slot)
      : at_(database.valuestream_begin(slot)), end_(database.valuestream_end(slot)) {}
  /// Ascending numbers only. Empty if the document has none.
  std::string of(Xapian::docid number) {
    if (at_ == end_) return {};
    at_.skip_to(number);
    return at_ != end_ && at_.get_docid() == number ? *at_ : std::string();
  }

 private:
  Xapian::ValueIterator at_, end_;
};

void set_values(Xapian::Document& document, const std::vector<IndexDocument::Value>& values) {
  for (const auto& [slot, value] : values) document.add_value(slot, value);
}

Xapian::Document xapian_document(const IndexDocument& document) {
  Xapian::Document all;
  std::string text;
  for (std::size_t i = 0; i < document.term_count(); ++i) {
    const IndexDocument::Term term = document.term(i);
    text = term.text;
    all.add_term(text, term.weight);
    for (const std::uint32_t position : term.positions) all.add_posting(text, position, 0);
  }
  set_values(all, document.values());
  return all;
}

}  // namespace

struct IndexWriter::Impl {
  std::filesystem::path path;
  Xapian::WritableDatabase database;
  bool sharded = false, changed = false;
  bool is_new = false;
  IndexWriterOptions options;
  std::size_t pending_bytes = 0, pending_articles = 0;
  std::optional<VocabularyWriter> vocabulary;
  std::vector<Xapian::WritableDatabase> parts;  ///< the shards of `database`
  FlatTable put_paths;                          ///< checksums: a new index has no others
  std::set<std::uint64_t> stored_dictionaries;
  mutable TextUnpacker unpacker{
      [this](std::uint64_t name) { return database.get_metadata(schema::dictionary_key(name)); }};

  template <typename F>
  auto guarded(F&& f) const {
    using Result = decltype(f());
    if constexpr (std::is_void_v<Result>) {
      with_xapian_errors(path, f);
    } else {
      Result result{};
      with_xapian_errors(path, [&] { result = f(); });
      return result;
    }
  }

  std::vector<std::string> lines(const char* key) const {
    return guarded([&] {
      std::vector<std::string> lines;
      for_each_line(database.get_metadata(key), [&](std::string_view line, std::size_t) { lines.emplace_back(line); });
      return lines;
    });
  }

  /// Before anything is written: the checksums are no longer those of the tables.
  void change() {
    if (!changed) remove_checksums(path);
    changed = true;
  }

  void make(unsigned shards) const {
    if (shards > 1) std::filesystem::create_directory(path);
    // Each says its version, as each may be served alone. The last to be made is the first, without which there is
    // none.
    for (unsigned number = shards; number > 0; --number) {
      Xapian::WritableDatabase shard(shard_path(path, number, shards).string(),
                                     Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS);
      shard.set_metadata(schema::kVersionKey, std::to_string(schema::kFormatVersion));
      shard.commit();
    }
  }

  void open() {
    const int flags = Xapian::DB_OPEN | Xapian::DB_BACKEND_GLASS | (is_new || !options.sync ? Xapian::DB_NO_SYNC : 0);
    for (const auto& shard : shards_of(path)) parts.emplace_back(shard.string(), flags);
    sharded = parts.size() > 1;
    if (!sharded) {
      database = parts.front();
    } else {
      for (const Xapian::WritableDatabase& shard : parts) database.add_database(shard);
    }
    const std::string version = database.get_metadata(schema::kVersionKey);
    if (version == std::to_string(schema::kFormatVersion)) return;
    throw Error(ErrorKind::too_new,
                fmt::format("index made by format version {}, this program writes {}; run 'termknit index --rebuild'",
                            version.empty() ? "?" : version, schema::kFormatVersion),
                {path.string()});
  }

  void know_dictionaries() {
    const std::string prefix(schema::kDictionaryOfKey);
    for (auto it = database.metadata_keys_begin(prefix); it != database.metadata_keys_end(prefix); ++it) {
      const auto language = LanguageTag::try_parse((*it).substr(prefix.size()));
      if (!language) continue;
      const std::string text = database.get_metadata(std::string(schema::kDictionaryKey) + database.get_metadata(*it));
      if (text.empty()) continue;
      TextDictionary dictionary = make_text_dictionary(text);
      stored_dictionaries.insert(dictionary.name);
      if (!options.dictionaries->knows(*language)) options.dictionaries->know(*language, std::move(dictionary));
    }
  }

  /// Each shard has them all, as each may be served alone.
  void store_dictionary(const LanguageTag& language, const TextDictionary& dictionary) {
    for (Xapian::WritableDatabase& shard : parts)
      shard.set_metadata(schema::dictionary_key(dictionary.name), dictionary.text);
    database.set_metadata(schema::dictionary_of_key(language), to_hex(dictionary.name));
  }

  std::string pack(const Article& article) const { return options.dictionaries->pack(article); }

  Article unpack(const Xapian::Document& document) const {
    return parse_article(unpacker.unpack(document.get_value(schema::kText)));
  }

  /// False only where there is none: of most articles of a new index.
  bool may_have(std::string_view article) {
    if (!is_new) return true;
    return std::exchange(put_paths.at(checksum(article)), 1U) != 0;
  }

  void commit() {
    guarded([&] {
      vocabulary->flush();
      database.commit();
    });
    pending_bytes = pending_articles = 0;
  }

  /// Shards are committed one after the other, the first first. What it says of the articles must not be on disk before
  /// they are.
  void settle_shards() {
    if (sharded) commit();
  }
};

namespace {

std::string stored_value(const std::filesystem::path& path, const char* key) {
  std::string value;
  with_xapian_errors(path, [&] { value = open_database(segments_of(path).front()).get_metadata(key); });
  return value;
}

}  // namespace

bool is_of_older_format(const std::filesystem::path& database) {
  const std::string version = stored_value(database, schema::kVersionKey);
  return !version.empty() && version.find_first_not_of("0123456789") == version.npos &&
         std::stoull(version.substr(0, 9)) < std::uint64_t{schema::kFormatVersion};
}

std::vector<std::string> stored_roots(const std::filesystem::path& database) {
  std::vector<std::string> roots;
  const std::string stored = stored_value(database, schema::kRootsKey);
  for_each_line(stored, [&](std::string_view line, std::size_t) { roots.emplace_back(line); });
  return roots;
}

IndexWriter::IndexWriter(const std::filesystem::path& path, const IndexWriterOptions& options)
    : impl_(std::make_unique<Impl>()) {
  impl_->path = path;
  impl_->options = options;
  if (!impl_->options.dictionaries) impl_->options.dictionaries = std::make_shared<DictionaryMaker>();
  with_xapian_errors(path, [&] {
    impl_->is_new = !std::filesystem::exists(shards_of(path).front() / "iamglass");
    if (impl_->is_new) impl_->make(std::max(1U, options.shards));
    impl_->open();
    impl_->know_dictionaries();
    impl_->vocabulary.emplace(impl_->database, impl_->is_new);
  });
}

IndexWriter::~IndexWriter() = default;
IndexWriter::IndexWriter(IndexWriter&&) noexcept = default;
IndexWriter& IndexWriter::operator=(IndexWriter&&) noexcept = default;

std::vector<IndexedFile> IndexWriter::files() const {
  return impl_->guarded([&] {
    std::vector<IndexedFile> files;
    const Xapian::Database& database = impl_->database;
    ValueColumn heads(database, schema::kHead), times(database, schema::kModified), sizes(database, schema::kSize),
        hashes(database, schema::kContentHash);
    for (auto it = database.postlist_begin(""); it != database.postlist_end(""); ++it) {
      IndexedFile file{std::string(path_of_head(heads.of(*it))), number(sizes.of(*it)), 0, number(hashes.of(*it))};
      const std::string time = times.of(*it);
      file.modified_ns = time.empty() ? 0 : static_cast<std::int64_t>(std::stoll(time));
      files.push_back(std::move(file));
    }
    return files;
  });
}

std::uint64_t IndexWriter::article_count() const {
  return impl_->guarded([&] { return std::uint64_t{impl_->database.get_doccount()}; });
}

std::string IndexWriter::fingerprint(const LanguageTag& language) const {
  return impl_->guarded([&] { return impl_->database.get_metadata(schema::fingerprint_key(language)); });
}

void IndexWriter::set_fingerprint(const LanguageTag& language, const std::string& fingerprint) {
  impl_->change();
  impl_->settle_shards();
  impl_->guarded([&] { impl_->database.set_metadata(schema::fingerprint_key(language), fingerprint); });
}

std::vector<std::string> IndexWriter::roots() const {
  return impl_->lines(schema::kRootsKey);
}

void IndexWriter::set_roots(const std::vector<std::string>& roots) {
  impl_->change();
  impl_->guarded([&] { impl_->database.set_metadata(schema::kRootsKey, join(roots, "\n")); });
}

bool IndexWriter::unsettled() const {
  return impl_->guarded([&] { return !impl_->database.get_metadata(schema::kUnsettledKey).empty(); });
}

void IndexWriter::set_unsettled(bool unsettled) {
  impl_->change();
  if (!unsettled) impl_->settle_shards();
  impl_->guarded([&] { impl_->database.set_metadata(schema::kUnsettledKey, unsettled ? "1" : ""); });
}

std::vector<std::uint32_t> IndexWriter::numbers() const {
  return impl_->guarded(
      [&] { return std::vector<std::uint32_t>(impl_->database.postlist_begin(""), impl_->database.postlist_end("")); });
}

std::optional<std::uint32_t> IndexWriter::number_of(std::string_view path) const {
  return impl_->guarded([&] {
    const std::string id = schema::term(schema::kUniqueId, path);
    const auto it = impl_->database.postlist_begin(id);
    return it == impl_->database.postlist_end(id) ? std::nullopt : std::optional<std::uint32_t>(*it);
  });
}

Article IndexWriter::article(std::uint32_t number) const {
  return impl_->guarded([&] { return impl_->unpack(impl_->database.get_document(number)); });
}

std::vector<LanguageTag> IndexWriter::fingerprinted() const {
  return impl_->guarded([&] {
    std::vector<LanguageTag> languages;
    const std::string prefix(schema::kFingerprintKey);
    for (auto it = impl_->database.metadata_keys_begin(prefix); it != impl_->database.metadata_keys_end(prefix); ++it) {
      if (const auto tag = LanguageTag::try_parse((*it).substr(prefix.size()))) languages.push_back(*tag);
    }
    return languages;
  });
}

std::vector<std::string> IndexWriter::articles_in(const LanguageTag& language) const {
  return impl_->guarded([&] {
    std::vector<std::string> paths;
    const std::string term = schema::term(schema::kLanguage, language.str());
    for (auto it = impl_->database.postlist_begin(term); it != impl_->database.postlist_end(term); ++it) {
      paths.emplace_back(
          path_of_head(impl_->database.get_document(*it, Xapian::DOC_ASSUME_VALID).get_value(schema::kHead)));
    }
    return paths;
  });
}

void IndexWriter::keep_dictionary(const Article& article) {
  const TextDictionary& dictionary = impl_->options.dictionaries->dictionary_for(article);
  if (dictionary.text.empty() || !impl_->stored_dictionaries.insert(dictionary.name).second) return;
  impl_->change();
  impl_->guarded([&] { impl_->store_dictionary(article.language, dictionary); });
}

void IndexWriter::keep(const VocabularyEntry& form) {
  impl_->change();
  impl_->guarded([&] { impl_->vocabulary->store(form); });
}

std::uint32_t IndexWriter::put(const Article& article, const IndexDocument& document) {
  impl_->change();
  const std::uint32_t number = impl_->guarded([&] {
    // By number: of several shards Xapian returns the number within the one it chose, which other articles have, too.
    const auto known = impl_->may_have(article.path) ? number_of(article.path) : std::nullopt;
    const Xapian::docid id = known.value_or(std::max(impl_->database.get_lastdocid() + 1, impl_->options.first_number));
    impl_->database.replace_document(id, xapian_document(document));
    return id;
  });
  impl_->pending_bytes += article.text.size();
  ++impl_->pending_articles;
  if (impl_->pending_bytes >= impl_->options.commit_bytes || impl_->pending_articles >= kCommitArticles) commit();
  return number;
}

void IndexWriter::touch(const IndexedFile& file) {
  impl_->change();
  impl_->guarded([&] {
    const std::string id = schema::term(schema::kUniqueId, file.path);
    const auto it = impl_->database.postlist_begin(id);
    if (it == impl_->database.postlist_end(id)) return;
    const Xapian::docid number = *it;
    Xapian::Document document = impl_->database.get_document(number);
    Article article = impl_->unpack(document);
    article.modified_ns = file.modified_ns;
    article.size = file.size;
    document.add_value(schema::kText, impl_->pack(article));
    set_values(document, file_values(file, article));
    impl_->database.replace_document(number, document);
  });
}

bool IndexWriter::rename(std::string_view from, const IndexedFile& to) {
  impl_->change();
  return impl_->guarded([&] {
    const std::string id = schema::term(schema::kUniqueId, from);
    const auto it = impl_->database.postlist_begin(id);
    if (it == impl_->database.postlist_end(id)) return false;
    const Xapian::docid number = *it;
    Xapian::Document document = impl_->database.get_document(number);
    Article article = impl_->unpack(document);
    article.path = to.path;
    article.modified_ns = to.modified_ns;
    document.add_value(schema::kText, impl_->pack(article));
    document.remove_term(id);
    document.add_boolean_term(schema::term(schema::kUniqueId, to.path));
    set_values(document, file_values(to, article));
    impl_->database.replace_document(number, document);
    return true;
  });
}

void IndexWriter::remove(std::string_view path) {
  impl_->change();
  impl_->guarded([&] { impl_->database.delete_document(schema::term(schema::kUniqueId, path)); });
}

void IndexWriter::commit() {
  impl_->commit();
}

void IndexWriter::seal() {
  if (impl_->changed) write_checksums(impl_->path);
  impl_->changed = false;
}

void IndexWriter::drop_unused_words() {
  impl_->change();
  impl_->guarded([&] { impl_->vocabulary->drop_unused(); });
  impl_->commit();
}

}  // namespace termknit
