// What memory allows: every input byte read and every output byte written once, in the widest vectors, and nothing
// else. For benchmarks, which state other times as multiples of this one; see cenote_roofline.
//
// Returns all 64 bit words of the input or-ed, so that no read is left out. The output becomes bytes of 1. Reads and
// writes take turns, a few kilobytes at a time, as in pooling. Streaming stores go past the caches; both buffers are
// aligned to a vector.
#if defined(CENOTE_KERNELS_ROOFLINE_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CENOTE_KERNELS_ROOFLINE_INL_H_
#undef CENOTE_KERNELS_ROOFLINE_INL_H_
#else
#define CENOTE_KERNELS_ROOFLINE_INL_H_
#endif

#include <hwy/cache_control.h>
#include <hwy/highway.h>
#include <stdint.h>

HWY_BEFORE_NAMESPACE();
namespace cenote {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

template <bool kStreaming>
uint64_t Touch(const uint8_t* in, int64_t in_bytes, uint8_t* out, int64_t out_bytes) {
  constexpr int64_t kTurn = 4096;
  const hn::ScalableTag<uint8_t> d;
  const hn::Repartition<uint64_t, decltype(d)> words;
  const int64_t n = static_cast<int64_t>(hn::Lanes(d));
  const double share = static_cast<double>(out_bytes) / static_cast<double>(in_bytes);
  const auto ones = hn::Set(d, 1);
  auto seen0 = hn::Zero(d), seen1 = seen0, seen2 = seen0, seen3 = seen0;
  int64_t i = 0, o = 0;
  for (int64_t turn = 0; turn < in_bytes; turn += kTurn) {
    const int64_t end = in_bytes - turn < kTurn ? in_bytes : turn + kTurn;
    for (; i + 4 * n <= end; i += 4 * n) {
      seen0 = hn::Or(seen0, hn::Load(d, in + i));
      seen1 = hn::Or(seen1, hn::Load(d, in + i + n));
      seen2 = hn::Or(seen2, hn::Load(d, in + i + 2 * n));
      seen3 = hn::Or(seen3, hn::Load(d, in + i + 3 * n));
    }
    for (; i + n <= end; i += n) seen0 = hn::Or(seen0, hn::Load(d, in + i));
    const int64_t out_end = end == in_bytes ? out_bytes : static_cast<int64_t>(share * static_cast<double>(end));
    for (; o + n <= out_end; o += n) {
      if (kStreaming) {
        hn::Stream(ones, d, out + o);
      } else {
        hn::Store(ones, d, out + o);
      }
    }
  }
  HWY_ALIGN uint64_t lanes[HWY_MAX_BYTES / sizeof(uint64_t)];
  hn::Store(hn::BitCast(words, hn::Or(hn::Or(seen0, seen1), hn::Or(seen2, seen3))), words, lanes);
  uint64_t seen = 0;
  for (int64_t lane = 0; lane < n / 8; ++lane) seen |= lanes[lane];
  for (; i < in_bytes; ++i) seen |= in[i];
  for (; o < out_bytes; ++o) out[o] = 1;
  if (kStreaming) hwy::FlushStream();
  return seen;
}

uint64_t Roofline(const uint8_t* in, int64_t in_bytes, uint8_t* out, int64_t out_bytes, bool streaming) {
  return streaming ? Touch<true>(in, in_bytes, out, out_bytes) : Touch<false>(in, in_bytes, out, out_bytes);
}

}  // namespace
// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace cenote
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
