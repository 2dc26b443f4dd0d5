// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/containers.h"

#include <cstring>
#include <stdexcept>

#include <fmt/format.h>
#include <zlib.h>

namespace termknit::test {
namespace {

void append_number(std::string& out, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i));
}

std::string deflated(const std::string& bytes) {
  std::string out(compressBound(bytes.size()) + 64, '\0');
  z_stream stream{};
  if (deflateInit2(&stream, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY) != Z_OK) throw std::runtime_error("deflate");
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  ::deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

struct Entry {
  std::uint32_t crc = 0, packed = 0, size = 0, offset = 0, method = 8;
};

void append_header(std::string& out, const Entry& entry, const std::string& name, bool central) {
  out += central ? std::string("PK\x01\x02\x14\x00", 6) : std::string("PK\x03\x04", 4);
  append_number(out, 20, 2);
  append_number(out, 0x800, 2);  // names are UTF-8
  append_number(out, entry.method, 2);
  append_number(out, 0x5A21'0000, 4);
  append_number(out, entry.crc, 4);
  append_number(out, entry.packed, 4);
  append_number(out, entry.size, 4);
  append_number(out, static_cast<std::uint32_t>(name.size()), 2);
  append_number(out, 0, 2);
  if (central) {
    append_number(out, 0, 6);
    append_number(out, 0, 4);
    append_number(out, entry.offset, 4);
  }
  out += name;
}

}  // namespace

// By hand, since libzip will not write what hostile files hold: a name twice, "../../x".
std::string make_zip(const ZipMembers& members) {
  std::string out, directory;
  for (const auto& [name, content] : members) {
    const bool stored = name == "mimetype";  // so that a file's first bytes tell its format
    const std::string packed = stored ? content : deflated(content);
    const auto crc = static_cast<std::uint32_t>(
        ::crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size())));
    const Entry entry{crc, static_cast<std::uint32_t>(packed.size()), static_cast<std::uint32_t>(content.size()),
                      static_cast<std::uint32_t>(out.size()), stored ? 0U : 8U};
    append_header(out, entry, name, false);
    out += packed;
    append_header(directory, entry, name, true);
  }
  const auto offset = static_cast<std::uint32_t>(out.size());
  out += directory + std::string("PK\x05\x06\0\0\0\0", 8);
  append_number(out, static_cast<std::uint32_t>(members.size()), 2);
  append_number(out, static_cast<std::uint32_t>(members.size()), 2);
  append_number(out, static_cast<std::uint32_t>(directory.size()), 4);
  append_number(out, offset, 4);
  append_number(out, 0, 2);
  return out;
}

std::string docx_paragraph(std::string_view text, std::string_view style) {
  const std::string properties =
      style.empty() ? std::string() : fmt::format("<w:pPr><w:pStyle w:val=\"{}\"/></w:pPr>", style);
  return fmt::format("<w:p>{}<w:r><w:t>{}</w:t></w:r></w:p>", properties, text);
}

std::string make_docx(std::string_view body, const ZipMembers& more) {
  constexpr std::string_view kSpace = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
  ZipMembers members{
      {"[Content_Types].xml", "<Types/>"},
      {"_rels/.rels",
       "<Relationships><Relationship Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
       "officeDocument\" Target=\"word/document.xml\"/></Relationships>"},
      {"word/styles.xml",
       fmt::format("<w:styles {}><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val=\"de-DE\"/></w:rPr></w:rPrDefault>"
                   "</w:docDefaults><w:style w:styleId=\"Titel\"><w:name w:val=\"Title\"/></w:style><w:style "
                   "w:styleId=\"berschrift1\"><w:name w:val=\"heading 1\"/></w:style><w:style w:styleId=\"Kapitel\">"
                   "<w:name w:val=\"Kapitel\"/><w:basedOn w:val=\"berschrift1\"/></w:style><w:style "
                   "w:styleId=\"TOC1\"><w:name w:val=\"toc 1\"/></w:style><w:style w:styleId=\"Beschriftung\"><w:name "
                   "w:val=\"caption\"/></w:style></w:styles>",
                   kSpace)},
      {"word/document.xml",
       fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document {} "
                   "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><w:body>{}</w:body>"
                   "</w:document>",
                   kSpace, body)}};
  members.insert(members.end(), more.begin(), more.end());
  return make_zip(members);
}

