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

/// "[bgk]eln": every bracket is closed.
bool is_condition(std::string_view text) {
  bool open = false;
  for (const char c : text) {
    if (c == '[') open = true;
    if (c == ']') open = false;
  }
  return !open;
}

/// Where the last letter of `text`, or of a condition the last bracket, begins. `text` is not empty.
std::size_t last_letter(std::string_view text) {
  std::size_t begin = text.size() - 1;
  while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
  return begin;
}

std::size_t last_condition(std::string_view text) {
  const std::size_t bracket = text.back() == ']' ? text.rfind('[') : text.npos;
  return bracket == text.npos ? last_letter(text) : bracket;
}

bool letter_matches(std::string_view condition, std::string_view letter) {
  if (condition == ".") return true;
  if (condition.front() != '[' || condition.size() == 1) return condition == letter;
  const bool negated = condition.size() > 1 && condition[1] == '^';
  bool found = false;
  for (std::size_t i = negated ? 2 : 1; i + 1 < condition.size();) {
    const std::size_t size = letter_bytes(condition, i);
    found = found || condition.compare(i, size, letter) == 0;
    i += size;
  }
  return found != negated;
}

/// Last bytes of words that a rule cannot apply to. The last byte of a longer letter does not say which it is.
std::bitset<256> excluded_bytes(const SuffixRule& rule) {
  const auto index = [](char byte) { return static_cast<unsigned char>(byte); };
  const std::string_view last =
      rule.condition.empty() ? "." : std::string_view(rule.condition).substr(last_condition(rule.condition));
  std::bitset<256> allowed;
  if (last == ".") {
    allowed.set();
  } else if (last.front() != '[' || last.size() == 1) {
    allowed.set(index(last.back()));
  } else if (last.starts_with("[^")) {
    allowed.set();
    for (const char byte : last.substr(2, last.size() - 3)) {
      if (index(byte) < 0x80) allowed.reset(index(byte));
    }
  } else {
    for (const char byte : last.substr(1, last.size() - 2)) allowed.set(index(byte));
  }
  if (!rule.strip.empty()) {
    const bool fits = allowed[index(rule.strip.back())];
    allowed.reset();
    allowed.set(index(rule.strip.back()), fits);
  }
  return ~allowed;
}

/// The class whose rules are being read.
struct AffixClass {
  std::string flag{};
  std::uint64_t line = 0;
  std::size_t promised = 0, rules = 0;
  bool crosses = false;
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

bool SuffixRule::applies_to(std::string_view word) const {
  if (!word.empty() && excluded[static_cast<unsigned char>(word.back())]) return false;
  if (!word.ends_with(strip) || (word.size() == strip.size() && strip.size() > 0 && add.empty())) return false;
  std::string_view conditions = condition, letters = word;
  while (!conditions.empty()) {
    if (letters.empty()) return false;
    const std::size_t at = last_condition(conditions), begin = last_letter(letters);
    if (!letter_matches(conditions.substr(at), letters.substr(begin))) return false;
    conditions.remove_suffix(conditions.size() - at);
    letters.remove_suffix(letters.size() - begin);
  }
  return true;
}

std::optional<std::string> SuffixRule::apply(std::string_view word) const {
  if (!applies_to(word)) return std::nullopt;
  std::string made;
  made.reserve(word.size() - strip.size() + add.size());
  made.append(word.substr(0, word.size() - strip.size())).append(add);
  return made;
}

AffixFile AffixFile::read(const std::filesystem::path& file, const DiagnosticSink& sink) {
  return parse(read_file(file, 64 << 20), file.string(), sink);
}

/// Reads the directives first: rules are in the encoding that one of them, anywhere in the file, names.
class AffixFile::Reader {
 public:
  Reader(std::string_view bytes, const std::string& name, const DiagnosticSink& sink)
      : bytes_(bytes), name_(name), sink_(sink) {}

  AffixFile read() {
    read_directives();
    take_conversions();
    if (affixes_.single_letter_flags_) {
      for_each_line(bytes_, [&](std::string_view line, std::size_t number) { read_rule(line, number); });
      close_class();
    }
    if (bad_ > 0 || !affixes_.single_letter_flags_) affixes_.only_affixes_ = affixes_.reach_is_known_ = false;
    if (!affixes_.compounds_.all().empty() && !affixes_.half_letter_suffixes_.empty()) affixes_.reach_is_known_ = false;
    if (!full_strip_) affixes_.whole_strips_.clear();
    return std::move(affixes_);
  }

