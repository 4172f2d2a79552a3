// Channels-last windows, in two steps through a small buffer: the rows of windows are reduced element by element to a
// line of columns; windows are combined from the line, at distances of whole columns. So an element is combined with
// those above and below it once, however many windows share it, and vectors are full however many channels there are.
//
// Where windows share little, those inside the input are reduced in registers instead: a third faster for 2x2 by two.
#if defined(CENOTE_KERNELS_LANES_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CENOTE_KERNELS_LANES_INL_H_
#undef CENOTE_KERNELS_LANES_INL_H_
#else
#define CENOTE_KERNELS_LANES_INL_H_
#endif

#include <string.h>

#include "numbers-inl.h"

HWY_BEFORE_NAMESPACE();
namespace cenote {
namespace HWY_NAMESPACE {
namespace {

template <class Numbers>
class LanesKernel {
 public:
  using T = typename Numbers::T;
  using A = typename Numbers::A;

  static int64_t Run(const Slab<T>& slab, const Ending<A>& ending, T* HWY_RESTRICT out) {
    return LanesKernel(slab, ending).All(out);
  }

 private:
  using D = typename Numbers::D;
  using Raw = typename Numbers::Raw;
  using V = hn::Vec<D>;
  using L = hn::TFromD<D>;

  static constexpr int64_t kLine = 8192 / sizeof(L);  // elements, at most
  static constexpr int64_t kCache = 48 * 1024;        // for a line and the rows under it; half costs a fifth
  static constexpr int64_t kRowsAtOnce = 32;          // what is lost where there is a NaN

  // `count` runs of n elements, so far from one to the next where they are read and where they are written.
  struct Runs {
    int64_t count, n, from_advance, to_advance;
  };

  LanesKernel(const Slab<T>& slab, const Ending<A>& ending)
      : slab_(slab),
        w_(slab.w),
        ending_(ending),
        reach_((slab.w.taps - 1) * slab.w.step + 1) {
    Cut();
    Choose();
    if (inner_ != nullptr) {
      inner_begin_ = (w_.stride - 1 - w_.origin) / w_.stride;
      const int64_t last = w_.in - reach_ - w_.origin, end = last < 0 ? 0 : last / w_.stride + 1;
      inner_end_ = end < w_.out ? end : w_.out;
      if (inner_end_ <= inner_begin_) inner_begin_ = inner_end_ = 0;
    }
    const Along& h = slab.h;
    const bool inside = h.origin == 0 && (h.out - 1) * h.stride + (h.taps - 1) * h.step < h.in;
    if (inside && slab.depth == 1) return;
    for (int64_t i = 0; i < kLine; i += Lanes()) hn::StoreU(hn::Set(Raw(), Numbers::kPadding), Raw(), padding_ + i);
  }

  static HWY_INLINE int64_t Lanes() { return static_cast<int64_t>(hn::Lanes(D())); }

  // Chooses the steps for a window's taps.
  void Choose() {
    const int64_t depth = slab_.depth, height = slab_.h.taps;
    WithCount<Numbers::kMostTaps>(static_cast<int>(w_.taps), [&](auto taps) HWY_ATTR {
      horizontal_ = &LanesKernel::HorizontalOf<decltype(taps)::value>;
    });
    WithCount<Numbers::kMostTaps>(static_cast<int>(height), [&](auto taps) HWY_ATTR {
      vertical_ = &LanesKernel::VerticalOf<1, decltype(taps)::value>;
    });
    if constexpr (Numbers::kMostTaps == kLeaves) {
      if (depth == 2) vertical_ = &LanesKernel::VerticalOf<2, 2>;
      if (depth == 3) vertical_ = &LanesKernel::VerticalOf<3, 3>;
    }
    if (w_.stride == 1 || height != w_.taps || slab_.lanes % Lanes() != 0) return;
    if (depth == 1 && height == 2) inner_ = &LanesKernel::InnerOf<1, 2, 2>;
    if (depth == 1 && height == 3) inner_ = &LanesKernel::InnerOf<1, 3, 3>;
    if constexpr (Numbers::kMostTaps == kLeaves) {
      if (depth == 2 && height == 2) inner_ = &LanesKernel::InnerOf<2, 2, 2>;
    }
  }

