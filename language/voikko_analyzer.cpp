// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/voikko_analyzer.h"

#include <algorithm>

namespace termknit {
namespace {

constexpr std::size_t kLongestWord = 255;  // bytes; libvoikko knows no longer one
constexpr std::size_t kMostPaths = 99;     // it looks at

}  // namespace

std::shared_ptr<const VoikkoAnalyzer> VoikkoAnalyzer::open(const std::filesystem::path& transducer) {
  auto opened = VoikkoTransducer::open(transducer);
  if (!opened) return nullptr;
  return std::shared_ptr<const VoikkoAnalyzer>(new VoikkoAnalyzer(std::move(opened)));
}

VoikkoAnalyzer::VoikkoAnalyzer(std::shared_ptr<const VoikkoTransducer> transducer)
    : transducer_(std::move(transducer)) {
  for (const VoikkoTransducer::Symbol& symbol : transducer_->symbols()) symbols_.emplace_back(symbol);
}

std::optional<std::vector<VoikkoAnalysis>> VoikkoAnalyzer::analyze(std::string_view word, Scratch& scratch) const {
  std::vector<VoikkoAnalysis> analyses;
  if (word.empty() || word.size() > kLongestWord) return analyses;
  if (word.find('\0') != word.npos) return std::nullopt;
  const auto letters = static_cast<std::size_t>(
      std::count_if(word.begin(), word.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
  std::size_t paths = 0;
  bool certain = true;
  const bool complete = transducer_->for_each_path(word, scratch.walk, [&](VoikkoTransducer::Path path) {
    certain = certain && add_voikko_analyses(path, symbols_, letters, scratch.pieces, analyses);
    return certain && ++paths < kMostPaths;
  });
  if (!complete || !certain) return std::nullopt;
  return analyses;
}

}  // namespace termknit