 private:
  void read_directives() {
    std::size_t known = 0, unknown = 0;
    for_each_line(bytes_, [&](std::string_view line, std::size_t number) {
      const std::string_view word = directive(line);
      if (is_rule(word)) {
        ++known;
        return;
      }
      if (is_directive(word)) {
        ++known;
      } else if (!word.empty() && ++unknown == 1) {
        report(sink_, Severity::warning, fmt::format("the directive {} is not known and passed over", word),
               {name_, number});
      }
      if (line.starts_with("SET ")) affixes_.encoding_ = trim(line.substr(4));
      if (word == "FLAG") affixes_.single_letter_flags_ = false;
      if (word == "FULLSTRIP") full_strip_ = true;
      if (word.starts_with("COMPOUND") || word == "COMPLEXPREFIXES" || word == "ICONV" || word == "IGNORE")
        affixes_.only_affixes_ = false;
      read_reach(word, line);
    });
    if (known == 0) throw Error(ErrorKind::malformed, "is no affix file: no line is a directive", {name_, 1});
  }

  /// What lets Hunspell make more of an entry than its affixes do.
  void read_reach(std::string_view name, std::string_view line) {
    static const std::set<std::string_view> kAnythingGoes{
        "AF",     "CHECKCOMPOUNDPATTERN", "COMPLEXPREFIXES", "COMPOUNDSYLLABLE",
        "IGNORE", "SIMPLIFIEDTRIPLE",     "SYLLABLENUM"};
    const auto cells = fields(line);
    const std::string value(cells.size() > 1 ? trim(cells[1]) : std::string_view{});
    const bool ascii =
        std::all_of(value.begin(), value.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (kAnythingGoes.contains(name)) affixes_.reach_is_known_ = false;
    if (name == "CHECKSHARPS") affixes_.checks_sharps_ = true;
    if (name == "BREAK" && has_letters_only(value)) affixes_.reach_is_known_ = false;
    // Letters with other capitals, and compounds with rules of their own.
    if (name == "LANG" &&
        (value.starts_with("tr") || value.starts_with("az") || value.starts_with("crh") || value.starts_with("hu")))
      affixes_.reach_is_known_ = false;
    if (name == "ICONV" && cells.size() > 2) conversions_.push_back({value, std::string(cells[2])});
    if (name == "OCONV") affixes_.converts_output_ = true;
    // Of a rule its digits and signs too, which may be flags.
    const bool anywhere = name == "COMPOUNDFLAG" || name == "COMPOUNDRULE";
    if (!ascii && name.starts_with("COMPOUND")) affixes_.reach_is_known_ = false;
    ForbiddingFlags& forbidding = affixes_.forbidding_;
    for (const auto& [directive, flag] : {std::pair<std::string_view, char*>{"FORBIDDENWORD", &forbidding.forbidden},
                                          {"NEEDAFFIX", &forbidding.needs_affix},
                                          {"PSEUDOROOT", &forbidding.needs_affix},
                                          {"CIRCUMFIX", &forbidding.circumfix},
                                          {"ONLYINCOMPOUND", &forbidding.only_in_compound},
                                          {"KEEPCASE", &forbidding.keeps_case}}) {
      if (name != directive || value.empty()) continue;
      *flag = value.front();
      if (value.size() > 1 && affixes_.encoding_ != "UTF-8") affixes_.reach_is_known_ = false;
    }
    CompoundFlags& compounds = affixes_.compounds_;
    if (name == "FORBIDWARN") forbidding.warns = true;
    if (name == "COMPOUNDRULE") compounds.by_rules = true;
    if (anywhere || name == "COMPOUNDBEGIN" || name == "COMPOUNDFIRST") compounds.begin += value;
    if (anywhere || name == "COMPOUNDMIDDLE") compounds.middle += value;
    if (anywhere || name == "COMPOUNDEND" || name == "COMPOUNDLAST") compounds.end += value;
    if (name != "COMPOUNDRULE" && is_compound_flag(name)) compounds.by_flags = true;
    if (name == "COMPOUNDPERMITFLAG" && !value.empty()) compounds.permit = value.front();
    if (name == "COMPOUNDMIN") compounds.least_letters = std::max(1, std::atoi(value.c_str()));
    if (is_compound_condition(name)) compounds.has_conditions = true;
  }

  static bool is_compound_condition(std::string_view name) {
    static const std::set<std::string_view> kPlain{"COMPOUNDBEGIN", "COMPOUNDMIDDLE", "COMPOUNDEND", "COMPOUNDMIN",
                                                   "COMPOUNDPERMITFLAG"};
    return (name.starts_with("COMPOUND") && !kPlain.contains(name)) || name.starts_with("CHECKCOMPOUND") ||
           name == "FORCEUCASE";
  }

  static bool is_compound_flag(std::string_view name) {
    static const std::set<std::string_view> kNames{"COMPOUNDFLAG",   "COMPOUNDBEGIN", "COMPOUNDFIRST",
                                                   "COMPOUNDMIDDLE", "COMPOUNDEND",   "COMPOUNDLAST"};
    return kNames.contains(name);
  }

  /// "_" stands for an end of the word.
  void take_conversions() {
    for (const InputConversion& printed : conversions_) {
      const auto from = dictionary_text(printed.from, affixes_.encoding_);
      auto to = dictionary_text(printed.to, affixes_.encoding_);
      if (!from || !to || trim_underscores(*from).empty()) {
        affixes_.reach_is_known_ = false;
        continue;
      }
      const std::string_view plain = trim_underscores(*from);
      affixes_.conversions_.push_back({std::string(plain), *std::move(to), plain.size() == from->size()});
    }
  }

  static std::string_view trim_underscores(std::string_view text) {
    while (text.starts_with('_')) text.remove_prefix(1);
    while (text.ends_with('_')) text.remove_suffix(1);
    return text;
  }

  static bool has_letters_only(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
      return static_cast<unsigned char>(c) >= 0x80 || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    });
  }

