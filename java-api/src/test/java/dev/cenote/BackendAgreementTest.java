package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.internal.Engine;
import dev.cenote.internal.Problem;
import dev.cenote.internal.plan.Geometry;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every backend gives the reference's bits, whatever the problem, numbers, memory and threads. */
class BackendAgreementTest {
  private static final ForkJoinPool THREE_THREADS = new ForkJoinPool(3);
  private static final Memory[][] PAIRS = {
      {Memory.HEAP, Memory.HEAP_AT_OFFSET}, {Memory.HEAP_AT_OFFSET, Memory.HEAP}, {Memory.DIRECT, Memory.DIRECT},
      {Memory.OFF_HEAP, Memory.OFF_HEAP}, {Memory.HEAP_AT_OFFSET, Memory.DIRECT},
      {Memory.OFF_HEAP, Memory.HEAP_AT_OFFSET}};

  /** Windows on images; each is tried as max and as average, channels-first and channels-last. */
  private static final String[] IMAGES = {
      // one element, one row, one column
      "n1c1h1w1 k1", "n1c1h1w1 k3s1p1", "n1c2h1w9 k1x2", "n1c2h9w1 k2x1", "n1c1h1w37 k1x3s1x1p0x1",
      // whole windows of the sizes with paths of their own
      "n1c3h4w4 k2", "n2c3h8w8 k2", "n1c2h9w11 k2", "n1c1h6w130 k2", "n1c1h5w67 k2s1", "n1c2h12w15 k3",
      "n1c2h7w33 k3s1",
      "n1c1h9w64 k3s2", "n1c1h16w16 k4", "n1c2h11w12 k2x3s1x2", "n1c2h11w12 k3x2s2x1", "n1c1h8w40 k1x4s1x4",
      // padding on all four borders
      "n1c3h7w7 k3s2p1", "n2c2h8w8 k3s2p1", "n1c2h14w15 k3s1p1", "n1c1h13w70 k3s2p1", "n1c2h10w10 k5s1p2",
      "n1c1h9w9 k3s3p2", "n1c1h6w6 k5s2p4", "n1c2h5w5 k2s1p1", "n1c2h5w5 k2s2p1",
      // begin and end apart
      "n1c2h7w8 k3s2p0..1", "n1c2h7w8 k3s2p1..0", "n1c2h7w9 k3x2s1x2p0x1..1x1", "n1c2h6w6 k4s1p3x0..0x2",
      // the window is larger than the input and fits with padding
      "n1c2h2w2 k3s1p1", "n1c2h3w2 k5s2p2", "n1c1h1w2 k7s1p6x3", "n1c3h2w3 k4x5s1p2x1..1x1",
      // ceil
      "n1c2h5w5 k2 ceil", "n1c2h6w7 k3s2 ceil", "n1c2h7w6 k3s2p1 ceil", "n1c1h4w4 k3s3p1 ceil", "n1c1h2w2 k1s2 ceil",
      "n1c2h3w4 k2s3p1 ceil", "n1c2h2w2 k3s2 ceil", "n1c2h13w13 k3s2p0..1 ceil", "n1c1h10w11 k5s4p2 ceil",
      // SAME
      "n1c2h5w5 k3s2 same_upper", "n1c2h5w5 k3s2 same_lower", "n1c2h6w6 k2s1 same_upper", "n1c2h6w6 k2s1 same_lower",
      "n1c2h7w7 k3s2d2 same_upper", "n1c2h7w8 k4x3s3x1d1x2 same_lower", "n1c2h4w4 k1s3 same_upper",
      // dilation
      "n1c2h9w9 k3s1d2", "n1c2h9w10 k2s2d3", "n1c2h8w11 k3s2p2d2", "n1c1h12w31 k3x2s1x2p0x1d2x5", "n1c2h7w7 k2s1p3d4",
      // windows wholly in padding
      "n1c2h1w1 k2s1p1d2", "n1c2h3w3 k2s1p4d5", "n1c2h2w5 k2s2p3x0d4x1", "n1c1h4w9 k2s3p6d7 ceil",
      // strides beyond the window
      "n1c2h9w9 k1s2", "n1c2h11w13 k2s3", "n1c2h10w40 k2x3s4x7p1", "n1c2h10w7 k1x1s5x3",
      // large windows: the deepest trees in float32, and the first in float64
      "n1c2h12w12 k8s2", "n1c2h16w17 k8x16s3x1", "n1c2h16w18 k9s2", "n1c1h20w20 k11s1p5", "n1c1h13w13 k13",
      "n1c1h24w23 k16x17s2p7", "n1c1h3w150 k1x129s3", "n1c1h130w3 k129x1s1", "n1c1h33w40 k20s7p9d1x2",
      // real layers, scaled down
      "n1c5h28w28 k3s2p1", "n1c4h27w27 k3s2", "n1c7h14w14 k2", "n1c3h13w13 k5s1p2", "n1c3h14w14 k3s1p1",
      "n1c4h35w35 k3s2 ceil", "n3c4h7w7 k7", "n1c2h20w20 k13s1p6",
      // batches
      "n0c3h8w8 k2", "c3h8w9 k2", "c1h7w7 k3s2p1", "n5c1h6w5 k3s2p1"};

