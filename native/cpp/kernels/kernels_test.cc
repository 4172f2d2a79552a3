// Every kernel of every table that this machine can run, against the equations of kernels.h written as plain loops, bit
// for bit. A new table needs no new test.
#include "kernels/kernels.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "kernels/reference.h"

namespace cenote {
namespace {

using reference::Block;
using reference::DivisorKind;
using reference::kDivisorKinds;
using reference::KernelTest;
using reference::Kind;
using reference::kKinds;
using reference::kOneNaN;
using reference::Output;
using reference::TestDivisors;
using reference::Values;
using ::testing::AssertionResult;
using ::testing::AssertionSuccess;

constexpr int64_t kLengths = 70;
constexpr int64_t kTapCounts[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 31, 101};

INSTANTIATE_TEST_SUITE_P(Table, KernelTest, ::testing::Range(0, kernel_tables()), reference::table_name);

// ---- Taps ----

struct TapsCase {
  int64_t depth = 1, height = 1, width = 1;
  int64_t d_first = 0, h_first = 0, w_first = 0;
  int64_t n = 1, count = 1, advance = 1, w_step = 1, offset = 0, misalignment = 0;
  Kind kind = reference::kRandom;
  uint64_t seed = 0;

  std::string text() const {
    std::ostringstream s;
    s << "depth " << depth << " height " << height << " width " << width << ", first " << d_first << " " << h_first
      << " " << w_first << ", n " << n << " count " << count << " advance " << advance << " w_step " << w_step
      << " offset " << offset << ", misaligned by " << misalignment << ", values " << kind << " seed " << seed;
    return s.str();
  }
};

// The rows of a case: each a block of its own, which ends with the last tap.
class Rows {
 public:
  explicit Rows(const TapsCase& c) : case_(c) {
    Values values(c.kind, c.seed);
    const int64_t size = c.offset + (c.width - 1) * c.w_step + (c.count - 1) * c.advance + c.n;
    for (int64_t r = 0; r < c.height * c.depth; ++r) {
      blocks_.emplace_back(size, (c.misalignment + r) % 4);
      for (int64_t i = 0; i < size; ++i) blocks_.back().data()[i] = values.next();
      base_.push_back(blocks_.back().data());
    }
  }

  Taps<float> taps() const {
    return {base_.data(), case_.depth,   case_.d_first, case_.height, case_.h_first,
            case_.width,  case_.w_first, case_.offset,  case_.w_step};
  }

  float tap(int64_t d, int64_t h, int64_t w, int64_t o, int64_t l) const {
    return base_[static_cast<size_t>(h * case_.depth + d)][case_.offset + w * case_.w_step + o * case_.advance + l];
  }

  template <class A>
  A sum(int64_t o, int64_t l) const {
    const TapsCase& c = case_;
    return reference::sum<A>(c.w_first, c.w_first + c.width, [&](int64_t w) {
      return reference::sum<A>(c.h_first, c.h_first + c.height, [&](int64_t h) {
        return reference::sum<A>(c.d_first, c.d_first + c.depth, [&](int64_t d) {
          return static_cast<A>(tap(d - c.d_first, h - c.h_first, w - c.w_first, o, l));
        });
      });
    });
  }

