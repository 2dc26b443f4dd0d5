// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index_location.h"

#include "core/error.h"
#include "core/file.h"
#include "core/tsv.h"
#include "indexer/index_database.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

constexpr std::string_view kPrefix = "index.";

unsigned database_number(std::string_view name) {
  return number_of_name(name, kPrefix);
}

}  // namespace

fs::path index_stub(const fs::path& project) {
  return project / "index";
}

std::optional<fs::path> current_database(const fs::path& project) {
  const fs::path stub = index_stub(project);
  std::error_code ignored;
  if (!fs::exists(stub, ignored)) return std::nullopt;
  const std::string text = read_file(stub, 4096);
  std::string_view line = trim(text);
  constexpr std::string_view kType = "auto ";
  if (line.starts_with(kType)) line.remove_prefix(kType.size());
  line = line.substr(0, line.find_first_of("/\n"));  // of several databases: the folder of the first
  if (database_number(line) == 0) {
    throw Error(ErrorKind::corrupt, "does not name an index folder; run 'termknit index --rebuild'", {stub.string()});
  }
  return project / line;
}

fs::path next_database(const fs::path& project) {
  unsigned highest = 0;
  for (const auto& entry : fs::directory_iterator(project)) {
    highest = std::max(highest, database_number(entry.path().filename().string()));
  }
  return project / (std::string(kPrefix) + std::to_string(highest + 1));
}

void switch_database(const fs::path& project, const fs::path& database) {
  std::string stub;
  for (const fs::path& each : databases_of(database))
    stub += "auto " + each.lexically_relative(project).string() + "\n";
  write_file(index_stub(project), stub);
  for (const auto& entry : fs::directory_iterator(project)) {
    const std::string name = entry.path().filename().string();
    if (database_number(name) == 0 || name == database.filename()) continue;
    std::error_code ignored;  // a reader may hold files open; what stays is removed by the next switch
    fs::remove_all(entry.path(), ignored);
  }
}

}  // namespace termknit
