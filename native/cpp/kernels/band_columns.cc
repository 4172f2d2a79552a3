#include "kernels/band_columns.h"

namespace cenote {

BandColumns::BandColumns(const Along& w, int64_t first_output, int64_t lanes, int64_t size) : first(first_output) {
  constexpr int64_t kFewestRows = 4, kMostRows = 128;
  const auto whole = [=](int64_t n) { return (n + lanes - 1) / lanes * lanes; };
  const int64_t reach = (w.taps - 1) * w.step + 1;
  split = w.stride == 2;
  thin = w.stride > 2;
  // At most six vectors a line are not full or hold nothing but padding.
  const int64_t room = size / kFewestRows - 2 * reach - (thin ? 6 + w.taps : 12) * lanes;
  const int64_t each = w.stride + (thin ? w.taps : 0);
  int64_t at_once = w.out;
  if (w.out * each > room) {
    at_once = room / each / lanes * lanes;
    if (at_once < lanes) at_once = lanes;
  }
  outputs = w.out - first < at_once ? w.out - first : at_once;
  const int64_t start = w.origin + first * w.stride;
  const int64_t end = start + (outputs - 1) * w.stride + reach;
  column = start < 0 ? 0 : start;
  count = (end < w.in ? end : w.in) - column;
  if (count < 0) count = 0;
  from = start - column;
  front = from == 0 ? 0 : whole(split ? -from / 2 + 1 : -from);
  written = whole(split ? (count + 1) / 2 : count);
  // Windows are read as whole vectors, from each tap on.
  const int64_t last = from + reach - 1;
  const int64_t read = thin ? end - column : (split ? last >> 1 : last) + whole(outputs);
  line = front + (written > read ? written : whole(read));
  pitch = split ? 2 * line : thin ? line + w.taps * whole(outputs) : line;
  rows = kMostRows * pitch <= size ? kMostRows : size / pitch;
  for (int64_t t = 0; t < w.taps; ++t) {
    const int64_t at = from + t * w.step;
    taps[t] = split ? (at & 1) * line + front + (at >> 1) : thin ? line + t * whole(outputs) : front + at;
  }
}

}  // namespace cenote
