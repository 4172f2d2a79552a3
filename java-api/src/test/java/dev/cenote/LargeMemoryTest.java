package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Off-heap tensors of more than 2^31 elements. */
class LargeMemoryTest {
  private static final long WIDTH = 1 << 14;
  private static final long HEIGHT = (1 << 16) + 8;

  /** Two channels, of which the second begins below and ends above element 2^31. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "INT8"})
  void poolsBeyondTwoToThe31Elements(ElementType type) throws IOException {
    Shape shape = Shape.of(1, 2, HEIGHT, WIDTH);
    assertThat(shape.elements()).isGreaterThan(1L << 31);
    requireGib((shape.elements() * type.bytes() >> 30) * 3 / 2 + 2);
    try (Tensor x = Tensor.allocate(shape, type, Layout.NCHW)) {
      // Windows 2 rows high, far apart: few pages are touched. The last ones are rows 65541 and 65542 of the channel.
      Window window = Window.of(2, 4).stride(HEIGHT - 3, WIDTH - 4);
      Shape pooled = Shape.of(1, 2, 2, 2);
      set(x, 0, 8);                                         // channel 0, first window
      set(x, at(0, HEIGHT - 2, WIDTH - 1), 16);             // channel 0, last window: a corner
      set(x, at(1, 1, 3), 24);                              // channel 1, first window: its last tap
      set(x, at(1, HEIGHT - 3, WIDTH - 4), 32);             // channel 1, last window: its first tap
      set(x, at(1, HEIGHT - 1, WIDTH - 1), 99);             // the very last element: in no window
      set(x, at(1, HEIGHT - 2, 0), 40);
      assertThat(at(1, HEIGHT - 3, WIDTH - 4)).isGreaterThan(1L << 31);
      for (Backend backend : Backend.available()) {
        assertThat(MaxPool.of(window).outputShape(shape)).isEqualTo(pooled);
        Pooled maxima = MaxPool.of(window).on(backend).applyWithIndices(x);
        assertThat(maxima.values().toDoubles()).as("max on %s", backend).containsExactly(8, 0, 0, 16, 24, 0, 40, 32);
        assertThat(maxima.indices().toLongs()).as("indices on %s", backend).containsExactly(
            at(0, 0, 0), at(0, 0, WIDTH - 4), at(0, HEIGHT - 3, 0), at(0, HEIGHT - 2, WIDTH - 1),
            at(0, 1, 3), at(0, 0, WIDTH - 4), at(0, HEIGHT - 2, 0), at(0, HEIGHT - 3, WIDTH - 4));
        assertThat(AvgPool.of(window).on(backend).apply(x).toDoubles()).as("average on %s", backend)
            .containsExactly(1, 0, 0, 2, 3, 0, 5, 4);
      }
      assertThat(x.getDouble(shape.elements() - 1)).isEqualTo(99);
      assertThat(x.getDouble(shape.elements() - 2)).isZero();
    }
  }

  private static void set(Tensor x, long index, int value) {
    if (x.type().isFloating()) {
      x.setDouble(index, value);
    } else {
      x.setLong(index, value);
    }
  }

  private static void requireGib(long needed) throws IOException {
    long free = availableGib();
    if (free < needed) {
      System.out.println("LargeMemoryTest: skipped, " + free + " GiB of memory are available and " + needed
          + " GiB are needed");
      Assumptions.abort("not enough memory");
    }
  }

  private static long at(long channel, long row, long column) {
    return (channel * HEIGHT + row) * WIDTH + column;
  }

  private static long availableGib() throws IOException {
    Path file = Path.of("/proc/meminfo");
    if (!Files.exists(file)) {
      return 0;
    }
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("MemAvailable:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) >> 20;
      }
    }
    return 0;
  }
}
