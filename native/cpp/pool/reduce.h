// The driver: from a problem to kernel calls. It knows borders, layouts and scratch memory; see cenote.h for what it
// computes.
#ifndef CENOTE_POOL_REDUCE_H_
#define CENOTE_POOL_REDUCE_H_

#include <math.h>
#include <stdint.h>

#include <initializer_list>
#include <type_traits>

#include "cenote.h"
#include "kernels/kernels.h"
#include "pool/bands.h"
#include "pool/endings.h"
#include "pool/fused.h"
#include "pool/line_tree.h"
#include "pool/rows.h"
#include "pool/scratch.h"
#include "pool/slabs.h"

namespace cenote {

template <class T>
void fill(T* out, int64_t n, T value) {
  for (int64_t i = 0; i < n; ++i) out[i] = value;
}

// Windows are reduced in two steps, in either layout: the input rows under an output row, element by element, into one
// line of accumulators; then the windows along W on that line. The second step is the first one on shifted lines.
// Common windows have fused kernels that need no line.
template <class T, class A>
class Reducer {
 public:
  Reducer(const Reduction<T, A>& reduction, const cenote_problem& problem, const T* in, T* out)
      : k_(reduction),
        problem_(problem),
        w_(problem.axes[2]),
        lanes_(problem.lanes),
        in_(in),
        out_(out),
        whole_planes_(k_.of_planes != nullptr && is_whole_planes(problem, k_.lines.any_order)),
        line_(problem),
        spacing_(rounded(line_.size + kSlack)),
        columns_(w_),
        endings_(problem),
        along_d_(k_.lines),
        along_h_(k_.lines),
        along_w_(k_.lines) {}

  // The problem is valid and the rows are in range.
  cenote_status run(int64_t begin, int64_t end) {
    if (whole_planes_) return planes(begin, end);
    if (!reserve()) return CENOTE_NO_MEMORY;
    rows(begin, end);
    return CENOTE_OK;
  }

 private:
  static constexpr int64_t kElementsAtOnce = 1 << 14;  // of planes, all of which are done again if there is a NaN

  static int64_t rounded(int64_t n) { return (n + 15) / 16 * 16; }

  bool reserve() {
    const cenote_axis& h = problem_.axes[1];
    const int64_t d_lines = along_d_.lines(problem_.axes[0].taps) * spacing_;
    const int64_t h_lines = along_h_.lines(h.taps) * spacing_;
    const int64_t outputs = (line_.end - line_.begin + 1) * lanes_, run = lanes_ == 1 ? max_taps_in(w_) : 0;
    const int64_t w_spacing = rounded((outputs > run ? outputs : run) + kSlack);
    const int64_t w_lines = along_w_.lines(w_.taps) * w_spacing;
    for (const int64_t part : {spacing_, d_lines, h_lines, w_lines, w_spacing}) scratch_.want<A>(part);
    scratch_.want<Divisor<A>>(endings_.size());
    if (!scratch_.reserve()) return false;
    combined_ = scratch_.take<A>(spacing_);
    fill(combined_, spacing_, k_.lines.identity);
    along_d_.place(scratch_.take<A>(d_lines), spacing_);
    along_h_.place(scratch_.take<A>(h_lines), spacing_);
    along_w_.place(scratch_.take<A>(w_lines), w_spacing);
    w_combined_ = scratch_.take<A>(w_spacing);
    endings_.place(scratch_.take<Divisor<A>>(endings_.size()));
    return true;
  }

  void rows(int64_t begin, int64_t end) {
    for (Row row(problem_, begin); row.number() < end; row.next()) separate(row, endings_.of(row));
  }

  T* output(int64_t row, int64_t i) const { return out_ + (row * w_.out + i) * lanes_; }

  // ---- Fused

  cenote_status planes(int64_t begin, int64_t end) {
    const int64_t depth = problem_.axes[0].in, height = problem_.axes[1].in, size = depth * height * w_.in;
    const int64_t at_once = size < kElementsAtOnce ? kElementsAtOnce / size : 1;
    Divisor<A> divisor;
    const Ending<A> ending = endings_.of(size, &divisor);
    bool ready = false;
    for (int64_t p = begin; p < end; p += at_once) {
      const int64_t n = end - p < at_once ? end - p : at_once;
      if (k_.of_planes(in_ + p * size, depth, height, w_.in, n, ending, out_ + p)) continue;
      if (!ready && !reserve()) return CENOTE_NO_MEMORY;
      ready = true;
      rows(p, p + n);  // there was a NaN
    }
    return CENOTE_OK;
  }

  // ---- In two steps

