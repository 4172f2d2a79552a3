package dev.cenote.explorer;

import dev.cenote.Backend;
import dev.cenote.Plan;
import dev.cenote.Pool;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code cenote pool}: pools one picture or array into a file. */
@Command(
    name = "pool",
    description = "Pool a picture or an array.%n",
    sortOptions = false,
    customSynopsis = "cenote pool INPUT -o OUTPUT OPERATOR [OPTIONS]",
    footer = """

        A picture is pooled channel by channel, as float32 CxHxW from 0 to 255: grey
        has 1 channel, RGB 3, RGBA 4; a palette becomes RGB(A), 16 bit samples are
        scaled. A PNG gets these numbers rounded, half up, and clamped.

        An array is float16, float32, float64, int8, uint8, int16, int32 or int64
        (or bfloat16, see --type), and so is the result: averages of integers are
        rounded, and sums beyond their range become its limits. The sizes of the
        operator and the number of dimensions tell what these mean:
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
          cenote pool photo.png -o small.png --adaptive-avg 64x64
          cenote pool photo.png -o odd.png --fractional-max 200x300 --window 2 --seed 7
          cenote pool features.npy -o out.npy --max 3 --stride 2 --padding 1 --ceil
          cenote pool features.npy -o out.npy --max 2 --indices where.npy
          cenote pool features.npy -o out.npy --lp 2 --window 3x3 --stride 2
          cenote pool features.npy -o vector.npy --global-avg
          cenote pool quantised.npy -o out.npy --avg 2 --rounding half-to-even
          cenote pool signal.npy -o out.npy --sum 4 --layout ncl
        """)
