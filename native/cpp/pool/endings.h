// What the accumulators of an output row end by.
#ifndef CENOTE_POOL_ENDINGS_H_
#define CENOTE_POOL_ENDINGS_H_

#include <math.h>
#include <stdint.h>

#include <type_traits>

#include "cenote.h"
#include "kernels/kernels.h"
#include "kernels/multiplier-inl.h"
#include "pool/rows.h"

namespace cenote {

// The endings of output rows: divisors, one a window along W, which change with the row's counts and, where lists of
// windows differ along W, with the list.
template <class A>
class RowEndings {
 public:
  explicit RowEndings(const cenote_problem& problem)
      : problem_(problem), ending_{nullptr, true, false, problem.rounding, problem.p} {}

  bool averages() const { return problem_.reduction == CENOTE_AVERAGE; }

  // How many divisors place() needs memory for, what goes with them included.
  int64_t size() const {
    const int64_t n = problem_.axes[2].out;
    return averages() ? n + (kShort ? 2 * shorts(n) : 0) : 0;
  }
  void place(Divisor<A>* memory) { values_ = memory; }

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
  static constexpr bool kWhole = std::is_same_v<Divisor<A>, int64_t>;
  static constexpr bool kShort = std::is_same_v<A, int32_t>;     // what 16 bit sums are of
  using Exact = std::conditional_t<kWhole, int64_t, double>;  // where counts are multiplied

  void fill(int64_t d_count, int64_t h_count, int64_t list) {
    d_count_ = d_count;
    h_count_ = h_count;
    list_ = list;
    const cenote_axis& axis = problem_.axes[2];
    const Exact rows = static_cast<Exact>(d_count_) * static_cast<Exact>(h_count_);
    bool uniform = true, reciprocal = !kWhole;
    for (int64_t i = 0; i < axis.out; ++i) {
      values_[i] = problem_.fixed_divisor != 0
                       ? static_cast<Divisor<A>>(problem_.divisor)
                       : static_cast<Divisor<A>>(rows * static_cast<Exact>(window_at(axis, list_, i).count));
      uniform = uniform && values_[i] == values_[0];
      reciprocal = reciprocal && power_of_two(static_cast<double>(values_[i]));
    }
    if (reciprocal) {
      for (int64_t i = 0; i < axis.out; ++i) values_[i] = Divisor<A>{1} / values_[i];
    }
    ending_.divisors = values_;
    ending_.uniform = uniform;
    ending_.reciprocal = reciprocal;
    if constexpr (kShort) ending_.multipliers = uniform ? nullptr : multipliers(axis.out);
  }

  // So many divisors take as much memory as n 16 bit numbers and their slack.
  static int64_t shorts(int64_t n) { return (n + kSlack + 3) / 4; }

  // For the n divisors; null if there are none that are exact.
  const uint16_t* multipliers(int64_t n) {
    auto* const multipliers = reinterpret_cast<uint16_t*>(values_ + n);
    auto* const short_divisors = reinterpret_cast<uint16_t*>(values_ + n + shorts(n));
    int64_t least = values_[0];
    for (int64_t i = 1; i < n; ++i) least = values_[i] < least ? values_[i] : least;
    if (!HWY_NAMESPACE::IsShortDivisor(least)) return nullptr;
    ending_.shift = HWY_NAMESPACE::ShiftFor(least);
    ending_.short_divisors = short_divisors;
    for (int64_t i = 0; i < n; ++i) {
      if (!HWY_NAMESPACE::IsShortDivisor(values_[i])) return nullptr;
      const bool again = i > 0 && values_[i] == values_[i - 1];
      multipliers[i] = again ? multipliers[i - 1] : HWY_NAMESPACE::MultiplierFor(values_[i], static_cast<int>(ending_.shift));
      if (multipliers[i] == 0) return nullptr;
      short_divisors[i] = static_cast<uint16_t>(values_[i]);
    }
    return multipliers;
  }

  // Powers of two whose reciprocal is a normal number: multiplying by it rounds as dividing does.
  static bool power_of_two(double value) {
    int exponent = 0;
    return frexp(value, &exponent) == 0.5 && exponent > 0 && exponent < 100;
  }

  const cenote_problem& problem_;
  Divisor<A>* values_ = nullptr;
  Ending<A> ending_;
  int64_t d_count_ = 0, h_count_ = 0, list_ = -1;  // counts are 1 or more
};

}  // namespace cenote

#endif  // CENOTE_POOL_ENDINGS_H_
