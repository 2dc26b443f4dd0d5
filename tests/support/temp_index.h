// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A small index in a folder of its own, for tests of search.

#include <memory>
#include <string>
#include <vector>

#include "search/index_set.h"
#include "tests/support/command.h"

namespace termknit::test {

struct TempArticle {
  std::string path{};  ///< "de/a.txt"
  const char* language = "de";
  std::string text{};
};

/// Indexes the articles, each in the language it names, and lets the index's vocabulary answer first.
class TempIndex {
 public:
  explicit TempIndex(const std::vector<TempArticle>& articles, unsigned shards = 1);

  IndexSet& indexes() { return *indexes_; }
  /// The project folder (".termknit").
  std::filesystem::path project() const { return folder_.path() / ".termknit"; }
  const TempFolder& folder() const { return folder_; }

 private:
  TempFolder folder_;
  std::unique_ptr<IndexSet> indexes_;
};

/// What `xapian-tcpsrv` serves on 127.0.0.1 while this object lives.
class ServedDatabase {
 public:
  explicit ServedDatabase(const std::filesystem::path& database);
  ~ServedDatabase();
  ServedDatabase(const ServedDatabase&) = delete;
  ServedDatabase& operator=(const ServedDatabase&) = delete;
  /// "127.0.0.1:PORT"; empty if the server is not installed.
  const std::string& address() const { return address_; }
  void stop();

 private:
  std::string address_;
  int process_ = -1;
};

}  // namespace termknit::test
