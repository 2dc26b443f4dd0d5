// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/xlsx_reader.h"

#include <charconv>
#include <map>

#include <fmt/format.h>

#include "glossary/exchange/table_reader.h"
#include "glossary/exchange/xlsx_text.h"
#include "glossary/exchange/xml_events.h"
#include "glossary/exchange/zip_archive.h"

namespace termknit {
namespace {

using Kind = XmlEvent::Kind;

constexpr std::size_t kMostStrings = std::size_t{512} << 20;
constexpr std::string_view kDocument = "/officeDocument";

/// Strings of the workbook, one after another in one block.
class SharedStrings {
 public:
  void add(const std::string& text) {
    text_ += text;
    ends_.push_back(text_.size());
  }
  std::size_t bytes() const { return text_.size() + ends_.size() * sizeof(std::size_t); }
  std::string_view at(std::size_t index) const {
    if (index >= ends_.size()) return {};
    const std::size_t begin = index == 0 ? 0 : ends_[index - 1];
    return std::string_view(text_).substr(begin, ends_[index] - begin);
  }

 private:
  std::string text_{};
  std::vector<std::size_t> ends_{};
};

/// "xl/worksheets/sheet1.xml" for "worksheets/sheet1.xml" or "/xl/worksheets/sheet1.xml" in a part of folder "xl/".
std::string resolve(const std::string& folder, std::string_view target) {
  std::string path = target.starts_with('/') ? std::string(target.substr(1)) : folder + std::string(target);
  return std::filesystem::path(path).lexically_normal().string();
}

class XlsxReader {
 public:
  XlsxReader(const std::filesystem::path& file, const GlossaryReadOptions& options, const GlossarySink& sink)
      : name_(file.string()), archive_(file, "XLSX"), table_(name_, options, sink) {}

  GlossaryHeader read() {
    const std::string workbook = document();
    const std::size_t slash = workbook.rfind('/');
    const std::string folder = slash == workbook.npos ? std::string() : workbook.substr(0, slash + 1);
    const std::string relations = folder + "_rels/" + workbook.substr(folder.size()) + ".rels";
    const std::string sheet = first_sheet(workbook, folder, relations);
    read_strings(folder);
    if (archive_.has_twice(sheet)) table_.repair(0, fmt::format("'{}' is there twice; the first is taken", sheet));
    read_sheet(sheet);
    table_.finish();
    return read_properties();
  }

 private:
  XmlEventReader open(const std::string& member) {
    return XmlEventReader(name_ + "/" + member, archive_.open(member), {.refuse_doctype = true});
  }

  /// Calls `f` for every relationship of a .rels part.
  void for_each_relation(const std::string& member, const std::function<void(const XmlEvent&)>& f) {
    if (!archive_.has(member)) return;
    XmlEventReader xml = open(member);
    while (const auto event = xml.next()) {
      if (event->kind == Kind::start && event->name == "Relationship") f(*event);
    }
  }

  std::string document() {
    std::string found = "xl/workbook.xml";
    for_each_relation("_rels/.rels", [&](const XmlEvent& relation) {
      if (relation.attribute("Type").ends_with(kDocument)) found = resolve("", relation.attribute("Target"));
    });
    return found;
  }

  std::string first_sheet(const std::string& workbook, const std::string& folder, const std::string& relations) {
    std::string id;
    XmlEventReader xml = open(workbook);
    while (const auto event = xml.next()) {
      // Two attributes are called id once the prefix is gone: r:id, and sheetId is another name.
      if (event->kind == Kind::start && event->name == "sheet" && id.empty()) id = event->attribute("id");
    }
    std::string sheet = folder + "worksheets/sheet1.xml";
    for_each_relation(relations, [&](const XmlEvent& relation) {
      if (!id.empty() && relation.attribute("Id") == id) sheet = resolve(folder, relation.attribute("Target"));
      if (relation.attribute("Type").ends_with("/sharedStrings"))
        strings_ = resolve(folder, relation.attribute("Target"));
    });
    return sheet;
  }

