package dev.cenote.explorer;

import dev.cenote.Backend;
import dev.cenote.Pool;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.util.Locale;

/** One operator on one input, on the managed backend and, where there is one, on a native one. */
final class Comparison {
  private final String operator;
  private final Shape input;
  private final Tensor managed;
  private final Tensor nativeOutput;
  private final double managedMillis;
  private final double nativeMillis;

  Comparison(String operator, Shape input, Tensor managed, Tensor nativeOutput, double managedMillis,
      double nativeMillis) {
    this.operator = operator;
    this.input = input;
    this.managed = managed;
    this.nativeOutput = nativeOutput;
    this.managedMillis = managedMillis;
    this.nativeMillis = nativeMillis;
  }

  /**
   * Runs and times an operator.
   *
   * @param nativeBackend null if there is none
   */
  static Comparison of(String operator, Pool pool, Tensor x, Backend nativeBackend) {
    Pool inJava = pool.on(Backend.of("managed"));
    Tensor managed = inJava.apply(x);
    double managedMillis = Stopwatch.medianMillis(inJava, x, managed);
    if (nativeBackend == null) {
      return new Comparison(operator, x.shape(), managed, null, managedMillis, 0);
    }
    Pool inNative = pool.on(nativeBackend);
    Tensor out = inNative.apply(x);
    return new Comparison(operator, x.shape(), managed, out, managedMillis, Stopwatch.medianMillis(inNative, x, out));
  }

  String operator() {
    return operator;
  }

  Shape input() {
    return input;
  }

  Shape output() {
    return managed.shape();
  }

  double managedMillis() {
    return managedMillis;
  }

  double nativeMillis() {
    return nativeMillis;
  }

  /** Where the two backends first differ, in words; null if they agree bit for bit. */
  String difference() {
    float[] expected = managed.toArray();
    float[] actual = nativeOutput.toArray();
    for (int i = 0; i < expected.length; i++) {
      int expectedBits = Float.floatToRawIntBits(expected[i]);
      int actualBits = Float.floatToRawIntBits(actual[i]);
      if (expectedBits != actualBits) {
        return String.format(Locale.ROOT, "%s: element %d of %s is %s (0x%08x) on native and %s (0x%08x) on managed",
            operator, i, output(), actual[i], actualBits, expected[i], expectedBits);
      }
    }
    return null;
  }
}
