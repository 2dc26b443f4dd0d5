// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace termknit {

/// Lets the user edit `text` with $VISUAL, $EDITOR or vi. Returns what was saved. Throws Error(io) if the editor cannot
/// be run or ends with a failure, which is how one gives up in most editors.
std::string edit_text(const std::string& text, std::string_view extension);

/// JSON with line breaks, for editing. `json` must be valid.
std::string pretty_json(const std::string& json);

}  // namespace termknit
