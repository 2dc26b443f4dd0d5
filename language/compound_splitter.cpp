// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/compound_splitter.h"

#include <algorithm>
#include <bitset>

#include "core/file.h"
#include "core/tsv.h"
#include "language/text.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kShortestShortPart = 2, kShortestPart = 3, kShortestWord = 7, kLongestWord = 60,
                      kMostParts = 4;                                    // letters
constexpr std::size_t kShortestUnanalysed = 5, kLongestUnanalysed = 13;  // letters
constexpr std::size_t kCachedPieces = 20'000;
constexpr std::string_view kInflectedAdjective = "e";

std::vector<std::size_t> letter_starts(std::string_view word) {
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i <= word.size(); ++i) {
    if (i == word.size() || (static_cast<unsigned char>(word[i]) & 0xC0) != 0x80) starts.push_back(i);
  }
  return starts;
}

/// False for signs and digits, some of which stand between words of their own (Datei.txt), and for other scripts.
bool is_of_letters(std::string_view lower) {
  return std::all_of(lower.begin(), lower.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte >= 'a' && byte <= 'z') || (byte >= 0x80 && byte < 0xE0);
  });
}

std::string joined_lemma(const std::string& before, const std::string& head) {
  return to_title(before + to_lower(head));
}

}  // namespace

/// The best split so far: fewest parts, then fewest modifiers of an odd shape, then the longest shortest part, then the
/// longest head.
struct CompoundSplitter::Candidate {
  std::vector<std::string> pieces;
  std::size_t odd = 0, shortest = 0, head = 0;
  bool worse_than(const Candidate& other) const {
    if (pieces.empty()) return true;
    if (pieces.size() != other.pieces.size()) return pieces.size() > other.pieces.size();
    if (odd != other.odd) return odd > other.odd;
    if (shortest != other.shortest) return shortest < other.shortest;
    return head < other.head;
  }
};

/// The word to be split, letter by letter.
struct CompoundSplitter::Word {
  explicit Word(std::string_view text) : lower(to_lower(text)), starts(letter_starts(lower)) {}

  std::size_t letters() const { return starts.size() - 1; }
  std::string_view piece(std::size_t from, std::size_t to) const {
    return std::string_view(lower).substr(starts[from], starts[to] - starts[from]);
  }

  std::string lower;
  std::vector<std::size_t> starts;                                 ///< byte offsets of the letters, and the end
  std::array<std::bitset<kLongestWord + 1>, kLongestWord> dead{};  ///< [from][to]: no modifier
};

CompoundSplitter::CompoundSplitter(WordsOfLanguage words, const LanguageSettings& settings, const fs::path& folder,
                                   const DiagnosticSink& sink)
    : words_(std::move(words)), settings_(settings) {
  for (const std::string& particle : settings.compound_particles)
    particles_[static_cast<unsigned char>(particle.at(0))].push_back(particle);
  for (const std::string& cut : settings.compound_cuts) longest_cut_ = std::max(longest_cut_, cut.size());
  std::error_code ignored;
  if (fs::exists(folder / "not_parts.txt", ignored)) {
    for_each_line(read_file(folder / "not_parts.txt"), [&](std::string_view line, std::size_t) {
      line = trim(line.substr(0, line.find('#')));
      if (!line.empty()) not_parts_.insert(to_lower(line));
    });
  }
  const fs::path exceptions = folder / "compound_exceptions.tsv";
  if (!fs::exists(exceptions, ignored)) return;
  for_each_line(read_file(exceptions), [&](std::string_view line, std::size_t number) {
    if (line.empty() || line.front() == '#') return;
    const auto cells = termknit::split(line, '\t');
    std::vector<std::string> parts;
    std::string joined;
    if (cells.size() > 1) {
      for (const std::string_view part : termknit::split(cells[1], ' ')) {
        if (part.empty()) continue;
        parts.push_back(to_lower(part));
        joined += parts.back();
      }
    }
    if (joined != to_lower(cells[0])) {
      report(sink, Severity::warning, "ignored: the parts do not make up the word", {exceptions.string(), number});
      return;
    }
    exceptions_[joined] = std::move(parts);
  });
}

