package dev.cenote.reference;

/**
 * {@code x^p} and {@code x^(1/p)} for x from 0 and finite p from 1 on, the same bits wherever float64 is IEEE's: by
 * logarithm and exponential to the base 2 in float64, with a second number for what a first one cannot hold.
 */
final class Power {
  /** The sum of two numbers, the first of which is it rounded to float64. */
  private record Two(double high, double low) {}

  private static final double SQRT_2 = 1.4142135623730951;
  private static final double LN_2 = 0.6931471805599453;
  private static final Two THIRD = new Two(1.0 / 3.0, 1.850371707708594e-17);
  private static final Two TWO_BY_LN_2 = new Two(2.8853900817779268, 4.0710547481862066e-17);

  private Power() {}

  static double power(double x, double p) {
    if (Double.isNaN(x) || x == 0 || Double.isInfinite(x)) {
      return x;
    }
    Two log = log2(x);
    if (log.high == 0) {
      return 1;
    }
    double y = log.high * p;
    if (y >= 1100) {
      return Double.POSITIVE_INFINITY;
    }
    if (y <= -1200) {
      return 0;
    }
    Two product = product(log.high, p);
    return exp2(product.high, product.low + log.low * p);
  }

  static double root(double x, double p) {
    if (Double.isNaN(x) || x == 0 || Double.isInfinite(x)) {
      return x;
    }
    if (p >= 0x1p64) {
      return 1;
    }
    Two log = log2(x);
    double q = log.high / p;
    Two back = product(q, p);
    return exp2(q, (((log.high - back.high) - back.low) + log.low) / p);
  }

  private static Two sum(double a, double b) {
    double s = a + b;
    double t = s - a;
    return new Two(s, (a - (s - t)) + (b - t));
  }

  private static Two halves(double a) {
    double c = 134217729.0 * a; // 2^27 + 1
    double high = c - (c - a);
    return new Two(high, a - high);
  }

  private static Two product(double a, double b) {
    double p = a * b;
    Two x = halves(a);
    Two y = halves(b);
    return new Two(p, (((x.high * y.high - p) + x.high * y.low) + x.low * y.high) + x.low * y.low);
  }

  /** With m in [1/sqrt 2, sqrt 2), s = (m - 1) / (m + 1) and z = s^2: 2 / ln 2 * (s + s z / 3 + s z^2 / 5 + ...). */
  private static Two log2(double x) {
    int exponent = 0;
    if (x < 0x1p-1022) {
      x *= 0x1p54;
      exponent = -54;
    }
    exponent += Math.getExponent(x);
    double m = Math.scalb(x, -Math.getExponent(x));
    if (m > SQRT_2) {
      m *= 0.5;
      exponent++;
    }
    double f = m - 1;
    Two d = sum(m, 1);
    double s = f / d.high;
    Two q = product(s, d.high);
    double sLow = (((f - q.high) - q.low) - s * d.low) / d.high;
    Two square = product(s, s);
    double z = square.high;
    double zLow = square.low + 2 * s * sLow;
    double series = 1.0 / 27;
    for (int odd = 25; odd >= 5; odd -= 2) {
      series = series * z + 1.0 / odd;
    }
    Two third = product(z, THIRD.high);
    double thirdLow = third.low + (z * THIRD.low + zLow * THIRD.high);
    Two w = sum(third.high, (z * z) * series);
    double wLow = thirdLow + w.low;
    Two u = product(s, w.high);
    double uLow = u.low + (s * wLow + sLow * w.high);
    Two a = sum(s, u.high);
    double aLow = a.low + (sLow + uLow);
    Two h = product(a.high, TWO_BY_LN_2.high);
    double hLow = h.low + (a.high * TWO_BY_LN_2.low + aLow * TWO_BY_LN_2.high);
    Two log = sum(exponent, h.high);
    return new Two(log.high, log.low + hLow);
  }

  private static double exp2(double high, double low) {
    if (high >= 1100) {
      return Double.POSITIVE_INFINITY;
    }
    if (high <= -1200) {
      return 0;
    }
    double n = Math.floor(high + 0.5);
    double t = ((high - n) + low) * LN_2;
    double series = 1.0 / factorial(15);
    for (int k = 14; k >= 2; k--) {
      series = series * t + 1.0 / factorial(k);
    }
    double v = 1 + ((series * t) * t + t);
    int half = (int) n / 2;
    return (v * Math.scalb(1.0, half)) * Math.scalb(1.0, (int) n - half);
  }

  private static double factorial(int n) {
    double product = 1;
    for (int k = 2; k <= n; k++) {
      product *= k;
    }
    return product;
  }
}
