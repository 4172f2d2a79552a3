package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.cenote.internal.Problem;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The answers of PyTorch, ONNX Runtime and ONNX's own operator tests, on every backend: one test a case. What Cenote
 * does not have yet is counted by name; indices are not compared. The folder is {@code -Dcenote.conformance}.
 */
class ConformanceTest {
  private static final String NAMED = System.getProperty("cenote.conformance", "");
  /** As named, from the project's root; tests run in the folder of their module. */
  private static final Path FOLDER = Path.of("..").toAbsolutePath()
      .resolve(NAMED.isEmpty() ? "../shared/conformance" : NAMED).normalize();
  private static final double EPS = Math.scalb(1.0, -23);
  private static final Map<String, Corpus> CORPORA = new LinkedHashMap<>();

  /** What became of the cases of one folder. */
  private static final class Corpus {
    private final String name;
    private int cases;
    private int agree;
    private int differ;
    private final Map<String, Integer> byDesign = new TreeMap<>();
    private final Map<String, Integer> notSupported = new TreeMap<>();

    Corpus(String name) {
      this.name = name;
      CORPORA.put(name, this);
    }

    /** A test that counts how it ends. */
    DynamicTest test(String id, Supplier<String> differsByDesign) {
      return dynamicTest(id, () -> {
        boolean finished = false;
        try {
          String reason = differsByDesign.get();
          if (reason == null) {
            agree++;
          } else {
            byDesign.merge(reason, 1, Integer::sum);
          }
          finished = true;
        } finally {
          differ += finished ? 0 : 1;
        }
      });
    }

    DynamicTest testAgreement(String id, Runnable comparison) {
      return test(id, () -> {
        comparison.run();
        return null;
      });
    }

    void skip(String what) {
      notSupported.merge(what, 1, Integer::sum);
    }

    void print() {
      System.out.printf("%s: %d cases, %d agree, %d differ, %d differ by design, %d not supported%n", name,
          cases, agree, differ, sum(byDesign), sum(notSupported));
      byDesign.forEach((reason, n) -> System.out.printf("  differ by design: %d, %s%n", n, reason));
      if (!notSupported.isEmpty()) {
        System.out.println("  not supported: " + notSupported.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue()).collect(Collectors.joining(", ")));
      }
    }

