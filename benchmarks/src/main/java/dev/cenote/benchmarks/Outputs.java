package dev.cenote.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where results are written to; that they can be is made sure of before anything is measured. */
final class Outputs implements AutoCloseable {
  private final Path json;
  private final Path folder;
  private final List<WholeFile> files = new ArrayList<>();

  /**
   * Either may be null.
   *
   * @throws IllegalArgumentException if something cannot be written; the message says why
   */
  Outputs(Path json, Path folder) {
    this.json = json;
    this.folder = folder;
    if (json != null) {
      open("--json: ", json);
    }
    if (folder != null) {
      try {
        Files.createDirectories(folder);
      } catch (IOException e) {
        throw new IllegalArgumentException("--out: there can be no folder " + folder + ": " + e, e);
      }
      open("--out: ", folder.resolve("results.json")); // stands for its neighbours
    }
  }

  private WholeFile open(String option, Path target) {
    try {
      files.add(new WholeFile(target));
      return files.get(files.size() - 1);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option + e.getMessage(), e);
    }
  }

  /** Writes everything that was asked for, and says what. */
  List<Path> write(Report report) throws IOException {
    List<Path> written = new ArrayList<>();
    for (WholeFile file : List.copyOf(files)) {
      file.write(report.json());
    }
    if (json != null) {
      written.add(json);
    }
    if (folder != null) {
      written.add(folder.resolve("results.json"));
      written.add(write("results.md", report.markdown()));
      for (Map.Entry<String, String> chart : report.charts().entrySet()) {
        written.add(write(chart.getKey(), chart.getValue()));
      }
    }
    return written;
  }

  private Path write(String name, String text) throws IOException {
    open("--out: ", folder.resolve(name)).write(text);
    return folder.resolve(name);
  }

  /** Leaves no drafts behind. */
  @Override
  public void close() throws IOException {
    for (WholeFile file : files) {
      file.close();
    }
  }
}
