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
    bytes_ += rounded(n, sizeof(T));
  }

  // False if there is not so much memory.
  bool reserve() {
    next_ = stack_;
    if (bytes_ <= kStackBytes) return true;
    if (bytes_ >= uint64_t{1} << 62) return false;
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

  static uint64_t rounded(int64_t n, uint64_t size) {
    return (static_cast<uint64_t>(n) * size + kAlignment - 1) / kAlignment * kAlignment;
  }

  uint64_t bytes_ = 0;
  void* heap_ = nullptr;
  char* next_ = nullptr;
  alignas(kAlignment) char stack_[kStackBytes];
};

// An output row: which plane it is in, and its windows along D and H.
struct Row {
  int64_t plane;
  cenote_window d, h;

  Row(const cenote_problem& problem, int64_t row) {
    const cenote_axis& depth = problem.axes[0];
    const cenote_axis& height = problem.axes[1];
    const int64_t slice = row / height.out;
    h = window_at(height, row - slice * height.out);
    plane = slice / depth.out;
    d = window_at(depth, slice - plane * depth.out);
  }

  bool empty() const { return taps_in(d) == 0 || taps_in(h) == 0; }

  // The taps of this row: base gets the begins of the input rows that its windows reach.
  Taps<float> taps(const cenote_problem& problem, const float* in, const float** base) const {
    const cenote_axis& depth = problem.axes[0];
    const cenote_axis& height = problem.axes[1];
    const int64_t row_elements = problem.axes[2].in * problem.lanes;
    const int64_t at_d = plane * depth.in + d.start + d.first_tap * depth.step;
    const int64_t at_h = h.start + h.first_tap * height.step;
    const int64_t n_d = taps_in(d), n_h = taps_in(h);
    for (int64_t j = 0; j < n_h; ++j) {
      for (int64_t i = 0; i < n_d; ++i) {
        base[j * n_d + i] = in + ((at_d + i * depth.step) * height.in + at_h + j * height.step) * row_elements;
      }
    }
    return {base, n_d, d.first_tap, n_h, h.first_tap, 1, 0, 0, 0};
  }
};

// How many rows Row::taps can list.
inline int64_t max_base_rows(const cenote_problem& problem) {
  return max_taps_in(problem.axes[0]) * max_taps_in(problem.axes[1]);
}

// The divisors of an output row, one a window along W. They change with the row's counts alone.
template <class A>
class RowDivisors {
 public:
  RowDivisors(const cenote_problem& problem, A* values) : problem_(problem), values_(values) {}

  Divisors<A> of(const Row& row) {
    const double rows = static_cast<double>(row.d.count) * static_cast<double>(row.h.count);
    if (rows != rows_) fill(rows);
    return {values_, reciprocal_};
  }

 private:
  void fill(double rows) {
    rows_ = rows;
    const cenote_axis& axis = problem_.axes[2];
    reciprocal_ = true;
    for (int64_t i = 0; i < axis.out; ++i) {
      values_[i] = static_cast<A>(problem_.fixed_divisor != 0 ? problem_.divisor
                                                              : rows * static_cast<double>(window_at(axis, i).count));
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
  bool reciprocal_ = false;
  double rows_ = 0;  // counts are 1 or more
};

inline void fill(float* out, int64_t n, float value) {
  for (int64_t i = 0; i < n; ++i) out[i] = value;
}

}  // namespace cenote

#endif  // CENOTE_POOL_ROWS_H_
