// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What libvoikko 4.3.1 says of a Finnish word, attribute by attribute the same, in a fraction of its time and to any
// number of threads at once (docs/decisions/words-without-libvoikko.md).

#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "language/voikko_output.h"
#include "language/voikko_transducer.h"

namespace termknit {

/// May be shared between threads.
class VoikkoAnalyzer {
 public:
  static constexpr std::string_view kVersion = "4.3.1";  ///< of the libvoikko whose answers it gives

  /// Of the dictionary with this mor.vfst. Null if libvoikko has to be asked all questions.
  static std::shared_ptr<const VoikkoAnalyzer> open(const std::filesystem::path& transducer);

  /// What an analysis needs; each thread has its own.
  struct Scratch {
    VoikkoTransducer::Scratch walk{};
    std::vector<VoikkoPiece> pieces{};
  };

  /// What voikkoAnalyzeWordCstr gives, in its order; null where libvoikko has to be asked.
  std::optional<std::vector<VoikkoAnalysis>> analyze(std::string_view word, Scratch& scratch) const;

 private:
  explicit VoikkoAnalyzer(std::shared_ptr<const VoikkoTransducer> transducer);

  const std::shared_ptr<const VoikkoTransducer> transducer_;
  std::vector<VoikkoSymbol> symbols_;
};

}  // namespace termknit
