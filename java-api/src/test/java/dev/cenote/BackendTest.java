package dev.cenote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cenote.internal.nativelib.NativeLibrary;
import org.junit.jupiter.api.Test;

/** Which backends there are, and how they are named. */
class BackendTest {
  @Test
  void hasNatives() {
    // This build makes them for the machine it runs on: without them everything else here would test Java alone.
    assertThat(NativeLibrary.isLoaded()).as("natives: %s", NativeLibrary.failure()).isTrue();
    assertThat(Backend.available()).extracting(Backend::name).contains("native/baseline").endsWith("managed");
    assertThat(NativeLibrary.path()).isNotEmpty();
  }

  @Test
  void currentIsTheFastestUnlessForced() {
    if (System.getProperty("cenote.backend") == null && System.getenv("CENOTE_ISA") == null) {
      assertThat(Backend.current()).isEqualTo(Backend.available().get(0)).isEqualTo(Backend.of("native"));
      assertThat(Backend.reason()).isEqualTo("the best that this CPU runs");
    }
  }

  @Test
  void isFoundByItsName() {
    for (Backend backend : Backend.available()) {
      assertThat(Backend.of(backend.name())).isEqualTo(backend).hasSameHashCodeAs(backend).hasToString(backend.name());
      assertThat(backend.isNative()).isEqualTo(backend.name().startsWith("native/"));
    }
    assertThat(Backend.of("managed")).isNotEqualTo(Backend.of("native"));
  }

  @Test
  void refusesNamesThatAreNotThere() {
    assertThatThrownBy(() -> Backend.of("cuda")).isInstanceOf(IllegalArgumentException.class).hasMessage(
        "there is no backend \"cuda\", expected managed, native, or native/baseline, native/sse4, native/avx2, "
            + "native/avx512");
    assertThatThrownBy(() -> Backend.of("native/avx9")).isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("this build has no instruction set \"avx9\", expected one of baseline");
    assertThatThrownBy(() -> Backend.of("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Backend.of(null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void runsWhereItIsTold() {
    for (Backend backend : Backend.available()) {
      assertThat(MaxPool.of(2, 2).on(backend)).hasToString("MaxPool[window 2x2 stride 2x2, " + backend + "]");
    }
  }
}
