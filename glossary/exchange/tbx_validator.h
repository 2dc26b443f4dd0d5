// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Is this file TBX? The rules of ISO 30042 for v3 (dialects Core, Min, Basic, Linguist and private ones, in DCA and DCT
// style), for v2 (martif: the default dialect and TBX-Basic) and for the TBX-Min of 2013, as the public schemas have
// them, and link targets, which those leave unchecked. Beyond them, what a terminologist would want to know is warned
// of. A streaming reader: of the file only ids and link targets are kept, and a fixed number of terms.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "core/error.h"

namespace termknit {

struct TbxFinding {
  Severity severity = Severity::error;
  std::string rule{};     ///< a fixed word: "structure", "attribute", "category", ...; listed in docs/validate.md
  std::string entry{};    ///< id of the concept entry; empty outside of entries or when it has none
  std::string message{};  ///< what is wrong, lower-case
  std::string mend{};     ///< how to mend it; may be empty
  Place place{};
  bool operator==(const TbxFinding&) const = default;
  /// "file:line:column: entry c12: message; mend".
  std::string str() const;
};

using TbxFindingSink = std::function<void(const TbxFinding&)>;

struct TbxVerdict {
  std::string dialect{};  ///< "TBX-Basic v3 DCA"; empty if the file is none
  std::uint64_t entries = 0, errors = 0, warnings = 0;
  bool valid() const { return errors == 0; }
};

struct ValidateOptions {
  bool strict = false;  ///< warnings are errors
};

/// Checks a file. Findings come as they are met; those about link targets at the end. A file that is not well-formed,
/// or that passes a limit on depth, attributes or entities, gives one error for that and ends there. Throws Error(io)
/// when it cannot be read.
TbxVerdict validate_tbx_file(const std::filesystem::path& file, const ValidateOptions& options,
                             const TbxFindingSink& sink);

/// The same of bytes in memory; `name` is for places.
TbxVerdict validate_tbx(std::string_view bytes, const std::string& name, const ValidateOptions& options,
                        const TbxFindingSink& sink);

}  // namespace termknit
