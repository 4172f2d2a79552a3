// Pooling said as plainly as possible, from windows, strides and padding, and the problems of cenote.h that ask for it.
#ifndef CENOTE_POOL_REFERENCE_H_
#define CENOTE_POOL_REFERENCE_H_

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "cenote.h"
#include "kernels/reference.h"

namespace cenote::reference {

// An axis with windows of one size, evenly spaced, or with any list of windows.
struct Axis {
  int64_t in = 1, window = 1, stride = 1, dilation = 1, begin = 0, end = 0;
  bool ceil = false;
  std::vector<cenote_window> list = {};  // if it has some, these are the windows

  // Of windows that read elements start + first_tap .. start + end_tap - 1.
  static Axis irregular(int64_t in, std::vector<cenote_window> list) {
    Axis a{in, 1, 0};
    for (const cenote_window& window : list) a.window = std::max(a.window, window.end_tap);
    a.list = std::move(list);
    return a;
  }

  int64_t reach() const { return dilation * (window - 1) + 1; }

  // 0 if there is no window.
  int64_t out() const {
    if (!list.empty()) return static_cast<int64_t>(list.size());
    const int64_t room = in + begin + end - reach();
    if (room < 0) return ceil && room > -stride ? 1 : 0;
    const int64_t windows = room / stride + 1;
    const bool another = ceil && room % stride != 0 && windows * stride < in + begin;
    return another ? windows + 1 : windows;
  }

  // The input element under tap t of window i; beyond the input it is less than 0, or `in` and more.
  int64_t element(int64_t i, int64_t t) const {
    return (list.empty() ? i * stride - begin : at(i).start) + t * dilation;
  }

  // The taps of window i that lie inside the input: first(i) .. last(i) - 1.
  int64_t first(int64_t i) const { return list.empty() ? taps_below(i, 0) : at(i).first_tap; }
  int64_t last(int64_t i) const { return list.empty() ? taps_below(i, in) : at(i).end_tap; }
  bool inner(int64_t i) const { return list.empty() && first(i) == 0 && element(i, window - 1) < in; }

  int64_t count(int64_t i, bool padding) const {
    if (!list.empty()) return at(i).count;
    return std::max<int64_t>(1, padding ? taps_below(i, in + end) : last(i) - first(i));
  }

 private:
  const cenote_window& at(int64_t i) const { return list[static_cast<size_t>(i)]; }

  int64_t taps_below(int64_t i, int64_t element_end) const {
    int64_t taps = 0;
    while (taps < window && element(i, taps) < element_end) ++taps;
    return taps;
  }
};

// A pooling of planes * D * H * W * lanes floats.
struct Pooling {
  Axis d, h, w;
  bool max = true, wide = false, count_padding = false;
  double divisor = 0;  // if it is not 0, the fixed one
  int64_t planes = 1, lanes = 1;

  int64_t inputs() const { return planes * d.in * h.in * w.in * lanes; }
  int64_t rows() const { return planes * d.out() * h.out(); }
  int64_t row_elements() const { return w.out() * lanes; }
  int64_t outputs() const { return rows() * row_elements(); }

  std::string text() const {
    std::ostringstream s;
    s << (max ? "max" : wide ? "wide average" : "average") << " n" << planes << "c" << lanes
      << (count_padding ? " counting padding" : "") << " divisor "
      << divisor;
    for (const Axis* a : {&d, &h, &w}) {
      s << " | in" << a->in << "k" << a->window << "s" << a->stride << "d" << a->dilation << "p" << a->begin << ","
        << a->end << (a->ceil ? "ceil" : "");
      for (const cenote_window& v : a->list) s << " {" << v.start << "," << v.first_tap << "," << v.end_tap << "}";
    }
    return s.str();
  }

  template <class A>
  float output(const float* in, int64_t plane, int64_t od, int64_t oh, int64_t ow, int64_t lane) const {
    const auto tap = [&](int64_t td, int64_t th, int64_t tw) {
      const int64_t z = plane * d.in + d.element(od, td);
      return in[((z * h.in + h.element(oh, th)) * w.in + w.element(ow, tw)) * lanes + lane];
    };
    const int64_t d0 = d.first(od), h0 = h.first(oh), w0 = w.first(ow);
    const int64_t d1 = d.last(od), h1 = h.last(oh), w1 = w.last(ow);
    if (max) {
      const int64_t deep = d1 - d0, high = h1 - h0;
      return maximum(deep * high * (w1 - w0), [&](int64_t t) {
        return tap(d0 + t % deep, h0 + t / deep % high, w0 + t / deep / high);
      });
    }
    const auto total = sum<A>(w0, w1, [&](int64_t tw) {
      return sum<A>(h0, h1, [&](int64_t th) {
        return sum<A>(d0, d1, [&](int64_t td) { return static_cast<A>(tap(td, th, tw)); });
      });
    });
    const int64_t counts = d.count(od, count_padding) * h.count(oh, count_padding) * w.count(ow, count_padding);
    return quotient(total, static_cast<A>(divisor != 0 ? divisor : static_cast<double>(counts)));
  }

