// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cctype>
#include <optional>
#include <unordered_set>

#include <fmt/format.h>
#include <zlib.h>

#include "core/file.h"
#include "core/tsv.h"
#include "glossary/dictionaries/dictionary_readers.h"
#include "glossary/dictionaries/usage_label.h"
#include "language/text.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kLongestTerm = 60;  // bytes: longer ones are explanations, not equivalents
constexpr std::size_t kLongestLabel = 60;
constexpr std::size_t kMaxTerms = 12;
constexpr std::size_t kAbout = 16'384;  // bytes
constexpr std::uint64_t kMaxUnpacked = std::uint64_t{512} << 20;

/// Reads a gzip file; dictzip only adds an index to the header, so plain inflating works.
std::string read_gzip(const fs::path& file) {
  gzFile stream = gzopen(file.c_str(), "rb");
  if (!stream) throw Error(ErrorKind::io, "cannot be opened", {file.string()});
  std::string bytes;
  char buffer[1 << 16];
  int got = 0;
  while ((got = gzread(stream, buffer, sizeof buffer)) > 0 && bytes.size() < kMaxUnpacked)
    bytes.append(buffer, static_cast<std::size_t>(got));
  const bool complete = got == 0;
  gzclose(stream);
  if (!complete) throw Error(ErrorKind::malformed, "is damaged: it cannot be unpacked to its end", {file.string()});
  return bytes;
}

std::optional<std::uint64_t> base64_number(std::string_view digits) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  if (digits.empty() || digits.size() > 10) return std::nullopt;
  std::uint64_t number = 0;
  for (const char digit : digits) {
    const std::size_t value = kDigits.find(digit);
    if (value == std::string_view::npos) return std::nullopt;
    number = number * 64 + value;
  }
  return number;
}

PartOfSpeech part_of_speech(std::string_view text) {
  if (text.find("<n>") != text.npos || text.find("<masc>") != text.npos || text.find("<fem>") != text.npos ||
      text.find("<neut>") != text.npos) {
    return PartOfSpeech::noun;
  }
  if (text.find("<v>") != text.npos || text.find("<v,") != text.npos) return PartOfSpeech::verb;
  if (text.find("<adj>") != text.npos || text.find("<adj,") != text.npos) return PartOfSpeech::adjective;
  if (text.find("<adv>") != text.npos) return PartOfSpeech::adverb;
  return PartOfSpeech::other;
}

/// Without <labels>, [labels], {links}, (glosses) and /pronunciation/.
std::string without_labels(std::string_view text) {
  std::string out;
  int depth = 0;
  bool pronunciation = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '<' || c == '[' || c == '{' || c == '(') ++depth;
    const bool slash_opens = c == '/' && !pronunciation && (i == 0 || text[i - 1] == ' ');
    const bool slash_closes = c == '/' && pronunciation && (i + 1 == text.size() || text[i + 1] == ' ');
    if (slash_opens || slash_closes) {
      pronunciation = slash_opens;
    } else if (depth == 0 && !pronunciation) {
      out += c;
    }
    if ((c == '>' || c == ']' || c == '}' || c == ')') && depth > 0) --depth;
  }
  return out;
}

std::string clean_term(std::string_view text) {
  std::string term;
  for (const char c : without_labels(text)) {
    if ((c != ' ' && c != '\t') || (!term.empty() && term.back() != ' ')) term += c == '\t' ? ' ' : c;
  }
  const auto trim_end = [&term] {
    while (!term.empty() && std::string_view(" ;,:").find(term.back()) != std::string_view::npos) term.pop_back();
  };
  trim_end();
  // "palvelu 2.": the number of the next sense, on the line of the one before it.
  if (term.size() > 2 && term.back() == '.' && std::isdigit(static_cast<unsigned char>(term[term.size() - 2]))) {
    std::size_t digits = term.size() - 1;
    while (digits > 0 && std::isdigit(static_cast<unsigned char>(term[digits - 1]))) --digits;
    if (digits > 0 && term[digits - 1] == ' ') term.resize(digits - 1);
    trim_end();
  }
  const bool broken = term.empty() || term.size() > kLongestTerm || !is_valid_utf8(term);
  return broken ? std::string{} : to_nfc(term);
}

/// "1. palvelu, palvelus" without its number; "3." is a sense without a translation.
std::string_view without_number(std::string_view line) {
  std::size_t digits = 0;
  while (digits < line.size() && std::isdigit(static_cast<unsigned char>(line[digits]))) ++digits;
  if (digits == 0) return line;
  if (line.substr(digits) == ".") return {};
  return line.substr(digits).starts_with(". ") ? line.substr(digits + 2) : line;
}

/// What stands in square brackets: "econ." of "[econ.] Preis".
std::vector<std::string> labels_in(std::string_view text) {
  std::vector<std::string> labels;
  for (std::size_t open = text.find('['); open != text.npos; open = text.find('[', open + 1)) {
    const std::size_t close = text.find(']', open);
    if (close == text.npos) break;
    const std::string_view label = trim(text.substr(open + 1, close - open - 1));
    if (!label.empty() && label.size() <= kLongestLabel && is_valid_utf8(label)) labels.emplace_back(label);
  }
  return labels;
}

