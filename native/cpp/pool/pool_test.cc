// The drivers through cenote_pool, on every instruction set that this machine can run, against the plain reference, bit
// for bit.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "cenote.h"
#include "kernels/reference.h"
#include "pool/reference.h"

namespace cenote {
namespace {

using reference::Axis;
using reference::Block;
using reference::Kind;
using reference::kInfinity;
using reference::kKinds;
using reference::Output;
using reference::Pooling;
using reference::Problem;
using reference::Values;
using ::testing::AssertionFailure;
using ::testing::AssertionResult;
using ::testing::AssertionSuccess;

// What this machine can run. What it cannot, kernels_test reports.
std::vector<int> instruction_sets() {
  std::vector<int> sets;
  for (int isa = 0; isa < cenote_isa_count(); ++isa) {
    if (std::string(cenote_isa_missing(isa)).empty()) sets.push_back(isa);
  }
  return sets;
}

// Computes all rows, and some of them, on every instruction set: between guards, from blocks without a spare element.
AssertionResult pools_right(const Pooling& p, Kind kind, uint64_t seed) {
  static const std::vector<int> sets = instruction_sets();
  Values values(kind, seed);
  const auto in_offset = static_cast<int64_t>(values.below(4)), out_offset = static_cast<int64_t>(values.below(4));
  const Block<float> in(in_offset + p.inputs());
  for (int64_t i = 0; i < in_offset + p.inputs(); ++i) in.data()[i] = values.next();
  const std::vector<float> expected = p.of(in.data() + in_offset);
  const auto rows = static_cast<uint64_t>(p.rows());
  const uint64_t some_begin = values.below(rows), some_end = some_begin + values.below(rows - some_begin + 1);
  for (const int isa : sets) {
    Problem problem(p, isa);
    for (const bool all : {true, false}) {
      const auto begin = static_cast<int64_t>(all ? 0 : some_begin), end = static_cast<int64_t>(all ? rows : some_end);
      Output<float> out(p.outputs());
      const int status =
          cenote_pool(problem.get(), in.data(), in_offset, out.data() - out_offset, out_offset, begin, end);
      AssertionResult r = out.holds(expected, begin * p.row_elements(), end * p.row_elements());
      if (status != CENOTE_OK) r = AssertionFailure() << "status " << status << "; ";
      if (!r) {
        return r << cenote_isa_name(isa) << " rows " << begin << " to " << end << ", values " << kind << " seed "
                 << seed << ", " << p.text();
      }
    }
  }
  return AssertionSuccess();
}

// All reductions of one geometry, in both layouts.
AssertionResult all_pool_right(Pooling p, Kind kind, uint64_t seed) {
  constexpr double kFixed[] = {1, -4, 0.5, 7};
  Values draw(reference::kRandom, seed);
  for (const bool channels_last : {false, true}) {
    p.channels_last = channels_last;
    p.planes = channels_last ? 1 : 2;
    p.lanes = channels_last ? 1 + static_cast<int64_t>(draw.below(19)) : 1;
    for (const int reduction : {0, 1, 2}) {
      p.max = reduction == 0;
      p.wide = reduction == 2;
      p.count_padding = draw.below(2) == 1;
      p.divisor = draw.below(2) == 0 ? kFixed[draw.below(4)] : 0;
      if (AssertionResult r = pools_right(p, kind, seed); !r) return r;
    }
  }
  return AssertionSuccess();
}

bool exists(const Pooling& p) { return p.d.out() > 0 && p.h.out() > 0 && p.w.out() > 0; }

Axis any_axis(Values& draw, int64_t max_in, int64_t max_window) {
  const auto upto = [&](int64_t n) { return static_cast<int64_t>(draw.below(static_cast<uint64_t>(n) + 1)); };
  Axis a{1 + upto(max_in - 1), 1 + upto(max_window - 1), 1 + upto(2), 1 + upto(1)};
  a.begin = upto(a.reach() - 1);
  a.end = upto(a.reach() - 1);
  a.ceil = upto(1) == 1;
  return a;
}

TEST(Pool, SlidesAnyWindowOverAnyWidth) {
  uint64_t seed = 0;
  for (int64_t in = 1; in <= 12; ++in) {
    for (int64_t window = 1; window <= 5; ++window) {
      for (int64_t stride = 1; stride <= 3; ++stride) {
        for (int64_t dilation = 1; dilation <= 2; ++dilation) {
          const int64_t reach = Axis{in, window, stride, dilation}.reach();
          for (int64_t begin = 0; begin < reach; ++begin) {
            for (int64_t end = 0; end < reach; ++end, ++seed) {
              Pooling p;
              p.w = {in, window, stride, dilation, begin, end, seed % 3 == 1};
              p.h = {1 + static_cast<int64_t>(seed % 5), 2, 1, 1, 1, 0};
              if (exists(p)) {
                ASSERT_TRUE(all_pool_right(p, static_cast<Kind>(seed % kKinds), seed));
              }
            }
          }
        }
      }
    }
  }
}

TEST(Pool, SlidesAnyWindowOverAnyVolume) {
  Values draw(reference::kRandom, 2);
  for (uint64_t seed = 0; seed < 1200; ++seed) {
    Pooling p;
    p.d = seed % 3 == 0 ? Axis() : any_axis(draw, 6, 5);
    p.h = any_axis(draw, 7, 6);
    p.w = any_axis(draw, 20, 6);
    if (exists(p)) {
      ASSERT_TRUE(all_pool_right(p, static_cast<Kind>(seed % kKinds), seed));
    }
  }
}

// The windows that have kernels of their own, over rows that are longer than a vector.
TEST(Pool, SlidesSmallWindowsByTwo) {
  uint64_t seed = 0;
  for (int64_t in = 1; in <= 75; ++in) {
    for (int64_t window = 2; window <= 3; ++window) {
      for (int64_t begin = 0; begin < window; ++begin) {
        for (int64_t end = 0; end < window; ++end, ++seed) {
          Pooling p;
          p.h = {1 + static_cast<int64_t>(seed % 7), window, 1 + static_cast<int64_t>(seed % 3), 1, begin, end};
          p.w = {in, window, 2, 1, begin, end, seed % 3 == 1};
          if (seed % 5 == 0) p.d = {3, 2, 1, 1, 1, 1};
          if (exists(p)) {
            ASSERT_TRUE(all_pool_right(p, static_cast<Kind>(seed % kKinds), seed));
          }
        }
      }
    }
  }
}

// Padding so large that a line has no room for it: windows are cut one by one.
TEST(Pool, SlidesWindowsMuchLargerThanTheInput) {
  uint64_t seed = 0;
  for (const int64_t in : {1, 2, 3, 17}) {
    for (const int64_t window : {40, 70, 101}) {
      for (const int64_t dilation : {1, 2, 3}) {
        for (const int64_t stride : {1, 2, 3, 50}) {
          for (const int64_t padding : {window / 2, dilation * (window - 1)}) {
            Pooling p;
            p.w = {in, window, stride, dilation, padding, dilation * (window - 1), seed % 3 == 0};
            p.h = {2, 3, 2, 1, 2, 1};
            if (exists(p)) {
              ASSERT_TRUE(all_pool_right(p, static_cast<Kind>(seed % kKinds), seed));
            }
            ++seed;
          }
        }
      }
    }
  }
}

// The first window has taps at -5 and 4 of 3 elements.
TEST(Pool, FillsWindowsWithoutAnElement) {
  for (int axis = 0; axis < 3; ++axis) {
    Pooling p;
    p.d = p.h = p.w = {3, 1};
    (axis == 0 ? p.d : axis == 1 ? p.h : p.w) = {3, 2, 1, 9, 5, 6};
    for (uint64_t seed = 0; seed < 40; ++seed) ASSERT_TRUE(all_pool_right(p, reference::kMixed, seed));
    const std::vector<float> ones(27, 1);
    EXPECT_EQ(p.of(ones.data()).front(), -kInfinity);
  }
}

TEST(Pool, ReducesWholePlanes) {
  for (int64_t size = 1; size <= 33; ++size) {
    Pooling p;
    p.h = {7, 7};
    p.w = {size, size};
    const auto seed = static_cast<uint64_t>(size);
    ASSERT_TRUE(all_pool_right(p, static_cast<Kind>(seed % kKinds), seed));
    p.d = {3, 3};
    ASSERT_TRUE(all_pool_right(p, reference::kMixed, seed));
  }
}

TEST(Pool, KeepsOneNaNAnywhere) {
  for (const int64_t window : {2, 3, 4}) {
    for (const int64_t begin : {0, 1}) {
      Pooling p;
      p.h = {5, window, 2, 1, begin, 1};
      p.w = {9, window, 2, 1, begin, 1};
      for (uint64_t i = 0; i < 2 * 45; ++i) ASSERT_TRUE(all_pool_right(p, reference::kOneNaN, i));
    }
  }
}

// ---- What is refused ----

class PoolArguments : public ::testing::Test {
 protected:
  // Whether the call is refused and writes nothing.
  AssertionResult refuses(int64_t begin, int64_t end) {
    Output<float> out(pooling_.outputs());
    const int status = cenote_pool(problem_.get(), in_.data(), 0, out.data(), 0, begin, end);
    if (status != CENOTE_BAD_ARGUMENT) return AssertionFailure() << "status " << status;
    return out.holds({}, 0, 0);
  }

