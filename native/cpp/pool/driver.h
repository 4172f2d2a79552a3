// From a problem to kernel calls. Drivers know borders, layouts and scratch memory; see cenote.h for what they compute.
#ifndef CENOTE_POOL_DRIVER_H_
#define CENOTE_POOL_DRIVER_H_

#include <stdint.h>

#include "cenote.h"
#include "kernels/kernels.h"

namespace cenote {

// Computes rows begin <= r < end with the given kernels. The problem is valid, the rows are in range, and in and out
// are the first elements of input and output.
//
// Windows are reduced in two steps, in either layout: the input rows under an output row, element by element, into one
// line of scratch memory; then the windows along W on that line. The second step is the first one on shifted lines.
// Common windows have fused kernels that need no line.
cenote_status pool_max(const Kernels& kernels, const cenote_problem& problem, const float* in, float* out,
                       int64_t begin, int64_t end);

// A is the type to sum in.
template <class A>
cenote_status pool_average(const Kernels& kernels, const cenote_problem& problem, const float* in, float* out,
                           int64_t begin, int64_t end);

}  // namespace cenote

#endif  // CENOTE_POOL_DRIVER_H_
