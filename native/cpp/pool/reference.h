// Pooling said as plainly as possible, from windows, strides and padding, and the problems of cenote.h that ask for it.
#ifndef CENOTE_POOL_REFERENCE_H_
#define CENOTE_POOL_REFERENCE_H_

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "cenote.h"
#include "kernels/meaning.h"
#include "kernels/reference.h"

namespace cenote::reference {

// An axis with windows of one size, evenly spaced, or with any windows, of which each list of planes may have its own.
struct Axis {
  int64_t in = 1, window = 1, stride = 1, dilation = 1, begin = 0, end = 0;
  bool ceil = false;
  std::vector<std::vector<cenote_window>> lists = {};  // if there are some, these are the windows

  // Of windows that read elements start + first_tap .. start + end_tap - 1.
  static Axis irregular(int64_t in, std::vector<std::vector<cenote_window>> lists) {
    Axis a{in, 1, 0};
    for (const auto& list : lists) {
      for (const cenote_window& window : list) a.window = std::max(a.window, window.end_tap);
    }
    a.lists = std::move(lists);
    return a;
  }
  static Axis irregular(int64_t in, std::vector<cenote_window> list) {
    return irregular(in, std::vector<std::vector<cenote_window>>{std::move(list)});
  }

  int64_t reach() const { return dilation * (window - 1) + 1; }

  // 0 if there is no window.
  int64_t out() const {
    if (!lists.empty()) return static_cast<int64_t>(lists[0].size());
    const int64_t room = in + begin + end - reach();
    if (room < 0) return ceil && room > -stride ? 1 : 0;
    const int64_t windows = room / stride + 1;
    const bool another = ceil && room % stride != 0 && windows * stride < in + begin;
    return another ? windows + 1 : windows;
  }

  // The input element under tap t of window i of a list; beyond the input it is less than 0, or `in` and more.
  int64_t element(int64_t list, int64_t i, int64_t t) const {
    return (lists.empty() ? i * stride - begin : at(list, i).start) + t * dilation;
  }

  // The taps of window i that lie inside the input: first(i) .. last(i) - 1.
  int64_t first(int64_t list, int64_t i) const { return lists.empty() ? taps_below(i, 0) : at(list, i).first_tap; }
  int64_t last(int64_t list, int64_t i) const { return lists.empty() ? taps_below(i, in) : at(list, i).end_tap; }
  bool inner(int64_t i) const { return lists.empty() && first(0, i) == 0 && element(0, i, window - 1) < in; }

  // Whether sums that round are taken in blocks.
  bool blocks() const { return lists.empty() && stride == 1 && dilation == 1 && window > 8 && out() >= window; }

  int64_t count(int64_t list, int64_t i, bool padding) const {
    if (!lists.empty()) return at(list, i).count;
    return std::max<int64_t>(1, padding ? taps_below(i, in + end) : last(0, i) - first(0, i));
  }

 private:
  const cenote_window& at(int64_t list, int64_t i) const {
    return lists[lists.size() == 1 ? 0 : static_cast<size_t>(list)][static_cast<size_t>(i)];
  }

  int64_t taps_below(int64_t i, int64_t element_end) const {
    int64_t taps = 0;
    while (taps < window && element(0, i, taps) < element_end) ++taps;
    return taps;
  }
};

// A pooling of planes * D * H * W * lanes elements.
struct Pooling {
  Axis d, h, w;
  int64_t type = CENOTE_FLOAT32;
  Manner manner;
  bool count_padding = false;
  double divisor = 0;  // if it is not 0, the fixed one
  int64_t planes = 1, lanes = 1, planes_per_list = 1;
  std::vector<int64_t> sources = {};

  int64_t input_planes() const {
    if (sources.empty()) return planes;
    return (*std::max_element(sources.begin(), sources.end()) + 1) * planes_per_list;
  }
  int64_t inputs() const { return input_planes() * d.in * h.in * w.in * lanes; }
  int64_t rows() const { return planes * d.out() * h.out(); }
  int64_t row_elements() const { return w.out() * lanes; }
  int64_t outputs() const { return rows() * row_elements(); }

  // Whether these are sums that round.
  bool rounds() const {
    const bool floating = with_type(type, [](auto tag) { return decltype(tag)::kFloating; });
    const bool sums = manner.reduction == CENOTE_AVERAGE || (manner.reduction == CENOTE_LP && std::isfinite(manner.p));
    return floating && sums;
  }

  // Averages of blocks are wide.
  Manner in_full() const {
    Manner m = manner;
    m.wide = m.wide || h.blocks() || w.blocks();
    return m;
  }

