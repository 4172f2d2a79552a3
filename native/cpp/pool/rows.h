// Where windows lie: along an axis, in the input rows under an output row, and on a line of scratch memory.
#ifndef CENOTE_POOL_ROWS_H_
#define CENOTE_POOL_ROWS_H_

#include <stdint.h>

#include "cenote.h"
#include "kernels/kernels.h"

namespace cenote {

// Window i of planes that belong to a list.
inline cenote_window window_at(const cenote_axis& axis, int64_t list, int64_t i) {
  if (i >= axis.inner_begin && i < axis.inner_end) return {axis.origin + i * axis.stride, 0, axis.taps, axis.taps};
  const int64_t edge = i < axis.inner_begin ? i : i - axis.inner_end + axis.inner_begin;
  return axis.edges[list * axis.edges_per_list + edge];
}

inline int64_t taps_in(const cenote_window& window) { return window.end_tap - window.first_tap; }

// How many taps of one window can lie inside the input.
inline int64_t max_taps_in(const cenote_axis& axis) { return axis.taps < axis.in ? axis.taps : axis.in; }

// Whether windows slide by one element, with an element in each.
inline bool slides(const cenote_axis& axis) {
  return axis.stride == 1 && axis.step == 1 && axis.edges_per_list == 0 && axis.taps > 1 && axis.taps <= axis.out &&
         axis.origin <= 0 && axis.origin > -axis.taps && axis.origin + axis.out <= axis.in;
}

// Whether a window without an element gives something else than what padding gives.
inline bool empty_differs(const cenote_problem& problem) {
  return problem.empty_is_zero != 0 && (problem.reduction == CENOTE_MAX || problem.reduction == CENOTE_MIN);
}

// The plane of the input that a plane of the output is pooled from.
inline int64_t source(const cenote_problem& problem, int64_t plane) {
  if (problem.sources == nullptr) return plane;
  const int64_t list = plane / problem.planes_per_list;
  return problem.sources[list] * problem.planes_per_list + plane - list * problem.planes_per_list;
}

// An output row: which plane it is in, and its windows along D and H.
class Row {
 public:
  Row(const cenote_problem& problem, int64_t number)
      : problem_(problem),
        row_(static_cast<uint64_t>(problem.axes[2].in * problem.lanes)),
        h_step_(static_cast<uint64_t>(height().step) * row_),
        d_step_(static_cast<uint64_t>(depth().step) * static_cast<uint64_t>(height().in) * row_) {
    go_to(number);
  }

  cenote_window d{}, h{};

  int64_t number() const { return number_; }
  int64_t list() const { return list_; }
  int64_t j() const { return j_; }  // of the windows along H

  // To any row; to the next one, next() is faster.
  void go_to(int64_t number) {
    number_ = number;
    const int64_t slice = number / height().out;
    j_ = number - slice * height().out;
    const int64_t plane = slice / depth().out;
    i_ = slice - plane * depth().out;
    list_ = plane / problem_.planes_per_list;
    of_list_ = plane - list_ * problem_.planes_per_list;
    if (plane < problem_.planes) move();
  }

  // The plane of the input.
  int64_t source() const {
    const int64_t list = problem_.sources != nullptr ? problem_.sources[list_] : list_;
    return list * problem_.planes_per_list + of_list_;
  }

  void next() {
    ++number_;
    if (++j_ == height().out) {
      j_ = 0;
      if (++i_ == depth().out) {
        i_ = 0;
        if (++of_list_ == problem_.planes_per_list) {
          of_list_ = 0;
          ++list_;
        }
        if (list_ * problem_.planes_per_list + of_list_ == problem_.planes) return;  // there is no such row
      }
    }
    move();
  }

  bool empty() const { return taps_in(d) == 0 || taps_in(h) == 0; }

  // Where the input row at taps i and j of the windows along D and H begins.
  int64_t input(int64_t i, int64_t j) const {
    return static_cast<int64_t>(origin_ + static_cast<uint64_t>(i) * d_step_ + static_cast<uint64_t>(j) * h_step_);
  }

 private:
  const cenote_axis& depth() const { return problem_.axes[0]; }
  const cenote_axis& height() const { return problem_.axes[1]; }

  void move() {
    d = window_at(depth(), list_, i_);
    h = window_at(height(), list_, j_);
    const uint64_t at_d = static_cast<uint64_t>(source() * depth().in) + static_cast<uint64_t>(d.start);
    origin_ = (at_d * static_cast<uint64_t>(height().in) + static_cast<uint64_t>(h.start)) * row_;
  }

  const cenote_problem& problem_;
  int64_t number_;
  int64_t list_, of_list_;  // the plane is planes_per_list * list_ + of_list_
  int64_t i_, j_;
  // Elements of an input row, from tap to tap along H, along D, and where taps 0 are. Unsigned, as windows that reach
  // far beyond the input begin at places that no number of 64 bits counts; at taps inside the input the sums come out
  // right.
  uint64_t row_, h_step_, d_step_, origin_;
};

// The line that input rows are reduced to, and where the windows along W lie on it. If there is one lane and padding is
// small, the line has room for it, filled with the identity, and all windows are alike. Otherwise those that reach
// beyond the input are cut one by one.
struct Line {
  int64_t lead;    // elements before the input's first one
  int64_t size;    // all elements that windows read
  int64_t begin;   // the windows begin <= i < end are read whole
  int64_t end;

  explicit Line(const cenote_problem& problem) {
    const cenote_axis& w = problem.axes[2];
    const int64_t reach = (w.taps - 1) * w.step + 1;
    const int64_t last = w.origin + (w.out - 1) * w.stride;
    const bool room = problem.lanes == 1 && w.stride > 0 && reach <= w.in + kSlack && !empty_differs(problem);
    lead = room ? -w.origin : 0;
    size = lead + (room && last + reach > w.in ? last + reach : w.in) * problem.lanes;
    begin = room ? 0 : w.inner_begin;
    end = room ? w.out : w.inner_end;
  }
};

// Calls reduce(i, window) for the windows along W that are cut.
template <class Reduce>
void for_each_cut(const cenote_axis& w, const Line& line, int64_t list, const Reduce& reduce) {
  for (int64_t i = 0; i < line.begin; ++i) reduce(i, window_at(w, list, i));
  for (int64_t i = line.end; i < w.out; ++i) reduce(i, window_at(w, list, i));
}

// The columns that the windows along W of a list read. All of them, unless lists differ: then windows may be few and
// small, as those of regions are.
class Columns {
 public:
  explicit Columns(const cenote_axis& w) : w_(w), end_(w.in) {}

  int64_t begin() const { return begin_; }
  int64_t count() const { return end_ - begin_; }

  void choose(int64_t list) {
    if (w_.edges_per_list == 0 || list == list_ || w_.inner_begin < w_.inner_end) return;
    list_ = list;
    begin_ = w_.in;
    end_ = 0;
    for (int64_t i = 0; i < w_.out; ++i) {
      const cenote_window window = window_at(w_, list, i);
      if (taps_in(window) == 0) continue;
      const int64_t first = window.start + window.first_tap * w_.step;
      const int64_t end = window.start + (window.end_tap - 1) * w_.step + 1;
      begin_ = first < begin_ ? first : begin_;
      end_ = end > end_ ? end : end_;
    }
    if (end_ < begin_) begin_ = end_ = 0;
  }

 private:
  const cenote_axis& w_;
  int64_t list_ = -1;
  int64_t begin_ = 0;
  int64_t end_;
};

}  // namespace cenote

#endif  // CENOTE_POOL_ROWS_H_
