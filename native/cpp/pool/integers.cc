#include "pool/pool.h"
#include "pool/typed.h"

namespace cenote {

cenote_status pool_int8(const Kernels& kernels, const cenote_problem& problem, const void* in, void* out,
                        int64_t begin, int64_t end) {
  return reduce_integers(kernels, kernels.plain.int8, problem, in, out, begin, end);
}

cenote_status pool_uint8(const Kernels& kernels, const cenote_problem& problem, const void* in, void* out,
                         int64_t begin, int64_t end) {
  return reduce_integers(kernels, kernels.plain.uint8, problem, in, out, begin, end);
}

cenote_status pool_int16(const Kernels& kernels, const cenote_problem& problem, const void* in, void* out,
                         int64_t begin, int64_t end) {
  return reduce_integers(kernels, kernels.plain.int16, problem, in, out, begin, end);
}

cenote_status pool_int32(const Kernels& kernels, const cenote_problem& problem, const void* in, void* out,
                         int64_t begin, int64_t end) {
  return reduce_integers(kernels, kernels.plain.int32, problem, in, out, begin, end);
}

cenote_status pool_int64(const Kernels& kernels, const cenote_problem& problem, const void* in, void* out,
                         int64_t begin, int64_t end) {
  return reduce_integers(kernels, kernels.plain.int64, problem, in, out, begin, end);
}

}  // namespace cenote
