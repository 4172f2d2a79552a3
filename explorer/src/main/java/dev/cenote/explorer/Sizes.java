package dev.cenote.explorer;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Sizes as the command line has them, one an axis, outermost first: {@code 3}, {@code 3x3} or {@code 2x2x2}. */
final class Sizes {
  private static final Pattern FORM = Pattern.compile("\\d+(x\\d+){0,2}");

  private final long[] values;

  private Sizes(long[] values) {
    this.values = values;
  }

  /**
   * Reads such a text.
   *
   * @throws IllegalArgumentException if it is no such text, or a size exceeds 2^63 - 1
   */
  static Sizes parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is not a size, expected one such as 2, 3x3 or 2x2x2");
    }
    try {
      return new Sizes(Arrays.stream(text.split("x")).mapToLong(Long::parseLong).toArray());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("size " + text + " exceeds 2^63 - 1", e);
    }
  }

  /** How many sizes were written. */
  int count() {
    return values.length;
  }

  /** The sizes as they were written. */
  long[] values() {
    return values.clone();
  }

  /**
   * One size an axis; a single size holds for all axes.
   *
   * @param what these are the sizes of, for messages
   */
  long[] along(int axes, String what) {
    if (count() != 1 && count() != axes) {
      throw new CommandException(what + " " + this + " has " + count() + " sizes, expected "
          + (axes == 1 ? "1" : "1 or " + axes) + " for an input with " + axes + (axes == 1 ? " axis" : " axes")
          + " to pool along");
    }
    long[] all = new long[axes];
    for (int axis = 0; axis < axes; axis++) {
      all[axis] = values[count() == 1 ? 0 : axis];
    }
    return all;
  }

  @Override
  public String toString() {
    return Arrays.stream(values).mapToObj(Long::toString).collect(Collectors.joining("x"));
  }

  /** Reads {@code 3}, {@code 3x3} or {@code 2x2x2}. */
  static final class Converter implements ITypeConverter<Sizes> {
    @Override
    public Sizes convert(String text) {
      try {
        return parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
