// The arithmetic of kernels that reduce whole windows in registers: how elements become accumulators, how these combine
// and end. One class a reduction and element type; the kernels are written once, over any of them:
//
//   T, A, D, Raw     elements; what kernels.h calls accumulators; the tag of a vector of numbers as they are combined;
//                    the tag of as many elements
//   kPadding         an element that counts as padding
//   Padding()        the same, as numbers
//   Leaf(raw)        elements as numbers
//   Join(a, b)       two leaves combined
//   Alone(a)         a leaf that is combined with other than leaves
//   Combine(a, b)    numbers combined; symmetric, and in trees of pairs where order matters
//   kAnyOrder        whether it does not matter
//   kIdempotent      whether a leaf may be combined more than once
//   kMostTaps        along H and W, of windows that kernels are made for; if it is less than kLeaves, also none along D
//   End(v, i, n)     outputs i .. i + n - 1, as elements; n is 1 or more, and may be more than there are lanes
//   forgot()         whether a NaN was among the leaves that Combine forgets: then outputs are worthless
//
// Every leaf has to pass Join or Alone once: those are where NaNs are seen.
#if defined(CENOTE_KERNELS_NUMBERS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CENOTE_KERNELS_NUMBERS_INL_H_
#undef CENOTE_KERNELS_NUMBERS_INL_H_
#else
#define CENOTE_KERNELS_NUMBERS_INL_H_
#endif

#include <limits>
#include <type_traits>

#include "simd-inl.h"

HWY_BEFORE_NAMESPACE();
namespace cenote {
namespace HWY_NAMESPACE {
namespace {

using F = hn::ScalableTag<float>;
using D = hn::ScalableTag<double>;

template <class Tag>
HWY_INLINE hn::Vec<Tag> ToSummed(Tag d, hn::Vec<hn::Rebind<float, Tag>> v) {
  if constexpr (std::is_same_v<hn::TFromD<Tag>, float>) {
    return v;
  } else {
    return hn::PromoteTo(d, v);
  }
}

template <class Tag>
HWY_INLINE auto ToFloats(Tag, hn::Vec<Tag> v) {
  if constexpr (std::is_same_v<hn::TFromD<Tag>, float>) {
    return v;
  } else {
    return hn::DemoteTo(hn::Rebind<float, Tag>(), v);
  }
}

// Values of the outputs from number i on, of which n are left: one for all, or one each.
template <class Tag, class A = hn::TFromD<Tag>>
HWY_INLINE hn::Vec<Tag> LoadOfOutputs(Tag d, const A* values, bool uniform, int64_t i, int64_t n) {
  if (uniform) return hn::Set(d, values[0]);
  return LoadPart(d, values + i, n, hn::Set(d, A{1}));
}

#if HWY_TARGET == HWY_AVX3
// a / b to the last bit, and +0.0 if a is a zero; but if it is denormal, a is infinite or NaN, then denormal or NaN.
// b is a whole number from 1 to kMostWhole, y is 1 / b.
//
// Why: with |b * y - 1| <= 2^-24, q is right to 2.1 * 2^-24 of itself. The rest a - q * b is a multiple of q's last
// place, and less than 2^24 of these, so it is exact; q + y * rest, before it is rounded, is then right to 1.1 * 2^-47.
// A quotient lies at least 2^-25 / b of itself from the middle of two floats, as the number of half places there, which
// is odd and 2^24 or more, times b's odd factor, is no float's fraction. So it is rounded to the same side.
HWY_INLINE hn::Vec<F> DividedByWhole(hn::Vec<F> a, hn::Vec<F> b, hn::Vec<F> y) {
  const auto q = hn::Mul(a, y);
  return hn::MulAdd(hn::NegMulAdd(q, b, a), y, q);
}

HWY_INLINE bool HasDenormalOrNaN(hn::Vec<F> v) {
  return _mm512_fpclass_ps_mask(v.raw, 0xA1) != 0;  // quiet NaN, denormal, signaling NaN
}
#endif

// Sums divided, as floats, of outputs i .. i + n - 1. A zero sum is +0.0 before the division.
template <class Tag, class A>
HWY_INLINE auto Quotients(Tag d, hn::Vec<Tag> sums, const Ending<A>& ending, int64_t i, int64_t n) {
  const auto divisors = LoadOfOutputs(d, ending.divisors, ending.uniform, i, n);
#if HWY_TARGET == HWY_AVX3
  if constexpr (std::is_same_v<Tag, F>) {  // these take longer to divide than all else that an output needs
    if (ending.inverses != nullptr) {
      const auto q = DividedByWhole(sums, divisors, LoadOfOutputs(d, ending.inverses, ending.uniform, i, n));
      if (HWY_LIKELY(!HasDenormalOrNaN(q))) return q;
    }
  }
#endif
  const hn::Rebind<float, Tag> floats;
  const auto v = hn::Add(sums, hn::Zero(d));
  const auto q = ToFloats(d, ending.reciprocal ? hn::Mul(v, divisors) : hn::Div(v, divisors));
  return hn::IfThenElse(hn::IsNaN(q), TheNaN(floats), q);
}

// The greater or the lesser of two vectors.
struct Max {
  template <class V>
  static HWY_INLINE V Of(V a, V b) {
    return hn::Max(a, b);
  }
  template <class D>
  static HWY_INLINE hn::Vec<D> OfLanes(D d, hn::Vec<D> v) {
    return hn::MaxOfLanes(d, v);
  }
  // What never wins.
  template <class T>
  static constexpr T Identity() {
    using Limits = std::numeric_limits<T>;
    return Limits::has_infinity ? -Limits::infinity() : Limits::lowest();
  }
};

struct Min {
  template <class V>
  static HWY_INLINE V Of(V a, V b) {
    return hn::Min(a, b);
  }
  template <class D>
  static HWY_INLINE hn::Vec<D> OfLanes(D d, hn::Vec<D> v) {
    return hn::MinOfLanes(d, v);
  }
  template <class T>
  static constexpr T Identity() {
    using Limits = std::numeric_limits<T>;
    return Limits::has_infinity ? Limits::infinity() : Limits::max();
  }
};

// Kernels of 8 and 16 bit elements are made for windows of 2 and 3 elements a side: more would double the library.
constexpr int kMostShortSide = 3;

// What extremes have in common, where no NaN has to be watched for.
template <class Op, class Tag>
struct ExtremeNumbers {
  using D = Tag;
  using V = hn::Vec<D>;
  static constexpr bool kAnyOrder = true;
  static constexpr bool kIdempotent = true;

