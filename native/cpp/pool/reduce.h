// The driver: from a problem to kernel calls. It knows borders, layouts and scratch memory; see cenote.h for what it
// computes.
#ifndef CENOTE_POOL_REDUCE_H_
#define CENOTE_POOL_REDUCE_H_

#include <stdint.h>

#include <initializer_list>
#include <type_traits>

#include "cenote.h"
#include "kernels/kernels.h"
#include "pool/blocks.h"
#include "pool/endings.h"
#include "pool/line_tree.h"
#include "pool/planes.h"
#include "pool/rows.h"
#include "pool/scratch.h"
#include "pool/tiles.h"

namespace cenote {

template <class T>
void fill(T* out, int64_t n, T value) {
  for (int64_t i = 0; i < n; ++i) out[i] = value;
}

// Windows are reduced in two steps, in either layout: the input rows under an output row, element by element, into one
// line of accumulators; then the windows along W on that line. The second step is the first one on shifted lines.
// Whole planes have a kernel of their own, and wide windows are combined in blocks; small windows do not come here if
// they can help it, see typed.h.
template <class T, class A>
class Reducer {
 public:
  Reducer(const Kernels& kernels, const Reduction<T, A>& reduction, const cenote_problem& problem, const T* in, T* out)
      : kernels_(kernels),
        k_(reduction),
        problem_(problem),
        w_(problem.axes[2]),
        lanes_(problem.lanes),
        in_(in),
        out_(out),
        whole_planes_(k_.of_planes != nullptr && is_whole_planes(problem, k_.lines.any_order)),
        line_(problem),
        spacing_(rounded(line_.size + kSlack)),
        columns_(w_),
        along_d_(k_.lines),
        along_h_(k_.lines),
        along_w_(k_.lines),
        down_(k_, problem, in, along_d_, down_in_blocks()),
        across_(kernels, k_.lines, problem, across_in_blocks(), idempotent()),
        endings_(problem, across_.used() && lanes_ <= kMostRepeated ? lanes_ : 1) {}

  // The problem is valid and the rows are in range.
  cenote_status run(int64_t begin, int64_t end) {
    if (whole_planes_) return planes(begin, end);
    if (slides(w_) && w_.taps > 3) {
      const SideBySide side(problem_, sizeof(T));
      const int64_t first = side.first_plane(begin), last = side.end_plane(begin, end);
      if (first < last) return side_by_side(side, first, last, begin, end);
    }
    if (!reserve()) return CENOTE_NO_MEMORY;
    rows(begin, end);
    return CENOTE_OK;
  }

 private:
  // Of so many lanes each has a divisor; with more, each window has a call.
  static constexpr int64_t kMostRepeated = 64;

  // Of sums that round, Java decides; for others, what is as fast otherwise was measured.
  bool down_in_blocks() const {
    const cenote_axis& h = problem_.axes[1];
    return k_.lines.any_order ? slides(h) && 4 * h.taps >= 3 * k_.rows_at_once : h.blocks != 0;
  }
  bool across_in_blocks() const {
    const int64_t least = !idempotent() ? 32 : lanes_ == 1 ? kLeaves : 3;
    return k_.lines.any_order ? slides(w_) && w_.taps > least : w_.blocks != 0;
  }

  // Whether combining an element twice does no harm.
  bool idempotent() const { return k_.lines.any_order && problem_.reduction != CENOTE_AVERAGE; }

  static constexpr int64_t kElementsAtOnce = 1 << 14;  // of planes, all of which are done again if there is a NaN

  static int64_t rounded(int64_t n) { return (n + 15) / 16 * 16; }

  // Like others that are called once, for size.
  [[gnu::cold]] bool reserve() {
    const cenote_axis& h = problem_.axes[1];
    const int64_t d_lines = along_d_.lines(problem_.axes[0].taps) * spacing_;
    const int64_t h_lines = along_h_.lines(h.taps) * spacing_;
    const int64_t outputs = (line_.end - line_.begin + 1) * lanes_, run = lanes_ == 1 ? max_taps_in(w_) : 0;
    const int64_t w_spacing = rounded((outputs > run ? outputs : run) + kSlack);
    const int64_t w_lines = along_w_.lines(w_.taps) * w_spacing;
    const int64_t down = down_.lines() * spacing_;
    for (const int64_t part : {spacing_, d_lines, h_lines, w_lines, w_spacing, down, across_.size()}) {
      scratch_.want<A>(part);
    }
    scratch_.want<Divisor<A>>(endings_.size());
    scratch_.want<Counts<A>>(endings_.counts());
    if (!scratch_.reserve()) return false;
    combined_ = scratch_.take<A>(spacing_);
    fill(combined_, spacing_, k_.lines.identity);
    along_d_.place(scratch_.take<A>(d_lines), spacing_);
    along_h_.place(scratch_.take<A>(h_lines), spacing_);
    along_w_.place(scratch_.take<A>(w_lines), w_spacing);
    w_combined_ = scratch_.take<A>(w_spacing);
    down_.place(scratch_.take<A>(down), spacing_);
    across_.place(scratch_.take<A>(across_.size()));
    Divisor<A>* const divisors = scratch_.take<Divisor<A>>(endings_.size());
    endings_.place(divisors, scratch_.take<Counts<A>>(endings_.counts()));
    return true;
  }

