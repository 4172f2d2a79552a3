package dev.cenote.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays that are broken or lie: each refused in one line, with nothing left behind. */
class HostileNpyTest {
  @TempDir Path folder;

  private void refuses(byte[] content, String... facts) throws IOException {
    Path input = Files.write(folder.resolve("hostile.npy"), content);
    Cli.run("pool", input, "-o", folder.resolve("out.npy"), "--max", "2").fails("cenote pool", facts);
    assertThat(Cli.names(folder)).containsExactly("hostile.npy");
  }

  private void refusesHeader(String header, String... facts) throws IOException {
    refuses(NpyBytes.file(1, header, new byte[16]), facts);
  }

  private void refusesShape(String shape, String... facts) throws IOException {
    refusesHeader(NpyBytes.header("<f4", false, shape), facts);
  }

  @Test
  void refusesEmptyFile() throws IOException {
    refuses(new byte[0], "hostile.npy is empty");
  }

  @Test
  void refusesBadMagic() throws IOException {
    refuses(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'X', 1, 0, 0, 0}, "is not a picture or array");
  }

  @Test
  void refusesFileThatEndsAfterItsMagic() throws IOException {
    refuses(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'}, "ends in the middle of its magic bytes and version");
  }

  @Test
  void refusesTruncatedHeaderLength() throws IOException {
    refuses(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, 8, 0}, "ends in the middle of its header length");
  }

  @Test
  void refusesTruncatedHeader() throws IOException {
    byte[] whole = NpyBytes.file(1, NpyBytes.header("<f4", false, "(2, 2)"), new byte[16]);
    refuses(Arrays.copyOf(whole, 40), "its header claims 118 bytes, and the file has only 30 more");
  }

  @Test
  void refusesHeaderLengthBeyondTheFile() throws IOException {
    refuses(NpyBytes.file(2, 0xFFFF_FFFFL, "{}", new byte[16]),
        "its header claims 4294967295 bytes, and the file has only 18 more");
  }

  @Test
  void refusesHugeHeader() throws IOException {
    refuses(NpyBytes.file(2, 100_000, " ".repeat(100_000), new byte[16]), "its header has 100000 bytes, expected");
  }

  @Test
  void refusesUnknownVersion() throws IOException {
    refuses(NpyBytes.file(4, "{}", new byte[16]), "format version 4.0, expected 1.0, 2.0 or 3.0");
  }

  @Test
  void refusesShapeOfAnAstronomicalSize() throws IOException {
    refusesShape("(1152921504606846976,)", "shape 1152921504606846976 of '<f4' needs 1152921504606846976 elements",
        "the file has only 16 bytes");
  }

  @Test
  void refusesShapeWhoseBytesOverflow() throws IOException {
    refusesShape("(4611686018427387904, 1)", "the file has only 16 bytes"); // 2^62 * 4 bytes is 0 in 64 bits
    refusesHeader(NpyBytes.header("<i8", false, "(2305843009213693952, 1)"), "the file has only 16 bytes"); // 2^61 * 8
    refusesHeader(NpyBytes.header("<f2", false, "(9223372036854775807, 1)"), "the file has only 16 bytes");
  }

  @Test
  void refusesShapeWhoseProductOverflows() throws IOException {
    refusesShape("(4294967296, 4294967296)", "4294967296x4294967296 has more than 2^63 - 1 elements");
  }

  @Test
  void refusesSizeBeyondLong() throws IOException {
    refusesShape("(99999999999999999999, 2)", "size 99999999999999999999 in 'shape', expected less than 2^63");
  }

  @Test
  void refusesNegativeSize() throws IOException {
    refusesShape("(-2, -2)", "size -2 in 'shape', expected 0 or more");
  }

  @Test
  void refusesSizeZero() throws IOException {
    refuses(NpyBytes.file(1, NpyBytes.header("<f4", false, "(0, 2)"), new byte[0]), "no elements along dimension 1");
  }

  @Test
  void refusesTruncatedData() throws IOException {
    refusesShape("(2, 3)", "needs 6 elements of 4 bytes, and the file has only 16 bytes");
    refusesHeader(NpyBytes.header("|i1", false, "(17,)"), "needs 17 elements of 1 byte, and the file has only 16");
    refusesHeader(NpyBytes.header("<i8", false, "(3,)"), "needs 3 elements of 8 bytes, and the file has only 16 bytes");
  }

  @Test
  void refusesTrailingGarbage() throws IOException {
    refusesShape("(1, 2)", "8 bytes too many after the elements of shape 1x2");
  }

  @Test
  void refusesPythonCode() throws IOException {
    refusesHeader("__import__('os').system('touch hacked')", "its header is not that of an .npy file: no '{'");
    refusesHeader("{'descr': __import__('os'), 'fortran_order': False, 'shape': (2, 2)}", "no string at \"__import__");
    refusesHeader("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1+1)}", "no ')' at \"+1)}\"");
    refusesHeader("{'descr': '<f4', 'fortran_order': 1, 'shape': (2, 2)}", "neither True nor False");
    refusesHeader("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2)}; x = 1", "more text after");
  }

  @Test
  void refusesKeysThatAreMissingDoubledOrUnknown() throws IOException {
    refusesHeader("{'descr': '<f4', 'fortran_order': False}", "'shape' missing");
    refusesHeader("{'descr': '<f4', 'descr': '<f4'}", "key 'descr' twice");
    refusesHeader("{'evil': '<f4'}", "unknown key 'evil'");
    refusesHeader("{'descr': '<f4", "a string without an end");
    refusesHeader("", "no '{'");
  }

  @Test
  void refusesLineBreaksInItsMessage() throws IOException {
    refusesHeader("{'a\n\u001b[31mb': 1}", "unknown key 'a ?[31mb'");
  }

  @Test
  void refusesNestedTuples() throws IOException {
    refusesShape("(".repeat(20_000), "no number in 'shape'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<u4 uint32", ">u8 uint64", "|b1 bool", "<u2 uint16", "<f16 float128", "|O Python objects"})
  void refusesOtherElementTypesByName(String typeAndName) throws IOException {
    String type = typeAndName.substring(0, typeAndName.indexOf(' '));
    String name = typeAndName.substring(type.length() + 1);
    refusesHeader(NpyBytes.header(type, false, "(2, 2)"), "its elements are " + name + " (" + type + "), expected "
        + "float16, float32, float64, int8, uint8, int16, int32 or int64; NumPy converts with array.astype(");
  }

  @Test
  void saysWhatElseCanBeDone() throws IOException {
    refusesHeader(NpyBytes.header(">c16", false, "(1,)"), "its elements are complex128 (>c16)", "abs(array)");
    refusesHeader(NpyBytes.header("<u2", false, "(8,)"), "--type bfloat16 takes them as the bits of bfloat16");
    refusesHeader(NpyBytes.header("|V2", false, "(8,)"), "--type bfloat16 takes them as the bits of bfloat16");
  }

  @ParameterizedTest
  @ValueSource(strings = {"|f4", "=f4", "f4", "<f", "<f3", "<f44", "<i16", "", "<", "<U3", "<M8[s]"})
  void refusesTypesThatAreNone(String type) throws IOException {
    refusesHeader(NpyBytes.header(type, false, "(2, 2)"), "its elements are '" + type + "', expected float16, float32");
  }

  @Test
  void refusesStructures() throws IOException {
    refusesHeader("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2, 2)}", "its elements are structures");
    refusesHeader(NpyBytes.header("|V7", false, "(2, 2)"), "its elements are '|V7'");
  }

  @Test
  void refusesScalarsAndSixDimensions() throws IOException {
    refuses(NpyBytes.file(1, NpyBytes.header("<f4", false, "()"), new byte[4]), "0 dimensions, expected 1 to 5");
    refusesShape("(1, 1, 1, 1, 2, 2)", "6 dimensions, expected 1 to 5");
  }

  @Test
  void survivesAnyBytes() throws IOException {
    String[] headers = {NpyBytes.header("<f4", false, "(2, 2)"), NpyBytes.header("|u1", true, "(4, 4)"),
        NpyBytes.header(">i2", true, "(2, 4)"), NpyBytes.header("<f8", false, "(1, 2)")};
    Random random = new Random(1);
    for (int round = 0; round < 1_000; round++) {
      byte[] good = NpyBytes.file(1, headers[round % headers.length], new byte[16]);
      byte[] bad = Arrays.copyOf(good, random.nextInt(4) == 0 ? random.nextInt(good.length) : good.length);
      for (int change = 0; change <= random.nextInt(4) && bad.length > 0; change++) {
        bad[random.nextInt(Math.min(bad.length, 80))] = (byte) random.nextInt(256);
      }
      Path input = Files.write(folder.resolve("hostile.npy"), bad);
      Cli run = Cli.run("pool", input, "-o", folder.resolve("out.npy"), "--max", "2");
      if (run.exitCode() != 0) {
        run.fails("cenote pool");
        assertThat(run.err()).doesNotContain("unexpected");
      }
      Files.deleteIfExists(folder.resolve("out.npy"));
      assertThat(Cli.names(folder)).containsExactly("hostile.npy");
    }
  }
}
