// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/analysis_store.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/file_lock.h"
#include "language/analysis_codec.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMostAdded = 2 << 20;     // bytes in memory, before they are written in the middle of a run
constexpr std::size_t kMostRecords = 48 << 20;  // bytes: a million forms and more
constexpr std::size_t kLeastMerged = 64 << 10;  // bytes of the file of new analyses, before it is merged
constexpr std::size_t kMergedShare = 16;        // or a sixteenth of the other file
constexpr double kWaitSeconds = 0.5;            // for another process that writes

constexpr char kAccepted = '\1';                   // in front of the words of accepted()
constexpr std::string_view kYes = "y", kNo = "n";  // no analysis is so short

}  // namespace

AnalysisStore::AnalysisStore(fs::path file, const fs::path& prepared, std::uint64_t stamp, DiagnosticSink sink)
    : stamp_(stamp), sink_(std::move(sink)), all_{std::move(file)}, recent_{all_.path}, prepared_{prepared} {
  keeps_ = !all_.path.empty();
  if (keeps_) {
    recent_.path += "-new";
    open();
  }
  if (!prepared_.path.empty()) prepared_.file = RecordFile::open(prepared_.path, stamp_);
}

void AnalysisStore::open() {
  for (Part* part : {&all_, &recent_}) part->file = RecordFile::open(part->path, stamp_);
}

std::optional<WordAnalysis> AnalysisStore::find(std::string_view form) {
  const std::lock_guard lock(mutex_);
  const auto bytes = find_bytes(form);
  return bytes ? decode_analysis(form, *bytes) : std::nullopt;
}

std::optional<std::string_view> AnalysisStore::find_bytes(std::string_view key) {
  if (auto found = find_in(all_, key)) return found;
  if (auto found = find_in(recent_, key)) return found;
  if (auto found = find_in(prepared_, key)) return found;
  return added_.view().find(key);
}

std::optional<std::string_view> AnalysisStore::find_in(Part& part, std::string_view key) {
  if (!part.file) return std::nullopt;
  try {
    return part.file->view().find(key);
  } catch (const Error& error) {
    report(sink_, Severity::warning, error.message() + "; its word analyses are made again", {part.path.string()});
    forget(part);
  }
  return std::nullopt;
}

void AnalysisStore::forget(Part& part) {
  part.file.reset();
  if (&part == &prepared_) return;
  std::error_code ignored;
  fs::remove(part.path, ignored);
}

void AnalysisStore::add(std::string_view form, const WordAnalysis& analysis) {
  const std::lock_guard lock(mutex_);
  add_bytes(form, encode_analysis(form, analysis));
}

std::optional<bool> AnalysisStore::accepted(std::string_view word) {
  const std::lock_guard lock(mutex_);
  const auto bytes = find_bytes(kAccepted + std::string(word));
  if (bytes == kYes) return true;
  if (bytes == kNo) return false;
  return std::nullopt;
}

void AnalysisStore::add_accepted(std::string_view word, bool accepted) {
  const std::lock_guard lock(mutex_);
  add_bytes(kAccepted + std::string(word), accepted ? kYes : kNo);
}

void AnalysisStore::add_bytes(std::string_view key, std::string_view bytes) {
  // Another thread may have analysed the same form meanwhile.
  if (!keeps_ || find_bytes(key)) return;
  added_.add(key, bytes);
  if (added_.bytes() > kMostAdded) write(false);
}

void AnalysisStore::save(bool in_one_file) {
  const std::lock_guard lock(mutex_);
  if (keeps_ && (added_.size() > 0 || (in_one_file && recent_.file))) write(in_one_file);
}

void AnalysisStore::write(bool in_one_file) {
  try {
    const FileLock lock(all_.path.parent_path() / "words.lock", kWaitSeconds);
    open();  // another process may have written meanwhile
    RecordTable fresh;
    added_.view().for_each([&](std::string_view form, std::string_view bytes) {
      if (!find_in(all_, form) && !find_in(recent_, form)) fresh.add(form, bytes);
    });
    write_files(fresh, in_one_file);
    added_ = {};
    open();
  } catch (const Error&) {
    keeps_ = false;
  }
}

void AnalysisStore::write_files(const RecordTable& fresh, bool in_one_file) {
  std::vector<RecordView> tables;
  if (recent_.file) tables.push_back(recent_.file->view());
  tables.push_back(fresh.view());
  if (!in_one_file && recent_.bytes() + fresh.bytes() <= std::max(kLeastMerged, all_.bytes() / kMergedShare)) {
    write_record_file(recent_.path, stamp_, tables, kMostRecords);
    return;
  }
  if (all_.file) tables.insert(tables.begin(), all_.file->view());
  write_record_file(all_.path, stamp_, tables, kMostRecords);
  forget(recent_);
}

}  // namespace termknit
