// Input rows with padding, taken apart so that the elements under one tap of neighbouring windows are neighbours.
#ifndef CENOTE_POOL_PHASES_H_
#define CENOTE_POOL_PHASES_H_

#include <stdint.h>
#include <string.h>

#include "cenote.h"
#include "kernels/kernels.h"
#include "pool/rows.h"
#include "pool/scratch.h"

namespace cenote {

// Along an axis whose windows lie evenly, taps whose distance is a multiple of the stride share a line of every
// stride-th element: element i of it is under the first of them in window i.
struct Phases {
  int64_t stride;
  int64_t lines;  // taps t and t + lines share one
  int64_t shift;  // on the line, from the one to the other

  static Phases of(const cenote_axis& axis, int64_t windows) {
    const int64_t stride = windows == 1 ? 1 : axis.stride;
    int64_t lines = 1;
    while (lines < axis.taps && lines * axis.step % stride != 0) ++lines;
    return {stride, lines, lines * axis.step / stride};
  }

  int64_t line(int64_t t) const { return t % lines; }
  int64_t place(int64_t t) const { return t / lines * shift; }
};

// The input under a band of output rows of one plane, for one lane and windows that lie evenly along W.
template <class T>
class Apart {
 public:
  // Windows along H that lie evenly as well, and do not reach far beyond the input, share rows.
  static bool shares_rows(const cenote_axis& h) { return h.stride > 0 && h.edges_per_list == 0 && is_near(h); }

  // Whether windows reach no farther than the input and some padding. Of doubles, as products may overflow.
  static bool is_near(const cenote_axis& axis) {
    const auto real = [](int64_t x) { return static_cast<double>(x); };
    const double reach = real(axis.taps - 1) * real(axis.step) + 1, most = real(axis.in + kSlack);
    return reach <= most && (axis.out == 1 || real(axis.out - 1) * real(axis.stride) <= 2 * most);
  }

  Apart(const cenote_problem& problem, T padding)
      : h_(problem.axes[1]),
        w_(problem.axes[2]),
        depths_(max_taps_in(problem.axes[0])),
        padding_(padding),
        shared_(shares_rows(h_)),
        seamless_(shared_ && problem.axes[0].in == 1 && problem.axes[0].out == 1 && h_.in == h_.out * h_.stride &&
                  h_.inner_end - h_.inner_begin == h_.out && problem.sources == nullptr &&
                  problem.axes[0].edges_per_list == 0),
        bottom_(seamless_ ? problem.planes * h_.in : h_.in),
        across_(Phases::of(w_, w_.out)),
        down_(shared_ ? Phases::of(h_, seamless_ ? problem.planes * h_.out : h_.out) : Phases{1, max_taps_in(h_), 0}) {
    spacing_ = w_.out + across_.place(w_.taps - 1);
    if (spacing_ > w_.out) spacing_ = (spacing_ + kWhole - 1) / kWhole * kWhole;  // else rows are one run
    const int64_t row = depths_ * down_.lines * across_.lines * spacing_ * static_cast<int64_t>(sizeof(T));
    const int64_t fit = kBytes / row - down_.place(h_.taps - 1);
    most_ = !shared_ || fit < 1 ? 1 : fit < h_.out || seamless_ ? fit : h_.out;
    rows_ = shared_ ? most_ + down_.place(h_.taps - 1) : 1;
  }

  // How many rows from the row on, and before row `end`, can be a band: of one plane, unless windows lie in all planes
  // as if these were one. At least 1, at most most().
  int64_t band(const Row& row, int64_t end) const {
    int64_t left = end - row.number();
    if (!seamless_) {
      const int64_t of_plane = h_.out - row.number() % h_.out;
      left = left < of_plane ? left : of_plane;
    }
    return left < most_ ? left : most_;
  }
  int64_t most() const { return most_; }

  // From an output row to the next one.
  int64_t spacing() const { return spacing_; }

  // Where the row's first tap of a window along H is, of those that are looked at.
  int64_t first_tap(const Row& row) const { return shared_ ? 0 : row.h.first_tap; }
  int64_t taps(const Row& row) const { return shared_ ? h_.taps : taps_in(row.h); }

  void announce(Scratch& scratch) const {
    scratch.want<Part>(across_.lines);
    scratch.want<T>(across_.lines * size());
  }

  void place(Scratch& scratch) {
    parts_ = scratch.take<Part>(across_.lines);
    memory_ = scratch.take<T>(across_.lines * size());
    for (int64_t i = 0; i < across_.lines * size(); ++i) memory_[i] = padding_;
    for (int64_t l = 0; l < across_.lines; ++l) {
      const int64_t column = w_.origin + l * w_.step, stride = across_.stride;
      const int64_t begin = column < 0 ? (-column + stride - 1) / stride : 0;
      const int64_t end = column < w_.in ? (w_.in - column + stride - 1) / stride : 0;
      const int64_t room = end < spacing_ ? end : spacing_;
      parts_[l] = {begin, column + begin * stride, room > begin ? room - begin : 0};
    }
  }

