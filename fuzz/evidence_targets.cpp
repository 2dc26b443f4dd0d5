// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/evidence_targets.h"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include <unistd.h>

#include "core/error.h"
#include "glossary/dictionaries/dictionary_readers.h"
#include "glossary/parallel/segment_readers.h"
#include "glossary/vectors/vec_reader.h"
#include "language/text.h"

namespace termknit::fuzz {
namespace {

namespace fs = std::filesystem;

void require(bool property) {
  if (!property) std::abort();
}

/// A folder for the files of one run.
class Folder {
 public:
  Folder() { require(::mkdtemp(path_.data()) != nullptr); }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  fs::path write(const std::string& name, std::string_view bytes) const {
    fs::path file = fs::path(path_) / name;
    std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return file;
  }
  fs::path path() const { return path_; }

 private:
  std::string path_ = fs::temp_directory_path() / "termknit-fuzz-XXXXXX";
};

/// Anything but a clean Error is a bug.
void expect_answer_or_error(const std::function<void()>& read) {
  try {
    read();
  } catch (const Error& error) {
    require(error.kind() != ErrorKind::internal && !error.message().empty());
  }
}

const DiagnosticSink kSaid = [](const Diagnostic& diagnostic) { require(!diagnostic.message.empty()); };

SegmentReadOptions options(bool told) {
  SegmentReadOptions options;
  options.sink = kSaid;
  if (told) options.languages = {LanguageTag::parse("en"), LanguageTag::parse("de")};
  return options;
}

void segments(const char* name, std::string_view bytes) {
  const Folder folder;
  const fs::path file = folder.write(name, bytes);
  for (const bool told : {false, true}) {
    expect_answer_or_error([&] {
      read_segments(file, options(told), [](const Segment& segment) {
        require(!segment.id.empty() && segment.texts.size() > 1);
        for (const SegmentText& text : segment.texts) require(!text.text.empty() && is_valid_utf8(text.text));
      });
    });
  }
}

void bundle(const char* name, std::string_view bytes) {
  const Folder folder;
  const fs::path file = folder.write(name, bytes);
  expect_answer_or_error([&] {
    for (const auto& [key, text] : read_bundle(file, options(false))) require(is_valid_utf8(text));
  });
}

const GroupSink kGroups = [](const TranslationGroup& group) {
  require(!group.sides.empty());
  for (const GroupSide& side : group.sides) {
    require(!side.terms.empty());
    for (const std::string& term : side.terms) require(!term.empty() && is_valid_utf8(term));
  }
};

}  // namespace

void tmx_segments(std::string_view bytes) {
  segments("a.tmx", bytes);
}
void xliff_segments(std::string_view bytes) {
  segments("a.xlf", bytes);
}
void po_segments(std::string_view bytes) {
  segments("de.po", bytes);
}
void mo_segments(std::string_view bytes) {
  segments("de.mo", bytes);
}
void table_segments(std::string_view bytes) {
  segments("a.tsv", bytes);
  segments("a.csv", bytes);
}
void properties_bundle(std::string_view bytes) {
  bundle("a_de.properties", bytes);
}
void json_bundle(std::string_view bytes) {
  bundle("de.json", bytes);
}

void dictd(std::string_view bytes) {
  const std::size_t end = std::min(bytes.find('\n'), bytes.size());
  const Folder folder;
  const fs::path index = folder.write("a.index", bytes.substr(0, end));
  folder.write("a.dict", bytes.substr(end));
  expect_answer_or_error(
      [&] { read_dictd(index, LanguageTag::parse("en"), LanguageTag::parse("de"), kGroups, kSaid); });
}

void ding(std::string_view bytes) {
  const Folder folder;
  const fs::path file = folder.write("de-en.txt", bytes);
  expect_answer_or_error([&] { read_ding(file, kGroups, kSaid); });
}

void lexicon(std::string_view bytes) {
  const Folder folder;
  folder.write("a.tsv", bytes);
  expect_answer_or_error([&] { read_lexicon(folder.path(), kGroups, kSaid); });
}

void vec(std::string_view bytes) {
  const Folder folder;
  const fs::path file = folder.write("a.vec", bytes);
  expect_answer_or_error([&] {
    std::size_t dimensions = 0;
    read_vec(
        file, 1'000,
        [&](std::string_view word, std::span<const float> numbers) {
          if (dimensions == 0) dimensions = numbers.size();
          require(!word.empty() && is_valid_utf8(word) && numbers.size() == dimensions);
          for (const float number : numbers) require(std::isfinite(number));
        },
        kSaid);
  });
}

}  // namespace termknit::fuzz