 private:
  TapsCase case_;
  std::vector<Block<float>> blocks_;
  std::vector<const float*> base_;
};

AssertionResult max_taps_is_right(const Kernels& k, const TapsCase& c) {
  const Rows rows(c);
  std::vector<float> expected;
  for (int64_t i = 0; i < c.count * c.n; ++i) {
    expected.push_back(reference::maximum(c.depth * c.height * c.width, [&](int64_t t) {
      return rows.tap(t % c.depth, t / c.depth % c.height, t / c.depth / c.height, i / c.n, i % c.n);
    }));
  }
  Output<float> out(c.count * c.n, c.misalignment);
  k.max_taps(rows.taps(), c.count, c.advance, c.n, out.data());
  return out.holds(expected);
}

template <class A>
AssertionResult average_taps_is_right(const Kernels& k, const TapsCase& c) {
  const Rows rows(c);
  std::vector<A> sums;
  for (int64_t i = 0; i < c.count * c.n; ++i) sums.push_back(rows.sum<A>(i / c.n, i % c.n));
  for (int kind = 0; kind < kDivisorKinds; ++kind) {
    const TestDivisors<A> divisors(static_cast<DivisorKind>(kind), c.count);
    std::vector<float> expected;
    for (int64_t i = 0; i < c.count * c.n; ++i) expected.push_back(reference::quotient(sums[i], divisors[i / c.n]));
    Output<float> out(c.count * c.n, c.misalignment);
    k.sums<A>().average_taps(rows.taps(), c.count, c.advance, c.n, divisors.given(), out.data());
    if (AssertionResult r = out.holds(expected); !r) return r << "divisors " << kind << ", ";
  }
  return AssertionSuccess();
}

// Sums are not final: their NaNs may be any.
template <class A>
AssertionResult sum_taps_is_right(const Kernels& k, const TapsCase& c) {
  const Rows rows(c);
  std::vector<A> expected;
  for (int64_t l = 0; l < c.n; ++l) expected.push_back(rows.sum<A>(0, l));
  Output<A> out(c.n, c.misalignment);
  k.sums<A>().sum_taps(rows.taps(), c.n, out.data());
  return out.holds(expected, /*any_nan=*/true);
}

AssertionResult all_taps_kernels_are_right(const Kernels& k, const TapsCase& c) {
  if (AssertionResult r = max_taps_is_right(k, c); !r) return r << "max_taps, " << c.text();
  if (AssertionResult r = average_taps_is_right<float>(k, c); !r) return r << "float average_taps, " << c.text();
  if (AssertionResult r = average_taps_is_right<double>(k, c); !r) return r << "double average_taps, " << c.text();
  if (AssertionResult r = sum_taps_is_right<float>(k, c); !r) return r << "float sum_taps, " << c.text();
  if (AssertionResult r = sum_taps_is_right<double>(k, c); !r) return r << "double sum_taps, " << c.text();
  return AssertionSuccess();
}

constexpr int64_t kShapes[][3] = {{1, 1, 1}, {1, 1, 2}, {1, 2, 1}, {1, 3, 1}, {1, 2, 2}, {1, 3, 3},
                                  {2, 1, 1}, {2, 1, 2}, {3, 1, 3}, {3, 1, 1}, {1, 3, 2}, {2, 3, 4}};

TEST_P(KernelTest, ReducesTapsOfAnyLength) {
  uint64_t seed = 0;
  for (const auto& shape : kShapes) {
    for (int64_t n = 1; n <= kLengths; ++n, ++seed) {
      TapsCase c{shape[0], shape[1], shape[2]};
      c.n = n;
      c.count = 1 + seed % 3;
      c.advance = c.w_step = n;
      c.misalignment = seed / 3 % 4;
      c.kind = static_cast<Kind>(seed / 7 % kKinds);
      c.seed = seed;
      ASSERT_TRUE(all_taps_kernels_are_right(table(), c));
    }
  }
}

TEST_P(KernelTest, ReducesAnyNumberOfTapsFromAnyFirstPosition) {
  for (const int64_t taps : kTapCounts) {
    for (int64_t first = 0; first <= 5; ++first) {
      for (int axis = 0; axis < 3; ++axis) {
        for (const int64_t others : {1, 2, 3}) {
          TapsCase c;
          c.depth = axis == 0 ? taps : others;
          c.height = axis == 1 ? taps : others;
          c.width = axis == 2 ? taps : others;
          c.d_first = axis == 0 ? first : others - 1;
          c.h_first = axis == 1 ? first : others - 1;
          c.w_first = axis == 2 ? first : others - 1;
          c.n = 5;
          c.kind = first == 5 ? reference::kMixed : reference::kRandom;
          c.seed = static_cast<uint64_t>(taps * 6 + first);
          ASSERT_TRUE(all_taps_kernels_are_right(table(), c));
        }
      }
    }
  }
}

TEST_P(KernelTest, ReducesTapsOfAnySort) {
  Values draw(reference::kRandom, 1);
  const auto upto = [&](uint64_t n) { return static_cast<int64_t>(draw.below(n + 1)); };
  for (uint64_t seed = 0; seed < 2000; ++seed) {
    TapsCase c{1 + upto(3), 1 + upto(4), 1 + upto(4), upto(5), upto(5), upto(5), 1 + upto(kLengths - 1)};
    c.count = 1 + upto(4);
    c.advance = upto(2 * static_cast<uint64_t>(c.n));
    c.w_step = upto(2 * static_cast<uint64_t>(c.n));
    c.offset = upto(9);
    c.misalignment = upto(3);
    c.kind = static_cast<Kind>(upto(kKinds - 1));
    c.seed = seed;
    ASSERT_TRUE(all_taps_kernels_are_right(table(), c));
  }
}

TEST_P(KernelTest, KeepsOneNaNAtAnyTap) {
  for (const auto& shape : kShapes) {
    TapsCase c{shape[0], shape[1], shape[2]};
    c.n = 19;
    c.w_step = 23;
    c.kind = kOneNaN;
    const int64_t elements = c.depth * c.height * ((c.width - 1) * c.w_step + c.n);
    for (int64_t i = 0; i < elements; ++i) {
      c.seed = static_cast<uint64_t>(i);
      ASSERT_TRUE(all_taps_kernels_are_right(table(), c));
    }
  }
}

// ---- Lines ----

struct LineCase {
  int64_t first, end, step, stride, n, misalignment;
  Kind kind;
  uint64_t seed;

  std::string text() const {
    std::ostringstream s;
    s << "taps " << first << " to " << end << " step " << step << " stride " << stride << " n " << n
      << ", misaligned by " << misalignment << ", values " << kind << " seed " << seed;
    return s.str();
  }

