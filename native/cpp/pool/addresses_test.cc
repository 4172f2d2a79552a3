// Elements at any address: Java's direct buffers may begin at any byte.
#include <gtest/gtest.h>

#include <cstring>
#include <vector>

#include "cenote.h"
#include "kernels/meaning.h"
#include "kernels/reference.h"
#include "pool/reference.h"

namespace cenote {
namespace {

using reference::Axis;
using reference::Pooling;
using reference::Problem;
using reference::Values;
using ::testing::AssertionFailure;
using ::testing::AssertionResult;
using ::testing::AssertionSuccess;

// Elements from `offset` bytes behind a boundary of 64 bytes on.
template <class T>
class Bytes {
 public:
  Bytes(size_t n, int64_t offset) : n_(n), block_(offset + static_cast<int64_t>(n * sizeof(T))), offset_(offset) {}
  Bytes(const std::vector<T>& elements, int64_t offset) : Bytes(elements.size(), offset) {
    std::memcpy(data(), elements.data(), n_ * sizeof(T));
  }

  void* data() const { return block_.data() + offset_; }
  bool holds(const std::vector<T>& elements) const {
    return n_ == elements.size() && std::memcmp(data(), elements.data(), n_ * sizeof(T)) == 0;
  }

 private:
  size_t n_;
  reference::Block<char> block_;
  int64_t offset_;
};

template <class Type>
AssertionResult pools_anywhere(const Pooling& p, uint64_t seed) {
  using T = typename Type::T;
  Values values(reference::kMixed, seed);
  std::vector<T> in;
  for (int64_t i = 0; i < p.inputs(); ++i) in.push_back(reference::element<Type>(values, reference::kMixed));
  const std::vector<T> expected = p.of<Type>(in.data());
  const bool extreme = p.manner.reduction == CENOTE_MAX || p.manner.reduction == CENOTE_MIN;
  std::vector<int64_t> indices(expected.size());
  for (const int isa : reference::instruction_sets()) {
    Problem problem(p, isa);
    if (extreme) cenote_index(problem.get(), in.data(), expected.data(), indices.data(), 8, 0, p.rows());
    for (int64_t offset = 1; offset < 8; ++offset) {
      const Bytes<T> from(in, offset), to(expected.size(), 8 - offset);
      const Bytes<int64_t> found(expected.size(), offset);
      bool right = cenote_pool(problem.get(), from.data(), to.data(), 0, p.rows()) == CENOTE_OK && to.holds(expected);
      if (extreme) {
        const int status = cenote_index(problem.get(), from.data(), to.data(), found.data(), 8, 0, p.rows());
        right = right && status == CENOTE_OK && found.holds(indices);
      }
      if (!right) return AssertionFailure() << cenote_isa_name(isa) << " offset " << offset << ", " << p.text();
    }
  }
  return AssertionSuccess();
}

TEST(Addresses, OfPooledElementsMayBeOdd) {
  uint64_t seed = 0;
  for (int64_t type = CENOTE_FLOAT32; type <= CENOTE_INT64; ++type) {
    for (const Axis& w : {Axis{65, 2, 2}, Axis{70, 3, 1, 1, 1, 1}, Axis{70, 3, 2, 1, 1, 1}, Axis{90, 9, 3}, Axis{7, 7}}) {
      for (uint64_t number = 0; number < 12; ++number, ++seed) {
        Pooling p;
        p.type = type;
        p.w = p.h = w;
        p.h.in = w.window == 9 ? 12 : w.window + 2 * (w.window != w.in);
        p.planes = 3;
        p.lanes = seed % 3 == 0 ? 19 : 1;
        p.manner = reference::any_manner(reference::is_floating(type), number + 12 * seed);
        ASSERT_TRUE(reference::with_type(type, [&](auto tag) { return pools_anywhere<decltype(tag)>(p, seed); }));
      }
    }
  }
}

TEST(Addresses, OfUnpooledElementsMayBeOdd) {
  constexpr int64_t kValues = 40, kOut = 90;
  std::vector<int64_t> values, indices, expected(kOut);
  for (int64_t i = 0; i < kValues; ++i) {
    values.push_back(i + 1);
    indices.push_back(2 * i + 1);
    expected[static_cast<size_t>(2 * i + 1)] = i + 1;
  }
  const cenote_unpooling problem{CENOTE_VERSION, 8, 8, 1, 1, kValues, kOut};
  for (int64_t offset = 1; offset < 8; ++offset) {
    const Bytes<int64_t> from(values, offset), where(indices, 8 - offset), to(expected.size(), offset);
    EXPECT_EQ(cenote_unpool_check(&problem, where.data(), 0, kValues), -1) << offset;
    EXPECT_EQ(cenote_unpool(&problem, from.data(), where.data(), to.data(), 0, 1), CENOTE_OK) << offset;
    EXPECT_TRUE(to.holds(expected)) << offset;
  }
}

TEST(Addresses, OfAlignedRegionsMayBeOdd) {
  const std::vector<double> in = {1, 2, 3, 4};
  const cenote_sample first{0, 0, 1, 0}, last{1, 1, 1, 0};
  const cenote_region regions[] = {{0, 1, 1, &first, &last}, {0, 1, 1, &last, &first}};
  const cenote_alignment problem{CENOTE_VERSION, CENOTE_FLOAT64, 0, 1, 0, 2, 2, 1, 1, 2, regions};
  for (int64_t offset = 1; offset < 8; ++offset) {
    const Bytes<double> from(in, offset), to(2, 8 - offset);
    EXPECT_EQ(cenote_align(&problem, from.data(), to.data(), 0, 2), CENOTE_OK) << offset;
    EXPECT_TRUE(to.holds({2, 3})) << offset;
  }
}

}  // namespace
}  // namespace cenote