std::string make_odt(std::string_view body, const ZipMembers& more) {
  ZipMembers members{
      {"mimetype", "application/vnd.oasis.opendocument.text"},
      {"meta.xml",
       "<office:document-meta xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
       "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>Aus den Angaben</dc:title><dc:language>de-DE"
       "</dc:language></office:document-meta>"},
      {"content.xml",
       fmt::format("<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
                   "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "
                   "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
                   "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\"><office:automatic-styles>"
                   "<style:style style:name=\"P1\" style:parent-style-name=\"Title\"/></office:automatic-styles>"
                   "<office:body><office:text>{}</office:text></office:body></office:document-content>",
                   body)}};
  members.insert(members.end(), more.begin(), more.end());
  return make_zip(members);
}

std::string make_epub(const std::vector<std::string>& bodies) {
  ZipMembers members{{"mimetype", "application/epub+zip"},
                     {"META-INF/container.xml",
                      "<container><rootfiles><rootfile full-path=\"OEBPS/package.opf\"/></rootfiles></container>"},
                     {"OEBPS/nav.xhtml", "<html><body><p>Inhalt</p></body></html>"}};
  std::string manifest = "<item id=\"n\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>";
  std::string spine = "<itemref idref=\"n\"/>";
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    members.emplace_back(fmt::format("OEBPS/text/seite {}.xhtml", i), "<html><body>" + bodies[i] + "</body></html>");
    manifest +=
        fmt::format("<item id=\"p{0}\" href=\"text/seite%20{0}.xhtml\" media-type=\"application/xhtml+xml\"/>", i);
    spine += fmt::format("<itemref idref=\"p{}\"/>", i);
  }
  members.emplace_back("OEBPS/package.opf",
                       fmt::format("<package xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><metadata><dc:title>Das "
                                   "Buch</dc:title><dc:language>de</dc:language></metadata><manifest>{}</manifest>"
                                   "<spine>{}</spine></package>",
                                   manifest, spine));
  return make_zip(members);
}

std::string make_pdf_of(const std::vector<std::string>& objects, std::string_view trailer) {
  std::string out = "%PDF-1.4\n";
  std::vector<std::size_t> offsets;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    offsets.push_back(out.size());
    out += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
  }
  const std::size_t table = out.size();
  out += fmt::format("xref\n0 {}\n0000000000 65535 f \n", objects.size() + 1);
  for (const std::size_t offset : offsets) out += fmt::format("{:010} 00000 n \n", offset);
  return out + fmt::format("trailer\n<< /Size {} /Root 1 0 R {} >>\nstartxref\n{}\n%%EOF\n", objects.size() + 1,
                           trailer, table);
}

std::string make_pdf(const std::vector<std::vector<PdfText>>& pages) {
  std::vector<std::string> objects{"<< /Type /Catalog /Pages 2 0 R >>", "",
                                   "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
                                   "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding "
                                   "/WinAnsiEncoding >>",
                                   "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
                                   "/BitsPerComponent 8 /Length 1 >>\nstream\nx\nendstream"};
  std::string kids;
  for (const std::vector<PdfText>& lines : pages) {
    std::string content = lines.empty() ? "q 400 0 0 400 90 300 cm /I1 Do Q" : "BT";
    for (const PdfText& line : lines) {
      content += fmt::format(" /F{} {} Tf 1 0 0 1 {} {} Tm ({}) Tj", line.bold ? 2 : 1, line.size, line.left,
                             842 - line.top, line.text);
    }
    if (!lines.empty()) content += " ET";
    kids += fmt::format("{} 0 R ", objects.size() + 1);
    objects.push_back(
        fmt::format("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R /Resources << "
                    "/Font << /F1 3 0 R /F2 4 0 R >> /XObject << /I1 5 0 R >> >> >>",
                    objects.size() + 2));
    objects.push_back(fmt::format("<< /Length {} >>\nstream\n{}\nendstream", content.size(), content));
  }
  objects[1] = fmt::format("<< /Type /Pages /Kids [{}] /Count {} >>", kids, pages.size());
  return make_pdf_of(objects);
}

}  // namespace termknit::test
