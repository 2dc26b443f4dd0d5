// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/affix_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <set>

#include <fmt/format.h>
#include <unicode/ucnv.h>

#include "core/file.h"
#include "core/tsv.h"
#include "language/text.h"

namespace termknit {
namespace {

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

/// "ISO8859-13" is ISO-8859-13 to everybody else.
std::string iana_name(const std::string& name) {
  if (name.starts_with("ISO8859-")) return "ISO-8859-" + name.substr(8);
  if (name.starts_with("microsoft-cp")) return "windows-" + name.substr(12);
  return name;
}

std::optional<std::string> convert(std::string_view bytes, const char* from, const char* to) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> source(ucnv_open(from, &status)), target(ucnv_open(to, &status));
  if (U_FAILURE(status)) return std::nullopt;
  ucnv_setFromUCallBack(target.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  std::string out(bytes.size() * 4 + 16, '\0');
  char* write = out.data();
  const char* read = bytes.data();
  ucnv_convertEx(target.get(), source.get(), &write, out.data() + out.size(), &read, bytes.data() + bytes.size(),
                 nullptr, nullptr, nullptr, nullptr, true, true, &status);
  if (U_FAILURE(status)) return std::nullopt;
  out.resize(static_cast<std::size_t>(write - out.data()));
  return out;
}

std::vector<std::string_view> fields(std::string_view line) {
  std::vector<std::string_view> out;
  std::size_t at = 0;
  while ((at = line.find_first_not_of(" \t", at)) != line.npos) {
    const std::size_t end = std::min(line.find_first_of(" \t", at), line.size());
    out.push_back(line.substr(at, end - at));
    at = end;
  }
  return out;
}

std::size_t letter_bytes(std::string_view text, std::size_t at) {
  std::size_t size = 1;
  while (at + size < text.size() && (static_cast<unsigned char>(text[at + size]) & 0xC0) == 0x80) ++size;
  return size;
}

/// "[bgk]eln" to its letters; empty optional if a bracket is open.
std::optional<std::vector<std::string>> parse_condition(std::string_view text) {
  std::vector<std::string> letters;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '[') {
      const std::size_t end = text.find(']', i);
      if (end == text.npos) return std::nullopt;
      letters.emplace_back(text.substr(i, end + 1 - i));
      i = end + 1;
    } else {
      const std::size_t size = letter_bytes(text, i);
      letters.emplace_back(text.substr(i, size));
      i += size;
    }
  }
  if (letters.size() == 1 && letters[0] == ".") letters.clear();
  return letters;
}

bool letter_matches(const std::string& condition, std::string_view letter) {
  if (condition == ".") return true;
  if (condition.front() != '[') return condition == letter;
  const bool negated = condition.size() > 1 && condition[1] == '^';
  bool found = false;
  for (std::size_t i = negated ? 2 : 1; i + 1 < condition.size();) {
    const std::size_t size = letter_bytes(condition, i);
    found = found || condition.compare(i, size, letter) == 0;
    i += size;
  }
  return found != negated;
}

/// The class whose rules are being read.
struct AffixClass {
  std::string flag{};
  std::uint64_t line = 0;
  std::size_t promised = 0, rules = 0;
};