  // Calls vector(i) for the vectors that cover n elements. The last one overlaps the one before rather than go beyond
  // element n; it does so only if n is less than a vector.
  template <class Vector>
  static HWY_INLINE void ForEachVector(int64_t n, const Vector& vector) {
    const int64_t last = n > Lanes() ? n - Lanes() : 0;
    for (int64_t i = 0; i < n; i += Lanes()) vector(i < last ? i : last);
  }

  // Chooses the lanes and outputs of a block. Neighbouring blocks have columns in common: many lanes are cut, so that
  // these are few.
  void Cut() {
    int64_t room = kCache / static_cast<int64_t>(sizeof(L)) / (slab_.h.taps * slab_.depth + 2);
    room = room < kLine ? room : kLine;
    if (room < reach_ * Lanes()) room = kLine;
    const int64_t all = (w_.out - 1) * w_.stride + reach_, many = 4 * reach_;
    const int64_t columns = all < many ? all : many;
    lanes_ = slab_.lanes;
    if (lanes_ > Lanes() && columns * lanes_ > room) {
      const int64_t vectors = (lanes_ + Lanes() - 1) / Lanes(), fitting = room / columns / Lanes();
      const int64_t parts = fitting > 0 ? (vectors + fitting - 1) / fitting : vectors;
      lanes_ = (vectors + parts - 1) / parts * Lanes();
    }
    const int64_t most = (room / lanes_ - reach_) / w_.stride + 1, blocks = (w_.out + most - 1) / most;
    outputs_ = (w_.out + blocks - 1) / blocks;
  }

  int64_t All(T* HWY_RESTRICT out) {
    const int64_t row_size = w_.out * slab_.lanes;
    for (int64_t row = slab_.begin; row < slab_.end; row += kRowsAtOnce) {
      const int64_t end = row + kRowsAtOnce < slab_.end ? row + kRowsAtOnce : slab_.end;
      T* const to = out + (row - slab_.begin) * row_size;
      for (int64_t r = row; r < end && inner_begin_ < inner_end_; ++r) {
        if (!(this->*inner_)(r, to + (r - row) * row_size)) return row - slab_.begin;
      }
      if (!Blocks(row, end, 0, inner_begin_, to) || !Blocks(row, end, inner_end_, w_.out, to)) return row - slab_.begin;
    }
    return slab_.end - slab_.begin;
  }

  // An input row, and how far it is moved from one run to the next: a row that is padding stays.
  struct InputRow {
    const T* at;
    int64_t advance;
  };

  // The first `count` rows under an output row, from an element of theirs on. Returns whether none of them is padding.
  HWY_NOINLINE bool RowsOf(int64_t row, int64_t count, int64_t at, int64_t advance, InputRow* rows) const {
    const Along& h = slab_.h;
    const int64_t slice = row / h.out, depth = slab_.depth;
    const T* const* slices = slab_.slices + slice * depth;
    const int64_t top = h.origin + (row - slice * h.out) * h.stride;
    bool all = true;
    for (int64_t i = 0; i < count; ++i) {
      const int64_t t = i / depth, y = top + t * h.step;
      const T* const from = slices[i - t * depth];
      const bool inside = t < h.taps && y >= 0 && y < h.in && from != nullptr;
      rows[i] = inside ? InputRow{from + y * w_.in * slab_.lanes + at, advance} : InputRow{padding_, 0};
      all = all && inside;
    }
    return all;
  }

  // ---- In registers

