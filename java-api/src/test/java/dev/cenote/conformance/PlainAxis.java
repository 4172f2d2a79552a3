package dev.cenote.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The windows along one axis, tap by tap, as the rules of pooling say.
 *
 * @param elements of the axis
 * @param taps the elements that each window has
 * @param padded the taps that each window has inside the padded input
 */
record PlainAxis(long elements, List<long[]> taps, List<Long> padded) {

  /** {@code out} windows that slide over {@code in} elements with so much padding at the begin and the end. */
  static PlainAxis sliding(long in, long out, long size, long stride, long dilation, long begin, long end) {
    List<long[]> taps = new ArrayList<>();
    List<Long> padded = new ArrayList<>();
    for (long i = 0; i < out; i++) {
      long start = i * stride - begin;
      taps.add(LongStream.range(0, size).map(t -> start + t * dilation).filter(at -> at >= 0 && at < in).toArray());
      padded.add(LongStream.range(0, size).map(t -> start + t * dilation).filter(at -> at < in + end).count());
    }
    return new PlainAxis(in, taps, padded);
  }

  /** {@code out} windows that share {@code in} elements. */
  static PlainAxis adaptive(long in, long out) {
    List<long[]> taps = new ArrayList<>();
    List<Long> padded = new ArrayList<>();
    for (long i = 0; i < out; i++) {
      long start = i * in / out;
      long end = ((i + 1) * in + out - 1) / out;
      taps.add(LongStream.range(start, end).toArray());
      padded.add(end - start);
    }
    return new PlainAxis(in, taps, padded);
  }
}
