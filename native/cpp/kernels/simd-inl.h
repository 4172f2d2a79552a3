// What the vector kernels have in common: partial loads and stores, the one NaN, and lines by strides.
// Compiled once an instruction set: see simd.cc.
#if defined(CENOTE_KERNELS_SIMD_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CENOTE_KERNELS_SIMD_INL_H_
#undef CENOTE_KERNELS_SIMD_INL_H_
#else
#define CENOTE_KERNELS_SIMD_INL_H_
#endif

#include <hwy/highway.h>
#include <string.h>

#include <type_traits>

#include "kernels.h"

HWY_BEFORE_NAMESPACE();
namespace cenote {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

// Whether masked loads and stores touch nothing that is masked off. AVX2 has them for lanes of 4 and 8 bytes. Sanitizers
// do not know them, and with clang Highway says so.
#if HWY_MEM_OPS_MIGHT_FAULT
template <class T>
constexpr bool kMaskedMemory = HWY_TARGET == HWY_AVX2 && sizeof(T) >= 4;
#else
template <class T>
constexpr bool kMaskedMemory = true;
#endif

// Copies bytes, 1 or more and fewer than a vector has, by two moves that may overlap.
HWY_INLINE void CopyBytes(const char* from, size_t bytes, char* to) {
  const auto ends = [&](auto size) HWY_ATTR {
    char first[decltype(size)::value], last[decltype(size)::value];
    memcpy(first, from, sizeof(first));
    memcpy(last, from + bytes - sizeof(last), sizeof(last));
    memcpy(to, first, sizeof(first));
    memcpy(to + bytes - sizeof(last), last, sizeof(last));
  };
  if (HWY_MAX_BYTES > 32 && bytes >= 32) return ends(std::integral_constant<size_t, 32>());
  if (bytes >= 16) return ends(std::integral_constant<size_t, 16>());
  if (bytes >= 8) return ends(std::integral_constant<size_t, 8>());
  if (bytes >= 4) return ends(std::integral_constant<size_t, 4>());
  if (bytes >= 2) return ends(std::integral_constant<size_t, 2>());
  *to = *from;
}

// Copies n elements, 1 or more and fewer than a vector without masked memory has.
template <class T>
HWY_INLINE void CopyPart(const T* from, int64_t n, T* to) {
  CopyBytes(reinterpret_cast<const char*>(from), static_cast<size_t>(n) * sizeof(T), reinterpret_cast<char*>(to));
}

// The first n elements at p, and `fill` in the other lanes; n may be 0 or less, or more than there are lanes.
template <class D, class T = hn::TFromD<D>>
HWY_INLINE hn::Vec<D> LoadPart(D d, const T* p, int64_t n, hn::Vec<D> fill) {
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(d));
  if (n >= lanes) return hn::LoadU(d, p);
  if (n <= 0) return fill;
  if constexpr (kMaskedMemory<T>) {
    const auto mask = hn::FirstN(d, static_cast<size_t>(n));
    return hn::IfThenElse(mask, hn::MaskedLoad(mask, d, p), fill);
  } else {
    HWY_ALIGN T buffer[HWY_MAX_BYTES / sizeof(T)];
    hn::Store(fill, d, buffer);
    CopyPart(p, n, buffer);
    return hn::Load(d, buffer);
  }
}

// Writes the first n lanes; n is 1 or more, and may be more than there are lanes.
template <class D, class T = hn::TFromD<D>>
HWY_INLINE void StorePart(hn::Vec<D> v, D d, T* p, int64_t n) {
  if (n >= static_cast<int64_t>(hn::Lanes(d))) {
    hn::StoreU(v, d, p);
  } else if constexpr (kMaskedMemory<T>) {
    hn::BlendedStore(v, hn::FirstN(d, static_cast<size_t>(n)), d, p);
  } else {
    HWY_ALIGN T buffer[HWY_MAX_BYTES / sizeof(T)];
    hn::Store(v, d, buffer);
    CopyPart(buffer, n, p);
  }
}

// 0x7FC00000, the only NaN that is ever written.
template <class D>
HWY_INLINE hn::Vec<D> TheNaN(D d) {
  return hn::BitCast(d, hn::Set(hn::RebindToUnsigned<D>(), 0x7FC00000u));
}

// The vector, in a register: GCC would load it from memory again for each of its uses.
template <class V>
HWY_INLINE V Loaded(V v) {
#if HWY_ARCH_X86
  asm("" : "+v"(v.raw));
#endif
  return v;
}

// Where a or b is NaN: one comparison for two inputs, which x86 offers and Highway does not.
template <class D>
HWY_INLINE hn::Mask<D> AnyNaN(D, hn::Vec<D> a, hn::Vec<D> b) {
#if HWY_TARGET == HWY_AVX3
  return hn::Mask<D>{_mm512_cmp_ps_mask(a.raw, b.raw, _CMP_UNORD_Q)};
#elif HWY_TARGET == HWY_AVX2
  return hn::Mask<D>{_mm256_cmp_ps(a.raw, b.raw, _CMP_UNORD_Q)};
#elif HWY_TARGET == HWY_SSE4
  return hn::Mask<D>{_mm_cmpunord_ps(a.raw, b.raw)};
#else
  return hn::Or(hn::IsNaN(a), hn::IsNaN(b));
#endif
}

