// Channels-last: an output is a whole vector of channels, the reduction of the vectors at its taps. Inner windows along W
// go to one kernel call a row, those at the borders one call each.
#include "driver.h"
#include "rows.h"

namespace cenote {
namespace {

// Calls reduce(taps, first output, outputs, advance) for stretches of the row's windows that have the same taps, and
// nothing(output) for windows without any.
template <class Reduce, class Nothing>
void for_each_run(const cenote_problem& problem, const Row& row, Taps<float> taps, const Reduce& reduce,
                  const Nothing& nothing) {
  const cenote_axis& w = problem.axes[2];
  const auto run = [&](int64_t i, int64_t count) {
    const cenote_window window = window_at(w, i);
    if (row.empty() || taps_in(window) == 0) {
      for (int64_t o = i; o < i + count; ++o) nothing(o);
      return;
    }
    taps.width = taps_in(window);
    taps.w_first = window.first_tap;
    taps.offset = (window.start + window.first_tap * w.step) * problem.lanes;
    taps.w_step = w.step * problem.lanes;
    reduce(taps, i, count, w.stride * problem.lanes);
  };
  for (int64_t i = 0; i < w.inner_begin; ++i) run(i, 1);
  if (w.inner_begin < w.inner_end) run(w.inner_begin, w.inner_end - w.inner_begin);
  for (int64_t i = w.inner_end; i < w.out; ++i) run(i, 1);
}

cenote_status pool_max(const Kernels& k, const cenote_problem& problem, const float* in, float* out, int64_t begin,
                       int64_t end) {
  Scratch scratch;
  scratch.want<const float*>(max_base_rows(problem));
  if (!scratch.reserve()) return CENOTE_NO_MEMORY;
  const float** const base = scratch.take<const float*>(max_base_rows(problem));
  const int64_t lanes = problem.lanes;
  for (int64_t r = begin; r < end; ++r) {
    const Row row(problem, r);
    float* const to = out + r * problem.axes[2].out * lanes;
    for_each_run(
        problem, row, row.taps(problem, in, base),
        [&](const Taps<float>& taps, int64_t i, int64_t count, int64_t advance) {
          k.max_taps(taps, count, advance, lanes, to + i * lanes);
        },
        [&](int64_t i) { fill(to + i * lanes, lanes, kLowest); });
  }
  return CENOTE_OK;
}

template <class A>
cenote_status pool_average(const Kernels& k, const cenote_problem& problem, const float* in, float* out, int64_t begin,
                           int64_t end) {
  const int64_t outputs = problem.axes[2].out;
  Scratch scratch;
  scratch.want<const float*>(max_base_rows(problem));
  scratch.want<A>(outputs);
  if (!scratch.reserve()) return CENOTE_NO_MEMORY;
  const float** const base = scratch.take<const float*>(max_base_rows(problem));
  RowDivisors<A> row_divisors(problem, scratch.take<A>(outputs));
  const int64_t lanes = problem.lanes;
  for (int64_t r = begin; r < end; ++r) {
    const Row row(problem, r);
    float* const to = out + r * outputs * lanes;
    const Divisors<A> divisors = row_divisors.of(row);
    for_each_run(
        problem, row, row.taps(problem, in, base),
        [&](const Taps<float>& taps, int64_t i, int64_t count, int64_t advance) {
          const Divisors<A> here = {divisors.values + i, divisors.reciprocal};
          k.sums<A>().average_taps(taps, count, advance, lanes, here, to + i * lanes);
        },
        [&](int64_t i) {
          const A d = divisors.values[i];
          fill(to + i * lanes, lanes, static_cast<float>(divisors.reciprocal ? 0 * d : 0 / d));
        });
  }
  return CENOTE_OK;
}

}  // namespace

cenote_status pool_channels_last(const Kernels& kernels, const cenote_problem& problem, const float* in, float* out,
                                 int64_t begin, int64_t end) {
  if (problem.reduction == CENOTE_MAX) return pool_max(kernels, problem, in, out, begin, end);
  return problem.wide ? pool_average<double>(kernels, problem, in, out, begin, end)
                      : pool_average<float>(kernels, problem, in, out, begin, end);
}

}  // namespace cenote
