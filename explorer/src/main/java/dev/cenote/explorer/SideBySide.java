package dev.cenote.explorer;

import dev.cenote.AvgPool;
import dev.cenote.GlobalAvgPool;
import dev.cenote.GlobalMaxPool;
import dev.cenote.MaxPool;
import dev.cenote.Pool;
import dev.cenote.Window;

/**
 * One picture that shows what pooling does. Three columns: the input, max pooling, average pooling. Three rows: the
 * results in their true sizes, a detail pooled once, and the whole pooled three times, the latter two magnified.
 */
final class SideBySide {
  private static final int MARGIN = 24;
  private static final int CELL_WIDTH = 451;
  private static final int CELL_HEIGHT = 300;
  private static final int LARGEST_WIDTH = 960;
  private static final int LARGEST_HEIGHT = 640;
  private static final int TEXT = Canvas.TEXT_HEIGHT + 8;
  private static final int LEVELS = 3;
  private static final int DETAIL_BLOCK = 5;

  private final Picture input;
  private final int focusX;
  private final int focusY;
  private final int cellWidth;
  private final int cellHeight;
  private final Canvas canvas;

  /** @param focusX the middle of the detail, in pixels of the input, as {@code focusY} */
  private SideBySide(Picture input, int focusX, int focusY) {
    this.input = input;
    this.focusX = focusX;
    this.focusY = focusY;
    this.cellWidth = Math.max(CELL_WIDTH, input.width());
    this.cellHeight = Math.max(CELL_HEIGHT, input.height());
    this.canvas = new Canvas(left(3), top(3));
  }

  /** The least width and height that can be pooled three times. */
  static int leastSize() {
    return 1 << LEVELS;
  }

  /** Shows a picture, or the middle of a large one; the detail lies around the given point. */
  static Picture of(Picture picture, int focusX, int focusY) {
    int width = Math.min(picture.width(), LARGEST_WIDTH);
    int height = Math.min(picture.height(), LARGEST_HEIGHT);
    int left = (picture.width() - width) / 2;
    int top = (picture.height() - height) / 2;
    return new SideBySide(picture.crop(left, top, width, height), focusX - left, focusY - top).draw();
  }

  private Picture draw() {
    canvas.write("input", left(0), MARGIN);
    canvas.write("max pooling", left(1), MARGIN);
    canvas.write("average pooling", left(2), MARGIN);
    canvas.draw(input, left(0), top(0), 1, 1);
    caption("all pixels: " + size(input), 0, 0);
    pyramid(MaxPool.of(2, 2), GlobalMaxPool.of(), "max", 1);
    pyramid(AvgPool.of(2, 2), GlobalAvgPool.of(), "average", 2);

    Picture detail = detail();
    magnified(detail, "a detail, magnified", 0, 1);
    magnified(pooled(MaxPool.of(2, 2), detail), "the detail after max 2x2", 1, 1);
    magnified(pooled(AvgPool.of(2, 2), detail), "the detail after average 2x2", 2, 1);

    Picture max = levels(MaxPool.of(2, 2));
    Picture kept = pooled(MaxPool.of(Window.of(1, 1).stride(1 << LEVELS)), input).crop(0, 0, max.width(), max.height());
    magnified(kept, "not pooled: every 8th pixel", 0, 2);
    magnified(max, "max 2x2, three times", 1, 2);
    magnified(levels(AvgPool.of(2, 2)), "average 2x2, three times", 2, 2);
    return canvas.picture();
  }

  /** The results of pooling once, twice and three times in their true sizes, and the one pixel of global pooling. */
  private void pyramid(Pool pool, Pool global, String name, int column) {
    int left = left(column);
    StringBuilder sizes = new StringBuilder("true sizes: ");
    Picture level = input;
    for (int i = 0; i < LEVELS; i++) {
      level = pooled(pool, level);
      canvas.draw(level, left, top(0), 1, 1);
      left += level.width() + 10;
      sizes.append(i == 0 ? "" : ", ").append(size(level));
    }
    int below = top(0) + cellHeight / 2;
    canvas.write(sizes.toString(), left(column), below + 8);
    int bar = below + TEXT + 16;
    canvas.draw(pooled(global, input), left(column), bar, left - left(column) - 10, top(0) + cellHeight - bar);
    caption("global " + name + ": one pixel, widened", column, 0);
  }

  private Picture detail() {
    int width = even(Math.min(input.width(), cellWidth / DETAIL_BLOCK));
    int height = even(Math.min(input.height(), cellHeight / DETAIL_BLOCK));
    // An even corner: the windows in the detail are those of the whole picture.
    int left = even(Math.max(0, Math.min(input.width() - width, focusX - width / 2)));
    int top = even(Math.max(0, Math.min(input.height() - height, focusY - height / 2)));
    return input.crop(left, top, width, height);
  }

  private static int even(int value) {
    return value / 2 * 2;
  }

  /** Draws a picture as large as fits its cell; every pixel stays a square. */
  private void magnified(Picture picture, String text, int column, int row) {
    int block = Math.min(cellWidth / picture.width(), cellHeight / picture.height());
    canvas.draw(picture, left(column), top(row), block, block);
    caption(text, column, row);
  }

  private Picture levels(Pool pool) {
    Picture level = input;
    for (int i = 0; i < LEVELS; i++) {
      level = pooled(pool, level);
    }
    return level;
  }

  static Picture pooled(Pool pool, Picture picture) {
    return Picture.of(pool.apply(picture.tensor()));
  }

  private void caption(String text, int column, int row) {
    canvas.write(text, left(column), top(row) + cellHeight + 8);
  }

  private int left(int column) {
    return MARGIN + column * (cellWidth + MARGIN);
  }

  private int top(int row) {
    return MARGIN + TEXT + row * (cellHeight + TEXT + MARGIN);
  }

  private static String size(Picture picture) {
    return picture.width() + "x" + picture.height();
  }
}
