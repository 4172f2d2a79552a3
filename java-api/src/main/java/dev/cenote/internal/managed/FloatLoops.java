package dev.cenote.internal.managed;

/**
 * The loops of small windows of float32: numbers combined element by element, + being the reduction. No operand
 * overlaps a result. A loop that returns false has met a NaN and does not know how to go on: what is computed from the
 * same numbers has to be computed again, by loops that do.
 *
 * <p>Rows of {@code n} elements start {@code pitch} apart in all operands, {@code toPitch} in the result; what is
 * behind the elements of a row but the last may be read, and be overwritten, up to the next row.
 */
public interface FloatLoops {
  /** {@code to[i] = a[i]}, {@code i < n}, in each row; as in the rest, no maximum or minimum becomes -0.0. */
  boolean one(float[] a, int aAt, int pitch, float[] to, int toAt, int toPitch, int rows, int n);

  /** {@code to[i] = a[i] + b[i]} in each row */
  boolean two(float[] a, int aAt, float[] b, int bAt, int pitch, float[] to, int toAt, int toPitch, int rows, int n);

  /** {@code to[i] = (a[i] + b[i]) + c[i]} in each row */
  boolean three(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int pitch,
      float[] to, int toAt, int toPitch, int rows, int n);

  /** {@code to[toAt + i] = x[2 * i] + x[2 * i + 1]}; maxima and minima are of results of before. */
  void pairs(float[] x, float[] to, int toAt, int n);

  /** {@code to[toAt + i] = (x[2 * i] + x[2 * i + 1]) + x[2 * i + 2]}; likewise. May read {@code x[2 * n + 1]}. */
  void triples(float[] x, float[] to, int toAt, int n);

  /** {@code to[toAt + i] = (x[i] + 0.0f) / divisors[from + i]} */
  boolean divide(float[] x, float[] divisors, int from, float[] to, int toAt, int n);

  /** Makes each NaN among results the canonical one. */
  void finish(float[] results, int at, int n);
}
