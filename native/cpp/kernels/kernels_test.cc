// The kernels on rows and lines of every table that this machine can run, against the equations of kernels.h written as
// plain loops, bit for bit. A new table needs no new test. See also fused_test, windows_test
// and table_test.
#include "kernels/kernels.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "kernels/reference.h"

namespace cenote {
namespace {

using reference::Block;
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

INSTANTIATE_TEST_SUITE_P(Table, KernelTest, ::testing::Range(0, kernel_tables()), reference::table_name);

template <class A>
const char* type() {
  return sizeof(A) == sizeof(float) ? "float " : "double ";
}

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

// The rows of a case, each a block of its own: one that ends with the last element named or, if they are lines, with
// the slack after it, in which there is a NaN everywhere.
template <class A>
class Rows {
 public:
  Rows(const Case& c, bool lines) : stride_(c.stride) {
    Values values(c.kind, c.seed);
    const int64_t size = (c.n - 1) * c.stride + 1;
    for (int64_t r = 0; r < c.count; ++r) {
      blocks_.emplace_back(size + (lines ? kSlack : 0), (c.misalignment + r) % 5);
      A* const row = blocks_.back().data();
      for (int64_t i = 0; i < size; ++i) row[i] = static_cast<A>(values.next());
      for (int64_t i = size; lines && i < size + kSlack; ++i) row[i] = std::numeric_limits<A>::quiet_NaN();
      begins_.push_back(row);
    }
  }

  const A* const* begins() const { return begins_.data(); }
  void replace(int64_t r, const A* row) { begins_[static_cast<size_t>(r)] = row; }
  A at(int64_t r, int64_t i) const { return begins_[static_cast<size_t>(r)][i * stride_]; }

