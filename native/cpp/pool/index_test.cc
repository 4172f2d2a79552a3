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
  Values values(kind, seed);
  const Block<T> in(p.inputs());
  for (int64_t i = 0; i < p.inputs(); ++i) in.data()[i] = reference::element<Type>(values, kind);
  Problem problem(p, 0);
  const Block<T> out(p.outputs());
  if (cenote_pool(problem.get(), in.data(), out.data(), 0, p.rows()) != CENOTE_OK) return AssertionFailure() << "pool";
  std::vector<Index> expected;
  for (int64_t i = 0; i < p.outputs(); ++i) {
    expected.push_back(static_cast<Index>(index_of<Type>(p, in.data(), i, out.data()[i])));
  }
  const int64_t begin = static_cast<int64_t>(values.below(static_cast<uint64_t>(p.rows())));
  Output<Index> indices(p.outputs());
  const int32_t status =
      cenote_index(problem.get(), in.data(), out.data(), indices.data(), sizeof(Index), begin, p.rows());
  if (status != CENOTE_OK) return AssertionFailure() << "status " << status;
  AssertionResult r = indices.holds(expected, begin * p.row_elements(), p.outputs());
  return r ? r : r << "values " << kind << " seed " << seed << ", " << p.text();
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
