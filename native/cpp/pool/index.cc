#include <stdint.h>

#include "cenote.h"
#include "kernels/half-inl.h"
#include "kernels/kernels.h"
#include "pool/box.h"
#include "pool/phases.h"
#include "pool/problem.h"
#include "pool/rows.h"
#include "pool/scratch.h"

namespace cenote {
namespace {

// A tap inside the input is reached by sums that may overflow on the way, as those of windows that reach far.
int64_t inside(int64_t start, int64_t tap, int64_t step) {
  return static_cast<int64_t>(static_cast<uint64_t>(start) + static_cast<uint64_t>(tap) * static_cast<uint64_t>(step));
}

// From tap to tap, if there is more than one.
int64_t step_of(const cenote_window& window, int64_t step) { return taps_in(window) > 1 ? step : 0; }

// Few enough taps to be looked at in all windows at once; above, a search that ends early is as good.
constexpr int64_t kMostTaps = 1024;
constexpr int64_t kMostRows = 32;

// So much is found at once, if there are not more lanes.
constexpr int64_t kFoundBytes = 8 * 1024;

// What bits mean, for single elements: those of a floating type, or of integers, of which none is NaN or -0.
template <class T>
struct Meaning {
  const Search<T>& search;
  T magnitude;  // the bits without the sign
  T infinity;
  T padding;    // what no element equals, or, of integers, what is only found where nothing else is

  static Meaning floating(const Search<T>& search, T infinity) {
    const T magnitude = static_cast<T>(~T{0}) >> 1;
    return {search, magnitude, infinity, magnitude};
  }
  static Meaning integers(const Search<T>& search, bool is_signed, bool least) {
    const T none = 0, all = static_cast<T>(~none), greatest = is_signed ? all >> 1 : all;
    return {search, all, all, static_cast<T>(least ? greatest : is_signed ? greatest + 1 : 0)};
  }

  bool is_nan(T x) const { return (x & magnitude) > infinity; }
  bool equal(T x, T wanted) const { return x == wanted || (wanted == 0 && (x & magnitude) == 0); }
};

int bits_of(int64_t numbers) {
  int bits = 0;
  while (numbers > int64_t{1} << bits) ++bits;
  return bits;
}

// Extremes are known, so that a window's taps need only be compared with one: those of many windows at once, from the
// last tap to the first. NaN, of which the last one is wanted and which equals nothing, is searched for alone.
template <class T>
class Finder {
 public:
  Finder(const Meaning<T>& meaning, const cenote_problem& problem, const T* in, const T* out, void* indices,
         bool narrow)
      : meaning_(meaning),
        search_(meaning.search),
        problem_(problem),
        w_(problem.axes[2]),
        lanes_(problem.lanes),
        in_(in),
        out_(out),
        indices_(indices),
        narrow_(narrow),
        at_once_(is_simple()) {}

  cenote_status rows(int64_t begin, int64_t end) {
    if (!at_once_) {
      for (Row row(problem_, begin); row.number() < end; row.next()) search(row, false);
      return CENOTE_OK;
    }
    return lanes_ == 1 ? bands(begin, end) : lanes(begin, end);
  }

 private:
  // Whether windows have few taps, which codes can name, and lie evenly where they are not looked at one by one.
  // Sums that may overflow are of doubles.
  bool is_simple() {
    const auto real = [](int64_t x) { return static_cast<double>(x); };
    const cenote_axis& d = problem_.axes[0];
    const cenote_axis& h = problem_.axes[1];
    if (lanes_ == 1 && (w_.stride == 0 || w_.edges_per_list != 0 || !Apart<T>::is_near(w_))) return false;
    const int64_t d_taps = max_taps_in(d), h_taps = Apart<T>::shares_rows(h) ? h.taps : max_taps_in(h);
    const int64_t w_taps = lanes_ == 1 ? w_.taps : max_taps_in(w_);
    if (real(d_taps) * real(h_taps) > kMostRows || real(d_taps * h_taps) * real(w_taps) > kMostTaps) return false;
    const double last_row = real(d_taps - 1) * real(d.step) * real(h.in) + real(h_taps - 1) * real(h.step);
    if ((last_row + 1) * real(w_.in) + 4 * real(w_.in + kSlack) >= 0x1p32) return false;
    most_taps_ = d_taps * h_taps * w_taps;
    const int w_bits = bits_of(w_taps), h_bits = bits_of(h_taps), d_bits = bits_of(d_taps);
    const auto narrow = [](int64_t step) { return static_cast<uint32_t>(step); };
    offsets_ = {w_bits + h_bits, w_bits, (1u << h_bits) - 1, (1u << w_bits) - 1,
                narrow(d.step) * narrow(h.in) * narrow(w_.in), narrow(h.step) * narrow(w_.in), narrow(w_.step)};
    return sizeof(T) >= 4 || w_bits + h_bits + d_bits <= static_cast<int>(8 * sizeof(T));
  }

