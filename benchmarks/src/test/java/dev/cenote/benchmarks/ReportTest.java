package dev.cenote.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.cenote.benchmarks.contenders.Contenders;
import dev.cenote.internal.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What readers see of the results: numbers, table and JSON. */
class ReportTest {
  private static final List<String> NAMES =
      List.of("roofline", "native-heap", "native-off-heap", "managed", "textbook");
  private static final List<CaseResult> RESULTS = List.of(
      result("stem", "max n1c64h112w112 k3s2p1", time(20_650, 206), time(41_300, 400), time(41_300, 4_130),
          time(165_200, 1_652), time(2_065_000, 20_650)),
      result("loser", "avg n1c2h4w4 k2 nhwc", time(100, 1), time(200, 2), time(100, Double.NaN), time(50, 1), null));

  private static Measurement time(double nanos, double error) {
    return new Measurement(nanos, error, nanos < 1e6 ? 0 : Double.NaN);
  }

  private static CaseResult result(String name, String problem, Measurement... times) {
    Map<String, Measurement> byName = new LinkedHashMap<>();
    Map<String, String> absences = new LinkedHashMap<>();
    for (int i = 0; i < times.length; i++) {
      if (times[i] != null) {
        byName.put(NAMES.get(i), times[i]);
      } else {
        absences.put(NAMES.get(i), "it is tired");
      }
    }
    return new CaseResult(new Case(name, Problem.parse(problem), "Some Network"), byName, absences);
  }

  private static List<Entrant> entrants(String... names) {
    return Stream.of(names).map(name -> new Entrant(Contenders.named(name), 1)).toList();
  }

  private static PoolingReport report(String... names) throws IOException {
    Provenance provenance = new Provenance("Fast CPU", 2, 1.5, "Linux", "OpenJDK 17", "1.0", "native/avx2", "the best",
        OffsetDateTime.parse("2024-02-29T12:00:00Z"), "java -jar x.jar --quick");
    CaseFile cases = CaseFile.parse("c", List.of(String.join("\t", CaseFile.COLUMNS),
        "bits max nchw u1 1 1 1 4 4 2x2 2x2 0x0 1x1 0 0 x".replace(' ', '\t')));
    return new PoolingReport(new Run(Preset.LAYERS, cases, entrants(names), Effort.QUICK, provenance), RESULTS, "+-");
  }

