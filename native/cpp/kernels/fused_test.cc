// The fused kernels on bands of rows, of every table that this machine can run: see kernels_test.cc.
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "kernels/kernels.h"
#include "kernels/meaning.h"
#include "kernels/reference.h"

namespace cenote {
namespace {

using reference::Block;
using reference::KernelTest;
using reference::Kind;
using reference::kKinds;
using reference::kOneNaN;
using reference::Manner;
using reference::Output;
using reference::TestDivisors;
using reference::Values;
using ::testing::AssertionFailure;
using ::testing::AssertionResult;
using ::testing::AssertionSuccess;

INSTANTIATE_TEST_SUITE_P(Table, KernelTest, ::testing::Range(0, kernel_tables()), reference::table_name);

constexpr int64_t kLengths = 70;

// The windows that have fused kernels: size x size, and their stride.
struct Window {
  int64_t size, stride;
};
constexpr Window kWindows[] = {{2, 2}, {3, 2}, {3, 1}};

// Those of size 3 begin one column to the left.
struct Case {
  int64_t size = 2, stride = 2, n = 1, width = 2;
  bool has_left = false;
  int64_t count = 1, advance = 0, misalignment = 0;
  Kind kind = reference::kRandom;
  uint64_t seed = 0;

  std::string text() const {
    std::ostringstream s;
    s << size << "x" << size << " stride " << stride << ", n " << n << " width " << width << (has_left ? " with" : " without")
      << " a column to the left, count " << count << " advance " << advance << ", misaligned by " << misalignment
      << ", values " << kind << " seed " << seed;
    return s.str();
  }
};

// The rows of a case: each a block of its own that begins and ends with the columns that there are.
class Rows {
 public:
  explicit Rows(const Case& c) : case_(c) {
    Values values(c.kind, c.seed);
    const int64_t left = c.has_left ? 1 : 0, size = left + (c.count - 1) * c.advance + c.width;
    for (int64_t r = 0; r < c.size; ++r) {
      blocks_.emplace_back(size, (c.misalignment + r) % 4);
      for (int64_t i = 0; i < size; ++i) blocks_.back().data()[i] = values.next();
      begins_.push_back(blocks_.back().data() + left);
    }
  }

  Band<float> band() const { return {begins_.data(), case_.advance, case_.count, case_.n}; }
  float element(int64_t row, int64_t j, int64_t x) const {
    return begins_[static_cast<size_t>(row)][j * case_.advance + x];
  }

  // What the manner gives for window i of output row j. Columns that there are not are padding.
  float output(const Manner& manner, int64_t j, int64_t i, double divisor) const {
    const int64_t from = case_.stride * i - (case_.size == 3 ? 1 : 0), least = case_.has_left ? -1 : 0;
    const int64_t first = std::max<int64_t>(0, least - from), end = std::min(case_.size, case_.width - from);
    const auto tap = [&](int64_t, int64_t row, int64_t column) { return element(row, j, from + column); };
    return reference::output<reference::Float32>(manner, {0, 1, 0, case_.size, first, std::max(first, end)}, tap,
                                                 divisor);
  }

  bool has_nan() const {
    for (int64_t row = 0; row < case_.size; ++row) {
      for (int64_t j = 0; j < case_.count; ++j) {
        for (int64_t x = case_.has_left ? -1 : 0; x < case_.width; ++x) {
          if (std::isnan(element(row, j, x))) return true;
        }
      }
    }
    return false;
  }

