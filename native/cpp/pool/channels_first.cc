// Channels-first: a row of outputs is made of whole input rows. They are reduced lane by lane into a scratch line, and
// the windows along W are reduced on that line; common small windows have kernels that do both in registers.
#include <type_traits>

#include "driver.h"
#include "rows.h"

namespace cenote {
namespace {

// Where the windows along W lie on the scratch line. Where padding is small the line has room for it, filled with the
// neutral element, and all windows are alike. Otherwise those that reach beyond the input are cut one by one.
struct Line {
  int64_t lead;    // elements before the input's first one
  int64_t size;    // all elements that windows read
  int64_t begin;   // the windows begin <= i < end are read whole
  int64_t end;

  explicit Line(const cenote_axis& w) {
    const int64_t reach = (w.taps - 1) * w.step + 1;
    const int64_t last = w.origin + (w.out - 1) * w.stride;
    const bool room = reach <= w.in + kSlack;
    lead = room ? -w.origin : 0;
    size = lead + (room && last + reach > w.in ? last + reach : w.in);
    begin = room ? 0 : w.inner_begin;
    end = room ? w.out : w.inner_end;
  }
};

bool is_2x2s2(const cenote_axis& w) { return w.taps == 2 && w.stride == 2 && w.step == 1 && w.origin == 0; }

bool is_3x3s2(const cenote_axis& w) {
  return w.taps == 3 && w.stride == 2 && w.step == 1 && (w.origin == 0 || w.origin == -1);
}

// The fused kernels take whole columns of two or three rows that lie anywhere: missing ones, above or below the input,
// are `missing`, or for a maximum any row of the window again. Returns false if the window is deep.
template <int kRows>
bool fused_rows(const Row& row, const Taps<float>& taps, const float* missing, const float** rows) {
  if (taps.depth != 1) return false;
  for (int64_t r = 0; r < kRows; ++r) {
    const bool inside = r >= row.h.first_tap && r < row.h.end_tap;
    rows[r] = inside ? taps.base[r - row.h.first_tap] : missing != nullptr ? missing : taps.base[0];
  }
  return true;
}

cenote_status pool_max(const Kernels& k, const cenote_problem& problem, const float* in, float* out, int64_t begin,
                       int64_t end) {
  const cenote_axis& w = problem.axes[2];
  const int64_t height = problem.axes[1].taps;
  const Line line(w);
  Scratch scratch;
  scratch.want<const float*>(max_base_rows(problem));
  scratch.want<float>(line.size + kSlack);
  if (!scratch.reserve()) return CENOTE_NO_MEMORY;
  const float** const base = scratch.take<const float*>(max_base_rows(problem));
  float* const reduced = scratch.take<float>(line.size + kSlack);
  fill(reduced, line.size + kSlack, kLowest);

  const bool fused_2x2 = k.max_2x2s2 != nullptr && height == 2 && is_2x2s2(w);
  const bool fused_3x3 = k.max_3x3s2 != nullptr && height == 3 && is_3x3s2(w);
  const int64_t middle = w.origin + 1;

  for (int64_t r = begin; r < end; ++r) {
    const Row row(problem, r);
    float* const to = out + r * w.out;
    if (row.empty()) {
      fill(to, w.out, kLowest);
      continue;
    }
    const Taps<float> taps = row.taps(problem, in, base);
    const float* rows[3];
    if (fused_2x2 && fused_rows<2>(row, taps, nullptr, rows) && k.max_2x2s2(rows, w.in, w.out, to)) continue;
    if (fused_3x3 && fused_rows<3>(row, taps, nullptr, rows)) {
      for (const float*& column : rows) column += middle;
      if (k.max_3x3s2(rows, middle == 1, w.in - middle, w.out, to)) continue;
    }
    k.max_taps(taps, 1, 0, w.in, reduced + line.lead);
    k.max_line(reduced + line.lead + w.origin + line.begin * w.stride, w.taps, w.step, w.stride,
               line.end - line.begin, to + line.begin);
    for (int64_t i = 0; i < w.out; ++i) {
      if (i == line.begin) i = line.end;
      if (i == w.out) break;
      const cenote_window window = window_at(w, i);
      if (taps_in(window) == 0) {
        to[i] = kLowest;
      } else {
        k.max_line(reduced + window.start + window.first_tap * w.step, taps_in(window), w.step, 1, 1, to + i);
      }
    }
  }
  return CENOTE_OK;
}

template <class A>
cenote_status pool_average(const Kernels& k, const cenote_problem& problem, const float* in, float* out, int64_t begin,
                           int64_t end) {
  const cenote_axis& w = problem.axes[2];
  const int64_t height = problem.axes[1].taps;
  const SumKernels<A>& sums = k.sums<A>();
  const Line line(w);
  const bool fused_2x2 = !problem.wide && k.average_2x2s2 != nullptr && height == 2 && is_2x2s2(w);
  const bool fused_3x3 = !problem.wide && k.average_3x3s2 != nullptr && height == 3 && is_3x3s2(w);
  const int64_t zeros_size = fused_2x2 || fused_3x3 ? w.in : 0;
  Scratch scratch;
  scratch.want<const float*>(max_base_rows(problem));
  scratch.want<A>(line.size + kSlack);
  scratch.want<A>(w.out);
  scratch.want<float>(zeros_size);
  if (!scratch.reserve()) return CENOTE_NO_MEMORY;
  const float** const base = scratch.take<const float*>(max_base_rows(problem));
  A* const reduced = scratch.take<A>(line.size + kSlack);
  for (int64_t i = 0; i < line.size + kSlack; ++i) reduced[i] = 0;
  RowDivisors<A> row_divisors(problem, scratch.take<A>(w.out));
  float* const zeros = scratch.take<float>(zeros_size);
  fill(zeros, zeros_size, 0);
  const int64_t middle = w.origin + 1;

  for (int64_t r = begin; r < end; ++r) {
    const Row row(problem, r);
    float* const to = out + r * w.out;
    const Divisors<A> divisors = row_divisors.of(row);
    const Taps<float> taps = row.taps(problem, in, base);
    const float* rows[3];
    if constexpr (std::is_same_v<A, float>) {
      if (fused_2x2 && !row.empty() && fused_rows<2>(row, taps, zeros, rows)) {
        k.average_2x2s2(rows, w.in, w.out, divisors, to);
        continue;
      }
      if (fused_3x3 && !row.empty() && fused_rows<3>(row, taps, zeros, rows)) {
        for (const float*& column : rows) column += middle;
        k.average_3x3s2(rows, middle == 1, w.in - middle, w.out, divisors, to);
        continue;
      }
    }
    if (row.empty()) {
      for (int64_t i = 0; i < w.in; ++i) reduced[line.lead + i] = 0;
    } else {
      sums.sum_taps(taps, w.in, reduced + line.lead);
    }
    sums.average_line(reduced + line.lead + w.origin + line.begin * w.stride, 0, w.taps, w.step, w.stride,
                  line.end - line.begin, Divisors<A>{divisors.values + line.begin, divisors.reciprocal},
                  to + line.begin);
    for (int64_t i = 0; i < w.out; ++i) {
      if (i == line.begin) i = line.end;
      if (i == w.out) break;
      const cenote_window window = window_at(w, i);
      sums.average_line(reduced + window.start, window.first_tap, window.end_tap, w.step, 1, 1,
                    Divisors<A>{divisors.values + i, divisors.reciprocal}, to + i);
    }
  }
  return CENOTE_OK;
}

}  // namespace

cenote_status pool_channels_first(const Kernels& kernels, const cenote_problem& problem, const float* in, float* out,
                                  int64_t begin, int64_t end) {
  if (problem.reduction == CENOTE_MAX) return pool_max(kernels, problem, in, out, begin, end);
  return problem.wide ? pool_average<double>(kernels, problem, in, out, begin, end)
                      : pool_average<float>(kernels, problem, in, out, begin, end);
}

}  // namespace cenote
