package dev.cenote.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files appear whole or not at all. */
class WholeFileTest {
  @TempDir Path folder;

  @Test
  void leavesNothingBehindWhenItFailsHalfWay() throws IOException {
    Path file = folder.resolve("a");
    assertThatThrownBy(() -> WholeFile.write(file, out -> {
      out.write(new byte[1 << 20]);
      throw new IOException("disk is full");
    })).isInstanceOf(CommandException.class).hasMessage("cannot write " + file + ": disk is full");
    assertThatThrownBy(() -> WholeFile.write(file, out -> {
      out.write(1);
      throw new OutOfMemoryError("no more");
    })).isInstanceOf(OutOfMemoryError.class);
    assertThat(Cli.names(folder)).isEmpty();
  }

  @Test
  void keepsTheOldFileUntilTheNewOneIsWhole() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "old");
    WholeFile.write(file, out -> {
      out.write("new".getBytes());
      out.flush();
      assertThat(file).hasContent("old");
    });
    assertThat(file).hasContent("new");
    assertThat(Cli.names(folder)).containsExactly("a");
  }

  @Test
  void writesNoneOfSeveralFilesWhenOneFails() throws IOException {
    Path old = Files.writeString(folder.resolve("old"), "old");
    Map<Path, WholeFile.Content> files = new LinkedHashMap<>();
    files.put(old, out -> out.write(1));
    files.put(folder.resolve("none"), out -> out.write(1));
    files.put(folder.resolve("last"), out -> {
      throw new IOException("disk is full");
    });
    assertThatThrownBy(() -> WholeFile.write(files)).isInstanceOf(CommandException.class)
        .hasMessage("cannot write " + folder.resolve("last") + ": disk is full");
    assertThat(old).hasContent("old");
    assertThat(Cli.names(folder)).containsExactly("old");
  }

  @Test
  void replacesWhatALinkPointsTo() throws IOException {
    Path target = Files.writeString(Files.createDirectory(folder.resolve("there")).resolve("target"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);
    WholeFile.write(link, out -> out.write("new".getBytes()));
    assertThat(link).isSymbolicLink();
    assertThat(target).hasContent("new");
    assertThat(Cli.names(target.getParent())).containsExactly("target");
  }

  @Test
  void givesFilesTheUsualPermissions() throws IOException {
    Path usual = Files.writeString(folder.resolve("usual"), "");
    WholeFile.write(folder.resolve("a"), out -> {});
    assertThat(Files.getPosixFilePermissions(folder.resolve("a"))).isEqualTo(Files.getPosixFilePermissions(usual));
  }
}
