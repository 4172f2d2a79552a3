// Input slices, as kernels of whole windows take them.
#ifndef CENOTE_POOL_SLICES_H_
#define CENOTE_POOL_SLICES_H_

#include <stdint.h>

#include "cenote.h"
#include "kernels/kernels.h"
#include "pool/rows.h"

namespace cenote {

// An axis as those kernels have it. A single window, or tap, goes no step, however long that is said to be.
inline Along along(const cenote_axis& axis) {
  return {axis.in, axis.out, axis.origin, axis.out == 1 ? 1 : axis.stride, axis.taps == 1 ? 1 : axis.step, axis.taps};
}

// The slices under output slices that follow each other. Windows along D are the same for all lists.
template <class T>
class Slices {
 public:
  Slices(const cenote_problem& problem, const T* in)
      : problem_(problem),
        d_(problem.axes[0]),
        size_(problem.axes[1].in * problem.axes[2].in * problem.lanes),
        depth_(d_.taps == 1 ? 1 : d_.taps > problem.axes[1].taps ? d_.taps : problem.axes[1].taps),
        in_(in) {}

  // Where they begin, depth() of them for each output slice; null is one that is padding.
  const T* const* begins() const { return begins_; }
  int64_t depth() const { return depth_; }

  // What the windows along D of those taken count; only of averages all count as much.
  int64_t count() const { return count_; }

  // Takes those of output slices from `slice` on, at least one and at most so many; returns how many.
  int64_t take(int64_t slice, int64_t most) {
    int64_t taken = 0;
    for (int64_t plane = slice / d_.out, i = slice - plane * d_.out; taken < most; ++taken) {
      const cenote_window window = window_at(d_, 0, i);
      const bool differs = taken > 0 && problem_.reduction == CENOTE_AVERAGE && window.count != count_;
      if (differs || (taken + 1) * depth_ > kMost) break;
      count_ = window.count;
      place(source(problem_, plane), window, begins_ + taken * depth_);
      if (++i == d_.out) {
        i = 0;
        ++plane;
      }
    }
    return taken;
  }

 private:
  static constexpr int64_t kMost = 128;

  void place(int64_t plane, const cenote_window& window, const T** begins) const {
    for (int64_t t = 0; t < depth_; ++t) {
      const bool inside = t >= window.first_tap && t < window.end_tap;
      begins[t] = inside ? in_ + (plane * d_.in + window.start + t * d_.step) * size_ : nullptr;
    }
  }

  const cenote_problem& problem_;
  const cenote_axis& d_;
  const int64_t size_;  // elements of an input slice
  const int64_t depth_;
  const T* const in_;
  int64_t count_ = 0;
  const T* begins_[kMost];
};

}  // namespace cenote

#endif  // CENOTE_POOL_SLICES_H_
