// The 16 bit floating types, carried as bit patterns: to and from float by integer operations, which compilers make
// vector code of. Widening is exact; narrowing rounds to nearest even, with denormals, and overflows to infinity.
// Not HWY_INLINE, as drivers call them too, from where no instruction set is switched on.
#if defined(CENOTE_KERNELS_HALF_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef CENOTE_KERNELS_HALF_INL_H_
#undef CENOTE_KERNELS_HALF_INL_H_
#else
#define CENOTE_KERNELS_HALF_INL_H_
#endif

#include <hwy/highway.h>
#include <stdint.h>
#include <string.h>

HWY_BEFORE_NAMESPACE();
namespace cenote {
namespace HWY_NAMESPACE {
namespace {

template <class To, class From>
To BitsAs(From from) {
  static_assert(sizeof(To) == sizeof(From), "");
  To to;
  memcpy(&to, &from, sizeof(to));
  return to;
}

struct Float16 {
  static constexpr uint16_t kInfinity = 0x7C00;
  static constexpr uint16_t kNaN = 0x7E00;

  static float Widen(uint16_t bits) {
    const uint32_t magnitude = static_cast<uint32_t>(bits & 0x7FFF) << 13;
    const uint32_t rebias = (127 - 15) << 23;
    // Denormals get a leading 1, which is taken off again as a number.
    const uint32_t normal = magnitude + rebias;
    const float denormal = BitsAs<float>(normal + (1 << 23)) - BitsAs<float>(uint32_t{113} << 23);
    uint32_t wide = magnitude < 1 << 23 ? BitsAs<uint32_t>(denormal) : normal;
    wide = magnitude >= static_cast<uint32_t>(kInfinity) << 13 ? normal + rebias : wide;
    return BitsAs<float>(wide | static_cast<uint32_t>(bits & 0x8000) << 16);
  }

  static uint16_t Narrow(float value) {
    const uint32_t bits = BitsAs<uint32_t>(value), magnitude = bits & 0x7FFFFFFF;
    // Adding 0.5 rounds at the last place of the denormals.
    const uint32_t denormal = BitsAs<uint32_t>(BitsAs<float>(magnitude) + 0.5f) - (uint32_t{126} << 23);
    const uint32_t normal = (magnitude - (uint32_t{127 - 15} << 23) + 0xFFF + (magnitude >> 13 & 1)) >> 13;
    uint32_t narrow = magnitude < uint32_t{113} << 23 ? denormal : normal;
    narrow = magnitude >= uint32_t{127 + 16} << 23 ? kInfinity : narrow;
    narrow |= bits >> 16 & 0x8000;
    return static_cast<uint16_t>(magnitude > 0x7F800000 ? kNaN : narrow);
  }
};

struct Bfloat16 {
  static constexpr uint16_t kInfinity = 0x7F80;
  static constexpr uint16_t kNaN = 0x7FC0;

  static float Widen(uint16_t bits) { return BitsAs<float>(static_cast<uint32_t>(bits) << 16); }

  static uint16_t Narrow(float value) {
    const uint32_t bits = BitsAs<uint32_t>(value);
    const uint32_t rounded = (bits + 0x7FFF + (bits >> 16 & 1)) >> 16;
    return static_cast<uint16_t>((bits & 0x7FFFFFFF) > 0x7F800000 ? kNaN : rounded);
  }
};

// Among integers in the order of a format's numbers extremes are found: magnitudes with their sign, so that both zeros
// have the same key. Magnitudes of NaNs would be at both ends; keys are moved round so far that all NaNs are at the end
// that wins, beyond infinity.
template <class Format, bool kGreatest>
struct Key {
  static constexpr int kRound = kGreatest ? 0x8000 - Format::kInfinity : Format::kInfinity - 0x7FFF;
  static constexpr int kMinusZero = -0x8000;
  static constexpr int kLastNumber = (kGreatest ? Format::kInfinity : -Format::kInfinity) - kRound;
  static constexpr int16_t kIdentity = kGreatest ? -0x8000 : 0x7FFF;

  static int16_t Of(uint16_t bits) {
    const int16_t x = static_cast<int16_t>(bits);
    return static_cast<int16_t>(x < 0 ? kMinusZero - kRound - x : x - kRound);
  }

  static uint16_t Bits(int16_t key) {
    const int number = key < -kRound ? kMinusZero - kRound - key : key + kRound;
    return static_cast<uint16_t>((kGreatest ? key > kLastNumber : key < kLastNumber) ? Format::kNaN : number);
  }
};

}  // namespace
// NOLINTNEXTLINE(google-readability-namespace-comments)
}  // namespace HWY_NAMESPACE
}  // namespace cenote
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
