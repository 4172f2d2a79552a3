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

  HWY_INLINE Maximum(D tag, hn::Vec<D> a) : d(tag), greatest(a), nan(hn::IsNaN(a)) {}
  HWY_INLINE Maximum(D tag, hn::Vec<D> a, hn::Vec<D> b) : d(tag), greatest(hn::Max(a, b)), nan(AnyNaN(tag, a, b)) {}

  HWY_INLINE void Take(hn::Vec<D> a) {
    nan = hn::Or(nan, hn::IsNaN(a));
    greatest = hn::Max(greatest, a);
  }

  HWY_INLINE void Take(hn::Vec<D> a, hn::Vec<D> b) {
    nan = hn::Or(nan, AnyNaN(d, a, b));
    greatest = hn::Max(greatest, hn::Max(a, b));
  }

  HWY_INLINE hn::Vec<D> Result() const {
    return hn::IfThenElse(nan, TheNaN(d), hn::Add(greatest, hn::Zero(d)));
  }
};

// The maximum of load(0) .. load(count - 1).
template <class D, class Load>
HWY_INLINE hn::Vec<D> MaxOf(D d, int64_t count, const Load& load) {
  if (count == 1) return Maximum<D>(d, load(0)).Result();
  Maximum<D> max(d, load(0), load(1));
  int64_t r = 2;
  for (; r + 2 <= count; r += 2) max.Take(load(r), load(r + 1));
  if (r < count) max.Take(load(r));
  return max.Result();
}

// kCount is the number of rows if it is 2 or 3, else 0: as constants these halve the instructions of short rows.
template <int kStride, int kCount>
void MaxRowsOf(const float* const* rows, int64_t count, int64_t offset, int64_t n, float* out) {
  const hn::ScalableTag<float> d;
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(d));
  const float* r[kCount == 0 ? 1 : kCount];
  for (int i = 0; i < kCount; ++i) r[i] = rows[i] + offset;
  const auto max = [&](const auto& load) HWY_ATTR {
    if constexpr (kCount == 0) {
      return MaxOf(d, count, [&](int64_t row) HWY_ATTR { return load(rows[row] + offset); });
    } else {
      return MaxOf(d, kCount, [&](int64_t row) HWY_ATTR { return load(r[row]); });
    }
  };
  int64_t i = 0;
  for (; i + lanes <= n; i += lanes) {
    hn::StoreU(max([&](const float* p) HWY_ATTR { return LoadStrided<kStride>(d, p + i * kStride); }), d, out + i);
  }
  if (i == n) return;
  const Part<decltype(d)> part(d, n - i);
  if constexpr (kStride == 1) {
    part.Store(max([&](const float* p) HWY_ATTR { return part.Load(d, p + i, hn::Zero(d)); }), d, out + i);
  } else {
    part.Store(max([&](const float* p) HWY_ATTR { return LoadStrided<kStride>(d, p + i * kStride); }), d, out + i);
  }
}

template <int kStride>
void MaxStridedRows(const float* const* rows, int64_t count, int64_t offset, int64_t n, float* out) {
  switch (count) {
    case 2: return MaxRowsOf<kStride, 2>(rows, count, offset, n, out);
    case 3: return MaxRowsOf<kStride, 3>(rows, count, offset, n, out);
    default: return MaxRowsOf<kStride, 0>(rows, count, offset, n, out);
  }
}

void MaxRows(const float* const* rows, int64_t count, int64_t stride, int64_t n, float* out) {
  if (stride == 1) {
    MaxStridedRows<1>(rows, count, 0, n, out);
  } else if (stride == 2) {
    MaxStridedRows<2>(rows, count, 0, n, out);
  } else if (stride <= kMaxThinnedStride) {
    Thinned(stride, n, out, [&](int64_t from, int64_t dense, float* buffer) HWY_ATTR {
      MaxStridedRows<1>(rows, count, from, dense, buffer);
    });
  } else {
    baseline_kernels().max_rows(rows, count, stride, n, out);
  }
}

float MaxRun(const float* line, int64_t n) {
  const hn::ScalableTag<float> d;
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(d));
  const auto lowest = hn::Set(d, -HUGE_VALF);
  Maximum<decltype(d)> max(d, LoadPart(d, line, n, lowest));
  for (int64_t i = lanes; i < n; i += lanes) max.Take(LoadPart(d, line + i, n - i, lowest));
  if (!hn::AllFalse(d, max.nan)) return hn::GetLane(TheNaN(d));
  return hn::GetLane(hn::Add(hn::MaxOfLanes(d, max.greatest), hn::Zero(d)));
}

// The maximum down each of two vectors' worth of columns; notes NaN.
template <int kRows, class D>
struct MaxColumns {
  hn::Vec<D> a, b;