  // What tap t of window 0 reads in the band's first row, at taps d and h.
  const T* tap(int64_t d, int64_t h, int64_t t) const {
    return line(d, down_.line(h), down_.place(h)) + across_.line(t) * size() + across_.place(t);
  }

  // Takes apart what `count` output rows from the row on read.
  void fill(const Search<T>& search, const Row& row, int64_t count, const T* in) {
    for (int64_t d = 0; d < taps_in(row.d); ++d) {
      const int64_t d_tap = row.d.first_tap + d;
      if (!shared_) {
        for (int64_t h = 0; h < taps_in(row.h); ++h) {
          take(search, in + row.input(d_tap, row.h.first_tap + h), 1, 0, line(d, h, 0));
        }
        continue;
      }
      for (int64_t l = 0; l < down_.lines; ++l) {
        const int64_t rows = count + down_.place(h_.taps - 1 - l), first = row.h.start + l * h_.step;
        int64_t begin = 0, end = rows;
        while (begin < rows && first + begin * down_.stride < 0) pad(line(d, l, begin++));
        while (end > begin && first + (end - 1) * down_.stride >= bottom_) pad(line(d, l, --end));
        if (begin == end) continue;
        const int64_t below = l * h_.step + begin * down_.stride;  // row 0 of the first window
        take(search, in + row.input(d_tap, 0) + below * w_.in, end - begin, down_.stride * w_.in, line(d, l, begin));
      }
    }
  }

 private:
  static constexpr int64_t kWhole = 64 / static_cast<int64_t>(sizeof(T));  // loads from aligned lines cost half

  // So much input is taken apart at once, if a row is not more: it stays in the first cache, with what else is there.
  static constexpr int64_t kBytes = 8 * 1024;

  // The elements of the input on a line.
  struct Part {
    int64_t begin;   // the first one's place
    int64_t column;  // and where it lies in the input
    int64_t count;
  };

  int64_t size() const { return depths_ * down_.lines * rows_ * spacing_; }

  // The first one of those that an input row is taken apart to.
  T* line(int64_t d, int64_t l, int64_t i) const { return memory_ + ((d * down_.lines + l) * rows_ + i) * spacing_; }

  void pad(T* line) const {
    for (int64_t a = 0; a < across_.lines; ++a, line += size()) {
      for (int64_t i = 0; i < spacing_; ++i) line[i] = padding_;
    }
  }

  // Input rows that lie so far apart, to lines that follow each other.
  void take(const Search<T>& search, const T* in, int64_t rows, int64_t advance, T* line) const {
    if (across_.stride == 2 && across_.lines == 2 && w_.step == 1) return split(search, in, rows, advance, line);
    for (int64_t l = 0; l < across_.lines; ++l) thin(parts_[l], 0, in, rows, advance, line + l * size());
  }

  void split(const Search<T>& search, const T* in, int64_t rows, int64_t advance, T* line) const {
    const int64_t even = parts_[0].column < parts_[1].column ? 0 : 1;
    const Part &a = parts_[even], &b = parts_[1 - even];
    T* const to_a = line + even * size();
    T* const to_b = line + (1 - even) * size();
    const int64_t pairs = a.count < b.count ? a.count : b.count;
    search.split(in + a.column, rows, advance, pairs, spacing_, to_a + a.begin, to_b + b.begin);
    thin(a, pairs, in, rows, advance, to_a);
    thin(b, pairs, in, rows, advance, to_b);
  }

  // The elements of a line from number `from` on.
  void thin(const Part& part, int64_t from, const T* in, int64_t rows, int64_t advance, T* line) const {
    if (from == part.count) return;
    for (; rows > 0; --rows, in += advance, line += spacing_) {
      const T* const first = in + part.column;
      T* const to = line + part.begin;
      if (across_.stride == 1) {
        copy(first, part.count, to);
      } else {
        for (int64_t i = from; i < part.count; ++i) to[i] = first[i * across_.stride];
      }
    }
  }

  // Of short rows that need no call.
  static void copy(const T* from, int64_t n, T* to) {
    constexpr int64_t kPiece = 16 / static_cast<int64_t>(sizeof(T));
    if (n < kPiece || n > 16 * kPiece) {
      memcpy(to, from, static_cast<size_t>(n) * sizeof(T));
      return;
    }
    for (int64_t i = 0; i < n; i += kPiece) {
      const int64_t at = i + kPiece < n ? i : n - kPiece;
      memcpy(to + at, from + at, 16);
    }
  }

  const cenote_axis& h_;
  const cenote_axis& w_;
  const int64_t depths_;  // taps along D
  const T padding_;
  const bool shared_;    // rows, among windows
  const bool seamless_;  // windows go on from plane to plane
  const int64_t bottom_;
  const Phases across_;
  const Phases down_;
  int64_t spacing_;
  int64_t most_;
  int64_t rows_;  // of a line down the plane
  Part* parts_ = nullptr;
  T* memory_ = nullptr;
};

}  // namespace cenote

#endif  // CENOTE_POOL_PHASES_H_
