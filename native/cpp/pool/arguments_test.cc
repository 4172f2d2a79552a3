// What cenote_pool refuses, and what it makes of problems that are larger than memory.
#include <gtest/gtest.h>
#include <math.h>

#include <vector>

#include "cenote.h"
#include "kernels/reference.h"
#include "pool/reference.h"

namespace cenote {
namespace {

using reference::Output;
using reference::Pooling;
using reference::Problem;
using ::testing::AssertionFailure;
using ::testing::AssertionResult;

class PoolArguments : public ::testing::Test {
 protected:
  // Whether the call is refused and writes nothing.
  AssertionResult refuses(int64_t begin, int64_t end) {
    Output<float> out(pooling_.outputs());
    const int status = cenote_pool(problem_.get(), in_.data(), out.data(), begin, end);
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
  EXPECT_EQ(cenote_pool(nullptr, in_.data(), &out, 0, 1), CENOTE_BAD_ARGUMENT);
  EXPECT_EQ(cenote_pool(problem_.get(), nullptr, &out, 0, 1), CENOTE_BAD_ARGUMENT);
  EXPECT_EQ(cenote_pool(problem_.get(), in_.data(), nullptr, 0, 1), CENOTE_BAD_ARGUMENT);
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
  for (const int64_t reduction : {-1, 4}) {
    problem_.get()->reduction = reduction;
    EXPECT_TRUE(refuses(0, 1));
  }
}

TEST_F(PoolArguments, RefusesAnUnknownType) {
  for (const int64_t type : {int64_t{-1}, int64_t{9}, INT64_MIN, INT64_MAX}) {
    problem_.get()->type = type;
    EXPECT_TRUE(refuses(0, 1));
  }
}

TEST_F(PoolArguments, RefusesListsOfNoPlanes) {
  for (const int64_t planes : {int64_t{0}, int64_t{-1}, INT64_MIN}) {
    problem_.get()->planes_per_list = planes;
    EXPECT_TRUE(refuses(0, 1));
  }
}

TEST_F(PoolArguments, RefusesPowersBelowOne) {
  problem_.get()->reduction = CENOTE_LP;
  for (const double p : {0.999, 0.0, -2.0, -HUGE_VAL, static_cast<double>(NAN)}) {
    problem_.get()->p = p;
    EXPECT_TRUE(refuses(0, 1));
  }
}

TEST_F(PoolArguments, RefusesPowersOfIntegers) {
  problem_.get()->reduction = CENOTE_LP;
  for (int64_t type = CENOTE_INT8; type <= CENOTE_INT64; ++type) {
    problem_.get()->type = type;
    EXPECT_TRUE(refuses(0, 1));
  }
}

TEST_F(PoolArguments, RefusesToDivideIntegersByAnythingButWholeNumbers) {
  problem_.get()->reduction = CENOTE_AVERAGE;
  problem_.get()->type = CENOTE_INT32;
  problem_.get()->fixed_divisor = 1;
  for (const double divisor : {0.0, 0.5, 2.5, 0x1p53 + 2, -0x1p60, HUGE_VAL, static_cast<double>(NAN)}) {
    problem_.get()->divisor = divisor;
    EXPECT_TRUE(refuses(0, 1));
  }
  problem_.get()->divisor = -0x1p53;
  EXPECT_FALSE(refuses(0, 1));
  problem_.get()->divisor = 1;
  for (const int64_t rounding : {-1, 3}) {
    problem_.get()->rounding = rounding;
    EXPECT_TRUE(refuses(0, 1));
  }
}

TEST_F(PoolArguments, RefusesBlocksOfWindowsThatDoNotSlide) {
  for (int axis = 0; axis < 3; ++axis) {
    problem_.get()->axes[axis].blocks = 1;
    EXPECT_EQ(static_cast<bool>(refuses(0, 1)), axis == 0) << axis;
    problem_.get()->axes[axis].blocks = 0;
  }
  const cenote_axis good = problem_.get()->axes[2];
  std::vector<cenote_axis> bad(8, good);
  bad[0].stride = 2;
  bad[1].step = 2;
  bad[2].edges_per_list = 4;
  bad[3].taps = 1;
  bad[4].taps = good.out + 1;
  bad[5].origin = 1;
  bad[6].origin = -good.taps;
  bad[7].in = good.out - 1;
  for (cenote_axis& axis : bad) {
    axis.blocks = 1;
    problem_.get()->axes[2] = axis;
    EXPECT_TRUE(refuses(0, 1)) << &axis - bad.data();
  }
}

TEST_F(PoolArguments, RefusesRowsOutOfRange) {
  const int64_t rows = pooling_.rows();
  EXPECT_TRUE(refuses(-1, 1));
  EXPECT_TRUE(refuses(0, rows + 1));
  EXPECT_TRUE(refuses(2, 1));
  EXPECT_TRUE(refuses(-1, -1));
  EXPECT_TRUE(refuses(rows + 1, rows + 1));
  EXPECT_TRUE(refuses(INT64_MIN, INT64_MAX));
}

TEST_F(PoolArguments, ComputesNoRows) {
  EXPECT_EQ(cenote_pool(problem_.get(), nullptr, nullptr, 1, 1), CENOTE_OK);
  problem_.get()->planes = 0;
  EXPECT_EQ(cenote_pool(problem_.get(), nullptr, nullptr, 0, 0), CENOTE_OK);
  EXPECT_TRUE(refuses(0, 1));
}

// More planes than can be counted in rows: some of them are computed nevertheless.
TEST_F(PoolArguments, CountsRowsWithoutOverflow) {
  problem_.get()->planes = INT64_MAX;
  Output<float> out(pooling_.outputs());
  EXPECT_EQ(cenote_pool(problem_.get(), in_.data(), out.data(), 0, pooling_.rows()), CENOTE_OK);
  EXPECT_TRUE(out.holds(pooling_.of<reference::Float32>(in_.data())));
  for (int axis = 0; axis < 2; ++axis) {
    problem_.get()->axes[axis].out = 0;
    EXPECT_TRUE(refuses(0, 1));
  }
}

// A line so long that no machine has the memory; none of it may be read before that is known.
TEST_F(PoolArguments, SaysThatMemoryIsShort) {
  cenote_problem& problem = *problem_.get();
  for (const int64_t size : {int64_t{1} << 45, int64_t{1} << 48, int64_t{1} << 56}) {
    for (const int64_t taps : {int64_t{2}, size}) {
      problem.axes[2].in = size;
      problem.axes[2].taps = taps;
      for (const int reduction : {CENOTE_MAX, CENOTE_MIN, CENOTE_AVERAGE, CENOTE_LP}) {
        for (const int64_t lanes : {1, 3}) {
          for (const int64_t wide : {0, 1}) {
            problem.reduction = reduction;
            problem.lanes = lanes;
            problem.wide = wide;
            Output<float> out(pooling_.outputs());
            EXPECT_EQ(cenote_pool(&problem, in_.data(), out.data(), 0, 1), CENOTE_NO_MEMORY);
            EXPECT_TRUE(out.holds({}, 0, 0));
          }
        }
      }
    }
  }
}

// Scratch memory does not grow with the depth and height of the input.
TEST_F(PoolArguments, NeedsNoMemoryForManyRows) {
  cenote_problem& problem = *problem_.get();
  for (int axis = 0; axis < 2; ++axis) problem.axes[axis].in = int64_t{1} << 28;
  for (const int reduction : {CENOTE_MAX, CENOTE_MIN, CENOTE_AVERAGE, CENOTE_LP}) {
    problem.reduction = reduction;
    Output<float> out(pooling_.outputs());
    EXPECT_EQ(cenote_pool(&problem, in_.data(), out.data(), 0, 1), CENOTE_OK);
  }
}

}  // namespace
}  // namespace cenote
