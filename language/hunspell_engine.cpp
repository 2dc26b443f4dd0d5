// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/hunspell_engine.h"

#include <algorithm>
#include <hunspell/hunspell.hxx>
#include <mutex>
#include <optional>

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/checksum.h"
#include "core/error.h"
#include "core/file.h"
#include "language/word_slice.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kLongestWord = 400;  // bytes: no word of any dictionary is longer, and hostile ones cost time
constexpr std::size_t kLargestFile = 256 << 20;
constexpr std::size_t kSlices = 3;  // a query has few words; then the whole list costs less than one slice more

constexpr std::size_t kRests = 16;  // without a question

constexpr std::size_t kFewQuestions = 3'000;  // to the whole list: they take as long as reading it ourselves

/// Hunspell counts the users of its Unicode table without a lock: engines are made and ended one after the other.
std::mutex& making_mutex() {
  static std::mutex mutex;
  return mutex;
}

/// A file in memory, for a library that reads files only.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view text) : descriptor_(memfd_create("word list", MFD_CLOEXEC)) {
    while (descriptor_ >= 0 && !text.empty()) {
      const ssize_t written = write(descriptor_, text.data(), text.size());
      if (written <= 0) break;
      text.remove_prefix(static_cast<std::size_t>(written));
    }
    complete_ = descriptor_ >= 0 && text.empty();
  }
  ~MemoryFile() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  bool complete() const { return complete_; }
  fs::path path() const { return fmt::format("/proc/self/fd/{}", descriptor_); }

 private:
  int descriptor_;
  bool complete_ = false;
};

}  // namespace

void HunspellEngine::End::operator()(Hunspell* engine) const {
  const std::lock_guard lock(making_mutex());
  delete engine;
}

HunspellEngine::HunspellEngine(fs::path affix_file, fs::path word_list, const AffixFile& affixes)
    : affix_file_(std::move(affix_file)), word_list_(std::move(word_list)), affixes_(affixes) {}
HunspellEngine::~HunspellEngine() = default;

void HunspellEngine::load(const fs::path& word_list) {
  engine_.reset();
  const std::lock_guard lock(making_mutex());
  engine_.reset(new Hunspell(affix_file_.c_str(), word_list.c_str()));
}

/// False where the slice would be most of the list.
bool HunspellEngine::load_slice(const StringSet& letters) {
  StringSet all = letters_;
  all.insert(letters.begin(), letters.end());
  const std::string list = read_file(word_list_, kLargestFile);
  const std::string slice = slice_of(list, all, affixes_);
  if (slice.size() > list.size() / 2) return false;
  const MemoryFile file(slice);
  std::error_code ignored;
  if (!file.complete() || !fs::exists(file.path(), ignored)) return false;
  load(file.path());
  letters_ = std::move(all);
  ++slices_;
  return true;
}

Hunspell& HunspellEngine::engine_for(std::string_view form) {
  if (whole_) return *engine_;
  const auto letters = entry_letters(form, affixes_);
  if (letters && std::all_of(letters->begin(), letters->end(), [&](const auto& x) { return letters_.contains(x); }))
    return *engine_;
  if (letters && slices_ < kSlices && load_slice(*letters)) return *engine_;
  stamp_ = file_stamp(word_list_);
  load(word_list_);
  whole_ = true;
  return *engine_;
}

bool HunspellEngine::rest() {
  const std::scoped_lock lock(engine_mutex_, entries_mutex_);
  if (!whole_) return false;
  if (questions_ != questions_before_) {
    questions_before_ = questions_;
    rests_ = 0;
    return false;
  }
  if (++rests_ < kRests) return false;
  entries_.reset();
  engine_.reset();
  whole_ = false;
  letters_.clear();
  slices_ = kSlices;
  questions_ = questions_before_ = rests_ = 0;
  return true;
}

/// What a question has to say first.
void HunspellEngine::count_question() {
  if (whole_ && ++questions_ == kFewQuestions) read_entries();
}

/// Where the list is not the one any more that Hunspell has read, Hunspell answers alone.
void HunspellEngine::read_entries() try {
  const std::string list = read_file(word_list_, kLargestFile);
  if (file_stamp(word_list_) != stamp_) return;
  auto entries = std::make_unique<const Entries>(affixes_, list);
  const std::unique_lock lock(entries_mutex_);
  entries_ = std::move(entries);
} catch (const Error&) {
  return;
}

bool HunspellEngine::may_have_flag(std::string_view entry, char flag) const {
  const std::shared_lock lock(entries_mutex_);
  return !entries_ || entries_->reach.may_have_flag(entry, flag);
}

std::vector<std::string> HunspellEngine::analyze(std::string_view form, Last& last) {
  std::vector<std::string> analyses;
  if (form.empty() || form.size() > kLongestWord) return analyses;
  count_question();
  if (const std::shared_lock lock(entries_mutex_); entries_) {
    if (!entries_->reach.may_analyze(form, last.reach)) return analyses;
    if (auto lines = entries_->analyzer.analyze(form, last.analyzer)) return *std::move(lines);
  }
  const auto bytes = dictionary_bytes(form, affixes_.encoding());
  if (!bytes) return analyses;
  const std::lock_guard lock(engine_mutex_);
  for (const std::string& line : engine_for(form).analyze(*bytes)) {
    if (auto text = dictionary_text(line, affixes_.encoding())) analyses.push_back(std::move(*text));
  }
  return analyses;
}

bool HunspellEngine::spell(std::string_view word, Last& last) {
  if (word.empty() || word.size() > kLongestWord) return false;
  count_question();
  if (const std::shared_lock lock(entries_mutex_); entries_ && !entries_->reach.may_accept(word, last.reach))
    return false;
  const auto bytes = dictionary_bytes(word, affixes_.encoding());
  if (!bytes) return false;
  const std::lock_guard lock(engine_mutex_);
  return engine_for(word).spell(*bytes);
}

}  // namespace termknit
