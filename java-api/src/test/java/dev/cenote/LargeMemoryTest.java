package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Off-heap tensors of more than 2^31 elements. */
class LargeMemoryTest {
  private static final long NEEDED_GIB = 14;
  private static final long WIDTH = 1 << 14;
  private static final long HEIGHT = (1 << 16) + 8;

  /** Two channels, of which the second begins below and ends above element 2^31. */
  @Test
  void poolsBeyondTwoToThe31Elements() throws IOException {
    long free = availableGib();
    if (free < NEEDED_GIB) {
      System.out.println("LargeMemoryTest: skipped, " + free + " GiB of memory are available and " + NEEDED_GIB
          + " GiB are needed");
      Assumptions.abort("not enough memory");
    }
    Shape shape = Shape.of(1, 2, HEIGHT, WIDTH);
    assertThat(shape.elements()).isGreaterThan(1L << 31);
    try (Tensor x = Tensor.allocate(shape)) {
      // Windows 2 rows high, far apart: few pages are touched. The last ones are rows 65541 and 65542 of the channel.
      Window window = Window.of(2, 4).stride(HEIGHT - 3, WIDTH - 4);
      Shape pooled = Shape.of(1, 2, 2, 2);
      x.set(0, 1);                                          // channel 0, first window
      x.set(at(0, HEIGHT - 2, WIDTH - 1), 2);               // channel 0, last window: a corner
      x.set(at(1, 1, 3), 3);                                // channel 1, first window: its last tap
      x.set(at(1, HEIGHT - 3, WIDTH - 4), 4);               // channel 1, last window: its first tap
      x.set(at(1, HEIGHT - 1, WIDTH - 1), 99);              // the very last element: in no window
      x.set(at(1, HEIGHT - 2, 0), 5);
      assertThat(at(1, HEIGHT - 3, WIDTH - 4)).isGreaterThan(1L << 31);
      for (Backend backend : Backend.available()) {
        assertThat(MaxPool.of(window).outputShape(shape)).isEqualTo(pooled);
        assertThat(MaxPool.of(window).on(backend).apply(x).toArray()).as("max on %s", backend)
            .containsExactly(1, 0, 0, 2, 3, 0, 5, 4);
        assertThat(AvgPool.of(window).on(backend).apply(x).toArray()).as("average on %s", backend)
            .containsExactly(1 / 8f, 0, 0, 2 / 8f, 3 / 8f, 0, 5 / 8f, 4 / 8f);
      }
      float[] last = new float[2];
      x.read(shape.elements() - 2, last, 0, 2);
      assertThat(last).containsExactly(0, 99);
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
