// Wide windows that slide by one element, along H (Down) and along W (Across): in blocks, so that their cost does not
// grow with their taps. See cenote_axis for what is combined with what. Positions are counted from the first tap of
// window 0, so window i is positions i .. i + taps - 1; those that have an element are begin .. end - 1.
#ifndef CENOTE_POOL_BLOCKS_H_
#define CENOTE_POOL_BLOCKS_H_

#include <stdint.h>

#include <type_traits>

#include "cenote.h"
#include "kernels/kernels.h"
#include "pool/line_tree.h"
#include "pool/rows.h"
#include "pool/tiles.h"

namespace cenote {

inline Slide slide_of(const cenote_axis& axis) { return {axis.taps, axis.out, -axis.origin, axis.in - axis.origin}; }

// Windows along H, of output rows one after the other.
template <class T, class A>
class Down {
 public:
  Down(const Reduction<T, A>& kernels, const cenote_problem& problem, const T* in, LineTree<A>& along_d, bool used)
      : k_(kernels),
        in_(in),
        p_(problem.p),
        slide_(slide_of(problem.axes[1])),
        along_d_(along_d),
        n_(problem.axes[2].in * problem.lanes),
        used_(used) {}

  bool used() const { return used_; }

  // The lines of scratch memory that it needs: no more than a window has rows, and two.
  int64_t lines() const { return used_ ? slide_.taps + 2 : 0; }
  void place(A* memory, int64_t spacing) {
    suffixes_ = memory;
    prefix_ = memory + slide_.taps * spacing;
    unused_ = prefix_ + spacing;
    spacing_ = spacing;
  }

  // Forgets what it has: the input has changed.
  void start() { top_ = -1; }

  // What the windows along D and H of a row that is not empty combine to, all columns. It is fast for one row after the
  // other.
  void line(const Row& row, A* out) {
    const int64_t i = row.j(), block = i - i % slide_.taps;
    if (row.number() - i != top_) {
      top_ = row.number() - i;
      suffixes_block_ = prefix_block_ = -1;
    }
    const A* parts[2];
    int count = 0;
    if (i != block) {
      const int64_t first = i > slide_.begin ? i : slide_.begin;
      if (suffixes_block_ != block || first < suffixes_first_) keep_suffixes(row, block, first);
      parts[count++] = suffix(first);
    }
    const int64_t next = i == block ? block : block + slide_.taps;
    if (next < slide_.end) {
      extend_prefix(row, next, i + slide_.taps);
      parts[count++] = prefix_;
    }
    k_.lines.of_lines(parts, count, 1, n_, out);
  }

 private:
  A* suffix(int64_t p) const { return suffixes_ + (p - suffixes_block_) * spacing_; }

  void keep_suffixes(const Row& row, int64_t block, int64_t first) {
    suffixes_block_ = block;
    suffixes_first_ = first;
    const A* after = nullptr;
    const int64_t block_end = block + slide_.taps;
    for (int64_t p = (block_end < slide_.end ? block_end : slide_.end) - 1; p >= first; --p) {
      append(row, p, after, suffix(p));
      after = suffix(p);
    }
  }

  // To the positions of a block that are below p_end.
  void extend_prefix(const Row& row, int64_t block, int64_t p_end) {
    const int64_t first = block > slide_.begin ? block : slide_.begin;
    if (prefix_block_ != block || prefix_end_ > p_end) {
      prefix_block_ = block;
      prefix_end_ = first;
    }
    for (; prefix_end_ < p_end && prefix_end_ < slide_.end; ++prefix_end_) {
      append(row, prefix_end_, prefix_end_ == first ? nullptr : prefix_, unused_);
      A* const longer = unused_;
      unused_ = prefix_;
      prefix_ = longer;
    }
  }