  std::string text() const {
    std::ostringstream s;
    s << manner << " type " << type << " n" << planes << "c" << lanes << (count_padding ? " counting padding" : "")
      << " divisor " << divisor << " planes a list " << planes_per_list;
    for (const int64_t source : sources) s << " from " << source;
    for (const Axis* a : {&d, &h, &w}) {
      s << " | in" << a->in << "k" << a->window << "s" << a->stride << "d" << a->dilation << "p" << a->begin << ","
        << a->end << (a->ceil ? "ceil" : "");
      for (const auto& list : a->lists) {
        s << " ;";
        for (const cenote_window& v : list) s << " {" << v.start << "," << v.first_tap << "," << v.end_tap << "}";
      }
    }
    return s.str();
  }

  // Where output i lies.
  struct Place {
    int64_t lane, ow, oh, od, plane, list, source;
    Taps taps;
  };

  Place place(int64_t i) const {
    Place a;
    a.lane = i % lanes;
    a.ow = i / lanes % w.out();
    a.oh = i / lanes / w.out() % h.out();
    a.od = i / lanes / w.out() / h.out() % d.out();
    a.plane = i / lanes / w.out() / h.out() / d.out();
    a.list = a.plane / planes_per_list;
    a.source = sources.empty() ? a.plane : sources[static_cast<size_t>(a.list)] * planes_per_list + a.plane % planes_per_list;
    a.taps = {d.first(a.list, a.od), d.last(a.list, a.od), h.first(a.list, a.oh),
              h.last(a.list, a.oh),  w.first(a.list, a.ow), w.last(a.list, a.ow)};
    if (h.blocks()) a.taps.h_blocks = {a.oh, h.window};
    if (w.blocks()) a.taps.w_blocks = {a.ow, w.window};
    return a;
  }

  // The position within its plane of a tap of the window there, and the element.
  int64_t position(const Place& a, int64_t td, int64_t th, int64_t tw) const {
    return (d.element(a.list, a.od, td) * h.in + h.element(a.list, a.oh, th)) * w.in + w.element(a.list, a.ow, tw);
  }
  template <class T>
  T tap(const T* in, const Place& a, int64_t td, int64_t th, int64_t tw) const {
    return in[(a.source * d.in * h.in * w.in + position(a, td, th, tw)) * lanes + a.lane];
  }

  template <class Type>
  std::vector<typename Type::T> of(const typename Type::T* in) const {
    std::vector<typename Type::T> out;
    for (int64_t i = 0; i < outputs(); ++i) {
      const Place a = place(i);
      const int64_t counts = d.count(a.list, a.od, count_padding) * h.count(a.list, a.oh, count_padding) *
                             w.count(a.list, a.ow, count_padding);
      const auto at = [&](int64_t td, int64_t th, int64_t tw) { return tap(in, a, td, th, tw); };
      out.push_back(output<Type>(in_full(), a.taps, at, divisor != 0 ? divisor : static_cast<double>(counts)));
    }
    return out;
  }
};

inline bool exists(const Pooling& p) { return p.d.out() > 0 && p.h.out() > 0 && p.w.out() > 0; }

inline Axis any_axis(Values& draw, int64_t max_in, int64_t max_window) {
  const auto upto = [&](int64_t n) { return static_cast<int64_t>(draw.below(static_cast<uint64_t>(n) + 1)); };
  Axis a{1 + upto(max_in - 1), 1 + upto(max_window - 1), 1 + upto(2), 1 + upto(1)};
  a.begin = upto(a.reach() - 1);
  a.end = upto(a.reach() - 1);
  a.ceil = upto(1) == 1;
  return a;
}

// The struct of cenote.h for a pooling.
class Problem {
 public:
  Problem(const Pooling& p, int isa) : problem_{}, sources_(p.sources) {
    problem_.version = CENOTE_VERSION;
    problem_.isa = isa;
    problem_.type = p.type;
    problem_.reduction = p.manner.reduction;
    problem_.wide = p.in_full().wide;
    problem_.planes = p.planes;
    problem_.lanes = p.lanes;
    problem_.planes_per_list = p.planes_per_list;
    problem_.sources = sources_.empty() ? nullptr : sources_.data();
    problem_.empty_is_zero = p.manner.empty_is_zero;
    problem_.rounding = p.manner.rounding;
    problem_.fixed_divisor = p.divisor != 0;
    problem_.divisor = p.divisor;
    problem_.p = p.manner.p;
    const Axis* const axes[] = {&p.d, &p.h, &p.w};
    for (int a = 0; a < 3; ++a) {
      const bool blocks = a > 0 && p.rounds() && axes[a]->blocks();
      problem_.axes[a] = axis(*axes[a], blocks, p.count_padding, edges_[a]);
    }
  }
  Problem(const Problem&) = delete;
  Problem& operator=(const Problem&) = delete;

