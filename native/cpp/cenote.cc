#include "cenote.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "cpu.h"
#include "kernels/kernels.h"
#include "pool/pool.h"
#include "pool/problem.h"

namespace {

constexpr uint64_t kAlignment = 64;

// In the order of enum cenote_type.
constexpr cenote::Pool* kPools[] = {
    cenote::pool_float32, cenote::pool_float64, cenote::pool_float16, cenote::pool_bfloat16, cenote::pool_int8,
    cenote::pool_uint8,   cenote::pool_int16,   cenote::pool_int32,   cenote::pool_int64,
};

// As Java rounds doubles to whole numbers.
int64_t thousandths(double value) {
  const double product = value * 1000;
  if (product != product) return 0;
  return product >= 0x1p63 ? INT64_MAX : product <= -0x1p63 ? INT64_MIN : static_cast<int64_t>(product);
}

}  // namespace

int64_t cenote_version(void) { return CENOTE_VERSION; }

int32_t cenote_isa_count(void) { return cenote::kernel_tables(); }

const char* cenote_isa_name(int32_t isa) {
  return isa >= 0 && isa < cenote::kernel_tables() ? cenote::kernels(isa).name : nullptr;
}

const char* cenote_isa_missing(int32_t isa) {
  if (isa < 0 || isa >= cenote::kernel_tables()) return "such an instruction set";
  static thread_local char missing[256];
  cenote::missing_features(cenote::kernels(isa).needs, missing);
  return missing;
}

const char* cenote_cpu_features(void) { return cenote::cpu_features(); }

int64_t cenote_allocate(int64_t bytes) {
  if (bytes < 0 || bytes > INT64_MAX - static_cast<int64_t>(2 * kAlignment)) return 0;
  // calloc leaves large blocks to the operating system, which gives zeroed pages when they are first touched.
  char* const block = static_cast<char*>(calloc(static_cast<size_t>(bytes) + 2 * kAlignment, 1));
  if (block == nullptr) return 0;
  const uint64_t address = (reinterpret_cast<uint64_t>(block) / kAlignment + 2) * kAlignment;
  reinterpret_cast<void**>(address)[-1] = block;
  return static_cast<int64_t>(address);
}

void cenote_free(int64_t address) {
  if (address != 0) free(reinterpret_cast<void**>(address)[-1]);
}

int64_t cenote_address(const void* pointer) { return static_cast<int64_t>(reinterpret_cast<uint64_t>(pointer)); }

int32_t cenote_same(const float* a, const float* b) { return a == b; }

int32_t cenote_roofline(int32_t isa, const void* in, int64_t in_bytes, void* out, int64_t out_bytes,
                        int32_t streaming) {
  if (isa < 0 || isa >= cenote::kernel_tables() || cenote::kernels(isa).roofline == nullptr) return -1;
  return cenote::kernels(isa).roofline(static_cast<const uint8_t*>(in), in_bytes, static_cast<uint8_t*>(out), out_bytes,
                                       streaming != 0) != 0;
}

int32_t cenote_describe(const cenote_problem* problem, char* text, int32_t size) {
  int length = 0;
  const auto put = [&](const char* name, int64_t value) {
    const bool room = length < size;
    length += snprintf(room ? text + length : nullptr, room ? static_cast<size_t>(size - length) : 0,
                       "%s=%" PRId64 " ", name, value);
  };
  put("version", problem->version);
  put("isa", problem->isa);
  put("type", problem->type);
  put("reduction", problem->reduction);
  put("wide", problem->wide);
  put("planes", problem->planes);
  put("lanes", problem->lanes);
  put("planes_per_list", problem->planes_per_list);
  const int64_t per_list = problem->planes_per_list;
  const int64_t lists = per_list < 1 ? 0 : problem->planes / per_list + (problem->planes % per_list != 0 ? 1 : 0);
  for (int64_t l = 0; problem->sources != nullptr && l < lists; ++l) put("source", problem->sources[l]);
  put("empty_is_zero", problem->empty_is_zero);
  put("rounding", problem->rounding);
  put("fixed_divisor", problem->fixed_divisor);
  put("divisor*1000", thousandths(problem->divisor));
  put("p*1000", thousandths(problem->p));
  for (const cenote_axis& axis : problem->axes) {
    put("in", axis.in);
    put("out", axis.out);
    put("origin", axis.origin);
    put("stride", axis.stride);
    put("taps", axis.taps);
    put("step", axis.step);
    put("inner_begin", axis.inner_begin);
    put("inner_end", axis.inner_end);
    put("edges_per_list", axis.edges_per_list);
    put("blocks", axis.blocks);
    const int64_t shared = axis.out - (axis.inner_end - axis.inner_begin);
    const int64_t edges = axis.edges_per_list == 0 ? shared : lists * axis.edges_per_list;
    for (int64_t e = 0; e < edges; ++e) {
      put("start", axis.edges[e].start);
      put("first_tap", axis.edges[e].first_tap);
      put("end_tap", axis.edges[e].end_tap);
      put("count", axis.edges[e].count);
    }
  }
  return length;
}

int32_t cenote_pool(const cenote_problem* problem, const void* in, void* out, int64_t begin, int64_t end) {
  if (!cenote::is_valid(problem, begin, end)) return CENOTE_BAD_ARGUMENT;
  if (begin == end) return CENOTE_OK;
  if (in == nullptr || out == nullptr) return CENOTE_BAD_ARGUMENT;
  const cenote::Kernels& kernels = cenote::kernels(static_cast<int>(problem->isa));
  return kPools[problem->type](kernels, *problem, in, out, begin, end);
}
