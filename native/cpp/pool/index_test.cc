// Where extremes lie, against a plain search, for all types.
#include <gtest/gtest.h>

#include <vector>

#include "cenote.h"
#include "kernels/reference.h"
#include "pool/reference.h"

namespace cenote {
namespace {

using reference::Axis;
using reference::Block;
using reference::Kind;
using reference::kKinds;
using reference::Output;
using reference::Pooling;
using reference::Problem;
using reference::Values;
using ::testing::AssertionFailure;
using ::testing::AssertionResult;
using ::testing::AssertionSuccess;

// The first tap that equals the output, or the last NaN.
template <class Type>
int64_t index_of(const Pooling& p, const typename Type::T* in, int64_t output, typename Type::T found) {
  const Pooling::Place place = p.place(output);
  int64_t first = -1, last_nan = -1;
  place.taps.each([&](int64_t d, int64_t h, int64_t w) {
    const int64_t position = p.position(place, d, h, w);
    const auto x = p.tap(in, place, d, h, w);
    if constexpr (Type::kFloating) {
      if (std::isnan(Type::read(x))) last_nan = position;
      if (first < 0 && Type::read(x) == Type::read(found)) first = position;
    } else {
      if (first < 0 && x == found) first = position;
    }
  });
  return last_nan >= 0 ? last_nan : first;
}

template <class Type, class Index>
AssertionResult finds_right(const Pooling& p, Kind kind, uint64_t seed) {
  using T = typename Type::T;
  static const std::vector<int> sets = reference::instruction_sets();
  Values values(kind, seed), draw(reference::kRandom, seed);
  const Block<T> in(p.inputs(), static_cast<int64_t>(draw.below(4)));
  for (int64_t i = 0; i < p.inputs(); ++i) in.data()[i] = reference::element<Type>(values, kind);
  const Block<T> out(p.outputs(), static_cast<int64_t>(draw.below(4)));
  Problem portable(p, 0);
  if (cenote_pool(portable.get(), in.data(), out.data(), 0, p.rows()) != CENOTE_OK) return AssertionFailure() << "pool";
  std::vector<Index> expected;
  for (int64_t i = 0; i < p.outputs(); ++i) {
    expected.push_back(static_cast<Index>(index_of<Type>(p, in.data(), i, out.data()[i])));
  }
  const auto rows = static_cast<uint64_t>(p.rows());
  const auto begin = static_cast<int64_t>(draw.below(rows));
  const int64_t end = p.rows() - static_cast<int64_t>(draw.below(rows - static_cast<uint64_t>(begin)) / 2);
  for (const int isa : sets) {
    Problem problem(p, isa);
    Output<Index> indices(p.outputs(), static_cast<int64_t>(draw.below(3)));
    const int32_t status =
        cenote_index(problem.get(), in.data(), out.data(), indices.data(), sizeof(Index), begin, end);
    AssertionResult r = indices.holds(expected, begin * p.row_elements(), end * p.row_elements());
    if (status != CENOTE_OK) r = AssertionFailure() << "status " << status << "; ";
    if (!r) {
      return r << cenote_isa_name(isa) << " rows " << begin << " to " << end << ", values " << kind << " seed " << seed
               << ", " << p.text();
    }
  }
  return AssertionSuccess();
}

AssertionResult all_find_right(Pooling p, Kind kind, uint64_t seed) {
  for (p.type = CENOTE_FLOAT32; p.type <= CENOTE_INT64; ++p.type) {
    for (const int reduction : {CENOTE_MAX, CENOTE_MIN}) {
      p.manner.reduction = reduction;
      p.manner.empty_is_zero = seed % 2 == 0;
      AssertionResult r = reference::with_type(p.type, [&](auto type) {
        using Type = decltype(type);
        return seed % 3 == 0 ? finds_right<Type, int64_t>(p, kind, seed) : finds_right<Type, int32_t>(p, kind, seed);
      });
      if (!r) return r;
    }
  }
  return AssertionSuccess();
}

TEST(Index, IsTheFirstOfEqualsOrTheLastNaN) {
  Values draw(reference::kRandom, 6);
  const auto upto = [&](int64_t n) { return static_cast<int64_t>(draw.below(static_cast<uint64_t>(n) + 1)); };
  for (uint64_t seed = 0; seed < 300; ++seed) {
    Pooling p;
    p.planes = 1 + upto(2);
    p.lanes = seed % 2 == 0 ? 1 : 1 + upto(5);
    for (Axis* axis : {&p.d, &p.h, &p.w}) {
      if (axis == &p.d && seed % 3 != 0) continue;
      *axis = {1 + upto(7), 1 + upto(3), 1 + upto(2), 1 + upto(1)};
      axis->begin = upto(axis->reach() - 1);
      axis->end = upto(axis->reach() - 1);
    }
    if (seed % 5 == 0) {
      p.h = Axis::irregular(6, {{{0, 0, 2, 2}, {2, 0, 4, 4}}, {{5, 0, 1, 1}, {3, 0, 0, 1}}, {{0, 0, 6, 6}, {1, 0, 2, 2}}});
      p.sources = {1, 0, 2};
      p.planes = 3;
    }
    if (p.d.out() > 0 && p.h.out() > 0 && p.w.out() > 0) {
      ASSERT_TRUE(all_find_right(p, static_cast<Kind>(seed % kKinds), seed));
    }
  }
}

// Long enough for whole vectors of any type, and what is left of them.
TEST(Index, IsFoundInWindowsOfAnySizeAlongRowsOfAnyLength) {
  Values draw(reference::kRandom, 7);
  const auto upto = [&](int64_t n) { return static_cast<int64_t>(draw.below(static_cast<uint64_t>(n) + 1)); };
  for (uint64_t seed = 0; seed < 400; ++seed) {
    Pooling p;
    p.planes = 1 + upto(2);
    p.w = {1 + upto(seed % 4 == 0 ? 300 : 40), 1 + upto(6), 1 + upto(4), 1 + upto(2)};
    p.h = {1 + upto(15), 1 + upto(4), 1 + upto(3), 1 + upto(2)};
    if (seed % 3 == 0) p.h = {2 * (1 + upto(10)), 2, 2};  // rows of one plane as of all
    if (seed % 5 == 0) p.d = {1 + upto(4), 1 + upto(2), 1 + upto(1)};
    for (Axis* axis : {&p.d, &p.h, &p.w}) {
      if (upto(1) == 0) continue;
      axis->begin = upto(axis->reach() - 1);
      axis->end = upto(axis->reach() - 1);
    }
    if (seed % 2 == 0) {
      p.lanes = 1 + upto(seed % 4 == 0 ? 70 : 20);
      p.w.in = 1 + p.w.in % 9;
      p.planes = 1;
    }
    if (reference::exists(p)) {
      ASSERT_TRUE(all_find_right(p, static_cast<Kind>(seed % kKinds), seed));
    }
  }
}

TEST(Index, IsFoundInWindowsOfManyTaps) {
  for (uint64_t seed = 0; seed < 6; ++seed) {
    Pooling p;
    const auto size = static_cast<int64_t>(7 + seed * 7);
    p.h = {40, seed % 2 == 0 ? 13 : size, 11, 1, 3, 3};
    p.w = {70, size, 3 + static_cast<int64_t>(seed % 3), 1, 4, 6};
    if (seed == 0) p.d = {6, 5, 2, 1, 2, 2};
    p.lanes = seed % 4 == 3 ? 3 : 1;
    ASSERT_TRUE(all_find_right(p, static_cast<Kind>(seed % kKinds), seed));
  }
}

TEST(Index, IsTheOneNaNAnywhere) {
  for (const int64_t lanes : {1, 3, 40}) {
    Pooling p;
    p.planes = 2;
    p.lanes = lanes;
    p.h = {6, 3, 2, 1, 1, 1};
    p.w = {40 / lanes + 3, 3, 2, 1, 1, 1};
    for (int64_t i = 0; i < p.inputs(); i += 1 + p.inputs() / 300) {
      for (const int64_t type : {CENOTE_FLOAT32, CENOTE_FLOAT64, CENOTE_FLOAT16, CENOTE_BFLOAT16}) {
        p.type = type;
        ASSERT_TRUE(reference::with_type(type, [&](auto tag) {
          return finds_right<decltype(tag), int32_t>(p, reference::kOneNaN, static_cast<uint64_t>(i));
        }));
      }
    }
  }
}

TEST(Index, IsFoundEnormouslyFarAway) {
  constexpr int64_t kFar = int64_t{1} << 61;
  Pooling p;
  p.d = {3, 2, kFar, kFar, kFar - 3, kFar - 1, true};
  p.h = p.w = {5, 2, kFar, kFar, kFar, kFar, true};
  ASSERT_TRUE(all_find_right(p, reference::kTies, 1));
}

TEST(Index, RefusesBadArguments) {
  Pooling p;
  p.w = {4, 2, 2};
  Problem problem(p, 0);
  const std::vector<float> in(4, 1.0f), out(2, 1.0f);
  Output<int32_t> indices(2);
  const auto status = [&](const void* from, const void* found, void* to, int64_t bytes, int64_t begin, int64_t end) {
    return cenote_index(problem.get(), from, found, to, bytes, begin, end);
  };
  EXPECT_EQ(cenote_index(nullptr, in.data(), out.data(), indices.data(), 4, 0, 1), CENOTE_BAD_ARGUMENT);
  EXPECT_EQ(status(nullptr, out.data(), indices.data(), 4, 0, 1), CENOTE_BAD_ARGUMENT);
  EXPECT_EQ(status(in.data(), nullptr, indices.data(), 4, 0, 1), CENOTE_BAD_ARGUMENT);
  EXPECT_EQ(status(in.data(), out.data(), nullptr, 4, 0, 1), CENOTE_BAD_ARGUMENT);
  EXPECT_EQ(status(in.data(), out.data(), indices.data(), 4, 0, 2), CENOTE_BAD_ARGUMENT);
  EXPECT_EQ(status(nullptr, nullptr, nullptr, 4, 1, 1), CENOTE_OK);
  for (const int64_t bytes : {0, 1, 2, 16}) {
    EXPECT_EQ(status(in.data(), out.data(), indices.data(), bytes, 0, 1), CENOTE_BAD_ARGUMENT);
  }
  for (const int64_t reduction : {CENOTE_AVERAGE, CENOTE_LP}) {
    problem.get()->reduction = reduction;
    EXPECT_EQ(status(in.data(), out.data(), indices.data(), 4, 0, 1), CENOTE_BAD_ARGUMENT);
  }
  EXPECT_TRUE(indices.holds({}, 0, 0));
}

}  // namespace
}  // namespace cenote
