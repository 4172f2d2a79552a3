package dev.cenote.benchmarks.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.chart.ui.VerticalAlignment;
import org.w3c.dom.Document;

/** How all charts look: light, few lines, colours that the colour-blind tell apart, and text that stays text. */
final class Style {
  static final int WIDTH = 1200;
  static final Color TEXT = new Color(0x22, 0x22, 0x22);
  static final Color FAINT = new Color(0x66, 0x66, 0x66);
  static final Color GRID = new Color(0xe2, 0xe2, 0xe2);
  static final Font PLAIN = font(Font.PLAIN, 14);
  static final Font BOLD = font(Font.BOLD, 14);
  static final Font SMALL = font(Font.PLAIN, 12);

  /** By the beginning of a label. The more closely related, the more alike. */
  private static final Map<String, Color> COLOURS = Map.ofEntries(
      Map.entry("native-heap", new Color(0x00, 0x72, 0xb2)), Map.entry("native-off-heap", new Color(0x56, 0xb4, 0xe9)),
      Map.entry("native-direct", new Color(0x2f, 0x8f, 0xd0)), Map.entry("managed", new Color(0x00, 0x9e, 0x73)),
      Map.entry("textbook", new Color(0xa8, 0xa8, 0xa8)), Map.entry("onnxruntime", new Color(0xe6, 0x9f, 0x00)),
      Map.entry("onednn", new Color(0xd5, 0x5e, 0x00)), Map.entry("libtorch", new Color(0xcc, 0x79, 0xa7)),
      Map.entry("jni-call", new Color(0x44, 0x44, 0x88)), Map.entry("ffm-call", new Color(0x88, 0x88, 0xc0)));

  private Style() {}

  private static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }

  /** The colour of an entrant; those with more threads have a darker one. */
  static Color colour(String label) {
    String contender = label.replaceAll("-x\\d+$", "");
    Color colour = COLOURS.getOrDefault(contender, FAINT);
    return contender.equals(label) ? colour : colour.darker();
  }

  /**
   * Where the machine's limit lies on an axis of multiples of it.
   *
   * @param at where on the line its name is, which {@code text} is the place in
   */
  static ValueMarker roofline(RectangleAnchor at, TextAnchor text) {
    ValueMarker marker = new ValueMarker(1, TEXT,
        new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {6, 4}, 0));
    marker.setLabel("roofline");
    marker.setLabelFont(BOLD);
    marker.setLabelPaint(TEXT);
    marker.setLabelBackgroundColor(Color.WHITE);
    marker.setLabelAnchor(at);
    marker.setLabelTextAnchor(text);
    marker.setLabelOffset(new RectangleInsets(2, 6, 2, 6));
    return marker;
  }

  /** A chart as an SVG document. */
  static String svg(Plot plot, String title, String subtitle, List<String> caption, int height) {
    plot.setBackgroundPaint(Color.WHITE);
    plot.setOutlineVisible(false);
    plot.setInsets(new RectangleInsets(12, 8, 4, 24));
    JFreeChart chart = new JFreeChart(null, null, plot, true);
    chart.setBackgroundPaint(Color.WHITE);
    chart.setPadding(new RectangleInsets(16, 16, 12, 16));
    LegendTitle legend = chart.getLegend();
    legend.setPosition(RectangleEdge.TOP);
    legend.setItemFont(PLAIN);
    legend.setItemPaint(TEXT);
    legend.setFrame(BlockBorder.NONE);
    legend.setItemLabelPadding(new RectangleInsets(2, 4, 2, 18));
    legend.setHorizontalAlignment(HorizontalAlignment.LEFT);
    legend.setMargin(8, 0, 0, 0);
    chart.addSubtitle(0, text(title, font(Font.BOLD, 22), TEXT, RectangleEdge.TOP));
    chart.addSubtitle(1, text(subtitle, PLAIN, FAINT, RectangleEdge.TOP));
    for (int line = caption.size() - 1; line >= 0; line--) { // the first one added is the lowest
      chart.addSubtitle(text(caption.get(line), SMALL, FAINT, RectangleEdge.BOTTOM));
    }
    return draw(chart, height);
  }

  private static TextTitle text(String text, Font font, Color colour, RectangleEdge edge) {
    TextTitle title = new TextTitle(text, font, colour, edge, HorizontalAlignment.LEFT, VerticalAlignment.TOP,
        new RectangleInsets(2, 0, 2, 0));
    title.setTextAlignment(HorizontalAlignment.LEFT);
    return title;
  }

  private static String draw(JFreeChart chart, int height) {
    try {
      Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().getDOMImplementation()
          .createDocument("http://www.w3.org/2000/svg", "svg", null);
      SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
      context.setComment(null);
      context.setPrecision(2);
      SVGGraphics2D graphics = new SVGGraphics2D(context, false);
      graphics.setSVGCanvasSize(new Dimension(WIDTH, height));
      chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, height));
      StringWriter text = new StringWriter();
      graphics.stream(text, true);
      return text.toString();
    } catch (ParserConfigurationException | IOException e) {
      throw new IllegalStateException("no chart can be written", e);
    }
  }
}
