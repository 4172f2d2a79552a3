// The features that are found, against those that the compiler's own look at CPUID finds.
#include "cpu.h"

#include <gtest/gtest.h>

#include <string>

#include "cenote.h"

namespace cenote {
namespace {

std::string missing(const char* needed) {
  char buffer[256];
  missing_features(needed, buffer);
  return buffer;
}

TEST(Cpu, LacksWhatNoCpuHas) {
  EXPECT_EQ(missing(""), "");
  EXPECT_EQ(missing("warp"), "warp");
  EXPECT_EQ(missing("warp flux"), "warp flux");
}

TEST(Cpu, LacksNothingThatItLists) { EXPECT_EQ(missing(cpu_features()), ""); }

TEST(Cpu, TakesNoPartOfAWordForAFeature) {
  EXPECT_EQ(missing("av"), "av");
  EXPECT_EQ(missing("avx2x"), "avx2x");
}

#if defined(__x86_64__) && defined(__GNUC__)
TEST(Cpu, FindsWhatTheCompilerFinds) {
#define EXPECT_FOUND(feature) EXPECT_EQ(missing(feature).empty(), __builtin_cpu_supports(feature) != 0) << feature
  EXPECT_FOUND("ssse3");
  EXPECT_FOUND("sse4.1");
  EXPECT_FOUND("sse4.2");
  EXPECT_FOUND("pclmul");
  EXPECT_FOUND("aes");
  EXPECT_FOUND("avx");
  EXPECT_FOUND("fma");
  EXPECT_FOUND("bmi");
  EXPECT_FOUND("avx2");
  EXPECT_FOUND("bmi2");
  EXPECT_FOUND("avx512f");
  EXPECT_FOUND("avx512dq");
  EXPECT_FOUND("avx512cd");
  EXPECT_FOUND("avx512bw");
  EXPECT_FOUND("avx512vl");
#undef EXPECT_FOUND
}
#endif

TEST(Cpu, CanRunTheBaselineAnywhere) {
  EXPECT_STREQ(cenote_isa_name(0), "baseline");
  EXPECT_STREQ(cenote_isa_missing(0), "");
}

TEST(Cpu, HasNoNameForAnUnknownInstructionSet) {
  EXPECT_EQ(cenote_isa_name(-1), nullptr);
  EXPECT_EQ(cenote_isa_name(cenote_isa_count()), nullptr);
  EXPECT_STRNE(cenote_isa_missing(-1), "");
  EXPECT_STRNE(cenote_isa_missing(cenote_isa_count()), "");
}

}  // namespace
}  // namespace cenote
