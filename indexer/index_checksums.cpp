// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index_checksums.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <map>
#include <sstream>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <xapian.h>

#include "core/checksum.h"
#include "core/error.h"
#include "core/file.h"
#include "core/tsv.h"
#include "indexer/block_uses.h"
#include "indexer/index_database.h"

namespace termknit {
namespace fs = std::filesystem;

namespace {

constexpr const char* kFile = "checksums.tsv";
constexpr std::size_t kChunk = 1 << 20;

std::string file_checksum(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw Error(ErrorKind::io, "cannot be read", {file.string()});
  std::string chunk(kChunk, '\0');
  std::uint64_t sum = 0;
  while (in.read(chunk.data(), kChunk) || in.gcount() > 0)
    sum = checksum(std::string_view(chunk.data(), static_cast<std::size_t>(in.gcount())), sum);
  return to_hex(sum);
}

/// A new index is written without waiting for the disk (DB_NO_SYNC); what its checksums promise has to be there.
void wait_for_disk(const fs::path& file) {
  const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = descriptor >= 0 && fsync(descriptor) == 0;
  if (descriptor >= 0) close(descriptor);
  if (!synced) throw Error(ErrorKind::io, "cannot be written to the disk", {file.string()});
}

bool is_table(const fs::path& file) {
  return file.extension() == ".glass" || file.filename() == "iamglass" || file.filename() == kBlockUsesFile;
}

std::map<std::string, std::string> stored_checksums(const fs::path& database) {
  std::map<std::string, std::string> sums;
  std::error_code ignored;
  if (!fs::exists(database / kFile, ignored)) return sums;
  const std::string text = read_file(database / kFile, kChunk);
  for_each_line(text, [&](std::string_view line, std::size_t) {
    const auto cells = split(line, '\t');
    if (cells.size() == 2) sums.emplace(cells[0], cells[1]);
  });
  return sums;
}

/// Lines of the report that are wrong: to Xapian's check an article does not exist when no word of it has weight, as
/// where all of it is boilerplate.
std::size_t mistaken_lines(const std::string& report, const Xapian::Database& database) {
  constexpr std::string_view kBegin = "Position list entry for document ";
  std::size_t mistaken = 0;
  for_each_line(report, [&](std::string_view line, std::size_t) {
    Xapian::docid number = 0;
    if (!line.starts_with(kBegin)) return;
    std::from_chars(line.data() + kBegin.size(), line.data() + line.size(), number);
    auto article = database.postlist_begin("");
    article.skip_to(number);
    if (article != database.postlist_end("") && *article == number && article.get_doclength() == 0) ++mistaken;
  });
  return mistaken;
}

void check_structure(const fs::path& database, std::vector<std::string>& damage) {
  std::ostringstream said;
  try {
    const std::size_t errors = Xapian::Database::check(database.string(), 0, &said);
    std::string reason = said.str();
    if (errors == 0 || errors == mistaken_lines(reason, Xapian::Database(database.string()))) return;
    std::replace(reason.begin(), reason.end(), '\n', ' ');
    damage.push_back(fmt::format("{}: {}", database.filename().string(), trim(reason)));
  } catch (const Xapian::Error& error) {
    damage.push_back(fmt::format("{}: {}", database.filename().string(), error.get_msg()));
  }
}

}  // namespace

void write_checksums(const fs::path& folder) {
  for (const fs::path& database : databases_of(folder)) {
    std::map<std::string, std::string> sums;
    for (const auto& entry : fs::directory_iterator(database)) {
      if (!is_table(entry.path())) continue;
      wait_for_disk(entry.path());
      sums[entry.path().filename().string()] = file_checksum(entry.path());
    }
    std::string text;
    for (const auto& [name, sum] : sums) text += name + '\t' + sum + '\n';
    write_file(database / kFile, text);
  }
}

void remove_checksums(const fs::path& folder) {
  for (const fs::path& database : databases_of(folder)) {
    std::error_code ignored;
    fs::remove(database / kFile, ignored);
  }
}

std::vector<std::string> find_damage(const fs::path& folder) {
  std::vector<std::string> damage;
  for (const fs::path& database : databases_of(folder)) {
    const std::size_t before = damage.size();
    for (const auto& [name, sum] : stored_checksums(database)) {
      try {
        if (file_checksum(database / name) != sum) damage.push_back(name + " is not as it was written");
      } catch (const Error& error) {
        damage.push_back(name + " " + error.message());
      }
    }
    // Xapian's check may read beyond a damaged block, and would say no more than is known.
    if (damage.size() == before) check_structure(database, damage);
  }
  return damage;
}

}  // namespace termknit
