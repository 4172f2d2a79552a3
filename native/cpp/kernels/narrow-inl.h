// The arithmetic of whole windows of 8 and 16 bit elements: see numbers-inl.h.
#if defined(CENOTE_KERNELS_NARROW_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CENOTE_KERNELS_NARROW_INL_H_
#undef CENOTE_KERNELS_NARROW_INL_H_
#else
#define CENOTE_KERNELS_NARROW_INL_H_
#endif

#include <type_traits>

#include "convert-inl.h"
#include "ending-inl.h"
#include "multiplier-inl.h"
#include "planes-inl.h"

HWY_BEFORE_NAMESPACE();
namespace cenote {
namespace HWY_NAMESPACE {
namespace {

// Extremes of a 16 bit format, among keys.
template <class Op, class Format>
class HalfExtreme : public ExtremeNumbers<Op, hn::ScalableTag<int16_t>> {
 public:
  using T = uint16_t;
  using A = int16_t;
  using D = hn::ScalableTag<int16_t>;
  using Raw = hn::ScalableTag<uint16_t>;
  using V = hn::Vec<D>;
  static constexpr int kMostTaps = kMostShortSide;

  explicit HWY_INLINE HalfExtreme(const Ending<int16_t>&) {}

  static constexpr uint16_t kPadding = std::is_same_v<Op, Max> ? Format::kInfinity | 0x8000 : Format::kInfinity;
  static HWY_INLINE V Leaf(hn::Vec<Raw> raw) {
    const auto v = hn::BitCast(D(), raw);
    return hn::IfNegativeThenElse(v, hn::Sub(MinusZero(), v), hn::Sub(v, Round()));
  }
  static HWY_INLINE hn::Vec<Raw> End(V v, int64_t, int64_t) {
    const auto negative = hn::Lt(v, hn::Neg(Round()));
    const auto last = hn::Set(D(), static_cast<int16_t>(TheKey::kLastNumber));
    const auto nan = kGreatest ? hn::Gt(v, last) : hn::Lt(v, last);
    const auto number = hn::IfThenElse(negative, hn::Sub(MinusZero(), v), hn::Add(v, Round()));
    return hn::BitCast(Raw(), hn::IfThenElse(nan, hn::Set(D(), static_cast<int16_t>(Format::kNaN)), number));
  }

 private:
  static constexpr bool kGreatest = std::is_same_v<Op, Max>;
  using TheKey = Key<Format, kGreatest>;

  static HWY_INLINE V Round() { return hn::Set(D(), static_cast<int16_t>(TheKey::kRound)); }
  static HWY_INLINE V MinusZero() { return hn::Set(D(), static_cast<int16_t>(TheKey::kMinusZero - TheKey::kRound)); }
};

// ---- Averages of 16 bit formats, summed in the tag's type ----

template <class Format, class Tag>
class HalfAverage : public SumNumbers<Tag> {
 public:
  using T = uint16_t;
  using A = hn::TFromD<Tag>;
  using Raw = hn::Rebind<uint16_t, Tag>;
  using V = hn::Vec<Tag>;
  static constexpr int kMostTaps = kMostShortSide;

  explicit HWY_INLINE HalfAverage(const Ending<A>& ending) : ending_(ending) {}

  static constexpr T kPadding = 0;
  static HWY_INLINE V Leaf(hn::Vec<Raw> raw) { return ToSummed(Tag(), HalvesToFloats(Format(), Floats(), raw)); }
  HWY_INLINE hn::Vec<Raw> End(V sum, int64_t i, int64_t n) const {
    return FloatsToHalves(Format(), Floats(), Quotients(Tag(), sum, ending_, i, n));
  }

 private:
  using Floats = hn::Rebind<float, Tag>;

  const Ending<A> ending_;
};

// ---- Averages of 8 bit integers ----

// Totals of any divisors, divided as other kernels do it.
template <class N, class Total>
HWY_NOINLINE void DivideTotals(const Total* totals, int64_t n, const Ending<int32_t>& ending, N* HWY_RESTRICT out) {
  int32_t wide[HWY_MAX_BYTES / sizeof(Total)];
  for (int64_t i = 0; i < n; ++i) wide[i] = totals[i];
  WholeQuotients<N>::Store(wide, n, ending, out);
}

// Likewise a vector of them, of outputs i .. i + n - 1.
template <class N, class Tag>
HWY_INLINE auto DividedTotals(Tag d, hn::Vec<Tag> sum, const Ending<int32_t>& ending, int64_t i, int64_t n) {
  using Total = hn::TFromD<Tag>;
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(d));
  HWY_ALIGN Total totals[HWY_MAX_BYTES / sizeof(Total)];
  HWY_ALIGN N quotients[HWY_MAX_BYTES / sizeof(Total)] = {};
  hn::Store(sum, d, totals);
  DivideTotals(totals, n < lanes ? n : lanes, ending.from(i), quotients);
  return hn::Load(hn::Rebind<N, Tag>(), quotients);
}

// What averages of 8 bit integers have in common, summed in the tag's type.
template <class N, class Tag>
struct ByteSums : SumNumbers<Tag> {
  using T = N;
  using A = int32_t;
  using Raw = hn::Rebind<N, Tag>;
  static constexpr int kMostTaps = kMostShortSide;

