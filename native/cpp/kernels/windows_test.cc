// The kernels for small planes and for channels-last windows, of every table that this machine can run: see
// kernels_test.cc.
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "kernels/kernels.h"
#include "kernels/reference.h"

namespace cenote {
namespace {

using reference::Block;
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

// ---- Planes ----

struct PlanesCase {
  int64_t height, width, planes, misalignment;
  Kind kind;
  uint64_t seed;

  std::string text() const {
    std::ostringstream s;
    s << planes << " planes of " << height << "x" << width << ", misaligned by " << misalignment << ", values " << kind
      << " seed " << seed;
    return s.str();
  }
};

AssertionResult planes_are_right(const Kernels& k, const PlanesCase& c) {
  if (k.max_planes == nullptr) return AssertionSuccess();
  const int64_t plane = c.height * c.width;
  const Block<float> in(c.planes * plane, c.misalignment);
  Values values(c.kind, c.seed);
  bool nan = false;
  for (int64_t i = 0; i < c.planes * plane; ++i) {
    in.data()[i] = values.next();
    nan |= std::isnan(in.data()[i]);
  }
  std::vector<float> max, sums;
  for (int64_t p = 0; p < c.planes; ++p) {
    const float* const from = in.data() + p * plane;
    max.push_back(reference::maximum(plane, [&](int64_t i) { return from[i]; }));
    sums.push_back(reference::sum<float>(0, c.width, [&](int64_t w) {
      return reference::sum<float>(0, c.height, [&](int64_t h) { return from[h * c.width + w]; });
    }));
  }
  Output<float> out(c.planes, c.misalignment);
  const bool done = k.max_planes(in.data(), c.height, c.width, c.planes, out.data());
  AssertionResult r = done ? out.holds(max) : out.holds_any(c.planes);
  if (!done && !nan) r = AssertionFailure() << "gave up without a NaN; ";
  if (!r) return r << "max of " << c.text();
  for (const float divisor : {static_cast<float>(plane), 1.0f, -0.3f, 64.0f}) {
    std::vector<float> expected;
    for (const float sum : sums) expected.push_back(reference::quotient(sum, divisor));
    Output<float> averages(c.planes, c.misalignment);
    k.average_planes(in.data(), c.height, c.width, c.planes, divisor, averages.data());
    r = averages.holds(expected);
    if (!r) return r << "average of " << c.text() << ", divisor " << divisor;
  }
  return AssertionSuccess();
}

TEST_P(KernelTest, ReducesSmallPlanesOfAnySize) {
  uint64_t seed = 0;
  for (int64_t height = 1; height <= kLeaves; ++height) {
    for (int64_t width = 1; width <= table().lanes; ++width) {
      for (const int64_t planes : {1, 2, 3, 17, 70}) {
        for (int repeat = 0; repeat < 4; ++repeat, ++seed) {
          const auto kind = static_cast<Kind>(seed % kKinds);
          ASSERT_TRUE(
              planes_are_right(table(), {height, width, planes, static_cast<int64_t>(seed / 3 % 5), kind, seed}));
        }
      }
    }
  }
}

TEST_P(KernelTest, SeesOneNaNAnywhereInAPlane) {
  for (int64_t height = 1; height <= kLeaves; ++height) {
    for (int64_t width = 1; width <= table().lanes; ++width) {
      for (int64_t i = 0; i < 2 * height * width; ++i) {
        ASSERT_TRUE(planes_are_right(table(), {height, width, 2, 0, kOneNaN, static_cast<uint64_t>(i)}));
      }
    }
  }
}

// ---- Windows, channels last ----

struct WindowsCase {
  int64_t size, count, advance, lanes, misalignment;
  Kind kind;
  uint64_t seed;

