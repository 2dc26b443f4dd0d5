// SPDX-License-Identifier: GPL-3.0-or-later
// Databases that we write ourselves, beside those that Xapian writes of the same articles.

#include <algorithm>
#include <filesystem>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <xapian.h>

#include "core/error.h"
#include "core/file.h"
#include "indexer/glass/byte_lists.h"
#include "indexer/glass/database_writer.h"
#include "indexer/glass/encoding.h"
#include "indexer/index_document.h"
#include "tests/support/command.h"

namespace termknit::test {
namespace {

namespace fs = std::filesystem;

using Metadata = std::map<std::string, std::string>;
using Documents = std::map<std::uint32_t, IndexDocument>;

struct Term {
  std::uint32_t weight = 0;
  std::set<std::uint32_t> positions{};
};

IndexDocument document(const std::map<std::string, Term>& terms, const std::map<unsigned, std::string>& values) {
  IndexDocument document;
  for (const auto& [text, term] : terms)
    document.add({text, term.weight, std::vector<std::uint32_t>(term.positions.begin(), term.positions.end())});
  for (const auto& [slot, value] : values) document.add_value(slot, value);
  return document;
}

void write_ours(const fs::path& folder, const Documents& documents, const Metadata& metadata) {
  glass::DatabaseWriter writer(folder);
  for (const auto& [number, document] : documents) writer.add(number, document);
  writer.finish([&](const auto& put) {
    for (const auto& [key, text] : metadata) put(key, text);
  });
}

void write_theirs(const fs::path& folder, const Documents& documents, const Metadata& metadata) {
  Xapian::WritableDatabase database(folder.string(), Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS);
  for (const auto& [number, document] : documents) {
    Xapian::Document all;
    for (std::size_t i = 0; i < document.term_count(); ++i) {
      const IndexDocument::Term term = document.term(i);
      all.add_term(std::string(term.text), term.weight);
      for (const std::uint32_t position : term.positions) all.add_posting(std::string(term.text), position, 0);
    }
    for (const auto& [slot, value] : document.values()) all.add_value(slot, value);
    database.replace_document(number, all);
  }
  for (const auto& [key, text] : metadata) database.set_metadata(key, text);
  database.commit();
}

/// Xapian counts for each number that might be used: slow where numbers are large.
void expect_sound(const fs::path& folder) {
  std::ostringstream report;
  EXPECT_EQ(Xapian::Database::check(folder.string(), Xapian::DBCHECK_SHOW_STATS, &report), 0U) << report.str();
}

/// Every article's terms and values.
std::string term_lists_of(const fs::path& folder) {
  const Xapian::Database database(folder.string());
  std::ostringstream all;
  for (auto it = database.postlist_begin(""); it != database.postlist_end(""); ++it) {
    const Xapian::Document document = database.get_document(*it);
    all << *it << ' ' << database.get_doclength(*it) << '\n';
    for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term)
      all << *term << ' ' << term.get_wdf() << ' ' << term.get_termfreq() << '\n';
    for (auto value = document.values_begin(); value != document.values_end(); ++value)
      all << value.get_valueno() << ' ' << *value << '\n';
  }
  return all.str();
}

/// Compacted, the tables of both have the same bytes, but for lists of terms, which are deflated by another library:
/// nothing that a reader could see is different.
void expect_the_same(const Documents& documents, const Metadata& metadata) {
  const TempFolder folder;
  const fs::path ours = folder.path() / "ours", theirs = folder.path() / "theirs";
  write_ours(ours, documents, metadata);
  write_theirs(theirs, documents, metadata);
  if (documents.empty() || documents.rbegin()->first < 0x100000) expect_sound(ours);
  for (const fs::path& path : {ours, theirs})
    Xapian::Database(path.string()).compact(path.string() + ".compact", Xapian::DBCOMPACT_NO_RENUMBER);
  EXPECT_TRUE(term_lists_of(ours.string() + ".compact") == term_lists_of(theirs.string() + ".compact"));
  for (const char* table : {"postlist.glass", "position.glass"}) {
    const fs::path a = fs::path(ours.string() + ".compact") / table, b = fs::path(theirs.string() + ".compact") / table;
    ASSERT_EQ(fs::exists(a), fs::exists(b)) << table;
    if (fs::exists(a)) {
      EXPECT_TRUE(read_file(a) == read_file(b)) << table;
    }
  }
  const Xapian::Database a(ours.string()), b(theirs.string());
  EXPECT_EQ(a.get_doccount(), b.get_doccount());
  EXPECT_EQ(a.get_lastdocid(), b.get_lastdocid());
  EXPECT_EQ(a.get_total_length(), b.get_total_length());
  EXPECT_EQ(a.get_doclength_lower_bound(), b.get_doclength_lower_bound());
  EXPECT_EQ(a.get_doclength_upper_bound(), b.get_doclength_upper_bound());
}

/// Words of a few letters, so that there are rare ones and some in every article.
class Collection {
 public:
  explicit Collection(unsigned seed) : random_(seed) {}

