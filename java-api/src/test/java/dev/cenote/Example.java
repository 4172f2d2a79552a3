package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * A small input whose pooling can be done by hand. What is claimed of it is checked on every backend, in both layouts,
 * sequential and parallel; numbers are always written channels-first.
 */
final class Example {
  private final Tensor x;

  private Example(Tensor x) {
    this.x = x;
  }

  /** One image of one channel, of float32. */
  static Example image(int height, int width, double... numbers) {
    return of(Layout.NCHW, Shape.of(1, 1, height, width), numbers);
  }

  /** One signal of one channel, of float32. */
  static Example signal(double... numbers) {
    return of(Layout.NCL, Shape.of(1, 1, numbers.length), numbers);
  }

  /** One signal of one channel, of int64. */
  static Example longs(long... numbers) {
    return new Example(Tensor.of(numbers, Shape.of(1, 1, numbers.length), Layout.NCL));
  }

  /** A tensor of float32. */
  static Example of(Layout layout, Shape shape, double... numbers) {
    return new Example(Tensor.of(numbers, shape, layout).to(ElementType.FLOAT32));
  }

  /** The same numbers, which the type must have. */
  Example as(ElementType type) {
    if (type.isFloating()) {
      return new Example(x.to(type));
    }
    Tensor integers = Tensor.zeros(x.shape(), type, x.layout());
    for (long i = 0; i < x.shape().elements(); i++) {
      integers.setLong(i, (long) x.getDouble(i));
    }
    return new Example(integers);
  }

  Tensor tensor() {
    return x;
  }

  /** The results, bit for bit but for NaN's. */
  void gives(Pool pool, double... expected) {
    everywhere(pool, (one, in) -> {
      double[] actual = doubles(first(one.apply(in)));
      assertThat(actual).as("%s of %s %s", one, in, text(x)).isEqualTo(expected);
    });
  }

  /** As {@link #gives}, for numbers that float64 does not have. */
  void givesLongs(Pool pool, long... expected) {
    everywhere(pool, (one, in) -> {
      long[] actual = first(one.apply(in)).toLongs();
      assertThat(actual).as("%s of %s %s", one, in, text(x)).isEqualTo(expected);
    });
  }

  void givesShape(Pool pool, Shape expected) {
    everywhere(pool, (one, in) -> {
      assertThat(first(one.apply(in)).shape()).as("%s of %s", one, in).isEqualTo(expected);
      assertThat(one.outputShape(in.shape(), in.layout())).isEqualTo(one.apply(in).shape());
    });
  }

  /** The indices by {@link Indices#PLANE}; values are the same as without. */
  void isFoundAt(Pool pool, long... expected) {
    everywhere(pool, (one, in) -> {
      Pooled found = one.applyWithIndices(in);
      assertThat(first(found.indices()).toLongs()).as("indices of %s of %s %s", one, in, text(x)).isEqualTo(expected);
      assertThat(text(found.values())).as("values of %s of %s %s", one, in, text(x)).isEqualTo(text(one.apply(in)));
    });
  }

  /** The indices by a convention, in tensors of a type. */
  void isFoundAt(Pool pool, Indices convention, ElementType type, long... expected) {
    everywhere(pool, (one, in) -> {
      Plan plan = one.plan(in.shape(), in.type(), in.layout());
      Tensor out = Tensor.zeros(plan.outputShape(), in.type(), in.layout());
      Tensor indices = Tensor.zeros(plan.outputShape(), type, in.layout());
      one.apply(in, out, indices, convention);
      assertThat(first(indices).toLongs()).as("%s indices, %s, of %s of %s %s", convention, type, one, in, text(x))
          .isEqualTo(expected);
    });
  }

  void refuses(Pool pool, String message) {
    everywhere(pool, (one, in) -> assertThatThrownBy(() -> one.apply(in)).as("%s of %s", one, in)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message.replace("{x}", in.shape() + " " + in.layout() + typeText(in))));
  }

  private static String typeText(Tensor in) {
    return in.type() == ElementType.FLOAT32 ? "" : " " + in.type();
  }

  private interface Check {
    void of(Pool pool, Tensor in);
  }

  private void everywhere(Pool pool, Check check) {
    for (Backend backend : Backend.available()) {
      for (Layout layout : List.of(x.layout(), lastLayout())) {
        check.of(pool.on(backend), x.to(layout));
        check.of(pool.on(backend).parallel(), x.to(layout));
      }
    }
  }

  private Layout lastLayout() {
    return List.of(Layout.NLC, Layout.NHWC, Layout.NDHWC).get(x.layout().spatialRank() - 1);
  }

  private Tensor first(Tensor tensor) {
    return tensor.to(x.layout());
  }

  private static double[] doubles(Tensor tensor) {
    return tensor.type() == ElementType.INT64 ? Arrays.stream(tensor.toLongs()).asDoubleStream().toArray()
        : tensor.toDoubles();
  }

  /** Every number, to the bit but for NaN's. */
  static String text(Tensor tensor) {
    return tensor.type() == ElementType.INT64 ? Arrays.toString(tensor.toLongs()) : Arrays.toString(tensor.toDoubles());
  }
}
