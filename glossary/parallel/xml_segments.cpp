// SPDX-License-Identifier: GPL-3.0-or-later
// TMX 1.1 to 1.4b and XLIFF 1.2 and 2.x (ISO 21720) as segments.
#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "core/tsv.h"
#include "glossary/exchange/xml_events.h"
#include "glossary/parallel/format_readers.h"
#include "glossary/parallel/message_text.h"
#include "language/text.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

using Kind = XmlEvent::Kind;

/// Codes of the original format: what they hold is markup, not text.
constexpr std::array<std::string_view, 5> kCodes{"bpt", "ept", "ph", "it", "ut"};
/// Beside the text of an XLIFF unit: other proposals, notes, and the source once more in pieces.
constexpr std::array<std::string_view, 7> kBeside{"alt-trans", "seg-source", "note",         "notes",
                                                  "matches",   "metadata",   "context-group"};

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// What stands up to the end of `element`, without codes.
std::string text_of(XmlEventReader& xml, std::string_view element) {
  std::string text;
  std::size_t codes = 0;
  while (const auto event = xml.next()) {
    if (event->kind == Kind::end && event->name == element) break;
    if (event->kind == Kind::start && is_one_of(event->name, kCodes)) ++codes;
    if (event->kind == Kind::end && is_one_of(event->name, kCodes)) --codes;
    if (event->kind == Kind::start && codes <= 1 && (event->name == "x" || event->name == "ph")) text += ' ';
    if (event->kind == Kind::text && codes == 0) text += event->text;
  }
  return text;
}

void skip(XmlEventReader& xml, std::string_view element) {
  std::size_t depth = 1;
  while (const auto event = xml.next()) {
    if (event->name != element) continue;
    if (event->kind == Kind::start) ++depth;
    if (event->kind == Kind::end && --depth == 0) return;
  }
}

/// Counts what was left out, and says it once.
class LeftOut {
 public:
  LeftOut(const SegmentReadOptions& options, std::string file) : options_(options), file_(std::move(file)) {}
  void operator()(std::string reason, std::uint64_t line) {
    auto& [count, first] = counts_[std::move(reason)];
    if (++count == 1) first = line;
  }
  void tell() const {
    for (const auto& [reason, count] : counts_) {
      report(options_.sink, Severity::warning,
             fmt::format("{} segment{} left out: {}", count.first, count.first == 1 ? "" : "s", reason),
             {file_, count.second});
    }
  }

 private:
  const SegmentReadOptions& options_;
  std::string file_;
  std::map<std::string, std::pair<std::size_t, std::uint64_t>> counts_;
};

bool wanted(const SegmentReadOptions& options, const LanguageTag& language) {
  return options.languages.empty() ||
         std::any_of(options.languages.begin(), options.languages.end(),
                     [&](const LanguageTag& tag) { return tag.language() == language.language(); });
}

void read_unit(XmlEventReader& xml, const XmlEvent& start, std::size_t number, const SegmentReadOptions& options,
               const SegmentSink& sink, LeftOut& left_out) {
  Segment segment;
  segment.id = clean_text(start.attribute("tuid"));
  if (segment.id.empty()) segment.id = fmt::format("#{}", number);
  std::optional<LanguageTag> language;
  std::string fault;
  while (const auto event = xml.next()) {
    if (event->kind == Kind::end && event->name == "tu") break;
    if (event->kind != Kind::start) continue;
    if (event->name == "note" || event->name == "prop") {
      skip(xml, event->name);
    } else if (event->name == "tuv") {
      // TMX 1.1 wrote "lang".
      const std::string_view stated =
          event->attribute("xml:lang").empty() ? event->attribute("lang") : event->attribute("xml:lang");
      language = LanguageTag::try_parse(stated);
      if (!language) fault = stated.empty() ? "no language is stated" : fmt::format("'{}' is no language", stated);
    } else if (event->name == "seg") {
      std::string text = message_text(text_of(xml, "seg"));
      if (!language || text.empty() || !wanted(options, *language)) continue;
      if (segment.text(language->language())) {
        fault = "a language stands there twice";
        continue;
      }
      segment.texts.push_back({language->language(), std::move(text)});
    }
  }
  if (segment.texts.size() < 2) return left_out(fault.empty() ? "fewer than two languages" : fault, start.line);
  if (!fault.empty()) left_out(fault, start.line);
  sink(std::move(segment));
}

