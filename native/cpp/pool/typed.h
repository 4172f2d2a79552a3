// From a problem of a type to the driver with the type's kernels.
#ifndef CENOTE_POOL_TYPED_H_
#define CENOTE_POOL_TYPED_H_

#include <math.h>
#include <stdint.h>

#include "cenote.h"
#include "kernels/kernels.h"
#include "pool/reduce.h"
#include "pool/rows.h"

namespace cenote {

template <class T, class A>
cenote_status reduce(const Kernels& kernels, const Reduction<T, A>& reduction, const cenote_problem& problem,
                     const void* in, void* out, int64_t begin, int64_t end) {
  return Reducer<T, A>(kernels, reduction, problem, static_cast<const T*>(in), static_cast<T*>(out)).run(begin, end);
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
