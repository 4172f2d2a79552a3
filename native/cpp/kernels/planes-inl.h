// Global windows, one a plane: of_planes of kernels.h. Each plane is reduced to a short line of accumulators, then the
// lines of many planes are halved together, neighbours in pairs, until one accumulator a plane is left: so vectors are
// full whatever the size of a plane is.
#if defined(CENOTE_KERNELS_PLANES_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CENOTE_KERNELS_PLANES_INL_H_
#undef CENOTE_KERNELS_PLANES_INL_H_
#else
#define CENOTE_KERNELS_PLANES_INL_H_
#endif

#include "numbers-inl.h"

HWY_BEFORE_NAMESPACE();
namespace cenote {
namespace HWY_NAMESPACE {
namespace {

// Accumulators in the place of elements.
template <class Numbers>
struct Accumulators : Further<Numbers> {
  using D = typename Numbers::D;
  using T = hn::TFromD<D>;
  using Raw = D;
  static HWY_INLINE hn::Vec<D> Leaf(hn::Vec<D> v) { return v; }
};

// Columns of rows that follow each other, reduced in pairs: loads(p) gives those of one row at p.
template <class Numbers, class Loads>
class Columns {
  using T = typename Numbers::T;
  using D = typename Numbers::D;
  using N = hn::TFromD<D>;
  using V = hn::Vec<D>;

 public:
  HWY_INLINE Columns(const Loads& loads, int64_t width) : loads_(loads), width_(width) {}

  template <int kCount>
  HWY_INLINE V Reduce(Numbers& numbers, const T* in) const {
    return Reduced<0, kCount>(numbers, [&](int r) HWY_ATTR { return Numbers::Leaf(loads_(in + r * width_)); });
  }

  // groups * kGroup rows, 1 group or more, and those after them, whose columns are given.
  template <int kGroup>
  HWY_NOINLINE V Reduce(Numbers& numbers, const T* in, int64_t groups, V last) const {
    if (groups == 1) return Numbers::Combine(Reduce<kGroup>(numbers, in), last);
    HWY_ALIGN N waiting[kLevels][HWY_MAX_BYTES / sizeof(N)];  // for a right operand
    for (int64_t g = 0; g < groups; ++g, in += kGroup * width_) {
      V v = Reduce<kGroup>(numbers, in);
      int level = 0;
      for (; g >> level & 1; ++level) v = Numbers::Combine(hn::Load(D(), waiting[level]), v);
      hn::Store(v, D(), waiting[level]);
    }
    for (int level = 0; groups >> level != 0; ++level) {
      if (groups >> level & 1) last = Numbers::Combine(hn::Load(D(), waiting[level]), last);
    }
    return last;
  }

 private:
  static constexpr int kLevels = 12;
  static_assert(kTallestPlane == int64_t{kLeaves} << kLevels, "");

  const Loads loads_;
  const int64_t width_;
};

template <class Raw>
struct Whole {
  HWY_INLINE hn::Vec<Raw> operator()(const hn::TFromD<Raw>* p) const { return hn::LoadU(Raw(), p); }
};

template <class Raw>
struct Narrow {
  const Part<Raw> part;
  HWY_INLINE hn::Vec<Raw> operator()(const hn::TFromD<Raw>* p) const { return part.Load(Raw(), p); }
};

// Reduces planes of rows to lines: groups of kGroup rows, a power of two, and kLast, 1 to kGroup, in the end.
template <class Numbers, int kGroup, int kLast>
class Planes {
  using T = typename Numbers::T;
  using D = typename Numbers::D;
  using Raw = typename Numbers::Raw;
  using N = hn::TFromD<D>;
  using V = hn::Vec<D>;