  static HWY_INLINE V Padding() { return hn::Set(D(), Op::template Identity<hn::TFromD<D>>()); }
  static HWY_INLINE V Join(V a, V b) { return Op::Of(a, b); }
  static HWY_INLINE V Alone(V a) { return a; }
  static HWY_INLINE V Combine(V a, V b) { return Op::Of(a, b); }
  static constexpr bool forgot() { return false; }
};

// What sums have in common.
template <class Tag>
struct SumNumbers {
  using D = Tag;
  using V = hn::Vec<D>;
  static constexpr bool kAnyOrder = !hwy::IsFloat<hn::TFromD<D>>();
  static constexpr bool kIdempotent = false;

  static HWY_INLINE V Padding() { return hn::Zero(D()); }
  static HWY_INLINE V Join(V a, V b) { return hn::Add(a, b); }
  static HWY_INLINE V Alone(V a) { return a; }
  static HWY_INLINE V Combine(V a, V b) { return hn::Add(a, b); }
  static constexpr bool forgot() { return false; }
};

// Of float32. The processor's maximum forgets NaN, so NaNs are watched for apart: a comparison for every two leaves.
template <class Op>
class FloatExtreme : public ExtremeNumbers<Op, F> {
 public:
  using T = float;
  using A = float;
  using D = F;
  using Raw = F;
  using V = hn::Vec<F>;
  static constexpr int kMostTaps = kLeaves;

  explicit HWY_INLINE FloatExtreme(const Ending<float>&) : nan_(hn::FirstN(D(), 0)) {}

