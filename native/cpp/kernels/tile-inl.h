// Tiles of positions, each a run of accumulators: sliding windows over them, and transposition.
#if defined(CENOTE_KERNELS_TILE_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CENOTE_KERNELS_TILE_INL_H_
#undef CENOTE_KERNELS_TILE_INL_H_
#else
#define CENOTE_KERNELS_TILE_INL_H_
#endif

#include <hwy/cache_control.h>

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

// Of blocks of 16 bytes, of which vectors have 1, 2 or 4: row i of the result is block i of each.
template <class D, class V = hn::Vec<D>>
HWY_INLINE void TransposeBlocks(D d, V* v, int64_t step) {
  constexpr size_t kBlocks = hn::MaxLanes(D()) * sizeof(hn::TFromD<D>) / 16;
  if constexpr (kBlocks == 2) {
    const V a = v[0], b = v[step];
    v[0] = hn::ConcatLowerLower(d, b, a);
    v[step] = hn::ConcatUpperUpper(d, b, a);
  } else if constexpr (kBlocks == 4) {
    const V a = v[0], b = v[step], c = v[2 * step], e = v[3 * step];
    const V ac0 = hn::ConcatLowerLower(d, c, a), ac2 = hn::ConcatUpperUpper(d, c, a);
    const V be0 = hn::ConcatLowerLower(d, e, b), be2 = hn::ConcatUpperUpper(d, e, b);
    v[0] = hn::OddEvenBlocks(hn::SwapAdjacentBlocks(be0), ac0);
    v[step] = hn::OddEvenBlocks(be0, hn::SwapAdjacentBlocks(ac0));
    v[2 * step] = hn::OddEvenBlocks(hn::SwapAdjacentBlocks(be2), ac2);
    v[3 * step] = hn::OddEvenBlocks(be2, hn::SwapAdjacentBlocks(ac2));
  }
}

// Transposes a square, as wide as a vector: the squares in its blocks, then the blocks.
template <class D, class T = hn::TFromD<D>>
HWY_INLINE void TransposeSquare(D d, const T* in, int64_t pitch, T* out, int64_t out_pitch) {
  constexpr int64_t kLanes = static_cast<int64_t>(hn::MaxLanes(D())), kInBlock = 16 / sizeof(T);
  hn::Vec<D> v[kLanes];
  for (int64_t r = 0; r < kLanes; r += kInBlock) {
    if constexpr (kInBlock == 2) {
      const auto a = hn::LoadU(d, in + r * pitch), b = hn::LoadU(d, in + (r + 1) * pitch);
      v[r] = hn::InterleaveLower(d, a, b);
      v[r + 1] = hn::InterleaveUpper(d, a, b);
    } else {
      const hn::Repartition<uint64_t, D> pairs;
      const auto r0 = hn::LoadU(d, in + r * pitch), r1 = hn::LoadU(d, in + (r + 1) * pitch);
      const auto r2 = hn::LoadU(d, in + (r + 2) * pitch), r3 = hn::LoadU(d, in + (r + 3) * pitch);
      const auto a = hn::BitCast(pairs, hn::InterleaveLower(d, r0, r1));
      const auto b = hn::BitCast(pairs, hn::InterleaveLower(d, r2, r3));
      const auto e = hn::BitCast(pairs, hn::InterleaveUpper(d, r0, r1));
      const auto f = hn::BitCast(pairs, hn::InterleaveUpper(d, r2, r3));
      v[r] = hn::BitCast(d, hn::InterleaveLower(pairs, a, b));
      v[r + 1] = hn::BitCast(d, hn::InterleaveUpper(pairs, a, b));
      v[r + 2] = hn::BitCast(d, hn::InterleaveLower(pairs, e, f));
      v[r + 3] = hn::BitCast(d, hn::InterleaveUpper(pairs, e, f));
    }
  }
  for (int64_t i = 0; i < kInBlock; ++i) TransposeBlocks(d, v + i, kInBlock);
  // v[b * kInBlock + i] is column b * kInBlock + i.
  for (int64_t c = 0; c < kLanes; ++c) hn::StoreU(v[c], d, out + c * out_pitch);
}

// Squares as wide as a vector, then of 16 bytes, then what is left.
template <class D, class T = hn::TFromD<D>>
HWY_INLINE void TransposeSquares(D d, const T* in, int64_t pitch, int64_t rows, int64_t columns, T* HWY_RESTRICT out,
                                 int64_t out_pitch) {
  constexpr int64_t kLanes = static_cast<int64_t>(hn::MaxLanes(D()));
  const int64_t whole_rows = rows / kLanes * kLanes, whole_columns = columns / kLanes * kLanes;
  for (int64_t r = 0; r < whole_rows; r += kLanes) {
    for (int64_t c = 0; c < whole_columns; c += kLanes) {
      for (int64_t j = 0; j < kLanes; ++j) hwy::Prefetch(out + (c + j) * out_pitch + r + 2 * kLanes);
      TransposeSquare(d, in + r * pitch + c, pitch, out + c * out_pitch + r, out_pitch);
    }
  }
  const auto rest = [&](int64_t r, int64_t c, int64_t rest_rows, int64_t rest_columns) HWY_ATTR {
    const T* const from = in + r * pitch + c;
    T* const to = out + c * out_pitch + r;
    if constexpr (kLanes * sizeof(T) > 16) {
      TransposeSquares(hn::Full128<T>(), from, pitch, rest_rows, rest_columns, to, out_pitch);
    } else {
      for (int64_t i = 0; i < rest_rows; ++i) {
        for (int64_t j = 0; j < rest_columns; ++j) to[j * out_pitch + i] = from[i * pitch + j];
      }
    }
  };
  if (whole_rows < rows) rest(whole_rows, 0, rows - whole_rows, whole_columns);
  if (whole_columns < columns) rest(0, whole_columns, rows, columns - whole_columns);
}

template <class T>
void TransposeTile(const T* in, int64_t pitch, int64_t rows, int64_t columns, T* out, int64_t out_pitch) {
  TransposeSquares(hn::ScalableTag<T>(), in, pitch, rows, columns, out, out_pitch);
}

}  // namespace
// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace cenote
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
