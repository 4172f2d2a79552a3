package dev.cenote.explorer;

import dev.cenote.AdaptiveAvgPool;
import dev.cenote.AdaptiveMaxPool;
import dev.cenote.AvgPool;
import dev.cenote.FractionalMaxPool;
import dev.cenote.GlobalAvgPool;
import dev.cenote.GlobalLpPool;
import dev.cenote.GlobalMaxPool;
import dev.cenote.LpPool;
import dev.cenote.MaxPool;
import dev.cenote.MinPool;
import dev.cenote.Pool;
import dev.cenote.SumPool;
import dev.cenote.tensor.ElementType;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The operator, exactly one of these options. */
final class Operator {
  /** Operators whose window slides. */
  static final List<String> SLIDING = List.of("--max", "--min", "--avg", "--sum", "--lp");
  /** Operators whose results are elements of the input. */
  static final List<String> PICKING = List.of("--max", "--min", "--adaptive-max", "--global-max", "--fractional-max");
  /** Operators that divide. */
  static final List<String> AVERAGES = List.of("--avg", "--adaptive-avg", "--global-avg");

  private static final List<String> NORMS = List.of("--lp", "--global-lp");

  @Option(names = "--max", paramLabel = "SIZE", required = true, converter = Sizes.Converter.class,
      description = "The greatest of each window of this size, such as 2x2; 2 is the same.")
  private Sizes max;

  @Option(names = "--min", paramLabel = "SIZE", required = true, converter = Sizes.Converter.class,
      description = "The least of each window.")
  private Sizes min;

  @Option(names = "--avg", paramLabel = "SIZE", required = true, converter = Sizes.Converter.class,
      description = "The average of each window.")
  private Sizes average;

  @Option(names = "--sum", paramLabel = "SIZE", required = true, converter = Sizes.Converter.class,
      description = "The sum of each window.")
  private Sizes sum;

  @Option(names = "--lp", paramLabel = "P", required = true, converter = ExponentConverter.class,
      description = "The norm (sum of |x|^P)^(1/P) of each window, for P from 1 to inf; its size is --window.")
  private Double lp;

  @Option(names = "--adaptive-max", paramLabel = "OUT", required = true, converter = Sizes.Converter.class,
      description = "The greatest of each window, with windows that make an output of this size, such as 7x7.")
  private Sizes adaptiveMax;

  @Option(names = "--adaptive-avg", paramLabel = "OUT", required = true, converter = Sizes.Converter.class,
      description = "The average of each such window.")
  private Sizes adaptiveAverage;

  @Option(names = "--global-max", required = true, description = "The greatest of each channel.")
  private boolean globalMax;

  @Option(names = "--global-avg", required = true, description = "The average of each channel.")
  private boolean globalAverage;

  @Option(names = "--global-lp", paramLabel = "P", required = true, converter = ExponentConverter.class,
      description = "The norm of each channel.")
  private Double globalLp;

  @Option(names = "--fractional-max", paramLabel = "OUT", required = true, converter = Sizes.Converter.class,
      description = "The greatest of each window, with windows of size --window that lie at random and make an output "
          + "of this size.")
  private Sizes fractionalMax;

  /** The option that was given. */
  private String option() {
    return max != null ? "--max" : min != null ? "--min" : average != null ? "--avg" : sum != null ? "--sum"
        : lp != null ? "--lp" : adaptiveMax != null ? "--adaptive-max" : adaptiveAverage != null ? "--adaptive-avg"
        : globalMax ? "--global-max" : globalAverage ? "--global-avg" : globalLp != null ? "--global-lp"
        : "--fractional-max";
  }

  /** The size that stands behind the option; null if there is none. */
  private Sizes size() {
    return switch (option()) {
      case "--max" -> max;
      case "--min" -> min;
      case "--avg" -> average;
      case "--sum" -> sum;
      case "--adaptive-max" -> adaptiveMax;
      case "--adaptive-avg" -> adaptiveAverage;
      case "--fractional-max" -> fractionalMax;
      default -> null;
    };
  }

  /** How many sizes were written for an axis each; 0 or 1 if that does not tell the number of axes. */
  int sizes(WindowOptions windows) {
    return Math.max(size() == null ? 0 : size().count(), windows.size() == null ? 0 : windows.size().count());
  }

  /** The operator, for an input with so many spatial axes. */
  Pool pool(int axes, WindowOptions windows, AverageOptions averages) {
    return switch (option()) {
      case "--max" -> MaxPool.of(windows.window(max, axes));
      case "--min" -> MinPool.of(windows.window(min, axes));
      case "--avg" -> AvgPool.of(windows.window(average, axes))
          .divisor(averages.divisor()).rounding(averages.rounding());
      case "--sum" -> SumPool.of(windows.window(sum, axes));
      case "--lp" -> LpPool.of(lp, windows.window(windows.size(), axes));
      case "--adaptive-max" -> AdaptiveMaxPool.of(adaptiveMax.along(axes, "output"));
      case "--adaptive-avg" -> AdaptiveAvgPool.of(adaptiveAverage.along(axes, "output")).rounding(averages.rounding());
      case "--global-max" -> GlobalMaxPool.of();
      case "--global-avg" -> GlobalAvgPool.of().rounding(averages.rounding());
      case "--global-lp" -> GlobalLpPool.of(globalLp);
      default -> FractionalMaxPool.of(windows.size().along(axes, "window"), fractionalMax.along(axes, "output"))
          .seed(windows.seed());
    };
  }

  /** Refuses an option that this operator has no use for, rather than leave it aside in silence. */
  void allow(String option, boolean given, List<String> operators, String reason) {
    if (given && !operators.contains(option())) {
      int last = operators.size() - 1;
      throw new CommandException(option + " needs " + (last == 0 ? "" : String.join(", ", operators.subList(0, last))
          + " or ") + operators.get(last) + ": " + reason);
    }
  }

  /** Refuses an operator without an option that it cannot do without. */
  void require(String option, boolean given, List<String> operators, String example) {
    if (!given && operators.contains(option())) {
      throw new CommandException(option() + " needs " + option + ", such as " + option + " " + example);
    }
  }

  /** Refuses elements that the operator is not defined for. */
  void checkType(ElementType type) {
    if (NORMS.contains(option()) && !type.isFloating()) {
      throw new CommandException(option() + " is for floating types, and the elements are " + type
          + "; NumPy converts with array.astype('float32')");
    }
  }

  /** Reads a number, or {@code inf}. */
  static final class ExponentConverter implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      try {
        return text.equalsIgnoreCase("inf") ? Double.POSITIVE_INFINITY : Double.valueOf(text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("\"" + text + "\" is not an exponent, expected a number from 1 on, or inf");
      }
    }
  }
}
