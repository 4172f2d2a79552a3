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

// So many elements of padding there are beyond a row of it.
constexpr int64_t kOverread = 64;

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

// Sums in float are divided faster by whole numbers up to this one.
constexpr int64_t kMostWhole = int64_t{1} << 21;

// What accumulators end by. Averages are divided: by one value for all outputs, or one an output; by a power of two as
// a multiplication with its reciprocal, which gives the same bits (floating types).
template <class A>
struct Ending {
  const Divisor<A>* divisors;
  bool uniform;      // divisors[0] is for all
  bool reciprocal;   // divisors are reciprocals
  int64_t rounding;  // of averages of integers, enum cenote_rounding
  double p;          // of Lp

  // Of averages of 8 bit elements: how many a window has at most; and where there is one divisor an output, what it is
  // multiplied by instead, see multiplier-inl.h. Both may be read up to kSlack elements beyond the last output's.
  int64_t taps = 0;
  const uint16_t* multipliers = nullptr;  // null if the divisors have none
  const uint16_t* short_divisors = nullptr;
  int shift = 0;

  // Of averages of floats, unless null: the inverses of divisors that are whole numbers from 1 to kMostWhole.
  const Divisor<A>* inverses = nullptr;

  // Those of the outputs from number i on.
  Ending from(int64_t i) const {
    if (uniform) return *this;
    Ending rest = *this;
    rest.divisors += i;
    if (inverses != nullptr) rest.inverses += i;
    if (multipliers != nullptr) {
      rest.multipliers += i;
      rest.short_divisors += i;
    }
    return rest;
  }
  // That of output i, for all.
  Ending of(int64_t i) const {
    Ending one = from(i);
    one.uniform = true;
    one.multipliers = one.short_divisors = nullptr;
    return one;
  }
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

// Windows along an axis: window i, of `out`, takes elements origin + i * stride + t * step, t < taps, of those `in`
// that there are; origin is 0 or less.
struct Along {
  int64_t in, out;
  int64_t origin, stride, step, taps;
};

// Rows of channels-last windows, of output slices that follow each other: row h.out * s + j is row j of slice s.
template <class T>
struct Slab {
  const T* const* slices;  // where the input slices of output slice s begin: depth of them from s * depth on. Null is
                           // one that is padding. Each has h.in rows of w.in * lanes elements
  int64_t depth;
  Along h, w;
  int64_t lanes;                   // channels
  int64_t begin, end;              // the rows that are wanted
  int64_t inner_begin, inner_end;  // rows of a slice with the same divisors

  // Which row of divisors is that of row j of a slice.
  int64_t divisors_of(int64_t j) const {
    if (j < inner_end) return j < inner_begin ? j : inner_begin;
    return inner_begin < inner_end ? j - (inner_end - inner_begin - 1) : j;
  }
};

struct BandColumns;

// Output rows of channels-first windows that follow each other: `first` of the first slice and so many after it.
template <class T>
struct Band {
  const T* const* slices;   // where the input slices of each output slice begin, depth of them; null for padding. They
                            // have h.in rows of w.in elements
  int64_t depth;            // taps along D
  Along h, w;
  int64_t first, rows;
  const int64_t* divisors;  // unless they are uniform, the number of each row's first one
  const T* padding;         // elements that count as padding: columns.count, and kOverread
  const T* end;             // of the input
  bool fresh;               // the buffer has not been used for so many rows of such columns
};

// What windows a kernel takes that gets a Band, and its buffer.
constexpr int64_t kMostDepth = 3;
constexpr int64_t kMostStride = 16;
constexpr int64_t kMostReach = 64;
constexpr int64_t kBandBuffer = 12 * 1024;

// The greatest planes that kernels of whole planes take: along D and H, and along W, or along H and W together if there
// is more than one slice along D.
constexpr int64_t kTallestPlane = int64_t{1} << 15;
constexpr int64_t kWidestPlane = 1024;

template <class T, class A>
struct Reduction {
  LineKernels<A> lines;
  int rows_at_once;  // the most rows that are combined at once; a power of two, at most kMostLeaves

  // out[i] = combined over r < count: the leaf of rows[r][i]     0 <= i < n, 1 <= count <= rows_at_once
  void (*of_rows)(const T* const* rows, int count, int64_t n, double p, A* out);

  // out[i] = the end of (combined over r < count: lines[r][i * stride])     0 <= i < n, 1 <= count <= lines.at_once
  void (*outputs)(const A* const* lines, int count, int64_t stride, int64_t n, const Ending<A>& ending, T* out);

  // ---- Fused kernels: whole windows in registers. They may be null; then those above do their work.

  // Windows have at most so many taps along H and W; if that is less than kLeaves, they have one along D.
  int most_taps = kLeaves;

  // Channels-first: out[r * w.out + i] is of window columns.first + i of row r, i < columns.outputs. depth is at most
  // kMostDepth, h.taps and w.taps at most kLeaves, w.stride at most kMostStride and what a window reaches along W at most
  // kMostReach. The buffer has kBandBuffer bytes, aligned to 64. Divisors may be read up to kSlack beyond. Returns false
  // if a NaN was seen where it would be forgotten.
  bool (*of_band)(const Band<T>& band, const BandColumns& columns, const Ending<A>& ending, void* buffer,
                  T* out) = nullptr;
  int64_t band_lanes = 1;          // of a vector of numbers, as these lie in the buffer,
  int64_t band_bytes = sizeof(A);  // and the bytes of one
  T padding = 0;  // an element that counts as padding

  // Channels-last: out[((r - begin) * w.out + i) * lanes + l] is of window i of row r, begin <= r < end, 0 <= l < lanes.
  // depth and h.taps are 1 and at most kLeaves, 2 and at most 2, or 3 and at most 3; along W windows are as above. Rows
  // have at least a vector's elements. Divisors are those of divisors_of() * w.out + i, one for all windows of a row that
  // lie inside the input. Returns how many rows were done: less than all if a NaN was seen where it would be forgotten;
  // the others may have been spoilt.
  int64_t (*of_windows)(const Slab<T>& slab, const Ending<A>& ending, T* out) = nullptr;

  // One output a plane of depth x height x width elements, planes one after the other: along D, then H, then W. Unless
  // any order will do, planes are not greater than what is said above. The divisor is uniform. Returns false if a NaN
  // was seen where it would be forgotten.
  bool (*of_planes)(const T* in, int64_t depth, int64_t height, int64_t width, int64_t planes,
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

// What has no vector kernels of its own: everything but maxima, minima and averages of float32.
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
