// The kernels: functions on rows of numbers. They know no padding, no layouts and no errors; the drivers in ../pool do.
//
// One table an instruction set. The baseline table is plain C++ and complete but for the fused kernels; the others start
// from it and overlay what they improve. Every table gives the same bits.
//
// What all kernels share:
//   - counts, offsets and strides are in elements; pointers need no alignment;
//   - exactly the elements that the equation names are read and written, except that kernels which read a scratch line
//     may read up to kSlack elements beyond its end;
//   - inputs and outputs do not overlap;
//   - canonical results: max gives the numerically greatest, NaN if there is one, and +0.0 for any zero; the one NaN
//     written is 0x7FC00000 (float). Sums are taken in the order of Geometry.java: pairs, pairs of pairs, an odd one
//     moving up, which for three is (a + b) + c.
#ifndef CENOTE_KERNELS_KERNELS_H_
#define CENOTE_KERNELS_KERNELS_H_

#include <stdint.h>

namespace cenote {

// Elements that a scratch line needs beyond its end.
constexpr int64_t kSlack = 64;

// A tree of pairs has at most this many levels: there are no more than 2^63 taps.
constexpr int kMaxLevels = 64;

// The taps of one output, or of `count` outputs in a row. Tap (d, h, w) of output o, lane l, is
// base[h * depth + d][offset + w * w_step + o * advance + l]. Only taps inside the input are listed; d_first, h_first
// and w_first are the positions of the first ones in the whole window, which the order of summation depends on.
template <class T>
struct Taps {
  const T* const* base;
  int64_t depth, d_first;
  int64_t height, h_first;
  int64_t width, w_first;
  int64_t offset;
  int64_t w_step;
};

// Divides sums: by a power of two as a multiplication with its reciprocal, which gives the same bits.
template <class A>
struct Divisors {
  const A* values;   // one an output, or their reciprocals
  bool reciprocal;
};

// Sums are taken in A: float, or double for windows that are wide.
template <class A>
struct SumKernels {
  // out[o * n + l] = (sum over taps of tap (.., o, l)) / divisors[o]     0 <= o < count, 0 <= l < n
  // There is at least one tap.
  void (*average_taps)(const Taps<float>& taps, int64_t count, int64_t advance, int64_t n, Divisors<A> divisors,
                       float* out);

  // out[l] = sum over taps of tap (.., 0, l)     0 <= l < n
  // There is at least one tap.
  void (*sum_taps)(const Taps<float>& taps, int64_t n, A* out);

  // out[i] = (sum over first <= t < end of line[i * stride + t * step]) / divisors[i]     0 <= i < n
  // The line is scratch; there may be no tap.
  void (*average_line)(const A* line, int64_t first, int64_t end, int64_t step, int64_t stride, int64_t n,
                       Divisors<A> divisors, float* out);
};

struct Kernels {
  const char* name;    // as users write it: "avx2"
  const char* needs;   // CPU features, separated by spaces

  // out[o * n + l] = max over taps of tap (.., o, l)     0 <= o < count, 0 <= l < n
  // There is at least one tap.
  void (*max_taps)(const Taps<float>& taps, int64_t count, int64_t advance, int64_t n, float* out);

  // out[i] = max over 0 <= t < taps of line[i * stride + t * step]     0 <= i < n
  // The line is scratch; taps is at least 1.
  void (*max_line)(const float* line, int64_t taps, int64_t step, int64_t stride, int64_t n, float* out);

  SumKernels<float> float_sums;
  SumKernels<double> double_sums;

  template <class A>
  const SumKernels<A>& sums() const;

  // The fused kernels below may be null: then those above do their work. They read whole columns of 2 or 3 rows.

  // out[i] = max of rows[0..1][2i .. 2i+1]     0 <= i < n
  // Columns at `width` and beyond count as -Infinity. False if a NaN was seen: then out has to be computed otherwise.
  bool (*max_2x2s2)(const float* const* rows, int64_t width, int64_t n, float* out);

  // out[i] = max of rows[0..2][2i-1 .. 2i+1]     0 <= i < n
  // Likewise; column -1 is read if has_left, and counts as -Infinity if not.
  bool (*max_3x3s2)(const float* const* rows, bool has_left, int64_t width, int64_t n, float* out);

  // out[i] = (sum of rows[0..1][2i .. 2i+1]) / divisors[i]     0 <= i < n
  // Columns at `width` and beyond count as 0.
  void (*average_2x2s2)(const float* const* rows, int64_t width, int64_t n, Divisors<float> divisors, float* out);

  // out[i] = (sum of rows[0..2][2i-1 .. 2i+1]) / divisors[i]     0 <= i < n
  // Likewise; column -1 is read if has_left, and counts as 0 if not.
  void (*average_3x3s2)(const float* const* rows, bool has_left, int64_t width, int64_t n, Divisors<float> divisors,
                        float* out);
};

template <>
inline const SumKernels<float>& Kernels::sums<float>() const {
  return float_sums;
}
template <>
inline const SumKernels<double>& Kernels::sums<double>() const {
  return double_sums;
}

// The tables that were compiled in: 0 is the baseline, later ones are wider.
int kernel_tables();
const Kernels& kernels(int isa);

// Of the tables' own files.
const Kernels& baseline_kernels();

}  // namespace cenote

#endif  // CENOTE_KERNELS_KERNELS_H_
