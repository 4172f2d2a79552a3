// What is in the tables, and endings.
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "kernels/kernels.h"
#include "kernels/meaning.h"
#include "kernels/reference.h"

namespace cenote {
namespace {

using reference::KernelTest;

INSTANTIATE_TEST_SUITE_P(Table, KernelTest, ::testing::Range(0, kernel_tables()), reference::table_name);

TEST_P(KernelTest, HasAllKernelsAndThoseOfWholeWindowsThatItIsToHave) {
  for (int64_t type = CENOTE_FLOAT32; type <= CENOTE_INT64; ++type) {
    reference::with_type(type, [&](auto tag) {
      using Type = decltype(tag);
      for (uint64_t number = 0; number < 128; ++number) {
        const reference::Manner manner = reference::any_manner(Type::kFloating, number);
        reference::with_reduction<Type>(table(), manner, [&](const auto& k) {
          EXPECT_TRUE(k.of_rows && k.outputs && k.lines.of_lines && k.lines.combine && k.lines.run);
          EXPECT_TRUE(k.rows_at_once <= kMostLeaves && k.lines.at_once <= kMostLeaves);
          const bool wide = manner.reduction == CENOTE_AVERAGE && manner.wide;
          // Of floats, unless it is the baseline; of 8 and 16 bit elements, with long vectors: maxima and averages.
          const std::string name = table().name;
          const bool narrow = sizeof(typename Type::T) <= 2 && type != CENOTE_INT16 && (name == "avx2" || name == "avx512") &&
                              manner.reduction != CENOTE_MIN;
          const bool has = (narrow || (GetParam() != 0 && type == CENOTE_FLOAT32)) && manner.reduction != CENOTE_LP;
          const bool windows = has && !wide && name != "sse4";
          EXPECT_EQ(k.of_band && k.of_windows, windows) << type << " " << manner;
          EXPECT_EQ(k.of_band || k.of_windows, windows) << type << " " << manner;
          EXPECT_EQ(k.of_planes != nullptr, has && (!wide || Type::kFloating)) << type << " " << manner;
          const bool slides = GetParam() != 0 && type == CENOTE_FLOAT32 && wide;
          EXPECT_TRUE((k.append != nullptr) == slides && (k.lines.slide != nullptr) == slides);
        });
      }
    });
  }
}

TEST_P(KernelTest, HasTranspositions) { EXPECT_TRUE(table().transpose4 && table().transpose8); }

TEST_P(KernelTest, KnowsItsLanes) {
  const std::map<std::string, int64_t> lanes = {{"baseline", 1}, {"sse4", 4}, {"neon", 4}, {"avx2", 8}, {"avx512", 16}};
  ASSERT_EQ(lanes.count(table().name), 1u);
  EXPECT_EQ(table().lanes, lanes.at(table().name));
}

TEST(Ending, IsThatOfLaterOutputs) {
  const double divisors[] = {2, 3, 5, 7};
  const Ending<double> own{divisors, false, true, 1, 2.5}, uniform{divisors, true, false, 2, 3};
  EXPECT_EQ(own.from(2).divisors, divisors + 2);
  EXPECT_FALSE(own.from(2).uniform);
  EXPECT_TRUE(own.from(2).reciprocal && own.of(3).reciprocal);
  EXPECT_EQ(own.of(3).divisors, divisors + 3);
  EXPECT_TRUE(own.of(3).uniform);
  EXPECT_EQ(own.of(3).rounding + own.from(3).rounding, 2);
  EXPECT_EQ(own.of(3).p + own.from(3).p, 5);
  EXPECT_EQ(uniform.from(2).divisors, divisors);
  EXPECT_EQ(uniform.of(3).divisors, divisors);
  EXPECT_TRUE(uniform.from(2).uniform && uniform.of(3).uniform);
  EXPECT_FALSE(uniform.from(2).reciprocal || uniform.of(3).reciprocal);
}

}  // namespace
}  // namespace cenote
