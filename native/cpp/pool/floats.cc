#include "pool/pool.h"
#include "pool/typed.h"

namespace cenote {

cenote_status pool_float32(const Kernels& kernels, const cenote_problem& problem, const void* in, void* out,
                           int64_t begin, int64_t end) {
  return reduce_floating(kernels, kernels.float32, kernels.plain.float32_norms, problem, in, out, begin, end);
}

cenote_status pool_float64(const Kernels& kernels, const cenote_problem& problem, const void* in, void* out,
                           int64_t begin, int64_t end) {
  return reduce_floating(kernels, kernels.plain.float64, kernels.plain.float64_norms, problem, in, out, begin, end);
}

}  // namespace cenote