  // A line that ends with the last tap, and the slack, in which there is a NaN everywhere.
  template <class A>
  Block<A> line() const {
    const int64_t size = (n - 1) * stride + (end > first ? (end - 1) * step + 1 : 0);
    Block<A> line(size + kSlack, misalignment);
    Values values(kind, seed);
    for (int64_t i = 0; i < size + kSlack; ++i) {
      line.data()[i] = i < size ? static_cast<A>(values.next()) : std::numeric_limits<A>::quiet_NaN();
    }
    return line;
  }
};

AssertionResult max_line_is_right(const Kernels& k, const LineCase& c) {
  const Block<float> line = c.line<float>();
  std::vector<float> expected;
  for (int64_t i = 0; i < c.n; ++i) {
    expected.push_back(reference::maximum(c.end, [&](int64_t t) { return line.data()[i * c.stride + t * c.step]; }));
  }
  Output<float> out(c.n, c.misalignment);
  k.max_line(line.data(), c.end, c.step, c.stride, c.n, out.data());
  if (AssertionResult r = out.holds(expected); !r) return r << "max_line, " << c.text();
  return AssertionSuccess();
}

template <class A>
AssertionResult average_line_is_right(const Kernels& k, const LineCase& c) {
  const Block<A> line = c.line<A>();
  std::vector<A> sums;
  for (int64_t i = 0; i < c.n; ++i) {
    const A* const from = line.data() + i * c.stride;
    sums.push_back(reference::sum<A>(c.first, c.end, [&](int64_t t) { return from[t * c.step]; }));
  }
  for (int kind = 0; kind < kDivisorKinds; ++kind) {
    const TestDivisors<A> divisors(static_cast<DivisorKind>(kind), c.n);
    std::vector<float> expected;
    for (int64_t i = 0; i < c.n; ++i) expected.push_back(reference::quotient(sums[i], divisors[i]));
    Output<float> out(c.n, c.misalignment);
    k.sums<A>().average_line(line.data(), c.first, c.end, c.step, c.stride, c.n, divisors.given(), out.data());
    if (AssertionResult r = out.holds(expected); !r) {
      return r << (sizeof(A) == 4 ? "float" : "double") << " average_line, divisors " << kind << ", " << c.text();
    }
  }
  return AssertionSuccess();
}

TEST_P(KernelTest, ReducesLinesOfAnyLength) {
  uint64_t seed = 0;
  for (const int64_t taps : {1, 2, 3, 5, 8}) {
    for (int64_t stride = 1; stride <= 4; ++stride) {
      for (int64_t n = 1; n <= kLengths; ++n, ++seed) {
        const auto kind = static_cast<Kind>(seed / 5 % kKinds);
        const LineCase c{0, taps, 1 + static_cast<int64_t>(seed % 3), stride, n, n % 4, kind, seed};
        ASSERT_TRUE(max_line_is_right(table(), c));
        ASSERT_TRUE(average_line_is_right<float>(table(), c));
        ASSERT_TRUE(average_line_is_right<double>(table(), c));
      }
    }
  }
}

TEST_P(KernelTest, ReducesLinesOfAnyNumberOfTapsFromAnyFirstPosition) {
  uint64_t seed = 0;
  for (const int64_t taps : kTapCounts) {
    for (int64_t step = 1; step <= 3; ++step) {
      for (int64_t stride = 1; stride <= 4; ++stride) {
        for (const int64_t n : {1, 2, 7, 17, 33}) {
          for (int64_t first = 0; first <= 5; ++first, ++seed) {
            const auto kind = static_cast<Kind>(seed / 11 % kKinds);
            const LineCase c{first, first + taps, step, stride, n, static_cast<int64_t>(seed % 4), kind, seed};
            if (first == 0) {
              ASSERT_TRUE(max_line_is_right(table(), c));
            }
            ASSERT_TRUE(average_line_is_right<float>(table(), c));
            ASSERT_TRUE(average_line_is_right<double>(table(), c));
          }
        }
      }
    }
  }
}

TEST_P(KernelTest, KeepsOneNaNAnywhereOnALine) {
  for (const int64_t stride : {1, 2, 3}) {
    for (const int64_t n : {1, 37}) {
      for (uint64_t i = 0; i < static_cast<uint64_t>((n - 1) * stride + 9); ++i) {
        for (const int64_t step : {1, 2}) {
          const LineCase c{0, 5, step, stride, n, 0, kOneNaN, i};
          ASSERT_TRUE(max_line_is_right(table(), c));
          ASSERT_TRUE(average_line_is_right<float>(table(), c));
          ASSERT_TRUE(average_line_is_right<double>(table(), c));
        }
      }
    }
  }
}

TEST_P(KernelTest, AveragesNothingToZero) {
  for (const int64_t n : {1, 2, 40}) {
    for (int64_t stride = 1; stride <= 3; ++stride) {
      const LineCase c{2, 2, 1, stride, n, 0, reference::kNaNs, 1};
      ASSERT_TRUE(average_line_is_right<float>(table(), c));
      ASSERT_TRUE(average_line_is_right<double>(table(), c));
    }
  }
}

}  // namespace
}  // namespace cenote
