// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Turtle (W3C RDF 1.1 Turtle, 2014) statement by statement: as much of RDF as reading SKOS takes, nothing kept of what
// was read before but prefixes.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace termknit {

/// The object of a statement: an IRI, a literal, or something without a name. A node without a name that has a literal
/// as rdf:value or skosxl:literalForm counts as that literal.
struct TurtleObject {
  enum class Kind { iri, literal, nameless };
  Kind kind = Kind::nameless;
  std::string text{};      ///< the IRI, or the literal's value
  std::string language{};  ///< as written; empty: none
};

/// Everything a file says of one subject up to the next full stop.
struct TurtleStatement {
  std::string subject{};                                           ///< absolute IRI; empty for a nameless node
  std::vector<std::pair<std::string, TurtleObject>> properties{};  ///< predicate IRI, object
  std::uint64_t line = 0;
};

class TurtleReader {
 public:
  /// `more` appends UTF-8 text to its argument; false at the end. `name` is for places.
  TurtleReader(std::string name, std::function<bool(std::string&)> more);
  ~TurtleReader();
  /// False at the end. Throws Error: malformed, with its line; limit (a statement of more than 64 MiB, nesting).
  bool next(TurtleStatement& statement);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// `text` in quotation marks, with the escapes Turtle needs.
std::string turtle_literal(std::string_view text, std::string_view language = {});

/// `<iri>`, percent-encoding what may not stand in an IRI.
std::string turtle_iri(std::string_view iri);

}  // namespace termknit
