// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/skos.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "core/tsv.h"
#include "glossary/exchange/flat_terms.h"
#include "glossary/exchange/turtle.h"
#include "language/text.h"
#include "language/text_stream.h"

namespace termknit {
namespace {

constexpr std::string_view kSkos = "http://www.w3.org/2004/02/skos/core#";
constexpr std::string_view kTerms = "http://purl.org/dc/terms/";
constexpr std::string_view kElements = "http://purl.org/dc/elements/1.1/";
constexpr std::string_view kLabel = "http://www.w3.org/2000/01/rdf-schema#label";
constexpr std::string_view kSeeAlso = "http://www.w3.org/2000/01/rdf-schema#seeAlso";
constexpr std::string_view kType = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
constexpr std::string_view kConcept = "urn:termknit:concept:";

bool is_web_address(std::string_view text) {
  return text.starts_with("http://") || text.starts_with("https://");
}

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

bool is_plain_iri(std::string_view text) {
  return is_web_address(text) && is_valid_utf8(text) && std::all_of(text.begin(), text.end(), [](char c) {
           const auto byte = static_cast<unsigned char>(c);
           return byte > 0x20 && byte != 0x7F && std::string_view("<>\"{}|\\^`").find(c) == std::string_view::npos;
         });
}

std::string concept_iri(std::string_view id) {
  if (is_plain_iri(id)) return std::string(id);
  std::string iri(kConcept);
  for (const char c : id) {
    if (is_unreserved(c))
      iri += c;
    else
      iri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return iri;
}

std::string concept_id(std::string_view iri) {
  if (!iri.starts_with(kConcept)) return clean_text(iri);
  iri.remove_prefix(kConcept.size());
  const auto digit = [](char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
  };
  std::string id;
  for (std::size_t i = 0; i < iri.size(); ++i) {
    const bool escaped = iri[i] == '%' && i + 2 < iri.size() && digit(iri[i + 1]) >= 0 && digit(iri[i + 2]) >= 0;
    id += escaped ? static_cast<char>(digit(iri[i + 1]) * 16 + digit(iri[i + 2])) : iri[i];
    if (escaped) i += 2;
  }
  return clean_text(is_valid_utf8(id) ? id : replace_invalid_utf8(id));
}

class SkosWriter : public GlossaryWriter {
 public:
  SkosWriter(std::FILE* file, GlossaryWriteOptions options) : file_(file), options_(std::move(options)) {
    put("@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@prefix dct: <http://purl.org/dc/terms/> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n\n"
        "<urn:termknit:scheme> a skos:ConceptScheme");
    const GlossaryHeader& header = options_.header;
    property("dct:title", header.title, header.working_language);
    property("dct:description", header.source_description, header.working_language);
    put(" .\n");
  }

  void write(const ConceptEntry& entry) override {
    put("\n" + turtle_iri(concept_iri(entry.id)) + " a skos:Concept ;\n  skos:inScheme <urn:termknit:scheme>");
    for (const LanguageSection& section : entry.languages) labels(section);
    for (const std::string& subject : entry.subject_fields) property("dct:subject", subject, {});
    for (const SourcedText& definition : entry.definitions) property("skos:definition", definition.text, {});
    for (const std::string& note : entry.notes) property("skos:note", note, {});
    for (const LanguageSection& section : entry.languages) documentation(section);
    for (const CrossReference& reference : entry.cross_references) cross_reference(reference);
    for (const CrossReference& reference : entry.external_references) {
      if (is_plain_iri(reference.target)) put(" ;\n  rdfs:seeAlso " + turtle_iri(reference.target));
    }
    put(" .\n");
  }
  void finish() override {}

 private:
  void put(const std::string& text) { std::fwrite(text.data(), 1, text.size(), file_); }

  void property(const char* name, std::string_view text, const LanguageTag& language) {
    const std::string clean = printable_text(text);
    if (trim(clean).empty()) return;
    put(fmt::format(" ;\n  {} {}", name,
                    turtle_literal(clean, language.undetermined() ? std::string_view{} : language.str())));
  }

  /// A text is one label only: SKOS has the three kinds disjoint.
  void labels(const LanguageSection& section) {
    std::set<std::string> seen;
    const char* kind = "skos:prefLabel";
    for (const Term* term : usable_terms(section)) {
      const std::string label = one_line_text(term->designation);
      if (!seen.insert(label).second) continue;
      property(kind, label, section.language);
      kind = "skos:altLabel";
    }
    for (const Term* term : retired_terms(section)) {
      const std::string label = one_line_text(term->designation);
      if (seen.insert(label).second) property("skos:hiddenLabel", label, section.language);
    }
  }

  void documentation(const LanguageSection& section) {
    for (const SourcedText& definition : section.definitions)
      property("skos:definition", definition.text, section.language);
    for (const std::string& note : section.notes) property("skos:note", note, section.language);
    for (const Term& term : section.terms) {
      for (const SourcedText& context : term.contexts) property("skos:example", context.text, section.language);
      for (const std::string& note : term.notes) property("skos:note", note, section.language);
    }
  }

  void cross_reference(const CrossReference& reference) {
    if (!options_.is_exported || !options_.is_exported(reference.target)) {
      return property("skos:note", reference.text + (reference.target.empty() ? "" : " (" + reference.target + ")"),
                      {});
    }
    const bool hierarchy = reference.text == "broader" || reference.text == "narrower";
    put(fmt::format(" ;\n  skos:{} {}", hierarchy ? reference.text : "related",
                    turtle_iri(concept_iri(reference.target))));
  }

  std::FILE* file_;
  GlossaryWriteOptions options_;
};

class SkosReader {
 public:
  SkosReader(std::string file, const GlossaryReadOptions& options, const GlossarySink& sink)
      : file_(std::move(file)), sink_(sink) {
    if (!options.languages.empty()) default_language_ = options.languages.front();
  }

  void statement(const TurtleStatement& statement) {
    if (has_type(statement, "ConceptScheme")) return scheme(statement);
    if (statement.subject.empty() || !is_concept(statement)) return;
    if (!current_ || subject_ != statement.subject) {
      flush();
      subject_ = statement.subject;
      line_ = statement.line;
      current_.emplace().id = concept_id(statement.subject);
    }
    for (const auto& [predicate, object] : statement.properties) property(predicate, object);
  }

  GlossaryHeader finish() {
    flush();
    return header_;
  }

 private:
  static bool has_type(const TurtleStatement& statement, std::string_view type) {
    return std::any_of(statement.properties.begin(), statement.properties.end(), [&](const auto& property) {
      return property.first == kType && property.second.text.starts_with(kSkos) &&
             std::string_view(property.second.text).substr(kSkos.size()) == type;
    });
  }

  static bool is_concept(const TurtleStatement& statement) {
    return has_type(statement, "Concept") ||
           std::any_of(statement.properties.begin(), statement.properties.end(), [](const auto& property) {
             return property.first.starts_with(kSkos) && property.first.ends_with("Label");
           });
  }

  void scheme(const TurtleStatement& statement) {
    for (const auto& [predicate, object] : statement.properties) {
      if (object.kind != TurtleObject::Kind::literal) continue;
      const bool title = predicate == std::string(kTerms) + "title" || predicate == std::string(kElements) + "title" ||
                         predicate == kLabel || predicate == std::string(kSkos) + "prefLabel";
      if (title && header_.title.empty()) {
        header_.title = clean_text(object.text);
        if (const auto language = LanguageTag::try_parse(object.language)) header_.working_language = *language;
      }
      if (predicate == std::string(kTerms) + "description") header_.source_description = clean_text(object.text);
    }
  }

  void property(const std::string& predicate, const TurtleObject& object) {
    if (object.kind == TurtleObject::Kind::nameless || predicate == kType) return;
    if (predicate == kSeeAlso && object.kind == TurtleObject::Kind::iri) {
      current_->external_references.push_back({"", clean_text(object.text)});
    } else if (predicate.starts_with(kSkos)) {
      skos_property(predicate.substr(kSkos.size()), object);
    } else if (predicate == std::string(kTerms) + "subject" && object.kind == TurtleObject::Kind::literal) {
      current_->subject_fields.push_back(clean_text(object.text));
    } else {
      const std::size_t slash = predicate.find_last_of("/#");
      other(slash == predicate.npos ? predicate : predicate.substr(slash + 1), object);
    }
  }

  void other(const std::string& name, const TurtleObject& object) {
    const bool iri = object.kind == TurtleObject::Kind::iri;
    current_->other.push_back({"note", clean_text(name), iri ? std::string() : clean_text(object.text),
                               iri ? clean_text(object.text) : std::string()});
  }

  void skos_property(const std::string& name, const TurtleObject& object) {
    const bool literal = object.kind == TurtleObject::Kind::literal;
    if (name == "inScheme" || name == "topConceptOf") return;
    if (name == "broader" || name == "narrower" || name == "related") {
      if (!literal) current_->cross_references.push_back({name == "related" ? "" : name, concept_id(object.text)});
    } else if (name.ends_with("Match") && !literal) {
      current_->external_references.push_back({name, clean_text(object.text)});
    } else if (name.ends_with("Label") && literal) {
      label(name, object);
    } else if (literal && (name == "definition" || name == "example" || name == "note" || name.ends_with("Note"))) {
      documentation_.push_back({name, object});
    } else {
      other(name, object);
    }
  }

  std::optional<LanguageTag> language_of(const TurtleObject& object) {
    if (object.language.empty()) return default_language_;
    const auto language = LanguageTag::try_parse(object.language);
    if (!language)
      report(fmt::format("'{}' is no language; the label is skipped", truncate_at_code_point(object.language, 100)));
    return language;
  }

  void label(const std::string& name, const TurtleObject& object) {
    const std::string designation = one_line_text(object.text);
    const auto language = language_of(object);
    if (designation.empty() || !language) return;
    Term& term = current_->section(*language).terms.emplace_back();
    term.designation = designation;
    term.status = name == "prefLabel"  ? AdministrativeStatus::preferred
                  : name == "altLabel" ? AdministrativeStatus::admitted
                                       : AdministrativeStatus::deprecated;
  }

  /// Texts in a language that has terms are that section's; all others are the concept's.
  void place(const std::string& name, const TurtleObject& object) {
    const std::string text = clean_text(object.text);
    if (trim(text).empty()) return;
    const auto language = object.language.empty() ? std::nullopt : LanguageTag::try_parse(object.language);
    LanguageSection* section = language && current_->find(*language) ? &current_->section(*language) : nullptr;
    if (name == "definition") {
      (section ? section->definitions : current_->definitions).push_back({text, ""});
    } else if (name == "example" && section) {
      section->terms.front().contexts.push_back({text, ""});
    } else {
      (section ? section->notes : current_->notes).push_back(text);
    }
  }

  void flush() {
    if (!current_) return;
    if (current_->languages.empty()) {
      report("a concept without labels; skipped");
    } else {
      for (const auto& [name, object] : documentation_) place(name, object);
      sink_.entry(std::move(*current_));
    }
    documentation_.clear();
    current_.reset();
  }

  void report(std::string message) {
    if (sink_.repair) sink_.repair({current_ ? current_->id : std::string(), {file_, line_}, std::move(message)});
  }

  std::string file_;
  const GlossarySink& sink_;
  LanguageTag default_language_{};
  GlossaryHeader header_{};
  std::string subject_{};
  std::uint64_t line_ = 0;
  std::optional<ConceptEntry> current_{};
  std::vector<std::pair<std::string, TurtleObject>> documentation_{};
};

}  // namespace

std::unique_ptr<GlossaryWriter> make_skos_writer(std::FILE* file, GlossaryWriteOptions options) {
  return std::make_unique<SkosWriter>(file, std::move(options));
}

GlossaryHeader read_skos(const std::filesystem::path& file, const GlossaryReadOptions& options,
                         const GlossarySink& sink) {
  TextStream text(file);
  TurtleReader turtle(file.string(), [&](std::string& out) { return text.read(out); });
  SkosReader reader(file.string(), options, sink);
  TurtleStatement statement;
  while (!(sink.stop && sink.stop()) && turtle.next(statement)) reader.statement(statement);
  return reader.finish();
}

}  // namespace termknit
