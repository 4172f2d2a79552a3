// Global windows: which ones have kernels of whole planes.
#ifndef CENOTE_POOL_PLANES_H_
#define CENOTE_POOL_PLANES_H_

#include <stdint.h>

#include "cenote.h"
#include "kernels/kernels.h"
#include "pool/rows.h"

namespace cenote {

// One window a plane, over all of it, and planes that kernels take.
inline bool is_whole_planes(const cenote_problem& problem, bool any_order) {
  for (const cenote_axis& axis : problem.axes) {
    if (axis.out != 1 || axis.inner_begin >= axis.inner_end || axis.taps != axis.in) return false;
  }
  const int64_t depth = problem.axes[0].in, height = problem.axes[1].in, width = problem.axes[2].in;
  const bool fits = any_order || (depth <= kTallestPlane && height <= kTallestPlane &&
                                  width <= kWidestPlane / (depth > 1 ? height : 1));
  return problem.lanes == 1 && problem.sources == nullptr && fits;
}

}  // namespace cenote

#endif  // CENOTE_POOL_PLANES_H_