  @Test
  void tableAlignsWinnersAndLosers() {
    assertThat(new ResultTable(entrants("native-heap", "managed", "textbook"), "+-").render(RESULTS)).isEqualTo("""
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
  void tableHasMultiplesOfTheRoofline() {
    assertThat(new ResultTable(entrants("roofline", "managed"), "+-").render(RESULTS)).isEqualTo("""

        case            problem                        roofline        managed  /roofline
        --------------  ------------------------  -------------  -------------  ---------
        stem            max n1c64h112w112 k3s2p1  20.7 us  +-1%   165 us  +-1%      8.00x
        loser           avg n1c2h4w4 k2 nhwc       100 ns  +-1%  50.0 ns  +-2%      0.50x
        --------------  ------------------------  -------------  -------------  ---------
        geometric mean                                                              2.00x
        """);
  }

  @Test
  void tableLeavesOutRatiosOfAbsentContenders() {
    String table = new ResultTable(entrants("managed"), "+-").render(RESULTS);
    assertThat(table).contains("165 us").contains("+-1%").doesNotContain("native").doesNotContain("geometric mean");
  }

  @Test
  void moreThreadsAreComparedWithOne() {
    List<Entrant> entrants = Entrant.of(
        List.of(Contenders.named("roofline"), Contenders.named("managed")), List.of(1, 2));
    assertThat(entrants).extracting(Entrant::label).containsExactly("roofline", "managed", "managed-x2");
    Map<String, Measurement> times = Map.of("managed", time(300, 1), "managed-x2", time(150, 1));
    CaseResult result = new CaseResult(RESULTS.get(0).measured(), times, Map.of());
    assertThat(Ratio.among(entrants)).singleElement().satisfies(ratio -> {
      assertThat(ratio.title()).isEqualTo("managed/x2");
      assertThat(ratio.of(result)).isEqualTo(2);
    });
  }

  @Test
  void markdownHasTableNotesAndOrigin() throws IOException {
    assertThat(report("roofline", "native-heap", "textbook").markdown())
        .contains("| case | problem | roofline | native-heap | /roofline | textbook | /roofline | textbook/native |\n"
            + "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n"
            + "| stem | `max n1c64h112w112 k3s2p1` | 20.7 us  \u00b11% | 41.3 us  \u00b11% | 2.00x |")
        .contains("| **geometric mean** |  |  |  | **2.00x** |")
        .contains("* textbook does not take part in loser: it is tired")
        .contains("* Bytes allocated on the Java heap by a call, at most: native-heap 0.")
        .contains("* not supported yet: bits (u1)")
        .contains("Fast CPU, 2 cores, Linux; OpenJDK 17");
  }

  @Test
  void jsonHasEverythingAndNoNaN() throws IOException {
    JsonObject report = JsonParser.parseString(report(NAMES.toArray(new String[0])).json()).getAsJsonObject();
    assertThat(report.getAsJsonObject("machine").get("cpu").getAsString()).isEqualTo("Fast CPU");
    assertThat(report.getAsJsonObject("machine").get("cores").getAsInt()).isEqualTo(2);
    assertThat(report.getAsJsonObject("machine").get("loadBefore").getAsDouble()).isEqualTo(1.5);
    assertThat(report.getAsJsonObject("cenote").get("backend").getAsString()).isEqualTo("native/avx2");
    assertThat(report.get("date").getAsString()).isEqualTo("2024-02-29T12:00:00Z");
    assertThat(report.get("command").getAsString()).isEqualTo("java -jar x.jar --quick");
    assertThat(report.getAsJsonArray("notSupported")).singleElement()
        .satisfies(name -> assertThat(name.getAsString()).isEqualTo("bits (u1)"));

    JsonObject stem = report.getAsJsonArray("cases").get(0).getAsJsonObject();
    assertThat(stem.get("problem").getAsString()).isEqualTo("max n1c64h112w112 k3s2p1");
    assertThat(stem.get("source").getAsString()).isEqualTo("Some Network");
    JsonObject managed = stem.getAsJsonObject("contenders").getAsJsonObject("managed");
    assertThat(managed.get("nsPerOp").getAsDouble()).isEqualTo(165_200);
    assertThat(managed.get("error").getAsDouble()).isEqualTo(1_652);
    assertThat(managed.get("rooflines").getAsDouble()).isCloseTo(8, within(1e-9));
    assertThat(managed.get("allocatedBytesPerOp").getAsDouble()).isZero();
    assertThat(stem.getAsJsonObject("ratios").get("managed/native").getAsDouble()).isCloseTo(4, within(1e-9));
    assertThat(stem.getAsJsonObject("contenders").getAsJsonObject("textbook").get("allocatedBytesPerOp").isJsonNull())
        .isTrue();

    JsonObject loser = report.getAsJsonArray("cases").get(1).getAsJsonObject();
    assertThat(loser.getAsJsonObject("contenders").has("textbook")).isFalse();
    assertThat(loser.getAsJsonObject("absences").get("textbook").getAsString()).isEqualTo("it is tired");
    assertThat(loser.getAsJsonObject("contenders").getAsJsonObject("native-off-heap").get("error").isJsonNull())
        .isTrue();
    assertThat(loser.getAsJsonObject("ratios").get("textbook/native").isJsonNull()).isTrue();
    assertThat(report.getAsJsonObject("geometricMeans").get("managed/native").getAsDouble()).isCloseTo(1, within(1e-9));
    assertThat(report.getAsJsonObject("geometricMeans").get("textbook/native").getAsDouble())
        .isCloseTo(50, within(1e-9));
  }

  @Test
  void chartsAreDocumentsWithEveryoneInThem() throws Exception {
    Map<String, String> charts = report("roofline", "native-heap", "managed", "textbook").charts();
    assertThat(charts).containsOnlyKeys("overview.svg", "channels-first.svg", "channels-last.svg");
    for (String chart : charts.values()) {
      assertThat(texts(chart)).contains("native-heap", "managed", "textbook", "roofline",
          "Fast CPU, 2 cores; OpenJDK 17; Cenote 1.0, native/avx2", "2024-02-29: java -jar x.jar --quick");
      assertThat(chart).doesNotContain("NaN");
    }
    assertThat(texts(charts.get("channels-first.svg")))
        .contains("stem", "max n1c64h112w112 k3s2p1", "2", "8", "100").doesNotContain("loser");
    assertThat(texts(charts.get("channels-last.svg"))).contains("loser", "0.5");
  }

  @Test
  void sweepsAreLines() throws Exception {
    Provenance provenance = Provenance.now(List.of());
    List<CaseResult> results = List.of(result("max-3", "max n1c1h64w64 k3s1", time(100, 1), time(150, 1)),
        result("max-9", "max n1c1h64w64 k9s1", time(100, 1), time(300, 1)));
    Map<String, String> charts = new PoolingReport(new Run(Preset.WINDOWS, CaseFile.NONE,
        entrants("roofline", "native-heap"), Effort.QUICK, provenance), results, "+-").charts();
    assertThat(charts).containsOnlyKeys("windows.svg");
    assertThat(texts(charts.get("windows.svg"))).contains("native-heap, maximum", "3x3", "9x9", "roofline")
        .doesNotContain("native-heap, average");
  }

  private static List<String> texts(String svg) throws Exception {
    DocumentBuilderFactory parsers = DocumentBuilderFactory.newInstance();
    parsers.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    NodeList nodes = parsers.newDocumentBuilder().parse(new InputSource(new StringReader(svg)))
        .getElementsByTagName("text");
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> nodes.item(i).getTextContent().strip()).toList();
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
