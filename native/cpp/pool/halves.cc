#include "pool/pool.h"
#include "pool/typed.h"

namespace cenote {

cenote_status pool_float16(const Kernels& kernels, const cenote_problem& problem, const void* in, void* out,
                           int64_t begin, int64_t end) {
  return reduce_floating(kernels, kernels.plain.float16, kernels.plain.float16_norms, problem, in, out, begin, end);
}

cenote_status pool_bfloat16(const Kernels& kernels, const cenote_problem& problem, const void* in, void* out,
                            int64_t begin, int64_t end) {
  return reduce_floating(kernels, kernels.plain.bfloat16, kernels.plain.bfloat16_norms, problem, in, out, begin, end);
}

}  // namespace cenote
