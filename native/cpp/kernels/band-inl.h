// Windows of channels-first planes, in two steps through a small buffer: the rows of a window are reduced to a line,
// with padding at both ends; then its columns, neighbours on that line, without a shuffle. Many rows go through the
// first step before the second one reads what they left.
#if defined(CENOTE_KERNELS_BAND_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CENOTE_KERNELS_BAND_INL_H_
#undef CENOTE_KERNELS_BAND_INL_H_
#else
#define CENOTE_KERNELS_BAND_INL_H_
#endif

#include "band_columns.h"
#include "direct-inl.h"
#include "numbers-inl.h"

HWY_BEFORE_NAMESPACE();
namespace cenote {
namespace HWY_NAMESPACE {
namespace {

template <class Numbers>
class BandKernel {
 public:
  using T = typename Numbers::T;
  using A = typename Numbers::A;

  static bool Run(const Band<T>& band, const BandColumns& columns, const Ending<A>& ending, void* memory, T* out) {
    L* const buffer = static_cast<L*>(memory);
    if (DirectKernel<Numbers>::Takes(band)) return DirectKernel<Numbers>::Run(band, columns, ending, out);
    if (band.fresh) Surround(columns, band.rows, band.w.taps, buffer);
    if (!Vertical(band, columns, ending, buffer)) return false;
    if (columns.thin) Thin(band.w, columns, band.rows, buffer);
    WithCount<Numbers::kMostTaps>(static_cast<int>(band.w.taps), [&](auto taps) HWY_ATTR {
      Horizontal<decltype(taps)::value>(band, columns, ending, buffer, out);
    });
    return true;
  }

 private:
  using D = typename Numbers::D;
  using Raw = typename Numbers::Raw;
  using V = hn::Vec<D>;
  using L = hn::TFromD<D>;

  static HWY_INLINE int64_t Lanes() { return static_cast<int64_t>(hn::Lanes(D())); }

  // Writes padding to both ends of lines. Once is enough: columns never go there.
  static HWY_NOINLINE void Surround(const BandColumns& columns, int64_t rows, int64_t taps, L* HWY_RESTRICT buffer) {
    const D d;
    const auto padding = Numbers::Padding();
    const int64_t lanes = Lanes(), lines = columns.split ? 2 : 1;
    for (; rows > 0; --rows, buffer += columns.pitch) {
      for (int64_t l = 0; l < lines; ++l) {
        L* const line = buffer + l * columns.line;
        for (int64_t i = 0; i < columns.front; i += lanes) hn::StoreU(padding, d, line + i);
        // Of the last vector with columns they may take but half.
        int64_t i = columns.front + (columns.written > lanes ? columns.written - lanes : 0);
        for (; i < columns.line; i += lanes) hn::StoreU(padding, d, line + i);
      }
      for (int64_t t = 0; columns.thin && t < taps; ++t) {  // the last vectors' lanes without an output
        hn::StoreU(padding, d, buffer + columns.taps[t] + (columns.outputs - 1) / lanes * lanes);
      }
    }
  }

  // ---- Rows to lines

  // The rows of some slices, in some columns, on the way down.
  template <int kDepth>
  struct Rows {
    const T* at[kDepth];  // row y
    int64_t step[kDepth];
    int64_t y, in, y_step;
    const T* padding;

    HWY_INLINE Rows(const Band<T>& band, const T* const* slices, int64_t first, int64_t column)
        : y(first), in(band.h.in), y_step(band.h.step), padding(band.padding) {
      CENOTE_UNROLL for (int i = 0; i < kDepth; ++i) {
        const bool there = slices[i] != nullptr;
        step[i] = there ? y_step * band.w.in : 0;
        at[i] = there ? slices[i] + column + y * band.w.in : padding;
      }
    }

    // So many steps.
    HWY_INLINE void Move(int64_t steps) {
      y += steps * y_step;
      CENOTE_UNROLL for (int i = 0; i < kDepth; ++i) at[i] += steps * step[i];
    }

    // The row so many steps on.
    template <class Load>
    HWY_INLINE V operator()(Numbers& numbers, int steps, const Load& load) const {
      const bool inside = static_cast<uint64_t>(y + steps * y_step) < static_cast<uint64_t>(in);
      const auto leaf = [&](int i) HWY_ATTR { return Numbers::Leaf(load(inside ? at[i] + steps * step[i] : padding)); };
      if constexpr (kDepth == 1) {
        return leaf(0);
      } else {
        return Reduced<0, kDepth>(numbers, leaf);
      }
    }
  };

