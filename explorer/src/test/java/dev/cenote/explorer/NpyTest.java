package dev.cenote.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
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
    for (String type : List.of("<f4", ">f4", "<f8", ">f8", "<f2", ">f2", "|i1", "|u1", "<i2", ">i2", "<i4",
        ">i4", "<i8", ">i8")) {
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
    double[] expected = new double[elements];
    double[] inFile = new double[elements];
    for (int i = 0; i < elements; i++) {
      expected[i] = (type.charAt(1) == 'i' ? -100 : 200) + i;
      inFile[fortranOrder ? columnMajor(i, shape) : i] = expected[i];
    }
    String header = new NpyHeader(type, fortranOrder, shape).toString();
    Path file = Files.write(folder.resolve("a.npy"), NpyBytes.file(version, header, NpyBytes.elements(type, inFile)));

    Tensor tensor = read(file, null);
    assertThat(NpyType.name(tensor.type()).substring(1)).isEqualTo(type.substring(1));
    for (int i = 0; i < elements; i++) {
      double element = tensor.type() == ElementType.INT64 ? tensor.getLong(i) : tensor.getDouble(i);
      assertThat(element).as("element %d of %s", i, header).isEqualTo(expected[i]);
    }
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
    Path file = folder.resolve("a.npy");
    for (ElementType type : ElementType.values()) {
      byte[] bits = new byte[elements * type.bytes()]; // NaNs, infinities and subnormals among them
      new Random(elements).nextBytes(bits);
      Tensor tensor = tensor(bits, type, elements);
      try (OutputStream out = Files.newOutputStream(file)) {
        Npy.write(tensor, new long[] {elements}, out);
      }
      byte[] written = Files.readAllBytes(file);
      assertThat(Arrays.copyOfRange(written, written.length - bits.length, written.length)).as("%s", type)
          .isEqualTo(bits);

      Tensor back = read(file, type == ElementType.BFLOAT16 ? type : null);
      assertThat(back.type()).isEqualTo(type);
      assertThat(bits(back)).as("%s", type).isEqualTo(bits);
    }
  }

  private static Tensor tensor(byte[] littleEndian, ElementType type, int elements) {
    ByteBuffer direct = ByteBuffer.allocateDirect(littleEndian.length).put(littleEndian).flip();
    return Tensor.of(direct.order(ByteOrder.LITTLE_ENDIAN), type, Shape.of(elements, 1), Layout.NCL);
  }

  private static byte[] bits(Tensor tensor) {
    int elements = (int) tensor.shape().elements();
    byte[] bits = new byte[elements * tensor.type().bytes()];
    Object array = Array.newInstance(tensor.type().arrayType().getComponentType(), elements);
    tensor.read(0, array, 0, elements);
    ByteBuffer direct = ByteBuffer.allocateDirect(bits.length).order(ByteOrder.LITTLE_ENDIAN);
    Tensor.of(direct, tensor.type(), tensor.shape(), tensor.layout()).write(0, array, 0, elements);
    direct.get(bits);
    return bits;
  }

  @ParameterizedTest
  @ValueSource(strings = {"<u2", ">u2", "<V2", "|V2"})
  void readsBfloat16FromWhatNumPyHasForIt(String type) throws IOException {
    byte[] elements = NpyBytes.elements(type.replace('V', 'u'), NpyBytes.bfloat16(1.5f, -2, 1e30f));
    Path file = Files.write(folder.resolve("a.npy"), NpyBytes.file(1, NpyBytes.header(type, false, "(3,)"), elements));
    Tensor tensor = read(file, ElementType.BFLOAT16);
    assertThat(tensor.type()).isEqualTo(ElementType.BFLOAT16);
    assertThat(NpyBytes.bfloat16(tensor.toArray())).isEqualTo(NpyBytes.bfloat16(1.5f, -2, 1e30f));
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
    try (Npy npy = Npy.open(file, null); Tensor target = Tensor.allocate(Shape.of(1, 3), Layout.NCL)) {
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

  private static Tensor read(Path file, ElementType asked) {
    try (Npy npy = Npy.open(file, asked)) {
      long elements = new NpyHeader("", false, npy.shape()).elements();
      Tensor target = Tensor.zeros(Shape.of(elements, 1), npy.type(), Layout.NCL);
      npy.read(target);
      return target;
    }
  }
}
