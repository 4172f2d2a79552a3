// The kernels: functions on rows of numbers. They know no padding, no layouts and no errors; the drivers in ../pool do.
//
// One table an instruction set. The baseline table is plain C++ and has every kernel but the fused ones; the others
// overlay what they improve. Every table gives the same bits.
//
// Elements, of type T, become accumulators, of type A, which are combined and end as elements again:
//   max, min           leaves are the elements, NaN winning; an end is +0.0 for any zero
//   average            leaves are the elements, exactly; an end is the sum over its divisor, see ending-inl.h
//   Lp                 leaves are |x|^p in double; an end is the root of the sum, see power-inl.h
//   magnitude          Lp with infinite p: leaves are |x|, of which the greatest is taken
//
// What all kernels share:
//   - counts, strides and offsets are in elements; pointers need no alignment;
//   - exactly the elements that the equation names are written, and no others are read, except that lines, which are
//     scratch memory of accumulators, may be read up to kSlack elements beyond the last one named;
//   - outputs overlap inputs only where it is said;
//   - accumulators are combined as trees of pairs (Geometry.java): for up to 8 leaves ((0+1)+(2+3))+((4+5)+(6+7)), an
//     odd last one moving up as it is, so that three are (0+1)+2. It matters for sums that round, see any_order;
//   - accumulators may be any NaN and zeros of any sign; of outputs the only NaN is the canonical one.
#ifndef CENOTE_KERNELS_KERNELS_H_
#define CENOTE_KERNELS_KERNELS_H_

#include <stdint.h>

namespace cenote {

// Elements that a line needs beyond its end.
constexpr int64_t kSlack = 64;

// As many leaves of a tree of pairs are summed at once.
constexpr int kLeaves = 8;

// As many rows or lines are taken at once by any kernel.
constexpr int kMostLeaves = 64;

// A sum of doubles and what its roundings lost.
struct Compensated {
  double sum;
  double error;
};

// A sum of 64 bit integers, high * 2^32 + low, of the elements' upper halves (signed) and lower halves.
struct Limbs {
  int64_t high;
  int64_t low;
};

template <class A>
struct DivisorOf {
  using Type = int64_t;
};
template <>
struct DivisorOf<float> {
  using Type = float;
};
template <>
struct DivisorOf<double> {
  using Type = double;
};
template <>
struct DivisorOf<Compensated> {
  using Type = double;
};
template <class A>
using Divisor = typename DivisorOf<A>::Type;

// What accumulators end by. Averages are divided: by one value for all outputs, or one an output; by a power of two as
// a multiplication with its reciprocal, which gives the same bits (floating types).
template <class A>
struct Ending {
  const Divisor<A>* divisors;
  bool uniform;      // divisors[0] is for all
  bool reciprocal;   // divisors are reciprocals
  int64_t rounding;  // of averages of integers, enum cenote_rounding
  double p;          // of Lp

  // Those of the outputs from number i on.
  Ending from(int64_t i) const { return {uniform ? divisors : divisors + i, uniform, reciprocal, rounding, p}; }
  // That of output i, for all.
  Ending of(int64_t i) const { return {uniform ? divisors : divisors + i, true, reciprocal, rounding, p}; }
};

// What is done to lines of accumulators, whatever elements they came from.
template <class A>
struct LineKernels {
  A identity;      // what padding counts as
  bool any_order;  // leaves may be combined in any order
  int at_once;     // the most lines that are combined at once; a power of two

  // out[i] = combined over r < count: lines[r][i * stride]     0 <= i < n, 1 <= count <= at_once
  void (*of_lines)(const A* const* lines, int count, int64_t stride, int64_t n, A* out);

  // right[i] = left[i] combined with right[i]     0 <= i < n
  void (*combine)(const A* left, int64_t n, A* right);

