package dev.cenote.internal.nativelib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.internal.plan.AxisWindows;
import dev.cenote.internal.plan.Geometry;
import dev.cenote.jni.CenoteNative;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

/** What Java writes into the block is what C reads from the struct, field by field. */
class ProblemBlockTest {
  @Test
  void isReadAsItWasWritten() {
    AxisWindows[] axes = {
        AxisWindows.padded(5, 3, 2, 1, 1, 1, false, false), AxisWindows.padded(7, 2, 3, 4, 1, 2, true, true),
        AxisWindows.padded(11, 4, 5, 2, 3, 6, true, false)};
    assertRoundTrips(new Geometry(
        Geometry.Reduction.AVERAGE, Layout.NCDHW, Shape.of(2, 3, 5, 7, 11), axes, 0), 2);
  }

  @Test
  void carriesDivisorsLayoutAndWidth() {
    AxisWindows[] axes = {AxisWindows.padded(40, 20, 7, 1, 9, 9, false, false), AxisWindows.whole(33)};
    Geometry geometry =
        new Geometry(Geometry.Reduction.AVERAGE, Layout.NHWC, Shape.of(3, 40, 33, 17), axes, -2.5);
    assertThat(geometry.wide()).isTrue();
    assertRoundTrips(geometry, 0);
  }

  @Test
  void carriesMaximaOfSequences() {
    AxisWindows[] axes = {AxisWindows.same(9, 4, 2, 3, false, false)};
    assertRoundTrips(new Geometry(Geometry.Reduction.MAX, Layout.NLC, Shape.of(9, 6), axes, 0), 1);
  }

  @Test
  void carriesSizesBeyondTwoToThe32() {
    long in = (1L << 40) + 3;
    AxisWindows[] axes = {AxisWindows.padded(in, 3, 1, 1L << 33, 2, 1, false, true), AxisWindows.whole(1)};
    assertThat(axes[0].edges()).hasSize(3 * AxisWindows.EDGE);
    assertRoundTrips(new Geometry(Geometry.Reduction.MAX, Layout.NCHW, Shape.of(1, 3, in, 1), axes, 0), 0);
  }

  @Test
  void saysTheLengthOfTextThatDoesNotFit() {
    Geometry geometry = new Geometry(
        Geometry.Reduction.MAX, Layout.NCL, Shape.of(1, 9), new AxisWindows[] {AxisWindows.whole(9)}, 0);
    ProblemBlock block = new ProblemBlock(geometry, 0);
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
    ProblemBlock block = new ProblemBlock(geometry, isa);
    byte[] text = new byte[1 << 16];
    int length = CenoteNative.cenote_describe(block.address(), text, text.length);
    Reference.reachabilityFence(block);
    assertThat(length).isLessThan(text.length);
    assertThat(new String(text, 0, length, StandardCharsets.US_ASCII).strip()).isEqualTo(describe(geometry, isa));
  }

  /** The fields in the order of cenote.h, from the geometry itself. */
  private static String describe(Geometry geometry, int isa) {
    StringJoiner text = new StringJoiner(" ");
    text.add("version=" + CenoteNative.cenote_version()).add("isa=" + isa)
        .add("reduction=" + (geometry.reduction() == Geometry.Reduction.MAX ? 0 : 1))
        .add("wide=" + (geometry.wide() ? 1 : 0))
        .add("planes=" + geometry.planes()).add("lanes=" + geometry.lanes())
        .add("fixed_divisor=" + (geometry.fixedDivisor() != 0 ? 1 : 0))
        .add("divisor*1000=" + Math.round(geometry.fixedDivisor() * 1000));
    for (AxisWindows axis : new AxisWindows[] {geometry.d(), geometry.h(), geometry.w()}) {
      text.add("in=" + axis.in()).add("out=" + axis.out()).add("origin=" + axis.origin())
          .add("stride=" + axis.stride()).add("taps=" + axis.taps()).add("step=" + axis.step())
          .add("inner_begin=" + axis.innerBegin()).add("inner_end=" + axis.innerEnd());
      for (long i = 0; i < Math.min(axis.out(), axis.innerBegin()); i++) {
        addEdge(text, axis, i);
      }
      for (long i = axis.innerEnd(); i < axis.out(); i++) {
        addEdge(text, axis, i);
      }
    }
    return text.toString();
  }

  private static void addEdge(StringJoiner text, AxisWindows axis, long i) {
    text.add("start=" + axis.start(i)).add("first_tap=" + axis.firstTap(i)).add("end_tap=" + axis.endTap(i))
        .add("count=" + axis.count(i));
  }
}
