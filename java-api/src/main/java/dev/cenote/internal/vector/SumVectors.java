package dev.cenote.internal.vector;

import static jdk.incubator.vector.FloatVector.fromArray;

import dev.cenote.internal.managed.FloatLoops;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Sums and averages in vectors. A NaN goes its way through sums and only has to be found among the results. */
final class SumVectors implements FloatLoops {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();

  @Override
  public boolean one(float[] a, int aAt, int pitch, float[] to, int toAt, int toPitch, int rows, int n) {
    for (int r = 0; r < rows; r++) {
      System.arraycopy(a, aAt + r * pitch, to, toAt + r * toPitch, n);
    }
    return true;
  }

  @Override
  public boolean two(float[] a, int aAt, float[] b, int bAt, int pitch, float[] to, int toAt, int toPitch,
      int rows, int n) {
    int whole = Rows.inVectors(LANES, rows, n, pitch, toPitch);
    int last = Math.max(0, n - LANES);
    for (int r = 0; r < whole; r++) {
      for (int next = 0; next < n; next += LANES) {
        int i = Math.min(next, last);
        FloatVector x = fromArray(FLOATS, a, aAt + r * pitch + i);
        x.add(fromArray(FLOATS, b, bAt + r * pitch + i)).intoArray(to, toAt + r * toPitch + i);
      }
    }
    for (int r = whole; r < rows; r++) {
      for (int i = 0; i < n; i++) {
        to[toAt + r * toPitch + i] = a[aAt + r * pitch + i] + b[bAt + r * pitch + i];
      }
    }
    return true;
  }

  @Override
  public boolean three(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int pitch,
      float[] to, int toAt, int toPitch, int rows, int n) {
    int whole = Rows.inVectors(LANES, rows, n, pitch, toPitch);
    int last = Math.max(0, n - LANES);
    for (int r = 0; r < whole; r++) {
      for (int next = 0; next < n; next += LANES) {
        int i = Math.min(next, last);
        FloatVector x = fromArray(FLOATS, a, aAt + r * pitch + i);
        FloatVector y = fromArray(FLOATS, b, bAt + r * pitch + i);
        x.add(y).add(fromArray(FLOATS, c, cAt + r * pitch + i)).intoArray(to, toAt + r * toPitch + i);
      }
    }
    for (int r = whole; r < rows; r++) {
      for (int i = 0; i < n; i++) {
        to[toAt + r * toPitch + i] = (a[aAt + r * pitch + i] + b[bAt + r * pitch + i]) + c[cAt + r * pitch + i];
      }
    }
    return true;
  }

  @Override
  public void pairs(float[] x, float[] to, int toAt, int n) {
    for (int next = 0; next < n && n >= Pairs.COUNT; next += Pairs.COUNT) {
      int i = Math.min(next, n - Pairs.COUNT);
      FloatVector pairs = fromArray(FLOATS, x, 2 * i);
      Pairs.lefts(pairs.add(Pairs.rights(pairs))).intoArray(to, toAt + i);
    }
    for (int i = 0; i < n && n < Pairs.COUNT; i++) {
      to[toAt + i] = x[2 * i] + x[2 * i + 1];
    }
  }

  @Override
  public void triples(float[] x, float[] to, int toAt, int n) {
    for (int next = 0; next < n && n >= Pairs.COUNT; next += Pairs.COUNT) {
      int i = Math.min(next, n - Pairs.COUNT);
      FloatVector pairs = fromArray(FLOATS, x, 2 * i);
      FloatVector after = fromArray(FLOATS, x, 2 * i + 2);
      Pairs.lefts(pairs.add(Pairs.rights(pairs)).add(after)).intoArray(to, toAt + i);
    }
    for (int i = 0; i < n && n < Pairs.COUNT; i++) {
      to[toAt + i] = (x[2 * i] + x[2 * i + 1]) + x[2 * i + 2];
    }
  }

  @Override
  public boolean divide(float[] x, float[] divisors, int from, float[] to, int toAt, int n) {
    FloatVector sums = FloatVector.zero(FLOATS);
    for (int next = 0; next < n && n >= LANES; next += LANES) {
      int i = Math.min(next, n - LANES);
      FloatVector quotients = fromArray(FLOATS, x, i).add(0.0f).div(fromArray(FLOATS, divisors, from + i));
      sums = sums.add(quotients);
      quotients.intoArray(to, toAt + i);
    }
    float rest = 0;
    for (int i = 0; i < n && n < LANES; i++) {
      float quotient = (x[i] + 0.0f) / divisors[from + i];
      rest += quotient;
      to[toAt + i] = quotient;
    }
    return rest == rest && !sums.compare(VectorOperators.NE, sums).anyTrue();
  }

  /** There are none. */
  @Override
  public void finish(float[] results, int at, int n) {}
}
