package dev.cenote;

import dev.cenote.internal.plan.Reduction;
import dev.cenote.tensor.ElementType;

/** The exponent of a norm: a real number, 1 or more, or infinity. */
final class Norm {
  private final double p;

  /** @throws IllegalArgumentException if p is less than 1, or NaN; {@code operator} begins the message */
  Norm(String operator, double p) {
    if (!(p >= 1)) {
      throw new IllegalArgumentException(operator + ": p is " + p + ", expected a number from 1 on, or infinity");
    }
    this.p = p;
  }

  Reduction reduction() {
    return Reduction.lp(p);
  }

  double p() {
    return p;
  }

  static void checkType(ElementType type) {
    if (!type.isFloating()) {
      throw new IllegalArgumentException("a norm of " + type + " is not defined, expected a floating type; Tensor.to"
          + " converts");
    }
  }

  @Override
  public String toString() {
    return "p " + (p == Math.rint(p) && p < 1e15 ? Long.toString((long) p) : Double.toString(p));
  }
}
