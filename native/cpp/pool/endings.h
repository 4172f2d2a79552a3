// What the accumulators of an output row end by.
#ifndef CENOTE_POOL_ENDINGS_H_
#define CENOTE_POOL_ENDINGS_H_

#include <math.h>
#include <stdint.h>

#include <type_traits>

#include "cenote.h"
#include "kernels/kernels.h"
#include "pool/rows.h"

namespace cenote {

// The endings of output rows: divisors, one a window along W, which change with the row's counts and, where lists of
// windows differ along W, with the list.
template <class A>
class RowEndings {
 public:
  // Each divisor is there `times` times, for the outputs of as many lanes.
  RowEndings(const cenote_problem& problem, int64_t times)
      : problem_(problem), times_(times), ending_{nullptr, true, false, problem.rounding, problem.p} {}

  static constexpr bool kWhole = std::is_same_v<Divisor<A>, int64_t>;
  using Exact = std::conditional_t<kWhole, int64_t, double>;  // where counts are multiplied

  bool averages() const { return problem_.reduction == CENOTE_AVERAGE; }

  // How many divisors and counts place() needs memory for.
  int64_t size() const { return averages() ? problem_.axes[2].out * times_ : 0; }
  int64_t counts() const { return averages() ? problem_.axes[2].out : 0; }
  void place(Divisor<A>* memory, Exact* counts) {
    values_ = memory;
    counts_ = counts;
  }

  Ending<A> of(const Row& row) {
    if (averages()) {
      const int64_t list = problem_.axes[2].edges_per_list != 0 ? row.list() : 0;
      if (row.d.count != d_count_ || row.h.count != h_count_ || list != list_) fill(row.d.count, row.h.count, list);
    }
    return ending_;
  }

  // That of one window of `taps` elements, which needs no memory but this.
  Ending<A> of(int64_t taps, Divisor<A>* memory) const {
    *memory = problem_.fixed_divisor != 0 ? static_cast<Divisor<A>>(problem_.divisor) : static_cast<Divisor<A>>(taps);
    return {memory, true, false, problem_.rounding, problem_.p};
  }

 private:
  void fill(int64_t d_count, int64_t h_count, int64_t list) {
    d_count_ = d_count;
    h_count_ = h_count;
    const int64_t out = problem_.axes[2].out;
    const bool fixed = problem_.fixed_divisor != 0;
    if (list != list_ && !fixed) {
      for (int64_t i = 0; i < out; ++i) counts_[i] = static_cast<Exact>(window_at(problem_.axes[2], list, i).count);
    }
    list_ = list;
    const Exact rows = static_cast<Exact>(d_count_) * static_cast<Exact>(h_count_);
    bool uniform = true, reciprocal = !kWhole;
    for (int64_t i = 0; i < out; ++i) {
      const Exact divisor = fixed ? static_cast<Exact>(problem_.divisor) : rows * counts_[i];
      const Divisor<A> value = static_cast<Divisor<A>>(divisor);
      uniform = uniform && (i == 0 || value == values_[0]);
      reciprocal = reciprocal && power_of_two(static_cast<double>(value));
      for (int64_t t = 0; t < times_; ++t) values_[i * times_ + t] = value;
    }
    if (reciprocal) {
      for (int64_t i = 0; i < out * times_; ++i) values_[i] = Divisor<A>{1} / values_[i];
    }
    ending_.divisors = values_;
    ending_.uniform = uniform;
    ending_.reciprocal = reciprocal;
  }

  // Powers of two whose reciprocal is a normal number: multiplying by it rounds as dividing does.
  static bool power_of_two(double value) {
    int exponent = 0;
    return frexp(value, &exponent) == 0.5 && exponent > 0 && exponent < 100;
  }

  const cenote_problem& problem_;
  const int64_t times_;
  Exact* counts_ = nullptr;  // of the windows along W
  Divisor<A>* values_ = nullptr;
  Ending<A> ending_;
  int64_t d_count_ = 0, h_count_ = 0, list_ = -1;  // counts are 1 or more
};

}  // namespace cenote

#endif  // CENOTE_POOL_ENDINGS_H_
