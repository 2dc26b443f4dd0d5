// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/hunspell_engine.h"

#include <hunspell/hunspell.hxx>
#include <mutex>

#include "core/checksum.h"
#include "core/error.h"
#include "core/file.h"
#include "language/text.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kLongestWord = 400;  // bytes: no word of any dictionary is longer, and hostile ones cost time
constexpr std::size_t kLargestFile = 256 << 20;

constexpr std::size_t kRests = 16;  // without a question

constexpr std::size_t kKeptAnswers = 5'000;

constexpr std::string_view kPiece = " pa:";  // how the line of a compound begins

/// Hunspell counts the users of its Unicode table without a lock: engines are made and ended one after the other.
std::mutex& making_mutex() {
  static std::mutex mutex;
  return mutex;
}

/// Hunspell 1.7.1 reads beyond some words that begin with a hyphen (sv_SE: -vittnesskydd), and no dictionary has such.
/// It takes İ for i. A word with ẞ is in capitals, and asked for in small letters, too.
bool is_askable(std::string_view word) {
  return !word.empty() && word.size() <= kLongestWord && word.front() != '-' && word.find("İ") == word.npos &&
         word.find("ẞ") == word.npos;
}

}  // namespace

void HunspellEngine::End::operator()(Hunspell* engine) const {
  const std::lock_guard lock(making_mutex());
  delete engine;
}

HunspellEngine::HunspellEngine(fs::path affix_file, fs::path word_list, const AffixFile& affixes, bool with_compounds)
    : affix_file_(std::move(affix_file)),
      word_list_(std::move(word_list)),
      affixes_(affixes),
      with_compounds_(with_compounds && !affixes.compounds().of_numbers_only()) {}
HunspellEngine::~HunspellEngine() = default;

/// Null where there is a list now, and was none when the caller looked for it: it is to be asked first.
Hunspell* HunspellEngine::loaded_engine(bool list_was_asked) {
  if (!tried_ && !loaded_) read_entries();
  if (!list_was_asked && own_list()) return nullptr;
  if (!loaded_) load();
  return engine_.get();
}

/// Where the list is not the one any more that we have read, Hunspell answers alone.
void HunspellEngine::load() {
  const std::uint64_t stamp = file_stamp(word_list_);
  if (stamp != stamp_) {
    const std::unique_lock lock(entries_mutex_);
    entries_.reset();
  }
  stamp_ = stamp;
  engine_.reset();
  const std::lock_guard lock(making_mutex());
  engine_.reset(new Hunspell(affix_file_.c_str(), word_list_.c_str()));
  loaded_ = true;
}

bool HunspellEngine::rest() {
  const std::scoped_lock lock(engine_mutex_, entries_mutex_);
  if (!loaded_ && !entries_) return false;
  if (questions_ != questions_before_) {
    questions_before_ = questions_;
    rests_ = 0;
    return false;
  }
  if (++rests_ < kRests) return false;
  entries_.reset();
  engine_.reset();
  loaded_ = tried_ = false;
  questions_ = questions_before_ = rests_ = 0;
  return true;
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
  if ((loaded_ && stamp != stamp_) || file_stamp(word_list_) != stamp) return;
  stamp_ = stamp;
  auto entries = std::make_shared<const Entries>(affixes_, list, with_compounds_);
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
  if (!is_askable(form)) return {};
  ++questions_;
  const auto own = own_list();
  if (own) {
    const std::string converted = affixes_.converted(form);
    if (auto lines = own->analyzer.analyze(converted, last.analyzer)) return *std::move(lines);
    if (!own->reach.is_plain(converted) && !own->reach.may_analyze(converted, last.reach)) return {};
  }
  if (auto lines = ask(form, own != nullptr)) return *std::move(lines);
  return analyze(form, last);
}

/// Null where the list is to be asked first.
std::optional<std::vector<std::string>> HunspellEngine::ask(std::string_view form, bool list_was_asked) {
  std::vector<std::string> lines;
  const auto bytes = dictionary_bytes(form, affixes_.encoding());
  if (!bytes) return lines;
  const std::lock_guard lock(engine_mutex_);
  Hunspell* const engine = loaded_engine(list_was_asked);
  if (!engine) return std::nullopt;
  for (const std::string& line : engine->analyze(*bytes)) {
    auto text = dictionary_text(line, affixes_.encoding());
    if (text && (with_compounds_ || !text->starts_with(kPiece))) lines.push_back(std::move(*text));
  }
  return lines;
}

bool HunspellEngine::spell(std::string_view word, Last& last) {
  if (!is_askable(word)) return false;
  ++questions_;
  const auto own = own_list();
  if (own) {
    const std::string converted = affixes_.converted(word);
    if (own->analyzer.judges(converted)) {
      if (const auto accepted = own->analyzer.accepts(converted, last.analyzer)) return *accepted;
    } else if (!own->reach.may_accept(converted, last.reach)) {
      return false;
    }
  }
  if (const auto known = last.accepted.find(word); known != last.accepted.end()) return known->second;
  const auto bytes = dictionary_bytes(word, affixes_.encoding());
  if (!bytes) return false;
  std::unique_lock lock(engine_mutex_);
  Hunspell* const engine = loaded_engine(own != nullptr);
  if (!engine) {
    lock.unlock();
    return spell(word, last);
  }
  if (last.accepted.size() >= kKeptAnswers) last.accepted.clear();
  return last.accepted.emplace(word, engine->spell(*bytes)).first->second;
}

}  // namespace termknit
