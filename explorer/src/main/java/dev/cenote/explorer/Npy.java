package dev.cenote.explorer;

import dev.cenote.tensor.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * NumPy's format for one array, {@code .npy}: versions 1 to 3 of float32, float64 and uint8, in either byte order and
 * either order of elements, are read as float32; version 1 of little-endian float32 is written.
 *
 * <p>A file is believed only as far as its size goes: nothing is allocated for an array whose bytes are not there.
 */
final class Npy implements AutoCloseable {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  /** NumPy itself stops at 10,000. */
  private static final int LONGEST_HEADER = 1 << 16;
  /** Elements converted at a time. */
  private static final int BLOCK = 1 << 16;

  private static final Map<String, String> OTHER_TYPES = Map.ofEntries(
      Map.entry("b1", "bool"), Map.entry("i1", "int8"), Map.entry("i2", "int16"), Map.entry("u2", "uint16"),
      Map.entry("i4", "int32"), Map.entry("u4", "uint32"), Map.entry("i8", "int64"), Map.entry("u8", "uint64"),
      Map.entry("f2", "float16"), Map.entry("f16", "float128"), Map.entry("c8", "complex64"),
      Map.entry("c16", "complex128"), Map.entry("O", "Python objects"));

  private final Path file;
  private final FileChannel channel;
  private final NpyHeader header;
  private final int elementBytes;
  private final ByteOrder order;

  private Npy(Path file, FileChannel channel, NpyHeader header, int elementBytes, ByteOrder order) {
    this.file = file;
    this.channel = channel;
    this.header = header;
    this.elementBytes = elementBytes;
    this.order = order;
  }