/// All of hunspell(5).
bool is_directive(std::string_view name) {
  static const std::set<std::string_view> kKnown{"ACCENT",
                                                 "AF",
                                                 "AM",
                                                 "BREAK",
                                                 "CHECKCOMPOUNDCASE",
                                                 "CHECKCOMPOUNDDUP",
                                                 "CHECKCOMPOUNDPATTERN",
                                                 "CHECKCOMPOUNDREP",
                                                 "CHECKCOMPOUNDTRIPLE",
                                                 "CHECKSHARPS",
                                                 "CIRCUMFIX",
                                                 "COMPLEXPREFIXES",
                                                 "COMPOUNDBEGIN",
                                                 "COMPOUNDEND",
                                                 "COMPOUNDFIRST",
                                                 "COMPOUNDFLAG",
                                                 "COMPOUNDFORBIDFLAG",
                                                 "COMPOUNDLAST",
                                                 "COMPOUNDMIDDLE",
                                                 "COMPOUNDMIN",
                                                 "COMPOUNDMORESUFFIXES",
                                                 "COMPOUNDPERMITFLAG",
                                                 "COMPOUNDROOT",
                                                 "COMPOUNDRULE",
                                                 "COMPOUNDSYLLABLE",
                                                 "COMPOUNDWORDMAX",
                                                 "FLAG",
                                                 "FORBIDDENWORD",
                                                 "FORBIDWARN",
                                                 "FORCEUCASE",
                                                 "FULLSTRIP",
                                                 "HOME",
                                                 "ICONV",
                                                 "IGNORE",
                                                 "KEEPCASE",
                                                 "KEY",
                                                 "LANG",
                                                 "LEMMA_PRESENT",
                                                 "MAP",
                                                 "MAXCPDSUGS",
                                                 "MAXDIFF",
                                                 "MAXNGRAMSUGS",
                                                 "NAME",
                                                 "NEEDAFFIX",
                                                 "NOSPLITSUGS",
                                                 "NOSUGGEST",
                                                 "OCONV",
                                                 "ONLYINCOMPOUND",
                                                 "ONLYMAXDIFF",
                                                 "ONLYROOT",
                                                 "PFX",
                                                 "PHONE",
                                                 "PSEUDOROOT",
                                                 "REP",
                                                 "SET",
                                                 "SFX",
                                                 "SIMPLIFIEDTRIPLE",
                                                 "SUBSTANDARD",
                                                 "SUGSWITHDOTS",
                                                 "SYLLABLENUM",
                                                 "TRY",
                                                 "VERSION",
                                                 "WARN",
                                                 "WORDCHARS"};
  return kKnown.contains(name);
}

/// The capital word that a line begins with; empty if it begins with something else.
std::string_view directive(std::string_view line) {
  const std::string_view word = line.substr(0, line.find_first_of(" \t\r"));
  const bool capitals = word.size() > 1 && std::all_of(word.begin(), word.end(),
                                                       [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; });
  return capitals ? word : std::string_view{};
}

}  // namespace

std::optional<std::string> dictionary_text(std::string_view bytes, const std::string& encoding) {
  if (encoding == "UTF-8") return is_valid_utf8(bytes) ? std::optional(std::string(bytes)) : std::nullopt;
  return convert(bytes, iana_name(encoding).c_str(), "UTF-8");
}

bool is_dictionary_text(std::string_view bytes, const std::string& encoding) {
  return encoding != "UTF-8" || is_valid_utf8(bytes);
}

std::optional<std::string> dictionary_bytes(std::string_view utf8, const std::string& encoding) {
  if (encoding == "UTF-8") return std::string(utf8);
  return convert(utf8, "UTF-8", iana_name(encoding).c_str());
}

std::optional<std::string> SuffixRule::apply(std::string_view word) const {
  if (!word.ends_with(strip) || (word.size() == strip.size() && strip.size() > 0 && add.empty())) return std::nullopt;
  std::size_t end = word.size();
  for (auto it = condition.rbegin(); it != condition.rend(); ++it) {
    if (end == 0) return std::nullopt;
    std::size_t begin = end - 1;
    while (begin > 0 && (static_cast<unsigned char>(word[begin]) & 0xC0) == 0x80) --begin;
    if (!letter_matches(*it, word.substr(begin, end - begin))) return std::nullopt;
    end = begin;
  }
  return std::string(word.substr(0, word.size() - strip.size())) + add;
}

AffixFile AffixFile::read(const std::filesystem::path& file, const DiagnosticSink& sink) {
  return parse(read_file(file, 64 << 20), file.string(), sink);
}

