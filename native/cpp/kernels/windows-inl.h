// The kernels that reduce whole windows in registers, written once over the arithmetic of numbers-inl.h.
#if defined(CENOTE_KERNELS_WINDOWS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CENOTE_KERNELS_WINDOWS_INL_H_
#undef CENOTE_KERNELS_WINDOWS_INL_H_
#else
#define CENOTE_KERNELS_WINDOWS_INL_H_
#endif

#include "band-inl.h"
#include "lanes-inl.h"
#include "planes-inl.h"

HWY_BEFORE_NAMESPACE();
namespace cenote {
namespace HWY_NAMESPACE {
namespace {

// A reduction with the kernel for whole planes added.
template <class Numbers>
constexpr Reduction<typename Numbers::T, typename Numbers::A> WithPlanes(
    Reduction<typename Numbers::T, typename Numbers::A> r) {
  r.of_planes = PlanesKernel<typename Suited<Numbers>::Type>::Run;
  return r;
}

// A reduction with all of these kernels added. SSE4 has but those of planes: CPUs without AVX2 are not worth a quarter of
// the library.
template <class Numbers>
constexpr Reduction<typename Numbers::T, typename Numbers::A> InRegisters(
    Reduction<typename Numbers::T, typename Numbers::A> r) {
#if HWY_TARGET != HWY_SSE4
  r.most_taps = Numbers::kMostTaps;
  r.of_band = BandKernel<Numbers>::Run;
  r.band_lanes = HWY_MAX_BYTES / sizeof(hn::TFromD<typename Numbers::D>);
  r.band_bytes = sizeof(hn::TFromD<typename Numbers::D>);
  r.padding = Numbers::kPadding;
  r.of_windows = LanesKernel<Numbers>::Run;
#endif
  return WithPlanes<Numbers>(r);
}

}  // namespace
// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace cenote
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
