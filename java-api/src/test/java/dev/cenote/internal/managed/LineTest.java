package dev.cenote.internal.managed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.Rounding;
import dev.cenote.internal.memory.Numbers;
import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.internal.plan.Geometry;
import dev.cenote.internal.plan.Reduction;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LineTest {
  private static final Reduction SUM = Reduction.average(1, Rounding.HALF_AWAY_FROM_ZERO);
  private static final int WIDE = 129; // leaves whose tree has 8 levels, one more than narrow sums have

  private final Random random = new Random(1);

  /** The geometry of one window over so many elements. */
  private static Geometry window(Reduction reduction, ElementType type, int size) {
    return new Geometry(reduction, type, Layout.NCL, Shape.of(1, 1, size), new AxisWindows[] {AxisWindows.whole(size)});
  }

  static List<Geometry> carriers() {
    List<Geometry> all = new ArrayList<>();
    for (ElementType type : ElementType.values()) {
      for (int size : new int[] {WIDE - 1, WIDE}) {
        all.add(window(SUM, type, size));
        all.add(window(Reduction.MAX, type, size));
        all.add(window(Reduction.MIN, type, size));
      }
      if (type.isFloating()) {
        all.add(window(Reduction.lp(3), type, WIDE));
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("carriers")
  void foldingNeighboursIsTheTreeOfSingleLeaves(Geometry geometry) {
    Object elements = elements(geometry.type());
    for (int first = 0; first < 9; first++) {
      for (int n = 1; n < 40; n++) {
        Line folded = Line.of(geometry);
        folded.ensure(n);
        folded.load(0, elements, 0, n);
        folded.fold(first, n);
        LineTree tree = new LineTree(Line.of(geometry));
        tree.begin(1);
        for (int leaf = 0; leaf < n; leaf++) {
          Slice slice = new Slice();
          slice.array = elements;
          slice.at = leaf;
          tree.add(first + leaf, slice);
        }
        assertThat(stored(folded, geometry)).as("%d leaves from %d on", n, first)
            .isEqualTo(stored(tree.result(), geometry));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("carriers")
  void fourLeavesAtOnceAreTheTreeOfSingleOnes(Geometry geometry) {
    Object elements = elements(geometry.type());
    Line line = Line.of(geometry);
    line.ensure(40);
    line.load(0, elements, 0, 40);
    int n = 7;
    LineTree singly = new LineTree(line);
    singly.begin(n);
    for (int leaf = 0; leaf < 9; leaf++) {
      singly.add(leaf, line, 3 * leaf, 1);
    }
    List<Object> expected = stored(singly.result(), geometry, n);
    if (line.loadsFour(n)) {
      LineTree tree = new LineTree(line);
      tree.begin(n);
      tree.addFour(0, slices(elements, 0));
      tree.addFour(4, slices(elements, 12));
      tree.add(8, slices(elements, 24)[0]);
      assertThat(stored(tree.result(), geometry, n)).isEqualTo(expected);
    }
  }

  /** Windows of 4 columns: a block, or the end of one and the begin of the next, of which the last has 3. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void theSumsOfBlocksMakeWindows(ElementType type) {
    Geometry geometry = window(SUM, type, WIDE);
    Object elements = elements(type);
    for (int lanes : new int[] {1, 3}) {
      int n = 11 * lanes;
      Line columns = line(geometry, elements, 0, n);
      Line begins = line(geometry, elements, 0, n);
      Line windows = Line.of(geometry);
      windows.ensure(n + 3 * lanes);
      windows.sumBlocks(columns, begins, 0, n, lanes, 4);
      windows.combine(windows, begins, n);
      for (int i = 0; i < 8 * lanes; i++) {
        int inFirst = (4 - i / lanes % 4) % 4; // columns at the end of a block
        Line expected = chain(geometry, elements, i + inFirst * lanes, lanes, 4 - inFirst);
        if (inFirst > 0) {
          Line end = chain(geometry, elements, i + (inFirst - 1) * lanes, -lanes, inFirst);
          expected.combine(end, expected, 1);
        }
        Line actual = Line.of(geometry);
        actual.ensure(1);
        actual.take(windows, i + 3 * lanes, 1, 1);
        assertThat(stored(actual, geometry)).as("window %d of %d lanes", i, lanes)
            .isEqualTo(stored(expected, geometry));
      }
    }
  }

  /** Elements added one after the other. */
  private static Line chain(Geometry geometry, Object elements, int first, int step, int count) {
    Line sum = line(geometry, elements, first, 1);
    for (int i = 1; i < count; i++) {
      sum.combine(sum, line(geometry, elements, first + i * step, 1), 1);
    }
    return sum;
  }

  private static Line line(Geometry geometry, Object elements, int at, int n) {
    Line line = Line.of(geometry);
    line.ensure(n);
    line.load(0, elements, at, n);
    return line;
  }

  /** Four slices that begin three elements apart. */
  private static Slice[] slices(Object elements, int at) {
    Slice[] slices = new Slice[4];
    for (int leaf = 0; leaf < slices.length; leaf++) {
      slices[leaf] = new Slice();
      slices[leaf].array = elements;
      slices[leaf].at = at + 3 * leaf;
    }
    return slices;
  }

  /** Integers that fill their type, and floating numbers that are rounded when they are added. */
  private Object elements(ElementType type) {
    double[] numbers = new double[40];
    long[] integers = new long[40];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextGaussian();
      integers[i] = type.isFloating() ? 0 : random.nextLong() >> 64 - 8 * type.bytes();
    }
    Object elements = Numbers.newArray(type, numbers.length);
    if (type.isFloating()) {
      Numbers.fromDoubles(type, numbers, 0, elements, 0, numbers.length);
    } else {
      Numbers.fromLongs(type, integers, 0, elements, 0, integers.length);
    }
    return elements;
  }

  /** The result in accumulator 0. */
  private static Object stored(Line line, Geometry geometry) {
    return stored(line, geometry, 1).get(0);
  }

  /** The results in the first accumulators. */
  private static List<Object> stored(Line line, Geometry geometry, int n) {
    Divisors divisors = new Divisors(geometry);
    divisors.moveTo(1, 1);
    Object elements = Numbers.newArray(geometry.type(), n);
    if (geometry.reduction().kind() == Reduction.Kind.AVERAGE) {
      line.divide(0, n, divisors, 0);
    }
    line.store(0, elements, 0, n);
    List<Object> results = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      results.add(Array.get(elements, i));
    }
    return results;
  }

  private static Object fold(Reduction reduction, ElementType type, int size, Object elements) {
    Geometry geometry = window(reduction, type, size);
    Line line = Line.of(geometry);
    line.ensure(size);
    line.load(0, elements, 0, size);
    line.fold(0, size);
    return stored(line, geometry);
  }

  @Test
  void wideFloat64SumsLoseNothing() {
    double[] elements = new double[WIDE];
    elements[0] = 1;
    elements[1] = 1e100;
    elements[WIDE - 2] = 1;
    elements[WIDE - 1] = -1e100;
    assertThat(fold(SUM, ElementType.FLOAT64, WIDE, elements)).isEqualTo(2.0);
  }

  @Test
  void wideFloat64SumsKeepInfinity() {
    double[] elements = new double[WIDE];
    elements[5] = Double.POSITIVE_INFINITY;
    assertThat(fold(SUM, ElementType.FLOAT64, WIDE, elements)).isEqualTo(Double.POSITIVE_INFINITY);
    elements[6] = Double.NEGATIVE_INFINITY;
    assertThat(fold(SUM, ElementType.FLOAT64, WIDE, elements)).isEqualTo(Double.NaN);
  }

  @Test
  void narrowFloat32SumsAreRoundedAfterEachAddition() {
    float[] elements = {0x1p24f, 1, 1, 1};
    assertThat(fold(SUM, ElementType.FLOAT32, 4, elements)).isEqualTo((0x1p24f + 1f) + (1f + 1f));
    float[] wide = new float[WIDE];
    System.arraycopy(elements, 0, wide, 0, 4);
    assertThat(fold(SUM, ElementType.FLOAT32, WIDE, wide)).isEqualTo((float) (0x1p24 + 3));
  }

  @Test
  void int64SumsOverflowNowhereButInTheResult() {
    long[] elements = {Long.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE, 7};
    assertThat(fold(SUM, ElementType.INT64, 5, elements)).isEqualTo(5L);
    elements[2] = 1;
    elements[3] = 1;
    assertThat(fold(SUM, ElementType.INT64, 5, elements)).isEqualTo(Long.MAX_VALUE);
    Reduction average = Reduction.average(5, Rounding.TOWARD_ZERO);
    assertThat(fold(average, ElementType.INT64, 5, elements)).isEqualTo(3689348814741910324L);
  }

  @Test
  void sumsOfIntegersAreClampedToTheirType() {
    assertThat(fold(SUM, ElementType.INT8, 2, new byte[] {100, 100})).isEqualTo((byte) 127);
    assertThat(fold(SUM, ElementType.UINT8, 2, new byte[] {(byte) 200, (byte) 200})).isEqualTo((byte) 255);
    assertThat(fold(Reduction.average(-1, Rounding.TOWARD_ZERO), ElementType.UINT8, 2, new byte[] {1, 2}))
        .isEqualTo((byte) 0);
  }

  @Test
  void maximaIgnoreTheSignOfZeroAndKeepNaN() {
    assertThat(fold(Reduction.MIN, ElementType.FLOAT64, 2, new double[] {-0.0, 0.0})).isEqualTo(0.0);
    assertThat(fold(Reduction.MIN, ElementType.FLOAT32, 3, new float[] {1, Float.NaN, -1})).isEqualTo(Float.NaN);
    assertThat(fold(Reduction.MAX, ElementType.FLOAT16, 2, new short[] {(short) 0xFE01, 0x3C00}))
        .isEqualTo((short) 0x7E00);
  }

  @Test
  void windowsWithoutElementsAreTheLeastOrZero() {
    assertThat(empty(Reduction.MAX, ElementType.INT8)).isEqualTo(Byte.MIN_VALUE);
    assertThat(empty(Reduction.MIN, ElementType.UINT8)).isEqualTo((byte) 255);
    assertThat(empty(Reduction.MAX, ElementType.INT64)).isEqualTo(Long.MIN_VALUE);
    assertThat(empty(Reduction.MIN, ElementType.BFLOAT16)).isEqualTo((short) 0x7F80);
    assertThat(empty(Reduction.MAX_OR_ZERO, ElementType.FLOAT32)).isEqualTo(0.0f);
    assertThat(empty(Reduction.MAX_OR_ZERO, ElementType.INT64)).isEqualTo(0L);
    assertThat(empty(Reduction.lp(Double.POSITIVE_INFINITY), ElementType.FLOAT64)).isEqualTo(0.0);
    assertThat(empty(SUM, ElementType.INT32)).isEqualTo(0);
  }

  private static Object empty(Reduction reduction, ElementType type) {
    Geometry geometry = window(reduction, type, 1);
    LineTree tree = new LineTree(Line.of(geometry));
    tree.begin(1);
    return stored(tree.result(), geometry);
  }
}
