#include <stdint.h>
#include <string.h>

#include "cenote.h"

namespace cenote {
namespace {

bool is_width(int64_t bytes) { return bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8; }

bool is_unpooling(const cenote_unpooling* problem) {
  return problem != nullptr && problem->version == CENOTE_VERSION && is_width(problem->element_bytes) &&
         (problem->index_bytes == 4 || problem->index_bytes == 8) && problem->planes >= 0 && problem->lanes >= 1 &&
         problem->values_per_plane >= 0 && problem->out_per_plane >= 0;
}

// As unsigned numbers, negative indices are beyond any plane.
bool is_in(int64_t plane, int64_t index) { return static_cast<uint64_t>(index) < static_cast<uint64_t>(plane); }

template <class Index>
int64_t first_bad(const Index* indices, int64_t begin, int64_t end, int64_t plane) {
  for (int64_t i = begin; i < end; ++i) {
    if (!is_in(plane, indices[i])) return i;
  }
  return -1;
}

template <class Element, class Index>
void unpool(const cenote_unpooling& problem, const Element* values, const Index* indices, Element* out, int64_t begin,
            int64_t end) {
  const int64_t lanes = problem.lanes;
  const int64_t in_plane = problem.values_per_plane * lanes, out_plane = problem.out_per_plane * lanes;
  for (int64_t p = begin; p < end; ++p) {
    Element* const plane = out + p * out_plane;
    memset(plane, 0, static_cast<size_t>(out_plane) * sizeof(Element));
    const Element* const from = values + p * in_plane;
    const Index* const to = indices + p * in_plane;
    for (int64_t v = 0; v < in_plane; v += lanes) {
      for (int64_t l = 0; l < lanes; ++l) {
        const int64_t index = to[v + l];
        if (is_in(problem.out_per_plane, index)) plane[index * lanes + l] = from[v + l];
      }
    }
  }
}

template <class Element>
void unpool(const cenote_unpooling& problem, const void* values, const void* indices, void* out, int64_t begin,
            int64_t end) {
  const auto* const from = static_cast<const Element*>(values);
  auto* const to = static_cast<Element*>(out);
  if (problem.index_bytes == 4) {
    unpool(problem, from, static_cast<const int32_t*>(indices), to, begin, end);
  } else {
    unpool(problem, from, static_cast<const int64_t*>(indices), to, begin, end);
  }
}

}  // namespace
}  // namespace cenote

int64_t cenote_unpool_check(const cenote_unpooling* problem, const void* indices, int64_t begin, int64_t end) {
  if (!cenote::is_unpooling(problem)) return -2;
  const int64_t n = problem->planes * problem->values_per_plane * problem->lanes;
  if (begin < 0 || begin > end || end > n) return -2;
  if (begin == end) return -1;
  if (indices == nullptr) return -2;
  return problem->index_bytes == 4
             ? cenote::first_bad(static_cast<const int32_t*>(indices), begin, end, problem->out_per_plane)
             : cenote::first_bad(static_cast<const int64_t*>(indices), begin, end, problem->out_per_plane);
}

int32_t cenote_unpool(const cenote_unpooling* problem, const void* values, const void* indices, void* out,
                      int64_t begin, int64_t end) {
  if (!cenote::is_unpooling(problem) || begin < 0 || begin > end || end > problem->planes) return CENOTE_BAD_ARGUMENT;
  if (begin == end || problem->out_per_plane == 0) return CENOTE_OK;
  const bool read = problem->values_per_plane != 0;
  if (out == nullptr || (read && (values == nullptr || indices == nullptr))) return CENOTE_BAD_ARGUMENT;
  switch (problem->element_bytes) {
    case 1: cenote::unpool<uint8_t>(*problem, values, indices, out, begin, end); break;
    case 2: cenote::unpool<uint16_t>(*problem, values, indices, out, begin, end); break;
    case 4: cenote::unpool<uint32_t>(*problem, values, indices, out, begin, end); break;
    default: cenote::unpool<uint64_t>(*problem, values, indices, out, begin, end); break;
  }
  return CENOTE_OK;
}
