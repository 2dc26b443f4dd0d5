// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Which data categories a dialect of TBX knows, where each may stand, and which values it takes.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace termknit {

/// `other`: a private dialect of v3; only the core structure is known. The last three are older than v3.
enum class TbxDialect { core, min, basic, linguist, other, v2_default, v2_basic, min2013 };

struct CategoryRule {
  std::string element{};              ///< "descrip"; of DCT the module: "min", "basic", "ling"
  std::string name{};                 ///< "definition"
  std::vector<std::string> places{};  ///< empty: anywhere
  std::vector<std::string> values{};  ///< empty: any text
  enum class Target { none, id, id_required, web } target = Target::none;  ///< of DCT; DCA has it in the grammar
  bool values_binding = true;                                              ///< false: another value is no error
};

/// One line of a table as written down; lists are parted by blanks. `dialects`: C(ore), M(in), B(asic), L(inguist).
///
/// A place is "termSec", or "descripGrp/termSec" for within a group there. "*Grp" is any group but transacGrp,
/// "*anyGrp" any group, "*" any element. For v2 the places are levels: termEntry, langSet, term.
struct CategoryText {
  std::string_view dialects, element, names, places, values;
  CategoryRule::Target target = CategoryRule::Target::none;
  bool values_binding = true;
};

/// The categories of one dialect and style.
class TbxCategories {
 public:
  static const TbxCategories& dca(TbxDialect dialect);
  static const TbxCategories& dct();  ///< `element` is the short name of the module
  static const TbxCategories& v2_default();
  static const TbxCategories& v2_basic();

  const CategoryRule* find(std::string_view element, std::string_view name) const;
  /// The categories of an element, if the dialect allows no others.
  std::vector<std::string> closed_list(std::string_view element) const;
  /// Whether any rule is about `element`.
  bool knows(std::string_view element) const;
  /// The element that `name` belongs to in this dialect; empty if it is no category here.
  std::string element_of(std::string_view name) const;

  /// From one of the tables below; `dialect` is the letter that lines must bear (0: all).
  TbxCategories(const CategoryText* lines, std::size_t count, char dialect, std::string_view closed);

 private:
  std::vector<CategoryRule> rules_;
  std::vector<std::string> closed_;
};

/// "min", "basic", "ling" by the namespace of a DCT module; empty if it is none.
std::string_view dct_module(std::string_view xml_namespace);
/// The modules that a dialect may use.
bool dialect_has_module(TbxDialect dialect, std::string_view module);

/// Whether an element whose parent and grandparent bear these names stands at one of the rule's places.
bool stands_at(const CategoryRule& rule, std::string_view parent, std::string_view grandparent);
/// "concept entry or term section": the places in a person's words.
std::string describe_places(const CategoryRule& rule);

}  // namespace termknit
