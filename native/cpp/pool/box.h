// The taps of one window, for a search among them.
#ifndef CENOTE_POOL_BOX_H_
#define CENOTE_POOL_BOX_H_

#include <stdint.h>

namespace cenote {

// A window's taps in row-major order: where its first one lies in the plane, and how far it is to the next ones.
struct Box {
  int64_t origin, d_taps, h_taps, w_taps, d_step, h_step, w_step;

  // Where the first element that fits lies, or -1.
  template <class Fits>
  int64_t first(const Fits& fits) const {
    for (int64_t d = 0; d < d_taps; ++d) {
      for (int64_t h = 0; h < h_taps; ++h) {
        const int64_t row = origin + d * d_step + h * h_step;
        for (int64_t w = 0; w < w_taps; ++w) {
          if (fits(row + w * w_step)) return row + w * w_step;
        }
      }
    }
    return -1;
  }

  // This box from its last tap to its first.
  Box reversed() const {
    const int64_t last = (d_taps - 1) * d_step + (h_taps - 1) * h_step + (w_taps - 1) * w_step;
    return {origin + last, d_taps, h_taps, w_taps, -d_step, -h_step, -w_step};
  }
};

}  // namespace cenote

#endif  // CENOTE_POOL_BOX_H_
