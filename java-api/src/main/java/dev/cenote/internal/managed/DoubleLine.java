package dev.cenote.internal.managed;

import dev.cenote.internal.memory.Numbers;
import dev.cenote.internal.plan.Reduction;
import dev.cenote.tensor.ElementType;
import java.util.Arrays;

/** Accumulators that are one float64: sums and norms of floating types, and maxima and minima of all that fit. */
final class DoubleLine extends ArrayLine<double[]> {
  private final Power power;
  /** Whether elements are float32 numbers to be added, which need no pass of their own to become float64. */
  private final boolean addsFloats;

  DoubleLine(Reduction reduction, ElementType type) {
    super(double[].class, reduction, type);
    power = new Power(reduction.p());
    addsFloats = type == ElementType.FLOAT32 && reduction.kind() == Reduction.Kind.AVERAGE;
  }

  @Override
  Line another() {
    return new DoubleLine(reduction, type);
  }

  @Override
  void load(int to, Object elements, int at, int n) {
    Numbers.toDoubles(type, elements, at, values, to, n);
    if (reduction.kind() == Reduction.Kind.LP) {
      powers(values, to, to + n);
    }
  }

  private void powers(double[] x, int begin, int end) {
    double p = reduction.p();
    if (p == 2) {
      for (int i = begin; i < end; i++) {
        x[i] = x[i] * x[i];
      }
      return;
    }
    for (int i = begin; i < end; i++) {
      x[i] = Math.abs(x[i]);
    }
    if (p != 1 && p != Double.POSITIVE_INFINITY) {
      for (int i = begin; i < end; i++) {
        x[i] = power.power(x[i]);
      }
    }
  }

  @Override
  boolean loadsFour(int n) {
    return addsFloats || super.loadsFour(n);
  }

  @Override
  void loadFour(Slice[] rows, int n) {
    if (addsFloats) {
      addFour((float[]) rows[0].array, rows[0].at, (float[]) rows[1].array, rows[1].at,
          (float[]) rows[2].array, rows[2].at, (float[]) rows[3].array, rows[3].at, values, n);
    } else {
      super.loadFour(rows, n);
    }
  }

  private static void addFour(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, float[] d, int dAt,
      double[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = ((double) a[aAt + i] + b[bAt + i]) + ((double) c[cAt + i] + d[dAt + i]);
    }
  }

  @Override
  void copy(double[] from, int at, int stride, double[] to, int toAt, int n) {
    if (stride == 1) {
      System.arraycopy(from, at, to, toAt, n);
      return;
    }
    for (int i = 0; i < n; i++) {
      to[toAt + i] = from[at + i * stride];
    }
  }

  @Override
  void combine(double[] a, double[] b, double[] to, int n) {
    switch (combination) {
      case MAX:
        for (int i = 0; i < n; i++) {
          to[i] = Math.max(a[i], b[i]);
        }
        break;
      case MIN:
        for (int i = 0; i < n; i++) {
          to[i] = Math.min(a[i], b[i]);
        }
        break;
      default:
        for (int i = 0; i < n; i++) {
          to[i] = a[i] + b[i];
        }
    }
  }

  @Override
  void combineFour(double[] a, int aAt, double[] b, int bAt, double[] c, int cAt, double[] d, int dAt, double[] to,
      int n) {
    switch (combination) {
      case MAX:
        for (int i = 0; i < n; i++) {
          to[i] = Math.max(Math.max(a[aAt + i], b[bAt + i]), Math.max(c[cAt + i], d[dAt + i]));
        }
        break;
      case MIN:
        for (int i = 0; i < n; i++) {
          to[i] = Math.min(Math.min(a[aAt + i], b[bAt + i]), Math.min(c[cAt + i], d[dAt + i]));
        }
        break;
      default:
        for (int i = 0; i < n; i++) {
          to[i] = (a[aAt + i] + b[bAt + i]) + (c[cAt + i] + d[dAt + i]);
        }
    }
  }

  @Override
  void combinePairs(double[] x, int at, int n) {
    switch (combination) {
      case MAX:
        for (int i = at, j = at; i < at + n; i++, j += 2) {
          x[i] = Math.max(x[j], x[j + 1]);
        }
        break;
      case MIN:
        for (int i = at, j = at; i < at + n; i++, j += 2) {
          x[i] = Math.min(x[j], x[j + 1]);
        }
        break;
      default:
        for (int i = at, j = at; i < at + n; i++, j += 2) {
          x[i] = x[j] + x[j + 1];
        }
    }
  }

  @Override
  void sumBlocks(Line columns, Line begins, int from, int end, int lanes, int taps) {
    double[] x = ((DoubleLine) columns).values;
    double[] prefix = ((DoubleLine) begins).values;
    double[] suffix = values;
    int shift = (taps - 1) * lanes;
    for (int block = from; block < end; block += taps * lanes) {
      int stop = Math.min(block + taps * lanes, end);
      if (lanes == 1) {
        sumBothWays(x, block, stop, prefix, suffix, shift);
      } else {
        System.arraycopy(x, block, prefix, block, lanes);
        for (int i = block + lanes; i < stop; i++) {
          prefix[i] = prefix[i - lanes] + x[i];
        }
        System.arraycopy(x, stop - lanes, suffix, stop - lanes + shift, lanes);
        for (int i = stop - lanes - 1; i >= block + lanes; i--) {
          suffix[i + shift] = suffix[i + shift + lanes] + x[i];
        }
      }
      Arrays.fill(suffix, block + shift, block + shift + lanes, 0);
    }
  }

  /** At once, so that neither waits for the other. */
  private static void sumBothWays(double[] x, int begin, int end, double[] prefix, double[] suffix, int shift) {
    double before = 0;
    double behind = 0;
    for (int i = begin, j = end - 1; i < end; i++, j--) {
      before += x[i];
      prefix[i] = before;
      behind += x[j];
      suffix[j + shift] = behind;
    }
  }

  @Override
  void fill(double[] x, int at, int n, double number) {
    Arrays.fill(x, at, at + n, number);
  }

  @Override
  void divide(int from, int n, Divisors divisors, long window) {
    double[] x = values;
    double divisor = divisors.of(window);
    for (int i = from; i < from + n; i++) {
      x[i] = (x[i] + 0.0) / divisor;
    }
  }

  @Override
  void store(int from, Object elements, int at, int n) {
    double[] x = values;
    if (reduction.kind() == Reduction.Kind.LP) {
      roots(x, from, n);
    } else if (reduction.hasIndex()) {
      for (int i = from; i < from + n; i++) {
        x[i] += 0.0; // no -0.0
      }
    }
    if (!reduction.hasIndex() && type.bytes() == 2) {
      for (int i = from; i < from + n; i++) {
        x[i] = (float) x[i]; // rounded twice, by way of float32
      }
    }
    Numbers.canonicalFromDoubles(type, x, from, elements, at, n);
  }

  private void roots(double[] x, int from, int n) {
    double p = reduction.p();
    if (p == 2) {
      for (int i = from; i < from + n; i++) {
        x[i] = Math.sqrt(x[i]);
      }
    } else if (p != 1 && p != Double.POSITIVE_INFINITY) {
      for (int i = from; i < from + n; i++) {
        x[i] = power.root(x[i]);
      }
    }
  }
}
