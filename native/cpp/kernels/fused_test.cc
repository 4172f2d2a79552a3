// The fused kernels of every table that this machine can run: see kernels_test.cc.
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "kernels/kernels.h"
#include "kernels/reference.h"

namespace cenote {
namespace {

using reference::Block;
using reference::DivisorKind;
using reference::kDivisorKinds;
using reference::KernelTest;
using reference::Kind;
using reference::kKinds;
using reference::kOneNaN;
using reference::Output;
using reference::TestDivisors;
using reference::Values;
using ::testing::AssertionFailure;
using ::testing::AssertionResult;
using ::testing::AssertionSuccess;

INSTANTIATE_TEST_SUITE_P(Table, KernelTest, ::testing::Range(0, kernel_tables()), reference::table_name);

constexpr int64_t kLengths = 70;

// Windows of size x size, 2 or 3, with stride 2; those of 3 begin one column to the left.
struct FusedCase {
  int64_t size;
  int64_t n;
  int64_t width;
  bool has_left;
  int64_t misalignment;
  Kind kind;
  uint64_t seed;

  std::string text() const {
    std::ostringstream s;
    s << size << "x" << size << ", n " << n << " width " << width << (has_left ? " with" : " without")
      << " a column to the left, misaligned by " << misalignment << ", values " << kind << " seed " << seed;
    return s.str();
  }
};

// The rows of a case: each a block of its own with exactly the columns that there are.
class Rows {
 public:
  explicit Rows(const FusedCase& c) : case_(c) {
    Values values(c.kind, c.seed);
    const int64_t left = c.has_left ? 1 : 0;
    for (int64_t r = 0; r < c.size; ++r) {
      blocks_.emplace_back(left + c.width, (c.misalignment + r) % 4);
      for (int64_t i = 0; i < left + c.width; ++i) blocks_.back().data()[i] = values.next();
      begins_.push_back(blocks_.back().data() + left);
    }
  }

  const float* const* begins() const { return begins_.data(); }

  // Element (row, column) of window i, or `missing` where there is no such column.
  float at(int64_t i, int64_t row, int64_t column, float missing) const {
    const int64_t x = 2 * i + column - (case_.size == 3 ? 1 : 0);
    const bool exists = x < case_.width && (x >= 0 || case_.has_left);
    return exists ? begins_[static_cast<size_t>(row)][x] : missing;
  }

  bool has_nan() const {
    for (const float* row : begins_) {
      for (int64_t x = case_.has_left ? -1 : 0; x < case_.width; ++x) {
        if (std::isnan(row[x])) return true;
      }
    }
    return false;
  }

