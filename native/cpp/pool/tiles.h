// Transposed memory: rows become lanes.
#ifndef CENOTE_POOL_TILES_H_
#define CENOTE_POOL_TILES_H_

#include <stdint.h>

#include "cenote.h"
#include "kernels/kernels.h"

namespace cenote {

// out[c * out_pitch + r] = in[r * pitch + c]     0 <= r < rows, 0 <= c < columns
template <class T>
void transpose(const Kernels& kernels, const T* in, int64_t pitch, int64_t rows, int64_t columns, T* out,
               int64_t out_pitch) {
  if constexpr (sizeof(T) == 4) {
    kernels.transpose4(reinterpret_cast<const uint32_t*>(in), pitch, rows, columns, reinterpret_cast<uint32_t*>(out),
                       out_pitch);
  } else if constexpr (sizeof(T) == 8) {
    kernels.transpose8(reinterpret_cast<const uint64_t*>(in), pitch, rows, columns, reinterpret_cast<uint64_t*>(out),
                       out_pitch);
  } else {
    for (int64_t c = 0; c < columns; ++c) {
      for (int64_t r = 0; r < rows; ++r) out[c * out_pitch + r] = in[r * pitch + c];
    }
  }
}

// Small planes that are pooled side by side, as lanes of one plane.
struct SideBySide {
  int64_t lanes;
  int64_t rows = 1;     // of the output, a plane
  int64_t inputs = 1;   // a plane
  int64_t outputs = 1;

  // As many lanes as make a line of a cache, or, of large elements, as are worth a call.
  SideBySide(const cenote_problem& problem, int64_t element_bytes)
      : lanes(element_bytes > 4 ? 16 : 64 / element_bytes), small_(problem.lanes == 1 && problem.sources == nullptr) {
    const int64_t most = kBytes / (lanes * element_bytes);
    for (const cenote_axis& axis : problem.axes) {
      small_ = small_ && axis.edges_per_list == 0 && axis.in <= most / inputs && axis.out <= most / outputs;
      if (!small_) return;
      rows = outputs;
      inputs *= axis.in;
      outputs *= axis.out;
    }
  }

  // The planes of these rows, if they are so many that it pays; else none.
  int64_t first_plane(int64_t begin) const { return (begin + rows - 1) / rows; }
  int64_t end_plane(int64_t begin, int64_t end) const {
    const int64_t first = first_plane(begin);
    return small_ && end / rows - first >= lanes / 4 ? end / rows : first;
  }

  // The problem of one plane of lanes.
  cenote_problem of_lanes(const cenote_problem& problem) const {
    cenote_problem p = problem;
    p.planes = p.planes_per_list = 1;
    p.lanes = lanes;
    return p;
  }

 private:
  static constexpr int64_t kBytes = 128 << 10;  // of the planes side by side: they stay in the second cache

  bool small_;
};

}  // namespace cenote

#endif  // CENOTE_POOL_TILES_H_