  void separate(const Row& row, const Ending<A>& ending) {
    T* const to = output(row.number(), 0);
    if (row.empty() && empty_differs(problem_)) return fill(to, w_.out * lanes_, T{0});
    columns_.choose(row.list());
    const int64_t from = columns_.begin();
    A* const line = combined_ + line_.lead;
    combine_rows(row, from, columns_.count(), line);
    const int64_t n = line_.end - line_.begin;
    const int64_t start = w_.origin + line_.begin * w_.stride - from;
    T* const inner = to + line_.begin * lanes_;
    if (w_.out == 1 && w_.inner_begin < w_.inner_end && lanes_ == 1 && w_.step == 1) {
      // One window inside the line, which may be overwritten as there is no padding on it.
      *w_combined_ = k_.lines.run(line + start, w_.taps);
      end_of_combined(1, ending, to);
    } else if (lanes_ == 1) {
      shifted(line, start, 0, w_.taps, w_.stride, n, ending.from(line_.begin), inner);
    } else if (w_.stride == 1) {
      shifted(line, start, 0, w_.taps, 1, n * lanes_, ending.of(line_.begin), inner);
    } else {
      for (int64_t i = 0; i < n; ++i) {
        shifted(line, start + i * w_.stride, 0, w_.taps, 1, lanes_, ending.of(line_.begin), inner + i * lanes_);
      }
    }
    for_each_cut(w_, line_, row.list(), [&](int64_t i, const cenote_window& window) {
      shifted(line, window.start - from, window.first_tap, window.end_tap, 1, lanes_, ending.of(i), to + i * lanes_);
    });
  }

  // Columns from <= c < from + columns of the row's windows, to line[0 ..].
  void combine_rows(const Row& row, int64_t from, int64_t columns, A* line) {
    const int64_t n = columns * lanes_;
    if (row.empty()) return fill(line, n, k_.lines.identity);
    const auto input = [&](int64_t d, int64_t h) { return in_ + row.input(d, h) + from * lanes_; };
    const T* rows[kMostLeaves];
    const int64_t d_taps = taps_in(row.d), h_taps = taps_in(row.h);
    if (d_taps == 1 && h_taps <= k_.rows_at_once && (row.h.first_tap == 0 || k_.lines.any_order)) {
      for (int64_t r = 0; r < h_taps; ++r) rows[r] = input(row.d.first_tap, row.h.first_tap + r);
      k_.of_rows(rows, static_cast<int>(h_taps), n, problem_.p, line);
    } else if (k_.lines.any_order) {
      const auto leaves = [&](int64_t p, int count, A* out) {
        int64_t h = row.h.first_tap + p / d_taps, d = row.d.first_tap + p % d_taps;
        for (int r = 0; r < count; ++r) {
          rows[r] = input(d, h);
          if (++d == row.d.end_tap) {
            d = row.d.first_tap;
            ++h;
          }
        }
        k_.of_rows(rows, count, n, problem_.p, out);
      };
      along_h_.combine(0, d_taps * h_taps, k_.rows_at_once, n, Leaves<A>(leaves), line);
    } else if (d_taps == 1) {
      const auto leaves = [&](int64_t h, int count, A* out) {
        for (int r = 0; r < count; ++r) rows[r] = input(row.d.first_tap, h + r);
        k_.of_rows(rows, count, n, problem_.p, out);
      };
      along_h_.combine(row.h.first_tap, row.h.end_tap, k_.rows_at_once, n, Leaves<A>(leaves), line);
    } else {
      const auto leaf = [&](int64_t h, int, A* out) {
        const auto leaves = [&](int64_t d, int count, A* part) {
          for (int r = 0; r < count; ++r) rows[r] = input(d + r, h);
          k_.of_rows(rows, count, n, problem_.p, part);
        };
        along_d_.combine(row.d.first_tap, row.d.end_tap, k_.rows_at_once, n, Leaves<A>(leaves), out);
      };
      along_h_.combine(row.h.first_tap, row.h.end_tap, 1, n, Leaves<A>(leaf), line);
    }
  }

  // n outputs over the line's elements at start + t * step, first <= t < end.
  void shifted(const A* line, int64_t start, int64_t first, int64_t end, int64_t stride, int64_t n,
               const Ending<A>& ending, T* to) {
    if (n == 0) return;
    if (first == end) return nothing(n, ending, to);
    const int at_once = k_.lines.at_once;
    const int64_t taps = end - first;
    if (n == 1 && lanes_ == 1 && first == 0 && w_.step == 1 && taps > kLeaves) {
      const A* const run = line + start;
      for (int64_t t = 0; t < taps; ++t) w_combined_[t] = run[t];
      *w_combined_ = k_.lines.run(w_combined_, taps);
      return end_of_combined(1, ending, to);
    }
    const auto lines = [&](int64_t t, int count, const A** pointers) {
      for (int l = 0; l < count; ++l) pointers[l] = line + (start + (t + l) * w_.step) * lanes_;
    };
    const A* pointers[kMostLeaves];
    if (taps <= at_once && (first == 0 || k_.lines.any_order)) {
      lines(first, static_cast<int>(taps), pointers);
      return k_.outputs(pointers, static_cast<int>(taps), stride, n, ending, to);
    }
    const auto leaves = [&](int64_t t, int count, A* out) {
      lines(t, count, pointers);
      k_.lines.of_lines(pointers, count, stride, n, out);
    };
    along_w_.combine(first, end, at_once, n, Leaves<A>(leaves), w_combined_);
    end_of_combined(n, ending, to);
  }

