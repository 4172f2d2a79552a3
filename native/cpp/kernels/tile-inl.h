// Tiles of positions, each a run of accumulators: sliding windows over them, and transposition.
#if defined(CENOTE_KERNELS_TILE_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CENOTE_KERNELS_TILE_INL_H_
#undef CENOTE_KERNELS_TILE_INL_H_
#else
#define CENOTE_KERNELS_TILE_INL_H_
#endif

#include "simd-inl.h"

HWY_BEFORE_NAMESPACE();
namespace cenote {
namespace HWY_NAMESPACE {
namespace {

HWY_INLINE int64_t Lesser(int64_t a, int64_t b) { return a < b ? a : b; }
HWY_INLINE int64_t Greater(int64_t a, int64_t b) { return a > b ? a : b; }

// The first `left` lanes of each position, at most a vector. In each block accumulators are combined from its begin and
// from its end; a window is the end of one block and the begin of the next, so its cost does not grow with its taps.
template <class Op, class D, class A = hn::TFromD<D>>
HWY_INLINE void SlideStripe(D d, const A* line, const Slide& slide, int64_t n, int64_t left, A* scratch, A* out) {
  const int64_t taps = slide.taps, windows = slide.windows, begin = slide.begin, end = slide.end;
  const auto at = [&](int64_t p) HWY_ATTR { return hn::LoadU(d, line + (p - begin) * n); };
  const auto store = [&](hn::Vec<D> v, int64_t i) HWY_ATTR { StorePart(v, d, out + i * n, left); };
  auto prefix = at(begin);
  for (int64_t p = begin + 1; p < Lesser(taps, end); ++p) prefix = Op::Of(d, prefix, at(p));
  store(prefix, 0);
  for (int64_t block = 0; block + 1 < windows; block += taps) {
    const int64_t next = block + taps;
    const auto kept = [&](int64_t p) HWY_ATTR { return scratch + (p - block) * kSlideStripe; };
    const int64_t first = Greater(block + 1, begin);
    int64_t p = Lesser(next, end) - 1;
    auto suffix = at(p);
    hn::StoreU(suffix, d, kept(p));
    while (p > first) {
      suffix = Op::Of(d, suffix, at(--p));
      hn::StoreU(suffix, d, kept(p));
    }
    for (int64_t i = block + 1; i < Lesser(next, windows); ++i) {
      p = i + taps - 1;
      if (p < end) prefix = p == next ? at(p) : Op::Of(d, prefix, at(p));
      const auto before = hn::LoadU(d, kept(Greater(i, begin)));
      store(next < end ? Op::Of(d, before, prefix) : before, i);
    }
    if (next < windows) {
      p = next + taps - 1;
      if (p < end) prefix = Op::Of(d, prefix, at(p));
      store(prefix, next);
    }
  }
}

template <class Op, class A>
void SlideVectors(const A* line, const Slide& slide, int64_t n, A* scratch, A* out) {
  const hn::ScalableTag<A> d;
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(d));
  static_assert(HWY_MAX_BYTES / sizeof(A) <= kSlideStripe, "");
  for (int64_t l = 0; l < n; l += lanes) SlideStripe<Op>(d, line + l, slide, n, n - l, scratch, out + l);
}

// Transposes a square of elements, a vector of 16 bytes each row: wider vectors gain nothing, as it is the stores of
// short columns that cost.
HWY_INLINE void TransposeSquare(const uint64_t* in, int64_t pitch, uint64_t* out, int64_t out_pitch) {
  const hn::Full128<uint64_t> d;
  const auto a = hn::LoadU(d, in), b = hn::LoadU(d, in + pitch);
  hn::StoreU(hn::InterleaveLower(d, a, b), d, out);
  hn::StoreU(hn::InterleaveUpper(d, a, b), d, out + out_pitch);
}

HWY_INLINE void TransposeSquare(const uint32_t* in, int64_t pitch, uint32_t* out, int64_t out_pitch) {
  const hn::Full128<uint32_t> d;
  const hn::Full128<uint64_t> pairs;
  const auto r0 = hn::LoadU(d, in), r1 = hn::LoadU(d, in + pitch);
  const auto r2 = hn::LoadU(d, in + 2 * pitch), r3 = hn::LoadU(d, in + 3 * pitch);
  const auto a = hn::BitCast(pairs, hn::InterleaveLower(d, r0, r1));
  const auto b = hn::BitCast(pairs, hn::InterleaveLower(d, r2, r3));
  const auto e = hn::BitCast(pairs, hn::InterleaveUpper(d, r0, r1));
  const auto f = hn::BitCast(pairs, hn::InterleaveUpper(d, r2, r3));
  hn::StoreU(hn::BitCast(d, hn::InterleaveLower(pairs, a, b)), d, out);
  hn::StoreU(hn::BitCast(d, hn::InterleaveUpper(pairs, a, b)), d, out + out_pitch);
  hn::StoreU(hn::BitCast(d, hn::InterleaveLower(pairs, e, f)), d, out + 2 * out_pitch);
  hn::StoreU(hn::BitCast(d, hn::InterleaveUpper(pairs, e, f)), d, out + 3 * out_pitch);
}

template <class T>
void TransposeTile(const T* in, int64_t pitch, int64_t rows, int64_t columns, T* HWY_RESTRICT out, int64_t out_pitch) {
  constexpr int64_t kSquare = 16 / sizeof(T);
  // So many columns are one line of the cache or two, and each is read while it is there.
  constexpr int64_t kColumns = 64 / sizeof(T);
  const int64_t square_rows = rows / kSquare * kSquare, square_columns = columns / kSquare * kSquare;
  for (int64_t c0 = 0; c0 < square_columns; c0 += kColumns) {
    for (int64_t r = 0; r < square_rows; r += kSquare) {
      for (int64_t c = c0; c < Lesser(c0 + kColumns, square_columns); c += kSquare) {
        TransposeSquare(in + r * pitch + c, pitch, out + c * out_pitch + r, out_pitch);
      }
    }
  }
  for (int64_t r = 0; r < rows; ++r) {
    for (int64_t c = r < square_rows ? square_columns : 0; c < columns; ++c) out[c * out_pitch + r] = in[r * pitch + c];
  }
}

}  // namespace
// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace cenote
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
