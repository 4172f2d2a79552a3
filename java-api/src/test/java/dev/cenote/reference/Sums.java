package dev.cenote.reference;

import dev.cenote.Rounding;
import dev.cenote.internal.Operator;
import dev.cenote.internal.Problem;
import dev.cenote.tensor.ElementType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** Averages and sums: what is added in which precision, and how it is divided and rounded. */
final class Sums {
  /** The deepest trees, all axes together, that are summed in the precision of the type; blocks never are. */
  private static final int MAX_DEPTH = 7;
  private static final MathContext EXACT_ENOUGH = new MathContext(60);

  private final Format format;
  private final Double fixedDivisor;
  private final Rounding rounding;

  Sums(Problem problem) {
    this.format = Format.of(problem.type());
    this.fixedDivisor = problem.operator() == Operator.SUM ? Double.valueOf(1)
        : problem.fixedDivisor();
    this.rounding = problem.rounding();
  }

  /** The average of a window as bits. */
  long average(Window window, long[] plane) {
    if (divisor(window) == 0) {
      return 0;
    }
    boolean wide = window.depth() > MAX_DEPTH || window.isInBlocks();
    if (!format.isFloating()) {
      return integerAverage(window, plane);
    }
    if (format.type() == ElementType.FLOAT64) {
      double sum = wide ? compensated(window, plane) : float64(window, plane);
      return format.bits((sum + 0.0) / divisor(window));
    }
    return wide
        ? format.bits((float) ((float64(window, plane) + 0.0) / divisor(window)))
        : format.bits((float32(window, plane) + 0.0f) / (float) divisor(window));
  }

  double divisor(Window window) {
    return fixedDivisor != null ? fixedDivisor : window.count().doubleValue();
  }

  private float float32(Window window, long[] plane) {
    Float sum = window.<Float>sum(at -> (float) format.number(plane[at]), (a, b) -> a + b);
    return sum == null ? 0 : sum;
  }

  private double float64(Window window, long[] plane) {
    Double sum = window.<Double>sum(at -> format.number(plane[at]), (a, b) -> a + b);
    return sum == null ? 0 : sum;
  }

  /** A sum in float64, and the sum of the errors that rounding made. */
  private record Pair(double sum, double error) {
    static Pair add(Pair a, Pair b) {
      double s = a.sum + b.sum;
      double t = s - a.sum;
      double e = (a.sum - (s - t)) + (b.sum - t);
      return new Pair(s, (a.error + b.error) + e);
    }
  }

  private double compensated(Window window, long[] plane) {
    Pair total = window.sum(at -> new Pair(format.number(plane[at]), 0), Pair::add);
    return total == null ? 0 : Double.isFinite(total.sum) ? total.sum + total.error : total.sum;
  }

  private long integerAverage(Window window, long[] plane) {
    BigInteger sum = BigInteger.ZERO;
    for (int at : window.positions()) {
      sum = sum.add(BigInteger.valueOf(format.whole(plane[at])));
    }
    BigInteger divisor = fixedDivisor != null ? new BigDecimal(fixedDivisor).toBigIntegerExact() : window.count();
    return format.bits(rounded(sum, divisor));
  }

  private BigInteger rounded(BigInteger sum, BigInteger divisor) {
    BigInteger[] quotient = sum.abs().divideAndRemainder(divisor.abs());
    int half = quotient[1].shiftLeft(1).compareTo(divisor.abs());
    boolean up = rounding != Rounding.TOWARD_ZERO
        && (half > 0 || half == 0 && (rounding == Rounding.HALF_AWAY_FROM_ZERO || quotient[0].testBit(0)));
    BigInteger size = up ? quotient[0].add(BigInteger.ONE) : quotient[0];
    return sum.signum() * divisor.signum() < 0 ? size.negate() : size;
  }

  /** The average of finite elements, exact but for one rounding to float64. */
  double exact(Window window, long[] plane) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int at : window.positions()) {
      sum = sum.add(new BigDecimal(format.number(plane[at])));
    }
    return divisor(window) == 0 ? 0
        : sum.divide(new BigDecimal(divisor(window)), EXACT_ENOUGH).doubleValue();
  }

  /** {@code (sum of |x| in the window) / |divisor|}: what errors are measured by. */
  double magnitude(Window window, long[] plane) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int at : window.positions()) {
      sum = sum.add(new BigDecimal(Math.abs(format.number(plane[at]))));
    }
    return divisor(window) == 0 ? 0
        : sum.divide(new BigDecimal(Math.abs(divisor(window))), EXACT_ENOUGH).doubleValue();
  }
}