  // out[i] = before[i], if there is one, combined with what the row's windows along D have at position p.
  void append(const Row& row, int64_t p, const A* before, A* out) {
    const T* x[2];
    const auto input = [&](int64_t d) { return in_ + row.input(d, p - row.j()); };
    x[1] = input(row.d.first_tap);
    if (taps_in(row.d) != 1) {
      const auto leaves = [&](int64_t d, int count, A* part) {
        const T* rows[kMostLeaves];
        for (int r = 0; r < count; ++r) rows[r] = input(d + r);
        k_.of_rows(rows, count, n_, p_, part);
      };
      along_d_.combine(row.d.first_tap, row.d.end_tap, k_.rows_at_once, n_, Leaves<A>(leaves), out);
    } else if (before != nullptr && k_.append != nullptr) {
      return k_.append(before, x[1], n_, out);
    } else {
      if constexpr (std::is_same_v<T, A>) {
        if (before != nullptr && k_.lines.any_order) {  // accumulators are leaves
          x[0] = before;
          return k_.of_rows(x, 2, n_, p_, out);
        }
      }
      k_.of_rows(x + 1, 1, n_, p_, out);
    }
    if (before != nullptr) k_.lines.combine(before, n_, out);
  }

  const Reduction<T, A>& k_;
  const T* const in_;
  const double p_;
  const Slide slide_;
  LineTree<A>& along_d_;
  const int64_t n_;
  const bool used_;
  int64_t spacing_ = 0;
  A* suffixes_ = nullptr;
  A* prefix_ = nullptr;
  A* unused_ = nullptr;
  int64_t top_ = -1;  // the first row of the slice that the following is about
  int64_t suffixes_block_ = -1, suffixes_first_ = 0;
  int64_t prefix_block_ = -1, prefix_end_ = 0;
};

// Windows along W, on lines of `lanes` accumulators a position. Extremes are those of windows of 4, 16, 64, ...
// positions, which may overlap. Sums slide in blocks; of one lane, on tiles in which several lines are the lanes.
template <class A>
class Across {
 public:
  // idempotent: combining an accumulator twice does no harm.
  Across(const Kernels& kernels, const LineKernels<A>& lines, const cenote_problem& problem, bool used, bool idempotent)
      : kernels_(kernels),
        k_(lines),
        slide_(slide_of(problem.axes[2])),
        lanes_(problem.lanes),
        used_(used),
        grows_(used && idempotent),
        rows_(used && lanes_ == 1 && !grows_ ? kTileRows : 1) {}

  bool used() const { return used_; }

  // How many lines are taken at once.
  int64_t rows() const { return rows_; }

  // Scratch memory in accumulators: a few times that of so many lines, and a window.
  int64_t size() const {
    if (!used_) return 0;
    if (grows_) return 3 * spacing();
    return rows_ * spacing() + (rows_ > 1 ? in_size() : 0) + out_size() + scratch_size();
  }

  void place(A* memory) {
    lines_ = memory;
    A* const after = memory + (grows_ ? 1 : rows_) * spacing();
    tile_ = after;
    slid_ = rows_ > 1 ? after + in_size() : after;
    scratch_ = slid_ + (grows_ ? spacing() : out_size());
    if (grows_) {
      for (int64_t i = 0; i < spacing(); ++i) lines_[i] = k_.identity;
    }
  }

  // Where line r, of a row's columns, has to be.
  A* line(int64_t r) const { return lines_ + r * spacing() + (grows_ ? slide_.begin * lanes_ : 0); }

  // Combines windows to lines that are still to be combined, at most kLeaves for each row: see result().
  void slide(int64_t rows) {
    if (grows_) return grow();
    if (rows_ == 1) return slide_positions(lines_, lanes_, slid_);
    transpose(kernels_, lines_, spacing(), rows, positions(), tile_, rows_);
    slide_positions(tile_, rows_, slid_);
    transpose(kernels_, slid_, rows_, slide_.windows, rows, lines_, spacing());
  }

  // The lines of row r.
  int result(int64_t r, const A** lines) const {
    lines[0] = rows_ == 1 ? (grows_ ? grown_ : slid_) : lines_ + r * spacing();
    int count = 1;
    if (!grows_) return count;
    for (int64_t at = width_; at < slide_.taps; at += width_, ++count) {
      lines[count] = grown_ + (at + width_ < slide_.taps ? at : slide_.taps - width_) * lanes_;
    }
    return count;
  }

