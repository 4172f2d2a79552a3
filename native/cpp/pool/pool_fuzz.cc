// Fuzzes cenote_pool: any geometry, any elements, every instruction set that this machine runs, against the reference,
// bit for bit. Blocks of memory are exact, so that the address sanitizer sees what is read or written beyond them.
#include <fuzzer/FuzzedDataProvider.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "pool/reference.h"

namespace cenote::reference {
namespace {

constexpr int64_t kMostInputs = 6000, kMostTaps = 2'000'000;  // of a problem, so that the reference stays fast

int64_t upto(FuzzedDataProvider& from, int64_t most) { return from.ConsumeIntegralInRange<int64_t>(0, most); }

// Windows anywhere inside the input, some of them without a tap.
Axis listed(FuzzedDataProvider& from, int64_t in, int64_t lists) {
  std::vector<std::vector<cenote_window>> all(static_cast<size_t>(lists));
  const int64_t out = 1 + upto(from, 6);
  for (auto& list : all) {
    for (int64_t i = 0; i < out; ++i) {
      const int64_t start = upto(from, in - 1), taps = upto(from, in - start);
      list.push_back({start, 0, taps, taps > 0 ? taps : 1});
    }
  }
  return Axis::irregular(in, all);
}

Axis regular(FuzzedDataProvider& from, int64_t in, int64_t most_taps) {
  Axis a{in, 1 + upto(from, most_taps - 1), 1 + upto(from, 4), 1 + upto(from, 2)};
  if (from.ConsumeBool()) a.stride = a.dilation = 1;
  a.begin = upto(from, a.reach() - 1);
  a.end = upto(from, a.reach() - 1);
  a.ceil = from.ConsumeBool();
  return a;
}

Pooling pooling(FuzzedDataProvider& from) {
  Pooling p;
  p.type = upto(from, CENOTE_INT64);
  p.manner = any_manner(is_floating(p.type), from.ConsumeIntegral<uint32_t>());
  p.count_padding = from.ConsumeBool();
  p.divisor = from.ConsumeBool() ? 0 : static_cast<double>(1 + upto(from, 300)) * (from.ConsumeBool() ? 1 : -1);
  p.lanes = from.ConsumeBool() ? 1 : 1 + upto(from, 70);
  p.planes = 1 + upto(from, 4);
  const bool lists = upto(from, 7) == 0;
  p.planes_per_list = lists ? 1 + upto(from, 1) : 1;
  const int64_t count = lists ? (p.planes + p.planes_per_list - 1) / p.planes_per_list : 1;
  const bool deep = from.ConsumeBool();
  p.d = regular(from, deep ? 1 + upto(from, 7) : 1, deep ? 4 : 1);
  for (Axis* axis : {&p.h, &p.w}) {
    const int64_t in = 1 + upto(from, 70);
    *axis = upto(from, 7) == 0 ? listed(from, in, count) : regular(from, in, 24);
  }
  return p;
}

double taps(const Pooling& p) {
  return static_cast<double>(p.outputs()) * static_cast<double>(p.d.window) * static_cast<double>(p.h.window) *
         static_cast<double>(p.w.window);
}

// Elements from the bytes that are left, as they are or as hard ones of a kind.
template <class Type>
void draw(FuzzedDataProvider& from, typename Type::T* elements, int64_t n) {
  const auto kind = static_cast<Kind>(upto(from, kKinds));
  const uint64_t seed = from.ConsumeIntegral<uint64_t>();
  if (kind == kKinds) {
    const std::vector<uint8_t> bytes = from.ConsumeRemainingBytes<uint8_t>();
    auto* const memory = reinterpret_cast<uint8_t*>(elements);
    const size_t size = static_cast<size_t>(n) * sizeof(*elements);
    for (size_t i = 0; i < size; ++i) memory[i] = bytes.empty() ? 0 : bytes[i % bytes.size()];
  } else {
    Values values(kind, seed);
    for (int64_t i = 0; i < n; ++i) elements[i] = element<Type>(values, kind);
  }
}

template <class Type>
void compare(const Pooling& p, FuzzedDataProvider& from) {
  using T = typename Type::T;
  static const std::vector<int> sets = instruction_sets();
  const int64_t row_end = p.rows(), begin = upto(from, row_end), end = begin + upto(from, row_end - begin);
  const int64_t misalignment = upto(from, 3);
  const Block<T> in(p.inputs(), misalignment);
  draw<Type>(from, in.data(), p.inputs());
  const std::vector<T> expected = p.of<Type>(in.data());
  for (const int isa : sets) {
    Problem problem(p, isa);
    for (const bool all : {true, false}) {
      const int64_t from_row = all ? 0 : begin, to_row = all ? row_end : end;
      const int64_t first = from_row * p.row_elements(), n = (to_row - from_row) * p.row_elements();
      // Only these rows exist; out is where row 0 would be.
      const Block<T> some(n, misalignment);
      const int status = cenote_pool(problem.get(), in.data(), some.data() - first, from_row, to_row);
      if (status == CENOTE_OK && (n == 0 || std::memcmp(some.data(), expected.data() + first,
                                                        static_cast<size_t>(n) * sizeof(T)) == 0)) {
        continue;
      }
      std::fprintf(stderr, "status %d, %s, rows %lld to %lld: %s\n", status, cenote_isa_name(isa),
                   static_cast<long long>(from_row), static_cast<long long>(to_row), p.text().c_str());
      for (int64_t i = 0; i < n; ++i) {
        const T is = some.data()[i], wanted = expected[static_cast<size_t>(first + i)];
        if (std::memcmp(&is, &wanted, sizeof(T)) == 0) continue;
        std::fprintf(stderr, "element %lld is %.17g, expected %.17g\n", static_cast<long long>(first + i),
                     static_cast<double>(is), static_cast<double>(wanted));
        break;
      }
      std::abort();
    }
  }
}

}  // namespace
}  // namespace cenote::reference

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace cenote::reference;
  FuzzedDataProvider from(data, size);
  const Pooling p = pooling(from);
  if (!exists(p) || p.inputs() > kMostInputs || taps(p) > static_cast<double>(kMostTaps)) return -1;
  with_type(p.type, [&](auto type) { compare<decltype(type)>(p, from); });
  return 0;
}
