// The kernels for channels-last windows, of every table that this machine can run: see
// kernels_test.cc.
#include <gtest/gtest.h>

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
using ::testing::AssertionResult;
using ::testing::AssertionSuccess;

INSTANTIATE_TEST_SUITE_P(Table, KernelTest, ::testing::Range(0, kernel_tables()), reference::table_name);

// Calls test(max, min or average kernels of floats, their manner) for each of them, if they are fused.
template <class Test>
AssertionResult with_fused(const Kernels& table, const Test& test) {
  const Float32Kernels& k = table.float32;
  const Reduction<float, float>* const kernels[] = {&k.max, &k.min, &k.average};
  for (const int reduction : {CENOTE_MAX, CENOTE_MIN, CENOTE_AVERAGE}) {
    Manner manner;
    manner.reduction = reduction;
    if (kernels[reduction]->of_windows == nullptr) continue;
    if (AssertionResult r = test(*kernels[reduction], manner); !r) return r << manner << " of ";
  }
  return AssertionSuccess();
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

AssertionResult windows_are_right(const Kernels& table, const WindowsCase& c) {
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
  AssertionResult r = with_fused(table, [&](const Reduction<float, float>& k, const Manner& manner) {
    for (int kind = 0; kind < reference::kDivisorKinds; ++kind) {
      const TestDivisors<float> divisor(static_cast<reference::DivisorKind>(kind), true, c.count);
      std::vector<float> expected;
      for (int64_t i = 0; i < outputs; ++i) {
        const auto tap = [&](int64_t, int64_t h, int64_t w) {
          return rows[static_cast<size_t>(h)][i / c.lanes * c.advance + w * c.lanes + i % c.lanes];
        };
        const reference::Taps all{0, 1, 0, c.size, 0, c.size};
        expected.push_back(reference::output<reference::Float32>(manner, all, tap, static_cast<double>(divisor[0])));
      }
      Output<float> out(outputs, c.misalignment);
      k.of_windows(rows.data(), static_cast<int>(c.size), c.count, c.advance, c.lanes, divisor.ending<float>(0, 1),
                   out.data());
      if (AssertionResult right = out.holds(expected); !right) return right << "divisor of kind " << kind << ", ";
    }
    return AssertionSuccess();
  });
  return r ? r : r << c.text();
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