  std::string text() const {
    std::ostringstream s;
    s << count << " windows " << size << "x" << size << " of " << lanes << " channels, advance " << advance
      << ", misaligned by " << misalignment << ", values " << kind << " seed " << seed;
    return s.str();
  }
};

AssertionResult windows_are_right(const Kernels& k, const WindowsCase& c) {
  if (k.max_windows == nullptr) return AssertionSuccess();
  Values values(c.kind, c.seed);
  const int64_t row_size = (c.count - 1) * c.advance + c.size * c.lanes;
  std::vector<Block<float>> blocks;
  std::vector<const float*> rows;
  for (int64_t r = 0; r < c.size; ++r) {
    blocks.emplace_back(row_size, (c.misalignment + r) % 5);
    for (int64_t i = 0; i < row_size; ++i) blocks.back().data()[i] = values.next();
    rows.push_back(blocks.back().data());
  }
  const int64_t outputs = c.count * c.lanes;
  std::vector<float> max, sums;
  for (int64_t i = 0; i < outputs; ++i) {
    const auto tap = [&](int64_t row, int64_t w) {
      return rows[static_cast<size_t>(row)][i / c.lanes * c.advance + w * c.lanes + i % c.lanes];
    };
    max.push_back(reference::maximum(c.size * c.size, [&](int64_t t) { return tap(t / c.size, t % c.size); }));
    sums.push_back(reference::sum<float>(0, c.size, [&](int64_t w) {
      return reference::sum<float>(0, c.size, [&](int64_t row) { return tap(row, w); });
    }));
  }
  Output<float> out(outputs, c.misalignment);
  k.max_windows(rows.data(), static_cast<int>(c.size), c.count, c.advance, c.lanes, out.data());
  AssertionResult r = out.holds(max);
  if (!r) return r << "max of " << c.text();
  for (int kind = 0; kind < reference::kDivisorKinds; ++kind) {
    const TestDivisors<float> divisor(static_cast<reference::DivisorKind>(kind), true, c.count);
    std::vector<float> expected;
    for (const float sum : sums) expected.push_back(reference::quotient(sum, divisor[0]));
    Output<float> averages(outputs, c.misalignment);
    k.average_windows(rows.data(), static_cast<int>(c.size), c.count, c.advance, c.lanes, divisor.given(),
                      averages.data());
    r = averages.holds(expected);
    if (!r) return r << "average of " << c.text() << ", divisor of kind " << kind;
  }
  return AssertionSuccess();
}

TEST_P(KernelTest, ReducesWindowsOfAnyNumberOfChannels) {
  uint64_t seed = 0;
  for (int64_t lanes = 1; lanes <= 70; ++lanes) {
    for (const int64_t size : {2, 3}) {
      for (const int64_t count : {1, 2, 5}) {
        for (const int64_t advance : {0, 1, 2, 3}) {
          const auto kind = static_cast<Kind>(++seed / 3 % kKinds);
          ASSERT_TRUE(windows_are_right(table(), {size, count, advance * lanes + (advance == 3 ? 1 : 0), lanes,
                                                  static_cast<int64_t>(seed % 5), kind, seed}));
        }
      }
    }
  }
}

TEST_P(KernelTest, ReducesWindowsOfValuesOfAnyKind) {
  for (int kind = 0; kind < kKinds; ++kind) {
    for (uint64_t seed = 0; seed < 60; ++seed) {
      const auto lanes = static_cast<int64_t>(1 + seed % 41);
      for (const int64_t size : {2, 3}) {
        ASSERT_TRUE(windows_are_right(table(), {size, 3, 2 * lanes, lanes, 1, static_cast<Kind>(kind), seed}));
      }
    }
  }
}

TEST_P(KernelTest, KeepsOneNaNAnywhereInAWindow) {
  for (const int64_t size : {2, 3}) {
    for (const int64_t lanes : {3, 16, 21}) {
      for (int64_t i = 0; i < size * (2 + size) * lanes; ++i) {
        ASSERT_TRUE(windows_are_right(table(), {size, 2, 2 * lanes, lanes, 0, kOneNaN, static_cast<uint64_t>(i)}));
      }
    }
  }
}

}  // namespace
}  // namespace cenote
