#include <initializer_list>
#include <type_traits>

#include "driver.h"
#include "line_tree.h"
#include "rows.h"

namespace cenote {
namespace {

template <class A>
class AverageDriver {
 public:
  AverageDriver(const Kernels& kernels, const cenote_problem& problem, const float* in, float* out)
      : k_(kernels),
        sums_(kernels.sums<A>()),
        problem_(problem),
        w_(problem.axes[2]),
        lanes_(problem.lanes),
        in_(in),
        out_(out),
        line_(problem),
        spacing_(rounded(line_.size + kSlack)),
        fused_(kFloat && k_.average_2x2s2 != nullptr ? fused_kind(problem) : Fused::kNone),
        size_(kFloat && k_.average_windows != nullptr ? windows_size(problem) : 0),
        along_d_(sums_),
        along_h_(sums_),
        along_w_(sums_) {}

  cenote_status run(int64_t begin, int64_t end) {
    if (kFloat && k_.average_planes != nullptr && is_small_plane(k_, problem_)) {
      planes(begin, end);  // which needs no scratch memory
      return CENOTE_OK;
    }
    const int64_t d_lines = LineTree<A>::lines(problem_.axes[0].taps) * spacing_;
    const int64_t h_lines = LineTree<A>::lines(problem_.axes[1].taps) * spacing_;
    const int64_t w_spacing = rounded((line_.end - line_.begin + 1) * lanes_ + kSlack);
    const int64_t w_lines = LineTree<A>::lines(w_.taps) * w_spacing;
    const int64_t missing = fused_ != Fused::kNone ? w_.in : 0;
    Scratch scratch;
    for (const int64_t part : {spacing_, d_lines, h_lines, w_lines + w_spacing, w_.out}) scratch.want<A>(part);
    scratch.want<float>(missing);
    if (!scratch.reserve()) return CENOTE_NO_MEMORY;
    summed_ = scratch.take<A>(spacing_);
    for (int64_t i = 0; i < spacing_; ++i) summed_[i] = 0;
    along_d_.place(scratch.take<A>(d_lines), spacing_);
    along_h_.place(scratch.take<A>(h_lines), spacing_);
    w_sum_ = scratch.take<A>(w_lines + w_spacing);
    along_w_.place(w_sum_ + w_spacing, w_spacing);
    RowDivisors<A> divisors(problem_, scratch.take<A>(w_.out));
    missing_ = scratch.take<float>(missing);
    fill(missing_, missing, 0);
    rows(begin, end, divisors);
    return CENOTE_OK;
  }

 private:
  static constexpr bool kFloat = std::is_same_v<A, float>;

  static int64_t rounded(int64_t n) { return (n + 15) / 16 * 16; }

  void planes(int64_t begin, int64_t end) {
    const int64_t h = problem_.axes[1].in;
    const double divisor = problem_.fixed_divisor != 0 ? problem_.divisor : static_cast<double>(h * w_.in);
    k_.average_planes(in_ + begin * h * w_.in, h, w_.in, end - begin, static_cast<float>(divisor), out_ + begin);
  }

  void rows(int64_t begin, int64_t end, RowDivisors<A>& divisors) {
    for (Row row(problem_, begin); row.number() < end;) {
      if (kFloat && fused_ != Fused::kNone && !row.empty()) {
        fused_rows(row, end, divisors.of(row));
      } else if (kFloat && size_ != 0 && taps_in(row.h) == size_ && taps_in(row.d) == 1) {
        whole_windows(row, divisors.of(row));
        row.next();
      } else {
        separate(row, divisors.of(row));
        row.next();
      }
    }
  }

  float* output(int64_t row, int64_t i) const { return out_ + (row * w_.out + i) * lanes_; }

  // One sum divided.
  static float quotient(A sum, Divisors<A> divisors) {
    const A* const lines[] = {&sum};
    float quotient;
    baseline_kernels().sums<A>().average_lines(lines, 1, 1, 1, divisors, &quotient);
    return quotient;
  }

  void fused_rows(Row& row, int64_t end, Divisors<A> divisors) {
    if constexpr (kFloat) {
      const float* pointers[3];
      const Band band = fused_band(problem_, row, end, in_, missing_, pointers);
      float* const to = output(row.number(), 0);
      const bool has_left = w_.origin == 0;  // of the column in the middle of window 0
      const int64_t width = w_.in - (w_.origin + 1);
      if (fused_ == Fused::k2x2s2) {
        k_.average_2x2s2(band, w_.in, divisors, to);
      } else if (fused_ == Fused::k3x3s2) {
        k_.average_3x3s2(band, has_left, width, divisors, to);
      } else {
        k_.average_3x3s1(band, has_left, width, divisors, to);
      }
      for (int64_t r = 0; r < band.count; ++r) row.next();
    }
  }

  // Inner windows in registers, those at the borders column by column.
  void whole_windows(const Row& row, Divisors<A> divisors) {
    if constexpr (kFloat) {
      const int64_t inner = line_.end - line_.begin;
      if (inner > 0) {
        const float* first[3];
        const int64_t start = (w_.origin + line_.begin * w_.stride) * lanes_;
        for (int j = 0; j < size_; ++j) first[j] = in_ + row.input(0, j) + start;
        k_.average_windows(first, size_, inner, inner > 1 ? w_.stride * lanes_ : 0, lanes_,
                           divisors.of(line_.begin), output(row.number(), line_.begin));
      }
      for_each_cut(w_, line_, [&](int64_t i, const cenote_window& window) {
        const int64_t from = window.start + window.first_tap;
        sum_rows(row, from, taps_in(window), summed_);
        shifted(summed_, window.start - from, window.first_tap, window.end_tap, 1, lanes_, divisors.of(i),
                output(row.number(), i));
      });
    }
  }

