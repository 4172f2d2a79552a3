// What every reduction of every element type means, said as plainly as possible, for the tests of kernels and drivers.
#ifndef CENOTE_KERNELS_MEANING_H_
#define CENOTE_KERNELS_MEANING_H_

#include <algorithm>
#include <cmath>
#include <optional>
#include <ostream>
#include <type_traits>

#include "cenote.h"
#include "kernels/half-inl.h"
#include "kernels/kernels.h"
#include "kernels/power-inl.h"
#include "kernels/reference.h"

namespace cenote::reference {

// ---- Element types: how they are read and written, and the kernels they have

template <class Number, class Narrow, class WideSum>
struct FloatingType {
  using T = Number;
  using Sum = Narrow;
  using Wide = WideSum;
  static constexpr bool kFloating = true;
  static T read(T x) { return x; }
  static T write(double x) { return written(static_cast<T>(x)); }
  static T written(T x) { return std::isnan(x) ? std::numeric_limits<T>::quiet_NaN() : x; }
};

template <bool kBrain>
struct HalfType {
  using T = uint16_t;
  using Sum = float;
  using Wide = double;
  static constexpr bool kFloating = true;
  static float read(T x) { return kBrain ? HWY_NAMESPACE::Bfloat16::Widen(x) : HWY_NAMESPACE::Float16::Widen(x); }
  static T write(double x) {
    const float single = static_cast<float>(x);
    return kBrain ? HWY_NAMESPACE::Bfloat16::Narrow(single) : HWY_NAMESPACE::Float16::Narrow(single);
  }
};

template <class Number>
struct IntegerType {
  using T = Number;
  static constexpr bool kFloating = false;
};

struct Float32 : FloatingType<float, float, double> {
  static constexpr int kType = CENOTE_FLOAT32;
  static const auto& kernels(const Kernels& k) { return k.float32; }
  static const auto& norms(const Kernels& k) { return k.plain.float32_norms; }
};
struct Float64 : FloatingType<double, double, Compensated> {
  static constexpr int kType = CENOTE_FLOAT64;
  static const auto& kernels(const Kernels& k) { return k.plain.float64; }
  static const auto& norms(const Kernels& k) { return k.plain.float64_norms; }
};
struct Half16 : HalfType<false> {
  static constexpr int kType = CENOTE_FLOAT16;
  static const auto& kernels(const Kernels& k) { return k.plain.float16; }
  static const auto& norms(const Kernels& k) { return k.plain.float16_norms; }
};
struct Brain16 : HalfType<true> {
  static constexpr int kType = CENOTE_BFLOAT16;
  static const auto& kernels(const Kernels& k) { return k.plain.bfloat16; }
  static const auto& norms(const Kernels& k) { return k.plain.bfloat16_norms; }
};
struct Int8 : IntegerType<int8_t> {
  static constexpr int kType = CENOTE_INT8;
  static const auto& kernels(const Kernels& k) { return k.plain.int8; }
};
struct Uint8 : IntegerType<uint8_t> {
  static constexpr int kType = CENOTE_UINT8;
  static const auto& kernels(const Kernels& k) { return k.plain.uint8; }
};
struct Int16 : IntegerType<int16_t> {
  static constexpr int kType = CENOTE_INT16;
  static const auto& kernels(const Kernels& k) { return k.plain.int16; }
};
struct Int32 : IntegerType<int32_t> {
  static constexpr int kType = CENOTE_INT32;
  static const auto& kernels(const Kernels& k) { return k.plain.int32; }
};
struct Int64 : IntegerType<int64_t> {
  static constexpr int kType = CENOTE_INT64;
  static const auto& kernels(const Kernels& k) { return k.plain.int64; }
};

// Calls test(an element type) for the type of this number.
template <class Test>
auto with_type(int64_t type, const Test& test) {
  switch (type) {
    case CENOTE_FLOAT32: return test(Float32());
    case CENOTE_FLOAT64: return test(Float64());
    case CENOTE_FLOAT16: return test(Half16());
    case CENOTE_BFLOAT16: return test(Brain16());
    case CENOTE_INT8: return test(Int8());
    case CENOTE_UINT8: return test(Uint8());
    case CENOTE_INT16: return test(Int16());
    case CENOTE_INT32: return test(Int32());
    default: return test(Int64());
  }
}

// ---- Reductions

struct Manner {
  int reduction = CENOTE_MAX;
  bool wide = false;
  int rounding = CENOTE_HALF_AWAY_FROM_ZERO;
  double p = 2;
  bool empty_is_zero = false;

