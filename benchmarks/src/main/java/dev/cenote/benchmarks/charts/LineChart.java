package dev.cenote.benchmarks.charts;

import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Lines over a size, both on logarithmic scales. */
public final class LineChart {
  private static final int HEIGHT = 675; // 16:9

  private final XYSeriesCollection data = new XYSeriesCollection();
  private final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
  private final String title;
  private final String subtitle;
  private final String sizeAxis;
  private final DoubleFunction<String> sizeText;
  private final String valueAxis;
  private final boolean hasRoofline;

  /**
   * @param sizeText how sizes are written below the axis
   * @param hasRoofline whether values are multiples of the roofline, which is drawn
   */
  public LineChart(String title, String subtitle, String sizeAxis, DoubleFunction<String> sizeText, String valueAxis,
      boolean hasRoofline) {
    this.title = title;
    this.subtitle = subtitle;
    this.sizeAxis = sizeAxis;
    this.sizeText = sizeText;
    this.valueAxis = valueAxis;
    this.hasRoofline = hasRoofline;
  }

  /**
   * Adds a line.
   *
   * @param name in the legend
   * @param label of the entrant, which gives the colour
   * @param dashed to tell apart lines of one colour
   */
  public LineChart line(String name, String label, boolean dashed, double[] sizes, double[] values) {
    XYSeries series = new XYSeries(name);
    for (int i = 0; i < sizes.length; i++) {
      if (!Double.isNaN(values[i])) {
        series.add(sizes[i], values[i]);
      }
    }
    int number = data.getSeriesCount();
    data.addSeries(series);
    renderer.setSeriesPaint(number, Style.colour(label));
    renderer.setSeriesStroke(number, dashed
        ? new BasicStroke(2.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {8, 5}, 0)
        : new BasicStroke(2.4f));
    renderer.setSeriesShape(number, dashed ? new Rectangle2D.Double(-3.5, -3.5, 7, 7)
        : new Ellipse2D.Double(-4, -4, 8, 8));
    return this;
  }

  /** The chart as an SVG document. */
  public String svg(List<String> caption) {
    double least = hasRoofline ? 1 : Double.MAX_VALUE;
    double greatest = 0;
    for (int series = 0; series < data.getSeriesCount(); series++) {
      XYSeries one = data.getSeries(series);
      least = one.isEmpty() ? least : Math.min(least, one.getMinY());
      greatest = one.isEmpty() ? greatest : Math.max(greatest, one.getMaxY());
    }
    renderer.setDrawSeriesLineAsPath(true);
    renderer.setLegendLine(new Line2D.Double(-16, 0, 16, 0));
    XYPlot plot = new XYPlot(data, sizes(), new RoundLogAxis(valueAxis, least / 1.4, greatest * 1.3), renderer);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinePaint(Style.GRID);
    plot.setRangeGridlineStroke(new BasicStroke(1));
    if (hasRoofline) {
      plot.addRangeMarker(Style.roofline(RectangleAnchor.BOTTOM_RIGHT, TextAnchor.TOP_RIGHT), Layer.FOREGROUND);
    }
    return Style.svg(plot, title, subtitle, caption, HEIGHT);
  }

  /** Marked where there are points. */
  private RoundLogAxis sizes() {
    double[] places = IntStream.range(0, data.getSeriesCount()).mapToObj(data::getSeries)
        .flatMapToDouble(series -> Arrays.stream(series.toArray()[0])).distinct().sorted().toArray();
    return new RoundLogAxis(sizeAxis, places[0] / 1.1, places[places.length - 1] * 1.1, places, sizeText);
  }
}