/// A piece that is a noun's dictionary form is rather that noun: Reife, not Reif's dative.
std::optional<Reading> CompoundSplitter::noun(const std::string& piece) {
  std::optional<Reading> found;
  if (!words_.may_have_readings(piece)) return particle_noun(piece);
  const std::string word = to_title(piece);
  for (const Reading& reading : words_.readings(word)) {
    if (!reading.parts_of_speech.contains(PartOfSpeech::noun)) continue;
    if (reading.lemma == word) return reading;
    if (!found) found = reading;
  }
  return found ? found : particle_noun(piece);
}

/// False only if `noun(piece)` finds nothing.
bool CompoundSplitter::may_be_noun(std::string_view piece) {
  begin_question(piece);
  add_words_of_noun(piece, {});
  return any_word_may_be_form();
}

/// What is asked for begins like the piece without its linking element.
void CompoundSplitter::begin_question(std::string_view piece) {
  text_.clear();
  words_of_text_.clear();
  possible_particles_.clear();
  if (piece.empty()) return;
  const std::string_view beginning = piece.substr(0, piece.size() - std::min(longest_cut_, piece.size()));
  for (const std::string& particle : particles_[static_cast<unsigned char>(piece.front())]) {
    const std::size_t size = std::min(particle.size(), beginning.size());
    if (beginning.substr(0, size) == std::string_view(particle).substr(0, size))
      possible_particles_.push_back(particle);
  }
}

/// The words that `noun(base + ending)` looks up.
void CompoundSplitter::add_words_of_noun(std::string_view base, std::string_view ending) {
  const std::size_t begin = text_.size();
  text_.append(base).append(ending);
  const std::size_t size = text_.size() - begin;
  words_of_text_.emplace_back(begin, size);
  if (size == 0) return;
  const std::string_view word = std::string_view(text_).substr(begin);
  for (const std::string_view particle : possible_particles_) {
    if (word.starts_with(particle)) words_of_text_.emplace_back(begin + particle.size(), size - particle.size());
  }
}

bool CompoundSplitter::any_word_may_be_form() {
  asked_.clear();
  for (const auto& [begin, size] : words_of_text_) asked_.push_back(std::string_view(text_).substr(begin, size));
  return words_.any_may_have_readings(asked_);
}

/// The dictionary does, as it accepts a word with the capital that any word may have at the beginning of a sentence.
bool CompoundSplitter::accepts(const std::string& lower) const {
  return is_of_letters(lower) && words_.accepts(to_title(lower));
}

/// Vorteil, Hochschule: the dictionary accepts them as compounds of a particle and a noun, and says nothing else.
std::optional<Reading> CompoundSplitter::particle_noun(const std::string& piece) {
  for (const std::string& particle : particles_[static_cast<unsigned char>(piece[0])]) {
    if (!piece.starts_with(particle) || code_points(piece) < code_points(particle) + kShortestPart) continue;
    const std::string rest = piece.substr(particle.size());
    if (!words_.may_have_readings(rest)) continue;
    for (const Reading& reading : words_.readings(to_title(rest))) {
      if (!reading.parts_of_speech.contains(PartOfSpeech::noun) || !accepts(piece)) continue;
      Reading joined = reading;
      joined.lemma = joined_lemma(particle, reading.lemma);
      return joined;
    }
  }
  return std::nullopt;
}

bool CompoundSplitter::is_short_part(std::string_view piece) const {
  return std::find(settings_.compound_short_parts.begin(), settings_.compound_short_parts.end(), piece) !=
         settings_.compound_short_parts.end();
}

bool CompoundSplitter::lacks_link(const std::string& piece) const {
  return std::any_of(settings_.compound_linked_ends.begin(), settings_.compound_linked_ends.end(),
                     [&](const std::string& end) { return piece.ends_with(end); });
}

/// Vorteil, Mitarbeiter, Meisterschaft: the dictionary accepts them as compounds of what are no words (vor, mit,
/// schaft), and says nothing else about them.
std::optional<Reading> CompoundSplitter::unanalysed_noun(const std::string& piece) {
  const std::size_t letters = code_points(piece);
  if (letters < kShortestUnanalysed || letters > kLongestUnanalysed) return std::nullopt;
  if (!accepts(piece)) return std::nullopt;
  return Reading{.lemma = to_title(piece), .parts_of_speech = {PartOfSpeech::noun}};
}