  cenote_problem* get() { return &problem_; }

 private:
  static cenote_axis axis(const Axis& a, bool blocks, bool count_padding, std::vector<cenote_window>& edges) {
    const int64_t out = a.out();
    int64_t begin = 0;  // without inner windows, `out`: as AxisWindows.java has it
    while (begin < out && !a.inner(begin)) ++begin;
    int64_t end = begin;
    while (end < out && a.inner(end)) ++end;
    const auto lists = static_cast<int64_t>(std::max<size_t>(1, a.lists.size()));
    edges.reserve(static_cast<size_t>(lists * (out - (end - begin))));
    for (int64_t l = 0; l < lists; ++l) {
      for (int64_t i = 0; i < out; ++i) {
        if (a.inner(i)) continue;
        edges.push_back({a.element(l, i, 0), a.first(l, i), a.last(l, i), a.count(l, i, count_padding)});
      }
    }
    const int64_t per_list = lists > 1 ? out : 0;
    return {a.in, out, -a.begin, a.stride, a.window, a.dilation, begin, end, per_list, blocks, edges.data()};
  }

  cenote_problem problem_;
  std::vector<int64_t> sources_;
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
template <class Type>
::testing::AssertionResult type_pools_right(const Pooling& p, Kind kind, uint64_t seed) {
  using T = typename Type::T;
  static const std::vector<int> sets = instruction_sets();
  Values values(kind, seed), draw(kRandom, seed);
  const Block<T> in(p.inputs(), static_cast<int64_t>(draw.below(4)));
  for (int64_t i = 0; i < p.inputs(); ++i) in.data()[i] = element<Type>(values, kind);
  const std::vector<T> expected = p.of<Type>(in.data());
  const auto rows = static_cast<uint64_t>(p.rows());
  const uint64_t some_begin = draw.below(rows), some_end = some_begin + draw.below(rows - some_begin + 1);
  for (const int isa : sets) {
    Problem problem(p, isa);
    for (const bool all : {true, false}) {
      const auto begin = static_cast<int64_t>(all ? 0 : some_begin), end = static_cast<int64_t>(all ? rows : some_end);
      Output<T> out(p.outputs(), static_cast<int64_t>(draw.below(4)));
      const int status = cenote_pool(problem.get(), in.data(), out.data(), begin, end);
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

inline ::testing::AssertionResult pools_right(const Pooling& p, Kind kind, uint64_t seed) {
  return with_type(p.type, [&](auto type) { return type_pools_right<decltype(type)>(p, kind, seed); });
}

inline bool is_floating(int64_t type) {
  return with_type(type, [](auto tag) { return decltype(tag)::kFloating; });
}

// Reductions of one geometry, one of floats and one of any type; channels first with `planes` planes and channels last
// with any number of lanes.
inline ::testing::AssertionResult all_pool_right(Pooling p, Kind kind, uint64_t seed, int64_t planes = 2) {
  constexpr double kFixed[] = {1, -4, 0.5, 7, 0x1p90, 0x1p99, 0x1p100, 1e-3}, kWhole[] = {1, -4, 7, 0x1p52, -3, 64, 100, 2};
  constexpr int64_t kLanes[] = {16, 17, 40, 8, 32};
  Values draw(kRandom, seed);
  const auto upto = [&](uint64_t n) { return static_cast<int64_t>(draw.below(n + 1)); };
  const bool listed = p.planes_per_list != 1 || !p.sources.empty();
  for (const bool channels_last : {false, true}) {
    if (!listed) p.planes = channels_last ? 1 + upto(1) : planes;
    p.lanes = !channels_last ? 1 : upto(3) == 0 ? kLanes[upto(4)] : 1 + upto(18);
    for (const int64_t number : {upto(2), int64_t{3}}) {
      p.type = number < 3 ? int64_t{CENOTE_FLOAT32} : upto(CENOTE_INT64);
      p.manner = any_manner(is_floating(p.type), draw.below(1 << 20));
      if (number == 0) p.manner.reduction = upto(1) == 0 ? CENOTE_MAX : CENOTE_MIN;
      if (number == 1 || number == 2) p.manner.reduction = CENOTE_AVERAGE;
      if (number < 3) p.manner.wide = number == 2;
      p.count_padding = upto(1) == 1;
      p.divisor = upto(1) == 0 ? (is_floating(p.type) ? kFixed : kWhole)[upto(7)] : 0;
      if (::testing::AssertionResult r = pools_right(p, kind, seed); !r) return r;
    }
  }
  return ::testing::AssertionSuccess();
}

}  // namespace cenote::reference

#endif  // CENOTE_POOL_REFERENCE_H_
