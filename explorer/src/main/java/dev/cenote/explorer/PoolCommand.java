package dev.cenote.explorer;

import dev.cenote.AvgPool;
import dev.cenote.Backend;
import dev.cenote.GlobalAvgPool;
import dev.cenote.GlobalMaxPool;
import dev.cenote.MaxPool;
import dev.cenote.Plan;
import dev.cenote.Pool;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code cenote pool}: pools one picture or array into a file. */
@Command(
    name = "pool",
    description = "Pool a picture or an array.",
    sortOptions = false,
    footer = """

        A picture is pooled channel by channel, as CxHxW numbers from 0 to 255:
        grey has 1 channel, RGB 3, RGBA 4; a palette becomes RGB(A), 16 bit samples
        are scaled. A PNG gets these numbers rounded, half up, and clamped.

        An array is float32, float64 (rounded to float32) or uint8. The window and
        the number of dimensions tell what they mean:
          rank  --max 2, --global-max  --max 2x2  --max 2x2x2
            1   L
            2   HxW                      HxW
            3   CxHxW                    CxHxW      DxHxW
            4   NxCxHxW                  NxCxHxW    CxDxHxW
            5   NxCxDxHxW                           NxCxDxHxW
        Everything else needs --layout, such as ncl for signals CxL, or nhwc for
        channels last.

        Examples:
          cenote pool photo.jpg -o half.png --max 2
          cenote pool photo.png -o soft.png --avg 5 --stride 1 --padding same-upper
          cenote pool features.npy -o out.npy --max 3 --stride 2 --padding 1 --ceil
          cenote pool signal.npy -o out.npy --avg 4 --layout ncl
        """)
final class PoolCommand implements Callable<Integer> {
  /** From so many elements on, memory is taken outside the Java heap, which is often a quarter of the machine's. */
  private static final long HEAP_ELEMENTS = 1L << 26;

  /** The operator: exactly one. */
  static final class Operator {
    @Option(names = "--max", paramLabel = "SIZE", required = true, converter = WindowOptions.SizesConverter.class,
        description = "The greatest of each window of this size, such as 2x2; 2 is the same.")
    private Sizes max;

    @Option(names = "--avg", paramLabel = "SIZE", required = true, converter = WindowOptions.SizesConverter.class,
        description = "The average of each window of this size.")
    private Sizes average;

    @Option(names = "--global-max", required = true, description = "The greatest of each channel.")
    private boolean globalMax;

    @Option(names = "--global-avg", required = true, description = "The average of each channel.")
    private boolean globalAverage;

    /** The size of the window; null for a global operator. */
    Sizes window() {
      return max != null ? max : average;
    }

    Pool pool(WindowOptions options, int axes) {
      if (max != null) {
        return MaxPool.of(options.window(max, axes));
      }
      if (average != null) {
        return AvgPool.of(options.window(average, axes)).divisor(options.divisor());
      }
      return globalMax ? GlobalMaxPool.of() : GlobalAvgPool.of();
    }
  }

  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "INPUT", description = "A PNG, JPEG or .npy file; told by its content, not its name.")
  private Path input;

  @Option(names = {"-o", "--output"}, paramLabel = "OUTPUT", required = true,
      description = "The file to write, .png or .npy.")
  private Path output;

  @ArgGroup(multiplicity = "1")
  private Operator operator;

  @Mixin
  private WindowOptions options;

  @Option(names = "--layout", paramLabel = "LAYOUT",
      description = "What an array's dimensions are: nchw, nhwc, ncl, nlc, ncdhw or ndhwc; n, or n and c, may be left "
          + "out.")
  private Layout layout;

  @Option(names = "--backend", paramLabel = "NAME",
      description = "Where to run: native, native/avx2, managed, ... (see cenote info).")
  private String backend;

  @Option(names = "--parallel", description = "Use all processors.")
  private boolean parallel;

  private final List<String> notes = new ArrayList<>();

  @Override
  public Integer call() {
    options.check(operator.window() != null, operator.average != null);
    boolean toPicture = isPicture(output);
    WholeFile.check(output);
    FileKind kind = FileKind.of(input);
    String line = kind.isPicture() ? poolPicture(kind, toPicture) : poolArray(toPicture);
    // Last, so that an error is the only line on stderr.
    notes.forEach(note -> spec.commandLine().getErr().println(Main.oneLine("note: " + note)));
    spec.commandLine().getOut().println(line);
    return 0;
  }

  private static boolean isPicture(Path output) {
    String name = String.valueOf(output.getFileName()).toLowerCase(Locale.ROOT);
    if (!name.endsWith(".png") && !name.endsWith(".npy")) {
      throw new CommandException("output " + output + " ends neither in .png nor in .npy");
    }
    return name.endsWith(".png");
  }

  private String poolPicture(FileKind kind, boolean toPicture) {
    if (layout != null) {
      throw new CommandException("--layout is for .npy files: a picture's channels are known");
    }
    Picture picture = PictureReader.read(input, kind, notes);
    Tensor x = picture.tensor();
    return pool(x, Axes.of(x.shape().toArray(), Layout.NCHW, 0), toPicture);
  }

  private String poolArray(boolean toPicture) {
    try (Npy npy = Npy.open(input)) {
      Axes axes = Axes.of(npy.shape(), layout, operator.window() == null ? 0 : operator.window().count());
      try (Tensor x = zeros(axes.tensor(), axes.layout())) {
        pool(axes).outputShape(x.shape(), x.layout()); // refused, if so, before the file is read
        npy.read(x);
        if (npy.isNarrowed()) {
          notes.add(input + " is float64, rounded to float32");
        }
        return pool(x, axes, toPicture);
      }
    }
  }

  private Pool pool(Axes axes) {
    Pool pool = operator.pool(options, axes.layout().spatialRank());
    if (backend != null) {
      pool = pool.on(Backend.of(backend));
    }
    return parallel ? pool.parallel() : pool;
  }

  private String pool(Tensor x, Axes axes, boolean toPicture) {
    Pool pool = pool(axes);
    Shape shape = pool.outputShape(x.shape(), x.layout());
    String refusal = toPicture ? Picture.refusal(shape, axes.layout()) : null;
    if (refusal != null) {
      throw new CommandException("the result is " + Axes.text(axes.array(shape)) + " (" + axes.names() + "), and "
          + refusal + "; write .npy instead");
    }
    try (Tensor out = zeros(shape, axes.layout())) {
      Plan plan = pool.plan(x.shape(), x.layout()); // before the clock starts: the first plan loads the natives
      long begin = System.nanoTime();
      plan.apply(x, out);
      double milliseconds = (System.nanoTime() - begin) / 1e6;
      if (toPicture) {
        writePicture(out);
      } else {
        WholeFile.write(output, stream -> Npy.write(out, axes.array(shape), stream));
      }
      return String.format(Locale.ROOT, "%s %s -> %s, %.2f ms", pool, Axes.text(axes.array(x.shape())),
          Axes.text(axes.array(shape)), milliseconds);
    }
  }

  private void writePicture(Tensor out) {
    long clamped = PictureWriter.write(output, Picture.of(out));
    if (clamped > 0) {
      notes.add(clamped + " of " + out.shape().elements() + " values lay outside 0..255 and were clamped");
    }
  }

  private static Tensor zeros(Shape shape, Layout layout) {
    return shape.elements() > HEAP_ELEMENTS ? Tensor.allocate(shape, layout) : Tensor.zeros(shape, layout);
  }
}
