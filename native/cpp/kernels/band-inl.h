// Windows of channels-first planes, in two steps through a small buffer: the rows of a window are reduced to a line, with
// padding at both ends; then its columns, which are neighbours on that line, so that nothing is shuffled. Many rows go
// through the first step before the second one reads what they left.
#if defined(CENOTE_KERNELS_BAND_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CENOTE_KERNELS_BAND_INL_H_
#undef CENOTE_KERNELS_BAND_INL_H_
#else
#define CENOTE_KERNELS_BAND_INL_H_
#endif

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

  static int64_t Run(const Band<T>& band, const Ending<A>& ending, T* HWY_RESTRICT out) {
    const Along& w = band.w;
    Block block(w, 0, w.out);
    if (block.rows < kFewestRows) block = Block(w, 0, OutputsAtOnce(w));
    const int64_t outputs = block.outputs, rows_at_once = block.rows;
    const bool whole_rows = outputs == w.out;
    HWY_ALIGN L buffer[kBuffer];
    HWY_ALIGN T padding[kBuffer / kFewestRows + kMostLanes];
    const int64_t span = (outputs - 1) * w.stride + (w.taps - 1) * w.step + 1;
    for (int64_t i = 0; i < span; i += Lanes()) hn::StoreU(hn::Set(Raw(), Numbers::kPadding), Raw(), padding + i);
    for (int64_t row = band.begin; row < band.end; row += rows_at_once) {
      const int64_t rows = band.end - row < rows_at_once ? band.end - row : rows_at_once;
      T* const to = out + (row - band.begin) * w.out;
      for (int64_t first = 0; first < w.out; first += outputs) {
        if (!whole_rows) block = Block(w, first, w.out - first < outputs ? w.out - first : outputs);
        if (!whole_rows || row == band.begin) block.Surround(rows, buffer);
        if (!Vertical(band, block, ending, padding, row, rows, buffer)) return row - band.begin;
        if (!block.dense && !block.split) Thin(w, block, rows, buffer);
        const int64_t room = whole_rows ? (band.end - row) * w.out : 0;
        Horizontal(band, block, ending, row, rows, buffer, to + first, room);
      }
    }
    return band.end - band.begin;
  }

 private:
  using D = typename Numbers::D;
  using Raw = typename Numbers::Raw;
  using V = hn::Vec<D>;
  using L = hn::TFromD<D>;

  static constexpr int64_t kMostLanes = HWY_MAX_BYTES / sizeof(L);
  static constexpr int64_t kBuffer = 16384 / sizeof(L);
  static constexpr int64_t kFewestRows = 4;
  static constexpr int64_t kMostRows = 32;

  static HWY_INLINE int64_t Lanes() { return static_cast<int64_t>(hn::Lanes(D())); }
  static HWY_INLINE int64_t Whole(int64_t n) { return (n + Lanes() - 1) / Lanes() * Lanes(); }

  // Some outputs of a row, and where the columns that they need lie in the buffer. With stride 1 a row has one line of
  // columns; with stride 2 one of even columns, one of odd ones; else one that a line for each tap follows.
  struct Block {
    int64_t outputs;
    int64_t first;      // of them
    int64_t column;     // the first one of the input that is read
    int64_t columns;
    bool dense, split;
    int64_t front;      // elements of a line before that column
    int64_t line;       // elements of a line
    int64_t pitch;      // of a row
    int64_t rows;       // that the buffer holds
    int64_t taps[kLeaves];  // where those of window `first` lie in a row

    Block(const Along& w, int64_t begin, int64_t count) : outputs(count), first(begin) {
      const int64_t from = w.origin + first * w.stride;
      const int64_t to = from + (outputs - 1) * w.stride + (w.taps - 1) * w.step + 1;
      column = from < 0 ? 0 : from;
      columns = (to < w.in ? to : w.in) - column;
      if (columns < 0) columns = 0;
      dense = w.stride == 1;
      split = w.stride == 2;
      const int64_t lead = column - from, tail = to - column - columns;
      front = lead == 0 ? 0 : Whole(split ? lead / 2 + 1 : lead);
      line = front + Written() + (split ? Whole(tail / 2) : Whole(tail)) + Lanes();
      pitch = split ? 2 * line : line;
      for (int64_t t = 0; t < w.taps; ++t) {
        const int64_t at = t * w.step - lead;  // the column in the input's, from `column` on
        taps[t] = dense ? front + at : split ? (at & 1) * line + front + (at >> 1) : line + t * Whole(outputs);
      }
      if (!dense && !split) pitch += w.taps * Whole(outputs);
      rows = kBuffer / pitch < kMostRows ? kBuffer / pitch : kMostRows;
    }

    // Elements of a line that are written from `front` on.
    int64_t Written() const { return split ? Whole((columns + 1) / 2) : Whole(columns); }

    // Writes padding to both ends of lines. Once is enough: columns never go there.
    void Surround(int64_t count, L* HWY_RESTRICT buffer) const {
      const D d;
      const auto padding = Numbers::Padding();
      for (int64_t at = 0; at < count * pitch; at += pitch) {
        for (int64_t l = at; l < at + line + (split ? line : 0); l += line) {
          for (int64_t i = 0; i < front; i += Lanes()) hn::StoreU(padding, d, buffer + l + i);
          for (int64_t i = front + Written(); i < line; i += Lanes()) hn::StoreU(padding, d, buffer + l + i);
        }
        for (int64_t l = at + line + Whole(outputs); l <= at + pitch; l += Whole(outputs)) {
          if (!dense && !split) hn::StoreU(padding, d, buffer + l - Lanes());
        }
      }
    }
  };

  // How many outputs of long rows are taken at once, so that their columns, the windows' reach and slack fit.
  static int64_t OutputsAtOnce(const Along& w) {
    const int64_t room = kBuffer / kFewestRows - (w.taps + 6) * Lanes() - 2 * w.taps * w.step;
    const int64_t n = room / (w.stride + (w.stride > 2 ? w.taps : 0)) / Lanes() * Lanes();
    return n < Lanes() ? Lanes() : n;
  }

  // ---- Rows to lines

  // As many rows of the window as come from the input; the others are `padding`.
  template <int kDepth, int kHeight>
  static HWY_INLINE void RowsOf(const Band<T>& band, const T* const* slices, int64_t j, int64_t column, const T* padding,
                                const T** rows) {
    const Along& h = band.h;
    int64_t y = h.origin + j * h.stride;
    for (int i = 0; i < kHeight; ++i, y += h.step) {
      const bool inside = y >= 0 && y < h.in && (kDepth == 1 || i < h.taps);
      for (int d = 0; d < kDepth; ++d) {
        rows[i * kDepth + d] = inside && slices[d] != nullptr ? slices[d] + y * band.w.in + column : padding;
      }
    }
  }

  template <int kDepth, int kHeight, bool kSplit>
  static HWY_NOINLINE bool VerticalOf(const Band<T>& band, const Block& block, const Ending<A>& ending, const T* padding,
                                      int64_t row, int64_t rows, L* HWY_RESTRICT buffer) {
    const D d;
    const Raw raw;
    const int64_t lanes = Lanes(), n = block.columns, line = block.line, pitch = block.pitch;
    const auto outside = hn::Set(raw, Numbers::kPadding);
    Numbers numbers(ending);
    int64_t slice = row / band.h.out, j = row - slice * band.h.out;
    const T* const* slices = band.slices + slice * kDepth;
    const int64_t whole = kSplit ? n / (2 * lanes) * 2 * lanes : n / lanes * lanes;
    const Part<Raw> part(raw, n - whole), part_b(raw, n - whole - lanes);
    L* to = buffer + block.front;
    for (int64_t k = 0; k < rows; ++k, to += pitch) {
      const T* r[kDepth * kHeight];
      RowsOf<kDepth, kHeight>(band, slices, j, block.column, padding, r);
      if (++j == band.h.out) {
        j = 0;
        slices += kDepth;
      }
      const auto full = [&](int64_t c) HWY_ATTR {
        return Column<kDepth, kHeight>(numbers, [&](int i) HWY_ATTR { return Numbers::Leaf(hn::LoadU(raw, r[i] + c)); });
      };
      const auto rest = [&](const Part<Raw>& p, int64_t c) HWY_ATTR {
        return Column<kDepth, kHeight>(numbers,
                                       [&](int i) HWY_ATTR { return Numbers::Leaf(p.Load(raw, r[i] + c, outside)); });
      };
      if constexpr (kSplit) {
        const auto store = [&](V a, V b, int64_t c) HWY_ATTR {
          hn::StoreU(hn::ConcatEven(d, b, a), d, to + c / 2);
          hn::StoreU(hn::ConcatOdd(d, b, a), d, to + line + c / 2);
        };
        for (int64_t c = 0; c < whole; c += 2 * lanes) {
          const V a = full(c);
          store(a, full(c + lanes), c);
        }
        if (n - whole > lanes) {
          const V a = full(whole);
          store(a, rest(part_b, whole + lanes), whole);
        } else if (n > whole) {
          store(rest(part, whole), Numbers::Padding(), whole);
        }
      } else {
        for (int64_t c = 0; c < whole; c += lanes) hn::StoreU(full(c), d, to + c);
        if (n > whole) hn::StoreU(rest(part, whole), d, to + whole);
      }
    }
    return !numbers.forgot();
  }

  template <int kDepth, int kHeight>
  static HWY_INLINE bool VerticalOf(const Band<T>& band, const Block& block, const Ending<A>& ending, const T* padding,
                                    int64_t row, int64_t rows, L* buffer) {
    return block.split ? VerticalOf<kDepth, kHeight, true>(band, block, ending, padding, row, rows, buffer)
                       : VerticalOf<kDepth, kHeight, false>(band, block, ending, padding, row, rows, buffer);
  }

  static bool Vertical(const Band<T>& band, const Block& block, const Ending<A>& ending, const T* padding, int64_t row,
                       int64_t rows, L* buffer) {
    if (band.depth == 2) return VerticalOf<2, 2>(band, block, ending, padding, row, rows, buffer);
    if (band.depth == 3) return VerticalOf<3, 3>(band, block, ending, padding, row, rows, buffer);
    bool done = false;
    WithCount(static_cast<int>(band.h.taps), [&](auto taps) HWY_ATTR {
      done = VerticalOf<1, decltype(taps)::value>(band, block, ending, padding, row, rows, buffer);
    });
    return done;
  }

  // ---- Lines to outputs

  // With large strides, a line a tap of what the windows need.
  static void Thin(const Along& w, const Block& block, int64_t rows, L* HWY_RESTRICT buffer) {
    const int64_t lead = block.column - (w.origin + block.first * w.stride);
    for (int64_t k = 0; k < rows; ++k, buffer += block.pitch) {
      for (int64_t t = 0; t < w.taps; ++t) {
        const L* const from = buffer + block.front - lead + t * w.step;
        for (int64_t i = 0; i < block.outputs; ++i) buffer[block.taps[t] + i] = from[i * w.stride];
      }
    }
  }

  // Whole vectors are written while there is room for so many elements: beyond a row's last output the next row follows.
  template <int kTaps>
  static HWY_NOINLINE void HorizontalOf(const Band<T>& band, const Block& block, const Ending<A>& ending, int64_t row,
                                        int64_t rows, const L* HWY_RESTRICT buffer, T* HWY_RESTRICT out, int64_t room) {
    const D d;
    const Raw raw;
    const int64_t lanes = Lanes(), n = block.outputs, pitch = block.pitch, advance = band.w.out;
    const int64_t whole = n / lanes * lanes;
    const Part<Raw> part(raw, n - whole);
    Numbers numbers(ending);
    Further<Numbers> further;
    const L* taps[kTaps];
    for (int t = 0; t < kTaps; ++t) taps[t] = buffer + block.taps[t];
    int64_t j = row % band.h.out;
    for (int64_t at = 0; at < rows * pitch; at += pitch, out += advance, room -= advance) {
      const int64_t divisors = band.divisors_of(j) * advance + block.first;
      if (++j == band.h.out) j = 0;
      const auto outputs = [&](int64_t i) HWY_ATTR {
        const auto v = Reduced<0, kTaps>(further, [&](int t) HWY_ATTR { return hn::LoadU(d, taps[t] + at + i); });
        return numbers.End(v, divisors + i, lanes);
      };
      for (int64_t i = 0; i < whole; i += lanes) hn::StoreU(outputs(i), raw, out + i);
      if (whole == n) continue;
      if (room - whole >= lanes) {
        hn::StoreU(outputs(whole), raw, out + whole);
      } else {
        part.Store(outputs(whole), raw, out + whole);
      }
    }
  }

  static void Horizontal(const Band<T>& band, const Block& block, const Ending<A>& ending, int64_t row, int64_t rows,
                         const L* buffer, T* out, int64_t room) {
    WithCount(static_cast<int>(band.w.taps), [&](auto taps) HWY_ATTR {
      HorizontalOf<decltype(taps)::value>(band, block, ending, row, rows, buffer, out, room);
    });
  }
};

}  // namespace
// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace cenote
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