  private static final String[] DIVISORS = {"", " include", " divisor-3", " divisor4"};

  private static final String[] OTHERS = {
      // sequences
      "max c4l17 k3", "avg c4l17 k3", "max n2c3l40 k4s2p1", "avg n2c3l40 k4s2p1 include", "max n1c2l9 k3s2p1d2 ceil",
      "avg n1c2l9 k3s2p1d2 ceil include", "max n1c1l1 k1", "avg n1c1l300 k200s13", "max n1c1l300 k200s13p150",
      "avg n1c5l31 k5s3 nlc", "max n2c17l31 k5s3p2 nlc", "avg c16l9 k2s1 same_lower nlc", "max n1c1l64 k2",
      "avg n1c1l131 k3s1p1", "max n1c1l40 k2s1p30d33", "avg n1c1l40 k2s1p30d33",
      // volumes
      "max n1c2d4h5w6 k2", "avg n1c2d4h5w6 k2x2x2", "max n2c2d5h6w7 k3s2p1", "avg n2c2d5h6w7 k3s2p1",
      "avg n2c2d5h6w7 k3s2p1 include ceil", "max n1c2d5h4w9 k2x3x1s1x2x3p1x0x0..0x1x0d2x1x1 ceil",
      "avg n1c2d5h4w9 k2x3x1s1x2x3p1x0x0..0x1x0d2x1x1 ceil include", "avg n1c3d6h6w6 k6", "avg n1c2d7h7w8 k5s2p2",
      "max n1c5d4h5w6 k3s1p1 ndhwc", "avg n1c17d4h5w6 k3s1p1 ndhwc", "avg n1c3d6h6w6 k5s1p2 include ndhwc",
      "max n1c1d1h1w1 k3s1p1", "avg c2d3h3w3 k2s1 same_upper divisor-3", "max n0c2d3h3w3 k2",
      "avg n1c2d1h1w1 k2s1p2d3",
      // whole channels
      "globalmax n2c5h7w7", "globalavg n2c5h7w7", "globalavg n1c3h8w8", "globalmax n1c3h8w8", "globalavg n1c2h61w59",
      "globalmax n1c2h61w59", "globalavg c3h1w1", "globalmax n0c3h2w2", "globalavg n2c3l1000", "globalmax n2c3l1000",
      "globalavg n1c2d9h10w11", "globalmax c2d3h4w5", "globalavg n2c64h7w7 nhwc", "globalmax n2c64h7w7 nhwc",
      "globalavg n1c5h13w14 nhwc", "globalmax n1c1h13w14 nhwc", "globalavg n1c3h50w41 nhwc", "globalavg n1c17l99 nlc",
      "globalmax n1c17d3h4w5 ndhwc", "globalavg n1c17d3h4w5 ndhwc", "globalavg n0c3h2w2 nhwc",
      // channels-last with the widths of vectors and their tails
      "max n1c1h9w9 k3s2p1 nhwc", "avg n1c1h9w9 k3s2p1 nhwc", "max n1c16h9w9 k3s2p1 nhwc", "avg n1c16h9w9 k3s2p1 nhwc",
      "max n1c17h8w8 k2 nhwc", "avg n1c17h8w8 k2 nhwc", "max n2c64h6w7 k3s1p1 nhwc",
      "avg n2c64h6w7 k3s1p1 include nhwc",
      "avg n1c64h13w13 k13 nhwc", "max n1c64h13w13 k13 nhwc", "avg n1c31h15w15 k12s3 nhwc",
      "max n1c33h5w5 k2s3p1d2 nhwc",
      "avg n1c130h4w4 k2 nhwc", "max n1c257h3w3 k2s1 nhwc"};

