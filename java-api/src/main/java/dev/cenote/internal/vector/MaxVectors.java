package dev.cenote.internal.vector;

import static jdk.incubator.vector.FloatVector.fromArray;

import dev.cenote.internal.managed.FloatLoops;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Maxima in vectors. A comparison and a choice are less than half of what a maximum costs that knows NaN, so all
 * elements are added up besides, and a NaN shows in that sum; so do infinities of both signs, which only costs time.
 */
final class MaxVectors implements FloatLoops {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();

  @Override
  public boolean one(float[] a, int aAt, int pitch, float[] to, int toAt, int toPitch, int rows, int n) {
    return two(a, aAt, a, aAt, pitch, to, toAt, toPitch, rows, n);
  }

  @Override
  public boolean two(float[] a, int aAt, float[] b, int bAt, int pitch, float[] to, int toAt, int toPitch,
      int rows, int n) {
    int whole = Rows.inVectors(LANES, rows, n, pitch, toPitch);
    boolean numbers = true;
    for (int r = 0; r < whole; r++) {
      numbers &= rowOfTwo(a, aAt + r * pitch, b, bAt + r * pitch, to, toAt + r * toPitch, n);
    }
    float rest = 0;
    for (int r = whole; r < rows; r++) {
      for (int i = 0; i < n; i++) {
        float x = a[aAt + r * pitch + i];
        float y = b[bAt + r * pitch + i];
        rest += x + y;
        to[toAt + r * toPitch + i] = Math.max(x, y) + 0.0f;
      }
    }
    return rest == rest && numbers;
  }

  private static boolean rowOfTwo(float[] a, int aAt, float[] b, int bAt, float[] to, int toAt, int n) {
    FloatVector sums = FloatVector.zero(FLOATS);
    int last = Math.max(0, n - LANES);
    for (int next = 0; next < n; next += LANES) {
      int i = Math.min(next, last);
      FloatVector x = fromArray(FLOATS, a, aAt + i);
      FloatVector y = fromArray(FLOATS, b, bAt + i);
      sums = sums.add(x.add(y));
      max(x, y).add(0.0f).intoArray(to, toAt + i);
    }
    return isNumber(sums);
  }

  @Override
  public boolean three(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int pitch,
      float[] to, int toAt, int toPitch, int rows, int n) {
    int whole = Rows.inVectors(LANES, rows, n, pitch, toPitch);
    boolean numbers = true;
    for (int r = 0; r < whole; r++) {
      numbers &= rowOfThree(a, aAt + r * pitch, b, bAt + r * pitch, c, cAt + r * pitch, to, toAt + r * toPitch, n);
    }
    float rest = 0;
    for (int r = whole; r < rows; r++) {
      for (int i = 0; i < n; i++) {
        float x = a[aAt + r * pitch + i];
        float y = b[bAt + r * pitch + i];
        float z = c[cAt + r * pitch + i];
        rest += x + y + z;
        to[toAt + r * toPitch + i] = Math.max(Math.max(x, y), z) + 0.0f;
      }
    }
    return rest == rest && numbers;
  }

  private static boolean rowOfThree(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, float[] to, int toAt,
      int n) {
    FloatVector sums = FloatVector.zero(FLOATS);
    int last = Math.max(0, n - LANES);
    for (int next = 0; next < n; next += LANES) {
      int i = Math.min(next, last);
      FloatVector x = fromArray(FLOATS, a, aAt + i);
      FloatVector y = fromArray(FLOATS, b, bAt + i);
      FloatVector z = fromArray(FLOATS, c, cAt + i);
      sums = sums.add(x.add(y).add(z));
      max(max(x, y), z).add(0.0f).intoArray(to, toAt + i);
    }
    return isNumber(sums);
  }

  @Override
  public void pairs(float[] x, float[] to, int toAt, int n) {
    for (int next = 0; next < n && n >= Pairs.COUNT; next += Pairs.COUNT) {
      int i = Math.min(next, n - Pairs.COUNT);
      FloatVector pairs = fromArray(FLOATS, x, 2 * i);
      Pairs.lefts(max(pairs, Pairs.rights(pairs))).intoArray(to, toAt + i);
    }
    for (int i = 0; i < n && n < Pairs.COUNT; i++) {
      to[toAt + i] = Math.max(x[2 * i], x[2 * i + 1]);
    }
  }

  @Override
  public void triples(float[] x, float[] to, int toAt, int n) {
    for (int next = 0; next < n && n >= Pairs.COUNT; next += Pairs.COUNT) {
      int i = Math.min(next, n - Pairs.COUNT);
      FloatVector pairs = fromArray(FLOATS, x, 2 * i);
      FloatVector after = fromArray(FLOATS, x, 2 * i + 2);
      Pairs.lefts(max(max(pairs, Pairs.rights(pairs)), after)).intoArray(to, toAt + i);
    }
    for (int i = 0; i < n && n < Pairs.COUNT; i++) {
      to[toAt + i] = Math.max(Math.max(x[2 * i], x[2 * i + 1]), x[2 * i + 2]);
    }
  }

  @Override
  public boolean divide(float[] x, float[] divisors, int from, float[] to, int toAt, int n) {
    throw new AssertionError("maxima are not divided");
  }

  /** There are none. */
  @Override
  public void finish(float[] results, int at, int n) {}

  private static FloatVector max(FloatVector a, FloatVector b) {
    return a.blend(b, a.compare(VectorOperators.LT, b));
  }

  private static boolean isNumber(FloatVector x) {
    return !x.compare(VectorOperators.NE, x).anyTrue();
  }
}
