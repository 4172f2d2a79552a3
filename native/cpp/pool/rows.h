// What both drivers share: windows, the input rows under an output row, divisors, and scratch memory.
#ifndef CENOTE_POOL_ROWS_H_
#define CENOTE_POOL_ROWS_H_

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "cenote.h"
#include "kernels/kernels.h"

namespace cenote {

constexpr float kLowest = -HUGE_VALF;

inline cenote_window window_at(const cenote_axis& axis, int64_t i) {
  if (i >= axis.inner_begin && i < axis.inner_end) return {axis.origin + i * axis.stride, 0, axis.taps, axis.taps};
  return axis.edges[i < axis.inner_begin ? i : i - axis.inner_end + axis.inner_begin];
}

inline int64_t taps_in(const cenote_window& window) { return window.end_tap - window.first_tap; }

// How many taps of one window can lie inside the input.
inline int64_t max_taps_in(const cenote_axis& axis) { return axis.taps < axis.in ? axis.taps : axis.in; }

// Scratch memory of one call: on the stack while it is small, else on the heap. Parts are aligned for vectors.
class Scratch {
 public:
  Scratch() = default;
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() { free(heap_); }

  // Announces a part of n elements; all parts are announced before the first is taken.
  template <class T>
  void want(int64_t n) {
    if (n < 0 || n > kMostElements) too_much_ = true;
    bytes_ += rounded(n, sizeof(T));
  }

  // False if there is not so much memory.
  bool reserve() {
    next_ = stack_;
    if (too_much_) return false;
    if (bytes_ <= kStackBytes) return true;
    heap_ = malloc(bytes_ + kAlignment);
    const uint64_t address = reinterpret_cast<uint64_t>(heap_);
    next_ = reinterpret_cast<char*>((address + kAlignment - 1) / kAlignment * kAlignment);
    return heap_ != nullptr;
  }

  template <class T>
  T* take(int64_t n) {
    char* const part = next_;
    next_ += rounded(n, sizeof(T));
    return reinterpret_cast<T*>(part);
  }

 private:
  static constexpr uint64_t kAlignment = 64;
  static constexpr uint64_t kStackBytes = 16 * 1024;
  static constexpr int64_t kMostElements = int64_t{1} << 48;  // of a part: a sum of some cannot overflow

  static uint64_t rounded(int64_t n, uint64_t size) {
    return (static_cast<uint64_t>(n) * size + kAlignment - 1) / kAlignment * kAlignment;
  }

  uint64_t bytes_ = 0;
  bool too_much_ = false;
  void* heap_ = nullptr;
  char* next_ = nullptr;
  alignas(kAlignment) char stack_[kStackBytes];
};

// An output row: which plane it is in, and its windows along D and H.
class Row {
 public:
  Row(const cenote_problem& problem, int64_t number)
      : problem_(problem),
        number_(number),
        row_(static_cast<uint64_t>(problem.axes[2].in * problem.lanes)),
        h_step_(static_cast<uint64_t>(height().step) * row_),
        d_step_(static_cast<uint64_t>(depth().step) * static_cast<uint64_t>(height().in) * row_) {
    const int64_t slice = number / height().out;
    j_ = number - slice * height().out;
    plane_ = slice / depth().out;
    i_ = slice - plane_ * depth().out;
    move();
  }

  cenote_window d, h;

  int64_t number() const { return number_; }

  void next() {
    ++number_;
    if (++j_ == height().out) {
      j_ = 0;
      if (++i_ == depth().out) {
        i_ = 0;
        ++plane_;
      }
    }
    move();
  }

  bool empty() const { return taps_in(d) == 0 || taps_in(h) == 0; }

  // Where the input row at taps i and j of the windows along D and H begins.
  int64_t input(int64_t i, int64_t j) const {
    return static_cast<int64_t>(origin_ + static_cast<uint64_t>(i) * d_step_ + static_cast<uint64_t>(j) * h_step_);
  }