  // combined over i < n: line[i]     n >= 1; the line is overwritten, and not read beyond n
  A (*run)(A* line, int64_t n);
};

// Rows of inputs for kernels that reduce whole windows: `outputs` of them in a run along W, in each of `count` output
// rows. Row r of a window of output row j is rows[r] + j * advance.
template <class T>
struct Band {
  const T* const* rows;
  int64_t advance;      // from one output row's input to the next one's
  int64_t count;        // output rows
  int64_t outputs;      // of one output row
};

template <class T, class A>
struct Reduction {
  LineKernels<A> lines;
  int rows_at_once;  // the most rows that are combined at once; a power of two, at most kMostLeaves

  // out[i] = combined over r < count: the leaf of rows[r][i]     0 <= i < n, 1 <= count <= rows_at_once
  void (*of_rows)(const T* const* rows, int count, int64_t n, double p, A* out);

  // out[i] = the end of (combined over r < count: lines[r][i * stride])     0 <= i < n, 1 <= count <= lines.at_once
  void (*outputs)(const A* const* lines, int count, int64_t stride, int64_t n, const Ending<A>& ending, T* out);

  // ---- Fused kernels: whole windows in registers. They may be null; then those above do their work. They return
  // false if a NaN was seen where it would be forgotten: then out has to be computed otherwise.
  // They may read any column below `width` of their rows, also beyond the last window.

  using OfBand = bool (*)(const Band<T>& band, bool has_left, int64_t width, const Ending<A>& ending, T* out);

  // Channels-first, stride 2. out[j * outputs + i] is of the window's rows and columns 2i .. 2i+1 (2x2), or
  // 2i-1 .. 2i+1 (3x3). Columns at `width` and beyond are padding, and so is column -1 unless has_left (3x3).
  // width >= 2 * outputs - 2: windows hang over by two columns at most. Divisors are the same for every output row.
  OfBand of_2x2s2 = nullptr;
  OfBand of_3x3s2 = nullptr;

  // Channels-first, stride 1: likewise with columns i-1 .. i+1; width >= outputs - 1.
  OfBand of_3x3s1 = nullptr;

  // One output a plane of height x width elements, planes one after the other; height <= kLeaves, width <= lanes, the
  // table's. It goes down the columns first. The divisor is uniform.
  bool (*of_planes)(const T* in, int64_t height, int64_t width, int64_t planes, const Ending<A>& ending,
                    T* out) = nullptr;

  // Channels-last, size x size windows, size 2 or 3: out[o * lanes + l] is of rows[0 .. size) at
  // [o * advance + w * lanes + l] over w < size     0 <= o < count, 0 <= l < lanes (here: the channels)
  // It goes down the columns first. The divisor is uniform.
  void (*of_windows)(const T* const* rows, int size, int64_t count, int64_t advance, int64_t lanes,
                     const Ending<A>& ending, T* out) = nullptr;
};

// All reductions of a type but norms. Sums of integers are exact; Sum is for windows of at most kMostNarrowTaps
// elements.
template <class T, class Extreme, class Sum, class WideSum>
struct TypeKernels {
  using Element = T;