  static Pooling pooling() {
    Pooling p;
    p.h = {4, 2};
    p.w = {5, 2};
    p.planes = 2;
    return p;
  }

  const Pooling pooling_ = pooling();
  const std::vector<float> in_ = std::vector<float>(static_cast<size_t>(pooling_.inputs()), 1.0f);
  Problem problem_{pooling_, 0};
};

TEST_F(PoolArguments, RefusesNull) {
  float out = 7;
  EXPECT_EQ(cenote_pool(nullptr, in_.data(), 0, &out, 0, 0, 1), CENOTE_BAD_ARGUMENT);
  EXPECT_EQ(cenote_pool(problem_.get(), nullptr, 0, &out, 0, 0, 1), CENOTE_BAD_ARGUMENT);
  EXPECT_EQ(cenote_pool(problem_.get(), in_.data(), 0, nullptr, 0, 0, 1), CENOTE_BAD_ARGUMENT);
  EXPECT_EQ(out, 7);
}

TEST_F(PoolArguments, RefusesAnotherVersion) {
  for (const int64_t version : {CENOTE_VERSION - 1, CENOTE_VERSION + 1}) {
    problem_.get()->version = version;
    EXPECT_TRUE(refuses(0, 1));
  }
  EXPECT_EQ(cenote_version(), CENOTE_VERSION);
}

TEST_F(PoolArguments, RefusesAnUnknownInstructionSet) {
  for (const int64_t isa : {int64_t{-1}, int64_t{cenote_isa_count()}, int64_t{1} << 32, INT64_MIN}) {
    problem_.get()->isa = isa;
    EXPECT_TRUE(refuses(0, 1));
  }
}

TEST_F(PoolArguments, RefusesAnUnknownReduction) {
  for (const int64_t reduction : {-1, 2}) {
    problem_.get()->reduction = reduction;
    EXPECT_TRUE(refuses(0, 1));
  }
}

TEST_F(PoolArguments, RefusesRowsOutOfRange) {
  const int64_t rows = pooling_.rows();
  EXPECT_TRUE(refuses(-1, 1));
  EXPECT_TRUE(refuses(0, rows + 1));
  EXPECT_TRUE(refuses(2, 1));
  EXPECT_TRUE(refuses(rows + 1, rows + 1));
  EXPECT_TRUE(refuses(INT64_MIN, INT64_MAX));
}

TEST_F(PoolArguments, ComputesNoRows) {
  EXPECT_EQ(cenote_pool(problem_.get(), nullptr, 0, nullptr, 0, 1, 1), CENOTE_OK);
  problem_.get()->planes = 0;
  EXPECT_EQ(cenote_pool(problem_.get(), nullptr, 0, nullptr, 0, 0, 0), CENOTE_OK);
  EXPECT_TRUE(refuses(0, 1));
}

// So many rows under one window that no machine could list them.
TEST_F(PoolArguments, SaysThatMemoryIsShort) {
  cenote_problem& problem = *problem_.get();
  for (const int64_t size : {int64_t{1} << 27, int64_t{1} << 30}) {
    for (int axis = 0; axis < 2; ++axis) problem.axes[axis].in = problem.axes[axis].taps = size;
    for (const int reduction : {CENOTE_MAX, CENOTE_AVERAGE}) {
      for (const bool channels_last : {false, true}) {
        problem.reduction = reduction;
        problem.channels_last = channels_last;
        Output<float> out(pooling_.outputs());
        EXPECT_EQ(cenote_pool(&problem, in_.data(), 0, out.data(), 0, 0, 1), CENOTE_NO_MEMORY);
        EXPECT_TRUE(out.holds({}, 0, 0));
      }
    }
  }
}

}  // namespace
}  // namespace cenote
