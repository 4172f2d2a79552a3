// Division of 16 bit sums by multiplication.
//
// Rounded to the nearest, halves away from zero: a sum n over d is n * m, with m = floor(2^15 / d) + 1 = (2^15 + e) / d,
// 0 < e <= d, in units of 2^-15, rounded as MulFixedPoint15 does. The product is farther from zero than n / d, by
// |n| * e / d units. That is less than 1 / (2 * d) as long as 2 * |n| * e < 2^15; no n / d but a half itself lies as
// close to the next half, and of halves none is left to the instruction's own rounding. It is so for small divisors only.
//
// In general, rounded down: n / d, 0 <= n < 2^15, is n * m >> (16 + shift), with m = ceil(2^(16 + shift) / d) =
// (2^(16 + shift) + e) / d, 0 <= e < d. The product is n * e / d units of 2^-(16 + shift) more than n / d, and as that
// lies 1 / d or more below the next whole number, it does not get there as long as n * e < 2^(16 + shift). With
// 2^shift < d <= 2^(shift + 1) that is always so, and m has 16 bits. Neighbouring outputs share a shift, the least
// divisor's; then it has to be seen.
#if defined(CENOTE_KERNELS_MULTIPLIER_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CENOTE_KERNELS_MULTIPLIER_INL_H_
#undef CENOTE_KERNELS_MULTIPLIER_INL_H_
#else
#define CENOTE_KERNELS_MULTIPLIER_INL_H_
#endif

#include <hwy/highway.h>
#include <stdint.h>

HWY_BEFORE_NAMESPACE();
namespace cenote {
namespace HWY_NAMESPACE {
namespace {

// So many 8 bit elements have sums below 2^15, also with half of such a divisor added.
constexpr int64_t kMostShortTaps = 120;
constexpr int64_t kMostShortDivisor = 4096;

constexpr bool IsShortDivisor(int64_t divisor) { return divisor >= 2 && divisor <= kMostShortDivisor; }

// In the place of a shift: the multipliers round.
constexpr int kRounds = -1;

// For the least divisor.
inline int ShiftFor(int64_t divisor) {
  int shift = 0;
  while (int64_t{2} << shift < divisor) ++shift;
  return shift;
}

// Of a short divisor that the shift or a lesser one is for, and sums of so many 8 bit elements; 0 if it has none.
inline uint16_t MultiplierFor(int64_t divisor, int shift, int64_t taps) {
  const int64_t sum = 255 * taps;
  if (shift == kRounds) {
    const int64_t one = int64_t{1} << 15, multiplier = one / divisor + 1, excess = multiplier * divisor - one;
    return 2 * sum * excess < one ? static_cast<uint16_t>(multiplier) : uint16_t{0};
  }
  const int64_t one = int64_t{1} << (16 + shift), multiplier = (one + divisor - 1) / divisor;
  const int64_t excess = multiplier * divisor - one;
  return (sum + divisor / 2) * excess < one ? static_cast<uint16_t>(multiplier) : uint16_t{0};
}

}  // namespace
// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace cenote
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
