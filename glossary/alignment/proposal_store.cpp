// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/alignment/proposal_store.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "glossary/termbase/sqlite.h"

namespace termknit {
namespace {

using nlohmann::json;

constexpr int kFormatVersion = 2;

constexpr const char* kSchema = R"sql(
  CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE term(number INTEGER PRIMARY KEY, language TEXT NOT NULL, term TEXT NOT NULL, frequency INTEGER NOT NULL,
                    articles INTEGER NOT NULL, score REAL NOT NULL, part_of_speech INTEGER NOT NULL, gender INTEGER NOT NULL,
                    details TEXT NOT NULL) STRICT;
  CREATE TABLE term_key(language TEXT NOT NULL, key TEXT NOT NULL, term INTEGER NOT NULL REFERENCES term,
                        PRIMARY KEY(language, key, term)) STRICT, WITHOUT ROWID;
  CREATE TABLE link(source INTEGER NOT NULL REFERENCES term, target INTEGER NOT NULL REFERENCES term, confidence REAL NOT NULL,
                    same_concept INTEGER NOT NULL, witnesses TEXT NOT NULL, PRIMARY KEY(source, target)) STRICT, WITHOUT ROWID;
  CREATE INDEX link_target ON link(target);
  CREATE TABLE concept(number INTEGER PRIMARY KEY, confidence REAL NOT NULL, terms TEXT NOT NULL) STRICT;
)sql";

json quotes(const std::vector<SourcedText>& texts) {
  json array = json::array();
  for (const SourcedText& text : texts) array.push_back({text.text, text.source});
  return array;
}

std::vector<SourcedText> quotes(const json& array) {
  std::vector<SourcedText> texts;
  for (const json& item : array) texts.push_back({item.at(0).get<std::string>(), item.at(1).get<std::string>()});
  return texts;
}

/// What only a reader of one term needs.
std::string details(const TermCandidate& candidate, const TermQuery& query) {
  json object;
  object["key"] = candidate.key;
  object["forms"] = candidate.forms;
  object["contexts"] = quotes(candidate.contexts);
  object["definitions"] = quotes(candidate.definitions);
  object["abbreviations"] = candidate.abbreviations;
  object["proper_name"] = candidate.proper_name;
  object["keys"] = query.keys;
  object["parts"] = query.parts;
  object["head"] = query.head;
  return object.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string witnesses_text(const std::vector<Witness>& witnesses) {
  json array = json::array();
  for (const Witness& witness : witnesses) {
    array.push_back({static_cast<int>(witness.kind), witness.origin, witness.detail, witness.strength, witness.pivot});
  }
  return array.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::vector<Witness> parse_witnesses(const std::string& text) {
  std::vector<Witness> witnesses;
  for (const json& item : json::parse(text)) {
    witnesses.push_back({.kind = static_cast<EvidenceKind>(item.at(0).get<int>()),
                         .origin = item.at(1),
                         .detail = item.at(2),
                         .strength = item.at(3),
                         .pivot = item.at(4)});
  }
  return witnesses;
}

/// A half-written store must not stay, whatever ended the writing. After the rename there is nothing to remove.
struct Temporary {
  const std::filesystem::path& path;
  explicit Temporary(const std::filesystem::path& p) : path(p) { remove(); }
  ~Temporary() { remove(); }
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  void remove() const {
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
  }
};

void write_terms(const sqlite::Connection& database, const AttestedTerms& attested,
                 const std::vector<TermCandidate>& candidates) {
  sqlite::Statement term(database, "INSERT INTO term VALUES(?,?,?,?,?,?,?,?,?)");
  sqlite::Statement term_key(database, "INSERT OR IGNORE INTO term_key VALUES(?,?,?)");
  std::map<LanguageTag, std::size_t> next;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const TermCandidate& candidate = candidates[i];
    const TermQuery& query = attested.all(candidate.language)[next[candidate.language]++].query;
    const auto number = static_cast<std::int64_t>(i);
    term.bind(0, number)
        .bind(1, candidate.language.str())
        .bind(2, candidate.term)
        .bind(3, std::int64_t{candidate.frequency});
    term.bind(4, std::int64_t{candidate.articles})
        .bind(5, candidate.score)
        .bind(6, static_cast<std::int64_t>(candidate.part_of_speech));
    term.bind(7, static_cast<std::int64_t>(candidate.gender)).bind(8, details(candidate, query)).run();
    for (const std::string& key : query.keys)
      term_key.bind(0, candidate.language.str()).bind(1, key).bind(2, number).run();
  }
}

void write_links(const sqlite::Connection& database, const Alignment& alignment) {
  std::map<std::uint32_t, std::size_t> concept_of;
  sqlite::Statement insert(database, "INSERT INTO concept VALUES(?,?,?)");
  for (std::size_t i = 0; i < alignment.concepts.size(); ++i) {
    for (const std::uint32_t term : alignment.concepts[i].terms) concept_of[term] = i;
    insert.bind(0, static_cast<std::int64_t>(i))
        .bind(1, alignment.concepts[i].confidence)
        .bind(2, json(alignment.concepts[i].terms).dump())
        .run();
  }
  sqlite::Statement link(database, "INSERT INTO link VALUES(?,?,?,?,?)");
  for (const ConceptLink& item : alignment.links) {
    const auto a = concept_of.find(item.first), b = concept_of.find(item.second);
    const bool same = a != concept_of.end() && b != concept_of.end() && a->second == b->second;
    link.bind(0, std::int64_t{item.first}).bind(1, std::int64_t{item.second}).bind(2, item.confidence);
    link.bind(3, std::int64_t{same}).bind(4, witnesses_text(item.witnesses)).run();
  }
}

}  // namespace

struct ProposalStore::Impl {
  sqlite::Connection database;
  explicit Impl(const std::filesystem::path& file) : database(file, sqlite::Connection::Mode::read_only) {}
};

ProposalStore::ProposalStore(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ProposalStore::~ProposalStore() = default;
ProposalStore::ProposalStore(ProposalStore&&) noexcept = default;
ProposalStore& ProposalStore::operator=(ProposalStore&&) noexcept = default;

void ProposalStore::write(const std::filesystem::path& file, const AttestedTerms& attested,
                          const std::vector<TermCandidate>& candidates, const Alignment& alignment,
                          const std::string& index_revision) {
  // Made beside the old one and renamed over it, so that a reader sees one or the other, whole.
  std::filesystem::path fresh = file;
  fresh += fmt::format(".{}.tmp", ::getpid());
  const Temporary temporary{fresh};
  {
    sqlite::Connection database(fresh, sqlite::Connection::Mode::create);
    database.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN");
    database.execute(kSchema);
    write_terms(database, attested, candidates);
    write_links(database, alignment);
    sqlite::Statement meta(database, "INSERT INTO meta VALUES(?,?)");
    meta.bind(0, std::string_view("version")).bind(1, std::to_string(kFormatVersion)).run();
    meta.bind(0, std::string_view("index")).bind(1, index_revision).run();
    database.execute("COMMIT");
  }
  std::filesystem::rename(fresh, file);
}

std::optional<ProposalStore> ProposalStore::open(const std::filesystem::path& file) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return std::nullopt;
  try {
    auto impl = std::make_unique<Impl>(file);
    {
      sqlite::Statement version(impl->database, "SELECT value FROM meta WHERE name = 'version'");
      if (!version.step() || version.text(0) != std::to_string(kFormatVersion)) return std::nullopt;
    }
    return ProposalStore(std::move(impl));
  } catch (const Error&) {
    return std::nullopt;
  }
}

std::string ProposalStore::index_revision() const {
  sqlite::Statement query(impl_->database, "SELECT value FROM meta WHERE name = 'index'");
  return query.step() ? query.text(0) : std::string();
}

namespace {

constexpr const char* kTermColumns =
    "SELECT number, language, term, frequency, articles, score, part_of_speech, gender, details FROM term";

StoredTerm read_term(const sqlite::Statement& row) {
  StoredTerm stored;
  stored.number = static_cast<std::uint32_t>(row.integer(0));
  TermCandidate& candidate = stored.candidate;
  candidate.language = LanguageTag::parse(row.text(1));
  candidate.term = row.text(2);
  candidate.frequency = static_cast<std::uint32_t>(row.integer(3));
  candidate.articles = static_cast<std::uint32_t>(row.integer(4));
  candidate.score = row.real(5);
  candidate.part_of_speech = static_cast<PartOfSpeech>(row.integer(6));
  candidate.gender = static_cast<Gender>(row.integer(7));
  const json object = json::parse(row.text(8));
  candidate.key = object.at("key").get<std::vector<std::string>>();
  candidate.forms = object.at("forms").get<std::vector<std::pair<std::string, std::uint32_t>>>();
  candidate.contexts = quotes(object.at("contexts"));
  candidate.definitions = quotes(object.at("definitions"));
  candidate.abbreviations = object.at("abbreviations").get<std::vector<std::string>>();
  candidate.proper_name = object.at("proper_name").get<bool>();
  return stored;
}

}  // namespace

std::vector<StoredTerm> ProposalStore::terms() const {
  std::vector<StoredTerm> terms;
  sqlite::Statement query(impl_->database, std::string(kTermColumns) + " ORDER BY number");
  while (query.step()) terms.push_back(read_term(query));
  return terms;
}

std::optional<StoredTerm> ProposalStore::term(std::uint32_t number) const {
  sqlite::Statement query(impl_->database, std::string(kTermColumns) + " WHERE number = ?");
  query.bind(0, std::int64_t{number});
  if (!query.step()) return std::nullopt;
  return read_term(query);
}

std::vector<std::uint32_t> ProposalStore::find(const LanguageTag& language,
                                               const std::vector<std::string>& keys) const {
  std::vector<std::uint32_t> found;
  sqlite::Statement query(impl_->database, "SELECT term FROM term_key WHERE language = ? AND key = ? ORDER BY term");
  for (const std::string& key : keys) {
    query.bind(0, language.str()).bind(1, key);
    while (query.step()) {
      const auto number = static_cast<std::uint32_t>(query.integer(0));
      if (std::find(found.begin(), found.end(), number) == found.end()) found.push_back(number);
    }
    query.reset();
  }
  return found;
}

std::vector<StoredLink> ProposalStore::links(std::uint32_t term, const LanguageTag& language) const {
  std::vector<StoredLink> links;
  sqlite::Statement query(impl_->database, R"sql(
    SELECT other, confidence, same_concept, witnesses FROM (
      SELECT target AS other, confidence, same_concept, witnesses FROM link WHERE source = ?1
      UNION ALL SELECT source, confidence, same_concept, witnesses FROM link WHERE target = ?1)
    JOIN term ON term.number = other WHERE language = ?2
    ORDER BY confidence DESC, other)sql");
  query.bind(0, std::int64_t{term}).bind(1, language.str());
  while (query.step()) {
    links.push_back({static_cast<std::uint32_t>(query.integer(0)), query.real(1), query.integer(2) != 0,
                     parse_witnesses(query.text(3))});
  }
  return links;
}

std::vector<ProposedConcept> ProposalStore::concepts() const {
  std::vector<ProposedConcept> concepts;
  std::map<std::uint32_t, std::size_t> concept_of;
  sqlite::Statement query(impl_->database, "SELECT confidence, terms FROM concept ORDER BY number");
  while (query.step()) {
    ProposedConcept proposed;
    proposed.confidence = query.real(0);
    proposed.terms = json::parse(query.text(1)).get<std::vector<std::uint32_t>>();
    for (const std::uint32_t term : proposed.terms) concept_of[term] = concepts.size();
    concepts.push_back(std::move(proposed));
  }
  sqlite::Statement links(impl_->database,
                          "SELECT source, target, confidence, witnesses FROM link WHERE same_concept ORDER BY "
                          "confidence DESC, source, target");
  while (links.step()) {
    const auto source = static_cast<std::uint32_t>(links.integer(0));
    concepts[concept_of.at(source)].links.push_back(
        {source, static_cast<std::uint32_t>(links.integer(1)), links.real(2), parse_witnesses(links.text(3))});
  }
  return concepts;
}

void ProposalStore::load_attested(const LanguageTag& language, AttestedTerms& attested) const {
  sqlite::Statement query(
      impl_->database,
      "SELECT term, frequency, score, part_of_speech, details FROM term WHERE language = ? ORDER BY number");
  query.bind(0, language.str());
  while (query.step()) {
    AttestedTerm term;
    const json object = json::parse(query.text(4));
    term.query.language = language;
    term.query.term = query.text(0);
    term.query.keys = object.at("keys").get<std::vector<std::string>>();
    term.query.parts = object.at("parts").get<std::vector<std::string>>();
    term.query.head = object.at("head").get<std::size_t>();
    term.query.part_of_speech = static_cast<PartOfSpeech>(query.integer(3));
    term.frequency = static_cast<std::uint32_t>(query.integer(1));
    term.score = query.real(2);
    attested.add(std::move(term));
  }
}

void ProposalStore::dump(const std::function<void(std::string_view)>& sink) const {
  for (const StoredTerm& term : terms()) {
    sink(fmt::format("proposal-term\t{}\t{}\t{}\t{:.6f}", term.candidate.language.str(), term.candidate.term,
                     term.candidate.frequency, term.candidate.score));
  }
  sqlite::Statement links(impl_->database, R"sql(
    SELECT a.language, a.term, b.language, b.term, confidence, same_concept, witnesses FROM link
    JOIN term a ON a.number = source JOIN term b ON b.number = target ORDER BY source, target)sql");
  while (links.step()) {
    sink(fmt::format("proposal-link\t{}\t{}\t{}\t{}\t{:.6f}\t{}\t{}", links.text(0), links.text(1), links.text(2),
                     links.text(3), links.real(4), links.integer(5), links.text(6)));
  }
}

}  // namespace termknit
