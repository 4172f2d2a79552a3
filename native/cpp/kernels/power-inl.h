// x^p and its root, for x >= 0 and finite p >= 1: the same bits everywhere, as they are made of additions,
// multiplications and divisions alone, in pairs of doubles. No branches, so that compilers make vector code of them;
// what does not apply is computed in vain and dropped.
#if defined(CENOTE_KERNELS_POWER_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CENOTE_KERNELS_POWER_INL_H_
#undef CENOTE_KERNELS_POWER_INL_H_
#else
#define CENOTE_KERNELS_POWER_INL_H_
#endif

#include <math.h>

#include "half-inl.h"

HWY_BEFORE_NAMESPACE();
namespace cenote {
namespace HWY_NAMESPACE {
namespace {

struct Twofold {
  double hi, lo;
};

HWY_INLINE Twofold TwoSum(double a, double b) {
  const double s = a + b, t = s - a;
  return {s, (a - (s - t)) + (b - t)};
}

HWY_INLINE Twofold Split(double a) {
  const double c = 134217729.0 * a, h = c - (c - a);
  return {h, a - h};
}

HWY_INLINE Twofold TwoProduct(double a, double b) {
  const double p = a * b;
  const Twofold x = Split(a), y = Split(b);
  return {p, ((x.hi * y.hi - p) + x.hi * y.lo + x.lo * y.hi) + x.lo * y.lo};
}

// Of |x| < 2^51: to the nearest integer, ties to even.
HWY_INLINE double Rounded(double x) { return (x + 0x1.8p52) - 0x1.8p52; }

// 1/k + z * (1/(k+2) + z * ( ... + z/27)): without a loop, which would keep the loop around it from becoming vector
// code.
template <int kDivisor>
HWY_INLINE double OddReciprocals(double z) {
  if constexpr (kDivisor == 27) {
    return 1.0 / 27;
  } else {
    return OddReciprocals<kDivisor + 2>(z) * z + 1.0 / kDivisor;
  }
}

HWY_INLINE Twofold Log2(double x) {
  const bool denormal = x < 0x1p-1022;
  const uint64_t bits = BitsAs<uint64_t>(denormal ? x * 0x1p54 : x);
  const double m = BitsAs<double>((bits & 0xFFFFFFFFFFFFF) | 0x3FF0000000000000);
  const bool halve = m > 1.4142135623730951;
  // The exponent as a double: 2^52 + e has e in its last bits.
  double e = BitsAs<double>((bits >> 52 & 0x7FF) | 0x4330000000000000) - (0x1p52 + 1023);
  e = (denormal ? e - 54 : e) + (halve ? 1.0 : 0.0);
  const double reduced = halve ? m * 0.5 : m, f = reduced - 1;
  const Twofold d = TwoSum(reduced, 1);
  const double s = f / d.hi;
  const Twofold q = TwoProduct(s, d.hi);
  const double sl = (((f - q.hi) - q.lo) - s * d.lo) / d.hi;
  Twofold z = TwoProduct(s, s);
  z.lo += 2 * s * sl;
  const double tail = (z.hi * z.hi) * OddReciprocals<5>(z.hi);
  constexpr double kThird = 1.0 / 3, kThirdLow = 1.850371707708594e-17;
  const Twofold w = TwoProduct(z.hi, kThird);
  const double wl = w.lo + (z.hi * kThirdLow + z.lo * kThird);
  const Twofold v = TwoSum(w.hi, tail);
  const double vl = wl + v.lo;
  const Twofold u = TwoProduct(s, v.hi);
  const double ul = u.lo + (s * vl + sl * v.hi);
  const Twofold a = TwoSum(s, u.hi);
  const double al = a.lo + (sl + ul);
  constexpr double kScale = 2.8853900817779268, kScaleLow = 4.0710547481862066e-17;
  const Twofold h = TwoProduct(a.hi, kScale);
  const double hl = h.lo + (a.hi * kScaleLow + al * kScale);
  const Twofold sum = TwoSum(e, h.hi);
  return {sum.hi, sum.lo + hl};
}

constexpr double Factorial(int k) { return k < 2 ? 1 : k * Factorial(k - 1); }

// 1/k! + t * (1/(k+1)! + t * ( ... + t/15!)), likewise
template <int k>
HWY_INLINE double Exponential(double t) {
  if constexpr (k == 15) {
    return 1.0 / Factorial(15);
  } else {
    return Exponential<k + 1>(t) * t + 1.0 / Factorial(k);
  }
}

// 2^k, -1022 <= k <= 1023
HWY_INLINE double PowerOfTwo(double k) {
  return BitsAs<double>((BitsAs<uint64_t>(k + (0x1.8p52 + 1023)) & 0x7FF) << 52);
}

HWY_INLINE double Exp2(double high, double lo) {
  const double hi = high >= 1100 || high <= -1200 ? 0 : high;
  const double near = Rounded(hi + 0.5), n = near > hi + 0.5 ? near - 1 : near;
  const double t = ((hi - n) + lo) * 0.6931471805599453;
  const double r = (Exponential<2>(t) * t) * t + t;
  const double v = 1 + r;
  // n / 2 toward zero
  const double half = n * 0.5, even = Rounded(half);
  const double k = n < 0 ? (even < half ? even + 1 : even) : (even > half ? even - 1 : even);
  const double power = (v * PowerOfTwo(k)) * PowerOfTwo(n - k);
  return high >= 1100 ? HUGE_VAL : high <= -1200 ? 0 : power;
}

inline double Power(double x, double p) {
  const Twofold log = Log2(x);
  const double y = log.hi * p;
  const Twofold exponent = TwoProduct(log.hi, p);
  const double power = Exp2(y, exponent.lo + log.lo * p);
  const double finite = log.hi == 0 ? 1 : power;
  return x == 0 || !(x < HUGE_VAL) ? x : finite;
}

inline double Root(double x, double p) {
  const Twofold log = Log2(x);
  const double q = log.hi / p;
  const Twofold y = TwoProduct(q, p);
  const double root = Exp2(q, (((log.hi - y.hi) - y.lo) + log.lo) / p);
  const double finite = p >= 0x1p64 ? 1 : root;
  return x == 0 || !(x < HUGE_VAL) ? x : finite;
}

}  // namespace
// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace cenote
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
