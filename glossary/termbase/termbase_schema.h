// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The termbase's tables, and how an older file gets them.

#include "glossary/termbase/sqlite.h"

namespace termknit {

inline constexpr int kTermbaseSchemaVersion = 4;

/// What a file is before anything is done to it.
struct TermbaseFileState {
  int version = 0;
  bool empty = false;  ///< no table at all
};

/// Throws Error: corrupt (not a database, or another program's), too_new.
TermbaseFileState examine_termbase_file(const sqlite::Connection& database);

/// Brings `database` from `version` to today's schema, one transaction a step: killed in between, it goes on from
/// there.
void migrate_termbase(sqlite::Connection& database, int version);

}  // namespace termknit