 private:
  int64_t stride_;
  std::vector<Block<A>> blocks_;
  std::vector<const A*> begins_;
};

std::vector<float> maxima(const Case& c, const Rows<float>& rows) {
  std::vector<float> max;
  for (int64_t i = 0; i < c.n; ++i) {
    max.push_back(reference::maximum(c.count, [&](int64_t r) { return rows.at(r, i); }));
  }
  return max;
}

template <class S, class A>
std::vector<S> sums_of(const Case& c, const Rows<A>& rows) {
  std::vector<S> sums;
  for (int64_t i = 0; i < c.n; ++i) {
    sums.push_back(reference::sum<S>(0, c.count, [&](int64_t r) { return static_cast<S>(rows.at(r, i)); }));
  }
  return sums;
}

// ---- Maximum ----

AssertionResult max_rows_is_right(const Kernels& k, const Case& c) {
  const Rows<float> rows(c, c.stride > 1);
  Output<float> out(c.n, c.misalignment);
  k.max_rows(rows.begins(), c.count, c.stride, c.n, out.data());
  if (AssertionResult r = out.holds(maxima(c, rows)); !r) return r << "max_rows, " << c.text();
  return AssertionSuccess();
}

// The output is row `which`.
AssertionResult max_rows_in_place_is_right(const Kernels& k, const Case& c, int64_t which) {
  Rows<float> rows(c, false);
  const std::vector<float> expected = maxima(c, rows);
  Output<float> out(c.n, c.misalignment);
  for (int64_t i = 0; i < c.n; ++i) out.data()[i] = rows.at(which, i);
  rows.replace(which, out.data());
  k.max_rows(rows.begins(), c.count, 1, c.n, out.data());
  if (AssertionResult r = out.holds(expected); !r) return r << "max_rows in place of " << which << ", " << c.text();
  return AssertionSuccess();
}

// A run is no line: nothing beyond it may be read.
AssertionResult max_run_is_right(const Kernels& k, const Case& c) {
  const Rows<float> run(c, false);
  Output<float> out(1);
  *out.data() = k.max_run(run.begins()[0], c.n);
  const float expected = reference::maximum(c.n, [&](int64_t i) { return run.at(0, i); });
  if (AssertionResult r = out.holds({expected}); !r) return r << "max_run, " << c.text();
  return AssertionSuccess();
}

TEST_P(KernelTest, TakesTheMaximumOfRowsOfAnyLength) {
  uint64_t seed = 0;
  for (int64_t count = 1; count <= 18; ++count) {
    for (int64_t stride = 1; stride <= 4; ++stride) {
      for (int64_t n = 1; n <= kLengths; ++n, ++seed) {
        const auto kind = static_cast<Kind>(seed / 5 % kKinds);
        ASSERT_TRUE(max_rows_is_right(table(), {count, stride, n, static_cast<int64_t>(seed % 5), kind, seed}));
      }
    }
  }
}

// Strides and lengths at which a kernel may begin to go another way.
constexpr int64_t kStrides[] = {3, 5, 7, 15, 16, 17, 31};

std::vector<int64_t> lengths_at(int64_t stride) {
  std::vector<int64_t> lengths = {1, 2};
  for (const int64_t elements : {512, 1024}) {
    for (int64_t more = -1; more <= 2; ++more) lengths.push_back(elements / stride + more);
  }
  return lengths;
}

TEST_P(KernelTest, TakesTheMaximumOfRowsWithLargeStrides) {
  uint64_t seed = 0;
  for (const int64_t stride : kStrides) {
    for (const int64_t n : lengths_at(stride)) {
      for (const int64_t count : {1, 2, 3, 5}) {
        const auto kind = static_cast<Kind>(++seed % kKinds);
        ASSERT_TRUE(max_rows_is_right(table(), {count, stride, n, static_cast<int64_t>(seed % 5), kind, seed}));
      }
    }
  }
}

TEST_P(KernelTest, TakesTheMaximumInPlaceOfAnyRow) {
  uint64_t seed = 0;
  for (int64_t count = 1; count <= 7; ++count) {
    for (int64_t which = 0; which < count; ++which) {
      for (int64_t n = 1; n <= kLengths; n += 3, ++seed) {
        const auto kind = static_cast<Kind>(seed % kKinds);
        ASSERT_TRUE(max_rows_in_place_is_right(table(), {count, 1, n, n % 4, kind, seed}, which));
      }
    }
  }
}

TEST_P(KernelTest, TakesTheMaximumOfManyRows) {
  for (const int64_t count : {31, 64, 101}) {
    for (int64_t stride = 1; stride <= 3; ++stride) {
      for (const int64_t n : {1, 5, 16, 33}) {
        for (int kind = 0; kind < kKinds; ++kind) {
          ASSERT_TRUE(max_rows_is_right(table(), {count, stride, n, 1, static_cast<Kind>(kind), 7}));
        }
      }
    }
  }
}

TEST_P(KernelTest, TakesTheMaximumOfARun) {
  for (int64_t n = 1; n <= 2 * kLengths; ++n) {
    for (int kind = 0; kind < kKinds; ++kind) {
      ASSERT_TRUE(max_run_is_right(table(), {1, 1, n, n % 5, static_cast<Kind>(kind), static_cast<uint64_t>(n)}));
    }
  }
}

TEST_P(KernelTest, SeesOneNaNAnywhereInRowsAndRuns) {
  for (const int64_t count : {1, 2, 3, 4, 7}) {
    for (const int64_t stride : {1, 2, 3}) {
      const Case shape{count, stride, 37};
      for (int64_t i = 0; i < count * (36 * stride + 1); ++i) {
        Case c = shape;
        c.kind = kOneNaN;
        c.seed = static_cast<uint64_t>(i);
        ASSERT_TRUE(max_rows_is_right(table(), c));
        if (stride == 1) {
          ASSERT_TRUE(max_rows_in_place_is_right(table(), c, count - 1));
        }
      }
    }
  }
  for (int64_t n = 1; n <= kLengths; ++n) {
    for (int64_t i = 0; i < n; ++i) {
      ASSERT_TRUE(max_run_is_right(table(), {1, 1, n, 0, kOneNaN, static_cast<uint64_t>(i)}));
    }
  }
}

// ---- Sums ----

template <class A>
AssertionResult of_rows_is_right(const Kernels& k, const Case& c) {
  const Rows<float> rows(c, false);
  Output<A> out(c.n, c.misalignment);
  k.sums<A>().of_rows(rows.begins(), static_cast<int>(c.count), c.n, out.data());
  if (AssertionResult r = out.holds(sums_of<A>(c, rows), true); !r) return r << type<A>() << "of_rows, " << c.text();
  return AssertionSuccess();
}

template <class A>
AssertionResult of_lines_and_average_lines_are_right(const Kernels& k, const Case& c) {
  const Rows<A> lines(c, true);
  const std::vector<A> sums = sums_of<A>(c, lines);
  Output<A> out(c.n, c.misalignment);
  k.sums<A>().of_lines(lines.begins(), static_cast<int>(c.count), c.stride, c.n, out.data());
  if (AssertionResult r = out.holds(sums, true); !r) return r << type<A>() << "of_lines, " << c.text();
  AssertionResult r = reference::with_all_divisors<A>(c.n, [&](const TestDivisors<A>& divisors) {
    std::vector<float> expected;
    for (const A sum : sums) {
      expected.push_back(reference::quotient(sum, divisors[static_cast<int64_t>(expected.size())]));
    }
    Output<float> averages(c.n, c.misalignment);
    k.sums<A>().average_lines(lines.begins(), static_cast<int>(c.count), c.stride, c.n, divisors.given(),
                              averages.data());
    return averages.holds(expected);
  });
  return r ? r : r << type<A>() << "average_lines, " << c.text();
}

AssertionResult sums_are_right(const Kernels& k, const Case& c) {
  if (c.stride == 1) {
    if (AssertionResult r = of_rows_is_right<float>(k, c); !r) return r;
    if (AssertionResult r = of_rows_is_right<double>(k, c); !r) return r;
  }
  if (AssertionResult r = of_lines_and_average_lines_are_right<float>(k, c); !r) return r;
  return of_lines_and_average_lines_are_right<double>(k, c);
}

// Both operands are lines; of the right one, what is beyond n stays as it is.
template <class A>
AssertionResult add_is_right(const Kernels& k, const Case& c) {
  const Rows<A> lines({2, 1, c.n, c.misalignment, c.kind, c.seed}, true);
  Output<A> right(c.n + kSlack, c.misalignment);
  std::vector<A> expected;
  for (int64_t i = 0; i < c.n; ++i) {
    right.data()[i] = lines.at(1, i);
    expected.push_back(lines.at(0, i) + lines.at(1, i));
  }
  k.sums<A>().add(lines.begins()[0], c.n, right.data());
  if (AssertionResult r = right.holds(expected, true); !r) return r << type<A>() << "add, " << c.text();
  return AssertionSuccess();
}

// The line may be overwritten, what lies beyond it not.
template <class A>
AssertionResult run_is_right(const Kernels& k, const Case& c) {
  const Rows<A> lines({1, 1, c.n, 0, c.kind, c.seed}, false);
  Output<A> line(c.n + kSlack, c.misalignment), out(1);
  for (int64_t i = 0; i < c.n; ++i) line.data()[i] = lines.at(0, i);
  *out.data() = k.sums<A>().run(line.data(), c.n);
  if (AssertionResult r = line.holds_any(c.n); !r) return r << type<A>() << "the line of a run, " << c.text();
  const A expected = reference::sum<A>(0, c.n, [&](int64_t i) { return lines.at(0, i); });
  if (AssertionResult r = out.holds({expected}, true); !r) return r << type<A>() << "run, " << c.text();
  return AssertionSuccess();
}

TEST_P(KernelTest, SumsRowsAndLinesOfAnyLength) {
  uint64_t seed = 0;
  for (int64_t count = 1; count <= kLeaves; ++count) {
    for (int64_t stride = 1; stride <= 4; ++stride) {
      for (int64_t n = 1; n <= kLengths; ++n, ++seed) {
        const auto kind = static_cast<Kind>(seed / 5 % kKinds);
        ASSERT_TRUE(sums_are_right(table(), {count, stride, n, static_cast<int64_t>(seed % 5), kind, seed}));
      }
    }
  }
}

TEST_P(KernelTest, SumsLinesWithLargeStrides) {
  uint64_t seed = 0;
  for (const int64_t stride : kStrides) {
    for (const int64_t n : lengths_at(stride)) {
      for (const int64_t count : {1, 3, 8}) {
        const auto kind = static_cast<Kind>(++seed % kKinds);
        ASSERT_TRUE(sums_are_right(table(), {count, stride, n, static_cast<int64_t>(seed % 5), kind, seed}));
      }
    }
  }
}

TEST_P(KernelTest, SumsValuesOfAnyKind) {
  uint64_t seed = 0;
  for (int kind = 0; kind < kKinds; ++kind) {
    for (int64_t count = 1; count <= kLeaves; ++count) {
      for (int64_t stride = 1; stride <= 3; ++stride) {
        for (const int64_t n : {1, 3, 18, 33, 50}) {
          ASSERT_TRUE(sums_are_right(table(), {count, stride, n, 3, static_cast<Kind>(kind), ++seed}));
        }
      }
    }
  }
}

TEST_P(KernelTest, AveragesOneNaNToTheOne) {
  for (const int64_t count : {1, 2, 3, 5}) {
    for (const int64_t stride : {1, 2, 3}) {
      for (int64_t i = 0; i < count * (18 * stride + 1); ++i) {
        ASSERT_TRUE(sums_are_right(table(), {count, stride, 19, 0, kOneNaN, static_cast<uint64_t>(i)}));
      }
    }
  }
}

TEST_P(KernelTest, AddsLines) {
  for (int64_t n = 1; n <= kLengths; ++n) {
    for (int kind = 0; kind < kKinds; ++kind) {
      const Case c{2, 1, n, (n + kind) % 5, static_cast<Kind>(kind), static_cast<uint64_t>(n)};
      ASSERT_TRUE(add_is_right<float>(table(), c));
      ASSERT_TRUE(add_is_right<double>(table(), c));
    }
  }
}

TEST_P(KernelTest, SumsARun) {
  std::vector<int64_t> lengths = {255, 256, 257, 1000, 1023, 1025, 4097};
  for (int64_t n = 1; n <= 2 * kLengths; ++n) lengths.push_back(n);
  for (const int64_t n : lengths) {
    for (int kind = 0; kind < kKinds; ++kind) {
      const Case c{1, 1, n, (n + kind) % 5, static_cast<Kind>(kind), static_cast<uint64_t>(n)};
      ASSERT_TRUE(run_is_right<float>(table(), c));
      ASSERT_TRUE(run_is_right<double>(table(), c));
    }
  }
}

}  // namespace
}  // namespace cenote
