package dev.cenote.internal.managed;

import dev.cenote.internal.memory.Numbers;
import dev.cenote.internal.plan.Reduction;
import dev.cenote.tensor.ElementType;
import java.util.Arrays;

/** Accumulators that are one float32: maxima, minima and narrow sums of float32 and of what is widened to it. */
final class FloatLine extends ArrayLine<float[]> {
  FloatLine(Reduction reduction, ElementType type) {
    super(float[].class, reduction, type);
  }

  @Override
  Line another() {
    return new FloatLine(reduction, type);
  }

  @Override
  void load(int to, Object elements, int at, int n) {
    Numbers.toFloats(type, elements, at, values, to, n);
  }

  @Override
  void copy(float[] from, int at, int stride, float[] to, int toAt, int n) {
    if (stride == 1) {
      System.arraycopy(from, at, to, toAt, n);
      return;
    }
    for (int i = 0; i < n; i++) {
      to[toAt + i] = from[at + i * stride];
    }
  }

  @Override
  void combine(float[] a, float[] b, float[] to, int n) {
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
  void combineFour(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, float[] d, int dAt, float[] to, int n) {
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
  void combinePairs(float[] x, int at, int n) {
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
  void fill(float[] x, int at, int n, double number) {
    Arrays.fill(x, at, at + n, (float) number);
  }

  @Override
  void divide(int from, int n, Divisors divisors, long window) {
    float[] x = values;
    float divisor = (float) divisors.of(window);
    for (int i = from; i < from + n; i++) {
      x[i] = (x[i] + 0.0f) / divisor;
    }
  }

  @Override
  void store(int from, Object elements, int at, int n) {
    float[] x = values;
    if (reduction.hasIndex()) {
      for (int i = from; i < from + n; i++) {
        x[i] += 0.0f; // no -0.0
      }
    }
    Numbers.canonicalFromFloats(type, x, from, elements, at, n);
  }
}
