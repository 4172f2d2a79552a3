// Trees of lines against the recursive definition, with the kernels of every table that this machine can run.
#include "pool/line_tree.h"

#include <gtest/gtest.h>

#include <vector>

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

// A tree over `positions` positions with exactly the memory that it asks for; it sums many times.
template <class A>
class Tree {
 public:
  Tree(const Kernels& k, int64_t positions, int64_t n, Kind kind)
      : sums_(k.sums<A>()), n_(n), memory_(LineTree<A>::lines(positions) * (n + kSlack)), tree_(sums_) {
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
    tree_.sum(first, end, at_once, n_, [&](int64_t p, int count, A* sum) {
      subtrees &= p == next && is_subtree(p, count, end, at_once);
      next = p + count;
      const float* rows[kLeaves];
      for (int r = 0; subtrees && r < count; ++r) rows[r] = leaf(p + r);
      if (subtrees) sums_.of_rows(rows, count, n_, sum);
    }, out.data());
    AssertionResult r = AssertionSuccess();
    if (!subtrees || next != end) {
      r = AssertionFailure() << "asked for something else than one subtree after the other; ";
    } else {
      std::vector<A> expected;
      for (int64_t i = 0; i < n_; ++i) {
        expected.push_back(reference::sum<A>(first, end, [&](int64_t p) { return static_cast<A>(leaf(p)[i]); }));
      }
      r = out.holds(expected, true);
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

  const SumKernels<A>& sums_;
  int64_t n_;
  Block<A> memory_;
  LineTree<A> tree_;
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

TEST(LineTree, NeedsFewLines) {
  EXPECT_LE(LineTree<float>::lines(1), 2);
  EXPECT_LE(LineTree<float>::lines(8), 5);
  EXPECT_LE(LineTree<float>::lines(1024), 12);
  EXPECT_LE(LineTree<float>::lines(INT64_MAX), 65);
}

}  // namespace
}  // namespace cenote