  std::uint32_t below(std::uint32_t bound) {
    return std::uniform_int_distribution<std::uint32_t>(0, bound - 1)(random_);
  }
  std::string word() {
    std::string word;
    do word += static_cast<char>('a' + std::min(below(26), below(26)));
    while (below(3) > 0);
    return word;
  }
  std::string bytes(std::size_t size) {
    std::string bytes(size, '\0');
    for (char& byte : bytes) byte = static_cast<char>(below(256));
    return bytes;
  }
  IndexDocument article(std::size_t words) {
    std::map<std::string, Term> terms;
    for (std::uint32_t position = 1; position <= words; position += 1 + below(3) * below(60)) {
      Term& term = terms[word()];
      term.weight += below(4) > 0 ? 1 : 0;
      term.positions.insert(position);
    }
    for (std::uint32_t i = below(4); i > 0; --i) terms["XC" + word()].weight += below(300);
    terms["Q" + std::to_string(below(1'000'000'000))].weight = 1;  // Xapian's check takes one without weights for none
    std::map<unsigned, std::string> values{{0, std::to_string(below(1000))}, {5, bytes(below(800))}};
    if (below(3) == 0) values[4] = word();
    return document(terms, values);
  }

 private:
  std::mt19937 random_;
};

TEST(GlassDatabase, AsXapianWritesIt) {
  Collection random(1);
  Documents documents;
  for (std::uint32_t number = 1; number <= 3'000; ++number) documents[number] = random.article(random.below(200));
  Metadata metadata;
  for (int i = 0; i < 3'000; ++i)
    metadata["v." + random.word() + std::to_string(i)] = random.bytes(1 + random.below(60));
  expect_the_same(documents, metadata);
}

TEST(GlassDatabase, NumbersOfAllSizesAndWithGaps) {
  Collection random(2);
  Documents documents;
  for (const std::uint32_t number :
       {1U, 2U, 127U, 128U, 0x7FFFU, 0x8000U, 0x8001U, 0x3FFFFFU, 0x400000U, 0x1FFFFFFFU, 0x20000000U, 0xFFFFFFF0U})
    documents[number] = random.article(60);
  expect_the_same(documents, {{"k", "v"}});
}

TEST(GlassDatabase, LargeAndSmallThings) {
  Collection random(3);
  Documents documents;
  documents[1] = {};                                                                 // nothing at all
  documents[2] = document({{"x", {}}}, {});                                          // no weight, no position, no value
  documents[3] = document({{"x", {1'000'000, {1}}}}, {{0, random.bytes(500'000)}});  // in many blocks
  documents[4] = document({{std::string(200, 'y'), {127, {4'000'000'000U}}}, {"z", {126, {}}}}, {{7, "a"}, {300, "b"}});
  Term often;
  for (std::uint32_t i = 1; i <= 50'000; ++i) often.positions.insert(i * 3 - i % 2);  // a long list of positions
  often.weight = 50'000;
  documents[5] = document({{"o", often}}, {{0, random.bytes(2'000)}});
  std::map<std::string, Term> many;  // keys of nearly 255 bytes: few in a block, three levels of branches
  for (int i = 0; i < 40'000; ++i) many[std::to_string(100'000 + i) + std::string(190, 'k')] = {1, {1}};
  documents[6] = document(many, {});
  expect_the_same(documents, {{"large", random.bytes(300'000)}, {std::string(200, 'm'), "x"}});
}

TEST(GlassDatabase, WithoutArticles) {
  const TempFolder folder;
  write_ours(folder.path() / "ours", {}, {{"k", "v"}});
  expect_sound(folder.path() / "ours");
  const Xapian::Database database((folder.path() / "ours").string());
  EXPECT_EQ(database.get_doccount(), 0U);
  EXPECT_EQ(database.get_metadata("k"), "v");
}

TEST(GlassDatabase, XapianGoesOnWithIt) {
  Collection random(4);
  Documents documents;
  for (std::uint32_t number = 1; number <= 300; ++number) documents[number] = random.article(200);
  const TempFolder folder;
  const std::string path = (folder.path() / "ours").string();
  write_ours(path, documents, {{"k", "v"}});
  {
    Xapian::WritableDatabase database(path, Xapian::DB_OPEN);
    for (std::uint32_t number = 1; number <= 300; number += 3) database.delete_document(number);
    Xapian::Document more;
    more.add_posting("abc", 1);
    for (std::uint32_t number = 2; number <= 500; number += 3) database.replace_document(number, more);
    database.set_metadata("k", "w");
    database.commit();
  }
  expect_sound(path);
  const Xapian::Database database(path);
  EXPECT_EQ(database.get_doccount(), 267U);
  EXPECT_EQ(database.get_metadata("k"), "w");
  EXPECT_EQ(
      database.get_termfreq("abc"), 167U + [&] {
        std::size_t others = 0;
        for (std::uint32_t number = 3; number <= 300; number += 3) {
          for (std::size_t i = 0; i < documents[number].term_count(); ++i)
            others += documents[number].term(i).text == "abc";
        }
        return others;
      }());
}

TEST(GlassDatabase, AFolderThatCannotBeWrittenIsSaid) {
  const TempFolder folder;
  folder.write("file", "x");
  EXPECT_THROW(glass::DatabaseWriter(folder.path() / "file" / "database"), std::exception);
  fs::create_directories(folder.path() / "database" / "termlist.glass");
  EXPECT_THROW(glass::DatabaseWriter(folder.path() / "database"), Error);
}

TEST(GlassByteLists, GrowSideBySide) {
  std::mt19937 random(5);
  std::vector<std::string> expected(200);
  std::vector<glass::ByteLists::List> lists(expected.size());
  glass::ByteLists bytes;
  for (int i = 0; i < 60'000; ++i) {
    const std::size_t list = std::min(random() % expected.size(), random() % expected.size());
    const std::string more(random() % 40, static_cast<char>(random()));
    expected[list] += more;
    bytes.append(lists[list], more);
  }
  expected.push_back("");
  lists.push_back({});
  for (std::size_t i = 0; i < expected.size(); ++i) {
    std::string found = "before";
    bytes.read(lists[i], found);
    EXPECT_TRUE(found == "before" + expected[i]) << i;
  }
}

TEST(GlassEncoding, NumbersComeBackAndSort) {
  std::string all;
  const std::vector<std::uint64_t> numbers{0, 1, 127, 128, 16'383, 16'384, 0xFFFFFFFFU, ~std::uint64_t{0}};
  for (const std::uint64_t number : numbers) glass::append_number(all, number);
  std::string_view rest = all;
  for (const std::uint64_t number : numbers) EXPECT_EQ(glass::take_number(rest), number);
  EXPECT_TRUE(rest.empty());
  std::string before;
  for (std::uint64_t number = 0; number <= 0xFFFFFFFFU; number += 1 + number / 50) {
    std::string key;
    glass::append_sortable(key, static_cast<std::uint32_t>(number));
    EXPECT_LT(before, key) << number;
    before = key;
  }
}

}  // namespace
}  // namespace termknit::test
