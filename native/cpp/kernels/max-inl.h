// Maximum: see kernels.h for the contracts.
#if defined(CENOTE_KERNELS_MAX_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CENOTE_KERNELS_MAX_INL_H_
#undef CENOTE_KERNELS_MAX_INL_H_
#else
#define CENOTE_KERNELS_MAX_INL_H_
#endif

#include "simd-inl.h"

HWY_BEFORE_NAMESPACE();
namespace cenote {
namespace HWY_NAMESPACE {
namespace {

// A maximum in the making. The processor's maximum forgets NaN, so the lanes that saw one are kept apart: a comparison
// for every two inputs.
template <class D>
struct Maximum {
  D d;
  hn::Vec<D> greatest;
  hn::Mask<D> nan;

  HWY_INLINE explicit Maximum(D tag, hn::Vec<D> a) : d(tag), greatest(a), nan(hn::IsNaN(a)) {}

  HWY_INLINE void Take(hn::Vec<D> a) {
    nan = hn::Or(nan, hn::IsNaN(a));
    greatest = hn::Max(greatest, a);
  }

  HWY_INLINE void Take(hn::Vec<D> a, hn::Vec<D> b) {
    nan = hn::Or(nan, AnyNaN(d, a, b));
    greatest = hn::Max(greatest, hn::Max(a, b));
  }

  // at(0) .. at(count - 1)
  template <class At>
  HWY_INLINE void TakeAll(int64_t count, const At& at) {
    int64_t i = 0;
    for (; i + 2 <= count; i += 2) Take(at(i), at(i + 1));
    if (i < count) Take(at(i));
  }

  HWY_INLINE hn::Vec<D> Result() const {
    return hn::IfThenElse(nan, TheNaN(d), hn::Add(greatest, hn::Zero(d)));
  }
};

// kRows and kWidth are the numbers of rows (height * depth) and columns if they are known, else 0.
template <int kRows, int kWidth>
void MaxTapsOf(const Taps<float>& taps, int64_t count, int64_t advance, int64_t n, float* HWY_RESTRICT out) {
  const hn::ScalableTag<float> d;
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(d));
  const int64_t rows = kRows ? kRows : taps.height * taps.depth;
  const int64_t width = kWidth ? kWidth : taps.width;
  const float* base[kRows ? kRows : 1];
  for (int r = 0; r < kRows; ++r) base[r] = taps.base[r];
  for (int64_t o = 0; o < count; ++o, out += n) {
    for (int64_t l = 0; l < n; l += lanes) {
      const int64_t at = taps.offset + o * advance + l;
      const int64_t part = n - l;
      const auto load = [&](int64_t r, int64_t w) HWY_ATTR {
        return LoadPart(d, (kRows ? base[r] : taps.base[r]) + at + w * taps.w_step, part, hn::Zero(d));
      };
      Maximum<decltype(d)> max(d, load(0, 0));
      for (int64_t w = 0; w < width; ++w) {
        max.TakeAll(rows, [&](int64_t r) HWY_ATTR { return load(r, w); });
      }
      StorePart(max.Result(), d, out + l, part);
    }
  }
}

void MaxTaps(const Taps<float>& taps, int64_t count, int64_t advance, int64_t n, float* out) {
  const int64_t rows = taps.height * taps.depth;
  if (rows == 3 && taps.width == 3) return MaxTapsOf<3, 3>(taps, count, advance, n, out);
  if (rows == 2 && taps.width == 2) return MaxTapsOf<2, 2>(taps, count, advance, n, out);
  if (rows == 3 && taps.width == 1) return MaxTapsOf<3, 1>(taps, count, advance, n, out);
  if (rows == 2 && taps.width == 1) return MaxTapsOf<2, 1>(taps, count, advance, n, out);
  MaxTapsOf<0, 0>(taps, count, advance, n, out);
}

template <int kStride>
void MaxLineOf(const float* line, int64_t taps, int64_t step, int64_t n, float* HWY_RESTRICT out) {
  const hn::ScalableTag<float> d;
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(d));
  for (int64_t i = 0; i < n; i += lanes) {
    const float* from = line + i * kStride;
    Maximum<decltype(d)> max(d, LoadStrided<kStride>(d, from));
    max.TakeAll(taps - 1, [&](int64_t t) HWY_ATTR { return LoadStrided<kStride>(d, from + (t + 1) * step); });
    StorePart(max.Result(), d, out + i, n - i);
  }
}

// One output over neighbouring taps: vectors along the line.
float MaxRun(const float* line, int64_t taps) {
  const hn::ScalableTag<float> d;
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(d));
  const auto lowest = hn::Set(d, -HUGE_VALF);
  Maximum<decltype(d)> max(d, LoadPart(d, line, taps, lowest));
  for (int64_t t = lanes; t < taps; t += lanes) max.Take(LoadPart(d, line + t, taps - t, lowest));
  if (!hn::AllFalse(d, max.nan)) return hn::GetLane(TheNaN(d));
  return hn::GetLane(hn::Add(hn::MaxOfLanes(d, max.greatest), hn::Zero(d)));
}

