// Windows and planes that lists tell, and sums of many integers: see pool_test.cc.
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "cenote.h"
#include "kernels/reference.h"
#include "pool/reference.h"

namespace cenote {
namespace {

using reference::all_pool_right;
using reference::any_axis;
using reference::Axis;
using reference::exists;
using reference::Kind;
using reference::kKinds;
using reference::Pooling;
using reference::Values;

// Planes that share lists of windows, each list with windows of its own, from planes in any order.
TEST(Pool, SlidesListsOfWindows) {
  Values draw(reference::kRandom, 5);
  const auto upto = [&](int64_t n) { return static_cast<int64_t>(draw.below(static_cast<uint64_t>(n) + 1)); };
  for (uint64_t seed = 0; seed < 350; ++seed) {
    Pooling p;
    const int64_t lists = 1 + upto(3);
    p.planes_per_list = 1 + upto(2);
    p.planes = lists * p.planes_per_list - upto(p.planes_per_list - 1);
    if (seed % 3 != 0) {
      for (int64_t l = 0; l < lists; ++l) p.sources.push_back(upto(4));
    } else if (p.planes_per_list == 1) {
      p.planes_per_list = 2;
    }
    const auto windows = [&](int64_t in) {
      std::vector<std::vector<cenote_window>> all(static_cast<size_t>(lists));
      const int64_t out = 1 + upto(3);
      for (auto& list : all) {
        for (int64_t i = 0; i < out; ++i) {
          const int64_t taps = upto(4) == 0 ? 0 : 1 + upto(in - 1);  // some have no element
          list.push_back({upto(in - taps), 0, taps, std::max<int64_t>(1, taps)});
        }
      }
      return Axis::irregular(in, all);
    };
    p.h = seed % 5 == 0 ? any_axis(draw, 6, 4) : windows(1 + upto(8));
    p.w = seed % 7 == 0 ? any_axis(draw, 30, 3) : windows(1 + upto(20));
    if (seed % 4 == 0) p.d = windows(1 + upto(3));
    if (exists(p)) {
      ASSERT_TRUE(all_pool_right(p, static_cast<Kind>(seed % kKinds), seed));
    }
  }
}

// Windows that kernels of whole windows take, from planes in any order.
TEST(Pool, SlidesSmallWindowsOverPlanesInAnyOrder) {
  for (uint64_t seed = 0; seed < 60; ++seed) {
    Pooling p;
    p.sources = {2, 0, 0, 3, 1};
    p.planes_per_list = 1 + static_cast<int64_t>(seed % 2);
    p.planes = 5 * p.planes_per_list;
    p.h = p.w = seed % 3 == 0 ? Axis{6, 2, 2} : seed % 3 == 1 ? Axis{9, 3, 2, 1, 1, 1} : Axis{5, 5};
    ASSERT_TRUE(all_pool_right(p, static_cast<Kind>(seed % kKinds), seed));
  }
}

// So many elements that sums of small integers need more than 32 bits.
TEST(Pool, AddsManyIntegersExactly) {
  for (const int64_t type : {CENOTE_INT8, CENOTE_UINT8, CENOTE_INT16, CENOTE_INT32, CENOTE_INT64}) {
    for (const int kind : {reference::kHuge, reference::kNaNs, reference::kRandom}) {
      Pooling p;
      p.type = type;
      p.manner.reduction = CENOTE_AVERAGE;
      for (const int64_t size : {181, 182, 300}) {
        p.h = p.w = {size, size};
        for (const double divisor : {0, 1, 7}) {
          p.divisor = divisor;
          ASSERT_TRUE(reference::pools_right(p, static_cast<Kind>(kind), static_cast<uint64_t>(size)));
        }
      }
    }
  }
}

}  // namespace
}  // namespace cenote