  // How many rows from this one on, and before row `end`, have windows alike: as many taps along H, at input rows that
  // lie H's stride apart. At least 1, at most kBand.
  int64_t band(int64_t end) const {
    const cenote_axis& axis = height();
    if (j_ < axis.inner_begin || j_ >= axis.inner_end) return 1;
    const bool seamless = depth().in == 1 && depth().out == 1 && axis.in == axis.out * axis.stride &&
                          axis.inner_end - axis.inner_begin == axis.out;
    const int64_t alike = seamless ? end - number_ : axis.inner_end - j_;
    const int64_t rows = alike < end - number_ ? alike : end - number_;
    return rows < kBand ? rows : kBand;
  }

 private:
  // Small enough that doing a band twice, because it has a NaN, does no harm; and that it stays in cache.
  static constexpr int64_t kBand = 32;

  const cenote_axis& depth() const { return problem_.axes[0]; }
  const cenote_axis& height() const { return problem_.axes[1]; }

  void move() {
    d = window_at(depth(), i_);
    h = window_at(height(), j_);
    const uint64_t at_d = static_cast<uint64_t>(plane_ * depth().in) + static_cast<uint64_t>(d.start);
    origin_ = (at_d * static_cast<uint64_t>(height().in) + static_cast<uint64_t>(h.start)) * row_;
  }

  const cenote_problem& problem_;
  int64_t number_;
  int64_t plane_, i_, j_;
  // Elements of an input row, from tap to tap along H, along D, and where taps 0 are. Unsigned, as windows that reach far
  // beyond the input begin at places that no number of 64 bits counts; at taps inside the input the sums come out right.
  uint64_t row_, h_step_, d_step_, origin_;
};

// The line that input rows are reduced to, and where the windows along W lie on it. If there is one lane and padding is
// small, the line has room for it, filled with the neutral element, and all windows are alike. Otherwise those that
// reach beyond the input are cut one by one.
struct Line {
  int64_t lead;    // elements before the input's first one
  int64_t size;    // all elements that windows read
  int64_t begin;   // the windows begin <= i < end are read whole
  int64_t end;

  explicit Line(const cenote_problem& problem) {
    const cenote_axis& w = problem.axes[2];
    const int64_t reach = (w.taps - 1) * w.step + 1;
    const int64_t last = w.origin + (w.out - 1) * w.stride;
    const bool room = problem.lanes == 1 && w.stride > 0 && reach <= w.in + kSlack;
    lead = room ? -w.origin : 0;
    size = lead + (room && last + reach > w.in ? last + reach : w.in) * problem.lanes;
    begin = room ? 0 : w.inner_begin;
    end = room ? w.out : w.inner_end;
  }

