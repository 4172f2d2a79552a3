package dev.cenote.explorer;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a constant of an enum by its name, in letters of any size, with hyphens or underscores between words. */
abstract class NameConverter<E extends Enum<E>> implements ITypeConverter<E> {
  private final E[] constants;

  NameConverter(Class<E> type) {
    this.constants = type.getEnumConstants();
  }

  @Override
  public final E convert(String text) {
    for (E constant : constants) {
      if (name(constant).equals(text.toLowerCase(Locale.ROOT).replace('_', '-'))) {
        return constant;
      }
    }
    throw new TypeConversionException("there is no \"" + text + "\", expected one of "
        + Arrays.stream(constants).map(NameConverter::name).collect(Collectors.joining(", ")));
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
