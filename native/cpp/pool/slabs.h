// Windows of few taps: from a problem to kernels that take many rows at once.
#ifndef CENOTE_POOL_SLABS_H_
#define CENOTE_POOL_SLABS_H_

#include <stdint.h>

#include "cenote.h"
#include "kernels/kernels.h"
#include "pool/endings.h"
#include "pool/rows.h"
#include "pool/scratch.h"

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
      : k_(reduction), problem_(problem), d_(problem.axes[0]), in_(in), out_(out), endings_(problem) {}

  // separately(begin, end) is to compute rows for which the kernel is not made. The rows are in range.
  template <class Separately>
  cenote_status run(int64_t begin, int64_t end, const Separately& separately) {
    constexpr int64_t kPointers = 96;
    constexpr int64_t kSpoilt = 16;  // rows that are done separately where there is a NaN
    scratch_.want<Divisor<A>>(endings_.size());
    if (!scratch_.reserve()) return CENOTE_NO_MEMORY;
    endings_.place(scratch_.take<Divisor<A>>(endings_.size()));
    const cenote_axis& h = problem_.axes[1];
    const T* slices[kPointers];
    const int64_t depth = d_.taps == 1 ? 1 : d_.taps > h.taps ? d_.taps : h.taps;
    Slab<T> slab{slices, depth, along(h), along(problem_.axes[2]), problem_.lanes, 0, 0, h.inner_begin, h.inner_end};
    for (int64_t row = begin; row < end;) {
      const int64_t slice = row / h.out;
      int64_t count = 0, d_count = 0;
      for (int64_t plane = slice / d_.out, i = slice - plane * d_.out; (slice + count) * h.out < end; ++count) {
        const cenote_window window = window_at(d_, plane / problem_.planes_per_list, i);
        if ((count + 1) * depth > kPointers || (count > 0 && endings_.averages() && window.count != d_count)) break;
        d_count = window.count;
        place(source(problem_, plane), window, depth, slices + count * depth);
        if (++i == d_.out) {
          i = 0;
          ++plane;
        }
      }
      const int64_t last = (slice + count) * h.out;
      slab.begin = row - slice * h.out;
      slab.end = (last < end ? last : end) - slice * h.out;
      const int64_t done = k_.of_windows(slab, endings_.of(d_count), out_ + row * slab.w.out * slab.lanes);
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
  static Along along(const cenote_axis& axis) {
    return {axis.in, axis.out, axis.origin, axis.stride, axis.taps == 1 ? 1 : axis.step, axis.taps};
  }

  // The input slices of a window along D.
  void place(int64_t plane, const cenote_window& window, int64_t depth, const T** slices) const {
    const int64_t size = problem_.axes[1].in * problem_.axes[2].in * problem_.lanes;
    for (int64_t t = 0; t < depth; ++t) {
      const bool inside = t >= window.first_tap && t < window.end_tap;
      slices[t] = inside ? in_ + (plane * d_.in + window.start + t * d_.step) * size : nullptr;
    }
  }

  const Reduction<T, A>& k_;
  const cenote_problem& problem_;
  const cenote_axis& d_;
  const T* const in_;
  T* const out_;
  BandEndings<A> endings_;
  Scratch scratch_;
};

}  // namespace cenote

#endif  // CENOTE_POOL_SLABS_H_
