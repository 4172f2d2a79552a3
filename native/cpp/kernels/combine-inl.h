// Combines rows and lines of any type, a block after the other: see kernels.h for the contracts. Plain loops, which
// compilers make vector code of. Op::Of combines two accumulators.
#if defined(CENOTE_KERNELS_COMBINE_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CENOTE_KERNELS_COMBINE_INL_H_
#undef CENOTE_KERNELS_COMBINE_INL_H_
#else
#define CENOTE_KERNELS_COMBINE_INL_H_
#endif

#include <hwy/highway.h>
#include <string.h>

#include "kernels.h"

HWY_BEFORE_NAMESPACE();
namespace cenote {
namespace HWY_NAMESPACE {
namespace {

struct Add {
  template <class A>
  static HWY_INLINE A Of(A a, A b) {
    return a + b;
  }

  static HWY_INLINE Compensated Of(Compensated a, Compensated b) {
    const double sum = a.sum + b.sum, t = sum - a.sum;
    const double error = (a.sum - (sum - t)) + (b.sum - t);
    return {sum, (a.error + b.error) + error};
  }

  static HWY_INLINE Limbs Of(Limbs a, Limbs b) { return {a.high + b.high, a.low + b.low}; }
};

// NaN wins: a comparison with it is false.
struct Greatest {
  template <class A>
  static HWY_INLINE A Of(A a, A b) {
    const A greater = a > b ? a : b;
    return a != a ? a : greater;
  }
};

struct Least {
  template <class A>
  static HWY_INLINE A Of(A a, A b) {
    const A lesser = a < b ? a : b;
    return a != a ? a : lesser;
  }
};

// So many accumulators are worked on at once: eight blocks of them stay in the first cache.
template <class A>
constexpr int64_t kBlock = static_cast<int64_t>(1024 / sizeof(A));

constexpr int64_t PartOf(int64_t n, int64_t i, int64_t block) { return n - i < block ? n - i : block; }

template <class Op, class A>
HWY_NOINLINE void Combine2(const A* a, const A* b, int64_t n, A* HWY_RESTRICT out) {
  for (int64_t i = 0; i < n; ++i) out[i] = Op::Of(a[i], b[i]);
}

template <class Op, class A>
HWY_NOINLINE void Combine3(const A* a, const A* b, const A* c, int64_t n, A* HWY_RESTRICT out) {
  for (int64_t i = 0; i < n; ++i) out[i] = Op::Of(Op::Of(a[i], b[i]), c[i]);
}

template <class Op, class A>
HWY_NOINLINE void Combine4(const A* const* leaves, int64_t n, A* HWY_RESTRICT out) {
  const A* const a = leaves[0];
  const A* const b = leaves[1];
  const A* const c = leaves[2];
  const A* const d = leaves[3];
  for (int64_t i = 0; i < n; ++i) out[i] = Op::Of(Op::Of(a[i], b[i]), Op::Of(c[i], d[i]));
}

// The tree of pairs over 1 to kLeaves leaves of n <= kBlock elements.
template <class Op, class A>
void TreeOf(const A* const* leaves, int count, int64_t n, A* out) {
  switch (count) {
    case 1:
      memcpy(out, leaves[0], static_cast<size_t>(n) * sizeof(A));
      return;
    case 2: return Combine2<Op>(leaves[0], leaves[1], n, out);
    case 3: return Combine3<Op>(leaves[0], leaves[1], leaves[2], n, out);
    case 4: return Combine4<Op>(leaves, n, out);
    default: break;
  }
  A left[kBlock<A>], right[kBlock<A>];
  Combine4<Op>(leaves, n, left);
  if (count == 5) return Combine2<Op>(left, leaves[4], n, out);
  TreeOf<Op>(leaves + 4, count - 4, n, right);
  Combine2<Op>(left, right, n, out);
}

// out[i] = in[i * stride]
template <class A>
HWY_NOINLINE void Thin(const A* in, int64_t stride, int64_t n, A* HWY_RESTRICT out) {
  if (stride == 2) {
    for (int64_t i = 0; i < n; ++i) out[i] = in[2 * i];
  } else {
    for (int64_t i = 0; i < n; ++i) out[i] = in[i * stride];
  }
}

template <class Op, class A>
void CombineLines(const A* const* lines, int count, int64_t stride, int64_t n, A* out) {
  // Small strides are done densely and then thinned out; above, leaves are thinned out one by one.
  constexpr int64_t kMostDense = 8;
  const bool dense = stride <= kMostDense;
  const A* at[kLeaves];
  A thinned[kLeaves][kBlock<A>];
  const int64_t block = dense ? kBlock<A> / stride : kBlock<A>;
  for (int64_t i = 0; i < n; i += block) {
    const int64_t part = PartOf(n, i, block);
    for (int r = 0; r < count; ++r) at[r] = lines[r] + i * stride;
    if (stride == 1) {
      TreeOf<Op>(at, count, part, out + i);
    } else if (dense) {
      TreeOf<Op>(at, count, (part - 1) * stride + 1, thinned[0]);
      Thin(thinned[0], stride, part, out + i);
    } else {
      for (int r = 0; r < count; ++r) {
        Thin(at[r], stride, part, thinned[r]);
        at[r] = thinned[r];
      }
      TreeOf<Op>(at, count, part, out + i);
    }
  }
}

template <class Op, class A>
void CombineInto(const A* left, int64_t n, A* right) {
  for (int64_t i = 0; i < n; ++i) right[i] = Op::Of(left[i], right[i]);
}

// Pairs of neighbours, level by level.
template <class Op, class A>
A CombineRun(A* line, int64_t n) {
  for (; n > 1; n = (n + 1) / 2) {
    for (int64_t i = 0; i < n / 2; ++i) line[i] = Op::Of(line[2 * i], line[2 * i + 1]);
    if (n % 2 == 1) line[n / 2] = line[n - 1];
  }
  return line[0];
}

// In any order: the second half onto the first.
template <class Op, class A>
A FoldRun(A* line, int64_t n) {
  while (n > 1) {
    const int64_t half = n / 2;
    CombineInto<Op>(line + (n - half), half, line);
    n -= half;
  }
  return line[0];
}

// Leaf::Load(in, n, p, out) makes leaves of elements; without it they are leaves as they are.
template <class Leaf, class Op, class T, class A>
void CombineRows(const T* const* rows, int count, int64_t n, double p, A* out) {
  A loaded[kLeaves][kBlock<A>];
  const A* at[kLeaves];
  for (int64_t i = 0; i < n; i += kBlock<A>) {
    const int64_t part = PartOf(n, i, kBlock<A>);
    if (count == 1) {
      Leaf::Load(rows[0] + i, part, p, out + i);
      continue;
    }
    for (int r = 0; r < count; ++r) {
      Leaf::Load(rows[r] + i, part, p, loaded[r]);
      at[r] = loaded[r];
    }
    TreeOf<Op>(at, count, part, out + i);
  }
}

template <class Op, class T>
void CombineElements(const T* const* rows, int count, int64_t n, double, T* out) {
  CombineLines<Op>(rows, count, 1, n, out);
}

// End::Store(accumulators, n, ending, out) makes outputs of accumulators.
template <class Op, class End, class T, class A>
void CombineToOutputs(const A* const* lines, int count, int64_t stride, int64_t n, const Ending<A>& ending, T* out) {
  A combined[kBlock<A>];
  const A* at[kLeaves];
  for (int64_t i = 0; i < n; i += kBlock<A>) {
    const int64_t part = PartOf(n, i, kBlock<A>);
    for (int r = 0; r < count; ++r) at[r] = lines[r] + i * stride;
    const bool ready = count == 1 && stride == 1;
    if (!ready) CombineLines<Op>(at, count, stride, part, combined);
    End::Store(ready ? at[0] : combined, part, ending.from(i), out + i);
  }
}

template <class Op, class T>
void CombineToElements(const T* const* lines, int count, int64_t stride, int64_t n, const Ending<T>&, T* out) {
  CombineLines<Op>(lines, count, stride, n, out);
}

template <class Op, class A>
constexpr LineKernels<A> InPairs(A identity) {
  return {identity, false, kLeaves, CombineLines<Op, A>, CombineInto<Op, A>, CombineRun<Op, A>};
}

template <class Op, class A>
constexpr LineKernels<A> InAnyOrder(A identity) {
  return {identity, true, kLeaves, CombineLines<Op, A>, CombineInto<Op, A>, FoldRun<Op, A>};
}

}  // namespace
// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace cenote
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