/// Two layouts: Ding's offspring indents notes and has "Synonym:" and "see:" lines; WikDict alternates a line of
/// translations with a gloss.
class EntryReader {
 public:
  EntryReader(const LanguageTag& source, const LanguageTag& target, bool glosses, const GroupSink& groups)
      : source_(source), target_(target), glosses_(glosses), groups_(groups) {}

  /// False if the entry is not UTF-8.
  bool entry(std::string_view text) {
    if (!is_valid_utf8(text)) return false;
    bool head = true, gloss_follows = false;
    for_each_line(text, [&](std::string_view line, std::size_t) {
      if (head) {
        headword_ = clean_term(line);
        part_of_speech_ = part_of_speech(line);
        head = false;
        return;
      }
      const bool indented = line.starts_with("  ");
      const bool remark = indented || line.starts_with(" see:") || trim(line).empty() || line.find(": {") != line.npos;
      const std::string_view body = without_number(trim(line));
      const bool numbered = body.size() != trim(line).size();
      if (remark || headword_.empty()) return;
      if (gloss_follows && !numbered) {
        gloss_follows = false;
        if (waiting_ && body.size() <= kLongestLabel) waiting_->label = body;
        return hand_on();
      }
      hand_on();
      translations(body);
      gloss_follows = glosses_;
    });
    hand_on();
    return true;
  }

 private:
  void translations(std::string_view line) {
    TranslationGroup group;
    group.part_of_speech = part_of_speech_ != PartOfSpeech::other ? part_of_speech_ : part_of_speech(line);
    std::vector<LabelledTerm> terms;
    std::vector<std::string> before_all;  // labels that begin the line hold for all of it
    std::string current;
    int depth = 0;
    const auto flush = [&] {
      std::vector<std::string> labels = labels_in(current);
      if (terms.empty() && trim(current).starts_with('[')) before_all = labels;
      if (std::string term = clean_term(current);
          !term.empty() &&
          std::none_of(terms.begin(), terms.end(), [&](const LabelledTerm& known) { return known.term == term; })) {
        terms.push_back({std::move(term), std::move(labels)});
        terms.back().labels.insert(terms.back().labels.end(), before_all.begin(), before_all.end());
      }
      current.clear();
    };
    for (const char c : line) {
      if (c == '(' || c == '[' || c == '<' || c == '{') ++depth;
      if ((c == ')' || c == ']' || c == '>' || c == '}') && depth > 0) --depth;
      if ((c == ',' || c == ';') && depth == 0) {
        flush();
      } else {
        current += c;
      }
    }
    flush();
    if (terms.empty() || terms.size() > kMaxTerms) return;
    group.sides = {{source_, {headword_}}, {target_, usual_first(terms)}};
    group.label = labels_of(terms);
    waiting_ = std::move(group);
  }

  void hand_on() {
    if (waiting_) groups_(*std::move(waiting_));
    waiting_.reset();
  }

  const LanguageTag source_, target_;
  const bool glosses_;
  const GroupSink& groups_;
  std::string headword_;
  PartOfSpeech part_of_speech_ = PartOfSpeech::other;
  std::optional<TranslationGroup> waiting_;  // for its gloss
};

}  // namespace

void read_dictd(const fs::path& index_file, const LanguageTag& source, const LanguageTag& target,
                const GroupSink& groups, const DiagnosticSink& sink) {
  fs::path packed = index_file, plain = index_file;
  packed.replace_extension(".dict.dz");
  plain.replace_extension(".dict");
  std::error_code ignored;
  if (!fs::exists(packed, ignored) && !fs::exists(plain, ignored)) {
    throw Error(ErrorKind::malformed, "has no dictionary beside it; install its package again", {index_file.string()});
  }
  const std::string bytes = read_gzip(fs::exists(packed, ignored) ? packed : plain);
  // WikDict dictionaries put a gloss below every line of translations; what a dictionary is stands at its beginning.
  const bool glosses = std::string_view(bytes).substr(0, kAbout).find("WikDict") != std::string_view::npos;
  EntryReader reader(source, target, glosses, groups);
  std::unordered_set<std::uint64_t> seen;  // several headwords may point at one entry
  std::size_t bad = 0, other_encoding = 0;
  for_each_line(read_file(index_file), [&](std::string_view line, std::size_t number) {
    const auto cells = split(line, '\t');
    if (cells.size() < 3 || cells[0].starts_with("00")) return;  // "00databaseinfo" and its like
    const auto offset = base64_number(cells[1]);
    const auto length = base64_number(cells[2]);
    if (!offset || !length || *offset > bytes.size() || *length > bytes.size() - *offset) {
      if (++bad == 1)
        report(sink, Severity::warning, "an entry points outside the dictionary and is left out",
               {index_file.string(), number});
      return;
    }
    if (seen.insert(*offset).second && !reader.entry(std::string_view(bytes).substr(*offset, *length)))
      ++other_encoding;
  });
  if (bad > 1)
    report(sink, Severity::warning,
           fmt::format("{} entries point outside the dictionary; install its package again", bad),
           {index_file.string()});
  if (other_encoding > 0)
    report(sink, Severity::warning,
           fmt::format("{} entries are not UTF-8 and are left out; convert the dictionary", other_encoding),
           {index_file.string()});
}

}  // namespace termknit