  template <int kCount>
  static HWY_INLINE void Watch(Numbers& numbers, const V* leaves) {
    if constexpr (kCount > 1) {
      numbers.Join(leaves[0], leaves[1]);
      Watch<kCount - 2>(numbers, leaves + 2);
    } else if constexpr (kCount == 1) {
      numbers.Alone(leaves[0]);
    }
  }

  // Columns that a vector holds, and how they lie in the buffer.
  struct Strip {
    int64_t columns;  // may be more than there are lanes
    int64_t pitch, line;
    bool split;
    const T* end;     // of the input
  };

  // Slides windows of kTaps rows down a strip, two rows at a time, for one output row or, if they come in pairs, for
  // two. Each input row is loaded once. False if a NaN was seen where it would be forgotten.
  template <int kDepth, int kTaps, bool kPairs>
  static HWY_NOINLINE bool Down(const Rows<kDepth>& first, const Strip& strip, const Ending<A>& ending, int64_t count,
                                L* HWY_RESTRICT to) {
    constexpr int kRows = kPairs ? kTaps + 1 : kTaps, kKept = kRows > 2 ? kRows - 2 : 0;
    const D d;
    const Raw raw;
    const hn::Half<D> half;
    const int64_t lanes = Lanes(), pitch = strip.pitch, line = strip.line;
    const bool split = strip.split;
    const T* const end = strip.end;
    const Part<Raw> part(raw, strip.columns);
    const auto mask = hn::FirstN(d, static_cast<size_t>(strip.columns < lanes ? strip.columns : lanes));
    const auto padding = Numbers::Padding();
    const auto load = [&](const T* p) HWY_ATTR { return part.LoadAny(raw, p, end); };
    const auto store = [&](L* at, V v) HWY_ATTR {
      v = hn::IfThenElse(mask, v, padding);
      if (split) {
        hn::StoreU(hn::LowerHalf(half, hn::ConcatEven(d, v, v)), half, at);
        hn::StoreU(hn::LowerHalf(half, hn::ConcatOdd(d, v, v)), half, at + line);
      } else {
        hn::StoreU(v, d, at);
      }
    };
    Numbers numbers(ending);
    Further<Numbers> further;
    Rows<kDepth> rows = first;
    V v[kRows];
    CENOTE_UNROLL for (int i = 0; i < kKept; ++i) v[i] = rows(numbers, i, load);
    if constexpr (kDepth == 1) Watch<kKept>(numbers, v);
    for (;;) {
      CENOTE_UNROLL for (int i = kKept; i < kRows; ++i) v[i] = rows(numbers, i, load);
      if constexpr (kDepth == 1) Watch<kRows - kKept>(numbers, v + kKept);
      const auto row = [&](int i) HWY_ATTR { return v[i]; };
      if constexpr (!kPairs) {
        store(to, Reduced<0, kTaps>(further, row));
        to += pitch;
        if (--count == 0) break;
      } else {
        V upper, lower;
        if constexpr (Numbers::kAnyOrder) {
          const V shared = Reduced<1, kTaps - 1>(further, row);
          upper = Numbers::Combine(shared, v[0]);
          lower = Numbers::Combine(shared, v[kTaps]);
        } else {
          upper = Reduced<0, kTaps>(further, row);
          lower = Reduced<1, kTaps>(further, row);
        }
        store(count == 1 ? to : to + pitch, lower);  // the last row may be without a partner
        store(to, upper);
        to += 2 * pitch;
        if ((count -= 2) <= 0) break;
      }
      rows.Move(2);
      CENOTE_UNROLL for (int i = 0; i < kKept; ++i) v[i] = v[i + 2];
    }
    return !numbers.forgot();
  }

  template <int kDepth>
  using Downwards = bool (*)(const Rows<kDepth>&, const Strip&, const Ending<A>&, int64_t, L*);

  // If windows do not slide, each starts anew.
  template <int kDepth>
  static HWY_NOINLINE bool Strips(const Band<T>& band, const BandColumns& columns, const Ending<A>& ending, bool slides,
                                  Downwards<kDepth> down, L* buffer) {
    const int64_t lanes = Lanes();
    int64_t j = band.first;
    const T* const* slices = band.slices;
    for (int64_t done = 0; done < band.rows; j = 0, slices += kDepth) {
      const int64_t rows = band.rows - done < band.h.out - j ? band.rows - done : band.h.out - j;
      for (int64_t c = 0; c < columns.count; c += lanes) {
        const Strip strip{columns.count - c, columns.pitch, columns.line, columns.split, band.end};
        L* to = buffer + done * columns.pitch + columns.front + (columns.split ? c / 2 : c);
        const int64_t at_once = slides ? rows : 1;
        for (int64_t k = 0; k < rows; k += at_once, to += at_once * columns.pitch) {
          const Rows<kDepth> first(band, slices, band.h.origin + (j + k) * band.h.stride, columns.column + c);
          if (!down(first, strip, ending, at_once, to)) return false;
        }
      }
      done += rows;
    }
    return true;
  }