  // n outputs of a window without an element.
  void nothing(int64_t n, const Ending<A>& ending, T* to) {
    if (empty_differs(problem_)) return fill(to, n, T{0});
    *w_combined_ = k_.lines.identity;
    end_of_combined(1, ending, to);
    fill(to + 1, n - 1, *to);
  }

  void end_of_combined(int64_t n, const Ending<A>& ending, T* to) {
    const A* const combined = w_combined_;
    k_.outputs(&combined, 1, 1, n, ending, to);
  }

  const Reduction<T, A>& k_;
  const cenote_problem& problem_;
  const cenote_axis& w_;
  const int64_t lanes_;
  const T* const in_;
  T* const out_;
  const bool whole_planes_;
  const Line line_;
  const int64_t spacing_;  // of lines in scratch memory
  Columns columns_;
  RowEndings<A> endings_;
  LineTree<A> along_d_, along_h_, along_w_;
  A* combined_ = nullptr;
  A* w_combined_ = nullptr;
  Scratch scratch_;
};

template <class T, class A>
cenote_status reduce(const Kernels& kernels, const Reduction<T, A>& reduction, const cenote_problem& problem,
                     const void* in, void* out, int64_t begin, int64_t end) {
  const T* const from = static_cast<const T*>(in);
  T* const to = static_cast<T*>(out);
  const auto separately = [&](int64_t first, int64_t last) {
    return Reducer<T, A>(reduction, problem, from, to).run(first, last);
  };
  if constexpr (sizeof(T) <= 4 && sizeof(A) <= 4) {  // other types have no such kernels
    const int64_t most = reduction.most_taps;
    const bool small = problem.axes[1].taps <= most && problem.axes[2].taps <= most &&
                       (problem.axes[0].taps == 1 || most == kLeaves);
    if (small && reduction.of_band != nullptr && has_bands(problem)) {
      return Bands<T, A>(reduction, problem, from, to).run(begin, end, separately);
    }
    if (small && reduction.of_windows != nullptr &&
        has_slabs(problem, sizeof(T), kernels.lanes * static_cast<int64_t>(sizeof(float)))) {
      return Slabs<T, A>(reduction, problem, from, to).run(begin, end, separately);
    }
  }
  return separately(begin, end);
}

// All reductions of a type but norms.
template <class Typed>
cenote_status reduce_typed(const Kernels& kernels, const Typed& typed, bool wide, const cenote_problem& problem,
                           const void* in, void* out, int64_t begin, int64_t end) {
  switch (problem.reduction) {
    case CENOTE_MAX: return reduce(kernels, typed.max, problem, in, out, begin, end);
    case CENOTE_MIN: return reduce(kernels, typed.min, problem, in, out, begin, end);
    default:
      return wide ? reduce(kernels, typed.wide_average, problem, in, out, begin, end)
                  : reduce(kernels, typed.average, problem, in, out, begin, end);
  }
}

template <class Typed, class Norms>
cenote_status reduce_floating(const Kernels& kernels, const Typed& typed, const Norms& norms,
                              const cenote_problem& problem, const void* in, void* out, int64_t begin, int64_t end) {
  if (problem.reduction != CENOTE_LP) {
    return reduce_typed(kernels, typed, problem.wide != 0, problem, in, out, begin, end);
  }
  return problem.p < HUGE_VAL ? reduce(kernels, norms.lp, problem, in, out, begin, end)
                              : reduce(kernels, norms.magnitude, problem, in, out, begin, end);
}

template <class Typed>
cenote_status reduce_integers(const Kernels& kernels, const Typed& typed, const cenote_problem& problem, const void* in,
                              void* out, int64_t begin, int64_t end) {
  double taps = 1;
  for (const cenote_axis& axis : problem.axes) taps *= static_cast<double>(max_taps_in(axis));
  return reduce_typed(kernels, typed, taps > static_cast<double>(kMostNarrowTaps), problem, in, out, begin, end);
}

}  // namespace cenote

#endif  // CENOTE_POOL_REDUCE_H_
