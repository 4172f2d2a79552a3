package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cenote.internal.Engine;
import dev.cenote.internal.Problem;
import dev.cenote.internal.plan.Work;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
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

/** Every backend gives the reference's bits, whatever the problem, element type, numbers, memory and threads. */
class BackendAgreementTest {
  private static final ForkJoinPool THREE_THREADS = new ForkJoinPool(3);
  private static final Memory[][] PAIRS = {
      {Memory.HEAP, Memory.HEAP_AT_OFFSET}, {Memory.HEAP_AT_OFFSET, Memory.HEAP}, {Memory.DIRECT, Memory.DIRECT},
      {Memory.OFF_HEAP, Memory.OFF_HEAP}, {Memory.HEAP_AT_OFFSET, Memory.DIRECT},
      {Memory.OFF_HEAP, Memory.HEAP_AT_OFFSET}};

  static List<String> problems() {
    return Problems.all();
  }

  static List<String> largeProblems() {
    return Problems.large();
  }

  static List<String> enormousProblems() {
    return Problems.enormous();
  }

  @AfterAll
  static void stopThreads() {
    THREE_THREADS.shutdown();
  }

  /** All kinds of float32 numbers, and two kinds of numbers of all other types, in pairs of memories in turn. */
  @ParameterizedTest
  @MethodSource("problems")
  void everyBackendGivesTheReferencesBits(String text) {
    int turn = Math.floorMod(text.hashCode(), 1 << 16);
    for (Problem problem : Problems.ofEveryType(text)) {
      List<Values> kinds = Values.of(problem.type());
      int tried = problem.type() == ElementType.FLOAT32 ? kinds.size() : 2;
      for (int k = 0; k < tried; k++, turn++) {
        Agreement agreement = new Agreement(problem, kinds.get(turn % kinds.size()), text.hashCode());
        Memory[] pair = PAIRS[turn % PAIRS.length];
        agreement.assertGivenBy(pair[0], pair[1], Agreement.onEveryBackend(problem.pool()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("largeProblems")
  void threadsGiveTheReferencesBits(String text) {
    ElementType[] types = ElementType.values();
    ElementType other = types[1 + Math.floorMod(text.hashCode(), types.length - 1)];
    for (ElementType type : new ElementType[] {ElementType.FLOAT32, other}) {
      Problem problem = Problems.of(text, type);
      if (problem == null) {
        continue;
      }
      Work work = problem.pool().work(problem.shape(), problem.type(), problem.layout());
      assertThat(work.rows() * work.rowReads()).as("reads of %s, enough for two pieces", text)
          .isGreaterThanOrEqualTo(1 << 19);
      Agreement agreement = new Agreement(problem, Values.MIXED, text.hashCode());
      Pool pool = problem.pool();
      Pool threads = pool.parallel(THREE_THREADS);
      agreement.assertGivenBy(Memory.HEAP, Memory.HEAP_AT_OFFSET, Agreement.onEveryBackend(pool));
      agreement.assertGivenBy(Memory.HEAP_AT_OFFSET, Memory.HEAP, Agreement.onEveryBackend(threads));
      agreement.assertGivenBy(Memory.OFF_HEAP, Memory.OFF_HEAP, Agreement.onEveryBackend(threads));
      agreement.assertGivenBy(Memory.DIRECT, Memory.DIRECT, Agreement.onEveryBackend(pool.parallel()));
    }
  }

  @ParameterizedTest
  @MethodSource("problems")
  void anySplitOfTheRowsGivesTheSameBits(String text) {
    List<Problem> problems = Problems.ofEveryType(text);
    Random random = new Random(text.hashCode());
    Problem problem = problems.get(random.nextInt(problems.size()));
    Work work = problem.pool().work(problem.shape(), problem.type(), problem.layout());
    Agreement agreement = new Agreement(problem, Values.MIXED, 7);
    Tensor x = Bits.tensor(problem.type(), agreement.input(), problem.shape(), problem.layout());
    for (Backend backend : Backend.available()) {
      Engine.Pooling pooling = work.prepare(backend.engine());
      long[] soFar = Memory.guards(problem.type(), agreement.values().length);
      Tensor y = Bits.tensor(problem.type(), soFar, work.output(), problem.layout());
      for (long[] piece : pieces(work.output().elements() == 0 ? 0 : work.rows(), random)) {
        pooling.run(x.storage(), y.storage(), null, piece[0], piece[1]);
        int from = Math.toIntExact(piece[0] * work.rowElements());
        int to = Math.toIntExact(piece[1] * work.rowElements());
        System.arraycopy(agreement.values(), from, soFar, from, to - from);
        Bits.assertSame(agreement.what() + " on " + backend + ", rows " + piece[0] + " to " + piece[1], problem.type(),
            Bits.of(y), soFar);
      }
      Bits.assertSame(agreement.what() + " on " + backend + ", all rows", problem.type(), soFar, agreement.values());
    }
  }

  /** Pieces that cover so many rows, in any order. */
  private static List<long[]> pieces(long rows, Random random) {
    List<long[]> pieces = new ArrayList<>();
    for (long row = 0; row < rows; ) {
      long end = Math.min(rows, row + 1 + random.nextInt(4 + (int) rows / 8));
      pieces.add(new long[] {row, end});
      row = end;
    }
    Collections.shuffle(pieces, random);
    return pieces;
  }

  /** The reference cannot walk over so many taps: backends are compared with each other. */
  @ParameterizedTest
  @MethodSource("enormousProblems")
  void windowsMayBeEnormous(String text) {
    List<Problem> problems = Problems.ofEveryType(text);
    if (text.endsWith("include")) {
      problems.removeIf(problem -> !problem.type().isFloating()); // see below
    }
    Problem other = problems.get(Math.floorMod(text.hashCode(), problems.size()));
    for (Problem problem : List.of(Problem.parse(text), other)) {
      int elements = Math.toIntExact(problem.shape().elements());
      Tensor x = Bits.tensor(
          problem.type(), Values.NORMAL.draw(problem.type(), elements, 1), problem.shape(), problem.layout());
      long[] managed = Bits.of(problem.pool().on(Backend.of("managed")).apply(x));
      for (Backend backend : Backend.available()) {
        Bits.assertSame(problem + " on " + backend, problem.type(),
            Bits.of(problem.pool().on(backend).apply(x)), managed);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "avg c1l10 k9223372036854775807 same_upper include int64",
      "avg c1h10w4 k2147483648x4294967296p2147483647x4294967295 include int8"})
  void refusesToDivideIntegersByMoreThanTwoToThe62(String text) {
    Problem problem = Problem.parse(text);
    Tensor x = Tensor.zeros(problem.shape(), problem.type(), problem.layout());
    assertThatThrownBy(() -> problem.pool().apply(x)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("AvgPool: a divisor would be 1 times ").hasMessageContaining(
            "expected at most " + (1L << 62) + " for " + problem.type());
  }

  /** Numbers given by the caller place the windows: for each plane, in it for each axis. */
  @ParameterizedTest
  @ValueSource(strings = {
      "fractionalmax n2c3h9w11 k2x3o5x4", "fractionalmax n2c3h9w11 k2x3o5x4 nhwc", "fractionalmax c2d5h6w7 k2o3x2x4"})
  void givenSamplesPlaceTheWindows(String text) {
    for (Problem problem : Problems.ofEveryType(text)) {
      Random random = new Random(problem.hashCode());
      long planes = problem.layout().batch(problem.shape()) * problem.layout().channels(problem.shape());
      double[] samples = random.doubles(planes * problem.layout().spatialRank()).map(u -> (float) u * 0.999).toArray();
      Agreement agreement = new Agreement(problem, samples, Values.MIXED, 11);
      Pool pool = FractionalMaxPool.of(problem.size(), problem.outputSize()).samples(samples);
      agreement.assertGivenBy(Memory.HEAP, Memory.DIRECT, Agreement.onEveryBackend(pool));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "max n2c5h9w10 k3s2p1", "avg n2c5h9w10 k3s2p1", "avg n1c17h14w14 k12s1", "avg n2c3l40 k4s2p1 include",
      "max n1c2d4h5w6 k2x3x3s1p1d1x2x1 ceil", "avg n2c4d4h5w6 k2", "globalavg n2c33h31w17", "globalmax n2c33h31w17",
      "min c5h9w10 k3s2p1d2", "sum n2c5h9w10 k3s2p1", "lp2.5 n2c5h9w10 k3s2p1", "lp1 n1c3l31 k5s2", "lpinf c3h5w6 k2",
      "globallp2 n2c7h8w9", "adaptivemax n2c5h9w10 o4x7", "adaptiveavg c3d4h5w6 o3x5x4",
      "fractionalmax n2c5h9w10 k2o4x7",
      "roimax n2c5h9w10 o3x2 roi1:1,2,8,7 roi0:4,4,20,20",
      "roialign n2c5h9w10 o3x2 roi1:1,2,8,7 roi0:4,4,20,20 half_pixel"})
  void channelsLastIsChannelsFirstRearranged(String text) {
    for (Problem first : Problems.ofEveryType(text)) {
      Layout channelsLast = Layout.channelsLast(first.layout().spatialRank());
      int elements = Math.toIntExact(first.shape().elements());
      for (Values kind : Values.of(first.type())) {
        Tensor x = Bits.tensor(first.type(), kind.draw(first.type(), elements, 3), first.shape(), first.layout());
        for (Backend backend : Backend.available()) {
          Pool pool = first.pool().on(backend);
          String description = first + " on " + backend + " with " + kind + " numbers of seed 3, channels-last";
          Bits.assertSame(description, first.type(), Bits.of(pool.apply(x.to(channelsLast))),
              Bits.of(pool.apply(x).to(channelsLast)));
          if (first.operator().hasIndex()) {
            Bits.assertSame(description + ", the indices", ElementType.INT64,
                Bits.of(pool.applyWithIndices(x.to(channelsLast)).indices()),
                Bits.of(pool.applyWithIndices(x).indices().to(channelsLast)));
          }
        }
      }
    }
  }
}