 public:
  // Vectors of columns are whole: the last two may overlap, or there is only one, with padding beyond the width.
  static HWY_NOINLINE void Reduce(Numbers& numbers, const T* in, int64_t height, int64_t width, int64_t planes,
                                  int64_t pitch, N* lines) {
    const int64_t groups = (height - kLast) / kGroup, size = height * width;
    const int64_t lanes = static_cast<int64_t>(hn::Lanes(D()));
    if (width < lanes) {
      const Columns<Numbers, Narrow<Raw>> columns({Part<Raw>(Raw(), width)}, width);
      for (; planes > 0; --planes, in += size, lines += pitch) {
        hn::StoreU(Reduced(numbers, columns, in, width, groups), D(), lines);
      }
      return;
    }
    const Columns<Numbers, Whole<Raw>> columns({}, width);
    for (; planes > 0; --planes, in += size, lines += pitch) {
      for (int64_t c = 0; c < width; c += lanes) {
        c = c < width - lanes ? c : width - lanes;
        hn::StoreU(Reduced(numbers, columns, in + c, width, groups), D(), lines + c);
      }
    }
  }

 private:
  template <class C>
  static HWY_INLINE V Reduced(Numbers& numbers, const C& columns, const T* in, int64_t width, int64_t groups) {
    const V last = columns.template Reduce<kLast>(numbers, in + groups * kGroup * width);
    return groups == 0 ? last : columns.template Reduce<kGroup>(numbers, in, groups, last);
  }
};

// The numbers in the vectors that suit planes: rows of floats are short, and those of 256 bits meet fewer boundaries of
// cache lines.
template <class Numbers>
struct Suited {
  using Type = Numbers;
};
template <>
struct Suited<FloatAverage> {
  using Type = FloatingAverage<hn::CappedTag<float, 8>>;
};

template <class Numbers>
class PlanesKernel {
  using T = typename Numbers::T;
  using A = typename Numbers::A;
  using D = typename Numbers::D;
  using Raw = typename Numbers::Raw;
  using N = hn::TFromD<D>;
  using V = hn::Vec<D>;

 public:
  static bool Run(const T* in, int64_t depth, int64_t height, int64_t width, int64_t planes, const Ending<A>& ending,
                  T* HWY_RESTRICT out) {
    Numbers numbers(ending);
    const int64_t size = depth * height * width;
    int64_t pitch = 2;
    while (pitch < (Numbers::kAnyOrder ? (size < lanes() ? size : lanes()) : width)) pitch *= 2;
    HWY_ALIGN N lines[kLines + kSpill];
    HWY_ALIGN N halves[kLines / 2 + kSpill];
    const int64_t at_once = planes < kLines / pitch ? planes : kLines / pitch;
    for (int64_t i = 0; i < at_once * pitch; i += lanes()) hn::Store(Numbers::Padding(), D(), lines + i);
    for (int64_t p = 0; p < planes; p += at_once) {
      const int64_t n = planes - p < at_once ? planes - p : at_once;
      const T* const from = in + p * size;
      if constexpr (Numbers::kAnyOrder) {
        InAnyOrder(numbers, from, size, n, pitch, lines);
      } else if (depth > 1) {
        Slices(numbers, from, depth, height, width, n, pitch, lines);
      } else {
        Rows(numbers, from, height, width, n, pitch, lines);
      }
      Halve(lines, n * pitch, halves);
      for (int64_t left = pitch / 2; left > 1; left /= 2) Halve(halves, n * left, halves);
      for (int64_t i = 0; i < n; i += lanes()) {
        StorePart(numbers.End(hn::Load(D(), halves + i), i, n - i), Raw(), out + p + i, n - i);
      }
    }
    return !numbers.forgot();
  }

 private:
  static constexpr int64_t kLines = kWidestPlane;  // accumulators of lines at once
  static constexpr int64_t kSpill = 2 * HWY_MAX_BYTES / sizeof(N);

  static HWY_INLINE int64_t lanes() { return static_cast<int64_t>(hn::Lanes(D())); }

