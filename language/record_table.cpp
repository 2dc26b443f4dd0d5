// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/record_table.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <functional>

#include "core/checksum.h"
#include "core/error.h"
#include "core/private_file.h"

namespace termknit {
namespace {

constexpr char kMagic[8] = {'t', 'k', 'w', 'o', 'r', 'd', 's', '1'};

/// Numbers as the machine has them: a file from another kind of machine has another checksum.
struct Head {
  char magic[8];
  std::uint64_t stamp, slots, record_bytes;
  std::uint64_t checksum;  // of what is in front of it
};

std::uint64_t checksum_of(const Head& head) {
  return checksum({reinterpret_cast<const char*>(&head), offsetof(Head, checksum)});
}

// A record: checksum of the rest (4 bytes), length of the key (1), of the value (2), key, value.
constexpr std::size_t kChecked = 4, kLengths = 3;

std::uint32_t short_checksum(std::string_view bytes) {
  return static_cast<std::uint32_t>(checksum(bytes));
}

struct Record {
  std::string_view key, value;
  std::size_t bytes() const { return kChecked + kLengths + key.size() + value.size(); }
};

Record read_record(std::string_view records, std::size_t place) {
  const auto damaged = [] { return Error(ErrorKind::corrupt, "is damaged"); };
  if (place > records.size() || records.size() - place < kChecked + kLengths) throw damaged();
  std::string_view record = records.substr(place);
  std::uint32_t check = 0;
  std::memcpy(&check, record.data(), kChecked);
  record.remove_prefix(kChecked);
  std::uint16_t value = 0;
  const std::size_t key = static_cast<unsigned char>(record.front());
  std::memcpy(&value, record.data() + 1, sizeof value);
  if (record.size() - kLengths < key + value || short_checksum(record.substr(0, kLengths + key + value)) != check)
    throw damaged();
  return {record.substr(kLengths, key), record.substr(kLengths + key, value)};
}

/// Slots are in the order of their tags, but for those that found theirs taken.
std::size_t first_slot(std::uint32_t tag, std::size_t slots) {
  return static_cast<std::size_t>(static_cast<std::uint64_t>(tag) * slots >> 32);
}

void insert(std::span<RecordSlot> slots, RecordSlot slot) {
  std::size_t at = first_slot(slot.tag, slots.size());
  while (slots[at].place != 0) at = at + 1 == slots.size() ? 0 : at + 1;
  slots[at] = slot;
}

/// The records of a table from one on, and where they come to lie.
struct Moved {
  RecordView table;
  std::size_t from, to;

