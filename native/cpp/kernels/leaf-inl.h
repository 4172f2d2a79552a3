// What elements become when they are combined, for combine-inl.h: leaves of type A.
#if defined(CENOTE_KERNELS_LEAF_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CENOTE_KERNELS_LEAF_INL_H_
#undef CENOTE_KERNELS_LEAF_INL_H_
#else
#define CENOTE_KERNELS_LEAF_INL_H_
#endif

#include "combine-inl.h"
#include "power-inl.h"
#if HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3
#include "convert-inl.h"
#endif

HWY_BEFORE_NAMESPACE();
namespace cenote {
namespace HWY_NAMESPACE {
namespace {

// Elements as they are read: numbers of their own type, or of a 16 bit format.
template <class T>
struct Plain {
  using Element = T;
  static HWY_INLINE T Number(T x) { return x; }
};

template <class Format>
struct Halves {
  using Element = uint16_t;
  static HWY_INLINE float Number(uint16_t x) { return Format::Widen(x); }
};

template <class Number, class A>
HWY_INLINE void SetLeaf(Number x, A* leaf) {
  *leaf = static_cast<A>(x);
}
HWY_INLINE void SetLeaf(double x, Compensated* leaf) { *leaf = {x, 0}; }
HWY_INLINE void SetLeaf(int64_t x, Limbs* leaf) { *leaf = {x >> 32, x & 0xFFFFFFFF}; }

// For sums.
template <class Elements>
struct Widened {
  template <class A>
  static HWY_NOINLINE void Load(const typename Elements::Element* in, int64_t n, double, A* HWY_RESTRICT out) {
    for (int64_t i = 0; i < n; ++i) SetLeaf(Elements::Number(in[i]), out + i);
  }
};

#if HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3
template <>
struct Widened<Halves<Float16>> {
  static void Load(const uint16_t* in, int64_t n, double, float* HWY_RESTRICT out) { HalvesToFloats(in, n, out); }

  static HWY_NOINLINE void Load(const uint16_t* in, int64_t n, double, double* HWY_RESTRICT out) {
    float wide[kBlock<double>];
    HalvesToFloats(in, n, wide);
    for (int64_t i = 0; i < n; ++i) out[i] = static_cast<double>(wide[i]);
  }
};
#endif

// For extremes of a 16 bit format.
template <class Key>
struct Keys {
  static HWY_NOINLINE void Load(const uint16_t* in, int64_t n, double, int16_t* HWY_RESTRICT out) {
    for (int64_t i = 0; i < n; ++i) out[i] = Key::Of(in[i]);
  }
};

// For the greatest magnitude.
struct Magnitudes {
  template <class T>
  static HWY_NOINLINE void Load(const T* in, int64_t n, double, T* HWY_RESTRICT out) {
    for (int64_t i = 0; i < n; ++i) out[i] = in[i] < 0 ? -in[i] : in[i];
  }
};

template <class Key>
struct MagnitudeKeys {
  static HWY_NOINLINE void Load(const uint16_t* in, int64_t n, double, int16_t* HWY_RESTRICT out) {
    for (int64_t i = 0; i < n; ++i) out[i] = Key::Of(in[i] & 0x7FFF);
  }
};

// For Lp.
HWY_NOINLINE void Raise(double* x, int64_t n, double p) {
  if (p == 1) return;
  if (p == 2) {
    for (int64_t i = 0; i < n; ++i) x[i] *= x[i];
  } else {
    for (int64_t i = 0; i < n; ++i) x[i] = Power(x[i], p);
  }
}

template <class Elements>
struct Powers {
  static HWY_INLINE double Magnitude(typename Elements::Element x) {
    const double number = static_cast<double>(Elements::Number(x));
    return BitsAs<double>(BitsAs<uint64_t>(number) & 0x7FFFFFFFFFFFFFFF);
  }

  static HWY_NOINLINE void Load(const typename Elements::Element* in, int64_t n, double p, double* HWY_RESTRICT out) {
    for (int64_t i = 0; i < n; ++i) out[i] = Magnitude(in[i]);
    Raise(out, n, p);
  }
};

}  // namespace
// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace cenote
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
