// The kernels: functions on rows of numbers. They know no padding, no layouts and no errors; the drivers in ../pool do.
//
// One table an instruction set. The baseline table is plain C++ and has every kernel but the fused ones; the others
// overlay what they improve. Every table gives the same bits.
//
// What all kernels share:
//   - counts, strides and offsets are in elements; pointers need no alignment;
//   - exactly the elements that the equation names are written, and no others are read, except that lines, which are
//     scratch memory, may be read up to kSlack elements beyond the last one named;
//   - outputs overlap inputs only where it is said;
//   - a maximum is the numerically greatest element, NaN if there is one, and +0.0 for any zero;
//   - sums are trees of pairs (Geometry.java): for up to 8 leaves ((0+1)+(2+3))+((4+5)+(6+7)), an odd last one moving
//     up as it is, so that three are (0+1)+2;
//   - the only NaN that a maximum or an average is written as is 0x7FC00000; sums may be any NaN.
#ifndef CENOTE_KERNELS_KERNELS_H_
#define CENOTE_KERNELS_KERNELS_H_

#include <stdint.h>

namespace cenote {

// Elements that a line needs beyond its end.
constexpr int64_t kSlack = 64;

// As many leaves of a tree of pairs are summed in registers.
constexpr int kLeaves = 8;

// What sums are divided by: one value for all outputs, or one an output. By a power of two as a multiplication with
// its reciprocal, which gives the same bits.
template <class A>
struct Divisors {
  const A* values;
  bool uniform;      // values[0] is for all
  bool reciprocal;   // values are reciprocals

  // Those of the outputs from number i on.
  Divisors from(int64_t i) const { return {uniform ? values : values + i, uniform, reciprocal}; }
  // That of output i, for all.
  Divisors of(int64_t i) const { return {uniform ? values : values + i, true, reciprocal}; }
};

// Sums in A: float, or double for windows that are wide.
template <class A>
struct SumKernels {
  // out[i] = sum over r < count of rows[r][i]     0 <= i < n, 1 <= count <= kLeaves
  void (*of_rows)(const float* const* rows, int count, int64_t n, A* out);

  // out[i] = sum over r < count of lines[r][i * stride]     likewise
  void (*of_lines)(const A* const* lines, int count, int64_t stride, int64_t n, A* out);

  // out[i] = (sum over r < count of lines[r][i * stride]) / divisors[i]     likewise; a zero sum is +0.0
  void (*average_lines)(const A* const* lines, int count, int64_t stride, int64_t n, Divisors<A> divisors, float* out);

  // right[i] = left[i] + right[i]     0 <= i < n
  void (*add)(const A* left, int64_t n, A* right);

  // sum over i < n of line[i]     n >= 1; the line is overwritten
  A (*run)(A* line, int64_t n);
};

// A row of inputs for kernels that reduce whole windows: `outputs` of them in a run along W, in each of `rows` output
// rows. Row r of a window of output row j is rows[r] + j * advance.
struct Band {
  const float* const* rows;
  int64_t advance;      // from one output row's input to the next one's
  int64_t count;        // output rows
  int64_t outputs;      // of one output row
};

struct Kernels {
  const char* name;    // as users write it: "avx2"
  const char* needs;   // CPU features, separated by spaces
  int64_t lanes;       // floats in a vector

  // out[i] = max over r < count of rows[r][i * stride]     0 <= i < n, count >= 1
  // out may be one of the rows if stride is 1. With a stride above 1 rows are lines.
  void (*max_rows)(const float* const* rows, int64_t count, int64_t stride, int64_t n, float* out);

  // max over i < n of line[i]     n >= 1
  float (*max_run)(const float* line, int64_t n);

  SumKernels<float> float_sums;
  SumKernels<double> double_sums;

  template <class A>
  const SumKernels<A>& sums() const;

  // ---- Fused kernels: whole windows in registers. They may be null; then those above do their work.
  // They may read any column below `width` of their rows, also beyond the last window.

  // Channels-first, stride 2. out[j * outputs + i] = max over the window's rows of columns 2i .. 2i+1 (2x2), or
  // 2i-1 .. 2i+1 (3x3). Columns at `width` and beyond count as -Infinity, and so does column -1 unless has_left.
  // width >= 2 * outputs - 2: windows hang over by two columns at most.
  // False if a NaN was seen in the band's columns: then out has to be computed otherwise.
  bool (*max_2x2s2)(const Band& band, int64_t width, float* out);
  bool (*max_3x3s2)(const Band& band, bool has_left, int64_t width, float* out);

  // Channels-first, stride 1: likewise with columns i-1 .. i+1; width >= outputs - 1.
  bool (*max_3x3s1)(const Band& band, bool has_left, int64_t width, float* out);

  // Likewise (sum) / divisors[i], the same for every output row; missing columns count as 0.
  void (*average_2x2s2)(const Band& band, int64_t width, Divisors<float> divisors, float* out);
  void (*average_3x3s2)(const Band& band, bool has_left, int64_t width, Divisors<float> divisors, float* out);
  void (*average_3x3s1)(const Band& band, bool has_left, int64_t width, Divisors<float> divisors, float* out);

  // One output a plane of height x width elements, planes one after the other; height <= kLeaves, width <= lanes.
  // A sum goes down the columns first. False if a NaN was seen.
  bool (*max_planes)(const float* in, int64_t height, int64_t width, int64_t planes, float* out);
  void (*average_planes)(const float* in, int64_t height, int64_t width, int64_t planes, float divisor, float* out);

  // Channels-last, size x size windows, size 2 or 3: out[o * lanes + l] = max of rows[0 .. size) at
  // [o * advance + w * lanes + l] over w < size     0 <= o < count, 0 <= l < lanes (here: the channels)
  void (*max_windows)(const float* const* rows, int size, int64_t count, int64_t advance, int64_t lanes, float* out);

  // Likewise (sum) / divisor, which is uniform; a sum goes down the columns first.
  void (*average_windows)(const float* const* rows, int size, int64_t count, int64_t advance, int64_t lanes,
                          Divisors<float> divisor, float* out);
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

const Kernels& baseline_kernels();

}  // namespace cenote

#endif  // CENOTE_KERNELS_KERNELS_H_
