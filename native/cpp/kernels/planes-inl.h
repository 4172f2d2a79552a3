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
  static HWY_INLINE hn::Vec<D> Padding() { return Numbers::Padding(); }
  static HWY_INLINE hn::Vec<D> Leaf(hn::Vec<D> v) { return v; }
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

// Reduces planes of rows to lines: the columns down, in pairs. kAtOnce rows, a power of two, are taken at once.
template <class Numbers, int kAtOnce>
class Columns {
  using T = typename Numbers::T;
  using D = typename Numbers::D;
  using Raw = typename Numbers::Raw;
  using N = hn::TFromD<D>;
  using V = hn::Vec<D>;

 public:
  // Vectors of columns are whole: the last two may overlap, or there is only one, with padding beyond the width.
  static HWY_NOINLINE void Reduce(Numbers& numbers, const T* in, int64_t height, int64_t width, int64_t planes,
                                  int64_t pitch, N* lines) {
    const int64_t size = height * width, lanes = static_cast<int64_t>(hn::Lanes(D()));
    if (width < lanes) {
      const Narrow<Raw> load{Part<Raw>(Raw(), width)};
      for (; planes > 0; --planes, in += size, lines += pitch) {
        hn::StoreU(Column(numbers, load, in, height, width), D(), lines);
      }
      return;
    }
    for (; planes > 0; --planes, in += size, lines += pitch) {
      for (int64_t c = 0; c < width; c += lanes) {
        c = c < width - lanes ? c : width - lanes;
        hn::StoreU(Column(numbers, Whole<Raw>(), in + c, height, width), D(), lines + c);
      }
    }
  }

 private:
  static constexpr int kLevels = 12;
  static_assert(kTallestPlane == int64_t{kLeaves} << kLevels, "");

  template <int kCount, class Load>
  static HWY_INLINE V Rows(Numbers& numbers, const Load& load, const T* in, int64_t width) {
    return Reduced<0, kCount>(numbers, [&](int r) HWY_ATTR { return Numbers::Leaf(load(in + r * width)); });
  }

  template <class Load>
  static HWY_INLINE V Column(Numbers& numbers, const Load& load, const T* in, int64_t height, int64_t width) {
    const int64_t groups = height / kAtOnce;
    const T* rest = in + height * width;  // from the end up
    V sum = Numbers::Padding();
    if (height & 1 && kAtOnce > 1) sum = Rows<1>(numbers, load, rest -= width, width);
    if (height & 2 && kAtOnce > 2) sum = Numbers::Combine(Rows<2>(numbers, load, rest -= 2 * width, width), sum);
    if (height & 4 && kAtOnce > 4) sum = Numbers::Combine(Rows<4>(numbers, load, rest -= 4 * width, width), sum);
    if (groups == 1) return Numbers::Combine(Rows<kAtOnce>(numbers, load, in, width), sum);
    return groups == 0 ? sum : Groups(numbers, load, in, groups, width, sum);
  }

  // 2 groups of kAtOnce rows or more, and the sum of what comes after them.
  template <class Load>
  static HWY_NOINLINE V Groups(Numbers& numbers, const Load& load, const T* in, int64_t groups, int64_t width, V sum) {
    HWY_ALIGN N waiting[kLevels + 1][HWY_MAX_BYTES / sizeof(N)];  // for a right operand
    for (int64_t g = 0; g < groups; ++g, in += kAtOnce * width) {
      V v = Rows<kAtOnce>(numbers, load, in, width);
      int level = 0;
      for (; g >> level & 1; ++level) v = Numbers::Combine(hn::Load(D(), waiting[level]), v);
      hn::Store(v, D(), waiting[level]);
    }
    for (int level = 0; groups >> level != 0; ++level) {
      if (groups >> level & 1) sum = Numbers::Combine(hn::Load(D(), waiting[level]), sum);
    }
    return sum;
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
        Columns<Numbers, kLeaves>::Reduce(numbers, from, height, width, n, pitch, lines);
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

  // Down D first, which leaves a plane of accumulators.
  static HWY_NOINLINE void Slices(Numbers& numbers, const T* in, int64_t depth, int64_t height, int64_t width,
                                  int64_t n, int64_t pitch, N* lines) {
    HWY_ALIGN N slice[kLines + kSpill];
    Accumulators<Numbers> accumulators;
    for (int64_t i = 0; i < n; ++i) {
      const T* const from = in + i * depth * height * width;
      Columns<Numbers, kLeaves>::Reduce(numbers, from, depth, height * width, 1, kLines, slice);
      Columns<Accumulators<Numbers>, 1>::Reduce(accumulators, slice, height, width, 1, kLines, lines + i * pitch);
    }
  }
};

}  // namespace
// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace cenote
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
