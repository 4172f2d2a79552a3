// Averages of floats over whole numbers, which vectors may divide by other means than division: against the
// processor's.
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "kernels/kernels.h"
#include "kernels/reference.h"

namespace cenote {
namespace {

using reference::float_of;
using reference::KernelTest;
using reference::Values;
using ::testing::AssertionFailure;
using ::testing::AssertionResult;
using ::testing::AssertionSuccess;

INSTANTIATE_TEST_SUITE_P(Table, KernelTest, ::testing::Range(0, kernel_tables()), reference::table_name);

constexpr int64_t kSums = 1 << 14;

class Sums {
 public:
  Sums() : sums_(kSums + kSlack), out_(kSums) {}

  float& operator[](int64_t i) { return sums_[static_cast<size_t>(i)]; }

  AssertionResult are_divided_right(const Kernels& table, float divisor) {
    const float inverse = 1 / divisor;
    Ending<float> ending{&divisor, true, false, 0, 1};
    ending.inverses = &inverse;
    const float* const lines[] = {sums_.data()};
    table.float32.average.outputs(lines, 1, 1, kSums, ending, out_.data());
    for (size_t i = 0; i < kSums; ++i) {
      const float exact = (sums_[i] + 0.0f) / divisor;
      const float expected = std::isnan(exact) ? std::numeric_limits<float>::quiet_NaN() : exact;
      if (std::memcmp(&out_[i], &expected, sizeof(float)) != 0) {
        return AssertionFailure() << std::hexfloat << sums_[i] << " / " << divisor << " is " << out_[i] << ", expected "
                                  << expected;
      }
    }
    return AssertionSuccess();
  }

 private:
  std::vector<float> sums_, out_;
};

TEST_P(KernelTest, DividesEveryFraction) {
  Sums sums;
  for (const float divisor : {3.0f, 6.0f, 7.0f, 9.0f, 25.0f, 49.0f, 81.0f, 0x1.fffffp20f}) {
    for (int64_t fraction = 0; fraction < 1 << 23; fraction += kSums) {
      for (int64_t i = 0; i < kSums; ++i) sums[i] = float_of(0x3F800000u + static_cast<uint32_t>(fraction + i));
      ASSERT_TRUE(sums.are_divided_right(table(), divisor));
    }
  }
}

TEST_P(KernelTest, DividesAnyNumberByAnyCount) {
  Sums sums;
  Values values(reference::kRandom, 1);
  for (int64_t repeat = 0; repeat < 1500; ++repeat) {
    const auto divisor = static_cast<float>(1 + values.below(repeat % 2 == 0 ? 300 : kMostWhole));
    for (int64_t i = 0; i < kSums; ++i) sums[i] = float_of(static_cast<uint32_t>(values.below(uint64_t{1} << 32)));
    // Of most vectors no element is one that has to be divided.
    for (int64_t i = 0; repeat % 3 != 0 && i < kSums; ++i) {
      if (!(std::abs(sums[i]) > 0x1p-90f && std::abs(sums[i]) < 0x1p127f)) sums[i] = 0;
    }
    ASSERT_TRUE(sums.are_divided_right(table(), divisor));
  }
}

// Products of a divisor and what lies near the middle of two floats, where quotients are hardest to round.
TEST_P(KernelTest, DividesWhatIsHardToRound) {
  Sums sums;
  Values values(reference::kRandom, 2);
  for (int64_t repeat = 0; repeat < 1500; ++repeat) {
    const double divisor = static_cast<double>(kMostWhole - values.below(repeat % 2 == 0 ? 1000 : kMostWhole));
    for (int64_t i = 0; i < kSums; ++i) {
      const double middle = static_cast<double>((1 << 24) + values.below(1 << 24)) + 0.5;
      sums[i] = static_cast<float>(std::ldexp(middle * divisor, static_cast<int>(values.below(60)) - 60));
    }
    ASSERT_TRUE(sums.are_divided_right(table(), static_cast<float>(divisor)));
  }
}

TEST_P(KernelTest, DividesNumbersAtTheLimits) {
  Sums sums;
  for (const float divisor : {1.0f, 2.0f, 3.0f, 9.0f, 100.0f, 0x1p21f}) {
    for (int64_t i = 0; i < kSums; ++i) {
      const auto bits = static_cast<uint32_t>(i / 8);
      constexpr uint32_t kLimits[] = {0,          0x00800000, 0x01000000, 0x0B000000,
                                      0x7F000000, 0x7F7FFF00, 0x7FC00000, 0x3F800000};
      sums[i] = float_of((kLimits[i % 8] + bits) | (i / 64 % 2 == 0 ? 0 : 0x80000000));
    }
    ASSERT_TRUE(sums.are_divided_right(table(), divisor));
    for (int64_t i = 0; i < kSums; ++i) sums[i] = i % 32 == 5 ? std::numeric_limits<float>::infinity() : -0.0f;
    ASSERT_TRUE(sums.are_divided_right(table(), divisor));
  }
}

}  // namespace
}  // namespace cenote