  friend std::ostream& operator<<(std::ostream& s, const Manner& m) {
    constexpr const char* kNames[] = {"max", "min", "average", "Lp"};
    return s << (m.wide ? "wide " : "") << kNames[m.reduction] << " rounding " << m.rounding << " p " << m.p
             << (m.empty_is_zero ? " empty is zero" : "");
  }
};

// A manner that exists for the type, chosen by a number.
inline Manner any_manner(bool floating, uint64_t number) {
  constexpr double kPowers[] = {1, 2, 3, 2.5, HUGE_VAL, 1.0625, 17};
  Manner m;
  m.reduction = static_cast<int>(number % (floating ? 4 : 3));
  m.wide = number / 4 % 2 == 1;
  m.rounding = static_cast<int>(number / 8 % 3);
  m.p = kPowers[number / 8 % 7];
  m.empty_is_zero = number / 16 % 2 == 1;
  return m;
}

inline float added(float a, float b) { return a + b; }
inline double added(double a, double b) { return a + b; }
inline Compensated added(Compensated a, Compensated b) {
  const double s = a.sum + b.sum;
  const double t = s - a.sum;
  const double e = (a.sum - (s - t)) + (b.sum - t);
  return {s, (a.error + b.error) + e};
}
inline float total(float sum) { return sum; }
inline double total(double sum) { return sum; }
inline double total(Compensated sum) { return std::isfinite(sum.sum) ? sum.sum + sum.error : sum.sum; }

// The part of a tree of pairs over positions from .. from + size - 1, if it has a leaf; size is a power of two. There
// are leaves at positions first .. end - 1; at takes a position, and may have nothing there.
template <class A, class At>
std::optional<A> subtree(int64_t from, int64_t size, int64_t first, int64_t end, const At& at) {
  if (from >= end || from + size <= first) return std::nullopt;
  if (size == 1) return at(from);
  const std::optional<A> left = subtree<A>(from, size / 2, first, end, at);
  const std::optional<A> right = subtree<A>(from + size / 2, size / 2, first, end, at);
  if (left && right) return added(*left, *right);
  return left ? left : right;
}

// The sum of the leaves at positions first .. end - 1.
template <class A, class At>
std::optional<A> tree(int64_t first, int64_t end, const At& at) {
  int64_t size = 1;
  while (size < end) size *= 2;
  return subtree<A>(0, size, first, end, at);
}

// An exact total over a divisor, rounded, and cut to the limits of T.
template <class T>
T whole_quotient(__int128 total, __int128 divisor, int rounding) {
  if (divisor < 0) {
    total = -total;
    divisor = -divisor;
  }
  const bool negative = total < 0;
  const __int128 magnitude = negative ? -total : total;
  __int128 quotient = magnitude / divisor;
  const __int128 twice = magnitude % divisor * 2;
  const bool half_up = rounding == CENOTE_HALF_AWAY_FROM_ZERO || (rounding == CENOTE_HALF_TO_EVEN && quotient % 2 == 1);
  if (rounding != CENOTE_TOWARD_ZERO && (twice > divisor || (twice == divisor && half_up))) ++quotient;
  if (negative) quotient = -quotient;
  const __int128 least = std::numeric_limits<T>::min(), greatest = std::numeric_limits<T>::max();
  return static_cast<T>(std::min(std::max(quotient, least), greatest));
}

// How a window lies in blocks of taps, if these are not 0: its first position.
struct Blocks {
  int64_t position = 0, taps = 0;
};

// The sum of the leaves of a window in blocks: those of one block from its end, those of the next from its begin.
template <class A, class At>
std::optional<A> blocks_sum(const Blocks& blocks, int64_t first, int64_t end, const At& at) {
  const auto rest = blocks.position % blocks.taps;
  const int64_t border = rest == 0 ? 0 : blocks.taps - rest;  // the tap that begins a block
  std::optional<A> before, after;
  const auto add = [&](std::optional<A>& sum, int64_t t) {
    const std::optional<A> leaf = t < first || t >= end ? std::nullopt : at(t);
    if (leaf) sum = sum ? added(*sum, *leaf) : leaf;
  };
  for (int64_t t = border - 1; t >= 0; --t) add(before, t);
  for (int64_t t = border; t < blocks.taps; ++t) add(after, t);
  return before && after ? added(*before, *after) : before ? before : after;
}

// The sum of the leaves at first .. end - 1, along an axis.
template <class A, class At>
std::optional<A> axis_sum(const Blocks& blocks, int64_t first, int64_t end, const At& at) {
  return blocks.taps != 0 ? blocks_sum<A>(blocks, first, end, at) : tree<A>(first, end, at);
}

// What lies in a window: tap(d, h, w) for taps first <= t < end along each axis.
struct Taps {
  int64_t d0, d1, h0, h1, w0, w1;
  Blocks h_blocks = {}, w_blocks = {};

  int64_t count() const { return (d1 - d0) * (h1 - h0) * (w1 - w0); }

  template <class Visit>
  void each(const Visit& visit) const {
    for (int64_t d = d0; d < d1; ++d) {
      for (int64_t h = h0; h < h1; ++h) {
        for (int64_t w = w0; w < w1; ++w) visit(d, h, w);
      }
    }
  }

