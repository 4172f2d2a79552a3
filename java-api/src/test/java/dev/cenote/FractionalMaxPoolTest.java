package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Windows whose starts are spread pseudo-randomly. */
class FractionalMaxPoolTest {
  /** Rising numbers: a window's greatest element is its last, and tells where it starts. */
  private static final Example SEVEN = Example.image(1, 7, 0, 1, 2, 3, 4, 5, 6);

  private static FractionalMaxPool pool(long[] size, long[] output) {
    return FractionalMaxPool.of(size, output);
  }

  private static long[] of(long... sizes) {
    return sizes;
  }

  /** Of 7 elements windows of 2 to 3: alpha is 2.5, and the last window starts at 5. */
  @Test
  void startsWhereTheFormulaSays() {
    FractionalMaxPool pool = pool(of(1, 2), of(1, 3));
    SEVEN.gives(pool.samples(0, 0), 1, 3, 6); // trunc(2.5) is 2
    SEVEN.gives(pool.samples(0, 0.5), 1, 3, 6); // trunc(3.75) - trunc(1.25) is 2
    SEVEN.gives(pool.samples(0, 0.7), 1, 4, 6); // trunc(4.25) - trunc(1.75) is 3
    SEVEN.gives(pool.samples(0, 0.9), 1, 3, 6); // trunc(4.75) - trunc(2.25) is 2
  }

  @Test
  void hasNumbersForEachAxisOutermostFirst() {
    Example tall = Example.image(7, 1, 0, 1, 2, 3, 4, 5, 6);
    FractionalMaxPool pool = pool(of(2, 1), of(3, 1));
    tall.gives(pool.samples(0.7, 0), 1, 4, 6);
    tall.gives(pool.samples(0, 0.7), 1, 3, 6);
  }

  @Test
  void hasNumbersForEachChannelOfEachSample() {
    double[] numbers = new double[28];
    for (int i = 0; i < 28; i++) {
      numbers[i] = i % 7 + 10 * (i / 7);
    }
    Example four = Example.of(Layout.NCHW, Shape.of(2, 2, 1, 7), numbers);
    FractionalMaxPool pool = pool(of(1, 2), of(1, 3)).samples(0, 0, 0, 0.7, 0, 0.9, 0, 0.7);
    four.gives(pool, 1, 3, 6, 11, 14, 16, 21, 23, 26, 31, 34, 36);
    four.isFoundAt(pool, 1, 3, 6, 1, 4, 6, 1, 3, 6, 1, 4, 6);
  }

  @Test
  void poolsVolumes() {
    Example volume = Example.of(Layout.NCDHW, Shape.of(1, 1, 1, 7), 0, 1, 2, 3, 4, 5, 6);
    volume.gives(pool(of(1, 1, 2), of(1, 1, 3)).samples(0, 0, 0.7), 1, 4, 6);
  }

  @Test
  void takesOneWindowFromTheEnd() {
    SEVEN.gives(pool(of(1, 3), of(1, 1)).samples(0.5, 0.5), 6);
    SEVEN.isFoundAt(pool(of(1, 7), of(1, 1)), 6);
  }

  @Test
  void takesEveryElementWhereThereIsNoRoomToChoose() {
    for (long seed = 0; seed < 5; seed++) {
      SEVEN.gives(pool(of(1, 1), of(1, 7)).seed(seed), 0, 1, 2, 3, 4, 5, 6);
    }
  }

  /** With u one float32 below 1, 1 + u is 2 in float32. */
  @Test
  void computesStartsInTheTensorsPrecision() {
    FractionalMaxPool pool = pool(of(1, 2), of(1, 3)).samples(0, 1 - 0x1p-24);
    SEVEN.gives(pool, 1, 4, 6); // trunc(5) - trunc(2.49) is 3
    SEVEN.as(ElementType.FLOAT64).gives(pool, 1, 3, 6); // trunc(4.99) - trunc(2.49) is 2
  }

  @Test
  void poolsAllTypes() {
    for (ElementType type : ElementType.values()) {
      SEVEN.as(type).gives(pool(of(1, 2), of(1, 3)).samples(0, 0.25), 1, 4, 6); // trunc(3.125) - trunc(0.625) is 3
    }
  }

  /** The upper 24 bits of the published first numbers of SplitMix64 from these seeds. */
  @Test
  void drawsTheNumbersOfSplitMix64() {
    assertDraws(0, 0xE220A8, 0x6E789E, 0x06C45D, 0xF88BB8);
    assertDraws(1234567, 0x599ED0, 0x2C73F0, 0x883EBC, 0x3FBEF7);
  }

  private static void assertDraws(long seed, int... upper) {
    double[] samples = new double[upper.length];
    for (int i = 0; i < upper.length; i++) {
      samples[i] = upper[i] * 0x1p-24;
    }
    FractionalMaxPool pool = pool(of(2, 2), of(23, 29));
    Example ramps = ramps();
    ramps.gives(pool.seed(seed), pool.samples(samples).apply(ramps.tensor()).toDoubles());
  }

  @Test
  void drawsTheSameNumbersForTheSameSeed() {
    FractionalMaxPool pool = pool(of(2, 2), of(23, 29));
    Example ramps = ramps();
    double[] first = pool.seed(7).apply(ramps.tensor()).toDoubles();
    ramps.gives(pool.seed(7), first);
    assertThat(pool.seed(8).apply(ramps.tensor()).toDoubles()).isNotEqualTo(first);
    ramps.gives(pool, pool.seed(0).apply(ramps.tensor()).toDoubles());
  }

  /** Two channels of numbers that rise, of which no two are equal. */
  private static Example ramps() {
    double[] numbers = new double[2 * 40 * 70];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i;
    }
    return Example.of(Layout.NCHW, Shape.of(2, 40, 70), numbers);
  }

  @Test
  void isWrittenAsItWasAskedFor() {
    Backend managed = Backend.of("managed");
    FractionalMaxPool pool = pool(of(2, 3), of(4, 5));
    assertThat(pool.on(managed)).hasToString("FractionalMaxPool[window 2x3 output 4x5 seed 0, managed]");
    assertThat(pool.samples(0.5, 0.25).on(managed))
        .hasToString("FractionalMaxPool[window 2x3 output 4x5 samples [0.5, 0.25], managed]");
    assertThat(pool.seed(3)).isEqualTo(pool(of(2, 3), of(4, 5)).seed(3)).isNotEqualTo(pool.seed(4));
  }
}