  // The inner windows of a row.
  template <int kDepth, int kHeight, int kTaps>
  HWY_NOINLINE bool InnerOf(int64_t row, T* HWY_RESTRICT out) {
    const Raw raw;
    const Ending<A> ending = ending_.of(slab_.divisors_of(row % slab_.h.out) * w_.out + inner_begin_);
    Numbers numbers(ending);
    Further<Numbers> further;
    const int64_t lanes = slab_.lanes, advance = w_.stride * lanes, tap = w_.step * lanes;
    InputRow rows[kDepth * kHeight];
    if (!RowsOf(row, kDepth * kHeight, (w_.origin + inner_begin_ * w_.stride) * lanes, 0, rows)) {
      return Blocks(row, row + 1, inner_begin_, inner_end_, out);
    }
    const T* r[kDepth * kHeight];
    for (int k = 0; k < kDepth * kHeight; ++k) r[k] = rows[k].at;
    out += inner_begin_ * lanes;
    for (int64_t o = inner_begin_; o < inner_end_; ++o, out += lanes) {
      const auto window = [&](int64_t i) HWY_ATTR {
        const auto column = [&](int t) HWY_ATTR {
          const int64_t at = t * tap + i;
          return Column<kDepth, kHeight>(numbers,
                                         [&](int k) HWY_ATTR { return Numbers::Leaf(hn::LoadU(raw, r[k] + at)); });
        };
        hn::StoreU(numbers.End(Reduced<0, kTaps>(further, column), 0, Lanes()), raw, out + i);
      };
      for (int64_t i = 0; i < lanes; i += Lanes()) window(i);
      for (int k = 0; k < kDepth * kHeight; ++k) r[k] += advance;
    }
    return !numbers.forgot();
  }

  // ---- In two steps

  // Windows begin <= o < end of rows row <= r < row_end; out is where row begins.
  HWY_NOINLINE bool Blocks(int64_t row, int64_t row_end, int64_t begin, int64_t end, T* HWY_RESTRICT out) {
    for (int64_t lane = 0; begin < end && lane < slab_.lanes; lane += lanes_) {
      const int64_t at = lane + lanes_ < slab_.lanes ? lane : slab_.lanes - lanes_;
      for (int64_t o = begin; o < end; o += outputs_) {
        if (!Block(row, row_end, at, o, o + outputs_ < end ? o + outputs_ : end, out)) return false;
      }
    }
    return true;
  }

  HWY_NOINLINE bool Block(int64_t row, int64_t row_end, int64_t lane, int64_t first_output, int64_t end,
                          T* HWY_RESTRICT out) {
    // Columns from <= c < to, those first <= c < last of the input.
    const int64_t from = w_.origin + first_output * w_.stride, to = w_.origin + (end - 1) * w_.stride + reach_;
    const int64_t begun = from > 0 ? from : 0, first = begun < to ? begun : to;
    const int64_t ended = to < w_.in ? to : w_.in, last = first < ended ? ended : first;
    L* const line = line_ + kSlack;
    for (int64_t i = 0; i < (first - from) * lanes_; i += Lanes()) hn::StoreU(Numbers::Padding(), D(), line + i);
    for (int64_t i = (last - from) * lanes_; i < (to - from) * lanes_; i += Lanes()) {
      hn::StoreU(Numbers::Padding(), D(), line + i);
    }
    const bool whole = lanes_ == slab_.lanes;
    int64_t at = first * slab_.lanes + lane, n = (whole ? last - first : 1) * lanes_, line_at = (first - from) * lanes_;
    if (n < Lanes()) {
      // Neighbours make it a vector.
      n = Lanes();
      const int64_t back = at + n - w_.in * slab_.lanes;
      at -= back > 0 ? back : 0;
      line_at -= back > 0 ? back : 0;
    }
    const Runs runs{last == first ? 0 : whole ? 1 : last - first, n, slab_.lanes, lanes_};
    for (int64_t r = row; r < row_end; ++r) {
      if (!(this->*vertical_)(r, at, runs, line + line_at)) return false;
      T* const to_outputs = out + ((r - row) * w_.out + first_output) * slab_.lanes + lane;
      if (slab_.lanes >= Lanes()) {
        Horizontal(r, line, first_output, end, to_outputs);
      } else {
        // Vectors are longer than outputs.
        Horizontal(r, line, first_output, end, written_);
        memcpy(to_outputs, written_, static_cast<size_t>((end - first_output) * slab_.lanes) * sizeof(T));
      }
    }
    return true;
  }