  static constexpr T kPadding = 0;
  static HWY_INLINE hn::Vec<Tag> Leaf(hn::Vec<Raw> raw) { return hn::PromoteTo(Tag(), raw); }
};

// Summed in 16 bits: of windows of at most kMostShortTaps elements.
template <class N>
class ShortAverage : public ByteSums<N, hn::ScalableTag<int16_t>> {
 public:
  using D = hn::ScalableTag<int16_t>;
  using Raw = hn::Rebind<N, D>;
  using V = hn::Vec<D>;

  explicit HWY_INLINE ShortAverage(const Ending<int32_t>& ending)
      : ending_(ending), multiplies_(ending.multipliers != nullptr), shift_(ending.shift) {
    int64_t divisor = 0;
    uint16_t multiplier = 0;
    if (ending.uniform) {
      const int64_t taps = ending.taps != 0 ? ending.taps : kMostShortTaps;
      divisor = ending.divisors[0];
      multiplies_ = IsShortDivisor(divisor);
      if (multiplies_ && ending.rounding == CENOTE_HALF_AWAY_FROM_ZERO) {
        shift_ = kRounds;
        multiplier = MultiplierFor(divisor, shift_, taps);
      }
      if (multiplies_ && multiplier == 0) {
        shift_ = ShiftFor(divisor);
        multiplier = MultiplierFor(divisor, shift_, taps);
      }
    }
    divisor_ = hn::Set(Words(), static_cast<uint16_t>(divisor));
    multiplier_ = hn::Set(Words(), multiplier);
  }

  HWY_INLINE hn::Vec<Raw> End(V sum, int64_t i, int64_t n) const {
    if (!multiplies_) return DividedTotals<N>(D(), sum, ending_, i, n);
    return hn::DemoteTo(Raw(), Divided(sum, i));
  }

 private:
  using Words = hn::ScalableTag<uint16_t>;

  HWY_INLINE V Divided(V sum, int64_t i) const {
    const auto multiplier = ending_.uniform ? multiplier_ : hn::LoadU(Words(), ending_.multipliers + i);
    if (shift_ == kRounds) return hn::MulFixedPoint15(sum, hn::BitCast(D(), multiplier));
    // Magnitudes are divided, and get the sums' sign again.
    const auto divisor = ending_.uniform ? divisor_ : hn::LoadU(Words(), ending_.short_divisors + i);
    auto magnitude = hn::BitCast(Words(), std::is_signed_v<N> ? hn::Abs(sum) : sum);
    if (ending_.rounding != CENOTE_TOWARD_ZERO) magnitude = hn::Add(magnitude, hn::ShiftRight<1>(divisor));
    auto quotient = hn::ShiftRightSame(hn::MulHigh(magnitude, multiplier), shift_);
    if (ending_.rounding == CENOTE_HALF_TO_EVEN) {
      // Of an even divisor, and no rest: it was a tie.
      const auto one = hn::Set(Words(), 1);
      const auto rest = hn::Sub(magnitude, hn::Mul(quotient, divisor));
      const auto tie = hn::Eq(hn::Or(rest, hn::And(divisor, one)), hn::Zero(Words()));
      quotient = hn::IfThenElse(tie, hn::AndNot(one, quotient), quotient);
    }
    const auto q = hn::BitCast(D(), quotient);
    return std::is_signed_v<N> ? hn::IfNegativeThenElse(sum, hn::Neg(q), q) : q;
  }

  const Ending<int32_t> ending_;
  bool multiplies_;
  int shift_;
  hn::Vec<Words> divisor_;
  hn::Vec<Words> multiplier_;
};

// Summed in 32 bits: of one window a plane, where quotients are few.
template <class N>
class WholeAverage : public ByteSums<N, hn::ScalableTag<int32_t>> {
 public:
  using D = hn::ScalableTag<int32_t>;

  explicit HWY_INLINE WholeAverage(const Ending<int32_t>& ending) : ending_(ending) {}

  HWY_INLINE auto End(hn::Vec<D> sum, int64_t i, int64_t n) const { return DividedTotals<N>(D(), sum, ending_, i, n); }

 private:
  const Ending<int32_t> ending_;
};

template <class N>
struct Suited<ShortAverage<N>> {
  using Type = WholeAverage<N>;
};

}  // namespace
// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace cenote
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
