package dev.cenote.conformance;

import dev.cenote.tensor.Layout;

/**
 * Windows of an array, pooled by plain loops in float64: where a peer's answer is not the one to have, and to know how
 * large the terms of a sum are.
 */
final class PlainWindows {
  private final double[] x;
  private final Layout layout;
  private final long batch;
  private final long channels;
  private final PlainAxis[] axes;

  /** @param axes one for each spatial axis of the layout, outermost first */
  PlainWindows(Array x, Layout layout, PlainAxis... axes) {
    this.x = x.doubles();
    this.layout = layout;
    this.batch = layout.batch(x.shape());
    this.channels = layout.channels(x.shape());
    this.axes = new PlainAxis[] {PlainAxis.adaptive(1, 1), PlainAxis.adaptive(1, 1), PlainAxis.adaptive(1, 1)};
    System.arraycopy(axes, 0, this.axes, 3 - axes.length, axes.length);
  }

  private interface Term {
    /** What has been made of a window's elements so far, with one more. */
    double add(double folded, double element);
  }

  private interface Last {
    /** What becomes of all of a window's elements; {@code taps} and {@code padded} are those inside either input. */
    double of(double folded, long taps, long padded);
  }

  /** The sums, divided by the number of taps or, if {@code fixedDivisor} is not 0, by that. */
  double[] averages(boolean countPadding, double fixedDivisor) {
    return fold(0, Double::sum, (sum, taps, padded) -> quotient(sum, taps, padded, countPadding, fixedDivisor));
  }

  /** How large the terms of those averages are, sum |x| / |divisor|: what their errors are measured by. */
  double[] averagesOfMagnitudes(boolean countPadding, double fixedDivisor) {
    return fold(0, (sum, element) -> sum + Math.abs(element),
        (sum, taps, padded) -> quotient(sum, taps, padded, countPadding, Math.abs(fixedDivisor)));
  }

  private static double quotient(double sum, long taps, long padded, boolean countPadding, double fixedDivisor) {
    double divisor = fixedDivisor != 0 ? fixedDivisor : countPadding ? padded : taps;
    return divisor == 0 ? 0 : sum / divisor;
  }

  /** (sum |x|^p)^(1/p) of what lies inside the input. */
  double[] norms(double p) {
    return fold(0, (sum, element) -> sum + Math.pow(Math.abs(element), p),
        (sum, taps, padded) -> Math.pow(sum, 1 / p));
  }

  double[] maxima() {
    return fold(Double.NEGATIVE_INFINITY, Math::max, (maximum, taps, padded) -> maximum);
  }

  private double[] fold(double first, Term term, Last last) {
    long[] in = {axes[0].elements(), axes[1].elements(), axes[2].elements()};
    long[] out = {axes[0].taps().size(), axes[1].taps().size(), axes[2].taps().size()};
    double[] results = new double[Math.toIntExact(batch * channels * out[0] * out[1] * out[2])];
    for (long plane = 0; plane < batch * channels; plane++) {
      for (int d = 0; d < out[0]; d++) {
        for (int h = 0; h < out[1]; h++) {
          for (int w = 0; w < out[2]; w++) {
            double folded = first;
            for (long atD : axes[0].taps().get(d)) {
              for (long atH : axes[1].taps().get(h)) {
                for (long atW : axes[2].taps().get(w)) {
                  folded = term.add(folded, x[position(plane, atD, atH, atW, in)]);
                }
              }
            }
            long taps = (long) axes[0].taps().get(d).length * axes[1].taps().get(h).length
                * axes[2].taps().get(w).length;
            long padded = axes[0].padded().get(d) * axes[1].padded().get(h) * axes[2].padded().get(w);
            results[position(plane, d, h, w, out)] = last.of(folded, taps, padded);
          }
        }
      }
    }
    return results;
  }

  /** Where an element of a plane, counted channels-first, lies in memory. */
  private int position(long plane, long d, long h, long w, long[] sizes) {
    long inPlane = (d * sizes[1] + h) * sizes[2] + w;
    long planeElements = sizes[0] * sizes[1] * sizes[2];
    return (int) (layout.isChannelsLast()
        ? (plane / channels * planeElements + inPlane) * channels + plane % channels
        : plane * planeElements + inPlane);
  }
}
