package dev.cenote.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.cenote.benchmarks.contenders.Contender;
import dev.cenote.benchmarks.contenders.Contenders;
import dev.cenote.internal.Problem;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every contender gives the slow answer, and wrong answers do not pass. */
class VerificationTest {
  private static final List<String> NAMES = List.of(Contenders.ROOFLINE, Contenders.NATIVE_HEAP,
      Contenders.NATIVE_DIRECT, Contenders.NATIVE_OFF_HEAP, Contenders.MANAGED, Contenders.TEXTBOOK,
      Contenders.JNI_CALL);

  @ParameterizedTest
  @ValueSource(strings = {
      "max n1c1h1w1 k1", "max n2c3h7w9 k3s2p1", "max n2c3h7w9 k3x2s2x1p1x0 nhwc", "max n1c2h9w9 k3s1p2d2",
      "max n1c5h8w6 k3s2 ceil", "max n1c5h8w6 k3s2p1 ceil nhwc", "globalmax n2c3h5w4", "max n1c2d4h6w5 k3s1p1",
      "avg n2c3h7w9 k3s2p1", "avg n2c3h7w9 k3s2p1 include", "avg n1c4h8w7 k3s2p1 ceil include nhwc",
      "avg n1c4h8w7 k4s3p1 ceil include", "avg n1c4h9w9 k3s1p2d2 include", "avg n2c9h7w7 k7s1",
      "globalavg n2c3h5w4 nhwc", "avg n1c1h64w64 k31s1", "avg n1c2d4h6w5 k2x3x3s2p0x1x1 ndhwc include"})
  void everyContenderGivesTheSlowAnswer(String text) {
    Problem problem = Problem.parse(text);
    Verification verification = new Verification(problem);
    for (String name : NAMES) {
      for (int threads : new int[] {1, 3}) {
        Contender contender = Contenders.named(name);
        if (contender.declines(problem, threads).isEmpty()) {
          verification.verified(contender, threads).close();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyElementTypeIsVerified(ElementType type) {
    for (String text : new String[] {"max n2c3h7w9 k3s2p1", "min n2c3h7w9 k3s1p1", "avg n2c3h7w9 k3s2p1 include"}) {
      for (String layout : new String[] {"", " nhwc"}) {
        everyContenderGivesTheSlowAnswer(text + " " + type + layout);
      }
    }
  }

  @Test
  void nobodyDeclinesAnImage() {
    assumeThat(System.getProperty("cenote.backend")).isNotEqualTo("managed");
    assertThat(NAMES).extracting(
        name -> Contenders.named(name).declines(Problem.parse("max n1c1h4w4 k2"), 1)).containsOnly("");
  }

  @Test
  void refusesMaximumThatIsOffByOneBit() {
    SlowAnswer answer = new SlowAnswer(Problem.parse("max n1c1h2w4 k2"), new double[] {1, 2, 3, 4, 5, 6, 7, 8});
    answer.check("good", new double[] {6, 8});
    assertThatThrownBy(() -> answer.check("bad", new double[] {6, Math.nextUp(8f)}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("bad gives 8.000000953674316 as element 1 of max n1c1h2w4 k2, expected 8.0 exactly");
  }

  @Test
  void acceptsAverageWithinItsTolerance() {
    SlowAnswer answer = new SlowAnswer(Problem.parse("avg n1c1h1w2 k1x2"), new double[] {1, 2});
    answer.check("good", new double[] {Math.nextUp(1.5f)});
    assertThatThrownBy(() -> answer.check("bad", new double[] {1.50001f})).hasMessageContaining("expected 1.5 within");
    assertThatThrownBy(() -> answer.check("bad", new double[] {Double.NaN}))
        .hasMessageContaining("expected 1.5 within");
  }

  @Test
  void acceptsTheNearestIntegersOnly() {
    SlowAnswer answer = new SlowAnswer(Problem.parse("avg n1c1h1w2 k1x2 uint8"), new double[] {1, 2});
    answer.check("down", new double[] {1});
    answer.check("up", new double[] {2});
    assertThatThrownBy(() -> answer.check("bad", new double[] {0})).hasMessageContaining("expected 1.5 within");
  }

  @Test
  void looksAtOutputsAllOverLargeWork() {
    Problem problem = Problem.parse("max n1c1h300w300 k200s1p100");
    double[] x = new double[300 * 300];
    double[] y = new double[301 * 301];
    SlowAnswer answer = new SlowAnswer(problem, x);
    answer.check("good", y);
    y[y.length - 1] = 1;
    assertThatThrownBy(() -> answer.check("bad", y)).hasMessageContaining("bad gives 1.0 as element 90600");
  }

  @Test
  void refusesAnswerOfAnotherLength() {
    SlowAnswer answer = new SlowAnswer(Problem.parse("max n1c1h1w2 k1x2"), new double[] {1, 2});
    assertThatThrownBy(() -> answer.check("bad", new double[2]))
        .hasMessage("bad gives 2 elements for max n1c1h1w2 k1x2, expected 1");
  }

  @Test
  void refusesCenoteThatDiffersFromManagedByOneBit() {
    Contender real = Contenders.named(Contenders.MANAGED);
    Contender tampered = new Contender() {
      @Override
      public String name() {
        return "tampered";
      }

      @Override
      public Role role() {
        return Role.CENOTE;
      }

      @Override
      public String declines(Problem problem, int threads) {
        return "";
      }

      @Override
      public Entry prepare(Problem problem, Tensor x, int threads) {
        Entry entry = real.prepare(problem, x, threads);
        return new Entry() {
          @Override
          public Object pool() {
            entry.pool();
            entry.answer().set(2, Math.nextUp(entry.answer().get(2)));
            return entry;
          }

          @Override
          public Tensor answer() {
            return entry.answer();
          }
        };
      }
    };
    Verification verification = new Verification(Problem.parse("avg n1c1h8w8 k4"));
    assertThatThrownBy(() -> verification.verified(tampered, 1)).hasMessageContaining("tampered gives")
        .hasMessageContaining("as element 2 of avg n1c1h8w8 k4, expected the bits of managed Java");
  }
}
