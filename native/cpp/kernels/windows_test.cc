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
using ::testing::AssertionFailure;
using ::testing::AssertionResult;
using ::testing::AssertionSuccess;

INSTANTIATE_TEST_SUITE_P(Table, KernelTest, ::testing::Range(0, kernel_tables()), reference::table_name);

// Calls test(max, min or average kernels of floats, their manner) for each of them that there is.
template <class Test>
AssertionResult with_windows(const Kernels& table, const Test& test) {
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

struct WindowsCase {
  int64_t depth = 1, before = 0, after = 0;  // of the slices under the windows, those that are padding
  Along h{4, 2, 0, 2, 1, 2}, w{4, 2, 0, 2, 1, 2};
  int64_t lanes = 16, misalignment = 0;
  Kind kind = reference::kRandom;
  uint64_t seed = 0;

  std::string text() const {
    std::ostringstream s;
    s << lanes << " channels, depth " << depth << " without " << before << " before and " << after << " after";
    for (const Along* axis : {&h, &w}) {
      s << ", " << axis->taps << " taps step " << axis->step << " stride " << axis->stride << " from " << axis->origin
        << " in " << axis->in << " out " << axis->out;
    }
    s << ", misaligned by " << misalignment << ", values " << kind << " seed " << seed;
    return s.str();
  }
};

// The taps of window i that lie inside.
struct Inside {
  int64_t first, end;

  Inside(const Along& axis, int64_t i) {
    const auto at = [&](int64_t t) { return axis.origin + i * axis.stride + t * axis.step; };
    for (first = 0; first < axis.taps && at(first) < 0;) ++first;
    for (end = axis.taps; end > first && at(end - 1) >= axis.in;) --end;
  }
};

AssertionResult windows_are_right(const Kernels& table, const WindowsCase& c) {
  Values values(c.kind, c.seed);
  const int64_t size = c.h.in * c.w.in * c.lanes, windows = c.h.out * c.w.out;
  std::vector<Block<float>> blocks;
  std::vector<const float*> slices;
  bool nan = false;
  for (int64_t d = 0; d < c.depth; ++d) {
    const bool there = d >= c.before && d < c.depth - c.after;
    blocks.emplace_back(there ? size : 0, c.misalignment);
    for (int64_t i = 0; there && i < size; ++i) {
      blocks.back().data()[i] = values.next();
      nan |= std::isnan(blocks.back().data()[i]);
    }
    slices.push_back(there ? blocks.back().data() : nullptr);
  }
  const Slab<float> slab{slices.data(), c.depth, c.h, c.w, c.lanes, 0, c.h.out, 0, 0};
  AssertionResult r = with_windows(table, [&](const Reduction<float, float>& k, const Manner& manner) {
    const int64_t most = k.most_taps;
    if (c.h.taps > most || c.w.taps > most || (c.depth > 1 && most < kLeaves)) return AssertionSuccess();
    return reference::with_all_divisors<float>(windows, [&](const TestDivisors<float>& divisors) {
      if (manner.reduction != CENOTE_AVERAGE && divisors.kind() != reference::kCounts) return AssertionSuccess();
      // Windows of a row have divisors of their own where they hang over.
      std::vector<float> own, expected;
      for (int64_t i = 0; i < windows; ++i) {
        const Inside w(c.w, i % c.w.out);
        const bool whole = w.first == 0 && w.end == c.w.taps;
        own.push_back(divisors[whole ? i / c.w.out * c.w.out : i]);
      }
      for (int64_t i = 0; i < windows * c.lanes; ++i) {
        const int64_t j = i / c.lanes / c.w.out, o = i / c.lanes % c.w.out;
        const Inside h(c.h, j), w(c.w, o);
        const auto tap = [&](int64_t d, int64_t y, int64_t x) {
          const int64_t row = c.h.origin + j * c.h.stride + y * c.h.step;
          const int64_t column = c.w.origin + o * c.w.stride + x * c.w.step;
          return slices[static_cast<size_t>(d)][(row * c.w.in + column) * c.lanes + i % c.lanes];
        };
        const reference::Taps taps{c.before, c.depth - c.after, h.first, h.end, w.first, w.end};
        const auto divisor = static_cast<double>(own[static_cast<size_t>(i / c.lanes)]);
        expected.push_back(reference::output<reference::Float32>(manner, taps, tap, divisor));
      }
      Output<float> out(windows * c.lanes, c.misalignment);
      Ending<float> ending = divisors.ending<float>(0, 1);
      if (ending.reciprocal) {
        for (float& divisor : own) divisor = 1 / divisor;
      }
      ending.divisors = own.data();
      std::vector<float> inverses;
      for (const float divisor : own) inverses.push_back(1 / divisor);
      if (ending.inverses != nullptr) ending.inverses = inverses.data();
      const int64_t done = k.of_windows(slab, ending, out.data());
      if (done == c.h.out) return out.holds(expected);
      if (!nan) return AssertionFailure() << "gave up in row " << done << " without a NaN; ";
      return out.holds_any(windows * c.lanes);
    });
  });
  return r ? r : r << c.text();
}

// Padding of `before` elements, and as many windows as there are with as much behind.
Along along(int64_t in, int64_t taps, int64_t stride, int64_t step, int64_t before) {
  return {in, (in + 2 * before - (taps - 1) * step - 1) / stride + 1, -before, stride, step, taps};
}

// Rows must have a vector's elements.
bool fits(const Kernels& table, const WindowsCase& c) {
  return c.w.in * c.lanes >= table.lanes && c.h.in + 2 * -c.h.origin > (c.h.taps - 1) * c.h.step &&
         c.w.in + 2 * -c.w.origin > (c.w.taps - 1) * c.w.step;
}

TEST_P(KernelTest, ReducesWindowsOfAnyNumberOfChannels) {
  uint64_t seed = 0;
  for (int64_t lanes = 1; lanes <= 70; ++lanes) {
    for (const int64_t size : {2, 3}) {
      for (const int64_t stride : {1, 2, 3}) {
        for (const int64_t in : {4, 9}) {
          WindowsCase c;
          c.h = along(3, size, stride, 1, static_cast<int64_t>(++seed % 2));
          c.w = along(in, size, stride, 1, static_cast<int64_t>(seed / 2 % 2));
          c.lanes = lanes;
          c.misalignment = static_cast<int64_t>(seed % 5);
          c.kind = static_cast<Kind>(seed / 3 % kKinds);
          c.seed = seed;
          if (fits(table(), c)) {
            ASSERT_TRUE(windows_are_right(table(), c));
          }
        }
      }
    }
  }
}

TEST_P(KernelTest, ReducesWindowsOfAnySize) {
  Values draw(reference::kRandom, 3);
  const auto from = [&](int64_t least, uint64_t n) { return least + static_cast<int64_t>(draw.below(n)); };
  for (uint64_t seed = 0; seed < 300; ++seed) {
    WindowsCase c;
    c.depth = seed % 2 == 0 ? 1 : from(2, 2);
    c.before = c.depth == 1 ? 0 : from(0, 2);
    c.after = c.depth - c.before == 1 ? 0 : from(0, 2);
    const int64_t taps = from(1, c.depth == 1 ? 8 : static_cast<uint64_t>(c.depth)), step = from(1, 2);
    c.h = along(from(1, 12), taps, from(1, 3), step, from(0, static_cast<uint64_t>((taps - 1) * step + 1)));
    const int64_t across = from(1, 8), apart = from(1, 3);
    c.w = along(from(1, 30), across, from(1, 4), apart, from(0, static_cast<uint64_t>((across - 1) * apart + 1)));
    c.lanes = from(1, 40);
    c.misalignment = from(0, 5);
    c.kind = static_cast<Kind>(seed % kKinds);
    c.seed = seed;
    if (fits(table(), c)) {
      ASSERT_TRUE(windows_are_right(table(), c));
    }
  }
}

// More columns, or more channels, than are taken at once.
TEST_P(KernelTest, ReducesWindowsOfManyChannelsAndColumns) {
  uint64_t seed = 0;
  for (const int64_t lanes : {129, 700, 2500}) {
    for (const int64_t size : {2, 3, 5}) {
      for (const int64_t stride : {1, 2}) {
        WindowsCase c;
        c.h = along(3, size, stride, 1, size / 2);
        c.w = along(7000 / lanes + 2, size, stride, 1, size / 2);
        c.lanes = lanes;
        c.kind = static_cast<Kind>(seed % kKinds);
        c.seed = ++seed;
        ASSERT_TRUE(windows_are_right(table(), c));
      }
    }
  }
}

TEST_P(KernelTest, SeesOneNaNAnywhereInWindows) {
  for (const int64_t size : {2, 3}) {
    for (const int64_t stride : {1, 2}) {
      for (const int64_t lanes : {3, 16, 21}) {
        WindowsCase c;
        c.h = along(4, size, stride, 1, size / 2);
        c.w = along(7, size, stride, 1, size / 2);
        c.lanes = lanes;
        c.kind = kOneNaN;
        for (int64_t i = 0; i < 4 * 7 * lanes; i += 1 + lanes / 8) {
          c.seed = static_cast<uint64_t>(i);
          ASSERT_TRUE(windows_are_right(table(), c));
        }
      }
    }
  }
}

}  // namespace
}  // namespace cenote
