// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// TBX in five spellings; TBX-Basic in DCA style is what every export is unless told otherwise.

#include <cstdio>
#include <memory>

#include "glossary/exchange/glossary_io.h"

namespace termknit {

/// Streams entries to a file; memory does not grow with the glossary. The result is valid for any content: ids become
/// XML names, what XML forbids is left out, categories that the dialect has no place for become notes "name: value".
/// `format` is one of tbx, tbx_dct, tbx_min, tbx_core and tbx2.
std::unique_ptr<GlossaryWriter> make_tbx_writer(GlossaryFormat format, std::FILE* file, GlossaryWriteOptions options);

}  // namespace termknit
