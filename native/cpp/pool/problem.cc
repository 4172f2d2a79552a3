#include "pool/problem.h"

#include <math.h>

#include "kernels/kernels.h"
#include "pool/rows.h"

namespace cenote {
namespace {

// What is divided by or raised to: integers would trap, powers run wild.
bool numbers_valid(const cenote_problem& problem) {
  if (problem.reduction == CENOTE_LP) return is_floating(problem.type) && problem.p >= 1;
  if (problem.reduction != CENOTE_AVERAGE || is_floating(problem.type)) return true;
  if (problem.rounding < CENOTE_HALF_AWAY_FROM_ZERO || problem.rounding > CENOTE_TOWARD_ZERO) return false;
  const double divisor = problem.divisor < 0 ? -problem.divisor : problem.divisor;
  return problem.fixed_divisor == 0 || (divisor >= 1 && divisor <= 0x1p53 && floor(divisor) == divisor);
}

// Blocks are for windows that slide by one element with one in each, along H and W.
bool blocks_valid(const cenote_problem& problem) {
  const cenote_axis* const axes = problem.axes;
  return axes[0].blocks == 0 && (axes[1].blocks == 0 || slides(axes[1])) && (axes[2].blocks == 0 || slides(axes[2]));
}

}  // namespace

bool is_valid(const cenote_problem* problem, int64_t begin, int64_t end) {
  if (problem == nullptr || problem->version != CENOTE_VERSION) return false;
  if (problem->isa < 0 || problem->isa >= kernel_tables()) return false;
  if (!is_type(problem->type)) return false;
  if (problem->reduction < CENOTE_MAX || problem->reduction > CENOTE_LP) return false;
  if (problem->planes_per_list < 1 || !numbers_valid(*problem) || !blocks_valid(*problem)) return false;
  if (begin < 0 || begin > end) return false;
  if (end == 0) return true;
  // Row end - 1 must lie in a plane that there is; dividing cannot overflow.
  const int64_t depth = problem->axes[0].out, height = problem->axes[1].out;
  return depth > 0 && height > 0 && (end - 1) / height / depth < problem->planes;
}

}  // namespace cenote
