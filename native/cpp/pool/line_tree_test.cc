// Trees of lines against the recursive definition, with the kernels of every table that this machine can run.
#include "pool/line_tree.h"

#include <gtest/gtest.h>

#include <vector>

#include "kernels/meaning.h"
#include "kernels/reference.h"

namespace cenote {
namespace {

using reference::Block;
using reference::KernelTest;
using reference::Kind;
using reference::kKinds;
using reference::Output;
using reference::Values;
using ::testing::AssertionFailure;
using ::testing::AssertionResult;
using ::testing::AssertionSuccess;

INSTANTIATE_TEST_SUITE_P(Table, KernelTest, ::testing::Range(0, kernel_tables()), reference::table_name);

const Reduction<float, float>& sums_of(const Kernels& k, float) { return k.float32.average; }
const Reduction<float, double>& sums_of(const Kernels& k, double) { return k.float32.wide_average; }

// A tree over `positions` positions with exactly the memory that it asks for; it sums many times.
template <class A>
class Tree {
 public:
  Tree(const Kernels& k, int64_t positions, int64_t n, Kind kind)
      : sums_(sums_of(k, A{})), n_(n), tree_(sums_.lines), memory_(tree_.lines(positions) * (n + kSlack)) {
    tree_.place(memory_.data(), n + kSlack);
    Values values(kind, static_cast<uint64_t>(positions));
    for (int64_t p = 0; p < positions; ++p) {
      leaves_.emplace_back(n);
      for (int64_t i = 0; i < n; ++i) leaves_.back().data()[i] = values.next();
    }
  }

  AssertionResult sums_right(int64_t first, int64_t end, int at_once) {
    Output<A> out(n_);
    int64_t next = first;
    bool subtrees = true;
    const auto leaves = [&](int64_t p, int count, A* sum) {
      subtrees &= p == next && is_subtree(p, count, end, at_once);
      next = p + count;
      const float* rows[kLeaves];
      for (int r = 0; subtrees && r < count; ++r) rows[r] = leaf(p + r);
      if (subtrees) sums_.of_rows(rows, count, n_, 1, sum);
    };
    tree_.combine(first, end, at_once, n_, Leaves<A>(leaves), out.data());
    AssertionResult r = AssertionSuccess();
    if (!subtrees || next != end) {
      r = AssertionFailure() << "asked for something else than one subtree after the other; ";
    } else {
      std::vector<A> expected;
      for (int64_t i = 0; i < n_; ++i) {
        const auto leaf_at = [&](int64_t p) { return std::optional<A>(leaf(p)[i]); };
        expected.push_back(*reference::tree<A>(first, end, leaf_at));
        // One NaN is as good as another.
        if (std::isnan(expected.back()) && std::isnan(out.data()[i])) expected.back() = out.data()[i];
      }
      r = out.holds(expected);
    }
    return r ? r : r << "positions " << first << " to " << end << ", at once " << at_once << ", n " << n_;
  }

 private:
  // Whether `count` positions from p on are all that there are below `end` of an aligned block.
  static bool is_subtree(int64_t p, int count, int64_t end, int at_once) {
    if (count < 1 || count > at_once) return false;
    int64_t size = 1;
    while (size < count) size *= 2;
    return p % size == 0 && (count == size || p + count == end);
  }

  const float* leaf(int64_t p) const { return leaves_[static_cast<size_t>(p)].data(); }

  const Reduction<float, A>& sums_;
  int64_t n_;
  LineTree<A> tree_;
  Block<A> memory_;
  std::vector<Block<float>> leaves_;
};

template <class A>
AssertionResult any_range_is_right(const Kernels& k) {
  for (int64_t end = 1; end <= 72; ++end) {
    Tree<A> tree(k, end, 1 + end % 19, static_cast<Kind>(end % kKinds));
    for (int64_t first = end - 1; first >= 0; first -= end > 40 ? 3 : 1) {
      for (const int at_once : {1, 8}) {
        if (AssertionResult r = tree.sums_right(first, end, at_once); !r) return r;
      }
    }
  }
  return AssertionSuccess();
}

template <class A>
AssertionResult long_ranges_are_right(const Kernels& k) {
  for (const int64_t positions : {100, 127, 128, 129, 300, 1025}) {
    Tree<A> tree(k, positions, 3, reference::kRandom);
    for (const int64_t first : {0, 1, 5, 8, 37, 63, 64, 99}) {
      for (const int64_t end : {positions - 1, positions}) {
        for (const int at_once : {1, 2, 4, 8}) {
          if (first >= end) continue;
          if (AssertionResult r = tree.sums_right(first, end, at_once); !r) return r;
        }
      }
    }
  }
  return AssertionSuccess();
}

TEST_P(KernelTest, SumsLinesAtAnyPositions) {
  EXPECT_TRUE(any_range_is_right<float>(table()));
  EXPECT_TRUE(any_range_is_right<double>(table()));
}

TEST_P(KernelTest, SumsManyLines) {
  EXPECT_TRUE(long_ranges_are_right<float>(table()));
  EXPECT_TRUE(long_ranges_are_right<double>(table()));
}

// In any order, leaves are combined as they come.
TEST_P(KernelTest, CombinesLinesInAnyOrder) {
  const Reduction<float, float>& max = table().float32.max;
  constexpr int64_t kPositions = 40, kElements = 5;
  LineTree<float> tree(max.lines);
  Block<float> memory(tree.lines(kPositions) * (kElements + kSlack));
  tree.place(memory.data(), kElements + kSlack);
  for (const int at_once : {1, 3, 8}) {
    for (int64_t first = 0; first < kPositions; ++first) {
      for (int64_t end = first + 1; end <= kPositions; ++end) {
        int64_t next = first;
        Output<float> out(kElements);
        const auto leaves = [&](int64_t p, int count, float* line) {
          EXPECT_TRUE(p == next && count >= 1 && count <= at_once && p + count <= end);
          next = p + count;
          for (int64_t i = 0; i < kElements; ++i) line[i] = static_cast<float>(next * (i + 1));
        };
        tree.combine(first, end, at_once, kElements, Leaves<float>(leaves), out.data());
        std::vector<float> expected;
        for (int64_t i = 0; i < kElements; ++i) expected.push_back(static_cast<float>(end * (i + 1)));
        ASSERT_TRUE(next == end && out.holds(expected)) << first << " to " << end << " by " << at_once;
      }
    }
  }
}

TEST(LineTree, NeedsFewLines) {
  const LineTree<float> tree(baseline_kernels().float32.average.lines), any(baseline_kernels().float32.max.lines);
  EXPECT_LE(tree.lines(1), 2);
  EXPECT_LE(tree.lines(8), 5);
  EXPECT_LE(tree.lines(1024), 12);
  EXPECT_LE(tree.lines(INT64_MAX), 65);
  EXPECT_EQ(any.lines(INT64_MAX), 1);
}

}  // namespace
}  // namespace cenote
