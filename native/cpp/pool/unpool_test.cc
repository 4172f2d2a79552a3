// Unpooling of elements of any width, by indices of any width.
#include <gtest/gtest.h>

#include <vector>

#include "cenote.h"
#include "kernels/reference.h"

namespace cenote {
namespace {

using reference::Block;
using reference::Output;
using reference::Values;
using ::testing::AssertionFailure;
using ::testing::AssertionResult;

template <class Element, class Index>
AssertionResult unpools_right(int64_t planes, int64_t lanes, int64_t values_per_plane, int64_t out_per_plane,
                              uint64_t seed) {
  const cenote_unpooling problem{CENOTE_VERSION, sizeof(Element), sizeof(Index),    planes,
                                 lanes,          values_per_plane, out_per_plane};
  Values draw(reference::kRandom, seed);
  const int64_t n = planes * values_per_plane * lanes;
  const Block<Element> values(n);
  const Block<Index> indices(n);
  std::vector<Element> expected(static_cast<size_t>(planes * out_per_plane * lanes), Element{0});
  for (int64_t i = 0; i < n; ++i) {  // later values stay
    values.data()[i] = static_cast<Element>(draw.below(250) + 1);
    indices.data()[i] = static_cast<Index>(draw.below(static_cast<uint64_t>(out_per_plane)));
    const int64_t plane = i / lanes / values_per_plane, lane = i % lanes;
    expected[static_cast<size_t>((plane * out_per_plane + indices.data()[i]) * lanes + lane)] = values.data()[i];
  }
  if (cenote_unpool_check(&problem, indices.data(), 0, n) != -1) return AssertionFailure() << "indices are good";
  const int64_t begin = planes > 1 ? 1 : 0, plane = out_per_plane * lanes;
  Output<Element> out(planes * plane);
  const int32_t status = cenote_unpool(&problem, values.data(), indices.data(), out.data(), begin, planes);
  if (status != CENOTE_OK) return AssertionFailure() << "status " << status;
  if (AssertionResult r = out.holds(expected, begin * plane, planes * plane); !r) {
    return r << "elements of " << sizeof(Element) << " indices of " << sizeof(Index) << " bytes, n" << planes << "c"
             << lanes << " " << values_per_plane << " to " << out_per_plane;
  }
  if (n == 0) return ::testing::AssertionSuccess();
  const auto bad = static_cast<int64_t>(draw.below(static_cast<uint64_t>(n)));
  for (const int64_t wrong : {int64_t{-1}, out_per_plane, int64_t{std::numeric_limits<Index>::min()}}) {
    indices.data()[bad] = static_cast<Index>(wrong);
    const int64_t first = cenote_unpool_check(&problem, indices.data(), 0, n);
    if (first != bad) return AssertionFailure() << "found " << first << " instead of " << bad;
    if (cenote_unpool_check(&problem, indices.data(), 0, bad) != -1 ||
        cenote_unpool_check(&problem, indices.data(), bad + 1, n) != -1) {
      return AssertionFailure() << "looked beyond its range at " << bad;
    }
    Output<Element> rest(planes * plane);
    if (cenote_unpool(&problem, values.data(), indices.data(), rest.data(), 0, planes) != CENOTE_OK) {
      return AssertionFailure() << "a bad index is not passed over";
    }
    if (AssertionResult r = rest.holds_any(planes * plane); !r) return r << " where an index is bad";
  }
  return ::testing::AssertionSuccess();
}

TEST(Unpool, PutsValuesToTheirIndices) {
  uint64_t seed = 0;
  for (const int64_t planes : {1, 2, 3}) {
    for (const int64_t lanes : {1, 3, 8}) {
      for (const int64_t values : {0, 1, 4, 9}) {
        for (const int64_t out : {1, 9, 35}) {
          ASSERT_TRUE((unpools_right<uint8_t, int32_t>(planes, lanes, values, out, ++seed)));
          ASSERT_TRUE((unpools_right<uint16_t, int64_t>(planes, lanes, values, out, ++seed)));
          ASSERT_TRUE((unpools_right<uint32_t, int32_t>(planes, lanes, values, out, ++seed)));
          ASSERT_TRUE((unpools_right<uint64_t, int64_t>(planes, lanes, values, out, ++seed)));
        }
      }
    }
  }
}

TEST(Unpool, RefusesBadArguments) {
  const cenote_unpooling good{CENOTE_VERSION, 4, 4, 2, 1, 2, 4};
  const int32_t values[4] = {1, 2, 3, 4}, indices[4] = {};
  Output<int32_t> out(8);
  const auto status = [&](const cenote_unpooling& problem, int64_t begin = 0, int64_t end = 2) {
    return cenote_unpool(&problem, values, indices, out.data(), begin, end);
  };
  std::vector<cenote_unpooling> bad(9, good);
  bad[0].version = CENOTE_VERSION - 1;
  bad[1].element_bytes = 3;
  bad[2].element_bytes = 0;
  bad[3].index_bytes = 2;
  bad[4].planes = -1;
  bad[5].lanes = 0;
  bad[6].values_per_plane = -1;
  bad[7].out_per_plane = -1;
  bad[8].index_bytes = 16;
  for (const cenote_unpooling& problem : bad) {
    EXPECT_EQ(status(problem), CENOTE_BAD_ARGUMENT);
    EXPECT_EQ(cenote_unpool_check(&problem, indices, 0, 4), -2);
  }
  EXPECT_EQ(cenote_unpool_check(nullptr, indices, 0, 4), -2);
  EXPECT_EQ(cenote_unpool_check(&good, nullptr, 0, 4), -2);
  EXPECT_EQ(cenote_unpool_check(&good, indices, -1, 4), -2);
  EXPECT_EQ(cenote_unpool_check(&good, indices, 3, 2), -2);
  EXPECT_EQ(cenote_unpool_check(&good, indices, 0, 5), -2);
  EXPECT_EQ(cenote_unpool_check(&good, nullptr, 4, 4), -1);
  EXPECT_EQ(status(good, -1, 1), CENOTE_BAD_ARGUMENT);
  EXPECT_EQ(status(good, 2, 1), CENOTE_BAD_ARGUMENT);
  EXPECT_EQ(status(good, 0, 3), CENOTE_BAD_ARGUMENT);
  EXPECT_EQ(cenote_unpool(nullptr, values, indices, out.data(), 0, 1), CENOTE_BAD_ARGUMENT);
  EXPECT_EQ(cenote_unpool(&good, nullptr, indices, out.data(), 0, 1), CENOTE_BAD_ARGUMENT);
  EXPECT_EQ(cenote_unpool(&good, values, nullptr, out.data(), 0, 1), CENOTE_BAD_ARGUMENT);
  EXPECT_EQ(cenote_unpool(&good, values, indices, nullptr, 0, 1), CENOTE_BAD_ARGUMENT);
  EXPECT_EQ(cenote_unpool(&good, nullptr, nullptr, nullptr, 1, 1), CENOTE_OK);
  EXPECT_TRUE(out.holds({}, 0, 0));
}

}  // namespace
}  // namespace cenote