  void for_each_slot(const std::function<void(RecordSlot)>& f) const {
    for (const RecordSlot slot : table.slots) {
      if (slot.place > from && slot.place <= table.records.size())
        f({slot.tag, static_cast<std::uint32_t>(slot.place - from + to)});
    }
  }
};

std::size_t first_record_behind(const RecordView& table, std::size_t bytes) {
  if (bytes == 0) return 0;
  std::size_t first = table.records.size();
  for (const RecordSlot slot : table.slots) {
    if (slot.place > bytes) first = std::min<std::size_t>(first, slot.place - 1);
  }
  return first;
}

/// Two thirds of the slots are taken at most.
std::size_t slots_for(std::size_t records) {
  return records + records / 2 + 1;
}

}  // namespace

std::optional<std::string_view> RecordView::find(std::string_view key) const {
  const std::uint32_t tag = short_checksum(key);
  std::size_t at = slots.empty() ? 0 : first_slot(tag, slots.size());
  for (std::size_t tries = 0; tries < slots.size(); ++tries) {
    const RecordSlot slot = slots[at];
    if (slot.place == 0) return std::nullopt;
    if (slot.tag == tag) {
      const Record record = read_record(records, slot.place - 1);
      if (record.key == key) return record.value;
    }
    at = at + 1 == slots.size() ? 0 : at + 1;
  }
  return std::nullopt;
}

void RecordView::for_each(const std::function<void(std::string_view, std::string_view)>& f) const {
  for (std::size_t place = 0; place < records.size();) {
    const Record record = read_record(records, place);
    f(record.key, record.value);
    place += record.bytes();
  }
}

bool RecordTable::add(std::string_view key, std::string_view value) {
  if (key.empty() || key.size() > kLongestKey || value.size() > kLongestValue) return false;
  if (slots_.size() < slots_for(count_ + 1)) {
    std::vector<RecordSlot> larger(2 * slots_for(count_ + 1));
    for (const RecordSlot slot : slots_) {
      if (slot.place != 0) insert(larger, slot);
    }
    slots_ = std::move(larger);
  }
  insert(slots_, {short_checksum(key), static_cast<std::uint32_t>(records_.size() + 1)});
  ++count_;
  const std::size_t begin = records_.size();
  records_.append(kChecked, '\0');
  records_ += static_cast<char>(key.size());
  const auto length = static_cast<std::uint16_t>(value.size());
  records_.append(reinterpret_cast<const char*>(&length), sizeof length);
  records_.append(key).append(value);
  const std::uint32_t check = short_checksum(std::string_view(records_).substr(begin + kChecked));
  std::memcpy(records_.data() + begin, &check, kChecked);
  return true;
}

std::shared_ptr<const RecordFile> RecordFile::open(const std::filesystem::path& file, std::uint64_t stamp) {
  auto map = MappedFile::open(file);
  Head head{};
  if (!map || map->bytes().size() < sizeof head) return nullptr;
  const std::string_view bytes = map->bytes();
  std::memcpy(&head, bytes.data(), sizeof head);
  if (std::memcmp(head.magic, kMagic, sizeof kMagic) != 0 || head.stamp != stamp || head.checksum != checksum_of(head))
    return nullptr;
  const std::size_t rest = bytes.size() - sizeof head;
  if (head.slots > rest / sizeof(RecordSlot) || rest - head.slots * sizeof(RecordSlot) != head.record_bytes)
    return nullptr;
  auto opened = std::make_shared<RecordFile>();
  const char* const slots = bytes.data() + sizeof head;
  opened->view_.slots = {reinterpret_cast<const RecordSlot*>(slots), static_cast<std::size_t>(head.slots)};
  opened->view_.records = bytes.substr(bytes.size() - head.record_bytes);
  opened->file_ = std::move(map);
  return opened;
}

void write_record_file(const std::filesystem::path& file, std::uint64_t stamp, std::span<const RecordView> tables,
                       std::size_t most_bytes) {
  std::size_t excess = 0, written = 0, count = 0;
  for (const RecordView& table : tables) excess += table.records.size();
  excess -= std::min(excess, most_bytes);
  std::vector<Moved> moved;
  for (const RecordView& table : tables) {
    moved.push_back({table, first_record_behind(table, excess), written});
    excess -= std::min(excess, table.records.size());
    written += table.records.size() - moved.back().from;
    moved.back().for_each_slot([&](RecordSlot) { ++count; });
  }
  std::vector<RecordSlot> slots(slots_for(count));
  for (const Moved& part : moved) part.for_each_slot([&](RecordSlot slot) { insert(slots, slot); });
  Head head{};
  std::memcpy(head.magic, kMagic, sizeof kMagic);
  head.stamp = stamp;
  head.slots = slots.size();
  head.record_bytes = written;
  head.checksum = checksum_of(head);
  std::vector<std::string_view> pieces{
      {reinterpret_cast<const char*>(&head), sizeof head},
      {reinterpret_cast<const char*>(slots.data()), slots.size() * sizeof(RecordSlot)}};
  for (const Moved& part : moved) pieces.push_back(part.table.records.substr(part.from));
  write_private_file(file, pieces);
}

}  // namespace termknit
