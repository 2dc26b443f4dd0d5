// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/dictionaries/compiled_dictionary.h"

#include <algorithm>
#include <cstring>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/checksum.h"
#include "core/file.h"
#include "core/tsv.h"
#include "language/text.h"

namespace termknit {
namespace {

constexpr char kMagic[8] = {'T', 'K', 'D', 'I', 'C', 'T', '0', '3'};

/// Layout of the file: this, then `table_count` entries, then the groups' text.
struct Header {
  char magic[8];
  std::uint64_t source_stamp;
  std::uint64_t group_count, table_count, groups_size;
  std::uint64_t checksum;  ///< of everything after the header
};

struct TableEntry {
  std::uint64_t hash;
  std::uint64_t offset;  ///< of the group in the groups' text
};

std::uint64_t key_hash(const LanguageTag& language, std::string_view key) {
  return checksum(key, checksum(language.str()));
}

// Separators below every printable character.
constexpr char kField = '\x1F', kTerm = '\x1E', kGroup = '\n';

std::string format_group(const TranslationGroup& group) {
  std::string text(1, static_cast<char>('0' + static_cast<int>(group.part_of_speech)));
  text += tsv_cell(group.label);
  for (const GroupSide& side : group.sides) {
    text += kField;
    text += side.language.str();
    for (const std::string& term : side.terms) {
      text += kTerm;
      text += tsv_cell(term);
    }
  }
  text += kGroup;
  return text;
}

TranslationGroup parse_group(std::string_view text) {
  TranslationGroup group;
  text = text.substr(0, text.find(kGroup));
  if (text.empty()) return group;
  group.part_of_speech = static_cast<PartOfSpeech>(text[0] - '0');
  const auto fields = split(text.substr(1), kField);
  group.label = fields[0];
  for (std::size_t i = 1; i < fields.size(); ++i) {
    const auto terms = split(fields[i], kTerm);
    GroupSide side;
    if (const auto tag = LanguageTag::try_parse(terms[0])) side.language = *tag;
    side.terms.assign(terms.begin() + 1, terms.end());
    group.sides.push_back(std::move(side));
  }
  return group;
}

}  // namespace

std::string dictionary_key(std::string_view term) {
  std::string key;
  for (const char c : fold(term)) {
    if (c != ' ' || (!key.empty() && key.back() != ' ')) key += c;
  }
  while (!key.empty() && key.back() == ' ') key.pop_back();
  for (const std::string_view article : {"der ", "die ", "das ", "the ", "a ", "an "}) {
    if (key.starts_with(article)) return key.substr(article.size());
  }
  return key;
}

void DictionaryBuilder::add(const TranslationGroup& group,
                            const std::vector<std::vector<std::vector<std::string>>>& keys) {
  const auto offset = static_cast<std::uint32_t>(groups_.size());
  groups_ += format_group(group);
  ++count_;
  for (std::size_t s = 0; s < group.sides.size(); ++s) {
    const GroupSide& side = group.sides[s];
    for (std::size_t t = 0; t < side.terms.size(); ++t) {
      table_.emplace_back(key_hash(side.language, dictionary_key(side.terms[t])), offset);
      if (s >= keys.size() || t >= keys[s].size()) continue;
      for (const std::string& key : keys[s][t]) table_.emplace_back(key_hash(side.language, key), offset);
    }
  }
}

std::string DictionaryBuilder::bytes(std::uint64_t source_stamp) const {
  auto sorted = table_;
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  std::string body;
  body.reserve(sorted.size() * sizeof(TableEntry) + groups_.size());
  for (const auto& [hash, offset] : sorted) {
    const TableEntry entry{hash, offset};
    body.append(reinterpret_cast<const char*>(&entry), sizeof entry);
  }
  body += groups_;
  Header header{};
  std::memcpy(header.magic, kMagic, sizeof kMagic);
  header.source_stamp = source_stamp;
  header.group_count = count_;
  header.table_count = sorted.size();
  header.groups_size = groups_.size();
  header.checksum = checksum(body);
  return std::string(reinterpret_cast<const char*>(&header), sizeof header) + body;
}

void DictionaryBuilder::write(const std::filesystem::path& file, std::uint64_t source_stamp) const {
  write_file(file, bytes(source_stamp));
}

CompiledDictionary::~CompiledDictionary() {
  if (map_) ::munmap(map_, map_size_);
}

bool CompiledDictionary::check(std::uint64_t source_stamp) {
  Header header{};
  if (bytes_.size() < sizeof header) return false;
  std::memcpy(&header, bytes_.data(), sizeof header);
  if (std::memcmp(header.magic, kMagic, sizeof kMagic) != 0 || header.source_stamp != source_stamp) return false;
  if (header.table_count > bytes_.size() / sizeof(TableEntry)) return false;
  return bytes_.size() == sizeof header + header.table_count * sizeof(TableEntry) + header.groups_size;
}

std::shared_ptr<const CompiledDictionary> CompiledDictionary::from_bytes(std::string bytes,
                                                                         std::uint64_t source_stamp) {
  std::shared_ptr<CompiledDictionary> dictionary(new CompiledDictionary);
  dictionary->owned_ = std::move(bytes);
  dictionary->bytes_ = dictionary->owned_;
  return dictionary->check(source_stamp) ? dictionary : nullptr;
}

std::shared_ptr<const CompiledDictionary> CompiledDictionary::open(const std::filesystem::path& file,
                                                                   std::uint64_t source_stamp) {
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return nullptr;
  struct stat status {};
  std::shared_ptr<CompiledDictionary> dictionary(new CompiledDictionary);
  if (::fstat(fd, &status) == 0 && status.st_size > 0) {
    // Cache files are replaced by rename, never written in place: the map cannot shrink under us.
    void* map = ::mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_PRIVATE, fd, 0);
    if (map != MAP_FAILED) {
      dictionary->map_ = map;
      dictionary->map_size_ = static_cast<std::size_t>(status.st_size);
      dictionary->bytes_ = {static_cast<const char*>(map), dictionary->map_size_};
    }
  }
  ::close(fd);
  return dictionary->check(source_stamp) ? dictionary : nullptr;
}

