// The drivers through cenote_pool, on every instruction set that this machine can run, against the plain reference, bit
// for bit.
#include <gtest/gtest.h>

#include <algorithm>
#include <utility>
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

// Strides and dilations that no product with the input's size could hold.
TEST(Pool, SlidesEnormouslyFar) {
  constexpr int64_t kFar = int64_t{1} << 61;
  uint64_t seed = 0;
  for (const int64_t lanes : {1, 5}) {
    for (const int64_t begin : {int64_t{0}, kFar - 3, kFar}) {
      Pooling p;
      p.lanes = lanes;
      p.planes = 2;
      p.d = {3, 2, kFar, kFar, begin, kFar - 1, true};
      p.h = {5, 2, kFar, kFar, begin, kFar, true};
      p.w = {7, 2, kFar, kFar, begin, kFar, true};
      ASSERT_TRUE(exists(p) && all_pool_right(p, static_cast<Kind>(seed % kKinds), seed));
      p.d = {};
      p.h = p.w = {9, 3, kFar, 1};
      ASSERT_TRUE(all_pool_right(p, static_cast<Kind>(seed % kKinds), seed));
      ++seed;
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
    EXPECT_EQ(p.of<reference::Float32>(ones.data()).front(), -reference::kInfinity);
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
    p.h = {3, 4, 1, 1, 1, 1};
    p.w = {size, size + 2, 1, 1, 1, 1};
    ASSERT_TRUE(all_pool_right(p, reference::kTies, seed));
  }
}

// One window a plane, as large as kernels of whole planes take them or a little larger, over more planes than are done at once.
// The windows along D may count what is not there.
TEST(Pool, ReducesManySmallPlanes) {
  uint64_t seed = 0;
  for (int64_t height = 1; height <= 9; ++height) {
    for (int64_t width = 1; width <= 17; ++width) {
      Pooling p;
      p.h = {height, height};
      p.w = {width, width};
      if (++seed % 3 == 0) p.d = {1, 3, 1, 1, 1, 1};
      if (seed % 9 == 1) p.d = {1, 2, 1, 9, 5, 4};  // taps at -5 and 4
      ASSERT_TRUE(all_pool_right(p, static_cast<Kind>(seed % kKinds), seed, 2 + static_cast<int64_t>(seed % 140)));
      ASSERT_TRUE(all_pool_right(p, reference::kOneNaN, 17 * seed % (70u * height * width), 70));
    }
  }
}

// One window a plane that is not quite the plane: it reaches beyond, or leaves something out.
TEST(Pool, CutsTheOnlyWindowOfAPlane) {
  uint64_t seed = 0;
  for (int64_t size = 2; size <= 9; ++size) {
    for (int64_t begin = 0; begin <= 2; ++begin) {
      for (int64_t end = 0; end <= 2; ++end) {
        for (const int64_t window : {size - 1, size, size + begin + end}) {
          const Axis cut{size, window, size, 1, begin, end};
          for (const Axis& other : {Axis{4, 2, 2}, Axis{size, size}, cut}) {
            Pooling p;
            p.h = cut;
            p.w = other;
            if (++seed % 2 == 0) std::swap(p.h, p.w);
            if (exists(p)) {
              ASSERT_TRUE(all_pool_right(p, static_cast<Kind>(seed % kKinds), seed, 70));
            }
          }
        }
      }
    }
  }
}

// More rows with windows alike than are done at once, within a plane and, where there is no seam, beyond it.
TEST(Pool, SlidesOverBandsOfAnyHeight) {
  uint64_t seed = 0;
  for (const int64_t in : {2, 4, 6, 12, 31, 64, 66, 67, 100}) {
    for (const int64_t window : {2, 3}) {
      for (int64_t stride = 1; stride <= 3; ++stride) {
        for (const int64_t padding : {0, 1}) {
          for (const int64_t width : {3, 8, 35}) {
            Pooling p;
            p.h = {in, window, stride, 1 + (seed % 7 == 0), padding, padding, seed % 3 == 0};
            p.w = {width, window, 2, 1, window == 3 ? padding : 0, 1, seed % 3 == 0};
            const int64_t planes = 1 + 80 / in;
            if (exists(p)) {
              ASSERT_TRUE(all_pool_right(p, static_cast<Kind>(seed % kKinds), seed, planes));
              p.planes = planes;
              const auto elements = static_cast<uint64_t>(p.inputs());
              ASSERT_TRUE(reference::pools_right(p, reference::kOneNaN, 7919 * seed % elements));
            }
            ++seed;
          }
        }
      }
    }
  }
}

// So many rows and taps that trees have several levels, also from odd positions, and more rows than are read at once.
TEST(Pool, SlidesTallWindows) {
  Values draw(reference::kRandom, 3);
  const auto upto = [&](uint64_t n) { return static_cast<int64_t>(draw.below(n + 1)); };
  for (uint64_t seed = 0; seed < 260; ++seed) {
    Pooling p;
    const int64_t in = 1 + upto(39), window = 1 + upto(39);
    p.h = {in, window, 1 + upto(6), 1 + upto(1)};
    p.h.begin = upto(static_cast<uint64_t>(p.h.reach() - 1));
    p.h.end = upto(static_cast<uint64_t>(p.h.reach() - 1));
    if (seed % 2 == 0) p.w = any_axis(draw, 24, 24);
    if (seed % 4 == 1) p.d = any_axis(draw, 12, 12);
    if (seed % 4 == 3) p.w = {upto(20) + 2, 2, 2};
    if (exists(p)) {
      ASSERT_TRUE(all_pool_right(p, static_cast<Kind>(seed % kKinds), seed, 1));
    }
  }
}

// Channels-last windows that overlap little have kernels of their own, except at the borders.
TEST(Pool, SlidesSmallWindowsFar) {
  uint64_t seed = 0;
  for (int64_t in = 1; in <= 14; ++in) {
    for (const int64_t window : {2, 3}) {
      for (const int64_t stride : {2, 3, 5}) {
        for (int64_t begin = 0; begin < window; ++begin) {
          for (int64_t end = 0; end < window; ++end, ++seed) {
            Pooling p;
            p.w = {in, window, stride, 1, begin, end, seed % 2 == 0};
            p.h = {1 + static_cast<int64_t>(seed % 6), window, 1 + static_cast<int64_t>(seed % 3), 1, end, begin};
            if (seed % 4 == 0) p.d = {3, 1, 2};
            if (seed % 4 == 1) p.d = {2, 1, 1, 1, 0, 0};
            if (exists(p)) {
              ASSERT_TRUE(all_pool_right(p, static_cast<Kind>(seed % kKinds), seed));
              ASSERT_TRUE(all_pool_right(p, reference::kOneNaN, seed % static_cast<uint64_t>(p.inputs())));
            }
          }
        }
      }
    }
  }
}

// Lines that have no room on the stack.
TEST(Pool, SlidesOverLongRows) {
  for (const int64_t in : {1500, 4000, 9001}) {
    uint64_t seed = static_cast<uint64_t>(in);
    for (const Axis& w : {Axis{in, 3, 1, 1, 1, 1}, Axis{in, 3, 2, 1, 1, 1}, Axis{in, in}, Axis{in, 9, 3, 2, 5, 6},
                          Axis{in, in - 1, 1, 1, 7, 7}, Axis{in, 40, 17, 90, 1000, 900},
                          Axis{in, 5, 7, 1, 2, 2}, Axis{in, 16, 16}, Axis{in, 20, 17, 1, 3, 0, true}}) {
      if (w.window > 100 && w.out() > 20 && in > 4000) continue;  // the reference is slow
      Pooling p;
      p.h = {3, 2};
      p.w = w;
      for (const int64_t number : {0, 1, 2, 3, 4}) {
        p.type = number < 3 ? int64_t{CENOTE_FLOAT32} : static_cast<int64_t>(seed) % 9;
        p.manner = reference::any_manner(reference::is_floating(p.type), number < 3 ? 2 : seed);
        if (number == 0) p.manner.reduction = CENOTE_MAX;
        p.manner.wide = number == 2 || (number > 2 && seed % 2 == 0);
        p.planes = 1;
        p.lanes = ++seed % 2 == 0 && w.window < 100 ? 5 : 1;
        if (exists(p)) {
          ASSERT_TRUE(reference::pools_right(p, reference::kRandom, seed));
        }
      }
    }
  }
}

// ---- Windows that do not lie evenly ----

// Windows anywhere, those at the ends maybe reaching beyond.
Axis any_irregular_axis(Values& draw, int64_t max_in, int64_t max_taps) {
  const auto upto = [&](int64_t n) { return static_cast<int64_t>(draw.below(static_cast<uint64_t>(n) + 1)); };
  const int64_t in = 1 + upto(max_in - 1), out = 1 + upto(5);
  std::vector<cenote_window> windows;
  for (int64_t i = 0; i < out; ++i) {
    const int64_t taps = 1 + upto(max_taps - 1), start = upto(in + taps - 2) - (taps - 1);
    windows.push_back({start, std::max<int64_t>(0, -start), std::min(taps, in - start), 1 + upto(8)});
  }
  return Axis::irregular(in, windows);
}

TEST(Pool, SlidesFromAnywhereToAnywhere) {
  Values draw(reference::kRandom, 4);
  for (uint64_t seed = 0; seed < 600; ++seed) {
    Pooling p;
    p.h = any_axis(draw, 6, 4);
    p.w = any_axis(draw, 12, 4);
    if (seed % 5 == 0) p.d = any_irregular_axis(draw, 5, 4);
    if (seed % 3 != 0) p.h = any_irregular_axis(draw, 9, 10);
    if (seed % 3 != 1) p.w = any_irregular_axis(draw, 20, 12);
    if (exists(p)) {
      ASSERT_TRUE(all_pool_right(p, static_cast<Kind>(seed % kKinds), seed));
    }
  }
}

// Irregular along H, and along W as kernels of whole windows take them; or the other way round.
TEST(Pool, SlidesSmallWindowsFromAnywhere) {
  const Axis pairs = Axis::irregular(5, {{0, 0, 2, 2}, {3, 0, 2, 2}});
  const Axis triples = Axis::irregular(7, {{0, 0, 3, 3}, {1, 0, 3, 3}, {4, 0, 3, 3}});
  const Axis mixed = Axis::irregular(7, {{-1, 1, 3, 2}, {1, 0, 3, 3}, {4, 0, 2, 2}, {6, 0, 1, 1}});
  const Axis one = Axis::irregular(4, {{0, 0, 4, 4}});
  const Axis cut = Axis::irregular(4, {{-1, 1, 4, 3}});
  uint64_t seed = 0;
  for (const Axis& irregular : {pairs, triples, mixed, one, cut}) {
    for (const Axis& other : {Axis{9, 2, 2}, Axis{40, 2, 2, 1, 0, 1, true}, Axis{9, 3, 2}, Axis{40, 3, 2, 1, 1, 1},
                              Axis{7, 3, 3, 1, 2, 0}, Axis{4, 4}, pairs, mixed, one, cut}) {
      for (int kind = 0; kind < kKinds; ++kind) {
        Pooling p;
        p.h = irregular;
        p.w = other;
        ASSERT_TRUE(all_pool_right(p, static_cast<Kind>(kind), ++seed));
        std::swap(p.h, p.w);
        ASSERT_TRUE(all_pool_right(p, static_cast<Kind>(kind), ++seed));
      }
    }
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