AffixFile AffixFile::parse(std::string_view bytes, const std::string& name, const DiagnosticSink& sink) {
  AffixFile affixes;
  std::size_t known = 0, unknown = 0;
  for_each_line(bytes, [&](std::string_view line, std::size_t number) {
    if (const std::string_view word = directive(line); is_directive(word)) {
      ++known;
    } else if (!word.empty() && ++unknown == 1) {
      report(sink, Severity::warning, fmt::format("the directive {} is not known and passed over", word),
             {name, number});
    }
    if (line.starts_with("SET ")) affixes.encoding_ = trim(line.substr(4));
    if (line.starts_with("FLAG ")) affixes.single_letter_flags_ = false;
  });
  if (known == 0) throw Error(ErrorKind::malformed, "is no affix file: no line is a directive", {name, 1});
  if (!affixes.single_letter_flags_) return affixes;
  std::size_t bad = 0;
  AffixClass open;
  const auto close = [&] {
    if (open.promised > open.rules && ++bad == 1)
      report(sink, Severity::warning,
             fmt::format("the class {} has {} of its {} rules; the file seems to be cut off", open.flag, open.rules,
                         open.promised),
             {name, open.line});
  };
  for_each_line(bytes, [&](std::string_view raw, std::size_t number) {
    const bool suffix = raw.starts_with("SFX ");
    if (!suffix && !raw.starts_with("PFX ")) return;
    const auto text = dictionary_text(raw, affixes.encoding_);
    if (!text) {
      if (++bad == 1)
        report(sink, Severity::warning,
               fmt::format("a rule is not in the file's encoding {} and ignored", affixes.encoding_), {name, number});
      return;
    }
    const auto cells = fields(*text);
    // A class header is "SFX flag Y count"; some carry a comment behind it.
    const bool header = cells.size() >= 4 && (cells[2] == "Y" || cells[2] == "N") &&
                        std::all_of(cells[3].begin(), cells[3].end(), [](char c) { return c >= '0' && c <= '9'; });
    if (header) {
      close();
      open = {std::string(cells[1]), number, 0, 0};
      std::from_chars(cells[3].data(), cells[3].data() + cells[3].size(), open.promised);
      return;
    }
    ++open.rules;
    if (cells.size() < 4) {
      if (++bad == 1) report(sink, Severity::warning, "a rule is cut short and ignored", {name, number});
      return;
    }
    if (cells[1].size() != 1) return;
    if (!suffix) {
      affixes.prefixes_[cells[1][0]].emplace_back(cells[3].substr(0, cells[3].find('/')));
      return;
    }
    SuffixRule rule;
    rule.strip = cells[2] == "0" ? "" : cells[2];
    const std::size_t slash = cells[3].find('/');
    rule.add = cells[3].substr(0, slash);
    if (slash != std::string_view::npos) rule.continuation = cells[3].substr(slash + 1);
    if (rule.add == "0") rule.add.clear();
    auto condition = parse_condition(cells.size() > 4 ? cells[4] : ".");
    if (!condition) {
      if (++bad == 1)
        report(sink, Severity::warning, "a rule's condition is not understood and the rule ignored", {name, number});
      return;
    }
    rule.condition = std::move(*condition);
    affixes.suffixes_[cells[1][0]].push_back(std::move(rule));
  });
  close();
  return affixes;
}

const std::vector<SuffixRule>& AffixFile::suffixes(char flag) const {
  static const std::vector<SuffixRule> kNone;
  const auto it = suffixes_.find(flag);
  return it == suffixes_.end() ? kNone : it->second;
}

const std::vector<std::string>& AffixFile::prefixes(char flag) const {
  static const std::vector<std::string> kNone;
  const auto it = prefixes_.find(flag);
  return it == prefixes_.end() ? kNone : it->second;
}

std::string AffixFile::prefix_of(char flag, std::string_view form) const {
  std::string longest;
  for (const std::string& prefix : prefixes(flag)) {
    if (prefix.size() > longest.size() && form.starts_with(prefix)) longest = prefix;
  }
  return longest;
}

std::optional<std::string> AffixFile::shortest_form(char flag, std::string_view entry) const {
  std::optional<std::string> best;
  for (const SuffixRule& rule : suffixes(flag)) {
    auto form = rule.apply(entry);
    if (form && (!best || form->size() < best->size())) best = std::move(form);
  }
  return best;
}

}  // namespace termknit
