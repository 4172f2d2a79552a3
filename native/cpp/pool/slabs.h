// Channels-last windows of few taps: from a problem to kernels that take many rows at once.
#ifndef CENOTE_POOL_SLABS_H_
#define CENOTE_POOL_SLABS_H_

#include <stdint.h>

#include "cenote.h"
#include "kernels/kernels.h"
#include "pool/endings.h"
#include "pool/rows.h"
#include "pool/scratch.h"
#include "pool/slices.h"

namespace cenote {

// Vectors are of so many bytes.
inline bool has_slabs(const cenote_problem& problem, int64_t element_bytes, int64_t vector_bytes) {
  const cenote_axis& d = problem.axes[0];
  const cenote_axis& h = problem.axes[1];
  const cenote_axis& w = problem.axes[2];
  constexpr int64_t kFar = int64_t{1} << 32;  // rows so far apart can be counted
  const auto regular = [](const cenote_axis& axis) {
    return axis.stride > 0 && axis.edges_per_list == 0 && axis.origin <= 0;
  };
  if (problem.lanes == 1 || w.in * problem.lanes * element_bytes < vector_bytes) return false;
  if (!regular(h) || !regular(w) || d.edges_per_list != 0 || empty_differs(problem)) return false;
  if (d.taps != 1 && (d.taps > 3 || h.taps > 3)) return false;
  return h.taps <= kLeaves && h.stride < kFar && h.step < kFar && w.taps <= kLeaves && w.stride <= kMostStride &&
         (w.taps == 1 || (w.taps - 1) * (w.step < kFar ? w.step : kFar) < kMostReach) && (h.out > 1 || w.out > 1);
}

template <class T, class A>
class Slabs {
 public:
  Slabs(const Reduction<T, A>& reduction, const cenote_problem& problem, const T* in, T* out)
      : k_(reduction), problem_(problem), out_(out), slices_(problem, in), endings_(problem) {}

  // separately(begin, end) is to compute rows for which the kernel is not made. The rows are in range.
  template <class Separately>
  cenote_status run(int64_t begin, int64_t end, const Separately& separately) {
    constexpr int64_t kSpoilt = 16;  // rows that are done separately where there is a NaN
    scratch_.want<Divisor<A>>(endings_.size());
    if (!scratch_.reserve()) return CENOTE_NO_MEMORY;
    endings_.place(scratch_.take<Divisor<A>>(endings_.size()));
    const cenote_axis& h = problem_.axes[1];
    Slab<T> slab{slices_.begins(), slices_.depth(), along(h), along(problem_.axes[2]), problem_.lanes, 0, 0,
                 h.inner_begin, h.inner_end};
    for (int64_t row = begin; row < end;) {
      const int64_t slice = row / h.out, end_slice = slice + slices_.take(slice, (end - 1) / h.out + 1 - slice);
      const int64_t last = end_slice * h.out;
      slab.begin = row - slice * h.out;
      slab.end = (last < end ? last : end) - slice * h.out;
      const int64_t done = k_.of_windows(slab, endings_.of(slices_.count()), out_ + row * slab.w.out * slab.lanes);
      row += done;
      if (done == slab.end - slab.begin) continue;
      const int64_t rest = end - row < kSpoilt ? end - row : kSpoilt;
      const cenote_status status = separately(row, row + rest);
      if (status != CENOTE_OK) return status;
      row += rest;
    }
    return CENOTE_OK;
  }

 private:
  const Reduction<T, A>& k_;
  const cenote_problem& problem_;
  T* const out_;
  Slices<T> slices_;
  BandEndings<A> endings_;
  Scratch scratch_;
};

}  // namespace cenote

#endif  // CENOTE_POOL_SLABS_H_