  template <int kDepth>
  static Downwards<kDepth> DownOf(int64_t taps, bool pairs) {
    if constexpr (kDepth > 1) {
      return pairs ? Down<kDepth, kDepth, true> : Down<kDepth, kDepth, false>;
    } else {
      if constexpr (Numbers::kMostTaps == kLeaves) {
        switch (taps) {
          case 4: return Down<1, 4, false>;
          case 5: return pairs ? Down<1, 5, true> : Down<1, 5, false>;
          case 6: return Down<1, 6, false>;
          case 7: return pairs ? Down<1, 7, true> : Down<1, 7, false>;
          case 8: return Down<1, 8, false>;
        }
      }
      if (taps == 1) return Down<1, 1, false>;
      if (taps == 2) return pairs ? Down<1, 2, true> : Down<1, 2, false>;
      return pairs ? Down<1, 3, true> : Down<1, 3, false>;
    }
  }

  template <int kDepth>
  static bool VerticalOf(const Band<T>& band, const BandColumns& columns, const Ending<A>& ending, L* buffer) {
    const bool odd = kDepth > 1 || band.h.taps == 2 || band.h.taps % 2 == 1;  // or two: what comes in pairs
    const bool pairs = band.h.stride == 1 && band.h.step == 1 && band.h.taps > 1 && odd;
    const bool slides = pairs || (band.h.step == 1 && band.h.stride == 2);
    return Strips<kDepth>(band, columns, ending, slides, DownOf<kDepth>(band.h.taps, pairs), buffer);
  }

  static bool Vertical(const Band<T>& band, const BandColumns& columns, const Ending<A>& ending, L* buffer) {
    if constexpr (Numbers::kMostTaps == kLeaves) {
      if (band.depth == 2) return VerticalOf<2>(band, columns, ending, buffer);
      if (band.depth == 3) return VerticalOf<3>(band, columns, ending, buffer);
    }
    return VerticalOf<1>(band, columns, ending, buffer);
  }

  // ---- Lines to outputs

  // With large strides, a line a tap of what the windows need.
  static HWY_NOINLINE void Thin(const Along& w, const BandColumns& columns, int64_t rows, L* HWY_RESTRICT buffer) {
    for (; rows > 0; --rows, buffer += columns.pitch) {
      for (int64_t t = 0; t < w.taps; ++t) {
        const L* const from = buffer + columns.front + columns.from + t * w.step;
        for (int64_t i = 0; i < columns.outputs; ++i) buffer[columns.taps[t] + i] = from[i * w.stride];
      }
    }
  }

  // Beyond a row's last output the next row follows: what is written there is overwritten, except after the last row.
  template <int kTaps>
  static HWY_NOINLINE void Horizontal(const Band<T>& band, const BandColumns& columns, const Ending<A>& ending,
                                      const L* HWY_RESTRICT buffer, T* HWY_RESTRICT out) {
    const D d;
    const Raw raw;
    const int64_t lanes = Lanes(), n = columns.outputs, pitch = columns.pitch, advance = band.w.out;
    const Part<Raw> part(raw, n % lanes);
    Numbers numbers(ending);
    Further<Numbers> further;
    const L* taps[kTaps];
    CENOTE_UNROLL for (int t = 0; t < kTaps; ++t) taps[t] = buffer + columns.taps[t];
    const int64_t* const divisors = band.divisors;
    int64_t room = n == advance ? band.rows * n : 0;
    for (int64_t row = 0; row < band.rows; ++row, out += advance, room -= advance) {
      const int64_t divisor = (divisors == nullptr ? 0 : divisors[row]) + columns.first, most = room > n ? room : n;
      for (int64_t i = 0; i < n; i += lanes) {
        const V v = Reduced<0, kTaps>(further, [&](int t) HWY_ATTR { return hn::LoadU(d, taps[t] + i); });
        const auto outputs = numbers.End(v, divisor + i, lanes);
        if (i + lanes <= most) {
          hn::StoreU(outputs, raw, out + i);
        } else {
          part.Store(outputs, raw, out + i);
        }
      }
      CENOTE_UNROLL for (int t = 0; t < kTaps; ++t) taps[t] += pitch;
    }
  }
};

}  // namespace
// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace cenote
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