 private:
  FusedCase case_;
  std::vector<Block<float>> blocks_;
  std::vector<const float*> begins_;
};

// Either the right maxima, or false because of a NaN.
AssertionResult max_is_right(const Kernels& k, const FusedCase& c) {
  const Rows rows(c);
  std::vector<float> expected;
  for (int64_t i = 0; i < c.n; ++i) {
    expected.push_back(reference::maximum(c.size * c.size, [&](int64_t t) {
      return rows.at(i, t / c.size, t % c.size, -reference::kInfinity);
    }));
  }
  Output<float> out(c.n, c.misalignment);
  const bool done = c.size == 2 ? k.max_2x2s2(rows.begins(), c.width, c.n, out.data())
                                : k.max_3x3s2(rows.begins(), c.has_left, c.width, c.n, out.data());
  if (done) return out.holds(expected);
  if (!rows.has_nan()) return AssertionFailure() << "gave up without a NaN; ";
  std::vector<float> whatever(out.data(), out.data() + c.n);
  return out.holds(whatever);
}

AssertionResult average_is_right(const Kernels& k, const FusedCase& c) {
  const Rows rows(c);
  std::vector<float> sums;
  for (int64_t i = 0; i < c.n; ++i) {
    sums.push_back(reference::sum<float>(0, c.size, [&](int64_t column) {
      return reference::sum<float>(0, c.size, [&](int64_t row) { return rows.at(i, row, column, 0); });
    }));
  }
  for (int kind = 0; kind < kDivisorKinds; ++kind) {
    const TestDivisors<float> divisors(static_cast<DivisorKind>(kind), c.n);
    std::vector<float> expected;
    for (int64_t i = 0; i < c.n; ++i) expected.push_back(reference::quotient(sums[i], divisors[i]));
    Output<float> out(c.n, c.misalignment);
    if (c.size == 2) {
      k.average_2x2s2(rows.begins(), c.width, c.n, divisors.given(), out.data());
    } else {
      k.average_3x3s2(rows.begins(), c.has_left, c.width, c.n, divisors.given(), out.data());
    }
    if (AssertionResult r = out.holds(expected); !r) return r << "divisors " << kind << ", ";
  }
  return AssertionSuccess();
}

AssertionResult fused_kernels_are_right(const Kernels& k, const FusedCase& c) {
  if (k.max_2x2s2 == nullptr) return AssertionSuccess();
  if (AssertionResult r = max_is_right(k, c); !r) return r << "max, " << c.text();
  if (AssertionResult r = average_is_right(k, c); !r) return r << "average, " << c.text();
  return AssertionSuccess();
}

TEST_P(KernelTest, HasAllKernelsAndFusesUnlessItIsTheBaseline) {
  const Kernels& k = table();
  EXPECT_TRUE(k.max_taps && k.max_line);
  EXPECT_TRUE(k.float_sums.average_taps && k.float_sums.sum_taps && k.float_sums.average_line);
  EXPECT_TRUE(k.double_sums.average_taps && k.double_sums.sum_taps && k.double_sums.average_line);
  const bool fuses = GetParam() != 0;
  EXPECT_EQ(k.max_2x2s2 != nullptr, fuses);
  EXPECT_EQ(k.max_3x3s2 != nullptr, fuses);
  EXPECT_EQ(k.average_2x2s2 != nullptr, fuses);
  EXPECT_EQ(k.average_3x3s2 != nullptr, fuses);
}

TEST_P(KernelTest, FusesRowsOfAnyLengthAndWidth) {
  uint64_t seed = 0;
  for (int64_t n = 1; n <= kLengths; ++n) {
    for (int64_t width = 0; width <= 2 * n + 3; ++width) {
      for (const int64_t size : {2, 3}) {
        for (int left = 0; left <= size - 2; ++left, ++seed) {
          const auto kind = static_cast<Kind>(seed / 3 % kKinds);
          ASSERT_TRUE(fused_kernels_are_right(
              table(), {size, n, width, left == 1, static_cast<int64_t>(seed % 4), kind, seed}));
        }
      }
    }
  }
}

TEST_P(KernelTest, FusesValuesOfAnyKind) {
  for (int kind = 0; kind < kKinds; ++kind) {
    for (uint64_t seed = 0; seed < 200; ++seed) {
      const auto n = static_cast<int64_t>(1 + seed % 41);
      for (const int64_t size : {2, 3}) {
        const FusedCase c{size, n, 2 * n - 1, size == 3, 0, static_cast<Kind>(kind), seed};
        ASSERT_TRUE(fused_kernels_are_right(table(), c));
      }
    }
  }
}

TEST_P(KernelTest, SeesOneNaNAnywhereInTheRows) {
  for (const int64_t size : {2, 3}) {
    for (const int64_t n : {5, 37}) {
      for (const int64_t width : {2 * n - 3, 2 * n, 2 * n + 1}) {
        const bool has_left = size == 3;
        const int64_t elements = size * (width + (has_left ? 1 : 0));
        for (int64_t i = 0; i < elements; ++i) {
          ASSERT_TRUE(fused_kernels_are_right(
              table(), {size, n, width, has_left, 0, kOneNaN, static_cast<uint64_t>(i)}));
        }
      }
    }
  }
}

}  // namespace
}  // namespace cenote
