// The baseline table: plain C++, all but the fused kernels, and what the other tables leave to it.
#include <limits>

#include "kernels.h"

namespace cenote {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();  // 0x7FC00000

// Some outputs together, so that compilers make vector code of it; a comparison of its own notes NaN, which the maximum
// of processors forgets. kStride is the stride if it is 1, else 0.
constexpr int kTogether = 16;

template <int kStride>
void max_together(const float* const* rows, int64_t count, int64_t stride, int64_t from, int n, float* out) {
  if (kStride != 0) stride = kStride;
  float max[kTogether];
  uint32_t nan[kTogether] = {};
  for (int i = 0; i < n; ++i) max[i] = rows[0][(from + i) * stride];
  for (int64_t r = 0; r < count; ++r) {
    const float* const row = rows[r] + from * stride;
    for (int i = 0; i < n; ++i) {
      const float x = row[i * stride];
      nan[i] |= x != x;
      max[i] = max[i] > x ? max[i] : x;
    }
  }
  for (int i = 0; i < n; ++i) out[from + i] = nan[i] ? kNaN : max[i] + 0.0f;
}

template <int kStride>
void max_strided_rows(const float* const* rows, int64_t count, int64_t stride, int64_t n, float* out) {
  int64_t i = 0;
  for (; i + kTogether <= n; i += kTogether) max_together<kStride>(rows, count, stride, i, kTogether, out);
  if (i < n) max_together<kStride>(rows, count, stride, i, static_cast<int>(n - i), out);
}

void max_rows(const float* const* rows, int64_t count, int64_t stride, int64_t n, float* out) {
  if (stride == 1) {
    max_strided_rows<1>(rows, count, 1, n, out);
  } else {
    max_strided_rows<0>(rows, count, stride, n, out);
  }
}

float max_run(const float* line, int64_t n) {
  float max = line[0];
  bool nan = false;
  for (int64_t i = 0; i < n; ++i) {
    nan |= line[i] != line[i];
    max = max > line[i] ? max : line[i];
  }
  return nan ? kNaN : max + 0.0f;
}

// Leaves first .. first + count of a tree of pairs; count is 1 to kLeaves.
template <class A, class Leaf>
A tree(const Leaf& leaf, int first, int count) {
  if (count == 1) return static_cast<A>(leaf(first));
  if (count == 2) return static_cast<A>(leaf(first)) + static_cast<A>(leaf(first + 1));
  const int left = count > 4 ? 4 : 2;
  return tree<A>(leaf, first, left) + tree<A>(leaf, first + left, count - left);
}

template <class A>
float quotient(A sum, Divisors<A> divisors, int64_t i) {
  const A divisor = divisors.values[divisors.uniform ? 0 : i];
  sum += A{0};
  const float q = static_cast<float>(divisors.reciprocal ? sum * divisor : sum / divisor);
  return q != q ? kNaN : q;
}

template <class A>
void of_rows(const float* const* rows, int count, int64_t n, A* out) {
  for (int64_t i = 0; i < n; ++i) out[i] = tree<A>([&](int r) { return rows[r][i]; }, 0, count);
}

template <class A>
void of_lines(const A* const* lines, int count, int64_t stride, int64_t n, A* out) {
  for (int64_t i = 0; i < n; ++i) out[i] = tree<A>([&](int r) { return lines[r][i * stride]; }, 0, count);
}

template <class A>
void average_lines(const A* const* lines, int count, int64_t stride, int64_t n, Divisors<A> divisors, float* out) {
  for (int64_t i = 0; i < n; ++i) {
    out[i] = quotient(tree<A>([&](int r) { return lines[r][i * stride]; }, 0, count), divisors, i);
  }
}

template <class A>
void add(const A* left, int64_t n, A* right) {
  for (int64_t i = 0; i < n; ++i) right[i] = left[i] + right[i];
}

template <class A>
A run(A* line, int64_t n) {
  for (; n > 1; n = (n + 1) / 2) {
    for (int64_t i = 0; i < n / 2; ++i) line[i] = line[2 * i] + line[2 * i + 1];
    if (n % 2 == 1) line[n / 2] = line[n - 1];
  }
  return line[0];
}

template <class A>
constexpr SumKernels<A> sums() {
  return {of_rows<A>, of_lines<A>, average_lines<A>, add<A>, run<A>};
}

}  // namespace

const Kernels& baseline_kernels() {
  static const Kernels table = {
      "baseline", "",      1,       max_rows, max_run, sums<float>(), sums<double>(), nullptr, nullptr,
      nullptr,    nullptr, nullptr, nullptr,  nullptr, nullptr,       nullptr,        nullptr,
  };
  return table;
}

}  // namespace cenote
