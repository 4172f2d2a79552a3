// Sums and averages: see kernels.h for the contracts. A is the type sums are taken in, float or double ("wide").
#if defined(CENOTE_KERNELS_SUM_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CENOTE_KERNELS_SUM_INL_H_
#undef CENOTE_KERNELS_SUM_INL_H_
#else
#define CENOTE_KERNELS_SUM_INL_H_
#endif

#include "simd-inl.h"

HWY_BEFORE_NAMESPACE();
namespace cenote {
namespace HWY_NAMESPACE {
namespace {

using F = hn::ScalableTag<float>;
using D = hn::ScalableTag<double>;
using HalfF = hn::Rebind<float, D>;  // as many floats as there are doubles

// Loads float elements as lanes to sum, in part as LoadPart does, with zeros in the other lanes.
HWY_INLINE hn::Vec<F> LoadAs(F f, const float* p, int64_t n) { return LoadPart(f, p, n, hn::Zero(f)); }
HWY_INLINE hn::Vec<D> LoadAs(D d, const float* p, int64_t n) {
  const HalfF half;
  return hn::PromoteTo(d, LoadPart(half, p, n, hn::Zero(half)));
}

HWY_INLINE hn::Vec<F> ToFloats(F, hn::Vec<F> v) { return v; }
HWY_INLINE hn::Vec<HalfF> ToFloats(D, hn::Vec<D> v) { return hn::DemoteTo(HalfF(), v); }

// Stores the first n lanes of sums / divisor as floats. A zero sum is +0.0 before the division.
template <class Tag>
HWY_INLINE void StoreQuotient(Tag d, hn::Vec<Tag> sums, hn::Vec<Tag> divisor, bool reciprocal, float* out, int64_t n) {
  const hn::Rebind<float, Tag> floats;
  const auto v = hn::Add(sums, hn::Zero(d));
  const auto q = ToFloats(d, reciprocal ? hn::Mul(v, divisor) : hn::Div(v, divisor));
  StorePart(hn::IfThenElse(hn::IsNaN(q), TheNaN(floats), q), floats, out, n);
}

// The sum of lanes l .. of output o. kRows is depth * height (with depth 1) if it is known, kWidth the width, else 0;
// known ranges begin at position 0.
template <int kRows, int kWidth, class Tag>
HWY_INLINE hn::Vec<Tag> SumTapsAt(Tag d, const Taps<float>& taps, const float* const* base, int64_t at, int64_t part) {
  return Tree<kWidth>(d, taps.w_first, taps.width, [&](int64_t w) HWY_ATTR {
    return Tree<kRows>(d, taps.h_first, taps.height, [&](int64_t h) HWY_ATTR {
      return Tree<kRows ? 1 : 0>(d, taps.d_first, taps.depth, [&](int64_t depth) HWY_ATTR {
        return LoadAs(d, base[h * (kRows ? 1 : taps.depth) + depth] + at + w * taps.w_step, part);
      });
    });
  });
}

// Expands body(rows, width) with the numbers of rows and columns as constants where they are common, else 0, 0.
#define CENOTE_WITH_COMMON_SIZES(taps, body)                                                     \
  do {                                                                                           \
    const bool whole = (taps).depth == 1 && (taps).h_first == 0 && (taps).w_first == 0;          \
    if (whole && (taps).height == 3 && (taps).width == 3) {                                      \
      body(3, 3);                                                                                \
    } else if (whole && (taps).height == 2 && (taps).width == 2) {                               \
      body(2, 2);                                                                                \
    } else if (whole && (taps).height == 3 && (taps).width == 1) {                               \
      body(3, 1);                                                                                \
    } else if (whole && (taps).height == 2 && (taps).width == 1) {                               \
      body(2, 1);                                                                                \
    } else {                                                                                     \
      body(0, 0);                                                                                \
    }                                                                                            \
  } while (false)

template <int kRows, int kWidth, class A>
void AverageTapsOf(const Taps<float>& taps, int64_t count, int64_t advance, int64_t n, Divisors<A> divisors,
                   float* HWY_RESTRICT out) {
  const hn::ScalableTag<A> d;
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(d));
  const float* base[kRows ? kRows : 1];
  for (int r = 0; r < kRows; ++r) base[r] = taps.base[r];
  for (int64_t o = 0; o < count; ++o, out += n) {
    const auto divisor = hn::Set(d, divisors.values[o]);
    for (int64_t l = 0; l < n; l += lanes) {
      const auto sum =
          SumTapsAt<kRows, kWidth>(d, taps, kRows ? base : taps.base, taps.offset + o * advance + l, n - l);
      StoreQuotient(d, sum, divisor, divisors.reciprocal, out + l, n - l);
    }
  }
}

template <class A>
void AverageTaps(const Taps<float>& taps, int64_t count, int64_t advance, int64_t n, Divisors<A> divisors,
                 float* out) {
#define CENOTE_BODY(rows, width) AverageTapsOf<rows, width>(taps, count, advance, n, divisors, out)
  CENOTE_WITH_COMMON_SIZES(taps, CENOTE_BODY);
#undef CENOTE_BODY
}

template <int kRows, int kWidth, class A>
void SumTapsOf(const Taps<float>& taps, int64_t n, A* HWY_RESTRICT out) {
  const hn::ScalableTag<A> d;
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(d));
  const float* base[kRows ? kRows : 1];
  for (int r = 0; r < kRows; ++r) base[r] = taps.base[r];
  for (int64_t l = 0; l < n; l += lanes) {
    const auto sum = SumTapsAt<kRows, kWidth>(d, taps, kRows ? base : taps.base, taps.offset + l, n - l);
    StorePart(sum, d, out + l, n - l);
  }
}

template <class A>
void SumTaps(const Taps<float>& taps, int64_t n, A* out) {
#define CENOTE_BODY(rows, width) SumTapsOf<rows, width>(taps, n, out)
  CENOTE_WITH_COMMON_SIZES(taps, CENOTE_BODY);
#undef CENOTE_BODY
}

template <int kStride, class A>
void AverageLineOf(const A* line, int64_t first, int64_t end, int64_t step, int64_t n, Divisors<A> divisors,
                   float* HWY_RESTRICT out) {
  const hn::ScalableTag<A> d;
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(d));
  for (int64_t i = 0; i < n; i += lanes) {
    const A* from = line + i * kStride + first * step;
    const auto tap = [&](int64_t t) HWY_ATTR { return LoadStrided<kStride>(d, from + t * step); };
    const auto sum = first == 0 && end == 3   ? Tree<3>(d, 0, 3, tap)
                     : first == 0 && end == 2 ? Tree<2>(d, 0, 2, tap)
                                              : Tree<0>(d, first, end - first, tap);
    const auto divisor = LoadPart(d, divisors.values + i, n - i, hn::Set(d, A{1}));
    StoreQuotient(d, sum, divisor, divisors.reciprocal, out + i, n - i);
  }
}

