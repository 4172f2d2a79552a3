package dev.cenote.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from and written to {@code .npy} files. */
class NpyTest {
  @TempDir Path folder;

  static Stream<Arguments> kinds() {
    List<Arguments> kinds = new ArrayList<>();
    for (String type : List.of("<f4", ">f4", "<f8", ">f8", "|u1")) {
      for (boolean fortranOrder : new boolean[] {false, true}) {
        for (long[] shape : new long[][] {{}, {5}, {2, 3}, {2, 3, 4}, {2, 1, 3, 2}, {2, 3, 1, 2, 4}}) {
          for (int version = 1; version <= 3; version++) {
            kinds.add(Arguments.of(type, fortranOrder, shape, version));
          }
        }
      }
    }
    return kinds.stream();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void readsEveryKindInRowMajorOrder(String type, boolean fortranOrder, long[] shape, int version) throws IOException {
    int elements = (int) new NpyHeader(type, fortranOrder, shape).elements();
    float[] expected = new float[elements];
    double[] inFile = new double[elements];
    for (int i = 0; i < elements; i++) {
      expected[i] = 200 + i;
      inFile[fortranOrder ? columnMajor(i, shape) : i] = expected[i];
    }
    String header = new NpyHeader(type, fortranOrder, shape).toString();
    Path file = Files.write(folder.resolve("a.npy"), NpyBytes.file(version, header, NpyBytes.elements(type, inFile)));

    assertThat(read(file)).containsExactly(expected);
  }

  /** Where the element that is {@code i}th in row-major order lies if the first index runs fastest. */
  private static int columnMajor(int i, long[] shape) {
    int position = 0;
    int rest = i;
    for (int dimension = shape.length - 1; dimension >= 0; dimension--) {
      int index = rest % (int) shape[dimension];
      rest /= (int) shape[dimension];
      int stride = 1;
      for (int d = 0; d < dimension; d++) {
        stride *= (int) shape[d];
      }
      position += index * stride;
    }
    return position;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 200_000})
  void readsBackWhatItWroteBitForBit(int elements) throws IOException {
    float[] values = new float[elements];
    for (int i = 0; i < elements; i++) {
      values[i] = Float.intBitsToFloat(i * 0x9E3779B1); // NaNs, infinities and subnormals among them
    }
    Path file = folder.resolve("a.npy");
    try (OutputStream out = Files.newOutputStream(file)) {
      Npy.write(Tensor.of(values, Shape.of(elements, 1), Layout.NCL), new long[] {elements}, out);
    }
    float[] back = read(file);
    assertThat(back).hasSize(elements);
    for (int i = 0; i < elements; i++) {
      assertThat(Float.floatToRawIntBits(back[i])).isEqualTo(Float.floatToRawIntBits(values[i]));
    }
  }

  @Test
  void writesTheHeaderThatNumPyWrites() throws IOException {
    Path file = folder.resolve("a.npy");
    for (String shape : List.of("()", "(3,)", "(3, 1)", "(1, 3, 1)")) {
      long[] sizes = NpyHeader.parse(NpyBytes.header("<f4", false, shape)).shape();
      int elements = shape.equals("()") ? 1 : 3;
      try (OutputStream out = Files.newOutputStream(file)) {
        Npy.write(Tensor.zeros(Shape.of(elements, 1), Layout.NCL), sizes, out);
      }
      assertThat(NpyBytes.text(file)).startsWith(shape + " [0.0");
    }
  }

  @Test
  void readsIntoMemoryOutsideTheHeap() throws IOException {
    Path file = NpyBytes.write(folder.resolve("a.npy"), "(3,)", 1, 2, 3);
    try (Npy npy = Npy.open(file); Tensor target = Tensor.allocate(Shape.of(1, 3), Layout.NCL)) {
      npy.read(target);
      assertThat(target.toArray()).containsExactly(1, 2, 3);
    }
  }

  @Test
  void understandsKeysInAnyOrderAndOldNumbers() {
    NpyHeader header = NpyHeader.parse("{ \"shape\" : (2L , 3L), 'fortran_order':True,'descr':\"<f8\" }  \n");
    assertThat(header.shape()).containsExactly(2, 3);
    assertThat(header.isFortranOrder()).isTrue();
    assertThat(header.type()).isEqualTo("<f8");
  }

  private static float[] read(Path file) {
    try (Npy npy = Npy.open(file)) {
      long elements = new NpyHeader("", false, npy.shape()).elements();
      Tensor target = Tensor.zeros(Shape.of(elements, 1), Layout.NCL);
      npy.read(target);
      return target.toArray();
    }
  }
}
