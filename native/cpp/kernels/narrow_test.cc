// The arithmetic of 8 and 16 bit elements, vector by vector, of every instruction set that has it: all elements, and all
// sums over all divisors.
#define HWY_DISABLED_TARGETS ~(HWY_AVX2 | HWY_AVX3 | HWY_NEON | HWY_SCALAR | HWY_EMU128)

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/narrow_test.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "kernels/kernels.h"

#ifndef CENOTE_KERNELS_NARROW_TEST_CC_
#define CENOTE_KERNELS_NARROW_TEST_CC_

namespace cenote {

// The arithmetic of one instruction set on arrays. Elements of a and b are combined; sums are divided.
struct NarrowArithmetic {
  const char* isa;
  using Extreme = void (*)(const uint16_t* a, const uint16_t* b, int64_t n, const Ending<int16_t>& ending, uint16_t* out);
  template <class A>
  using Average = void (*)(const uint16_t* a, const uint16_t* b, int64_t n, const Ending<A>& ending, uint16_t* out);
  Extreme max16, min16, max_brain16, min_brain16;
  Average<float> average16, average_brain16;
  Average<double> wide_average16, wide_average_brain16;
  void (*int8)(const int16_t* sums, int64_t n, const Ending<int32_t>& ending, int8_t* out);
  void (*uint8)(const int16_t* sums, int64_t n, const Ending<int32_t>& ending, uint8_t* out);
};

}  // namespace cenote
#endif

#if HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_NEON
#include "kernels/narrow-inl.h"

