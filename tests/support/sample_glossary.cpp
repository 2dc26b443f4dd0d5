// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sample_glossary.h"

#include <algorithm>
#include <random>
#include <set>

#include "core/tsv.h"
#include "glossary/entries/entry_json.h"
#include "language/text.h"
#include "tests/support/command.h"

namespace termknit::test {
namespace {

class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  std::vector<ConceptEntry> entries(std::size_t count) {
    std::vector<ConceptEntry> all;
    for (std::size_t i = 0; i < count; ++i) all.push_back(entry("c" + std::to_string(i + 1)));
    return all;
  }

 private:
  unsigned below(unsigned n) { return static_cast<unsigned>(random_() % n); }
  bool rarely() { return below(3) == 0; }

  std::string text() {
    static const std::vector<std::string> kPieces{"Kunde",
                                                  " ",
                                                  "a\tb",
                                                  "line\nbreak",
                                                  "\"quoted\"",
                                                  "\"",
                                                  "=1+1",
                                                  "+cmd|' /C calc'!A0",
                                                  "@SUM(A1)",
                                                  "-2+3",
                                                  "'",
                                                  "''=x",
                                                  "'tis",
                                                  " | ",
                                                  "|",
                                                  "\\",
                                                  "\\|",
                                                  ";",
                                                  "; ",
                                                  ",",
                                                  "שלום",
                                                  "عميل",
                                                  "e\u0301\u0323",
                                                  "👩‍💻",
                                                  "顧客",
                                                  "čeština",
                                                  "<b>&amp;</b>",
                                                  "]]>",
                                                  "#",
                                                  "_x0041_",
                                                  "_x000D_",
                                                  "  two  blanks ",
                                                  "{}",
                                                  "\u00A0",
                                                  "%0A",
                                                  "\n",
                                                  "\t=1",
                                                  "0x1F",
                                                  "1e5",
                                                  "TRUE"};
    std::string out;
    for (unsigned i = 0; i < 1 + below(4); ++i) out += kPieces[below(static_cast<unsigned>(kPieces.size()))];
    return clean_text(out);
  }
  /// Not blank: a term, or a value of a list.
  std::string solid() {
    std::string out = text();
    return trim(out).empty() ? "x" + out : out;
  }
  std::vector<std::string> list() {
    std::vector<std::string> out;
    for (unsigned i = 0; rarely() && i < 3; ++i) out.push_back(solid());
    return out;
  }
  std::string maybe() { return rarely() ? solid() : std::string(); }
  std::vector<SourcedText> sourced() {
    std::vector<SourcedText> out;
    for (unsigned i = 0; rarely() && i < 3; ++i) out.push_back({solid(), maybe()});
    return out;
  }
  std::vector<CrossReference> references() {
    std::vector<CrossReference> out;
    for (unsigned i = 0; rarely() && i < 3; ++i) out.push_back({maybe(), "https://example.org/?a=1;b=2|" + solid()});
    return out;
  }
  std::vector<Transaction> transactions() {
    std::vector<Transaction> out;
    if (rarely()) out.push_back({Transaction::Type::origination, "2026-11-24", maybe(), maybe()});
    if (rarely()) out.push_back({Transaction::Type::modification, "", maybe(), ""});
    return out;
  }
  std::vector<DataCategory> other() {
    std::vector<DataCategory> out;
    for (unsigned i = 0; rarely() && i < 3; ++i) out.push_back({"descrip", solid(), maybe(), maybe()});
    return out;
  }

  Term term() {
    Term t;
    t.id = maybe();
    t.designation = solid();
    t.part_of_speech = static_cast<PartOfSpeech>(below(8));
    t.gender = static_cast<Gender>(below(5));
    t.type = static_cast<TermType>(below(7));
    t.status = static_cast<AdministrativeStatus>(below(5));
    t.geographical_usage = maybe();
    t.term_location = maybe();
    t.customer_subsets = list();
    t.project_subsets = list();
    t.contexts = sourced();
    t.source = maybe();
    t.cross_references = references();
    t.external_references = references();
    t.notes = list();
    t.transactions = transactions();
    t.other = other();
    return t;
  }

