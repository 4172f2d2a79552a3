// What the tests of kernels and drivers share: values that are hard, and memory in which a slip shows. See also
// meaning.h.
#ifndef CENOTE_KERNELS_REFERENCE_H_
#define CENOTE_KERNELS_REFERENCE_H_

#include <gtest/gtest.h>
#include <stdint.h>

#include <cmath>
#include <cstdio>
#include <cstring>
#include <limits>
#include <new>
#include <string>
#include <type_traits>
#include <vector>

#include "cenote.h"
#include "kernels/kernels.h"

namespace cenote::reference {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

inline float float_of(uint32_t bits) {
  float value;
  std::memcpy(&value, &bits, sizeof(value));
  return value;
}

// ---- Values ----

enum Kind { kRandom, kTies, kZeros, kDenormal, kHuge, kInfinite, kNaNs, kMixed, kKinds, kOneNaN };

// A stream of numbers, the same everywhere. Of kOneNaN, the seed is the index of the NaN.
class Values {
 public:
  Values(Kind kind, uint64_t seed) : kind_(kind), seed_(seed), state_(seed * 0x9E3779B97F4A7C15u + kind) {}

  uint64_t below(uint64_t n) {
    uint64_t z = state_ += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return (z ^ z >> 31) % n;
  }

  float next() {
    const uint64_t index = index_++;
    switch (kind_) {
      case kTies: return static_cast<float>(below(5)) - 2;
      case kZeros: return sign() * 0.0f;
      case kDenormal: return sign() * float_of(static_cast<uint32_t>(below(0x900000)));
      case kHuge: return sign() * float_of(static_cast<uint32_t>(0x7F000000 + below(0x800000)));
      case kInfinite: return below(4) == 0 ? infinity() : random();
      case kNaNs: return below(16) == 0 ? nan() : random();
      case kMixed: return mixed();
      case kOneNaN: return index == seed_ ? nan() : random();
      default: return random();
    }
  }

 private:
  float sign() { return below(2) == 0 ? 1.0f : -1.0f; }

  // Of many magnitudes, so that sums depend on their order.
  float random() { return sign() * std::ldexp(static_cast<float>(1 + below(1 << 24)), -static_cast<int>(below(30))); }

  // Of one sign or of both.
  float infinity() { return seed_ % 3 == 0 ? kInfinity : seed_ % 3 == 1 ? -kInfinity : sign() * kInfinity; }

  float nan() {
    constexpr uint32_t kPatterns[] = {0x7FC00000, 0xFFC00000, 0x7FC12345, 0xFFFFFFFF, 0x7F800001};
    return float_of(kPatterns[below(5)]);
  }

  float mixed() {
    switch (below(7)) {
      case 0: return sign() * 0.0f;
      case 1: return sign() * std::numeric_limits<float>::denorm_min();
      case 2: return sign() * std::numeric_limits<float>::max();
      case 3: return below(4) == 0 ? sign() * kInfinity : 1;
      case 4: return below(16) == 0 ? nan() : -1;
      default: return random();
    }
  }

  Kind kind_;
  uint64_t seed_;
  uint64_t state_;
  uint64_t index_ = 0;
};

// ---- Memory ----

// Exactly n elements on the heap, `misalignment` elements behind a boundary of 64 bytes: the address sanitizer sees
// whatever is read or written beyond.
template <class T>
class Block {
 public:
  explicit Block(int64_t n, int64_t misalignment = 0)
      : memory_(::operator new(static_cast<size_t>(misalignment + n) * sizeof(T), std::align_val_t(64))),
        data_(static_cast<T*>(memory_) + misalignment) {}
  Block(Block&& other) noexcept : memory_(other.memory_), data_(other.data_) { other.memory_ = nullptr; }
  Block& operator=(Block&&) = delete;
  ~Block() { ::operator delete(memory_, std::align_val_t(64)); }

  T* data() const { return data_; }

 private:
  void* memory_;
  T* data_;
};

// Room for n results between guard values.
template <class T>
class Output {
 public:
  explicit Output(int64_t n, int64_t misalignment = 0) : n_(n), memory_(n + 2 * kGuards, misalignment) {
    std::memset(memory_.data(), kGuard, static_cast<size_t>(n + 2 * kGuards) * sizeof(T));
  }

  T* data() { return memory_.data() + kGuards; }

