// What the functions of cenote.h that take a problem check of it.
#ifndef CENOTE_POOL_PROBLEM_H_
#define CENOTE_POOL_PROBLEM_H_

#include <stdint.h>

#include "cenote.h"

namespace cenote {

constexpr bool is_type(int64_t type) { return type >= CENOTE_FLOAT32 && type <= CENOTE_INT64; }
constexpr bool is_floating(int64_t type) { return type >= CENOTE_FLOAT32 && type <= CENOTE_BFLOAT16; }

// Whether there is such a problem and has such rows.
bool is_valid(const cenote_problem* problem, int64_t begin, int64_t end);

}  // namespace cenote

#endif  // CENOTE_POOL_PROBLEM_H_
