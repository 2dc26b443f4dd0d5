// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace termknit {

/// What an analysis depends on beside the files of its language: the code of this library, and the libraries that it
/// asks.
std::string analysis_version(bool asks_voikko);

}  // namespace termknit
