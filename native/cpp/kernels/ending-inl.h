// What accumulators end as, for combine-inl.h: outputs, with the canonical NaN and no zero but +0.0.
#if defined(CENOTE_KERNELS_ENDING_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CENOTE_KERNELS_ENDING_INL_H_
#undef CENOTE_KERNELS_ENDING_INL_H_
#else
#define CENOTE_KERNELS_ENDING_INL_H_
#endif

#include <limits>

#include "cenote.h"
#include "combine-inl.h"
#if HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3
#include "convert-inl.h"
#endif
#include "half-inl.h"
#include "power-inl.h"
#include "quotient-inl.h"

HWY_BEFORE_NAMESPACE();
namespace cenote {
namespace HWY_NAMESPACE {
namespace {

template <class T>
constexpr T kNaN = std::numeric_limits<T>::quiet_NaN();  // 0x7FC00000, 0x7FF8000000000000

// How numbers are written: as type T, or in a 16 bit format. A NaN is the canonical one.
template <class T>
struct As {
  using Element = T;
  static HWY_INLINE T Of(double x) { return x != x ? kNaN<T> : static_cast<T>(x); }
};
template <>
struct As<float> {
  using Element = float;
  static HWY_INLINE float Of(float x) { return x != x ? kNaN<float> : x; }
  static HWY_INLINE float Of(double x) { return Of(static_cast<float>(x)); }
};

template <class Format>
struct AsHalf {
  using Element = uint16_t;
  static HWY_INLINE uint16_t Of(float x) { return Format::Narrow(x); }
  static HWY_INLINE uint16_t Of(double x) { return Of(static_cast<float>(x)); }
};

// Of extremes.
template <class T>
struct Extremes {
  static HWY_NOINLINE void Store(const T* in, int64_t n, const Ending<T>&, T* HWY_RESTRICT out) {
    for (int64_t i = 0; i < n; ++i) out[i] = As<T>::Of(in[i] + 0);
  }
};

// Of extremes of a 16 bit format.
template <class Key>
struct FromKeys {
  static HWY_NOINLINE void Store(const int16_t* in, int64_t n, const Ending<int16_t>&, uint16_t* HWY_RESTRICT out) {
    for (int64_t i = 0; i < n; ++i) out[i] = Key::Bits(in[i]);
  }
};

HWY_INLINE float Total(float sum) { return sum; }
HWY_INLINE double Total(double sum) { return sum; }
HWY_INLINE double Total(Compensated sum) {
  return sum.sum - sum.sum == 0 ? sum.sum + sum.error : sum.sum;  // else it is infinite, and the error is NaN
}

template <class Written, class X>
HWY_NOINLINE void Write(const X* in, int64_t n, typename Written::Element* HWY_RESTRICT out) {
  for (int64_t i = 0; i < n; ++i) out[i] = Written::Of(in[i]);
}
#if HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3
template <>
void Write<AsHalf<Float16>, float>(const float* in, int64_t n, uint16_t* HWY_RESTRICT out) {
  FloatsToHalves(in, n, out);
}
template <>
HWY_NOINLINE void Write<AsHalf<Float16>, double>(const double* in, int64_t n, uint16_t* HWY_RESTRICT out) {
  float single[kBlock<double>];
  for (int64_t i = 0; i < n; ++i) single[i] = static_cast<float>(in[i]);
  FloatsToHalves(single, n, out);
}
#endif

template <class A>
HWY_NOINLINE void DivideAll(const A* sums, int64_t n, const Ending<A>& ending, Divisor<A>* HWY_RESTRICT out) {
  const Divisor<A>* const divisors = ending.divisors;
  if (ending.uniform) {
    const Divisor<A> divisor = divisors[0];
    if (ending.reciprocal) {
      for (int64_t i = 0; i < n; ++i) out[i] = (Total(sums[i]) + 0) * divisor;
    } else {
      for (int64_t i = 0; i < n; ++i) out[i] = (Total(sums[i]) + 0) / divisor;
    }
  } else if (ending.reciprocal) {
    for (int64_t i = 0; i < n; ++i) out[i] = (Total(sums[i]) + 0) * divisors[i];
  } else {
    for (int64_t i = 0; i < n; ++i) out[i] = (Total(sums[i]) + 0) / divisors[i];
  }
}

// Averages of floating types.
template <class Written>
struct FloatQuotients {
  template <class A>
  static void Store(const A* sums, int64_t n, const Ending<A>& ending, typename Written::Element* out) {
    Divisor<A> quotients[kBlock<A>];
    DivideAll(sums, n, ending, quotients);
    Write<Written>(quotients, n, out);
  }
};

// Averages of integers, in doubles where these hold the numbers, as they nearly always do; else false. n <= kQuotients.
template <class A>
HWY_NOINLINE bool DivideInDoubles(const A* totals, int64_t n, const Ending<A>& ending, double* HWY_RESTRICT out) {
  double numerators[kQuotients], denominators[kQuotients];
  if (!Numbers(totals, n, numerators)) return false;
  if (!Numbers(ending.divisors, ending.uniform ? 1 : n, denominators)) return false;
  if (ending.uniform) {
    for (int64_t i = 1; i < n; ++i) denominators[i] = denominators[0];
  }
  DivideDoubles(numerators, denominators, n, ending.rounding, out);
  return true;
}

template <class T>
struct WholeQuotients {
  template <class A>
  static HWY_NOINLINE void Store(const A* totals, int64_t n, const Ending<A>& ending, T* HWY_RESTRICT out) {
    double quotients[kQuotients];
    for (int64_t i = 0; i < n; i += kQuotients) {
      const int64_t part = PartOf(n, i, kQuotients);
      const Ending<A> rest = ending.from(i);
      if (DivideInDoubles(totals + i, part, rest, quotients)) {
        for (int64_t j = 0; j < part; ++j) out[i + j] = Cut<T>(quotients[j]);
      } else {
        for (int64_t j = 0; j < part; ++j) {
          out[i + j] = Divide<T>(totals[i + j], rest.divisors[rest.uniform ? 0 : j], ending.rounding);
        }
      }
    }
  }
};

// Lp.
HWY_NOINLINE void TakeRoots(const double* in, int64_t n, double p, double* HWY_RESTRICT out) {
  if (p == 2) {
    for (int64_t i = 0; i < n; ++i) out[i] = sqrt(in[i]);
  } else {
    for (int64_t i = 0; i < n; ++i) out[i] = Root(in[i], p);
  }
}

template <class Written>
struct Roots {
  static void Store(const double* sums, int64_t n, const Ending<double>& ending, typename Written::Element* out) {
    if (ending.p == 1) return Write<Written>(sums, n, out);
    double roots[kBlock<double>];
    TakeRoots(sums, n, ending.p, roots);
    Write<Written>(roots, n, out);
  }
};

}  // namespace
// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace cenote
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
