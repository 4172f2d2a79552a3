// Which problems have fused kernels, and what these are given.
#ifndef CENOTE_POOL_FUSED_H_
#define CENOTE_POOL_FUSED_H_

#include <stdint.h>

#include "cenote.h"
#include "kernels/kernels.h"
#include "pool/rows.h"

namespace cenote {

// One window a plane, over all of a plane that vectors of so many lanes hold row by row.
inline bool is_small_plane(const cenote_problem& problem, int64_t lanes) {
  const cenote_axis& h = problem.axes[1];
  const cenote_axis& w = problem.axes[2];
  const auto whole = [](const cenote_axis& axis) {
    return axis.out == 1 && axis.inner_begin < axis.inner_end && axis.taps == axis.in;
  };
  return problem.lanes == 1 && problem.axes[0].in == 1 && whole(problem.axes[0]) && whole(h) && whole(w) &&
         h.in <= kLeaves && w.in <= lanes && problem.sources == nullptr;
}

}  // namespace cenote

#endif  // CENOTE_POOL_FUSED_H_