  /** Large enough for threads to share the work. */
  private static final String[] LARGE = {
      "max n2c16h56w56 k3s2p1", "avg n2c16h56w56 k3s1p1", "max n2c16h64w64 k2", "avg n1c24h35w35 k11s1p5",
      "avg n1c48h28w28 k3s1p1 nhwc", "max n4c64h28w28 k3s2p1 nhwc", "globalavg n8c640h14w14",
      "globalmax n32c256h7w7 nhwc",
      "max n1c4d24h24w24 k3s1p1", "avg n3c5l20000 k64s1"};

  /** Windows far larger than the input, over padding that goes on and on. */
  private static final String[] ENORMOUS = {
      "c1h4w10 k1x4294967296p0x4294967295", "c1l10 k2147483648p2147483647", "c1l10 k1000000s7p999999",
      "c3l10 k3s1099511627776p2199023255552d1099511627776", "c1l10 k9223372036854775807 same_upper",
      "c1l10 k9223372036854775807 ceil", "c2l10 k5s9223372036854775807p4",
      "c1h10w3 k100000x1s1p99999x0", "c1d2h10w3 k2147483648x2147483648x2p2147483647x2147483647x0"};

  static List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < IMAGES.length; i++) {
      problems.add("max " + IMAGES[i]);
      problems.add("avg " + IMAGES[i] + DIVISORS[i % DIVISORS.length]);
      problems.add("avg " + IMAGES[i] + DIVISORS[(i + 1) % DIVISORS.length]);
      problems.add("max " + IMAGES[i] + " nhwc");
      problems.add("avg " + IMAGES[i] + DIVISORS[(i + 2) % DIVISORS.length] + " nhwc");
    }
    problems.addAll(List.of(OTHERS));
    return problems;
  }

  static List<String> largeProblems() {
    return List.of(LARGE);
  }

  @AfterAll
  static void stopThreads() {
    THREE_THREADS.shutdown();
  }

  @ParameterizedTest
  @MethodSource("problems")
  void everyBackendGivesTheReferencesBits(String text) {
    Problem problem = Problem.parse(text);
    assertThat(problem.pool().outputShape(problem.shape(), problem.layout())).isEqualTo(Reference.outputShape(problem));
    for (Values kind : Values.values()) {
      float[] input = kind.draw(Math.toIntExact(problem.shape().elements()), text.hashCode());
      float[] expected = Reference.pool(problem, input);
      for (Backend backend : Backend.available()) {
        for (Memory[] pair : PAIRS) {
          String how = kind + " " + pair[0] + " to " + pair[1];
          assertAgrees(problem, problem.pool().on(backend), how, pair, input, expected);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("largeProblems")
  void threadsGiveTheReferencesBits(String text) {
    Problem problem = Problem.parse(text);
    for (Values kind : new Values[] {Values.NORMAL, Values.MIXED}) {
      float[] input = kind.draw(Math.toIntExact(problem.shape().elements()), text.hashCode());
      float[] expected = Reference.pool(problem, input);
      for (Backend backend : Backend.available()) {
        Pool pool = problem.pool().on(backend);
        for (Memory[] pair : PAIRS) {
          assertAgrees(problem, pool.parallel(THREE_THREADS), "3 threads " + kind, pair, input, expected);
        }
        assertAgrees(problem, pool, "sequential " + kind, PAIRS[0], input, expected);
        assertAgrees(problem, pool.parallel(), "common threads " + kind, PAIRS[2], input, expected);
      }
    }
  }

  private static void assertAgrees(
      Problem problem, Pool pool, String how, Memory[] pair, float[] input, float[] expected) {
    String description = problem + " on " + pool + ", " + how;
    try (Memory.Held x = pair[0].hold(input, problem.shape(), problem.layout());
        Memory.Held y = pair[1].hold(Reference.outputShape(problem), problem.layout())) {
      pool.apply(x.tensor(), y.tensor());
      Bits.assertSame(description, y.tensor().toArray(), expected);
      y.assertNothingAroundItChanged(description);
      Bits.assertSame(description + ", the input", x.tensor().toArray(), input);
    }
  }

  @ParameterizedTest
  @MethodSource("problems")
  void anySplitOfTheRowsGivesTheSameBits(String text) {
    Problem problem = Problem.parse(text);
    Geometry geometry = problem.pool().resolve(problem.shape(), problem.layout());
    Random random = new Random(text.hashCode());
    float[] input = Values.NAN.draw(Math.toIntExact(problem.shape().elements()), 7);
    float[] expected = Reference.pool(problem, input);
    for (Backend backend : Backend.available()) {
      Engine.Pooling pooling = backend.engine().prepare(geometry);
      Tensor x = Tensor.of(input, problem.shape(), problem.layout());
      Tensor y = Tensor.of(Values.guards(expected.length), geometry.output(), problem.layout());
      List<long[]> pieces = new ArrayList<>();
      for (long row = 0; row < geometry.rows(); ) {
        long end = Math.min(geometry.rows(), row + 1 + random.nextInt(5));
        pieces.add(new long[] {row, end});
        row = end;
      }
      Collections.shuffle(pieces, random);
      float[] soFar = Values.guards(expected.length);
      for (long[] piece : pieces) {
        pooling.run(x.storage(), y.storage(), piece[0], piece[1]);
        int from = Math.toIntExact(piece[0] * geometry.rowElements());
        int to = Math.toIntExact(piece[1] * geometry.rowElements());
        System.arraycopy(expected, from, soFar, from, to - from);
        Bits.assertSame(text + " on " + backend + ", rows " + piece[0] + " to " + piece[1], y.toArray(), soFar);
      }
      Bits.assertSame(text + " on " + backend + ", all rows", soFar, expected);
    }
  }

  static List<String> enormousProblems() {
    List<String> problems = new ArrayList<>();
    for (String window : ENORMOUS) {
      problems.add("max " + window);
      problems.add("avg " + window);
      problems.add("avg " + window + " include");
      problems.add("avg " + window + (window.contains("l10") ? " nlc" : window.contains("d2") ? " ndhwc" : " nhwc"));
    }
    return problems;
  }

  /** The reference cannot walk over so many taps: backends are compared with each other. */
  @ParameterizedTest
  @MethodSource("enormousProblems")
  void windowsMayBeEnormous(String text) {
    Problem problem = Problem.parse(text);
    float[] input = Values.NORMAL.draw(Math.toIntExact(problem.shape().elements()), 1);
    Tensor x = Tensor.of(input, problem.shape(), problem.layout());
    float[] managed = problem.pool().on(Backend.of("managed")).apply(x).toArray();
    for (Backend backend : Backend.available()) {
      Bits.assertSame(text + " on " + backend, problem.pool().on(backend).apply(x).toArray(), managed);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "max n2c5h9w10 k3s2p1", "avg n2c5h9w10 k3s2p1", "avg n1c17h14w14 k12s1", "avg n2c3l40 k4s2p1 include",
      "max n1c2d4h5w6 k2x3x3s1p1d1x2x1 ceil", "avg n2c4d4h5w6 k2", "globalavg n2c33h31w17", "globalmax n2c33h31w17"})
  void channelsLastIsChannelsFirstTransposed(String text) {
    Problem first = Problem.parse(text);
    Problem last = Problem.parse(text + " " + new String[] {"nlc", "nhwc", "ndhwc"}[first.layout().spatialRank() - 1]);
    for (Values kind : Values.values()) {
      float[] input = kind.draw(Math.toIntExact(first.shape().elements()), 3);
      for (Backend backend : Backend.available()) {
        Tensor y = first.pool().on(backend).apply(Tensor.of(input, first.shape(), first.layout()));
        Tensor z = last.pool().on(backend).apply(
            Tensor.of(channelsLast(input, first), last.shape(), last.layout()));
        Bits.assertSame(last + " on " + backend + " " + kind, z.toArray(), channelsLast(y.toArray(), first, y.shape()));
      }
    }
  }

  private static float[] channelsLast(float[] values, Problem problem) {
    return channelsLast(values, problem, problem.shape());
  }

  private static float[] channelsLast(float[] values, Problem problem, Shape shape) {
    int batch = (int) problem.layout().batch(shape);
    int channels = (int) problem.layout().channels(shape);
    int plane = values.length / batch / channels;
    float[] out = new float[values.length];
    for (int n = 0; n < batch; n++) {
      for (int c = 0; c < channels; c++) {
        for (int i = 0; i < plane; i++) {
          out[(n * plane + i) * channels + c] = values[(n * channels + c) * plane + i];
        }
      }
    }
    return out;
  }
}
