// Region alignment against the words of cenote.h, for all floating types.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <vector>

#include "cenote.h"
#include "kernels/meaning.h"
#include "kernels/reference.h"
#include "pool/element.h"

namespace cenote {
namespace {

using reference::Block;
using reference::Kind;
using reference::kKinds;
using reference::Output;
using reference::Values;
using ::testing::AssertionFailure;
using ::testing::AssertionResult;
using ::testing::AssertionSuccess;

struct Region {
  int64_t image, h_samples, w_samples;
  std::vector<cenote_sample> h, w;
};

std::vector<cenote_sample> any_samples(Values& draw, int64_t n, int64_t size) {
  std::vector<cenote_sample> samples;
  for (int64_t i = 0; i < n; ++i) {
    const auto low = static_cast<int64_t>(draw.below(static_cast<uint64_t>(size)));
    const double weight = static_cast<double>(draw.below(1000)) / 1000;
    samples.push_back({draw.below(5) == 0 ? -1 : low, std::min(low + 1, size - 1), 1 - weight, weight});
  }
  return samples;
}

double cell(const cenote_alignment& a, const Region& region, int64_t oh, int64_t ow,
            const std::function<double(int64_t, int64_t)>& element) {
  const int64_t points = region.h_samples * region.w_samples;
  if (points == 0) return 0;
  double sum = 0, greatest = -HUGE_VAL;
  bool nan = false;
  for (int64_t y = 0; y < region.h_samples; ++y) {
    for (int64_t x = 0; x < region.w_samples; ++x) {
      const cenote_sample v = region.h[static_cast<size_t>(oh * region.h_samples + y)];
      const cenote_sample u = region.w[static_cast<size_t>(ow * region.w_samples + x)];
      double terms[4] = {};  // all 0 for a point outside
      if (v.low >= 0 && u.low >= 0) {
        terms[0] = v.low_weight * u.low_weight * element(v.low, u.low);
        terms[1] = v.low_weight * u.high_weight * element(v.low, u.high);
        terms[2] = v.high_weight * u.low_weight * element(v.high, u.low);
        terms[3] = v.high_weight * u.high_weight * element(v.high, u.high);
        sum += (terms[0] + terms[1]) + (terms[2] + terms[3]);
      }
      for (const double term : terms) {
        nan |= std::isnan(term);
        greatest = std::max(greatest, term);
      }
    }
  }
  if (a.max != 0) return nan ? NAN : greatest;
  return sum / static_cast<double>(points);
}

// Rounded once; arithmetic_test shows that it is.
template <class Type>
typename Type::T rounded(double x) {
  if constexpr (std::is_same_v<Type, reference::Half16>) {
    return rounded_to(HalfElements<HWY_NAMESPACE::Float16>(), x);
  } else if constexpr (std::is_same_v<Type, reference::Brain16>) {
    return rounded_to(HalfElements<HWY_NAMESPACE::Bfloat16>(), x);
  } else {
    const typename Type::T result = Type::write(x);
    return result == 0 ? 0 : result;
  }
}

template <class Type>
AssertionResult aligns_right(Kind kind, uint64_t seed) {
  using T = typename Type::T;
  Values values(kind, seed), draw(reference::kRandom, seed);
  const auto upto = [&](uint64_t n) { return static_cast<int64_t>(draw.below(n + 1)); };
  cenote_alignment a{CENOTE_VERSION, Type::kType, upto(1), 1 + upto(3), upto(1), 1 + upto(8), 1 + upto(8),
                     1 + upto(3),    1 + upto(3), 1 + upto(3), nullptr};
  constexpr int64_t kImages = 3;
  const int64_t plane = a.height * a.width, out_plane = a.out_height * a.out_width;
  const Block<T> in(kImages * a.channels * plane);
  for (int64_t i = 0; i < kImages * a.channels * plane; ++i) in.data()[i] = reference::element<Type>(values, kind);
  std::vector<Region> regions;
  std::vector<cenote_region> given;
  for (int64_t r = 0; r < a.regions; ++r) {
    Region region{upto(kImages - 1), upto(3), upto(3), {}, {}};
    region.h = any_samples(draw, a.out_height * region.h_samples, a.height);
    region.w = any_samples(draw, a.out_width * region.w_samples, a.width);
    regions.push_back(region);
  }
  for (const Region& r : regions) given.push_back({r.image, r.h_samples, r.w_samples, r.h.data(), r.w.data()});
  a.region = given.data();
  const auto at = [&](int64_t image, int64_t c, int64_t position, int64_t size) {
    return a.channels_last != 0 ? (image * size + position) * a.channels + c : (image * a.channels + c) * size + position;
  };
  std::vector<T> expected(static_cast<size_t>(a.regions * a.channels * out_plane));
  for (int64_t r = 0; r < a.regions; ++r) {
    for (int64_t c = 0; c < a.channels; ++c) {
      for (int64_t i = 0; i < out_plane; ++i) {
        const Region& region = regions[static_cast<size_t>(r)];
        const double exact = cell(a, region, i / a.out_width, i % a.out_width, [&](int64_t h, int64_t w) {
          return static_cast<double>(Type::read(in.data()[at(region.image, c, h * a.width + w, plane)]));
        });
        expected[static_cast<size_t>(at(r, c, i, out_plane))] = rounded<Type>(exact);
      }
    }
  }
  const int64_t begin = upto(static_cast<uint64_t>(a.regions - 1)), one = a.channels * out_plane;
  Output<T> out(a.regions * one);
  const int32_t status = cenote_align(&a, in.data(), out.data(), begin, a.regions);
  if (status != CENOTE_OK) return AssertionFailure() << "status " << status;
  AssertionResult r = out.holds(expected, begin * one, a.regions * one);
  return r ? r : r << (a.max ? "max" : "average") << " type " << a.type << " values " << kind << " seed " << seed;
}

TEST(Align, SamplesRegions) {
  for (uint64_t seed = 0; seed < 600; ++seed) {
    const auto kind = static_cast<Kind>(seed % kKinds);
    ASSERT_TRUE(aligns_right<reference::Float32>(kind, seed));
    ASSERT_TRUE(aligns_right<reference::Float64>(kind, seed));
    ASSERT_TRUE(aligns_right<reference::Half16>(kind, seed));
    ASSERT_TRUE(aligns_right<reference::Brain16>(kind, seed));
  }
}

TEST(Align, RefusesBadArguments) {
  const cenote_sample sample{0, 0, 1, 0};
  const cenote_region region{0, 1, 1, &sample, &sample};
  const cenote_alignment good{CENOTE_VERSION, CENOTE_FLOAT32, 0, 1, 0, 1, 1, 1, 1, 1, &region};
  const float in = 1;
  Output<float> out(1);
  std::vector<cenote_alignment> bad(9, good);
  bad[0].version = CENOTE_VERSION + 1;
  bad[1].type = CENOTE_INT8;
  bad[2].type = -1;
  bad[3].channels = 0;
  bad[4].height = 0;
  bad[5].width = 0;
  bad[6].out_height = 0;
  bad[7].out_width = 0;
  bad[8].region = nullptr;
  for (const cenote_alignment& a : bad) EXPECT_EQ(cenote_align(&a, &in, out.data(), 0, 1), CENOTE_BAD_ARGUMENT);
  EXPECT_EQ(cenote_align(nullptr, &in, out.data(), 0, 1), CENOTE_BAD_ARGUMENT);
  EXPECT_EQ(cenote_align(&good, nullptr, out.data(), 0, 1), CENOTE_BAD_ARGUMENT);
  EXPECT_EQ(cenote_align(&good, &in, nullptr, 0, 1), CENOTE_BAD_ARGUMENT);
  EXPECT_EQ(cenote_align(&good, &in, out.data(), 0, 2), CENOTE_BAD_ARGUMENT);
  EXPECT_EQ(cenote_align(&good, &in, out.data(), -1, 1), CENOTE_BAD_ARGUMENT);
  EXPECT_EQ(cenote_align(&good, nullptr, nullptr, 1, 1), CENOTE_OK);
  EXPECT_TRUE(out.holds({}, 0, 0));
  EXPECT_EQ(cenote_align(&good, &in, out.data(), 0, 1), CENOTE_OK);
  EXPECT_TRUE(out.holds({1.0f}));
}

}  // namespace
}  // namespace cenote
