#include <stdint.h>

#include <type_traits>

#include "cenote.h"
#include "pool/element.h"
#include "pool/problem.h"

namespace cenote {
namespace {

// One sampling point after the other is added up, or the greatest term is kept; a NaN is, as no comparison with it is
// true.
class Cell {
 public:
  explicit Cell(bool max) : max_(max) {}

  void outside() {
    if (max_) keep(0);
  }

  void take(double a, double b, double c, double d) {
    if (max_) {
      keep(a);
      keep(b);
      keep(c);
      keep(d);
    } else {
      sum_ += (a + b) + (c + d);
    }
  }

  // 0 if there was no point.
  double result(int64_t points) const {
    return max_ ? greatest_ : points == 0 ? 0 : sum_ / static_cast<double>(points);
  }

 private:
  void keep(double term) {
    if (!any_ || term > greatest_ || term != term) greatest_ = term;
    any_ = true;
  }

  bool max_;
  bool any_ = false;
  double greatest_ = 0;
  double sum_ = 0;
};

// The cells of a region's planes. Element (h, w) of channel c of an image is at c * channel + (h * width + w) *
// position.
template <class Elements>
class Aligner {
 public:
  using Memory = typename Elements::Memory;

  Aligner(const cenote_alignment& problem, const Memory* in, Memory* out)
      : problem_(problem),
        last_(problem.channels_last != 0),
        position_(last_ ? problem.channels : 1),
        channel_(last_ ? 1 : problem.height * problem.width),
        out_channel_(last_ ? 1 : problem.out_height * problem.out_width),
        in_(in),
        out_(out) {}

  void region(int64_t number) {
    const cenote_region& region = problem_.region[number];
    const Memory* const image = in_ + region.image * problem_.channels * problem_.height * problem_.width;
    Memory* const out = out_ + number * problem_.channels * problem_.out_height * problem_.out_width;
    for (int64_t i = 0; i < problem_.out_height; ++i) {
      for (int64_t j = 0; j < problem_.out_width; ++j) {
        const cenote_sample* const h = region.h + i * region.h_samples;
        const cenote_sample* const w = region.w + j * region.w_samples;
        Memory* const to = out + (i * problem_.out_width + j) * position_;
        for (int64_t c = 0; c < problem_.channels; ++c) {
          to[c * out_channel_] = rounded_to(Elements(), cell(region, h, w, image + c * channel_));
        }
      }
    }
  }

 private:
  double cell(const cenote_region& region, const cenote_sample* h, const cenote_sample* w, const Memory* plane) const {
    const int64_t row = problem_.width * position_;
    Cell cell(problem_.max != 0);
    for (int64_t y = 0; y < region.h_samples; ++y) {
      for (int64_t x = 0; x < region.w_samples; ++x) {
        const cenote_sample& v = h[y];
        const cenote_sample& u = w[x];
        if (v.low < 0 || u.low < 0) {
          cell.outside();
          continue;
        }
        const auto at = [&](int64_t i, int64_t j) {
          return static_cast<double>(Elements::number(plane[i * row + j * position_]));
        };
        cell.take((v.low_weight * u.low_weight) * at(v.low, u.low), (v.low_weight * u.high_weight) * at(v.low, u.high),
                  (v.high_weight * u.low_weight) * at(v.high, u.low),
                  (v.high_weight * u.high_weight) * at(v.high, u.high));
      }
    }
    return cell.result(region.h_samples * region.w_samples);
  }

  const cenote_alignment& problem_;
  const bool last_;
  const int64_t position_, channel_, out_channel_;
  const Memory* const in_;
  Memory* const out_;
};

bool is_alignment(const cenote_alignment* problem, int64_t begin, int64_t end) {
  return problem != nullptr && problem->version == CENOTE_VERSION && is_floating(problem->type) &&
         problem->channels >= 1 && problem->height >= 1 && problem->width >= 1 && problem->out_height >= 1 &&
         problem->out_width >= 1 && begin >= 0 && begin <= end && end <= problem->regions;
}

template <class Elements>
void align(const cenote_alignment& problem, const void* in, void* out, int64_t begin, int64_t end) {
  using Memory = typename Elements::Memory;
  Aligner<Elements> aligner(problem, static_cast<const Memory*>(in), static_cast<Memory*>(out));
  for (int64_t r = begin; r < end; ++r) aligner.region(r);
}

}  // namespace
}  // namespace cenote

int32_t cenote_align(const cenote_alignment* problem, const void* in, void* out, int64_t begin, int64_t end) {
  if (!cenote::is_alignment(problem, begin, end)) return CENOTE_BAD_ARGUMENT;
  if (begin == end) return CENOTE_OK;
  if (in == nullptr || out == nullptr || problem->region == nullptr) return CENOTE_BAD_ARGUMENT;
  cenote::with_elements(problem->type, [&](auto elements) {
    using Elements = decltype(elements);
    if constexpr (!std::is_integral_v<typename Elements::Number>) {
      cenote::align<Elements>(*problem, in, out, begin, end);
    }
  });
  return CENOTE_OK;
}
