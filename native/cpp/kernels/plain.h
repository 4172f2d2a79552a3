// The plain kernels compiled for wider vectors, for the tables in simd.cc.
#ifndef CENOTE_KERNELS_PLAIN_H_
#define CENOTE_KERNELS_PLAIN_H_

#include "kernels.h"

namespace cenote {

// The baseline's, which serve SSE4 and NEON as well: these gain little.
extern const PlainKernels kBaselinePlain;

namespace N_AVX2 {
extern const PlainKernels kPlain;
}
namespace N_AVX3 {
extern const PlainKernels kPlain;
}

}  // namespace cenote

#endif  // CENOTE_KERNELS_PLAIN_H_
