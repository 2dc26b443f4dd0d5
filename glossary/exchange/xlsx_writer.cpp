// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/xlsx_writer.h"

#include <fmt/format.h>
#include <tinyxml2.h>

#include "core/error.h"
#include "glossary/exchange/table_columns.h"
#include "glossary/exchange/xlsx_text.h"
#include "glossary/exchange/xml_names.h"
#include "glossary/exchange/zip_archive.h"

namespace termknit {
namespace {

constexpr std::size_t kMostRows = 1048576;
constexpr std::size_t kLongestCell = 32767;  // UTF-16 units

constexpr const char* kContentTypes =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>)";

constexpr const char* kRelations =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>)";

constexpr const char* kWorkbook =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Glossary" sheetId="1" r:id="rId1"/></sheets></workbook>)";

constexpr const char* kWorkbookRelations =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>)";

/// Style 1: text, so that what is typed over a cell stays text too. Style 2: the header, bold.
constexpr const char* kStyles =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>)";

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

std::size_t utf16_units(std::string_view utf8) {
  std::size_t units = 0;
  for (const char c : utf8) {
    const auto byte = static_cast<unsigned char>(c);
    units += (byte & 0xC0) != 0x80;
    units += byte >= 0xF0;
  }
  return units;
}

std::string core_properties(const GlossaryHeader& header) {
  tinyxml2::XMLPrinter printer(nullptr, true);
  printer.PushHeader(false, true);
  printer.OpenElement("cp:coreProperties", true);
  printer.PushAttribute("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties");
  printer.PushAttribute("xmlns:dc", "http://purl.org/dc/elements/1.1/");
  const auto element = [&](const char* name, const std::string& text) {
    if (text.empty()) return;
    printer.OpenElement(name, true);
    printer.PushText(xml_text(text).c_str());
    printer.CloseElement(true);
  };
  element("dc:title", header.title);
  element("dc:description", header.source_description);
  if (!header.working_language.undetermined()) element("dc:language", header.working_language.str());
  printer.CloseElement(true);
  return printer.CStr();
}

class XlsxWriter : public GlossaryWriter {
 public:
  XlsxWriter(std::FILE* file, GlossaryWriteOptions options)
      : file_(file), header_(std::move(options.header)), sheet_file_(std::tmpfile()) {
    if (!sheet_file_) throw Error(ErrorKind::io, "no temporary file can be made");
    sheet_.emplace(sheet_file_.get(), true);
    begin_sheet();
    row(table_header(), "2", {});
  }

  void write(const ConceptEntry& entry) override {
    for_each_table_row(entry, [&](const std::vector<std::string>& cells) { row(cells, "1", entry.id); });
  }

  void finish() override {
    sheet_->CloseElement(true);
    sheet_->CloseElement(true);
    if (std::fflush(sheet_file_.get()) != 0 || std::ferror(sheet_file_.get()))
      throw Error(ErrorKind::io, "a temporary file cannot be written");
    ZipWriter archive;
    archive.add("[Content_Types].xml", kContentTypes);
    archive.add("_rels/.rels", kRelations);
    archive.add("docProps/core.xml", core_properties(header_));
    archive.add("xl/workbook.xml", kWorkbook);
    archive.add("xl/_rels/workbook.xml.rels", kWorkbookRelations);
    archive.add("xl/styles.xml", kStyles);
    archive.add("xl/worksheets/sheet1.xml", sheet_file_.get());
    archive.write(file_);
  }

 private:
  void begin_sheet() {
    sheet_->PushHeader(false, true);
    sheet_->OpenElement("worksheet", true);
    sheet_->PushAttribute("xmlns", "http://schemas.openxmlformats.org/spreadsheetml/2006/main");
    sheet_->OpenElement("sheetViews", true);
    sheet_->OpenElement("sheetView", true);
    sheet_->PushAttribute("workbookViewId", "0");
    sheet_->OpenElement("pane", true);
    for (const auto& [name, value] : {std::pair{"ySplit", "1"}, std::pair{"topLeftCell", "A2"},
                                      std::pair{"activePane", "bottomLeft"}, std::pair{"state", "frozen"}})
      sheet_->PushAttribute(name, value);
    for (int i = 0; i < 3; ++i) sheet_->CloseElement(true);
    sheet_->OpenElement("cols", true);
    sheet_->OpenElement("col", true);
    for (const auto& [name, value] :
         {std::pair{"min", "1"}, std::pair{"max", "41"}, std::pair{"width", "20"}, std::pair{"customWidth", "1"}})
      sheet_->PushAttribute(name, value);
    sheet_->CloseElement(true);
    sheet_->CloseElement(true);
    sheet_->OpenElement("sheetData", true);
  }

  void row(const std::vector<std::string>& cells, const char* style, const std::string& entry) {
    if (++rows_ > kMostRows)
      throw Error(ErrorKind::limit, "a sheet holds 1,048,576 rows; write CSV or JSON Lines instead");
    const std::string number = std::to_string(rows_);
    sheet_->OpenElement("row", true);
    sheet_->PushAttribute("r", number.c_str());
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (!cells[i].empty()) cell(cells[i], xlsx_column_name(i) + number, style, entry, table_columns()[i].name);
    }
    sheet_->CloseElement(true);
  }

  void cell(const std::string& value, const std::string& reference, const char* style, const std::string& entry,
            std::string_view column) {
    const std::string text = xlsx_escaped(xml_text(value));
    if (utf16_units(text) > kLongestCell) {
      throw Error(ErrorKind::limit,
                  fmt::format("'{}' of concept '{}' has more than the 32,767 characters a spreadsheet's cell holds; "
                              "write CSV or JSON Lines instead",
                              column, entry));
    }
    sheet_->OpenElement("c", true);
    sheet_->PushAttribute("r", reference.c_str());
    sheet_->PushAttribute("s", style);
    sheet_->PushAttribute("t", "inlineStr");
    sheet_->OpenElement("is", true);
    sheet_->OpenElement("t", true);
    sheet_->PushAttribute("xml:space", "preserve");
    sheet_->PushText(text.c_str());
    for (int i = 0; i < 3; ++i) sheet_->CloseElement(true);
  }

  std::FILE* file_;
  GlossaryHeader header_;
  std::unique_ptr<std::FILE, CloseFile> sheet_file_;
  std::optional<tinyxml2::XMLPrinter> sheet_{};
  std::size_t rows_ = 0;
};

}  // namespace

std::unique_ptr<GlossaryWriter> make_xlsx_writer(std::FILE* file, GlossaryWriteOptions options) {
  return std::make_unique<XlsxWriter>(file, std::move(options));
}

}  // namespace termknit
