package dev.cenote.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** How settings choose an engine. */
class EnginesTest {
  @Test
  void choosesTheBestUnlessForced() {
    assertThat(Engines.choose("", "").engine().name()).isEqualTo(Engines.available().get(0).name());
    assertThat(Engines.choose("", "").reason()).isEqualTo("the best that this CPU runs");
  }

  @Test
  void followsTheProperty() {
    assertThat(Engines.choose("managed", "").engine().name()).isEqualTo("managed");
    assertThat(Engines.choose("managed", "").reason()).isEqualTo("forced by -Dcenote.backend=managed");
    assertThat(Engines.choose("native/baseline", "").engine().name()).isEqualTo("native/baseline");
    assertThat(Engines.choose("native", "").engine().isNative()).isTrue();
  }

  @Test
  void followsTheVariable() {
    assertThat(Engines.choose("", "baseline").engine().name()).isEqualTo("native/baseline");
    assertThat(Engines.choose("", "baseline").reason()).isEqualTo("forced by CENOTE_ISA=baseline");
    assertThat(Engines.choose("native", "baseline").engine().name()).isEqualTo("native/baseline");
    assertThat(Engines.choose("native", "baseline").reason())
        .isEqualTo("forced by -Dcenote.backend=native and CENOTE_ISA=baseline");
    assertThat(Engines.choose("native/baseline", "baseline").engine().name()).isEqualTo("native/baseline");
  }

  @Test
  void refusesSettingsThatCannotBeFollowed() {
    assertThatThrownBy(() -> Engines.choose("gpu", "")).isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Cenote: -Dcenote.backend=gpu cannot be followed: there is no backend \"gpu\"");
    assertThatThrownBy(() -> Engines.choose("", "mmx")).isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Cenote: CENOTE_ISA=mmx cannot be followed: this build has no instruction set \"mmx\"");
    assertThatThrownBy(() -> Engines.choose("native/avx2", "baseline")).isInstanceOf(IllegalStateException.class)
        .hasMessage("Cenote: -Dcenote.backend=native/avx2 contradicts CENOTE_ISA=baseline; leave one of them out");
  }
}
