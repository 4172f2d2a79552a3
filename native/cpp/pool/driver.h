// From a problem to kernel calls. Drivers know borders, layouts and scratch memory; see cenote.h for what they compute.
#ifndef CENOTE_POOL_DRIVER_H_
#define CENOTE_POOL_DRIVER_H_

#include <stdint.h>

#include "cenote.h"
#include "kernels/kernels.h"

namespace cenote {

// Computes rows begin <= r < end with the given kernels. The problem is valid, the rows are in range. `out` is the
// first element of the output.
cenote_status pool_channels_first(const Kernels& kernels, const cenote_problem& problem, const float* in, float* out,
                                  int64_t begin, int64_t end);
cenote_status pool_channels_last(const Kernels& kernels, const cenote_problem& problem, const float* in, float* out,
                                 int64_t begin, int64_t end);

}  // namespace cenote

#endif  // CENOTE_POOL_DRIVER_H_