  LanguageSection section(const char* language) {
    LanguageSection s;
    s.language = LanguageTag::parse(language);
    s.definitions = sourced();
    s.source = maybe();
    s.external_references = references();
    s.graphics = references();
    s.notes = list();
    s.transactions = transactions();
    s.other = other();
    for (unsigned i = 0; i < 1 + below(3); ++i) s.terms.push_back(term());
    return s;
  }

  ConceptEntry entry(std::string id) {
    ConceptEntry e;
    e.id = std::move(id);
    e.subject_fields = list();
    e.definitions = sourced();
    e.source = maybe();
    e.customer_subsets = list();
    e.project_subsets = list();
    e.cross_references = references();
    e.external_references = references();
    e.graphics = references();
    e.notes = list();
    e.transactions = transactions();
    e.other = other();
    e.revision = below(4);
    for (const char* language : {"zh-Hant-TW", "de", "en-US", "lv"}) {
      if (below(2) == 0 || language == std::string_view("de")) e.languages.push_back(section(language));
    }
    return e;
  }

  std::mt19937 random_;
};

}  // namespace

std::vector<ConceptEntry> sample_entries(unsigned seed, std::size_t count) {
  return Maker(seed).entries(count);
}

ConceptEntry pair_entry(std::string id, std::string german, std::string english) {
  ConceptEntry entry;
  entry.id = std::move(id);
  entry.section(LanguageTag::parse("de")).terms.emplace_back().designation = std::move(german);
  entry.section(LanguageTag::parse("en")).terms.emplace_back().designation = std::move(english);
  return entry;
}

std::string written(const MakeWriter& make, const std::vector<ConceptEntry>& entries, GlossaryHeader header,
                    std::vector<LanguageTag> languages) {
  if (languages.empty()) {
    std::set<LanguageTag> all;
    for (const ConceptEntry& entry : entries) {
      for (const LanguageSection& section : entry.languages) all.insert(section.language);
    }
    languages.assign(all.begin(), all.end());
  }
  const TempFolder folder;
  const auto path = folder.path() / "out";
  std::FILE* file = std::fopen(path.c_str(), "wb");
  const auto exported = [&](std::string_view id) {
    for (const ConceptEntry& entry : entries) {
      if (entry.id == id) return true;
    }
    return false;
  };
  const auto writer = make(file, {std::move(header), std::move(languages), exported});
  for (const ConceptEntry& entry : entries) writer->write(entry);
  writer->finish();
  std::fclose(file);
  return folder.read("out");
}

ReadResult read(const ReadFunction& reader, const std::string& bytes, const std::vector<std::string>& languages) {
  const TempFolder folder;
  ReadResult result;
  GlossaryReadOptions options;
  for (const std::string& language : languages) options.languages.push_back(LanguageTag::parse(language));
  const GlossarySink sink{.entry = [&](ConceptEntry entry) { result.entries.push_back(std::move(entry)); },
                          .repair =
                              [&](const Repair& repair) {
                                result.repairs.push_back(std::to_string(repair.place.line) + ": " + repair.message);
                              }};
  result.header = reader(folder.write("in", bytes), options, sink);
  return result;
}

std::string summary(const std::vector<ConceptEntry>& entries) {
  std::string out;
  for (const ConceptEntry& entry : entries) {
    out += entry.id + ":";
    for (const LanguageSection& section : entry.languages) {
      out += (&section == &entry.languages.front() ? " " : "; ") + section.language.str();
      for (const Term& term : section.terms) out += (&term == &section.terms.front() ? " " : ", ") + term.designation;
    }
    out += "\n";
  }
  return out;
}

std::string difference(const std::vector<ConceptEntry>& expected, const std::vector<ConceptEntry>& actual) {
  for (std::size_t i = 0; i < std::min(expected.size(), actual.size()); ++i) {
    if (expected[i] == actual[i]) continue;
    const std::string a = format_entry(expected[i]), b = format_entry(actual[i]);
    const auto at = static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
    const std::size_t begin = at < 60 ? 0 : at - 60;
    return expected[i].id + ":\n" + a.substr(begin, 120) + "\n" + b.substr(std::min(begin, b.size()), 120);
  }
  if (expected.size() == actual.size()) return {};
  return std::to_string(actual.size()) + " entries instead of " + std::to_string(expected.size());
}

}  // namespace termknit::test
