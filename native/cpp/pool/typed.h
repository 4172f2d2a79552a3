// From a problem of a type to the driver with the type's kernels.
#ifndef CENOTE_POOL_TYPED_H_
#define CENOTE_POOL_TYPED_H_

#include <math.h>
#include <stdint.h>

#include "cenote.h"
#include "kernels/kernels.h"
#include "pool/bands.h"
#include "pool/reduce.h"
#include "pool/rows.h"
#include "pool/slabs.h"

namespace cenote {

// Small windows have drivers and kernels of their own, and what these leave is reduced in two steps.
template <class T, class A>
cenote_status reduce(const Kernels& kernels, const Reduction<T, A>& reduction, const cenote_problem& problem,
                     const void* in, void* out, int64_t begin, int64_t end) {
  const T* const from = static_cast<const T*>(in);
  T* const to = static_cast<T*>(out);
  const auto separately = [&](int64_t first, int64_t last) {
    return Reducer<T, A>(kernels, reduction, problem, from, to).run(first, last);
  };
  if constexpr (sizeof(T) <= 4 && sizeof(A) <= 4) {  // other types have no such kernels
    const int64_t most = reduction.most_taps;
    const bool small = problem.axes[1].taps <= most && problem.axes[2].taps <= most &&
                       (problem.axes[0].taps == 1 || most == kLeaves);
    if (small && reduction.of_band != nullptr && has_bands(problem)) {
      return Bands<T, A>(reduction, problem, from, to).run(begin, end, separately);
    }
    if (small && reduction.of_windows != nullptr &&
        has_slabs(problem, sizeof(T), kernels.lanes * static_cast<int64_t>(sizeof(float)))) {
      return Slabs<T, A>(reduction, problem, from, to).run(begin, end, separately);
    }
  }
  return separately(begin, end);
}

// All reductions of a type but norms.
template <class Typed>
cenote_status reduce_typed(const Kernels& kernels, const Typed& typed, bool wide, const cenote_problem& problem,
                           const void* in, void* out, int64_t begin, int64_t end) {
  switch (problem.reduction) {
    case CENOTE_MAX: return reduce(kernels, typed.max, problem, in, out, begin, end);
    case CENOTE_MIN: return reduce(kernels, typed.min, problem, in, out, begin, end);
    default:
      return wide ? reduce(kernels, typed.wide_average, problem, in, out, begin, end)
                  : reduce(kernels, typed.average, problem, in, out, begin, end);
  }
}

template <class Typed, class Norms>
cenote_status reduce_floating(const Kernels& kernels, const Typed& typed, const Norms& norms,
                              const cenote_problem& problem, const void* in, void* out, int64_t begin, int64_t end) {
  if (problem.reduction != CENOTE_LP) {
    return reduce_typed(kernels, typed, problem.wide != 0, problem, in, out, begin, end);
  }
  return problem.p < HUGE_VAL ? reduce(kernels, norms.lp, problem, in, out, begin, end)
                              : reduce(kernels, norms.magnitude, problem, in, out, begin, end);
}

template <class Typed>
cenote_status reduce_integers(const Kernels& kernels, const Typed& typed, const cenote_problem& problem, const void* in,
                              void* out, int64_t begin, int64_t end) {
  double taps = 1;
  for (const cenote_axis& axis : problem.axes) taps *= static_cast<double>(max_taps_in(axis));
  return reduce_typed(kernels, typed, taps > static_cast<double>(kMostNarrowTaps), problem, in, out, begin, end);
}

}  // namespace cenote

#endif  // CENOTE_POOL_TYPED_H_
