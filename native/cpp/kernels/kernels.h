// The kernels: functions on rows of numbers. They know no padding, no layouts and no errors; the drivers in ../pool do.
//
// One table an instruction set. The baseline table is plain C++ and has every kernel but those of whole windows; the
// others overlay what they improve. Every table gives the same bits.
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

// Accumulators of scratch memory that sliding windows need a tap.
constexpr int64_t kSlideStripe = 16;

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

// Windows of `taps` positions, 2 or more: window i, 0 <= i < windows, has positions i .. i + taps - 1, of which those
// from begin on and below end are there, at least one. They are combined in blocks: see cenote_axis.
struct Slide {
  int64_t taps;
  int64_t windows;
  int64_t begin;
  int64_t end;
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

  // out[i * n + l] = combined over the positions p of window i: line[(p - begin) * n + l]     0 <= l < n
  // scratch is kSlideStripe * taps accumulators. It may be null; then those above do its work.
  void (*slide)(const A* line, const Slide& slide, int64_t n, A* scratch, A* out) = nullptr;
};

// Windows along an axis: window i, of `out`, takes elements origin + i * stride + t * step, t < taps, of those `in`
// that there are; origin is 0 or less.
struct Along {
  int64_t in, out;
  int64_t origin, stride, step, taps;
};

// Which row of divisors is that of output row j of a slice, if rows inner_begin .. inner_end - 1 have the same.
inline int64_t divisors_of_row(int64_t j, int64_t inner_begin, int64_t inner_end) {
  if (j < inner_end) return j < inner_begin ? j : inner_begin;
  return inner_begin < inner_end ? j - (inner_end - inner_begin - 1) : j;
}

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

  int64_t divisors_of(int64_t j) const { return divisors_of_row(j, inner_begin, inner_end); }
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

  // ---- Whole windows at once. They may be null; then those above do their work.

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

  // out[i] = before[i] combined with row[i]     0 <= i < n
  void (*append)(const A* before, const T* row, int64_t n, A* out) = nullptr;
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

// out[c * out_pitch + r] = in[r * pitch + c]     0 <= r < rows, 0 <= c < columns
template <class T>
using Transpose = void(const T* in, int64_t pitch, int64_t rows, int64_t columns, T* out, int64_t out_pitch);

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
  Transpose<uint32_t>* transpose4;
  Transpose<uint64_t>* transpose8;
  const PlainKernels& plain;
  // For benchmarks: see roofline-inl.h. The baseline has none.
  uint64_t (*roofline)(const uint8_t* in, int64_t in_bytes, uint8_t* out, int64_t out_bytes, bool streaming) = nullptr;
};

// The tables that were compiled in: 0 is the baseline, later ones are wider.
int kernel_tables();
const Kernels& kernels(int isa);

const Kernels& baseline_kernels();

}  // namespace cenote

#endif  // CENOTE_KERNELS_KERNELS_H_
