package dev.cenote.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.cenote.internal.Problem;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What readers see of the results: numbers, table and JSON. */
class ReportTest {
  private static final List<String> NAMES = List.of("native-heap", "native-off-heap", "managed", "textbook");
  private static final List<CaseResult> RESULTS = List.of(
      result("stem", "max n1c64h112w112 k3s2p1", new Measurement(41_300, 400), new Measurement(41_300, 4_130),
          new Measurement(165_200, 1_652), new Measurement(2_065_000, 20_650)),
      result("loser", "avg n1c2h4w4 k2 nhwc", new Measurement(200, 2), new Measurement(100, Double.NaN),
          new Measurement(50, 1), null));

  private static CaseResult result(String name, String problem, Measurement... times) {
    Map<String, Measurement> byName = new LinkedHashMap<>();
    for (int i = 0; i < times.length; i++) {
      if (times[i] != null) {
        byName.put(NAMES.get(i), times[i]);
      }
    }
    return new CaseResult(new Case(name, Problem.parse(problem), "Some Network"), byName);
  }

  @Test
  void tableAlignsWinnersAndLosers() {
    List<String> three = List.of("native-heap", "managed", "textbook");
    assertThat(new ResultTable(three, "+-").render(RESULTS)).isEqualTo("""
                                                         native                                managed/  textbook/
        case            problem                            heap        managed       textbook    native     native
        --------------  ------------------------  -------------  -------------  -------------  --------  ---------
        stem            max n1c64h112w112 k3s2p1  41.3 us  +-1%   165 us  +-1%  2.07 ms  +-1%     4.00x      50.0x
        loser           avg n1c2h4w4 k2 nhwc       200 ns  +-1%  50.0 ns  +-2%              -     0.25x          -
        --------------  ------------------------  -------------  -------------  -------------  --------  ---------
        geometric mean                                                                            1.00x      50.0x
        """);
  }

  @Test
  void tableLeavesOutRatiosOfAbsentContenders() {
    String table = new ResultTable(List.of("managed"), "+-").render(RESULTS);
    assertThat(table).contains("165 us").contains("+-1%").doesNotContain("native").doesNotContain("geometric mean");
  }

  @Test
  void jsonHasEverythingAndNoNaN() {
    Provenance provenance = new Provenance("Fast CPU", 2, 1.5, "Linux", "OpenJDK 17", "1.0", "native/avx2", "the best",
        OffsetDateTime.parse("2024-02-29T12:00:00Z"), "java -jar x.jar --quick");
    JsonObject report = JsonParser.parseString(
        JsonReport.render(provenance, Effort.QUICK, RESULTS, List.of("bytes (u8)"))).getAsJsonObject();
    assertThat(report.getAsJsonObject("machine").get("cpu").getAsString()).isEqualTo("Fast CPU");
    assertThat(report.getAsJsonObject("machine").get("cores").getAsInt()).isEqualTo(2);
    assertThat(report.getAsJsonObject("machine").get("loadBefore").getAsDouble()).isEqualTo(1.5);
    assertThat(report.getAsJsonObject("cenote").get("backend").getAsString()).isEqualTo("native/avx2");
    assertThat(report.get("date").getAsString()).isEqualTo("2024-02-29T12:00:00Z");
    assertThat(report.get("command").getAsString()).isEqualTo("java -jar x.jar --quick");
    assertThat(report.getAsJsonArray("notSupported")).singleElement()
        .satisfies(name -> assertThat(name.getAsString()).isEqualTo("bytes (u8)"));

    JsonObject stem = report.getAsJsonArray("cases").get(0).getAsJsonObject();
    assertThat(stem.get("problem").getAsString()).isEqualTo("max n1c64h112w112 k3s2p1");
    assertThat(stem.get("source").getAsString()).isEqualTo("Some Network");
    JsonObject managed = stem.getAsJsonObject("contenders").getAsJsonObject("managed");
    assertThat(managed.get("nsPerOp").getAsDouble()).isEqualTo(165_200);
    assertThat(managed.get("error").getAsDouble()).isEqualTo(1_652);
    assertThat(stem.getAsJsonObject("ratios").get("managed/native").getAsDouble()).isCloseTo(4, within(1e-9));

    JsonObject loser = report.getAsJsonArray("cases").get(1).getAsJsonObject();
    assertThat(loser.getAsJsonObject("contenders").has("textbook")).isFalse();
    assertThat(loser.getAsJsonObject("contenders").getAsJsonObject("native-off-heap").get("error").isJsonNull())
        .isTrue();
    assertThat(loser.getAsJsonObject("ratios").get("textbook/native").isJsonNull()).isTrue();
    assertThat(report.getAsJsonObject("geometricMeans").get("managed/native").getAsDouble()).isCloseTo(1, within(1e-9));
    assertThat(report.getAsJsonObject("geometricMeans").get("textbook/native").getAsDouble())
        .isCloseTo(50, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"36.04,36.0 ns", "999.4,999 ns", "999.6,1.00 us", "41300,41.3 us", "2065000,2.07 ms", "1.5e9,1.50 s",
      "12.3e9,12.3 s"})
  void timesHaveThreeDigitsAndAUnit(double nanos, String text) {
    assertThat(Numbers.time(nanos).strip()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"7.2,7 s", "59.9,1 min", "72,1 min 12 s", "3660,1 h 1 min"})
  void durationsAreReadAtAGlance(double seconds, String text) {
    assertThat(Numbers.duration(seconds)).isEqualTo(text);
  }
}