  /**
   * Opens a file and checks its header against its size.
   *
   * @throws CommandException if it is not an array that can be read; the message says why
   */
  static Npy open(Path file) {
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file);
      Npy npy = open(file, channel);
      channel = null;
      return npy;
    } catch (IOException e) {
      throw new CommandException("cannot read " + file + ": " + CommandException.reason(e), e);
    } catch (CommandException e) {
      throw new CommandException(file + ": " + e.getMessage(), e);
    } finally {
      close(channel);
    }
  }

  private static Npy open(Path file, FileChannel channel) throws IOException {
    ByteBuffer prefix = read(channel, 10, "magic bytes and version");
    for (byte expected : MAGIC) {
      if (prefix.get() != expected) {
        throw new CommandException("it does not begin as an .npy file does");
      }
    }
    int version = prefix.get();
    if (version < 1 || version > 3) {
      throw new CommandException(
          "it has format version " + (version & 0xFF) + "." + (prefix.get() & 0xFF) + ", expected 1.0, 2.0 or 3.0");
    }
    long length = prefix.getShort(8) & 0xFFFF;
    if (version > 1) {
      length |= (long) (read(channel, 2, "header length").getShort() & 0xFFFF) << 16;
    }
    long left = channel.size() - channel.position();
    if (length > left) {
      throw new CommandException("its header claims " + length + " bytes, and the file has only " + left + " more");
    }
    if (length > LONGEST_HEADER) {
      throw new CommandException("its header has " + length + " bytes, expected at most " + LONGEST_HEADER);
    }
    Charset charset = version < 3 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    NpyHeader header = NpyHeader.parse(charset.decode(read(channel, (int) length, "header")).toString());

    int elementBytes = elementBytes(header.type());
    checkSize(header, elementBytes, channel.size() - channel.position());
    ByteOrder order = header.type().startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return new Npy(file, channel, header, elementBytes, order);
  }

  private static int elementBytes(String type) {
    switch (type) {
      case "<f4", ">f4" -> {
        return 4;
      }
      case "<f8", ">f8" -> {
        return 8;
      }
      case "|u1", "<u1", ">u1" -> {
        return 1;
      }
      default -> {
        String name = OTHER_TYPES.get(type.replaceFirst("^[<>|=]", ""));
        throw new CommandException("its elements are " + (name != null ? name + " (" + type + ")"
            : "'" + NpyHeader.shortened(type) + "'")
            + ", expected float32, float64 or uint8; NumPy converts with array.astype('float32')");
      }
    }
  }

  private static void checkSize(NpyHeader header, int elementBytes, long there) {
    long elements = header.elements();
    String shape = "shape " + Axes.text(header.shape()) + " of '" + header.type() + "'";
    if (elements > there / elementBytes) {
      throw new CommandException(shape + " needs " + elements + " elements of " + elementBytes + " bytes, and the file "
          + "has only " + there + " bytes of them");
    }
    if (elements * elementBytes != there) {
      throw new CommandException(
          "it has " + (there - elements * elementBytes) + " bytes too many after the elements of " + shape);
    }
  }

  /** The sizes, outermost first; none for a single number. */
  long[] shape() {
    return header.shape();
  }

  /** Whether reading rounds the elements to float32. */
  boolean isNarrowed() {
    return elementBytes == 8;
  }

  /**
   * Reads all elements, in row-major order whatever the file's order is, into a tensor of as many elements.
   *
   * @throws CommandException if the file cannot be read
   */
  void read(Tensor target) {
    if (target.shape().elements() != header.elements()) {
      throw new IllegalArgumentException(
          "Npy: tensor " + target.shape() + " for an array of " + header.elements() + " elements");
    }
    try {
      if (header.isFortranOrder() && header.shape().length > 1) {
        readColumnMajor(target);
      } else {
        readBlocks((block, at, n) -> target.write(at, block, 0, n));
      }
    } catch (IOException e) {
      throw new CommandException("cannot read " + file + ": " + CommandException.reason(e), e);
    }
  }

  private void readColumnMajor(Tensor target) throws IOException {
    if (header.elements() > Integer.MAX_VALUE - 8) {
      throw new CommandException(file + " is in Fortran order and has " + header.elements()
          + " elements, more than a Java array; NumPy converts with numpy.ascontiguousarray");
    }
    long[] shape = header.shape();
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int dimension = shape.length - 1; dimension >= 0; dimension--) {
      strides[dimension] = stride;
      stride *= shape[dimension];
    }
    float[] all = new float[(int) header.elements()];
    long[] index = new long[shape.length];
    readBlocks((block, at, n) -> {
      for (int i = 0; i < n; i++) {
        int position = 0;
        for (int dimension = 0; dimension < shape.length; dimension++) {
          position += (int) (index[dimension] * strides[dimension]);
        }
        all[position] = block[i];
        for (int dimension = 0; dimension < shape.length && ++index[dimension] == shape[dimension]; dimension++) {
          index[dimension] = 0;
        }
      }
    });
    target.write(0, all, 0, all.length);
  }

  /** Takes the elements as they come in the file. */
  private interface Block {
    void take(float[] block, long at, int n);
  }

  private void readBlocks(Block taker) throws IOException {
    long elements = header.elements();
    int most = (int) Math.min(BLOCK, elements);
    float[] block = new float[most];
    ByteBuffer bytes = ByteBuffer.allocate(most * elementBytes).order(order);
    for (long at = 0; at < elements; at += most) {
      int n = (int) Math.min(most, elements - at);
      fill(channel, bytes.clear().limit(n * elementBytes));
      switch (elementBytes) {
        case 4 -> bytes.asFloatBuffer().get(block, 0, n);
        case 8 -> {
          for (int i = 0; i < n; i++) {
            block[i] = (float) bytes.getDouble();
          }
        }
        default -> {
          for (int i = 0; i < n; i++) {
            block[i] = bytes.get() & 0xFF;
          }
        }
      }
      taker.take(block, at, n);
    }
  }

  private static ByteBuffer read(FileChannel channel, int bytes, String what) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    try {
      fill(channel, buffer);
    } catch (EOFException e) {
      throw new CommandException("it ends in the middle of its " + what, e);
    }
    return buffer;
  }

  private static void fill(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException();
      }
    }
    buffer.flip();
  }

  /** Writes a tensor as an array of the given shape, which has as many elements. */
  static void write(Tensor tensor, long[] shape, OutputStream out) throws IOException {
    String text = new NpyHeader("<f4", false, shape).toString();
    int prefix = MAGIC.length + 4;
    int length = (prefix + text.length() + 1 + 63) / 64 * 64 - prefix; // the elements start at a multiple of 64
    ByteBuffer head = ByteBuffer.allocate(prefix + length).order(ByteOrder.LITTLE_ENDIAN);
    head.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) length);
    head.put((text + " ".repeat(length - 1 - text.length()) + "\n").getBytes(StandardCharsets.US_ASCII));
    out.write(head.array());

    long elements = tensor.shape().elements();
    float[] block = new float[(int) Math.min(BLOCK, elements)];
    ByteBuffer bytes = ByteBuffer.allocate(block.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (long at = 0; at < elements; at += block.length) {
      int n = (int) Math.min(block.length, elements - at);
      tensor.read(at, block, 0, n);
      bytes.asFloatBuffer().put(block, 0, n);
      out.write(bytes.array(), 0, n * 4);
    }
  }

  @Override
  public void close() {
    close(channel);
  }

  private static void close(FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e); // a file that was only read from has nothing to lose: never seen
      }
    }
  }
}
