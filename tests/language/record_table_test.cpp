// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/record_table.h"

#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "core/file.h"
#include "tests/support/command.h"

namespace termknit {
namespace {

using testing::Optional;

constexpr std::size_t kNoLimit = 1 << 20;
constexpr std::uint64_t kStamp = 7;

/// "word0" -> "value of word0" and so on; some keys are the beginnings of others.
std::string key(int i) {
  return "word" + std::to_string(i);
}
std::string value(int i) {
  return "value of " + key(i);
}

RecordTable table(int from, int to) {
  RecordTable made;
  for (int i = from; i < to; ++i) EXPECT_TRUE(made.add(key(i), value(i)));
  return made;
}

class Records : public testing::Test {
 protected:
  std::shared_ptr<const RecordFile> opened() const { return RecordFile::open(file_, kStamp); }

  const test::TempFolder folder_;
  const std::filesystem::path file_ = folder_.path() / "de.words";
};

TEST_F(Records, AreFoundInMemory) {
  const RecordTable made = table(0, 5000);
  EXPECT_EQ(made.size(), 5000U);
  for (int i = 0; i < 5000; ++i) EXPECT_THAT(made.view().find(key(i)), Optional(std::string_view(value(i))));
  EXPECT_EQ(made.view().find("word"), std::nullopt);
  EXPECT_EQ(made.view().find(""), std::nullopt);
  EXPECT_EQ(RecordTable().view().find("word0"), std::nullopt);
}

TEST_F(Records, TooLongToBeKeptAreNotAdded) {
  RecordTable made;
  EXPECT_FALSE(made.add("", "x"));
  EXPECT_FALSE(made.add(std::string(RecordTable::kLongestKey + 1, 'x'), "x"));
  EXPECT_FALSE(made.add("x", std::string(RecordTable::kLongestValue + 1, 'x')));
  const std::string longest(RecordTable::kLongestKey, 'x'), most(RecordTable::kLongestValue, 'y');
  EXPECT_TRUE(made.add(longest, most));
  EXPECT_THAT(made.view().find(longest), Optional(std::string_view(most)));
  EXPECT_EQ(made.size(), 1U);
}

TEST_F(Records, OfSeveralTablesAreOneFile) {
  const RecordTable first = table(0, 700), second = table(700, 1000);
  write_record_file(file_, kStamp, std::vector{first.view(), RecordView(), second.view()}, kNoLimit);
  const auto file = opened();
  ASSERT_TRUE(file);
  for (int i = 0; i < 1000; ++i) EXPECT_THAT(file->view().find(key(i)), Optional(std::string_view(value(i))));
  EXPECT_EQ(file->view().find("word1000"), std::nullopt);
  int next = 0;
  file->view().for_each([&](std::string_view k, std::string_view v) {
    EXPECT_EQ(k, key(next));
    EXPECT_EQ(v, value(next++));
  });
  EXPECT_EQ(next, 1000);
}

TEST_F(Records, TooManyForAFileAreDroppedFromTheOldestOn) {
  const RecordTable first = table(0, 100), second = table(100, 200), third = table(200, 250);
  const std::size_t half = first.view().records.size() + second.view().records.size() / 2;
  write_record_file(file_, kStamp, std::vector{first.view(), second.view(), third.view()}, half);
  const auto file = opened();
  ASSERT_TRUE(file);
  EXPECT_LE(file->view().records.size(), half);
  EXPECT_GT(file->view().records.size(), half - 100);
  int found = 0;
  for (int i = 0; i < 250; ++i) {
    const auto bytes = file->view().find(key(i));
    if (found > 0 || bytes) {
      EXPECT_THAT(bytes, Optional(std::string_view(value(i)))) << "all behind the first that stayed: " << i;
      ++found;
    }
  }
  EXPECT_GT(found, 130);
  EXPECT_LT(found, 170);
}

TEST_F(Records, OfAnotherStampOrNoneAreNoFile) {
  EXPECT_EQ(opened(), nullptr);
  write_record_file(file_, kStamp + 1, std::vector{table(0, 9).view()}, kNoLimit);
  EXPECT_EQ(opened(), nullptr);
  folder_.write("de.words", "not one of ours, and longer than the head of one: some sixty letters");
  EXPECT_EQ(opened(), nullptr);
}

TEST_F(Records, CutShortAtAnyByteAreNoFile) {
  write_record_file(file_, kStamp, std::vector{table(0, 9).view()}, kNoLimit);
  const std::string whole = read_file(file_);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    folder_.write("de.words", whole.substr(0, size));
    EXPECT_EQ(opened(), nullptr) << size;
  }
  folder_.write("de.words", whole + "x");
  EXPECT_EQ(opened(), nullptr);
}

TEST_F(Records, WithAnyByteDamagedGiveARightValueOrNone) {
  write_record_file(file_, kStamp, std::vector{table(0, 9).view()}, kNoLimit);
  const std::string whole = read_file(file_);
  int refused = 0, told = 0, missed = 0;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const int flip : {1, 0x80, 0xFF}) {
      std::string damaged = whole;
      damaged[at] = static_cast<char>(damaged[at] ^ flip);
      folder_.write("de.words", damaged);
      const auto file = opened();
      if (!file) {
        ++refused;
        continue;
      }
      for (int i = 0; i < 10; ++i) {
        try {
          const auto found = file->view().find(key(i));
          EXPECT_EQ(found.value_or(value(i)), value(i)) << "byte " << at;
          missed += i < 9 && !found;
        } catch (const Error& error) {
          EXPECT_EQ(error.kind(), ErrorKind::corrupt);
          ++told;
        }
      }
    }
  }
  EXPECT_EQ(refused, 40 * 3) << "the head";
  EXPECT_GT(told, 0);
  EXPECT_GT(missed, 0) << "a slot that says something else";
}

TEST_F(Records, OfAFileWhoseEverySlotIsTakenEndTheirSearch) {
  write_record_file(file_, kStamp, std::vector{table(0, 9).view()}, kNoLimit);
  std::string bytes = read_file(file_);
  for (std::size_t at = 40; at < bytes.size() - opened()->view().records.size(); at += 4) bytes[at] |= 1;
  folder_.write("de.words", bytes);
  EXPECT_EQ(opened()->view().find("unheard of"), std::nullopt);
}

}  // namespace
}  // namespace termknit
