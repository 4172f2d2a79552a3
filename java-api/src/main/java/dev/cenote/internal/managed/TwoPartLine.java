package dev.cenote.internal.managed;

/** Accumulators that are two numbers each, in lines of their own. */
abstract class TwoPartLine<A> extends Line {
  final ArrayLine<A> upper;
  final ArrayLine<A> lower;

  TwoPartLine(ArrayLine<A> upper, ArrayLine<A> lower) {
    this.upper = upper;
    this.lower = lower;
  }

  @Override
  final void ensure(int n) {
    upper.ensure(n);
    lower.ensure(n);
  }

  @Override
  final void take(Line from, int at, int stride, int n) {
    upper.take(((TwoPartLine<?>) from).upper, at, stride, n);
    lower.take(((TwoPartLine<?>) from).lower, at, stride, n);
  }

  @Override
  final void put(int at, Line from, int n) {
    upper.put(at, ((TwoPartLine<?>) from).upper, n);
    lower.put(at, ((TwoPartLine<?>) from).lower, n);
  }

  @Override
  void combine(Line a, Line b, int n) {
    upper.combine(((TwoPartLine<?>) a).upper, ((TwoPartLine<?>) b).upper, n);
    lower.combine(((TwoPartLine<?>) a).lower, ((TwoPartLine<?>) b).lower, n);
  }

  @Override
  void combinePairs(int at, int n) {
    upper.combinePairs(at, n);
    lower.combinePairs(at, n);
  }

  @Override
  final void move(int from, int to) {
    upper.move(from, to);
    lower.move(from, to);
  }

  @Override
  final void clear(int at, int n) {
    upper.clear(at, n);
    lower.clear(at, n);
  }
}
