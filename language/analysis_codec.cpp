// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/analysis_codec.h"

#include <algorithm>
#include <utility>

namespace termknit {
namespace {

/// Seven bits a byte, the lowest first; the eighth says that more follow.
void put_number(std::string& out, std::size_t value) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>(value | 0x80);
  out += static_cast<char>(value);
}

/// As much as `text` begins like `model`, by its length; then the rest.
void put_text(std::string& out, std::string_view text, std::string_view model) {
  const auto end = std::mismatch(text.begin(), text.end(), model.begin(), model.end()).first;
  const auto shared = static_cast<std::size_t>(end - text.begin());
  put_number(out, shared);
  put_number(out, text.size() - shared);
  out += text.substr(shared);
}

/// Reads what the functions above wrote. Of what is no such thing every value is empty, and `failed()` true.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  unsigned byte() {
    if (!has(1)) return 0;
    const auto value = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    return value;
  }

  std::size_t number() {
    std::size_t value = 0;
    for (unsigned shift = 0; shift < 28; shift += 7) {
      const unsigned next = byte();
      value |= static_cast<std::size_t>(next & 0x7F) << shift;
      if (next < 0x80) return value;
    }
    failed_ = true;
    return 0;
  }

  std::string text(std::string_view model) {
    const std::size_t shared = number(), own = number();
    if (shared > model.size()) failed_ = true;
    if (!has(own)) return {};
    std::string text(model.substr(0, shared));
    text += rest_.substr(0, own);
    rest_.remove_prefix(own);
    return text;
  }

  /// Of things that take a byte at least.
  std::size_t count() {
    const std::size_t count = number();
    return has(count) ? count : 0;
  }

  bool failed() const { return failed_; }
  bool at_end() const { return rest_.empty(); }

 private:
  bool has(std::size_t bytes) {
    if (bytes > rest_.size()) failed_ = true;
    return !failed_;
  }

  std::string_view rest_;
  bool failed_ = false;
};

constexpr unsigned kGenderShift = 4;  // of the byte that the source has the lower half of

std::string_view behind(std::string_view form, std::size_t at) {
  return form.substr(std::min(at, form.size()));
}

}  // namespace

std::string encode_analysis(std::string_view form, const WordAnalysis& analysis) {
  std::string out;
  out += static_cast<char>(static_cast<unsigned>(analysis.source) | static_cast<unsigned>(analysis.gender)
                                                                        << kGenderShift);
  out += static_cast<char>(analysis.parts_of_speech.bits());
  put_number(out, analysis.lemmas.size());
  for (const std::string& lemma : analysis.lemmas) put_text(out, lemma, form);
  put_number(out, analysis.parts.size());
  std::size_t at = 0;
  for (const CompoundPart& part : analysis.parts) {
    put_text(out, part.surface, behind(form, at));
    put_text(out, part.lemma, part.surface);
    at += part.surface.size();
  }
  return out;
}

std::optional<WordAnalysis> decode_analysis(std::string_view form, std::string_view bytes) {
  Reader reader(bytes);
  WordAnalysis analysis;
  const unsigned first = reader.byte();
  const unsigned source = first & ((1U << kGenderShift) - 1), gender = first >> kGenderShift;
  if (source > static_cast<unsigned>(AnalysisSource::none) || gender > static_cast<unsigned>(Gender::other))
    return std::nullopt;
  analysis.source = static_cast<AnalysisSource>(source);
  analysis.gender = static_cast<Gender>(gender);
  analysis.parts_of_speech = PartOfSpeechSet::from_bits(static_cast<std::uint8_t>(reader.byte()));
  analysis.lemmas.resize(reader.count());
  for (std::string& lemma : analysis.lemmas) lemma = reader.text(form);
  analysis.parts.resize(reader.count());
  std::size_t at = 0;
  for (CompoundPart& part : analysis.parts) {
    part.surface = reader.text(behind(form, at));
    part.lemma = reader.text(part.surface);
    at += part.surface.size();
  }
  if (reader.failed() || !reader.at_end() || analysis.lemmas.empty()) return std::nullopt;
  return analysis;
}

}  // namespace termknit
