package dev.cenote.benchmarks.charts;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.ValueTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** A logarithmic axis with ticks at 1, 2 and 5 times the powers of ten, or where it is told. */
final class RoundLogAxis extends LogAxis {
  private static final long serialVersionUID = 1;

  private final double[] places;
  private final transient DoubleFunction<String> text;

  /** With ticks at round numbers. */
  RoundLogAxis(String title, double least, double greatest) {
    this(title, least, greatest, roundNumbers(least, greatest), ShortNumbers::of);
  }

  /**
   * @param places where ticks are
   * @param text what is written there
   */
  RoundLogAxis(String title, double least, double greatest, double[] places, DoubleFunction<String> text) {
    super(title);
    setRange(least, greatest);
    this.places = places.clone();
    this.text = text;
    setLabelFont(Style.PLAIN);
    setLabelPaint(Style.TEXT);
    setTickLabelFont(Style.SMALL);
    setTickLabelPaint(Style.FAINT);
    setAxisLineVisible(false);
    setTickMarksVisible(false);
    setMinorTickMarksVisible(false);
  }

  private static double[] roundNumbers(double least, double greatest) {
    List<Double> numbers = new ArrayList<>();
    for (double power = Math.pow(10, Math.floor(Math.log10(least))); power <= greatest; power *= 10) {
      for (int factor : new int[] {1, 2, 5}) {
        if (power * factor >= least && power * factor <= greatest) {
          numbers.add(power * factor);
        }
      }
    }
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  @SuppressWarnings("rawtypes") // as it is declared
  public List refreshTicks(Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
    boolean horizontal = RectangleEdge.isTopOrBottom(edge);
    List<ValueTick> ticks = new ArrayList<>();
    for (double place : places) {
      ticks.add(new NumberTick(place, text.apply(place), horizontal ? TextAnchor.TOP_CENTER
          : TextAnchor.CENTER_RIGHT, TextAnchor.CENTER, 0));
    }
    return ticks;
  }
}
