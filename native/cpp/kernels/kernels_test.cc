// The kernels on rows and lines of every table that this machine can run, for all element types and reductions, against
// meaning.h, bit for bit. A new table needs no new test. See also windows_test, planes_test, table_test and, in ../pool,
// bands_test.
#include "kernels/kernels.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "kernels/meaning.h"
#include "kernels/reference.h"

namespace cenote {
namespace {

using reference::Block;
using reference::KernelTest;
using reference::Kind;
using reference::kKinds;
using reference::Manner;
using reference::Output;
using reference::TestDivisors;
using reference::Values;
using ::testing::AssertionResult;
using ::testing::AssertionSuccess;

INSTANTIATE_TEST_SUITE_P(Table, KernelTest, ::testing::Range(0, kernel_tables()), reference::table_name);

struct Case {
  int64_t count = 1, stride = 1, n = 1, misalignment = 0;
  Kind kind = reference::kRandom;
  uint64_t seed = 0;

  std::string text() const {
    std::ostringstream s;
    s << "count " << count << " stride " << stride << " n " << n << ", misaligned by " << misalignment << ", values "
      << kind << " seed " << seed;
    return s.str();
  }
};

// The kernels of one reduction on the rows of a case, each a block of its own that ends with the last element named.
template <class Type, class A>
class Kernel {
 public:
  using T = typename Type::T;

  Kernel(const Reduction<T, A>& kernels, const Manner& manner, const Case& c) : k_(kernels), manner_(manner), c_(c) {
    Values values(c.kind, c.seed);
    for (int64_t r = 0; r < c.count; ++r) {
      rows_.emplace_back(size(), (c.misalignment + r) % 5);
      for (int64_t i = 0; i < size(); ++i) rows_.back().data()[i] = reference::element<Type>(values, c.kind);
    }
  }

  AssertionResult all_are_right() const {
    AssertionResult r = AssertionSuccess();
    if (c_.stride == 1 && c_.count <= k_.rows_at_once) r = rows_are_right();
    if (r && c_.count <= k_.lines.at_once) r = lines_are_right();
    if (r && c_.count == 2 && c_.stride == 1) r = combine_is_right();
    if (r && c_.count == 1 && c_.stride == 1) r = run_is_right();
    return r ? r : r << manner_ << " of type " << Type::kType << ", " << c_.text();
  }

 private:
  int64_t size() const { return (c_.n - 1) * c_.stride + 1; }
  int count() const { return static_cast<int>(c_.count); }
  const T* row(int64_t r) const { return rows_[static_cast<size_t>(r)].data(); }

  // A line of `size` accumulators with the slack after it, which holds anything.
  Block<A> line(int64_t size) const {
    Block<A> line(size + kSlack, c_.misalignment % 3);
    std::memset(static_cast<void*>(line.data()), 0xFB, static_cast<size_t>(size + kSlack) * sizeof(A));
    return line;
  }

  // Row r as a line of leaves.
  Block<A> leaves(int64_t r, int64_t n) const {
    Block<A> leaves = line(n);
    const T* const from = row(r);
    k_.of_rows(&from, 1, n, manner_.p, leaves.data());
    return leaves;
  }

  // Whether ending what lines combine to gives the expected outputs, with all kinds of divisors.
  AssertionResult ends_right(const A* const* lines, int count, int64_t stride, int64_t n, const reference::Taps& taps,
                             bool along_rows) const {
    return reference::with_all_divisors<Divisor<A>>(n, [&](const TestDivisors<Divisor<A>>& divisors) {
      if (manner_.reduction != CENOTE_AVERAGE && divisors.kind() != reference::kCounts) return AssertionSuccess();
      std::vector<T> expected;
      for (int64_t i = 0; i < n; ++i) {
        const auto tap = [&](int64_t, int64_t, int64_t t) {
          return along_rows ? row(0)[t] : row(t)[i * c_.stride];
        };
        expected.push_back(reference::output<Type>(manner_, taps, tap, static_cast<double>(divisors[i])));
      }
      Output<T> out(n, c_.misalignment);
      const Ending<A> ending = divisors.template ending<A>(manner_.rounding, manner_.p);
      k_.outputs(lines, count, stride, n, ending, out.data());
      return out.holds(expected);
    });
  }

