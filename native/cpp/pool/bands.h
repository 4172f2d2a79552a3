// Channels-first windows of few taps: from a problem to kernels that take many rows at once.
#ifndef CENOTE_POOL_BANDS_H_
#define CENOTE_POOL_BANDS_H_

#include <stdint.h>

#include "cenote.h"
#include "kernels/band_columns.h"
#include "kernels/kernels.h"
#include "pool/endings.h"
#include "pool/rows.h"
#include "pool/scratch.h"
#include "pool/slices.h"

namespace cenote {

// Along W; with greater strides the general path is as fast.
constexpr int64_t kMostBandStride = 3;

inline bool has_bands(const cenote_problem& problem) {
  const auto near = [](const cenote_axis& axis) {
    return axis.stride > 0 && axis.edges_per_list == 0 && axis.origin <= 0 && axis.taps <= kLeaves &&
           (axis.out == 1 || axis.stride <= kMostStride) && (axis.taps == 1 || axis.step <= kMostReach / axis.taps);
  };
  const cenote_axis& d = problem.axes[0];
  const cenote_axis& h = problem.axes[1];
  const cenote_axis& w = problem.axes[2];
  return problem.lanes == 1 && near(h) && near(w) && (w.out == 1 || w.stride <= kMostBandStride) &&
         d.edges_per_list == 0 && (d.taps == 1 || (d.taps <= h.taps && h.taps <= kMostDepth)) &&
         (h.out > 1 || w.out > 1) && problem.sources == nullptr && !empty_differs(problem);
}

template <class T, class A>
class Bands {
 public:
  Bands(const Reduction<T, A>& reduction, const cenote_problem& problem, const T* in, T* out)
      : k_(reduction),
        out_(out),
        slices_(problem, in),
        band_{slices_.begins(), slices_.depth(), along(problem.axes[1]), along(problem.axes[2]), 0, 0, nullptr, nullptr,
              in + problem.planes * problem.axes[0].in * problem.axes[1].in * problem.axes[2].in, false},
        columns_(band_.w, 0, k_.band_lanes, kBandBuffer / k_.band_bytes),
        endings_(problem) {}

  // separately(begin, end) is to compute rows for which the kernel is not made. The rows are in range.
  template <class Separately>
  cenote_status run(int64_t begin, int64_t end, const Separately& separately) {
    const int64_t padding = columns_.count + kOverread;
    scratch_.want<Divisor<A>>(endings_.size());
    scratch_.want<T>(padding);
    if (!scratch_.reserve()) return CENOTE_NO_MEMORY;
    endings_.place(scratch_.take<Divisor<A>>(endings_.size()));
    T* const row_of_padding = scratch_.take<T>(padding);
    for (int64_t i = 0; i < padding; ++i) row_of_padding[i] = k_.padding;
    band_.padding = row_of_padding;
    int64_t surrounded = 0;
    for (int64_t row = begin; row < end; row += band_.rows) {
      take(row, end - row < columns_.rows ? end - row : columns_.rows);
      band_.fresh = band_.rows > surrounded;
      if (band_.fresh) surrounded = band_.rows;
      if (reduce(row)) continue;
      const cenote_status status = separately(row, row + band_.rows);
      if (status != CENOTE_OK) return status;
    }
    return CENOTE_OK;
  }

 private:
  static constexpr int64_t kMostRows = 128;

  // Gives the band rows from `row` on, at most so many.
  void take(int64_t row, int64_t most) {
    const int64_t height = band_.h.out, slice = row / height;
    band_.first = row - slice * height;
    const int64_t rows = slices_.take(slice, (band_.first + most + height - 1) / height) * height - band_.first;
    band_.rows = rows < most ? rows : most;
  }

  // False if there was a NaN.
  bool reduce(int64_t row) {
    const Ending<A> ending = endings_.of(slices_.count());
    band_.divisors = nullptr;
    if (!ending.uniform) {
      band_.divisors = divisors_;
      for (int64_t r = 0, j = band_.first; r < band_.rows; ++r) {
        divisors_[r] = endings_.of_row(j);
        if (++j == band_.h.out) j = 0;
      }
    }
    T* const to = out_ + row * band_.w.out;
    if (columns_.outputs == band_.w.out) return k_.of_band(band_, columns_, ending, buffer_, to);
    band_.fresh = true;
    for (int64_t first = 0; first < band_.w.out; first += columns_.outputs) {
      const BandColumns columns(band_.w, first, k_.band_lanes, kBandBuffer / k_.band_bytes);
      if (!k_.of_band(band_, columns, ending, buffer_, to + first)) return false;
    }
    return true;
  }

  const Reduction<T, A>& k_;
  T* const out_;
  Slices<T> slices_;
  Band<T> band_;
  const BandColumns columns_;
  BandEndings<A> endings_;
  int64_t divisors_[kMostRows];
  Scratch scratch_;
  alignas(64) char buffer_[kBandBuffer];
};

}  // namespace cenote

#endif  // CENOTE_POOL_BANDS_H_
