package dev.cenote.explorer;

import dev.cenote.internal.memory.Numbers;
import dev.cenote.internal.memory.TypedBuffer;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * NumPy's format for one array, {@code .npy}: versions 1 to 3 of every {@link NpyType}, in either byte order and either
 * order of elements, are read as they are; version 1 with little-endian elements is written.
 *
 * <p>A file is believed only as far as its size goes: nothing is allocated for an array whose bytes are not there.
 */
final class Npy implements AutoCloseable {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  /** NumPy itself stops at 10,000. */
  private static final int LONGEST_HEADER = 1 << 16;
  /** Elements copied at a time. */
  private static final int BLOCK = 1 << 16;

  private final Path file;
  private final FileChannel channel;
  private final NpyHeader header;
  private final NpyType type;

  private Npy(Path file, FileChannel channel, NpyHeader header, NpyType type) {
    this.file = file;
    this.channel = channel;
    this.header = header;
    this.type = type;
  }

  /**
   * Opens a file and checks its header against its size.
   *
   * @param asked the type that the elements shall be taken as; null for the file's own
   * @throws CommandException if it is not an array that can be read; the message says why
   */
  static Npy open(Path file, ElementType asked) {
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file);
      Npy npy = open(file, channel, asked);
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

  private static Npy open(Path file, FileChannel channel, ElementType asked) throws IOException {
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

    NpyType type = NpyType.of(header.type(), asked);
    checkSize(header, type.element().bytes(), channel.size() - channel.position());
    return new Npy(file, channel, header, type);
  }

  private static void checkSize(NpyHeader header, int elementBytes, long there) {
    long elements = header.elements();
    String shape = "shape " + Axes.text(header.shape()) + " of '" + header.type() + "'";
    if (elements > there / elementBytes) {
      throw new CommandException(shape + " needs " + elements + " elements of " + elementBytes
          + (elementBytes == 1 ? " byte" : " bytes") + ", and the file has only " + there + " bytes of them");
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

  /** The type of the elements. */
  ElementType type() {
    return type.element();
  }

  /**
   * Reads all elements, in row-major order whatever the file's order is, into a tensor of as many elements of
   * the same type.
   *
   * @throws CommandException if the file cannot be read
   */
  void read(Tensor target) {
    if (target.shape().elements() != header.elements() || target.type() != type()) {
      throw new IllegalArgumentException(
          "Npy: tensor " + target + " for an array of " + header.elements() + " elements of " + type());
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
    Object all = Numbers.newArray(type(), (int) header.elements());
    long[] index = new long[shape.length];
    readBlocks((block, at, n) -> {
      for (int i = 0; i < n; i++) {
        int position = 0;
        for (int dimension = 0; dimension < shape.length; dimension++) {
          position += (int) (index[dimension] * strides[dimension]);
        }
        System.arraycopy(block, i, all, position, 1);
        for (int dimension = 0; dimension < shape.length && ++index[dimension] == shape[dimension]; dimension++) {
          index[dimension] = 0;
        }
      }
    });
    target.write(0, all, 0, (int) header.elements());
  }

  /** Takes the elements as they come in the file. */
  private interface Block {
    void take(Object block, long at, int n);
  }

  private void readBlocks(Block taker) throws IOException {
    long elements = header.elements();
    int most = (int) Math.min(BLOCK, elements);
    Object block = Numbers.newArray(type(), most);
    ByteBuffer bytes = ByteBuffer.allocate(most * type().bytes());
    Buffer view = TypedBuffer.view(bytes, type(), type.order());
    for (long at = 0; at < elements; at += most) {
      int n = (int) Math.min(most, elements - at);
      fill(channel, bytes.clear().limit(n * type().bytes()));
      TypedBuffer.read(type(), view, 0, block, 0, n);
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
    ElementType type = tensor.type();
    String text = new NpyHeader(NpyType.name(type), false, shape).toString();
    int prefix = MAGIC.length + 4;
    int length = (prefix + text.length() + 1 + 63) / 64 * 64 - prefix; // the elements start at a multiple of 64
    ByteBuffer head = ByteBuffer.allocate(prefix + length).order(ByteOrder.LITTLE_ENDIAN);
    head.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) length);
    head.put((text + " ".repeat(length - 1 - text.length()) + "\n").getBytes(StandardCharsets.US_ASCII));
    out.write(head.array());

    long elements = tensor.shape().elements();
    int most = (int) Math.min(BLOCK, elements);
    Object block = Numbers.newArray(type, most);
    ByteBuffer bytes = ByteBuffer.allocate(most * type.bytes());
    Buffer view = TypedBuffer.view(bytes, type, ByteOrder.LITTLE_ENDIAN);
    for (long at = 0; at < elements; at += most) {
      int n = (int) Math.min(most, elements - at);
      tensor.read(at, block, 0, n);
      TypedBuffer.write(type, view, 0, block, 0, n);
      out.write(bytes.array(), 0, n * type.bytes());
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
