package dev.cenote.internal;

import dev.cenote.AdaptiveAvgPool;
import dev.cenote.AdaptiveMaxPool;
import dev.cenote.AvgPool;
import dev.cenote.Divisor;
import dev.cenote.FractionalMaxPool;
import dev.cenote.GlobalAvgPool;
import dev.cenote.GlobalLpPool;
import dev.cenote.GlobalMaxPool;
import dev.cenote.LpPool;
import dev.cenote.MaxPool;
import dev.cenote.MinPool;
import dev.cenote.Padding;
import dev.cenote.Pool;
import dev.cenote.Regions;
import dev.cenote.RoiAlign;
import dev.cenote.RoiMaxPool;
import dev.cenote.SumPool;
import dev.cenote.Window;

/** The operator that a {@link Problem} describes. */
final class ProblemPool {
  private final Problem problem;
  private final ProblemText text;

  private ProblemPool(Problem problem, ProblemText text) {
    this.problem = problem;
    this.text = text;
  }

  /** @throws IllegalArgumentException if there is no such operator; the message quotes the word at fault */
  static Pool of(Problem problem, ProblemText text) {
    return new ProblemPool(problem, text).make();
  }

  private Pool make() {
    String word = text.sizesWord();
    switch (problem.operator()) {
      case MAX:
        return text.at(word, () -> MaxPool.of(window()));
      case MIN:
        return text.at(word, () -> MinPool.of(window()));
      case SUM:
        return text.at(word, () -> SumPool.of(window()));
      case AVG:
        AvgPool average = text.at(word, () -> AvgPool.of(window())).rounding(problem.rounding());
        return text.at(text.option(ProblemOption.DIVISOR, ""), () -> average.divisor(divisor()));
      case LP:
        Window window = text.at(word, this::window);
        return text.at(text.operatorWord(), () -> LpPool.of(problem.p(), window));
      case GLOBALMAX:
        return GlobalMaxPool.of();
      case GLOBALAVG:
        return GlobalAvgPool.of().rounding(problem.rounding());
      case GLOBALLP:
        return text.at(word, () -> GlobalLpPool.of(problem.p()));
      case ADAPTIVEMAX:
        return text.at(word, () -> AdaptiveMaxPool.of(problem.outputSize()));
      case ADAPTIVEAVG:
        return text.at(word, () -> AdaptiveAvgPool.of(problem.outputSize())).rounding(problem.rounding());
      case FRACTIONALMAX:
        return text.at(word, () -> FractionalMaxPool.of(problem.size(), problem.outputSize())).seed(problem.seed());
      default:
        return makeRegionPool(word);
    }
  }

  private Pool makeRegionPool(String word) {
    long[] output = problem.outputSize();
    if (output.length != 2) {
      throw text.malformed(word, "the two output sizes of an image, in which regions lie");
    }
    String scaleWord = text.option(ProblemOption.SCALE, "");
    String regionWords = String.join(" ", text.words(ProblemOption.REGION));
    Regions regions = text.at(regionWords, () -> Regions.of(problem.corners(), problem.images()));
    if (problem.operator() == Operator.ROIMAX) {
      RoiMaxPool cells = text.at(word, () -> RoiMaxPool.of(output[0], output[1]));
      return text.at(scaleWord, () -> cells.scale(problem.scale())).over(regions);
    }
    RoiAlign.Mode mode = problem.isHalfPixel() ? RoiAlign.Mode.HALF_PIXEL : RoiAlign.Mode.OUTPUT_HALF_PIXEL;
    RoiAlign cells = text.at(word, () -> RoiAlign.of(mode, output[0], output[1]));
    RoiAlign sampled = text.at(scaleWord, () -> cells.scale(problem.scale())).samples(problem.samples());
    return (problem.isMaxOfTerms() ? sampled.max() : sampled).over(regions);
  }

  private Window window() {
    Window window = Window.of(problem.size()).stride(problem.stride()).dilation(problem.dilation()).padding(padding());
    return problem.isCeil() ? window.ceil() : window;
  }

  private Padding padding() {
    return problem.isSameUpper() ? Padding.SAME_UPPER
        : problem.isSameLower() ? Padding.SAME_LOWER
        : Padding.of(problem.paddingBegin(), problem.paddingEnd());
  }

  private Divisor divisor() {
    return problem.fixedDivisor() != null ? Divisor.fixed(problem.fixedDivisor())
        : problem.countsPadding() ? Divisor.INCLUDE_PADDING : Divisor.EXCLUDE_PADDING;
  }
}