  void announce(int64_t outputs) {
    scratch_.want<const T*>(most_taps_);
    scratch_.want<T>(most_taps_);
    scratch_.want<T>(outputs);
  }

  void place(int64_t outputs) {
    taps_ = scratch_.take<const T*>(most_taps_);
    codes_ = scratch_.take<T>(most_taps_);
    found_ = scratch_.take<T>(outputs);
  }

  // Lists the taps of a window: what lies at tap(d, h, t), counted from the first one that is looked at.
  template <class Tap>
  TapList<T> list(int64_t d_taps, int64_t h_taps, int64_t w_taps, const Tap& tap) {
    int64_t count = 0;
    for (int64_t d = 0; d < d_taps; ++d) {
      for (int64_t h = 0; h < h_taps; ++h) {
        for (int64_t t = 0; t < w_taps; ++t) {
          taps_[count] = tap(d, h, t);
          codes_[count++] = code(static_cast<uint64_t>(d), static_cast<uint64_t>(h), static_cast<uint64_t>(t));
        }
      }
    }
    return {taps_, codes_, count};
  }

  T code(uint64_t d, uint64_t h, uint64_t t) const {
    if (sizeof(T) < 4) return static_cast<T>(d << offsets_.d_shift | h << offsets_.h_shift | t);
    return static_cast<T>(d * offsets_.d_step + h * offsets_.h_step + t * offsets_.w_step);
  }

  // ---- One lane: the windows of a band of rows

  cenote_status bands(int64_t begin, int64_t end) {
    Apart<T> apart(problem_, meaning_.padding);
    apart.announce(scratch_);
    announce(apart.most() * w_.out);
    if (!scratch_.reserve()) return CENOTE_NO_MEMORY;
    apart.place(scratch_);
    place(apart.most() * w_.out);
    some_empty_ = has_empty(w_) || has_empty(problem_.axes[1]);
    for (Row row(problem_, begin); row.number() < end;) band(apart, row, apart.band(row, end));
    return CENOTE_OK;
  }

  // Positions begin anew in each plane.
  void put_band(const Row& row, int64_t h_tap, int64_t count) {
    const cenote_axis& h = problem_.axes[1];
    const int64_t run_step = count > 1 ? h.stride * w_.in : 0;
    int64_t from = origin(row, h_tap), left = h.out - row.number() % h.out;
    for (int64_t i = 0, rows; i < count; i += rows, left = h.out, from = h.origin * w_.in) {
      rows = count - i < left ? count - i : left;
      put_found(i * w_.out, rows, run_step, w_.out, w_.stride, from + w_.origin, row.number() * w_.out);
    }
  }

  // Whether a window that is not an inner one has no element; only asked of axes whose windows lie evenly.
  static bool has_empty(const cenote_axis& axis) {
    if (axis.stride == 0 || axis.edges_per_list != 0) return true;
    for (int64_t i = 0; i < axis.out - (axis.inner_end - axis.inner_begin); ++i) {
      if (taps_in(axis.edges[i]) == 0) return true;
    }
    return false;
  }

  // `count` rows from the row on; goes on to the row after them.
  void band(Apart<T>& apart, Row& row, int64_t count) {
    const int64_t d_taps = taps_in(row.d), h_taps = apart.taps(row), begin = row.number();
    bool good = !some_empty_ && !row.empty();
    if (d_taps > 0 && h_taps > 0) {
      apart.fill(search_, row, count, in_);
      if (d_taps != d_listed_ || h_taps != h_listed_) {
        list(d_taps, h_taps, w_.taps, [&](int64_t d, int64_t h, int64_t t) { return apart.tap(d, h, t); });
        d_listed_ = d_taps;
        h_listed_ = h_taps;
      }
      const TapList<T> taps{taps_, codes_, d_taps * h_taps * w_.taps};
      const T* const wanted = out_ + begin * w_.out;
      good &= search_.first_equal(taps, count, apart.spacing(), w_.out, meaning_.padding, wanted, found_);
      put_band(row, apart.first_tap(row), count);
    }
    if (good && count > 1) return row.go_to(begin + count);
    for (; row.number() < begin + count; row.next()) {
      if (good) continue;
      edges(row);
      search(row, true);
    }
  }

