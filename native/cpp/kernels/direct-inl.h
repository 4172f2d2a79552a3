// Windows of 2x2 and 3x3 by two along W, the most common ones, in one step: see band-inl.h for the others. Rows need no
// line, which saves a third of the time in planes of 20 columns and more. Even and odd columns are told apart in
// registers; three taps need a vector moved by a lane, which is cheap for 4 bytes only.
#if defined(CENOTE_KERNELS_DIRECT_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CENOTE_KERNELS_DIRECT_INL_H_
#undef CENOTE_KERNELS_DIRECT_INL_H_
#else
#define CENOTE_KERNELS_DIRECT_INL_H_
#endif

#include "band_columns.h"
#include "numbers-inl.h"

// Loops of a few rounds whose arrays shall be registers.
#define CENOTE_UNROLL HWY_PRAGMA(GCC unroll 16)

HWY_BEFORE_NAMESPACE();
namespace cenote {
namespace HWY_NAMESPACE {
namespace {

template <class Numbers>
class DirectKernel {
 public:
  using T = typename Numbers::T;
  using A = typename Numbers::A;

  static bool Takes(const Band<T>& band) {
    const Along& w = band.w;
    return band.depth == 1 && w.stride == 2 && w.step == 1 && w.taps == band.h.taps &&
           ((w.taps == 2 && w.origin == 0) || (w.taps == 3 && kMovesLanes && w.origin >= -1));
  }

  static bool Run(const Band<T>& band, const BandColumns& columns, const Ending<A>& ending, T* out) {
    if constexpr (kMovesLanes) {
      if (band.w.taps == 3) return Of<3>(band, columns, ending, out);
    }
    return Of<2>(band, columns, ending, out);
  }

 private:
  using D = typename Numbers::D;
  using Raw = typename Numbers::Raw;
  using V = hn::Vec<D>;

  static constexpr bool kMovesLanes = sizeof(hn::TFromD<D>) == 4;

