// The baseline table: plain C++, complete but for the fused kernels, and the fall-back of every other table.
#include <limits>

#include "kernels.h"

namespace cenote {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();  // 0x7FC00000

float greater(float m, float x) { return x > m || x != x ? x : m; }

float canonical(float v) { return v != v ? kNaN : v + 0.0f; }

// The sum of at(0) .. at(count - 1), which stand at positions first, first + 1, ... of a tree of pairs.
template <class A, class At>
A tree(int64_t first, int64_t count, At at) {
  A level[kMaxLevels];   // the left operand that waits on each level
  uint64_t waiting = 0;  // which levels have one
  for (int64_t i = 0; i < count; ++i) {
    A v = at(i);
    int l = 0;
    for (uint64_t position = static_cast<uint64_t>(first + i); position & 1; position >>= 1, ++l) {
      if (waiting >> l & 1) {
        v = level[l] + v;
        waiting &= ~(uint64_t{1} << l);
      }
    }
    level[l] = v;
    waiting |= uint64_t{1} << l;
  }
  A sum = 0;
  bool any = false;
  for (int l = 0; waiting >> l != 0; ++l) {
    if (waiting >> l & 1) {
      sum = any ? level[l] + sum : level[l];
      any = true;
    }
  }
  return sum;
}

// A zero sum is +0.0 before the division, so its quotient by a negative divisor is -0.0.
template <class A>
float quotient(A sum, Divisors<A> divisors, int64_t i) {
  sum += A{0};
  const float q = static_cast<float>(divisors.reciprocal ? sum * divisors.values[i] : sum / divisors.values[i]);
  return q != q ? kNaN : q;
}

template <class A>
A sum_of(const Taps<float>& taps, int64_t at) {
  return tree<A>(taps.w_first, taps.width, [&](int64_t w) {
    return tree<A>(taps.h_first, taps.height, [&](int64_t h) {
      return tree<A>(taps.d_first, taps.depth, [&](int64_t d) {
        return static_cast<A>(taps.base[h * taps.depth + d][taps.offset + w * taps.w_step + at]);
      });
    });
  });
}

void max_taps(const Taps<float>& taps, int64_t count, int64_t advance, int64_t n, float* out) {
  for (int64_t o = 0; o < count; ++o, out += n) {
    const float* first = taps.base[0] + taps.offset + o * advance;
    for (int64_t l = 0; l < n; ++l) out[l] = first[l];
    for (int64_t row = 0; row < taps.height * taps.depth; ++row) {
      for (int64_t w = 0; w < taps.width; ++w) {
        const float* tap = taps.base[row] + taps.offset + w * taps.w_step + o * advance;
        for (int64_t l = 0; l < n; ++l) out[l] = greater(out[l], tap[l]);
      }
    }
    for (int64_t l = 0; l < n; ++l) out[l] = canonical(out[l]);
  }
}

void max_line(const float* line, int64_t taps, int64_t step, int64_t stride, int64_t n, float* out) {
  for (int64_t i = 0; i < n; ++i) {
    float m = line[i * stride];
    for (int64_t t = 1; t < taps; ++t) m = greater(m, line[i * stride + t * step]);
    out[i] = canonical(m);
  }
}

template <class A>
void average_taps(const Taps<float>& taps, int64_t count, int64_t advance, int64_t n, Divisors<A> divisors,
                  float* out) {
  for (int64_t o = 0; o < count; ++o) {
    for (int64_t l = 0; l < n; ++l) *out++ = quotient(sum_of<A>(taps, o * advance + l), divisors, o);
  }
}

template <class A>
void sum_taps(const Taps<float>& taps, int64_t n, A* out) {
  for (int64_t l = 0; l < n; ++l) out[l] = sum_of<A>(taps, l);
}

template <class A>
void average_line(const A* line, int64_t first, int64_t end, int64_t step, int64_t stride, int64_t n,
                  Divisors<A> divisors, float* out) {
  for (int64_t i = 0; i < n; ++i) {
    const A sum =
        tree<A>(first, end - first, [&](int64_t t) { return line[i * stride + (first + t) * step]; });
    out[i] = quotient(sum, divisors, i);
  }
}

}  // namespace

const Kernels& baseline_kernels() {
  static const Kernels table = {
      "baseline", "", max_taps, max_line,
      {average_taps<float>, sum_taps<float>, average_line<float>},
      {average_taps<double>, sum_taps<double>, average_line<double>},
      nullptr, nullptr, nullptr, nullptr,
  };
  return table;
}

}  // namespace cenote
