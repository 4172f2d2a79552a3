package dev.cenote.internal.managed;

import dev.cenote.internal.plan.Reduction;

/**
 * Loops over arrays that know every NaN. C2 makes vector code of those that use one place in all arrays, so what lies
 * elsewhere is copied there first, which costs less; Math.max becomes vector code, a comparison would not.
 */
final class ArrayLoops implements FloatLoops {
  private final Reduction.Kind kind;
  private final float[] first;
  private final float[] second;
  private final float[] third;
  private final float[] result;

  /** Loops over rows that reach over at most so many elements. */
  ArrayLoops(Reduction.Kind kind, int most) {
    this.kind = kind;
    first = new float[most];
    second = new float[most];
    third = new float[most];
    result = new float[most];
  }

  @Override
  public boolean one(float[] a, int aAt, int pitch, float[] to, int toAt, int toPitch, int rows, int n) {
    if (kind != Reduction.Kind.AVERAGE) {
      return two(a, aAt, a, aAt, pitch, to, toAt, toPitch, rows, n);
    }
    copy(a, aAt, pitch, to, toAt, toPitch, rows, n);
    return true;
  }

  @Override
  public boolean two(float[] a, int aAt, float[] b, int bAt, int pitch, float[] to, int toAt, int toPitch,
      int rows, int n) {
    float[] x = rowsAtZero(a, aAt, pitch, first, toPitch, rows, n);
    float[] y = rowsAtZero(b, bAt, pitch, second, toPitch, rows, n);
    int all = (rows - 1) * toPitch + n;
    float[] target = toAt == 0 ? to : result;
    combine(kind, x, y, target, all);
    put(target, to, toAt, toPitch, rows, n);
    return true;
  }

  @Override
  public boolean three(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int pitch,
      float[] to, int toAt, int toPitch, int rows, int n) {
    float[] x = rowsAtZero(a, aAt, pitch, first, toPitch, rows, n);
    float[] y = rowsAtZero(b, bAt, pitch, second, toPitch, rows, n);
    float[] z = rowsAtZero(c, cAt, pitch, third, toPitch, rows, n);
    int all = (rows - 1) * toPitch + n;
    float[] target = toAt == 0 ? to : result;
    combine(kind, x, y, z, target, all);
    put(target, to, toAt, toPitch, rows, n);
    return true;
  }

  @Override
  public void pairs(float[] x, float[] to, int toAt, int n) {
    System.arraycopy(x, 1, second, 0, 2 * n - 1);
    combine(kind, x, second, result, 2 * n - 1);
    everySecond(result, to, toAt, n);
  }

  @Override
  public void triples(float[] x, float[] to, int toAt, int n) {
    System.arraycopy(x, 1, second, 0, 2 * n - 1);
    System.arraycopy(x, 2, third, 0, 2 * n - 1);
    combine(kind, x, second, third, result, 2 * n - 1);
    everySecond(result, to, toAt, n);
  }

  @Override
  public boolean divide(float[] x, float[] divisors, int from, float[] to, int toAt, int n) {
    float[] target = toAt == 0 ? to : result;
    quotients(x, rowsAtZero(divisors, from, 0, first, 0, 1, n), target, n);
    put(target, to, toAt, 0, 1, n);
    return true;
  }

  @Override
  public void finish(float[] results, int at, int n) {
    for (int i = at; i < at + n; i++) {
      if (results[i] != results[i]) {
        results[i] = Float.NaN;
      }
    }
  }

  private static float[] rowsAtZero(float[] x, int at, int pitch, float[] copy, int toPitch, int rows, int n) {
    if (at == 0 && (rows == 1 || pitch == toPitch)) {
      return x;
    }
    copy(x, at, pitch, copy, 0, toPitch, rows, n);
    return copy;
  }

  private static void put(float[] from, float[] to, int toAt, int toPitch, int rows, int n) {
    if (from != to) {
      copy(from, 0, toPitch, to, toAt, toPitch, rows, n);
    }
  }

  private static void copy(float[] x, int at, int pitch, float[] to, int toAt, int toPitch, int rows, int n) {
    if (rows > 1 && pitch == toPitch) { // what is between rows goes with them
      System.arraycopy(x, at, to, toAt, (rows - 1) * pitch + n);
      return;
    }
    for (int r = 0; r < rows; r++) {
      System.arraycopy(x, at + r * pitch, to, toAt + r * toPitch, n);
    }
  }

  private static void combine(Reduction.Kind kind, float[] x, float[] y, float[] to, int n) {
    switch (kind) {
      case MAX:
        for (int i = 0; i < n; i++) {
          to[i] = Math.max(x[i], y[i]) + 0.0f;
        }
        break;
      case MIN:
        for (int i = 0; i < n; i++) {
          to[i] = Math.min(x[i], y[i]) + 0.0f;
        }
        break;
      default:
        for (int i = 0; i < n; i++) {
          to[i] = x[i] + y[i];
        }
    }
  }

  private static void combine(Reduction.Kind kind, float[] x, float[] y, float[] z, float[] to, int n) {
    switch (kind) {
      case MAX:
        for (int i = 0; i < n; i++) {
          to[i] = Math.max(Math.max(x[i], y[i]), z[i]) + 0.0f;
        }
        break;
      case MIN:
        for (int i = 0; i < n; i++) {
          to[i] = Math.min(Math.min(x[i], y[i]), z[i]) + 0.0f;
        }
        break;
      default:
        for (int i = 0; i < n; i++) {
          to[i] = (x[i] + y[i]) + z[i];
        }
    }
  }

  private static void quotients(float[] x, float[] divisors, float[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = (x[i] + 0.0f) / divisors[i];
    }
  }

  private static void everySecond(float[] x, float[] to, int toAt, int n) {
    for (int i = 0; i < n; i++) {
      to[toAt + i] = x[2 * i];
    }
  }
}