class XliffUnits {
 public:
  XliffUnits(XmlEventReader& xml, const SegmentReadOptions& options, const SegmentSink& sink, LeftOut& left_out)
      : xml_(xml), options_(options), sink_(sink), left_out_(left_out) {}

  void read(const std::string& file) {
    bool root = true;
    while (const auto event = xml_.next()) {
      if (event->kind == Kind::end) {
        end(*event);
        continue;
      }
      if (event->kind != Kind::start) continue;
      if (root && event->name != "xliff") throw xml_.error(ErrorKind::malformed, "is no XLIFF file", *event);
      root = false;
      start(*event, file);
    }
  }

 private:
  void languages(std::string_view source, std::string_view target, const XmlEvent& event) {
    source_ = LanguageTag::try_parse(source);
    target_ = LanguageTag::try_parse(target);
    if (options_.languages.size() == 2) {
      if (!source_) source_ = options_.languages[0];
      if (!target_) target_ = options_.languages[1];
    }
    if (!source_ || !target_)
      throw xml_.error(ErrorKind::unsupported, "does not name its languages: say --languages SOURCE,TARGET", event);
    source_ = source_->language();
    target_ = target_->language();
  }

  void start(const XmlEvent& event, const std::string& file) {
    const std::string& name = event.name;
    if (is_one_of(name, kBeside)) return skip(xml_, name);
    if (name == "xliff" && !event.attribute("srcLang").empty()) {
      languages(event.attribute("srcLang"), event.attribute("trgLang"), event);
    } else if (name == "file" && !event.attribute("source-language").empty()) {
      languages(event.attribute("source-language"), event.attribute("target-language"), event);
    } else if (name == "trans-unit" || name == "unit") {
      id_ = clean_text(event.attribute("id"));
      in_unit_ = true;
    } else if (in_unit_ && name == "source") {
      line_ = event.line;
      source_text_ = text_of(xml_, "source");
    } else if (in_unit_ && name == "target") {
      const std::string_view state = event.attribute("state");
      doubtful_ = state.starts_with("needs-") || state == "new";
      target_text_ = text_of(xml_, "target");
      if (name == "target") flush(file);
    }
  }

  void end(const XmlEvent& event) {
    if (event.name == "segment" || event.name == "trans-unit" || event.name == "unit") {
      source_text_.clear();
      target_text_.clear();
    }
    if (event.name == "trans-unit" || event.name == "unit") in_unit_ = false;
  }

  void flush(const std::string& file) {
    if (doubtful_) {
      if (!trim(target_text_).empty()) left_out_("the translation is marked as new or as needing work", line_);
    } else if (source_ && target_) {
      ++number_;
      add_message(options_, sink_, {file, line_}, id_.empty() ? fmt::format("#{}", number_) : id_, *source_,
                  source_text_, *target_, target_text_);
    } else {
      left_out_("no language is stated", line_);
    }
    target_text_.clear();
  }

  XmlEventReader& xml_;
  const SegmentReadOptions& options_;
  const SegmentSink& sink_;
  LeftOut& left_out_;
  std::optional<LanguageTag> source_, target_;
  std::string id_, source_text_, target_text_;
  std::uint64_t line_ = 0;
  std::size_t number_ = 0;
  bool in_unit_ = false, doubtful_ = false;
};

}  // namespace

void read_tmx_segments(const fs::path& file, const SegmentReadOptions& options, const SegmentSink& sink) {
  XmlEventReader xml(file.string(), file_bytes(file));
  LeftOut left_out(options, file.string());
  bool root = true;
  std::size_t number = 0;
  while (const auto event = xml.next()) {
    if (event->kind != Kind::start) continue;
    if (root && event->name != "tmx") throw xml.error(ErrorKind::malformed, "is no TMX file", *event);
    root = false;
    if (event->name == "tu") read_unit(xml, *event, ++number, options, sink, left_out);
  }
  left_out.tell();
}

void read_xliff_segments(const fs::path& file, const SegmentReadOptions& options, const SegmentSink& sink) {
  XmlEventReader xml(file.string(), file_bytes(file));
  LeftOut left_out(options, file.string());
  XliffUnits(xml, options, sink, left_out).read(file.string());
  left_out.tell();
}

}  // namespace termknit
