// Single elements of any type, for what is done element by element.
#ifndef CENOTE_POOL_ELEMENT_H_
#define CENOTE_POOL_ELEMENT_H_

#include <stdint.h>

#include <limits>

#include "cenote.h"
#include "kernels/half-inl.h"

namespace cenote {

// Elements as they lie in memory and as numbers; number() is exact.
template <class N>
struct Elements {
  using Memory = N;
  using Number = N;
  static Number number(Memory x) { return x; }
};

template <class Format>
struct HalfElements {
  using Memory = uint16_t;
  using Number = float;
  static Number number(Memory x) { return Format::Widen(x); }
};

// Calls body(the elements of a type), which exists.
template <class Body>
auto with_elements(int64_t type, const Body& body) {
  switch (type) {
    case CENOTE_FLOAT32: return body(Elements<float>());
    case CENOTE_FLOAT64: return body(Elements<double>());
    case CENOTE_FLOAT16: return body(HalfElements<HWY_NAMESPACE::Float16>());
    case CENOTE_BFLOAT16: return body(HalfElements<HWY_NAMESPACE::Bfloat16>());
    case CENOTE_INT8: return body(Elements<int8_t>());
    case CENOTE_UINT8: return body(Elements<uint8_t>());
    case CENOTE_INT16: return body(Elements<int16_t>());
    case CENOTE_INT32: return body(Elements<int32_t>());
    default: return body(Elements<int64_t>());
  }
}

// A double rounded once to a floating type; NaN is the canonical one, zero is +0.0.
inline double rounded_to(Elements<double>, double x) {
  return x != x ? std::numeric_limits<double>::quiet_NaN() : x + 0.0;
}
inline float rounded_to(Elements<float>, double x) {
  return x != x ? std::numeric_limits<float>::quiet_NaN() : static_cast<float>(x) + 0.0f;
}
// Rounding to float first would round twice. Where that is inexact, its last bit is set instead: so the float lies on
// the right side of the middle of two halves.
template <class Format>
uint16_t rounded_to(HalfElements<Format>, double x) {
  float single = static_cast<float>(x);
  const double back = static_cast<double>(single);
  if (x == x && back != x) {
    uint32_t bits = HWY_NAMESPACE::BitsAs<uint32_t>(single);
    const bool farther = x < 0 ? back < x : back > x;  // from zero
    bits = (farther ? bits - 1 : bits) | 1;
    single = HWY_NAMESPACE::BitsAs<float>(bits);
  }
  const uint16_t half = Format::Narrow(single);
  return (half & 0x7FFF) == 0 ? uint16_t{0} : half;
}

}  // namespace cenote

#endif  // CENOTE_POOL_ELEMENT_H_