  AssertionResult ends_right(const A* line) const {
    return ends_right(&line, 1, 1, c_.n, {0, 1, 0, 1, 0, c_.count}, false);
  }

  // Copied from between guards.
  AssertionResult written_right(Output<A>& out) const {
    if (AssertionResult r = out.holds_any(c_.n); !r) return r;
    const Block<A> copy = line(c_.n);
    for (int64_t i = 0; i < c_.n; ++i) copy.data()[i] = out.data()[i];
    return ends_right(copy.data());
  }

  AssertionResult rows_are_right() const {
    std::vector<const T*> rows;
    for (int64_t r = 0; r < c_.count; ++r) rows.push_back(row(r));
    Output<A> out(c_.n, c_.misalignment % 3);
    k_.of_rows(rows.data(), count(), c_.n, manner_.p, out.data());
    AssertionResult r = written_right(out);
    return r ? r : r << "of_rows, ";
  }

  AssertionResult lines_are_right() const {
    std::vector<Block<A>> blocks;
    std::vector<const A*> lines;
    for (int64_t r = 0; r < c_.count; ++r) {
      blocks.push_back(leaves(r, size()));
      lines.push_back(blocks.back().data());
    }
    const reference::Taps taps{0, 1, 0, 1, 0, c_.count};
    if (AssertionResult r = ends_right(lines.data(), count(), c_.stride, c_.n, taps, false); !r) return r << "outputs, ";
    Output<A> out(c_.n, c_.misalignment % 3);
    k_.lines.of_lines(lines.data(), count(), c_.stride, c_.n, out.data());
    AssertionResult r = written_right(out);
    return r ? r : r << "of_lines, ";
  }

  AssertionResult combine_is_right() const {
    const Block<A> left = leaves(0, c_.n), right = leaves(1, c_.n);
    Output<A> out(c_.n + kSlack);
    for (int64_t i = 0; i < c_.n; ++i) out.data()[i] = right.data()[i];
    k_.lines.combine(left.data(), c_.n, out.data());
    AssertionResult r = written_right(out);
    return r ? r : r << "combine, ";
  }

  // The line may be overwritten, what lies beyond it not.
  AssertionResult run_is_right() const {
    const Block<A> from = leaves(0, c_.n);
    Output<A> run(c_.n + kSlack);
    for (int64_t i = 0; i < c_.n; ++i) run.data()[i] = from.data()[i];
    const Block<A> result = line(1);
    *result.data() = k_.lines.run(run.data(), c_.n);
    if (AssertionResult r = run.holds_any(c_.n); !r) return r << "the line of a run, ";
    const A* const one = result.data();
    AssertionResult r = ends_right(&one, 1, 1, 1, {0, 1, 0, 1, 0, c_.n}, true);
    return r ? r : r << "run, ";
  }

