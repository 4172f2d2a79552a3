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

// Powers of two whose reciprocal is a normal number: multiplying by it rounds as dividing does.
inline bool power_of_two(double value) {
  int exponent = 0;
  return frexp(value, &exponent) == 0.5 && exponent > 0 && exponent < 100;
}

// Counts are multiplied exactly.
template <class A>
constexpr bool kWhole = std::is_same_v<Divisor<A>, int64_t>;
template <class A>
using Counts = std::conditional_t<kWhole<A>, int64_t, double>;

// The endings of output rows: divisors, one a window along W, which change with the row's counts and, where lists of
// windows differ along W, with the list.
template <class A>
class RowEndings {
 public:
  // Each divisor is there `times` times, for the outputs of as many lanes.
  RowEndings(const cenote_problem& problem, int64_t times)
      : problem_(problem), times_(times), ending_{nullptr, true, false, problem.rounding, problem.p} {}

  bool averages() const { return problem_.reduction == CENOTE_AVERAGE; }

  // How many divisors and counts place() needs memory for.
  int64_t size() const { return averages() ? problem_.axes[2].out * times_ : 0; }
  int64_t counts() const { return averages() ? problem_.axes[2].out : 0; }
  void place(Divisor<A>* memory, Counts<A>* counts) {
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
      for (int64_t i = 0; i < out; ++i) counts_[i] = static_cast<Counts<A>>(window_at(problem_.axes[2], list, i).count);
    }
    list_ = list;
    const Counts<A> rows = static_cast<Counts<A>>(d_count_) * static_cast<Counts<A>>(h_count_);
    bool uniform = true, reciprocal = !kWhole<A>;
    for (int64_t i = 0; i < out; ++i) {
      const Counts<A> divisor = fixed ? static_cast<Counts<A>>(problem_.divisor) : rows * counts_[i];
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

  const cenote_problem& problem_;
  const int64_t times_;
  Counts<A>* counts_ = nullptr;  // of the windows along W
  Divisor<A>* values_ = nullptr;
  Ending<A> ending_;
  int64_t d_count_ = 0, h_count_ = 0, list_ = -1;  // counts are 1 or more
};

// The endings of bands: a row of divisors for each row of a slice whose windows count differently.
template <class A>
class BandEndings {
 public:
  explicit BandEndings(const cenote_problem& problem)
      : problem_(problem),
        h_(problem.axes[1]),
        w_(problem.axes[2]),
        uniform_(!averages() || is_uniform(problem)),
        ending_{nullptr, uniform_, false, problem.rounding, problem.p, 1} {
    for (const cenote_axis& axis : problem.axes) ending_.taps *= max_taps_in(axis);
  }

  bool averages() const { return problem_.reduction == CENOTE_AVERAGE; }

  // How many divisors place() needs memory for, what goes with them included.
  int64_t size() const { return divisors() + (kShort ? 2 * shorts() : kInverts ? divisors() : 0); }
  void place(Divisor<A>* memory) { ending_.divisors = values_ = memory; }

  // The number of the first divisor of row j of a slice.
  int64_t of_row(int64_t j) const {
    return uniform_ ? 0 : divisors_of_row(j, h_.inner_begin, h_.inner_end) * w_.out;
  }

  // Of slices whose windows along D count so much.
  const Ending<A>& of(int64_t d_count) {
    if (averages() && d_count != d_count_) fill(d_count);
    return ending_;
  }

 private:
  static constexpr bool kShort = std::is_same_v<A, int32_t>;  // what 8 bit elements are summed in
  static constexpr bool kInverts = std::is_same_v<A, float>;

  int64_t divisors() const {
    return uniform_ ? 1 : divisors_of_row(h_.out, h_.inner_begin, h_.inner_end) * w_.out + kSlack;
  }

  // So many divisors take as much memory as a 16 bit number for each.
  int64_t shorts() const { return (divisors() + 3) / 4; }

  // Calls body(first, end, count) for windows that follow each other and count as much: one at an edge, or the inner ones.
  template <class Body>
  static void for_each_count(const cenote_axis& axis, const Body& body) {
    for (int64_t i = 0; i < axis.out;) {
      const int64_t end = i == axis.inner_begin && i < axis.inner_end ? axis.inner_end : i + 1;
      body(i, end, static_cast<Counts<A>>(window_at(axis, 0, i).count));
      i = end;
    }
  }

