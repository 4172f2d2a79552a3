// Sums and averages: see kernels.h for the contracts. A is the type sums are taken in, float or double.
#if defined(CENOTE_KERNELS_SUM_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CENOTE_KERNELS_SUM_INL_H_
#undef CENOTE_KERNELS_SUM_INL_H_
#else
#define CENOTE_KERNELS_SUM_INL_H_
#endif

#include "numbers-inl.h"
#include "tile-inl.h"

HWY_BEFORE_NAMESPACE();
namespace cenote {
namespace HWY_NAMESPACE {
namespace {

// What is left to the baseline.
HWY_INLINE const LineKernels<float>& BaselineSums(float) { return baseline_kernels().float32.average.lines; }
HWY_INLINE const LineKernels<double>& BaselineSums(double) { return baseline_kernels().float32.wide_average.lines; }

// For Reduced: sums of type A.
template <class A>
using Sums = SumNumbers<hn::ScalableTag<A>>;

template <int kCount, class A>
void SumRowsOf(const float* const* rows, int64_t n, A* HWY_RESTRICT out) {
  const hn::ScalableTag<A> d;
  const hn::Rebind<float, decltype(d)> floats;
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(d));
  Sums<A> sums;
  int64_t i = 0;
  for (; i + lanes <= n; i += lanes) {
    const auto leaf = [&](int r) HWY_ATTR { return ToSummed(d, hn::LoadU(floats, rows[r] + i)); };
    hn::StoreU(Reduced<0, kCount>(sums, leaf), d, out + i);
  }
  if (i == n) return;
  const Part<decltype(floats)> part(floats, n - i);
  const auto leaf = [&](int r) HWY_ATTR { return ToSummed(d, part.Load(floats, rows[r] + i, hn::Zero(floats))); };
  StorePart(Reduced<0, kCount>(sums, leaf), d, out + i, n - i);
}

template <class A>
void SumRows(const float* const* rows, int count, int64_t n, double, A* out) {
  WithCount(count, [&](auto constant) HWY_ATTR { SumRowsOf<decltype(constant)::value>(rows, n, out); });
}

// Calls store(sums of outputs i .., i) for each vector of outputs; output i sums lines[r][offset + i * kStride].
template <int kStride, class A, class Store>
HWY_INLINE void ForEachLineSum(const A* const* lines, int count, int64_t offset, int64_t n, const Store& store) {
  const hn::ScalableTag<A> d;
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(d));
  Sums<A> sums;
  WithCount(count, [&](auto constant) HWY_ATTR {
    for (int64_t i = 0; i < n; i += lanes) {
      const auto leaf = [&](int r) HWY_ATTR { return LoadStrided<kStride>(d, lines[r] + offset + i * kStride); };
      store(Reduced<0, decltype(constant)::value>(sums, leaf), i);
    }
  });
}

template <class A>
void SumLines(const A* const* lines, int count, int64_t stride, int64_t n, A* HWY_RESTRICT out) {
  const hn::ScalableTag<A> d;
  if (stride <= 2) {
    const auto store = [&](hn::Vec<decltype(d)> sums, int64_t i) HWY_ATTR { StorePart(sums, d, out + i, n - i); };
    return stride == 1 ? ForEachLineSum<1>(lines, count, 0, n, store) : ForEachLineSum<2>(lines, count, 0, n, store);
  }
  if (stride > kMaxThinnedStride) return BaselineSums(A{}).of_lines(lines, count, stride, n, out);
  Thinned(stride, n, out, [&](int64_t from, int64_t dense, A* buffer) HWY_ATTR {
    ForEachLineSum<1>(lines, count, from, dense, [&](hn::Vec<decltype(d)> sums, int64_t i) HWY_ATTR {
      StorePart(sums, d, buffer + i, dense - i);
    });
  });
}

template <class A>
void AverageLines(const A* const* lines, int count, int64_t stride, int64_t n, const Ending<A>& ending,
                  float* HWY_RESTRICT out) {
  const hn::ScalableTag<A> d;
  const hn::Rebind<float, decltype(d)> floats;
  const auto store = [&](hn::Vec<decltype(d)> sums, int64_t i) HWY_ATTR {
    StorePart(Quotients(d, sums, ending, i, n - i), floats, out + i, n - i);
  };
  if (stride == 1) return ForEachLineSum<1>(lines, count, 0, n, store);
  if (stride == 2) return ForEachLineSum<2>(lines, count, 0, n, store);
  constexpr int64_t kBuffer = 64;
  HWY_ALIGN A sums[kBuffer + kSlack];
  const A* const summed[] = {sums};
  const A* rest[kLeaves];
  for (int64_t i = 0; i < n; i += kBuffer) {
    const int64_t part = n - i < kBuffer ? n - i : kBuffer;
    for (int r = 0; r < count; ++r) rest[r] = lines[r] + i * stride;
    SumLines(rest, count, stride, part, sums);
    AverageLines(summed, 1, 1, part, ending.from(i), out + i);
  }
}

template <class A>
void AddLine(const A* left, int64_t n, A* HWY_RESTRICT right) {
  const hn::ScalableTag<A> d;
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(d));
  for (int64_t i = 0; i < n; i += lanes) {
    StorePart(hn::Add(hn::LoadU(d, left + i), hn::LoadU(d, right + i)), d, right + i, n - i);
  }
}

// Level by level, each half as long as the one before.
template <class A>
A SumRun(A* line, int64_t n) {
  const hn::ScalableTag<A> d;
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(d));
  for (; n > 2 * lanes; n = (n + 1) / 2) {
    const int64_t pairs = n / 2;
    const A last = line[n - 1];
    int64_t i = 0;
    for (; i + lanes <= pairs; i += lanes) {
      const auto a = hn::LoadU(d, line + 2 * i), b = hn::LoadU(d, line + 2 * i + lanes);
      hn::StoreU(hn::Add(hn::ConcatEven(d, b, a), hn::ConcatOdd(d, b, a)), d, line + i);
    }
    for (; i < pairs; ++i) line[i] = line[2 * i] + line[2 * i + 1];
    if (n % 2 == 1) line[pairs] = last;
  }
  return BaselineSums(A{}).run(line, n);
}

void AppendToSums(const double* before, const float* row, int64_t n, double* HWY_RESTRICT out) {
  const D d;
  const hn::Rebind<float, D> floats;
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(d));
  int64_t i = 0;
  for (; i + lanes <= n; i += lanes) {
    hn::StoreU(hn::Add(hn::LoadU(d, before + i), ToSummed(d, hn::LoadU(floats, row + i))), d, out + i);
  }
  if (i == n) return;
  const auto leaves = ToSummed(d, LoadPart(floats, row + i, n - i, hn::Zero(floats)));
  StorePart(hn::Add(hn::LoadU(d, before + i), leaves), d, out + i, n - i);
}

struct AddVectors {
  template <class Tag>
  static HWY_INLINE hn::Vec<Tag> Of(Tag, hn::Vec<Tag> a, hn::Vec<Tag> b) {
    return hn::Add(a, b);
  }
};

template <class A>
constexpr Reduction<float, A> Averages() {
  return {{0, false, kLeaves, SumLines<A>, AddLine<A>, SumRun<A>}, kLeaves, SumRows<A>, AverageLines<A>};
}

// Those of wide windows.
constexpr Reduction<float, double> WideAverages() {
  Reduction<float, double> averages = Averages<double>();
  averages.lines.slide = SlideVectors<AddVectors, double>;
  averages.append = AppendToSums;
  return averages;
}

}  // namespace
// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace cenote
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
