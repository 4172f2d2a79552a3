// Compiles the plain kernels for wider vectors: see plain.h.
#include "plain.h"

#define HWY_DISABLED_TARGETS ~(HWY_AVX2 | HWY_AVX3 | HWY_NEON | HWY_SCALAR | HWY_EMU128)

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/plain.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#if HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3
#include "narrow-inl.h"
#include "tables-inl.h"
#include "windows-inl.h"

HWY_BEFORE_NAMESPACE();
namespace cenote {
namespace HWY_NAMESPACE {

namespace {

template <class Format>
constexpr HalfKernels HalfInRegisters(HalfKernels k) {
  k.max = InRegisters<HalfExtreme<Max, Format>>(k.max);
  k.average = InRegisters<HalfAverage<Format, F>>(k.average);
  k.wide_average = WithPlanes<HalfAverage<Format, D>>(k.wide_average);
  return k;
}

template <class Typed, class N = typename Typed::Element>
constexpr Typed BytesInRegisters(Typed k) {
  k.max = InRegisters<IntegerExtreme<Max, N>>(k.max);
  k.average = InRegisters<ShortAverage<N>>(k.average);
  return k;
}

constexpr PlainKernels AllInRegisters() {
  PlainKernels k = AllPlain();
  k.float16 = HalfInRegisters<Float16>(k.float16);
  k.bfloat16 = HalfInRegisters<Bfloat16>(k.bfloat16);
  k.int8 = BytesInRegisters(k.int8);
  k.uint8 = BytesInRegisters(k.uint8);
  return k;
}

}  // namespace

constexpr PlainKernels kPlain = AllInRegisters();

// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace cenote
HWY_AFTER_NAMESPACE();
#endif