  // out[i] = line[2 * i] combined with line[2 * i + 1], 0 <= 2 * i < n; out may be the line.
  static HWY_INLINE void Halve(const N* line, int64_t n, N* out) {
    for (int64_t i = 0; 2 * i < n; i += lanes()) {
      const auto a = hn::Load(D(), line + 2 * i), b = hn::Load(D(), line + 2 * i + lanes());
      hn::Store(Numbers::Combine(hn::ConcatEven(D(), b, a), hn::ConcatOdd(D(), b, a)), D(), out + i);
    }
  }

  // Each plane to a vector. Vectors between the first and the last one of a plane are aligned, which halves the time
  // from the second cache; so these two overlap others.
  static HWY_INLINE void InAnyOrder(Numbers& numbers, const T* in, int64_t size, int64_t n, int64_t pitch, N* lines) {
    if (size < lanes()) {
      const Part<Raw> part(Raw(), size);
      for (int64_t i = 0; i < n; ++i) {
        const V leaf = Numbers::Leaf(part.Load(Raw(), in + i * size));
        hn::StoreU(numbers.Alone(First(leaf, size, Numbers::Padding())), D(), lines + i * pitch);
      }
      return;
    }
    for (const T* const end = in + n * size; in < end; in += size, lines += pitch) {
      const int64_t misaligned = static_cast<int64_t>(reinterpret_cast<uintptr_t>(in) / sizeof(T)) % lanes();
      const auto leaf = [&](int64_t i) HWY_ATTR { return Numbers::Leaf(hn::LoadU(Raw(), in + i)); };
      V first = leaf(0), last = leaf(size - lanes());
      int64_t i = lanes() - misaligned;
      if (!Numbers::kIdempotent) {
        first = First(first, i, Numbers::Padding());
        last = First(Numbers::Padding(), lanes() - 1 - (size - i - 1) % lanes(), last);
      }
      V v = numbers.Join(first, last);
      for (; i + kLeaves * lanes() < size; i += kLeaves * lanes()) {
        const auto leaves = [&](int r) HWY_ATTR { return leaf(i + r * lanes()); };
        v = Numbers::Combine(v, Reduced<0, kLeaves>(numbers, leaves));
      }
      for (; i + 2 * lanes() < size; i += 2 * lanes()) {
        v = Numbers::Combine(v, numbers.Join(leaf(i), leaf(i + lanes())));
      }
      if (i + lanes() < size) v = Numbers::Combine(v, numbers.Alone(leaf(i)));
      hn::StoreU(v, D(), lines);
    }
  }

  // The first n lanes of a, the other ones of b.
  static HWY_INLINE V First(V a, int64_t n, V b) {
    return hn::IfThenElse(hn::FirstN(D(), static_cast<size_t>(n)), a, b);
  }

  // The columns of n planes, each plane's to its line.
  static HWY_INLINE void Rows(Numbers& numbers, const T* in, int64_t height, int64_t width, int64_t n,
                                 int64_t pitch, N* lines) {
    WithCount(static_cast<int>((height - 1) % kLeaves + 1), [&](auto last) HWY_ATTR {
      Planes<Numbers, kLeaves, decltype(last)::value>::Reduce(numbers, in, height, width, n, pitch, lines);
    });
  }

  // Down D first, which leaves a plane of accumulators.
  static HWY_NOINLINE void Slices(Numbers& numbers, const T* in, int64_t depth, int64_t height, int64_t width,
                                  int64_t n, int64_t pitch, N* lines) {
    HWY_ALIGN N slice[kLines + kSpill];
    Accumulators<Numbers> accumulators;
    for (int64_t i = 0; i < n; ++i) {
      Rows(numbers, in + i * depth * height * width, depth, height * width, 1, kLines, slice);
      Planes<Accumulators<Numbers>, 1, 1>::Reduce(accumulators, slice, height, width, 1, kLines, lines + i * pitch);
    }
  }
};

}  // namespace
// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace cenote
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
