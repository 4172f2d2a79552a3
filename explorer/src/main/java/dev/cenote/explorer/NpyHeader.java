package dev.cenote.explorer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The header of an {@code .npy} file, a Python dictionary such as
 * <code>{'descr': '&lt;f4', 'fortran_order': False, 'shape': (3, 4), }</code>. It is read as data, never evaluated:
 * only a dictionary of these three keys is understood.
 */
final class NpyHeader {
  private final String type;
  private final boolean fortranOrder;
  private final long[] shape;

  /** @param type NumPy's name of the element type, such as {@code <f4} */
  NpyHeader(String type, boolean fortranOrder, long... shape) {
    this.type = type;
    this.fortranOrder = fortranOrder;
    this.shape = shape;
  }

  String type() {
    return type;
  }

  /** Whether the first index runs fastest. */
  boolean isFortranOrder() {
    return fortranOrder;
  }

  /** The sizes, outermost first; none for a single number. */
  long[] shape() {
    return shape.clone();
  }

  /**
   * The number of elements.
   *
   * @throws CommandException if it exceeds 2^63 - 1
   */
  long elements() {
    long product = 1;
    for (long size : shape) {
      if (size == 0) {
        return 0; // whatever the others are: nothing overflows
      }
    }
    for (long size : shape) {
      try {
        product = Math.multiplyExact(product, size);
      } catch (ArithmeticException e) {
        throw new CommandException("shape " + Axes.text(shape) + " has more than 2^63 - 1 elements", e);
      }
    }
    return product;
  }

  /** The dictionary as NumPy writes it. */
  @Override
  public String toString() {
    String sizes = Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(", "));
    return "{'descr': '" + type + "', 'fortran_order': " + (fortranOrder ? "True" : "False") + ", 'shape': ("
        + sizes + (shape.length == 1 ? ",), }" : "), }");
  }

  /**
   * Reads such a dictionary.
   *
   * @throws CommandException if the text is anything else
   */
  static NpyHeader parse(String text) {
    return new Parser(text).header();
  }

  /** A text of the file as it fits in a message. */
  static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }

  /** Reads a header from the left to the right. */
  private static final class Parser {
    private final String text;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    NpyHeader header() {
      String type = null;
      Boolean fortranOrder = null;
      long[] shape = null;
      Set<String> seen = new HashSet<>();
      expect('{');
      while (!accept('}')) {
        String key = string();
        if (!seen.add(key)) {
          throw refused("key '" + shortened(key) + "' twice");
        }
        expect(':');
        switch (key) {
          case "descr" -> type = type();
          case "fortran_order" -> fortranOrder = bool();
          case "shape" -> shape = tuple();
          default -> throw refused("unknown key '" + shortened(key) + "'");
        }
        if (!accept(',')) {
          expect('}');
          break;
        }
      }
      if (peek() != 0) {
        throw refused("more text after the dictionary");
      }
      if (type == null || fortranOrder == null || shape == null) {
        throw refused("'descr', 'fortran_order' or 'shape' missing");
      }
      return new NpyHeader(type, fortranOrder, shape);
    }

    private String type() {
      if (peek() == '[' || peek() == '(') {
        throw new CommandException(
            "its elements are structures, expected numbers; NumPy takes a field out with array['name']");
      }
      return string();
    }

    private boolean bool() {
      for (String word : List.of("True", "False")) {
        if (peek() != 0 && text.startsWith(word, at)) {
          at += word.length();
          return word.equals("True");
        }
      }
      throw refused("'fortran_order' neither True nor False");
    }

    private long[] tuple() {
      List<Long> sizes = new ArrayList<>();
      expect('(');
      while (!accept(')')) {
        sizes.add(size());
        if (!accept(',')) {
          expect(')');
          break;
        }
      }
      return sizes.stream().mapToLong(Long::longValue).toArray();
    }

    private long size() {
      peek();
      int begin = at;
      while (at < text.length() && (isDigit(text.charAt(at)) || at == begin && text.charAt(at) == '-')) {
        at++;
      }
      String digits = text.substring(begin, at);
      if (digits.startsWith("-")) {
        throw refused("size " + shortened(digits) + " in 'shape', expected 0 or more");
      }
      if (digits.isEmpty()) {
        throw refused("no number in 'shape'");
      }
      if (at < text.length() && text.charAt(at) == 'L') {
        at++; // as Python 2 wrote long integers
      }
      try {
        return Long.parseLong(digits);
      } catch (NumberFormatException e) {
        throw refused("size " + shortened(digits) + " in 'shape', expected less than 2^63");
      }
    }

    private static boolean isDigit(char c) {
      return c >= '0' && c <= '9';
    }

    private String string() {
      char quote = peek();
      if (quote != '\'' && quote != '"') {
        throw refused("no string");
      }
      int end = text.indexOf(quote, at + 1);
      if (end < 0) {
        throw refused("a string without an end");
      }
      String string = text.substring(at + 1, end);
      at = end + 1;
      return string;
    }

    /** The next character that is not a space; 0 at the end. */
    private char peek() {
      while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean accept(char c) {
      boolean there = peek() == c;
      if (there) {
        at++;
      }
      return there;
    }

    private void expect(char c) {
      if (!accept(c)) {
        throw refused("no '" + c + "'");
      }
    }

    private CommandException refused(String fact) {
      return new CommandException("its header is not that of an .npy file: " + fact + " at \""
          + shortened(text.substring(Math.min(at, text.length())).strip()) + "\"");
    }
  }
}