std::size_t CompiledDictionary::group_count() const {
  Header header{};
  std::memcpy(&header, bytes_.data(), sizeof header);
  return header.group_count;
}

std::vector<TranslationGroup> CompiledDictionary::find(const LanguageTag& language, std::string_view key) const {
  Header header{};
  std::memcpy(&header, bytes_.data(), sizeof header);
  const char* table = bytes_.data() + sizeof header;
  const std::string_view groups = bytes_.substr(sizeof header + header.table_count * sizeof(TableEntry));
  const auto entry = [&](std::uint64_t i) {
    TableEntry e{};
    std::memcpy(&e, table + i * sizeof e, sizeof e);
    return e;
  };
  const std::uint64_t hash = key_hash(language, key);
  std::uint64_t low = 0, high = header.table_count;
  while (low < high) {
    const std::uint64_t middle = (low + high) / 2;
    if (entry(middle).hash < hash) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  std::vector<TranslationGroup> found;
  for (; low < header.table_count; ++low) {
    const TableEntry e = entry(low);
    if (e.hash != hash) break;
    if (e.offset < groups.size()) found.push_back(parse_group(groups.substr(e.offset)));
  }
  return found;
}

void CompiledDictionary::for_each(const std::function<void(const TranslationGroup&)>& f) const {
  Header header{};
  std::memcpy(&header, bytes_.data(), sizeof header);
  std::string_view groups = bytes_.substr(sizeof header + header.table_count * sizeof(TableEntry));
  while (!groups.empty()) {
    f(parse_group(groups));
    const std::size_t end = groups.find(kGroup);
    groups.remove_prefix(end == groups.npos ? groups.size() : end + 1);
  }
}

}  // namespace termknit