  /// The text of <si> or <is>: runs joined, phonetic guides left out.
  static std::string rich_text(XmlEventReader& xml, const std::string& element) {
    std::string text;
    std::size_t phonetic = 0;
    bool inside = false;
    while (const auto event = xml.next()) {
      if (event->kind == Kind::end && event->name == element) break;
      if (event->name == "rPh") {
        if (event->kind == Kind::start) ++phonetic;
        if (event->kind == Kind::end && phonetic > 0) --phonetic;
      }
      if (event->name == "t") inside = event->kind == Kind::start;
      if (event->kind == Kind::text && inside && phonetic == 0) text += event->text;
    }
    return xlsx_unescaped(text);
  }

  void read_strings(const std::string& folder) {
    const std::string member = strings_.empty() ? folder + "sharedStrings.xml" : strings_;
    if (!archive_.has(member)) return;
    XmlEventReader xml = open(member);
    while (const auto event = xml.next()) {
      if (event->kind != Kind::start || event->name != "si") continue;
      shared_.add(rich_text(xml, "si"));
      if (shared_.bytes() > kMostStrings)
        throw Error(ErrorKind::limit, "the texts of the workbook need more than 512 MiB", {name_});
    }
  }

  /// The value of a cell whose start was just read.
  std::string read_cell(XmlEventReader& xml, std::string_view type) {
    std::string value;
    bool inside = false;
    while (const auto event = xml.next()) {
      if (event->kind == Kind::end && event->name == "c") break;
      if (event->kind == Kind::start && event->name == "is") value += rich_text(xml, "is");
      if (event->name == "v") inside = event->kind == Kind::start;
      if (event->kind == Kind::text && inside) value += event->text;
    }
    if (type == "s") {
      std::size_t index = 0;
      const auto parsed = std::from_chars(value.data(), value.data() + value.size(), index);
      return parsed.ec == std::errc{} ? std::string(shared_.at(index)) : std::string();
    }
    if (type == "e") return {};
    if (type == "b") return value == "1" ? "TRUE" : "FALSE";
    return type == "str" ? xlsx_unescaped(value) : value;
  }

  std::vector<std::string> read_row(XmlEventReader& xml) {
    std::vector<std::string> cells;
    while (const auto event = xml.next()) {
      if (event->kind == Kind::end && event->name == "row") break;
      if (event->kind != Kind::start || event->name != "c") continue;
      const std::string_view reference = event->attribute("r");
      const std::size_t column = reference.empty() ? cells.size() : xlsx_column(reference);
      if (column == std::string_view::npos || column >= 16384)
        throw xml.error(ErrorKind::malformed, fmt::format("'{}' is no cell of a sheet", reference), *event);
      std::string value = read_cell(xml, event->attribute("t"));
      if (value.empty()) continue;
      if (cells.size() <= column) cells.resize(column + 1);
      cells[column] = std::move(value);
    }
    return cells;
  }

  void read_sheet(const std::string& member) {
    XmlEventReader xml = open(member);
    std::uint64_t number = 0;
    while (const auto event = xml.next()) {
      if (event->kind != Kind::start || event->name != "row") continue;
      ++number;
      const std::string_view stated = event->attribute("r");
      std::from_chars(stated.data(), stated.data() + stated.size(), number);
      table_.row(read_row(xml), number, number, false);
      if (table_.stopped()) return;
    }
  }

  GlossaryHeader read_properties() {
    GlossaryHeader header;
    if (!archive_.has("docProps/core.xml")) return header;
    XmlEventReader xml = open("docProps/core.xml");
    std::map<std::string, std::string> values;
    std::string element;
    while (const auto event = xml.next()) {
      element = event->kind == Kind::start ? event->name : event->kind == Kind::end ? std::string() : element;
      if (event->kind == Kind::text) values[element] += event->text;
    }
    header.title = values["title"];
    header.source_description = values["description"];
    if (const auto language = LanguageTag::try_parse(values["language"])) header.working_language = *language;
    return header;
  }

  std::string name_;
  ZipArchive archive_;
  TableReader table_;
  std::string strings_{};
  SharedStrings shared_{};
};

}  // namespace

GlossaryHeader read_xlsx(const std::filesystem::path& file, const GlossaryReadOptions& options,
                         const GlossarySink& sink) {
  return XlsxReader(file, options, sink).read();
}

}  // namespace termknit
