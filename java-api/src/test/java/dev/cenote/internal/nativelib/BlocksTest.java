package dev.cenote.internal.nativelib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.Rounding;
import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.internal.plan.Fractions;
import dev.cenote.internal.plan.Geometry;
import dev.cenote.internal.plan.Reduction;
import dev.cenote.jni.CenoteNative;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Java writes into a problem's block is what C reads from the struct, field by field. */
class BlocksTest {
  private static final Reduction AVERAGE = Reduction.average(0, Rounding.HALF_AWAY_FROM_ZERO);

  @Test
  void isReadAsItWasWritten() {
    AxisWindows[] axes = {
        AxisWindows.padded(5, 3, 2, 1, 1, 1, false, false), AxisWindows.padded(7, 2, 3, 4, 1, 2, true, true),
        AxisWindows.padded(11, 4, 5, 2, 3, 6, true, false)};
    assertRoundTrips(new Geometry(AVERAGE, ElementType.FLOAT32, Layout.NCDHW, Shape.of(2, 3, 5, 7, 11), axes), 2);
  }

  @Test
  void carriesDivisorsLayoutAndWidth() {
    AxisWindows[] axes = {AxisWindows.padded(40, 20, 7, 1, 9, 9, false, false), AxisWindows.whole(33)};
    Geometry geometry = new Geometry(Reduction.average(-2.5, Rounding.TOWARD_ZERO), ElementType.FLOAT64, Layout.NHWC,
        Shape.of(3, 40, 33, 17), axes);
    assertThat(geometry.wide()).isTrue();
    assertRoundTrips(geometry, 0);
  }

  /** D never is; H and W are where windows overlap widely, and where sums round. */
  @Test
  void carriesWhichAxesAreSummedInBlocks() {
    AxisWindows overlapping = AxisWindows.padded(20, 9, 1, 1, 2, 3, false, false);
    AxisWindows[][] all = {
        {overlapping, AxisWindows.padded(20, 9, 1, 1, 0, 0, false, false), AxisWindows.padded(20, 8, 1, 1, 0, 0, false,
            false)},
        {overlapping, AxisWindows.padded(20, 9, 2, 1, 8, 8, false, false), AxisWindows.padded(20, 10, 1, 1, 0, 0, false,
            false)}};
    for (AxisWindows[] axes : all) {
      for (Reduction reduction : new Reduction[] {AVERAGE, Reduction.lp(2), Reduction.lp(Double.POSITIVE_INFINITY),
          Reduction.MAX}) {
        for (ElementType type : new ElementType[] {ElementType.BFLOAT16, ElementType.INT32}) {
          assertRoundTrips(new Geometry(reduction, type, Layout.NCDHW, Shape.of(2, 3, 20, 20, 20), axes), 0);
        }
      }
    }
  }

