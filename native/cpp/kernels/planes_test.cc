// The kernels for global windows, of every table that this machine can run and of every type that has them.
#include <gtest/gtest.h>

#include <cmath>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "kernels/kernels.h"
#include "kernels/meaning.h"
#include "kernels/reference.h"

namespace cenote {
namespace {

using reference::Block;
using reference::KernelTest;
using reference::Kind;
using reference::kKinds;
using reference::kOneNaN;
using reference::Manner;
using reference::Output;
using reference::Values;
using ::testing::AssertionFailure;
using ::testing::AssertionResult;
using ::testing::AssertionSuccess;

INSTANTIATE_TEST_SUITE_P(Table, KernelTest, ::testing::Range(0, kernel_tables()), reference::table_name);

struct PlanesCase {
  int64_t depth, height, width, planes, misalignment;
  Kind kind;
  uint64_t seed;

  std::string text() const {
    std::ostringstream s;
    s << planes << " planes of " << depth << "x" << height << "x" << width << ", misaligned by " << misalignment
      << ", values " << kind << " seed " << seed;
    return s.str();
  }
};

template <class Type, class A>
AssertionResult planes_are_right(const Reduction<typename Type::T, A>& k, const Manner& manner, const PlanesCase& c) {
  using T = typename Type::T;
  const int64_t plane = c.depth * c.height * c.width;
  const Block<T> in(c.planes * plane, c.misalignment);
  Values values(c.kind, c.seed);
  bool nan = false;
  for (int64_t i = 0; i < c.planes * plane; ++i) {
    in.data()[i] = reference::element<Type>(values, c.kind);
    if constexpr (Type::kFloating) nan |= std::isnan(Type::read(in.data()[i]));
  }
  for (const Divisor<A> divisor : {static_cast<Divisor<A>>(plane), Divisor<A>{1}, static_cast<Divisor<A>>(-3.3)}) {
    std::vector<T> expected;
    for (int64_t p = 0; p < c.planes; ++p) {
      const auto tap = [&](int64_t d, int64_t h, int64_t w) {
        return in.data()[((p * c.depth + d) * c.height + h) * c.width + w];
      };
      const reference::Taps all{0, c.depth, 0, c.height, 0, c.width};
      expected.push_back(reference::output<Type>(manner, all, tap, static_cast<double>(divisor)));
    }
    Output<T> out(c.planes, c.misalignment);
    const Ending<A> ending{&divisor, true, false, manner.rounding, 1};
    const bool done = k.of_planes(in.data(), c.depth, c.height, c.width, c.planes, ending, out.data());
    AssertionResult right = done ? out.holds(expected) : out.holds_any(c.planes);
    if (!done && !nan) right = AssertionFailure() << "gave up without a NaN; ";
    if (!right) return right << "divisor " << divisor << ", ";
    if (manner.reduction != CENOTE_AVERAGE) break;
  }
  return AssertionSuccess();
}

AssertionResult planes_are_right(const Kernels& table, const PlanesCase& c) {
  for (int64_t type = CENOTE_FLOAT32; type <= CENOTE_INT64; ++type) {
    AssertionResult r = reference::with_type(type, [&](auto tag) {
      using Type = decltype(tag);
      for (const Manner manner :
           {Manner{CENOTE_MAX}, Manner{CENOTE_MIN}, Manner{CENOTE_AVERAGE}, Manner{CENOTE_AVERAGE, true}}) {
        AssertionResult right = reference::with_reduction<Type>(table, manner, [&](const auto& k) {
          return k.of_planes == nullptr ? AssertionSuccess() : planes_are_right<Type>(k, manner, c);
        });
        if (!right) return right << manner << " of type " << Type::kType << ", ";
      }
      return AssertionSuccess();
    });
    if (!r) return r << c.text();
  }
  return AssertionSuccess();
}

TEST_P(KernelTest, ReducesSmallPlanesOfAnySize) {
  uint64_t seed = 0;
  for (int64_t height = 1; height <= 20; ++height) {
    for (int64_t width = 1; width <= 36; width += 1 + width / 18) {
      for (const int64_t planes : {1, 3, 17}) {
        const auto kind = static_cast<Kind>(++seed % kKinds);
        const auto misalignment = static_cast<int64_t>(seed / 3 % 17);
        ASSERT_TRUE(planes_are_right(table(), {1, height, width, planes, misalignment, kind, seed}));
      }
    }
  }
}

// More than are halved together.
TEST_P(KernelTest, ReducesManyPlanes) {
  uint64_t seed = 0;
  for (const int64_t planes : {63, 64, 65, 130, 300, 515, 1030}) {
    for (const auto& [height, width] : {std::pair{1, 1}, {2, 1}, {1, 3}, {3, 3}, {7, 7}, {4, 9}}) {
      const auto kind = static_cast<Kind>(++seed % kKinds);
      ASSERT_TRUE(planes_are_right(table(), {1, height, width, planes, static_cast<int64_t>(seed % 5), kind, seed}));
    }
  }
}

TEST_P(KernelTest, ReducesLargePlanes) {
  uint64_t seed = 0;
  constexpr std::pair<int, int> kSizes[] = {{112, 112}, {56, 57}, {1, 1024}, {2, 1023}, {1025, 1}, {300, 5}, {129, 40}};
  for (const auto& [height, width] : kSizes) {
    for (int repeat = 0; repeat < 6; ++repeat) {
      const auto kind = static_cast<Kind>(++seed % kKinds);
      ASSERT_TRUE(planes_are_right(table(), {1, height, width, 2, static_cast<int64_t>(seed % 5), kind, seed}));
    }
  }
}

TEST_P(KernelTest, ReducesVolumes) {
  uint64_t seed = 0;
  for (int64_t depth = 2; depth <= 18; ++depth) {
    for (const auto& [height, width] : {std::pair{1, 1}, {1, 7}, {3, 1}, {7, 7}, {5, 9}, {9, 20}, {32, 32}}) {
      const auto kind = static_cast<Kind>(++seed % kKinds);
      ASSERT_TRUE(planes_are_right(table(), {depth, height, width, 1 + static_cast<int64_t>(seed % 3),
                                             static_cast<int64_t>(seed % 5), kind, seed}));
    }
  }
}

TEST_P(KernelTest, SeesOneNaNAnywhereInAPlane) {
  constexpr std::pair<int, int> kSizes[] = {{1, 1}, {1, 2}, {2, 3}, {3, 5}, {4, 4}, {1, 17}, {7, 7}, {5, 33}, {12, 14}};
  for (const auto& [height, width] : kSizes) {
    for (int64_t i = 0; i < 2 * height * width; ++i) {
      const PlanesCase c{1, height, width, 2, i % 5, kOneNaN, static_cast<uint64_t>(i)};
      ASSERT_TRUE(planes_are_right(table(), c));
    }
  }
}

}  // namespace
}  // namespace cenote
