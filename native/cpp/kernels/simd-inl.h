// What the vector kernels have in common: partial loads and stores, the one NaN, and the tree of pairs.
// Compiled once an instruction set: see simd.cc.
#if defined(CENOTE_KERNELS_SIMD_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CENOTE_KERNELS_SIMD_INL_H_
#undef CENOTE_KERNELS_SIMD_INL_H_
#else
#define CENOTE_KERNELS_SIMD_INL_H_
#endif

#include <hwy/highway.h>

#include "kernels.h"

HWY_BEFORE_NAMESPACE();
namespace cenote {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

// Whether masked loads and stores of 4 and 8 byte lanes touch nothing that is masked off.
#if HWY_TARGET == HWY_AVX2 || !HWY_MEM_OPS_MIGHT_FAULT
constexpr bool kMaskedMemory = true;
#else
constexpr bool kMaskedMemory = false;
#endif

// The first n elements at p, and `fill` in the other lanes; n may be 0 or less, or more than there are lanes.
template <class D, class T = hn::TFromD<D>>
HWY_INLINE hn::Vec<D> LoadPart(D d, const T* p, int64_t n, hn::Vec<D> fill) {
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(d));
  if (n >= lanes) return hn::LoadU(d, p);
  if (n <= 0) return fill;
  if (kMaskedMemory) {
    const auto mask = hn::FirstN(d, static_cast<size_t>(n));
    return hn::IfThenElse(mask, hn::MaskedLoad(mask, d, p), fill);
  }
  HWY_ALIGN T buffer[HWY_MAX_BYTES / sizeof(T)];
  hn::Store(fill, d, buffer);
  for (int64_t i = 0; i < n; ++i) buffer[i] = p[i];
  return hn::Load(d, buffer);
}

// Writes the first n lanes; n is 1 or more, and may be more than there are lanes.
template <class D, class T = hn::TFromD<D>>
HWY_INLINE void StorePart(hn::Vec<D> v, D d, T* p, int64_t n) {
  if (n >= static_cast<int64_t>(hn::Lanes(d))) {
    hn::StoreU(v, d, p);
  } else if (kMaskedMemory) {
    hn::BlendedStore(v, hn::FirstN(d, static_cast<size_t>(n)), d, p);
  } else {
    HWY_ALIGN T buffer[HWY_MAX_BYTES / sizeof(T)];
    hn::Store(v, d, buffer);
    for (int64_t i = 0; i < n; ++i) p[i] = buffer[i];
  }
}

// 0x7FC00000, the only NaN that is ever written.
template <class D>
HWY_INLINE hn::Vec<D> TheNaN(D d) {
  return hn::BitCast(d, hn::Set(hn::RebindToUnsigned<D>(), 0x7FC00000u));
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

// Lanes 0, stride, 2 * stride, ... of the elements at p; kStride is 1 or 2. Reads stride * Lanes(d) elements.
template <int kStride, class D, class T = hn::TFromD<D>>
HWY_INLINE hn::Vec<D> LoadStrided(D d, const T* p) {
  static_assert(kStride == 1 || kStride == 2, "");
  if (kStride == 1) return hn::LoadU(d, p);
  return hn::ConcatEven(d, hn::LoadU(d, p + hn::Lanes(d)), hn::LoadU(d, p));
}

// For TableLookupLanes: every lane moves up by one, the last one to lane 0.
template <class D>
HWY_INLINE auto Rotation(D d) {
  HWY_ALIGN int32_t from[HWY_MAX_BYTES / sizeof(hn::TFromD<D>)];
  const int32_t lanes = static_cast<int32_t>(hn::Lanes(d));
  for (int32_t i = 0; i < lanes; ++i) from[i] = i == 0 ? lanes - 1 : i - 1;
  return hn::SetTableIndices(d, from);
}

// The sum of at(0) .. at(count - 1), which stand at positions first, first + 1, ... of a tree of pairs; count >= 1.
// kCount is the count if it is known (then first is 0), else 0. What baseline.cc does, four leaves at a time.
template <int kCount, class D, class At>
HWY_INLINE hn::Vec<D> Tree(D d, int64_t first, int64_t count, const At& at) {
  static_assert(kCount <= 3, "");
  if (kCount == 1) return at(0);
  if (kCount == 2) return hn::Add(at(0), at(1));
  if (kCount == 3) return hn::Add(hn::Add(at(0), at(1)), at(2));
  if (count == 1) return at(0);

  using T = hn::TFromD<D>;
  HWY_ALIGN T level[kMaxLevels * (HWY_MAX_BYTES / sizeof(T))];
  const size_t lanes = hn::Lanes(d);
  uint64_t waiting = 0;
  for (int64_t i = 0; i < count;) {
    uint64_t position = static_cast<uint64_t>(first + i);
    int l = 0;
    auto v = at(i);
    if ((position & 3) == 0 && count - i >= 4) {
      v = hn::Add(hn::Add(v, at(i + 1)), hn::Add(at(i + 2), at(i + 3)));
      l = 2;
      i += 4;
    } else {
      ++i;
    }
    for (position >>= l; position & 1; position >>= 1, ++l) {
      if (waiting >> l & 1) {
        v = hn::Add(hn::Load(d, level + static_cast<size_t>(l) * lanes), v);
        waiting &= ~(uint64_t{1} << l);
      }
    }
    hn::Store(v, d, level + static_cast<size_t>(l) * lanes);
    waiting |= uint64_t{1} << l;
  }
  int l = 0;
  while (!(waiting >> l & 1)) ++l;
  auto sum = hn::Load(d, level + static_cast<size_t>(l) * lanes);
  for (++l; waiting >> l != 0; ++l) {
    if (waiting >> l & 1) sum = hn::Add(hn::Load(d, level + static_cast<size_t>(l) * lanes), sum);
  }
  return sum;
}

}  // namespace
// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace cenote
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