  void rows(int64_t begin, int64_t end) {
    down_.start();
    for (Row row(problem_, begin); row.number() < end;) {
      if (across_.used()) {
        wide(row, end);
        continue;
      }
      separate(row, endings_.of(row));
      row.next();
    }
  }

  T* output(int64_t row, int64_t i) const { return out_ + (row * w_.out + i) * lanes_; }

  // ---- Whole planes

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

  // ---- Wide windows

  // Planes first .. last - 1, and the rest of the rows.
  [[gnu::cold]] cenote_status side_by_side(const SideBySide& side, int64_t first, int64_t last, int64_t begin, int64_t end) {
    const cenote_problem problem = side.of_lanes(problem_);
    Scratch scratch;
    scratch.want<T>(side.inputs * side.lanes);
    scratch.want<T>(side.outputs * side.lanes);
    if (!scratch.reserve()) return CENOTE_NO_MEMORY;
    T* const in = scratch.take<T>(side.inputs * side.lanes);
    T* const out = scratch.take<T>(side.outputs * side.lanes);
    fill(in, side.inputs * side.lanes, T{0});  // lanes without a plane
    Reducer lanes(kernels_, k_, problem, in, out);
    if (!lanes.reserve()) return CENOTE_NO_MEMORY;
    for (int64_t p = first; p < last; p += side.lanes) {
      const int64_t planes = last - p < side.lanes ? last - p : side.lanes;
      transpose(kernels_, in_ + p * side.inputs, side.inputs, planes, side.inputs, in, side.lanes);
      lanes.rows(0, side.rows);
      transpose(kernels_, out, side.lanes, side.outputs, planes, out_ + p * side.outputs, side.outputs);
    }
    if (begin == first * side.rows && end == last * side.rows) return CENOTE_OK;
    if (!reserve()) return CENOTE_NO_MEMORY;
    rows(begin, first * side.rows);
    rows(last * side.rows, end);
    return CENOTE_OK;
  }

  // Output rows from `row` on, as many as are done at once; goes on to the row after them.
  void wide(Row& row, int64_t end) {
    Row ended = row;
    int64_t count = 0;
    for (; count < across_.rows() && row.number() < end; ++count, row.next()) {
      if (!row.empty() || !empty_differs(problem_)) columns_of(row, 0, w_.in, across_.line(count));
    }
    across_.slide(count);
    for (int64_t r = 0; r < count; ++r, ended.next()) {
      T* const to = output(ended.number(), 0);
      if (ended.empty() && empty_differs(problem_)) {
        fill(to, w_.out * lanes_, T{0});
        continue;
      }
      const Ending<A> ending = endings_.of(ended);
      const A* lines[kLeaves];
      const int parts = across_.result(r, lines);
      const bool at_once = ending.uniform || lanes_ <= kMostRepeated;
      if (at_once) k_.outputs(lines, parts, 1, w_.out * lanes_, ending, to);
      for (int64_t i = 0; !at_once && i < w_.out; ++i, *lines += lanes_) {
        k_.outputs(lines, parts, 1, lanes_, ending.of(i), to + i * lanes_);
      }
    }
  }

  // Columns from <= c < from + columns of the row's windows, to line[0 ..]; all columns, if it is done in blocks.
  void columns_of(const Row& row, int64_t from, int64_t columns, A* line) {
    if (down_.used() && !row.empty()) return down_.line(row, line);
    combine_rows(row, from, columns, line);
  }

  // ---- In two steps

  void separate(const Row& row, const Ending<A>& ending) {
    T* const to = output(row.number(), 0);
    if (row.empty() && empty_differs(problem_)) return fill(to, w_.out * lanes_, T{0});
    if (!down_.used()) columns_.choose(row.list());
    const int64_t from = columns_.begin();
    A* const line = combined_ + line_.lead;
    columns_of(row, from, columns_.count(), line);
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

  // The same, not in blocks.
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

  const Kernels& kernels_;
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
  LineTree<A> along_d_, along_h_, along_w_;
  Down<T, A> down_;
  Across<A> across_;
  RowEndings<A> endings_;
  A* combined_ = nullptr;
  A* w_combined_ = nullptr;
  Scratch scratch_;
};

}  // namespace cenote

#endif  // CENOTE_POOL_REDUCE_H_
