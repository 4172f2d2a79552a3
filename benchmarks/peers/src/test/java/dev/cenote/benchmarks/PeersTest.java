package dev.cenote.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.benchmarks.contenders.Contenders;
import dev.cenote.internal.Problem;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.runner.RunnerException;

/** Other libraries pool in JVMs of their own, and rightly; what they refuse is told in their words. */
class PeersTest {
  private static final Effort LEAST = new Effort(1, 1, 2, 10);

  private static CaseResult run(String peer, String problem, int threads) throws RunnerException {
    PrintStream log = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return new Suite(List.of(new Entrant(Contenders.named(peer), threads)), LEAST, log)
        .run(new Case("a", Problem.parse(problem), "x"));
  }

  @ParameterizedTest
  @CsvSource({"onnxruntime,max n1c3h9w9 k3s2p1", "onnxruntime,avg n2c3h9w9 k3s1p1 include",
      "onnxruntime,max n1c3h9w9 k3s1p1d2 uint8", "onnxruntime,max n1c3d4h9w9 k2", "onednn,max n1c3h9w9 k3s2p1",
      "onednn,avg n1c3h9w9 k3s1p1 nhwc", "onednn,max n1c3h8w8 k3s2 ceil", "onednn,max n1c3d4h9w9 k2 ndhwc bfloat16",
      "libtorch,max n1c3h9w9 k3s2p1", "libtorch,avg n1c3h9w9 k3s1p1 include nhwc",
      "libtorch,max n1c3d4h9w9 k2 float64"})
  void poolsRightly(String peer, String problem) throws RunnerException {
    CaseResult result = run(peer, problem, 1);
    assertThat(Contenders.named(peer).about()).containsPattern("\\d+\\.\\d+");
    assertThat(result.absences()).isEmpty();
    assertThat(result.times().get(peer).nanos()).isBetween(1.0, 1e9);
  }

  @ParameterizedTest
  @CsvSource({"onnxruntime,max n1c3h9w9 k3s2p1 nhwc,1,channels-first", "onnxruntime,max n1c3h9w9 k3s2p1 int64,1,int64",
      "onednn,max n1c3h9w9 k3s2p1,2,OMP_NUM_THREADS", "libtorch,avg n1c3h9w9 k3s2p1 uint8,1,Byte"})
  void saysWhyItDoesNot(String peer, String problem, int threads, String reason) throws RunnerException {
    CaseResult result = run(peer, problem, threads);
    assertThat(result.times()).isEmpty();
    assertThat(result.absences().values()).singleElement().asString().contains(reason);
  }
}