void MaxLine(const float* line, int64_t taps, int64_t step, int64_t stride, int64_t n, float* out) {
  if (n == 1 && step == 1) {
    *out = MaxRun(line, taps);
  } else if (stride == 1) {
    MaxLineOf<1>(line, taps, step, n, out);
  } else if (stride == 2) {
    MaxLineOf<2>(line, taps, step, n, out);
  } else {
    baseline_kernels().max_line(line, taps, step, stride, n, out);
  }
}

// The maxima of two vectors' worth of columns, and whether a NaN was among them.
template <int kRows, class D>
struct MaxColumns {
  hn::Vec<D> a, b;

  template <class Load>
  HWY_INLINE MaxColumns(D d, const Load& load, hn::Mask<D>& nan) : a(load(0, 0)), b(load(0, 1)) {
    static_assert(kRows == 2 || kRows == 3, "");
    const auto a1 = load(1, 0), b1 = load(1, 1);
    if (kRows == 2) {
      nan = hn::Or(nan, hn::Or(AnyNaN(d, a, a1), AnyNaN(d, b, b1)));
      a = hn::Max(a, a1);
      b = hn::Max(b, b1);
    } else {
      const auto a2 = load(kRows - 1, 0), b2 = load(kRows - 1, 1);
      nan = hn::Or(nan, hn::Or(AnyNaN(d, a, a1), hn::Or(AnyNaN(d, a2, b2), AnyNaN(d, b, b1))));
      a = hn::Max(hn::Max(a, a1), a2);
      b = hn::Max(hn::Max(b, b1), b2);
    }
  }
};

bool Max2x2s2(const float* const* rows, int64_t width, int64_t n, float* HWY_RESTRICT out) {
  const hn::ScalableTag<float> d;
  using D = hn::ScalableTag<float>;
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(d));
  const auto lowest = hn::Set(d, -HUGE_VALF);
  const float* r[2] = {rows[0], rows[1]};
  auto nan = hn::FirstN(d, 0);
  const auto pool = [&](const MaxColumns<2, D>& columns) HWY_ATTR {
    const auto even = hn::ConcatEven(d, columns.b, columns.a);
    const auto odd = hn::ConcatOdd(d, columns.b, columns.a);
    return hn::Add(hn::Max(even, odd), hn::Zero(d));
  };
  int64_t i = 0;
  for (; i + lanes <= n && 2 * (i + lanes) <= width; i += lanes) {
    const auto load = [&](int row, int half) HWY_ATTR { return hn::LoadU(d, r[row] + 2 * i + half * lanes); };
    hn::StoreU(pool(MaxColumns<2, D>(d, load, nan)), d, out + i);
  }
  for (; i < n; i += lanes) {
    const auto load = [&](int row, int half) HWY_ATTR {
      const int64_t at = 2 * i + half * lanes;
      return LoadPart(d, r[row] + at, width - at, lowest);
    };
    StorePart(pool(MaxColumns<2, D>(d, load, nan)), d, out + i, n - i);
  }
  return hn::AllFalse(d, nan);
}

bool Max3x3s2(const float* const* rows, bool has_left, int64_t width, int64_t n, float* HWY_RESTRICT out) {
  const hn::ScalableTag<float> d;
  using D = hn::ScalableTag<float>;
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(d));
  const auto lowest = hn::Set(d, -HUGE_VALF);
  const float* r[3] = {rows[0], rows[1], rows[2]};
  auto nan = hn::FirstN(d, 0);
  auto left = lowest;  // lane 0 is the column left of the next vectors: the last odd one of the vectors before
  if (has_left) {
    const auto a = hn::Set(d, r[0][-1]), b = hn::Set(d, r[1][-1]), c = hn::Set(d, r[2][-1]);
    nan = hn::Or(AnyNaN(d, a, b), hn::IsNaN(c));
    left = hn::Max(hn::Max(a, b), c);
  }
  const auto first_lane = hn::FirstN(d, 1);
  const auto up = Rotation(d);
  const auto pool = [&](const MaxColumns<3, D>& columns) HWY_ATTR {
    const auto even = hn::ConcatEven(d, columns.b, columns.a);
    const auto odd = hn::ConcatOdd(d, columns.b, columns.a);
    const auto rotated = hn::TableLookupLanes(odd, up);
    const auto before = hn::IfThenElse(first_lane, left, rotated);
    left = rotated;
    return hn::Add(hn::Max(hn::Max(before, even), odd), hn::Zero(d));
  };
  int64_t i = 0;
  for (; i + lanes <= n && 2 * (i + lanes) <= width; i += lanes) {
    const auto load = [&](int row, int half) HWY_ATTR { return hn::LoadU(d, r[row] + 2 * i + half * lanes); };
    hn::StoreU(pool(MaxColumns<3, D>(d, load, nan)), d, out + i);
  }
  for (; i < n; i += lanes) {
    const auto load = [&](int row, int half) HWY_ATTR {
      const int64_t at = 2 * i + half * lanes;
      return LoadPart(d, r[row] + at, width - at, lowest);
    };
    StorePart(pool(MaxColumns<3, D>(d, load, nan)), d, out + i, n - i);
  }
  return hn::AllFalse(d, nan);
}

}  // namespace
// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace cenote
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
