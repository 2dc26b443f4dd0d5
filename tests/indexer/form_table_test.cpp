// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/form_table.h"

#include <gtest/gtest.h>

namespace termknit::test {
namespace {

TEST(FormTable, KeepsThePartsOfForms) {
  FormTable forms;
  EXPECT_FALSE(forms.find(7));
  EXPECT_TRUE(forms.add(7, "kunde\ndienst\n"));
  EXPECT_TRUE(forms.add(8, ""));
  EXPECT_FALSE(forms.add(7, "another\n"));
  EXPECT_EQ(forms.find(7), "kunde\ndienst\n");
  EXPECT_EQ(forms.find(8), "");
}

TEST(FormTable, GrowsWithoutLosingAny) {
  FormTable forms;
  for (std::uint64_t key = 0; key < 100'000; ++key) forms.add(key * 0x100000000U, std::to_string(key) + "\n");
  for (std::uint64_t key = 2; key < 100'000; ++key)
    ASSERT_EQ(forms.find(key * 0x100000000U), std::to_string(key) + "\n");
}

}  // namespace
}  // namespace termknit::test
