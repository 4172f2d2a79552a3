// Vectors of the 16 bit floating types, to and from float32: where instructions convert them, see half-inl.h.
#if defined(CENOTE_KERNELS_CONVERT_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CENOTE_KERNELS_CONVERT_INL_H_
#undef CENOTE_KERNELS_CONVERT_INL_H_
#else
#define CENOTE_KERNELS_CONVERT_INL_H_
#endif

#include "half-inl.h"
#include "simd-inl.h"

HWY_BEFORE_NAMESPACE();
namespace cenote {
namespace HWY_NAMESPACE {
namespace {

template <class Tag>
HWY_INLINE hn::Vec<Tag> HalvesToFloats(Float16, Tag d, hn::Vec<hn::Rebind<uint16_t, Tag>> raw) {
  return hn::PromoteTo(d, hn::BitCast(hn::Rebind<hwy::float16_t, Tag>(), raw));
}
template <class Tag>
HWY_INLINE hn::Vec<Tag> HalvesToFloats(Bfloat16, Tag d, hn::Vec<hn::Rebind<uint16_t, Tag>> raw) {
  return hn::BitCast(d, hn::ShiftLeft<16>(hn::PromoteTo(hn::Rebind<uint32_t, Tag>(), raw)));
}

// Rounded to nearest even; a NaN is the canonical one.
template <class Tag>
HWY_INLINE hn::Vec<hn::Rebind<uint16_t, Tag>> FloatsToHalves(Float16, Tag, hn::Vec<Tag> v) {
  return hn::BitCast(hn::Rebind<uint16_t, Tag>(), hn::DemoteTo(hn::Rebind<hwy::float16_t, Tag>(), v));
}
template <class Tag>
HWY_INLINE hn::Vec<hn::Rebind<uint16_t, Tag>> FloatsToHalves(Bfloat16, Tag, hn::Vec<Tag> v) {
  const hn::Rebind<uint32_t, Tag> words;
  const auto bits = hn::BitCast(words, v);
  const auto odd = hn::And(hn::ShiftRight<16>(bits), hn::Set(words, 1));
  const auto rounded = hn::Add(hn::Add(bits, hn::Set(words, 0x7FFF)), odd);
  return hn::TruncateTo(hn::Rebind<uint16_t, Tag>(), hn::ShiftRight<16>(rounded));
}

// Of n elements, a part of a vector at the end.
HWY_NOINLINE void HalvesToFloats(const uint16_t* in, int64_t n, float* HWY_RESTRICT out) {
  const hn::ScalableTag<float> d;
  const hn::Rebind<uint16_t, decltype(d)> raw;
  for (int64_t i = 0; i < n; i += static_cast<int64_t>(hn::Lanes(d))) {
    StorePart(HalvesToFloats(Float16(), d, LoadPart(raw, in + i, n - i, hn::Zero(raw))), d, out + i, n - i);
  }
}

HWY_NOINLINE void FloatsToHalves(const float* in, int64_t n, uint16_t* HWY_RESTRICT out) {
  const hn::ScalableTag<float> d;
  const hn::Rebind<uint16_t, decltype(d)> raw;
  for (int64_t i = 0; i < n; i += static_cast<int64_t>(hn::Lanes(d))) {
    const auto v = LoadPart(d, in + i, n - i, hn::Zero(d));
    const auto canonical = hn::IfThenElse(hn::IsNaN(v), TheNaN(d), v);
    StorePart(FloatsToHalves(Float16(), d, canonical), raw, out + i, n - i);
  }
}

}  // namespace
// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace cenote
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
