// Windows of channels-first planes, in two steps through a small buffer: the rows of a window are reduced to a line, with
// padding at both ends; then its columns, which are neighbours on that line, so that nothing is shuffled. Many rows go
// through the first step before the second one reads what they left.
#if defined(CENOTE_KERNELS_BAND_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CENOTE_KERNELS_BAND_INL_H_
#undef CENOTE_KERNELS_BAND_INL_H_
#else
#define CENOTE_KERNELS_BAND_INL_H_
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
class BandKernel {
 public:
  using T = typename Numbers::T;
  using A = typename Numbers::A;

  static bool Run(const Band<T>& band, const BandColumns& columns, const Ending<A>& ending, void* memory, T* out) {
    L* const buffer = static_cast<L*>(memory);
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
        for (int64_t i = columns.front + columns.written; i < columns.line; i += lanes) hn::StoreU(padding, d, line + i);
      }
      for (int64_t t = 0; columns.thin && t < taps; ++t) {  // the last vectors' lanes without an output
        hn::StoreU(padding, d, buffer + columns.taps[t] + (columns.outputs - 1) / lanes * lanes);
      }
    }
  }

  // ---- Rows to lines

  // The rows of a slice from `y` on, in some columns: each is loaded once, as the window slides down.
  template <int kDepth>
  struct Slide {
    const T* row[kDepth];       // row y of each slice
    int64_t pitch[kDepth];
    int64_t y, in;

    HWY_INLINE Slide(const Band<T>& band, const T* const* slices, int64_t first, int64_t column) : y(first), in(band.h.in) {
      CENOTE_UNROLL for (int i = 0; i < kDepth; ++i) {
        const bool there = slices[i] != nullptr;
        pitch[i] = there ? band.w.in : 0;
        row[i] = there ? slices[i] + column + y * band.w.in : band.padding;
      }
    }

    HWY_INLINE void Move(int64_t rows) {
      y += rows;
      CENOTE_UNROLL for (int i = 0; i < kDepth; ++i) row[i] += rows * pitch[i];
    }

    // Row y + at; vectors(p) loads elements.
    template <class Load>
    HWY_INLINE V Row(Numbers& numbers, int64_t at, const Load& load) const {
      if (static_cast<uint64_t>(y + at) >= static_cast<uint64_t>(in)) return Numbers::Padding();
      const auto leaf = [&](int i) HWY_ATTR { return Numbers::Leaf(load(row[i] + at * pitch[i])); };
      if constexpr (kDepth == 1) {
        return leaf(0);
      } else {
        return Reduced<0, kDepth>(numbers, leaf);
      }
    }
  };

  // Windows of kTaps rows of a slice, in one vector of columns or two, going down two input rows at a time: with stride 2
  // for the next output row, with stride 1 for the next two. Other strides start anew for each row.
  template <int kDepth, int kTaps, bool kSplit, bool kTwo, class Load, class Load2, class Store>
  static HWY_INLINE void Down(const Band<T>& band, const T* const* slices, int64_t j, int64_t rows, int64_t column,
                              Numbers& numbers, const Load& load, const Load2& load2, const Store& store) {
    const Along& h = band.h;
    constexpr int kRows = kSplit ? kTaps : kTaps + 1, kKept = kRows > 2 ? kRows - 2 : 0;
    const int64_t step = h.step;
    const bool slides = step == 1 && h.stride == (kSplit ? 2 : 1);
    const int64_t at_once = slides && !kSplit ? 2 : 1;
    V a[kRows], b[kRows];
    Slide<kDepth> slide(band, slices, h.origin + j * h.stride, column);
    for (int64_t k = 0; k < rows; k += at_once) {
      if (k == 0 || !slides) {
        CENOTE_UNROLL for (int i = 0; i < kKept; ++i) {
          a[i] = slide.Row(numbers, i * step, load);
          if (kDepth == 1) a[i] = numbers.Alone(a[i]);
          if (kTwo) {
            b[i] = slide.Row(numbers, i * step, load2);
            if (kDepth == 1) b[i] = numbers.Alone(b[i]);
          }
        }
      }
      CENOTE_UNROLL for (int i = kKept; i < kRows; ++i) {
        a[i] = slide.Row(numbers, i * step, load);
        if (kTwo) b[i] = slide.Row(numbers, i * step, load2);
      }
      if (kDepth == 1) {
        Watch<kRows - kKept>(numbers, a + kKept);
        if (kTwo) Watch<kRows - kKept>(numbers, b + kKept);
      }
      Further<Numbers> further;
      if constexpr (kSplit) {
        const V at_a = Reduced<0, kTaps>(further, [&](int i) HWY_ATTR { return a[i]; });
        V at_b = Numbers::Padding();
        if (kTwo) at_b = Reduced<0, kTaps>(further, [&](int i) HWY_ATTR { return b[i]; });
        store(k, at_a, at_b);
      } else {
        V upper, lower;
        if constexpr (Numbers::kAnyOrder && kTaps > 1) {
          const V shared = Reduced<1, kTaps - 1>(further, [&](int i) HWY_ATTR { return a[i]; });
          upper = Numbers::Combine(shared, a[0]);
          lower = Numbers::Combine(shared, a[kTaps]);
        } else {
          upper = Reduced<0, kTaps>(further, [&](int i) HWY_ATTR { return a[i]; });
          lower = Reduced<1, kTaps>(further, [&](int i) HWY_ATTR { return a[i]; });
        }
        store(k, upper, upper);
        if (at_once == 2 && k + 1 < rows) store(k + 1, lower, lower);
      }
      slide.Move(slides ? 2 : h.stride);
      CENOTE_UNROLL for (int i = 0; i < kKept; ++i) {
        a[i] = a[i + 2];
        if (kTwo) b[i] = b[i + 2];
      }
    }
  }

  template <int kCount>
  static HWY_INLINE void Watch(Numbers& numbers, const V* leaves) {
    if constexpr (kCount == 1) {
      numbers.Alone(leaves[0]);
    } else {
      numbers.Join(leaves[0], leaves[1]);
    }
  }

  template <int kDepth, int kTaps, bool kSplit>
  static HWY_NOINLINE bool Vertical(const Band<T>& band, const BandColumns& columns, const Ending<A>& ending,
                                    L* HWY_RESTRICT buffer) {
    const D d;
    const Raw raw;
    const int64_t lanes = Lanes(), n = columns.count, line = columns.line, pitch = columns.pitch;
    const auto padding = Numbers::Padding();
    const T* const end = band.end;
    Numbers numbers(ending);
    int64_t j = band.first;
    const T* const* slices = band.slices;
    for (int64_t done = 0; done < band.rows; j = 0, slices += kDepth) {
      const int64_t rows = band.rows - done < band.h.out - j ? band.rows - done : band.h.out - j;
      L* const to = buffer + done * pitch + columns.front;
      done += rows;
      for (int64_t c = 0; c < n;) {
        const auto full = [&](const T* p) HWY_ATTR { return hn::LoadU(raw, p); };
        const int64_t column = columns.column + c, left = n - c;
        if constexpr (kSplit) {
          const auto store = [&](int64_t k, V a, V b) HWY_ATTR {
            L* const at = to + k * pitch + c / 2;
            hn::StoreU(hn::ConcatEven(d, b, a), d, at);
            hn::StoreU(hn::ConcatOdd(d, b, a), d, at + line);
          };
          const int64_t last = left > 2 * lanes ? lanes : left > lanes ? left - lanes : left;
          const Part<Raw> part(raw, last);
          const auto rest = [&](const T* p) HWY_ATTR { return part.LoadAny(raw, p, end); };
          const auto mask = hn::FirstN(d, static_cast<size_t>(last));
          if (left > lanes) {
            const auto rest2 = [&](const T* p) HWY_ATTR { return part.LoadAny(raw, p + lanes, end); };
            Down<kDepth, kTaps, true, true>(band, slices, j, rows, column, numbers, full, rest2,
                                            [&](int64_t k, V a, V b) HWY_ATTR { store(k, a, hn::IfThenElse(mask, b, padding)); });
          } else {
            Down<kDepth, kTaps, true, false>(band, slices, j, rows, column, numbers, rest, rest,
                                             [&](int64_t k, V a, V b) HWY_ATTR { store(k, hn::IfThenElse(mask, a, padding), b); });
          }
          c += 2 * lanes;
        } else {
          const Part<Raw> part(raw, left);
          const auto mask = hn::FirstN(d, static_cast<size_t>(left < lanes ? left : lanes));
          const auto rest = [&](const T* p) HWY_ATTR { return part.LoadAny(raw, p, end); };
          const auto store = [&](int64_t k, V a, V) HWY_ATTR {
            hn::StoreU(hn::IfThenElse(mask, a, padding), d, to + k * pitch + c);
          };
          Down<kDepth, kTaps, false, false>(band, slices, j, rows, column, numbers, rest, rest, store);
          c += lanes;
        }
      }
    }
    return !numbers.forgot();
  }

  template <int kDepth, int kTaps>
  static bool SplitOrNot(const Band<T>& band, const BandColumns& columns, const Ending<A>& ending, L* buffer) {
    return columns.split ? Vertical<kDepth, kTaps, true>(band, columns, ending, buffer)
                         : Vertical<kDepth, kTaps, false>(band, columns, ending, buffer);
  }

  static bool Vertical(const Band<T>& band, const BandColumns& columns, const Ending<A>& ending, L* buffer) {
    if constexpr (Numbers::kMostTaps == kLeaves) {
      if (band.depth == 2) return SplitOrNot<2, 2>(band, columns, ending, buffer);
      if (band.depth == 3) return SplitOrNot<3, 3>(band, columns, ending, buffer);
    }
    bool done = false;
    WithCount<Numbers::kMostTaps>(static_cast<int>(band.h.taps), [&](auto taps) HWY_ATTR {
      done = SplitOrNot<1, decltype(taps)::value>(band, columns, ending, buffer);
    });
    return done;
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