const std::optional<Reading>& CompoundSplitter::head(std::string_view piece) {
  static const std::optional<Reading> kNone;
  if (!unanalysed_allowed_ && !may_be_noun(piece)) return kNone;
  auto& known = heads_[unanalysed_allowed_];
  if (const auto it = known.find(piece); it != known.end()) return it->second;
  if (known.size() > kCachedPieces) known.clear();
  return known.emplace(piece, make_head(std::string(piece))).first->second;
}

std::optional<Reading> CompoundSplitter::make_head(const std::string& piece) {
  if (not_parts_.contains(piece)) return std::nullopt;
  std::optional<Reading> reading = noun(piece);
  if (!reading && code_points(piece) >= 5 && words_.may_have_readings(piece)) {
    // kunden|orientiert: adjectives and participles are heads too.
    for (const Reading& candidate : words_.readings(piece)) {
      if (candidate.parts_of_speech.contains(PartOfSpeech::adjective)) reading = candidate;
    }
  }
  if (!reading && unanalysed_allowed_) reading = unanalysed_noun(piece);
  return reading;
}

/// False only if `make_modifier(piece)`, unanalysed nouns apart, finds nothing: asks for every word that it looks up.
bool CompoundSplitter::may_be_modifier(std::string_view piece) {
  begin_question(piece);
  add_words_of_noun(piece, {});
  for (const auto& [ending, pos] : settings_.compound_restores) add_words_of_noun(piece, ending);
  for (const std::string& link : settings_.compound_cuts) {
    if (!piece.ends_with(link)) continue;
    const std::string_view base = piece.substr(0, piece.size() - link.size());
    add_words_of_noun(base, {});
    for (const auto& [ending, pos] : settings_.compound_restores) {
      if (pos == PartOfSpeech::noun) add_words_of_noun(base, ending);
    }
  }
  add_words_of_noun(piece, kInflectedAdjective);
  return any_word_may_be_form();
}

/// False only if neither `piece` nor a longer one with the same beginning is a modifier. All words that are looked up
/// for it begin like the piece without its linking element.
bool CompoundSplitter::may_begin_modifier(std::string_view piece) const {
  if (unanalysed_allowed_ || piece.size() <= longest_cut_) return true;
  const std::string_view beginning = piece.substr(0, piece.size() - longest_cut_);
  if (words_.may_begin(beginning)) return true;
  const auto& particles = particles_[static_cast<unsigned char>(piece.front())];
  return std::any_of(particles.begin(), particles.end(), [&](const std::string& particle) {
    return beginning.size() <= particle.size()
               ? particle.starts_with(beginning)
               : beginning.starts_with(particle) && words_.may_begin(beginning.substr(particle.size()));
  });
}

const CompoundSplitter::Modifier& CompoundSplitter::modifier(std::string_view piece) {
  static const Modifier kNone;
  if (!unanalysed_allowed_ && !may_be_modifier(piece)) return kNone;
  auto& known = modifiers_[unanalysed_allowed_];
  if (const auto it = known.find(piece); it != known.end()) return it->second;
  if (known.size() > kCachedPieces) known.clear();
  return known.emplace(piece, make_modifier(std::string(piece))).first->second;
}

CompoundSplitter::Modifier CompoundSplitter::make_modifier(const std::string& piece) {
  Modifier found;
  const auto take = [&](const std::optional<Reading>& reading) {
    if (found.possible || !reading) return;
    found = {true, reading->lemma, false};
  };
  const bool listed = not_parts_.contains(piece);
  const std::size_t letters = code_points(piece);
  if (!listed) take(noun(piece));  // Kunden-
  const bool long_enough = !listed && letters >= 4;
  for (const std::string& link : settings_.compound_cuts) {  // Leistung-s-
    if (!long_enough || !piece.ends_with(link)) continue;
    const std::string base = piece.substr(0, piece.size() - link.size());
    if (not_parts_.contains(base)) continue;
    const bool already = found.possible;
    take(noun(base));
    if (!already && found.possible) found.odd = link != settings_.compound_cuts.front();
    for (const auto& [ending, pos] : settings_.compound_restores) {  // Hilf-s-, of Hilfe
      if (!found.possible && pos == PartOfSpeech::noun) take(noun(base + ending));
    }
    if (unanalysed_allowed_) take(unanalysed_noun(base));
  }
  if (unanalysed_allowed_ && !listed && !found.possible) take(unanalysed_noun(piece));
  for (const auto& [ending, pos] : settings_.compound_restores) {  // Schul-e, Schreib-en
    if (!long_enough || found.possible) continue;
    if (pos == PartOfSpeech::noun) {
      take(noun(piece + ending));
      continue;
    }
    if (!words_.may_have_readings(piece + ending)) continue;
    for (const Reading& reading : words_.readings(piece + ending)) {
      if (found.possible || !reading.parts_of_speech.contains(pos)) continue;
      take(std::optional(reading));
      found.odd = true;
    }
  }
  if (const std::string inflected = piece + std::string(kInflectedAdjective);
      !found.possible && long_enough && words_.may_have_readings(inflected)) {  // Groß-
    // Its inflected form says that it is one: the dictionary has no class for the word as it stands.
    for (const Reading& reading : words_.readings(inflected)) {
      if (!found.possible && reading.parts_of_speech.contains(PartOfSpeech::adjective) &&
          to_lower(reading.lemma) == piece)
        take(std::optional(reading));
    }
  }
  return found;
}