  // How many taps of one window are read from the line at most.
  int64_t max_taps(const cenote_axis& w) const { return begin < end ? w.taps : max_taps_in(w); }
};

// Calls reduce(i, window) for the windows along W that are cut.
template <class Reduce>
void for_each_cut(const cenote_axis& w, const Line& line, const Reduce& reduce) {
  for (int64_t i = 0; i < line.begin; ++i) reduce(i, window_at(w, i));
  for (int64_t i = line.end; i < w.out; ++i) reduce(i, window_at(w, i));
}

// Channels-first windows that have fused kernels.
enum class Fused { kNone, k2x2s2, k3x3s2, k3x3s1 };

inline Fused fused_kind(const cenote_problem& problem) {
  const cenote_axis& h = problem.axes[1];
  const cenote_axis& w = problem.axes[2];
  if (problem.lanes != 1 || problem.axes[0].taps != 1 || w.step != 1 || h.taps != w.taps) return Fused::kNone;
  if (w.taps == 2 && w.stride == 2 && w.origin == 0) return Fused::k2x2s2;
  if (w.taps != 3 || (w.origin != 0 && w.origin != -1)) return Fused::kNone;
  return w.stride == 2 ? Fused::k3x3s2 : w.stride == 1 ? Fused::k3x3s1 : Fused::kNone;
}

// The band of output rows from `row` on, for the fused kernels. Rows of the window above or below the input are
// `missing`, or, for a maximum, one of the window's others.
inline Band fused_band(const cenote_problem& problem, const Row& row, int64_t end, const float* in,
                       const float* missing, const float** rows) {
  const cenote_axis& h = problem.axes[1];
  const cenote_axis& w = problem.axes[2];
  for (int64_t j = 0; j < h.taps; ++j) {
    const bool inside = j >= row.h.first_tap && j < row.h.end_tap;
    rows[j] = inside ? in + row.input(0, j) : missing != nullptr ? missing : in + row.input(0, row.h.first_tap);
    if (w.taps == 3) rows[j] += w.origin + 1;  // the kernel's column 0 is the middle one of window 0
  }
  const int64_t count = row.band(end);
  return {rows, count > 1 ? h.stride * w.in : 0, count, w.out};
}

// One window a plane, over all of a plane that the fused kernel takes in registers.
inline bool is_small_plane(const Kernels& kernels, const cenote_problem& problem) {
  const cenote_axis& h = problem.axes[1];
  const cenote_axis& w = problem.axes[2];
  const auto whole = [](const cenote_axis& axis) {
    return axis.out == 1 && axis.inner_begin < axis.inner_end && axis.taps == axis.in;
  };
  return problem.lanes == 1 && problem.axes[0].in == 1 && whole(problem.axes[0]) && whole(h) && whole(w) &&
         h.in <= kLeaves && w.in <= kernels.lanes;
}

// Channels-last windows of 2x2 or 3x3 that overlap little, which have fused kernels as well: the windows' size, or 0.
inline int windows_size(const cenote_problem& problem) {
  const cenote_axis& h = problem.axes[1];
  const cenote_axis& w = problem.axes[2];
  const bool square = h.taps == w.taps && (h.taps == 2 || h.taps == 3);
  return problem.lanes != 1 && square && problem.axes[0].taps == 1 && w.stride > 1 && w.step == 1
             ? static_cast<int>(w.taps)
             : 0;
}

// The divisors of an output row, one a window along W. They change with the row's counts alone.
template <class A>
class RowDivisors {
 public:
  // `values` has room for one a window along W.
  RowDivisors(const cenote_problem& problem, A* values) : problem_(problem), values_(values) {}

  Divisors<A> of(const Row& row) {
    const double rows = static_cast<double>(row.d.count) * static_cast<double>(row.h.count);
    if (rows != rows_) fill(rows);
    return {values_, uniform_, reciprocal_};
  }

 private:
  void fill(double rows) {
    rows_ = rows;
    const cenote_axis& axis = problem_.axes[2];
    uniform_ = true;
    reciprocal_ = true;
    for (int64_t i = 0; i < axis.out; ++i) {
      values_[i] = static_cast<A>(problem_.fixed_divisor != 0 ? problem_.divisor
                                                              : rows * static_cast<double>(window_at(axis, i).count));
      uniform_ = uniform_ && values_[i] == values_[0];
      reciprocal_ = reciprocal_ && power_of_two(values_[i]);
    }
    if (reciprocal_) {
      for (int64_t i = 0; i < axis.out; ++i) values_[i] = A{1} / values_[i];
    }
  }

  // Powers of two whose reciprocal is a normal number: multiplying by it rounds as dividing does.
  static bool power_of_two(double value) {
    int exponent = 0;
    return frexp(value, &exponent) == 0.5 && exponent > 0 && exponent < 100;
  }

  const cenote_problem& problem_;
  A* const values_;
  bool uniform_ = false;
  bool reciprocal_ = false;
  double rows_ = 0;  // counts are 1 or more
};

inline void fill(float* out, int64_t n, float value) {
  for (int64_t i = 0; i < n; ++i) out[i] = value;
}

}  // namespace cenote

#endif  // CENOTE_POOL_ROWS_H_
