// Division of 16 bit sums by multiplication.
//
// A sum n, 0 <= n < 2^15, divided by d, 2 <= d < 2^15, and rounded down is n * m >> (16 + shift), with
// m = ceil(2^(16 + shift) / d) = (2^(16 + shift) + e) / d, where 0 <= e < d: the product is n / d and n * e / d parts of
// 2^(16 + shift) more, and as n / d lies 1 / d or more below the next whole number, it does not get there as long as
// n * e < 2^(16 + shift). With 2^shift < d <= 2^(shift + 1) that is always so, and m has 16 bits. Neighbouring
// outputs share a shift, the least divisor's; then it has to be seen.
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

// Sums are rounded by adding up to half the divisor to them: both together stay below 2^15.
constexpr int64_t kMostShortTaps = 120;    // of 8 bit elements in a window
constexpr int64_t kMostShortDivisor = 4096;

constexpr bool IsShortDivisor(int64_t divisor) { return divisor >= 2 && divisor <= kMostShortDivisor; }

// For the least divisor.
inline int ShiftFor(int64_t divisor) {
  int shift = 0;
  while (int64_t{2} << shift < divisor) ++shift;
  return shift;
}

// Of a divisor that is at least as great as the one that the shift is for; 0 if it has none for sums of as many 8 bit
// elements as the divisor is, or for sums below 2^15.
inline uint16_t MultiplierFor(int64_t divisor, int shift) {
  const int64_t one = int64_t{1} << (16 + shift);
  const int64_t multiplier = (one + divisor - 1) / divisor, excess = multiplier * divisor - one;
  const int64_t sums = divisor < 128 ? 256 * divisor : int64_t{1} << 15;
  return excess * sums <= one ? static_cast<uint16_t>(multiplier) : uint16_t{0};
}

}  // namespace
// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace cenote
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