    private static int sum(Map<String, Integer> counts) {
      return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  @BeforeAll
  static void findsTheFolderThatWasNamed() {
    assertThat(NAMED.isEmpty() || Files.isDirectory(FOLDER))
        .as("-Dcenote.conformance names a folder: %s", FOLDER).isTrue();
  }

  @AfterAll
  static void printSummary() {
    if (CORPORA.isEmpty()) {
      System.out.println(
          "conformance: skipped, there is no folder " + FOLDER + "; -Dcenote.conformance=FOLDER names one");
    } else {
      System.out.println("conformance with " + FOLDER + ", values only, on " + Backend.available());
      CORPORA.values().forEach(Corpus::print);
    }
  }

  // PyTorch

  @TestFactory
  Stream<DynamicTest> agreesWithTorch() throws IOException {
    Path folder = FOLDER.resolve("torch");
    return jsonLines(folder, "torch", (corpus, line) -> {
      String op = line.get("op").getAsString();
      boolean known = op.startsWith("max_pool") || op.startsWith("avg_pool");
      if (!known || !isFloat32(line.get("dtype"))) {
        corpus.skip(op + " " + line.get("dtype").getAsString());
        return null;
      }
      String id = line.get("id").getAsString();
      return line.get("expect").getAsString().equals("error")
          ? corpus.test(id, () -> refusesWhatTorchRefuses(line))
          : corpus.testAgreement(id, () -> agreesWithTorch(folder, line));
    });
  }

  private static void agreesWithTorch(Path folder, JsonObject line) {
    JsonObject params = line.getAsJsonObject("params");
    boolean max = line.get("op").getAsString().startsWith("max");
    String layout = line.get("layout").getAsString();
    StringBuilder text = new StringBuilder(max ? "max " : "avg ").append(sizes(longs(line.get("input_shape"))))
        .append(" k").append(join(params.get("kernel"))).append('s').append(join(params.get("stride")))
        .append('p').append(join(params.get("padding")));
    if (max) {
      text.append('d').append(join(params.get("dilation")));
    }
    text.append(params.get("ceil_mode").getAsBoolean() ? " ceil" : "");
    JsonElement divisor = params.get("divisor_override");
    if (divisor != null && !divisor.isJsonNull()) {
      text.append(" divisor").append(divisor.getAsLong());
    } else if (!max && params.get("count_include_pad").getAsBoolean()) {
      text.append(" include");
    }
    text.append(layout.endsWith("C") ? " " + layout.toLowerCase(Locale.ROOT) : "");
    Problem problem = Problem.parse(text.toString());
    Path file = folder.resolve(line.get("file").getAsString());
    String id = line.get("id").getAsString();
    float[] input = Npz.floats(file, id + "/input");
    double[] magnitudes = Reference.magnitudes(problem, input);
    assertAgrees(problem, input, Npz.floats(file, id + "/expected"), (expected, i) -> max ? 0
        : Math.max(8 * EPS * Math.max(Math.abs(expected), magnitudes[i]), 8 * Float.MIN_VALUE));
  }

  /** Why it is right to accept what PyTorch refuses; null if it is refused here, too. */
  private static String refusesWhatTorchRefuses(JsonObject line) {
    JsonObject params = line.getAsJsonObject("params");
    Layout layout = Layout.valueOf(line.get("layout").getAsString());
    assertThat(layout.isChannelsLast()).as("channels-last refusals").isFalse();
    try {
      Window window = Window.of(longs(params.get("kernel"))).stride(longs(params.get("stride")))
          .padding(longs(params.get("padding")));
      if (params.has("dilation")) {
        window = window.dilation(longs(params.get("dilation")));
      }
      Pool pool = line.get("op").getAsString().startsWith("max") ? MaxPool.of(window)
          : AvgPool.of(window).divisor(torchDivisor(params));
      pool.outputShape(Shape.of(longs(line.get("input_shape"))), layout);
    } catch (IllegalArgumentException refused) {
      assertThat(refused.getMessage()).isNotBlank();
      return null;
    }
    List<String> tags = strings(line.getAsJsonArray("tags"));
    if (tags.contains("padding_too_big")) {
      return "PyTorch refuses padding beyond half the window, Cenote accepts what is below its reach";
    }
    if (tags.contains("peer_quirk_input_smaller_than_kernel")) {
      return "PyTorch's avg_pool3d alone refuses a window larger than the input that fits with its padding";
    }
    throw new AssertionError(line.get("id").getAsString() + " is accepted; PyTorch says: " + line.get("message"));
  }

  private static Divisor torchDivisor(JsonObject params) {
    JsonElement fixed = params.get("divisor_override");
    if (fixed != null && !fixed.isJsonNull()) {
      return Divisor.fixed(fixed.getAsLong());
    }
    return params.get("count_include_pad").getAsBoolean() ? Divisor.INCLUDE_PADDING : Divisor.EXCLUDE_PADDING;
  }

  // ONNX Runtime and ONNX

  @TestFactory
  Stream<DynamicTest> agreesWithOnnxRuntime() throws IOException {
    Path folder = FOLDER.resolve("onnxruntime");
    return jsonLines(folder, "onnxruntime", (corpus, line) -> {
      String op = line.get("op").getAsString();
      JsonObject input = line.getAsJsonObject("arrays").getAsJsonObject("input_0");
      if (!isKnownOnnx(op) || !isFloat32(input.get("dtype"))) {
        corpus.skip(op + " " + input.get("dtype").getAsString());
        return null;
      }
      String id = line.get("id").getAsString();
      return corpus.testAgreement(id, () -> {
        Problem problem = onnxProblem(op, longs(input.get("shape")), line.getAsJsonObject("attributes"));
        Path file = folder.resolve(line.get("file").getAsString());
        assertAgrees(problem, Npz.floats(file, id + "/input_0"), Npz.floats(file, id + "/output_0"),
            (expected, i) -> problem.isMax() ? 0 : 1e-5 * Math.max(1, Math.abs(expected)));
      });
    });
  }

  @TestFactory
  Stream<DynamicTest> agreesWithOnnx() throws IOException {
    Path folder = FOLDER.resolve("onnx");
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    Corpus corpus = new Corpus("onnx");
    List<String> lines = Files.readAllLines(folder.resolve("MANIFEST.tsv"));
    List<DynamicTest> tests = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      corpus.cases++;
      String[] columns = line.split("\t");
      String type = columns[5].split("\\[")[0];
      // Some of PyTorch's sequences go through an image of width 1.
      boolean unsqueezed = columns[1].startsWith("Unsqueeze+") && columns[1].endsWith("+Squeeze");
      String op = unsqueezed ? columns[1].split("\\+")[1] : columns[1];
      if (!isKnownOnnx(op) || !type.equals("float32")) {
        corpus.skip(op + " " + type);
        continue;
      }
      tests.add(corpus.testAgreement(
          columns[0], () -> agreesWithOnnx(folder.resolve(columns[0]), op, columns, unsqueezed)));
    }
    return tests.stream();
  }

