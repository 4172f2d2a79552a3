#include "driver.h"
#include "rows.h"

namespace cenote {
namespace {

class MaxDriver {
 public:
  MaxDriver(const Kernels& kernels, const cenote_problem& problem, const float* in, float* out)
      : k_(kernels), problem_(problem), w_(problem.axes[2]), in_(in), out_(out), line_(problem) {}

  bool reserve() {
    scratch_.want<const float*>(line_.max_taps(w_));
    scratch_.want<float>(line_.size + kSlack);
    if (!scratch_.reserve()) return false;
    shifted_ = scratch_.take<const float*>(line_.max_taps(w_));
    reduced_ = scratch_.take<float>(line_.size + kSlack);
    fill(reduced_, line_.size + kSlack, kLowest);
    return true;
  }

  void rows(int64_t begin, int64_t end) {
    if (k_.max_planes != nullptr && is_small_plane(k_, problem_)) {
      planes(begin, end);
    } else {
      windows(begin, end);
    }
  }

 private:
  // So many rows are read side by side; more at once would be too many streams of memory.
  static constexpr int64_t kRowsAtOnce = 16;
  static constexpr int64_t kPlanesAtOnce = 64;

  void planes(int64_t begin, int64_t end) {
    const int64_t h = problem_.axes[1].in;
    for (int64_t p = begin; p < end; p += kPlanesAtOnce) {
      const int64_t n = end - p < kPlanesAtOnce ? end - p : kPlanesAtOnce;
      if (!k_.max_planes(in_ + p * h * w_.in, h, w_.in, n, out_ + p)) windows(p, p + n);
    }
  }

  void windows(int64_t begin, int64_t end) {
    const Fused fused = k_.max_2x2s2 == nullptr ? Fused::kNone : fused_kind(problem_);
    const int size = k_.max_windows == nullptr ? 0 : windows_size(problem_);
    for (Row row(problem_, begin); row.number() < end;) {
      if (fused != Fused::kNone && !row.empty()) {
        fused_rows(row, end, fused);
      } else if (size != 0 && taps_in(row.h) == size && taps_in(row.d) == 1) {
        whole_windows(row, size);
        row.next();
      } else {
        separate(row);
        row.next();
      }
    }
  }

  void fused_rows(Row& row, int64_t end, Fused kind) {
    const float* rows[3];
    const Band band = fused_band(problem_, row, end, in_, nullptr, rows);
    float* const to = output(row.number());
    const bool has_left = w_.origin == 0;  // of the column in the middle of window 0
    const int64_t width = w_.in - (w_.origin + 1);
    const bool done = kind == Fused::k2x2s2   ? k_.max_2x2s2(band, w_.in, to)
                      : kind == Fused::k3x3s2 ? k_.max_3x3s2(band, has_left, width, to)
                                              : k_.max_3x3s1(band, has_left, width, to);
    for (int64_t r = 0; r < band.count; ++r, row.next()) {
      if (!done) separate(row);  // there was a NaN
    }
  }

  float* output(int64_t row) const { return out_ + row * w_.out * problem_.lanes; }

  // Inner windows in registers, those at the borders from their taps.
  void whole_windows(const Row& row, int size) {
    const int64_t lanes = problem_.lanes;
    float* const to = output(row.number());
    const int64_t inner = line_.end - line_.begin;
    if (inner > 0) {
      const float* first[3];
      const int64_t start = (w_.origin + line_.begin * w_.stride) * lanes;
      for (int j = 0; j < size; ++j) first[j] = in_ + row.input(0, j) + start;
      k_.max_windows(first, size, inner, inner > 1 ? w_.stride * lanes : 0, lanes, to + line_.begin * lanes);
    }
    for_each_cut(w_, line_, [&](int64_t i, const cenote_window& window) {
      const int64_t from = window.start + window.first_tap;
      reduce_rows(row, from, taps_in(window), reduced_);
      shifted(reduced_, window.start - from, window.first_tap, window.end_tap, 1, lanes, to + i * lanes);
    });
  }

  // Along D and H to the line, then along W.
  void separate(const Row& row) {
    float* const line = reduced_ + line_.lead;
    if (row.empty()) {
      fill(line, w_.in * problem_.lanes, kLowest);
    } else {
      reduce_rows(row, 0, w_.in, line);
    }
    float* const to = output(row.number());
    const int64_t lanes = problem_.lanes;
    const int64_t n = line_.end - line_.begin;
    const int64_t start = w_.origin + line_.begin * w_.stride;
    if (n == 1 && lanes == 1 && w_.step == 1) {
      to[line_.begin] = k_.max_run(line + start, w_.taps);
    } else if (n > 0 && (lanes == 1 || w_.stride == 1)) {
      shifted(line, start, 0, w_.taps, w_.stride, n * lanes, to + line_.begin * lanes);
    } else {
      for (int64_t i = 0; i < n; ++i) {
        shifted(line, start + i * w_.stride, 0, w_.taps, 1, lanes, to + (line_.begin + i) * lanes);
      }
    }
    for_each_cut(w_, line_, [&](int64_t i, const cenote_window& window) {
      shifted(line, window.start, window.first_tap, window.end_tap, 1, lanes, to + i * lanes);
    });
  }

  // The maxima down the columns from <= c < from + columns of the row's windows, to line[0 ..].
  void reduce_rows(const Row& row, int64_t from, int64_t columns, float* line) {
    const int64_t n = columns * problem_.lanes;
    if (n == 0) return;
    const float* rows[kRowsAtOnce];
    int64_t count = 0;
    for (int64_t j = row.h.first_tap; j < row.h.end_tap; ++j) {
      for (int64_t i = row.d.first_tap; i < row.d.end_tap; ++i) {
        if (count == kRowsAtOnce) {
          k_.max_rows(rows, count, 1, n, line);
          rows[0] = line;
          count = 1;
        }
        rows[count++] = in_ + row.input(i, j) + from * problem_.lanes;
      }
    }
    k_.max_rows(rows, count, 1, n, line);
  }

  // The maximum of the line's elements at start + t * step, first <= t < end, for n outputs.
  void shifted(const float* line, int64_t start, int64_t first, int64_t end, int64_t stride, int64_t n, float* to) {
    for (int64_t t = first; t < end; ++t) shifted_[t - first] = line + (start + t * w_.step) * problem_.lanes;
    reduce(shifted_, end - first, stride, n, to);
  }

  void reduce(const float* const* rows, int64_t count, int64_t stride, int64_t n, float* to) {
    if (count == 0) {
      fill(to, n, kLowest);
    } else {
      k_.max_rows(rows, count, stride, n, to);
    }
  }

  const Kernels& k_;
  const cenote_problem& problem_;
  const cenote_axis& w_;
  const float* const in_;
  float* const out_;
  const Line line_;
  Scratch scratch_;
  const float** shifted_ = nullptr;
  float* reduced_ = nullptr;
};

}  // namespace

cenote_status pool_max(const Kernels& kernels, const cenote_problem& problem, const float* in, float* out,
                       int64_t begin, int64_t end) {
  MaxDriver driver(kernels, problem, in, out);
  if (!driver.reserve()) return CENOTE_NO_MEMORY;
  driver.rows(begin, end);
  return CENOTE_OK;
}

}  // namespace cenote
