#include <stdint.h>

#include <type_traits>

#include "cenote.h"
#include "pool/element.h"
#include "pool/problem.h"
#include "pool/rows.h"

namespace cenote {
namespace {

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

// A tap inside the input is reached by sums that may overflow on the way, as those of windows that reach far.
int64_t inside(int64_t start, int64_t tap, int64_t step) {
  return static_cast<int64_t>(static_cast<uint64_t>(start) + static_cast<uint64_t>(tap) * static_cast<uint64_t>(step));
}

// From tap to tap, if there is more than one.
int64_t step_of(const cenote_window& window, int64_t step) { return taps_in(window) > 1 ? step : 0; }

template <class Elements>
class Finder {
 public:
  using Memory = typename Elements::Memory;

  Finder(const cenote_problem& problem, const Memory* in, const Memory* out, void* indices, bool narrow)
      : problem_(problem), in_(in), out_(out), indices_(indices), narrow_(narrow) {}

  void rows(int64_t begin, int64_t end) {
    for (Row row(problem_, begin); row.number() < end; row.next()) {
      for (int64_t i = 0; i < problem_.axes[2].out; ++i) window(row, i);
    }
  }

 private:
  void window(const Row& row, int64_t i) {
    const cenote_axis& depth = problem_.axes[0];
    const cenote_axis& height = problem_.axes[1];
    const cenote_axis& width = problem_.axes[2];
    const cenote_window w = window_at(width, row.list(), i);
    const int64_t first = (row.number() * width.out + i) * problem_.lanes;
    if (row.empty() || taps_in(w) == 0) {
      for (int64_t l = 0; l < problem_.lanes; ++l) put(first + l, -1);
      return;
    }
    const int64_t d0 = inside(row.d.start, row.d.first_tap, depth.step);
    const int64_t h0 = inside(row.h.start, row.h.first_tap, height.step);
    const int64_t w0 = inside(w.start, w.first_tap, width.step);
    const Box box{(d0 * height.in + h0) * width.in + w0,
                  taps_in(row.d),
                  taps_in(row.h),
                  taps_in(w),
                  step_of(row.d, depth.step) * height.in * width.in,
                  step_of(row.h, height.step) * width.in,
                  step_of(w, width.step)};
    const Memory* const plane = in_ + row.source() * depth.in * height.in * width.in * problem_.lanes;
    for (int64_t l = 0; l < problem_.lanes; ++l) {
      put(first + l, find(box, plane + l, Elements::number(out_[first + l])));
    }
  }

  void put(int64_t output, int64_t position) const {
    if (narrow_) {
      static_cast<int32_t*>(indices_)[output] = static_cast<int32_t>(position);
    } else {
      static_cast<int64_t*>(indices_)[output] = position;
    }
  }

  int64_t find(const Box& box, const Memory* plane, typename Elements::Number wanted) const {
    const int64_t lanes = problem_.lanes;
    const auto at = [&](int64_t position) { return Elements::number(plane[position * lanes]); };
    if constexpr (std::is_floating_point_v<typename Elements::Number>) {
      if (wanted != wanted) {
        return box.reversed().first([&](int64_t position) { return at(position) != at(position); });
      }
    }
    return box.first([&](int64_t position) { return at(position) == wanted; });
  }

  const cenote_problem& problem_;
  const Memory* const in_;
  const Memory* const out_;
  void* const indices_;
  const bool narrow_;  // int32_t rather than int64_t
};

}  // namespace
}  // namespace cenote

int32_t cenote_index(const cenote_problem* problem, const void* in, const void* out, void* indices,
                     int64_t index_bytes, int64_t begin, int64_t end) {
  if (!cenote::is_valid(problem, begin, end)) return CENOTE_BAD_ARGUMENT;
  if (problem->reduction != CENOTE_MAX && problem->reduction != CENOTE_MIN) return CENOTE_BAD_ARGUMENT;
  if (index_bytes != 4 && index_bytes != 8) return CENOTE_BAD_ARGUMENT;
  if (begin == end) return CENOTE_OK;
  if (in == nullptr || out == nullptr || indices == nullptr) return CENOTE_BAD_ARGUMENT;
  cenote::with_elements(problem->type, [&](auto elements) {
    using Elements = decltype(elements);
    const auto* const from = static_cast<const typename Elements::Memory*>(in);
    const auto* const found = static_cast<const typename Elements::Memory*>(out);
    cenote::Finder<Elements>(*problem, from, found, indices, index_bytes == 4).rows(begin, end);
  });
  return CENOTE_OK;
}