  @Test
  void carriesMaximaOfSequences() {
    AxisWindows[] axes = {AxisWindows.same(9, 4, 2, 3, false, false)};
    assertRoundTrips(new Geometry(Reduction.MAX, ElementType.INT8, Layout.NLC, Shape.of(9, 6), axes), 1);
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void carriesTypesAndReductions(ElementType type) {
    AxisWindows[] axes = {AxisWindows.whole(4)};
    for (Reduction reduction : new Reduction[] {Reduction.MAX, Reduction.MIN, Reduction.MAX_OR_ZERO, Reduction.lp(1),
        Reduction.lp(2.5), Reduction.average(3, Rounding.HALF_TO_EVEN), AVERAGE}) {
      assertRoundTrips(new Geometry(reduction, type, Layout.NCL, Shape.of(2, 3, 4), axes), 0);
    }
  }

  /** One list for all planes: 5 to 3 has windows of 2, 3 and 2 elements. */
  @Test
  void carriesAdaptiveWindows() {
    AxisWindows[] axes = {AxisWindows.adaptive(5, 3), AxisWindows.adaptive(2, 7)};
    assertRoundTrips(new Geometry(AVERAGE, ElementType.INT16, Layout.NCHW, Shape.of(2, 3, 5, 2), axes), 0);
    AxisWindows[] none = {AxisWindows.adaptive(5, 0), AxisWindows.adaptive(4, 2)};
    assertRoundTrips(new Geometry(Reduction.MAX, ElementType.INT16, Layout.NCHW, Shape.of(2, 3, 5, 4), none), 0);
  }

  /** A list for each plane. */
  @Test
  void carriesListsOfPlanes() {
    Fractions fractions = Fractions.seeded(3);
    AxisWindows[] axes = {
        fractions.windows(9, 2, 4, 6, 2, 0, ElementType.FLOAT32),
        fractions.windows(20, 3, 5, 6, 2, 1, ElementType.FLOAT32)};
    Geometry geometry = new Geometry(Reduction.MAX, ElementType.FLOAT32, Layout.NCHW, Shape.of(2, 3, 9, 20), axes);
    assertThat(geometry.planesPerList()).isEqualTo(1);
    assertRoundTrips(geometry, 0);
  }

  /** A list for each region, and the image that it lies in. */
  @Test
  void carriesListsOfRegionsAndTheirImages() {
    double[] corners = {0, 0, 3, 4, -5, 2, 9, 7, 20, 20, 30, 30};
    long[] images = {1, 0, 1};
    for (Layout layout : new Layout[] {Layout.NCHW, Layout.NHWC}) {
      Shape shape = layout == Layout.NCHW ? Shape.of(2, 3, 9, 8) : Shape.of(2, 9, 8, 3);
      AxisWindows[] axes = {
          AxisWindows.regions(9, 2, corners, 1, 1, false), AxisWindows.regions(8, 3, corners, 0, 1, false)};
      Geometry geometry = new Geometry(Reduction.MAX_OR_ZERO, ElementType.UINT8, layout, shape, axes, images);
      assertThat(geometry.planesPerList()).isEqualTo(layout == Layout.NCHW ? 3 : 1);
      assertThat(describe(geometry, 0)).contains(" source=1 source=0 source=1 ");
      assertRoundTrips(geometry, 0);
    }
  }

  @Test
  void carriesSizesBeyondTwoToThe32() {
    long in = (1L << 40) + 3;
    AxisWindows[] axes = {AxisWindows.padded(in, 3, 1, 1L << 33, 2, 1, false, true), AxisWindows.whole(1)};
    assertThat(axes[0].edges()).hasSize(3 * AxisWindows.EDGE);
    assertRoundTrips(new Geometry(Reduction.MAX, ElementType.INT64, Layout.NCHW, Shape.of(1, 3, in, 1), axes), 0);
  }

  @Test
  void saysTheLengthOfTextThatDoesNotFit() {
    Geometry geometry = new Geometry(Reduction.MAX, ElementType.FLOAT32, Layout.NCL, Shape.of(1, 9),
        new AxisWindows[] {AxisWindows.whole(9)});
    Block block = Blocks.of(geometry, 0);
    byte[] text = new byte[4096];
    int length = CenoteNative.cenote_describe(block.address(), text, text.length);
    byte[] few = {9, 9, 9, 9, 9, 9, 9, 9, 9, 9};
    assertThat(CenoteNative.cenote_describe(block.address(), few, 8)).isEqualTo(length);
    assertThat(new String(few, 0, 7, StandardCharsets.US_ASCII)).isEqualTo("version");
    assertThat(few[7]).isZero();
    assertThat(few[8]).isEqualTo((byte) 9);
    Reference.reachabilityFence(block);
  }

  private static void assertRoundTrips(Geometry geometry, int isa) {
    Block block = Blocks.of(geometry, isa);
    byte[] text = new byte[1 << 16];
    int length = CenoteNative.cenote_describe(block.address(), text, text.length);
    Reference.reachabilityFence(block);
    assertThat(length).isLessThan(text.length);
    assertThat(new String(text, 0, length, StandardCharsets.US_ASCII).strip()).isEqualTo(describe(geometry, isa));
  }

  /** The fields in the order of cenote.h, from the geometry itself. */
  private static String describe(Geometry geometry, int isa) {
    Reduction reduction = geometry.reduction();
    StringJoiner text = new StringJoiner(" ");
    text.add("version=" + CenoteNative.cenote_version()).add("isa=" + isa)
        .add("type=" + geometry.type().ordinal()).add("reduction=" + reduction.kind().ordinal())
        .add("wide=" + (geometry.wide() ? 1 : 0))
        .add("planes=" + geometry.planes()).add("lanes=" + geometry.lanes())
        .add("planes_per_list=" + geometry.planesPerList());
    for (int list = 0; geometry.images() != null && list < geometry.images().length; list++) {
      text.add("source=" + geometry.source(list * geometry.planesPerList()) / geometry.planesPerList());
    }
    text.add("empty_is_zero=" + (reduction.emptyIsZero() ? 1 : 0)).add("rounding=" + reduction.rounding().ordinal())
        .add("fixed_divisor=" + (reduction.fixedDivisor() != 0 ? 1 : 0))
        .add("divisor*1000=" + Math.round(reduction.fixedDivisor() * 1000))
        .add("p*1000=" + Math.round(reduction.p() * 1000));
    for (AxisWindows axis : new AxisWindows[] {geometry.d(), geometry.h(), geometry.w()}) {
      text.add("in=" + axis.in()).add("out=" + axis.out()).add("origin=" + axis.origin())
          .add("stride=" + axis.stride()).add("taps=" + axis.taps()).add("step=" + axis.step())
          .add("inner_begin=" + axis.innerBegin()).add("inner_end=" + axis.innerEnd())
          .add("edges_per_list=" + axis.perList())
          .add("blocks=" + (axis == geometry.h() && geometry.hInBlocks() || axis == geometry.w() && geometry.wInBlocks()
              ? 1 : 0));
      long lists = axis.perList() == 0 ? 1 : geometry.planes() / geometry.planesPerList();
      for (long list = 0; list < lists; list++) {
        for (long i = 0; i < axis.out(); i++) {
          i = i == axis.innerBegin() ? axis.innerEnd() : i; // past the inner windows, which may be very many
          if (i < axis.out()) {
            addEdge(text, axis, list * axis.perList() + i);
          }
        }
      }
    }
    return text.toString();
  }

  private static void addEdge(StringJoiner text, AxisWindows axis, long i) {
    text.add("start=" + axis.start(i)).add("first_tap=" + axis.firstTap(i)).add("end_tap=" + axis.endTap(i))
        .add("count=" + axis.count(i));
  }
}