  // Puts right what padding may have led to.
  void edges(const Row& row) const {
    const int64_t first = row.number() * w_.out;
    const bool inner = !row.empty() && taps_in(row.h) == problem_.axes[1].taps;
    for (int64_t i = 0; i < w_.out; ++i) {
      if (inner && i == w_.inner_begin) i = w_.inner_end;
      if (i == w_.out) return;
      const cenote_window window = window_at(w_, row.list(), i);
      if (row.empty() || taps_in(window) == 0) {
        put(first + i, -1);
      } else if (out_[first + i] == meaning_.padding) {
        put(first + i, origin(row, row.h.first_tap) + inside(window.start, window.first_tap, w_.step));
      }
    }
  }

  // ---- Many lanes: those of some windows

  cenote_status lanes(int64_t begin, int64_t end) {
    const int64_t most = kFoundBytes / static_cast<int64_t>(sizeof(T)), at_once = lanes_ < most ? most / lanes_ : 1;
    announce(at_once * lanes_);
    if (!scratch_.reserve()) return CENOTE_NO_MEMORY;
    place(at_once * lanes_);
    for (Row row(problem_, begin); row.number() < end; row.next()) {
      if (row.empty()) {
        search(row, false);
        continue;
      }
      bool good = true;
      for (int64_t i = 0, count; i < w_.out; i += count) {
        const bool inner = i >= w_.inner_begin && i < w_.inner_end;
        count = !inner ? 1 : w_.inner_end - i < at_once ? w_.inner_end - i : at_once;
        good &= windows(row, i, count);
      }
      if (!good) search(row, true);
    }
    return CENOTE_OK;
  }

  // All lanes of windows from number i on that are alike. False if there is NaN.
  bool windows(const Row& row, int64_t i, int64_t count) {
    const cenote_window window = window_at(w_, row.list(), i);
    const int64_t first = (row.number() * w_.out + i) * lanes_;
    if (taps_in(window) == 0) {
      for (int64_t l = 0; l < lanes_; ++l) put(first + l, -1);
      return true;
    }
    const int64_t column = inside(window.start, window.first_tap, w_.step), step = step_of(window, w_.step);
    const TapList<T> taps =
        list(taps_in(row.d), taps_in(row.h), taps_in(window), [&](int64_t d, int64_t h, int64_t t) {
          return in_ + row.input(row.d.first_tap + d, row.h.first_tap + h) + (column + t * step) * lanes_;
        });
    const int64_t advance = count > 1 ? w_.stride : 1;
    const T* const wanted = out_ + first;
    const bool good = search_.first_equal(taps, count, advance * lanes_, lanes_, meaning_.padding, wanted, found_);
    put_found(0, count, advance, lanes_, 0, origin(row, row.h.first_tap) + column, first);
    return good;
  }

  // Where in the plane the input row at a tap along H, and the first one along D, begins.
  int64_t origin(const Row& row, int64_t h_tap) const {
    const cenote_axis& h = problem_.axes[1];
    const int64_t d0 = inside(row.d.start, row.d.first_tap, problem_.axes[0].step);
    return (d0 * h.in + inside(row.h.start, h_tap, h.step)) * w_.in;
  }

  // What was found from number i on, to the indices of as many outputs from `output` on.
  void put_found(int64_t i, int64_t runs, int64_t run_step, int64_t n, int64_t step, int64_t from,
                 int64_t output) const {
    char* const to = static_cast<char*>(indices_) + (output + i) * (narrow_ ? 4 : 8);
    const auto to_positions = narrow_ ? search_.to_int32 : search_.to_int64;
    to_positions(found_ + i, offsets_, runs, run_step, n, step, from, to);
  }

  void put(int64_t output, int64_t position) const {
    if (narrow_) {
      static_cast<int32_t*>(indices_)[output] = static_cast<int32_t>(position);
    } else {
      static_cast<int64_t*>(indices_)[output] = position;
    }
  }

  // ---- One window after the other: of a row, or those that found NaN

  void search(const Row& row, bool nan_only) const {
    const T* const first = out_ + row.number() * w_.out * lanes_;
    for (int64_t i = 0; i < w_.out; ++i) {
      if (!nan_only || has_nan(first + i * lanes_)) search(row, i, nan_only);
    }
  }

  bool has_nan(const T* wanted) const {
    for (int64_t l = 0; l < lanes_; ++l) {
      if (meaning_.is_nan(wanted[l])) return true;
    }
    return false;
  }

