// The tables of kernels in plain C++, of combine-inl.h and what it combines.
#if defined(CENOTE_KERNELS_TABLES_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CENOTE_KERNELS_TABLES_INL_H_
#undef CENOTE_KERNELS_TABLES_INL_H_
#else
#define CENOTE_KERNELS_TABLES_INL_H_
#endif

#include "ending-inl.h"
#include "index-inl.h"
#include "leaf-inl.h"

HWY_BEFORE_NAMESPACE();
namespace cenote {
namespace HWY_NAMESPACE {
namespace {

// Leaves of type A in pairs, or in any order.
template <class Leaf, class Op, class End, class T, class A>
constexpr Reduction<T, A> Reduced(LineKernels<A> lines) {
  return {lines, kLeaves, CombineRows<Leaf, Op, T, A>, CombineToOutputs<Op, End, T, A>};
}

template <class T>
void TransposeElements(const T* in, int64_t pitch, int64_t rows, int64_t columns, T* HWY_RESTRICT out,
                       int64_t out_pitch) {
  for (int64_t c = 0; c < columns; ++c) {
    for (int64_t r = 0; r < rows; ++r) out[c * out_pitch + r] = in[r * pitch + c];
  }
}

// ---- Floating types ----

template <class T>
constexpr T kInfinity = std::numeric_limits<T>::infinity();

template <class Op, class T>
constexpr Reduction<T, T> FloatingExtreme(T identity) {
  return {InAnyOrder<Op, T>(identity), kLeaves, CombineElements<Op, T>, CombineToOutputs<Op, Extremes<T>, T, T>};
}

template <class T, class WideSum>
constexpr TypeKernels<T, T, T, WideSum> Floating(WideSum zero) {
  return {
      FloatingExtreme<Greatest, T>(-kInfinity<T>),
      FloatingExtreme<Least, T>(kInfinity<T>),
      {InPairs<Add, T>(0), kLeaves, CombineElements<Add, T>, CombineToOutputs<Add, FloatQuotients<As<T>>, T, T>},
      Reduced<Widened<Plain<T>>, Add, FloatQuotients<As<T>>, T, WideSum>(InPairs<Add, WideSum>(zero)),
  };
}

template <class T>
constexpr NormKernels<T, T> FloatingNorms() {
  return {
      Reduced<Powers<Plain<T>>, Add, Roots<As<T>>, T, double>(InPairs<Add, double>(0)),
      Reduced<Magnitudes, Greatest, Extremes<T>, T, T>(InAnyOrder<Greatest, T>(0)),
  };
}

template <class Format>
constexpr HalfKernels Half() {
  return {
      Reduced<Keys<Key<Format, true>>, Greatest, FromKeys<Key<Format, true>>, uint16_t, int16_t>(
          InAnyOrder<Greatest, int16_t>(Key<Format, true>::kIdentity)),
      Reduced<Keys<Key<Format, false>>, Least, FromKeys<Key<Format, false>>, uint16_t, int16_t>(
          InAnyOrder<Least, int16_t>(Key<Format, false>::kIdentity)),
      Reduced<Widened<Halves<Format>>, Add, FloatQuotients<AsHalf<Format>>, uint16_t, float>(InPairs<Add, float>(0)),
      Reduced<Widened<Halves<Format>>, Add, FloatQuotients<AsHalf<Format>>, uint16_t, double>(InPairs<Add, double>(0)),
  };
}

template <class Format>
constexpr NormKernels<uint16_t, int16_t> HalfNorms() {
  return {
      Reduced<Powers<Halves<Format>>, Add, Roots<AsHalf<Format>>, uint16_t, double>(InPairs<Add, double>(0)),
      Reduced<MagnitudeKeys<Key<Format, true>>, Greatest, FromKeys<Key<Format, true>>, uint16_t, int16_t>(
          InAnyOrder<Greatest, int16_t>(-Key<Format, true>::kRound)),
  };
}

// ---- Integers ----

template <class Op, class T>
constexpr Reduction<T, T> IntegerExtremes(T identity) {
  return {InAnyOrder<Op, T>(identity), kLeaves, CombineElements<Op, T>, CombineToElements<Op, T>};
}

template <class T, class Sum>
constexpr Reduction<T, Sum> IntegerAverage() {
  return Reduced<Widened<Plain<T>>, Add, WholeQuotients<T>, T, Sum>(InAnyOrder<Add, Sum>(Sum{}));
}

template <class T, class Sum, class WideSum>
constexpr TypeKernels<T, T, Sum, WideSum> Integer() {
  return {
      IntegerExtremes<Greatest, T>(std::numeric_limits<T>::min()),
      IntegerExtremes<Least, T>(std::numeric_limits<T>::max()),
      IntegerAverage<T, Sum>(),
      IntegerAverage<T, WideSum>(),
  };
}

// ---- All of them ----

constexpr PlainKernels AllPlain() {
  return {
      Floating<double, Compensated>({0, 0}),
      Half<Float16>(),
      Half<Bfloat16>(),
      Integer<int8_t, int32_t, int64_t>(),
      Integer<uint8_t, int32_t, int64_t>(),
      Integer<int16_t, int32_t, int64_t>(),
      Integer<int32_t, int64_t, int64_t>(),
      Integer<int64_t, Limbs, Limbs>(),
      FloatingNorms<float>(),
      FloatingNorms<double>(),
      HalfNorms<Float16>(),
      HalfNorms<Bfloat16>(),
      Indices(),
  };
}

}  // namespace
// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace cenote
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
