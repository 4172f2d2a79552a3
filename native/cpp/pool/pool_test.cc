// The drivers through cenote_pool, on every instruction set that this machine can run, against the plain reference, bit
// for bit.
#include <gtest/gtest.h>

#include <vector>

#include "cenote.h"
#include "kernels/reference.h"
#include "pool/reference.h"

namespace cenote {
namespace {

using reference::all_pool_right;
using reference::Axis;
using reference::Kind;
using reference::kInfinity;
using reference::kKinds;
using reference::Pooling;
using reference::Values;

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

}  // namespace
}  // namespace cenote
