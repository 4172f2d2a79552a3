// Compiles the plain kernels for wider vectors: see plain.h.
#include "plain.h"

#define HWY_DISABLED_TARGETS ~(HWY_AVX2 | HWY_AVX3 | HWY_NEON | HWY_SCALAR | HWY_EMU128)

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/plain.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#if HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3
#include "tables-inl.h"

HWY_BEFORE_NAMESPACE();
namespace cenote {
namespace HWY_NAMESPACE {

constexpr PlainKernels kPlain = AllPlain();

// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace cenote
HWY_AFTER_NAMESPACE();
#endif
