package dev.cenote.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.cenote.benchmarks.contenders.Contender;
import dev.cenote.benchmarks.contenders.Contenders;
import dev.cenote.internal.Problem;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every contender gives the slow answer, and wrong answers do not pass. */
class VerificationTest {
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
    for (Contender contender : Contenders.all()) {
      if (contender.declines(problem).isEmpty()) {
        verification.verified(contender).close();
      }
    }
  }

  @Test
  void nobodyDeclinesAnImage() {
    assumeThat(System.getProperty("cenote.backend")).isNotEqualTo("managed");
    assertThat(Contenders.all()).extracting(contender -> contender.declines(Problem.parse("max n1c1h4w4 k2")))
        .containsOnly("");
  }

  @Test
  void refusesMaximumThatIsOffByOneBit() {
    SlowAnswer answer = new SlowAnswer(Problem.parse("max n1c1h2w4 k2"), new float[] {1, 2, 3, 4, 5, 6, 7, 8});
    answer.check("good", new float[] {6, 8});
    assertThatThrownBy(() -> answer.check("bad", new float[] {6, Math.nextUp(8f)}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("bad gives 8.000001 as element 1 of max n1c1h2w4 k2, expected 8.0 exactly");
  }

  @Test
  void acceptsAverageWithinItsTolerance() {
    SlowAnswer answer = new SlowAnswer(Problem.parse("avg n1c1h1w2 k1x2"), new float[] {1, 2});
    answer.check("good", new float[] {Math.nextUp(1.5f)});
    assertThatThrownBy(() -> answer.check("bad", new float[] {1.50001f})).hasMessageContaining("expected 1.5 within");
    assertThatThrownBy(() -> answer.check("bad", new float[] {Float.NaN})).hasMessageContaining("expected 1.5 within");
  }

  @Test
  void refusesAnswerOfAnotherLength() {
    SlowAnswer answer = new SlowAnswer(Problem.parse("max n1c1h1w2 k1x2"), new float[] {1, 2});
    assertThatThrownBy(() -> answer.check("bad", new float[2]))
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
      public boolean isCenote() {
        return true;
      }

      @Override
      public String declines(Problem problem) {
        return "";
      }

      @Override
      public Entry prepare(Problem problem, float[] x) {
        Entry entry = real.prepare(problem, x);
        return new Entry() {
          @Override
          public Object pool() {
            return entry.pool();
          }

          @Override
          public float[] answer() {
            float[] answer = Arrays.copyOf(entry.answer(), entry.answer().length);
            answer[2] = Math.nextUp(answer[2]);
            return answer;
          }
        };
      }
    };
    Verification verification = new Verification(Problem.parse("avg n1c1h8w8 k4"));
    assertThatThrownBy(() -> verification.verified(tampered)).hasMessageContaining("tampered gives")
        .hasMessageContaining("as element 2 of avg n1c1h8w8 k4, expected the bits of managed Java");
  }
}
