// Combines many lines in the canonical order: a tree of pairs whose leaves are lines, combined element by element.
#ifndef CENOTE_POOL_LINE_TREE_H_
#define CENOTE_POOL_LINE_TREE_H_

#include <stdint.h>

#include "kernels/kernels.h"

namespace cenote {

// Combines `count` leaves from position p on, at most so many as are asked for at once, to a line. A reference to a
// function object that lives as long: trees are compiled once a type of accumulators, not once for all that calls them.
template <class A>
class Leaves {
 public:
  template <class Function>
  explicit Leaves(const Function& function) : function_(&function), call_(call<Function>) {}

  void operator()(int64_t p, int count, A* out) const { call_(function_, p, count, out); }

 private:
  template <class Function>
  static void call(const void* function, int64_t p, int count, A* out) {
    (*static_cast<const Function*>(function))(p, count, out);
  }

  const void* function_;
  void (*call_)(const void*, int64_t, int, A*);
};

template <class A>
class LineTree {
 public:
  explicit LineTree(const LineKernels<A>& kernels) : kernels_(kernels) {}

  // The lines of scratch memory that a tree over so many positions needs.
  int64_t lines(int64_t positions) const {
    if (kernels_.any_order) return 1;
    int64_t levels = 2;
    for (int64_t reached = 1; reached < positions && levels < 64; reached *= 2) ++levels;
    return levels;
  }

  // Gives it memory for lines() lines, `spacing` elements apart.
  void place(A* memory, int64_t spacing) {
    carry_ = memory;
    unused_ = memory + spacing;
    spacing_ = spacing;
  }

  // Writes what the leaves at positions first <= p < end, first < end, of n elements each, combine to.
  // leaves are asked for at most at_once (a power of two) at a time: a subtree, unless any order will do.
  void combine(int64_t first, int64_t end, int at_once, int64_t n, const Leaves<A>& leaves, A* out) {
    if (kernels_.any_order) return in_any_order(first, end, at_once, n, leaves, out);
    waiting_ = 0;
    for (int64_t p = first; p < end;) {
      int level = 0;  // of the largest subtree that begins at p
      while (1 << level < at_once && (p >> level & 1) == 0) ++level;
      const int64_t size = int64_t{1} << level;
      const int count = static_cast<int>(size < end - p ? size : end - p);
      if (p == first && p + count == end) return leaves(p, count, out);
      leaves(p, count, carry_);
      climb(p, level, n);
      p += count;
    }
    const A* const sum = collect(n);
    kernels_.of_lines(&sum, 1, 1, n, out);
  }

 private:
  void in_any_order(int64_t first, int64_t end, int at_once, int64_t n, const Leaves<A>& leaves, A* out) {
    for (int64_t p = first; p < end; p += at_once) {
      const int count = static_cast<int>(at_once < end - p ? at_once : end - p);
      leaves(p, count, p == first ? out : carry_);
      if (p != first) kernels_.combine(carry_, n, out);
    }
  }

  // The carry moves up past every level on which a left operand waits for it.
  void climb(int64_t position, int level, int64_t n) {
    for (; position >> level & 1; ++level) {
      if (waiting_ >> level & 1) {
        kernels_.combine(level_[level], n, carry_);
        waiting_ &= ~(uint64_t{1} << level);
      }
    }
    if (!(placed_ >> level & 1)) {
      placed_ |= uint64_t{1} << level;
      level_[level] = unused_;
      unused_ += spacing_;
    }
    A* const free = level_[level];
    level_[level] = carry_;
    carry_ = free;
    waiting_ |= uint64_t{1} << level;
  }

  // What still waits is combined from the lowest level up.
  A* collect(int64_t n) {
    A* sum = nullptr;
    for (int level = 0; waiting_ >> level != 0; ++level) {
      if (!(waiting_ >> level & 1)) continue;
      if (sum == nullptr) {
        sum = level_[level];
      } else {
        kernels_.combine(level_[level], n, sum);
      }
    }
    return sum;
  }

  const LineKernels<A>& kernels_;
  A* carry_ = nullptr;
  A* unused_ = nullptr;
  int64_t spacing_ = 0;
  A* level_[64];         // of those that are placed, the line that waits or is free
  uint64_t placed_ = 0;
  uint64_t waiting_ = 0;
};

}  // namespace cenote

#endif  // CENOTE_POOL_LINE_TREE_H_