  // Along D and H to the line, then along W.
  void separate(const Row& row, Divisors<A> divisors) {
    A* const line = summed_ + line_.lead;
    sum_rows(row, 0, w_.in, line);
    float* const to = output(row.number(), 0);
    const int64_t n = line_.end - line_.begin;
    const int64_t start = w_.origin + line_.begin * w_.stride;
    float* const inner = to + line_.begin * lanes_;
    if (w_.out == 1 && w_.inner_begin < w_.inner_end && lanes_ == 1 && w_.step == 1) {
      // One window inside the line, which may be overwritten as there is no padding on it.
      *to = quotient(sums_.run(line + start, w_.taps), divisors);
    } else if (lanes_ == 1) {
      shifted(line, start, 0, w_.taps, w_.stride, n, divisors.from(line_.begin), inner);
    } else if (w_.stride == 1) {
      shifted(line, start, 0, w_.taps, 1, n * lanes_, divisors.of(line_.begin), inner);
    } else {
      for (int64_t i = 0; i < n; ++i) {
        shifted(line, start + i * w_.stride, 0, w_.taps, 1, lanes_, divisors.of(line_.begin), inner + i * lanes_);
      }
    }
    for_each_cut(w_, line_, [&](int64_t i, const cenote_window& window) {
      shifted(line, window.start, window.first_tap, window.end_tap, 1, lanes_, divisors.of(i), to + i * lanes_);
    });
  }

  // The sums down the columns from <= c < from + columns of the row's windows, to line[0 ..].
  void sum_rows(const Row& row, int64_t from, int64_t columns, A* line) {
    const int64_t n = columns * lanes_;
    if (row.empty()) {
      for (int64_t i = 0; i < n; ++i) line[i] = 0;
      return;
    }
    const auto input = [&](int64_t d, int64_t h) { return in_ + row.input(d, h) + from * lanes_; };
    const float* rows[kLeaves];
    if (taps_in(row.d) == 1) {
      const auto leaves = [&](int64_t h, int count, A* sum) {
        for (int r = 0; r < count; ++r) rows[r] = input(row.d.first_tap, h + r);
        sums_.of_rows(rows, count, n, sum);
      };
      along_h_.sum(row.h.first_tap, row.h.end_tap, kLeaves, n, leaves, line);
      return;
    }
    const auto leaf = [&](int64_t h, int, A* sum) {
      const auto leaves = [&](int64_t d, int count, A* part) {
        for (int r = 0; r < count; ++r) rows[r] = input(d + r, h);
        sums_.of_rows(rows, count, n, part);
      };
      along_d_.sum(row.d.first_tap, row.d.end_tap, kLeaves, n, leaves, sum);
    };
    along_h_.sum(row.h.first_tap, row.h.end_tap, 1, n, leaf, line);
  }

  // The averages of n outputs over the line's elements at start + t * step, first <= t < end.
  void shifted(const A* line, int64_t start, int64_t first, int64_t end, int64_t stride, int64_t n,
               Divisors<A> divisors, float* to) {
    if (n == 0) return;
    if (first == end) return fill(to, n, quotient(0, divisors));
    const auto lines = [&](int64_t t, int count, const A** shifted) {
      for (int l = 0; l < count; ++l) shifted[l] = line + (start + (t + l) * w_.step) * lanes_;
    };
    const A* shifted[kLeaves];
    if (first == 0 && end <= kLeaves) {
      lines(0, static_cast<int>(end), shifted);
      return sums_.average_lines(shifted, static_cast<int>(end), stride, n, divisors, to);
    }
    const auto leaves = [&](int64_t t, int count, A* sum) {
      lines(t, count, shifted);
      sums_.of_lines(shifted, count, stride, n, sum);
    };
    along_w_.sum(first, end, kLeaves, n, leaves, w_sum_);
    const A* const sum = w_sum_;
    sums_.average_lines(&sum, 1, 1, n, divisors, to);
  }

  const Kernels& k_;
  const SumKernels<A>& sums_;
  const cenote_problem& problem_;
  const cenote_axis& w_;
  const int64_t lanes_;
  const float* const in_;
  float* const out_;
  const Line line_;
  const int64_t spacing_;   // of lines in scratch memory
  const Fused fused_;
  const int size_;    // of channels-last windows that have a fused kernel, or 0
  LineTree<A> along_d_, along_h_, along_w_;
  A* summed_ = nullptr;
  A* w_sum_ = nullptr;
  float* missing_ = nullptr;
};

}  // namespace

template <class A>
cenote_status pool_average(const Kernels& kernels, const cenote_problem& problem, const float* in, float* out,
                           int64_t begin, int64_t end) {
  return AverageDriver<A>(kernels, problem, in, out).run(begin, end);
}

template cenote_status pool_average<float>(const Kernels&, const cenote_problem&, const float*, float*, int64_t,
                                           int64_t);
template cenote_status pool_average<double>(const Kernels&, const cenote_problem&, const float*, float*, int64_t,
                                            int64_t);

}  // namespace cenote
