// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/error.h"

#include <cerrno>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace termknit::test {
namespace {

TEST(Error, OfAFullDiskItSaysWhatToDo) {
  EXPECT_EQ(failure_reason(ENOSPC), "No space left on device; make room there and run the command again");
  EXPECT_THAT(failure_reason(EDQUOT), testing::HasSubstr("make room there"));
  EXPECT_EQ(failure_reason(EACCES), "Permission denied");
}

}  // namespace
}  // namespace termknit::test
