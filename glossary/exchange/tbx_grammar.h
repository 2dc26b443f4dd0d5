// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Which elements and attributes a kind of TBX has, and in which order: content models as data. Only what TBX needs: a
// sequence of particles, each a choice of names with a count; an unordered group; mixed text; one typed value.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace termknit {

enum class XmlType { text, id, id_reference, language, any_uri, dialect, date, date_or_time, date_time };

struct AttributeRule {
  std::string name{};  ///< "id", "xml:lang"
  XmlType type = XmlType::text;
  std::vector<std::string> values{};  ///< the only ones allowed; empty: any
  bool required = false;
};

/// What an element of another namespace (DCT) may hold where the grammar leaves a slot for it.
enum class ForeignSlot { none, inline_markup, text_only };

/// Some of these elements, between `least` and `most` of them.
struct Particle {
  std::vector<std::string> names{};
  ForeignSlot foreign = ForeignSlot::none;
  std::size_t least = 0, most = SIZE_MAX;
};

struct ElementRule {
  enum class Content { nothing, text, mixed, value, sequence, any_order };
  std::string name{};
  std::vector<AttributeRule> attributes{};
  Content content = Content::nothing;
  std::vector<Particle> particles{};  ///< of mixed content: one, the inline elements
  XmlType type = XmlType::text;       ///< of a value
  std::vector<std::string> values{};  ///< of a value: the only ones allowed; empty: any of the type

  const AttributeRule* find_attribute(std::string_view attribute) const;
  /// The particle that names `element`, or nothing.
  std::optional<std::size_t> find_particle(std::string_view element) const;
};

/// One line of a grammar as written down. Attributes: "id=ID type=string! style=dca|dct!" ('!': required). Content:
/// "#empty", "#text", "#mixed hi ph", "#date", "#values a b", or "term (termNote|termNoteGrp)* xref?"; "#any-order"
/// before it where order does not count. "+inline" and "+plain" in a choice are slots for elements of other namespaces.
/// A name that begins with "@" is a group that later lines refer to.
struct ElementText {
  std::string_view name, attributes, content;
};

class TbxGrammar {
 public:
  template <std::size_t N>
  explicit TbxGrammar(const ElementText (&lines)[N]) : TbxGrammar(lines, N) {}
  TbxGrammar(const ElementText* lines, std::size_t count);

  const ElementRule* find(std::string_view element) const;
  /// The elements that may hold `element`, in order of name.
  std::vector<std::string> parents_of(std::string_view element) const;

 private:
  std::map<std::string, ElementRule, std::less<>> rules_;
};

const TbxGrammar& tbx3_grammar();         ///< v3, every dialect: the core structure
const TbxGrammar& tbx2_grammar();         ///< v2 (martif), the default dialect
const TbxGrammar& tbx2_basic_grammar();   ///< v2 (martif), TBX-Basic
const TbxGrammar& tbx_min2013_grammar();  ///< the TBX-Min of 2013 (root element TBX)

/// What an element of a DCT slot may hold, as a rule.
const ElementRule& foreign_rule(ForeignSlot slot);

}  // namespace termknit
