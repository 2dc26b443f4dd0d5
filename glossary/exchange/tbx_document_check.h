// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// One TBX document as it streams by: structure and attributes by the grammar, categories by their tables, links by
// ids; then the advice. tbx_validator.h is the way in.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "glossary/exchange/tbx_advice.h"
#include "glossary/exchange/tbx_categories.h"
#include "glossary/exchange/tbx_grammar.h"
#include "glossary/exchange/tbx_links.h"
#include "glossary/exchange/tbx_validator.h"
#include "glossary/exchange/xml_stream.h"

namespace termknit {

class TbxDocumentCheck : public XmlHandler {
 public:
  explicit TbxDocumentCheck(std::string name);
  /// The reader whose places are reported; before it starts.
  void attach(const XmlStream& stream) { stream_ = &stream; }

  void start(const XmlElement& element) override;
  void text(std::string_view piece) override;
  void end() override;
  /// Behind the last element: links that point nowhere.
  void finish();

  /// What has been found since the last call.
  std::vector<TbxFinding> take_findings();
  std::string dialect() const;
  std::uint64_t entries() const { return entries_; }

 private:
  /// A `<sc/>` that has not met its `<ec/>`.
  struct Opening {
    std::string isolated{};  ///< empty: not given
    bool given = false;
    std::uint64_t line = 0, column = 0;
  };

  struct Frame {
    const ElementRule* rule = nullptr;       ///< null: not known here; what is in it is not checked
    const CategoryRule* category = nullptr;  ///< of a typed element, if the dialect has rules for its type
    std::string name{};                      ///< "termSec"; of other namespaces with a colon: "min:partOfSpeech"
    std::string type{};                      ///< attribute type, or the category of a DCT element
    std::string text{};                      ///< if `keeps_text`
    std::uint64_t line = 0, column = 0;
    std::size_t particle = 0;           ///< where in the rule's sequence
    std::vector<std::size_t> counts{};  ///< children met for each particle
    std::string last_child{};           ///< the last one that stood rightly
    std::vector<Opening> openings{};
    bool foreign = false, keeps_text = false, text_told = false, codes_opened = false, has_children = false;
  };

  // tbx_document_check.cpp: events, the root, text and values.
  void start_root(const XmlElement& element);
  void start_v3(const XmlElement& element);
  void check_text(Frame& frame, std::string_view piece);
  void check_value(const Frame& frame);
  bool v3() const { return grammar_ == &tbx3_grammar(); }
  bool v2() const { return grammar_ == &tbx2_grammar() || grammar_ == &tbx2_basic_grammar(); }
  /// A public DCT dialect: its modules are checked one by one, so ids are not compared over the file.
  bool modular() const { return dct_ && dialect_ != TbxDialect::other && dialect_ != TbxDialect::core; }
  bool own_namespace(const XmlElement& element) const { return element.space == namespace_; }
  bool within(std::string_view ancestor) const;
  std::string_view level() const;
  const Frame* ancestor(std::size_t generations) const;

  // tbx_structure_check.cpp: what may stand where, attributes.
  const ElementRule* place_child(const XmlElement& element, const std::string& name, bool foreign);
  const ElementRule* place_in_sequence(Frame& parent, const std::string& name, bool foreign);
  void tell_misplaced(Frame& parent, const std::string& name, bool foreign);
  void tell_missing(const Frame& frame);
  void check_attributes(const XmlElement& element, const ElementRule& rule, const std::string& name);
  void check_attribute(const AttributeRule& rule, std::string_view value, const std::string& element);
  void check_id(std::string_view value, const std::string& element);

  // tbx_category_check.cpp: data categories, link targets, inline codes.
  void check_category(Frame& frame, const XmlElement& element);
  void check_dct(Frame& frame, const XmlElement& element, std::string_view module);
  void check_v2_category(const Frame& frame);
  void check_target(const XmlElement& element, const Frame& frame);
  void check_inline_code(const XmlElement& element, const Frame& frame);
  void check_openings(Frame& parent, bool closed);

  // Advice by what the element is.
  void advise_start(const Frame& frame, const XmlElement& element);
  void advise_end(const Frame& frame);

  void report(std::string rule, std::string message, std::string mend = {}, Severity severity = Severity::error);
  void report_at(std::uint64_t line, std::uint64_t column, std::string rule, std::string message, std::string mend = {},
                 Severity severity = Severity::error);

  const XmlStream* stream_ = nullptr;
  std::string name_, namespace_, entry_;
  const TbxGrammar* grammar_ = nullptr;
  const TbxCategories* categories_ = nullptr;
  TbxDialect dialect_ = TbxDialect::other;
  std::string dialect_name_, type_;
  bool dct_ = false, known_ = false, names_default_categories_ = false;
  std::uint64_t entries_ = 0;
  std::vector<Frame> open_;
  std::vector<TbxFinding> findings_;
  TbxLinks links_;
  TbxAdvice advice_;
};

}  // namespace termknit
