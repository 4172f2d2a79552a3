// Compiles the kernels once an instruction set and lists the tables. Adding an instruction set: its lines here, also in
// kTables, its features in cpu.cc, its namespace in weak_symbols.cmake, and plain kernels in plain.cc if it gains by
// them.
#include <type_traits>

#include "kernels.h"
#include "plain.h"

// The baseline is plain C++; SSSE3 and the AVX-512 variants beyond the first gain nothing here and cost build time.
#define HWY_DISABLED_TARGETS \
  ~(HWY_SSE4 | HWY_AVX2 | HWY_AVX3 | HWY_NEON | HWY_SCALAR | HWY_EMU128)

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/simd.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

// A target that is only emulated, or a baseline that Highway adds on its own, is not offered: the baseline table is.
#if HWY_TARGET == HWY_SSE4 || HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_NEON
#include "extreme-inl.h"
#include "roofline-inl.h"
#include "sum-inl.h"
#include "windows-inl.h"

HWY_BEFORE_NAMESPACE();
namespace cenote {
namespace HWY_NAMESPACE {

namespace {

constexpr Kernels kTable = {
#if HWY_TARGET == HWY_SSE4
    "sse4", "ssse3 sse4.1 sse4.2 pclmul aes",
#elif HWY_TARGET == HWY_AVX2
    "avx2", "ssse3 sse4.1 sse4.2 pclmul aes avx f16c fma bmi avx2 bmi2",
#elif HWY_TARGET == HWY_AVX3
    "avx512", "ssse3 sse4.1 sse4.2 pclmul aes avx f16c fma bmi avx2 bmi2 avx512f avx512dq avx512cd avx512bw avx512vl",
#else
    "neon", "",
#endif
    HWY_MAX_BYTES / sizeof(float),
    {InRegisters<FloatExtreme<Max>>(Extremes<Max>()), InRegisters<FloatExtreme<Min>>(Extremes<Min>()),
     InRegisters<FloatAverage>(Averages<float>()), WithPlanes<DoubleAverage>(WideAverages())},
    TransposeTile<uint32_t>, TransposeTile<uint64_t>,
#if HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3
    kPlain,
#else
    kBaselinePlain,
#endif
    Roofline,
};

}  // namespace

const Kernels& Table() { return kTable; }

// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace cenote
HWY_AFTER_NAMESPACE();
#endif

#if HWY_ONCE
namespace cenote {
namespace {

using TableOf = const Kernels& (*)();

constexpr TableOf kTables[] = {
    baseline_kernels,
#if HWY_TARGETS & HWY_SSE4
    N_SSE4::Table,
#endif
#if HWY_TARGETS & HWY_AVX2
    N_AVX2::Table,
#endif
#if HWY_TARGETS & HWY_AVX3
    N_AVX3::Table,
#endif
#if HWY_TARGETS & HWY_NEON
    N_NEON::Table,
#endif
};

}  // namespace

int kernel_tables() { return static_cast<int>(sizeof(kTables) / sizeof(kTables[0])); }

const Kernels& kernels(int isa) { return kTables[isa](); }

}  // namespace cenote
#endif  // HWY_ONCE