  private static void agreesWithOnnx(Path folder, String op, String[] columns, boolean unsqueezed) {
    String sizes = columns[5].split(";")[0].replaceAll("[^\\[]*\\[|\\]", "");
    long[] shape = Arrays.stream((unsqueezed ? sizes + ",1" : sizes).split(",")).mapToLong(Long::parseLong).toArray();
    JsonElement attributes = JsonParser.parseString(columns[3]);
    Problem problem = onnxProblem(op, shape,
        (unsqueezed ? attributes.getAsJsonArray().get(1) : attributes).getAsJsonObject());
    boolean fourDecimals = columns[0].equals("test_averagepool_2d_ceil_last_window_starts_on_pad");
    float[] input = TensorProto.floats(folder.resolve("test_data_set_0/input_0.pb"));
    double[] magnitudes = Reference.magnitudes(problem, input);
    // Both sums are float32: where terms cancel, neither is right to 1e-6 of the result, only of the terms.
    assertAgrees(problem, input, TensorProto.floats(folder.resolve("test_data_set_0/output_0.pb")),
        (expected, i) -> problem.isMax() ? 0
            : fourDecimals ? 1e-4 : 1e-6 * Math.max(Math.abs(expected), magnitudes[i]));
  }

  private static boolean isKnownOnnx(String op) {
    return List.of("MaxPool", "AveragePool", "GlobalMaxPool", "GlobalAveragePool").contains(op);
  }

  private static Problem onnxProblem(String op, long[] shape, JsonObject attributes) {
    if (op.startsWith("Global")) {
      return Problem.parse((op.equals("GlobalMaxPool") ? "globalmax " : "globalavg ") + sizes(shape));
    }
    StringBuilder text = new StringBuilder(op.equals("MaxPool") ? "max " : "avg ").append(sizes(shape))
        .append(" k").append(join(attributes.get("kernel_shape")))
        .append('s').append(attributes.has("strides") ? join(attributes.get("strides")) : "1");
    String padding = attributes.has("auto_pad") ? attributes.get("auto_pad").getAsString() : "NOTSET";
    if (padding.equals("NOTSET") && attributes.has("pads")) {
      long[] pads = longs(attributes.get("pads"));
      int rank = pads.length / 2;
      text.append('p').append(join(Arrays.copyOf(pads, rank)))
          .append("..").append(join(Arrays.copyOfRange(pads, rank, pads.length)));
    }
    if (attributes.has("dilations")) {
      text.append('d').append(join(attributes.get("dilations")));
    }
    text.append(padding.startsWith("SAME") ? " " + padding.toLowerCase(Locale.ROOT) : "");
    text.append(isOne(attributes.get("ceil_mode")) ? " ceil" : "");
    text.append(isOne(attributes.get("count_include_pad")) ? " include" : "");
    return Problem.parse(text.toString());
  }

  // Comparison

  private interface Tolerance {
    double of(float expected, int position);
  }

  private static void assertAgrees(Problem problem, float[] input, float[] expected, Tolerance tolerance) {
    Tensor x = Tensor.of(input, problem.shape(), problem.layout());
    for (Backend backend : Backend.available()) {
      float[] actual = problem.pool().on(backend).apply(x).toArray();
      assertThat(actual).as("%s on %s", problem, backend).hasSameSizeAs(expected);
      for (int i = 0; i < expected.length; i++) {
        boolean agrees = Float.isFinite(expected[i])
            ? Math.abs((double) actual[i] - expected[i]) <= tolerance.of(expected[i], i)
            : Float.compare(actual[i], expected[i]) == 0;
        if (!agrees) {
          throw new AssertionError(problem + " on " + backend + ": element " + i + " is " + actual[i] + ", expected "
              + expected[i] + " within " + tolerance.of(expected[i], i));
        }
      }
    }
  }

  // JSON

  private interface LineReader {
    DynamicTest read(Corpus corpus, JsonObject line);
  }

  private static Stream<DynamicTest> jsonLines(Path folder, String name, LineReader reader) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    Corpus corpus = new Corpus(name);
    List<DynamicTest> tests = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("cases.jsonl"))) {
      corpus.cases++;
      DynamicTest test = reader.read(corpus, JsonParser.parseString(line).getAsJsonObject());
      if (test != null) {
        tests.add(test);
      }
    }
    return tests.stream();
  }

  private static boolean isFloat32(JsonElement type) {
    return type.getAsString().equals("float32");
  }

  private static boolean isOne(JsonElement flag) {
    return flag != null && flag.getAsInt() == 1;
  }

  private static long[] longs(JsonElement array) {
    return StreamSupport.stream(array.getAsJsonArray().spliterator(), false).mapToLong(JsonElement::getAsLong)
        .toArray();
  }

  private static List<String> strings(JsonArray array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonElement::getAsString).collect(Collectors.toList());
  }

  private static String join(JsonElement array) {
    return join(longs(array));
  }

  private static String join(long[] numbers) {
    return Arrays.stream(numbers).mapToObj(Long::toString).collect(Collectors.joining("x"));
  }

  /** Sizes in channels-first order as a problem's text names them. */
  private static String sizes(long[] shape) {
    String letters = "nc" + new String[] {"l", "hw", "dhw"}[shape.length - 3];
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < shape.length; i++) {
      text.append(letters.charAt(i)).append(shape[i]);
    }
    return text.toString();
  }
}
