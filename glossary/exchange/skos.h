// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>

#include "glossary/exchange/glossary_io.h"

namespace termknit {

/// SKOS as Turtle: a concept scheme with the glossary's title, and a skos:Concept per entry. The first usable term of a
/// language is its prefLabel, further ones are altLabels, deprecated and superseded ones hiddenLabels; definitions,
/// contexts (skos:example), notes, subject fields (dct:subject) and cross references (broader, narrower, related) go
/// along. A concept's IRI is its id, if that is one, else urn:termknit:concept:ID.
std::unique_ptr<GlossaryWriter> make_skos_writer(std::FILE* file, GlossaryWriteOptions options);

/// Reads concepts with labels, streaming: statements about one subject that follow one another are one entry.
/// prefLabel is read as preferred, altLabel as admitted, hiddenLabel as deprecated; labels without a language are of
/// `options.languages[0]`, else "und". Throws Error: io; malformed, with its line; limit.
GlossaryHeader read_skos(const std::filesystem::path& file, const GlossaryReadOptions& options,
                         const GlossarySink& sink);

}  // namespace termknit
