// Transposition, windows that slide over lines, and rows that are added to lines: see kernels_test.cc.
#include <gtest/gtest.h>

#include <sstream>
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
using reference::Output;
using reference::Values;
using ::testing::AssertionResult;
using ::testing::AssertionSuccess;

INSTANTIATE_TEST_SUITE_P(Table, KernelTest, ::testing::Range(0, kernel_tables()), reference::table_name);

// The last row of the input ends its block; what lies between the columns of the output is kept.
template <class T>
AssertionResult transposes(Transpose<T>* transpose, int64_t rows, int64_t columns, int64_t gap) {
  const int64_t pitch = columns + gap, out_pitch = rows + gap;
  const Block<T> in((rows - 1) * pitch + columns, gap);
  for (int64_t i = 0; i < (rows - 1) * pitch + columns; ++i) in.data()[i] = static_cast<T>(i * 0x9E3779B97F4A7C15u);
  Output<T> out((columns - 1) * out_pitch + rows, gap);
  std::vector<T> expected(out.data(), out.data() + (columns - 1) * out_pitch + rows);
  for (int64_t r = 0; r < rows; ++r) {
    for (int64_t c = 0; c < columns; ++c) expected[static_cast<size_t>(c * out_pitch + r)] = in.data()[r * pitch + c];
  }
  transpose(in.data(), pitch, rows, columns, out.data(), out_pitch);
  AssertionResult r = out.holds(expected);
  return r ? r : r << rows << "x" << columns << " of " << sizeof(T) << " bytes, gap " << gap;
}

TEST_P(KernelTest, TransposesTilesOfAnySize) {
  for (int64_t rows = 1; rows <= 37; ++rows) {
    for (int64_t columns = 1; columns <= 37; ++columns) {
      const int64_t gap = (rows + columns) % 4;
      ASSERT_TRUE(transposes(table().transpose4, rows, columns, gap));
      ASSERT_TRUE(transposes(table().transpose8, rows, columns, gap));
    }
  }
}

// Lines of doubles that hold floats, so that NaN results, of which one is as good as another, end alike.
Block<double> line_of(Values& values, int64_t n) {
  Block<double> line(n + kSlack);
  for (int64_t i = 0; i < n + kSlack; ++i) line.data()[i] = static_cast<double>(values.next());
  return line;
}

// Makes NaNs alike.
void settle(double* sums, int64_t n) {
  for (int64_t i = 0; i < n; ++i) sums[i] = std::isnan(sums[i]) ? std::numeric_limits<double>::quiet_NaN() : sums[i];
}

AssertionResult slides_right(const LineKernels<double>& k, const Slide& slide, int64_t n, Kind kind, uint64_t seed) {
  Values values(kind, seed);
  const Block<double> line = line_of(values, (slide.end - slide.begin) * n);
  std::vector<double> expected;
  for (int64_t i = 0; i < slide.windows; ++i) {
    for (int64_t l = 0; l < n; ++l) {
      const auto at = [&](int64_t t) { return std::optional<double>(line.data()[(i + t - slide.begin) * n + l]); };
      const int64_t first = std::max<int64_t>(0, slide.begin - i), end = std::min(slide.taps, slide.end - i);
      expected.push_back(*reference::blocks_sum<double>({i, slide.taps}, first, end, at));
    }
  }
  Output<double> out(slide.windows * n);
  Output<double> scratch(kSlideStripe * slide.taps);
  k.slide(line.data(), slide, n, scratch.data(), out.data());
  settle(expected.data(), slide.windows * n);
  settle(out.data(), slide.windows * n);
  AssertionResult r = out.holds(expected);
  if (r) r = scratch.holds_any(kSlideStripe * slide.taps);
  return r ? r : r << "windows " << slide.windows << " of " << slide.taps << " over " << slide.begin << " to "
                   << slide.end << ", lanes " << n << ", values " << kind << " seed " << seed;
}

TEST_P(KernelTest, SlidesInBlocks) {
  const LineKernels<double>& k = table().float32.wide_average.lines;
  if (k.slide == nullptr) GTEST_SKIP() << "it is left to the driver";
  Values draw(reference::kRandom, 6);
  for (uint64_t seed = 0; seed < 4000; ++seed) {
    const auto upto = [&](int64_t most) { return static_cast<int64_t>(draw.below(static_cast<uint64_t>(most) + 1)); };
    const int64_t taps = 2 + upto(seed % 2 == 0 ? 4 : 20), windows = taps + upto(3 * taps);
    const int64_t end = windows + upto(taps - 1), begin = std::min(upto(taps - 1), end - 1);
    ASSERT_TRUE(slides_right(k, {taps, windows, begin, end}, 1 + upto(seed % 3 == 0 ? 40 : 8),
                             static_cast<Kind>(seed % kKinds), seed));
  }
}

TEST_P(KernelTest, AppendsRowsToLines) {
  const Reduction<float, double>& k = table().float32.wide_average;
  if (k.append == nullptr) GTEST_SKIP() << "it is left to the driver";
  for (int64_t n = 1; n <= 70; ++n) {
    for (int kind = 0; kind < kKinds; ++kind) {
      Values values(static_cast<Kind>(kind), static_cast<uint64_t>(n));
      const Block<double> before = line_of(values, n);
      const Block<float> row(n, n % 5);
      std::vector<double> expected;
      for (int64_t i = 0; i < n; ++i) {
        row.data()[i] = values.next();
        expected.push_back(before.data()[i] + static_cast<double>(row.data()[i]));
      }
      Output<double> out(n, n % 3);
      k.append(before.data(), row.data(), n, out.data());
      settle(expected.data(), n);
      settle(out.data(), n);
      ASSERT_TRUE(out.holds(expected)) << "n " << n << " values " << kind;
    }
  }
}

}  // namespace
}  // namespace cenote