  void read_rule(std::string_view raw, std::size_t number) {
    if (!is_rule(directive(raw))) return;
    const auto text = dictionary_text(raw, affixes_.encoding_);
    if (!text) {
      complain(number, fmt::format("a rule is not in the file's encoding {} and ignored", affixes_.encoding_));
      return;
    }
    const auto cells = fields(*text);
    // A class header is "SFX flag Y count"; some carry a comment behind it.
    const bool header = cells.size() >= 4 && (cells[2] == "Y" || cells[2] == "N") &&
                        std::all_of(cells[3].begin(), cells[3].end(), [](char c) { return c >= '0' && c <= '9'; });
    if (header) {
      close_class();
      open_ = {std::string(cells[1]), number, 0, 0, cells[2] == "Y"};
      std::from_chars(cells[3].data(), cells[3].data() + cells[3].size(), open_.promised);
      return;
    }
    ++open_.rules;
    if (cells.size() < 4) {
      complain(number, "a rule is cut short and ignored");
    } else if (cells[0] == "PFX") {
      add_prefix(cells, number);
    } else {
      add_suffix(cells, number);
    }
  }

  void add_prefix(const std::vector<std::string_view>& cells, std::size_t number) {
    const std::size_t slash = cells[3].find('/');
    PrefixRule rule{.strip = text_of(cells[2]), .add = text_of(cells[3].substr(0, slash))};
    if (slash != std::string_view::npos) rule.continuation = cells[3].substr(slash + 1);
    describe(cells, number, rule);
    // To Hunspell any letter, but for the first of a prefix and the last of a suffix.
    if (rule.add.find('.', 1) != std::string::npos) affixes_.reach_is_known_ = false;
    affixes_.whole_strips_.insert(rule.strip);
    affixes_.all_prefixes_.push_back(rule);
    if (is_half_letter(cells[1])) {
      affixes_.half_letter_prefixes_[cells[1][0]].push_back(std::move(rule));
    } else if (cells[1].size() == 1) {
      affixes_.prefixes_[cells[1][0]].push_back(std::move(rule));
    }
  }

