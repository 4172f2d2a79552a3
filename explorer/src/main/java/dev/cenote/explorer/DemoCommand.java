package dev.cenote.explorer;

import dev.cenote.AvgPool;
import dev.cenote.Backend;
import dev.cenote.GlobalAvgPool;
import dev.cenote.GlobalMaxPool;
import dev.cenote.MaxPool;
import dev.cenote.Pool;
import dev.cenote.internal.nativelib.NativeLibrary;
import dev.cenote.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code cenote demo}: pools a photograph, natively and in Java, compares, and shows the results. */
@Command(name = "demo",
    description = "Pool a photograph, natively and in Java, compare, and write pictures to look at.")
final class DemoCommand implements Callable<Integer> {
  /** The exit code for backends that disagree. */
  static final int DISAGREES = 1;

  private static final String PHOTOGRAPH = "chelsea.png";
  /** The middle of the cat's eye. */
  private static final int EYE_X = 172;
  private static final int EYE_Y = 116;

  @Spec
  private CommandSpec spec;

  @Option(names = {"-o", "--output"}, paramLabel = "DIR", defaultValue = "cenote-demo",
      description = "Where the pictures go; made if it is not there. Default: ${DEFAULT-VALUE}.")
  private Path directory;

  @Option(names = "--image", paramLabel = "FILE",
      description = "A PNG or JPEG of your own in place of the cat that comes with the demo.")
  private Path image;

  @Override
  public Integer call() {
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new CommandException("output " + directory + " is a file, expected a directory");
    }
    List<String> notes = new ArrayList<>();
    Picture picture = image != null ? read(image, notes) : photograph();
    if (Math.min(picture.width(), picture.height()) < SideBySide.leastSize()) {
      throw new CommandException(image + " has " + picture.width() + " x " + picture.height() + " pixels, expected at "
          + "least " + SideBySide.leastSize() + " x " + SideBySide.leastSize() + " to pool three times");
    }
    Backend backend = Backend.current();
    out().printf(Locale.ROOT, "Picture  %s: %d x %d pixels, %d channel%s%s%n", image != null ? image : PHOTOGRAPH,
        picture.width(), picture.height(), picture.channels(), picture.channels() == 1 ? "" : "s",
        image != null ? "" : "; photograph by Stefan van der Walt, CC0");
    notes.forEach(note -> out().println(Main.oneLine("Note     " + note)));
    out().printf("Backend  %s: %s%n%n", backend, Backend.reason());
    out().flush();

    Backend nativeBackend = backend.isNative() ? backend
        : Backend.available().stream().filter(Backend::isNative).findFirst().orElse(null);
    List<Comparison> comparisons = compare(picture.tensor(), nativeBackend);
    int code = report(comparisons, nativeBackend);
    if (code == 0) {
      writePictures(picture);
      showWhatIsNext();
    }
    return code;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private static Picture read(Path file, List<String> notes) {
    FileKind kind = FileKind.of(file);
    if (!kind.isPicture()) {
      throw new CommandException(file + " is an array, expected a PNG or JPEG; cenote pool takes arrays");
    }
    return PictureReader.read(file, kind, notes);
  }

  private static Picture photograph() {
    try (InputStream in = Objects.requireNonNull(DemoCommand.class.getResourceAsStream(PHOTOGRAPH), PHOTOGRAPH)) {
      return PictureReader.read(PHOTOGRAPH, in.readAllBytes());
    } catch (IOException e) {
      throw new CommandException("cannot unpack the photograph: " + CommandException.reason(e), e);
    }
  }

  private static List<Comparison> compare(Tensor x, Backend nativeBackend) {
    Map<String, Pool> pools = new LinkedHashMap<>();
    pools.put("max 2x2 stride 2", MaxPool.of(2, 2));
    pools.put("average 2x2 stride 2", AvgPool.of(2, 2));
    pools.put("global max", GlobalMaxPool.of());
    pools.put("global average", GlobalAvgPool.of());
    List<Comparison> comparisons = new ArrayList<>();
    pools.forEach((name, pool) -> comparisons.add(Comparison.of(name, pool, x, nativeBackend)));
    return comparisons;
  }

