package dev.cenote.internal.managed;

import dev.cenote.internal.plan.Reduction;
import dev.cenote.tensor.ElementType;
import java.util.Arrays;

/** Accumulators that are one float32: maxima, minima and narrow sums of float32 and of what is widened to it. */
final class FloatLine extends Line {
  private final Reduction reduction;
  private final ElementType type;
  private float[] values = new float[0];

  FloatLine(Reduction reduction, ElementType type) {
    this.reduction = reduction;
    this.type = type;
  }

  @Override
  Line another() {
    return new FloatLine(reduction, type);
  }

  @Override
  void ensure(int n) {
    if (values.length < n) {
      values = new float[n];
    }
  }

  @Override
  void load(Object elements, int at, int n) {
    Elements.toFloats(type, elements, at, values, n);
  }

  @Override
  void take(Line from, int at, int stride, int n) {
    float[] source = ((FloatLine) from).values;
    if (stride == 1) {
      System.arraycopy(source, at, values, 0, n);
      return;
    }
    float[] x = values;
    for (int i = 0; i < n; i++) {
      x[i] = source[at + i * stride];
    }
  }

  @Override
  void put(int at, Line from, int n) {
    System.arraycopy(((FloatLine) from).values, 0, values, at, n);
  }

  @Override
  void combine(Line right, int at, int n) {
    combine(((FloatLine) right).values, at, n);
  }

  @Override
  boolean combineElements(Object elements, int at, int n) {
    if (type == ElementType.FLOAT32) {
      combine((float[]) elements, at, n);
    }
    return type == ElementType.FLOAT32;
  }

  private void combine(float[] b, int at, int n) {
    float[] a = values;
    switch (reduction.kind()) {
      case MAX:
        for (int i = 0; i < n; i++) {
          a[i] = Math.max(a[i], b[at + i]);
        }
        break;
      case MIN:
        for (int i = 0; i < n; i++) {
          a[i] = Math.min(a[i], b[at + i]);
        }
        break;
      default:
        for (int i = 0; i < n; i++) {
          a[i] = a[i] + b[at + i];
        }
    }
  }

  @Override
  boolean loadsFour() {
    return type == ElementType.FLOAT32;
  }

  @Override
  void loadFour(Slice[] rows, int n) {
    takeFour((float[]) rows[0].array, rows[0].at, (float[]) rows[1].array, rows[1].at,
        (float[]) rows[2].array, rows[2].at, (float[]) rows[3].array, rows[3].at, n);
  }

  @Override
  boolean takesFour() {
    return true;
  }

  @Override
  void takeFour(Line from, int at, int step, int n) {
    float[] f = ((FloatLine) from).values;
    takeFour(f, at, f, at + step, f, at + 2 * step, f, at + 3 * step, n);
  }

  private void takeFour(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, float[] d, int dAt, int n) {
    float[] x = values;
    switch (reduction.kind()) {
      case MAX:
        for (int i = 0; i < n; i++) {
          x[i] = Math.max(Math.max(a[aAt + i], b[bAt + i]), Math.max(c[cAt + i], d[dAt + i]));
        }
        break;
      case MIN:
        for (int i = 0; i < n; i++) {
          x[i] = Math.min(Math.min(a[aAt + i], b[bAt + i]), Math.min(c[cAt + i], d[dAt + i]));
        }
        break;
      default:
        for (int i = 0; i < n; i++) {
          x[i] = (a[aAt + i] + b[bAt + i]) + (c[cAt + i] + d[dAt + i]);
        }
    }
  }

  @Override
  void combinePairs(int at, int n) {
    float[] x = values;
    switch (reduction.kind()) {
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
  void move(int from, int to) {
    values[to] = values[from];
  }

  @Override
  void clear(int n) {
    boolean zero = !reduction.hasIndex() || reduction.emptyIsZero();
    float extreme = reduction.kind() == Reduction.Kind.MAX ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
    Arrays.fill(values, 0, n, zero ? 0 : extreme);
  }

  @Override
  void store(int from, Object elements, int at, int n, Divisors divisors, long window) {
    float[] x = values;
    float divisor = reduction.kind() == Reduction.Kind.AVERAGE ? (float) divisors.of(window) : 1;
    for (int i = from; i < from + n; i++) {
      x[i] = (x[i] + 0.0f) / divisor; // no -0.0
    }
    Elements.fromFloats(type, x, from, elements, at, n);
  }
}
