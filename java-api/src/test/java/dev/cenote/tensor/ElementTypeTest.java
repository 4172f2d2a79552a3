package dev.cenote.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Element types. */
class ElementTypeTest {
  @Test
  void areNumberedAsNativeCodeNumbersThem() {
    assertThat(ElementType.values()).extracting(ElementType::toString).containsExactly(
        "float32", "float64", "float16", "bfloat16", "int8", "uint8", "int16", "int32", "int64");
  }

  @ParameterizedTest
  @CsvSource({"float32, 4, float[]", "float64, 8, double[]", "float16, 2, short[]", "bfloat16, 2, short[]",
      "int8, 1, byte[]", "uint8, 1, byte[]", "int16, 2, short[]", "int32, 4, int[]", "int64, 8, long[]"})
  void knowTheirBytesAndArrays(String name, int bytes, String array) {
    ElementType type = ElementType.of(name);
    assertThat(type.bytes()).isEqualTo(bytes);
    assertThat(type.arrayType().getSimpleName()).isEqualTo(array);
    assertThat(type.isFloating()).isEqualTo(name.contains("float"));
  }

  @ParameterizedTest
  @CsvSource({"int8, -128, 127", "uint8, 0, 255", "int16, -32768, 32767", "int32, -2147483648, 2147483647",
      "int64, -9223372036854775808, 9223372036854775807"})
  void knowTheirBounds(String name, long least, long greatest) {
    assertThat(ElementType.of(name).least()).isEqualTo(least);
    assertThat(ElementType.of(name).greatest()).isEqualTo(greatest);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64", "FLOAT16", "BFLOAT16"})
  void haveNoBoundsWhenFloating(ElementType type) {
    assertThatThrownBy(type::least).isInstanceOf(IllegalStateException.class)
        .hasMessage("ElementType: " + type + " has no least integer, expected an integer type");
    assertThatThrownBy(type::greatest).isInstanceOf(IllegalStateException.class)
        .hasMessage("ElementType: " + type + " has no greatest integer, expected an integer type");
  }

  @ParameterizedTest
  @EnumSource
  void areFoundByNameInCapitalsToo(ElementType type) {
    assertThat(ElementType.of(type.toString())).isEqualTo(type);
    assertThat(ElementType.of(type.name())).isEqualTo(type);
  }

  @Test
  void refuseOtherNames() {
    assertThatThrownBy(() -> ElementType.of("float8")).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ElementType: there is no 'float8', expected one of float32, float64, float16, bfloat16, int8, "
            + "uint8, int16, int32, int64");
    assertThatThrownBy(() -> ElementType.of(null)).isInstanceOf(NullPointerException.class)
        .hasMessage("ElementType: name is null");
  }
}