  /** Shows what the operators did, and returns the exit code. */
  int report(List<Comparison> comparisons, Backend nativeBackend) {
    showSizes(comparisons);
    out().println();
    if (nativeBackend == null) {
      showManaged(comparisons);
      return 0;
    }
    return showBoth(comparisons, nativeBackend);
  }

  private void showSizes(List<Comparison> comparisons) {
    TextTable table = new TextTable(3);
    table.add("operator", "input", "output", "values in", "values out", "compression");
    for (Comparison comparison : comparisons) {
      long before = comparison.input().elements();
      long after = comparison.output().elements();
      table.add(comparison.operator(), comparison.input().toString(), comparison.output().toString(),
          String.format(Locale.ROOT, "%,d", before), String.format(Locale.ROOT, "%,d", after),
          String.format(Locale.ROOT, "%,.1fx", (double) before / after));
    }
    table.lines().forEach(out()::println);
  }

  private void showManaged(List<Comparison> comparisons) {
    TextTable table = new TextTable(1);
    table.add("operator", "managed");
    comparisons.forEach(comparison -> table.add(comparison.operator(), millis(comparison.managedMillis())));
    table.lines().forEach(out()::println);
    out().println();
    out().println("Nothing to compare with: the native backend is not available here.");
    if (NativeLibrary.failure() != null && !NativeLibrary.failure().equals(Backend.reason())) { // said at the top
      out().println("  " + NativeLibrary.failure());
    }
    showHowTimed();
  }

  private int showBoth(List<Comparison> comparisons, Backend nativeBackend) {
    TextTable table = new TextTable(1);
    table.add("operator", nativeBackend.name(), "managed", "speed-up", "same bits");
    List<String> differences = new ArrayList<>();
    for (Comparison comparison : comparisons) {
      String difference = comparison.difference();
      if (difference != null) {
        differences.add(difference);
      }
      table.add(comparison.operator(), millis(comparison.nativeMillis()), millis(comparison.managedMillis()),
          String.format(Locale.ROOT, "%.1fx", comparison.managedMillis() / comparison.nativeMillis()),
          difference == null ? "yes" : "NO");
    }
    table.lines().forEach(out()::println);
    out().println();
    if (differences.isEmpty()) {
      out().println(nativeBackend + " and managed agree bit for bit, in all " + comparisons.size() + " operators.");
      showHowTimed();
      return 0;
    }
    differences.forEach(difference ->
        spec.commandLine().getErr().println(spec.qualifiedName() + ": BACKENDS DISAGREE: " + difference));
    return DISAGREES;
  }

  private void showHowTimed() {
    out().println(
        "Times are medians of repeated calls in one thread, and indicative; ./cenote bench measures properly.");
  }

  private void showWhatIsNext() {
    TextTable table = new TextTable(2);
    table.add("  ./cenote info", "which backend runs here, and why");
    table.add("  ./cenote pool photo.jpg -o half.png --max 2", "pool a picture of your own");
    table.add("  ./cenote pool --help", "windows, padding, arrays from NumPy");
    out().println();
    out().println("Next:");
    table.lines().forEach(out()::println);
  }

  private static String millis(double millis) {
    return String.format(Locale.ROOT, "%.3f ms", millis);
  }

  private void writePictures(Picture picture) {
    boolean cat = image == null;
    Map<String, Picture> pictures = new LinkedHashMap<>();
    pictures.put("input.png", picture);
    pictures.put("max-2x2.png", SideBySide.pooled(MaxPool.of(2, 2), picture));
    pictures.put("average-2x2.png", SideBySide.pooled(AvgPool.of(2, 2), picture));
    pictures.put("side-by-side.png", SideBySide.of(picture, cat ? EYE_X : picture.width() / 2,
        cat ? EYE_Y : picture.height() / 2));
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new CommandException("cannot make directory " + directory + ": " + CommandException.reason(e), e);
    }
    out().println();
    out().println("Pictures to look at:");
    pictures.forEach((name, content) -> {
      PictureWriter.write(directory.resolve(name), content);
      out().println("  " + directory.resolve(name) + (name.startsWith("side") ? "  <- this one first" : ""));
    });
  }
}