  Reduction<T, Extreme> max;
  Reduction<T, Extreme> min;
  Reduction<T, Sum> average;
  Reduction<T, WideSum> wide_average;
};

// So many 16 bit integers can be added in 32 bits.
constexpr int64_t kMostNarrowTaps = int64_t{1} << 15;

template <class T, class Extreme>
struct NormKernels {
  Reduction<T, double> lp;
  Reduction<T, Extreme> magnitude;
};

using Float32Kernels = TypeKernels<float, float, float, double>;
using Float64Kernels = TypeKernels<double, double, double, Compensated>;
// Extremes are found among keys in the order of the numbers.
using HalfKernels = TypeKernels<uint16_t, int16_t, float, double>;
using Int8Kernels = TypeKernels<int8_t, int8_t, int32_t, int64_t>;
using Uint8Kernels = TypeKernels<uint8_t, uint8_t, int32_t, int64_t>;
using Int16Kernels = TypeKernels<int16_t, int16_t, int32_t, int64_t>;
using Int32Kernels = TypeKernels<int32_t, int32_t, int64_t, int64_t>;
using Int64Kernels = TypeKernels<int64_t, int64_t, Limbs, Limbs>;

// ---- Where values are found. Positions lie in a plane of elements; as Reduction has it, nothing is read or written
// but what the equations name. T is the unsigned type of the elements' bits; so wide is the code that says which tap was
// meant.

// The taps of windows in the order in which they are looked at, and their codes.
template <class T>
struct TapList {
  const T* const* taps;
  const T* codes;
  int64_t count;
};

// What codes stand for: how far a tap lies from its window's first one, in positions. Codes of 4 and 8 bytes are that
// offset. Narrower ones have the tap's place along D in the bits from d_shift on, along H in those from h_shift on, and
// along W in the lowest ones.
struct Offsets {
  int d_shift, h_shift;
  uint32_t h_mask, w_mask;  // as many bits, from the lowest one on
  uint32_t d_step, h_step, w_step;
};

template <class T>
struct Search {
  // found[r * n + i] = the code of the first tap of which element [r * advance + i] equals wanted[r * n + i]
  //                                                                    0 <= r < runs, 0 <= i < n
  // -0 equals +0; what is wanted is never -0. Where no tap equals it any code is found. False if a NaN is wanted, or an
  // integer that is `padding`; of floating types this is the NaN with all bits set but the sign.
  bool (*first_equal)(const TapList<T>& taps, int64_t runs, int64_t advance, int64_t n, T padding, const T* wanted,
                      T* found);

  // out[r * n + i] = first + r * run_step + (i * step + the offset that found[r * n + i] stands for)
  // n and what is in parentheses are below 2^32. out is an array of int32_t or of int64_t.
  using ToPositions = void (*)(const T* found, const Offsets& offsets, int64_t runs, int64_t run_step, int64_t n,
                               int64_t step, int64_t first, void* out);
  ToPositions to_int32;
  ToPositions to_int64;

  // even[r * spacing + i] = in[r * advance + 2 * i], odd[r * spacing + i] = in[r * advance + 2 * i + 1]
  //                                                                    0 <= r < rows, 0 <= i < n
  void (*split)(const T* in, int64_t rows, int64_t advance, int64_t n, int64_t spacing, T* even, T* odd);
};

// By the bits of elements of these types, and of integers with or without a sign.
struct IndexKernels {
  Search<uint32_t> float32;
  Search<uint64_t> float64;
  Search<uint16_t> float16;
  Search<uint16_t> bfloat16;
  Search<uint8_t> int8;
  Search<uint16_t> int16;
  Search<uint32_t> int32;
  Search<uint64_t> int64;
};

// What has no vector kernels of its own in simd.cc: everything but maxima, minima and averages of float32.
struct PlainKernels {
  Float64Kernels float64;
  HalfKernels float16;
  HalfKernels bfloat16;
  Int8Kernels int8;
  Uint8Kernels uint8;
  Int16Kernels int16;
  Int32Kernels int32;
  Int64Kernels int64;
  NormKernels<float, float> float32_norms;
  NormKernels<double, double> float64_norms;
  NormKernels<uint16_t, int16_t> float16_norms;
  NormKernels<uint16_t, int16_t> bfloat16_norms;
  IndexKernels index;
};

struct Kernels {
  const char* name;    // as users write it: "avx2"
  const char* needs;   // CPU features, separated by spaces
  int64_t lanes;       // floats in a vector
  Float32Kernels float32;
  const PlainKernels& plain;
};

// The tables that were compiled in: 0 is the baseline, later ones are wider.
int kernel_tables();
const Kernels& kernels(int isa);

const Kernels& baseline_kernels();

}  // namespace cenote

#endif  // CENOTE_KERNELS_KERNELS_H_