  template <int kTaps>
  static HWY_NOINLINE bool Of(const Band<T>& band, const BandColumns& columns, const Ending<A>& ending,
                              T* HWY_RESTRICT out) {
    const D d;
    const Raw raw;
    const Along &h = band.h, &w = band.w;
    const int64_t lanes = static_cast<int64_t>(hn::Lanes(d)), n = columns.outputs;
    // Of the first window: the first column of its vectors.
    const int64_t middle = (kTaps == 3 ? w.origin + 1 : 0) + 2 * columns.first;
    const int64_t whole = (2 * n <= w.in - middle ? n : n - 1) / lanes * lanes;  // outputs of whole vectors of columns
    const int64_t left = w.in - middle - 2 * whole, last = left > lanes ? left - lanes : left;
    const Part<Raw> part(raw, last), part_out(raw, n - whole);
    const auto mask = hn::FirstN(d, static_cast<size_t>(last < 0 ? 0 : last < lanes ? last : lanes));
    const auto first = hn::FirstN(d, 1);
    [[maybe_unused]] const auto up_by_one = IndicesOfMoved<kTaps>();
    const auto padding = Numbers::Padding();
    const T* const end = band.end;
    const int64_t* const divisors = band.divisors;
    Numbers numbers(ending);
    Further<Numbers> further;
    const int64_t slice_size = h.in * w.in, advance = h.stride * w.in;
    const int64_t below = h.origin + (kTaps - 1) * h.step;  // the last row of the first window
    const int64_t fitting = below < h.in ? (h.in - 1 - below) / h.stride + 1 : 0;
    const int64_t inner_end = fitting < h.out ? fitting : h.out;
    const bool seamless = h.origin == 0 && h.in == h.out * h.stride && inner_end >= h.out && band.slices[0] != nullptr;
    int64_t room = n == w.out ? band.rows * n : 0, slice = 0, j = band.first;
    for (int64_t row = 0; row < band.rows;) {
      const T* r[kTaps];
      const T* const base = seamless ? band.slices[0] + slice * slice_size : band.slices[slice];
      const int64_t y = h.origin + j * h.stride;
      CENOTE_UNROLL for (int i = 0; i < kTaps; ++i) {
        const bool inside = static_cast<uint64_t>(y + i * h.step) < static_cast<uint64_t>(h.in) && base != nullptr;
        r[i] = inside ? base + (y + i * h.step) * w.in + middle : band.padding + 1;
      }
      // Rows that go on like this one.
      int64_t run = seamless ? band.rows - row : y < 0 || base == nullptr ? 1 : inner_end - j;
      if (run < 1) run = 1;
      if (run > band.rows - row) run = band.rows - row;
      for (j += run; j >= h.out && !seamless; j -= h.out) ++slice;
      for (const int64_t run_end = row + run; row < run_end; ++row, out += w.out, room -= w.out) {
        const int64_t divisor = (divisors == nullptr ? 0 : divisors[row]) + columns.first;
        [[maybe_unused]] V before = padding;
        if (kTaps == 3 && middle > 0) {
          before = Reduced<0, kTaps>(numbers, [&](int i) HWY_ATTR { return Numbers::Leaf(hn::Set(raw, r[i][-1])); });
        }
        const auto outputs = [&](V a, V b, int64_t i) HWY_ATTR {
          const V even = hn::ConcatEven(d, b, a), odd = hn::ConcatOdd(d, b, a);
          if constexpr (kTaps == 2) {
            return numbers.End(Numbers::Combine(even, odd), divisor + i, lanes);
          } else {
            const V rotated = hn::TableLookupLanes(odd, up_by_one), up = hn::IfThenElse(first, before, rotated);
            before = rotated;
            return numbers.End(Numbers::Combine(Numbers::Combine(up, even), odd), divisor + i, lanes);
          }
        };
        int64_t i = 0;
        for (; i < whole; i += lanes) {
          V a[kTaps], b[kTaps];
          CENOTE_UNROLL for (int t = 0; t < kTaps; ++t) {
            a[t] = Numbers::Leaf(hn::LoadU(raw, r[t] + 2 * i));
            b[t] = Numbers::Leaf(hn::LoadU(raw, r[t] + 2 * i + lanes));
          }
          const V of_b = Reduced<0, kTaps>(further, [&](int t) HWY_ATTR { return b[t]; });
          hn::StoreU(outputs(Both<kTaps>(numbers, a, b), of_b, i), raw, out + i);
        }
        if (i < n) {
          V a = padding;
          if (left > lanes) {
            const auto leaf = [&](int t) HWY_ATTR { return Numbers::Leaf(hn::LoadU(raw, r[t] + 2 * i)); };
            a = Reduced<0, kTaps>(numbers, leaf);
          }
          const int64_t c = left > lanes ? 2 * i + lanes : 2 * i;
          const auto leaf = [&](int t) HWY_ATTR { return Numbers::Leaf(part.LoadAny(raw, r[t] + c, end)); };
          const V b = hn::IfThenElse(mask, Reduced<0, kTaps>(numbers, leaf), padding);
          const auto v = left > lanes ? outputs(a, b, i) : outputs(b, padding, i);
          if (room - i >= lanes) {
            hn::StoreU(v, raw, out + i);
          } else {
            part_out.Store(v, raw, out + i);
          }
        }
        CENOTE_UNROLL for (int t = 0; t < kTaps; ++t) r[t] += advance;
      }
    }
    return !numbers.forgot();
  }

  template <int kTaps>
  static HWY_INLINE auto IndicesOfMoved() {
    if constexpr (kTaps == 3) {
      return Rotation(D());
    } else {
      return 0;
    }
  }

  // What the leaves of `a` come to; sees those of `b` too, as two leaves are watched at a time.
  template <int kTaps>
  static HWY_INLINE V Both(Numbers& numbers, const V* a, const V* b) {
    numbers.Join(a[0], a[1]);
    numbers.Join(b[0], b[1]);
    if constexpr (kTaps == 3) numbers.Join(a[2], b[2]);
    Further<Numbers> further;
    return Reduced<0, kTaps>(further, [&](int t) HWY_ATTR { return a[t]; });
  }
};

}  // namespace
// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace cenote
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
