// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The reading process: parses one file after the other under limits of the kernel's, so that a parser's crash, endless
// loop or hunger costs one file and not the run.

#include <functional>

#include "indexer/article_reader.h"

namespace termknit {

/// As read_article(); tests put a faulty one in its place.
using ReadFunction =
    std::function<ReadArticle(std::string_view, ArticleFormat, const ReadOptions&, const DiagnosticSink&)>;

/// Answers the requests that come in over `socket` until it is closed. Returns the exit code.
int run_reader_worker(int socket, const ReadFunction& read = read_article);

}  // namespace termknit
