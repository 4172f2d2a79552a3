package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is particular to an element type: signs, ranges, and what floats round to. */
class ElementTypesTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Test
  void comparesUnsignedBytesAsNumbers() {
    Example bytes = Example.image(2, 4,
        1, 200, 127, 128,
        100, 0, 255, 3).as(ElementType.UINT8);
    bytes.gives(MaxPool.of(2, 2), 200, 255);
    bytes.gives(GlobalMaxPool.of(), 255);
    bytes.gives(MinPool.of(2, 2), 0, 3);
    bytes.gives(AvgPool.of(2, 2), 75, 128); // 301 / 4 = 75.25, 513 / 4 = 128.25
    bytes.isFoundAt(MaxPool.of(2, 2), 1, 6);
  }

  @Test
  void comparesSignedBytesAsNumbers() {
    Example.signal(-1, -128, 127, 0, -5, -4).as(ElementType.INT8).gives(MaxPool.of(2), -1, 127, -4);
  }

  @Test
  void tellsTheGreatestLongsApart() {
    long most = Long.MAX_VALUE;
    long least = Long.MIN_VALUE;
    Example longs = Example.longs(most - 1, most, least, least + 1, 1L << 53, (1L << 53) + 1);
    longs.givesLongs(MaxPool.of(2), most, least + 1, (1L << 53) + 1);
    longs.givesLongs(MinPool.of(2), most - 1, least, 1L << 53);
    longs.isFoundAt(MaxPool.of(2), 1, 3, 5);
    longs.isFoundAt(MinPool.of(2), 0, 2, 4);
  }

  @Test
  void tellsInt32AndFloat64ApartBeyondFloat32() {
    Example.signal(1 << 24, 0).as(ElementType.INT32).gives(SumPool.of(2), 1 << 24);
    Pool sum = SumPool.of(3);
    Example.signal(1 << 24, 1, 1).as(ElementType.INT32).gives(sum, (1 << 24) + 2);
    Example.signal(1 << 24, 1, 1).as(ElementType.FLOAT64).gives(sum, (1 << 24) + 2);
    Example.signal(1 << 24, 1, 0).gives(sum, 1 << 24);
  }

  @Test
  void givesTheLeastNumberForAWindowWithoutElements() {
    Pool around = MaxPool.of(Window.of(2).stride(1).dilation(2).padding(1));
    for (ElementType type : ElementType.values()) {
      Example.signal(5).as(type).gives(around, type.isFloating() ? -INFINITY : type.least());
      Example.signal(5).as(type).isFoundAt(around, -1);
    }
  }

  @Test
  void givesOneNaN() {
    for (ElementType type : ElementType.values()) {
      if (type.isFloating()) {
        Example.signal(1, Double.NaN, 2, 3).as(type).gives(MaxPool.of(2), Double.NaN, 3);
        Example.signal(1, Double.NaN, 2, 4).as(type).gives(AvgPool.of(2), Double.NaN, 3);
      }
    }
  }

  /** 0xFE01 and 0x7C01 are NaNs of float16, 0xFFC1 and 0x7F81 of bfloat16. */
  @Test
  void givesOneNaNOfSixteenBits() {
    for (Backend backend : Backend.available()) {
      for (Pool pool : List.of(
          MaxPool.of(2), MinPool.of(2), AvgPool.of(2), LpPool.of(2, 2), LpPool.of(INFINITY, 2))) {
        assertThat(patterns(pool.on(backend), ElementType.FLOAT16, 0xFE01, 0, 0x7C01, 0x3C00))
            .as("%s of float16", pool.on(backend)).containsOnly(0x7E00);
        assertThat(patterns(pool.on(backend), ElementType.BFLOAT16, 0xFFC1, 0, 0x7F81, 0x3F80))
            .as("%s of bfloat16", pool.on(backend)).containsOnly(0x7FC0);
      }
    }
  }

  /** The bit patterns of the results for a signal of bit patterns. */
  private static int[] patterns(Pool pool, ElementType type, int... in) {
    short[] bits = new short[in.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = (short) in[i];
    }
    Tensor y = pool.apply(Tensor.of(bits, type, Shape.of(1, 1, bits.length), Layout.NCL));
    short[] out = new short[(int) y.shape().elements()];
    y.read(0, out, 0, out.length);
    int[] patterns = new int[out.length];
    for (int i = 0; i < out.length; i++) {
      patterns[i] = out[i] & 0xFFFF;
    }
    return patterns;
  }

  @Test
  void keepsInfinitiesAndSubnormalsOfFloat16() {
    double least = 0x1p-24;
    Example.signal(INFINITY, 1, -INFINITY, -1, least, 0).as(ElementType.FLOAT16)
        .gives(MaxPool.of(2), INFINITY, -1, least);
    Example.signal(least, least, 3 * least, 0).as(ElementType.FLOAT16)
        .gives(AvgPool.of(2), least, 2 * least); // 1.5 rounds to even
  }

  @Test
  void averagesFloat16WithoutOverflow() {
    Example.signal(65504, 65504, -65504, -65504).as(ElementType.FLOAT16).gives(AvgPool.of(2), 65504, -65504);
    Example.signal(1, 1.0009765625).as(ElementType.FLOAT16).gives(AvgPool.of(2), 1); // a tie, to even
  }

  @Test
  void countsTheSameDivisorsForAllTypes() {
    Window padded = Window.of(3).stride(2).padding(1).ceil();
    for (ElementType type : ElementType.values()) {
      Example four = Example.signal(6, 12, 18, 24).as(type); // windows: - 6 12, 12 18 24, 24 - and one tap beyond
      four.gives(AvgPool.of(padded), 9, 18, 24);
      four.gives(AvgPool.of(padded).divisor(Divisor.INCLUDE_PADDING), 6, 18, 12);
      four.gives(AvgPool.of(padded).divisor(Divisor.fixed(6)), 3, 9, 4);
      four.gives(AvgPool.of(Window.of(3).stride(1).padding(Padding.SAME_UPPER)), 9, 12, 18, 21);
    }
  }
}