  static constexpr float kPadding = Op::template Identity<float>();
  static HWY_INLINE V Leaf(V raw) { return Loaded(raw); }
  HWY_INLINE V Join(V a, V b) {
    nan_ = hn::Or(nan_, AnyNaN(D(), a, b));
    return Op::Of(a, b);
  }
  HWY_INLINE V Alone(V a) {
    nan_ = hn::Or(nan_, hn::IsNaN(a));
    return a;
  }
  static HWY_INLINE V End(V v, int64_t, int64_t) { return hn::Add(v, hn::Zero(D())); }
  HWY_INLINE bool forgot() const { return !hn::AllFalse(D(), nan_); }

 private:
  hn::Mask<D> nan_;
};

// Of integers.
template <class Op, class N>
class IntegerExtreme : public ExtremeNumbers<Op, hn::ScalableTag<N>> {
 public:
  using T = N;
  using A = N;
  using Raw = hn::ScalableTag<N>;
  using V = hn::Vec<Raw>;
  static constexpr int kMostTaps = kMostShortSide;

  explicit HWY_INLINE IntegerExtreme(const Ending<N>&) {}

  static constexpr N kPadding = Op::template Identity<N>();
  static HWY_INLINE V Leaf(V raw) { return raw; }
  static HWY_INLINE V End(V v, int64_t, int64_t) { return v; }
};

// Of float32, summed in the tag's type.
template <class Tag>
class FloatingAverage : public SumNumbers<Tag> {
 public:
  using T = float;
  using A = hn::TFromD<Tag>;
  using Raw = hn::Rebind<float, Tag>;
  using V = hn::Vec<Tag>;
  static constexpr int kMostTaps = kLeaves;

  explicit HWY_INLINE FloatingAverage(const Ending<A>& ending) : ending_(ending) {}

  static constexpr float kPadding = 0;
  static HWY_INLINE V Leaf(hn::Vec<Raw> raw) { return ToSummed(Tag(), raw); }
  HWY_INLINE hn::Vec<Raw> End(V sum, int64_t i, int64_t n) const { return Quotients(Tag(), sum, ending_, i, n); }

 private:
  const Ending<A> ending_;
};
using FloatAverage = FloatingAverage<F>;
using DoubleAverage = FloatingAverage<D>;

// Leaves 0 .. kCount - 1 combined, in pairs. leaf(i) is asked for once each.
template <int kFirst, int kCount, class Numbers, class Leaf>
HWY_INLINE auto Reduced(Numbers& numbers, const Leaf& leaf) {
  if constexpr (kCount == 1) {
    return numbers.Alone(leaf(kFirst));
  } else if constexpr (kCount == 2) {
    return numbers.Join(leaf(kFirst), leaf(kFirst + 1));
  } else {
    constexpr int kLeft = kCount > 4 ? 4 : 2;
    const auto left = Reduced<kFirst, kLeft>(numbers, leaf);
    return numbers.Combine(left, Reduced<kFirst + kLeft, kCount - kLeft>(numbers, leaf));
  }
}

// For Reduced, of numbers that have been leaves before.
template <class Numbers>
struct Further {
  using V = hn::Vec<typename Numbers::D>;
  static HWY_INLINE V Join(V a, V b) { return Numbers::Combine(a, b); }
  static HWY_INLINE V Alone(V a) { return a; }
  static HWY_INLINE V Combine(V a, V b) { return Numbers::Combine(a, b); }
};

// The leaves of a column, kDepth of each row: along D first.
template <int kDepth, int kHeight, class Numbers, class Leaf>
HWY_INLINE auto Column(Numbers& numbers, const Leaf& leaf) {
  if constexpr (kDepth == 1) {
    return Reduced<0, kHeight>(numbers, leaf);
  } else {
    Further<Numbers> further;
    return Reduced<0, kHeight>(further, [&](int h) HWY_ATTR {
      return Reduced<0, kDepth>(numbers, [&](int d) HWY_ATTR { return leaf(h * kDepth + d); });
    });
  }
}

}  // namespace
// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace cenote
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