  // Whether elements begin .. end - 1 are the expected ones, bit for bit, and no others were written.
  ::testing::AssertionResult holds(const std::vector<T>& expected, int64_t begin, int64_t end) {
    for (int64_t i = -kGuards; i < n_ + kGuards; ++i) {
      const T actual = data()[i];
      T wanted;
      std::memset(&wanted, kGuard, sizeof(T));
      if (i >= begin && i < end) wanted = expected[static_cast<size_t>(i)];
      if (std::memcmp(&actual, &wanted, sizeof(T)) == 0) continue;
      const char* const what = i >= begin && i < end ? "" : " (not to be written)";
      return ::testing::AssertionFailure() << "[" << i << "]" << what << " is " << described(actual) << ", expected "
                                           << described(wanted) << "; ";
    }
    return ::testing::AssertionSuccess();
  }

  ::testing::AssertionResult holds(const std::vector<T>& expected) {
    return holds(expected, 0, static_cast<int64_t>(expected.size()));
  }

  // Whether none but the first n elements were written, whatever those are.
  ::testing::AssertionResult holds_any(int64_t n) { return holds(std::vector<T>(data(), data() + n), 0, n); }

 private:
  static constexpr int64_t kGuards = 64 / sizeof(T);
  static constexpr int kGuard = 0xDB;

  static std::string described(T value) {
    char text[64] = "an accumulator";
    if constexpr (std::is_arithmetic_v<T>) {
      uint64_t bits = 0;
      std::memcpy(&bits, &value, sizeof(T));
      const auto hex = static_cast<unsigned long long>(bits);
      std::snprintf(text, sizeof(text), "%.9g (0x%llx)", static_cast<double>(value), hex);
    }
    return text;
  }

  int64_t n_;
  Block<T> memory_;
};

// ---- Divisors ----

// kPowers and kReciprocals are the same divisors: powers of two, given as they are and as reciprocals.
enum DivisorKind { kCounts, kNegative, kPowers, kReciprocals, kDivisorKinds };

// Divisors of n outputs, one each or one for all; in a block without a spare element.
template <class A>
class TestDivisors {
 public:
  TestDivisors(DivisorKind kind, bool uniform, int64_t n)
      : kind_(kind), uniform_(uniform), reciprocal_(kind == kReciprocals), given_(uniform ? 1 : n, n % 4),
        inverses_(uniform ? 1 : n) {
    for (int64_t i = 0; i < (uniform ? 1 : n); ++i) {
      const int64_t number = uniform ? n : i;
      const bool whole = std::is_integral_v<A>;
      const double power = std::ldexp(1.0, static_cast<int>(7 * number % (whole ? 52 : 99)));
      values_.push_back(static_cast<A>(kind == kCounts     ? static_cast<double>(number % 12 + 1)
                                       : kind == kNegative ? (whole ? -3 : -0.3) * static_cast<double>(number + 1)
                                                           : power));
      given_.data()[i] = reciprocal_ && !whole ? 1 / values_.back() : values_.back();
      inverses_.data()[i] = 1 / values_.back();
    }
  }

  A operator[](int64_t i) const { return values_[static_cast<size_t>(uniform_ ? 0 : i)]; }

  DivisorKind kind() const { return kind_; }

  template <class Accumulator>
  Ending<Accumulator> ending(int64_t rounding, double p) const {
    Ending<Accumulator> ending{given_.data(), uniform_, reciprocal_, rounding, p};
    if (kind_ == kCounts && std::is_floating_point_v<A>) ending.inverses = inverses_.data();
    return ending;
  }

 private:
  DivisorKind kind_;
  bool uniform_;
  bool reciprocal_;
  std::vector<A> values_;
  Block<A> given_;
  Block<A> inverses_;
};

// Calls test(divisors) with every kind of divisors of n outputs until it fails.
template <class A, class Test>
::testing::AssertionResult with_all_divisors(int64_t n, const Test& test) {
  for (int kind = 0; kind < kDivisorKinds; ++kind) {
    for (const bool uniform : {false, true}) {
      if (::testing::AssertionResult r = test(TestDivisors<A>(static_cast<DivisorKind>(kind), uniform, n)); !r) {
        return r << (uniform ? "uniform" : "own") << " divisors of kind " << kind << ", ";
      }
    }
  }
  return ::testing::AssertionSuccess();
}

// ---- Tables ----

// A test of one table; skipped, with the reason, if this machine cannot run it.
class KernelTest : public ::testing::TestWithParam<int> {
 protected:
  void SetUp() override {
    const std::string missing = cenote_isa_missing(GetParam());
    if (!missing.empty()) GTEST_SKIP() << "this CPU lacks " << missing;
  }

  const Kernels& table() const { return kernels(GetParam()); }
};

inline std::string table_name(const ::testing::TestParamInfo<int>& info) { return kernels(info.param).name; }

}  // namespace cenote::reference

#endif  // CENOTE_KERNELS_REFERENCE_H_