  // ---- Rows to a line

  template <int kDepth, int kHeight>
  HWY_NOINLINE bool VerticalOf(int64_t row, int64_t at, const Runs& runs, L* HWY_RESTRICT line) const {
    const D d;
    const Raw raw;
    Numbers numbers(ending_);
    InputRow rows[kDepth * kHeight];
    RowsOf(row, kDepth * kHeight, at, runs.from_advance, rows);
    const T* r[kDepth * kHeight];
    for (int t = 0; t < kDepth * kHeight; ++t) r[t] = rows[t].at;
    for (int64_t run = 0; run < runs.count; ++run) {
      ForEachVector(runs.n, [&](int64_t i) HWY_ATTR {
        hn::StoreU(Column<kDepth, kHeight>(numbers,
                                           [&](int t) HWY_ATTR { return Numbers::Leaf(hn::LoadU(raw, r[t] + i)); }),
                   d, line + i);
      });
      for (int t = 0; t < kDepth * kHeight; ++t) r[t] += rows[t].advance;
      line += runs.to_advance;
    }
    return !numbers.forgot();
  }

  // ---- A line to outputs

  // Whole vectors are written.
  template <int kTaps>
  HWY_NOINLINE void HorizontalOf(const L* HWY_RESTRICT line, const Runs& runs, const Ending<A>& ending,
                                 T* HWY_RESTRICT out) const {
    const D d;
    const int64_t tap = w_.step * lanes_;
    Numbers numbers(ending);
    Further<Numbers> further;
    for (int64_t run = 0; run < runs.count; ++run) {
      ForEachVector(runs.n, [&](int64_t i) HWY_ATTR {
        const auto v = Reduced<0, kTaps>(further, [&](int t) HWY_ATTR { return hn::LoadU(d, line + t * tap + i); });
        hn::StoreU(numbers.End(v, 0, Lanes()), Raw(), out + i);
      });
      line += runs.from_advance;
      out += runs.to_advance;
    }
  }

  // Windows that have one divisor are done at once.
  HWY_NOINLINE void Horizontal(int64_t row, const L* line, int64_t begin, int64_t end, T* out) const {
    const int64_t divisors = slab_.divisors_of(row % slab_.h.out) * w_.out;
    const bool whole = lanes_ == slab_.lanes && w_.stride == 1;
    for (int64_t o = begin; o < end;) {
      int64_t next = ending_.uniform ? end : o + 1;
      while (next < end && ending_.divisors[divisors + next] == ending_.divisors[divisors + o]) ++next;
      const Runs runs{whole ? 1 : next - o, whole ? (next - o) * lanes_ : lanes_, w_.stride * lanes_, slab_.lanes};
      (this->*horizontal_)(line + (o - begin) * w_.stride * lanes_, runs, ending_.of(divisors + o),
                           out + (o - begin) * slab_.lanes);
      o = next;
    }
  }

  const Slab<T>& slab_;
  const Along& w_;
  const Ending<A>& ending_;
  const int64_t reach_;
  int64_t lanes_ = 0;    // of a block
  int64_t outputs_ = 0;
  bool (LanesKernel::*vertical_)(int64_t, int64_t, const Runs&, L*) const = nullptr;
  void (LanesKernel::*horizontal_)(const L*, const Runs&, const Ending<A>&, T*) const = nullptr;
  bool (LanesKernel::*inner_)(int64_t, T*) = nullptr;
  int64_t inner_begin_ = 0, inner_end_ = 0;  // windows that are reduced in registers
  HWY_ALIGN L line_[kSlack + kLine + kSlack];
  HWY_ALIGN T padding_[kLine + kSlack];
  HWY_ALIGN T written_[kLine + kSlack];
};

}  // namespace
// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace cenote
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