  std::vector<float> of(const float* in) const {
    std::vector<float> out;
    const int64_t deep = d.out(), high = h.out(), broad = w.out();
    for (int64_t i = 0; i < outputs(); ++i) {
      const int64_t lane = i % lanes, ow = i / lanes % broad, oh = i / lanes / broad % high;
      const int64_t od = i / lanes / broad / high % deep, plane = i / lanes / broad / high / deep;
      out.push_back(wide ? output<double>(in, plane, od, oh, ow, lane) : output<float>(in, plane, od, oh, ow, lane));
    }
    return out;
  }
};

// The struct of cenote.h for a pooling.
class Problem {
 public:
  Problem(const Pooling& p, int isa) : problem_{} {
    problem_.version = CENOTE_VERSION;
    problem_.isa = isa;
    problem_.reduction = p.max ? CENOTE_MAX : CENOTE_AVERAGE;
    problem_.wide = p.wide;
    problem_.planes = p.planes;
    problem_.lanes = p.lanes;
    problem_.fixed_divisor = p.divisor != 0;
    problem_.divisor = p.divisor;
    const Axis* const axes[] = {&p.d, &p.h, &p.w};
    for (int a = 0; a < 3; ++a) problem_.axes[a] = axis(*axes[a], p.count_padding, edges_[a]);
  }
  Problem(const Problem&) = delete;
  Problem& operator=(const Problem&) = delete;

  cenote_problem* get() { return &problem_; }

 private:
  static cenote_axis axis(const Axis& a, bool count_padding, std::vector<cenote_window>& edges) {
    const int64_t out = a.out();
    int64_t begin = 0;  // without inner windows, `out`: as AxisWindows.java has it
    while (begin < out && !a.inner(begin)) ++begin;
    int64_t end = begin;
    while (end < out && a.inner(end)) ++end;
    edges.reserve(static_cast<size_t>(out - (end - begin)));
    for (int64_t i = 0; i < out; ++i) {
      if (!a.inner(i)) edges.push_back({a.element(i, 0), a.first(i), a.last(i), a.count(i, count_padding)});
    }
    return {a.in, out, -a.begin, a.stride, a.window, a.dilation, begin, end, edges.data()};
  }

  cenote_problem problem_;
  std::vector<cenote_window> edges_[3];
};

// What this machine can run. What it cannot, kernels_test reports.
inline std::vector<int> instruction_sets() {
  std::vector<int> sets;
  for (int isa = 0; isa < cenote_isa_count(); ++isa) {
    if (std::string(cenote_isa_missing(isa)).empty()) sets.push_back(isa);
  }
  return sets;
}

// Computes all rows, and some of them, on every instruction set: between guards, from blocks without a spare element.
inline ::testing::AssertionResult pools_right(const Pooling& p, Kind kind, uint64_t seed) {
  static const std::vector<int> sets = instruction_sets();
  Values values(kind, seed), draw(kRandom, seed);
  const auto in_offset = static_cast<int64_t>(draw.below(4)), out_offset = static_cast<int64_t>(draw.below(4));
  const Block<float> in(in_offset + p.inputs());
  for (int64_t i = 0; i < in_offset + p.inputs(); ++i) in.data()[i] = i < in_offset ? 0 : values.next();
  const std::vector<float> expected = p.of(in.data() + in_offset);
  const auto rows = static_cast<uint64_t>(p.rows());
  const uint64_t some_begin = draw.below(rows), some_end = some_begin + draw.below(rows - some_begin + 1);
  for (const int isa : sets) {
    Problem problem(p, isa);
    for (const bool all : {true, false}) {
      const auto begin = static_cast<int64_t>(all ? 0 : some_begin), end = static_cast<int64_t>(all ? rows : some_end);
      Output<float> out(p.outputs());
      const int status =
          cenote_pool(problem.get(), in.data(), in_offset, out.data() - out_offset, out_offset, begin, end);
      ::testing::AssertionResult r = out.holds(expected, begin * p.row_elements(), end * p.row_elements());
      if (status != CENOTE_OK) r = ::testing::AssertionFailure() << "status " << status << "; ";
      if (!r) {
        return r << cenote_isa_name(isa) << " rows " << begin << " to " << end << ", values " << kind << " seed "
                 << seed << ", " << p.text();
      }
    }
  }
  return ::testing::AssertionSuccess();
}

// All reductions of one geometry, channels first with `planes` planes and channels last with any number of lanes.
inline ::testing::AssertionResult all_pool_right(Pooling p, Kind kind, uint64_t seed, int64_t planes = 2) {
  constexpr double kFixed[] = {1, -4, 0.5, 7, 0x1p90, 0x1p99, 0x1p100, 1e-3};
  constexpr int64_t kLanes[] = {16, 17, 40, 8, 32};
  Values draw(kRandom, seed);
  const auto upto = [&](uint64_t n) { return static_cast<int64_t>(draw.below(n + 1)); };
  for (const bool channels_last : {false, true}) {
    p.planes = channels_last ? 1 + upto(1) : planes;
    p.lanes = !channels_last ? 1 : upto(3) == 0 ? kLanes[upto(4)] : 1 + upto(18);
    for (const int reduction : {0, 1, 2}) {
      p.max = reduction == 0;
      p.wide = reduction == 2;
      p.count_padding = upto(1) == 1;
      p.divisor = upto(1) == 0 ? kFixed[upto(7)] : 0;
      if (::testing::AssertionResult r = pools_right(p, kind, seed); !r) return r;
    }
  }
  return ::testing::AssertionSuccess();
}

}  // namespace cenote::reference

#endif  // CENOTE_POOL_REFERENCE_H_
