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

constexpr std::size_t kRests = 16;  // without a question

constexpr std::size_t kFewQuestions = 1'000;  // to the whole list: they take as long as reading it ourselves

/// Of rules for compounds (COMPOUNDRULE) the pieces are few: numbers.
bool has_compound_pieces(const CompoundFlags& flags) {
  return !flags.all().empty() && !flags.by_rules;
}

/// Hunspell counts the users of its Unicode table without a lock: engines are made and ended one after the other.
std::mutex& making_mutex() {
  static std::mutex mutex;
  return mutex;
}

/// Hunspell 1.7.1 reads beyond some words that begin with a hyphen (sv_SE: -vittnesskydd), and no dictionary has such.
bool is_askable(std::string_view word) {
  return !word.empty() && word.size() <= kLongestWord && word.front() != '-';
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
  single_ = false;
  const std::string list = read_file(word_list_, kLargestFile);
  const std::string slice = slice_of(list, letters, affixes_);
  if (slice.size() > list.size() / 2) return false;
  const MemoryFile file(slice);
  std::error_code ignored;
  if (!file.complete() || !fs::exists(file.path(), ignored)) return false;
  load(file.path());
  letters_ = letters;
  return true;
}

/// Null where the list was read instead: it is to be asked first.
Hunspell* HunspellEngine::engine_for(std::string_view form) {
  if (whole_) return engine_.get();
  const auto letters = entry_letters(form, affixes_);
  if (letters && std::all_of(letters->begin(), letters->end(), [&](const auto& x) { return letters_.contains(x); }))
    return engine_.get();
  if (letters && single_ && load_slice(*letters)) return engine_.get();
  // Which costs little more than another slice; but for the pieces of compounds, of which there are millions.
  if (!tried_ && (letters || !has_compound_pieces(affixes_.compounds()))) {
    read_entries();
    if (own_list()) return nullptr;
  }
  load_whole();
  return engine_.get();
}

/// Where the list is not the one any more that we have read, Hunspell answers alone.
void HunspellEngine::load_whole() {
  const std::uint64_t stamp = file_stamp(word_list_);
  if (stamp != stamp_) {
    const std::unique_lock lock(entries_mutex_);
    entries_.reset();
  }
  stamp_ = stamp;
  load(word_list_);
  whole_ = true;
}

bool HunspellEngine::rest() {
  const std::scoped_lock lock(engine_mutex_, entries_mutex_);
  if (!whole_ && !entries_) return false;
  if (questions_ != questions_before_) {
    questions_before_ = questions_;
    rests_ = 0;
    return false;
  }
  if (++rests_ < kRests) return false;
  entries_.reset();
  engine_.reset();
  whole_ = tried_ = false;
  letters_.clear();
  single_ = false;
  questions_ = questions_before_ = rests_ = 0;
  return true;
}

void HunspellEngine::count_question() {
  if (++questions_ < kFewQuestions || !whole_ || tried_) return;
  const std::lock_guard lock(engine_mutex_);
  if (!tried_) read_entries();
}

std::shared_ptr<const HunspellEngine::Entries> HunspellEngine::own_list() const {
  const std::shared_lock lock(entries_mutex_);
  return entries_;
}

/// Where the list is not the one any more that Hunspell has read, Hunspell answers alone.
void HunspellEngine::read_entries() try {
  tried_ = true;
  if (!affixes_.reach_is_known()) return;
  const std::uint64_t stamp = file_stamp(word_list_);
  const std::string list = read_file(word_list_, kLargestFile);
  if ((whole_ && stamp != stamp_) || file_stamp(word_list_) != stamp) return;
  stamp_ = stamp;
  auto entries = std::make_shared<const Entries>(affixes_, list);
  if (!entries->reach.is_usable()) return;
  const std::unique_lock lock(entries_mutex_);
  entries_ = std::move(entries);
} catch (const Error&) {
  return;
}

std::shared_ptr<const EntryTable> HunspellEngine::entries() {
  if (!tried_) {
    const std::lock_guard lock(engine_mutex_);
    if (!tried_) read_entries();
  }
  const auto own = own_list();
  return own ? std::shared_ptr<const EntryTable>(own, &own->reach.entries()) : nullptr;
}

bool HunspellEngine::may_have_flag(std::string_view entry, char flag) const {
  const auto own = own_list();
  return !own || own->reach.may_have_flag(entry, flag);
}

std::vector<std::string> HunspellEngine::analyze(std::string_view form, Last& last) {
  std::vector<std::string> analyses;
  if (!is_askable(form)) return analyses;
  count_question();
  if (const auto own = own_list()) {
    if (!own->reach.may_analyze(form, last.reach)) return analyses;
    if (auto lines = own->analyzer.analyze(form, last.analyzer)) return *std::move(lines);
  }
  const auto bytes = dictionary_bytes(form, affixes_.encoding());
  if (!bytes) return analyses;
  std::unique_lock lock(engine_mutex_);
  Hunspell* const engine = engine_for(form);
  if (!engine) {
    lock.unlock();
    return analyze(form, last);
  }
  for (const std::string& line : engine->analyze(*bytes)) {
    if (auto text = dictionary_text(line, affixes_.encoding())) analyses.push_back(std::move(*text));
  }
  return analyses;
}

bool HunspellEngine::spell(std::string_view word, Last& last) {
  if (!is_askable(word)) return false;
  count_question();
  if (const auto own = own_list(); own && !own->reach.may_accept(word, last.reach)) return false;
  const auto bytes = dictionary_bytes(word, affixes_.encoding());
  if (!bytes) return false;
  std::unique_lock lock(engine_mutex_);
  if (Hunspell* const engine = engine_for(word)) return engine->spell(*bytes);
  lock.unlock();
  return spell(word, last);
}

}  // namespace termknit
