// The boundary apart from pooling: memory, descriptions. See also cpu_test and pool_test.
#include "cenote.h"

#include <gtest/gtest.h>
#include <math.h>
#include <string.h>

#include <limits>
#include <string>
#include <vector>

namespace {

TEST(Memory, IsAlignedAndZeroed) {
  for (const int64_t bytes : {0, 1, 63, 64, 65, 1000, 1 << 20}) {
    const int64_t address = cenote_allocate(bytes);
    ASSERT_NE(address, 0) << bytes;
    EXPECT_EQ(address % 64, 0) << bytes;
    char* const memory = reinterpret_cast<char*>(address);
    for (int64_t i = 0; i < bytes; ++i) ASSERT_EQ(memory[i], 0) << i << " of " << bytes;
    if (bytes != 0) memset(memory, 1, static_cast<size_t>(bytes));
    EXPECT_EQ(cenote_address(memory), address);
    cenote_free(address);
  }
}

TEST(Memory, IsRefusedWhereThereIsNotSoMuch) {
  constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
  for (const int64_t bytes : {int64_t{-1}, std::numeric_limits<int64_t>::min(), int64_t{1} << 60, kMost - 128, kMost}) {
    EXPECT_EQ(cenote_allocate(bytes), 0) << bytes;
  }
}

TEST(Memory, IsFreedEvenIfThereWasNone) { cenote_free(0); }

TEST(Roofline, ReadsEveryByteAndWritesEveryByteAndNothingElse) {
  EXPECT_EQ(cenote_roofline(-1, nullptr, 1, nullptr, 1, 0), -1);
  EXPECT_EQ(cenote_roofline(0, nullptr, 1, nullptr, 1, 0), -1) << "the baseline";
  EXPECT_EQ(cenote_roofline(cenote_isa_count(), nullptr, 1, nullptr, 1, 0), -1);
  for (int32_t isa = 1; isa < cenote_isa_count(); ++isa) {
    if (*cenote_isa_missing(isa) != 0) continue;
    for (const int64_t in_bytes : {1, 63, 64, 257, 4096, 9001}) {
      for (const int64_t out_bytes : {0, 1, 64, 200, 4099}) {
        const int64_t in_at = cenote_allocate(in_bytes), out_at = cenote_allocate(out_bytes + 1);
        char* const in = reinterpret_cast<char*>(in_at);
        char* const out = reinterpret_cast<char*>(out_at);
        for (const int32_t streaming : {0, 1}) {
          const auto where = [&](int64_t i) {
            return std::string(cenote_isa_name(isa)) + (streaming ? " streaming" : "") + ", byte " + std::to_string(i) +
                   " of " + std::to_string(in_bytes) + " in, " + std::to_string(out_bytes) + " out";
          };
          memset(out, 0, static_cast<size_t>(out_bytes) + 1);
          EXPECT_EQ(cenote_roofline(isa, in, in_bytes, out, out_bytes, streaming), 0) << where(0);
          for (int64_t o = 0; o <= out_bytes; ++o) ASSERT_EQ(out[o], o < out_bytes) << where(o);
          for (int64_t i = 0; i < in_bytes; i += i < 300 ? 1 : 61) {
            in[i] = 16;
            ASSERT_EQ(cenote_roofline(isa, in, in_bytes, out, out_bytes, streaming), 1) << where(i);
            in[i] = 0;
          }
        }
        cenote_free(in_at);
        cenote_free(out_at);
      }
    }
  }
}

TEST(Description, NamesEveryFieldInOrder) {
  const cenote_window edges[] = {{50, 51, 52, 53}, {60, 61, 62, 63}};
  const int64_t sources[] = {7, 8};
  cenote_problem problem = {CENOTE_VERSION, 2, 5, 1, 1, 3, 4, 2, sources, 1, 2, 1, 2.5, HUGE_VAL, {}};
  for (int64_t a = 0; a < 3; ++a) {
    const int64_t i = 10 * (a + 1);
    problem.axes[a] = {i, 2, -i, i + 2, i + 3, i + 4, 0, 2, 0, a, nullptr};
  }
  problem.axes[1] = {20, 1, 0, 0, 3, 1, 0, 0, 1, 0, edges};
  problem.axes[2].inner_begin = 1;
  problem.axes[2].edges = edges;
  std::vector<char> text(2000);
  const int32_t length = cenote_describe(&problem, text.data(), static_cast<int32_t>(text.size()));
  EXPECT_EQ(length, static_cast<int32_t>(strlen(text.data())));
  EXPECT_STREQ(text.data(),
               "version=3 isa=2 type=5 reduction=1 wide=1 planes=3 lanes=4 planes_per_list=2 source=7 source=8 "
               "empty_is_zero=1 rounding=2 fixed_divisor=1 divisor*1000=2500 p*1000=9223372036854775807 "
               "in=10 out=2 origin=-10 stride=12 taps=13 step=14 inner_begin=0 inner_end=2 edges_per_list=0 blocks=0 "
               "in=20 out=1 origin=0 stride=0 taps=3 step=1 inner_begin=0 inner_end=0 edges_per_list=1 blocks=0 "
               "start=50 first_tap=51 end_tap=52 count=53 start=60 first_tap=61 end_tap=62 count=63 "
               "in=30 out=2 origin=-30 stride=32 taps=33 step=34 inner_begin=1 inner_end=2 edges_per_list=0 blocks=2 "
               "start=50 first_tap=51 end_tap=52 count=53 ");
}

TEST(Description, IsCutWhereTheTextEnds) {
  cenote_problem problem = {};
  const int32_t whole = cenote_describe(&problem, nullptr, 0);
  std::vector<char> full(static_cast<size_t>(whole) + 1);
  ASSERT_EQ(cenote_describe(&problem, full.data(), whole + 1), whole);
  for (int32_t size = 1; size <= whole; ++size) {
    std::vector<char> text(static_cast<size_t>(size), '?');  // its end is the heap's: the address sanitizer watches
    ASSERT_EQ(cenote_describe(&problem, text.data(), size), whole);
    ASSERT_EQ(std::string(text.data()), std::string(full.data(), static_cast<size_t>(size - 1)));
  }
}

}  // namespace