  template <class LoadA, class LoadB>
  HWY_INLINE MaxColumns(D d, const LoadA& load_a, const LoadB& load_b, hn::Mask<D>& nan) : a(load_a(0)), b(load_b(0)) {
    static_assert(kRows == 2 || kRows == 3, "");
    const auto a1 = load_a(1), b1 = load_b(1);
    nan = hn::Or(nan, hn::Or(AnyNaN(d, a, a1), AnyNaN(d, b, b1)));
    a = hn::Max(a, a1);
    b = hn::Max(b, b1);
    if constexpr (kRows == 3) {
      const auto a2 = load_a(2), b2 = load_b(2);
      nan = hn::Or(nan, AnyNaN(d, a2, b2));
      a = hn::Max(a, a2);
      b = hn::Max(b, b2);
    }
  }
};

// The maximum down a column of three; notes NaN.
template <class D, class Load>
HWY_INLINE hn::Vec<D> MaxColumn(D d, const Load& load, hn::Mask<D>& nan) {
  const auto a = load(0), b = load(1), c = load(2);
  nan = hn::Or(nan, hn::Or(AnyNaN(d, a, b), hn::IsNaN(c)));
  return hn::Max(hn::Max(a, b), c);
}

bool Max2x2s2(const Band& band, int64_t width, float* HWY_RESTRICT out) {
  const hn::ScalableTag<float> d;
  using D = hn::ScalableTag<float>;
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(d));
  const auto lowest = hn::Set(d, -HUGE_VALF);
  auto nan = hn::FirstN(d, 0);
  const auto pool = [&](const MaxColumns<2, D>& columns) HWY_ATTR {
    const auto even = hn::ConcatEven(d, columns.b, columns.a);
    const auto odd = hn::ConcatOdd(d, columns.b, columns.a);
    return hn::Add(hn::Max(even, odd), hn::Zero(d));
  };
  const int64_t n = band.outputs;
  const int64_t whole = WholeStride2(n, width, lanes);
  for (int64_t i = whole; i < n; i += lanes) {
    const Part<D> part_a(d, width - 2 * i), part_b(d, width - 2 * i - lanes), part_out(d, n - i);
    for (int64_t j = 0; j < band.count; ++j) {
      const int64_t at = j * band.advance + 2 * i;
      const MaxColumns<2, D> columns(
          d, [&](int r) HWY_ATTR { return part_a.Load(d, band.rows[r] + at, lowest); },
          [&](int r) HWY_ATTR { return part_b.Load(d, band.rows[r] + at + lanes, lowest); }, nan);
      part_out.Store(pool(columns), d, out + j * n + i);
    }
  }
  if (whole > 0) {
    for (int64_t j = 0; j < band.count; ++j) {
      const float* const r[2] = {band.rows[0] + j * band.advance, band.rows[1] + j * band.advance};
      for (int64_t i = 0; i < whole; i += lanes) {
        const MaxColumns<2, D> columns(
            d, [&](int row) HWY_ATTR { return hn::LoadU(d, r[row] + 2 * i); },
            [&](int row) HWY_ATTR { return hn::LoadU(d, r[row] + 2 * i + lanes); }, nan);
        hn::StoreU(pool(columns), d, out + j * n + i);
      }
    }
  }
  return hn::AllFalse(d, nan);
}

bool Max3x3s2(const Band& band, bool has_left, int64_t width, float* HWY_RESTRICT out) {
  const hn::ScalableTag<float> d;
  using D = hn::ScalableTag<float>;
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(d));
  const auto lowest = hn::Set(d, -HUGE_VALF);
  auto nan = hn::FirstN(d, 0);
  Moved<D> odd_before(d, 1);
  const int64_t n = band.outputs;
  const int64_t whole = WholeStride2(n, width, lanes);
  const Part<D> part_a(d, width - 2 * whole), part_b(d, width - 2 * whole - lanes), part_out(d, n - whole);
  for (int64_t j = 0; j < band.count; ++j) {
    const int64_t at = j * band.advance;
    const float* const r[3] = {band.rows[0] + at, band.rows[1] + at, band.rows[2] + at};
    const auto left = [&](int row) HWY_ATTR { return hn::Set(d, r[row][-1]); };
    odd_before.Begin(has_left ? MaxColumn(d, left, nan) : lowest);
    const auto pool = [&](const MaxColumns<3, D>& columns) HWY_ATTR {
      const auto even = hn::ConcatEven(d, columns.b, columns.a);
      const auto odd = hn::ConcatOdd(d, columns.b, columns.a);
      return hn::Add(hn::Max(hn::Max(even, odd), odd_before.Next(odd)), hn::Zero(d));
    };
    for (int64_t i = 0; i < whole; i += lanes) {
      const MaxColumns<3, D> columns(
          d, [&](int row) HWY_ATTR { return hn::LoadU(d, r[row] + 2 * i); },
          [&](int row) HWY_ATTR { return hn::LoadU(d, r[row] + 2 * i + lanes); }, nan);
      hn::StoreU(pool(columns), d, out + j * n + i);
    }
    if (whole < n) {
      const MaxColumns<3, D> columns(
          d, [&](int row) HWY_ATTR { return part_a.Load(d, r[row] + 2 * whole, lowest); },
          [&](int row) HWY_ATTR { return part_b.Load(d, r[row] + 2 * whole + lanes, lowest); }, nan);
      part_out.Store(pool(columns), d, out + j * n + whole);
    }
  }
  return hn::AllFalse(d, nan);
}