template <class A>
void AverageLine(const A* line, int64_t first, int64_t end, int64_t step, int64_t stride, int64_t n,
                 Divisors<A> divisors, float* out) {
  if (n > 1 && stride == 1) {
    AverageLineOf<1>(line, first, end, step, n, divisors, out);
  } else if (n > 1 && stride == 2) {
    AverageLineOf<2>(line, first, end, step, n, divisors, out);
  } else {
    baseline_kernels().sums<A>().average_line(line, first, end, step, stride, n, divisors, out);
  }
}

// The sums of a column of kRows elements.
template <int kRows, class Load>
HWY_INLINE auto SumColumns(const Load& load, int half) {
  const auto sum = hn::Add(load(0, half), load(1, half));
  return kRows == 2 ? sum : hn::Add(sum, load(kRows - 1, half));
}

void Average2x2s2(const float* const* rows, int64_t width, int64_t n, Divisors<float> divisors,
                  float* HWY_RESTRICT out) {
  const hn::ScalableTag<float> d;
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(d));
  const float* r[2] = {rows[0], rows[1]};
  const auto pool = [&](hn::Vec<decltype(d)> a, hn::Vec<decltype(d)> b, int64_t i) HWY_ATTR {
    const auto sum = hn::Add(hn::ConcatEven(d, b, a), hn::ConcatOdd(d, b, a));
    const auto divisor = LoadPart(d, divisors.values + i, n - i, hn::Set(d, 1.0f));
    StoreQuotient(d, sum, divisor, divisors.reciprocal, out + i, n - i);
  };
  int64_t i = 0;
  for (; i + lanes <= n && 2 * (i + lanes) <= width; i += lanes) {
    const auto load = [&](int row, int half) HWY_ATTR { return hn::LoadU(d, r[row] + 2 * i + half * lanes); };
    pool(SumColumns<2>(load, 0), SumColumns<2>(load, 1), i);
  }
  for (; i < n; i += lanes) {
    const auto load = [&](int row, int half) HWY_ATTR {
      const int64_t at = 2 * i + half * lanes;
      return LoadPart(d, r[row] + at, width - at, hn::Zero(d));
    };
    pool(SumColumns<2>(load, 0), SumColumns<2>(load, 1), i);
  }
}

void Average3x3s2(const float* const* rows, bool has_left, int64_t width, int64_t n, Divisors<float> divisors,
                  float* HWY_RESTRICT out) {
  const hn::ScalableTag<float> d;
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(d));
  const float* r[3] = {rows[0], rows[1], rows[2]};
  auto left = hn::Set(d, has_left ? (r[0][-1] + r[1][-1]) + r[2][-1] : 0.0f);  // lane 0: see Max3x3s2
  const auto first_lane = hn::FirstN(d, 1);
  const auto up = Rotation(d);
  const auto pool = [&](hn::Vec<decltype(d)> a, hn::Vec<decltype(d)> b, int64_t i) HWY_ATTR {
    const auto even = hn::ConcatEven(d, b, a);
    const auto odd = hn::ConcatOdd(d, b, a);
    const auto rotated = hn::TableLookupLanes(odd, up);
    const auto before = hn::IfThenElse(first_lane, left, rotated);
    left = rotated;
    const auto divisor = LoadPart(d, divisors.values + i, n - i, hn::Set(d, 1.0f));
    StoreQuotient(d, hn::Add(hn::Add(before, even), odd), divisor, divisors.reciprocal, out + i, n - i);
  };
  int64_t i = 0;
  for (; i + lanes <= n && 2 * (i + lanes) <= width; i += lanes) {
    const auto load = [&](int row, int half) HWY_ATTR { return hn::LoadU(d, r[row] + 2 * i + half * lanes); };
    pool(SumColumns<3>(load, 0), SumColumns<3>(load, 1), i);
  }
  for (; i < n; i += lanes) {
    const auto load = [&](int row, int half) HWY_ATTR {
      const int64_t at = 2 * i + half * lanes;
      return LoadPart(d, r[row] + at, width - at, hn::Zero(d));
    };
    pool(SumColumns<3>(load, 0), SumColumns<3>(load, 1), i);
  }
}

}  // namespace
// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace cenote
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
