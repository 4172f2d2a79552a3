// Pooling of each element type: see cenote_pool. The problem is valid and of that type, the rows are in range.
#ifndef CENOTE_POOL_POOL_H_
#define CENOTE_POOL_POOL_H_

#include <stdint.h>

#include "cenote.h"
#include "kernels/kernels.h"

namespace cenote {

using Pool = cenote_status(const Kernels& kernels, const cenote_problem& problem, const void* in, void* out,
                           int64_t begin, int64_t end);

Pool pool_float32, pool_float64, pool_float16, pool_bfloat16;
Pool pool_int8, pool_uint8, pool_int16, pool_int32, pool_int64;

}  // namespace cenote

#endif  // CENOTE_POOL_POOL_H_
