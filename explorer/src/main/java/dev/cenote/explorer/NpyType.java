package dev.cenote.explorer;

import dev.cenote.tensor.ElementType;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of an {@code .npy} file's elements. NumPy writes it as byte order, kind and bytes, such as {@code <f4}, and
 * has no name for bfloat16: its bits come as uint16, or as two bytes without a meaning.
 */
record NpyType(ElementType element, ByteOrder order) {
  private static final Pattern FORM = Pattern.compile("([<>|])([A-Za-z]\\d*)");

  private static final Map<String, ElementType> TYPES = Map.of(
      "f2", ElementType.FLOAT16, "f4", ElementType.FLOAT32, "f8", ElementType.FLOAT64, "i1", ElementType.INT8,
      "u1", ElementType.UINT8, "i2", ElementType.INT16, "i4", ElementType.INT32, "i8", ElementType.INT64);

  private static final String BFLOAT16 = "; --type bfloat16 takes them as the bits of bfloat16";
  private static final String COMPLEX = "in NumPy, abs(array), array.real and array.imag are floats";

  /** What cannot be pooled: its name, and what to do. */
  private static final Map<String, String[]> OTHERS = Map.ofEntries(
      other("b1", "bool", convert("uint8")), other("u2", "uint16", convert("int32") + BFLOAT16),
      other("u4", "uint32", convert("int64")), other("u8", "uint64", convert("int64")),
      other("f12", "float96", convert("float64")), other("f16", "float128", convert("float64")),
      other("c8", "complex64", COMPLEX), other("c16", "complex128", COMPLEX),
      other("V2", "2 bytes without a type", convert("float32") + BFLOAT16),
      other("O", "Python objects", convert("float32")));

  private static Map.Entry<String, String[]> other(String kind, String name, String remedy) {
    return Map.entry(kind, new String[] {name, remedy});
  }

  private static String convert(String type) {
    return "NumPy converts with array.astype('" + type + "')";
  }

  /**
   * The type that NumPy calls so.
   *
   * @param asked what the user says the elements are; null to take NumPy's word for it
   * @throws CommandException if such elements cannot be pooled, or are not what the user says
   */
  static NpyType of(String text, ElementType asked) {
    Matcher form = FORM.matcher(text);
    String kind = form.matches() ? form.group(2) : "";
    ByteOrder order = text.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    if (asked == ElementType.BFLOAT16 && (kind.equals("u2") || kind.equals("V2"))) {
      return new NpyType(asked, order);
    }
    ElementType type = TYPES.get(kind);
    if (type == null || type.bytes() > 1 && text.startsWith("|")) {
      throw unknown(text, OTHERS.get(kind));
    }
    if (asked != null && asked != type) {
      throw new CommandException("its elements are " + type + " (" + text + "), and --type says " + asked
          + (asked == ElementType.BFLOAT16 ? ", whose bits come as uint16 (<u2); leave --type out"
              : "; leave --type out, or convert with array.astype('" + asked + "') in NumPy"));
    }
    return new NpyType(type, order);
  }

  private static CommandException unknown(String text, String[] nameAndRemedy) {
    String expected = ", expected float16, float32, float64, int8, uint8, int16, int32 or int64";
    return new CommandException("its elements are " + (nameAndRemedy == null
        ? "'" + NpyHeader.shortened(text) + "'" + expected
        : nameAndRemedy[0] + " (" + text + ")" + expected + "; " + nameAndRemedy[1]));
  }

  /** How NumPy calls little-endian elements of a type; those of bfloat16 are uint16 to it. */
  static String name(ElementType type) {
    if (type == ElementType.BFLOAT16) {
      return "<u2";
    }
    for (Map.Entry<String, ElementType> entry : TYPES.entrySet()) {
      if (entry.getValue() == type) {
        return (type.bytes() == 1 ? "|" : "<") + entry.getKey();
      }
    }
    throw new AssertionError(type);
  }
}