HWY_BEFORE_NAMESPACE();
namespace cenote {
namespace HWY_NAMESPACE {
namespace {

template <class Numbers, class T = typename Numbers::T>
void OfPairs(const T* a, const T* b, int64_t n, const Ending<typename Numbers::A>& ending, T* out) {
  const typename Numbers::Raw raw;
  Numbers numbers(ending);
  for (int64_t i = 0; i < n; i += static_cast<int64_t>(hn::Lanes(raw))) {
    const auto leaf = [&](const T* p) HWY_ATTR { return numbers.Leaf(LoadPart(raw, p + i, n - i, hn::Set(raw, Numbers::kPadding))); };
    StorePart(numbers.End(numbers.Join(leaf(a), leaf(b)), i, n - i), raw, out + i, n - i);
  }
}

template <class Numbers, class T = typename Numbers::T>
void OfSums(const int16_t* sums, int64_t n, const Ending<int32_t>& ending, T* out) {
  const typename Numbers::D d;
  const Numbers numbers(ending);
  for (int64_t i = 0; i < n; i += static_cast<int64_t>(hn::Lanes(d))) {
    const auto sum = LoadPart(d, sums + i, n - i, hn::Zero(d));
    StorePart(numbers.End(sum, i, n - i), typename Numbers::Raw(), out + i, n - i);
  }
}

}  // namespace

NarrowArithmetic Narrow() {
  return {
#if HWY_TARGET == HWY_AVX2
      "avx2",
#elif HWY_TARGET == HWY_AVX3
      "avx512",
#else
      "neon",
#endif
      OfPairs<HalfExtreme<Max, Float16>>, OfPairs<HalfExtreme<Min, Float16>>,
      OfPairs<HalfExtreme<Max, Bfloat16>>, OfPairs<HalfExtreme<Min, Bfloat16>>,
      OfPairs<HalfAverage<Float16, F>>, OfPairs<HalfAverage<Bfloat16, F>>,
      OfPairs<HalfAverage<Float16, D>>, OfPairs<HalfAverage<Bfloat16, D>>,
      OfSums<ShortAverage<int8_t>>, OfSums<ShortAverage<uint8_t>>,
  };
}

// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace cenote
HWY_AFTER_NAMESPACE();
#endif

#if HWY_ONCE
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "kernels/meaning.h"
#include "kernels/multiplier-inl.h"
#include "kernels/reference.h"

namespace cenote {
namespace {

using reference::Brain16;
using reference::Half16;
using reference::Values;

// The tests run for the instruction sets that this machine has.
class NarrowTest : public ::testing::TestWithParam<NarrowArithmetic> {
 protected:
  void SetUp() override {
    for (int isa = 0; isa < kernel_tables(); ++isa) {
      const std::string missing = cenote_isa_missing(isa);
      if (std::string(kernels(isa).name) == GetParam().isa && !missing.empty()) GTEST_SKIP() << "this CPU lacks " << missing;
    }
  }
};

std::vector<NarrowArithmetic> compiled() {
  std::vector<NarrowArithmetic> all;
#if HWY_TARGETS & HWY_AVX2
  all.push_back(N_AVX2::Narrow());
#endif
#if HWY_TARGETS & HWY_AVX3
  all.push_back(N_AVX3::Narrow());
#endif
#if HWY_TARGETS & HWY_NEON
  all.push_back(N_NEON::Narrow());
#endif
  return all;
}

INSTANTIATE_TEST_SUITE_P(Isa, NarrowTest, ::testing::ValuesIn(compiled()),
                         [](const auto& test) { return std::string(test.param.isa); });

std::vector<uint16_t> all_halves() {
  std::vector<uint16_t> all(0x10000);
  for (size_t i = 0; i < all.size(); ++i) all[i] = static_cast<uint16_t>(i);
  return all;
}

// Every element with itself, with the special ones, and with some others.
template <class Type, class A, class Kernel>
void combines_all_halves(const Kernel& kernel, const reference::Manner& manner, float divisor) {
  const std::vector<uint16_t> all = all_halves();
  const auto n = static_cast<int64_t>(all.size());
  Values values(reference::kMixed, 1);
  std::vector<uint16_t> others = {0, 0x8000, 1, 0x8001, 0x7C00, 0xFC00, 0x7F80, 0xFF80, 0x7FFF, 0xFFFF, 0x7C01, 0xFC01, 0x3C00};
  for (int i = 0; i < 20; ++i) others.push_back(static_cast<uint16_t>(values.below(0x10000)));
  for (size_t other = 0; other <= others.size(); ++other) {
    const std::vector<uint16_t> b = other == 0 ? all : std::vector<uint16_t>(all.size(), others[other - 1]);
    std::vector<uint16_t> out(all.size());
    Divisor<A> given = static_cast<Divisor<A>>(divisor);
    kernel(all.data(), b.data(), n, Ending<A>{&given, true, false, 0, 1}, out.data());
    for (size_t i = 0; i < out.size(); ++i) {
      const uint16_t pair[] = {all[i], b[i]};
      const auto tap = [&](int64_t, int64_t, int64_t w) { return pair[w]; };
      const uint16_t expected = reference::output<Type>(manner, {0, 1, 0, 1, 0, 2}, tap, static_cast<double>(divisor));
      ASSERT_EQ(out[i], expected) << manner << " of " << pair[0] << " and " << pair[1] << ", divisor " << divisor;
    }
  }
}

TEST_P(NarrowTest, FindsExtremesOfAllHalves) {
  reference::Manner manner;
  combines_all_halves<Half16, int16_t>(GetParam().max16, manner, 1);
  combines_all_halves<Brain16, int16_t>(GetParam().max_brain16, manner, 1);
  manner.reduction = CENOTE_MIN;
  combines_all_halves<Half16, int16_t>(GetParam().min16, manner, 1);
  combines_all_halves<Brain16, int16_t>(GetParam().min_brain16, manner, 1);
}

TEST_P(NarrowTest, AveragesAllHalves) {
  reference::Manner manner;
  manner.reduction = CENOTE_AVERAGE;
  for (const float divisor : {2.0f, 3.0f, 9.0f, 49.0f, 1000003.0f, 0.3f, -0.01f}) {
    combines_all_halves<Half16, float>(GetParam().average16, manner, divisor);
    combines_all_halves<Brain16, float>(GetParam().average_brain16, manner, divisor);
  }
  manner.wide = true;
  combines_all_halves<Half16, double>(GetParam().wide_average16, manner, 3);
  combines_all_halves<Brain16, double>(GetParam().wide_average_brain16, manner, 3);
}

// All sums that a window of so many elements may have.
template <class T, class Kernel>
void divides_all_sums(const Kernel& kernel, int64_t taps, const std::vector<int64_t>& divisors) {
  const bool is_signed = std::numeric_limits<T>::min() < 0;
  const int64_t range = taps * (is_signed ? 128 : 255);
  std::vector<int16_t> sums;
  for (int64_t sum = is_signed ? -range : 0; sum <= range; ++sum) sums.push_back(static_cast<int16_t>(sum));
  std::vector<T> out(sums.size());
  for (const int64_t divisor : divisors) {
    for (int rounding = CENOTE_HALF_AWAY_FROM_ZERO; rounding <= CENOTE_TOWARD_ZERO; ++rounding) {
      kernel(sums.data(), static_cast<int64_t>(sums.size()), Ending<int32_t>{&divisor, true, false, rounding, 1, taps}, out.data());
      for (size_t i = 0; i < sums.size(); ++i) {
        const double quotient = static_cast<double>(sums[i]) / static_cast<double>(divisor);
        double rounded = std::trunc(quotient);  // exact: see quotient-inl.h
        if (rounding == CENOTE_HALF_AWAY_FROM_ZERO) rounded = std::round(quotient);
        if (rounding == CENOTE_HALF_TO_EVEN) rounded = std::nearbyint(quotient);
        rounded = std::clamp<double>(rounded, std::numeric_limits<T>::min(), std::numeric_limits<T>::max());
        ASSERT_EQ(out[i], static_cast<T>(rounded)) << sums[i] << " / " << divisor << " rounding " << rounding << ", of " << taps << " elements";
      }
    }
  }
}

TEST_P(NarrowTest, DividesAllSums) {
  std::vector<int64_t> divisors = {-1, -9, 255, 256, 257, 1000, 1023, 4095, 4096, 4097, 40000, int64_t{1} << 40};
  for (int64_t divisor = 1; divisor <= HWY_NAMESPACE::kMostShortTaps + 10; ++divisor) divisors.push_back(divisor);
  for (const int64_t taps : {int64_t{1}, int64_t{2}, int64_t{4}, int64_t{9}, int64_t{25}, HWY_NAMESPACE::kMostShortTaps}) {
    divides_all_sums<int8_t>(GetParam().int8, taps, divisors);
    divides_all_sums<uint8_t>(GetParam().uint8, taps, divisors);
  }
}

// As in the windows along a row: every divisor with multipliers of the least one's shift, or that round.
TEST(Multiplier, IsExactOrThereIsNone) {
  int64_t exact = 0, rounds = 0;
  for (int64_t taps = 1; taps <= HWY_NAMESPACE::kMostShortTaps; ++taps) {
    const int64_t range = 255 * taps;
    for (int64_t divisor = 2; divisor <= 2 * taps + 20; ++divisor) {
      if (const int64_t m = HWY_NAMESPACE::MultiplierFor(divisor, HWY_NAMESPACE::kRounds, taps); m != 0) {
        ++rounds;
        for (int64_t n = -range; n <= range; ++n) {
          const int64_t magnitude = (2 * std::abs(n) + divisor) / (2 * divisor);
          ASSERT_EQ((n * m + (1 << 14)) >> 15, n < 0 ? -magnitude : magnitude) << n << " / " << divisor;
        }
      }
      for (int shift = 0; shift <= HWY_NAMESPACE::ShiftFor(divisor); ++shift) {
        const int64_t m = HWY_NAMESPACE::MultiplierFor(divisor, shift, taps);
        if (m == 0) continue;
        ++exact;
        // Where the product comes closest to the next whole number.
        for (int64_t n = divisor - 1; n <= range + divisor / 2; n += divisor) {
          ASSERT_EQ(n * m >> (16 + shift), n / divisor) << n << " / " << divisor << ", shift " << shift;
        }
      }
    }
  }
  EXPECT_GT(exact, 10000);
  EXPECT_GT(rounds, 300);
  for (const int64_t size : {2, 3, 4}) {
    EXPECT_NE(HWY_NAMESPACE::MultiplierFor(size * size, size == 4 ? 3 : HWY_NAMESPACE::kRounds, size * size), 0) << size;
  }
}

// With all elements that sums in 16 bits may be of, every divisor has a multiplier of its own shift.
TEST(Multiplier, IsThereForEveryShortDivisor) {
  for (int64_t divisor = 2; divisor <= HWY_NAMESPACE::kMostShortDivisor; ++divisor) {
    const int shift = HWY_NAMESPACE::ShiftFor(divisor);
    const int64_t m = HWY_NAMESPACE::MultiplierFor(divisor, shift, HWY_NAMESPACE::kMostShortTaps);
    ASSERT_NE(m, 0) << divisor;
    for (int64_t n = divisor - 1; n < 255 * HWY_NAMESPACE::kMostShortTaps + divisor / 2; n += divisor) {
      ASSERT_EQ(n * m >> (16 + shift), n / divisor) << n << " / " << divisor;
    }
  }
}

}  // namespace
}  // namespace cenote
#endif  // HWY_ONCE
