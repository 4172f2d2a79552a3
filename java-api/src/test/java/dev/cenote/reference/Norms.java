package dev.cenote.reference;

import dev.cenote.tensor.ElementType;

/** Norms: {@code (sum of |x|^p)^(1/p)}, summed in float64. */
final class Norms {
  private final Format format;
  private final double p;

  Norms(Format format, double p) {
    this.format = format;
    this.p = p;
  }

  /** The norm of a window as bits. */
  long of(Window window, long[] plane) {
    double norm = Double.isInfinite(p) ? greatestMagnitude(window, plane) : norm(window, plane);
    return format.bits(format.type() == ElementType.FLOAT64 ? norm : (float) norm);
  }

  private double norm(Window window, long[] plane) {
    Double sum = window.<Double>sum(at -> term(Math.abs(format.number(plane[at]))), (a, b) -> a + b);
    if (sum == null) {
      return 0;
    }
    return p == 1 ? sum : p == 2 ? Math.sqrt(sum) : Power.root(sum, p);
  }

  private double term(double magnitude) {
    return p == 1 ? magnitude : p == 2 ? magnitude * magnitude : Power.power(magnitude, p);
  }

  private double greatestMagnitude(Window window, long[] plane) {
    double greatest = 0;
    for (int at : window.positions()) {
      greatest = Math.max(greatest, Math.abs(format.number(plane[at]))); // NaN wins
    }
    return greatest;
  }
}
