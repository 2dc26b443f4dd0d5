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
  std::vector<std::uint32_t>& own_parts = of.parts_of_term.emplace_back();
  if (term.query.parts.size() > 1) {
    for (const std::string& part : term.query.parts) {
      const auto [it, fresh] = of.part_numbers.try_emplace(part, static_cast<std::uint32_t>(of.part_numbers.size()));
      if (fresh) {
        of.by_part_start[start_of(part)].emplace_back(part, it->second);
        of.holders.emplace_back();
      }
      auto& holders = of.holders[it->second];
      if (holders.empty() || holders.back() != number) holders.push_back(number);
      own_parts.push_back(it->second);
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

std::vector<RelatedPart> AttestedTerms::related_parts(const LanguageTag& language, std::string_view word) const {
  std::vector<RelatedPart> found;
  const auto of = languages_.find(language);
  if (of == languages_.end()) return found;
  const auto it = of->second.by_part_start.find(start_of(word));
  if (it == of->second.by_part_start.end()) return found;
  for (const auto& [part, number] : it->second) {
    if (derivationally_related(part, word)) found.push_back({number, part == word});
  }
  return found;
}

const std::vector<std::uint32_t>& AttestedTerms::holders(const LanguageTag& language, std::uint32_t part) const {
  return languages_.at(language).holders[part];
}

const std::vector<std::uint32_t>& AttestedTerms::parts_of(const LanguageTag& language, std::uint32_t term) const {
  return languages_.at(language).parts_of_term[term];
}

std::vector<LanguageTag> AttestedTerms::languages() const {
  std::vector<LanguageTag> tags;
  for (const auto& [language, of] : languages_) tags.push_back(language);
  return tags;
}

}  // namespace termknit