  static bool is_uniform(const cenote_problem& problem) {
    bool uniform = true;
    for (const cenote_axis* const axis : {&problem.axes[1], &problem.axes[2]}) {
      const auto first = static_cast<Counts<A>>(window_at(*axis, 0, 0).count);
      for_each_count(*axis, [&](int64_t, int64_t, Counts<A> count) { uniform = uniform && count == first; });
    }
    return uniform || problem.fixed_divisor != 0;
  }

  void fill(int64_t d_count) {
    d_count_ = d_count;
    bool reciprocal = !kWhole<A>, whole = problem_.fixed_divisor == 0;
    Divisor<A>* next = values_;
    const auto append = [&](Divisor<A> value, int64_t n) {
      whole = whole && value <= static_cast<Divisor<A>>(kMostWhole);
      reciprocal = reciprocal && power_of_two(static_cast<double>(value));
      for (int64_t i = 0; i < n; ++i) *next++ = value;
    };
    if (problem_.fixed_divisor != 0) {
      append(static_cast<Divisor<A>>(problem_.divisor), 1);
    } else {
      for_each_count(h_, [&](int64_t, int64_t, Counts<A> h_count) {
        const Counts<A> rows = static_cast<Counts<A>>(d_count) * h_count;
        for_each_count(w_, [&](int64_t i, int64_t end, Counts<A> w_count) {
          if (next == values_ || !uniform_) append(static_cast<Divisor<A>>(rows * w_count), uniform_ ? 1 : end - i);
        });
      });
    }
    const int64_t n = next - values_;
    if (reciprocal) {
      for (int64_t i = 0; i < n; ++i) values_[i] = Divisor<A>{1} / values_[i];
    }
    for (int64_t i = n; i < divisors(); ++i) values_[i] = 1;  // what is read beyond
    ending_.reciprocal = reciprocal;
    if constexpr (kInverts) {
      Divisor<A>* const inverses = values_ + divisors();
      for (int64_t i = 0; i < divisors(); ++i) inverses[i] = 1 / values_[i];
      ending_.inverses = whole && !reciprocal ? inverses : nullptr;
    }
    if constexpr (kShort) {
      if (!uniform_) find_multipliers(n);
    }
  }

  void find_multipliers(int64_t n) {
    int64_t least = values_[0];
    for (int64_t i = 1; i < n; ++i) least = values_[i] < least ? values_[i] : least;
    ending_.multipliers = nullptr;
    if (problem_.rounding == CENOTE_HALF_AWAY_FROM_ZERO && multiply(n, HWY_NAMESPACE::kRounds)) return;
    multiply(n, HWY_NAMESPACE::ShiftFor(least));
  }

  // Whether all n divisors have multipliers of this shift.
  bool multiply(int64_t n, int shift) {
    auto* const multipliers = reinterpret_cast<uint16_t*>(values_ + divisors());
    auto* const short_divisors = reinterpret_cast<uint16_t*>(values_ + divisors() + shorts());
    for (int64_t i = 0; i < n; ++i) {
      const int64_t divisor = values_[i], taps = divisor < ending_.taps ? divisor : ending_.taps;
      if (i > 0 && divisor == values_[i - 1]) {
        multipliers[i] = multipliers[i - 1];
      } else {
        multipliers[i] = HWY_NAMESPACE::IsShortDivisor(divisor) ? HWY_NAMESPACE::MultiplierFor(divisor, shift, taps) : uint16_t{0};
      }
      if (multipliers[i] == 0) return false;
      short_divisors[i] = static_cast<uint16_t>(divisor);
    }
    for (int64_t i = n; i < divisors(); ++i) multipliers[i] = short_divisors[i] = 1;
    ending_.multipliers = multipliers;
    ending_.short_divisors = short_divisors;
    ending_.shift = shift;
    return true;
  }

  const cenote_problem& problem_;
  const cenote_axis& h_;
  const cenote_axis& w_;
  const bool uniform_;
  Divisor<A>* values_ = nullptr;
  Ending<A> ending_;
  int64_t d_count_ = 0;  // counts are 1 or more
};

}  // namespace cenote

#endif  // CENOTE_POOL_ENDINGS_H_
