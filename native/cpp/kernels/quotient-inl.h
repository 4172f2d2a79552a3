// Whole numbers divided and rounded, the result cut to the limits of type T.
#if defined(CENOTE_KERNELS_QUOTIENT_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CENOTE_KERNELS_QUOTIENT_INL_H_
#undef CENOTE_KERNELS_QUOTIENT_INL_H_
#else
#define CENOTE_KERNELS_QUOTIENT_INL_H_
#endif

#include <limits>

#include "cenote.h"
#include "half-inl.h"
#include "kernels.h"

HWY_BEFORE_NAMESPACE();
namespace cenote {
namespace HWY_NAMESPACE {
namespace {

constexpr int64_t kQuotients = 64;  // at once

// Writes numbers as doubles; false if one of them is 2^51 or more. A sum with 1.5 * 2^52 has such numbers in its last
// bits.
HWY_INLINE bool Numbers(const int64_t* in, int64_t n, double* HWY_RESTRICT out) {
  constexpr int64_t kLimit = int64_t{1} << 51;
  uint64_t beyond = 0;
  for (int64_t i = 0; i < n; ++i) {
    beyond |= static_cast<uint64_t>(in[i]) + kLimit;
    out[i] = BitsAs<double>(static_cast<uint64_t>(in[i]) + BitsAs<uint64_t>(0x1.8p52)) - 0x1.8p52;
  }
  return beyond >> 52 == 0;
}

HWY_INLINE bool Numbers(const int32_t* in, int64_t n, double* HWY_RESTRICT out) {
  for (int64_t i = 0; i < n; ++i) out[i] = in[i];
  return true;
}

HWY_INLINE bool Numbers(const Limbs* in, int64_t n, double* HWY_RESTRICT out) {
  int64_t wholes[kQuotients];
  uint64_t beyond = 0;
  for (int64_t i = 0; i < n; ++i) {
    const int64_t high = in[i].high + (in[i].low >> 32);
    beyond |= static_cast<uint64_t>(high) + (1 << 19);
    wholes[i] = static_cast<int64_t>((static_cast<uint64_t>(in[i].high) << 32) + static_cast<uint64_t>(in[i].low));
  }
  return beyond >> 20 == 0 && Numbers(wholes, n, out);
}

template <class T>
inline T Cut(double x) {
  constexpr double kLeast = std::numeric_limits<T>::min(), kGreatest = std::numeric_limits<T>::max();
  const double above = x > kLeast ? x : kLeast;
  return static_cast<T>(static_cast<int32_t>(above < kGreatest ? above : kGreatest));
}
template <>
inline int64_t Cut<int64_t>(double x) {  // a whole number below 2^51
  return static_cast<int64_t>(BitsAs<uint64_t>(x + 0x1.8p52) - BitsAs<uint64_t>(0x1.8p52));
}

// Of whole numbers below 2^51. Quotients that lie between whole numbers, or beside the middle of two, are at least half
// the divisor's reciprocal away from there; the rounding of the division to double is less than that. So the double
// tells exactly where the quotient lies.
HWY_NOINLINE void DivideDoubles(const double* numerators, const double* denominators, int64_t n, int64_t rounding,
                                double* HWY_RESTRICT out) {
  // Rounding to the nearest, ties to even, is put right: up for a tie, or down where it went up.
  const double tie = rounding == CENOTE_HALF_AWAY_FROM_ZERO ? 0.5 : 2;
  const double down = rounding == CENOTE_TOWARD_ZERO ? 0 : 2;
  for (int64_t i = 0; i < n; ++i) {
    const double quotient = numerators[i] / denominators[i];
    const double x = quotient < 0 ? -quotient : quotient;
    const double nearest = (x + 0x1.8p52) - 0x1.8p52;
    const double up = x - nearest == tie ? 1 : 0, back = nearest - x > down ? 1 : 0;
    const double rounded = nearest + up - back;
    out[i] = quotient < 0 ? -rounded : rounded;
  }
}

// |total| = high * 2^64 + low, divided by |divisor| <= 2^62.
template <class T>
HWY_NOINLINE T Divide(bool negative, uint64_t high, uint64_t low, uint64_t divisor, int64_t rounding) {
  uint64_t quotient = low / divisor, rest = low % divisor;
  if (high != 0) {  // a quotient beyond 64 bits is beyond T as well
    quotient = 0;
    rest = high % divisor;
    const bool beyond = high >= divisor;
    // 32 bits at a time where the rest leaves room for them, else one by one.
    const int bits = divisor >> 32 == 0 ? 32 : 1;
    for (int left = 64; left > 0; left -= bits) {
      rest = rest << bits | (low >> (left - bits) & ((uint64_t{1} << bits) - 1));
      quotient = quotient << bits | rest / divisor;
      rest %= divisor;
    }
    if (beyond) quotient = UINT64_MAX;
  }
  const uint64_t gap = divisor - rest;
  const bool up = rounding == CENOTE_HALF_AWAY_FROM_ZERO ? rest >= gap
                  : rounding == CENOTE_HALF_TO_EVEN      ? rest > gap || (rest == gap && quotient % 2 == 1)
                                                         : false;
  quotient += up && quotient != UINT64_MAX ? 1 : 0;
  const uint64_t greatest = static_cast<uint64_t>(std::numeric_limits<T>::max());
  const uint64_t limit = !negative ? greatest : std::numeric_limits<T>::min() == 0 ? 0 : greatest + 1;
  const uint64_t magnitude = quotient < limit ? quotient : limit;
  return static_cast<T>(negative ? 0 - magnitude : magnitude);
}

HWY_INLINE uint64_t Absolute(int64_t x) { return x < 0 ? 0 - static_cast<uint64_t>(x) : static_cast<uint64_t>(x); }

template <class T>
HWY_NOINLINE T Divide(int64_t total, int64_t divisor, int64_t rounding) {
  return Divide<T>((total < 0) != (divisor < 0), 0, Absolute(total), Absolute(divisor), rounding);
}

template <class T>
HWY_NOINLINE T Divide(Limbs total, int64_t divisor, int64_t rounding) {
  // To high * 2^64 + low, in two's complement, and to its absolute value.
  const uint64_t upper = static_cast<uint64_t>(total.high + (total.low >> 32));
  const bool negative = static_cast<int64_t>(upper) < 0;
  uint64_t low = upper << 32 | (static_cast<uint64_t>(total.low) & 0xFFFFFFFF);
  uint64_t high = static_cast<uint64_t>(static_cast<int64_t>(upper) >> 32);
  if (negative) {
    low = 0 - low;
    high = ~high + (low == 0 ? 1 : 0);
  }
  return Divide<T>(negative != (divisor < 0), high, low, Absolute(divisor), rounding);
}

}  // namespace
// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace cenote
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
