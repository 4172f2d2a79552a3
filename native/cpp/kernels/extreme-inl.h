// Maxima and minima of floats: see kernels.h for the contracts. Op takes the greater or the lesser of vectors.
#if defined(CENOTE_KERNELS_EXTREME_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CENOTE_KERNELS_EXTREME_INL_H_
#undef CENOTE_KERNELS_EXTREME_INL_H_
#else
#define CENOTE_KERNELS_EXTREME_INL_H_
#endif

#include "numbers-inl.h"

HWY_BEFORE_NAMESPACE();
namespace cenote {
namespace HWY_NAMESPACE {
namespace {

// So many rows are read side by side; more at once would be too many streams of memory.
constexpr int kRowsAtOnce = 16;

// An extreme in the making. The processor's maximum forgets NaN, so the lanes that saw one are kept apart: a comparison
// for every two inputs.
template <class Op, class D>
struct Extreme {
  D d;
  hn::Vec<D> found;
  hn::Mask<D> nan;

  HWY_INLINE Extreme(D tag, hn::Vec<D> a) : d(tag), found(a), nan(hn::IsNaN(a)) {}
  HWY_INLINE Extreme(D tag, hn::Vec<D> a, hn::Vec<D> b) : d(tag), found(Op::Of(a, b)), nan(AnyNaN(tag, a, b)) {}

  HWY_INLINE void Take(hn::Vec<D> a) {
    nan = hn::Or(nan, hn::IsNaN(a));
    found = Op::Of(found, a);
  }

  HWY_INLINE void Take(hn::Vec<D> a, hn::Vec<D> b) {
    nan = hn::Or(nan, AnyNaN(d, a, b));
    found = Op::Of(found, Op::Of(a, b));
  }

  HWY_INLINE hn::Vec<D> Result() const {
    return hn::IfThenElse(nan, TheNaN(d), hn::Add(found, hn::Zero(d)));
  }
};

// The extreme of load(0) .. load(count - 1).
template <class Op, class D, class Load>
HWY_INLINE hn::Vec<D> ExtremeOf(D d, int64_t count, const Load& load) {
  if (count == 1) return Extreme<Op, D>(d, load(0)).Result();
  Extreme<Op, D> extreme(d, load(0), load(1));
  int64_t r = 2;
  for (; r + 2 <= count; r += 2) extreme.Take(load(r), load(r + 1));
  if (r < count) extreme.Take(load(r));
  return extreme.Result();
}

// kCount is the number of rows if it is 2 or 3, else 0: as constants these halve the instructions of short rows.
template <class Op, int kStride, int kCount>
void CombineStrided(const float* const* rows, int64_t count, int64_t offset, int64_t n, float* out) {
  const hn::ScalableTag<float> d;
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(d));
  const float* r[kCount == 0 ? 1 : kCount];
  for (int i = 0; i < kCount; ++i) r[i] = rows[i] + offset;
  const auto extreme = [&](const auto& load) HWY_ATTR {
    if constexpr (kCount == 0) {
      return ExtremeOf<Op>(d, count, [&](int64_t row) HWY_ATTR { return load(rows[row] + offset); });
    } else {
      return ExtremeOf<Op>(d, kCount, [&](int64_t row) HWY_ATTR { return load(r[row]); });
    }
  };
  int64_t i = 0;
  for (; i + lanes <= n; i += lanes) {
    hn::StoreU(extreme([&](const float* p) HWY_ATTR { return LoadStrided<kStride>(d, p + i * kStride); }), d, out + i);
  }
  if (i == n) return;
  const Part<decltype(d)> part(d, n - i);
  if constexpr (kStride == 1) {
    part.Store(extreme([&](const float* p) HWY_ATTR { return part.Load(d, p + i, hn::Zero(d)); }), d, out + i);
  } else {
    part.Store(extreme([&](const float* p) HWY_ATTR { return LoadStrided<kStride>(d, p + i * kStride); }), d, out + i);
  }
}

template <class Op, int kStride>
void CombineCounted(const float* const* rows, int64_t count, int64_t offset, int64_t n, float* out) {
  switch (count) {
    case 2: return CombineStrided<Op, kStride, 2>(rows, count, offset, n, out);
    case 3: return CombineStrided<Op, kStride, 3>(rows, count, offset, n, out);
    default: return CombineStrided<Op, kStride, 0>(rows, count, offset, n, out);
  }
}

template <class Op>
void ExtremeOfRows(const float* const* rows, int count, int64_t n, double, float* out) {
  CombineCounted<Op, 1>(rows, count, 0, n, out);
}

template <class Op>
void ExtremeInto(const float* left, int64_t n, float* right) {
  const float* const rows[] = {left, right};
  CombineStrided<Op, 1, 2>(rows, 2, 0, n, right);
}

template <class Op>
void ExtremeOfLines(const float* const* lines, int count, int64_t stride, int64_t n, float* out) {
  if (stride == 1) {
    CombineCounted<Op, 1>(lines, count, 0, n, out);
  } else if (stride == 2) {
    CombineCounted<Op, 2>(lines, count, 0, n, out);
  } else if (stride == 4) {
    CombineCounted<Op, 4>(lines, count, 0, n, out);
  } else if (stride <= kMaxThinnedStride) {
    Thinned(stride, n, out, [&](int64_t from, int64_t dense, float* buffer) HWY_ATTR {
      CombineCounted<Op, 1>(lines, count, from, dense, buffer);
    });
  } else {
    constexpr int64_t kBuffer = 256;
    float thinned[kBuffer];
    const float* const rows[] = {thinned};
    for (int64_t i = 0; i < n; i += kBuffer) {
      const int64_t part = n - i < kBuffer ? n - i : kBuffer;
      for (int r = 0; r < count; ++r) {
        for (int64_t o = 0; o < part; ++o) thinned[o] = lines[r][(i + o) * stride];
        if (r == 0) {
          CombineCounted<Op, 1>(rows, 1, 0, part, out + i);
        } else {
          ExtremeInto<Op>(thinned, part, out + i);
        }
      }
    }
  }
}

template <class Op>
void ExtremesToOutputs(const float* const* lines, int count, int64_t stride, int64_t n, const Ending<float>&,
                       float* out) {
  ExtremeOfLines<Op>(lines, count, stride, n, out);
}

template <class Op>
float ExtremeOfRun(float* line, int64_t n) {
  const hn::ScalableTag<float> d;
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(d));
  const auto padding = hn::Set(d, Op::template Identity<float>());
  Extreme<Op, decltype(d)> extreme(d, LoadPart(d, line, n, padding));
  for (int64_t i = lanes; i < n; i += lanes) extreme.Take(LoadPart(d, line + i, n - i, padding));
  if (!hn::AllFalse(d, extreme.nan)) return hn::GetLane(TheNaN(d));
  return hn::GetLane(hn::Add(Op::OfLanes(d, extreme.found), hn::Zero(d)));
}

template <class Op>
constexpr Reduction<float, float> Extremes() {
  return {
      {Op::template Identity<float>(), true, kMostLeaves, ExtremeOfLines<Op>, ExtremeInto<Op>, ExtremeOfRun<Op>},
      kRowsAtOnce, ExtremeOfRows<Op>, ExtremesToOutputs<Op>,
  };
}

}  // namespace
// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace cenote
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