bool Max3x3s1(const Band& band, bool has_left, int64_t width, float* HWY_RESTRICT out) {
  const hn::ScalableTag<float> d;
  using D = hn::ScalableTag<float>;
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(d));
  const auto lowest = hn::Set(d, -HUGE_VALF);
  auto nan = hn::FirstN(d, 0);
  Moved<D> one_before(d, 1), two_before(d, 2);
  const auto pool = [&](hn::Vec<D> columns) HWY_ATTR {
    return hn::Add(hn::Max(hn::Max(two_before.Next(columns), one_before.Next(columns)), columns), hn::Zero(d));
  };
  const int64_t n = band.outputs;
  const int64_t whole = WholeStride1(n, width, lanes);
  const Part<D> in_parts[] = {Part<D>(d, width - 1 - whole), Part<D>(d, width - 1 - whole - lanes)};
  const Part<D> out_parts[] = {Part<D>(d, n - whole), Part<D>(d, n - whole - lanes)};
  for (int64_t j = 0; j < band.count; ++j) {
    const int64_t at = j * band.advance;
    const float* const r[3] = {band.rows[0] + at, band.rows[1] + at, band.rows[2] + at};
    float* const to = out + j * n;
    const auto column = [&](bool there, int64_t c) HWY_ATTR {
      return there ? MaxColumn(d, [&](int row) HWY_ATTR { return hn::Set(d, r[row][c]); }, nan) : lowest;
    };
    const auto middle = column(width > 0, 0);
    one_before.Begin(middle);
    two_before.Begin(hn::IfThenElse(hn::FirstN(d, 1), column(has_left, -1), middle));
    for (int64_t i = 0; i < whole; i += lanes) {
      const auto columns = MaxColumn(d, [&](int row) HWY_ATTR { return hn::LoadU(d, r[row] + i + 1); }, nan);
      hn::StoreU(pool(columns), d, to + i);
    }
    for (int64_t i = whole, part = 0; i < n; i += lanes, ++part) {
      const auto load = [&](int row) HWY_ATTR { return in_parts[part].Load(d, r[row] + i + 1, lowest); };
      out_parts[part].Store(pool(MaxColumn(d, load, nan)), d, to + i);
    }
  }
  return hn::AllFalse(d, nan);
}

bool MaxPlanes(const float* in, int64_t height, int64_t width, int64_t planes, float* HWY_RESTRICT out) {
  const hn::ScalableTag<float> d;
  const auto lowest = hn::Set(d, -HUGE_VALF);
  const Part<decltype(d)> part(d, width);
  auto nan = hn::FirstN(d, 0);
  for (int64_t p = 0; p < planes; ++p, in += height * width) {
    auto max = part.Load(d, in, lowest);
    nan = hn::Or(nan, hn::IsNaN(max));
    int64_t h = 1;
    for (; h + 2 <= height; h += 2) {
      const auto a = part.Load(d, in + h * width, lowest), b = part.Load(d, in + (h + 1) * width, lowest);
      nan = hn::Or(nan, AnyNaN(d, a, b));
      max = hn::Max(max, hn::Max(a, b));
    }
    if (h < height) {
      const auto a = part.Load(d, in + h * width, lowest);
      nan = hn::Or(nan, hn::IsNaN(a));
      max = hn::Max(max, a);
    }
    out[p] = hn::GetLane(hn::Add(hn::MaxOfLanes(d, max), hn::Zero(d)));
  }
  return hn::AllFalse(d, nan);
}

template <int kSize>
void MaxWindowsOf(const float* const* rows, int64_t count, int64_t advance, int64_t channels,
                  float* HWY_RESTRICT out) {
  const hn::ScalableTag<float> d;
  using D = hn::ScalableTag<float>;
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(d));
  const Part<D> part(d, channels % lanes);
  for (int64_t o = 0; o < count; ++o, out += channels) {
    const auto window = [&](int64_t l, const auto& load) HWY_ATTR {
      return MaxOf(d, kSize * kSize, [&](int64_t tap) HWY_ATTR {
        return load(rows[tap / kSize] + o * advance + tap % kSize * channels + l);
      });
    };
    int64_t l = 0;
    for (; l + lanes <= channels; l += lanes) {
      hn::StoreU(window(l, [&](const float* p) HWY_ATTR { return hn::LoadU(d, p); }), d, out + l);
    }
    if (l < channels) {
      part.Store(window(l, [&](const float* p) HWY_ATTR { return part.Load(d, p, hn::Zero(d)); }), d, out + l);
    }
  }
}

void MaxWindows(const float* const* rows, int size, int64_t count, int64_t advance, int64_t channels, float* out) {
  if (size == 2) {
    MaxWindowsOf<2>(rows, count, advance, channels, out);
  } else {
    MaxWindowsOf<3>(rows, count, advance, channels, out);
  }
}

}  // namespace
// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace cenote
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