void CompoundSplitter::extend(Word& word, std::size_t from, std::vector<std::string>& pieces, Candidate& best) {
  const std::size_t letters = word.letters();
  const std::size_t left = letters - from;
  if (left < kShortestShortPart || pieces.size() + 1 > kMostParts) return;
  if (!pieces.empty()) {
    const std::string_view last = word.piece(from, letters);
    if ((left >= kShortestPart || is_short_part(last)) && head(last)) {
      Candidate complete{pieces, 0, left, left};
      complete.pieces.emplace_back(last);
      for (const std::string& piece : pieces) {
        complete.shortest = std::min(complete.shortest, code_points(piece));
        complete.odd += lacks_link(piece) || modifier(piece).odd;
      }
      if (best.worse_than(complete)) best = std::move(complete);
    }
  }
  if (!best.pieces.empty() && best.pieces.size() <= pieces.size() + 1) return;
  for (std::size_t to = from + kShortestShortPart; to + kShortestShortPart <= letters; ++to) {
    const std::string_view piece = word.piece(from, to);
    if (!may_begin_modifier(piece)) return;
    if (word.dead[from][to]) continue;
    if ((to - from < kShortestPart && !is_short_part(piece)) || !modifier(piece).possible) {
      word.dead[from].set(to);
      continue;
    }
    pieces.emplace_back(piece);
    extend(word, to, pieces, best);
    pieces.pop_back();
  }
}

std::vector<std::string> CompoundSplitter::best_pieces(Word& word) {
  Candidate best;
  std::vector<std::string> begun;
  extend(word, 0, begun, best);
  if (!best.pieces.empty() || unanalysed_allowed_) return std::move(best.pieces);
  // Only what cannot be cut otherwise and is spelt right as a whole: accepted words are many, and compounds themselves.
  if (!accepts(word.lower)) return {};
  unanalysed_allowed_ = true;
  word.dead = {};
  std::vector<std::string> pieces = best_pieces(word);
  unanalysed_allowed_ = false;
  return pieces;
}

std::optional<CompoundSplit> CompoundSplitter::split(std::string_view text) {
  Word word(text);
  if (word.letters() < kShortestWord || word.letters() > kLongestWord) return std::nullopt;
  std::vector<std::string> pieces;
  if (const auto it = exceptions_.find(word.lower); it != exceptions_.end()) {
    pieces = it->second;
  } else {
    pieces = best_pieces(word);
  }
  if (pieces.size() < 2) return std::nullopt;
  CompoundSplit result;
  std::string before;
  for (std::size_t i = 0; i + 1 < pieces.size(); ++i) {
    const Modifier& found = modifier(pieces[i]);
    result.parts.push_back({pieces[i], found.possible ? found.lemma : to_title(pieces[i])});
    before += pieces[i];
  }
  const std::optional<Reading>& last = head(pieces.back());
  result.head = last ? *last : Reading{.lemma = to_title(pieces.back()), .parts_of_speech = {PartOfSpeech::noun}};
  result.parts.push_back({pieces.back(), result.head.lemma});
  const bool noun_head = !last || last->parts_of_speech.contains(PartOfSpeech::noun);
  result.head.lemma = noun_head ? joined_lemma(before, result.head.lemma) : before + result.head.lemma;
  return result;
}

}  // namespace termknit
