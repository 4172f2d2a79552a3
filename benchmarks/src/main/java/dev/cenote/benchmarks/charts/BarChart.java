package dev.cenote.benchmarks.charts;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.CategoryLabelPosition;
import org.jfree.chart.axis.CategoryLabelPositions;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.text.TextBlock;
import org.jfree.chart.text.TextBlockAnchor;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.DefaultCategoryDataset;

/** Groups of horizontal bars on a logarithmic scale, one bar a label, with numbers at their ends. */
public final class BarChart {
  private static final int BAR = 16;
  private static final int GAP = 20;
  private static final int AROUND = 250; // titles, legend, axis, caption

  private final List<String> labels;
  private final List<Group> groups = new ArrayList<>();
  private final String title;
  private final String subtitle;
  private final String axis;
  private final boolean hasRoofline;

  private record Group(String name, String detail, double[] values) {}

  /**
   * @param labels of the bars of every group, in order
   * @param hasRoofline whether values are multiples of the roofline, which is drawn
   */
  public BarChart(String title, String subtitle, String axis, List<String> labels, boolean hasRoofline) {
    this.title = title;
    this.subtitle = subtitle;
    this.axis = axis;
    this.labels = List.copyOf(labels);
    this.hasRoofline = hasRoofline;
  }

  /**
   * Adds a group below the others.
   *
   * @param detail a second line in small letters
   * @param values one a label; NaN where there is none
   */
  public BarChart group(String name, String detail, double... values) {
    groups.add(new Group(name, detail, values.clone()));
    return this;
  }

  /** The chart as an SVG document. */
  public String svg(List<String> caption) {
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    double least = hasRoofline ? 1 : Double.MAX_VALUE;
    double greatest = 0;
    for (int g = 0; g < groups.size(); g++) {
      for (int i = 0; i < labels.size(); i++) {
        double value = groups.get(g).values[i];
        data.addValue(Double.isNaN(value) ? null : value, labels.get(i), (Integer) g);
        least = Double.isNaN(value) ? least : Math.min(least, value);
        greatest = Double.isNaN(value) ? greatest : Math.max(greatest, value);
      }
    }
    RoundLogAxis values = new RoundLogAxis(axis, least / 1.6, Math.max(greatest, 2 * least) * 1.6);
    CategoryPlot plot = new CategoryPlot(data, new Names(), values, renderer());
    plot.setOrientation(PlotOrientation.HORIZONTAL);
    plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
    plot.setRangeGridlinePaint(Style.GRID);
    plot.setRangeGridlineStroke(new BasicStroke(1));
    if (hasRoofline) {
      plot.addRangeMarker(Style.roofline(RectangleAnchor.TOP_RIGHT, TextAnchor.TOP_LEFT), Layer.FOREGROUND);
    }
    int height = AROUND + caption.size() * 18 + groups.size() * (labels.size() * BAR + GAP);
    return Style.svg(plot, title, subtitle, caption, height);
  }

  private BarRenderer renderer() {
    BarRenderer renderer = new BarRenderer();
    renderer.setBarPainter(new StandardBarPainter());
    renderer.setShadowVisible(false);
    renderer.setDrawBarOutline(false);
    renderer.setItemMargin(0.08);
    renderer.setDefaultItemLabelGenerator(new StandardCategoryItemLabelGenerator("{2}", new ShortNumbers()));
    renderer.setDefaultItemLabelsVisible(true);
    renderer.setDefaultItemLabelFont(Style.SMALL);
    renderer.setDefaultItemLabelPaint(Style.TEXT);
    renderer.setDefaultPositiveItemLabelPosition(
        new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT));
    for (int i = 0; i < labels.size(); i++) {
      renderer.setSeriesPaint(i, Style.colour(labels.get(i)));
    }
    return renderer;
  }

  /** The axis of groups: a name, and details below it. */
  private final class Names extends CategoryAxis {
    private static final long serialVersionUID = 1;

    Names() {
      double height = groups.size() * (double) (labels.size() * BAR + GAP);
      setLowerMargin(GAP / height); // the name of the roofline lies there
      setUpperMargin(0.5 * GAP / height);
      setCategoryLabelPositions(CategoryLabelPositions.replaceLeftPosition(CategoryLabelPositions.STANDARD,
          new CategoryLabelPosition(RectangleAnchor.LEFT, TextBlockAnchor.CENTER_LEFT)));
      setCategoryMargin((double) GAP / (labels.size() * BAR + GAP));
      setAxisLineVisible(false);
      setTickMarksVisible(false);
      setMaximumCategoryLabelWidthRatio(0.6f);
    }

    @Override
    @SuppressWarnings("rawtypes") // as it is declared
    protected TextBlock createLabel(Comparable category, float width, RectangleEdge edge, Graphics2D graphics) {
      Group group = groups.get((Integer) category);
      TextBlock block = new TextBlock();
      block.setLineAlignment(HorizontalAlignment.LEFT);
      block.addLine(group.name, Style.BOLD, Style.TEXT);
      if (!group.detail.isEmpty()) {
        block.addLine(group.detail, Style.SMALL, Style.FAINT);
      }
      return block;
    }
  }
}