final class PoolCommand implements Callable<Integer> {
  /** From so many bytes on, memory is taken outside the Java heap, which is often a quarter of the machine's. */
  private static final long HEAP_BYTES = 1L << 28;

  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "INPUT", description = "A PNG, JPEG or .npy file; told by its content, not its name.")
  private Path input;

  @Option(names = {"-o", "--output"}, paramLabel = "OUTPUT", required = true,
      description = "The file to write, .png or .npy.")
  private Path output;

  @ArgGroup(multiplicity = "1", order = 1, heading = "%nThe operator, exactly one:%n")
  private Operator operator;

  @ArgGroup(validate = false, order = 2,
      heading = "%nWindows; all but --window and --seed are for --max, --min, --avg, --sum and --lp:%n")
  private WindowOptions windows = new WindowOptions();

  @ArgGroup(validate = false, order = 3, heading = "%nAverages:%n")
  private AverageOptions averages = new AverageOptions();

  @ArgGroup(validate = false, order = 4, heading = "%nIndices:%n")
  private IndexOptions indices = new IndexOptions();

  @ArgGroup(validate = false, order = 5, heading = "%nArrays:%n")
  private ArrayOptions arrays = new ArrayOptions();

  @ArgGroup(validate = false, order = 6, heading = "%nRunning:%n")
  private RunOptions running = new RunOptions();

  /** What the elements and dimensions of an array mean. */
  private static final class ArrayOptions {
    @Option(names = "--layout", paramLabel = "LAYOUT",
        description = "What an array's dimensions are: nchw, nhwc, ncl, nlc, ncdhw or ndhwc; n, or n and c, may be "
            + "left out.")
    private Layout layout;

    @Option(names = "--type", paramLabel = "TYPE", converter = ElementTypeConverter.class,
        description = "What an array's elements are. Only bfloat16 needs it, which NumPy has no name for: it is read "
            + "from uint16, and written so.")
    private ElementType type;
  }

  /** Where the operator runs. */
  private static final class RunOptions {
    @Option(names = "--backend", paramLabel = "NAME",
        description = "Where to run: native, native/avx2, managed, ... (see cenote info).")
    private String backend;

    @Option(names = "--parallel", description = "Use all processors.")
    private boolean parallel;
  }

  private final List<String> notes = new ArrayList<>();

  @Override
  public Integer call() {
    windows.check(operator);
    averages.check(operator);
    indices.check(operator, output);
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
    if (arrays.layout != null || arrays.type != null) {
      throw new CommandException((arrays.layout != null ? "--layout" : "--type")
          + " is for .npy files: a picture's channels are known, and pooled as float32");
    }
    averages.checkType(ElementType.FLOAT32);
    Tensor x = PictureReader.read(input, kind, notes).tensor();
    Axes axes = Axes.of(x.shape().toArray(), Layout.NCHW, 0);
    Pool pool = pool(axes);
    return run(pool, plan(pool, x.type(), axes, toPicture), x, axes, toPicture);
  }

  private String poolArray(boolean toPicture) {
    try (Npy npy = Npy.open(input, arrays.type)) {
      operator.checkType(npy.type());
      averages.checkType(npy.type());
      Axes axes = Axes.of(npy.shape(), arrays.layout, operator.sizes(windows));
      Pool pool = pool(axes);
      Plan plan = plan(pool, npy.type(), axes, toPicture); // refused, if so, before the file is read
      try (Tensor x = zeros(axes.tensor(), npy.type(), axes.layout())) {
        npy.read(x);
        return run(pool, plan, x, axes, toPicture);
      }
    }
  }

  private Pool pool(Axes axes) {
    Pool pool = operator.pool(axes.layout().spatialRank(), windows, averages);
    if (running.backend != null) {
      pool = pool.on(Backend.of(running.backend));
    }
    return running.parallel ? pool.parallel() : pool;
  }

  private static Plan plan(Pool pool, ElementType type, Axes axes, boolean toPicture) {
    Shape shape = pool.outputShape(axes.tensor(), axes.layout());
    String refusal = toPicture ? Picture.refusal(shape, axes.layout()) : null;
    if (refusal != null) {
      throw new CommandException("the result is " + Axes.text(axes.array(shape)) + " (" + axes.names() + "), and "
          + refusal + "; write .npy instead");
    }
    return pool.plan(axes.tensor(), type, axes.layout());
  }

  private String run(Pool pool, Plan plan, Tensor x, Axes axes, boolean toPicture) {
    long[] shape = axes.array(plan.outputShape());
    try (Tensor out = zeros(plan.outputShape(), plan.type(), plan.layout());
        Tensor where = indices.file() == null ? null : zeros(plan.outputShape(), ElementType.INT64, plan.layout())) {
      long begin = System.nanoTime();
      if (where == null) {
        plan.apply(x, out);
      } else {
        plan.apply(x, out, where, indices.found());
      }
      double milliseconds = (System.nanoTime() - begin) / 1e6;
      write(plan, out, where, shape, toPicture);
      return String.format(Locale.ROOT, "%s %s%s -> %s, %.2f ms", pool, Axes.text(axes.array(x.shape())),
          x.type() == ElementType.FLOAT32 ? "" : " " + x.type(), Axes.text(shape), milliseconds);
    }
  }

  private void write(Plan plan, Tensor out, Tensor where, long[] shape, boolean toPicture) {
    Map<Path, WholeFile.Content> files = new LinkedHashMap<>();
    files.put(output, stream -> {
      if (toPicture) {
        noteClamped(PictureWriter.write(Picture.of(out), stream), out);
      } else {
        Npy.write(out, shape, stream);
      }
    });
    if (where != null) {
      files.put(indices.file(), stream -> Npy.write(indices.asAsked(where, plan), shape, stream));
    }
    WholeFile.write(files);
  }

  private void noteClamped(long clamped, Tensor out) {
    if (clamped > 0) {
      notes.add(clamped + " of " + out.shape().elements() + " values lay outside 0..255 and were clamped");
    }
  }

  private static Tensor zeros(Shape shape, ElementType type, Layout layout) {
    return shape.elements() > HEAP_BYTES / type.bytes()
        ? Tensor.allocate(shape, type, layout)
        : Tensor.zeros(shape, type, layout);
  }

  /** Reads the name of a type. */
  static final class ElementTypeConverter implements ITypeConverter<ElementType> {
    @Override
    public ElementType convert(String text) {
      try {
        return ElementType.of(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
