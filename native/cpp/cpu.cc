#include "cpu.h"

#include <stdint.h>
#include <string.h>

#if defined(__x86_64__) || defined(_M_X64)
#define CENOTE_X86 1
#if defined(_MSC_VER)
#include <intrin.h>
#else
#include <cpuid.h>
#endif
#else
#define CENOTE_X86 0
#endif

namespace cenote {
namespace {

#if CENOTE_X86

enum Register { kEbx, kEcx, kEdx };

struct Feature {
  const char* name;
  uint32_t leaf;       // of CPUID, subleaf 0
  Register reg;
  int bit;
  uint32_t os_state;   // bits of XCR0 that the operating system must have switched on
};

constexpr uint32_t kAvxState = 0x6;
constexpr uint32_t kAvx512State = 0xE6;

// Bits from AMD's and Intel's manuals (CPUID leaves 1 and 7).
constexpr Feature kFeatures[] = {
    {"ssse3", 1, kEcx, 9, 0},           {"sse4.1", 1, kEcx, 19, 0},
    {"sse4.2", 1, kEcx, 20, 0},         {"pclmul", 1, kEcx, 1, 0},
    {"aes", 1, kEcx, 25, 0},            {"avx", 1, kEcx, 28, kAvxState},
    {"f16c", 1, kEcx, 29, kAvxState},   {"fma", 1, kEcx, 12, kAvxState},
    {"bmi", 7, kEbx, 3, 0},             {"avx2", 7, kEbx, 5, kAvxState},
    {"bmi2", 7, kEbx, 8, 0},            {"avx512f", 7, kEbx, 16, kAvx512State},
    {"avx512dq", 7, kEbx, 17, kAvx512State}, {"avx512cd", 7, kEbx, 28, kAvx512State},
    {"avx512bw", 7, kEbx, 30, kAvx512State}, {"avx512vl", 7, kEbx, 31, kAvx512State},
};

void cpuid(uint32_t leaf, uint32_t registers[3]) {
#if defined(_MSC_VER)
  int r[4];
  __cpuid(r, static_cast<int>(leaf & 0x80000000u));
  if (static_cast<uint32_t>(r[0]) < leaf) {
    r[1] = r[2] = r[3] = 0;
  } else {
    __cpuidex(r, static_cast<int>(leaf), 0);
  }
  registers[kEbx] = static_cast<uint32_t>(r[1]);
  registers[kEcx] = static_cast<uint32_t>(r[2]);
  registers[kEdx] = static_cast<uint32_t>(r[3]);
#else
  uint32_t eax = 0;
  if (!__get_cpuid_count(leaf, 0, &eax, &registers[kEbx], &registers[kEcx], &registers[kEdx])) {
    memset(registers, 0, 3 * sizeof(uint32_t));
  }
#endif
}

uint32_t os_state() {
  uint32_t r[3];
  cpuid(1, r);
  if (!(r[kEcx] >> 27 & 1)) return 0;  // OSXSAVE: the instruction below exists
#if defined(_MSC_VER)
  return static_cast<uint32_t>(_xgetbv(0));
#else
  uint32_t low = 0, high = 0;
  __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return low;
#endif
}

bool has(const Feature& feature, uint32_t state) {
  uint32_t r[3];
  cpuid(feature.leaf, r);
  return (r[feature.reg] >> feature.bit & 1) && (state & feature.os_state) == feature.os_state;
}

#endif  // CENOTE_X86

struct Features {
  char text[256] = "";

  Features() {
#if CENOTE_X86
    const uint32_t state = os_state();
    char* at = text;
    for (const Feature& feature : kFeatures) {
      if (!has(feature, state)) continue;
      if (at != text) *at++ = ' ';
      const size_t length = strlen(feature.name);
      memcpy(at, feature.name, length);
      at += length;
    }
    *at = '\0';
#endif
  }
};

// Whether `list`, separated by spaces, has the word of `length` characters.
bool contains(const char* list, const char* word, size_t length) {
  while (*list != '\0') {
    const size_t item = strcspn(list, " ");
    if (item == length && memcmp(list, word, length) == 0) return true;
    list += item;
    list += strspn(list, " ");
  }
  return false;
}

}  // namespace

const char* cpu_features() {
  static const Features features;
  return features.text;
}

void missing_features(const char* needed, char* buffer) {
  char* at = buffer;
  while (*needed != '\0') {
    const size_t length = strcspn(needed, " ");
    if (!contains(cpu_features(), needed, length)) {
      if (at != buffer) *at++ = ' ';
      memcpy(at, needed, length);
      at += length;
    }
    needed += length;
    needed += strspn(needed, " ");
  }
  *at = '\0';
}

}  // namespace cenote
