// Which problems have fused kernels, and what these are given.
#ifndef CENOTE_POOL_FUSED_H_
#define CENOTE_POOL_FUSED_H_

#include <stdint.h>

#include "cenote.h"
#include "kernels/kernels.h"
#include "pool/rows.h"

namespace cenote {

// Channels-first windows that have fused kernels.
enum class Fused { kNone, k2x2s2, k3x3s2, k3x3s1 };

inline Fused fused_kind(const cenote_problem& problem) {
  const cenote_axis& h = problem.axes[1];
  const cenote_axis& w = problem.axes[2];
  if (problem.lanes != 1 || problem.axes[0].taps != 1 || w.step != 1 || h.taps != w.taps || w.edges_per_list != 0 ||
      empty_differs(problem)) {
    return Fused::kNone;
  }
  if (w.taps == 2 && w.stride == 2 && w.origin == 0) return Fused::k2x2s2;
  if (w.taps != 3 || (w.origin != 0 && w.origin != -1)) return Fused::kNone;
  return w.stride == 2 ? Fused::k3x3s2 : w.stride == 1 ? Fused::k3x3s1 : Fused::kNone;
}

// The band of output rows from `row` on, for the fused kernels. Rows of the window above or below the input are
// `padding`.
template <class T>
Band<T> fused_band(const cenote_problem& problem, const Row& row, int64_t end, const T* in, const T* padding,
                   const T** rows) {
  const cenote_axis& h = problem.axes[1];
  const cenote_axis& w = problem.axes[2];
  for (int64_t j = 0; j < h.taps; ++j) {
    const bool inside = j >= row.h.first_tap && j < row.h.end_tap;
    rows[j] = inside ? in + row.input(row.d.first_tap, j) : padding;
    if (w.taps == 3) rows[j] += w.origin + 1;  // the kernel's column 0 is the middle one of window 0
  }
  const int64_t count = row.band(end);
  return {rows, count > 1 ? h.stride * w.in : 0, count, w.out};
}

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

// Channels-last windows of 2x2 or 3x3 that overlap little, which have fused kernels as well: the windows' size, or 0.
inline int windows_size(const cenote_problem& problem) {
  const cenote_axis& h = problem.axes[1];
  const cenote_axis& w = problem.axes[2];
  const bool square = h.taps == w.taps && (h.taps == 2 || h.taps == 3);
  return problem.lanes != 1 && square && problem.axes[0].taps == 1 && w.stride > 1 && w.step == 1 && w.edges_per_list == 0
             ? static_cast<int>(w.taps)
             : 0;
}

}  // namespace cenote

#endif  // CENOTE_POOL_FUSED_H_
