package dev.cenote.internal.managed;

/**
 * {@code x^p} and {@code x^(1/p)} for {@code x >= 0} and a finite {@code p >= 1}, within 2 eps, from additions,
 * multiplications and divisions alone, so that every backend gives the same bits; libraries' functions differ. The
 * logarithm has about 100 bits, as a sum of two numbers, since an error of it grows by its size. For one thread.
 */
final class Power {
  private static final double SQRT_2 = 1.4142135623730951;
  private static final double LN_2 = 0.6931471805599453;
  private static final double SPLITTER = 134217729.0; // 2^27 + 1
  /** 1/3 and 2 / ln 2, each as a sum of two numbers. */
  private static final double THIRD = 1.0 / 3.0;
  private static final double THIRD_LOW = 1.850371707708594e-17;
  private static final double TWO_OVER_LN_2 = 2.8853900817779268;
  private static final double TWO_OVER_LN_2_LOW = 4.0710547481862066e-17;

  /** 1/27, 1/25, ... 1/5, and 1/15!, 1/14!, ... 1/2!. */
  private static final double[] ODD = new double[12];
  private static final double[] FACTORIAL = new double[14];

  static {
    for (int i = 0; i < ODD.length; i++) {
      ODD[i] = 1.0 / (27 - 2 * i);
    }
    double factorial = 1;
    for (int i = FACTORIAL.length - 1; i >= 0; i--) {
      factorial *= 15 - i;
      FACTORIAL[i] = 1 / factorial;
    }
  }

  private static final double OVERFLOWS = 1100;
  private static final double UNDERFLOWS = -1200;

  private final double p;
  /** log2 of the last number, as {@code high + low}. */
  private double high;
  private double low;

  Power(double p) {
    this.p = p;
  }

  /** {@code x^p} */
  double power(double x) {
    if (!(x > 0 && x < Double.POSITIVE_INFINITY)) {
      return x;
    }
    log2(x);
    if (high == 0) {
      return 1;
    }
    double y = high * p;
    if (y >= OVERFLOWS) {
      return Double.POSITIVE_INFINITY;
    }
    if (y <= UNDERFLOWS) {
      return 0;
    }
    return exp2(y, productError(high, p, y) + low * p);
  }

  /** {@code x^(1/p)} */
  double root(double x) {
    if (!(x > 0 && x < Double.POSITIVE_INFINITY)) {
      return x;
    }
    if (p >= 0x1p64) {
      return 1;
    }
    log2(x);
    double quotient = high / p;
    double y = quotient * p;
    return exp2(quotient, (((high - y) - productError(quotient, p, y)) + low) / p);
  }

  /** Of a finite number above 0: with m its fraction and s = (m - 1) / (m + 1), ln m = 2 (s + s^3/3 + s^5/5 + ...). */
  private void log2(double x) {
    int exponent = 0;
    if (x < Double.MIN_NORMAL) {
      x *= 0x1p54;
      exponent = -54;
    }
    long bits = Double.doubleToRawLongBits(x);
    exponent += (int) (bits >>> 52) - 1023;
    double m = Double.longBitsToDouble(bits & 0x000FFFFFFFFFFFFFL | 0x3FF0000000000000L);
    if (m > SQRT_2) {
      m *= 0.5;
      exponent += 1;
    }
    double f = m - 1;
    double d = m + 1;
    double dLow = sumError(m, 1, d);
    double s = f / d;
    double q = s * d;
    double sLow = (((f - q) - productError(s, d, q)) - s * dLow) / d;
    double z = s * s;
    double zLow = productError(s, s, z) + (2 * s) * sLow;
    double series = ODD[0];
    for (int k = 1; k < ODD.length; k++) {
      series = series * z + ODD[k];
    }
    double tail = (z * z) * series;
    double third = z * THIRD;
    double thirdLow = productError(z, THIRD, third) + (z * THIRD_LOW + zLow * THIRD);
    double w = third + tail;
    double wLow = thirdLow + sumError(third, tail, w);
    double u = s * w;
    double uLow = productError(s, w, u) + (s * wLow + sLow * w);
    double a = s + u;
    double aLow = sumError(s, u, a) + (sLow + uLow);
    double h = a * TWO_OVER_LN_2;
    double hLow = productError(a, TWO_OVER_LN_2, h) + (a * TWO_OVER_LN_2_LOW + aLow * TWO_OVER_LN_2);
    high = exponent + h;
    low = sumError(exponent, h, high) + hLow;
  }

  /** {@code 2^(y + low)} */
  private static double exp2(double y, double low) {
    if (y >= OVERFLOWS) {
      return Double.POSITIVE_INFINITY;
    }
    if (y <= UNDERFLOWS) {
      return 0;
    }
    double whole = Math.floor(y + 0.5);
    double t = ((y - whole) + low) * LN_2;
    double series = FACTORIAL[0];
    for (int k = 1; k < FACTORIAL.length; k++) {
      series = series * t + FACTORIAL[k];
    }
    double v = 1 + ((series * t) * t + t);
    int n = (int) whole;
    int half = n / 2; // in two steps, as the second may underflow
    return (v * powerOfTwo(half)) * powerOfTwo(n - half);
  }

  private static double powerOfTwo(int exponent) {
    return Double.longBitsToDouble((long) (exponent + 1023) << 52);
  }

  /** What {@code sum = a + b} lacks. */
  private static double sumError(double a, double b, double sum) {
    double t = sum - a;
    return (a - (sum - t)) + (b - t);
  }

  /** What {@code product = a * b} lacks. */
  private static double productError(double a, double b, double product) {
    double aScaled = SPLITTER * a;
    double aHigh = aScaled - (aScaled - a);
    double aLow = a - aHigh;
    double bScaled = SPLITTER * b;
    double bHigh = bScaled - (bScaled - b);
    double bLow = b - bHigh;
    return (((aHigh * bHigh - product) + aHigh * bLow) + aLow * bHigh) + aLow * bLow;
  }
}