 private:
  static constexpr int64_t kTileRows = 16;
  static constexpr int kGrowth = 4;

  int64_t positions() const { return slide_.end - slide_.begin; }

  // Of lines, so that equal columns of several do not compete for the same places of a cache.
  int64_t spacing() const {
    const int64_t padded = slide_.windows + slide_.taps - 1, columns = grows_ ? padded : positions();
    return ((columns > slide_.windows ? columns : slide_.windows) * lanes_ + kSlack + 15) / 16 * 16 + 16;
  }
  int64_t in_size() const { return positions() * rows_ + kSlack; }
  int64_t out_size() const { return (slide_.windows * lanes_ * rows_ + kSlack + 15) / 16 * 16; }
  int64_t scratch_size() const {
    return k_.slide != nullptr ? slide_.taps * kSlideStripe : (slide_.taps + 2) * lanes_ * rows_ + kSlack;
  }

  // To windows of width_ positions, of which kLeaves are as many as the taps or more.
  void grow() {
    A* const lines[] = {slid_, scratch_};
    grown_ = lines_;
    width_ = 1;
    for (int pass = 0; width_ * kLeaves < slide_.taps; ++pass) {
      const A* parts[kGrowth];
      for (int r = 0; r < kGrowth; ++r) parts[r] = grown_ + r * width_ * lanes_;
      width_ *= kGrowth;
      A* const to = lines[pass % 2];
      k_.of_lines(parts, kGrowth, 1, (slide_.windows + slide_.taps - width_) * lanes_, to);
      grown_ = to;
    }
  }

  // Windows on a line of n accumulators a position: as LineKernels::slide says, and with it if there is one.
  void slide_positions(const A* line, int64_t n, A* out) {
    if (k_.slide != nullptr) return k_.slide(line, slide_, n, scratch_, out);
    const int64_t taps = slide_.taps, windows = slide_.windows, begin = slide_.begin, end = slide_.end;
    A* const unused[] = {scratch_, scratch_ + n};
    A* const suffixes = scratch_ + 2 * n;
    const auto at = [&](int64_t p) { return line + (p - begin) * n; };
    const auto combined = [&](const A* left, const A* right, A* to) {
      const A* const both[] = {left, right};
      k_.of_lines(both, 2, 1, n, to);
      return to;
    };
    const A* prefix = at(begin);
    for (int64_t p = begin + 1; p < taps && p < end; ++p) prefix = combined(prefix, at(p), unused[p % 2]);
    copy(prefix, n, out);
    for (int64_t block = 0; block + 1 < windows; block += taps) {
      const int64_t next = block + taps, last = (next < end ? next : end) - 1;
      const int64_t first = block + 1 > begin ? block + 1 : begin;
      const auto suffix = [&](int64_t p) { return p == last ? at(p) : suffixes + (p - block) * n; };
      for (int64_t p = last - 1; p >= first; --p) combined(suffix(p + 1), at(p), suffixes + (p - block) * n);
      for (int64_t i = block + 1; i <= next && i < windows; ++i) {
        const int64_t p = i + taps - 1;
        if (p < end) prefix = p == next ? at(p) : combined(prefix, at(p), unused[p % 2]);
        const A* const left = i == next ? nullptr : suffix(i > begin ? i : begin);
        A* const to = out + i * n;
        if (left == nullptr) {
          copy(prefix, n, to);
        } else if (next < end) {
          combined(left, prefix, to);
        } else {
          copy(left, n, to);
        }
      }
    }
  }

  void copy(const A* from, int64_t n, A* to) { k_.of_lines(&from, 1, 1, n, to); }

  const Kernels& kernels_;
  const LineKernels<A>& k_;
  const Slide slide_;
  const int64_t lanes_;
  const bool used_;
  const bool grows_;
  const int64_t rows_;
  A* lines_ = nullptr;
  A* tile_ = nullptr;
  A* slid_ = nullptr;
  A* scratch_ = nullptr;
  const A* grown_ = nullptr;
  int64_t width_ = 1;
};

}  // namespace cenote

#endif  // CENOTE_POOL_BLOCKS_H_