  // The sum of leaf(d, h, w): along D, then H, then W.
  template <class A, class Leaf>
  A sum(const Leaf& leaf) const {
    return axis_sum<A>(w_blocks, w0, w1, [&](int64_t w) {
      return axis_sum<A>(h_blocks, h0, h1, [&](int64_t h) {
        return tree<A>(d0, d1, [&](int64_t d) { return std::optional<A>(leaf(d, h, w)); });
      });
    }).value_or(A{});
  }
};

template <class Type, class A, class Tap>
typename Type::T average(const Taps& taps, const Tap& tap, double divisor) {
  const A sum = taps.sum<A>([&](int64_t d, int64_t h, int64_t w) {
    const auto x = Type::read(tap(d, h, w));
    if constexpr (std::is_same_v<A, Compensated>) {
      return A{x, 0};
    } else {
      return static_cast<A>(x);
    }
  });
  return Type::write((total(sum) + 0) / static_cast<Divisor<A>>(divisor));
}

template <class Type, class Tap>
typename Type::T extreme(const Manner& m, const Taps& taps, const Tap& tap) {
  using T = typename Type::T;
  const bool least = m.reduction == CENOTE_MIN;
  if (taps.count() == 0 && m.empty_is_zero && m.reduction != CENOTE_LP) return T{0};
  if constexpr (Type::kFloating) {
    double found = m.reduction == CENOTE_LP ? 0 : least ? HUGE_VAL : -HUGE_VAL;
    taps.each([&](int64_t d, int64_t h, int64_t w) {
      double x = static_cast<double>(Type::read(tap(d, h, w)));
      if (m.reduction == CENOTE_LP) x = std::abs(x);
      if (std::isnan(x) || (least ? x < found : x > found)) found = x;  // comparing with a NaN is false
    });
    return Type::write(found == 0 ? 0 : found);
  } else {
    T found = least ? std::numeric_limits<T>::max() : std::numeric_limits<T>::min();
    taps.each([&](int64_t d, int64_t h, int64_t w) {
      const T x = tap(d, h, w);
      found = least ? std::min(found, x) : std::max(found, x);
    });
    return found;
  }
}

// The output of a window.
template <class Type, class Tap>
typename Type::T output(const Manner& m, const Taps& taps, const Tap& tap, double divisor) {
  if (m.reduction == CENOTE_MAX || m.reduction == CENOTE_MIN || (m.reduction == CENOTE_LP && std::isinf(m.p))) {
    return extreme<Type>(m, taps, tap);
  }
  if constexpr (!Type::kFloating) {
    __int128 exact = 0;
    taps.each([&](int64_t d, int64_t h, int64_t w) { exact += tap(d, h, w); });
    return whole_quotient<typename Type::T>(exact, static_cast<int64_t>(divisor), m.rounding);
  } else if (m.reduction == CENOTE_AVERAGE) {
    return m.wide ? average<Type, typename Type::Wide>(taps, tap, divisor)
                  : average<Type, typename Type::Sum>(taps, tap, divisor);
  } else {
    const double sum = taps.template sum<double>([&](int64_t d, int64_t h, int64_t w) {
      const double x = std::abs(static_cast<double>(Type::read(tap(d, h, w))));
      return m.p == 1 ? x : m.p == 2 ? x * x : HWY_NAMESPACE::Power(x, m.p);
    });
    return Type::write(m.p == 1 ? sum : m.p == 2 ? std::sqrt(sum) : HWY_NAMESPACE::Root(sum, m.p));
  }
}

// Calls test(the reduction of the table) that does it.
template <class Type, class Test>
auto with_reduction(const Kernels& table, const Manner& m, const Test& test) {
  const auto& kernels = Type::kernels(table);
  if (m.reduction == CENOTE_MAX) return test(kernels.max);
  if (m.reduction == CENOTE_MIN) return test(kernels.min);
  if constexpr (Type::kFloating) {
    if (m.reduction == CENOTE_LP) {
      return std::isinf(m.p) ? test(Type::norms(table).magnitude) : test(Type::norms(table).lp);
    }
  }
  return m.wide ? test(kernels.wide_average) : test(kernels.average);
}

// ---- Values

// Elements of a kind.
template <class Type>
typename Type::T element(Values& values, Kind kind) {
  using T = typename Type::T;
  if constexpr (std::is_same_v<T, float>) {
    return values.next();
  } else if constexpr (std::is_same_v<T, double>) {
    const float high = values.next();
    return static_cast<double>(high) * (1 + std::ldexp(static_cast<double>(values.below(1 << 20)), -44));
  } else if constexpr (Type::kFloating) {
    const bool any_bits = (kind == kMixed || kind == kNaNs) && values.below(4) == 0;
    const float next = values.next();
    return any_bits ? static_cast<T>(values.below(0x10000)) : Type::write(kind == kRandom ? next / 256 : next);
  } else {
    const T any = static_cast<T>(values.below(UINT64_MAX));
    const T least = std::numeric_limits<T>::min(), greatest = std::numeric_limits<T>::max();
    switch (kind) {
      case kTies: return static_cast<T>(values.below(5) - (least == 0 ? 0 : 2));
      case kZeros: return 0;
      case kDenormal: return static_cast<T>(any % 4);
      case kHuge: return static_cast<T>(greatest - static_cast<T>(values.below(3)));
      case kInfinite: return values.below(2) == 0 ? least : greatest;
      case kNaNs: return static_cast<T>(least + static_cast<T>(values.below(3)));
      default: return any;
    }
  }
}

}  // namespace cenote::reference

#endif  // CENOTE_KERNELS_MEANING_H_
