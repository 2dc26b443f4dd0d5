// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/word_exceptions.h"

#include <bit>

#include "core/file.h"
#include "core/tsv.h"
#include "language/text.h"
#include "language/text_hash.h"

namespace termknit {
namespace {

constexpr std::size_t kBitsPerForm = 16;

}  // namespace

void WordExceptions::read(const std::filesystem::path& file, const DiagnosticSink& sink) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return;
  for_each_line(read_file(file), [&](std::string_view line, std::size_t number) {
    if (line.empty() || line.front() == '#') return;
    const std::size_t tab = line.find('\t');
    const std::string_view lemmas = tab == line.npos ? line.substr(0, 0) : line.substr(tab + 1);
    if (lemmas.find_first_not_of(" |\t") == lemmas.npos) {
      report(sink, Severity::warning, "ignored: a line is a form, a tab, and its lemmas", {file.string(), number});
      return;
    }
    cells_[fold(to_nfc(line.substr(0, tab)))] = to_nfc(lemmas.substr(0, lemmas.find('\t')));
  });
  bits_.assign(std::bit_ceil(kBitsPerForm * cells_.size() + 1), false);
  for (const auto& [form, _] : cells_) bits_[bit_of(form)] = true;
}

std::size_t WordExceptions::bit_of(std::string_view form) const {
  return TextHash(form).value() & (bits_.size() - 1);
}

std::vector<std::string> WordExceptions::lemmas(std::string_view folded_form) const {
  if (bits_.empty() || !bits_[bit_of(folded_form)]) return {};
  const auto it = cells_.find(folded_form);
  return it == cells_.end() ? std::vector<std::string>() : split_synonyms(it->second);
}

}  // namespace termknit
