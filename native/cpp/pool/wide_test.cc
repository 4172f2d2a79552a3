// Wide windows that slide by one element: see pool_test.cc.
#include <gtest/gtest.h>

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

// Of `window` taps, at least as many of them, with any padding.
Axis any_wide_axis(Values& draw, int64_t window, int64_t max_in) {
  const auto upto = [&](int64_t n) { return static_cast<int64_t>(draw.below(static_cast<uint64_t>(n) + 1)); };
  Axis a{1, window, 1, 1, upto(window - 1), upto(window - 1)};
  const int64_t least = 2 * window - 1 - a.begin - a.end;
  a.in = least < 1 ? 1 + upto(max_in) : least + upto(max_in);
  return a;
}

TEST(Pool, SlidesWideWindowsOfAnySize) {
  Values draw(reference::kRandom, 5);
  for (uint64_t seed = 0; seed < 80; ++seed) {
    const auto upto = [&](uint64_t n) { return static_cast<int64_t>(draw.below(n + 1)); };
    Pooling p;
    p.h = any_wide_axis(draw, 4 + upto(10), 12);
    p.w = any_wide_axis(draw, 4 + upto(seed % 10 == 0 ? 40 : 14), 30);
    if (seed % 4 == 1) p.h = any_axis(draw, 6, 4);
    if (seed % 4 == 2) p.w = any_axis(draw, 20, 6);
    if (seed % 5 == 0) p.d = any_axis(draw, 4, 4);
    if (exists(p)) {
      ASSERT_TRUE(all_pool_right(p, static_cast<Kind>(seed % kKinds), seed, 1 + upto(3)));
    }
  }
}

// So many that they are pooled side by side, whole ones and the rest.
TEST(Pool, SlidesWideWindowsOverManySmallPlanes) {
  Values draw(reference::kRandom, 6);
  for (uint64_t seed = 0; seed < 60; ++seed) {
    const auto upto = [&](uint64_t n) { return static_cast<int64_t>(draw.below(n + 1)); };
    Pooling p;
    p.h = seed % 3 == 0 ? any_axis(draw, 4, 3) : any_wide_axis(draw, 2 + upto(8), 3);
    p.w = any_wide_axis(draw, 4 + upto(7), 5);
    if (seed % 5 == 0) p.d = any_axis(draw, 3, 3);
    if (exists(p)) {
      ASSERT_TRUE(all_pool_right(p, static_cast<Kind>(seed % kKinds), seed, 2 + upto(75)));
    }
  }
}

// Groups of planes side by side, each of a single block of windows along H: nothing is left of the group before.
TEST(Pool, SlidesManySmallPlanes) {
  uint64_t seed = 0;
  for (int64_t planes : {15, 17, 40, 70}) {
    for (int64_t window : {5, 9, 12}) {
      for (int64_t width : {1, 3, 20}) {
        for (int kind = 0; kind < kKinds; ++kind) {
          Pooling p;
          p.h = {2 * window - 1, window};
          p.w = {width, width < 3 ? 1 : 2};
          ASSERT_TRUE(all_pool_right(p, static_cast<Kind>(kind), seed++, planes));
        }
      }
    }
  }
}

// Wide along one axis, listed along the other, of some images.
TEST(Pool, SlidesWideWindowsAcrossLists) {
  Values draw(reference::kRandom, 7);
  for (uint64_t seed = 0; seed < 60; ++seed) {
    Pooling p;
    const Axis wide = any_wide_axis(draw, 9 + static_cast<int64_t>(seed % 5), 6);
    const Axis listed = Axis::irregular(9, {{{0, 0, 3, 3}, {5, 0, 4, 4}}, {{2, 0, 2, 2}, {-1, 1, 4, 3}}});
    p.h = seed % 2 == 0 ? wide : listed;
    p.w = seed % 2 == 0 ? listed : wide;
    p.planes_per_list = 2;
    p.planes = 4;
    if (seed % 4 < 2) p.sources = {1, 0};
    ASSERT_TRUE(all_pool_right(p, static_cast<Kind>(seed % kKinds), seed));
  }
}

}  // namespace
}  // namespace cenote