  void search(const Row& row, int64_t i, bool nan_only) const {
    const cenote_axis& height = problem_.axes[1];
    const cenote_window w = window_at(w_, row.list(), i);
    const bool empty = row.empty() || taps_in(w) == 0;
    const Box box{empty ? 0 : origin(row, row.h.first_tap) + inside(w.start, w.first_tap, w_.step),
                  empty ? 0 : taps_in(row.d),
                  taps_in(row.h),
                  taps_in(w),
                  step_of(row.d, problem_.axes[0].step) * height.in * w_.in,
                  step_of(row.h, height.step) * w_.in,
                  step_of(w, w_.step)};
    const T* const plane = in_ + row.source() * problem_.axes[0].in * height.in * w_.in * lanes_;
    const int64_t first = (row.number() * w_.out + i) * lanes_;
    for (int64_t l = 0; l < lanes_; ++l) {
      const T wanted = out_[first + l];
      if (!nan_only || meaning_.is_nan(wanted)) put(first + l, find(box, plane + l, wanted));
    }
  }

  int64_t find(const Box& box, const T* plane, T wanted) const {
    if (meaning_.is_nan(wanted)) {
      return box.reversed().first([&](int64_t position) { return meaning_.is_nan(plane[position * lanes_]); });
    }
    return box.first([&](int64_t position) { return meaning_.equal(plane[position * lanes_], wanted); });
  }

  const Meaning<T> meaning_;
  const Search<T>& search_;
  const cenote_problem& problem_;
  const cenote_axis& w_;
  const int64_t lanes_;
  const T* const in_;
  const T* const out_;
  void* const indices_;
  const bool narrow_;  // int32_t rather than int64_t
  Offsets offsets_{};
  int64_t most_taps_ = 0;
  const bool at_once_;
  int64_t d_listed_ = 0;  // taps along D and H of those that are listed, which with one lane stay where they are
  int64_t h_listed_ = 0;
  bool some_empty_ = false;
  const T** taps_ = nullptr;
  T* codes_ = nullptr;
  T* found_ = nullptr;
  Scratch scratch_;
};

// Calls find(the meaning of a problem's elements).
template <class Find>
cenote_status with_meaning(const IndexKernels& k, const cenote_problem& problem, const Find& find) {
  const bool least = problem.reduction == CENOTE_MIN;
  switch (problem.type) {
    case CENOTE_FLOAT32: return find(Meaning<uint32_t>::floating(k.float32, 0x7F800000));
    case CENOTE_FLOAT64: return find(Meaning<uint64_t>::floating(k.float64, 0x7FF0000000000000));
    case CENOTE_FLOAT16: return find(Meaning<uint16_t>::floating(k.float16, HWY_NAMESPACE::Float16::kInfinity));
    case CENOTE_BFLOAT16: return find(Meaning<uint16_t>::floating(k.bfloat16, HWY_NAMESPACE::Bfloat16::kInfinity));
    case CENOTE_INT8: return find(Meaning<uint8_t>::integers(k.int8, true, least));
    case CENOTE_UINT8: return find(Meaning<uint8_t>::integers(k.int8, false, least));
    case CENOTE_INT16: return find(Meaning<uint16_t>::integers(k.int16, true, least));
    case CENOTE_INT32: return find(Meaning<uint32_t>::integers(k.int32, true, least));
    default: return find(Meaning<uint64_t>::integers(k.int64, true, least));
  }
}

template <class T>
cenote_status find_rows(const Meaning<T>& meaning, const cenote_problem& problem, const void* in, const void* out,
                        void* indices, bool narrow, int64_t begin, int64_t end) {
  const auto* const from = static_cast<const T*>(in);
  const auto* const found = static_cast<const T*>(out);
  return Finder<T>(meaning, problem, from, found, indices, narrow).rows(begin, end);
}

}  // namespace
}  // namespace cenote

int32_t cenote_index(const cenote_problem* problem, const void* in, const void* out, void* indices,
                     int64_t index_bytes, int64_t begin, int64_t end) {
  if (!cenote::is_valid(problem, begin, end)) return CENOTE_BAD_ARGUMENT;
  if (problem->reduction != CENOTE_MAX && problem->reduction != CENOTE_MIN) return CENOTE_BAD_ARGUMENT;
  if (index_bytes != 4 && index_bytes != 8) return CENOTE_BAD_ARGUMENT;
  if (begin == end) return CENOTE_OK;
  if (in == nullptr || out == nullptr || indices == nullptr) return CENOTE_BAD_ARGUMENT;
  const cenote::IndexKernels& kernels = cenote::kernels(static_cast<int>(problem->isa)).plain.index;
  return cenote::with_meaning(kernels, *problem, [&](const auto& meaning) {
    return cenote::find_rows(meaning, *problem, in, out, indices, index_bytes == 4, begin, end);
  });
}
