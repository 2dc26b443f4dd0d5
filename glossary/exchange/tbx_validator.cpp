// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/tbx_validator.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include <fmt/format.h>

#include "glossary/exchange/tbx_document_check.h"
#include "glossary/exchange/xml_stream.h"

namespace termknit {
namespace {

TbxVerdict validate(const ByteSource& source, const std::string& name, const ValidateOptions& options,
                    const TbxFindingSink& sink) {
  TbxVerdict verdict;
  const auto pass_on = [&](TbxFinding finding) {
    if (options.strict) finding.severity = Severity::error;
    ++(finding.severity == Severity::error ? verdict.errors : verdict.warnings);
    if (sink) sink(finding);
  };
  TbxDocumentCheck check(name);
  XmlStream stream(name, check);
  check.attach(stream);
  const auto flush = [&] {
    for (TbxFinding& finding : check.take_findings()) pass_on(std::move(finding));
  };
  try {
    stream.read(source, flush);
    check.finish();
    flush();
    if (stream.entities() > 0)
      pass_on({.severity = Severity::warning,
               .rule = "entities",
               .message = "the file declares entities, which other tools refuse to read",
               .mend = "write the characters themselves, and take the declarations out",
               .place = {name}});
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::malformed && error.kind() != ErrorKind::limit) throw;
    flush();
    pass_on({.rule = error.kind() == ErrorKind::limit ? "limit" : "xml",
             .message = error.message(),
             .mend = error.kind() == ErrorKind::limit ? "no glossary needs this; the rest was not read"
                                                      : "mend this place first: the rest could not be checked",
             .place = error.place()});
  }
  verdict.dialect = check.dialect();
  verdict.entries = check.entries();
  return verdict;
}

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

std::string TbxFinding::str() const {
  std::string out = place.str();
  if (!out.empty()) out += ": ";
  if (!entry.empty()) out += fmt::format("entry {}: ", entry);
  out += message;
  if (!mend.empty()) out += "; " + mend;
  return out;
}

TbxVerdict validate_tbx_file(const std::filesystem::path& file, const ValidateOptions& options,
                             const TbxFindingSink& sink) {
  const std::string name = file.string();
  const std::unique_ptr<std::FILE, CloseFile> opened(name == "-" ? nullptr : std::fopen(name.c_str(), "rb"));
  std::FILE* const stream = name == "-" ? stdin : opened.get();
  const auto failed = [&] {
    return Error(ErrorKind::io, fmt::format("cannot be read: {}", std::strerror(errno)), {name});
  };
  if (!stream) throw failed();
  const ByteSource source = [&](char* buffer, std::size_t size) {
    const std::size_t taken = std::fread(buffer, 1, size, stream);
    if (taken == 0 && std::ferror(stream)) throw failed();
    return taken;
  };
  return validate(source, name, options, sink);
}

TbxVerdict validate_tbx(std::string_view bytes, const std::string& name, const ValidateOptions& options,
                        const TbxFindingSink& sink) {
  return validate(bytes_source(bytes), name, options, sink);
}

}  // namespace termknit
