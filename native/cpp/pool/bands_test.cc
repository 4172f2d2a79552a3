// Channels-first windows of few taps, which kernels take many rows of at once: all their sizes, strides and borders, on
// rows that a vector holds and on rows that no buffer holds. See pool_test.cc.
#include <gtest/gtest.h>

#include <algorithm>

#include "kernels/reference.h"
#include "pool/reference.h"

namespace cenote {
namespace {

using reference::all_pool_right;
using reference::Axis;
using reference::exists;
using reference::Kind;
using reference::kKinds;
using reference::Pooling;
using reference::pools_right;
using reference::Values;

// Float32 and one other type, largest, least and average of them; channels first.
::testing::AssertionResult bands_right(Pooling p, Kind kind, uint64_t seed, int64_t planes) {
  p.planes = planes;
  for (const int64_t type : {int64_t{CENOTE_FLOAT32}, static_cast<int64_t>(seed / 3 % 9)}) {
    p.type = type;
    p.manner.reduction = seed % 3 == 0 ? CENOTE_MAX : seed % 3 == 1 ? CENOTE_AVERAGE : CENOTE_MIN;
    p.manner.rounding = static_cast<int>(seed / 9 % 3);
    p.count_padding = seed / 2 % 2 == 0;
    if (::testing::AssertionResult r = pools_right(p, kind, seed); !r) return r;
  }
  return ::testing::AssertionSuccess();
}

TEST(Bands, SlideEveryWindowDownAndAcross) {
  uint64_t seed = 0;
  for (int64_t taps = 1; taps <= 9; ++taps) {
    for (int64_t other = 1; other <= 9; ++other) {
      for (int64_t stride = 1; stride <= 4; ++stride) {
        for (const int64_t in : {1, 7, 19, 33, 70}) {
          if (++seed % 3 != 0) continue;
          const int64_t step = 1 + static_cast<int64_t>(seed % 5 == 0), reach = (taps - 1) * step + 1;
          Pooling p;
          p.h = {3 + static_cast<int64_t>(seed % 13), other, 1 + static_cast<int64_t>(seed / 2 % 3),
                 1 + static_cast<int64_t>(seed % 7 == 0), other / 2, (other - 1) / 2, seed % 4 == 0};
          const auto end = static_cast<int64_t>(seed % static_cast<uint64_t>(reach));
          p.w = {in, taps, stride, step, reach / 2, end, seed % 2 == 0};
          if (exists(p)) {
            ASSERT_TRUE(bands_right(p, static_cast<Kind>(seed % kKinds), seed, 1 + static_cast<int64_t>(seed % 9)));
          }
        }
      }
    }
  }
}

TEST(Bands, SlideSmallVolumes) {
  Values draw(reference::kRandom, 5);
  const auto upto = [&](int64_t n) { return static_cast<int64_t>(draw.below(static_cast<uint64_t>(n) + 1)); };
  for (uint64_t seed = 0; seed < 300; ++seed) {
    Pooling p;
    for (Axis* const axis : {&p.d, &p.h, &p.w}) {
      const int64_t taps = 1 + upto(2);
      const int64_t in = 1 + upto(axis == &p.w ? 40 : 9);
      *axis = {in, taps, 1 + upto(2), 1 + upto(4) / 4, upto(taps - 1), upto(taps - 1), upto(1) == 0};
    }
    if (exists(p)) {
      ASSERT_TRUE(bands_right(p, static_cast<Kind>(seed % kKinds), seed, 1 + upto(9)));
    }
  }
}

// Rows are taken in parts, with and without a remainder, and windows reach from one into the next.
TEST(Bands, SlideOverRowsThatNoBufferHolds) {
  uint64_t seed = 0;
  for (const int64_t in : {700, 1500, 4100}) {
    for (int64_t stride = 1; stride <= 5; ++stride) {
      for (const int64_t taps : {2, 3, 5, 8}) {
        for (const int64_t step : {1, 7}) {
          if (++seed % 2 == 0 && in > 1500) continue;
          Pooling p;
          p.h = {5, 3, 1 + static_cast<int64_t>(seed % 2), 1, 1, 1};
          p.w = {in, taps, stride, step, (taps - 1) * step / 2, taps * step / 2, seed % 2 == 0};
          ASSERT_TRUE(bands_right(p, static_cast<Kind>(seed % kKinds), seed, 1));
        }
      }
    }
  }
}

// Each row is watched by one window at least, whether it was loaded for it or kept from the one above.
TEST(Bands, SeeOneNaNAnywhere) {
  for (const int64_t taps : {2, 3, 4, 5, 7}) {
    for (int64_t stride = 1; stride <= 3; ++stride) {
      for (const int64_t padding : {int64_t{0}, taps / 2}) {
        for (const int64_t width : {9, 35}) {
          Pooling p;
          p.h = {9, taps, stride, 1, padding, padding};
          p.w = {width, taps, stride, 1, padding, padding};
          p.planes = 2;
          p.manner.reduction = taps % 2 == 0 ? CENOTE_MAX : CENOTE_MIN;
          const auto elements = static_cast<uint64_t>(p.inputs());
          for (uint64_t i = 0; i < elements; i += 3) ASSERT_TRUE(pools_right(p, reference::kOneNaN, i));
        }
      }
    }
  }
}

}  // namespace
}  // namespace cenote
