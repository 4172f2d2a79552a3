// Where values are found: see kernels.h for the contracts.
#if defined(CENOTE_KERNELS_INDEX_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CENOTE_KERNELS_INDEX_INL_H_
#undef CENOTE_KERNELS_INDEX_INL_H_
#else
#define CENOTE_KERNELS_INDEX_INL_H_
#endif

#include <hwy/highway.h>
#include <string.h>

#include "half-inl.h"
#include "kernels.h"

// Where there are no vectors, loops do.
#undef CENOTE_VECTORS
#if HWY_TARGET == HWY_SCALAR || HWY_TARGET == HWY_EMU128
#define CENOTE_VECTORS 0
#else
#define CENOTE_VECTORS 1
#include "simd-inl.h"
#endif

HWY_BEFORE_NAMESPACE();
namespace cenote {
namespace HWY_NAMESPACE {
namespace {

// How the bits of elements are compared with what is wanted, which is not -0. Odd are those wanted that a search may
// not find: NaN, and an integer that is `padding`, which of floats is the greatest NaN, so that padding + 1 is not odd.
#if CENOTE_VECTORS
struct AsIntegers {
  template <class D>
  static HWY_INLINE hn::Mask<D> Equal(D, hn::Vec<D> v, hn::Vec<D> wanted) {
    return hn::Eq(v, wanted);
  }
  template <class D>
  static HWY_INLINE hn::Mask<D> Odd(D d, hn::Vec<D> wanted, hn::TFromD<D> padding) {
    return hn::Eq(wanted, hn::Set(d, padding));
  }
};

struct AsFloats {
  template <class D>
  static HWY_INLINE hn::Mask<D> Equal(D d, hn::Vec<D> v, hn::Vec<D> wanted) {
    const hn::RebindToFloat<D> floats;
    return hn::RebindMask(d, hn::Eq(hn::BitCast(floats, v), hn::BitCast(floats, wanted)));
  }
  template <class D>
  static HWY_INLINE hn::Mask<D> Odd(D d, hn::Vec<D> wanted, hn::TFromD<D>) {
    return hn::RebindMask(d, hn::IsNaN(hn::BitCast(hn::RebindToFloat<D>(), wanted)));
  }
};

template <class Format>
struct AsHalves {
  template <class D>
  static HWY_INLINE hn::Mask<D> Equal(D d, hn::Vec<D> v, hn::Vec<D> wanted) {
    return hn::Eq(hn::IfThenZeroElse(hn::Eq(v, hn::Set(d, 0x8000)), v), wanted);
  }
  template <class D>
  static HWY_INLINE hn::Mask<D> Odd(D d, hn::Vec<D> wanted, uint16_t) {
    return hn::Gt(hn::And(wanted, hn::Set(d, 0x7FFF)), hn::Set(d, Format::kInfinity));
  }
};

// Of two vectors of outputs, the second one `second` after the first. load(p) and store(codes, p) take vectors or
// parts.
template <class How, class D, class T, class Load, class Store>
HWY_INLINE hn::Mask<D> FirstEqualOfTwo(D d, const TapList<T>& taps, int64_t at, int64_t second, T padding,
                                       const T* wanted, T* found, const Load& load, const Store& store) {
  const auto wanted_a = load(wanted), wanted_b = load(wanted + second);
  auto found_a = hn::Zero(d), found_b = found_a;
  for (int64_t t = taps.count - 1; t >= 0; --t) {
    const T* const tap = taps.taps[t] + at;
    const auto code = hn::Set(d, taps.codes[t]);
    found_a = hn::IfThenElse(How::Equal(d, load(tap), wanted_a), code, found_a);
    found_b = hn::IfThenElse(How::Equal(d, load(tap + second), wanted_b), code, found_b);
  }
  store(found_a, found);
  store(found_b, found + second);
  return hn::Or(How::Odd(d, wanted_a, padding), How::Odd(d, wanted_b, padding));
}

template <class How, class T>
bool FirstEqual(const TapList<T>& taps, int64_t runs, int64_t advance, int64_t n, T padding, const T* wanted,
                T* HWY_RESTRICT found) {
  const hn::ScalableTag<T> d;
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(d));
  if (advance == n) {
    n *= runs;
    runs = 1;
  }
  const Part<decltype(d)> part(d, n);
  const auto not_odd = hn::Set(d, static_cast<T>(padding + 1));
  auto odd = hn::FirstN(d, 0);
  for (int64_t r = 0, in = 0; r < runs; ++r, in += advance, wanted += n, found += n) {
    if (n <= lanes) {
      const auto load = [&](const T* p) HWY_ATTR { return part.Load(d, p, not_odd); };
      const auto store = [&](hn::Vec<decltype(d)> v, T* p) HWY_ATTR { part.Store(v, d, p); };
      odd = hn::Or(odd, FirstEqualOfTwo<How>(d, taps, in, 0, padding, wanted, found, load, store));
      continue;
    }
    const auto load = [&](const T* p) HWY_ATTR { return hn::LoadU(d, p); };
    const auto store = [&](hn::Vec<decltype(d)> v, T* p) HWY_ATTR { hn::StoreU(v, d, p); };
    for (int64_t i = 0; i < n; i += 2 * lanes) {
      // The last vectors may do again what those before have done.
      const int64_t a = i + lanes < n ? i : n - lanes, b = i + 2 * lanes < n ? i + lanes : n - lanes;
      odd = hn::Or(odd, FirstEqualOfTwo<How>(d, taps, in + a, b - a, padding, wanted + a, found + a, load, store));
    }
  }
  return hn::AllFalse(d, odd);
}

template <class T>
void Split(const T* in, int64_t rows, int64_t advance, int64_t n, int64_t spacing, T* HWY_RESTRICT even,
           T* HWY_RESTRICT odd) {
  const hn::ScalableTag<T> d;
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(d));
  const Part<decltype(d)> part(d, n), part_a(d, 2 * n), part_b(d, 2 * n - lanes);
  for (; rows > 0; --rows, in += advance, even += spacing, odd += spacing) {
    if (n < lanes) {
      const auto a = part_a.Load(d, in, hn::Zero(d)), b = part_b.Load(d, in + lanes, hn::Zero(d));
      part.Store(hn::ConcatEven(d, b, a), d, even);
      part.Store(hn::ConcatOdd(d, b, a), d, odd);
      continue;
    }
    for (int64_t i = 0; i < n; i += lanes) {
      const int64_t at = i + lanes < n ? i : n - lanes;
      const auto a = hn::LoadU(d, in + 2 * at), b = hn::LoadU(d, in + 2 * at + lanes);
      hn::StoreU(hn::ConcatEven(d, b, a), d, even + at);
      hn::StoreU(hn::ConcatOdd(d, b, a), d, odd + at);
    }
  }
}
#else
struct AsIntegers {
  template <class T>
  static HWY_INLINE bool Equal(T x, T wanted) {
    return x == wanted;
  }
  template <class T>
  static HWY_INLINE bool Odd(T wanted, T padding) {
    return wanted == padding;
  }
};

struct AsFloats {
  static HWY_INLINE float Number(uint32_t bits) { return BitsAs<float>(bits); }
  static HWY_INLINE double Number(uint64_t bits) { return BitsAs<double>(bits); }
  template <class T>
  static HWY_INLINE bool Equal(T x, T wanted) {
    return Number(x) == Number(wanted);
  }
  template <class T>
  static HWY_INLINE bool Odd(T wanted, T) {
    return Number(wanted) != Number(wanted);
  }
};

template <class Format>
struct AsHalves {
  static HWY_INLINE bool Equal(uint16_t x, uint16_t wanted) { return (x == 0x8000 ? 0 : x) == wanted; }
  static HWY_INLINE bool Odd(uint16_t wanted, uint16_t) { return (wanted & 0x7FFF) > Format::kInfinity; }
};

template <class How, class T>
bool FirstEqual(const TapList<T>& taps, int64_t runs, int64_t advance, int64_t n, T padding, const T* wanted,
                T* HWY_RESTRICT found) {
  int64_t odd = 0;
  for (int64_t r = 0; r < runs; ++r, wanted += n, found += n) {
    memset(found, 0, static_cast<size_t>(n) * sizeof(T));
    for (int64_t i = 0; i < n; ++i) odd += How::Odd(wanted[i], padding) ? 1 : 0;
    for (int64_t t = taps.count - 1; t >= 0; --t) {
      const T* const tap = taps.taps[t] + r * advance;
      const T code = taps.codes[t];
      for (int64_t i = 0; i < n; ++i) found[i] = How::Equal(tap[i], wanted[i]) ? code : found[i];
    }
  }
  return odd == 0;
}

template <class T>
void Split(const T* in, int64_t rows, int64_t advance, int64_t n, int64_t spacing, T* HWY_RESTRICT even,
           T* HWY_RESTRICT odd) {
  for (; rows > 0; --rows, in += advance, even += spacing, odd += spacing) {
    for (int64_t i = 0; i < n; ++i) {
      even[i] = in[2 * i];
      odd[i] = in[2 * i + 1];
    }
  }
}
#endif

// The offset that a code stands for.
HWY_INLINE uint32_t OffsetOf(uint64_t code, const Offsets&) { return static_cast<uint32_t>(code); }
HWY_INLINE uint32_t OffsetOf(uint32_t code, const Offsets&) { return code; }
HWY_INLINE uint32_t OffsetOf(uint16_t code, const Offsets& offsets) {
  const uint32_t bits = code;
  return (bits >> offsets.d_shift) * offsets.d_step + (bits >> offsets.h_shift & offsets.h_mask) * offsets.h_step +
         (bits & offsets.w_mask) * offsets.w_step;
}
HWY_INLINE uint32_t OffsetOf(uint8_t code, const Offsets& offsets) { return OffsetOf(uint16_t{code}, offsets); }

template <class C, class Index>
void Positions(const C* found, const Offsets& offsets, int64_t runs, int64_t run_step, int64_t n, int64_t step,
               int64_t first, void* indices) {
  Index* HWY_RESTRICT out = static_cast<Index*>(indices);
  const Offsets o = offsets;
  const uint32_t narrow_step = static_cast<uint32_t>(step), count = static_cast<uint32_t>(n);
  for (int64_t r = 0; r < runs; ++r, found += n, out += n, first += run_step) {
    for (uint32_t i = 0; i < count; ++i) {
      out[i] = static_cast<Index>(first + static_cast<int64_t>(OffsetOf(found[i], o) + i * narrow_step));
    }
  }
}

template <class How, class T>
constexpr Search<T> SearchOf() {
  return {FirstEqual<How, T>, Positions<T, int32_t>, Positions<T, int64_t>, Split<T>};
}

constexpr IndexKernels Indices() {
  return {
      SearchOf<AsFloats, uint32_t>(),
      SearchOf<AsFloats, uint64_t>(),
      SearchOf<AsHalves<Float16>, uint16_t>(),
      SearchOf<AsHalves<Bfloat16>, uint16_t>(),
      SearchOf<AsIntegers, uint8_t>(),
      SearchOf<AsIntegers, uint16_t>(),
      SearchOf<AsIntegers, uint32_t>(),
      SearchOf<AsIntegers, uint64_t>(),
  };
}

}  // namespace
// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace cenote
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
