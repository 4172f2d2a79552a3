// Conversions of the 16 bit types, quotients of whole numbers, powers and roots: scalar, against slow exact ways.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "cenote.h"
#include "kernels/meaning.h"
#include "kernels/quotient-inl.h"
#include "kernels/reference.h"
#include "pool/element.h"

namespace cenote {
namespace {

using HWY_NAMESPACE::Bfloat16;
using HWY_NAMESPACE::BitsAs;
using HWY_NAMESPACE::Divide;
using HWY_NAMESPACE::Float16;
using HWY_NAMESPACE::Power;
using HWY_NAMESPACE::Root;
using reference::Values;

// ---- 16 bit types

// The number with this pattern of 1 sign bit, `exponent` bits and `fraction` bits; infinite and NaN aside.
double number_of(uint16_t bits, int exponent, int fraction) {
  const int e = bits >> fraction & ((1 << exponent) - 1), f = bits & ((1 << fraction) - 1);
  const int bias = (1 << (exponent - 1)) - 1;
  const double magnitude = e == 0 ? std::ldexp(f, 1 - bias - fraction) : std::ldexp((1 << fraction) + f, e - bias - fraction);
  return bits >> 15 ? -magnitude : magnitude;
}

template <class Format>
struct Layout;
template <>
struct Layout<Float16> {
  static constexpr int kExponent = 5, kFraction = 10;
};
template <>
struct Layout<Bfloat16> {
  static constexpr int kExponent = 8, kFraction = 7;
};

template <class Format>
double number_of(uint16_t bits) {
  return number_of(bits, Layout<Format>::kExponent, Layout<Format>::kFraction);
}

template <class Format>
class HalfTest : public ::testing::Test {};
using Formats = ::testing::Types<Float16, Bfloat16>;
TYPED_TEST_SUITE(HalfTest, Formats);

TYPED_TEST(HalfTest, WidensEveryPattern) {
  for (uint32_t i = 0; i < 0x10000; ++i) {
    const auto bits = static_cast<uint16_t>(i);
    const float wide = TypeParam::Widen(bits);
    const uint16_t magnitude = bits & 0x7FFF;
    ASSERT_EQ(std::signbit(wide), bits >> 15 != 0) << bits;
    if (magnitude > TypeParam::kInfinity) {
      ASSERT_TRUE(std::isnan(wide)) << bits;
    } else if (magnitude == TypeParam::kInfinity) {
      ASSERT_TRUE(std::isinf(wide)) << bits;
    } else {
      ASSERT_EQ(static_cast<double>(wide), number_of<TypeParam>(bits)) << bits;
    }
    const bool nan = magnitude > TypeParam::kInfinity;
    ASSERT_EQ(TypeParam::Narrow(wide), nan ? TypeParam::kNaN : bits) << "and back";
  }
}

// Everything between two neighbours goes to the nearer one, the middle to the even one; beyond the greatest number a
// step further counts as infinity.
TYPED_TEST(HalfTest, RoundsToTheNearerNeighbour) {
  const auto next_number = [](uint16_t bits) {
    const uint16_t greatest = TypeParam::kInfinity - 1;
    return bits < greatest ? number_of<TypeParam>(static_cast<uint16_t>(bits + 1))
                           : 2 * number_of<TypeParam>(greatest) - number_of<TypeParam>(greatest - 1);
  };
  for (uint16_t bits = 0; bits < TypeParam::kInfinity; ++bits) {
    const auto next = static_cast<uint16_t>(bits + 1), even = static_cast<uint16_t>(bits % 2 == 0 ? bits : next);
    const double low = number_of<TypeParam>(bits), high = next_number(bits), middle = (low + high) / 2;
    const struct {
      double value;
      uint16_t expected;
    } cases[] = {{middle, even},
                 {std::nextafter(middle, 0.0), bits},
                 {std::nextafter(middle, HUGE_VAL), next},
                 {std::nextafter(low, HUGE_VAL), bits},
                 {std::nextafter(high, 0.0), next}};
    for (const auto& c : cases) {
      for (const double sign : {1.0, -1.0}) {
        const double value = sign * c.value;
        const auto expected = static_cast<uint16_t>(c.expected | (sign < 0 ? 0x8000 : 0));
        const bool zero = (expected & 0x7FFF) == 0;
        // Rounded once, and as a float if it is one.
        ASSERT_EQ((rounded_to(HalfElements<TypeParam>(), value)), zero ? 0 : expected) << value;
        const auto single = static_cast<float>(value);
        if (static_cast<double>(single) == value) {
          ASSERT_EQ(TypeParam::Narrow(single), expected) << value;
        }
      }
    }
    for (const float towards : {0.0f, reference::kInfinity}) {
      const float near = std::nextafter(static_cast<float>(middle), towards);
      ASSERT_EQ(TypeParam::Narrow(near), towards == 0 ? bits : next) << near;
    }
  }
}

TYPED_TEST(HalfTest, OverflowsToInfinity) {
  for (const float value : {reference::kInfinity, std::numeric_limits<float>::max()}) {
    EXPECT_EQ(TypeParam::Narrow(value), TypeParam::kInfinity);
    EXPECT_EQ(TypeParam::Narrow(-value), TypeParam::kInfinity | 0x8000);
  }
  for (const double value : {1e39, 1e300, HUGE_VAL}) {
    EXPECT_EQ((rounded_to(HalfElements<TypeParam>(), value)), TypeParam::kInfinity);
    EXPECT_EQ((rounded_to(HalfElements<TypeParam>(), -value)), TypeParam::kInfinity | 0x8000);
  }
  for (const double tiny : {1e-300, 0x1p-1074, -1e-46}) {
    EXPECT_EQ((rounded_to(HalfElements<TypeParam>(), tiny)), 0);
  }
  EXPECT_EQ((rounded_to(HalfElements<TypeParam>(), static_cast<double>(NAN))), TypeParam::kNaN);
}

// ---- Whole numbers

template <class T>
void divides_small_numbers() {
  for (int64_t rounding = CENOTE_HALF_AWAY_FROM_ZERO; rounding <= CENOTE_TOWARD_ZERO; ++rounding) {
    for (int64_t divisor = -40; divisor <= 40; ++divisor) {
      if (divisor == 0) continue;
      std::vector<double> numerators, denominators;
      std::vector<T> expected;
      for (int64_t total = -5000; total <= 5000; total += divisor % 3 == 0 ? 7 : 1) {
        numerators.push_back(static_cast<double>(total));
        denominators.push_back(static_cast<double>(divisor));
        expected.push_back(reference::whole_quotient<T>(total, divisor, static_cast<int>(rounding)));
        ASSERT_EQ(Divide<T>(total, divisor, rounding), expected.back()) << total << " / " << divisor << " " << rounding;
      }
      std::vector<double> quotients(expected.size());
      HWY_NAMESPACE::DivideDoubles(numerators.data(), denominators.data(), static_cast<int64_t>(expected.size()),
                                   rounding, quotients.data());
      for (size_t i = 0; i < expected.size(); ++i) {
        ASSERT_EQ(HWY_NAMESPACE::Cut<T>(quotients[i]), expected[i]) << numerators[i] << " / " << divisor << " " << rounding;
      }
    }
  }
}

TEST(Quotient, IsRoundedAndCut) {
  divides_small_numbers<int8_t>();
  divides_small_numbers<uint8_t>();
  divides_small_numbers<int16_t>();
  divides_small_numbers<int32_t>();
  divides_small_numbers<int64_t>();
}

// Close to the middle of two whole numbers, and to whole numbers, where doubles are most likely to be wrong.
TEST(Quotient, IsRightNearTies) {
  Values draw(reference::kRandom, 1);
  for (int i = 0; i < 200000; ++i) {
    const int bits = 1 + static_cast<int>(draw.below(30));
    const auto divisor = static_cast<int64_t>(2 + draw.below(uint64_t{1} << bits));
    const auto whole = static_cast<int64_t>(draw.below(uint64_t{1} << (50 - bits - 1)));
    const int64_t middle = whole * divisor + (draw.below(2) == 0 ? divisor / 2 : 0);
    const int64_t total = (middle + static_cast<int64_t>(draw.below(3)) - 1) * (draw.below(2) == 0 ? 1 : -1);
    const int rounding = i % 3;
    const auto expected = reference::whole_quotient<int64_t>(total, divisor, rounding);
    const double numerator = static_cast<double>(total), denominator = static_cast<double>(divisor);
    double quotient;
    HWY_NAMESPACE::DivideDoubles(&numerator, &denominator, 1, rounding, &quotient);
    ASSERT_EQ(HWY_NAMESPACE::Cut<int64_t>(quotient), expected) << total << " / " << divisor << " " << rounding;
    ASSERT_EQ(Divide<int64_t>(total, divisor, rounding), expected) << total << " / " << divisor << " " << rounding;
  }
}

TEST(Quotient, OfLimbsIsExact) {
  Values draw(reference::kRandom, 2);
  for (int i = 0; i < 200000; ++i) {
    const auto high = static_cast<int64_t>(draw.below(UINT64_MAX)) >> (2 + draw.below(61));
    const auto low = static_cast<int64_t>(draw.below(UINT64_MAX) >> (1 + draw.below(63)));
    int64_t divisor = static_cast<int64_t>(draw.below(UINT64_MAX) >> (2 + draw.below(62)));
    if (divisor == 0 || i % 7 == 0) divisor = int64_t{1} << draw.below(63);
    if (i % 2 == 0) divisor = -divisor;
    const int rounding = i % 3;
    const __int128 total = (static_cast<__int128>(high) * (int64_t{1} << 32)) + low;
    ASSERT_EQ(Divide<int64_t>(Limbs{high, low}, divisor, rounding),
              reference::whole_quotient<int64_t>(total, divisor, rounding))
        << high << " " << low << " / " << divisor << " " << rounding;
  }
}

// ---- Powers and roots

void expect_close(double actual, long double exact, double x, double p) {
  const auto nearest = static_cast<double>(exact);
  if (std::isinf(nearest) || nearest == 0) {
    const bool limit = std::isinf(nearest) ? actual >= 0x1.ffffffffffff0p1023 : actual <= 0x1p-1070;
    ASSERT_TRUE(limit) << actual << " for " << x << ", " << p;
    return;
  }
  const long double step = static_cast<long double>(std::nextafter(nearest, HUGE_VAL)) - static_cast<long double>(nearest);
  const long double error = std::fabs(static_cast<long double>(actual) - exact);
  ASSERT_LE(error, 2 * step) << actual << " for " << x << ", " << p;
}

TEST(Powers, AreWithinTwoStepsOfTheExactOnes) {
  Values draw(reference::kRandom, 3);
  for (int i = 0; i < 300000; ++i) {
    const double fraction = 1 + std::ldexp(static_cast<double>(draw.below(uint64_t{1} << 52)), -52);
    const int range = i % 3 == 0 ? 1040 : i % 3 == 1 ? 60 : 2;
    const double x = std::ldexp(fraction, static_cast<int>(draw.below(static_cast<uint64_t>(2 * range))) - range);
    const double p = 1 + std::ldexp(static_cast<double>(draw.below(1 << 20)), -static_cast<int>(12 + draw.below(20)));
    if (x == 0 || std::isinf(x)) continue;
    expect_close(Power(x, p), std::pow(static_cast<long double>(x), static_cast<long double>(p)), x, p);
    expect_close(Root(x, p), std::pow(static_cast<long double>(x), 1 / static_cast<long double>(p)), x, p);
    if (HasFatalFailure()) return;
  }
}

TEST(Powers, AreExactWhereTheyShouldBe) {
  for (double p = 1; p < 20; ++p) {
    EXPECT_EQ(Power(1, p), 1);
    EXPECT_EQ(Root(1, p), 1);
    EXPECT_EQ(Power(2, p), std::ldexp(1, static_cast<int>(p)));
    EXPECT_EQ(Root(std::ldexp(1, static_cast<int>(3 * p)), p), 8);
    EXPECT_EQ(Power(0.25, p), std::ldexp(1, -2 * static_cast<int>(p)));
    EXPECT_EQ(Power(0, p), 0);
    EXPECT_EQ(Root(0, p), 0);
    EXPECT_EQ(Power(HUGE_VAL, p), HUGE_VAL);
    EXPECT_EQ(Root(HUGE_VAL, p), HUGE_VAL);
    EXPECT_TRUE(std::isnan(Power(NAN, p)) && std::isnan(Root(NAN, p)));
  }
  for (const double x : {3.0, 5.0, 7.0, 10.0}) {
    EXPECT_EQ(Power(x, 3), x * x * x);
    EXPECT_EQ(Root(x * x * x, 3), x);
  }
}

TEST(Powers, EndWhereNumbersDo) {
  constexpr double kGreatest = std::numeric_limits<double>::max(), kLeast = std::numeric_limits<double>::denorm_min();
  for (const double p : {1.5, 3.0, 1e10, 1e100, kGreatest}) {
    EXPECT_EQ(Power(kGreatest, p), HUGE_VAL) << p;
    EXPECT_EQ(Power(kLeast, p), 0) << p;
  }
  EXPECT_EQ(Power(std::nextafter(1, 2), 1e300), HUGE_VAL);
  EXPECT_EQ(Power(std::nextafter(1, 0), 1e300), 0);
  for (const double p : {0x1p64, 1e100, kGreatest}) {
    EXPECT_EQ(Root(kGreatest, p), 1) << p;
    EXPECT_EQ(Root(kLeast, p), 1) << p;
  }
}

}  // namespace
}  // namespace cenote