  template <typename Rule>
  void describe(const std::vector<std::string_view>& cells, std::size_t number, Rule& rule) const {
    if (cells.size() > 4 && cells[4] != ".") rule.condition = cells[4];
    // All up to the end of the line.
    if (cells.size() > 5) rule.description.assign(cells[5].data(), cells.back().data() + cells.back().size());
    rule.crosses = open_.crosses;
    rule.line = number;
  }

  void add_suffix(const std::vector<std::string_view>& cells, std::size_t number) {
    const std::size_t slash = cells[3].find('/');
    SuffixRule rule{.strip = text_of(cells[2]), .add = text_of(cells[3].substr(0, slash))};
    if (slash != std::string_view::npos) rule.continuation = cells[3].substr(slash + 1);
    describe(cells, number, rule);
    if (rule.add.substr(0, std::max<std::size_t>(rule.add.size(), 1) - 1).find('.') != std::string::npos)
      affixes_.reach_is_known_ = false;
    if (!is_condition(rule.condition)) {
      complain(number, "a rule's condition is not understood and the rule ignored");
      return;
    }
    rule.excluded = excluded_bytes(rule);
    if (full_strip_) affixes_.whole_strips_.insert(rule.strip);
    if (is_half_letter(cells[1])) {
      affixes_.half_letter_suffixes_[cells[1][0]].push_back(std::move(rule));
    } else if (cells[1].size() == 1) {
      affixes_.suffixes_[cells[1][0]].push_back(std::move(rule));
    }
  }

  /// Of a flag that is no ASCII character Hunspell takes the first byte.
  bool is_half_letter(std::string_view flag) {
    if (flag.size() < 2) return false;
    if (affixes_.encoding_ != "UTF-8") affixes_.reach_is_known_ = false;
    return true;
  }

  void close_class() {
    if (open_.promised > open_.rules)
      complain(open_.line, fmt::format("the class {} has {} of its {} rules; the file seems to be cut off", open_.flag,
                                       open_.rules, open_.promised));
  }

  /// One line for a file: the first.
  void complain(std::size_t line, const std::string& what) {
    if (++bad_ == 1) report(sink_, Severity::warning, what, {name_, line});
  }

  static bool is_rule(std::string_view directive) { return directive == "SFX" || directive == "PFX"; }
  static std::string text_of(std::string_view cell) { return cell == "0" ? std::string() : std::string(cell); }

  std::string_view bytes_;
  const std::string& name_;
  const DiagnosticSink& sink_;
  AffixFile affixes_;
  AffixClass open_;
  std::vector<InputConversion> conversions_;  ///< as they are in the file
  std::size_t bad_ = 0;
  bool full_strip_ = false;
};

AffixFile AffixFile::parse(std::string_view bytes, const std::string& name, const DiagnosticSink& sink) {
  return Reader(bytes, name, sink).read();
}

const std::vector<SuffixRule>& AffixFile::suffixes(char flag) const {
  static const std::vector<SuffixRule> kNone;
  const auto it = suffixes_.find(flag);
  return it == suffixes_.end() ? kNone : it->second;
}

const std::vector<PrefixRule>& AffixFile::prefixes(char flag) const {
  static const std::vector<PrefixRule> kNone;
  const auto it = prefixes_.find(flag);
  return it == prefixes_.end() ? kNone : it->second;
}

bool AffixFile::is_converted(std::string_view word) const {
  return std::any_of(conversions_.begin(), conversions_.end(),
                     [&](const InputConversion& conversion) { return word.find(conversion.from) != word.npos; });
}

std::string AffixFile::converted(std::string_view word) const {
  if (!is_converted(word)) return std::string(word);
  std::string out;
  for (std::size_t at = 0; at < word.size();) {
    const InputConversion* longest = nullptr;
    for (const InputConversion& conversion : conversions_) {
      if (!conversion.anywhere || !word.substr(at).starts_with(conversion.from)) continue;
      if (!longest || conversion.from.size() > longest->from.size()) longest = &conversion;
    }
    out += longest ? std::string_view(longest->to) : word.substr(at, 1);
    at += longest ? longest->from.size() : 1;
  }
  return out;
}

std::string AffixFile::prefix_of(char flag, std::string_view form) const {
  std::string longest;
  for (const PrefixRule& rule : prefixes(flag)) {
    if (rule.add.size() > longest.size() && form.starts_with(rule.add)) longest = rule.add;
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