// The first n elements at the very end of the memory, which is rare.
template <class D, class T = hn::TFromD<D>>
HWY_NOINLINE hn::Vec<D> LoadCopied(D d, const T* p, int64_t n) {
  return LoadPart(d, p, n, hn::Zero(d));
}

// The first lanes of a row, or what is left of one, worked out once for many rows.
template <class D>
class Part {
 public:
  using T = hn::TFromD<D>;

  // n may be 0 or less, or more than there are lanes.
  HWY_INLINE Part(D d, int64_t n)
      : lanes_(static_cast<int64_t>(hn::Lanes(d))),
        n_(n < 0 ? 0 : n < lanes_ ? n : lanes_),
        mask_(hn::FirstN(d, static_cast<size_t>(n_))) {}

  // The part at p, and anything in the other lanes. Memory up to `end` may be read.
  HWY_INLINE hn::Vec<D> LoadAny(D d, const T* p, const T* end) const {
    if constexpr (kMaskedMemory<T>) {
      return hn::MaskedLoad(mask_, d, p);
    } else {
      const bool inside = reinterpret_cast<uintptr_t>(p + lanes_) <= reinterpret_cast<uintptr_t>(end);
      return inside ? hn::LoadU(d, p) : LoadCopied(d, p, n_);
    }
  }

  // The part at p, and `fill` in the other lanes.
  HWY_INLINE hn::Vec<D> Load(D d, const T* p, hn::Vec<D> fill) const {
    if constexpr (kMaskedMemory<T>) {
      return hn::IfThenElse(mask_, hn::MaskedLoad(mask_, d, p), fill);
    } else {
      return LoadPart(d, p, n_, fill);
    }
  }

  // The part at p, and 0 in the other lanes.
  HWY_INLINE hn::Vec<D> Load(D d, const T* p) const {
    if constexpr (kMaskedMemory<T>) {
      return hn::MaskedLoad(mask_, d, p);
    } else {
      return LoadPart(d, p, n_, hn::Zero(d));
    }
  }

  HWY_INLINE void Store(hn::Vec<D> v, D d, T* p) const {
    if constexpr (kMaskedMemory<T>) {
      hn::BlendedStore(v, mask_, d, p);
    } else if (n_ > 0) {
      StorePart(v, d, p, n_);
    }
  }

 private:
  int64_t lanes_;
  int64_t n_;
  hn::Mask<D> mask_;
};

// Lanes 0, stride, 2 * stride, ... of a line, stride 1, 2 or 4. Reads stride * Lanes(d) elements.
template <int kStride, class D, class T = hn::TFromD<D>>
HWY_INLINE hn::Vec<D> LoadStrided(D d, const T* line) {
  static_assert(kStride == 1 || kStride == 2 || kStride == 4, "");
  if constexpr (kStride == 1) {
    return hn::LoadU(d, line);
  } else {
    const auto right = LoadStrided<kStride / 2>(d, line + kStride / 2 * hn::Lanes(d));
    return hn::ConcatEven(d, right, LoadStrided<kStride / 2>(d, line));
  }
}

// Strides from 3 up to this one are done densely and then thinned out; above, one output after the other is as fast.
constexpr int64_t kMaxThinnedStride = 16;

// out[i] = dense output i * stride, 0 <= i < n. dense(from, count, buffer) computes neighbouring outputs.
template <class T, class Dense>
HWY_INLINE void Thinned(int64_t stride, int64_t n, T* HWY_RESTRICT out, const Dense& dense) {
  constexpr int64_t kBuffer = 512;
  HWY_ALIGN T buffer[kBuffer];
  const int64_t at_once = kBuffer / stride;
  for (int64_t i = 0; i < n; i += at_once) {
    const int64_t count = n - i < at_once ? n - i : at_once;
    dense(i * stride, (count - 1) * stride + 1, buffer);
    for (int64_t o = 0; o < count; ++o) out[i + o] = buffer[o * stride];
  }
}

// Calls body(count as a constant), 1 to kMost.
template <int kMost = kLeaves, class Body>
HWY_INLINE void WithCount(int count, const Body& body) {
  if constexpr (kMost > 1) {
    if (count < kMost) return WithCount<kMost - 1>(count, body);
  }
  body(std::integral_constant<int, kMost>());
}

// For TableLookupLanes: lanes move up by one, the last one to lane 0. Of 4 bytes.
template <class D>
HWY_INLINE auto Rotation(D d) {
  HWY_ALIGN int32_t from[HWY_MAX_BYTES / sizeof(hn::TFromD<D>)];
  const int32_t lanes = static_cast<int32_t>(hn::Lanes(d));
  for (int32_t i = 0; i < lanes; ++i) from[i] = i == 0 ? lanes - 1 : i - 1;
  return hn::SetTableIndices(d, from);
}

}  // namespace
// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace cenote
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
