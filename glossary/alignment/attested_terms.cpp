// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/alignment/attested_terms.h"

#include <algorithm>

#include "language/text.h"

namespace termknit {
namespace {

constexpr std::size_t kStartLetters = 4;

std::string start_of(std::string_view part) {
  std::size_t bytes = 0;
  for (std::size_t letters = 0; letters < kStartLetters && bytes < part.size(); ++letters) {
    ++bytes;
    while (bytes < part.size() && (static_cast<unsigned char>(part[bytes]) & 0xC0) == 0x80) ++bytes;
  }
  return std::string(part.substr(0, bytes));
}

}  // namespace

bool derivationally_related(std::string_view a, std::string_view b) {
  if (a == b) return true;
  std::size_t shared = 0;
  while (shared < a.size() && shared < b.size() && a[shared] == b[shared]) ++shared;
  while (shared > 0 && shared < a.size() && (static_cast<unsigned char>(a[shared]) & 0xC0) == 0x80) --shared;
  const std::size_t letters = code_points(a.substr(0, shared));
  const std::size_t left = code_points(a) - letters, right = code_points(b) - letters;
  return letters >= 5 && left <= 3 && right <= 4 && letters >= left + right;
}

void AttestedTerms::add(AttestedTerm term) {
  OfLanguage& of = languages_[term.query.language];
  const auto number = static_cast<std::uint32_t>(of.terms.size());
  for (const std::string& key : term.query.keys) of.by_key.emplace(key, number);
  if (term.query.parts.size() > 1) {
    for (const std::string& part : term.query.parts) {
      auto& list = of.by_part_start[start_of(part)];
      if (list.empty() || list.back() != number) list.push_back(number);
    }
  }
  of.terms.push_back(std::move(term));
}

const std::vector<AttestedTerm>& AttestedTerms::all(const LanguageTag& language) const {
  static const std::vector<AttestedTerm> kNone;
  const auto it = languages_.find(language);
  return it == languages_.end() ? kNone : it->second.terms;
}

const AttestedTerm* AttestedTerms::find(const LanguageTag& language, const std::vector<std::string>& keys) const {
  const auto of = languages_.find(language);
  if (of == languages_.end()) return nullptr;
  for (const std::string& key : keys) {
    if (const auto it = of->second.by_key.find(key); it != of->second.by_key.end())
      return &of->second.terms[it->second];
  }
  return nullptr;
}

std::vector<std::uint32_t> AttestedTerms::with_part(const LanguageTag& language, std::string_view part) const {
  std::vector<std::uint32_t> found;
  const auto of = languages_.find(language);
  if (of == languages_.end()) return found;
  const auto it = of->second.by_part_start.find(start_of(part));
  if (it == of->second.by_part_start.end()) return found;
  for (const std::uint32_t number : it->second) {
    const auto& parts = of->second.terms[number].query.parts;
    if (std::any_of(parts.begin(), parts.end(),
                    [&](const std::string& own) { return derivationally_related(own, part); }))
      found.push_back(number);
  }
  return found;
}

std::vector<LanguageTag> AttestedTerms::languages() const {
  std::vector<LanguageTag> tags;
  for (const auto& [language, of] : languages_) tags.push_back(language);
  return tags;
}

}  // namespace termknit
