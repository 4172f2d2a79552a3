package dev.cenote.benchmarks;

import dev.cenote.internal.Problem;
import dev.cenote.tensor.ElementType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A list of cases as text: tab-separated, a header line that names the columns, then one case a line; empty lines and
 * lines that begin with {@code #} are skipped. Window columns have one number an axis, joined by {@code x}.
 *
 * <p>Cases that Cenote cannot pool yet are kept by name, so that nobody takes them for measured.
 */
final class CaseFile {
  static final List<String> COLUMNS = List.of("name", "op", "layout", "dtype", "N", "C", "D", "H", "W", "kernel",
      "stride", "pad", "dilation", "ceil_mode", "count_include_pad", "source");

  /** Of so many elements copies, in float64 too, fit the heap of the measuring JVM. */
  private static final long MOST_ELEMENTS = 1L << 26;
  private static final Map<String, ElementType> TYPES = Map.of("f32", ElementType.FLOAT32, "f64", ElementType.FLOAT64,
      "f16", ElementType.FLOAT16, "bf16", ElementType.BFLOAT16, "i8", ElementType.INT8, "u8", ElementType.UINT8,
      "i16", ElementType.INT16, "i32", ElementType.INT32, "i64", ElementType.INT64);

  static final CaseFile NONE = new CaseFile(List.of(), List.of());

  private final List<Case> cases;
  private final List<String> unsupported;

  private CaseFile(List<Case> cases, List<String> unsupported) {
    this.cases = List.copyOf(cases);
    this.unsupported = List.copyOf(unsupported);
  }

  /** A list that comes with the benchmarks, such as {@code layers.tsv}. */
  static CaseFile bundled(String name) throws IOException {
    try (InputStream text = CaseFile.class.getResourceAsStream(name)) {
      return parse(name, new String(text.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    }
  }

  /**
   * The cases of a file.
   *
   * @throws IllegalArgumentException if the file is not there or is malformed; the message names file and line
   */
  static CaseFile read(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new IllegalArgumentException("there is no case file " + file);
    }
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new IllegalArgumentException("the case file " + file + " is not a file that can be read");
    }
    try {
      return parse(file.toString(), Files.readAllLines(file));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("the case file " + file + " is not UTF-8 text", e);
    }
  }

  /** The cases of some lines; {@code file} begins the messages. */
  static CaseFile parse(String file, List<String> lines) {
    List<Case> cases = new ArrayList<>();
    List<String> unsupported = new ArrayList<>();
    Set<String> names = new HashSet<>();
    List<String> header = null;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      try {
        if (header == null) {
          header = header(line);
          continue;
        }
        Row row = new Row(header, line);
        if (!names.add(row.name())) {
          throw new IllegalArgumentException("a second case named \"" + row.name() + "\"");
        }
        String missing = row.missingFromCenote();
        if (missing.isEmpty()) {
          cases.add(row.toCase());
        } else {
          unsupported.add(row.name() + " (" + missing + ")");
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(file + ":" + (i + 1) + ": " + e.getMessage(), e);
      }
    }
    if (header == null) {
      throw new IllegalArgumentException(file + ": the case file is empty, expected a header line and cases");
    }
    return new CaseFile(cases, unsupported);
  }

  private static List<String> header(String line) {
    List<String> header = Arrays.asList(line.strip().split("\t"));
    List<String> missing = new ArrayList<>(COLUMNS);
    missing.removeAll(header);
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException("the header lacks " + String.join(", ", missing)
          + "; expected these columns, separated by tabs: " + String.join(" ", COLUMNS));
    }
    return header;
  }

  /** The cases that can be measured, in the order of the file. */
  List<Case> cases() {
    return cases;
  }

  /** The others, such as {@code bits-resnet50 (u1)}. */
  List<String> unsupported() {
    return unsupported;
  }

  /** The cases whose names satisfy a condition. */
  CaseFile only(Predicate<String> name) {
    return new CaseFile(cases.stream().filter(one -> name.test(one.name())).toList(),
        unsupported.stream().filter(text -> name.test(text.substring(0, text.lastIndexOf(" (")))).toList());
  }

  /** One line, its values by column. */
  private static final class Row {
    private final Map<String, String> values = new HashMap<>();

    Row(List<String> header, String line) {
      String[] parts = line.split("\t", -1);
      if (parts.length != header.size()) {
        throw new IllegalArgumentException(
            parts.length + " values separated by tabs, expected " + header.size() + " as in the header");
      }
      for (int i = 0; i < parts.length; i++) {
        values.put(header.get(i), parts[i].strip());
      }
      if (name().isEmpty()) {
        throw new IllegalArgumentException("the case has no name");
      }
    }

    String name() {
      return values.get("name");
    }

    /** The value that Cenote does not know yet; empty if it knows all. */
    String missingFromCenote() {
      if (!TYPES.containsKey(values.get("dtype"))) {
        return values.get("dtype");
      }
      return values.get("op").matches("max|min|avg") ? "" : values.get("op");
    }

    Case toCase() {
      Problem problem = Problem.parse(problem());
      long inputs = problem.shape().elements();
      long outputs = problem.pool().outputShape(problem.shape(), problem.layout()).elements();
      if (Math.max(inputs, outputs) > MOST_ELEMENTS) {
        throw new IllegalArgumentException(problem + " has " + Math.max(inputs, outputs)
            + " elements, expected at most " + MOST_ELEMENTS);
      }
      return new Case(name(), problem, values.get("source"));
    }

    private String problem() {
      int axes = values.get("kernel").split("x").length;
      if (axes != 2 && axes != 3) {
        throw new IllegalArgumentException("kernel \"" + values.get("kernel") + "\", expected 2 numbers (H, W) or 3 "
            + "(D, H, W) joined by x");
      }
      if (axes == 2 && number("D") != 1) {
        throw new IllegalArgumentException("D is " + number("D") + ", expected 1 for a kernel of 2 axes");
      }
      boolean channelsLast = oneOf("layout", "nchw", "nhwc").equals("nhwc");
      return values.get("op") + " n" + number("N") + "c" + number("C") + (axes == 3 ? "d" + number("D") : "")
          + "h" + number("H") + "w" + number("W")
          + " k" + perAxis("kernel", axes) + "s" + perAxis("stride", axes) + "p" + perAxis("pad", axes)
          + "d" + perAxis("dilation", axes) + (flag("ceil_mode") ? " ceil" : "")
          + (flag("count_include_pad") ? " include" : "") + " " + TYPES.get(values.get("dtype"))
          + (channelsLast ? axes == 3 ? " ndhwc" : " nhwc" : "");
    }

    private long number(String column) {
      String value = values.get(column);
      if (!value.matches("[1-9][0-9]{0,8}")) {
        throw new IllegalArgumentException(column + " is \"" + value + "\", expected a number from 1 on");
      }
      return Long.parseLong(value);
    }

    private String perAxis(String column, int axes) {
      String value = values.get(column);
      if (!value.matches("[0-9]{1,9}(x[0-9]{1,9}){" + (axes - 1) + "}")) {
        throw new IllegalArgumentException(
            column + " is \"" + value + "\", expected " + axes + " numbers joined by x, as many as the kernel has");
      }
      return value;
    }

    private boolean flag(String column) {
      return oneOf(column, "0", "1").equals("1");
    }

    private String oneOf(String column, String a, String b) {
      String value = values.get(column);
      if (!value.equals(a) && !value.equals(b)) {
        throw new IllegalArgumentException(column + " is \"" + value + "\", expected " + a + " or " + b);
      }
      return value;
    }
  }
}