  const Reduction<T, A>& k_;
  const Manner& manner_;
  const Case& c_;
  std::vector<Block<T>> rows_;
};

template <class Type>
AssertionResult is_right(const Kernels& table, const Manner& manner, const Case& c) {
  return reference::with_reduction<Type>(table, manner, [&](const auto& kernels) {
    using A = std::decay_t<decltype(kernels.lines.identity)>;
    return Kernel<Type, A>(kernels, manner, c).all_are_right();
  });
}

// Every reduction of every type, on rows of these counts, strides and lengths.
AssertionResult all_are_right(const Kernels& table, const std::vector<int64_t>& counts,
                              const std::vector<int64_t>& strides, const std::vector<int64_t>& lengths) {
  uint64_t seed = 0;
  for (int64_t type = CENOTE_FLOAT32; type <= CENOTE_INT64; ++type) {
    for (const int64_t count : counts) {
      for (const int64_t stride : strides) {
        for (const int64_t n : lengths) {
          ++seed;
          const Case c{count, stride, n, static_cast<int64_t>(seed % 5), static_cast<Kind>(seed / 3 % kKinds), seed};
          AssertionResult r = reference::with_type(type, [&](auto tag) {
            using Type = decltype(tag);
            for (uint64_t number = 0; number < (Type::kFloating ? 4 : 3); ++number) {
              const Manner manner = reference::any_manner(Type::kFloating, number + 4 * (seed % 64));
              const Manner wanted = Type::kFloating ? manner : reference::any_manner(false, number + 12 * (seed % 16));
              if (AssertionResult right = is_right<Type>(table, wanted, c); !right) return right;
            }
            return AssertionSuccess();
          });
          if (!r) return r;
        }
      }
    }
  }
  return AssertionSuccess();
}

std::vector<int64_t> up_to(int64_t n) {
  std::vector<int64_t> numbers;
  for (int64_t i = 1; i <= n; ++i) numbers.push_back(i);
  return numbers;
}

// All lengths, over the counts and strides together.
TEST_P(KernelTest, CombinesRowsAndLinesOfAnyLength) {
  int64_t n = 1;
  for (const int64_t count : {1, 2, 3, 5, 8}) {
    for (const int64_t stride : {1, 2, 3}) {
      std::vector<int64_t> lengths;
      for (int64_t i = 0; i < 10; ++i) lengths.push_back(n = n % 70 + 1);
      ASSERT_TRUE(all_are_right(table(), {count}, {stride}, lengths));
    }
  }
}

TEST_P(KernelTest, CombinesAnyNumberOfRowsAndLines) {
  EXPECT_TRUE(all_are_right(table(), up_to(18), {1, 2}, {1, 16, 33}));
  EXPECT_TRUE(all_are_right(table(), {31, 63, 64}, {1, 2, 3, 17}, {1, 33}));
}

// Strides and lengths at which a kernel may begin to go another way.
TEST_P(KernelTest, CombinesLinesWithAnyStride) {
  EXPECT_TRUE(all_are_right(table(), {1, 2, 8}, {4, 5, 7, 8, 9, 15, 16, 17, 31}, {1, 2, 33, 70}));
}

TEST_P(KernelTest, CombinesLongRowsAndLines) {
  EXPECT_TRUE(all_are_right(table(), {2, 7}, {1, 2, 9}, {128, 257}));
  EXPECT_TRUE(all_are_right(table(), {1, 3}, {1, 16, 20}, {65, 129}));
  EXPECT_TRUE(all_are_right(table(), {3}, {1}, {1025}));
}

TEST_P(KernelTest, CombinesRunsOfAnyLength) {
  EXPECT_TRUE(all_are_right(table(), {1}, {1}, up_to(70)));
  EXPECT_TRUE(all_are_right(table(), {1}, {1}, {127, 128, 129, 1025}));
}

TEST_P(KernelTest, CombinesValuesOfAnyKind) {
  EXPECT_TRUE(all_are_right(table(), {1, 2, 4, 6}, {1, 2}, {1, 17, 18, 19, 40, 41, 42, 43}));
}

TEST_P(KernelTest, SeesOneNaNAnywhereInRowsAndRuns) {
  for (const int64_t count : {1, 2, 3, 7}) {
    for (const int64_t stride : {1, 2}) {
      for (int64_t i = 0; i < count * (18 * stride + 1); ++i) {
        const Case c{count, stride, 19, 0, reference::kOneNaN, static_cast<uint64_t>(i)};
        for (const int reduction : {CENOTE_MAX, CENOTE_MIN, CENOTE_AVERAGE, CENOTE_LP}) {
          Manner m;
          m.reduction = reduction;
          m.p = i % 2 == 0 ? 2 : HUGE_VAL;
          ASSERT_TRUE(is_right<reference::Float32>(table(), m, c));
          ASSERT_TRUE(is_right<reference::Float64>(table(), m, c));
          ASSERT_TRUE(is_right<reference::Half16>(table(), m, c));
        }
      }
    }
  }
}

}  // namespace
}  // namespace cenote