 private:
  Case case_;
  std::vector<Block<float>> blocks_;
  std::vector<const float*> begins_;
};

// Either the right outputs, or false because of a NaN.
AssertionResult fused_kernel_is_right(const Reduction<float, float>& k, const Manner& manner, const Case& c) {
  const Rows rows(c);
  const auto kernel = c.size == 2 ? k.of_2x2s2 : c.stride == 2 ? k.of_3x3s2 : k.of_3x3s1;
  return reference::with_all_divisors<float>(c.n, [&](const TestDivisors<float>& divisors) {
    if (manner.reduction != CENOTE_AVERAGE && divisors.kind() != reference::kCounts) return AssertionSuccess();
    std::vector<float> expected;
    for (int64_t i = 0; i < c.count * c.n; ++i) {
      expected.push_back(rows.output(manner, i / c.n, i % c.n, static_cast<double>(divisors[i % c.n])));
    }
    Output<float> out(c.count * c.n, c.misalignment);
    if (kernel(rows.band(), c.has_left, c.width, divisors.ending<float>(0, 1), out.data())) return out.holds(expected);
    if (!rows.has_nan()) return AssertionFailure() << "gave up without a NaN; ";
    return out.holds_any(c.count * c.n);
  });
}

AssertionResult fused_kernels_are_right(const Kernels& table, const Case& c) {
  if (table.float32.max.of_2x2s2 == nullptr) return AssertionSuccess();
  for (const int reduction : {CENOTE_MAX, CENOTE_MIN, CENOTE_AVERAGE}) {
    Manner manner;
    manner.reduction = reduction;
    AssertionResult r = reference::with_reduction<reference::Float32>(table, manner, [&](const auto& k) {
      if constexpr (std::is_same_v<std::decay_t<decltype(k)>, Reduction<float, float>>) {
        return fused_kernel_is_right(k, manner, c);
      } else {
        return AssertionFailure() << "not summed in float";
      }
    });
    if (!r) return r << manner << ", " << c.text();
  }
  return AssertionSuccess();
}

// The windows that hang over: the last one may have but its first column.
TEST_P(KernelTest, FusesRowsOfAnyLengthAndWidth) {
  uint64_t seed = 0;
  for (int64_t n = 1; n <= kLengths; ++n) {
    for (int64_t over = -2; over <= 40; over += over < 3 ? 1 : 9) {
      for (const auto& [size, stride] : kWindows) {
        const int64_t width = std::max<int64_t>(stride * n + over, stride * (n - 1));
        for (int left = 0; left <= size - 2; ++left, ++seed) {
          Case c{size, stride, n, width, left == 1, 1 + static_cast<int64_t>(seed % 3), width + left};
          c.misalignment = seed % 4;
          c.kind = static_cast<Kind>(seed / 3 % kKinds);
          c.seed = seed;
          ASSERT_TRUE(fused_kernels_are_right(table(), c));
        }
      }
    }
  }
}

// Rows may lie apart, touch, overlap, or be the same.
TEST_P(KernelTest, FusesBandsOfAnyHeight) {
  uint64_t seed = 0;
  for (int64_t count = 1; count <= 40; ++count) {
    for (const int64_t n : {1, 4, 7, 17}) {
      for (const auto& [size, stride] : kWindows) {
        const int64_t width = stride * (n - 1) + static_cast<int64_t>(seed % 5);
        for (const int64_t advance : {int64_t{0}, int64_t{1}, width, 2 * width, 3 * width + 5}) {
          Case c{size, stride, n, width, size == 3 && seed % 2 == 0, count, advance};
          c.misalignment = seed % 4;
          c.kind = static_cast<Kind>(seed / 2 % kKinds);
          c.seed = seed++;
          ASSERT_TRUE(fused_kernels_are_right(table(), c));
        }
      }
    }
  }
}

TEST_P(KernelTest, FusesValuesOfAnyKind) {
  for (int kind = 0; kind < kKinds; ++kind) {
    for (uint64_t seed = 0; seed < 120; ++seed) {
      const auto n = static_cast<int64_t>(1 + seed % 41);
      for (const auto& [size, stride] : kWindows) {
        const Case c{size, stride, n, stride * n, size == 3, 2, 2 * n, 0, static_cast<Kind>(kind), seed};
        ASSERT_TRUE(fused_kernels_are_right(table(), c));
      }
    }
  }
}

TEST_P(KernelTest, SeesOneNaNAnywhereInABand) {
  for (const auto& [size, stride] : kWindows) {
    for (const int64_t n : {5, 37}) {
      for (const int64_t width : {stride * (n - 1), stride * n, stride * n + 1}) {
        for (const int64_t count : {1, 3}) {
          Case c{size, stride, n, width, size == 3, count, width + 2, 0, kOneNaN, 0};
          const int64_t elements = size * ((count - 1) * c.advance + width + (c.has_left ? 1 : 0));
          for (int64_t i = 0; i < elements; ++i) {
            c.seed = static_cast<uint64_t>(i);
            ASSERT_TRUE(fused_kernels_are_right(table(), c));
          }
        }
      }
    }
  }
}

// As drivers have it: the rows of one plane, one after the other, and a row above the plane that is another one's.
TEST_P(KernelTest, FusesRowsOfOnePlane) {
  const Reduction<float, float>& k = table().float32.max;
  if (k.of_3x3s2 == nullptr) return;
  constexpr int64_t kWidth = 21, kRows = 9, kOutputs = 11;
  const Block<float> plane(kRows * kWidth);
  Values values(reference::kTies, 1);
  for (int64_t i = 0; i < kRows * kWidth; ++i) plane.data()[i] = values.next();
  for (const int64_t above : {0, 1}) {
    const float* const first = plane.data();
    const float* const rows[] = {first, first + (1 - above) * kWidth, first + (2 - above) * kWidth};
    const int64_t count = above == 1 ? 1 : 4;
    std::vector<float> expected;
    for (int64_t i = 0; i < count * kOutputs; ++i) {
      const int64_t from = 2 * (i % kOutputs) - 1;
      const auto tap = [&](int64_t, int64_t h, int64_t w) { return rows[h][i / kOutputs * 2 * kWidth + from + w]; };
      const reference::Taps taps{0, 1, 0, 3, from < 0 ? 1 : 0, std::min<int64_t>(3, kWidth - from)};
      expected.push_back(reference::output<reference::Float32>(Manner(), taps, tap, 1));
    }
    Output<float> out(count * kOutputs);
    EXPECT_TRUE(k.of_3x3s2({rows, 2 * kWidth, count, kOutputs}, false, kWidth, {nullptr, true, false, 0, 1}, out.data()));
    EXPECT_TRUE(out.holds(expected));
  }
}

}  // namespace
}  // namespace cenote
