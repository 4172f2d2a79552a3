// What is in the tables, and divisors.
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "kernels/kernels.h"
#include "kernels/reference.h"

namespace cenote {
namespace {

using reference::KernelTest;

INSTANTIATE_TEST_SUITE_P(Table, KernelTest, ::testing::Range(0, kernel_tables()), reference::table_name);

TEST_P(KernelTest, HasAllKernelsAndFusesUnlessItIsTheBaseline) {
  const Kernels& k = table();
  EXPECT_TRUE(k.max_rows && k.max_run);
  const auto whole = [](const auto& s) { return s.of_rows && s.of_lines && s.average_lines && s.add && s.run; };
  EXPECT_TRUE(whole(k.float_sums) && whole(k.double_sums));
  const bool fuses = GetParam() != 0;
  EXPECT_EQ(k.max_2x2s2 && k.max_3x3s2 && k.max_3x3s1 && k.max_planes && k.max_windows, fuses);
  EXPECT_EQ(k.average_2x2s2 && k.average_3x3s2 && k.average_3x3s1 && k.average_planes && k.average_windows, fuses);
}

TEST_P(KernelTest, KnowsItsLanes) {
  const std::map<std::string, int64_t> lanes = {{"baseline", 1}, {"sse4", 4}, {"neon", 4}, {"avx2", 8}, {"avx512", 16}};
  ASSERT_EQ(lanes.count(table().name), 1u);
  EXPECT_EQ(table().lanes, lanes.at(table().name));
}

TEST(Divisors, AreThoseOfLaterOutputs) {
  const double values[] = {2, 3, 5, 7};
  const Divisors<double> own{values, false, true}, uniform{values, true, false};
  EXPECT_EQ(own.from(2).values, values + 2);
  EXPECT_FALSE(own.from(2).uniform);
  EXPECT_TRUE(own.from(2).reciprocal && own.of(3).reciprocal);
  EXPECT_EQ(own.of(3).values, values + 3);
  EXPECT_TRUE(own.of(3).uniform);
  EXPECT_EQ(uniform.from(2).values, values);
  EXPECT_EQ(uniform.of(3).values, values);
  EXPECT_TRUE(uniform.from(2).uniform && uniform.of(3).uniform);
  EXPECT_FALSE(uniform.from(2).reciprocal || uniform.of(3).reciprocal);
}

}  // namespace
}  // namespace cenote
